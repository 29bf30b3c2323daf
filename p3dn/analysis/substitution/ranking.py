"""Which lines come first: by what could be made of their import, with what the draws and the tests say beside it.

A rank is a comparison, and only like may be compared. So all lines are ranked by the same rung, makeable, also where
more is known of some; and a line whose demand somebody published is never set beside one whose demand was invented:
each group has ranks of its own. A rank that a few per cent of a price would turn round is no finding, therefore the
share of draws in which the line is among the first three stands beside it.
"""

import pandas as pd

from p3dn.analysis._frames import finish, lacking, ratio
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.substitution.sampled import QUANTILES, RANKED_BY
from p3dn.analysis.substitution.sourced import SOURCED, demand_group
from p3dn.analysis.substitution.summed import HELD, at_horizon
from p3dn.errors import P3DNError
from p3dn.words import Sentence

COLUMNS = [
    *("demand_group", "rank", "line", "horizon", "potential_rp", "low_rp", "central_rp", "high_rp", "stability"),
    *("readiness_share", "binding", "binding_share", "new_jobs", "sourced", "demand_source"),
]
HORIZON = "m12"


def rank(potential, simulation=None, *, horizon=HORIZON, readiness=None, effects=None):
    """Return one row per line with its rank, its range, what binds it and how stable the rank is.

    rank = 1 + number of lines of the same group with more that is makeable. Lines that are equal to the rupiah have
    the same rank, and the next one is as many places further (1, 2, 2, 4).

    Parameters
    ----------
    potential : DataFrame
        As `potential` returns it.
    simulation : Simulation, optional
        As `simulate` returns it for the same inputs; without it there are no ranges.
    horizon : str, optional
        The horizon to rank at; a `potential` without a scenario knows none but now.
    readiness : DataFrame, optional
        ``line`` and ``share``, as `readiness` returns it: the share of its tests that the line has passed. Without it,
        passed / makeable of `potential`.
    effects : DataFrame, optional
        ``line``, ``new_jobs`` and, where they differ, ``horizon``.

    Returns
    -------
    DataFrame
        Lines whose demand has a source (``demand_group`` ``sourced``) first, then the others; within a group the best
        first, lines of which it is unknown what is makeable last and without a rank, lines that are equal by name.
        ``potential_rp`` is the makeable rung at the central inputs, ``low_rp``, ``central_rp`` and ``high_rp`` its
        P10, P50 and P90. ``stability`` is the share of draws in which the line is among the first three of its group,
        ``binding_share`` the share in which ``binding`` binds it.

    Raises
    ------
    P3DNError
        ``frame-column`` when a frame lacks a column; ``scenario-horizon`` when `potential` has no such horizon;
        ``rank-lines`` when a line stands several times in a frame that is set beside.

    Notes
    -----
    A demand has a source where the scenario names one for every item of the line, and none of them calls itself
    illustrative, an assumption or made up. What only stands in a buyer's list counts as without one, for the list has
    no column for it: write the demand and its source into the scenario.

    Examples
    --------
    >>> found = pd.DataFrame({"line": ["katup", "pompa"], "horizon": "m12", "makeable_rp": [5.0, 9.0],
    ...     "passed_rp": [2.0, 9.0], "binding": "market", "demand_source": ["BPS", "ilustratif"]})
    >>> rank(found)[["demand_group", "rank", "line", "readiness_share"]].values.tolist()
    [['sourced', 1, 'katup', 0.4], ['unsourced', 1, 'pompa', 1.0]]
    """
    lacking(potential, ["line", f"{RANKED_BY}_rp", "binding"])
    if potential.empty:
        answer = pd.DataFrame(columns=COLUMNS)
        answer.attrs = dict(potential.attrs)
        return answer
    rows = _at(potential, horizon)
    money = rows[f"{RANKED_BY}_rp"].astype("float64")
    group = pd.Series([demand_group(source) for source in rows["demand_source"]], index=rows.index)
    place = money.round().groupby(group).rank(method="min", ascending=False).astype("Int64")
    rows = rows.assign(potential_rp=money, demand_group=group, sourced=group == SOURCED, rank=place)
    ready = _passed(rows) if readiness is None else readiness.rename(columns={"share": "readiness_share"})
    rows = _beside(rows, ready, ["readiness_share"])
    rows = _beside(rows, effects, ["new_jobs"])
    for frame, columns in () if simulation is None else _of_draws(simulation):
        rows = _beside(rows, frame, columns)
    return finish(rows.sort_values(["demand_group", "rank", "line"], na_position="last", kind="stable"), COLUMNS)


def headline_rank(answer):
    """Return the sentence on the first of the lines whose demand has a source."""
    if answer.empty:
        return unanswered(answer)
    rows, horizon = answer[answer["sourced"]], answer["horizon"].iloc[0]
    known = rows[rows["potential_rp"].notna()]
    if known.empty or not known["potential_rp"].max() > 0:
        case = "unsourced" if rows.empty else "unknown" if known.empty else "none"
        return Sentence(f"analysis.substitution.rank-{case}", {"lines": len(rows) or len(answer), "horizon": horizon})
    said = leading("analysis.substitution.rank", known["line"], known["potential_rp"], horizon=horizon)
    return said if len(known) == len(rows) else Sentence(said.key.replace("-single", "-most"), said.values)


def _at(potential, horizon):
    """Return the rows of a horizon; those of a potential without a scenario, which knows none but now."""
    known = "horizon" in potential
    return at_horizon(potential, horizon) if known else potential.assign(horizon="now", demand_source=None)


def _passed(rows):
    """Return the share that has passed its tests of what can be made, where the ladder goes so far."""
    if "passed_rp" not in rows:
        return None
    share = ratio(rows["passed_rp"].astype("float64"), rows["potential_rp"])
    return rows[["line", "horizon"]].assign(readiness_share=share)


def _of_draws(simulation):
    """Yield what stands beside a rank from the draws, with its columns: range, stability, how often a lever binds."""
    yield simulation.ranges, list(QUANTILES)
    yield simulation.first, ["stability"]
    often = simulation.binding.pivot_table("share", ["line", "horizon"], "lever").reindex(columns=HELD).fillna(0.0)
    yield (
        often.reset_index().melt(["line", "horizon"], var_name="binding", value_name="binding_share"),
        ["binding_share"],
    )


def _beside(rows, frame, columns):
    """Return rows with columns of another frame, at the rung that is ranked; what it does not know stays null."""
    if frame is None or frame.empty:
        return rows
    lacking(frame, ["line", *columns])
    same = frame[frame["rung"] == RANKED_BY] if "rung" in frame else frame
    keys = [name for name in ("line", "horizon", "binding") if name in same]
    if same.duplicated(keys).any():
        raise P3DNError("rank-lines", line=same.loc[same.duplicated(keys), "line"].iloc[0])
    return rows.merge(same[[*keys, *columns]], on=keys, how="left")
