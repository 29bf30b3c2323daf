"""Drawing the inputs of a scenario: each row between its low and its high, its central value the most likely.

An analyst knows three points of an input and no more, so each is drawn from the triangular distribution over them. It
keeps within the range that was stated, leans where the central value leans, and asks for no fourth number; a PERT
distribution, its usual rival, is narrower by a weight that nobody has stated. A yes-or-no input is drawn as yes or no.

Each row has a stream of random numbers of its own, made from the seed and from what the row is about. So a row that is
added, removed or moved changes no other draw, a row that several lines or horizons use is one draw for all of them,
and the first thousand of ten thousand draws are those of one thousand. Between rows the draws are independent.
"""

import numpy as np

from p3dn.analysis.substitution import inputs
from p3dn.errors import P3DNError
from p3dn.formats import is_missing

CHUNK = 500
YES = "ya=1"
KEY = ["input", "line", "item", "horizon", "piece"]


def checked(draws, seed):
    """Refuse a number of draws below 1 and a seed below 0."""
    if draws < 1 or seed < 0:
        raise P3DNError("draws-range", draws=draws, seed=seed)


def drawn(scenario, used, draws, seed):
    """Yield values of the rows of a scenario, a chunk of draws at a time, of shape (draws, rows).

    Parameters
    ----------
    scenario : Scenario
        From `check`.
    used : ndarray
        Positions of the rows to draw; the others keep their central value.
    draws, seed : int
        Number of draws, and where the streams begin.
    """
    rows = scenario.rows.iloc[used]
    low, central, high = (rows[name].to_numpy()[:, None] for name in ("low", "central", "high"))
    flag = np.array([inputs.inputs()[name].unit == YES for name in rows["input"]], dtype=bool)
    streams = [_stream(seed, row) for row in rows[KEY].itertuples(index=False)]
    for start in range(0, draws, CHUNK):
        size = min(CHUNK, draws - start)
        uniform = np.array([stream.random(size) for stream in streams]).reshape(len(streams), size)
        values = np.repeat(scenario.rows["central"].to_numpy(dtype="float64")[:, None], size, axis=1)
        values[used] = triangular(uniform, low, central, high)
        values[used[flag]] = yes_no(uniform[flag], low[flag], central[flag], high[flag])
        yield values.T


def triangular(uniform, low, central, high):
    """Return the values of a triangular distribution below which a share `uniform` of it lies; low < high.

    x = low + sqrt(u (high - low) (central - low)) up to the central value, beyond it
    high - sqrt((1 - u) (high - low) (high - central)).

    References
    ----------
    D. Johnson, "The triangular distribution as a proxy for the beta distribution in risk analysis", The Statistician
    46 (1997), 387-398.

    Examples
    --------
    >>> triangular(np.array([0.0, 0.125, 0.5, 0.875]), 0.0, 1.0, 2.0).tolist()
    [0.0, 0.5, 1.0, 1.5]
    """
    reached, below = uniform * (high - low), central - low
    lower = reached < below
    step = np.sqrt(np.where(lower, reached * below, (high - low - reached) * (high - central)))
    return np.where(lower, low + step, high - step)


def yes_no(uniform, low, central, high):
    """Return yes (1) or no (0), yes with the mean of the triangular distribution: (low + central + high) / 3.

    >>> yes_no(np.array([0.3, 0.4]), 0.0, 1.0, 1.0).tolist()
    [0.0, 1.0]
    """
    return np.where(uniform >= 1 - (low + central + high) / 3, 1.0, 0.0)


def ranged(case):
    """Return the positions of the rows that have a range and that count for a rung of a case, in their order."""
    names = [name for name in case.chosen.rows if inputs.inputs()[name].rung != "beside"]
    counting = np.concatenate([case.chosen.rows[name] for name in names]) if names else np.array([], dtype=int)
    rows, used = case.scenario.rows, np.unique(counting[counting >= 0])
    return used[(rows["low"] < rows["high"]).to_numpy()[used]]


def _stream(seed, row):
    """Return the random numbers of a row, which depend on the seed and on what the row is about alone."""
    about = "\x1f".join("" if is_missing(part) else str(part).casefold().strip() for part in row)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=tuple(about.encode()))))
