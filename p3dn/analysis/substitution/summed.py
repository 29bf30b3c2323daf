"""The lines after the climb, for one set of values or for ten thousand: rupiah of each rung, and what binds.

A line's rupiah are the sum over its items of which the rung is known, as `potential` adds them up, so they are a lower
bound where some are unknown; they are null where none is. All lines together are added up draw by draw: the tenth
percentile of a sum is not the sum of tenth percentiles.
"""

import itertools

import numpy as np
import pandas as pd

from p3dn.analysis._frames import OUTSIDE
from p3dn.analysis.substitution.rungs import LEVERS, RUNGS, climb
from p3dn.analysis.substitution.shared import sums
from p3dn.errors import P3DNError

ALL = "semua_lini"
HELD = [*LEVERS.values(), "not_held", "unknown"]


def lines_of(case):
    """Return the lines of a case, in the order in which the buyer's list names them."""
    return list(dict.fromkeys(case.items["line"]))


def rungs_of(case):
    """Return the rungs that can be told about: down to makeable without a scenario, to retained with one."""
    return RUNGS if case.whole else RUNGS[:3]


def rupiah(case, found):
    """Return the rupiah of each rung by line, the last one for all lines together, of shape (rungs, ..., lines + 1).

    Parameters
    ----------
    case : Case
    found : Climb
        Of values of any leading shape.
    """
    lines = np.stack([sums(found.value * found.fraction[rung], case.stock.line) for rung in rungs_of(case)])
    together = sums(lines, np.zeros(lines.shape[-1], dtype=int))
    return np.concatenate([lines, together], axis=-1)


def order_of(cases):
    """Return the place of each line in the order of `potential`, with all lines together last."""
    lines = lines_of(cases[0])
    need = np.fmax.reduce([sums(climb(case, case.central).value, case.stock.line) for case in cases])
    keys = pd.DataFrame({"outside": [line == OUTSIDE for line in lines], "need": -need, "line": lines})
    return {line: place for place, line in enumerate([*keys.sort_values(list(keys))["line"], ALL])}


def in_order(parts, order):
    """Return frames one below the other, line by line in an order from `order_of`, with a plain index."""
    rows = pd.concat(parts)
    return rows.iloc[rows["line"].map(order).argsort(kind="stable")].reset_index(drop=True)


def at_horizon(answer, horizon=None):
    """Return the rows of an answer at a horizon, by default the last one that it has.

    Raises
    ------
    P3DNError
        ``scenario-horizon`` when the answer has no such horizon.
    """
    wanted = horizon or answer["horizon"].iloc[-1]
    if wanted not in set(answer["horizon"]):
        raise P3DNError("scenario-horizon", raw=wanted)
    return answer[answer["horizon"] == wanted]


def held(part, value, line, rungs):
    """Return what binds each line, as positions in `HELD`, of shape (..., lines); the rule is that of `potential`.

    Parameters
    ----------
    part : dict of ndarray
        What each rung keeps of the need, of shape (..., items).
    value : ndarray
        Rupiah of the need.
    line : ndarray
        The position of each item's line.
    rungs : list of str
        The rungs to tell about.

    Examples
    --------
    >>> part = {"need": [1.0, 1.0], "imported": [0.8, 0.5], "makeable": [0.2, 0.5]}
    >>> part = {rung: np.array(items) for rung, items in part.items()}
    >>> [HELD[at] for at in held(part, np.array([10.0, 10.0]), np.array([0, 1]), list(part))]
    ['capacity', 'not_held']
    """
    lost = np.stack([_lost(part, value, line, *pair) for pair in itertools.pairwise(rungs[1:])])
    known = sums(np.isnan(part[rungs[-1]]).astype(float), line) == 0
    without = np.where(known, HELD.index("not_held"), HELD.index("unknown"))
    return np.where(lost.max(axis=0) > 0, lost.argmax(axis=0), without)


def _lost(part, value, line, upper, rung):
    """Return what a step loses: in rupiah, else in parts of the need, which count for less than any rupiah."""
    gone = part[upper] - part[rung]
    money, share = sums(value * gone, line), sums(np.fmax(gone, 0.0), line)
    return np.where(share <= 1e-12, 0.0, np.where(money > 0, money, share * 1e-9))
