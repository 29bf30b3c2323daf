"""What a month of service costs: the cheaper piece can be the dearer month.

A piece that costs half as much and wears out in a quarter of the time is the dearer one. So prices are set side by
side per month of service, fitting and wear included, and each domestic piece is drawn against the import that it
would replace: at 100% a month costs the same.
"""

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from p3dn import words
from p3dn.briefing import columns, style
from p3dn.briefing.choosing import only
from p3dn.briefing.drawing import chart
from p3dn.briefing.measures import Measure
from p3dn.briefing.rows import bar, beside_of, name_unknown, reach, right, rows, scale

MONEY = Measure("rp")
SIGN = "◇"  # the mark of the import after a price cut, as a letter


@chart
def service_month(
    canvas, frame, category="item", *, domestic="domestic_month_rp", imported="imported_month_rp", after_cut=None,
    horizon=None,
):  # fmt: skip
    """Draw what a month of service of the domestic piece costs beside the imported one, item by item.

    month_ratio = domestic / imported; a bar that ends before the line at 100% is the cheaper month.

    Parameters
    ----------
    frame : DataFrame
        One row per item or product line.
    category : str
        Column of the names.
    domestic, imported : str
        Columns of rupiah per month of service.
    after_cut : str, optional
        Column of the imported piece after a price cut of the importer, marked by a diamond.
    horizon : str, optional
        The horizon to show, where the frame holds several.
    {common}

    Raises
    ------
    P3DNError
        ``chart-choice`` when not exactly one horizon is chosen, ``frame-column`` when a column is missing.

    Notes
    -----
    Where one of the two is unknown, or the import costs nothing, there is no ratio and no bar. Items of which
    neither is known are named in the note.
    """
    prices = [name for name in (domestic, imported, after_cut) if name]
    columns.require(frame, category, *prices)
    frame = only(frame, horizon=horizon)
    if columns.nothing(frame, domestic, imported):
        return None
    frame = columns.numbers(frame[[category, *prices]], prices)
    unknown = frame[[domestic, imported]].isna().all(axis=1)
    name_unknown(canvas, frame.loc[unknown, category])
    frame = frame[~unknown].reset_index(drop=True)
    base = frame[imported].where(frame[imported] > 0)
    frame = frame.assign(month_ratio=frame[domestic] / base)
    cut = frame[after_cut] / base if after_cut else pd.Series(float("nan"), index=frame.index)
    pieces = [_said(row["month_ratio"], *(row[name] for name in prices)) for row in frame.to_dict("records")]
    texts = [beside_of(canvas, *each) for each in pieces]
    _key(canvas, frame["month_ratio"], cut)
    (panel,) = rows(canvas, frame, category, beside=texts, scaled=True)
    axes = panel.axes[0]
    for place, ratio, lowered in zip(panel.places, frame["month_ratio"], cut, strict=True):
        bar(axes, place, ratio, panel.thickness, _colour(ratio))
        axes.plot(lowered, place, **_diamond(canvas), zorder=4.2, clip_on=False)
    axes.axvline(1, color=style.INK, linestyle="--", linewidth=1.5, zorder=4)
    reach(axes, [1, *frame["month_ratio"], *cut])
    right(axes, panel.places, texts)
    scale(canvas, axes, "pct")
    canvas.spoken += [_spoken(name, each) for name, each in zip(frame[category], pieces, strict=True)]
    return frame


def _said(ratio, domestic, imported, after_cut=None):
    """Return ratio and prices of one item, in pieces that a line may break between."""
    own = MONEY.write(domestic)
    said = [own if pd.isna(ratio) else words.say("briefing.month_ratio", ratio=ratio, value=own)]
    said.append(words.say("briefing.month_against", value=MONEY.write(imported)))
    if not pd.isna(after_cut):
        said.append(f"{SIGN} {MONEY.write(after_cut)}")
    return said


def _spoken(name, pieces):
    return f"{columns.write(name, 'text')} {' '.join(pieces).replace(SIGN, words.say('briefing.month_cut'))}"


def _colour(ratio):
    return style.MAIN if ratio <= 1 else style.LOST


def _key(canvas, ratios, cut):
    found = {
        "cheaper_month": ((ratios <= 1).any(), Patch(color=style.MAIN)),
        "dearer_month": ((ratios > 1).any(), Patch(color=style.LOST)),
        "imported_month": (ratios.notna().any(), Line2D([], [], color=style.INK, linestyle="--", linewidth=1.5)),
        "cut_month": (cut.notna().any(), Line2D([], [], **_diamond(canvas))),
    }
    shown = {words.say(f"briefing.{name}"): handle for name, (there, handle) in found.items() if there}
    if shown:
        canvas.key(list(shown.values()), list(shown))


def _diamond(canvas):
    edge = {"markeredgecolor": style.INK, "markeredgewidth": 0.1 * canvas.size.text}
    return {"marker": "D", "linestyle": "", "markerfacecolor": "white", "markersize": 0.6 * canvas.size.text, **edge}
