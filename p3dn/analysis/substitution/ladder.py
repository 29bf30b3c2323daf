"""The same figures as steps: one row per line and rung, for ladders, waterfalls and tables.

Each rung carries what is lost and what is unknown on the way down to it, so that the rung above is always
value + lost + unknown. A rung that is unknown has no value; it does not have the value 0.
"""

import pandas as pd

from p3dn.analysis._frames import finish
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.substitution.lines import at_first
from p3dn.analysis.substitution.rungs import LEVERS, RUNGS
from p3dn.words import Sentence

COLUMNS = ["line", "rung", "value_rp", "value_qty", "unit", "lost_rp", "unknown_rp", "known", "records", "of"]
TOTAL_COLUMNS = ["rung", "value_rp", "lost_rp", "unknown_rp", "lines_known", "lines"]
HORIZON, LEVER = "horizon", "lever"


def ladder(potential):
    """Return the rungs of each line of `potential`, from need down to makeable, or to retained with a scenario.

    value_rp of a rung + its lost_rp + its unknown_rp = value_rp of the rung above.

    Returns
    -------
    DataFrame
        ``known`` tells whether the rung could be computed for at least one item; ``records`` ``of`` items are
        behind it. ``lost_rp`` of the first rung is null. With a scenario there are ``horizon`` and ``lever``, what
        wins back what is lost before the rung; before ``imported`` it holds what is domestic and what is locked.

    Examples
    --------
    >>> from p3dn.analysis.substitution.potential import COLUMNS as columns
    >>> row = {"line": "katup", "need_rp": 10.0, "imported_rp": 6.0, "lost_domestic_rp": 4.0, "items": 1}
    >>> ladder(pd.DataFrame([dict.fromkeys(columns) | row]))[["rung", "value_rp", "lost_rp", "known"]].values.tolist()
    [['need', 10.0, nan, True], ['imported', 6.0, 4.0, True], ['makeable', nan, nan, False]]
    """
    steps = [_rung(potential, rung, place) for place, rung in enumerate(_rungs(potential))]
    answer = pd.concat(steps).sort_values(["order", "place"], kind="stable") if len(potential) else pd.DataFrame()
    result = finish(answer, _columns(potential, COLUMNS, 1))
    result.attrs = {"needs": potential.attrs["needs"]} if "needs" in potential.attrs else {}
    return result


def totals(potential):
    """Return each rung summed over the lines (and by horizon, with a scenario), with the lines where it is known.

    Examples
    --------
    >>> from p3dn.analysis.substitution.potential import COLUMNS as columns
    >>> row = dict.fromkeys(columns) | {"need_rp": 10.0, "imported_rp": 6.0, "items": 1}
    >>> lines = pd.DataFrame([row | {"line": "katup"}, row | {"line": "pompa"}])
    >>> totals(lines)[["rung", "value_rp", "lines_known"]]
           rung  value_rp  lines_known
    0      need      20.0            2
    1  imported      12.0            2
    2  makeable       NaN            0
    """
    steps = ladder(potential)
    if steps.empty:
        answer = pd.DataFrame(columns=_columns(potential, TOTAL_COLUMNS, 0))
        answer.attrs = dict(steps.attrs)
        return answer
    grouped = steps.groupby([HORIZON, LEVER, "rung"] if HORIZON in steps else "rung", sort=False, dropna=False)
    answer = grouped[["value_rp", "lost_rp", "unknown_rp"]].sum(min_count=1)
    answer["lines_known"], answer["lines"] = grouped["known"].sum(), grouped.size()
    return finish(answer.reset_index(), _columns(potential, TOTAL_COLUMNS, 0))


def headline_ladder(answer):
    """Return the sentence on the line that loses most import to missing capacity, at the first horizon."""
    if answer.empty:
        return unanswered(answer)
    answer = at_first(answer)
    made = answer[answer["rung"] == "makeable"]
    if not made["known"].any():
        return Sentence("analysis.substitution.ladder-unknown", {"lines": len(made)})
    lost = made["lost_rp"].where(made["lost_rp"] > 0)
    if lost.isna().all():
        case = "none" if made["known"].all() else "partly"
        found = {"lines": int(made["known"].sum()), "unknown": int((~made["known"]).sum()), "of": len(made)}
        return Sentence(f"analysis.substitution.ladder-{case}", found)
    return leading("analysis.substitution.ladder", made["line"], lost, total=float(lost.sum()))


def headline_totals(answer):
    """Return the sentence on how much of the need is imported, all lines together."""
    if answer.empty:
        return unanswered(answer)
    rungs = answer.set_index("rung")
    need, imported, unknown = (float(each) for each in (*rungs["value_rp"].iloc[:2], rungs["unknown_rp"].iloc[1]))
    if not need > 0:
        return Sentence("analysis.substitution.potential-no-price", {"lines": int(answer["lines"].max())})
    case = "unknown" if pd.isna(imported) else "least" if unknown > 0 else "share"
    return Sentence(f"analysis.substitution.totals-{case}", {"share": imported / need, "need": need})


def _rungs(potential):
    """Return the rungs that an answer has: all of them with a scenario."""
    return [rung for rung in RUNGS if f"{rung}_rp" in potential]


def _columns(potential, columns, place):
    """Return the columns, with horizon and lever where the answer has horizons."""
    return [*columns[:place], HORIZON, LEVER, *columns[place:]] if HORIZON in potential else columns


def _rung(potential, rung, place):
    step = pd.DataFrame({"line": potential["line"], "rung": rung, "unit": potential["unit"]})
    step["order"], step["place"] = range(len(potential)), place
    step["value_rp"] = potential[f"{rung}_rp"].astype("float64")
    step["value_qty"] = potential[f"{rung}_qty"].astype("float64")
    step["lost_rp"] = _lost(potential, rung)
    step["unknown_rp"] = potential[f"unknown_{rung}_rp"].astype("float64") if place else float("nan")
    step["known"] = step["value_rp"].notna()
    step["records"], step["of"] = potential[f"{rung}_records"], potential["items"]
    if HORIZON in potential:
        step[HORIZON], step[LEVER] = potential[HORIZON], LEVERS.get(rung)
    return step


def _lost(potential, rung):
    """Return what is lost on the way to a rung; before the import, what is domestic and what is locked."""
    if rung == "need":
        return float("nan")
    if rung in LEVERS:
        return potential[f"lost_{LEVERS[rung]}_rp"].astype("float64")
    lost = potential["lost_domestic_rp"].astype("float64")
    return lost + potential["lost_locked_rp"] if "lost_locked_rp" in potential else lost
