"""Does the stated need agree with the fleet? What the older piece was used up at, in pieces of the new one.

A fleet uses service, not pieces. If so many older pieces that last a month were used a year, a piece that lasts four
months is needed a quarter as often. So history gives a second figure for the need, with a range where demand or life
has one. Where the stated need lies outside that range, life, need or both have to be checked, and until then the
honest figure is a range from one to the other.
"""

import numpy as np
import pandas as pd

from p3dn.analysis._frames import finish, gap
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution.asking import asking, unsaid
from p3dn.analysis.substitution.case import NEEDED, cases
from p3dn.analysis.substitution.climbed import source_of
from p3dn.analysis.substitution.rungs import getter
from p3dn.analysis.substitution.scenario import check
from p3dn.words import Sentence

LIFE = "life_imported"
REQUIRES = ["history_demand", "history_life", LIFE]
COLUMNS = [
    *("line", "item", "unit", "history_qty", "history_life", "life_new", "fleet_qty", "fleet_low_qty"),
    *("fleet_high_qty", "stated_qty", "fleet_rp", "fleet_low_rp", "fleet_high_rp", "stated_need_rp", "range_low_rp"),
    *("range_high_rp", "consistent", "history_source", "life_source", "stated_source", "missing", "who"),
]


def demand_range(needs, scenario, *, lines=None, horizon="now"):
    """Return the need that the fleet's history gives beside the stated one, for each item with a history.

    fleet = past demand x life of the older piece / life of the new piece; lowest with the low ends of the first two
    and the high end of the last, highest the other way round.

    Parameters
    ----------
    needs, scenario
        As of `potential`.
    lines : dict, optional
        Product lines as `p3dn.read_lines` returns them: their ``service_life_months`` is the life of the new piece
        where the scenario states none.
    horizon : str, default "now"
        The horizon whose rows count.

    Returns
    -------
    DataFrame
        One row per item for which the scenario has a past demand. Quantities are pieces a year, lives months, rupiah
        at the buyer's price. ``range_low_rp`` and ``range_high_rp`` run from the smaller to the larger of fleet and
        stated need, both central. ``consistent`` tells whether the stated need lies in the fleet's range.

    Raises
    ------
    P3DNError
        What `potential` raises about the scenario.

    References
    ----------
    The published case (``data/published/claims.csv``): 220,000 metallic blocks of one month are 55,000 composite
    blocks of four months, Rp11.2 billion; stated are 120,000, Rp24.4 billion.

    Examples
    --------
    >>> needs = pd.DataFrame({"lini_produk": ["rem"], "tahun": None, "jumlah_kebutuhan": 120_000, "satuan": "buah",
    ...     "harga_satuan": 203_700, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> rows = {"history_demand": 220_000, "history_life": 1, "life_imported": 4}
    >>> fields = ["masukan", "lini_produk", "nama_barang", "horizon", "rendah", "tengah", "tinggi", "satuan", "sumber"]
    >>> scenario = pd.DataFrame([dict.fromkeys(fields) | {"masukan": one, "tengah": rows[one]} for one in rows])
    >>> demand_range(needs, scenario)[["fleet_qty", "range_low_rp", "range_high_rp", "consistent"]].values.tolist()
    [[55000.0, 11203500000.0, 24444000000.0, False]]
    """
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    case = cases(needs, pd.DataFrame(), check(scenario), horizons=[horizon])[0]
    has = ~np.isnan(getter(case, case.central)("history_demand"))
    rows = [_of_item(case, at, lines or {}) for at in np.flatnonzero(has)]
    return finish(pd.DataFrame(rows, columns=COLUMNS), COLUMNS, needs=() if rows else REQUIRES[:2])


def headline_demand_range(answer):
    """Return the sentence on the item whose stated need lies farthest from what its history gives."""
    if answer.empty:
        return unanswered(answer)
    known = answer[answer["consistent"].notna()]
    if known.empty:
        return Sentence("analysis.substitution.demand-unknown", {"items": len(answer)})
    wrong = known[~known["consistent"].astype(bool)]
    if wrong.empty:
        return Sentence("analysis.substitution.demand-consistent", {"items": len(known)})
    apart = np.log((wrong["stated_qty"] + 1) / (wrong["fleet_qty"] + 1)).abs()
    row = wrong.loc[apart.idxmax()]
    found = {"name": row["item"] if pd.notna(row["item"]) else row["line"], "unit": row["unit"]}
    found |= {"fleet": float(row["fleet_qty"]), "stated": float(row["stated_qty"])}
    if pd.isna(row["range_low_rp"]):
        return Sentence("analysis.substitution.demand-pieces", found)
    ends = {"low": float(row["range_low_rp"]), "high": float(row["range_high_rp"])}
    return Sentence("analysis.substitution.demand-range", found | ends)


def headline_demand_method(answer):
    """Return the sentence with the numbers put in: why the fleet's history gives another need than the stated one."""
    if answer.empty:
        return unanswered(answer)
    known = answer[answer["fleet_qty"].notna()]
    if known.empty:
        return Sentence("analysis.substitution.demand-unknown", {"items": len(answer)})
    names = {"old": "history_qty", "old_life": "history_life", "new_life": "life_new", "fleet": "fleet_qty"}
    rows = [
        Sentence("analysis.substitution.demand-of", {name: float(row[column]) for name, column in names.items()}
                 | {"name": row["item"] if pd.notna(row["item"]) else row["line"], "unit": row["unit"]})
        for row in known.to_dict("records")
    ]  # fmt: skip
    return Sentence("analysis.substitution.demand-method", {"rows": rows})


def _of_item(case, at, lines):
    """Return the row of an item: what is stated, what the fleet gives, and whether they agree."""
    ends = {end: _inputs(case, end, at, lines) for end in ("low", "central", "high")}
    central, item = ends["central"], case.items.iloc[at]
    fleet = {"fleet_qty": _fleet(central, central)}
    fleet |= {"fleet_low_qty": _fleet(ends["low"], ends["high"]), "fleet_high_qty": _fleet(ends["high"], ends["low"])}
    stated, price = central["demand"], central["unit_price"]
    worth = {f"{name.removesuffix('_qty')}_rp": value * price for name, value in fleet.items()}
    pair = sorted([worth["fleet_rp"], stated * price])
    given = {name: np.array([value]) for name, value in central.items()}
    return {
        "line": item["line"], "item": item["item"], "unit": item["unit"], "history_qty": central["history_demand"],
        "history_life": central["history_life"], "life_new": central[LIFE], "stated_qty": stated,
        "stated_need_rp": stated * price, **fleet, **worth, "range_low_rp": pair[0] + 0 * pair[1],
        "range_high_rp": pair[1] + 0 * pair[0], "consistent": _agree(fleet, stated),
        "history_source": source_of(case, "history_demand", at), "stated_source": source_of(case, "demand", at),
        "life_source": source_of(case, LIFE, at) or _published(lines, item["line"]).get("source"),
        **asking(unsaid(given.get, [*REQUIRES, "demand", "unit_price"])),
    }  # fmt: skip


def _inputs(case, end, at, lines):
    """Return the inputs of an item at one end of their ranges; the life of the published line where none is stated."""
    values = case.scenario.rows[end].to_numpy(dtype="float64")
    found = {name: float(getter(case, values)(name)[at]) for name in [*REQUIRES, "demand", "unit_price"]}
    published = _published(lines, case.items["line"].iloc[at])
    return found | ({LIFE: float(published[end])} if np.isnan(found[LIFE]) and published else {})


def _published(lines, line):
    return lines.get(line, {}).get("service_life_months", {})


def _fleet(given, life):
    """Return the pieces of the new kind that serve the fleet as long, with the new piece's life of another end."""
    return given["history_demand"] * given["history_life"] / life[LIFE]


def _agree(fleet, stated):
    """Tell whether the stated need lies in the fleet's range; None where one is unknown."""
    low, high = fleet["fleet_low_qty"] * (1 - 1e-9), fleet["fleet_high_qty"] * (1 + 1e-9)
    return None if np.isnan([low, high, stated]).any() else bool(low <= stated <= high)
