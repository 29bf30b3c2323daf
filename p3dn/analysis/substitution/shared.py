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
    return sums(values, group)[..., group]


def sums(values, group):
    """Return the sum over each group, of shape (..., groups), in the order of the items; null where none is known.

    Parameters
    ----------
    values : ndarray
        Of shape (..., items).
    group : ndarray
        The position of each item's group; every position from 0 up to the last has an item.

    Examples
    --------
    >>> sums(np.array([[1.0, 3.0, np.nan], [2.0, np.nan, np.nan]]), np.array([0, 0, 1])).tolist()
    [[4.0, nan], [2.0, nan]]
    """
    if len(group) == group.max(initial=-1) + 1:
        return values[..., np.argsort(group)]
    order = np.argsort(group, kind="stable")
    first = np.flatnonzero(np.diff(group[order], prepend=-1))
    known = ~np.isnan(values[..., order])
    total = np.add.reduceat(np.where(known, values[..., order], 0.0), first, axis=-1)
    return np.where(np.logical_or.reduceat(known, first, axis=-1), total, np.nan)
