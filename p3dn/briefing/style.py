"""The house style: sizes, colours and letters of every picture.

Nothing is switched on at import. A chart is drawn inside `context`, which holds for that chart alone, so
that an analyst's own plots look as they always did. The colours are those of the UK government's
analysis function, the grey darkened: told apart by colour-blind readers and, from neighbour to neighbour, by their
lightness on a black and white print. The only
font is DejaVu Sans, which comes with matplotlib: a picture has the same letters, and the same bytes, on
every machine.
"""

import contextlib
import warnings
from dataclasses import dataclass

import matplotlib
from matplotlib.colors import to_rgb
from matplotlib.ticker import FuncFormatter

from p3dn.briefing import columns
from p3dn.errors import P3DNError

PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#2A2A2A", "#A285D1")
SEQUENTIAL = ("#ADD1F1", "#6BACE6", "#2073BC", "#12436D", "#092135")  # from little to much, on maps
MAIN, GREY = PALETTE[0], "#949494"  # the bar that is spoken of, and the others
INK, MUTED, FAINT, RULE = "#1A1A1A", "#505050", "#EDEDED", "#D4D4D4"
LOST, BETTER = "#C9541C", "#116B63"  # beside MAIN and GREY: four steps of lightness, for a print in grey
HATCHED = {"hatch": "////", "edgecolor": MUTED, "linewidth": 0.8}  # what is not known; on white
MARKERS = ("o", "D", "s", "^", "v", "P")
SIGNS = ("●", "◆", "■", "▲", "▼", "✚")  # the same, as letters
LINES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 1)))
STEPS = (1, 2, 2.5, 5, 10)  # between the ticks of an axis
DPI = 200


@dataclass(frozen=True)
class Preset:
    """Size of a picture in inches and of its letters in points; no letter is smaller than `least`."""

    width: float
    height: float
    title: float
    subtitle: float
    text: float
    least: float


PRESETS = {
    "slide": Preset(11.8, 5.2, title=22, subtitle=15, text=14, least=14),
    "half": Preset(5.7, 5.0, title=18, subtitle=14, text=14, least=14),
    "a4": Preset(6.3, 3.5, title=12.5, subtitle=9.5, text=9, least=9),
    "note": Preset(6.3, 2.7, title=11.5, subtitle=9.5, text=9, least=9),
}


def preset(name):
    """Return a preset by its name; raise ``preset-unknown`` if there is none.

    >>> preset("a4").width
    6.3
    """
    if name not in PRESETS:
        raise P3DNError("preset-unknown", preset=name, presets=list(PRESETS))
    return PRESETS[name]


@contextlib.contextmanager
def context(size):
    """Hold the house style for what is drawn and saved inside, and nowhere else."""
    with warnings.catch_warnings(), matplotlib.rc_context():
        matplotlib.rcdefaults()  # an analyst's own matplotlibrc must not change a picture
        matplotlib.rcParams.update(_settings(size))
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def _settings(size):
    return {
        "font.family": ["DejaVu Sans"],
        "font.size": size.text,
        "text.color": INK,
        "text.parse_math": False,  # "US$ 5 – US$ 7" is no formula
        "figure.facecolor": "white",
        "figure.dpi": DPI,
        "savefig.dpi": "figure",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.edgecolor": MUTED,
        "axes.titlelocation": "left",
        "axes.titlesize": size.text,
        "axes.titleweight": "bold",
        "axes.axisbelow": True,
        "axes.labelsize": size.text,
        "axes.labelcolor": MUTED,
        "axes.grid": False,
        "grid.color": RULE,
        "xtick.color": MUTED,
        "xtick.major.pad": 0.7 * size.text,
        "ytick.color": INK,
        "ytick.left": False,
        "xtick.labelsize": size.text,
        "ytick.labelsize": size.text,
        "legend.fontsize": size.text,
        "hatch.linewidth": 1.0,
        "svg.hashsalt": "p3dn",
        "svg.fonttype": "path",  # the reader's machine need not have the font
        "pdf.fonttype": 42,  # letters that can be found and copied
    }


def ticks(axis, form):
    """Write the ticks of an axis as readers do: ``Rp5 miliar``, ``40%``, ``1.250``."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: columns.write(value, form)))


def contrast(one, other):
    """Return the contrast of two colours as WCAG 2.2 defines it, between 1 and 21.

    >>> round(contrast("white", "black"))
    21
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ink_on(colour):
    """Return the ink that is read best on a colour: white or the dark one.

    >>> ink_on("#12436D"), ink_on("#F46A25")
    ('white', '#1A1A1A')
    """
    return max(("white", INK), key=lambda ink: contrast(ink, colour))
