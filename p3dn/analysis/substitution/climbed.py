"""The items after the climb: every rung in pieces, service and rupiah, and what each item lacks."""

import itertools

import numpy as np

from p3dn.analysis.substitution import price
from p3dn.analysis.substitution.makeable import FACES, lacks
from p3dn.analysis.substitution.remarks import remarks
from p3dn.analysis.substitution.rungs import REQUIRES, RUNGS, climb, getter


def climbed(case):
    """Return the items of a case with every rung at the central values, and what each item lacks."""
    found, get = climb(case, case.central), getter(case, case.central)
    items = case.items.assign(horizon=case.horizon, group=case.stock.pool, firms=case.stock.firms + case.stock.firms_kg)
    for rung, fraction in found.fraction.items():
        items[f"{rung}_part"] = fraction
        items[f"{rung}_qty"] = found.quantity * fraction
        items[f"{rung}_service"] = found.quantity * fraction * found.life
        items[f"{rung}_rp"] = found.value * fraction
    items["domestic_part"], items["locked_part"] = 1 - found.share, found.locked
    for name, face in found.made.faces.items():
        items[f"capacity_{name}_qty"] = face
    items["idle"], items["added_qty"] = found.made.idle, found.made.added
    items["counts"] = [FACES[at] if at >= 0 else None for at in found.made.counts]
    items["lacks"] = missing_of(case, get, found)
    for name in ("price_year", "tax_included"):
        items[name] = get(name)
    items["note"] = remarks(get)
    return items.assign(demand_source=sources(case, "demand"))


def missing_of(case, get, found):
    """Return for each item what its need, its import and its first unknown rung lack, in the order of the ladder."""
    stated = {"jumlah_kebutuhan": found.quantity, "harga_satuan": found.value, "porsi_impor": found.share}
    capacity, below = lacks(case, get, found), _lacks_below(case, get, found)
    return [
        [field for field, value in stated.items() if np.isnan(value[at])] + (capacity[at] or below[at])
        for at in range(len(case.items))
    ]


def _lacks_below(case, get, found):
    """Return for each item the inputs that its first unknown rung below makeable lacks."""
    answer = [[] for _ in found.value]
    for upper, rung in itertools.pairwise(RUNGS[2:]) if case.whole else ():
        here = ~np.isnan(found.fraction[upper]) & np.isnan(found.fraction[rung])
        for at in np.flatnonzero(here):
            names = required(rung, bool(get("preference")[at] > 0.5))
            answer[at] = [name for name in names if np.isnan(get(name)[at])]
    return answer


def required(rung, preferred=False):  # noqa: FBT002 - a rung and a fact about it
    """Return the inputs that a rung below makeable needs."""
    return REQUIRES[rung] if rung != "competitive" else price.REQUIRES + price.PREFERRED * preferred


def source_of(case, name, at):
    """Return the source of the row that counts for an input of an item; None without a row."""
    rows = case.chosen.rows.get(name)
    return None if rows is None or rows[at] < 0 else case.scenario.rows["source"].iloc[rows[at]]


def sources(case, name):
    """Return the source of the row that counts for an input, for each item."""
    return [source_of(case, name, at) for at in range(len(case.items))]
