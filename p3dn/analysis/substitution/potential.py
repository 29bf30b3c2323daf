"""Need, import and what can be made of it, one row per product line of the buyer's list.

Rupiah are computed item by item, for items of one line may have different prices and units, and are then
added up. What stands idle in a line is shared among its items in proportion to their imports, so that it is
used once. Items that cannot be computed leave their rupiah in ``unknown_*``, so that the parts always add up:
need = imported + domestic already + unknown, imported = makeable + lost to capacity + unknown.
"""

import numpy as np
import pandas as pd

from p3dn.analysis._frames import NO_UNIT, OUTSIDE, finish, gap, group_key, lacking, numbers, shares, unit_key
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution.fit import firms_by_line, fitting
from p3dn.words import Sentence

NEEDED = ["jumlah_kebutuhan", "nilai_kebutuhan"]
OTHER_FIELDS = ["lini_produk", "satuan", "harga_satuan", "porsi_impor", "tahun"]
RUNGS = ["need", "imported", "makeable"]
LOST = ["lost_domestic_rp", "unknown_imported_rp", "lost_capacity_rp", "unknown_makeable_rp"]
COLUMNS = [
    *("line", "tahun", "items", "unit", "need_qty", "need_rp", "need_records"),
    *("imported_qty", "imported_rp", "imported_records", "idle_qty", "idle_records"),
    *("makeable_qty", "makeable_rp", "makeable_records", *LOST, "binding", "missing"),
]
MIXED = "satuan_campuran"


def potential(needs, sentra, *, scenario=None):  # noqa: ARG001 - scenarios come later, under this name
    """Return need, import and makeable import of each product line, and what binds it.

    need = quantity x unit price (else the stated value); imported = need x import share;
    makeable = min(imported, capacity of the line's firms that stands idle, in the same unit).

    Parameters
    ----------
    needs : DataFrame
        A buyer's list as ``p3dn.load_procurement(path, kind="needs")`` returns it.
    sentra : DataFrame
        Register as `p3dn.load_sentra` returns it; without rows when there is none.
    scenario : None
        Kept for scenarios with investment, tests and prices; the needs are taken as stated.

    Returns
    -------
    DataFrame
        One row per ``line``, the largest need first. Quantities are null where the line's items have
        different units. ``*_records`` counts the items (firms for ``idle_records``) behind a figure.
        ``lost_domestic_rp`` is need that is not imported, ``lost_capacity_rp`` import that idle capacity
        cannot make; ``unknown_*`` is what cannot be said. ``binding`` is "imported" (all of it could be
        made), "capacity" or "unknown"; ``missing`` names the fields that are lacking, joined by commas.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist; ``share-range`` when an import share is no fraction.

    Notes
    -----
    Excludes needs of earlier years when the list has several, and items without a product line from the
    makeable rung. Assumes that a firm's idle capacity can make any item of its line, passes its tests and
    meets its price: the rungs below, which are not computed here.

    References
    ----------
    The published case: 120,000 composite brake blocks at Rp203,700 are Rp24,444,000,000.

    Examples
    --------
    >>> needs = pd.DataFrame({
    ...     "lini_produk": ["rem_blok_komposit"], "tahun": None, "jumlah_kebutuhan": 120_000, "satuan": "buah",
    ...     "harga_satuan": 203_700, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> sentra = pd.DataFrame({
    ...     "lini_produk": ["rem_blok_metalik"], "keluarga_produk": "komponen_kereta_api", "satuan": "buah",
    ...     "kapasitas_terpasang": 90_000.0, "produksi": 20_000.0})
    >>> potential(needs, sentra)[["need_rp", "imported_rp", "makeable_rp", "binding"]].values.tolist()
    [[24444000000.0, 24444000000.0, 0.0, 'capacity']]
    """
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    lacking(needs, OTHER_FIELDS)
    items = _items(needs)
    pools = _pools(items, firms_by_line(sentra, items["line"].unique()))
    items = items.merge(pools, on=["line", "pool"], how="left")
    items["fraction"] = items["fraction"].where(items["imported_qty"].notna() | (items["fraction"] == 0))
    items["makeable_qty"] = items["imported_qty"] * items["fraction"]
    items["makeable_rp"] = items["imported_rp"] * items["fraction"]
    answer = pd.DataFrame([_line(line, rows) for line, rows in items.groupby("line", sort=False)])
    answer["outside"] = answer["line"] == OUTSIDE
    answer = answer.sort_values(["outside", "need_rp"], ascending=[True, False], kind="stable")
    return finish(answer, COLUMNS)


def headline_potential(answer):
    """Return the sentence on imported need and on what idle capacity could make of it, all lines together."""
    if answer.empty:
        return unanswered(answer)
    found = {rung: float(answer[f"{rung}_rp"].sum(min_count=1)) for rung in RUNGS}
    whole = {rung: bool((answer[f"{rung}_records"] == answer["items"]).all()) for rung in RUNGS}
    return Sentence(f"analysis.substitution.potential-{_case(found, whole)}", found | {"lines": len(answer)})


def _case(found, whole):
    """Return which sentence holds: how far down the ladder is known, and for all items or only for some."""
    if pd.isna(found["need"]):
        return "no-price"
    if pd.isna(found["imported"]) or (found["imported"] == 0 and not whole["imported"]):
        return "need"
    if found["imported"] == 0:
        return "no-import"
    if pd.isna(found["makeable"]):
        return "imported" if whole["imported"] else "imported-least"
    case = "none" if found["makeable"] == 0 else "makeable"
    return case if whole["makeable"] else f"{case}-least"


def _items(needs):
    """Return the items of the latest year: line, unit, need and import in quantity and rupiah, and what lacks."""
    latest = needs["tahun"].isna() | (needs["tahun"] == needs["tahun"].dropna().max())
    recent = needs[latest].reset_index(drop=True)
    quantity, share = numbers(recent, "jumlah_kebutuhan"), shares(recent, "porsi_impor")
    value = (quantity * numbers(recent, "harga_satuan")).fillna(numbers(recent, "nilai_kebutuhan"))
    items = pd.DataFrame({"line": group_key(recent, "lini_produk"), "tahun": recent["tahun"]})
    items["unit"], items["pool"] = recent["satuan"], unit_key(recent)
    items["need_qty"], items["need_rp"] = quantity, value
    items["imported_qty"], items["imported_rp"] = quantity * share, value * share
    lacks = pd.DataFrame({"jumlah_kebutuhan": quantity, "harga_satuan": value, "porsi_impor": share}).isna()
    items["lacks"] = lacks.apply(lambda row: list(row.index[row]), axis=1)
    return items


def _pools(items, firms):
    """Return for each line and unit what stands idle, and which fraction of the line's import it can make."""
    wanted = items.groupby(["line", "pool"], sort=False)["imported_qty"].sum(min_count=1).reset_index(name="wanted")
    rows = [_pool(firms, line, unit, quantity) for line, unit, quantity in wanted.itertuples(index=False)]
    return pd.DataFrame(rows, columns=["line", "pool", "idle", "firms", "fraction", "lack"])


def _pool(firms, line, unit, wanted):
    if line == OUTSIDE:
        return line, unit, float("nan"), 0, float("nan"), "lini_produk"
    idle, records, lack = fitting(firms, line, None if unit == NO_UNIT else unit)
    fraction = float(wanted == 0) if 0 in (idle, wanted) else float(np.minimum(1.0, idle / wanted))
    return line, unit, idle, records, fraction, lack if pd.isna(idle) or fraction < 1 else ""


def _line(line, items):
    pools = items.drop_duplicates("pool")
    one_unit = len(pools) == 1
    row = {"line": line, "tahun": items["tahun"].dropna().max() if items["tahun"].notna().any() else None}
    row |= {"items": len(items), "unit": items["unit"].iloc[0] if one_unit else MIXED}
    for rung in RUNGS:
        row[f"{rung}_rp"] = items[f"{rung}_rp"].sum(min_count=1)
        row[f"{rung}_qty"] = items[f"{rung}_qty"].sum(min_count=1) if one_unit else float("nan")
        row[f"{rung}_records"] = int(items[f"{rung}_rp"].notna().sum())
    row["idle_qty"] = pools["idle"].iloc[0] if one_unit else float("nan")
    row["idle_records"] = int(pools["firms"].sum())
    row |= _lost(items, "need_rp", "imported_rp", LOST[0], LOST[1])
    row |= _lost(items, "imported_rp", "makeable_rp", LOST[2], LOST[3])
    lacks = [field for fields in items["lacks"] for field in fields] + [lack for lack in pools["lack"] if lack]
    return row | {"binding": _binding(items), "missing": ",".join(dict.fromkeys(lacks))}


def _lost(items, upper, lower, lost, unknown):
    """Return what is lost between two rungs where both are known, and what of the upper cannot be followed."""
    return {
        lost: (items[upper] - items[lower]).sum(min_count=1),
        unknown: items[upper].where(items[lower].isna(), items[upper] * 0).sum(min_count=1),
    }


def _binding(items):
    known = items["fraction"].notna() & (items["imported_qty"].notna() | items["imported_rp"].notna())
    short = known & (items["fraction"] < 1) & ~(items["imported_qty"].fillna(items["imported_rp"]) == 0)
    return "capacity" if short.any() else "imported" if known.all() else "unknown"
