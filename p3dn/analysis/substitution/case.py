"""A case: what is fixed when the ladder is climbed at one horizon, whatever values its inputs have."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from p3dn import marks
from p3dn.analysis._frames import lacking, numbers
from p3dn.analysis.substitution import inputs
from p3dn.analysis.substitution.chosen import Chosen, choose
from p3dn.analysis.substitution.fit import firms_by_line
from p3dn.analysis.substitution.items import latest_items
from p3dn.analysis.substitution.scenario import check
from p3dn.analysis.substitution.stock import Stock, stock
from p3dn.errors import P3DNError

NEEDED = ["jumlah_kebutuhan", "nilai_kebutuhan"]
OTHER_FIELDS = ["lini_produk", "satuan", "harga_satuan", "porsi_impor", "tahun"]


@dataclass(frozen=True)
class Case:
    """Items, capacity and the rows of the scenario that count, at one horizon; `whole` with a scenario."""

    horizon: str
    months: int
    items: pd.DataFrame
    stock: Stock
    chosen: Chosen
    scenario: object
    whole: bool

    @property
    def central(self):
        """Return the central values of the rows of the scenario."""
        return self.scenario.rows["central"].to_numpy(dtype="float64")


def asked(scenario, horizons):
    """Return the horizons that are asked for: all by default, and without a scenario none but now.

    >>> asked(None, None), asked(pd.DataFrame(), ["m12"])
    (['now'], ['m12'])
    """
    return ["now"] if scenario is None else list(horizons or inputs.horizons())


def cases(needs, sentra, scenario, *, horizons=("now",), materials=None):
    """Return one `Case` per horizon.

    Raises
    ------
    P3DNError
        What `check` and `choose` raise; ``frame-column``, ``share-range``; ``scenario-horizon`` for an unknown one.
    """
    lacking(needs, OTHER_FIELDS)
    months = inputs.horizons()
    unknown = [horizon for horizon in horizons if horizon not in months]
    if unknown:
        raise P3DNError("scenario-horizon", raw=unknown[0])
    checked, items = check(scenario), latest_items(needs)
    there = stock(items, firms_by_line(sentra, items["line"].unique()), weights=scenario is not None)
    found = [choose(items, checked, horizon) for horizon in horizons]
    if materials is not None and not marks.is_published():  # a bill of materials is one firm's own
        share = imported_inputs(items, materials)
        for one in found:
            one.instead["imported_inputs"] = share
    return [
        Case(horizon, months[horizon], items, there, chosen, checked, scenario is not None)
        for horizon, chosen in zip(horizons, found, strict=True)
    ]


def imported_inputs(items, materials):
    """Return the imported inputs of each item as a share of its price, from bills of materials; NaN without one.

    share = cost of imported components per piece / unit price, at most 1. A bill is about the item of its line that has
    the product's name, or about the only item of a line with only one bill. A bill gives no share where nobody says of
    a component whether it is imported.

    Parameters
    ----------
    materials : DataFrame
        Kind ``bill_of_materials``: ``produk``, ``lini_produk``, ``biaya`` (rupiah per piece), ``impor`` (flag).

    Examples
    --------
    >>> items = pd.DataFrame({"line": "katup", "item": ["Katup A", "Katup B"], "price": [1000.0, 500.0]})
    >>> materials = pd.DataFrame(
    ...     {"produk": "katup a", "lini_produk": "katup", "biaya": [300.0, 500.0], "impor": [True, False]})
    >>> imported_inputs(items, materials).tolist()
    [0.3, nan]
    """
    lacking(materials, ["produk", "lini_produk", "biaya", "impor"])
    cost = numbers(materials, "biaya") * numbers(materials, "impor")
    bills = cost.groupby([materials["lini_produk"], _name(materials["produk"])]).sum(skipna=False)
    by_line = {line: of_line.droplevel(0) for line, of_line in bills.groupby(level=0)}
    alone = items["line"].map(items["line"].value_counts()) == 1
    per_piece = [
        _of_item(by_line.get(line), name, only)
        for line, name, only in zip(items["line"], _name(items["item"]), alone, strict=True)
    ]
    return np.minimum(1.0, np.array(per_piece, dtype="float64") / items["price"].to_numpy())


def _name(column):
    return column.astype(object).fillna("").astype(str).str.casefold().str.strip()


def _of_item(bills, name, alone):
    """Return the imported cost of the bill that is about an item, of those of its line."""
    if bills is None:
        return np.nan
    if name in bills.index:
        return bills[name]
    return bills.iloc[0] if alone and len(bills) == 1 else np.nan
