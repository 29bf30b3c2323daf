"""What would change if one number were another: the ladder of a line with some of its inputs moved.

An amount that differs from item to item, such as a demand or a price, is scaled: every item keeps its place. What is
one number for the whole line, such as a life in months or an exchange rate, is set. An input that differs within the
line is scaled too, for to set it would silently make its items alike.
"""

import dataclasses

import numpy as np
import pandas as pd

from p3dn.analysis._frames import finish, gap
from p3dn.analysis.substitution import inputs
from p3dn.analysis.substitution.card import headline_line
from p3dn.analysis.substitution.case import NEEDED, cases
from p3dn.analysis.substitution.climbed import climbed
from p3dn.analysis.substitution.ladder import ladder
from p3dn.analysis.substitution.potential import SCENARIO_COLUMNS, by_line
from p3dn.analysis.substitution.rungs import RUNGS
from p3dn.errors import P3DNError

ADJUSTABLE = ("demand", "unit_price", "import_share", "life_domestic", "passed_share", "exchange_rate")
SCALED = ("demand", "unit_price")
MOST = 2.0  # a scaled input goes from nothing to twice what is stated
COLUMNS = ["input", "mode", "value", "low", "high", "unit"]


def adjustable(needs, sentra, scenario, *, line, horizon="m12"):
    """Return the inputs of a line that can be moved, with the range that makes sense.

    Parameters
    ----------
    needs, sentra, scenario : DataFrame
        As for `potential`.
    line : str
        A product line of the needs.
    horizon : {"now", "m12", "m36"}

    Returns
    -------
    DataFrame
        ``input`` (id), ``mode`` (``"set"``: `value` replaces the input; ``"scale"``: it multiplies what is stated, so
        it is 1), ``value`` as it is now, ``low``, ``high``, ``unit`` (``"kali"``, times, where scaled). A share may go
        from 0 to 1, a scaled input from 0 to twice what is stated, any other from half to twice the range that
        the scenario states. An input that is unknown is left out: there is nothing to start from.

    Raises
    ------
    P3DNError
        As `potential`; ``line-unknown`` when no item of the needs belongs to the line.
    """
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    case, here = _case(needs, sentra, scenario, line, horizon)
    rows = [_slider(case, here, name) for name in ADJUSTABLE]
    return finish(pd.DataFrame([row for row in rows if row], columns=COLUMNS), COLUMNS)


def what_if(needs, sentra, scenario, changes, *, line, horizon="m12", materials=None):
    """Return the row of `potential` of one line, as it would be with some inputs moved.

    Parameters
    ----------
    needs, sentra, scenario, materials : DataFrame
        As for `potential`.
    changes : dict
        Inputs of `adjustable` with their new value: ``{"passed_share": 0.8, "demand": 0.5}``. The mode of each is
        that of `adjustable`; nothing else changes.
    line, horizon : str
        As for `adjustable`.

    Raises
    ------
    P3DNError
        As `adjustable`; ``input-fixed`` for an input that cannot be moved, ``scenario-range`` for an impossible value.

    Examples
    --------
    >>> needs = pd.DataFrame({
    ...     "lini_produk": ["rem_blok_komposit"], "tahun": None, "jumlah_kebutuhan": 120_000, "satuan": "buah",
    ...     "harga_satuan": 203_700, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> half = what_if(needs, pd.DataFrame(), pd.DataFrame(), {"demand": 0.5}, line="rem_blok_komposit")
    >>> half["need_rp"].tolist()
    [12222000000.0]
    """
    empty = gap(needs, NEEDED, SCENARIO_COLUMNS, any_of=True)
    if empty is not None:
        return empty
    case, here = _case(needs, sentra, scenario, line, horizon, materials=materials)
    for name, value in changes.items():
        case = dataclasses.replace(case, chosen=_moved(case, here, name, value))
    items = climbed(case)
    return by_line([items[here]], SCENARIO_COLUMNS, RUNGS)


@dataclasses.dataclass(frozen=True, eq=False)
class Explorer:
    """A line at a horizon whose inputs can be moved: its sliders, and its ladder for their values."""

    needs: pd.DataFrame
    sentra: pd.DataFrame
    scenario: pd.DataFrame
    line: str
    horizon: str = "m12"
    materials: pd.DataFrame | None = None

    @property
    def sliders(self):
        """Return the frame of `adjustable`."""
        return adjustable(self.needs, self.sentra, self.scenario, line=self.line, horizon=self.horizon)

    def __call__(self, changes):
        """Return the `ladder` of the line with some inputs moved, and the sentence on it."""
        frames = (self.needs, self.sentra, self.scenario)
        moved = what_if(*frames, changes, line=self.line, horizon=self.horizon, materials=self.materials)
        return ladder(moved), headline_line(moved)


def _case(needs, sentra, scenario, line, horizon, materials=None):
    (case,) = cases(needs, sentra, scenario, horizons=[horizon], materials=materials)
    here = (case.items["line"] == line).to_numpy()
    if not here.any():
        raise P3DNError("line-unknown", line=line, lines=sorted(set(case.items["line"])))
    return dataclasses.replace(case, whole=True), here


def _mode(name, stated):
    return "scale" if name in SCALED or len(np.unique(stated)) > 1 else "set"


def _slider(case, here, name):
    one, stated = inputs.inputs()[name], case.chosen.value(name, case.central)[here]
    if np.isnan(stated).any():
        return None
    if _mode(name, stated) == "scale":
        return {"input": name, "mode": "scale", "value": 1.0, "low": 0.0, "high": MOST, "unit": "kali"}
    value = float(stated[0])
    low, high = (
        case.chosen.value(name, case.scenario.rows[side].to_numpy("float64"))[here] for side in ("low", "high")
    )
    low, high = (0.0, 1.0) if one.unit == "pangsa" else (float(low.min()) / 2, float(high.max()) * 2)
    low, high = max(low, one.low), min(high, one.high)
    return {"input": name, "mode": "set", "value": value, "low": low, "high": high, "unit": one.unit}


def _moved(case, here, name, value):
    """Return the chosen rows with one input moved for the items of the line."""
    if name not in ADJUSTABLE:
        raise P3DNError("input-fixed", name=name, names=list(ADJUSTABLE))
    one, chosen = inputs.inputs()[name], case.chosen
    stated = chosen.value(name, case.central)
    scaled = stated * value if one.unit != "pangsa" else np.minimum(stated * value, 1.0)
    new = scaled if _mode(name, stated[here]) == "scale" else np.full(len(stated), float(value))
    if not (one.low <= np.nanmin(new[here], initial=one.low) and np.nanmax(new[here], initial=one.low) <= one.high):
        raise P3DNError("scenario-range", name=name, value=float(value), low=one.low, high=one.high)
    rows = {other: at for other, at in chosen.rows.items() if other != name}
    return dataclasses.replace(chosen, rows=rows, instead=chosen.instead | {name: np.where(here, new, stated)})
