"""Draws against closed forms: percentiles of a triangle, probabilities of a gate, swings and ties by hand."""

import math
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import p3dn
from p3dn.analysis import substitution
from p3dn.analysis.substitution import drawn as drawing
from p3dn.analysis.substitution.case import cases
from p3dn.analysis.substitution.drawn import drawn, ranged, triangular
from p3dn.analysis.substitution.rungs import climb
from p3dn.analysis.substitution.sampled import among_first
from p3dn.analysis.substitution.scenario import FIELDS, check
from p3dn.analysis.substitution.summed import HELD, held
from p3dn.errors import P3DNError

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
DRAWS = 10_000


def scenario(*rows):
    """Return a scenario of rows ``(input, line, low, central, high)``; a dictionary at the end has further fields."""
    named = ("masukan", "lini_produk", "rendah", "tengah", "tinggi")
    frames = [dict.fromkeys(FIELDS) | dict(zip(named, row[:5], strict=True)) | dict(*row[5:]) for row in rows]
    return pd.DataFrame(frames, columns=FIELDS)


def reached(low, central, high, share):
    """Return the value below which a share of a triangle lies, solved from its distribution function by halving."""
    ends = [low, high]
    for _ in range(80):
        middle = sum(ends) / 2
        ends[below(low, central, high, middle) > share] = middle
    return ends[0]


def below(low, central, high, value):
    """Return the share of a triangle below a value: (x - a)2 / ((b - a)(c - a)), or 1 less the same from above."""
    if value <= central:
        return (value - low) ** 2 / ((high - low) * (central - low)) if central > low else 0.0
    return 1 - (high - value) ** 2 / ((high - low) * (high - central))


def close(share, draws=DRAWS):
    """Return what four standard errors of a share leave open."""
    return pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / draws) + 1e-12)


def pick(frame, **wanted):
    """Return the rows that have these values."""
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return frame


@pytest.fixture
def foundry(sentra):
    """Return a register whose firms can make any number of valves and pumps, and of nothing else."""
    lines = ["katup", "pompa"]
    return sentra(lini_produk=lines, keluarga_produk=lines, satuan="buah", kapasitas_terpasang=1e9, produksi=0)


@pytest.fixture
def valves(needs):
    """Return a need of 100 valves at Rp10, all imported."""
    return needs(lini_produk=["katup"], jumlah_kebutuhan=[100], harga_satuan=10, porsi_impor=1)


PRICES = (
    ("Nilai CIF impor", "katup", None, 10.0, None),
    ("Kurs rupiah per dolar", None, None, 16_000.0, None),
    ("Tarif bea masuk", None, None, 0.0, None),
    ("Biaya penanganan impor", "katup", None, 0.0, None),
    ("Umur pakai barang dalam negeri", "katup", None, 1.0, None),
    ("Umur pakai barang impor", "katup", None, 1.0, None),
)


@pytest.mark.parametrize("ends", [(2.0, 5.0, 6.0), (0.0, 0.0, 1.0), (3.0, 9.0, 9.0)])
def test_values_of_a_triangle_have_their_shares_below_them(ends):
    shares = np.linspace(0.001, 0.999, 97)
    assert [below(*ends, value) for value in triangular(shares, *ends)] == pytest.approx(shares.tolist())


@pytest.mark.parametrize("ends", [(50.0, 100.0, 200.0), (55_000.0, 120_000.0, 120_000.0)])
def test_percentiles_of_a_linear_rung_are_those_of_its_only_ranged_input(valves, foundry, ends):
    """The need is demand x Rp10. The standard error of a percentile is sqrt(p (1 - p) / n) / density."""
    found = substitution.simulate(valves, foundry, scenario(("Kebutuhan per tahun", "katup", *ends)))
    row = pick(found.ranges, line="katup", horizon="now", rung="need").iloc[0]
    for name, share in (("low_rp", 0.1), ("central_rp", 0.5), ("high_rp", 0.9)):
        expected, step = reached(*ends, share), (ends[2] - ends[0]) / 1e5
        density = (below(*ends, expected + step) - below(*ends, expected - step)) / (2 * step)
        error = math.sqrt(share * (1 - share) / DRAWS) / density
        assert row[name] == pytest.approx(10 * expected, abs=40 * error), name
    assert (row["stated_rp"], row["unknown"], row["records"], row["of"]) == (10 * ends[1], 0, 1, 1)


def test_a_demand_of_up_to_so_much_is_stated_above_the_range(valves, foundry):
    found = substitution.simulate(valves, foundry, scenario(("Kebutuhan per tahun", "katup", 50.0, 100.0, 100.0)))
    row = pick(found.ranges, line="katup", horizon="now", rung="need").iloc[0]
    assert row["stated_rp"] == 1000 > row["high_rp"] > row["central_rp"] > row["low_rp"] > 500


def test_rows_without_a_range_and_rows_beside_the_ladder_are_not_drawn(valves, foundry):
    fixed = scenario(
        ("Kebutuhan per tahun", "katup", None, 70.0, None),
        ("Jam kerja per orang per tahun", None, 1900.0, 2000.0, 2100.0),
    )
    found = substitution.simulate(valves, foundry, fixed, draws=9)
    row = pick(found.ranges, line="katup", horizon="now", rung="need").iloc[0]
    assert row[["low_rp", "central_rp", "high_rp", "stated_rp"]].tolist() == [700.0] * 4
    assert found.drivers.empty


def two(needs, **more):
    columns = {"lini_produk": ["katup", "pompa"], "jumlah_kebutuhan": 100, "harga_satuan": 10} | more
    return needs(**columns)


def test_a_row_that_speaks_about_all_lines_is_one_draw_for_them(needs, foundry):
    """Comonotone lines add up percentile by percentile; independent ones have a narrower sum."""
    shared = substitution.simulate(two(needs), foundry, scenario(("Porsi impor", None, 0.0, 0.5, 1.0)))
    apart = substitution.simulate(
        two(needs),
        foundry,
        scenario(*(("Porsi impor", line, 0.0, 0.5, 1.0) for line in ("katup", "pompa"))),
    )
    ends = {}
    for name, found in (("shared", shared), ("apart", apart)):
        rows = pick(found.ranges, horizon="now", rung="imported").set_index("line")[["low_rp", "high_rp"]]
        ends[name] = (rows.loc["semua_lini"] - rows.drop("semua_lini").sum()).tolist()
    assert ends["shared"] == pytest.approx([0, 0], abs=1e-6)
    assert ends["apart"][0] > 50
    assert ends["apart"][1] < -50


def test_a_row_without_a_horizon_is_one_draw_for_all_and_rows_of_horizons_are_drawn_apart(valves, foundry):
    one = substitution.simulate(valves, foundry, scenario(("Porsi impor", "katup", 0.0, 0.5, 1.0)), draws=99)
    same = pick(one.ranges, line="katup", rung="imported")
    assert same["low_rp"].nunique() == same["high_rp"].nunique() == 1
    rows = [("Porsi impor", "katup", 0.0, 0.5, 1.0, {"horizon": name}) for name in ("sekarang", "12 bulan")]
    other = substitution.simulate(valves, foundry, scenario(*rows), draws=99, horizons=["now", "m12"])
    assert pick(other.ranges, line="katup", rung="imported")["low_rp"].nunique() == 2


def test_yes_or_no_is_drawn_as_yes_or_no_and_shares_stay_shares():
    """(0 + 1 + 1) / 3 of the draws say yes."""
    rows = scenario(("Preferensi harga berlaku", None, 0.0, 1.0, 1.0), ("Nilai TKDN", None, 0.0, 0.9, 1.0))
    values = np.concatenate(list(drawn(check(rows), np.array([0, 1]), DRAWS, 1)))
    assert set(values[:, 0]) == {0.0, 1.0}
    assert values[:, 0].mean() == close(2 / 3)
    assert 0 <= values[:, 1].min() < values[:, 1].max() <= 1


def everything(found):
    return [found.ranges, found.drivers, found.binding, found.first]


MIXED = scenario(
    *PRICES,
    ("Kebutuhan per tahun", "katup", 50.0, 100.0, 200.0),
    ("Porsi lulus uji", "katup", 0.2, 0.5, 0.9),
    ("Harga barang dalam negeri", "katup", 120_000.0, 150_000.0, 200_000.0),
    ("Pesanan per tahun", "katup", 10.0, 20.0, 50.0),
    ("Porsi bahan impor dalam harga", "katup", 0.1, 0.2, 0.5),
)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_gives_others(valves, foundry):
    runs = [substitution.simulate(valves, foundry, MIXED, draws=700, seed=seed) for seed in (7, 7, 8)]
    written = [[frame.to_csv().encode() for frame in everything(run)] for run in runs]
    assert written[0] == written[1]
    assert written[0][0] != written[2][0]
    assert pickle.dumps(everything(runs[0])) == pickle.dumps(everything(runs[1]))
    assert repr(runs[0]) == "Simulation(lines=1, draws=700, seed=7)"


def test_draws_do_not_depend_on_other_rows_or_on_their_order(needs, foundry):
    wanted = two(needs, porsi_impor=1)
    alone = substitution.simulate(wanted, foundry, MIXED, draws=300)
    more = scenario(("Porsi impor", "pompa", 0.0, 0.4, 0.9), ("Kebutuhan per tahun", "pompa", 1.0, 2.0, 3.0))
    mixed = pd.concat([more, MIXED]).sample(frac=1, random_state=3).reset_index(drop=True)
    other = substitution.simulate(wanted, foundry, mixed, draws=300)
    for one, same in zip(everything(alone)[:3], everything(other)[:3], strict=True):
        assert set(pick(one, line="katup").itertuples(index=False)) == set(
            pick(same, line="katup").itertuples(index=False)
        )
    assert not pick(alone.ranges, line="pompa").equals(pick(other.ranges, line="pompa"))


def test_fewer_draws_are_the_first_of_more_and_chunks_change_nothing(valves, foundry, monkeypatch):
    (case,) = cases(valves, foundry, MIXED, horizons=["now"])
    many = np.concatenate(list(drawn(case.scenario, ranged(case), 1100, 5)))
    few = np.concatenate(list(drawn(case.scenario, ranged(case), 40, 5)))
    assert np.array_equal(many[:40], few)
    whole = substitution.simulate(valves, foundry, MIXED, draws=100)
    monkeypatch.setattr(drawing, "CHUNK", 7)
    for one, other in zip(
        everything(whole), everything(substitution.simulate(valves, foundry, MIXED, draws=100)), strict=True
    ):
        pd.testing.assert_frame_equal(one, other)


@pytest.fixture(scope="module")
def example():
    needs = p3dn.load_procurement(EXAMPLE / "kebutuhan_contoh.xlsx", kind="needs")
    return needs, p3dn.load_sentra(EXAMPLE / "sentra_contoh.xlsx"), p3dn.load_scenario(EXAMPLE / "skenario.xlsx")


@pytest.fixture(scope="module")
def simulated(example):
    return substitution.simulate(*example, draws=2000)


def test_many_draws_at_once_are_the_same_as_one_by_one(example):
    """Every array that the climb makes, at every horizon of the example: makeable, shared, price and orders."""
    for case in cases(*example, horizons=["now", "m12", "m36"]):
        values = next(drawn(case.scenario, ranged(case), 40, 1))
        assert len(ranged(case)) > 50
        together, single = climb(case, values), [climb(case, row) for row in values]
        for told in ("quantity", "value", "share", "locked", "life"):
            assert np.array_equal(getattr(together, told), [getattr(one, told) for one in single], equal_nan=True), told
        for rung, part in together.fraction.items():
            expected = [one.fraction[rung] for one in single]
            np.testing.assert_allclose(part, expected, rtol=1e-12, err_msg=rung)
        for told in ("fraction", "counts", "idle", "added", "wanted", "weight"):
            expected = [np.broadcast_to(getattr(one.made, told), part.shape[1:]) for one in single]
            found = np.broadcast_to(getattr(together.made, told), part.shape)
            np.testing.assert_allclose(found, expected, rtol=1e-12, err_msg=told)


def test_what_is_stated_is_what_potential_says(example, simulated):
    potential = substitution.potential(*example)
    lines = simulated.ranges[simulated.ranges["line"] != "semua_lini"]
    assert list(dict.fromkeys(lines["line"])) == list(dict.fromkeys(potential["line"]))
    for rung, rows in lines.groupby("rung"):
        expected = potential.set_index(["line", "horizon"])[[f"{rung}_rp", f"{rung}_records"]]
        found = rows.set_index(["line", "horizon"])[["stated_rp", "records"]].loc[expected.index]
        np.testing.assert_allclose(found, expected, rtol=1e-12)
    together = pick(simulated.ranges, line="semua_lini", horizon="m36", rung="retained").iloc[0]
    expected = substitution.totals(potential).set_index(["horizon", "rung"]).loc[("m36", "retained"), "value_rp"]
    assert together["stated_rp"] == pytest.approx(expected)


def test_a_monotone_rung_lies_between_its_values_at_all_lows_and_at_all_highs(valves, foundry):
    """What passes is 50..200 x Rp10 x 0.2..0.9: from 100 to 1,800 rupiah, 500 at the central values."""
    found = substitution.simulate(valves, foundry, MIXED)
    row = pick(found.ranges, line="katup", horizon="now", rung="passed").iloc[0]
    assert 100 < row["low_rp"] < row["stated_rp"] == 500 < row["high_rp"] < 1800


def test_ranges_are_in_order_and_shares_add_up(simulated):
    known = simulated.ranges.dropna(subset="low_rp")
    assert (known["low_rp"] <= known["central_rp"]).all()
    assert (known["central_rp"] <= known["high_rp"]).all()
    assert (simulated.ranges["low_rp"].isna() == (simulated.ranges["unknown"] > 0)).all()
    assert simulated.binding.groupby(["line", "horizon"])["share"].sum().tolist() == pytest.approx([1.0] * 33)


def test_readiness_binds_in_as_many_draws_as_the_triangle_says(valves, foundry):
    """Lost to readiness: 1 - s of the import; to imported inputs: 0.4 s. The first is more where s < 1 / 1.4."""
    rows = [*PRICES, ("Porsi lulus uji", "katup", 0.1, 0.6, 1.0), ("Pesanan per tahun", "katup", None, 1e6, None)]
    rows += [("Harga barang dalam negeri", "katup", None, 1.0, None)]
    rows += [("Porsi bahan impor dalam harga", "katup", None, 0.4, None)]
    found = substitution.simulate(valves, foundry, scenario(*rows), horizons=["now"]).binding.set_index("lever")
    share = below(0.1, 0.6, 1.0, 1 / 1.4)
    assert found["share"].to_dict() == {"readiness": close(share), "inputs": close(1 - share)}


def test_the_gate_is_all_or_nothing_in_a_draw_and_a_cut_closes_it_as_often_as_the_triangle_says(valves, foundry):
    """Landed Rp160,000 less the cut; the domestic price is drawn from 120,000, 150,000, 200,000."""
    rows = [*PRICES, ("Harga barang dalam negeri", "katup", 120e3, 150e3, 200e3)]
    rows += [("Porsi lulus uji", "katup", None, 1.0, None), ("Potongan harga importir", "katup", None, 0.12, None)]
    found = substitution.simulate(valves, foundry, scenario(*rows), horizons=["now"])
    row = pick(found.ranges, line="katup", rung="competitive").iloc[0]
    assert row[["low_rp", "central_rp", "high_rp", "stated_rp"]].tolist() == [0.0, 1000.0, 1000.0, 1000.0]
    cuts = substitution.sensitivity_to_cut(valves, foundry, scenario(*rows), horizons=["now"])
    line = pick(cuts, line="katup").set_index("cut")
    assert line.index.tolist() == [0, 0.05, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4]
    assert line.index[line["cut_expected"]].tolist() == [0.12]
    assert line["competitive_share"].tolist() == [1, 1, *[0] * 8]
    assert line["competitive_rp"].tolist() == [1000, 1000, *[0] * 8]
    for cut, share in line["competitive_share_draws"].items():
        closed = below(120e3, 150e3, 200e3, max(160e3 * (1 - cut), 120e3))
        assert share == close(closed), cut
    closed = "id: bila importir memotong harga 12%, yang tetap bersaing turun dari"
    assert str(substitution.headline_cut(cuts)).replace("Sekarang", "id").startswith(closed)


def test_a_cut_is_a_fraction(valves, foundry):
    with pytest.raises(P3DNError) as raised:
        substitution.sensitivity_to_cut(valves, foundry, MIXED, cuts=[20])
    assert raised.value.code == "share-range"


def test_drivers_are_the_rung_at_the_low_and_the_high_of_one_input(valves, foundry):
    """By hand: 100 valves x Rp10 x 0.5 passed. Orders of 10, 20 and 50 valves against 50 passed; 0.2 inputs."""
    found = substitution.simulate(valves, foundry, MIXED, draws=1, horizons=["now"]).drivers
    rows = pick(found, line="katup").set_index(["rung", "input"])
    columns = ["low_input", "high_input", "low_rp", "central_rp", "high_rp", "swing_rp"]
    expected = {
        ("need", "demand"): [50, 200, 500, 1000, 2000, 1500],
        ("passed", "demand"): [50, 200, 250, 500, 1000, 750],
        ("passed", "passed_share"): [0.2, 0.9, 200, 500, 900, 700],
        ("competitive", "domestic_price"): [120e3, 200e3, 500, 500, 0, 500],
        ("contracted", "domestic_price"): [120e3, 200e3, 200, 200, 0, 200],
        ("contracted", "order_quantity"): [10, 50, 100, 200, 500, 400],
        ("retained", "order_quantity"): [10, 50, 80, 160, 400, 320],
        ("retained", "imported_inputs"): [0.1, 0.5, 180, 160, 100, 80],
    }
    for key, values in expected.items():
        assert rows.loc[key, columns].tolist() == pytest.approx(values), key
    assert ("need", "passed_share") not in rows.index
    assert ("contracted", "passed_share") not in rows.index
    for _, ofrung in pick(found, line="katup").groupby("rung"):
        assert ofrung["swing_rp"].is_monotonic_decreasing
    assert pick(found, line="semua_lini")["swing_rp"].tolist() == pick(found, line="katup")["swing_rp"].tolist()


def test_a_driver_names_its_row_and_a_gap_at_an_end_is_not_a_swing_of_nothing(valves, foundry):
    """The investment works within 12 months at the low end only, and its smallest volume is not stated."""
    rows = scenario(
        ("Kapasitas menurut pernyataan", "katup", None, 10.0, None, {"satuan": "buah/tahun"}),
        ("Tambahan kapasitas dari investasi", "katup", None, 50.0, None),
        ("Bulan sampai investasi berjalan", "katup", 10.0, 20.0, 20.0, {"sumber": "BPS"}),
        ("Porsi impor", "katup", 0.1, 0.5, 0.9, {"sumber": "KAI"}),
    )
    found = substitution.simulate(valves, foundry, rows, horizons=["m12"])
    drivers = pick(found.drivers, line="katup", rung="makeable")
    assert drivers[["input", "source", "unit"]].values.tolist() == [["investment_months", "BPS", "bulan"]]
    assert drivers[["low_rp", "swing_rp"]].isna().all(axis=None)
    row = pick(found.ranges, line="katup", rung="makeable").iloc[0]
    assert row["unknown"] == close(below(10, 20, 20, 12))
    assert row[["low_rp", "central_rp", "high_rp"]].isna().all()
    assert row["stated_rp"] == 100


@pytest.mark.parametrize(("lines", "places"), [(2, 2), (3, 3), (5, 3)])
def test_shares_among_the_first_three_add_up(needs, sentra, lines, places):
    names = [f"lini_{at}" for at in range(lines)]
    firms = sentra(lini_produk=names, keluarga_produk=names, satuan="buah", kapasitas_terpasang=1e9, produksi=0)
    wanted = needs(lini_produk=names, jumlah_kebutuhan=100, harga_satuan=10)
    rows = scenario(*(("Porsi impor", name, 0.0, 0.5, 1.0) for name in names))
    first = substitution.simulate(wanted, firms, rows, draws=500, horizons=["now"]).first
    assert first["stability"].sum() == pytest.approx(places)
    assert len(first) == lines
    assert (first["demand_group"] == "unsourced").all()


@pytest.mark.parametrize(
    ("makeable", "shares"),
    [([9, 7, 7, 7], [1, 2 / 3, 2 / 3, 2 / 3]), ([5, 5, 5, 5], [3 / 4] * 4), ([8, math.nan, 0], [1, 0, 1])],
)
def test_equals_share_all_the_places_that_are_left(makeable, shares):
    assert among_first(np.array([makeable], dtype=float), np.zeros(len(makeable))).tolist() == [pytest.approx(shares)]


def test_a_loss_without_a_price_binds_less_than_any_loss_in_rupiah():
    """The first item loses all of an unpriced need to capacity, the second half a rupiah to readiness."""
    part = {"need": [1.0, 1.0], "imported": [1.0, 1.0], "makeable": [0.0, 1.0], "passed": [0.0, 0.5]}
    part = {rung: np.array(items) for rung, items in part.items()}
    assert HELD[held(part, np.array([math.nan, 1.0]), np.array([0, 0]), list(part))[0]] == "readiness"


def test_lines_that_tie_share_the_last_place_and_an_unknown_line_has_none(needs, sentra):
    """Makeable 900, 800, and three lines with 700: one third of the third place each."""
    names = ["a", "b", "c", "d", "e"]
    firms = sentra(lini_produk=names, keluarga_produk=names, satuan="buah", kapasitas_terpasang=1e9, produksi=0)
    wanted = needs(
        lini_produk=[*names, None], jumlah_kebutuhan=[900, 800, 700, 700, 700, 9999], harga_satuan=1, porsi_impor=1
    )
    first = substitution.simulate(wanted, firms, scenario(), draws=2).first.set_index(["line", "horizon"])["stability"]
    assert first.xs("now", level="horizon").round(9).to_dict() == pytest.approx(
        {"a": 1, "b": 1, "c": 1 / 3, "d": 1 / 3, "e": 1 / 3, "di_luar_lini": math.nan}, nan_ok=True, abs=1e-9
    )


def sourced(line, value, source):
    return ("Kebutuhan per tahun", line, None, value, None, {"sumber": source})


@pytest.fixture
def both(needs, sentra):
    """Return five lines, three with a source; the largest is illustrative, and two sourced ones are equal."""
    names = ["a", "b", "c", "d", "e"]
    firms = sentra(lini_produk=names, keluarga_produk=names, satuan="buah", kapasitas_terpasang=1e9, produksi=0)
    wanted = needs(lini_produk=names, jumlah_kebutuhan=1, harga_satuan=10, porsi_impor=1)
    rows = scenario(
        sourced("a", 900.0, "ilustratif"),
        sourced("b", 500.0, "Republika, 4 Januari 2019"),
        sourced("c", 500.0, "Rencana pembeli 2026"),
        sourced("d", 100.0, "BPS"),
        sourced("e", 50.0, None),
    )
    return wanted, firms, rows


def test_invented_demand_is_never_ranked_beside_demand_with_a_source(both):
    potential, simulation = substitution.potential(*both), substitution.simulate(*both, draws=5)
    ranks = substitution.rank(potential, simulation)
    assert ranks[["demand_group", "rank", "line", "sourced"]].values.tolist() == [
        ["sourced", 1, "b", True],
        ["sourced", 1, "c", True],
        ["sourced", 3, "d", True],
        ["unsourced", 1, "a", False],
        ["unsourced", 2, "e", False],
    ]
    assert ranks["stability"].tolist() == [1.0] * 5
    assert ranks["low_rp"].tolist() == ranks["potential_rp"].tolist() == [5000, 5000, 1000, 9000, 500]
    assert ranks["binding_share"].tolist() == [1.0] * 5
    assert substitution.headline_rank(ranks).key == "analysis.substitution.rank-tie"


def test_only_one_that_is_known_is_not_the_only_one(both):
    potential = substitution.potential(*both)
    ranks = substitution.rank(potential.assign(makeable_rp=potential["makeable_rp"].where(potential["line"] == "b")))
    assert ranks["rank"].dropna().tolist() == [1]
    assert str(substitution.headline_rank(ranks)) == "b di peringkat pertama: Rp5.000 dapat dibuat (12 bulan)"
    assert substitution.headline_rank(ranks[ranks["line"] == "b"]).key == "analysis.substitution.rank-single"


def test_a_line_of_several_items_has_a_source_where_each_of_them_has(needs, foundry):
    wanted = needs(
        lini_produk="katup", nama_barang=["besar", "kecil"], jumlah_kebutuhan=1, harga_satuan=10, porsi_impor=1
    )
    named = [("Kebutuhan per tahun", "katup", None, 5.0, None, {"nama_barang": item}) for item in ("besar", "kecil")]
    for texts, expected in ((("BPS", "Pembeli"), True), (("BPS", "Ilustratif"), False), (("BPS", None), False)):
        rows = [(*row[:5], row[5] | {"sumber": text}) for row, text in zip(named, texts, strict=True)]
        ranks = substitution.rank(substitution.potential(wanted, foundry, scenario(*rows)))
        assert ranks["sourced"].tolist() == [expected], texts
        first = substitution.simulate(wanted, foundry, scenario(*rows), draws=1).first
        assert set(first["demand_group"]) == {"sourced" if expected else "unsourced"}


def test_what_others_computed_stands_beside_the_rank(both):
    potential = substitution.potential(*both)
    jobs = pd.DataFrame({"line": "b", "horizon": ["m12", "m36", "m12"], "new_jobs": [7.0, 9.0, 2.0]})
    jobs["rung"] = ["makeable", "makeable", "contracted"]
    tests = pd.DataFrame({"line": ["b", "c"], "readiness_share": [0.25, 0.5]})
    ranks = substitution.rank(potential, effects=jobs, readiness=tests).set_index("line")
    assert ranks.loc["b", ["new_jobs", "readiness_share"]].tolist() == [7, 0.25]
    assert math.isnan(ranks.loc["d", "new_jobs"])
    assert substitution.rank(potential, horizon="m36", effects=jobs).set_index("line").loc["b", "new_jobs"] == 9
    with pytest.raises(P3DNError) as raised:
        substitution.rank(potential, effects=jobs.drop(columns="rung"))
    assert raised.value.code == "rank-lines"
    with pytest.raises(P3DNError) as raised:
        substitution.rank(potential, effects=tests)
    assert raised.value.code == "frame-column"
    with pytest.raises(P3DNError) as raised:
        substitution.rank(potential, horizon="2030")
    assert raised.value.code == "scenario-horizon"


def test_a_lever_that_binds_at_the_central_values_and_in_no_draw_has_a_share_of_nothing(valves, foundry):
    """A demand of at most 0 more than the stated capacity: at the central value it binds, below it never does."""
    rows = scenario(
        ("Kapasitas menurut pernyataan", "katup", 100.0, 100.0, 300.0),
        ("Kebutuhan per tahun", "katup", 100.0, 200.0, 200.0),
    )
    found = substitution.simulate(valves, foundry, rows, draws=50)
    ranks = substitution.rank(substitution.potential(valves, foundry, rows), found)
    share = pick(found.binding, line="katup", horizon="m12", lever="capacity")["share"].sum()
    assert ranks[["binding", "binding_share"]].values.tolist() == [["capacity", share]]
    never = substitution.simulate(valves, foundry, rows.assign(tengah=[300.0, 100.0], rendah=[300.0, 100.0]), draws=5)
    assert substitution.rank(substitution.potential(valves, foundry, rows), never)["binding_share"].tolist() == [0.0]


def test_the_example_ranks_its_published_line_apart(example, simulated):
    ranks = substitution.rank(substitution.potential(*example), simulated)
    assert ranks[["demand_group", "rank", "line"]].iloc[0].tolist() == ["sourced", 1, "rem_blok_komposit"]
    assert ranks["sourced"].sum() == 1
    assert ranks.loc[ranks["demand_group"] == "unsourced", "rank"].dropna().tolist() == list(range(1, 10))
    assert pd.isna(ranks["rank"].iloc[-1])
    expected = "Hanya Rem blok komposit yang kebutuhannya bersumber: Rp6,11 miliar dapat dibuat (12 bulan)"
    assert str(substitution.headline_rank(ranks)) == expected


@pytest.mark.parametrize("options", [{"draws": 0}, {"seed": -1}])
def test_no_draws_and_a_negative_seed_are_refused(valves, foundry, options):
    for call in (substitution.simulate, substitution.sensitivity_to_cut):
        with pytest.raises(P3DNError) as raised:
            call(valves, foundry, MIXED, **options)
        assert raised.value.code == "draws-range"


def test_an_unknown_horizon_is_refused(valves, foundry):
    for call in (substitution.potential, substitution.simulate, substitution.sensitivity_to_cut):
        with pytest.raises(P3DNError) as raised:
            call(valves, foundry, MIXED, horizons=["2030"])
        assert raised.value.code == "scenario-horizon"


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ((("Kebutuhan per tahun", "katup", 50.0, 100.0, 200.0),), "range"),
        ((("Kebutuhan per tahun", "katup", None, 100.0, None),), "fixed"),
        ((("Berat per satuan", "katup", None, 1.0, None),), "fixed"),
    ],
)
def test_headline_of_the_ranges(needs, foundry, rows, key):
    for lines, ending in ((["katup"], ""), (["katup", None], "-known")):
        wanted = needs(lini_produk=lines, jumlah_kebutuhan=100, harga_satuan=10, porsi_impor=1)
        ranges = substitution.simulate(wanted, foundry, scenario(*rows), draws=50).ranges
        assert substitution.headline_ranges(ranges).key == f"analysis.substitution.ranges-{key}{ending}"


def test_headlines_of_what_is_not_known(needs, valves, foundry, both):
    outside = needs(lini_produk=[None], jumlah_kebutuhan=[1], harga_satuan=1, porsi_impor=1)
    found = substitution.simulate(outside, foundry, scenario(), draws=2)
    assert substitution.headline_ranges(found.ranges).key == "analysis.substitution.ranges-unknown"
    assert substitution.headline_drivers(found.drivers).key == "analysis.substitution.drivers-none"
    cuts = substitution.sensitivity_to_cut(valves, foundry, scenario(), draws=2)
    assert substitution.headline_cut(cuts).key == "analysis.substitution.cut-unknown"
    found = substitution.simulate(valves, foundry, MIXED, draws=2)
    assert substitution.headline_drivers(found.drivers).key == "analysis.substitution.drivers-single"
    assert substitution.headline_drivers(found.drivers, rung="passed").key == "analysis.substitution.drivers-most"
    potential = substitution.potential(*both)
    invented = substitution.rank(potential[potential["line"].isin(["a", "e"])])
    assert substitution.headline_rank(invented).key == "analysis.substitution.rank-unsourced"
    nothing = substitution.rank(potential.assign(makeable_rp=0.0))
    assert substitution.headline_rank(nothing).key == "analysis.substitution.rank-none"
    unknown = substitution.rank(potential.assign(makeable_rp=None))
    assert substitution.headline_rank(unknown).key == "analysis.substitution.rank-unknown"
