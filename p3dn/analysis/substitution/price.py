"""The price of a month of service: the landed import against the domestic piece.

The cheaper piece can be the dearer month. So both are compared per month in which they serve: the piece and its
fitting over its life, with the wear of the wheel and the downtime where the scenario has them. A preference lowers
the price at which a domestic bid is compared, never the price that is paid; it belongs to government tenders and is
off unless the scenario turns it on.
"""

from dataclasses import dataclass

import numpy as np

AT_MOST, MINIMUM, HPS_ABOVE = 0.25, 0.25, 1e9
REQUIRES = ["domestic_price", "cif", "exchange_rate", "duty", "handling", "life_domestic", "life_imported"]
PREFERRED = ["tkdn", "hps"]


@dataclass(frozen=True)
class Gate:
    """Landed price, the month of service of both, and whether the domestic piece is competitive (1, 0, NaN)."""

    landed: np.ndarray
    evaluated: np.ndarray
    domestic_month: np.ndarray
    imported_month: np.ndarray
    competitive: np.ndarray


def gate(get, *, cut=0.0):
    """Return the `Gate` of the inputs that `get` gives by name; `cut` is what the importer takes off his price.

    landed = (CIF x exchange rate x (1 + duty) + handling) x (1 - cut); month = (piece + fitting) / life + wear +
    downtime; competitive where domestic month <= imported month.

    Examples
    --------
    >>> given = {"cif": 10.0, "exchange_rate": 16_000.0, "duty": 0.05, "handling": 12_000.0, "domestic_price": 90_000.0,
    ...     "life_domestic": 2.0, "life_imported": 4.0, "preference": 0.0}
    >>> found = gate(lambda name: np.array(given.get(name, 0.0)))
    >>> float(found.landed), float(found.imported_month), float(found.domestic_month), float(found.competitive)
    (180000.0, 45000.0, 45000.0, 1.0)
    """
    landed = (get("cif") * get("exchange_rate") * (1 + get("duty")) + get("handling")) * (1 - cut)
    evaluated = get("domestic_price") * (1 - preference_rate(get("preference"), get("tkdn"), get("hps")))
    fitting = get("fitting_cost")
    domestic = (evaluated + fitting) / get("life_domestic") + get("wear_domestic") + get("downtime_domestic")
    imported = (landed + fitting) / get("life_imported") + get("wear_imported") + get("downtime_imported")
    unknown = np.isnan(domestic) | np.isnan(imported)
    return Gate(landed, evaluated, domestic, imported, np.where(unknown, np.nan, domestic <= imported))


def preference_rate(preference, tkdn, hps):
    """Return KP = 0.25 x TKDN where a preference applies: HPS above Rp1 billion and TKDN of at least 0.25.

    Source: Perpres 12/2021, Pasal 67, from secondary sources.

    >>> [float(preference_rate(1.0, tkdn, hps)) for tkdn, hps in ((0.4, 2e9), (0.2499, 2e9), (0.4, 1e9))]
    [0.1, 0.0, 0.0]
    >>> float(preference_rate(0.0, np.nan, np.nan)), float(preference_rate(1.0, np.nan, 2e9))
    (0.0, nan)
    """
    rate = np.where((tkdn >= MINIMUM) & (hps > HPS_ABOVE), AT_MOST * tkdn, 0.0)
    rate = np.where(np.isnan(tkdn) | np.isnan(hps), np.nan, rate)
    return np.where(preference > 0.5, rate, 0.0)
