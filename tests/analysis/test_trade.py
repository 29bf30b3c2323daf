"""Import value by code, country and month: one year, the most detailed codes, and words for what is not known."""

import pandas as pd
import pytest

from p3dn import words
from p3dn.analysis import trade as statistics


def months(count):
    return [f"{month:02}" for month in range(1, count + 1)]


def test_latest_year_with_twelve_months_counts_and_not_the_one_that_is_not_over(trade):
    years = ["2020"] * 12 + ["2021"] * 3
    frame = trade(kode_hs="84", tahun=years, bulan=[*months(12), *months(3)], nilai=10.0, negara="ALFA")
    (row,) = statistics.by_code(frame).to_dict("records")
    assert (row["tahun"], row["months"], row["imports"]) == ("2020", 12, 120)
    chosen = statistics.by_code(frame, year="2021")
    assert chosen["imports"].tolist() == [30]
    assert str(statistics.headline_by_code(chosen)) == "Impor 84 30 (satuan tidak disebut) dalam 3 bulan 2021"


def test_exports_are_no_imports(trade):
    frame = trade(kode_hs="84", tahun="2020", nilai=[10.0, 5.0], arus=["impor", "ekspor"], negara="ALFA")
    assert statistics.by_code(frame)["imports"].tolist() == [10]
    assert statistics.by_country(frame)["imports"].tolist() == [10]


def test_codes_that_contain_others_are_not_counted_twice(trade):
    frame = trade(kode_hs=["84", "8483", "8484"], tahun="2020", nilai=[30.0, 20.0, 10.0], negara="ALFA")
    answer = statistics.by_code(frame)
    assert answer[["kode_hs", "imports"]].values.tolist() == [["8483", 20], ["8484", 10]]
    assert statistics.by_country(frame)["imports"].sum() == 30


def test_codes_of_two_years_are_told_apart(trade):
    frame = trade(kode_hs=["84", "8483"], tahun=["2019", "2020"], nilai=[30.0, 20.0])
    assert statistics.by_code(frame, year="2019")["imports"].tolist() == [30]


def test_country_that_is_not_recorded_is_a_group_and_stands_in_its_place(trade):
    frame = trade(kode_hs="84", tahun="2020", nilai=[1.0, 3.0], negara=["ALFA", None])
    answer = statistics.by_country(frame)
    assert answer[["negara", "share"]].values.tolist() == [["tidak_tercatat", 0.75], ["ALFA", 0.25]]


def test_months_come_in_their_order(trade):
    frame = trade(kode_hs="84", tahun=["2021", "2020", "2020"], bulan=["01", "12", "02"], nilai=[1.0, 2.0, 4.0])
    answer = statistics.by_month(frame, unit="US$")
    assert answer["month"].tolist() == ["2020-02", "2020-12", "2021-01"]
    assert str(statistics.headline_by_month(answer)) == "Impor terbesar pada 2020-02: US$4"


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("US$", "Impor terbesar 84 Mesin: US$3 juta, 75% dari US$4 juta pada 2020"),
        ("rupiah", "Impor terbesar 84 Mesin: Rp3 juta, 75% dari Rp4 juta pada 2020"),
        ("kg", "Impor terbesar 84 Mesin: 3.000.000 kg, 75% dari 4.000.000 kg pada 2020"),
        (None, "Impor terbesar 84 Mesin: 3.000.000 (satuan tidak disebut), 75% dari 4.000.000 pada 2020"),
    ],
)
def test_value_is_said_in_its_unit_and_never_turned_into_rupiah(trade, unit, said):
    frame = trade(kode_hs=["84", "85"], uraian_hs=["Mesin", None], tahun="2020", nilai=[3e6, 1e6], negara="ALFA")
    sentence = statistics.headline_by_code(statistics.by_code(frame, unit=unit))
    assert str(sentence) == said
    assert "imports" in words.say(sentence.key, lang="en", **sentence.values)


def test_findings_name_the_value_and_the_largest_country(trade):
    frame = trade(kode_hs="84", tahun="2020", nilai=[60.0, 20.0], negara=["ALFA", "BETA"])
    found = statistics.findings(frame, unit="US$").set_index("finding")
    assert found["value"].to_dict() == {"trade-imports": 80, "trade-largest-country": 0.75}
    assert found["topic"].isna().all()


def test_nothing_is_changed_in_what_is_given(trade):
    frame = trade(kode_hs="84", tahun="2020", nilai=[1.0, 2.0])
    before = frame.copy()
    statistics.by_code(frame)
    pd.testing.assert_frame_equal(frame, before)
