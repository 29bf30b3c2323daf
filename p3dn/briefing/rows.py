"""Categories from top to bottom: what most charts of a briefing are made of.

`rows` lays them out in the order of the frame. Their names are wrapped and stay horizontal, every row is as high
as its name needs, and the sheet grows with them, so that eight long product lines are as readable as two. The
vertical axis is in inches: what is drawn on it has the same weight on every sheet.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from p3dn import words
from p3dn.briefing import columns, style

MOST = 12  # categories that a reader takes in; what is additive is folded beyond
LABELS, BESIDE = 0.36, 0.3  # of the width, at most, for the names of the categories and for what is beside a bar


@dataclass
class Panel:
    """A part of the frame: its axes (one per column), the place of each row, a bar's thickness, the lower end."""

    axes: list
    frame: pd.DataFrame
    places: list
    thickness: float
    end: float


def rows(canvas, frame, category, *, names=None, beside=None, panels=None, heads=("",), scaled=False, origin=0.0):
    """Return the panels of a chart, each with its name above it.

    `names` are the wrapped names of the categories, where they say more than `category`; `beside` the wrapped texts
    that will stand beside the bars; `heads` the titles of the columns, where there are several; `scaled` keeps room
    for a scale under each panel; a line stands at `origin`, from where the bars run.
    """
    line = canvas.size.text * 1.28 / 72
    names = [name_of(canvas, name) for name in frame[category]] if names is None else list(names)
    tall = [
        max(texts, key=lambda text: text.count("\n"))
        for texts in zip(names, names if beside is None else beside, strict=True)
    ]
    heights = pd.Series([(text.count("\n") + 1.6) * line for text in tall], index=frame.index)
    parts = [(heads, frame.index)] if panels is None else list(_groups(canvas, frame, panels))
    extra = sum(max(head.count("\n") + 1.4 for head in titles) * line for titles, _ in parts if any(titles))
    extra += 2 * line * len(parts) if scaled else 0
    grid = canvas.grid([heights[index].sum() for _, index in parts], len(heads), extra=extra)
    heights += max(0, canvas.room - extra - heights.sum()) / len(heights)
    thickness = min(0.64 * heights.min(), 2.6 * line)
    texts = pd.Series(names, index=frame.index)
    return [
        _panel(axes, titles, frame.loc[index], texts[index], heights[index], thickness, origin)
        for axes, (titles, index) in zip(grid, parts, strict=True)
    ]


def name_of(canvas, name, *more):
    """Return the name of a category, wrapped, and what stands after it."""
    pieces = [columns.write(name, "text"), *more]
    return canvas.wrap(pieces if more else pieces[0], canvas.size.text, LABELS * canvas.inner)


def name_unknown(canvas, names):
    """Say in the note of which categories nothing is known, before the picture is laid out."""
    if len(names):
        canvas.more("note", words.say("briefing.unknown_lines", names=[columns.write(name, "text") for name in names]))


def beside_of(canvas, *pieces):
    """Return what stands beside a bar, in one line where it fits, else broken between the pieces."""
    return canvas.wrap(["", *pieces], canvas.size.text, BESIDE * canvas.inner)


def _groups(canvas, frame, panels):
    """Yield title and rows of each panel."""
    for name, part in frame.groupby(panels, sort=False, dropna=False):
        shown = columns.write(name, columns.form(frame, panels))
        yield [canvas.wrap(shown, canvas.size.text, 0.6 * canvas.inner, "bold")], part.index


def _panel(axes, titles, frame, texts, heights, thickness, origin):
    ends = heights.cumsum().to_numpy()
    places = list(ends - heights.to_numpy() / 2)
    for number, (each, title) in enumerate(zip(axes, titles, strict=True)):
        each.set_yticks(places, list(texts) if number == 0 else [""] * len(texts))
        each.set_ylim(ends[-1], 0)
        each.xaxis.set_visible(False)
        each.spines["bottom"].set_visible(False)
        each.axvline(origin, color=style.INK, linewidth=1, zorder=4)
        if title:
            _head(each, title)
    return Panel(axes, frame, places, thickness, ends[-1])


def _head(axes, title):
    """Write a title above axes; unlike matplotlib's own it takes part in the layout with its whole width."""
    axes.annotate(
        title, (0, 1), xycoords="axes fraction", xytext=(0, 5), textcoords="offset points", va="bottom", ha="left",
        weight="bold", annotation_clip=False, gid="head", zorder=5,
    )  # fmt: skip


def bar(axes, place, size, thickness, colour, *, left=0.0, **options):
    """Draw one bar; what is unknown has none."""
    if pd.notna(size):
        axes.barh(place, float(size), thickness, left=left, color=colour, **options)


def label(axes, text, x, place, *, unknown=False, left=False):
    """Write a value beside the end of its bar; what is unknown is said in words and not drawn."""
    return axes.annotate(
        text, (x, place), xytext=(-5 if left else 5, 0), textcoords="offset points", va="center_baseline",
        ha="right" if left else "left",
        annotation_clip=False, color=style.MUTED if unknown else style.INK,
        style="italic" if unknown else "normal", gid="value", zorder=5,
    )  # fmt: skip


def right(axes, places, texts):
    """Write one text per row to the right of the axes, where nothing is drawn."""
    for place, text in zip(places, texts, strict=True):
        axes.annotate(
            text, (1, place), xycoords=("axes fraction", "data"), xytext=(13, 0), textcoords="offset points",
            va="center_baseline", ha="left", annotation_clip=False, gid="value", zorder=5,
        )  # fmt: skip


def scale(canvas, axes, form, ticks=None, *, thinned=True):
    """Show the horizontal axis, with few ticks and faint lines behind the picture, `thinned` where they collide."""
    if ticks is None:
        ticks = MaxNLocator(4, steps=style.STEPS).tick_values(*axes.get_xlim())
    axes.xaxis.set_visible(True)
    axes.set(xlabel="", ylabel="", xticks=ticks)
    style.ticks(axes.xaxis, form)
    axes.tick_params(axis="x", length=0)
    axes.tick_params(axis="y", pad=0.7 * canvas.size.text)  # a mark at zero is half outside
    axes.grid(axis="x")
    if thinned:
        canvas.adjust.append(lambda: thin(canvas, axes))


def thin(canvas, axes):
    """Leave out every second tick until the labels of the horizontal axis keep apart; tell whether one went."""
    boxes = [text.get_window_extent(canvas.renderer) for text in axes.get_xticklabels() if text.get_text()]
    if all(one.x1 + 0.6 * canvas.size.text < other.x0 for one, other in pairwise(boxes)):
        return False
    ticks = axes.get_xticks()
    axes.set_xticks(ticks[:: min(2, len(ticks))])
    return True


def reach(axes, values):
    """Let an axis run from zero to the largest value, and to the smallest where one is below zero."""
    known = np.asarray(pd.Series(values, dtype="float64").dropna())
    low, high = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
    axes.set_xlim(low, high if high > low else low + 1)


def fold(frame, category, values):
    """Return a frame of at most twelve rows: what comes after the eleventh is added up as "Lainnya"."""
    if len(frame) <= MOST:
        return frame
    head, tail = frame.iloc[: MOST - 1], frame.iloc[MOST - 1 :]
    rest = {name: tail[name].sum(min_count=1) for name in values}
    rest[category] = words.say("briefing.others", count=len(tail))
    return pd.concat([head, pd.DataFrame([rest])], ignore_index=True)
