"""Native charts on a slide: where each stands, how long its bars are, where its values are written.

Everything is measured before it is drawn: the names get the room they need, the bars what is left, and a value that
does not fit into its part moves to the end of the bar, with the colour of the part beside it. What a slide has no
room for is counted and told, so that twenty rows become the first that can be read and a pointer to the workbook.
"""

from dataclasses import dataclass, replace

from p3dn.briefing.fitting import INSET, LETTERS, LINE, lines, long
from p3dn.briefing.native import Plot
from p3dn.briefing.template import Box

ROW, PAD = 0.29, 0.08  # inches: a row of bars, the room beside a text
LARGE, HIGHEST = 0.45, 0.8  # inches of a row: where larger letters have room, and what is enough
NAMES = 0.42  # of the width, at most, for the names of the rows
LEAST_BARS = 0.5  # inches that the longest bar needs
SWATCH = 0.22  # inches for the colour beside a value that has moved


@dataclass(frozen=True)
class Placed:
    """A plot with its place.

    ``names`` is the room for the names of the rows, ``bars`` the length of the longest bar, ``top`` its value,
    ``moved`` for each row the series whose values stand beside the bar, ``head`` the height of the heading.
    """

    plot: Plot
    box: Box
    names: float = 0.0
    bars: float = 0.0
    top: float = 0.0
    moved: dict | None = None
    size: int = LETTERS
    head: float = 0.0
    named: bool = True

    @property
    def below(self):
        """The place below the heading, where the chart itself stands."""
        return self.box._replace(top=self.box.top + self.head, height=self.box.height - self.head)


def place(native, box):
    """Return the plots of a chart, each `Placed` in the box, and how many rows had no room; None if it does not fit."""
    if native.kind == "lines":
        return [Placed(plot, box) for plot in native.plots], 0
    if native.columns or len(native.plots) == 1:
        return _arranged(native, box, len(native.plots))
    return _arranged(native, box, 2) or _arranged(native, box, 1)


def _arranged(native, box, across):
    """Return the plots, so many beside each other, and how many rows had no room; None if values do not fit."""
    head, row = _head(native, box, across), _row(native, box, across)
    native, left = _shorten(native, box, head, row, across)
    roomy = len(native.plots) == 1 and box.height / len(native.plots[0].names) > LARGE
    cells = _columns(native, box) if native.columns else _grid(native, box, head, across)
    placed = [_placed(native.kind, *cell, LETTERS + 2 * roomy, head, named=named) for *cell, named in cells]
    if None in placed:
        return None
    return _one_scale(placed) if native.columns else placed, left


def _head(native, box, across):
    """Return the height of the headings: that of the longest."""
    width = (box.width * (1 - NAMES) if native.columns else box.width) / across
    heads = [lines(plot.head, LETTERS, width, "bold") for plot in native.plots if plot.head]
    return max(heads) * LETTERS * LINE + PAD if heads else 0.0


def _row(native, box, across):
    """Return the height of a row: that of the longest name, broken where it must be."""
    width = NAMES * (box.width if native.columns else box.width / across) + 2 * INSET
    most = max(lines(name, LETTERS, width) for plot in native.plots for name in plot.names)
    return max(ROW, most * LETTERS * LINE + PAD)


def _shorten(native, box, head, row, across):
    """Return a chart with no more rows than the box has room for, and how many rows that leaves out."""
    counts = [len(plot.names) for plot in native.plots]
    most = max(counts)
    while most > 1 and _tall(counts, most, head, row, across) > box.height:
        most -= 1
    left = [max(0, count - most) for count in counts]
    return replace(native, plots=[_first(plot, most) for plot in native.plots]), left[0] if native.columns else sum(
        left
    )


def _tall(counts, most, head, row, across):
    """Return the height of plots with at most so many rows, so many plots beside each other."""
    return sum(head + min(most, max(counts[at : at + across])) * row for at in range(0, len(counts), across))


def _first(plot, most):
    keys = ("values", "written", "looks")
    series = [replace(each, **{key: getattr(each, key)[:most] for key in keys}) for each in plot.series]
    return replace(plot, names=plot.names[:most], series=series)


def _columns(native, box):
    """Return the places of plots side by side; the names stand before the first alone."""
    names = _room(native.plots[0].names, box.width, LETTERS)
    each = (box.width - names) / len(native.plots)
    cells = []
    for number, plot in enumerate(native.plots):
        left = box.left + (names + each * number if number else 0)
        cells.append((plot, Box(left, box.top, each + (0 if number else names), box.height), not number))
    return cells


def _grid(native, box, head, across):
    """Return the places of panels, so many beside each other, as high as their rows need."""
    parts = [native.plots[at : at + across] for at in range(0, len(native.plots), across)]
    counts = [max(len(plot.names) for plot in part) for part in parts]
    row = min(HIGHEST, (box.height - head * len(parts)) / sum(counts))
    width, top, cells = box.width / across, box.top, []
    for part, count in zip(parts, counts, strict=True):
        for number, plot in enumerate(part):
            high = head + row * len(plot.names)
            cells.append((plot, Box(box.left + number * width, top, width - 2 * PAD * (across > 1), high), True))
        top += head + row * count
    return cells


def _room(names, width, size):
    """Return the room for the names of rows; longer ones are broken by the program that shows them."""
    return min(NAMES * width, max(long(name, size) for name in names)) + 2 * PAD


def _placed(kind, plot, box, size, head, *, named):
    """Return a plot with its measures, or None where its bars would be too short."""
    names = _room(plot.names, box.width, size) if named else PAD
    totals = [_end(kind, row) for row in zip(*(each.values for each in plot.series), strict=True)]
    top, room = max(totals) or 1.0, box.width - names - PAD
    for step in range(50):
        bars = room - PAD - step * box.width / 50
        moved = _moved(kind, plot, bars / top, size)
        ends = [total * bars / top + moved.get(row, ([], 0))[1] for row, total in enumerate(totals)]
        if bars < LEAST_BARS:
            return None
        if max(ends) <= room:
            return Placed(plot, box, names, bars, top, moved, size, head, named)
    return None


def _end(kind, values):
    """Return where a bar ends."""
    known = [max(0, value or 0) for value in values]
    return sum(known) if kind == "stacked" else max(known)


def _moved(kind, plot, scale, size):
    """Return, for each row, the series whose values stand beside the bar, and the room that these take, in inches."""
    found = {}
    for row in range(len(plot.names)):
        written = [(place, each.written[row], each.values[row]) for place, each in enumerate(plot.series)]
        out = [
            (place, long(text, size) + PAD)
            for place, text, value in written
            if text and value is not None and (kind == "bars" or long(text, size) + 2 * PAD > value * scale)
        ]
        if out:
            room = sum(wide + (SWATCH if kind == "stacked" else 0) for _, wide in out)
            found[row] = [place for place, _ in out], PAD + room
    return found


def _one_scale(placed):
    """Give plots that stand side by side one scale: the same length is the same amount."""
    top, bars = max(each.top for each in placed), min(each.bars for each in placed)
    return [replace(each, top=top, bars=bars) for each in placed]


def offset(placed, row, place):
    """Return how far a value moves to the right of the middle of its part, as a share of the chart's width."""
    series, scale = placed.plot.series, placed.bars / placed.top
    sizes = [max(0, each.values[row] or 0) * scale for each in series]
    middle, end = sum(sizes[:place]) + sizes[place] / 2, sum(sizes) + PAD
    for other in placed.moved[row][0]:
        room = long(series[other].written[row], placed.size) + SWATCH
        if other == place:
            return (end + room / 2 - middle) / placed.box.width
        end += room + PAD
    return 0.0
