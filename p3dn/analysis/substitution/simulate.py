"""How sure the ladder is: the same arithmetic for thousands of scenarios that are all possible.

A central value is one story. The sources say "up to 120,000", "about Rp203,700", "more than 4,000", and a gate that
is all or nothing makes a rung jump when one price passes another. So every input is drawn from its range, the ladder
is climbed once per draw, and a rung is told as the value that nine draws in ten exceed (P10), the one in the middle,
and the one that one in ten exceeds (P90). The value at the central inputs stands beside them, for it may lie outside:
a demand of "up to" so much is the most it can be.

The same draws tell what binds a line, and in how many of them, and how often a line is among the first three.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from p3dn.analysis._frames import gap
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution.case import NEEDED, asked, cases
from p3dn.analysis.substitution.drawn import checked
from p3dn.analysis.substitution.drivers import COLUMNS as DRIVER_COLUMNS
from p3dn.analysis.substitution.drivers import drivers_of
from p3dn.analysis.substitution.sampled import QUANTILES, RANKED_BY, sampled
from p3dn.analysis.substitution.summed import ALL, HELD, at_horizon, in_order, lines_of, order_of, rungs_of
from p3dn.words import Sentence

RANGE_COLUMNS = ["line", "horizon", "rung", *QUANTILES, "stated_rp", "records", "of", "draws", "unknown"]
BINDING_COLUMNS = ["line", "horizon", "lever", "share", "draws"]
FIRST_COLUMNS = ["line", "horizon", "demand_group", "stability", "draws"]
COLUMNS = (RANGE_COLUMNS, DRIVER_COLUMNS, BINDING_COLUMNS, FIRST_COLUMNS)

STEADY = 0.9  # share of the draws from which on a constraint is called the same


@dataclass(frozen=True, repr=False, eq=False)
class Simulation:
    """What the draws say, as four frames; see `simulate`."""

    ranges: pd.DataFrame
    drivers: pd.DataFrame
    binding: pd.DataFrame
    first: pd.DataFrame
    draws: int
    seed: int

    def __repr__(self):
        """Return a line that is the same in every run."""
        return f"Simulation(lines={self.first['line'].nunique()}, draws={self.draws}, seed={self.seed})"


def simulate(needs, sentra, scenario, *, draws=10_000, seed=2026, horizons=None, materials=None):
    """Return ranges of every rung, what drives them, what binds, and which lines come first, from seeded draws.

    Parameters
    ----------
    needs, sentra, scenario, horizons, materials
        As of `potential`; only rows of the scenario with a low below the high are drawn.
    draws, seed : int
        How many draws, at least 1, and where their streams begin, at least 0. The same seed gives the same bytes.

    Returns
    -------
    Simulation
        Lines stand in the order of `potential`, all lines together last as ``semua_lini``.

        ``ranges``: ``low_rp``, ``central_rp``, ``high_rp`` are P10, P50 and P90 of a rung, null where it is unknown
        in any draw; ``unknown`` is the share of draws in which it is. ``stated_rp`` is what `potential` says, with
        ``records`` ``of`` items behind it; as there, a line's rupiah are those of its items that are known. All lines
        together are added up draw by draw.

        ``drivers``: see `drivers_of`.

        ``binding``: the share of draws in which each lever binds a line, as `potential` defines it, with
        ``imported`` and ``unknown``; what binds in no draw has no row, and the shares of a line add up to 1.

        ``first``: ``stability`` is the share of draws in which the line is among the first three by what is makeable.
        Lines whose demand has a source and lines whose demand has none (``demand_group``) are ranked apart. Lines
        that tie for the last places share them: of two that tie for the third, each counts for half. A line of which
        it is never known what is makeable has none: null.

    Raises
    ------
    P3DNError
        What `potential` raises; ``draws-range``.

    Notes
    -----
    Each row of the scenario is drawn from the triangular distribution over low, central and high, a yes-or-no input
    as yes or no; see `triangular` and `yes_no`. Draws of different rows are independent, also of the same input at
    two horizons; whatever moves several prices at once is therefore not in the range. A row that speaks about several
    lines is one draw for all of them. The price gate stays all or nothing within a draw.

    Lines are ranked at the makeable rung, not at the last one that is known of each: that would compare rungs, and
    put a line whose tests nobody has recorded above one that failed them.
    A draw in which it is unknown gives it no place.

    Examples
    --------
    >>> from p3dn.analysis.substitution.scenario import FIELDS
    >>> needs = pd.DataFrame({
    ...     "lini_produk": ["katup"], "tahun": None, "jumlah_kebutuhan": 100, "satuan": "buah",
    ...     "harga_satuan": 10, "nilai_kebutuhan": None, "porsi_impor": None})
    >>> share = dict.fromkeys(FIELDS) | {"masukan": "Porsi impor", "rendah": 0.0, "tengah": 0.5, "tinggi": 1.0}
    >>> found = simulate(needs, pd.DataFrame(), pd.DataFrame([share]), horizons=["now"]).ranges.set_index("rung")
    >>> found.loc["imported", ["low_rp", "central_rp", "high_rp"]].iloc[0].astype(float).round(-2).tolist()
    [200.0, 500.0, 800.0]
    """
    checked(draws, seed)
    empty = [gap(needs, NEEDED, columns, any_of=True) for columns in COLUMNS]
    if empty[0] is not None:
        return Simulation(*empty, draws, seed)
    found = cases(needs, sentra, scenario, horizons=asked(scenario, horizons), materials=materials)
    order, samples = order_of(found), sampled(found, draws, seed)
    told = [[tell(one).assign(draws=draws) for one in samples] for tell in (_ranges, _binding, _first)]
    told.insert(1, [drivers_of(case) for case in found])
    frames = [in_order(parts, order)[columns] for parts, columns in zip(told, COLUMNS, strict=True)]
    return Simulation(*frames, draws, seed)


def headline_ranges(answer, *, horizon=None):
    """Return the sentence on the range of what could be made, all lines together, at the last horizon by default."""
    if answer.empty:
        return unanswered(answer)
    rows = at_horizon(answer, horizon)
    row = rows[(rows["line"] == ALL) & (rows["rung"] == RANKED_BY)].iloc[0]
    found = {"low": float(row["low_rp"]), "high": float(row["high_rp"]), "horizon": row["horizon"]}
    case = "unknown" if np.isnan(found["low"]) else "fixed" if found["low"] == found["high"] else "range"
    some = "-known" if case != "unknown" and row["records"] < row["of"] else ""
    return Sentence(f"analysis.substitution.ranges-{case}{some}", found)


def headline_binding(answer, *, horizon=None):
    """Return the sentence on how many lines are held back by the same constraint in nearly all draws."""
    if answer.empty:
        return unanswered(answer)
    rows = at_horizon(answer, horizon)
    most = rows.groupby("line")["share"].max()
    found = {"steady": int((most >= STEADY).sum()), "lines": len(most), "share": STEADY}
    return Sentence("analysis.substitution.binding-steady", found | {"horizon": rows["horizon"].iloc[0]})


def _ranges(one):
    lines, rungs = [*lines_of(one.case), ALL], rungs_of(one.case)
    figures = dict(zip(QUANTILES, one.quantiles, strict=True))
    figures |= {"stated_rp": one.stated, "records": one.records, "unknown": one.unknown}
    index = pd.MultiIndex.from_product([rungs, lines], names=["rung", "line"])
    answer = pd.DataFrame({name: figure.reshape(-1) for name, figure in figures.items()}, index=index).reset_index()
    items = dict(zip(lines, np.append(np.bincount(one.case.stock.line), len(one.case.items)), strict=True))
    return answer.assign(horizon=one.case.horizon, of=answer["line"].map(items))


def _binding(one):
    index = pd.MultiIndex.from_product([lines_of(one.case), HELD], names=["line", "lever"])
    answer = pd.DataFrame({"share": one.binding.reshape(-1)}, index=index).reset_index()
    return answer[answer["share"] > 0].assign(horizon=one.case.horizon)


def _first(one):
    named = {"line": lines_of(one.case), "demand_group": one.groups, "stability": one.first}
    return pd.DataFrame(named).assign(horizon=one.case.horizon)
