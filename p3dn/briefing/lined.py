"""Native lines over the years, broken where a year is missing, each named at its end.

Where several lines end at nearly the same height, their names would stand on one another. So the scale is fixed, the
height of every end is known, and the names keep apart as they do in the picture.
"""

from itertools import pairwise

from p3dn.briefing import labels
from p3dn.briefing.fitting import LINE, long
from p3dn.briefing.masks import mask

TOP, HIGH = 0.08, 0.8  # of the chart's height: where the plot begins, and how high it is
SPARE = 1.05  # room above the highest point
MARKER = 0.25  # inches between a point and its name
LEAST = 0.5  # of the width, at least, for the lines


def lines(chart, placed, lang):
    """Draw the lines of a plot; the values of a single line are all written where there is room."""
    series, box = placed.plot.series, placed.below
    several = len(series) > 1
    shifts = _bounded(chart, placed) if several else [None]
    ends = [_last(each) for each in series]
    chart.value_axis.visible = False
    room = (
        max((long(_said(each, end), placed.size) for each, end in zip(series, ends, strict=True)), default=0) + MARKER
    )
    labels.inner(chart, 0.02, TOP, max(LEAST, 0.96 - room / box.width) if several else 0.96, HIGH)
    every = not several and _roomy(series[0], placed)
    for each, drawn, end, shift in zip(series, chart.series, ends, shifts, strict=True):
        _stroke(drawn, each.looks[0])
        shown = [every or row == end for row in range(len(each.values))]
        labels.write(
            drawn,
            [
                _label(each, row, placed.size, lang, shift) if yes else labels.NONE.format(row=row)
                for row, yes in enumerate(shown)
            ],
        )


def _bounded(chart, placed):
    """Fix the scale, and return how far each name at a line's end moves; none does where values are negative."""
    series = placed.plot.series
    known = [value for each in series for value in each.values if value is not None]
    if min(known) < 0:
        return [(0, 0)] * len(series)
    top = SPARE * max(known) or 1.0
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, top
    tall, high = placed.size * LINE, placed.below.height
    wanted = [
        high * (TOP + HIGH * (1 - (each.values[_last(each)] or 0) / top)) if _last(each) >= 0 else high
        for each in series
    ]
    return [(0, (there - here) / high) for here, there in zip(wanted, apart(wanted, tall, high), strict=True)]


def apart(wanted, tall, high):
    """Return heights, measured from above, that are at least `tall` from each other and end above `high`.

    >>> apart([1.0, 1.1, 3.0], 0.5, 4.0), apart([3.9, 3.9], 0.5, 4.0)
    ([1.0, 1.5, 3.0], [3.25, 3.75])
    """
    order, found = sorted(range(len(wanted)), key=wanted.__getitem__), list(wanted)
    for before, after in pairwise(order):
        found[after] = max(found[after], found[before] + tall)
    limit = high - tall / 2
    for place in reversed(order):
        found[place] = min(found[place], limit)
        limit = found[place] - tall
    return found


def _last(series):
    return max((row for row, value in enumerate(series.values) if value is not None), default=-1)


def _said(series, row):
    return f"{series.name} · {series.written[row]}" if row >= 0 else series.name


def _roomy(series, placed):
    widest = max(long(text, placed.size) for text in series.written if text) + 2 * LINE
    return len(series.values) * widest < placed.box.width


def _stroke(drawn, look):
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    colour = RGBColor.from_string(look.removeprefix("#"))
    drawn.smooth = False
    drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(2.25)
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = drawn.marker.format.line.color.rgb = colour


def _label(series, row, size, lang, shift):
    if series.values[row] is None:
        return labels.NONE.format(row=row)
    code = mask(series.written[row], series.form, lang=lang)
    named = shift is not None
    return labels.labelled(row, code, "r" if named else "t", size, shift=shift, name=int(named))
