"""What stands idle in the register, set beside each item of the buyer's list.

Capacity that is counted in the buyer's unit serves the items counted in it. Capacity counted in tonnes serves every
item of its line whose weight is stated, and no other: unlike units convert only through a stated weight. Without a
scenario there are no weights, and a tonne is a unit like any other.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from p3dn import marks
from p3dn.analysis._frames import NO_UNIT, OUTSIDE
from p3dn.analysis.substitution.fit import WEIGHT, fitting
from p3dn.analysis.substitution.inputs import MASS

WITHHELD = "capacity_withheld"
TEXTS = ("lack", "withheld")


@dataclass(frozen=True)
class Stock:
    """Per item: idle and used capacity of its pool in pieces, and of its line in kilograms; firms behind each.

    ``lack`` names the field that is missing, "" where nothing is; ``withheld`` is the rule by which a published version
    does not show what stands idle, "" where it does; ``unit_kg`` is the weight of an item's unit where
    that unit is itself a weight; ``pool`` and ``line`` are the positions of the group that each item shares with.
    """

    idle: np.ndarray
    used: np.ndarray
    firms: np.ndarray
    lack: list
    withheld: list
    idle_kg: np.ndarray
    used_kg: np.ndarray
    firms_kg: np.ndarray
    unit_kg: np.ndarray
    pool: np.ndarray
    line: np.ndarray


def stock(items, firms, *, weights):
    """Return the `Stock` behind the items; `weights` tells whether tonnes may meet pieces through a weight.

    Parameters
    ----------
    items : DataFrame
        From `latest_items`.
    firms : DataFrame or None
        From `firms_by_line`.
    """
    heavy = None if firms is None else firms["satuan"].isin(MASS) if weights else firms["satuan"].isna() & False
    pieces, mass = (None, None) if firms is None else (firms[~heavy], firms[heavy])
    rows = [_of_item(pieces, mass, *row) for row in items[["line", "pool"]].itertuples(index=False)]
    rows = [_shown(pieces, mass, *of, row) for of, row in zip(items[["line", "pool"]].to_numpy(), rows, strict=True)]
    names = ("idle", "firms", "lack", "used", "idle_kg", "firms_kg", "used_kg", "withheld")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    arrays = {name: np.array(column, dtype=float) for name, column in columns.items() if name not in TEXTS}
    unit_kg = items["unit"].map(MASS if weights else {}, na_action="ignore").astype("float64").to_numpy()
    pool = pd.factorize(pd.MultiIndex.from_frame(items[["line", "pool"]]))[0]
    texts = {name: list(columns[name]) for name in TEXTS}
    return Stock(unit_kg=unit_kg, pool=pool, line=pd.factorize(items["line"])[0], **texts, **arrays)


def _shown(pieces, mass, line, unit, row):
    """Return what stands idle for an item as it may be shown here: unknown, with the rule, where it is withheld."""
    if pieces is None or not marks.is_published():
        return *row, ""
    of_item = (pieces[(pieces["line"] == line) & (pieces["satuan"] == unit)], mass[mass["line"] == line])
    rule = next((rule for part in of_item for rule in part["withheld"] if rule), "")
    return (np.nan, 0, WITHHELD, np.nan, np.nan, 0, np.nan, rule) if rule else (*row, "")


def _of_item(pieces, mass, line, unit):
    if line == OUTSIDE:
        return np.nan, 0, "lini_produk", np.nan, 0, 0, 0
    heavy, of_mass = _mass(mass, line)
    if pieces is not None and heavy and not (pieces["line"] == line).any():
        return 0.0, 0, "", 0.0, *of_mass
    idle, records, lack = fitting(pieces, line, None if unit == NO_UNIT else unit)
    used = np.nan if pieces is None else pieces.loc[(pieces["line"] == line) & (pieces["satuan"] == unit), "used"].sum()
    if heavy and np.isnan(idle) and lack == WEIGHT:
        return 0.0, 0, WEIGHT, used, *of_mass
    return idle, records, lack, used, *of_mass


def _mass(mass, line):
    """Return whether firms of the line count by weight, and their idle kilograms, number and used kilograms."""
    if mass is None:
        return False, (0.0, 0, 0.0)
    of_line = mass[mass["line"] == line]
    factor = of_line["satuan"].map(MASS).astype("float64")
    known = of_line["idle"].notna()
    kilograms = [(of_line[name] * factor).sum() for name in ("idle", "used")]
    if len(of_line) and not known.any():
        return True, (np.nan, 0, 0.0)
    return len(of_line) > 0, (kilograms[0], int(known.sum()), kilograms[1])
