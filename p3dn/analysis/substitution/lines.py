"""From items to lines: sums over what is known, the parts of the need, and what binds the line.

A sum is over the items of which the figure is known, and comes with their number. What is lost between two rungs is
summed over the items of which both are known; what cannot be followed further is unknown.
"""

import itertools

import numpy as np

from p3dn.analysis._frames import OUTSIDE
from p3dn.analysis.substitution import inputs
from p3dn.analysis.substitution.asking import asking
from p3dn.analysis.substitution.makeable import FACES
from p3dn.analysis.substitution.remarks import together
from p3dn.analysis.substitution.rungs import LEVERS
from p3dn.analysis.substitution.sourced import joined
from p3dn.analysis.substitution.summed import HELD, held

MIXED = "satuan_campuran"
_FACE_COLUMNS = [f"capacity_{face}_qty" for face in FACES]
_OF_ROWS = ("price_year", "tax_included")


def line_row(line, items, rungs):
    """Return the row of a line: its rungs down to the last of `rungs`, what is lost and unknown, and what binds.

    Parameters
    ----------
    line : str
        The product line.
    items : DataFrame
        Its items at one horizon, from `climbed`.
    rungs : list of str
        The rungs to tell about.
    """
    pools = items[~items["group"].duplicated()]
    one_unit = len(pools) == 1
    row = {"line": line, "horizon": items["horizon"].iloc[0], "items": len(items)}
    row["tahun"] = items["tahun"].dropna().max() if items["tahun"].notna().any() else None
    row["unit"] = items["unit"].iloc[0] if one_unit else MIXED
    for rung in rungs:
        money = items[f"{rung}_rp"].to_numpy()
        row[f"{rung}_rp"], row[f"{rung}_records"] = _sum(money), int((~np.isnan(money)).sum())
        row[f"{rung}_service"] = _sum(items[f"{rung}_service"].to_numpy())
        row[f"{rung}_qty"] = _sum(items[f"{rung}_qty"].to_numpy()) if one_unit else float("nan")
    row |= {name: pools[name].iloc[0] if one_unit else float("nan") for name in ("added_qty", *_FACE_COLUMNS)}
    row |= {"idle_qty": pools["idle"].iloc[0] if one_unit else float("nan"), "idle_records": int(pools["firms"].sum())}
    row["capacity_counts"] = pools["counts"].iloc[0] if one_unit else None
    row |= _parts(items, rungs) | {"demand_source": joined(items["demand_source"])}
    row |= {"binding": _binding(items, rungs)} | asking(name for names in items["lacks"] for name in names)
    return row | {name: same(items[name]) for name in _OF_ROWS} | {"note": together(items["note"])}


def by_need(answer):
    """Return rows of lines with the largest ``need_rp`` first and what is outside the lines last, then by horizon."""
    months = answer["horizon"].map(inputs.horizons())
    largest = answer.groupby("line")["need_rp"].transform("max")
    keys = answer.assign(outside=answer["line"] == OUTSIDE, largest=-largest, reached=months)
    return answer.loc[keys.sort_values(["outside", "largest", "line", "reached"], kind="stable").index]


def at_first(answer):
    """Return the rows at the first horizon that an answer has; all of them where it knows no horizons.

    A sentence on all lines together is about one horizon: the same need at three horizons is not three needs.

    >>> import pandas as pd
    >>> at_first(pd.DataFrame({"horizon": ["m36", "m12"], "need_rp": [5.0, 6.0]}))["need_rp"].tolist()
    [6.0]
    """
    if "horizon" not in answer:
        return answer
    return answer[answer["horizon"] == next(name for name in inputs.horizons() if name in set(answer["horizon"]))]


def same(column):
    """Return what all items say, or None where they differ or are silent."""
    found = column.dropna().unique()
    return found[0] if len(found) == 1 and column.notna().all() else None


def _parts(items, rungs):
    """Return what is lost on the way to each rung where it is known, and what of the rung above is unknown."""
    money = {rung: items[f"{rung}_rp"].to_numpy() for rung in rungs}
    known = np.where(np.isnan(money["imported"]), np.nan, money["need"])
    parts = {f"lost_{name}_rp": _sum(known * items[f"{name}_part"].to_numpy()) for name in ("domestic", "locked")}
    for upper, rung in itertools.pairwise(rungs):
        above, here = money[upper], money[rung]
        parts[f"unknown_{rung}_rp"] = _sum(np.where(np.isnan(here), above, above * 0))
        if rung in LEVERS:
            parts[f"lost_{LEVERS[rung]}_rp"] = _sum(above - here)
    return parts


def _sum(values):
    """Return the sum of what is known, null where nothing is."""
    known = values[~np.isnan(values)]
    return float(known.sum()) if len(known) else float("nan")


def _binding(items, rungs):
    """Return what holds the line back most: see `potential`."""
    part = {rung: items[f"{rung}_part"].to_numpy() for rung in rungs}
    return HELD[held(part, items["need_rp"].to_numpy(), np.zeros(len(items), dtype=int), rungs)[0]]
