"""Rows that stand above their own parts: proven by sums, never summed with them."""

import pytest

HEAD = ["Kode", "Uraian", "Anggaran", "Realisasi"]
NAMES = ["PENDAPATAN", "PAD", "Pajak", "Retribusi", "Transfer", "DAU"]
FIGURES = [(300, 280), (100, 90), (60, 50), (40, 40), (200, 190), (200, 190)]


def budget(codes):
    return [[*code, name, *pair] for code, name, pair in zip(codes, NAMES, FIGURES, strict=True)]


@pytest.mark.parametrize(
    "codes",
    [
        ["4", "4.1", "4.1.01", "4.1.02", "4.2", "4.2.01"],
        ["4.", "4.1.", "4.1.1.", "4.1.2.", "4.2.", "4.2.1."],
        [4, 41, 4101, 4102, 42, 4201],
        ["A", "1", "a", "b", "2", "a"],
        ["I", "A", "1", "2", "B", "1"],
    ],
)
def test_parents_of_codes_are_stated_totals(table, codes):
    found = table([HEAD, *budget([[code] for code in codes])])
    assert [row + 1 for row in found.totals_rows] == [2, 3, 6]
    assert found.frame[["Anggaran", "Realisasi"]].sum().tolist() == [300, 280]  # the leaves, by hand
    assert found.checks["agrees"].all()
    assert any("3 baris induk (baris 2–3, 6)" in str(one) for one in found.why)


def test_codes_in_several_columns(table):
    codes = [[4, None, None], [4, 1, None], [4, 1, 1], [4, 1, 2], [4, 2, None], [4, 2, 1]]
    found = table([["Kode", None, None, *HEAD[1:]], *budget(codes)], merges=["A1:C1"])
    assert found.frame["Anggaran"].sum() == 300


def test_parts_that_are_indented(table):
    rows = [["Uraian", "2023", "2022"], ["Aset", 30, 20], ["   Kas", 10, 8], ["   Piutang", 20, 12]]
    assert table(rows).frame["2023"].sum() == 30


def test_surplus_below_a_budget_is_no_record(table):
    rows = [*budget([["4"], ["4.1"], ["4.1.01"], ["4.1.02"], ["4.2"], ["4.2.01"]]), ["5", "BELANJA", 150, 100]]
    rows += [["5.1", "Pegawai", 150, 100], [None, "SURPLUS/DEFISIT", 150, 180]]
    assert table([HEAD, *rows]).totals["label"].tolist()[-1] == "SURPLUS/DEFISIT"


def test_nested_codes_that_do_not_add_up_are_kept_and_asked_about(table, codes):
    rows = budget([["4"], ["4.1"], ["4.1.01"], ["4.1.02"], ["4.2"], ["4.2.01"]])
    wrong = [[*row[:2], row[2] + 7, row[3] + 5] if row[1] in NAMES[:2] + NAMES[4:5] else row for row in rows]
    found = table([HEAD, *wrong])
    assert (len(found.frame), codes(found, "ask")) == (6, ["codes-nested"])


REGIONS = [["Kab. Tegal", 5, 10], ["Kab. Klaten", 7, 14]], [["Kab. Malang", 8, 16], ["Kota Batu", 10, 20]]


def test_provinces_above_their_regencies_and_the_country_above_all(table):
    rows = [["INDONESIA", 30, 60], ["JAWA TENGAH", 12, 24], *REGIONS[0], ["JAWA TIMUR", 18, 36], *REGIONS[1]]
    found = table([["Wilayah", "IKM", "TK"], *rows])
    assert found.frame["Wilayah"].tolist() == ["Kab. Tegal", "Kab. Klaten", "Kab. Malang", "Kota Batu"]
    assert found.totals["label"].tolist() == ["INDONESIA", "JAWA TENGAH", "JAWA TIMUR"]


def test_province_below_its_regencies(table):
    rows = [["Cilacap", 3, 9, 10], ["Tegal", 4, 8, 40], ["Klaten", 5, 7, 35], ["Batang", 6, 6, 3], ["Demak", 7, 5, 1]]
    found = table([["Kabupaten", "IKM", "TK", "Nilai"], *rows, ["Jawa Tengah", 25, 35, 89]])
    assert found.totals["label"].tolist() == ["Jawa Tengah"]


def test_last_firm_that_happens_to_be_a_sum_is_a_record(table):
    rows = [["CV A", 1, 10], ["CV B", 2, 20], ["CV C", 3, 30]]
    assert len(table([["Nama Usaha", "TK", "Nilai"], *rows]).frame) == 3


def test_sectors_above_branches_with_rounded_quarters(table):
    rows = [["Lapangan Usaha", 2019, None, 2020, None], [None, "I", "II", "I", "II"]]
    rows += [["A. Pertanian", 3.4, 4.4, 5, 6], ["1. Tanaman", 1.1, 2.2, 2, 3], ["2. Ternak", 2.2, 2.2, 3, 3]]
    rows += [["B. Tambang", 1, 1, 1, 1], ["PDRB", 4.4, 5.4, 6, 7]]
    found = table(rows, merges=["A1:A2", "B1:C1", "D1:E1"])
    assert found.frame["Lapangan Usaha"].tolist() == ["1. Tanaman", "2. Ternak", "B. Tambang"]
