"""The ledger: what confirms, what contradicts, and what proves nothing."""

import math
import re

import pandas as pd
import pytest

from p3dn import words
from p3dn.analysis import claims
from p3dn.analysis.claims.formula import evaluate
from p3dn.errors import P3DNError
from p3dn.reading.published import read_claims

BLANK = dict.fromkeys(["value", "value_low", "value_high", "formula"])


def ledger(*rows):
    """Return a ledger of claims that say only what matters here."""
    given = [BLANK | {"topic": row["claim"], "unit": "ikm", "as_of": "2019", "source": "press"} | row for row in rows]
    return pd.DataFrame(given)


def status(checked):
    """Return the status of each claim."""
    return checked.set_index("claim")["status"].to_dict()


def test_24_444_000_000_confirms_about_24_billion():
    """Published case: 120,000 x Rp203,700 (Republika, 4 January 2019)."""
    checked = claims.check(
        ledger(
            {"claim": "kebutuhan", "value": 120_000, "value_high": 120_000},
            {"claim": "harga", "value": 203_700},
            {"claim": "nilai", "value": 24_000_000_000, "formula": "kebutuhan * harga"},
            {"claim": "nilai_salah", "value": 25_000_000_000, "formula": "kebutuhan * harga"},
        )
    ).set_index("claim")
    assert checked.loc["nilai", ["computed", "status"]].tolist() == [24_444_000_000, "confirmed"]
    assert checked.loc["nilai_salah", ["status", "against"]].tolist() == ["contradicted", "formula"]
    assert checked.loc["kebutuhan", "status"] == "unchecked"


@pytest.mark.parametrize(
    ("value", "computed", "agrees"),
    [
        (24e9, "24499999999", True),
        (24e9, "24500000000", False),
        (4000, "4368", True),
        (168, "168.4", True),
        (168, "169", False),
        (0.35, "0.3541", True),
        (0, "0.4", True),
        (10e9, "9500000000", True),
        (10e9, "5550000000", False),
    ],
)
def test_a_figure_is_as_exact_as_it_is_written(value, computed, agrees):
    checked = claims.check(ledger({"claim": "a", "value": value, "formula": computed}))
    assert checked["formula_agrees"].tolist() == [agrees]


def test_all_is_never_met_by_half_of_it():
    """A share of 1 means 100%, to the percentage point, though it is written with one digit."""
    checked = claims.check(ledger({"claim": "a", "value": 1, "unit": "pangsa", "formula": "0.6"}))
    assert status(checked) == {"a": "contradicted"}


@pytest.mark.parametrize(
    ("low", "high", "formula", "expected"),
    [
        (50_000, 55_000, "riwayat / 4", "confirmed"),
        (50_000, 52_000, "riwayat / 4", "unchecked"),
        (10_000, 20_000, "riwayat / 4", "contradicted"),
        (4000, None, "4368 + 0", "confirmed"),
        (4000, None, "3900", "contradicted"),
        (None, 120_000, "55000", "confirmed"),
    ],
)
def test_a_stated_range_decides(low, high, formula, expected):
    riwayat = {"claim": "riwayat", "value_low": 200_000, "value_high": 220_000}
    checked = claims.check(ledger(riwayat, {"claim": "a", "value_low": low, "value_high": high, "formula": formula}))
    assert status(checked)["a"] == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4 / -10", -2),
        ("a - 1", 9),
        ("tidak_ada * 2", None),
        ("1 / 0", None),
        ("a ** 2", None),
        ("a; b", None),
        ("__import__('os').getcwd()", None),
        ("'a' * 9", None),
        ("True + 1", None),
        ("(" * 400, None),
        ("a" * 501, None),
        ("", None),
    ],
)
def test_a_formula_is_read_and_never_run(formula, expected):
    result = evaluate(formula, {"a": (10, 10)})
    assert result == (None if expected is None else (expected, expected))


def test_a_division_by_a_range_around_nought_has_no_answer():
    assert evaluate("1 / a", {"a": (-1, 1)}) is None


def test_two_sources_of_one_year_that_differ_contradict_each_other():
    """Bisnis and Antara, 22 March 2019, same event: 155 and 150 members."""
    checked = claims.check(
        ledger(
            {"claim": "bisnis", "topic": "anggota", "value": 155, "as_of": "2019-03-22"},
            {"claim": "antara", "topic": "anggota", "value": 150, "as_of": "2019-03-22"},
            {"claim": "kemenperin", "topic": "anggota", "value": 168, "as_of": "2017-11"},
            {"claim": "tanpa_tahun", "topic": "anggota", "value": 200, "as_of": None},
            {"claim": "satuan_lain", "topic": "anggota", "value": 4000, "unit": "orang"},
        )
    )
    assert status(checked) == {
        "bisnis": "contradicted",
        "antara": "contradicted",
        "kemenperin": "unchecked",
        "tanpa_tahun": "unchecked",
        "satuan_lain": "unchecked",
    }
    pairs = claims.contradictions(checked)
    assert pairs[["claim", "value", "other", "other_value"]].values.tolist() == [["bisnis", 155, "antara", 150]]
    assert str(claims.headline_contradictions(pairs)) == "Sepasang angka saling bertentangan"


def test_more_than_4000_and_4500_do_not_contradict():
    checked = claims.check(
        ledger(
            {"claim": "lebih_dari", "topic": "pekerja", "value": 4000, "value_low": 4000},
            {"claim": "tepat", "topic": "pekerja", "value": 4500},
        )
    )
    assert set(checked["status"]) == {"unchecked"}


def test_a_claim_that_is_recomputed_and_contradicted_is_contradicted():
    checked = claims.check(
        ledger(
            {"claim": "nilai", "topic": "kebutuhan", "value": 24e9, "formula": "12 * 2000000000"},
            {"claim": "riwayat", "topic": "kebutuhan", "value_low": 10e9, "value_high": 11e9},
        )
    )
    assert checked["status"].tolist() == ["contradicted", "contradicted"]
    assert checked["formula_agrees"].tolist()[0] is True


@pytest.mark.parametrize(
    ("illustrative", "value", "unit", "expected"),
    [
        (False, 168, "ikm", "confirmed"),
        (True, 168, "ikm", "unchecked"),
        (None, 168, "ikm", "unchecked"),
        (False, 170, "ikm", "unchecked"),
        (False, 168, "orang", "unchecked"),
    ],
)
def test_only_real_findings_in_the_same_unit_confirm(illustrative, value, unit, expected):
    found = pd.DataFrame(
        {"finding": ["ikm"], "topic": "anggota", "value": value, "unit": unit, "illustrative": [illustrative]}
    )
    checked = claims.check(ledger({"claim": "a", "topic": "anggota", "value": 168}), found)
    assert status(checked) == {"a": expected}


def test_findings_that_do_not_say_what_they_are_prove_nothing():
    found = pd.DataFrame({"finding": ["ikm"], "topic": "anggota", "value": 168, "unit": "ikm"})
    assert status(claims.check(ledger({"claim": "a", "topic": "anggota", "value": 168}), found)) == {"a": "unchecked"}


def test_a_real_finding_of_the_same_year_contradicts():
    found = pd.DataFrame(
        {"finding": ["ikm"], "topic": "anggota", "value": 90, "unit": "ikm", "illustrative": False, "as_of": "2019"}
    )
    checked = claims.check(ledger({"claim": "a", "topic": "anggota", "value": 168}), found)
    assert checked[["status", "against"]].values.tolist() == [["contradicted", "ikm"]]


def test_a_share_found_is_the_pangsa_of_the_ledger():
    found = pd.DataFrame({"finding": ["x"], "topic": "impor", "value": 1.0, "unit": "share", "illustrative": [False]})
    checked = claims.check(ledger({"claim": "a", "topic": "impor", "value": 1, "unit": "pangsa"}), found)
    assert status(checked) == {"a": "confirmed"}


def test_what_contradicts_its_own_formula_stands_beside_it():
    checked = claims.check(ledger({"claim": "stok", "value": 10e9, "formula": "10000 * 111000"}))
    pair = claims.contradictions(checked).iloc[0]
    assert pair[["claim", "other", "other_value", "other_source"]].tolist() == [
        "stok",
        "formula",
        1_110_000_000,
        "10000 * 111000",
    ]


def test_ledger_columns_stay_and_a_second_check_changes_nothing():
    rows = ledger({"claim": "a", "value": 1}).assign(note_id="catatan")
    checked = claims.check(rows)
    assert list(checked)[: len(rows.columns)] == list(rows)
    pd.testing.assert_frame_equal(claims.check(checked), checked)


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([{"value": 1}], "unchecked"),
        ([{"value": 1, "formula": "1"}], "confirmed"),
        ([{"value": 1, "formula": "2"}], "contradicted"),
    ],
)
def test_headline_counts_all_claims(rows, key):
    checked = claims.check(ledger(*({"claim": f"c{place}"} | row for place, row in enumerate(rows))))
    sentence = claims.headline_check(checked)
    assert sentence.key == f"analysis.claims.headline-{key}"
    assert sum(sentence.values[name] for name in ("confirmed", "contradicted", "unchecked")) == len(rows)


@pytest.fixture(scope="module")
def published():
    """Return the published ledger, checked."""
    return claims.check(read_claims())


def test_the_published_ledger(published):
    """Which published figures agree was worked out by hand."""
    by_claim = published.set_index("claim")
    assert not published["reason"].str.endswith("formula-unreadable").any()
    assert by_claim.loc["nilai_kebutuhan_rem_komposit", "computed"] == 24_444_000_000
    assert by_claim.loc["nilai_kebutuhan_rem_komposit", "formula_agrees"]
    assert by_claim.loc["nilai_stok_rem_metalik_bisnis", "formula_agrees"]
    assert not by_claim.loc["nilai_stok_rem_metalik_solopos", "formula_agrees"]
    assert by_claim.loc["rasio_umur_rem_2016", "status"] == "confirmed"
    assert by_claim.loc["cor_nasional_2015", "status"] == "confirmed"
    assert by_claim.loc["anggota_koperasi_2017", "status"] == "unchecked"
    assert math.isnan(by_claim.loc["kebutuhan_rem_komposit_dari_riwayat", "computed"])
    assert by_claim.loc["kebutuhan_rem_komposit_dari_riwayat", ["computed_low", "computed_high"]].tolist() == [
        50_000,
        55_000,
    ]


@pytest.mark.parametrize(
    ("claim", "against"),
    [
        ("anggota_koperasi_2019_bisnis", "anggota_koperasi_2019_antara"),
        ("anggota_koperasi_2019_antara", "anggota_koperasi_2019_bisnis"),
        ("stok_rem_metalik_bisnis", "stok_rem_metalik_solopos"),
        ("stok_rem_metalik_solopos", "stok_rem_metalik_bisnis"),
        ("kebutuhan_rem_komposit", "pesanan_rem_metalik_2016"),
        ("produk_toyota_catatan", "produk_toyota_bisnis"),
        ("nilai_kebutuhan_rem_komposit", "nilai_kebutuhan_dari_riwayat"),
        ("kapasitas_terpasang_sentra_2012", "cor_ukm_nasional_2015"),
        ("tenaga_kerja_sentra_2009_naskah", "tenaga_kerja_sentra_2009_tabel"),
        ("impor_dasar_target_2020", "formula"),
        ("target_utilisasi_1_a", "target_utilisasi_1_b"),
    ],
)
def test_named_contradictions_come_out(published, claim, against):
    row = published.set_index("claim").loc[claim]
    assert row["status"] == "contradicted"
    assert against in row["against"].split(",")
    pairs = claims.contradictions(published)
    sides = set(zip(pairs["claim"], pairs["other"], strict=True))
    assert {(claim, against), (against, claim)} & sides


def test_the_orders_of_2016_stand_though_their_figure_returns_as_a_need(published):
    assert published.set_index("claim").loc["pesanan_rem_metalik_2016", "status"] == "unchecked"


@pytest.mark.parametrize(
    ("claim", "words_id", "words_en"),
    [
        ("anggota_koperasi_2019_bisnis", "dibantah: Antara menyebut 150)", "contradicted: Antara says 150)"),
        ("anggota_koperasi_2017", "150 sampai 160)", "150 to 160)"),
        ("kebutuhan_rem_komposit", "'Pesanan rem blok metalik per tahun'", "'Orders of metallic brake blocks a year'"),
        ("produk_toyota_catatan", "Bisnis.com menyebut selongsong silinder)", "Bisnis.com says cylinder sleeve)"),
        ("nilai_kebutuhan_rem_komposit", "Rp10,19 miliar sampai Rp11,2 miliar", "Rp10.19 billion to Rp11.2 billion"),
        ("nilai_stok_rem_metalik_solopos", "rumusnya memberi Rp1,11 miliar", "its formula gives Rp1.11 billion"),
        ("tenaga_kerja_per_anggota_2017", "(hitungan p3dn, November 2017)", "(a computation of p3dn, November 2017)"),
    ],
)
def test_a_sentence_says_itself_what_speaks_against_it(published, claim, words_id, words_en):
    said = claims.sentence(published, claim)
    assert words_id in str(said)
    assert words_en in words.say(said.key, lang="en", **said.values)


def test_no_contradicted_figure_is_quoted_as_if_it_were_not(published):
    quoted = claims.quotable(published)
    wrong = quoted[quoted["status"].eq("contradicted")]
    assert len(wrong) > 30
    assert wrong["sentence"].map(str).str.contains("dibantah: ", regex=False).all()
    assert not wrong["quote"].eq("quote_yes").any()


def test_every_topic_has_at_most_one_figure_to_quote_and_every_claim_its_reason(published):
    quoted = claims.quotable(published)
    assert sorted(quoted["claim"]) == sorted(published["claim"])
    assert quoted[quoted["quote"].ne("quote_no")].groupby("topic").size().max() == 1
    for lang in ("id", "en"):
        shown = [words.label(each, lang=lang) for each in [*quoted["reason"], *quoted["sentence"]]]
        assert not any(re.search(r"\bnan\b|None|<NA>|-why\b|-text\b|analysis\.", text) for text in shown)
    areas = claims.by_area(quoted)
    assert areas[["quote_yes", "quote_range", "quote_no"]].sum().sum() == areas["claims"].sum() == len(published)
    assert areas["topics"].sum() == published["topic"].nunique()


def used(name, **row):
    """Return a claim that is the one to use."""
    return {"claim": name, "topic": "anggota", "use": True} | row


@pytest.mark.parametrize(
    ("rows", "quotes"),
    [
        ([used("a", value=168)], ["quote_yes"]),
        ([used("a", value=4000, value_low=4000)], ["quote_range"]),
        ([used("a", value=168), used("b", value=150, use=False)], ["quote_range", "quote_no"]),
        ([used("a", value=168), used("b", value=150, as_of="2017", use=False)], ["quote_range", "quote_no"]),
        ([used("a", value=168), used("b", value=150, as_of="2012", use=False)], ["quote_yes", "quote_no"]),
        ([used("a", value=168), used("b", value=168, as_of="2017", use=False)], ["quote_yes", "quote_no"]),
        ([used("a", value=10, formula="2 * 2")], ["quote_no"]),
        ([used("a", value=4, formula="2 * 2")], ["quote_yes"]),
    ],
)
def test_what_may_be_quoted(rows, quotes):
    assert claims.quotable(claims.check(ledger(*rows)))["quote"].tolist() == quotes


def test_a_figure_that_no_claim_of_its_topic_may_stand_for():
    rows = [used("a", value=168, use=False), used("b", value=150, as_of="2012", use=False)]
    assert claims.quotable(claims.check(ledger(*rows)))["quote"].tolist() == ["quote_no", "quote_no"]


def test_headline_of_what_may_be_quoted():
    quoted = claims.quotable(claims.check(ledger(used("a", value=1), used("b", topic="x", value=2, value_low=2))))
    assert str(claims.headline_quotable(quoted)) == "1 dari 2 angka boleh dikutip; 1 hanya dengan rentangnya, 0 jangan"


def test_a_claim_without_an_area_is_counted_and_an_empty_ledger_has_nothing_to_quote():
    checked = claims.check(ledger(used("a", value=1), used("b", topic="x", value=2)))
    assert claims.by_area(claims.quotable(checked))[["area", "claims"]].values.tolist() == [["tidak_tercatat", 2]]
    empty = claims.check(checked.iloc[:0])
    assert claims.quotable(empty).empty
    assert claims.by_area(claims.quotable(empty)).empty
    assert claims.contradictions(empty).empty


def test_a_sentence_of_a_claim_that_is_not_there():
    with pytest.raises(P3DNError) as caught:
        claims.sentence(claims.check(ledger({"claim": "a", "value": 1})), "b")
    assert caught.value.code == "claim-absent"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("unchecked", "contradicted")),
        ({"as_of": "2020"}, ("contradicted", "unchecked")),
        ({"as_of": "2020", "quality": "release"}, ("unchecked", "contradicted")),
        ({"value": 999}, ("unchecked", "unchecked")),
        ({"unit": "buah/tahun"}, ("unchecked", "unchecked")),
        ({"formula": "60000 * 2"}, ("confirmed", "unchecked")),
        ({"quality": "calculated"}, ("unchecked", "unchecked")),
    ],
)
def test_a_large_figure_that_returns_for_another_thing(change, expected):
    """120,000 were the metallic blocks ordered in 2016; in 2019 the need for composite ones."""
    orders = {"claim": "pesanan", "value": 120_000, "as_of": "2016", "quality": "press"} | change
    need = {"claim": "kebutuhan", "value": 120_000, "value_high": 120_000, "as_of": "2019", "quality": "press"}
    checked = claims.check(ledger(orders, need))
    assert tuple(status(checked).values()) == expected


def test_small_figures_that_are_alike_say_nothing():
    checked = claims.check(ledger({"claim": "a", "value": 999, "as_of": "2016"}, {"claim": "b", "value": 999}))
    assert set(checked["status"]) == {"unchecked"}


def test_texts_contradict_each_other_whatever_their_case():
    """A cylinder sleeve that became a piston ring (Bisnis, 22 March 2019)."""
    rows = [("bisnis", "selongsong silinder"), ("antara", "Selongsong Silinder"), ("catatan", "cincin piston")]
    texts = ({"claim": name, "topic": "produk", "unit": "teks", "text_id": text} for name, text in rows)
    checked = claims.check(ledger(*texts))
    assert checked["against"].tolist() == ["catatan", "catatan", "bisnis,antara"]


def test_real_data_stand_beside_the_claim_with_their_date_source_and_records():
    found = pd.DataFrame({"finding": ["ikm"], "topic": "anggota", "value": 90.0, "unit": "ikm", "records": 90})
    found = claims.gather([found.assign(as_of="2019-12-31", source="register.xlsx")], illustrative=False)
    checked = claims.check(ledger({"claim": "a", "topic": "anggota", "value": 168}), found)
    given = ["finding", "found", "found_as_of", "found_source", "found_records"]
    assert checked[given].values.tolist() == [["ikm", 90.0, "2019-12-31", "register.xlsx", 90]]
    pair = claims.contradictions(checked).iloc[0]
    assert pair[["other", "other_value", "other_as_of", "other_source"]].tolist() == [
        "ikm",
        90.0,
        "2019-12-31",
        "register.xlsx",
    ]
    assert str(claims.sentence(checked, "a")) == "a (Pers, 2019; dibantah: data memberi 90)"


def test_every_reason_can_be_said():
    rows = [
        {"claim": "a", "value": 1},
        {"claim": "b", "value": 1, "formula": "x"},
        {"claim": "c", "value": 1, "formula": "2"},
    ]
    for reason in claims.check(ledger(*rows))["reason"]:
        assert words.say(reason) != words.say(reason, lang="en")
