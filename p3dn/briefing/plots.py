"""Native charts on a slide: where each stands, how long its bars are, where its values are written.

Everything is measured before it is drawn: the names get the room they need, the bars what is left, and a value that
does not fit into its part moves to the end of the bar, with the colour of the part beside it. What a slide has no
room for is counted and told, so that twenty rows become the first that can be read and a pointer to the workbook.
"""

from dataclasses import dataclass, replace

from p3dn.briefing.canvas import wide
from p3dn.briefing.native import Plot
from p3dn.briefing.template import Box

LETTERS = 12  # points, the least on a slide
ROW, HEAD, PAD = 0.29, 0.32, 0.08  # inches: a row of bars, a heading, the room beside a text
LARGE_ROW = 0.45  # inches: a row in which larger letters have room
NARROW = 0.92  # the letters of an office are narrower than the house's
NAMES = 0.36  # of the width, at most, for the names of the rows
LEAST_BARS = 0.5  # inches that the longest bar needs
SWATCH = 0.22  # inches for the colour beside a value that has moved


@dataclass(frozen=True)
class Placed:
    """A plot with its place: the room for its names, the length of its longest bar, the end of its scale, its letters."""

    plot: Plot
    box: Box
    names: float
    bars: float
    top: float
    moved: dict
    size: int = LETTERS
    named: bool = True


def long(text, size=LETTERS, weight="normal"):
    """Return the width of a text in an office's letters, in inches."""
    return NARROW * wide(text, size, weight)


def place(native, box):
    """Return the plots of a chart, each `Placed` in the box, and how many rows had no room; None if they do not fit."""
    if native.kind == "lines":
        return [Placed(plot, box, 0, 0, 0, {}) for plot in native.plots], 0
    native, left = shorten(native, box)
    roomy = len(native.plots) == 1 and box.height / len(native.plots[0].names) > LARGE_ROW
    size = LETTERS + 2 * roomy
    cells = _columns(native, box) if native.columns else _grid(native, box, min(2, len(native.plots)))
    placed = [_placed(native.kind, plot, cell, size, named=named) for plot, cell, named in cells]
    return None if None in placed else (_one_scale(placed) if native.columns else placed, left)


def shorten(native, box):
    """Return a chart with no more rows than the box has room for, and how many rows that leaves out."""
    most = max(len(plot.names) for plot in native.plots)
    while most > 1 and _tall([min(most, len(plot.names)) for plot in native.plots], native) > box.height:
        most -= 1
    left = 0 if native.columns else sum(max(0, len(plot.names) - most) for plot in native.plots)
    left = max(0, len(native.plots[0].names) - most) if native.columns else left
    return replace(native, plots=[_first(plot, most) for plot in native.plots]), left


def _first(plot, most):
    cut = [replace(each, **{key: getattr(each, key)[:most] for key in ("values", "written", "looks")}) for each in plot.series]
    return replace(plot, names=plot.names[:most], series=cut)


def _tall(counts, native):
    """Return the height that plots of so many rows need."""
    head = HEAD if any(plot.head for plot in native.plots) else 0
    if native.columns:
        return 2 * head + max(counts) * ROW
    return sum(head + max(counts[start : start + 2]) * ROW for start in range(0, len(counts), 2))


def _columns(native, box):
    """Return the places of plots side by side; the names stand before the first alone."""
    names = _room(native.plots[0].names, box.width, LETTERS)
    each = (box.width - names) / len(native.plots)
    lefts = [box.left, *(box.left + names + each * number for number in range(1, len(native.plots)))]
    return [
        (plot, Box(left, box.top, each + (0 if number else names), box.height), not number)
        for number, (plot, left) in enumerate(zip(native.plots, lefts, strict=True))
    ]


def _grid(native, box, across):
    """Return the places of panels, two beside each other, as high as their rows need."""
    counts = [len(plot.names) for plot in native.plots]
    head = HEAD if native.plots[0].head else 0
    lines = [max(counts[start : start + across]) for start in range(0, len(counts), across)]
    row = min(0.62, (box.height - head * len(lines)) / sum(lines))
    width, top, cells = box.width / across, box.top, []
    for number, line in enumerate(lines):
        for place, plot in enumerate(native.plots[number * across : (number + 1) * across]):
            height = head + row * len(plot.names)
            cells.append((plot, Box(box.left + place * width, top, width - 0.15 * (across > 1), height), True))
        top += head + row * line
    return cells


def _room(names, width, size):
    """Return the room for the names of rows; longer ones are broken by the program that shows them."""
    return min(NAMES * width, max(long(name, size) for name in names)) + 2 * PAD


def _placed(kind, plot, box, size, *, named):
    """Return a plot with its measures, or None where its bars would be too short."""
    names = _room(plot.names, box.width, size) if named else PAD
    totals = _totals(kind, plot)
    top = max([0.0, *totals]) or 1.0
    for step in range(40):
        bars = box.width - names - 0.15 - step * box.width / 50
        if bars < LEAST_BARS:
            return None
        moved = _moved(kind, plot, bars / top, size)
        ends = [total * bars / top + moved.get(row, (0,))[-1] for row, total in enumerate(totals)]
        if max(ends) <= box.width - names - PAD:
            return Placed(plot, box, names, bars, top, moved, size, named)
    return None


def _totals(kind, plot):
    """Return where each bar ends, in its own unit."""
    rows = zip(*(each.values for each in plot.series), strict=True)
    return [sum(max(0, value or 0) for value in row) if kind == "stacked" else max(0, *(v or 0 for v in row), 0) for row in rows]


def _moved(kind, plot, scale, size):
    """Return, for each row, the series whose values stand beside the bar, and the room that these take, in inches."""
    found = {}
    for row in range(len(plot.names)):
        written = [(place, each.written[row], each.values[row]) for place, each in enumerate(plot.series)]
        out = [
            (place, text) for place, text, value in written
            if text and value is not None and (kind == "bars" or long(text, size) + 2 * PAD > value * scale)
        ]  # fmt: skip
        swatch = SWATCH if kind == "stacked" else 0
        if out:
            found[row] = ([place for place, _ in out], PAD + sum(long(text, size) + swatch + PAD for _, text in out))
    return found


def _one_scale(placed):
    """Give plots that stand side by side one scale: the same length is the same amount."""
    top, bars = max(each.top for each in placed), min(each.bars for each in placed)
    return [replace(each, top=top, bars=bars) for each in placed]


def offset(placed, row, place):
    """Return how far a value moves to the right of the middle of its part, as a share of the chart's width."""
    series = placed.plot.series
    scale = placed.bars / placed.top
    before = sum(max(0, each.values[row] or 0) for each in series[:place])
    middle = (before + (series[place].values[row] or 0) / 2) * scale
    end = sum(max(0, each.values[row] or 0) for each in series) * scale + PAD
    for other in placed.moved[row][0]:
        room = long(series[other].written[row], placed.size) + SWATCH
        if other == place:
            return (end + room / 2 - middle) / placed.box.width
        end += room + PAD
    return 0.0


def key_lines(key, width):
    """Return the labels of a key, in as few lines as fit."""
    lines, filled = [[]], 0.0
    for text, look in key:
        room = long(text) + 2 * SWATCH
        if lines[-1] and filled + room > width:
            lines.append([])
            filled = 0.0
        lines[-1].append((text, look))
        filled += room
    return [line for line in lines if line]

