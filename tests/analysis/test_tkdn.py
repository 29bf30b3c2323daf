"""The test values T1 to T20 of the domain notes (section 1.5), the boundaries, and what a rule says of itself."""

import datetime
import tomllib
from importlib import resources

import pandas as pd
import pytest

from p3dn import words
from p3dn.analysis import tkdn
from p3dn.analysis.tkdn.lookup import SUBJECTS
from p3dn.errors import P3DNError

OLD, NEW = "permenperin-16-2011", "permenperin-35-2025"
HPS = 2_000_000_000
DAY = "2026-01-01"


def bill(**columns):
    """Return a bill of materials, all of it domestic unless said otherwise."""
    return pd.DataFrame({"produk": "rem", "impor": False} | columns)


def fails(code, call, *args, **named):
    with pytest.raises(P3DNError) as raised:
        call(*args, **named)
    assert raised.value.code == code
    return str(raised.value)


# --- T1 to T20 -------------------------------------------------------------------------------------------


def test_t1_goods_of_2011():
    """Arithmetic on the formula of Permenperin 16/2011."""
    assert tkdn.goods(150_000, 60_000, rule=OLD).value == 0.60


def test_t2_services():
    """Example of services, anyflip.com/jreqm: domestic 2,650, foreign 550; printed rounded as 82.81%."""
    assert tkdn.services(2_650 + 550, 550, rule=OLD).value == 0.828125
    assert tkdn.services(2_650 + 550, 550, rule=NEW).value == 0.828125


@pytest.mark.parametrize(
    ("content", "quantity", "price", "domestic", "foreign"),
    [
        (0.5864, 0.2, 500_000, 58_640, 41_360),  # T3; the source prints 101,804 for the total: a slip of its own
        (0.5481, 1.5, 140_000, 115_101, 94_899),  # T4
        (0.4228, 2.5, 450_000, 475_650, 649_350),  # T5
    ],
)
def test_t3_to_t5_rows_of_form_1_1(content, quantity, price, domestic, foreign):
    """Form 1.1, scribd 712957779, columns 7 to 10."""
    one = bill(komponen=["a"], biaya=None, jumlah=quantity, harga_satuan=price, nilai_tkdn=content)
    row = tkdn.components(one, labour=1, overhead=1, labour_cost=0, overhead_cost=0, rule=OLD).iloc[0]
    assert (row["domestic_rp"], row["foreign_rp"]) == (pytest.approx(domestic), pytest.approx(foreign))


def test_t6_goods_with_services():
    """Arithmetic: 0.60 x 0.8 + 0.828125 x 0.2."""
    assert tkdn.combined(goods=0.6, goods_value=800, services=0.828125, services_value=200).value == 0.645625


def test_t7_bill_under_the_rule_of_2025():
    """Arithmetic: materials 0.54; 0.75 x 0.54 + 0.10 + 0.15."""
    parts = bill(komponen=list("abc"), biaya=[60_000, 30_000, 10_000], nilai_tkdn=[0.4, 1.0, 0.0])
    found = tkdn.from_bill(parts, labour=1, overhead=1, rule=NEW)
    assert found.parts["material"] == pytest.approx(0.54)
    assert found.value == pytest.approx(0.655)
    assert (found.parts["component"], found.parts["gain"]) == ("a", pytest.approx(0.75 * 0.6 * 0.6))


@pytest.mark.parametrize(("scores", "expected"), [((0.2, 1, 0.5), 0.325), ((0, 1, 1), 0.25)])
def test_t8_and_t9_weights_of_2025(scores, expected):
    """Permenperin 35/2025, Pasal 4: 75, 10 and 15."""
    material, labour, overhead = scores
    assert tkdn.goods(material=material, labour=labour, overhead=overhead).value == pytest.approx(expected)


@pytest.mark.parametrize(
    ("scores", "expected"), [((1, 1, 1, 1), 0.40), ((0.6, 1, 1, 0), 0.284), ((0.5, 1, 0.5, 1), 0.26)]
)
def test_t10_small_industry_of_2022(scores, expected):
    """Permenperin 46/2022: 24, 10, 4 and 2."""
    named = dict(zip(("material", "labour", "overhead", "development"), scores, strict=True))
    assert tkdn.small_industry(**named, rule="permenperin-46-2022").value == pytest.approx(expected)


def test_t11_benefit_is_capped():
    """Permenperin 35/2025: 4 + 4 + 4 + 4 + 2 = 18, at most 15."""
    picks = ["investasi_baru", "lokasi", "penyerapan_tenaga_kerja", "mesin_dalam_negeri", "ekspor"]
    found = tkdn.company_benefit(picks)
    assert (found.value, found.parts["sum"]) == (0.15, pytest.approx(0.18))


@pytest.mark.parametrize(
    ("content", "benefit", "expected"),
    [(0.25, 0.15, True), (0.30, 0.0999, False), (0.28, 0.12, True), (0.2499, 0.15, False)],  # T12, T13
)
def test_t12_and_t13_duty_is_inclusive(content, benefit, expected):
    """Perpres 46/2025, Pasal 66 (2): "paling sedikit" 40%."""
    assert tkdn.meets_duty(tkdn=content, bmp=benefit).value is expected


@pytest.mark.parametrize(("content", "expected"), [(0.40, 900), (0.25, 937.5), (0.2499, 1000)])  # T14, T15
def test_t14_and_t15_evaluated_price(content, expected):
    """Perpres 12/2021, Pasal 67: HEA = (1 - KP) x HP; by hand 1000 x (1 - 0.25 x TKDN)."""
    assert tkdn.evaluated_price(1000, tkdn=content, hps=HPS).value == expected


BIDS = pd.DataFrame(
    {
        "nama_penyedia": list("ABCD"),
        "nilai_penawaran": [1.05e9, 1.15e9, 1.025e9, 1.01e9],
        "nilai_tkdn": [0.60, 0.50, 0.25, 0.20],
    }
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("perpres-12-2021", {"A": 892_500_000, "C": 960_937_500, "B": 1_006_250_000, "D": 1_010_000_000}),  # T16
        ("perpres-54-2010", {"A": 963_302_752, "C": 987_951_807, "D": 1_010_000_000, "B": 1_069_767_442}),  # T17
    ],
)
def test_t16_and_t17_ranking(rule, expected):
    """Bids of scribd 512554098; the older source bars the bid D by a rule that it does not state."""
    answer = tkdn.rank_bids(BIDS, hps=HPS, rule=rule)
    assert answer["nama_penyedia"].tolist() == list(expected)
    assert answer["evaluated_rp"].round().tolist() == list(expected.values())
    assert answer["rank"].tolist() == [1, 2, 3, 4]


def test_t18_and_t19_brake_blocks_beat_an_import_at_22_billion():
    """Republika, 4 January 2019: 120,000 x Rp203,700; by hand 24.444 bn x (1 - 0.25 x 0.45)."""
    bid = 120_000 * 203_700
    assert bid == 24_444_000_000
    found = tkdn.evaluated_price(bid, tkdn=0.45, hps=25_000_000_000)
    assert found.parts["rate"] == pytest.approx(0.1125)
    assert round(found.value) == 21_694_050_000
    assert found.value < 22e9


@pytest.mark.parametrize(("hps", "expected"), [(1_000_000_000, 1000), (1_000_000_001, 900)])
def test_t20_preference_needs_an_estimate_above_one_billion(hps, expected):
    """Perpres 12/2021, Pasal 67."""
    assert tkdn.evaluated_price(1000, tkdn=0.4, hps=hps).value == expected


# --- levels and rules ------------------------------------------------------------------------------------


def test_40_for_0_40_is_an_error_that_says_so():
    for call in (
        lambda: tkdn.evaluated_price(1000, tkdn=40, hps=HPS),
        lambda: tkdn.meets_duty(tkdn=40),
        lambda: tkdn.goods(material=40, labour=1, overhead=1),
        lambda: tkdn.rank_bids(BIDS.assign(nilai_tkdn=40), hps=HPS),
    ):
        assert "0,40" in fails("share-range", call)


@pytest.mark.parametrize(("day", "expected"), [("2025-12-11", OLD), (datetime.date(2025, 12, 12), NEW), (None, NEW)])
def test_rule_is_the_one_in_force_on_the_day_and_else_the_newest(day, expected):
    assert tkdn.find_rule("tkdn_goods", as_of=day)["id"] == expected


def test_errors_on_rules_list_what_there_is():
    assert OLD in fails("rule-unknown", tkdn.services, 2, 1, rule="permenperin-99")
    assert OLD in fails("rule-date", tkdn.services, 2, 1, as_of="2001-01-01")
    fails("rule-date", tkdn.services, 2, 1, rule=NEW, as_of="2020-01-01")
    fails("day-unreadable", tkdn.services, 2, 1, as_of="kapan-kapan")
    fails("subject-unknown", tkdn.rules, "pajak")
    assert "material, labour, overhead" in fails("rule-inputs", tkdn.goods, 150_000, 60_000)


def test_every_rule_has_its_fields_and_nobody_has_checked_any():
    for subject in SUBJECTS:
        text = resources.files("p3dn").joinpath("rules", f"{subject}.toml").read_text(encoding="utf-8")
        for rule in tomllib.loads(text).values():
            assert {"name", "from", "date_note", "article", "wording", "source", "assumes"} < set(rule)
            assert not rule["checked_by"]
    assert not tkdn.rules()["rule_checked"].any()


def test_result_says_its_rule_in_both_languages(monkeypatch):
    found = tkdn.goods(material=0, labour=1, overhead=1)
    assert (found.rule, found.rule_name, found.checked) == (NEW, "Permenperin 35/2025", False)
    assert "belum diperiksa terhadap naskah resmi" in repr(found)
    monkeypatch.setenv("P3DN_LANG", "en")
    assert str(found) == "TKDN of goods 25% by Permenperin 35/2025 (not checked against the official text)"


def test_incentives_of_2025_floor_first_then_the_addition_up_to_one():
    scores = {"material": 0, "labour": 0, "overhead": 0}
    assert tkdn.goods(**scores, domestic_plant=True, research=0.2).value == pytest.approx(0.45)
    assert tkdn.goods(material=1, labour=1, overhead=1, research=0.2).value == 1
    fails("research-range", tkdn.goods, **scores, research=0.21)


def test_foreign_part_cannot_exceed_the_whole():
    fails("foreign-above", tkdn.services, 1, 2)
    fails("amount-range", tkdn.services, -1, 0)


def test_small_industry_stops_above_five_billion_of_capital():
    assert tkdn.small_industry(declared=0.42, capital=5_000_000_000).value == 0.42
    fails("capital-above", tkdn.small_industry, declared=0.42, capital=5_000_000_001)
    fails("rule-inputs", tkdn.small_industry, material=1)


def test_benefit_factors_are_known_and_counted_once():
    fails("benefit-factor", tkdn.company_benefit, ["sukses"])
    fails("benefit-factor", tkdn.company_benefit, ["ekspor", "ekspor"])
    fails("benefit-weights", tkdn.company_benefit, ["k3l"], rule=OLD)
    fails("benefit-weights", tkdn.company_benefit, {"ekspor": 0.10})
    fails("benefit-range", tkdn.meets_duty, tkdn=0.25, bmp=0.16)
    assert tkdn.company_benefit({"k3l": 0.1, "layanan_purnajual": 0.1}, rule=OLD).value == 0.15


# --- bill of materials -----------------------------------------------------------------------------------


def test_an_imported_component_counts_nothing_and_an_unknown_one_makes_an_interval():
    parts = bill(komponen=["resin", "pelat"], biaya=[60, 40], nilai_tkdn=None, impor=[True, False])
    found = tkdn.from_bill(parts, labour=1, overhead=1)
    assert (found.value, found.parts["high"]) == (pytest.approx(0.25), pytest.approx(0.55))
    assert found.parts["component"] == "resin"
    fails("bill-imported", tkdn.from_bill, parts.assign(nilai_tkdn=0.5), labour=1, overhead=1)


def test_a_component_without_a_cost_leaves_the_product_unknown():
    parts = bill(komponen=["a", "b"], biaya=[60, None], nilai_tkdn=1.0)
    row = tkdn.by_product(parts, labour=1, overhead=1).iloc[0]
    assert pd.isna(row["tkdn_low"])
    assert pd.isna(row["meets_minimum"])
    fails("bill-cost", tkdn.from_bill, parts, labour=1, overhead=1)


def test_products_are_weighed_apart_and_the_change_of_rule_shows():
    parts = bill(produk=["x", "y"], komponen="a", biaya=90.0, nilai_tkdn=[None, 1.0], impor=[True, False])
    answer = tkdn.compare(parts, labour=1, overhead=1, labour_cost=5, overhead_cost=5)
    assert answer[["produk", "tkdn_low", "changes"]].round(4).values.tolist() == [
        ["x", 0.1, True],
        ["x", 0.25, True],
        ["y", 1.0, False],
        ["y", 1.0, False],
    ]
    assert tkdn.headline_compare(answer).values == {"changed": 1, "products": 2}
    fails("bill-products", tkdn.from_bill, parts, labour=1, overhead=1)
    fails("rule-inputs", tkdn.by_product, parts, labour=1, overhead=1, rule=OLD)


# --- duty and price --------------------------------------------------------------------------------------


def market(**columns):
    return pd.DataFrame({"produk": "x", "nilai_tkdn": None, "nilai_bmp": None, "impor": [False, True]} | columns)


@pytest.mark.parametrize(
    ("content", "benefit", "listed", "expected"),
    [
        (0.25, 0.15, False, {"ladder": "a", "direct_import": "a"}),
        (0.25, 0.14, False, {"ladder": "b", "direct_import": "e"}),
        (0.24, 0.15, False, {"ladder": "c", "direct_import": "e"}),
        (None, None, True, {"ladder": "d", "direct_import": "e"}),
        (None, None, False, {"ladder": "e", "direct_import": "e"}),
    ],
)
def test_ladder_in_both_readings(content, benefit, listed, expected):
    """Domain notes 1.3: the steps a to e, and the reading that lets a buyer import at once below 40%."""
    offers = market(nilai_tkdn=[content, None], nilai_bmp=[benefit, None], terdaftar_siinas=[listed, None])
    answer = tkdn.mandatory_use(offers)
    assert answer.groupby("reading")["step"].first().to_dict() == expected
    imports = answer[answer["impor"]].set_index("reading")["may_buy"].to_dict()
    assert imports == {reading: step == "e" for reading, step in expected.items()}


def test_before_2025_there_is_no_step_below_the_first():
    answer = tkdn.mandatory_use(market(nilai_tkdn=[0.3, None]), as_of="2024-01-01")
    assert answer[["reading", "step"]].drop_duplicates().values.tolist() == [["ladder", "free"]]
    fails("reading-unknown", tkdn.mandatory_use, market(), reading="direct_import", as_of="2024-01-01")


def test_state_owned_buyers_give_no_preference_unless_it_is_turned_on():
    common = {"tkdn": 0.4, "hps": HPS, "buyer": "state_owned"}
    found = tkdn.evaluated_price(1000, **common)
    assert (found.value, found.parts["reason"]) == (1000, "buyer")
    assert tkdn.evaluated_price(1000, **common, preference=True).value == 900
    fails("buyer-unknown", tkdn.evaluated_price, 1000, tkdn=0.4, hps=HPS, buyer="kai")


def test_equal_prices_go_to_the_larger_content_and_equal_bids_share_a_rank():
    bids = pd.DataFrame(
        {"nama_penyedia": list("abcd"), "nilai_penawaran": [900, 1000, 1000, None], "nilai_tkdn": [None, 0.4, 0.4, 0.4]}
    )
    answer = tkdn.rank_bids(bids, hps=HPS)
    assert answer["nama_penyedia"].tolist() == ["b", "c", "a", "d"]
    assert answer["rank"].tolist()[:3] == [1, 1, 3]
    assert pd.isna(answer["rank"].iloc[3])
    assert answer["tied"].tolist() == [True, True, True, False]
    assert tkdn.headline_rank_bids(answer).key == "tkdn.bids-equal"


@pytest.mark.parametrize(("rule", "price"), [("perpres-12-2021", 22e9), ("perpres-54-2010", 22e9)])
def test_a_beating_price_wins_and_one_rupiah_more_does_not(rule, price):
    best = tkdn.beating_price(price, tkdn=0.45, hps=HPS, rule=rule).value
    bids = [round(tkdn.evaluated_price(bid, tkdn=0.45, hps=HPS, rule=rule).value, 2) for bid in (best, best + 1)]
    assert bids[0] <= price < bids[1]


# --- certificates ----------------------------------------------------------------------------------------


def kept(**columns):
    names = ["nama_usaha", "produk", "no_sertifikat", "nilai_tkdn", "nilai_bmp", "tanggal_terbit", "berlaku_sampai"]
    return pd.DataFrame(dict.fromkeys(names) | {"nama_usaha": "Contoh", "nilai_tkdn": 0.3} | columns)


@pytest.mark.parametrize(
    ("until", "status", "soon"),
    [
        ("2025-12-31", "kedaluwarsa", False),
        ("2026-01-01", "berlaku", True),
        ("2026-07-01", "berlaku", True),
        ("2026-07-02", "berlaku", False),
        (None, "masa_berlaku_tidak_diketahui", False),
    ],
)
def test_a_certificate_holds_on_its_last_day(until, status, soon):
    row = tkdn.assess(kept(berlaku_sampai=[until]), on=DAY, within=6).iloc[0]
    assert (row["stated_status"], row["status"], row["expires_soon"]) == (status, status, soon)


def test_the_longer_life_of_2025_changes_the_status():
    """Life of three years under 16/2011 and five under 35/2025: konsultantkdn.id."""
    answer = tkdn.assess(kept(tanggal_terbit=["2022-06-01", "2026-06-01"]), on=DAY)
    assert answer["status"].tolist() == ["kedaluwarsa", "berlaku", "belum_terbit", "belum_terbit"]
    assert answer["changes"].tolist() == [True, True, False, False]
    counted = tkdn.summary(answer)
    parts = counted[["valid", "expired", "not_yet", "expiry_unknown"]].sum(axis=1)
    assert parts.tolist() == counted["certificates"].tolist() == [2, 2, 2]


def test_an_unrecorded_benefit_leaves_the_duty_open_only_where_it_decides():
    answer = tkdn.assess(kept(nilai_tkdn=[0.40, 0.30, 0.2499], berlaku_sampai="2027-01-01"), on=DAY, rules=[NEW])
    assert answer["meets_duty"].tolist() == [True, pd.NA, False]
    assert answer["meets_minimum"].tolist() == [True, True, False]


def test_silence_is_told_apart_and_sentences_read_in_both_languages():
    assert tkdn.headline_assess(tkdn.assess(kept(no_sertifikat=["1"]).iloc[:0], on=DAY)).key == "gaps.nothing"
    assert tkdn.findings(kept(no_sertifikat=["1"]), on=DAY).empty
    answer = tkdn.assess(kept(berlaku_sampai=["2027-01-01", None]), on=DAY)
    parts = bill(komponen=["a", "b"], biaya=[60, 40], nilai_tkdn=[0.2, 0.3])
    for sentence in (
        tkdn.headline_assess(answer),
        tkdn.headline_changes(answer),
        tkdn.headline_components(tkdn.components(parts, labour=1, overhead=1)),
        tkdn.headline_by_product(tkdn.by_product(parts, labour=1, overhead=1)),
        tkdn.headline_mandatory_use(tkdn.mandatory_use(market(nilai_tkdn=[0.3, None]))),
        tkdn.headline_rank_bids(tkdn.rank_bids(BIDS, hps=HPS)),
    ):
        said = {words.say(sentence.key, lang=lang, **sentence.values) for lang in ("id", "en")}
        assert len(said) == 2
