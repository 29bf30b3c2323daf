"""Charts of positions: firms as dots, shares as intervals.

Where a bar would claim more than is known, a position says it: every firm is one dot and the median a mark; a
share whose records are incomplete is a stretch between what is certain and what is possible.
"""

import numpy as np
import pandas as pd
import seaborn
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from p3dn import marks, words
from p3dn.briefing import columns, style
from p3dn.briefing.drawing import chart
from p3dn.briefing.gaps import Gap
from p3dn.briefing.measures import measures
from p3dn.briefing.rows import bar, beside_of, label, reach, right, rows, scale
from p3dn.errors import P3DNError


@chart
def dots(canvas, frame, category, value, *, unit=None):
    """Draw every record as a dot, one strip per category, with a mark and a label at each median.

    Parameters
    ----------
    frame : DataFrame
        One row per record, such as a firm.
    category, value : str
        Columns of the strip and of the position. Strips stand in the order of their first record.
    unit : str, optional
        Unit for the labels, or the column that holds it; by default ``satuan`` or ``unit``, where there is one.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units`` or ``frame-column``.

    Notes
    -----
    Records without a value have no dot. The saved data hold the two columns and no name of a firm. In a version that
    may leave the house there is a gap instead.
    """
    columns.require(frame, category, value)
    if marks.is_published():
        return Gap(withheld="record")
    measure = measures(frame, [value], unit=unit)[0]
    frame = columns.numbers(frame[[category, value]], [value])
    medians = frame.groupby(category, sort=False, dropna=False)[value].median().reset_index()
    said = [words.say("briefing.median", value=measure.write(amount)) for amount in medians[value]]
    texts = [beside_of(canvas, text) for text in said]
    (panel,) = rows(canvas, medians, category, beside=texts, scaled=True)
    axes = panel.axes[0]
    for place, name, median in zip(panel.places, medians[category], medians[value], strict=True):
        chosen = frame[category].isna() if pd.isna(name) else frame[category] == name
        _strip(canvas, panel, place, frame.loc[chosen, value].dropna())
        _median(canvas, panel, place, median)
    reach(axes, frame[value])
    axes.set_ylim(panel.end, 0)  # seaborn has moved it
    right(axes, panel.places, texts)
    scale(canvas, axes, measure.form)
    canvas.spoken += [
        f"{columns.write(name, 'text')} {text}" for name, text in zip(medians[category], said, strict=True)
    ]
    return frame


def _strip(canvas, panel, place, values):
    """Draw the dots of one category; they are spread by the golden ratio, the same in every run."""
    panel.axes[0].axhline(place, color=style.FAINT, zorder=0)
    if not len(values):
        return
    seaborn.stripplot(
        x=values.sort_values(), y=[place] * len(values), orient="h", native_scale=True, jitter=False,
        ax=panel.axes[0], size=0.45 * canvas.size.text, color=style.MAIN, alpha=0.55, edgecolor="white",
        linewidth=0.4, clip_on=False, zorder=3,
    )  # fmt: skip
    drawn = panel.axes[0].collections[-1]
    spread = (np.arange(len(values)) * 0.618034) % 1 - 0.5 if len(values) > 1 else np.zeros(1)
    drawn.set_offsets(np.column_stack([drawn.get_offsets()[:, 0], place + spread * panel.thickness]))


def _median(canvas, panel, place, median):
    ends = [place - 0.6 * panel.thickness, place + 0.6 * panel.thickness]
    line = {"color": style.PALETTE[3], "linewidth": canvas.stroke, "solid_capstyle": "butt"}
    panel.axes[0].plot([median, median], ends, zorder=4, clip_on=False, **line)


@chart
def intervals(canvas, frame, category, low, high, *, point=None):
    """Draw shares that are known only as an interval: recorded for certain, not recorded, the rest.

    Parameters
    ----------
    frame : DataFrame
        One row per category.
    category : str
        Column of the names.
    low, high : str
        Columns of the least and the greatest possible share, fractions between 0 and 1.
    point : str, optional
        Column of a best estimate, marked by a diamond.
    {common}

    Raises
    ------
    P3DNError
        ``share-range`` when a share lies outside 0 to 1, ``frame-column`` when a column is missing.
    """
    columns.require(frame, category, low, high, point)
    if columns.nothing(frame, low, high):
        return None
    shares = [low, high, *([point] if point else [])]
    frame = columns.numbers(frame[[category, *shares]], shares)
    check_shares(frame[shares])
    _key(canvas, point)
    said = [_interval(*ends) for ends in zip(frame[low], frame[high], strict=True)]
    texts = [beside_of(canvas, text) for text in said]
    (panel,) = rows(canvas, frame, category, beside=texts, scaled=True)
    for place, row, text in zip(panel.places, frame.to_dict("records"), texts, strict=True):
        _stretch(panel, place, row[low], row[high])
        label(panel.axes[0], text, 1, place, unknown=pd.isna(row[low]) or pd.isna(row[high]))
        if point:
            _diamond(canvas, panel, row[point], place)
    panel.axes[0].set_xlim(0, 1)
    scale(canvas, panel.axes[0], "pct", ticks=[0, 0.25, 0.5, 0.75, 1])
    canvas.spoken += [f"{columns.write(name, 'text')} {text}" for name, text in zip(frame[category], said, strict=True)]
    return frame


def check_shares(shares):
    """Raise ``share-range`` when a share is no fraction between 0 and 1."""
    for name, values in shares.items():
        wrong = values[(values < 0) | (values > 1)]
        if len(wrong):
            raise P3DNError("share-range", name=name, value=float(wrong.iloc[0]))


def _key(canvas, point):
    handles = [Patch(color=style.MAIN), Patch(facecolor="white", **style.HATCHED)]
    labels = [words.say("briefing.recorded"), words.say("briefing.unrecorded")]
    if point:
        size = 0.75 * canvas.size.text
        handles.append(Line2D([], [], marker="D", linestyle="", color=style.PALETTE[3], markersize=size))
        labels.append(words.label(point))
    canvas.key(handles, labels)


def _stretch(panel, place, low, high):
    """Draw one row: the whole as a pale track, the recorded share full, what is not recorded hatched."""
    bar(panel.axes[0], place, 1.0, panel.thickness, style.FAINT)
    if pd.notna(low) and pd.notna(high):
        bar(panel.axes[0], place, low, panel.thickness, style.MAIN)
    if high > low:  # of nothing, an edge would be left
        bar(panel.axes[0], place, high - low, panel.thickness, "white", left=low, **style.HATCHED)


def _diamond(canvas, panel, share, place):
    look = {"color": style.PALETTE[3], "markeredgecolor": "white", "markersize": 0.75 * canvas.size.text}
    panel.axes[0].plot(share, place, "D", zorder=4.2, clip_on=False, **look)


def _interval(low, high):
    if pd.isna(low) or pd.isna(high):
        return words.say("briefing.unknown")
    return "–".join(dict.fromkeys([columns.write(low, "pct"), columns.write(high, "pct")]))
