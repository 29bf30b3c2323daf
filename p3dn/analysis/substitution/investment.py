"""What an investment must sell: its cost, the volume that is left for it, and the price that it may ask.

An investment is stated as capacity, months until it works, cost per 10,000 pieces a year, and a smallest efficient
volume. What is left for it is what the buyer still imports after idle capacity has been used. Two ceilings follow:
the price at which the piece still competes with the landed import, and the pieces that have to be sold until what
stays in the country has paid back the machines.

That number of pieces is a least one. It sets everything but the imported inputs against the cost, as if nobody were
paid in the meantime; wages, energy and interest are no inputs of the scenario. An investment that fails this test
fails every stricter one.
"""

import numpy as np
import pandas as pd

from p3dn.analysis._frames import finish, gap
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution.asking import asking, unsaid
from p3dn.analysis.substitution.case import NEEDED, asked, cases
from p3dn.analysis.substitution.lines import by_need
from p3dn.analysis.substitution.makeable import in_pieces
from p3dn.analysis.substitution.price import PREFERRED, REQUIRES
from p3dn.analysis.substitution.price_gate import break_even_price
from p3dn.analysis.substitution.rungs import climb, getter
from p3dn.analysis.substitution.scenario import check
from p3dn.words import Sentence

COLUMNS = [
    *("line", "horizon", "unit", "capacity_qty", "cost_per_10000_rp", "cost_rp", "months", "ready"),
    *("efficient_volume", "wanted_qty", "idle_qty", "volume_qty", "efficient", "added_qty", "cost_per_piece_rp"),
    *("domestic_price_rp", "break_even_price_rp", "kept_per_piece_rp", "break_even_pieces", "break_even_years"),
    *("missing", "who"),
]
INPUTS = ["investment_capacity", "investment_cost", "investment_months", "efficient_volume"]
PER = 10_000


def investment(needs, sentra, scenario, *, horizons=None, materials=None):
    """Return for each line with an investment in the scenario what it costs and what it must sell.

    cost = capacity / 10,000 x cost per 10,000 pieces a year; volume = min(capacity, pieces wanted - idle capacity);
    least pieces to break even = cost / (domestic price x (1 - imported inputs)); years = pieces / volume.

    Parameters
    ----------
    needs, sentra, scenario, horizons, materials
        As of `potential`.

    Returns
    -------
    DataFrame
        One row per line, unit and horizon for which the scenario has an investment; a line with a cost and no
        capacity at any horizon has rows too. ``ready`` tells whether it works by the horizon, ``efficient`` whether
        the volume reaches the smallest efficient one, ``added_qty`` what it then adds. ``cost_per_piece_rp`` is the
        cost per piece of yearly volume. ``break_even_price_rp`` is the highest price at which the piece competes with
        the landed import. Prices of several items are means, weighted by the pieces wanted. Quantities are domestic
        pieces a year.

    Raises
    ------
    P3DNError
        What `potential` raises.

    Notes
    -----
    Excludes wages, energy, interest and the life of the machines; see above.

    Examples
    --------
    >>> needs = pd.DataFrame({"lini_produk": ["katup"], "tahun": None, "jumlah_kebutuhan": 50_000, "satuan": "buah",
    ...     "harga_satuan": 10.0, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> sentra = pd.DataFrame({"lini_produk": ["katup"], "keluarga_produk": "katup", "satuan": "buah",
    ...     "kapasitas_terpasang": 30_000.0, "produksi": 0.0})
    >>> rows = {"investment_capacity": 40_000, "investment_cost": 5e9, "investment_months": 10,
    ...     "efficient_volume": 25_000, "domestic_price": 200_000, "imported_inputs": 0.5}
    >>> fields = ["masukan", "lini_produk", "nama_barang", "horizon", "rendah", "tengah", "tinggi", "satuan", "sumber"]
    >>> scenario = pd.DataFrame([dict.fromkeys(fields) | {"masukan": one, "tengah": rows[one]} for one in rows])
    >>> found = investment(needs, sentra, scenario, horizons=["m12"]).iloc[0]
    >>> [float(found[name]) for name in ("cost_rp", "volume_qty", "break_even_pieces", "break_even_years")]
    [20000000000.0, 20000.0, 200000.0, 10.0]
    >>> bool(found["ready"]), bool(found["efficient"]), found["missing"]
    (True, False, 'cif,exchange_rate,duty,handling,life_domestic,life_imported')
    """
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    checked = check(scenario)
    found = cases(needs, sentra, checked, horizons=asked(checked, horizons), materials=materials)
    rows = pd.DataFrame([row for case in found for row in _of_case(case)], columns=["need_rp", "stated", *COLUMNS])
    elsewhere = rows.groupby(["line", "unit"])["stated"].transform("any").astype(bool)
    return finish(by_need(rows[rows["stated"].astype(bool) | ~elsewhere]), COLUMNS)


def headline_investment(answer):
    """Return the sentence on the investments that find their smallest efficient volume."""
    if answer.empty:
        return unanswered(answer) if "needs" in answer.attrs else Sentence("analysis.substitution.investment-none")
    known = answer[answer["efficient"].notna()]
    found = {"of": answer["line"].nunique(), "known": known["line"].nunique()}
    if known.empty:
        return Sentence("analysis.substitution.investment-unknown", found)
    enough = known[known["efficient"].astype(bool)]
    return Sentence("analysis.substitution.investment-volume", found | {"enough": enough["line"].nunique()})


def _of_case(case):
    """Yield the row of each pool for which the scenario states an investment or its cost."""
    found, get = climb(case, case.central), getter(case, case.central)
    said = [case.chosen.rows.get(name, np.full(len(case.items), -1)) >= 0 for name in INPUTS[:2]]
    for pool in np.unique(case.stock.pool[said[0] | said[1]]):
        here = np.flatnonzero(case.stock.pool == pool)
        line, unit = case.items.loc[here[0], ["line", "pool"]]
        stated = bool(said[0][here].any())
        row = {"line": line, "horizon": case.horizon, "unit": unit, "stated": stated}
        row["need_rp"] = np.nansum(found.value[(case.items["line"] == line).to_numpy()])
        row |= _volume(case, found, get, here[0]) | _prices(found, get, here)
        if not stated:
            row |= dict.fromkeys(("capacity_qty", "cost_rp", "volume_qty", "added_qty"), np.nan) | {"efficient": None}
        yield row | _returns(row) | _asked(get, here, stated=stated)


def _volume(case, found, get, at):
    """Return cost, time and volume of the investment of a pool, of which `at` is one item."""
    made, cost, months = found.made, get("investment_cost")[at], get("investment_months")[at]
    capacity, least = (in_pieces(case, name, get, made.weight)[at] for name in (INPUTS[0], INPUTS[3]))
    volume = np.minimum(capacity, np.maximum(made.wanted[at] - made.idle[at], 0))
    return {
        "capacity_qty": capacity,
        "cost_per_10000_rp": cost,
        "cost_rp": get("investment_capacity")[at] / PER * cost,
        "months": months,
        "ready": None if np.isnan(months) else bool(months <= case.months),
        "efficient_volume": least,
        "wanted_qty": made.wanted[at],
        "idle_qty": made.idle[at],
        "volume_qty": volume,
        "efficient": None if np.isnan(volume) or np.isnan(least) else bool(volume >= least),
        "added_qty": made.added[at],
    }


def _prices(found, get, here):
    """Return the prices of a pool's items as means, weighted by the pieces wanted; null where one is unknown."""
    pieces = (found.quantity * found.fraction["imported"] / found.life_ratio)[here]
    each = {
        "domestic_price_rp": get("domestic_price"),
        "break_even_price_rp": break_even_price(get),
        "kept_per_piece_rp": get("domestic_price") * (1 - get("imported_inputs")),
    }
    total = pieces.sum()
    return {name: (pieces @ price[here]) / total if total > 0 else np.nan for name, price in each.items()}


def _returns(row):
    """Return the cost per piece of yearly volume, and what must be sold at least to pay the cost back."""
    cost, volume, kept = row["cost_rp"], row["volume_qty"], row["kept_per_piece_rp"]
    pieces = cost / kept if kept > 0 else np.nan
    found = {"break_even_pieces": pieces} | dict.fromkeys(("cost_per_piece_rp", "break_even_years"), np.nan)
    return found | ({"cost_per_piece_rp": cost / volume, "break_even_years": pieces / volume} if volume > 0 else {})


def _asked(get, here, *, stated):
    """Return what is to be asked: about the investment, then about prices."""
    capacity = [] if stated else ["investment_capacity"]
    preferred = PREFERRED if (get("preference")[here] > 0.5).any() else []
    names = [*INPUTS[1:], "domestic_price", "imported_inputs", *REQUIRES, *preferred]
    return asking(capacity + unsaid(get, names, here))
