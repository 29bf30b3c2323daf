"""What happens when the importer cuts his price: an importer who loses an order does not look on.

A gate that is open by a hair's breadth closes at the first discount, and then the orders that pay for the machines do
not come. So the gate is asked again at every cut from nothing to two fifths, with the central inputs and with all
draws: the central one tells where it closes, the draws how likely it is to have closed before.
"""

import numpy as np
import pandas as pd

from p3dn.analysis._frames import gap
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution.case import NEEDED, asked, cases
from p3dn.analysis.substitution.drawn import checked, drawn, ranged
from p3dn.analysis.substitution.price import gate
from p3dn.analysis.substitution.rungs import climb, getter
from p3dn.analysis.substitution.shared import of_nothing, sums
from p3dn.analysis.substitution.summed import ALL, at_horizon, in_order, lines_of, order_of
from p3dn.errors import P3DNError
from p3dn.words import Sentence

COLUMNS = [
    *("line", "horizon", "cut", "cut_expected", "passed_rp", "competitive_rp", "competitive_share"),
    *("competitive_share_draws", "draws"),
]
CUTS = tuple(step / 20 for step in range(9))
INPUT = "importer_cut"


def sensitivity_to_cut(needs, sentra, scenario, *, cuts=CUTS, draws=10_000, seed=2026, horizons=None, materials=None):
    """Return what stays competitive when importers take a share off the landed price.

    competitive share = competitive / passed, in rupiah, at the landed price x (1 - cut).

    Parameters
    ----------
    needs, sentra, scenario, draws, seed, horizons, materials
        As of `simulate`.
    cuts : sequence of float, optional
        Shares of the landed price; the cuts that the scenario expects (``importer_cut``) are added.

    Returns
    -------
    DataFrame
        One row per line (``semua_lini`` for all together), horizon and cut. ``passed_rp``, ``competitive_rp`` and
        ``competitive_share`` are at the central inputs, of the items whose gate is known; the share is null where
        nothing has passed. ``competitive_share_draws`` is the share over all draws together, null where the gate is
        unknown in any. ``cut_expected`` tells whether it is the cut that the scenario expects of the line; of all
        lines together, where it expects the same of each.

    Raises
    ------
    P3DNError
        What `simulate` raises; ``share-range`` when a cut is no fraction.

    Notes
    -----
    Excludes how long an importer can keep a cut up: no file tells. The cut that the scenario expects is its central
    value. The draws are those of `simulate`.
    """
    wrong = [cut for cut in cuts if not 0 <= cut <= 1]
    if wrong:
        raise P3DNError("share-range", name="cut", value=wrong[0])
    checked(draws, seed)
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    found = cases(needs, sentra, scenario, horizons=asked(scenario, horizons), materials=materials)
    grid = np.unique(np.round([*cuts, *(cut for case in found for cut in _expected(case) if not np.isnan(cut))], 9))
    added = _added_up(found, grid, draws, seed)
    rows = [_rows(case, grid, both) for case, both in zip(found, added, strict=True)]
    return in_order(rows, order_of(found)).assign(draws=draws)[COLUMNS]


def headline_cut(answer, *, line=ALL, horizon=None):
    """Return the sentence on what stays competitive at the cut that is expected, else at the deepest one."""
    if answer.empty:
        return unanswered(answer)
    of_all = at_horizon(answer, horizon)
    rows = of_all[of_all["line"] == line].reset_index(drop=True)
    if rows["competitive_share_draws"].isna().all():
        return Sentence("analysis.substitution.cut-unknown", {"horizon": of_all["horizon"].iloc[0]})
    after = rows.loc[rows["cut_expected"].idxmax() if rows["cut_expected"].any() else rows.index[-1]]
    said = {"before": float(rows["competitive_share_draws"].iloc[0]), "after": float(after["competitive_share_draws"])}
    case = "falls" if said["after"] < said["before"] else "stays"
    return Sentence(
        f"analysis.substitution.cut-{case}", said | {"cut": float(after["cut"]), "horizon": after["horizon"]}
    )


def _added_up(found, grid, draws, seed):
    """Return for each case passed and competitive rupiah by cut and line, added up over all draws."""
    added = [0.0 for _ in found]
    used = np.unique(np.concatenate([ranged(case) for case in found]))
    for values in drawn(found[0].scenario, used, draws, seed):
        added = [sofar + _rupiah(case, grid, values).sum(axis=2) for sofar, case in zip(added, found, strict=True)]
    return added


def _rupiah(case, grid, values):
    """Return passed and competitive rupiah, of shape (2, cuts, draws, lines + 1)."""
    found, get, line = climb(case, values), getter(case, values), case.stock.line
    passed = found.fraction["passed"]
    competitive = of_nothing(passed, gate(get, cut=grid[:, None, None]).competitive)
    known = np.where(np.isnan(competitive), np.nan, passed)
    both = sums(found.value * np.stack([known, competitive]), line)
    return np.concatenate([both, sums(both, np.zeros(both.shape[-1], dtype=int))], axis=-1)


def _rows(case, grid, added):
    lines = [*lines_of(case), ALL]
    passed, competitive = _rupiah(case, grid, case.central[None, :])[:, :, 0]
    index = pd.MultiIndex.from_product([lines, grid], names=["line", "cut"])
    shares = {"competitive_share": _share(passed, competitive), "competitive_share_draws": _share(*added)}
    figures = {"passed_rp": passed, "competitive_rp": competitive} | shares
    answer = pd.DataFrame({name: figure.T.reshape(-1) for name, figure in figures.items()}, index=index).reset_index()
    cuts = np.broadcast_to(np.round(_expected(case), 9), case.stock.line.shape)
    expected = set(zip(case.items["line"], cuts, strict=True)) | (
        {(ALL, cuts[0])} if (cuts == cuts[0]).all() else set()
    )
    return answer.assign(horizon=case.horizon, cut_expected=[each in expected for each in index])


def _share(passed, competitive):
    """Return competitive / passed, null where nothing has passed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(passed > 0, competitive / passed, np.nan)


def _expected(case):
    """Return for each item the cut that a row of the scenario expects; null without one."""
    return np.where(case.chosen.rows.get(INPUT, np.array([-1])) < 0, np.nan, getter(case, case.central)(INPUT))
