"""Which idle capacity fits which need.

Every firm serves at most one line of the needs: its own product line if the buyer asks for it, else the
family of its line. A maker of metallic brake blocks counts for metallic brake blocks where these are needed,
and for railway parts at large where they are not; never for both, and never for composite blocks.

What fits must also be counted in the buyer's unit. If the firms of the line state their capacity in another
unit, what fits is unknown, and what is missing is the weight (or size) of a piece.
"""

import math

import pandas as pd

from p3dn import marks
from p3dn.analysis._frames import OUTSIDE, group_key, lacking, numbers, unit_key
from p3dn.analysis.capacity import by_line, grouping
from p3dn.analysis.disclosure import protect

FIELDS = ["lini_produk", "keluarga_produk", "satuan", "kapasitas_terpasang", "produksi"]
WEIGHT = "berat_per_satuan"


def firms_by_line(sentra, lines):
    """Return the firms that serve one of `lines`, with their idle capacity; None where no register can tell.

    idle = max(installed - output, 0). A register that records no installed capacity cannot tell.

    Examples
    --------
    >>> sentra = pd.DataFrame({"lini_produk": ["rem_blok_metalik", "bogie"], "keluarga_produk": "kereta",
    ...     "satuan": "buah", "kapasitas_terpasang": [100.0, 50.0], "produksi": [30.0, 60.0]})
    >>> firms_by_line(sentra, ["rem_blok_metalik", "kereta"])[["line", "idle"]].values.tolist()
    [['rem_blok_metalik', 70.0], ['kereta', 0.0]]
    """
    if "kapasitas_terpasang" in lacking(sentra, FIELDS):
        return None
    own, family = sentra["lini_produk"], sentra["keluarga_produk"]
    firms = pd.DataFrame({"line": own.where(own.isin(lines), family.where(family.isin(lines)))})
    firms["satuan"], firms["installed"] = sentra["satuan"], numbers(sentra, "kapasitas_terpasang")
    firms["used"] = numbers(sentra, "produksi")
    firms["idle"] = (firms["installed"] - firms["used"]).clip(lower=0)
    firms["withheld"] = _withheld(sentra, firms) if marks.is_published() else ""
    return firms[firms["line"].notna()]


def _withheld(sentra, firms):
    """Return for each firm the rule by which a published version does not show the idle capacity it is part of.

    What `by_line` withholds is withheld here too; and the lines of one group add up to what it shows.
    """
    shown = by_line(sentra)
    keys = {"group": group_key(sentra, grouping(sentra)), "satuan": unit_key(sentra)}
    micro = firms[["idle", "used"]].assign(line=firms["line"].fillna(OUTSIDE), **keys)
    cells = micro.groupby(["line", *keys], sort=False)["idle"].sum().reset_index()
    cells = protect(cells, micro, by=["line", *keys], values={("idle", "used"): ["idle"]}, total=list(keys))
    own = micro[["line", *keys]].merge(cells, how="left")["withheld"]
    there = micro[list(keys)].merge(shown[[*keys, "withheld"]], how="left")["withheld"].fillna("")
    rules = [
        marks.withheld(one).get("idle") or marks.withheld(other).get("idle", "")
        for one, other in zip(own, there, strict=True)
    ]
    return pd.Series(rules, index=firms.index)


def fitting(firms, line, unit):
    """Return what stands idle and fits a line in a unit, the firms behind it, and the field that is missing.

    Parameters
    ----------
    firms : DataFrame or None
        From `firms_by_line`.
    line, unit : str
        A product line of the needs, and the unit the buyer counts in; `unit` may be null.

    Returns
    -------
    tuple
        ``(idle, records, missing)``. ``idle`` is 0 where the register has no firm of the line, and NaN where
        it cannot be told; ``missing`` then names the field, and is ``""`` otherwise. It is also named where a
        known figure leaves out firms in another unit.
    """
    if firms is None:
        return math.nan, 0, "kapasitas_terpasang"
    of_line = firms[firms["line"] == line]
    if of_line.empty:
        return 0.0, 0, ""
    stated = of_line[of_line["installed"].notna()]
    if stated.empty:
        return math.nan, 0, "kapasitas_terpasang"
    same = stated[stated["satuan"] == unit]
    if pd.isna(unit) or same.empty:
        return math.nan, 0, "satuan" if pd.isna(unit) or stated["satuan"].isna().all() else WEIGHT
    records = int(same["idle"].notna().sum())
    if records == 0:
        return math.nan, 0, "produksi"
    return float(same["idle"].sum()), records, "" if len(same) == len(stated) else WEIGHT
