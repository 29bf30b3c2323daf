"""Firms and workers: every figure with its denominator, size classes by their own rule only."""

import math

import pandas as pd
import pytest

from p3dn.analysis import workforce
from p3dn.errors import P3DNError

UNKNOWN = "kelas_tidak_diketahui"


def classes(answer):
    """Return the classes that hold a firm."""
    return answer.loc[answer["ikm"] > 0, "size_class"].tolist()


def test_workers_are_the_stated_total_else_men_plus_women(sentra):
    firms = sentra(tenaga_kerja=[7, None, None, 5], tk_l=[4, 3, 2, None], tk_p=[2, 1, None, None])
    total = workforce.total(firms).iloc[0]
    assert (total["ikm"], total["workers"], total["workers_records"], total["added_up_records"]) == (4, 16, 3, 1)
    assert (total["men"], total["women"], total["sex_records"], total["difference_records"]) == (9, 3, 2, 1)
    assert total["women_share"] == pytest.approx(3 / 10)
    assert total["workers_per_ikm"] == pytest.approx(16 / 3)


def test_what_a_register_does_not_say_about_men_and_women_is_null(sentra):
    total = workforce.total(sentra(tenaga_kerja=[7, 5])).iloc[0]
    assert total[["men", "women", "women_share", "difference_records"]].isna().all()
    assert (total["men_records"], total["sex_records"]) == (0, 0)


def test_a_register_with_men_and_women_only_still_has_workers(sentra):
    assert workforce.total(sentra(tk_l=[3, 2], tk_p=[1, 0]))["workers"].tolist() == [6]


def test_headline_says_how_many_firms_stated_their_workers(sentra):
    everyone, some = workforce.total(sentra(tenaga_kerja=[3, 4])), workforce.total(sentra(tenaga_kerja=[3, None]))
    assert str(workforce.headline_total(everyone)) == "2 IKM mempekerjakan 7 orang"
    assert str(workforce.headline_total(some)) == "1 dari 2 IKM mencatat tenaga kerjanya: 3 orang"


def test_lines_share_all_firms_and_all_recorded_workers(sentra):
    firms = sentra(komoditi=["a", "a", None], tenaga_kerja=[30, None, 10])
    answer = workforce.by_line(firms)
    assert answer["group"].tolist() == ["a", "tidak_tercatat"]
    assert answer["share_ikm"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert answer["share_workers"].tolist() == [0.75, 0.25]
    assert answer[["share_ikm", "share_workers"]].sum().tolist() == pytest.approx([1, 1])


def test_sexes_come_from_firms_that_state_both(sentra):
    answer = workforce.by_sex(sentra(tk_l=[6, 5], tk_p=[2, None]))
    assert answer.values.tolist() == [["laki_laki", 6, 0.75, 1, 2], ["perempuan", 2, 0.25, 1, 2]]
    assert workforce.headline_by_sex(workforce.by_sex(sentra(tk_l=[6, None], tk_p=[None, 2]))).key.endswith("no-sexes")


@pytest.mark.parametrize(
    ("workers", "expected"),
    [
        (0, UNKNOWN),
        (1, "mikro"),
        (4, "mikro"),
        (5, "kecil"),
        (19, "kecil"),
        (20, "sedang"),
        (99, "sedang"),
        (100, "besar"),
    ],
)
def test_bps_boundaries(sentra, workers, expected):
    """Source: domain.md section 2, BPS: 1-4, 5-19, 20-99, 100 and more."""
    assert classes(workforce.by_size(sentra(tenaga_kerja=[workers]))) == [expected]


@pytest.mark.parametrize(
    ("workers", "investment", "expected"),
    [
        (19, 999_999_999, "kecil"),
        (19, 1_000_000_000, "menengah"),
        (20, 500_000_000, "menengah"),
        (19, 16_000_000_000, "menengah"),
        (20, 15_000_000_000, "menengah"),
        (20, 15_000_000_001, "besar"),
        (20, None, UNKNOWN),
        (None, 500_000_000, UNKNOWN),
    ],
)
def test_permenperin_64_2016_boundaries(sentra, workers, investment, expected):
    """Source: domain.md section 2, boundary tests of Permenperin 64/2016."""
    firms = sentra(tenaga_kerja=[workers, 5], nilai_investasi=[investment, 1])  # the second one is "kecil"
    answer = workforce.by_size(firms, system="permenperin-64-2016")
    assert set(classes(answer)) == {"kecil", expected}


@pytest.mark.parametrize(
    ("sales", "expected"),
    [
        (2e9, "mikro"),
        (2e9 + 1, "kecil"),
        (15e9, "kecil"),
        (15e9 + 1, "menengah"),
        (50e9, "menengah"),
        (50e9 + 1, "besar"),
    ],
)
def test_pp_7_2021_boundaries(sentra, sales, expected):
    """Source: domain.md section 2, PP 7/2021, annual sales: up to 2, 15, 50 billion rupiah."""
    assert classes(workforce.by_size(sentra(nilai_produksi=[sales]), system="pp-7-2021")) == [expected]


def test_a_missing_figure_leaves_the_class_unknown_in_every_system(sentra):
    silent = {"tenaga_kerja": [4, None], "nilai_investasi": [1e6, None], "nilai_produksi": [1e6, None]}
    for system in ("bps", "permenperin-64-2016", "pp-7-2021"):
        answer = workforce.by_size(sentra(**silent), system=system).set_index("size_class")
        assert answer.loc[UNKNOWN, "ikm"] == 1


def test_size_classes_name_their_rule_and_that_nobody_has_checked_it(sentra):
    for system, rule in {"bps": "BPS", "permenperin-64-2016": "Permenperin 64/2016", "pp-7-2021": "PP 7/2021"}.items():
        firms = sentra(tenaga_kerja=[4], nilai_investasi=1e6, nilai_produksi=1e6)
        answer = workforce.by_size(firms, system=system)
        assert set(answer["rule"]) == {rule}
        assert not answer["rule_checked"].any()


def test_size_shares_have_all_firms_and_all_recorded_workers_below_them(sentra):
    answer = workforce.by_size(sentra(tenaga_kerja=[4, 16, None, None])).set_index("size_class")
    assert answer["share_ikm"].to_dict() == {"mikro": 0.25, "kecil": 0.25, "sedang": 0, "besar": 0, UNKNOWN: 0.5}
    assert answer["share_workers"].sum() == 1
    assert answer.loc["besar", "workers"] == 0
    assert math.isnan(answer.loc[UNKNOWN, "workers"])


def test_an_unknown_system_is_an_error_that_names_the_known_ones(sentra):
    with pytest.raises(P3DNError) as raised:
        workforce.by_size(sentra(tenaga_kerja=[4]), system="umkm")
    assert raised.value.code == "system-unknown"
    assert "permenperin-64-2016" in str(raised.value)


@pytest.mark.parametrize(
    ("workers", "key"),
    [([4], "size-single"), ([4, 3, 40], "size-most"), ([4, 40], "size-tie"), ([0, 0], "size-unknown")],
)
def test_headline_on_size(sentra, workers, key):
    sentence = workforce.headline_by_size(workforce.by_size(sentra(tenaga_kerja=workers)))
    assert sentence.key == f"analysis.workforce.{key}"


def test_headline_on_size_reads_as_a_title(sentra):
    answer = workforce.by_size(sentra(tenaga_kerja=[3, 3, 14]))
    expected = "Kelas Mikro terbanyak: 66,7% IKM dengan 30% tenaga kerja (BPS)"
    assert str(workforce.headline_by_size(answer)) == expected


def test_lorenz_runs_from_nought_to_one_below_the_diagonal(sentra):
    points = workforce.concentration(sentra(tenaga_kerja=[30, 10, None, 60]))
    assert points.iloc[0].tolist() == [0, 0, 0, 0]
    assert points.iloc[-1].tolist() == [3, 100, 1, 1]
    assert (points["cum_share_workers"] <= points["cum_share_ikm"]).all()


@pytest.mark.parametrize(
    ("workers", "expected"),
    [([5, 5, 5], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)],
)
def test_gini(sentra, workers, expected):
    """By hand: G = sum((2i - n - 1) x_i) / (n sum x); one firm with all of it gives 1 - 1/n."""
    assert workforce.gini(sentra(tenaga_kerja=workers)) == pytest.approx(expected)


def test_gini_is_twice_the_area_between_diagonal_and_curve(sentra):
    firms = sentra(tenaga_kerja=[3, 8, 21, 40, 1])
    points = workforce.concentration(firms)
    steps = points["cum_share_ikm"].diff() * (points["cum_share_workers"] + points["cum_share_workers"].shift()) / 2
    assert workforce.gini(firms) == pytest.approx(1 - 2 * steps.sum())


def test_the_largest_tenth_is_rounded_up_to_whole_firms(sentra):
    answer = workforce.concentration(sentra(tenaga_kerja=[10, 10, 30]))
    expected = "1 IKM terbesar dari 3 mempekerjakan 60% tenaga kerja"
    assert str(workforce.headline_concentration(answer)) == expected
    even = workforce.concentration(sentra(tenaga_kerja=[10, 10, 10]))
    assert workforce.headline_concentration(even).key == "analysis.workforce.concentration-even"


def test_productivity_is_a_ratio_of_sums_over_firms_that_state_both(sentra):
    """By hand: (40 + 60) / (2 + 3) = 20; value added (40 - 20) / 2 = 10."""
    firms = sentra(
        komoditi="a",
        tenaga_kerja=[2, 3, None, 4],
        nilai_produksi=[40, 60, 70, None],
        nilai_bahan_baku=[20, None, 10, 5],
    )
    answer = workforce.productivity(firms).iloc[0]
    assert (answer["output_per_worker"], answer["output_records"], answer["output_workers"]) == (20, 2, 5)
    assert (answer["value_added_per_worker"], answer["value_added_records"]) == (10, 1)


def test_programmes_count_firms_and_persons_against_those_that_answered(sentra):
    answer = workforce.programmes(sentra(sni=[True, False, None], skkni=[3, 0, 2])).set_index("programme")
    assert answer.loc["sni", ["ikm", "recorded", "records", "share"]].tolist() == [1, 2, 3, 0.5]
    assert answer.loc["skkni", ["ikm", "persons", "recorded"]].tolist() == [2, 5, 3]
    assert answer.loc["iso", ["ikm", "persons", "share"]].isna().all()
    assert pd.isna(answer.loc["sni", "persons"])
    needs = workforce.programmes(sentra(sni=[True])).attrs["needs"]
    assert needs == "iso,tkdn,skkni,bimbingan_teknis,temu_bisnis,e_smart"


def test_nobody_certified_is_said_as_such(sentra):
    answer = workforce.programmes(sentra(sni=[False, False], iso=[None, False]))
    assert workforce.headline_programmes(answer).key == "analysis.workforce.programmes-none"


def test_findings_have_the_topic_only_when_all_firms_lie_in_the_place(sentra):
    here = workforce.findings(sentra(tenaga_kerja=[4, 40], kecamatan="Ceper")).set_index("finding")
    there = workforce.findings(sentra(tenaga_kerja=[4, 40], kecamatan=["Ceper", "Pedan"])).set_index("finding")
    assert here.loc["ikm", "topic"] == "unit_usaha_sentra"
    assert there["topic"].isna().all()
    assert here.loc["micro-small-share", ["value", "rule"]].tolist() == [0.5, "BPS"]
