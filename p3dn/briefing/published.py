"""Published figures side by side, each with its range and its status.

A figure that was published as "up to" or "more than" is one bound and not a point; two sources rarely name the same
number. Standing on one axis they show at a glance what agrees, what contradicts and what nobody has checked.
"""

import pandas as pd
from matplotlib.lines import Line2D

from p3dn import words
from p3dn.briefing import columns, style
from p3dn.briefing.drawing import chart, few
from p3dn.briefing.measures import measures
from p3dn.briefing.rows import beside_of, reach, right, rows, scale

STATUSES = ("confirmed", "contradicted", "unchecked")


@chart
def ranges(canvas, frame, category, value, *, low=None, high=None, status=None, unit=None, panels=None):
    """Draw published figures side by side: a marker at the value, a line over the range, colour and form by status.

    Parameters
    ----------
    frame : DataFrame
        One row per figure.
    category, value : str
        Columns of the names and of the figures.
    low, high : str, optional
        Columns of the ends of the range. An open end is null; a figure that is only a bound is hollow.
    status : str, optional
        Column that gives colour and form, at most six statuses.
    unit : str, optional
        Unit for the labels, or the column that holds it; by default ``satuan`` or ``unit``, where there is one.
    panels : str, optional
        Column that splits the chart into panels, each with an axis of its own, as unlike units need.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units``, ``chart-colours`` or ``frame-column``.
    """
    columns.require(frame, category, value, low, high, status, panels)
    numbers = list(dict.fromkeys(name for name in (value, low, high) if name))
    frame = columns.numbers(frame, numbers)
    found = measures(frame, [value], unit=unit, panels=panels)
    figures = pd.DataFrame({"value": frame[value], "low": frame.get(low), "high": frame.get(high)}, dtype="float64")
    pieces = [_said(measure, *row) for measure, row in zip(found, figures.to_numpy(), strict=True)]
    looks = _looks(canvas, frame[status]) if status else {}
    texts = pd.Series([beside_of(canvas, *each) for each in pieces], index=frame.index)
    for panel in rows(canvas, frame, category, beside=texts, panels=panels, scaled=True):
        axes, index = panel.axes[0], panel.frame.index
        for place, each in zip(panel.places, index, strict=True):
            look = looks.get(frame.loc[each, status] if status else None, (style.MAIN, "o"))
            mark(canvas, axes, place, figures.loc[each], look)
        reach(axes, figures.loc[index].to_numpy().ravel())
        right(axes, panel.places, texts[index])
        scale(canvas, axes, found[index[0]].form)
    canvas.spoken += [f"{columns.write(n, 'text')} {' '.join(p)}" for n, p in zip(frame[category], pieces, strict=True)]
    return frame[list(dict.fromkeys(name for name in (panels, category, *numbers, status) if name))]


def mark(canvas, axes, place, figure, look):
    """Draw one figure: its range as a line, its value full; where there is only a bound, the bound hollow."""
    colour, marker = look
    known = figure.dropna().sort_values()
    axes.axhline(place, color=style.FAINT, zorder=0)
    axes.plot(known, [place] * len(known), color=colour, linewidth=canvas.stroke, solid_capstyle="butt", zorder=3)
    hollow = pd.isna(figure["value"])
    marked = known if hollow else [figure["value"]]
    axes.plot(
        marked, [place] * len(marked), marker, color=colour, markerfacecolor="white" if hollow else colour,
        markersize=0.8 * canvas.size.text, markeredgewidth=0.1 * canvas.size.text, zorder=4, clip_on=False,
    )  # fmt: skip


def _looks(canvas, statuses):
    """Return colour and form of each status, the same in every chart, and put the key on the sheet."""
    found = list(statuses.dropna().unique())
    order = few([*STATUSES, *(name for name in found if name not in STATUSES)])
    looks = {name: (style.PALETTE[place], style.MARKERS[place]) for place, name in enumerate(order) if name in found}
    size = 0.75 * canvas.size.text
    handles = [Line2D([], [], color=look[0], marker=look[1], linestyle="", markersize=size) for look in looks.values()]
    canvas.key(handles, [words.label(name) for name in looks])
    return looks


def _said(measure, value, low, high):
    """Return the figure and its range, in pieces that a line may break between."""
    shown = [measure.write(each) for each in (low, high)]
    ends = [f"{shown[0]} –", shown[1]] if pd.notna(low) and pd.notna(high) and low != high else []
    if not ends and pd.notna(low) and low != high:
        ends = [words.say("briefing.at_least", value=shown[0])]
    elif not ends and pd.notna(high) and low != high:
        ends = [words.say("briefing.at_most", value=shown[1])]
    if pd.isna(value) or (len(ends) == 1 and value in (low, high)):
        return ends or [measure.write(value)]
    return [measure.write(value), *([f"({ends[0]}", *ends[1:-1], f"{ends[-1]})"] if len(ends) > 1 else _bracket(ends))]


def _bracket(ends):
    return [f"({each})" for each in ends]
