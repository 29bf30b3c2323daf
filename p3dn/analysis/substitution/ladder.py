"""The same figures as steps: one row per line and rung, for ladders, waterfalls and tables.

Each rung carries what is lost and what is unknown on the way down to it, so that the rung above is always
value + lost + unknown. A rung that is unknown has no value; it does not have the value 0.
"""

import pandas as pd

from p3dn.analysis._frames import finish
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.substitution.potential import LOST, RUNGS
from p3dn.words import Sentence

COLUMNS = ["line", "rung", "value_rp", "value_qty", "unit", "lost_rp", "unknown_rp", "known", "records", "of"]
TOTAL_COLUMNS = ["rung", "value_rp", "lost_rp", "unknown_rp", "lines_known", "lines"]
_LOST_BEFORE = {"need": (None, None), "imported": tuple(LOST[:2]), "makeable": tuple(LOST[2:])}


def ladder(potential):
    """Return the rungs of each line of `potential`, from need down to makeable.

    value_rp of a rung + its lost_rp + its unknown_rp = value_rp of the rung above.

    Returns
    -------
    DataFrame
        ``known`` tells whether the rung could be computed for at least one item; ``records`` ``of`` items are
        behind it. ``lost_rp`` of the first rung is null.

    Examples
    --------
    >>> from p3dn.analysis.substitution.potential import COLUMNS as columns
    >>> row = {"line": "katup", "need_rp": 10.0, "imported_rp": 6.0, "lost_domestic_rp": 4.0, "items": 1}
    >>> ladder(pd.DataFrame([dict.fromkeys(columns) | row]))[["rung", "value_rp", "lost_rp", "known"]].values.tolist()
    [['need', 10.0, nan, True], ['imported', 6.0, 4.0, True], ['makeable', nan, nan, False]]
    """
    steps = [_rung(potential, rung, place) for place, rung in enumerate(RUNGS)]
    answer = pd.concat(steps).sort_values(["order", "place"], kind="stable") if len(potential) else pd.DataFrame()
    result = finish(answer, COLUMNS)
    result.attrs = {"needs": potential.attrs["needs"]} if "needs" in potential.attrs else {}
    return result


def totals(potential):
    """Return each rung summed over the lines, in rupiah, with the number of lines for which it is known.

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
        answer = pd.DataFrame(columns=TOTAL_COLUMNS)
        answer.attrs = dict(steps.attrs)
        return answer
    grouped = steps.groupby("rung", sort=False)
    answer = grouped[["value_rp", "lost_rp", "unknown_rp"]].sum(min_count=1)
    answer["lines_known"], answer["lines"] = grouped["known"].sum(), grouped.size()
    return finish(answer.reset_index(), TOTAL_COLUMNS)


def headline_ladder(answer):
    """Return the sentence on the line that loses most import to missing capacity."""
    if answer.empty:
        return unanswered(answer)
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


def _rung(potential, rung, place):
    lost, unknown = _LOST_BEFORE[rung]
    step = pd.DataFrame({"line": potential["line"], "rung": rung, "unit": potential["unit"]})
    step["order"], step["place"] = range(len(potential)), place
    step["value_rp"] = potential[f"{rung}_rp"].astype("float64")
    step["value_qty"] = potential[f"{rung}_qty"].astype("float64")
    step["lost_rp"] = potential[lost].astype("float64") if lost else float("nan")
    step["unknown_rp"] = potential[unknown].astype("float64") if unknown else float("nan")
    step["known"] = step["value_rp"].notna()
    step["records"], step["of"] = potential[f"{rung}_records"], potential["items"]
    return step
