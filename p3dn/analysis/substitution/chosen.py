"""Which row of the scenario counts for which item, and what it is worth there.

The narrowest row counts: one that names the item before one that names its line, and one that names the horizon
before one that holds for all. A row whose unit names a piece speaks only about items counted in that piece. What the
choice gives is positions of rows, not values; so the same choice serves the central values, the two ends of each
range and ten thousand draws, which are nothing but other values of the rows.
"""

from dataclasses import dataclass

import numpy as np

from p3dn.analysis.substitution import inputs
from p3dn.analysis.substitution.scenario import error
from p3dn.formats import is_missing
from p3dn.words import about

EXTRA = "extra_capacity"


@dataclass(frozen=True)
class Chosen:
    """For each input the position of its row for every item (-1: none), and what is worth instead.

    `mass` tells for which items the row of an input counts in kilograms, times `factor`.
    """

    rows: dict
    instead: dict
    factor: dict

    def value(self, name, values):
        """Return an input for every item, of shape (..., items), from values of the rows of shape (..., rows)."""
        at, other = self.rows.get(name), self.instead[name]
        if at is None:
            return np.broadcast_to(other, (*values.shape[:-1], len(other)))
        found = values[..., at]
        return np.where(at < 0, other, found) if (at < 0).any() else found

    def is_mass(self, name):
        """Tell for which items the row of an input counts in kilograms or tonnes, and by which factor."""
        return self.factor.get(name, np.full(len(self.instead[name]), np.nan))


def choose(items, scenario, horizon):
    """Return the `Chosen` rows of a scenario for the items of a buyer's list at a horizon.

    Parameters
    ----------
    items : DataFrame
        From `latest_items`.
    scenario : Scenario
        From `check`.
    horizon : str
        A key of `inputs.horizons`.

    Raises
    ------
    P3DNError
        ``scenario-line`` and ``scenario-item`` for a line or an item that does not exist, ``scenario-unit`` for a
        unit in which nothing of the line is counted, ``scenario-several`` for a demand that speaks about several
        items at once.
    """
    stated = {"demand": "quantity", "unit_price": "price", "import_share": "share"}
    found, instead, factor = {}, {}, {}
    for name, one in inputs.inputs().items():
        default = np.nan if one.default is None else float(one.default)
        instead[name] = items[stated[name]].to_numpy() if name in stated else np.full(len(items), default)
    instead[EXTRA] = np.zeros(len(items))
    told = _told(items)
    for name, rows in scenario.by_input.items():
        here = [row for row in rows if is_missing(row["horizon"]) or row["horizon"] == horizon]
        found[name], factor[name] = _of_input(told, name, here)
    return Chosen(found, instead, factor)


def _told(items):
    """Return what the rows speak about, as arrays: the line, the name and the unit of each item."""
    names = items["item"].fillna("").str.casefold().str.strip()
    told = {"line": items["line"], "item": items["item"], "name": names, "unit": items["unit"]}
    return {name: column.to_numpy(dtype=object) for name, column in told.items()}


def _of_input(told, name, rows):
    at, best = np.full(len(told["line"]), -1), np.zeros(len(told["line"]))
    factor = np.full(len(at), np.nan)
    for row in rows:
        here, rank = _speaks_about(told, name, row), 1 + _rank(row)
        here &= rank > best
        at[here], best[here] = row["at"], rank
        factor[here] = inputs.MASS.get(row["piece"], np.nan) if _pooled(name) else np.nan
    return at, factor


def _pooled(name):
    return inputs.inputs()[name].scope == "pool"


def _rank(row):
    return sum(weight for field, weight in (("item", 8), ("line", 4), ("piece", 2), ("horizon", 1))
               if not is_missing(row[field]))  # fmt: skip


def _speaks_about(told, name, row):
    """Return which items a row speaks about; a row for what the buyer's list does not hold speaks about none."""
    here = np.full(len(told["line"]), fill_value=True)
    if not is_missing(row["line"]):
        here &= told["line"] == row["line"]
        if not here.any() and not about(row["line"]):
            raise error("scenario-line", row["place"], raw=row["line"], lines=sorted(set(told["line"])))
    if not here.any():
        return here
    here &= _named(told, row, here) & _counted(told, name, row, here)
    if here.sum() > 1 and inputs.inputs()[name].scope == "item":
        raise error("scenario-several", row["place"], name=name, items=list(told["item"][here]))
    return here


def _named(told, row, here):
    if is_missing(row["item"]):
        return here
    same = here & (told["name"] == row["item"].casefold().strip())
    if not same.any():
        raise error("scenario-item", row["place"], raw=row["item"], items=[str(one) for one in told["item"][here]])
    return same


def _counted(told, name, row, here):
    """Return the items counted in the piece that the row's unit names; of what is shared, kilograms speak of all."""
    if is_missing(row["piece"]) or (row["piece"] in inputs.MASS and _pooled(name)):
        return here
    same = here & (told["unit"] == row["piece"])
    if not same.any():
        units = ", ".join(sorted({str(unit) for unit in told["unit"][here] if not is_missing(unit)}))
        raise error("scenario-unit", row["place"], name=name, raw=row["piece"], unit=units)
    return same
