"""Regions: names and codes are set beside each other, and nothing is changed."""

import pytest

OTHERS = ["region-unknown", "region-codes", "region-codes-other", "region-changed", "region-ambiguous"]
PAPUA = [["Papua", 5, 2], ["Papua Selatan", "-", 1], ["Papua Tengah", "-", 1], ["Jawa Barat", 20, 22]]


def told(found):
    return [one for one in found.issues.itertuples() if one.code in OTHERS]


def test_misspelt_province_gets_a_suggestion_and_stays(table):
    found = table(
        [["Provinsi", "Unit"], ["Jawa Brat", 1], ["DKI Jakarta", 2], ["D.I. Yogyakarta", 3], ["Kep. Riau", 4]]
    )
    (one,) = told(found)
    assert (one.code, one.cell, one.severity) == ("region-unknown", "A2", "warn")
    assert "Jawa Brat (Jawa Barat?)" in str(one.reason)
    assert found.frame["Provinsi"].tolist()[0] == "Jawa Brat"


def test_what_is_near_no_province_is_no_slip(table):
    assert (
        told(table([["Provinsi", "Unit"], ["Bali", 1], ["Banten", 2], ["Luar Negeri", 3], ["Tidak Tercatat", 4]])) == []
    )


def test_column_of_other_names_is_not_judged(table):
    assert told(table([["Dinas Provinsi", "Unit"], ["Sekretariat", 1], ["Bidang Industri", 2], ["Balai", 3]])) == []


@pytest.mark.parametrize(("code", "system"), [("91", "BPS"), ("92", "Kemendagri")])
def test_codes_of_papua_tell_the_system(table, code, system):
    rows = [["32", "Jawa Barat", 1], ["51", "Bali", 2], [code, "Papua Barat", 3]]
    (one,) = told(table([["Kode Provinsi", "Nama Provinsi", "Unit"], *rows]))
    assert (one.code, one.severity) == ("region-codes", "info")
    assert f"kode {system};" in str(one.reason)


def test_codes_that_both_systems_share_need_no_word(table):
    rows = [["Kode Provinsi", "Nama Provinsi", "Unit"], [3200, "Jawa Barat", 1], ["51", "Bali", 2], ["36", "Banten", 3]]
    assert told(table(rows)) == []


def test_codes_of_another_system(table):
    rows = [[11, "Banten", 1], [12, "Jawa Barat", 2], [13, "DKI Jakarta", 3]]
    (one,) = told(table([["kd_provinsi", "nama_provinsi", "paket"], *rows]))
    assert (one.code, one.cell) == ("region-codes-other", "A2")
    assert "'11' tertulis untuk Banten (BPS 36, Kemendagri 36)" in str(one.reason)


def test_provinces_of_2022_in_a_series_that_begins_before(table):
    (one,) = told(table([["Provinsi", "2021", "2023"], *PAPUA]))
    assert one.code == "region-changed"
    assert "Papua Selatan, Papua Tengah dibentuk dari Papua," in str(one.reason)


@pytest.mark.parametrize("heads", [["Provinsi", "2023", "2024"], ["Provinsi", "Unit", "Pekerja"]])
def test_provinces_of_2022_in_a_series_after_them(table, heads):
    assert told(table([heads, *PAPUA])) == []


def test_years_of_a_long_table_count_too(table):
    rows = [["Papua", 2021, 5], ["Papua", 2023, 2], ["Papua Selatan", 2023, 1], ["Bali", 2021, 4]]
    assert [one.code for one in told(table([["Provinsi", "Tahun", "Unit"], *rows]))] == ["region-changed"]


def test_name_of_a_regency_and_a_city(table):
    rows = [["Bandung", 1], ["Kab. Bogor", 2], ["Kota Bogor", 3], ["Garut", 4]]
    (one,) = told(table([["Kabupaten/Kota", "Unit"], *rows]))
    assert (one.code, one.cell) == ("region-ambiguous", "A2")


def test_header_that_says_which_of_both_is_meant(table):
    assert told(table([["Kota", "Unit"], ["Bandung", 1], ["Bogor", 2], ["Tegal", 3]])) == []
