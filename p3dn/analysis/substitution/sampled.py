"""One case climbed for every draw: what is kept of ten thousand ladders, a chunk of draws at a time.

Of the draws only the rupiah of each line's rungs are kept, for the percentiles; what binds and who comes first are
counted as the draws go by. So memory grows with lines and draws, and not with the rows of the scenario.
"""

from dataclasses import dataclass

import numpy as np

from p3dn.analysis.substitution.climbed import sources
from p3dn.analysis.substitution.drawn import drawn, ranged
from p3dn.analysis.substitution.rungs import RUNGS, climb
from p3dn.analysis.substitution.shared import sums
from p3dn.analysis.substitution.sourced import demand_group, joined
from p3dn.analysis.substitution.summed import HELD, held, rungs_of, rupiah

QUANTILES = {"low_rp": 0.1, "central_rp": 0.5, "high_rp": 0.9}
RANKED_BY, PLACES = "makeable", 3


@dataclass(frozen=True)
class Sampled:
    """What the draws of a case say: arrays by rung and line (the last for all lines together), or by line."""

    case: object
    groups: np.ndarray
    quantiles: np.ndarray
    unknown: np.ndarray
    stated: np.ndarray
    records: np.ndarray
    binding: np.ndarray
    first: np.ndarray


class _Tally:
    """What is kept of the draws of a case while they go by."""

    def __init__(self, case, draws):
        self.case, self.rungs, self.groups = case, rungs_of(case), groups_of(case)
        lines = len(self.groups)
        self.rupiah = np.empty((len(self.rungs), lines + 1, draws))
        self.binding, self.first, self.done = np.zeros((lines, len(HELD))), np.zeros(lines), 0

    def add(self, values):
        """Climb for some draws more."""
        found, until = climb(self.case, values), self.done + len(values)
        money = rupiah(self.case, found)
        self.rupiah[..., self.done : until] = np.moveaxis(money, 1, -1)
        codes = held(found.fraction, found.value, self.case.stock.line, self.rungs)
        self.binding += (codes[..., None] == np.arange(len(HELD))).sum(axis=0)
        self.first += among_first(money[RUNGS.index(RANKED_BY), :, :-1], self.groups).sum(axis=0)
        self.done = until

    def told(self):
        """Return what all draws say; the rupiah of the draws are used up."""
        unknown = np.isnan(self.rupiah).mean(axis=-1)
        quantiles = np.quantile(self.rupiah, list(QUANTILES.values()), axis=-1, overwrite_input=True)
        first = np.where(unknown[RUNGS.index(RANKED_BY), :-1] < 1, self.first / self.done, np.nan)
        return Sampled(self.case, self.groups, quantiles, unknown, *_stated(self.case), self.binding / self.done, first)


def sampled(cases, draws, seed):
    """Return what the draws of the cases of one scenario say; each draw holds for all horizons."""
    tallies = [_Tally(case, draws) for case in cases]
    used = np.unique(np.concatenate([ranged(case) for case in cases]))
    for values in drawn(cases[0].scenario, used, draws, seed):
        for tally in tallies:
            tally.add(values)
    return [tally.told() for tally in tallies]


def _stated(case):
    """Return the rupiah at the central values by rung and line, and the number of items of which they are known."""
    found = climb(case, case.central)
    known = [~np.isnan(found.value * found.fraction[rung]) for rung in rungs_of(case)]
    records = sums(np.array(known, dtype=float), case.stock.line)
    return rupiah(case, found), np.append(records, records.sum(axis=-1, keepdims=True), axis=-1).astype(int)


def groups_of(case):
    """Return for each line whether its demand has a source: a name of `demand_group`."""
    by_line = {}
    for line, source in zip(case.items["line"], sources(case, "demand"), strict=True):
        by_line.setdefault(line, []).append(source)
    return np.array([demand_group(joined(found)) for found in by_line.values()])


def among_first(values, groups, places=PLACES):
    """Return which part of the first places each line takes in each draw; equals share the places they tie for.

    Parameters
    ----------
    values : ndarray
        Of shape (draws, lines); an unknown value has no place.
    groups : ndarray
        The group of each line; every group has places of its own.
    places : int
        How many places there are.

    Examples
    --------
    >>> among_first(np.array([[9.0, 7.0, 5.0, 5.0, np.nan]]), np.zeros(5)).tolist()
    [[1.0, 1.0, 0.5, 0.5, 0.0]]
    >>> among_first(np.array([[9.0, 7.0, 5.0, 5.0, 1.0]]), np.array([0, 0, 0, 0, 1]), places=1).tolist()
    [[1.0, 0.0, 0.0, 0.0, 1.0]]
    """
    answer = np.zeros(values.shape)
    for group in np.unique(groups):
        answer[:, groups == group] = _places(values[:, groups == group], places)
    return answer


def _places(values, places):
    known = np.where(np.isnan(values), -np.inf, values)
    last = min(places, known.shape[1])
    least = -np.partition(-known, last - 1, axis=1)[:, [last - 1]]
    above, equal = known > least, (known == least) & ~np.isinf(known)
    left = last - above.sum(axis=1, keepdims=True)
    return np.where(above, 1.0, equal * left / np.maximum(equal.sum(axis=1, keepdims=True), 1))
