"""Classes of a map: a few steps from light to dark, with bounds that a reader can say aloud.

A map is coloured by class, because an eye tells four blues apart and not forty. The bounds split the different values
into classes of like number and are rounded to two figures; a class holds its lower bound and not its upper one, so that
every value has one class. What has no value has no class: it is hatched, and counted.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from p3dn import formats, words
from p3dn.briefing import columns, style
from p3dn.errors import P3DNError

MOST = len(style.SEQUENTIAL)


@dataclass(frozen=True)
class Classes:
    """The bounds between the classes and the colours from the lowest class to the highest."""

    bounds: tuple
    colours: tuple

    def of(self, values):
        """Return the class of each value, counted from 0; null where there is no value."""
        places = np.searchsorted(self.bounds, values.to_numpy(), side="right").astype("float64")
        return pd.Series(places, index=values.index).where(values.notna())

    def look(self, place):
        """Return how a class is painted; what has no class is hatched."""
        return {"facecolor": "white"} | style.HATCHED if pd.isna(place) else {"facecolor": self.colours[int(place)]}

    def ink(self, place):
        """Return the ink that is read on a class."""
        return style.INK if pd.isna(place) else style.ink_on(self.colours[int(place)])


def classes(values, *, bounds=None):
    """Return the classes of the values, by given bounds or by quantiles of the different values.

    >>> classes(pd.Series([0, 0, 0, 12.1, 25.2, 48, 104, None])).bounds
    (12.0, 25.0, 48.0)
    >>> classes(pd.Series([5.0, 5.0])).bounds, classes(pd.Series([0.2, 0.8]), bounds=[0.25, 0.4]).bounds
    ((), (0.25, 0.4))

    Raises
    ------
    P3DNError
        ``chart-colours`` when there would be more than five classes, ``class-bounds`` when the bounds do not rise.
    """
    if bounds is None:
        found = _quantiles(np.unique(values.dropna().to_numpy()))
    else:
        found = tuple(map(float, bounds))
        if not all(low < high for low, high in pairwise(found)):
            raise P3DNError("class-bounds", bounds=list(map(str, found)))
    if len(found) >= MOST:
        raise P3DNError("chart-colours", count=len(found) + 1, most=MOST)
    return Classes(found, style.SEQUENTIAL[: len(found) + 1])


def _quantiles(different):
    """Return rounded bounds of at most four classes; one that leaves a class empty is left out."""
    wanted = np.quantile(different, [0.25, 0.5, 0.75]) if len(different) > 1 else ()
    found = {}
    for bound in map(_rounded, wanted):
        below = np.searchsorted(different, bound)  # how many different values stand below it
        if 0 < below < len(different):
            found.setdefault(below, bound)
    return tuple(found.values())


def _rounded(value):
    """Return a value rounded to two figures.

    >>> _rounded(24_444), _rounded(0.256), _rounded(0)
    (24000.0, 0.26, 0.0)
    """
    return float(f"{value:.1e}")


def key(canvas, chosen, places, measure, crossed):
    """Put the bounds of the classes above the map, and with its count what is not known and not `crossed` out."""
    ends = [None, *chosen.bounds, None]
    labels = [_between(measure, *pair) for pair in pairwise(ends)]
    handles = [Patch(**chosen.look(place)) for place in range(len(labels))]
    unknown = int((places.isna() & ~crossed).sum())
    if unknown:
        handles.append(Patch(**chosen.look(None)))
        labels.append(words.say("briefing.map.without", count=unknown))
    canvas.key(handles, labels)


def _between(measure, low, high):
    if low is None and high is None:
        return words.say("briefing.map.all")
    if low is None:
        return words.say("briefing.map.below", value=measure.write(high))
    if high is None:
        return words.say("briefing.map.from", value=measure.write(low))
    return measure.span(low, high)


def sayable(name):
    """Return a code or a name of a frame as text: 11 and 11.0 are ``"11"``; nothing for a null.

    >>> sayable(11.0), sayable(" 11.01 "), sayable("Jawa  Barat"), sayable(None)
    ('11', '11.01', 'Jawa Barat', '')
    """
    if isinstance(name, str):
        return columns.tidy(name)
    return "" if formats.is_missing(name) else columns.write(name, "text")


def once(regions):
    """Raise ``region-twice`` when a region stands in several rows, which a map would have to add up."""
    twice = regions[regions.duplicated()].unique()
    if len(twice):
        raise P3DNError("region-twice", names=list(twice))


def spoken(names, values, measure):
    """Return the values from the greatest on, as the alternative text says them."""
    order = values.dropna().sort_values(ascending=False, kind="stable")
    return [f"{names[index]} {measure.write(value)}" for index, value in order.items()]
