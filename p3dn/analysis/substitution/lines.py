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
    pools = items.drop_duplicates("group")
    one_unit = len(pools) == 1
    row = {"line": line, "horizon": items["horizon"].iloc[0], "items": len(items)}
    row["tahun"] = items["tahun"].dropna().max() if items["tahun"].notna().any() else None
    row["unit"] = items["unit"].iloc[0] if one_unit else MIXED
    for rung in rungs:
        row[f"{rung}_rp"] = items[f"{rung}_rp"].sum(min_count=1)
        row[f"{rung}_service"] = items[f"{rung}_service"].sum(min_count=1)
        row[f"{rung}_qty"] = items[f"{rung}_qty"].sum(min_count=1) if one_unit else float("nan")
        row[f"{rung}_records"] = int(items[f"{rung}_rp"].notna().sum())
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


def same(column):
    """Return what all items say, or None where they differ or are silent."""
    found = column.dropna().unique()
    return found[0] if len(found) == 1 and column.notna().all() else None


def _parts(items, rungs):
    """Return what is lost on the way to each rung where it is known, and what of the rung above is unknown."""
    known = items["need_rp"].where(items["imported_rp"].notna())
    parts = {f"lost_{name}_rp": (known * items[f"{name}_part"]).sum(min_count=1) for name in ("domestic", "locked")}
    for upper, rung in itertools.pairwise(rungs):
        above, here = items[f"{upper}_rp"], items[f"{rung}_rp"]
        parts[f"unknown_{rung}_rp"] = above.where(here.isna(), above * 0).sum(min_count=1)
        if rung in LEVERS:
            parts[f"lost_{LEVERS[rung]}_rp"] = (above - here).sum(min_count=1)
    return parts


def _binding(items, rungs):
    """Return what holds the line back most: see `potential`."""
    part = {rung: items[f"{rung}_part"].to_numpy() for rung in rungs}
    return HELD[held(part, items["need_rp"].to_numpy(), np.zeros(len(items), dtype=int), rungs)[0]]
