"""How evenly the workers are spread over the firms.

Line the firms up from the smallest to the largest and walk along: the Lorenz curve says which share of the
workers the first tenth, half, nine tenths of the firms employ. If all firms were alike it would be the
diagonal. The Gini coefficient is the area between the two, doubled: 0 when all firms employ alike, close to 1
when one firm employs nearly everyone.

It describes the register and not the world: firms that state no workers are on no curve.
"""

import math

import pandas as pd

from p3dn import marks
from p3dn.analysis._frames import finish
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.disclosure import broken, of_records
from p3dn.analysis.workforce.people import gap_of_workers, workers
from p3dn.words import Sentence

COLUMNS = ["cum_ikm", "cum_workers", "cum_share_ikm", "cum_share_workers"]


def concentration(sentra):
    """Return the Lorenz curve of workers over firms, from (0, 0) to (1, 1), smallest firm first.

    cum_share_ikm = firms so far / firms with workers stated; cum_share_workers = their workers / all workers. In a
    published version a step takes as many firms together as it needs to give none of them away.

    Examples
    --------
    >>> points = concentration(pd.DataFrame({"tenaga_kerja": [30, 10]}))
    >>> points[["cum_share_ikm", "cum_share_workers"]].values.tolist()
    [[0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]
    """
    empty = gap_of_workers(sentra, COLUMNS)
    if empty is not None:
        return empty
    sizes = workers(sentra).dropna().sort_values().tolist()
    points = pd.DataFrame({"cum_workers": [0.0, *sizes]}).cumsum()
    points["cum_ikm"] = range(len(sizes) + 1)
    points = _steps(points, sizes) if marks.is_published() else points
    if points.empty:
        return of_records(finish(pd.DataFrame({"cum_ikm": [0]}), COLUMNS))
    points["cum_share_ikm"] = points["cum_ikm"] / len(sizes)
    everyone = points["cum_workers"].iloc[-1]
    points["cum_share_workers"] = points["cum_workers"] / (everyone or math.nan)
    return finish(points, COLUMNS)


def _steps(points, sizes):
    """Return the points of the curve at which each step, from the largest firm down, gives no firm away."""
    kept, end = [len(sizes)], len(sizes)
    for start in range(len(sizes) - 1, -1, -1):
        if not broken(sizes[start:end]) and end - start >= math.ceil(len(sizes) / 10):
            kept.append(start)
            end = start
    if end == len(sizes):
        return points.iloc[:0]
    kept[-1] = 0  # what is left over at the small end goes with the last step
    return points.iloc[sorted(set(kept))].reset_index(drop=True)


def gini(sentra):
    """Return the Gini coefficient of workers over firms, between 0 (all alike) and 1; NaN when unknown.

    G = sum((2i - n - 1) x_i) / (n sum(x_i)), firms x_1..x_n from the smallest to the largest.

    Examples
    --------
    >>> gini(pd.DataFrame({"tenaga_kerja": [5, 5, 5]})), gini(pd.DataFrame({"tenaga_kerja": [0, 0, 0, 8]}))
    (0.0, 0.75)
    """
    if gap_of_workers(sentra, COLUMNS) is not None:
        return math.nan
    sizes = workers(sentra).dropna().sort_values().reset_index(drop=True)
    if marks.is_published() and broken(sizes):
        return math.nan
    weights = 2 * (sizes.index + 1) - len(sizes) - 1
    everyone = sizes.sum()
    return float((weights * sizes).sum() / (len(sizes) * everyone)) if everyone > 0 else math.nan


def headline_concentration(answer):
    """Return the sentence on what the largest tenth of the firms (rounded up, or to a step of the curve) employ."""
    if answer.empty:
        return unanswered(answer)
    firms = int(answer["cum_ikm"].iloc[-1])
    if answer["cum_share_workers"].isna().any():
        return Sentence("analysis.workforce.no-workers", {"records": firms})
    below = answer[answer["cum_ikm"] <= firms - math.ceil(firms / 10)].iloc[-1]
    top, share = firms - int(below["cum_ikm"]), 1 - float(below["cum_share_workers"])
    even = math.isclose(share, top / firms)
    case = "single" if firms == 1 else "even" if even else "top"
    return Sentence(f"analysis.workforce.concentration-{case}", {"top": top, "records": firms, "share": share})
