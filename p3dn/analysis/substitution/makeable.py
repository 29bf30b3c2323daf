"""What can be made: the capacity that fits and stands idle, and what an investment adds by the horizon.

Capacity has three faces. Firms *state* what they have installed; a stage that they share (a furnace, a press)
*limits* what they can make together; and the best year of deliveries *demonstrates* what they did make. What is made
already is taken off each, and the smallest that is known counts. The figures are shared among the items in
proportion to what is wanted of each, so that a machine is used once.

An investment counts from the month in which it works, and only if what is left to make keeps it above its smallest
efficient volume. Pieces are domestic ones: a piece that lasts half as long has to be made twice.
"""

from dataclasses import dataclass

import numpy as np

from p3dn.analysis.substitution.fit import WEIGHT
from p3dn.analysis.substitution.shared import cover, sum_by

FACES = ("stated", "bottleneck", "demonstrated")


@dataclass(frozen=True)
class Made:
    """What can be made of what is imported: its fraction, and the capacity behind it.

    ``faces`` holds what is available by each face in pieces of the pool, ``counts`` the position of the face that
    counts (-1: none known), ``idle`` what it leaves and ``added`` what an investment adds.
    """

    fraction: np.ndarray
    faces: dict
    counts: np.ndarray
    idle: np.ndarray
    added: np.ndarray
    weight: np.ndarray


def in_pieces(case, name, get, weight):
    """Return an input of a pool in pieces: tonnes through the weight of a piece."""
    factor, value = case.chosen.is_mass(name), get(name)
    return value if np.isnan(factor).all() else np.where(np.isnan(factor), value, value * factor / weight)


def makeable(case, get, imported, ratio):
    """Return the `Made` of what is imported, in pieces of the buyer's list, shape (..., items).

    fraction = min(1, (idle capacity + added capacity) / (imported x life imported / life domestic)).
    """
    weight = np.where(np.isnan(case.stock.unit_kg), get("weight"), case.stock.unit_kg)
    wanted = imported / ratio
    pool = sum_by(wanted, case.stock.pool)
    line_kg = sum_by(wanted * weight, case.stock.line)
    covers = [_face(case, name, get, pool, line_kg) for name in FACES]
    order = np.where(np.isnan(covers), np.inf, covers)
    counts = np.where(np.isnan(covers).all(axis=0), -1, np.argmin(order, axis=0))
    least = np.where(counts < 0, np.nan, order.min(axis=0))
    added = _added(case, get, pool, least, weight)
    fraction = np.where(least >= 1, 1.0, np.minimum(1.0, least + cover(added, pool)))
    fraction = np.where(np.isnan(imported) & (fraction != 0), np.nan, fraction)
    faces = {name: _pieces(face, pool, case.stock.idle) for name, face in zip(FACES, covers, strict=True)}
    return Made(fraction, faces, counts, _pieces(least, pool, case.stock.idle), added, weight)


def _pieces(face, pool, idle):
    """Return a cover in pieces of the pool; what stands idle there where nothing is wanted."""
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(face) & (pool > 0), face * pool, np.where(face == 0, 0.0, idle))


def _face(case, name, get, pool, line_kg):
    """Return how often one face of capacity covers what is wanted, after what is made already."""
    stock, total = case.stock, get(f"capacity_{name}")
    factor = case.chosen.is_mass(f"capacity_{name}")
    by_piece = cover(np.maximum(total - np.nan_to_num(stock.used), 0), pool)
    by_weight = cover(np.maximum(total * np.nan_to_num(factor) - stock.used_kg, 0), line_kg)
    said = np.where(np.isnan(total), np.nan, np.where(np.isnan(factor), by_piece, by_weight))
    return np.where(np.isnan(said), _register(stock, pool, line_kg), said) if name == "stated" else said


def _register(stock, pool, line_kg):
    """Return how often the idle capacity of the register covers what is wanted: pieces, and tonnes by weight."""
    pieces, mass = cover(stock.idle, pool), np.where(stock.idle_kg == 0, 0.0, cover(stock.idle_kg, line_kg))
    left_out = np.isnan(mass) & (stock.firms > 0)
    return np.where(stock.firms_kg == 0, pieces, np.where(left_out, pieces, pieces + mass))


def _added(case, get, pool, least, weight):
    """Return the pieces that an investment adds by the horizon, and those of one more step."""
    planned = in_pieces(case, "investment_capacity", get, weight)
    months, smallest = get("investment_months"), in_pieces(case, "efficient_volume", get, weight)
    volume = np.minimum(planned, np.maximum(pool * (1 - np.minimum(1, least)), 0))
    ready, worth = months <= case.months, volume >= smallest
    known = ~np.isnan(months) & (~ready | (~np.isnan(smallest) & ~np.isnan(volume)))
    added = np.where(planned == 0, 0.0, np.where(known, planned * (ready & worth), np.nan))
    return added + np.nan_to_num(get("extra_capacity"))


def lacks(case, get, climbed):
    """Return for each item which data the makeable rung lacks, of one set of values."""
    stock, found = case.stock, []
    unknown = np.isnan(climbed.made.fraction)
    investing = (get("investment_capacity") > 0) & unknown
    for at, lack in enumerate(stock.lack):
        light = stock.firms_kg[at] > 0 and np.isnan(climbed.made.weight[at])
        short = unknown[at] or climbed.made.fraction[at] < 1
        names = [WEIGHT] if light and short else []
        names += [lack] if lack and short and not (lack == WEIGHT and stock.firms_kg[at] > 0 and not light) else []
        names += [one for one in ("investment_months", "efficient_volume") if investing[at] and np.isnan(get(one)[at])]
        found.append(list(dict.fromkeys(names)))
    return found
