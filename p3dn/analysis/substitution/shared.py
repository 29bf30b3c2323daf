"""Sharing out: what a pool can give to those who want from it, and how nothing stays nothing."""

import numpy as np


def of_nothing(upper, part):
    """Return upper x part, where a part of nothing is nothing even if the part is unknown.

    >>> of_nothing(np.array([0.0, 0.5, 0.5]), np.array([np.nan, np.nan, 0.5])).tolist()
    [0.0, nan, 0.25]
    """
    return np.where(upper == 0, 0.0, upper * part)


def cover(there, wanted):
    """Return how often what is there covers what is wanted; infinitely often where nothing is wanted.

    >>> cover(np.array([0.0, 70.0, 5.0, 0.0]), np.array([np.nan, 140.0, 0.0, 3.0])).tolist()
    [0.0, 0.5, inf, 0.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(wanted == 0, np.inf, np.where(there == 0, 0.0, there / wanted))


def covered(there, wanted):
    """Return which fraction of what is wanted is there, at most 1; NaN where one of the two is unknown.

    >>> covered(np.array([70.0, 200.0]), np.array([140.0, 140.0])).tolist()
    [0.5, 1.0]
    """
    return np.minimum(1.0, cover(there, wanted))


def sum_by(values, group):
    """Return for every item the sum over its group, of shape (..., items); null where no item of it is known.

    >>> sum_by(np.array([1.0, np.nan, 5.0, np.nan]), np.array([0, 0, 1, 2])).tolist()
    [1.0, 1.0, 5.0, nan]
    """
    same = (group[:, None] == group[None, :]).astype(float)
    known = ~np.isnan(values)
    return np.where(known.astype(float) @ same > 0, np.where(known, values, 0.0) @ same, np.nan)
