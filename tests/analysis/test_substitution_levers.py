"""One more step of each lever: what it releases, what it costs, and what is still to be asked."""

import numpy as np
import pandas as pd
import pytest

from p3dn import words
from p3dn.analysis import substitution
from p3dn.analysis.substitution.levers import COLUMNS
from p3dn.analysis.substitution.rungs import LEVERS

# 100 pieces at Rp10 are imported; 60 can be made, half has passed, a month costs 50 against 50, 20 are ordered.
WHOLE = {
    "passed_share": 0.5, "domestic_price": 50, "cif": 5, "exchange_rate": 16_000, "duty": 0, "handling": 20_000,
    "life_domestic": 1, "life_imported": 1, "order_quantity": 20, "imported_inputs": 0.4,
}  # fmt: skip
CHAIN = ["lost_capacity_rp", "lost_readiness_rp", "lost_price_rp", "lost_market_rp", "lost_inputs_rp"]


@pytest.fixture
def wanted(needs):
    return needs(lini_produk=["katup"], jumlah_kebutuhan=[100], harga_satuan=10, porsi_impor=1)


@pytest.fixture
def register(sentra):
    return sentra(lini_produk=["katup"], keluarga_produk="katup", kapasitas_terpasang=60, produksi=0, satuan="buah")


def one(answer, lever):
    return answer.set_index("lever").loc[lever]


def test_every_lever_takes_its_own_step_by_hand(wanted, register, assume):
    """Capacity +30: 60 to 90 made. Readiness +0.1: 30 to 36 passed. Orders +5: 20 to 25. Inputs -0.1: 12 to 14 kept."""
    steps = {"step_capacity": 30, "step_readiness": 0.1, "step_market": 5, "step_inputs": 0.1, "step_price": 0.1}
    answer = substitution.levers(wanted, register, assume(**WHOLE, **steps), horizons=["now"])
    assert answer["lever"].tolist() == list(LEVERS.values())
    assert answer["released_rp"].tolist() == pytest.approx([300, 60, 0, 50, 20])
    assert answer["retained_rp"].tolist() == pytest.approx([0, 0, 0, 30, 20])
    assert answer["lost_rp"].tolist() == pytest.approx([400, 300, 0, 100, 80])
    assert answer["step_unit"].tolist() == ["buah/tahun", "pangsa", "pangsa", "buah/tahun", "pangsa"]
    assert answer["binding"].tolist() == [True, False, False, False, False]


def test_lower_price_releases_what_was_too_dear(wanted, register, assume):
    """Landed 100,000; the piece of 110,000 competes after 10% less (99,000) and not after 5% (104,500)."""
    dear = WHOLE | {"domestic_price": 110_000}
    for less, released in ((0.05, 0), (0.1, 300)):
        row = one(substitution.levers(wanted, register, assume(**dear, step_price=less), horizons=["now"]), "price")
        assert (row["lost_rp"], row["released_rp"]) == (pytest.approx(300), pytest.approx(released))


def test_a_step_whose_size_is_unknown_is_null_and_asked_for(wanted, register, assume):
    row = one(substitution.levers(wanted, register, assume(**WHOLE), horizons=["now"]), "market")
    assert row[["step", "released_rp", "retained_rp", "cost_rp", "released_per_rp", "months"]].isna().all()
    assert row["missing"] == "step_market,cost_market,months_market"
    assert row["who"] == "who_ministry"
    assert one(substitution.levers(wanted, register, assume(**WHOLE), horizons=["now"]), "price")["missing"] == ""


def test_without_a_scenario_every_lever_says_what_is_missing(wanted, register):
    answer = substitution.levers(wanted, register, None, horizons=["now"])
    assert one(answer, "capacity")["lost_rp"] == 400
    assert one(answer, "readiness")["missing"].startswith("passed_share,")
    assert answer["released_rp"].isna().all()


def test_cost_months_owner_and_fund_come_from_the_rows_of_the_step(wanted, register, assume):
    rows = {
        "step_capacity": 30,
        "cost_capacity": [{"tengah": 600, "pemilik": "Dinas", "sumber_dana": "APBD"}],
        "months_capacity": 8,
    }
    row = one(substitution.levers(wanted, register, assume(**WHOLE, **rows), horizons=["now"]), "capacity")
    assert row[["cost_rp", "months", "owner", "fund", "missing"]].tolist() == [600, 8, "Dinas", "APBD", ""]
    assert row["released_per_rp"] == pytest.approx(0.5)


def test_a_row_for_a_whole_line_is_paid_once_and_rows_of_items_add_up(needs, register, assume):
    two = needs(lini_produk="katup", nama_barang=["A", "B"], jumlah_kebutuhan=[50, 50], harga_satuan=10, porsi_impor=1)
    one_row = assume(**WHOLE, step_readiness=0.1, cost_readiness=700)
    each = [{"lini_produk": "katup", "nama_barang": name, "tengah": cost} for name, cost in (("A", 300), ("B", 500))]
    for frame, cost in ((one_row, 700), (assume(**WHOLE, step_readiness=0.1, cost_readiness=each), 800)):
        assert one(substitution.levers(two, register, frame, horizons=["now"]), "readiness")["cost_rp"] == cost


def test_steps_in_two_units_are_listed_and_never_added(needs, sentra, assume):
    two = needs(lini_produk="katup", satuan=["buah", "set"], jumlah_kebutuhan=[10, 10], harga_satuan=10, porsi_impor=1)
    makers = sentra(
        lini_produk="katup", keluarga_produk="katup", satuan=["buah", "set"], kapasitas_terpasang=[4, 4], produksi=0
    )
    both = [
        {"lini_produk": "katup", "satuan": f"{unit}/tahun", "tengah": size} for unit, size in (("buah", 3), ("set", 2))
    ]
    row = one(substitution.levers(two, makers, assume(step_capacity=both), horizons=["now"]), "capacity")
    assert np.isnan(row["step"])
    assert row["step_unit"] == "satuan_campuran"
    assert str(row["deliverable"]) == "Tambahan kapasitas 3 buah per tahun, 2 set per tahun"
    assert row["released_rp"] == pytest.approx(50)


def test_a_step_in_tonnes_becomes_pieces_through_the_weight(wanted, sentra, assume):
    """0.1 t of castings of 10 kg are 10 pieces; without a weight the step is asked for its weight."""
    empty = sentra(lini_produk=["lain"], keluarga_produk="lain", kapasitas_terpasang=1, produksi=0, satuan="buah")
    step = [{"lini_produk": "katup", "satuan": "ton/tahun", "tengah": 0.1}]
    row = one(substitution.levers(wanted, empty, assume(step_capacity=step, weight=10), horizons=["now"]), "capacity")
    assert row["released_rp"] == pytest.approx(100)
    assert (row["step"], row["step_unit"]) == (0.1, "ton/tahun")
    row = one(substitution.levers(wanted, empty, assume(step_capacity=step), horizons=["now"]), "capacity")
    assert np.isnan(row["released_rp"])
    assert row["missing"].split(",")[0] == "weight"


def test_lost_of_the_levers_is_lost_of_the_ladder(wanted, register, assume):
    inputs = assume(**WHOLE)
    answer = substitution.levers(wanted, register, inputs)
    ladder = substitution.potential(wanted, register, inputs)
    assert answer["lost_rp"].tolist() == pytest.approx(ladder[CHAIN].to_numpy().ravel().tolist())


def test_an_item_without_a_price_is_asked_for_it(needs, register, assume):
    unpriced = needs(lini_produk=["katup"], jumlah_kebutuhan=[100], porsi_impor=1)
    row = one(substitution.levers(unpriced, register, assume(**WHOLE), horizons=["now"]), "capacity")
    assert np.isnan(row["lost_rp"])
    assert row["binding"]
    assert row["missing"].split(",")[0] == "harga_satuan"
    assert substitution.proposals(substitution.levers(unpriced, register, assume(**WHOLE)))["constraint"].tolist()


def lever(name, lost, per_rupiah=None, **more):
    return dict.fromkeys(COLUMNS) | {
        "line": "katup", "horizon": "now", "lever": name, "lost_rp": lost, "binding": False, "missing": "", "who": "",
        "released_per_rp": per_rupiah, **more,
    }  # fmt: skip


def test_proposals_come_by_rupiah_released_and_unknown_last():
    frame = pd.DataFrame(
        [lever("capacity", 9.0), lever("readiness", 5.0, 1.5), lever("price", 0.0, 9.0), lever("market", 20.0),
         lever("inputs", 4.0, 2.5, missing="months_inputs", who="who_firm")]
    )  # fmt: skip
    answer = substitution.proposals(frame)
    assert answer["constraint"].tolist() == ["inputs", "readiness", "market", "capacity"]
    assert answer.loc[0, ["activity", "ask", "ask_whom"]].tolist() == [
        "activity_inputs",
        "months_inputs,pemilik,sumber_dana",
        "who_firm,who_ministry",
    ]


def test_an_activity_without_owner_or_fund_asks_for_them():
    rows = [lever("capacity", 9.0, owner="Dinas"), lever("price", 5.0, owner="Dinas", fund="APBD")]
    answer = substitution.proposals(pd.DataFrame(rows))
    assert answer[["ask", "ask_whom"]].to_numpy().tolist() == [["sumber_dana", "who_ministry"], ["", ""]]


def test_headline_of_proposals_names_the_best_step():
    frame = pd.DataFrame([lever("capacity", 9.0, 1.5), lever("inputs", 4.0, 2.5)])
    answer = substitution.proposals(frame)
    sentence = substitution.headline_proposals(answer)
    assert str(sentence) == "Bahan pada katup paling hemat: satu langkah membuka 2,5 rupiah per rupiah biaya"


def test_every_lever_has_an_activity_and_a_deliverable_in_both_languages(wanted, register, assume):
    steps = {f"step_{name}": 0.1 for name in LEVERS.values()}
    answer = substitution.levers(wanted, register, assume(**WHOLE, **steps), horizons=["now"])
    for name, deliverable in answer.set_index("lever")["deliverable"].items():
        texts = {words.label(f"activity_{name}", lang=lang) for lang in ("id", "en")}
        texts |= {words.label(deliverable, lang=lang) for lang in ("id", "en")}
        assert len(texts) == 4
        assert f"activity_{name}" not in texts


@pytest.mark.parametrize(
    ("lost", "key"), [([0.0, 0.0], "levers-none"), ([None, None], "levers-unknown"), ([5.0, 2.0], "levers-most")]
)
def test_headline_says_which_lever_holds_most(lost, key):
    missing = "passed_share" if lost[0] is None else ""
    rows = [lever("capacity", lost[0], missing=missing), lever("price", lost[1], missing=missing)]
    sentence = substitution.headline_levers(pd.DataFrame(rows).astype({"lost_rp": "float64"}))
    assert sentence.key == f"analysis.substitution.{key}"


def test_what_is_unknown_is_asked_at_the_first_lever_that_lacks_it(wanted, register, assume):
    """40 of 100 lack capacity; nobody recorded the tests of the other 60: readiness is asked about, nothing below."""
    answer = substitution.proposals(substitution.levers(wanted, register, assume(duty=0), horizons=["now"]))
    assert answer["constraint"].tolist() == ["capacity", "readiness"]
    assert answer.loc[1, "ask"].split(",")[0] == "passed_share"
    assert answer.loc[1, "ask_whom"].split(",")[0] == "who_laboratory"
