"""A chart as an object: a matplotlib figure that knows what it shows.

A `Chart` belongs to no window and to no global state. Its words and its data go with it (``chart.p3dn``), it shows
itself with its alternative text, and written twice it gives the same bytes.

When the mark of illustrative data is on, `stamp` puts DATA ILUSTRATIF across every plot: behind the
numbers, which stay readable, and over the bars, where no cropping takes it away.
"""

import base64
import io
import math
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import Normal, PathPatchEffect
from matplotlib.transforms import Bbox
from pandas.api import types

from p3dn import formats, marks, words
from p3dn.briefing import style

ANGLES = (0, 8, 15, 22, 30, 38, 45)
SAID = ("title", "subtitle", "source", "note", "records", "alt", "kind")
STATED = (*SAID, "illustrative", "written", "heading")  # goes beside the data


@dataclass(frozen=True)
class Drawn:
    """What a picture shows, in words and as data.

    `written` has the values of a column as the picture writes them, `heading` is the share of its height that the title
    takes.
    """

    title: str
    subtitle: str
    source: str
    note: str
    records: str
    alt: str
    kind: str
    preset: str
    illustrative: bool
    written: dict
    heading: float
    frame: pd.DataFrame


class Chart(Figure):
    """A matplotlib figure that says what it shows; `p3dn` is its `Drawn`."""

    p3dn = None

    def __repr__(self):
        """Return the alternative text: what a test of a notebook compares, and a screen reader reads."""
        return self.p3dn.alt if self.p3dn else super().__repr__()

    def _repr_mimebundle_(self, include=None, exclude=None):  # noqa: ARG002 (Jupyter's own signature)
        return shown(png(self), self.p3dn.alt) if self.p3dn else None


def shown(picture, alt):
    """Return what a notebook shows and keeps: a picture with its alternative text."""
    encoded = base64.b64encode(picture).decode("ascii")
    return {"image/png": encoded, "text/plain": alt}, {"image/png": {"alt": alt}}


def counted(records):
    """Return how many records stand behind a picture or a table, in words.

    >>> counted(168), counted("168 IKM"), counted(None)
    ('168 rekaman', '168 IKM', '')
    """
    return words.say("briefing.records", count=records) if types.is_integer(records) else str(records or "")


def stamp(chart):
    """Put DATA ILUSTRATIF across every plot of a chart, once, when the mark is on."""
    drawn = chart.p3dn
    if drawn.illustrative or not marks.is_illustrative():
        return
    renderer = chart.canvas.get_renderer()
    for axes in chart.axes:
        _watermark(axes, plot(axes, renderer), renderer)
    alt = drawn.alt if drawn.alt.startswith(marks.TEXT) else f"{marks.TEXT}. {drawn.alt}"
    chart.p3dn = replace(drawn, illustrative=True, alt=alt)


def plot(axes, renderer):
    """Return the box, in pixels, in which a reader reads: the axes with the values written beside what is drawn."""
    values = [text for text in axes.texts if text.get_gid() == "value" and text.get_visible() and text.get_text()]
    return Bbox.union([artist.get_window_extent(renderer) for artist in (axes, *values)])


def _watermark(axes, box, renderer):
    font = FontProperties(family="DejaVu Sans", size=100, weight="bold")
    wide, *_ = renderer.get_text_width_height_descent(marks.TEXT, font, ismath=False)
    _, high, _ = renderer.get_text_width_height_descent("lp", font, ismath=False)  # as matplotlib sets a line
    size, angle = max((_fit(wide, high, box, angle), angle) for angle in ANGLES)
    outline = PathPatchEffect(facecolor="none", edgecolor="white", linewidth=size / 20, alpha=0.4)
    across, up = axes.transAxes.inverted().transform(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
    axes.text(
        across, up, marks.TEXT, transform=axes.transAxes, ha="center", va="center", rotation=angle, size=size,
        family="DejaVu Sans", weight="bold", color=style.MUTED, alpha=0.22, zorder=4.5, gid="watermark",
        in_layout=False, clip_on=False, path_effects=[outline, Normal()],
    )  # fmt: skip


def _fit(wide, high, box, angle):
    """Return the largest size, in points, at which the mark stands inside the plot at this angle."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    across, up = wide * cos + high * sin, wide * sin + high * cos
    return 100 * 0.94 * min(box.width / across, box.height / up)


def png(chart):
    """Return a picture as PNG, the same bytes for the same chart, with title and alternative text inside."""
    stamp(chart)
    drawn, target = chart.p3dn, io.BytesIO()
    with style.context(style.preset(drawn.preset)):
        texts = {"Software": None, "Title": drawn.title, "Description": drawn.alt}
        chart.savefig(target, format="png", metadata=texts)
    return target.getvalue()


def svg(chart):
    """Return a picture as SVG, the same bytes for the same chart; a browser reads its title out."""
    stamp(chart)
    drawn, target = chart.p3dn, io.BytesIO()
    texts = {"Date": None, "Creator": None, "Title": drawn.title, "Description": drawn.alt}
    with style.context(style.preset(drawn.preset)):
        chart.savefig(target, format="svg", metadata={**texts, "Language": formats.language()})
    return target.getvalue()


def pdf(chart):
    """Return a picture as PDF, the same bytes for the same chart: no date, no name of a program."""
    stamp(chart)
    drawn, target = chart.p3dn, io.BytesIO()
    texts = {"CreationDate": None, "Creator": None, "Producer": None, "Title": drawn.title, "Subject": drawn.alt}
    with style.context(style.preset(drawn.preset)):
        chart.savefig(target, format="pdf", metadata=texts)
    return target.getvalue()


WRITERS = {"png": png, "svg": svg, "pdf": pdf}
