"""From a drawing function to a public chart function.

`chart` gives every chart the same door: an empty frame becomes a `Gap`, the heading and the footer are laid out,
the house style holds while it is drawn, and what was plotted stays with the picture. What is left to a chart
function is its own picture: it draws on the canvas and returns the frame as plotted.
"""

import functools
import inspect

from p3dn import marks, words
from p3dn.briefing import style
from p3dn.briefing.canvas import Canvas
from p3dn.briefing.gaps import Gap
from p3dn.errors import P3DNError

COMMON = """title : Sentence or str
    The finding. An empty frame never asks for it.
subtitle, source, note : Sentence or str
    Measure, unit, place and period; the source with the data's own date; what the reader must know.
records : str or int
    Number of records behind the picture, such as ``"168 IKM"``.
preset : str
    ``"slide"``, ``"half"``, ``"a4"`` or ``"note"``.
alt : str
    Alternative text; by default it says the kind of chart, the title and the first values.

Returns
-------
Chart or Gap"""


def chart(draw):
    """Turn ``draw(canvas, frame, ...)`` into a public chart function.

    What is drawn returns the frame as plotted, a `Gap`, or None where the frame has rows but nothing to draw.
    """

    @functools.wraps(draw)
    def public(
        frame, *named, title, subtitle="", source="", records=None, note="", preset="slide", alt=None, **options
    ):
        size = style.preset(preset)
        if not len(frame):
            return Gap.of(frame)
        with style.context(size):
            more = marks.withheld_any(frame)
            note = " ".join(filter(None, [words.say("briefing.withheld") if more else "", str(note)]))
            canvas = Canvas(title=title, subtitle=subtitle, source=source, records=records, note=note, preset=preset)
            plotted = draw(canvas, frame, *named, **options)
            if plotted is None or isinstance(plotted, Gap):
                return plotted or Gap.of(frame)
            return canvas.finish(kind=draw.__name__, alt=alt, frame=plotted)

    public.__signature__ = _signature(draw, public)
    public.__doc__ = inspect.cleandoc(draw.__doc__).replace("{common}", COMMON)
    return public


def _signature(draw, public):
    """Return what an analyst types: the chart's own arguments, then those that every chart takes."""
    own = [each for name, each in inspect.signature(draw).parameters.items() if name != "canvas"]
    shared = inspect.signature(public, follow_wrapped=False).parameters.values()
    return inspect.Signature([*own, *(each for each in shared if each.kind is inspect.Parameter.KEYWORD_ONLY)])


def few(names):
    """Return the names as a list; raise ``chart-colours`` when they are more than the palette can tell apart."""
    names = list(names)
    if len(names) > len(style.PALETTE):
        raise P3DNError("chart-colours", count=len(names), most=len(style.PALETTE))
    return names
