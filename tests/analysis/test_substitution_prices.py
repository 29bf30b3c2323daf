"""The price gate, the investment and what follows from the pieces, each by hand."""

import numpy as np
import pandas as pd
import pytest

from p3dn.analysis import substitution
from p3dn.analysis.substitution.price_gate import REQUIRES

# Landed (10 x 16,000) x 1.05 + 12,000 = 180,000; four months at 45,000 against two months of 50,000.
PRICES = {
    "cif": 10, "exchange_rate": 16_000, "duty": 0.05, "handling": 12_000, "domestic_price": 100_000,
    "life_domestic": 2, "life_imported": 4,
}  # fmt: skip


@pytest.fixture
def wanted(needs):
    return needs(lini_produk=["katup"], jumlah_kebutuhan=[100], harga_satuan=200_000, porsi_impor=0.5)


@pytest.fixture
def register(sentra):
    return sentra(lini_produk=["katup"], keluarga_produk="katup", kapasitas_terpasang=60, produksi=0, satuan="buah")


def gate(wanted, inputs):
    return substitution.price_gate(wanted, inputs).iloc[0]


def test_cheaper_piece_can_be_the_dearer_month(wanted, assume):
    """100,000 is less than 180,000, but lasts half as long; the buyer of 50 x 4 months pays 200 x 5,000 more."""
    row = gate(wanted, assume(**PRICES))
    assert row[["landed_rp", "imported_month_rp", "domestic_month_rp"]].tolist() == [180_000, 45_000, 50_000]
    assert not row["competitive"]
    assert row["break_even_life"] == pytest.approx(100_000 / 45_000)
    assert row["break_even_price_rp"] == pytest.approx(90_000)
    assert row["buyer_extra_rp"] == pytest.approx(1_000_000)
    assert row[["cif_usd", "cif_rp"]].tolist() == [10, 160_000]


@pytest.mark.parametrize("beside", [{}, {"fitting_cost": 9_000, "wear_domestic": 700, "downtime_imported": 300}])
def test_at_the_break_even_price_or_life_both_months_cost_the_same(wanted, assume, beside):
    row = gate(wanted, assume(**PRICES, **beside))
    for other in ({"domestic_price": row["break_even_price_rp"]}, {"life_domestic": row["break_even_life"]}):
        again = gate(wanted, assume(**(PRICES | other), **beside))
        assert again["domestic_month_rp"] == pytest.approx(again["imported_month_rp"])


def test_importer_answers_with_a_cut(wanted, assume):
    """At 88,000 the month costs 44,000 against 45,000; a fifth less landed (144,000) makes it 36,000."""
    row = gate(wanted, assume(**(PRICES | {"domestic_price": 88_000})))
    assert (row["competitive"], row["importer_cut"], row["landed_after_cut_rp"]) == (True, 0.2, 144_000)
    assert not row["competitive_after_cut"]
    sentence = substitution.headline_price_gate(substitution.price_gate(wanted, assume(**PRICES, importer_cut=0.1)))
    assert str(sentence) == "0 dari 1 barang bersaing; 0 bila importir memotong harga 10%"


def test_preference_is_off_and_lowers_what_is_compared_never_what_is_paid(wanted, assume):
    """KP = 0.25 x 0.40; evaluated 90,000 in two months is 45,000: level with the import, still 50,000 paid."""
    given = PRICES | {"tkdn": 0.4, "hps": 2e9}
    row = gate(wanted, assume(**given))
    assert (row["preference"], row["preference_rate"], row["competitive"]) == (False, 0, False)
    row = gate(wanted, assume(**given, preference=1))
    assert (row["preference"], row["preference_rate"], row["competitive"]) == (True, 0.1, True)
    assert row[["domestic_month_rp", "evaluated_month_rp", "buyer_extra_rp"]].tolist() == [50_000, 45_000, 1_000_000]
    assert gate(wanted, assume(**PRICES, preference=1))["missing"] == "tkdn,hps"


@pytest.mark.parametrize("name", REQUIRES)
def test_what_is_unknown_is_null_and_named(wanted, assume, name):
    row = gate(wanted, assume(**{one: value for one, value in PRICES.items() if one != name}))
    assert row["missing"] == name
    assert row[["competitive", "buyer_extra_rp"]].isna().all()
    assert np.isnan(row["break_even_life"]) == (name != "life_domestic"), "the life that is sought need not be known"


def test_where_wear_exceeds_the_import_no_life_and_no_price_suffice(wanted, assume):
    row = gate(wanted, assume(**PRICES, wear_domestic=60_000))
    assert row[["break_even_life", "break_even_price_rp"]].isna().all()
    assert row["note"] == "no_life_suffices,no_price_suffices"


def test_price_years_and_taxes_are_said_and_change_nothing(needs, assume):
    three = needs(
        lini_produk="katup", nama_barang=["A", "B", "C"], jumlah_kebutuhan=[1, 1, 1], harga_satuan=10, porsi_impor=1
    )
    item = {"lini_produk": "katup"}
    years = [item | {"nama_barang": name, "tengah": year} for name, year in (("A", 2019), ("B", 2025))]
    taxes = [item | {"nama_barang": name, "tengah": tax} for name, tax in (("A", 1), ("B", 0))]
    plain = substitution.price_gate(three, assume(**PRICES))
    noted = substitution.price_gate(three, assume(**PRICES, price_year=years, tax_included=taxes))
    assert noted["note"].tolist() == [
        "price_years_differ,tax_mixed,tax_one_side",
        "price_years_differ,tax_mixed",
        "price_year_unsaid",
    ]
    assert plain.drop(columns="note").equals(noted.drop(columns="note"))
    assert plain["note"].tolist() == ["", "", ""]


def test_investment_costs_by_the_ten_thousand_and_must_find_its_volume(wanted, register, assume, needs):
    """40,000 pieces at Rp5 billion per 10,000 are Rp20 billion; 100,000 imported less 60 idle leave enough."""
    many = needs(lini_produk=["katup"], jumlah_kebutuhan=[100_000], harga_satuan=200_000, porsi_impor=1)
    given = PRICES | {
        "life_domestic": 4, "imported_inputs": 0.5, "investment_capacity": 40_000, "investment_cost": 5e9,
        "investment_months": 10, "efficient_volume": 25_000,
    }  # fmt: skip
    answer = substitution.investment(many, register, assume(**given)).set_index("horizon")
    row = answer.loc["m12"]
    assert row[["cost_rp", "volume_qty", "added_qty", "cost_per_piece_rp"]].tolist() == [2e10, 40_000, 40_000, 500_000]
    assert row[["break_even_pieces", "break_even_years", "missing"]].tolist() == [400_000, 10, ""]
    assert row["break_even_price_rp"] == pytest.approx(180_000)
    assert answer["ready"].tolist() == [False, True, True]
    assert answer["added_qty"].tolist() == [0, 40_000, 40_000]
    few = substitution.investment(wanted, register, assume(**given), horizons=["m12"]).iloc[0]
    assert few[["volume_qty", "efficient", "added_qty"]].tolist() == [0, False, 0]
    assert few[["cost_per_piece_rp", "break_even_years"]].isna().all()


def test_investment_names_what_it_lacks(wanted, register, assume):
    row = substitution.investment(wanted, register, assume(investment_cost=5e9), horizons=["now"]).iloc[0]
    assert row["missing"].startswith("investment_capacity,investment_months,efficient_volume,domestic_price")
    assert row[["capacity_qty", "cost_rp", "efficient", "added_qty"]].isna().all()
    none = substitution.investment(wanted, register, assume(**PRICES))
    assert none.empty
    assert substitution.headline_investment(none).key == "analysis.substitution.investment-none"


def test_capacity_in_tonnes_costs_per_ten_thousand_tonnes(wanted, register, assume):
    """2,000 t of pieces of 10 kg are 200,000 pieces; the cost is stated per 10,000 t: Rp1 billion of Rp5 billion."""
    tonnes = [{"lini_produk": "katup", "satuan": "ton/tahun", "tengah": 2_000}]
    inputs = assume(**PRICES, weight=10, investment_capacity=tonnes, investment_cost=5e9)
    row = substitution.investment(wanted, register, inputs, horizons=["m12"]).iloc[0]
    assert row[["capacity_qty", "cost_rp"]].tolist() == [200_000, 1e9]


def effect(needs, register, inputs, rung):
    return substitution.effects(needs, register, inputs, horizons=["now"]).set_index("rung").loc[rung]


def test_idle_hours_are_filled_before_anybody_is_hired(wanted, register, assume):
    """50 imported pieces of four months are 100 of two; 60 can be made: 600 hours against 400 idle, 2,000 a worker."""
    given = PRICES | {"hours": 10, "idle_hours": 400, "hours_per_worker": 2000}
    row = effect(wanted, register, assume(**given), "makeable")
    assert row[["pieces_qty", "work_hours", "hours_filled", "hours_new", "new_jobs"]].tolist() == [
        60,
        600,
        400,
        200,
        0.1,
    ]
    row = effect(wanted, register, assume(**(given | {"idle_hours": 5000})), "makeable")
    assert row[["hours_filled", "hours_new", "new_jobs"]].tolist() == [600, 0, 0]


def test_who_pays_and_who_gains(wanted, register, assume):
    """60 domestic pieces replace 30 imported: 120 months at 5,000 more; sales 6 million, 40% of it imported."""
    row = effect(wanted, register, assume(**PRICES, imported_inputs=0.4, tkdn=0.45), "makeable")
    assert row[["buyer_extra_rp", "sales_rp", "inputs_rp", "producer_gain_rp"]].tolist() == pytest.approx(
        [600_000, 6_000_000, 2_400_000, 3_600_000]
    )
    assert row[["saved_usd", "saved_rp"]].tolist() == pytest.approx([300, 4_800_000])
    assert row[["retained_rp", "tkdn_score"]].tolist() == pytest.approx([30 * 200_000 * 0.6, 0.45])


def test_tkdn_and_preference_change_no_effect(wanted, register, assume):
    plain = substitution.effects(wanted, register, assume(**PRICES, imported_inputs=0.4))
    scored = substitution.effects(wanted, register, assume(**PRICES, imported_inputs=0.4, tkdn=0.9))
    assert plain.drop(columns="tkdn_score").equals(scored.drop(columns="tkdn_score"))


def test_of_nothing_contracted_nothing_follows_and_nothing_is_asked(wanted, register, assume):
    row = effect(wanted, register, assume(**PRICES, passed_share=0), "contracted")
    assert row[["work_hours", "new_jobs", "buyer_extra_rp", "producer_gain_rp", "saved_usd"]].tolist() == [0] * 5
    assert row["missing"] == ""
    assert effect(wanted, register, assume(passed_share=0), "makeable")["missing"].split(",")[0] == "hours"


def test_an_unknown_rung_names_what_it_lacks(wanted, register, assume):
    row = effect(wanted, register, assume(**PRICES), "contracted")
    assert np.isnan(row["work_hours"])
    assert row["missing"].split(",")[0] == "passed_share"
    answer = substitution.effects(wanted, register, assume(**PRICES))
    assert substitution.headline_effects(answer).key == "analysis.substitution.effects-unknown"


def test_contracted_of_effects_is_contracted_of_the_ladder(wanted, register, assume):
    cheap = PRICES | {"domestic_price": 80_000, "passed_share": 0.5, "order_quantity": 20, "imported_inputs": 0.4}
    inputs = assume(**cheap, hours=1, idle_hours=5, hours_per_worker=1)
    ladder = substitution.potential(wanted, register, inputs, horizons=["now"]).iloc[0]
    row = effect(wanted, register, inputs, "contracted")
    assert row["retained_rp"] == pytest.approx(ladder["retained_rp"])
    assert row["pieces_qty"] == pytest.approx(20)
    sentence = substitution.headline_effects(substitution.effects(wanted, register, inputs))
    assert str(sentence) == "36 bulan: yang dikontrak mengisi 5 jam menganggur, lalu 15 pekerjaan baru"


def test_ladder_and_effects_carry_the_same_remark_and_the_same_figures(needs, register, assume):
    two = needs(lini_produk="katup", nama_barang=["A", "B"], jumlah_kebutuhan=[50, 50], harga_satuan=10, porsi_impor=1)
    years = [{"lini_produk": "katup", "nama_barang": name, "tengah": year} for name, year in (("A", 2019), ("B", 2025))]
    for question, own in ((substitution.potential, ["price_year", "tax_included"]), (substitution.effects, [])):
        plain = question(two, register, assume(**PRICES))
        noted = question(two, register, assume(**PRICES, price_year=years))
        assert set(noted["note"]) == {"price_years_differ"}
        assert plain.drop(columns=["note", *own]).equals(noted.drop(columns=["note", *own]))


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ([(10, 5, 2.0, 1), (10, 5, 3.0, 1)], "jobs"),
        ([(10, 5, 2.0, 1), (None, None, None, 0)], "least"),
        ([(10, 10, 0.0, 1), (4, 4, 0.0, 1)], "none"),
        ([(10, 10, 0.0, 1), (4, None, None, 1)], "partly"),
        ([(0, 0, 0.0, 1), (4, None, None, 1)], "unknown"),
        ([(None, None, None, 0)], "unknown"),
    ],
)
def test_headline_of_effects_says_least_where_something_is_unknown(values, key):
    names = ["work_hours", "hours_filled", "new_jobs", "hours_records"]
    answer = pd.DataFrame(values, columns=names, dtype="float64").assign(horizon="m12", rung="contracted", items=1)
    assert substitution.headline_effects(answer).key == f"analysis.substitution.effects-{key}"
