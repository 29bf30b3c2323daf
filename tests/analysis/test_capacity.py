"""Capacity, idle capacity and value: parts add up, units never meet, null is never 0."""

import pandas as pd
import pytest

from p3dn.analysis import capacity
from p3dn.errors import P3DNError


def row(answer, **where):
    """Return the one row of an answer with these values."""
    for column, value in where.items():
        answer = answer[answer[column] == value]
    assert len(answer) == 1, answer
    return answer.iloc[0]


@pytest.fixture
def foundries(sentra):
    return sentra(
        nama_usaha=["pasangan", "melebihi", "tanpa_produksi", "tanpa_kapasitas", "lain_satuan", "di_luar_lini"],
        keluarga_produk=["pompa", "pompa", "pompa", "pompa", "pompa", None],
        satuan=["ton", "ton", "ton", "ton", "buah", None],
        kapasitas_terpasang=[100, 10, 50, None, 1000, 20],
        produksi=[40, 12, None, 30, 250, 20],
    )


def test_idle_is_summed_firm_by_firm_over_pairs_only(foundries):
    """By hand: pairs 100/40 and 10/12; idle 60 + 0, used 40 + 10, utilisation 52/110."""
    answer = row(capacity.by_line(foundries), group="pompa", satuan="ton")
    assert (answer["installed"], answer["installed_records"]) == (160, 3)
    assert (answer["output"], answer["output_records"]) == (82, 3)
    assert (answer["paired_records"], answer["paired_installed"], answer["paired_output"]) == (2, 110, 52)
    assert (answer["used"], answer["idle"], answer["over_records"]) == (50, 60, 1)
    assert answer["utilisation"] == pytest.approx(52 / 110)


def test_parts_add_up(foundries):
    answer = capacity.by_line(foundries)
    assert answer["records"].sum() == len(foundries)
    assert (answer["used"] + answer["idle"]).tolist() == answer["paired_installed"].tolist()


def test_unlike_units_have_rows_of_their_own(foundries):
    answer = capacity.by_line(foundries)
    assert answer[["group", "satuan"]].values.tolist() == [
        ["pompa", "ton"],
        ["pompa", "buah"],
        ["di_luar_lini", "satuan_tidak_disebut"],
    ]
    assert capacity.totals(foundries)["satuan"].tolist() == ["ton", "buah", "satuan_tidak_disebut"]


def test_one_capacity_column_leaves_idle_unknown_and_says_what_is_missing(sentra):
    answer = capacity.by_line(sentra(komoditi="Logam", satuan="buah", kapasitas_produksi=[180, 20]))
    assert answer["capacity"].tolist() == [200]
    assert answer[["idle", "used", "utilisation", "over_records", "installed"]].isna().all(axis=None)
    assert answer.attrs == {"needs": "kapasitas_terpasang,produksi"}
    assert capacity.headline_by_line(answer).key == "gaps.needs"
    assert capacity.headline_by_line(answer).values == {"columns": ["kapasitas_terpasang", "produksi"]}


def test_a_group_without_a_figure_is_null_and_not_zero(sentra):
    answer = capacity.by_line(
        sentra(komoditi=["a", "b"], satuan="ton", kapasitas_terpasang=[1, None], produksi=[1, None])
    )
    assert row(answer, group="b")["records"] == 1
    assert answer.set_index("group").loc["b", ["installed", "output", "idle", "utilisation"]].isna().all()


def test_grouping_takes_families_when_half_of_the_rows_lie_in_one(sentra):
    half = sentra(keluarga_produk=["pompa", None], komoditi="Logam")
    less = sentra(keluarga_produk=["pompa", None, None], komoditi="Logam")
    assert (capacity.grouping(half), capacity.grouping(less)) == ("keluarga_produk", "komoditi")
    assert capacity.grouping(sentra(produk=["x"])) == "produk"
    assert capacity.grouping(sentra(produksi=[1])) is None


def test_without_anything_to_group_by_there_is_one_group(sentra):
    assert capacity.by_line(sentra(produksi=[1, 2], satuan="ton"))["group"].tolist() == ["semua"]


def test_installed_capacity_of_zero_gives_no_utilisation(sentra):
    firms = sentra(komoditi="a", satuan="ton", kapasitas_terpasang=[0, 0], produksi=[0, 5])
    answer = capacity.by_line(firms)
    assert answer["utilisation"].isna().all()
    assert answer["over_records"].tolist() == [1]
    assert capacity.utilisation_spread(firms).empty
    assert capacity.headline_by_line(answer).key == "analysis.capacity.no-installed"


@pytest.mark.parametrize(
    ("groups", "installed", "output", "key"),
    [
        (["a"], [10], [4], "idle-single"),
        (["a", "b"], [10, 10], [4, 4], "idle-tie"),
        (["a", "b"], [10, 10], [4, 9], "idle-most"),
        (["a", "b"], [10, 10], [10, 10], "idle-none"),
        (["a", "b"], [10, 10], [10, 12], "idle-none-over"),
        (["a", "b"], [10, None], [None, 12], "no-pairs"),
    ],
)
def test_headline_picks_the_sentence_that_is_true(sentra, groups, installed, output, key):
    answer = capacity.by_line(sentra(komoditi=groups, satuan="ton", kapasitas_terpasang=installed, produksi=output))
    assert capacity.headline_by_line(answer).key == f"analysis.capacity.{key}"


def test_a_group_of_one_firm_does_not_lead_over_groups_of_five(sentra):
    groups = ["lima"] * 5 + ["satu"]
    answer = capacity.by_line(sentra(komoditi=groups, satuan="ton", kapasitas_terpasang=10, produksi=[5] * 5 + [0]))
    sentence = capacity.headline_by_line(answer)
    assert sentence.key == "analysis.capacity.idle-large-single"
    assert (sentence.values["name"], sentence.values["value"]) == ("lima", 0.5)


def test_a_group_in_two_units_is_named_with_its_unit(sentra):
    firms = sentra(komoditi="a", satuan=["ton", "buah"], kapasitas_terpasang=[10, 10], produksi=[1, 9])
    assert str(capacity.headline_by_line(capacity.by_line(firms))) == (
        "a (dalam ton) paling banyak menganggur: 90% kapasitas terpasang tidak terpakai"
    )


def test_headline_of_the_totals_speaks_of_the_unit_most_firms_use(sentra):
    firms = sentra(satuan=["ton", "ton", "buah"], kapasitas_terpasang=[10, 10, 900], produksi=[4, 6, 900])
    sentence = capacity.headline_totals(capacity.totals(firms))
    assert str(sentence) == "50% kapasitas terpasang terpakai; 10 ton per tahun menganggur"


def test_spread_has_one_row_per_pair_and_a_true_median(sentra):
    firms = sentra(komoditi="a", satuan="ton", kapasitas_terpasang=[10, 10, 10, None], produksi=[2, 5, 30, 1])
    spread = capacity.utilisation_spread(firms)
    assert spread["utilisation"].tolist() == [0.2, 0.5, 3.0]
    sentence = capacity.headline_utilisation_spread(spread)
    assert (sentence.key, sentence.values["share"]) == ("analysis.capacity.spread-median", 0.5)


def test_value_added_takes_only_firms_that_state_both(sentra):
    firms = sentra(komoditi=["a", "a", "b"], nilai_produksi=[100, 80, None], nilai_bahan_baku=[130, None, 5])
    answer = capacity.value_by_line(firms)
    a = row(answer, group="a")
    assert (a["output_value"], a["value_added"], a["value_added_records"]) == (180, -30, 1)
    assert a["materials_share"] == pytest.approx(1.3)
    assert pd.isna(row(answer, group="b")["value_added"])
    assert answer.attrs == {"needs": "nilai_investasi"}
    assert capacity.headline_materials(answer).key == "analysis.capacity.materials-loss"


def test_value_shares_name_the_largest_group(sentra):
    answer = capacity.value_by_line(sentra(komoditi=["a", "b"], nilai_produksi=[75e9, 25e9]))
    assert (
        str(capacity.headline_value_by_line(answer))
        == "a menyumbang paling banyak: 75% dari nilai produksi Rp100 miliar"
    )


def test_origin_is_weighted_by_value_where_values_are_recorded(sentra):
    """Weighted: (1.0 x 1 + 0.5 x 3) / 4 = 0.625; plain: (1.0 + 0.5 + 0.9) / 3 = 0.8."""
    firms = sentra(komoditi="a", porsi_bahan_lokal=[1.0, 0.5, 0.9], nilai_bahan_baku=[1, 3, None])
    answer = capacity.materials_origin(firms).iloc[0]
    assert answer["domestic_share"] == pytest.approx(0.8)
    assert (answer["weighted_domestic_share"], answer["weighted_records"]) == (0.625, 2)
    assert (answer["weighted_materials_value"], answer["domestic_materials_value"]) == (4, 2.5)
    unweighted = capacity.materials_origin(firms.assign(nilai_bahan_baku=pd.NA))
    assert unweighted.attrs == {"needs": "nilai_bahan_baku"}
    assert capacity.headline_materials_origin(unweighted).key == "analysis.capacity.origin-mean"


def test_percent_passed_for_a_share_is_an_error(sentra):
    with pytest.raises(P3DNError) as raised:
        capacity.materials_origin(sentra(porsi_bahan_lokal=[0.4, 40]))
    assert raised.value.code == "share-range"


def test_findings_keep_each_unit_apart_and_leave_out_what_is_unknown(foundries):
    found = capacity.findings(foundries)
    assert found["value"].notna().all()
    assert found[found["finding"] == "idle"][["value", "unit", "records", "of"]].values.tolist() == [
        [60, "ton/tahun", 2, 4],
        [750, "buah/tahun", 1, 1],
        [0, "satuan_tidak_disebut", 1, 1],
    ]


def test_inputs_are_left_as_they_were_and_their_reports_stay_with_them(foundries):
    before = foundries.copy(deep=True)
    answers = [capacity.by_line(foundries), capacity.totals(foundries), capacity.utilisation_spread(foundries)]
    capacity.findings(foundries)
    pd.testing.assert_frame_equal(foundries, before)
    assert all("load_report" not in answer.attrs for answer in answers)


def test_numpy_dtypes_give_the_same(foundries):
    plain = foundries.astype({"kapasitas_terpasang": "float64", "produksi": "float64"}).astype({"satuan": object})
    pd.testing.assert_frame_equal(capacity.by_line(plain), capacity.by_line(foundries))
