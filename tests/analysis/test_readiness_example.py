"""Readiness, certificates and bills of the example: what its cells say, counted a second time by hand."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import p3dn
from p3dn import substitution, tkdn

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
DAY = "2025-12-31"
BLOCK = "rem_blok_komposit"


def cells(file, sheet):
    """Return the numbered rows of a sheet, as Excel holds them."""
    rows = openpyxl.load_workbook(EXAMPLE / file, data_only=True)[sheet].iter_rows(values_only=True)
    return [row for row in rows if isinstance(row[0], int)]


@pytest.fixture(scope="module")
def log():
    return p3dn.load_cooperative(EXAMPLE / "koperasi_contoh.xlsx", kind="stages")


@pytest.fixture(scope="module")
def certificates():
    return p3dn.load_cooperative(EXAMPLE / "tkdn_contoh.xlsx", kind="certificates")


@pytest.fixture(scope="module")
def bill():
    return p3dn.load_cooperative(EXAMPLE / "tkdn_contoh.xlsx", kind="bill_of_materials")


@pytest.fixture(scope="module")
def funnel(log, certificates):
    register = p3dn.load_sentra(EXAMPLE / "sentra_contoh.xlsx")
    orders = p3dn.load_cooperative(EXAMPLE / "koperasi_contoh.xlsx", kind="deliveries")
    return substitution.funnel(log, register, certificates, orders, as_of=DAY)


def test_composite_block_waits_for_the_long_route(funnel, log):
    of_log = funnel[funnel["line"].eq(BLOCK) & funnel["source"].eq("stages")].set_index("step")
    steps = ["laboratory", "short_route", "medium_route", "long_route", "listing"]
    assert of_log.loc[steps, "passed"].tolist() == [1, 1, 1, 0, 0]
    assert of_log.loc["long_route", "running"] == 1
    assert of_log.loc["listing", ["running", "undated"]].tolist() == [1, 1]
    assert of_log.loc["skkni", "passed"] == 16 + 3
    nobody = funnel[funnel["line"].eq(BLOCK) & funnel["step"].isin(["iso", "sni"])]  # no firm makes the block
    assert nobody["passed"].isna().all()
    (line,) = substitution.readiness(log, as_of=DAY).query("line == @BLOCK").to_dict("records")
    assert (line["furthest"], line["next_step"], line["next_result"]) == ("medium_route", "long_route", "running")
    assert line["share"] == 0.5


def test_every_entry_of_the_log_is_counted_or_told(funnel):
    assert funnel.loc[funnel["source"] == "stages", "records"].sum() == len(
        cells("koperasi_contoh.xlsx", "Tahapan Uji")
    )
    unknown = funnel[funnel["step"] == "other_step"]
    assert unknown[["records", "unclear", "undated"]].to_numpy().tolist() == [[1, 1, 1]]


def test_contract_that_ended_is_no_order_any_more(funnel, log):
    orders = funnel[funnel["line"].eq("rem_blok_metalik") & funnel["step"].eq("order")].set_index("source")
    assert orders.loc["stages", ["passed", "failed", "of"]].tolist() == [1, 1, 2]
    (line,) = substitution.readiness(log).query("line == 'rem_blok_metalik'").to_dict("records")
    assert (line["furthest"], line["next_step"], line["next_result"]) == ("listing", "order", "failed")


def test_register_counts_what_its_cells_say(funnel):
    firms = [row for row in cells("sentra_contoh.xlsx", "Data IKM") if "bantalan" in row[3].lower()]
    held = sum(row[17] == "V" for row in firms)
    sentra = p3dn.load_sentra(EXAMPLE / "sentra_contoh.xlsx")
    bearings = sentra[sentra["produk"].str.casefold().str.contains("bantalan")]
    few = substitution.funnel(bearings.iloc[:0], bearings)
    assert few.loc[few["step"] == "iso", ["passed", "of"]].to_numpy().tolist() == [[held, len(firms)]]
    everyone = funnel[funnel["step"].eq("iso") & funnel["source"].eq("sentra")]
    assert everyone["of"].sum() == 168


def test_sentences_of_the_example(funnel, log):
    assert str(substitution.headline_funnel(funnel)) == "Uji laboratorium: 9 dari 11 produk lulus; Pesanan: 3 produk"
    ranked = substitution.headline_readiness(substitution.readiness(log))
    assert str(ranked) == "Komponen mesin industri, Komponen pompa air lulus semua tahapnya"


def test_partner_whose_time_is_over_is_not_active_whatever_the_list_says():
    partners = p3dn.load_cooperative(EXAMPLE / "koperasi_contoh.xlsx", kind="partnerships")
    found = substitution.partnerships_by_line(partners, as_of=DAY)
    assert found["active"].sum() == 3
    stale = found[found["status"].eq("Aktif") & ~found["active"]]
    assert stale["line"].tolist() == ["komponen_mesin_industri"]


def test_certificates_of_the_example_lapse_in_time(certificates, funnel):
    answer = tkdn.assess(certificates, on=DAY)
    said = "11 dari 16 sertifikat TKDN berlaku pada 31 Desember 2025; 1 tidak mencatat masa berlaku"
    assert str(tkdn.headline_assess(answer)) == said
    stated = tkdn.summary(answer).iloc[0]
    assert stated[["certificates", "valid", "expired", "expiry_unknown"]].tolist() == [16, 11, 4, 1]
    of_funnel = funnel[funnel["source"] == "certificates"]
    assert of_funnel[["passed", "failed", "unclear", "records"]].sum().tolist() == [11, 4, 1, 16]
    later = tkdn.summary(tkdn.assess(certificates, on="2027-12-31")).iloc[0]
    assert later["valid"] == 0


def test_bills_of_the_example_give_a_level_and_the_component_that_would_move_it(bill):
    answer = tkdn.by_product(bill, labour=1, overhead=1).set_index("produk")
    rows = [row for row in cells("tkdn_contoh.xlsx", "Kebutuhan Bahan") if row[1] == "Rem blok komposit"]
    cost = sum(row[6] for row in rows)
    assert answer.loc["Rem blok komposit", "cost_rp"] == cost == 130_465
    domestic = 0.8 * 6_600 + 0.7 * 6_000 + 0.55 * 22_000  # barite, iron powder, backing plate
    low, high = (0.75 * content / cost + 0.25 for content in (domestic, domestic + 4_200))
    assert answer.loc["Rem blok komposit", ["tkdn_low", "tkdn_high"]].tolist() == pytest.approx([low, high])
    assert answer["meets_minimum"].all()
    assert str(tkdn.headline_components(tkdn.components(bill, labour=1, overhead=1))).startswith(
        "Yang paling menaikkan TKDN: Resin fenolik dalam negeri"
    )


def test_certificate_of_the_block_lies_where_its_bill_says(bill, certificates):
    block = bill[bill["lini_produk"] == BLOCK]
    rule = {"labour_cost": 14_000, "overhead_cost": 18_000, "rule": "permenperin-16-2011"}
    level = tkdn.from_bill(block, labour=1, overhead=1, **rule)
    stated = certificates.loc[certificates["lini_produk"] == BLOCK, "nilai_tkdn"].item()
    assert level.value < stated < level.parts["high"]


def test_bill_gives_the_imported_inputs_that_the_scenario_assumes(bill):
    needs = p3dn.load_procurement(EXAMPLE / "kebutuhan_contoh.xlsx", kind="needs")
    sentra = p3dn.load_sentra(EXAMPLE / "sentra_contoh.xlsx")
    scenario = p3dn.load_scenario(EXAMPLE / "skenario.xlsx")
    assumed = scenario["masukan"].eq("Porsi bahan impor dalam harga") & scenario["lini_produk"].eq(BLOCK)
    both = [
        substitution.potential(needs, sentra, scenario),
        substitution.potential(needs, sentra, scenario[~assumed], materials=bill),
    ]
    kept = [answer.loc[answer["line"] == BLOCK, "retained_rp"].reset_index(drop=True) for answer in both]
    pd.testing.assert_series_equal(*kept)
    assert kept[0].max() > 0
