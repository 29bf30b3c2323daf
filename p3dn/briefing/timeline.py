"""Change over the years.

A line joins what was measured. Where a year is missing or a definition changed the line breaks, and nothing is drawn
through the gap. Lines are named at their ends, and differ in form as well as in colour.
"""

import functools
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from p3dn import marks, words
from p3dn.briefing import columns, periods, style
from p3dn.briefing.drawing import chart, few
from p3dn.briefing.measures import measures
from p3dn.briefing.rows import BESIDE, thin


@chart
def timeline(canvas, frame, x, y, *, series=None, unit=None, breaks=None, incomplete=None):
    """Draw a line per series over the years, from zero, broken where a year is missing or a definition changed.

    Parameters
    ----------
    frame : DataFrame
        One row per point.
    x : str
        Column of the years (whole numbers), or of periods as text in the order given.
    y : str
        Column of the values.
    series : str, optional
        Column of the lines, at most six.
    unit : str, optional
        Unit for the labels, or the column that holds it.
    breaks : dict, optional
        Changes of definition: the first period of the new one, and what changed, for the note.
    incomplete : int, str or list, optional
        Periods that are not over, such as the current year: hollow points on hatching, with a star, not joined.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units``, ``chart-colours``, ``period-unknown`` or ``frame-column``.
    """
    columns.require(frame, x, y, series)
    if columns.nothing(frame, y):
        return None
    measure = measures(frame, [y], unit=unit)[0]
    frame = columns.numbers(frame, [y])
    if frame[x].isna().all():
        return None
    places, names = periods.places(frame[x])
    changed, open_ = periods.located(names, breaks or {}), periods.located(names, periods.listed(incomplete))
    periods.tell(canvas, breaks, incomplete)
    lines = _lines(frame.assign(**{x: places}).dropna(subset=[x]), x, y, series)
    named = series is None and _all_fit(canvas, frame[y], measure, places)
    ends = {} if named else _ends(canvas, lines, measure)
    tall = sum(text.count("\n") + 1.5 for text in ends.values()) + 2
    ((axes,),) = canvas.grid([max(0.22 * canvas.inner, tall * canvas.size.text * 1.28 / 72)])
    plot(canvas, axes, lines, periods.ends(changed, open_))
    periods.mark(axes, changed, open_)
    _across(canvas, axes, places, periods.starred(names, open_))
    upward(axes, frame[y])
    if named:
        _name_points(axes, lines[None], measure)
    else:
        _name_ends(canvas, axes, lines, ends, measure.form)
    crossed = places[marks.hidden(frame, y)].dropna()
    periods.cross(axes, crossed)
    _shade_gaps(canvas, axes, lines, crossed)
    canvas.writes({y: map(measure.write, frame[y])})
    for row in frame.to_dict("records"):
        which = f"{columns.write(row[series], 'text')} " if series else ""
        canvas.spoken.append(f"{which}{columns.write(row[x], 'text')} {measure.write(row[y])}")
    return frame[[x, *([series] if series else []), y, *marks.told(frame)]]


def _lines(points, x, y, series):
    """Return the values of each line by place, at most six lines."""
    groups = pd.Series(0, index=points.index) if series is None else points[series]
    few(groups.dropna().unique())
    lines = periods.broken(points, x, y, groups)
    return {None: lines[0]} if series is None else lines


def plot(canvas, axes, lines, breaks=()):
    """Draw the lines, told apart by colour, form and marker, and cut before each break."""
    for number, line in enumerate(periods.cut(each, breaks) for each in lines.values()):
        axes.plot(
            line.index, line.to_numpy(), color=style.PALETTE[number], linestyle=style.LINES[number],
            linewidth=0.17 * canvas.size.text, marker=style.MARKERS[number], markersize=0.55 * canvas.size.text,
            markeredgecolor="white", clip_on=False, zorder=3,
        )  # fmt: skip


def _across(canvas, axes, places, names):
    """Write the years under the axis, as many as fit side by side."""
    widest = max(map(canvas.width, names.values())) + 0.15
    every = int(np.ceil(len(names) * widest / (0.75 * canvas.inner)))
    shown = list(names)[:: max(1, every)]
    axes.set_xticks(shown, [names[place] for place in shown])
    low, high = places.min(), places.max()
    axes.set_xlim(low - 0.03 * (high - low) - (high == low), high + 0.03 * (high - low) + (high == low))
    axes.tick_params(axis="x", length=0)
    canvas.adjust.append(lambda: thin(canvas, axes))


def upward(axes, values):
    """Let the vertical axis run from zero to above the largest value, and below zero where a value is."""
    low, high = min(0.0, values.min()), max(0.0, values.max())
    axes.set_ylim(low, high * 1.05 if high > low else low + 1)


def _all_fit(canvas, values, measure, places):
    widest = max(canvas.width(measure.write(value)) for value in values)
    return 0.85 * canvas.inner / max(1, places.max() - places.min()) > widest + 0.1


def _name_points(axes, line, measure):
    """Write every value over its point; no scale is needed then."""
    axes.yaxis.set_visible(False)
    for place, value in line.dropna().items():
        axes.annotate(
            measure.write(value), (place, value), xytext=(0, 9), textcoords="offset points", ha="center",
            va="bottom", annotation_clip=False, gid="value", zorder=5,
        )  # fmt: skip


def _ends(canvas, lines, measure):
    """Return what stands at the end of each line: its sign, its name and its last value, wrapped."""
    texts = {}
    for number, (name, line) in enumerate(lines.items()):
        value = measure.write(line.dropna().iloc[-1] if line.notna().any() else np.nan)
        pieces = [value] if name is None else [f"{style.SIGNS[number]} {columns.write(name, 'text')}", value]
        texts[name] = canvas.wrap(["", *pieces], canvas.size.text, BESIDE * canvas.inner, even=False)
    return texts


def _name_ends(canvas, axes, lines, ends, form):
    """Name each line at its right end, with its last value; the names keep apart."""
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=style.STEPS))
    style.ticks(axes.yaxis, form)
    axes.tick_params(axis="y", labelcolor=style.MUTED)
    axes.grid(axis="y")
    written = []
    for name, line in lines.items():
        height = line.dropna().iloc[-1] if line.notna().any() else 0.0
        place, look = (1, height), {"va": "center", "ha": "left", "gid": "value", "zorder": 5}
        right = {"xycoords": ("axes fraction", "data"), "xytext": (8, 0), "textcoords": "offset points"}
        written.append(axes.annotate(ends[name], place, annotation_clip=False, **right, **look))
    canvas.adjust.append(lambda: _keep_apart(canvas, axes, written))


def _keep_apart(canvas, axes, written):
    """Move the names at the line ends down, then up, until none covers another; the layout stays."""
    box, gap = axes.get_window_extent(canvas.renderer), 0.3 * canvas.size.text
    texts = sorted(written, key=lambda text: -text.xy[1])
    wanted = [axes.transData.transform((0, text.xy[1]))[1] for text in texts]
    tall = [text.get_window_extent(canvas.renderer).height + gap for text in texts]
    centres, ceiling = [], box.y1
    for want, size in zip(wanted, tall, strict=True):
        centres.append(min(want, ceiling - size / 2))
        ceiling = centres[-1] - size / 2
    floor = box.y0
    for number in range(len(texts) - 1, -1, -1):
        centres[number] = max(centres[number], floor + tall[number] / 2)
        floor = centres[number] + tall[number] / 2
        texts[number].set_position((8, (centres[number] - wanted[number]) * 72 / style.DPI))
    return False


def _shade_gaps(canvas, axes, lines, crossed):
    """Mark the years in which no line has a value, and say so where there is room."""
    known = sorted({year for line in lines.values() for year in line.dropna().index} | set(crossed))
    text = canvas.wrap(words.say("briefing.no_data"), canvas.size.least, 0.06 * canvas.size.least)
    for before, after in pairwise(known):
        if after - before > 1:
            axes.axvspan(before + 0.25, after - 0.25, color=style.FAINT, zorder=0, linewidth=0, gid="gap")
            note = axes.text(
                (before + after) / 2, 0.97, text, ha="center", va="top", transform=axes.get_xaxis_transform(),
                size=canvas.size.least, color=style.MUTED, style="italic", gid="value", zorder=5, in_layout=False,
            )  # fmt: skip
            canvas.adjust.append(functools.partial(_show_if_room, canvas, axes, note, after - before - 0.5))


def _show_if_room(canvas, axes, note, years):
    """Show a note only where it is narrower than the years it speaks of."""
    scale = axes.transData.transform((1, 0))[0] - axes.transData.transform((0, 0))[0]
    note.set_visible(True)
    note.set_visible(note.get_window_extent(canvas.renderer).width < years * scale)
    return False
