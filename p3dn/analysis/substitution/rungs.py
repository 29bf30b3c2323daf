"""The arithmetic of the ladder, written once: for one set of values, for the two ends of a range, for all draws.

Every rung is a fraction of the need, so that pieces, units of service and rupiah follow from the same figure. Arrays
have the shape (..., items): one set of values has no leading dimension, ten thousand draws have one. A fraction that
cannot be known is NaN and leaves the rungs above it standing; of nothing, nothing is left, whatever is unknown
below.
"""

from dataclasses import dataclass

import numpy as np

from p3dn.analysis.substitution.makeable import in_pieces, makeable
from p3dn.analysis.substitution.price import gate
from p3dn.analysis.substitution.shared import covered, of_nothing, sum_by

RUNGS = ["need", "imported", "makeable", "passed", "competitive", "contracted", "retained"]
LEVERS = {
    "makeable": "capacity",
    "passed": "readiness",
    "competitive": "price",
    "contracted": "market",
    "retained": "inputs",
}
REQUIRES = {
    "passed": ["passed_share"],
    "contracted": ["order_quantity"],
    "retained": ["imported_inputs"],
}


@dataclass(frozen=True)
class Climb:
    """What each rung keeps of the need, as fractions by rung, and what of the need is imported and locked."""

    quantity: np.ndarray
    value: np.ndarray
    fraction: dict
    share: np.ndarray
    locked: np.ndarray
    made: object
    life_ratio: np.ndarray
    life: np.ndarray


def climb(case, values, step=None):
    """Return the `Climb` of a case with values of the scenario's rows, shape (..., rows).

    need = demand x unit price; imported = need x import share x (1 - locked by specification - locked in a group);
    makeable = min(imported, capacity); passed = makeable x passed share; competitive = passed where a month of
    service costs no more than the import; contracted = min(competitive, orders); retained = contracted x (1 - share
    of imported inputs).

    Parameters
    ----------
    case : Case
        What is fixed: items, stock, chosen rows, months of the horizon.
    values : ndarray
        Values of the rows of the scenario.
    step : dict, optional
        One more step of a lever: arrays to add to an input, by its id.
    """
    get = getter(case, values, step)
    quantity, share = get("demand"), get("import_share")
    value = quantity * get("unit_price")
    value = np.where(np.isnan(value), case.items["value"].to_numpy(), value)
    free = 1 - np.minimum(1, get("locked_specification") + get("locked_group"))
    fraction = {"need": np.ones_like(value), "imported": of_nothing(share, free)}
    ratio = get("life_domestic") / get("life_imported")
    ratio = np.where(np.isnan(ratio), 1.0, ratio)
    made = makeable(case, get, quantity * fraction["imported"], ratio)
    fraction["makeable"] = of_nothing(fraction["imported"], made.fraction)
    fraction["passed"] = of_nothing(fraction["makeable"], get("passed_share"))
    fraction["competitive"] = of_nothing(fraction["passed"], gate(get).competitive)
    pieces = quantity * fraction["competitive"] / ratio
    ordered = covered(in_pieces(case, "order_quantity", get, made.weight), sum_by(pieces, case.stock.pool))
    fraction["contracted"] = of_nothing(fraction["competitive"], ordered)
    fraction["retained"] = of_nothing(fraction["contracted"], 1 - get("imported_inputs"))
    return Climb(quantity, value, fraction, share, of_nothing(share, 1 - free), made, ratio, get("life_imported"))


def getter(case, values, step=None):
    """Return the function that gives an input of a case for every item, by its id, after one more step if any."""

    def get(name):
        found = case.chosen.value(name, values)
        return found if not step or name not in step else _stepped(name, found, step[name])

    return get


def _stepped(name, found, more):
    """Return an input after one more step: shares stay shares, and a price falls by its share."""
    if name == "domestic_price":
        return found * (1 - more)
    if name in ("passed_share", "imported_inputs"):
        return np.clip(found + more, 0, 1)
    return np.nan_to_num(found) + more
