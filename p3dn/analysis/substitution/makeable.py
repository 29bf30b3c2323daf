"""What can be made: the capacity that fits and stands idle, and what an investment adds by the horizon.

Capacity has three faces. Firms *state* what they have installed; a stage that they share (a furnace, a press)
*limits* what they can make together; and the best year of deliveries *demonstrates* what they did make. What is made
already is taken off each, and the smallest that is known counts. Tonnes become pieces through the weight of a piece
and are shared among the items in proportion to what is wanted of each, so that a machine is used once.

An investment counts from the month in which it works, and only if what is left to make keeps it above its smallest
efficient volume. Pieces are domestic ones: a piece that lasts half as long has to be made twice.
"""

from dataclasses import dataclass

import numpy as np

from p3dn.analysis.substitution.chosen import EXTRA
from p3dn.analysis.substitution.fit import WEIGHT
from p3dn.analysis.substitution.shared import covered, sum_by

FACES = ("stated", "bottleneck", "demonstrated")


@dataclass(frozen=True)
class Made:
    """What can be made of what is imported: its fraction, and the capacity behind it, in domestic pieces of the pool.

    ``faces`` holds what each face leaves idle, ``counts`` the position of the face that counts (-1: none is known),
    ``idle`` what that one leaves, ``added`` what an investment adds, ``wanted`` what the pool wants.
    """

    fraction: np.ndarray
    faces: dict
    counts: np.ndarray
    idle: np.ndarray
    added: np.ndarray
    wanted: np.ndarray
    weight: np.ndarray


def makeable(case, get, imported, ratio):
    """Return the `Made` of what is imported, in pieces of the buyer's list, shape (..., items).

    fraction = min(1, (idle capacity + added capacity) / (imported x life imported / life domestic)).
    """
    stock = case.stock
    weight = np.where(np.isnan(stock.unit_kg), get("weight"), stock.unit_kg)
    wanted = sum_by(imported / ratio, stock.pool)
    per_kg = _pieces_per_kg(stock, imported / ratio, wanted, weight)
    known = {name: _face(case, f"capacity_{name}", get, per_kg) for name in FACES}
    known["stated"] = np.where(np.isnan(known["stated"]), _register(stock, per_kg), known["stated"])
    faces = np.stack([np.broadcast_to(face, wanted.shape) for face in known.values()])
    least = np.where(np.isnan(faces), np.inf, faces)
    counts = np.where(np.isnan(faces).all(axis=0), -1, np.argmin(least, axis=0))
    idle = np.where(counts < 0, np.nan, least.min(axis=0))
    added = _added(case, get, wanted, idle, weight)
    enough = np.where(idle >= wanted, 1.0, covered(idle + added, wanted))
    fraction = np.where(np.isnan(imported) & (enough != 0), np.nan, enough)
    return Made(fraction, known, counts, idle, added, wanted, weight)


def in_pieces(case, name, get, weight):
    """Return a shared input in pieces: tonnes through the weight of a piece."""
    factor, value = case.chosen.is_mass(name), get(name)
    return value if np.isnan(factor).all() else np.where(np.isnan(factor), value, value * factor / weight)


def _pieces_per_kg(stock, pieces, wanted, weight):
    """Return how many pieces of its pool a kilogram of the line's capacity becomes.

    The kilogram is shared among the pools by the weight that each wants; a line that wants none gives it to each.
    """
    pool_kg, line_kg = sum_by(pieces * weight, stock.pool), sum_by(pieces * weight, stock.line)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(line_kg > 0, wanted / line_kg, np.where(pool_kg == 0, 1 / weight, np.nan))


def _face(case, name, get, per_kg):
    """Return what a stated total leaves idle, in pieces, after what is made already."""
    total, factor, stock = get(name), case.chosen.is_mass(name), case.stock
    by_piece = np.maximum(total - np.nan_to_num(stock.used), 0)
    by_weight = np.maximum(total * np.nan_to_num(factor) - stock.used_kg, 0) * per_kg
    shown = np.array([not rule for rule in stock.withheld])
    return np.where(shown, np.where(np.isnan(factor), by_piece, by_weight), np.nan)


def _register(stock, per_kg):
    """Return what stands idle in the register, in pieces; without a weight, only what is counted in pieces."""
    mass = np.where(stock.idle_kg == 0, 0.0, stock.idle_kg * per_kg)
    return stock.idle + np.where(np.isnan(mass) & (stock.firms > 0), 0.0, mass)


def _added(case, get, wanted, idle, weight):
    """Return the pieces that an investment adds by the horizon, and those of one more step."""
    planned = in_pieces(case, "investment_capacity", get, weight)
    months, smallest = get("investment_months"), in_pieces(case, "efficient_volume", get, weight)
    volume = np.minimum(planned, np.maximum(wanted - idle, 0))
    ready, worth = months <= case.months, volume >= smallest
    known = ~np.isnan(months) & (~ready | (~np.isnan(smallest) & ~np.isnan(volume)))
    added = np.where(planned == 0, 0.0, np.where(known, planned * (ready & worth), np.nan))
    return added + get(EXTRA)


def lacks(case, get, climbed):
    """Return for each item which data the makeable rung lacks, of one set of values."""
    made, imported = climbed.made, climbed.quantity * climbed.fraction["imported"]
    unknown = np.isnan(made.fraction) & (np.isnan(case.stock.idle) | ~np.isnan(imported))
    short = unknown | (made.fraction < 1)
    investing = unknown & (get("investment_capacity") > 0)
    unsaid = {name: investing & np.isnan(get(name)) for name in ("investment_months", "efficient_volume")}
    return [
        _of_stock(case.stock, at, made.weight[at]) * bool(short[at]) + [name for name in unsaid if unsaid[name][at]]
        for at in range(len(case.items))
    ]


def _of_stock(stock, at, weight):
    """Return the field that the register lacks for an item: a weight where firms count by weight, or another."""
    by_weight = stock.firms_kg[at] > 0
    if by_weight and np.isnan(weight):
        return [WEIGHT]
    return [stock.lack[at]] if stock.lack[at] and not (by_weight and stock.lack[at] == WEIGHT) else []
