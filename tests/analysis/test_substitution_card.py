"""The page about a line and the inputs that can be moved: content that follows from the ladder and the scenario."""

import pandas as pd
import pytest

import p3dn
from p3dn.analysis.substitution import Explorer, adjustable, card, ladder, main_line, potential, what_if
from p3dn.analysis.substitution.case import cases

LINE = "rem_blok_komposit"


@pytest.fixture
def composite(needs):
    """Return the published need: 120,000 a year at Rp203,700, all of it imported."""
    return needs(lini_produk=LINE, jumlah_kebutuhan=120_000, harga_satuan=203_700, porsi_impor=1.0)


@pytest.fixture
def firms(sentra):
    """Return a register that knows capacity, and no firm of the line."""
    return sentra(lini_produk="katup", kapasitas_terpasang=5, produksi=1, satuan="buah")


def rows_of(scenario, *rows):
    """Return a scenario of rows of input, line, central value, unit and source."""
    names = ["masukan", "lini_produk", "tengah", "satuan", "sumber"]
    return scenario(**{name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)})


# --- the page ----------------------------------------------------------------------------------------------


def test_method_of_the_published_case_has_the_numbers_put_in(composite, firms, scenario):
    found = card(potential(composite, firms, rows_of(scenario, ("duty", None, 0.05, None, "BTKI"))), LINE)
    assert str(found.method[0]) == "Kebutuhan: 120.000 buah × Rp203.700 = Rp24.444.000.000 per tahun"


def test_each_step_of_the_method_is_what_is_above_less_what_is_lost_and_unknown(composite, firms, scenario):
    some = rows_of(
        scenario,
        ("investment_capacity", LINE, 30_000, "buah/tahun", "a"), ("investment_months", LINE, 6, "bulan", "a"),
        ("efficient_volume", LINE, 10_000, "buah/tahun", "a"), ("passed_share", LINE, 0.5, "pangsa", "b"),
    )  # fmt: skip
    found = card(potential(composite, firms, some), LINE, horizon="m12")
    steps = found.method[1:]
    assert [step.values["rung"] for step in steps] == ["imported", "makeable", "passed"]
    for step in steps:
        said = step.values
        assert said["value"] == pytest.approx(said["above"] - said["lost"] - said["unknown"])
    assert steps[-1].values["value"] == 15_000 * 203_700


def test_what_has_no_price_and_what_has_no_origin_is_named_as_not_included(needs, firms):
    items = needs(
        lini_produk=LINE, jumlah_kebutuhan=[10, 20, 30], harga_satuan=[5, 5, None], porsi_impor=[1.0, None, 1.0]
    )
    said = [str(one) for one in card(potential(items, firms), LINE).exclusions]
    assert said[0].startswith("1 dari 3 barang tanpa jumlah atau harga")
    assert said[1].startswith("2 dari 3 barang tanpa nilai atau porsi impor")


def test_assumptions_are_the_rows_that_speak_about_the_line_at_the_horizon(composite, firms, scenario):
    some = scenario(
        masukan=["Tarif bea masuk", "Porsi lulus uji", "Porsi lulus uji", "Porsi lulus uji"],
        lini_produk=[None, LINE, LINE, "mesin"],
        horizon=[None, "sekarang", "36 bulan", None],
        tengah=[0.05, 0.0, 0.8, 0.9],
        sumber=["BTKI", "B4T", "rencana", "dinas"],
    )
    lines = potential(composite, firms, rows_of(scenario, ("duty", None, 0.05, None, "BTKI")))
    assert card(lines, LINE, scenario=some, horizon="m36").assumptions["sumber"].tolist() == ["BTKI", "rencana"]


def test_missing_datum_comes_with_who_has_it(composite, firms, scenario):
    lines = potential(composite, firms, rows_of(scenario, ("duty", None, 0.05, None, "BTKI")))
    capacity = rows_of(scenario, ("capacity_stated", LINE, 500_000, "buah/tahun", "a"))
    assert card(lines, LINE).missing.empty  # nothing can be made, so nothing further is asked
    found = card(potential(composite, firms, capacity), LINE).missing
    assert found.to_dict("records") == [{"datum": "passed_share", "who": "who_laboratory"}]


def test_line_that_nobody_needs_is_told(composite, firms):
    with pytest.raises(p3dn.P3DNError) as caught:
        card(potential(composite, firms), "katup")
    assert caught.value.code == "line-unknown"
    assert LINE in str(caught.value)


# --- what would change -------------------------------------------------------------------------------------


def test_nothing_moved_is_the_ladder_itself(composite, firms, scenario):
    some = rows_of(scenario, ("passed_share", LINE, 0.5, "pangsa", "a"), ("capacity_stated", LINE, 9e4, None, "a"))
    stated = potential(composite, firms, some, horizons=["m12"])
    same = what_if(composite, firms, some, {}, line=LINE)
    assert same.astype(object).where(same.notna(), None).equals(stated.astype(object).where(stated.notna(), None))


@pytest.mark.parametrize(
    ("changes", "passed"),
    [({"passed_share": 0.8}, 90_000 * 0.8), ({"demand": 0.5}, 60_000 * 0.5), ({"import_share": 0.25}, 30_000 * 0.5)],
)
def test_moved_input_moves_the_rung_by_its_own_arithmetic(composite, firms, scenario, changes, passed):
    some = rows_of(scenario, ("passed_share", LINE, 0.5, "pangsa", "a"), ("capacity_stated", LINE, 9e4, None, "a"))
    found = what_if(composite, firms, some, changes, line=LINE)
    assert found["passed_rp"].tolist() == [pytest.approx(passed * 203_700)]


def test_other_lines_keep_their_inputs(needs, firms, scenario):
    both = needs(lini_produk=[LINE, "mesin"], jumlah_kebutuhan=10, harga_satuan=[5, 7], porsi_impor=1.0)
    shared = rows_of(scenario, ("exchange_rate", None, 16_000, "rp/us$", "BI"))
    found = what_if(both, firms, shared, {"demand": 2}, line="mesin")
    assert found[["line", "need_rp"]].values.tolist() == [["mesin", 140.0]]


def test_input_that_differs_within_the_line_is_scaled_and_shares_stay_shares(needs, firms, scenario):
    both = needs(lini_produk=LINE, nama_barang=["a", "b"], jumlah_kebutuhan=10, harga_satuan=5, porsi_impor=[0.8, 0.2])
    none = scenario(masukan=["duty"], tengah=[0.05])
    sliders = adjustable(both, firms, none, line=LINE).set_index("input")
    assert sliders.loc["import_share", ["mode", "value", "unit"]].tolist() == ["scale", 1.0, "kali"]
    found = what_if(both, firms, none, {"import_share": 2}, line=LINE)
    assert found["imported_rp"].tolist() == [50 + 20]


def test_unknown_input_has_no_slider(composite, firms, scenario):
    sliders = adjustable(composite, firms, scenario(masukan=["duty"], tengah=[0.05]), line=LINE)
    assert sliders["input"].tolist() == ["demand", "unit_price", "import_share"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"duty": 0.1}, "input-fixed"),
        ({"import_share": 40}, "scenario-range"),
        ({"exchange_rate": -1}, "scenario-range"),
        ({"demand": -1}, "scenario-range"),
    ],
)
def test_what_cannot_be_moved_or_cannot_be_true_is_told(composite, firms, scenario, changes, code):
    some = rows_of(scenario, ("exchange_rate", None, 16_000, "rp/us$", "BI"))
    with pytest.raises(p3dn.P3DNError) as caught:
        what_if(composite, firms, some, changes, line=LINE)
    assert caught.value.code == code


def test_explorer_gives_ladder_and_sentence_of_the_moved_line(composite, firms, scenario):
    explorer = Explorer(composite, firms, rows_of(scenario, ("duty", None, 0.05, None, "BTKI")), LINE)
    steps, sentence = explorer({"demand": 0.5})
    assert steps["value_rp"].iloc[0] == 60_000 * 203_700
    assert "Rp12,22 miliar" in str(sentence)
    assert explorer.sliders["input"].tolist() == ["demand", "unit_price", "import_share"]


def test_nothing_needed_gives_an_empty_page_and_no_sliders(needs, firms, scenario):
    nothing = needs(lini_produk=[], jumlah_kebutuhan=[])
    empty = potential(nothing, firms, scenario())
    assert main_line(empty) is None
    assert card(empty, None).empty
    assert ladder(empty).empty
    assert Explorer(nothing, firms, scenario(), None).sliders.empty


# --- bills of materials ------------------------------------------------------------------------------------


def test_bill_is_about_the_item_of_its_name_or_the_only_one_of_its_line(needs, firms, scenario):
    items = needs(
        lini_produk=[LINE, "mesin", "mesin", "katup", "katup"],
        nama_barang=["Rem blok", "Mesin A", "Mesin B", "Katup A", "Katup B"],
        jumlah_kebutuhan=10, harga_satuan=[1000, 1000, 500, 500, 500], porsi_impor=1.0,
    )  # fmt: skip
    bills = pd.DataFrame(
        {"produk": ["Blok komposit", "mesin b ", "Katup"], "lini_produk": [LINE, "mesin", "katup"]}
        | {"biaya": [400.0, 100.0, 50.0], "impor": [True, True, True]}
    )
    (case,) = cases(items, firms, scenario(masukan=["duty"], tengah=[0.05]), materials=bills)
    assert case.chosen.value("imported_inputs", case.central).tolist() == pytest.approx(
        [0.4, float("nan"), 0.2, float("nan"), float("nan")], nan_ok=True
    )


def test_findings_and_panel_know_the_bills_that_the_ladder_knows(needs, sentra, assume):
    """By hand: 100 pieces at Rp10 with Rp4 of imported components: Rp600 of Rp1,000 stay."""
    wanted = needs(lini_produk="katup", nama_barang="Katup", jumlah_kebutuhan=100, harga_satuan=10, porsi_impor=1.0)
    firms = sentra(lini_produk="katup", kapasitas_terpasang=500, produksi=0, satuan="buah")
    prices = {"domestic_price": 5, "cif": 1, "exchange_rate": 16_000, "duty": 0, "handling": 0}
    inputs = assume(passed_share=1, order_quantity=100, life_domestic=1, life_imported=1, **prices)
    bills = pd.DataFrame({"produk": ["Katup"], "lini_produk": "katup", "biaya": [4.0], "impor": [True]})
    for materials, retained in ((bills, 600.0), (None, None)):
        told = p3dn.substitution.findings(wanted, firms, inputs, materials=materials).set_index("finding")["value"]
        steps, _ = Explorer(wanted, firms, inputs, "katup", materials=materials)({"demand": 1.0})
        assert told.get("retained-value") == retained
        assert steps["value_rp"].iloc[-1] == pytest.approx(retained or float("nan"), nan_ok=True)
