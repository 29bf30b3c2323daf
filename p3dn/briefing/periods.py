"""Periods along an axis, and where a line must not go on.

A line joins what was measured and may be compared. It breaks where a year is missing, and where a definition changed:
figures before and after are no series, so a dashed upright marks the change and the note says what it was. The last
year of a register is often still being filled: its point is hollow and joined to nothing, stands on hatching, and its
name has a star, so that nobody reads a fall into what is only not counted yet.
"""

import numpy as np
import pandas as pd
from pandas.api import types

from p3dn import marks, words
from p3dn.briefing import columns, style
from p3dn.errors import P3DNError

STAR = "*"


def places(values):
    """Return where each point stands, and the name of each place: whole years, else the order given."""
    if types.is_numeric_dtype(values):
        years = values.dropna().astype(int)
        return values.astype("float64"), {int(year): str(int(year)) for year in range(years.min(), years.max() + 1)}
    order = {name: place for place, name in enumerate(dict.fromkeys(values))}
    return values.map(order).astype("float64"), {place: columns.write(name, "text") for name, place in order.items()}


def broken(points, x, y, groups):
    """Return the values of each line by place; places without a value are there, and empty."""
    lines = {name: points[groups == name].groupby(x)[y].last() for name in pd.unique(groups)}
    return {name: line.reindex(np.arange(line.index.min(), line.index.max() + 1)) for name, line in lines.items()}


def located(names, periods):
    """Return the places of periods, given by value or as text.

    >>> located({2020: "2020", 2021: "2021"}, [2021])
    [2021]

    Raises
    ------
    P3DNError
        ``period-unknown`` for what is no period of the chart.
    """
    found = {text: place for place, text in names.items()}
    said = [columns.write(period, "text") for period in periods]
    unknown = [text for text in said if text not in found]
    if unknown:
        raise P3DNError("period-unknown", periods=unknown, known=list(found))
    return [found[text] for text in said]


def listed(periods):
    """Return one period or several as a list.

    >>> listed(None), listed(2026), listed(["2026", "2027"])
    ([], [2026], ['2026', '2027'])
    """
    if periods is None:
        return []
    return list(periods) if isinstance(periods, list | tuple) else [periods]


def ends(changed, incomplete):
    """Return the places before which a line ends: a change of definition, and both sides of what is incomplete."""
    return sorted({*changed, *incomplete, *(place + 1 for place in incomplete)})


def cut(line, breaks):
    """Return a line with an empty point before each break, so that it is not drawn through.

    >>> cut(pd.Series([1.0, 2.0], index=[2021, 2022]), [2022]).to_dict()
    {2021.0: 1.0, 2021.5: nan, 2022.0: 2.0}
    """
    inside = [place for place in breaks if line.index.min() < place <= line.index.max()]
    return (
        pd.concat([line, pd.Series(np.nan, index=[place - 0.5 for place in inside])]).sort_index() if inside else line
    )


def starred(names, incomplete):
    """Return the names of the places, those of periods that are not over with a star."""
    return {place: f"{name}{STAR}" if place in incomplete else name for place, name in names.items()}


def mark(axes, breaks, incomplete):
    """Mark, on axes with their lines drawn, the changes of definition and the periods that are not over."""
    lines = list(axes.lines)
    for place in breaks:
        axes.axvline(place - 0.5, color=style.MUTED, linestyle=(0, (4, 3)), linewidth=1.2, zorder=1, gid="break")
    for place in incomplete:
        hatched = {"facecolor": "white", "edgecolor": style.RULE, "hatch": "////", "linewidth": 0}
        axes.axvspan(place - 0.35, place + 0.35, zorder=0, gid="incomplete", **hatched)
        for line in lines:
            _hollow(axes, line, place)


def cross(axes, places):
    """Put an x at the foot of the axes where a figure is withheld, so that the gap is not read as no data."""
    look = {"transform": axes.get_xaxis_transform(), "ha": "center", "va": "bottom", "gid": "value", "zorder": 5}
    for place in sorted(set(places)):
        axes.text(place, 0.02, marks.CROSS, **look)


def _hollow(axes, line, place):
    """Draw the point of a line at a place hollow."""
    x, y = (np.asarray(values, dtype="float64") for values in line.get_data())
    look = {name: getattr(line, f"get_{name}")() for name in ("color", "marker", "markersize")}
    axes.plot(
        x[x == place], y[x == place], linestyle="", markerfacecolor="white", markeredgewidth=1.5, clip_on=False,
        zorder=3.5, gid="hollow", **look,
    )  # fmt: skip


def tell(canvas, breaks, incomplete):
    """Say in the note what changed and when, and which periods are not over."""
    for period, what in (breaks or {}).items():
        canvas.more("note", words.say("briefing.changed", period=columns.write(period, "text"), what=str(what)))
    if listed(incomplete):
        said = [columns.write(period, "text") for period in listed(incomplete)]
        canvas.more("note", words.say("briefing.incomplete", star=STAR, periods=said))
