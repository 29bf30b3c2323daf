"""The ledger: what confirms, what contradicts, and what proves nothing."""

import math

import pandas as pd
import pytest

from p3dn import home, words
from p3dn.analysis import claims
from p3dn.analysis.claims.formula import evaluate

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


def test_the_published_ledger():
    """Which published figures agree was worked out by hand from domain.md section 6 and anchors.md section 2."""
    path = home.FOLDER / "data" / "published" / "claims.csv"
    if not path.exists():
        pytest.skip("the published claims are not here")
    checked = claims.check(pd.read_csv(path))
    by_claim = checked.set_index("claim")
    assert not checked["reason"].str.endswith("formula-unreadable").any()
    assert by_claim.loc["nilai_kebutuhan_rem_komposit", "computed"] == 24_444_000_000
    assert by_claim.loc["nilai_kebutuhan_rem_komposit", "formula_agrees"]
    assert by_claim.loc["nilai_stok_rem_metalik_bisnis", "formula_agrees"]
    assert not by_claim.loc["nilai_stok_rem_metalik_solopos", "formula_agrees"]
    assert by_claim.loc["rasio_umur_rem", "status"] == "confirmed"
    assert by_claim.loc["anggota_koperasi_2019_bisnis", "against"] == "anggota_koperasi_2019_antara"
    assert by_claim.loc["anggota_koperasi_2017", "status"] == "unchecked"
    assert math.isnan(by_claim.loc["kebutuhan_rem_komposit_dari_riwayat", "computed"])
    assert by_claim.loc["kebutuhan_rem_komposit_dari_riwayat", ["computed_low", "computed_high"]].tolist() == [
        50_000,
        55_000,
    ]


def test_every_reason_can_be_said():
    rows = [
        {"claim": "a", "value": 1},
        {"claim": "b", "value": 1, "formula": "x"},
        {"claim": "c", "value": 1, "formula": "2"},
    ]
    for reason in claims.check(ledger(*rows))["reason"]:
        assert words.say(reason) != words.say(reason, lang="en")
