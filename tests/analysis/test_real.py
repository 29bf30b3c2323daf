"""Figures of real exports, read raw, against totals that were computed without this project (FACTS.md)."""

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from p3dn.analysis import capacity, procurement, workforce

HEADERS = {
    "Nama Industri": "nama_usaha",
    "Nama Produk": "produk",
    "Tenaga Kerja (Orang)": "tenaga_kerja",
    "Kapasitas Produksi": "kapasitas_produksi",
    "Satuan Produksi": "satuan",
    "Nilai Investasi (Rp.000)": "nilai_investasi",
    "Nilai Produksi (Rp.000)": "nilai_produksi",
    "Nilai Bahan Baku (Rp.000)": "nilai_bahan_baku",
    "Komoditi": "komoditi",
}


def raw(path, sheet):
    """Return a sheet as it stands, blank cells as nulls."""
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return pd.DataFrame(rows, columns=header, dtype=object).replace("", None)


@pytest.fixture(scope="module")
def tenders(real_file):
    return raw(real_file("lkpp_tender.xlsx"), "Data 2024")


@pytest.fixture(scope="module")
def orders(real_file):
    return raw(real_file("lkpp_epurchasing.xlsx"), "Data 2026").assign(kd_paket=None)


@pytest.fixture(scope="module")
def register(real_file):
    rows = raw(real_file("ikm_register.xlsx"), "Worksheet").rename(columns=HEADERS)
    thousands = ["nilai_investasi", "nilai_produksi", "nilai_bahan_baku"]
    rows[thousands] = rows[thousands].apply(pd.to_numeric) * 1000
    absent = ["kapasitas_terpasang", "produksi", "porsi_bahan_lokal", "tk_l", "tk_p", "keluarga_produk"]
    return rows.assign(**dict.fromkeys([*absent, *workforce.programmes(rows.iloc[:0])]))


def test_tender_packages(tenders):
    once = procurement.packages(tenders)
    assert len(once) == 84
    assert once["pagu"].sum() == pytest.approx(206_130_174_000, abs=0.01)
    assert once["nilai_kontrak"].sum() == pytest.approx(177_313_276_933.47, abs=0.01)
    assert not once["values_differ"].any()


def test_ten_packages_leave_an_interval(tenders):
    answer = procurement.shares(tenders).set_index("measure")
    assert answer["packages_recorded"].to_dict() == {"pdn": 74, "umk": 74}
    assert answer.loc["pdn", "recorded_rp"] == pytest.approx(155_013_671_434.14, abs=0.01)
    assert answer.loc["umk", "recorded_rp"] == pytest.approx(158_117_922_846.96, abs=0.01)
    low = 155_013_671_434.14 / 177_313_276_933.47
    assert answer.loc["pdn", "low"] == pytest.approx(low)
    assert answer.loc["pdn", "low"] < answer.loc["pdn", "recorded_share"] < answer.loc["pdn", "high"] < 1


def test_spending_units_add_up(tenders):
    answer = procurement.by_unit(tenders).query("measure == 'pdn'")
    assert len(answer) == 11
    assert answer["total_rp"].sum() == pytest.approx(177_313_276_933.47, abs=0.01)


def test_one_order_stands_twice(orders):
    once = procurement.orders(orders)
    assert (len(orders), len(once)) == (847, 846)
    assert pd.to_numeric(orders["total"]).sum() == 240_837_269_959
    assert pd.to_numeric(once["total"]).sum() == 240_837_269_959 - 1_343_416_488


def test_all_eleven_statuses_are_known(orders):
    answer = procurement.spending(orders).set_index("status_group")
    assert answer["orders"].to_dict() == {"selesai": 298, "berjalan": 419, "batal": 129}
    assert answer["value_rp"].sum() == 240_837_269_959 - 1_343_416_488
    assert not answer.loc["batal", "is_spending"]


def test_both_channels_together(tenders, orders):
    answer = procurement.summary(tenders, orders).set_index("channel")
    assert answer.loc["e_purchasing", ["pdn_low", "pdn_high"]].tolist() == [0, 1]
    assert 0 < answer.loc["semua_saluran", "pdn_low"] < answer.loc["semua_saluran", "pdn_high"] < 1


def test_a_real_register_has_values_and_workers_but_no_idle_capacity(register):
    assert capacity.grouping(register) == "komoditi"
    value = capacity.value_by_line(register)
    assert value["output_value"].sum() == 89_054_698_000
    assert value["materials_value"].sum() == 59_801_469_000
    assert value["investment"].sum() == 54_692_176_000
    assert (value["records"].sum(), value["output_value_records"].sum()) == (1483, 1477)
    total = workforce.total(register).iloc[0]
    assert (total["ikm"], total["workers"], total["workers_records"]) == (1483, 2684, 1459)
    answer = capacity.by_line(register)
    assert answer["idle"].isna().all()
    assert answer["capacity_records"].sum() == 1478
    assert answer.attrs["needs"] == "kapasitas_terpasang,produksi"
