"""Small multiples: the same line chart once per group, side by side on one scale.

Seven lines in one picture are a tangle; seven small pictures are read one by one and compared by their height. All
panels have the same axes, from zero, and each says its name and its last value above the line, so that no scale has
to be read for the figure that counts.
"""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from p3dn import marks, words
from p3dn.briefing import columns, periods, style
from p3dn.briefing.canvas import BETWEEN
from p3dn.briefing.drawing import chart
from p3dn.briefing.measures import measures
from p3dn.briefing.rows import MOST
from p3dn.briefing.timeline import plot, upward

SIDE_BY_SIDE, TALL = 4, 4.5  # panels in a row, at most; lines of text that a panel is high
NAMED = 12  # groups that the note names where they are not drawn


@chart
def multiples(canvas, frame, x, y, panels, *, unit=None, additive=False, breaks=None, incomplete=None):
    """Draw a small line chart per group, all on one scale from zero, at most twelve.

    Parameters
    ----------
    frame : DataFrame
        One row per point.
    x : str
        Column of the years (whole numbers), or of periods as text in the order given.
    y : str
        Column of the values.
    panels : str
        Column of the groups, in the order of the frame.
    unit : str, optional
        Unit for the labels, or the column that holds it; one for all panels.
    additive : bool
        Whether amounts may be added up; then whatever comes after eleven groups is one panel. Else it is not drawn, and
        the note names it.
    breaks, incomplete
        As in `timeline`.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units``, ``period-unknown`` or ``frame-column``.

    Notes
    -----
    Groups that were added up have a value only where each of them has one.
    """
    columns.require(frame, x, y, panels)
    frame = columns.numbers(frame, [y]).dropna(subset=[x])
    if columns.nothing(frame, y):
        return None
    measure = measures(frame, [y], unit=unit)[0]
    frame = _few(canvas, frame[[x, y, panels, *marks.told(frame)]], x, y, panels, additive=additive)
    places, names = periods.places(frame[x])
    changed, open_ = periods.located(names, breaks or {}), periods.located(names, periods.listed(incomplete))
    periods.tell(canvas, breaks, incomplete)
    lines = periods.broken(frame.assign(**{x: places}), x, y, frame[panels])
    names = periods.starred(names, open_)
    said = {name: _last(line, names, measure) for name, line in lines.items()}
    for axes, (name, line) in zip(_grid(canvas, said, frame[y], measure.form), lines.items(), strict=True):
        plot(canvas, axes, {name: line}, periods.ends(changed, open_))
        _scale(axes, frame[y], names)
        periods.mark(axes, changed, open_)
        own = frame[frame[panels] == name]
        periods.cross(axes, places[own.index][marks.hidden(own, y)])
        canvas.spoken.append(f"{name} {' '.join(said[name])}")
    return frame.reset_index(drop=True)


def _few(canvas, frame, x, y, panels, *, additive):
    """Return at most twelve groups: the rest is added up, or told in the note."""
    form = columns.form(frame, panels)
    frame = frame.assign(**{panels: frame[panels].map(lambda name: columns.write(name, form))})
    groups = list(frame[panels].unique())
    if len(groups) <= MOST:
        return frame
    kept = groups[: MOST - 1] if additive else groups[:MOST]
    rest, frame = frame[~frame[panels].isin(kept)], frame[frame[panels].isin(kept)]
    count, left = len(groups) - len(kept), groups[len(kept) :]
    if not additive:
        shown = left[:NAMED] + ["…"] * (count > NAMED)
        canvas.more("note", words.say("briefing.not_drawn", count=count, names=shown))
        return frame
    by_group = rest.pivot_table(y, x, panels, "last", sort=False, dropna=False)
    sums = by_group.sum(axis=1, skipna=False).rename(y).reset_index()
    frame = pd.concat([frame, sums.assign(**{panels: words.say("briefing.others", count=count)})], ignore_index=True)
    return frame.fillna({marks.WITHHELD: ""})


def _last(line, names, measure):
    """Return the last value of a line after its period, in pieces that a line may break between."""
    known = line.dropna()
    if known.empty:
        return [measure.write(None)]
    return [f"{names[known.index[-1]]}:", measure.write(known.iloc[-1])]


def _grid(canvas, said, values, form):
    """Return the axes of the panels with their words above, as many side by side as the words allow."""
    plot = canvas.inner - max(canvas.width(columns.write(value, form)) for value in (values.min(), values.max()))
    across = _across(canvas, said, plot)
    room, line = plot / across - BETWEEN, canvas.size.text * 1.28 / 72
    heads = [
        (canvas.wrap(name, canvas.size.text, room, "bold"), canvas.wrap(["", *pieces], canvas.size.text, room))
        for name, pieces in said.items()
    ]
    lines = [name.count("\n") + value.count("\n") + 3.5 + TALL for name, value in heads]
    heights = [line * max(lines[first : first + across]) for first in range(0, len(lines), across)]
    cells = [axes for row in canvas.grid(heights, across) for axes in row]
    for number, (axes, head) in enumerate(zip(cells, heads, strict=False)):
        _head(canvas, axes, *head)
        axes.yaxis.set_major_locator(MaxNLocator(2, steps=style.STEPS))
        style.ticks(axes.yaxis, form)
        axes.tick_params(axis="y", labelcolor=style.MUTED, labelleft=number % across == 0)
        axes.grid(axis="y")
    for axes in cells[len(said) :]:
        axes.remove()
    return cells[: len(said)]


def _across(canvas, said, plot):
    """Return how many panels stand side by side: the values in one line where two do, else broken."""
    whole = max(canvas.width(" ".join(pieces)) for pieces in said.values())
    least = max(canvas.width(piece) for pieces in said.values() for piece in pieces)
    across = max(int(plot / (whole + BETWEEN)), min(2, int(plot / (least + BETWEEN))))
    return max(1, min(across, SIDE_BY_SIDE, len(said)))


def _head(canvas, axes, name, value):
    """Write the name of a panel and its last value above its axes."""
    above = 0.6 * canvas.size.text
    over = above + 1.28 * canvas.size.text * (value.count("\n") + 1)
    look = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom", "annotation_clip": False}
    axes.annotate(value, (0, 1), xytext=(0, above), gid="value", zorder=5, **look)
    axes.annotate(name, (0, 1), xytext=(0, over), weight="bold", gid="head", zorder=5, **look)


def _scale(axes, values, names):
    """Give a panel the scale of all, and name its first and last period."""
    first, last = min(names), max(names)
    margin = 0.06 * (last - first) or 1
    axes.set_xlim(first - margin, last + margin)
    axes.set_xticks(sorted({first, last}), [names[place] for place in sorted({first, last})])
    axes.tick_params(axis="x", length=0)
    upward(axes, values)
