"""The scenario sheet, checked: one row per input with low, central and high, and what it speaks about.

A row may speak about everything, one product line or one item, at every horizon or at one. Of several rows for the
same input the narrowest counts. What cannot be true is refused with its row: an unknown input, 40 for 0.40, a low
above the central, a life below zero, a unit that is none of the input's. What is missing is no error: the rung that
needs it is unknown and says who has it.
"""

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from p3dn.analysis._frames import lacking
from p3dn.analysis.substitution import inputs
from p3dn.errors import P3DNError
from p3dn.formats import is_missing

FIELDS = ["masukan", "lini_produk", "nama_barang", "horizon", "rendah", "tengah", "tinggi", "satuan", "sumber"]
ROW = ["input", "line", "item", "horizon", "low", "central", "high", "piece", "source", "owner", "fund", "place"]


@dataclass(frozen=True)
class Scenario:
    """The rows of a scenario as the ladder uses them: see `ROW`; null is "every" or "not stated"."""

    rows: pd.DataFrame

    @functools.cached_property
    def by_input(self):
        """The rows that have a value, as dictionaries with their position ``at``, by input."""
        found = {}
        for at, row in enumerate(self.rows.to_dict("records")):
            if not is_missing(row["central"]):
                found.setdefault(row["input"], []).append(row | {"at": at})
        return found

    def of(self, name):
        """Return the rows of one input."""
        return self.rows[self.rows["input"] == name]

    def ranged(self):
        """Return the ids of the inputs that have a range, in the order of the sheet."""
        wide = self.rows[self.rows["low"] < self.rows["high"]]
        return list(dict.fromkeys(wide["input"]))


def check(scenario):
    """Return a `Scenario` of the frame that `p3dn.load_scenario` returns; of None, one without rows.

    Raises
    ------
    P3DNError
        ``scenario-input``, ``scenario-horizon``, ``scenario-unit``, ``scenario-share``,
        ``scenario-range``, ``scenario-order``, ``scenario-central`` or ``scenario-twice``, each with the row.

    Examples
    --------
    >>> frame = pd.DataFrame([dict.fromkeys(FIELDS) | {"masukan": "Tarif bea masuk", "tengah": 0.05}])
    >>> check(frame).rows[["input", "low", "central", "high"]].values.tolist()
    [['duty', 0.05, 0.05, 0.05]]
    """
    if isinstance(scenario, Scenario):
        return scenario
    if scenario is None or scenario.empty:
        return Scenario(pd.DataFrame(columns=ROW))
    lacking(scenario, FIELDS)
    rows = pd.DataFrame([_row(place, row) for place, row in _stated(scenario)], columns=ROW)
    _refuse_twice(rows)
    return Scenario(rows.astype(dict.fromkeys(("low", "central", "high"), "float64")))


def _stated(scenario):
    """Yield place and values of the rows that say anything."""
    places = scenario.index if scenario.index.nlevels == 3 else [(None, None, at + 1) for at in range(len(scenario))]
    for place, row in zip(places, scenario.to_dict("records"), strict=True):
        known = {name: None if is_missing(value) else value for name, value in row.items()}
        if known["masukan"] is not None:
            yield place, known


def _row(place, row):
    name = inputs.find(row["masukan"])
    if name is None:
        near = inputs.nearest(row["masukan"])
        raise error("scenario-input", place, raw=row["masukan"], nearest=near or "rules/scenario.toml")
    one = inputs.inputs()[name]
    low, central, high = _values(place, row, one)
    piece = "" if row["satuan"] is None else inputs.piece_of(row["satuan"], one)
    if piece is None:
        raise error("scenario-unit", place, name=name, raw=row["satuan"], unit=one.unit)
    return {
        "input": name, "line": row["lini_produk"], "item": row["nama_barang"],
        "horizon": _horizon(place, row["horizon"]), "low": low, "central": central, "high": high,
        "piece": piece or None, "source": row["sumber"], "owner": row.get("pemilik"), "fund": row.get("sumber_dana"),
        "place": place,
    }  # fmt: skip


def _values(place, row, one):
    """Return low, central and high; a side that is not stated is the central value."""
    stated = [row["rendah"], row["tengah"], row["tinggi"]]
    if stated[1] is None:
        if stated != [None, None, None]:
            raise error("scenario-central", place, name=one.name)
        return np.nan, np.nan, np.nan
    low, central, high = (float(stated[1] if value is None else value) for value in stated)
    for value in (low, central, high):
        if one.unit == "pangsa" and one.high < value <= 100:
            raise error("scenario-share", place, name=one.name, value=value, fraction=value / 100)
        if not one.low <= value <= one.high:
            raise error("scenario-range", place, name=one.name, value=value, low=one.low, high=one.high)
    if not low <= central <= high:
        raise error("scenario-order", place, name=one.name, low=low, central=central, high=high)
    return low, central, high


def _horizon(place, text):
    found = None if text is None else inputs.find_horizon(text)
    if text is not None and found is None:
        raise error("scenario-horizon", place, raw=text)
    return found


def _refuse_twice(rows):
    same = rows.duplicated(["input", "line", "item", "horizon", "piece"])
    if same.any():
        row = rows[same].iloc[0]
        raise error("scenario-twice", row["place"], name=row["input"])


def error(code, place, **values):
    """Return the error of a row, whose address is that of the whole row in Excel."""
    file, sheet, row = place
    return P3DNError(code, file=file, sheet=sheet, cell=f"{row}:{row}", **values)
