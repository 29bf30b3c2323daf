"""What a simulation answers, and how often each constraint binds in it.

A simulation answers with a middle value and the interval in which eight of ten draws lie. `simulated` shows both for
every product line, so that nobody reads a point where there is a stretch. `shares_by_draw` shows in which part of the
draws each constraint is the one that binds: a constraint that binds in all of them can be named without a "perhaps".
"""

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from p3dn import formats, words
from p3dn.briefing import columns, style
from p3dn.briefing.choosing import once, only
from p3dn.briefing.drawing import chart, few
from p3dn.briefing.measures import measures
from p3dn.briefing.points import check_shares
from p3dn.briefing.published import mark
from p3dn.briefing.rows import beside_of, name_unknown, reach, right, rows, scale
from p3dn.briefing.stack import spill, stack, tight

LEVERS = ("capacity", "readiness", "price", "market", "inputs", "not_held")  # as the ladder binds, downward
UNKNOWN = "unknown"
ALL = "semua_lini"
LEAST = 0.005  # what would be written as 0%


@chart
def simulated(
    canvas, frame, category="line", *, low="low_rp", central="central_rp", high="high_rp", stated=None, unit=None,
    rung=None, horizon=None,
):  # fmt: skip
    """Draw middle values with their intervals from P10 to P90, the largest first; what is unknown is named below.

    Parameters
    ----------
    frame : DataFrame
        One row per product line.
    category : str
        Column of the names.
    low, central, high : str
        Columns of P10, P50 and P90, in one unit.
    stated : str, optional
        Column of the figures that follow from the inputs as stated, marked by a hollow diamond.
    unit : str, optional
        Unit for the labels, or the column that holds it.
    rung, horizon : str, optional
        The answer to show, where the frame of `p3dn.substitution.simulate` holds several.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units`` when the columns are not in one unit, ``chart-choice`` when not exactly one answer is chosen,
        ``frame-column`` when a column is missing.

    Notes
    -----
    All lines together (``semua_lini``) are said in the note, for beside their sum the lines would be dots at zero.
    """
    numbers = [name for name in (low, central, high, stated) if name]
    columns.require(frame, category, *numbers)
    frame = once(only(frame, rung=rung, horizon=horizon), category, argument="horizon")
    if columns.nothing(frame, *numbers):
        return None
    frame = columns.numbers(frame, numbers)
    measure = measures(frame, numbers, unit=unit)[0]
    frame = frame[[category, *numbers]].sort_values(central, ascending=False, kind="stable", ignore_index=True)
    whole = frame[category].eq(ALL) & (len(frame) > 1)
    known = frame[frame[numbers].notna().any(axis=1) & ~whole]
    _note(canvas, frame[whole], [central, low, high], measure)
    name_unknown(canvas, frame.loc[~whole, category].drop(known.index))
    _key(canvas, known[stated].notna().any() if stated else False)
    figures = known[[central, low, high]].set_axis(["value", "low", "high"], axis=1)
    pieces = [_said(measure, *row) for row in figures.to_numpy()]
    texts = [beside_of(canvas, *each) for each in pieces]
    (panel,) = rows(canvas, known, category, beside=texts, scaled=True)
    for index, place in zip(known.index, panel.places, strict=True):
        mark(canvas, panel.axes[0], place, figures.loc[index], (style.MAIN, "o"))
        if stated:
            panel.axes[0].plot(known.loc[index, stated], place, **_diamond(canvas), zorder=4.2, clip_on=False)
    reach(panel.axes[0], known[numbers].to_numpy().ravel())
    right(panel.axes[0], panel.places, texts)
    scale(canvas, panel.axes[0], measure.form)
    canvas.spoken += [f"{columns.write(n, 'text')} {' '.join(p)}" for n, p in zip(known[category], pieces, strict=True)]
    return frame


def _said(measure, value, low, high):
    """Return a middle value and its interval, in two pieces."""
    if pd.isna(low) or pd.isna(high) or low == high == value:
        return [measure.write(value)]
    return [measure.write(value), f"({measure.span(low, high)})"]


def _note(canvas, whole, ends, measure):
    """Say in the note what all lines are together."""
    for row in whole[ends].to_numpy():
        canvas.more("note", words.say("briefing.whole", name=ALL, value=" ".join(_said(measure, *row))))


def _key(canvas, stated):
    size = 0.75 * canvas.size.text
    handles = [
        Line2D([], [], color=style.MAIN, marker="o", linestyle="", markersize=size),
        Line2D([], [], color=style.MAIN, linewidth=canvas.stroke, solid_capstyle="butt"),
        Line2D([], [], **_diamond(canvas)),
    ]
    texts = [words.say(f"briefing.{each}") for each in ("middle", "middle_range", "stated")]
    shown = 3 if stated else 2
    canvas.key(handles[:shown], texts[:shown])


def _diamond(canvas):
    edge = {"markeredgecolor": style.LOST, "markeredgewidth": 0.14 * canvas.size.text}
    return {"marker": "D", "linestyle": "", "markerfacecolor": "none", "markersize": 0.7 * canvas.size.text, **edge}


@chart
def shares_by_draw(canvas, frame, category="line", *, lever="lever", share="share", horizon=None):
    """Draw in which share of the draws each constraint binds, one bar of 100% per product line.

    Parameters
    ----------
    frame : DataFrame
        One row per product line and constraint; the shares of a line add up to 1.
    category : str
        Column of the product lines.
    lever : str
        Column of the constraints, at most six beside ``unknown``, which is hatched.
    share : str
        Column of the shares, fractions between 0 and 1.
    horizon : str, optional
        The horizon to show, where the frame holds several.
    {common}

    Raises
    ------
    P3DNError
        ``share-range`` when a share lies outside 0 to 1, ``chart-choice``, ``chart-colours`` or ``frame-column``.

    Notes
    -----
    Shares are written in whole percent; what would be 0% is not drawn, and stands in the saved data.
    """
    columns.require(frame, category, lever, share)
    frame = only(frame, horizon=horizon)
    if columns.nothing(frame, share):
        return None
    frame = columns.numbers(frame[[category, lever, share]], [share])
    wide = _wide(frame, category, lever, share)
    parts = [name for name in wide if name != category]
    looks, drawn = _looks(parts), wide[parts].mask(wide[parts] < LEAST, 0.0)
    texts = wide[parts].map(_percent)
    canvas.key([Patch(**each) for each in looks], [words.label(part) for part in parts])
    beside = tight(canvas, drawn.assign(**{category: wide[category]}), parts, texts, None, category=category)
    (panel,) = rows(canvas, wide, category, beside=beside)
    stacks = [
        stack(panel, place, drawn.loc[index], texts.loc[index], looks)
        for index, place in zip(wide.index, panel.places, strict=True)
    ]
    panel.axes[0].set_xlim(0, 1)
    canvas.adjust.append(lambda: sum(spill(canvas, each) for each in stacks) > 0)
    canvas.writes({share: map(_percent, frame[share])})
    canvas.spoken += [_spoken(name, wide.loc[index], texts.loc[index]) for index, name in wide[category].items()]
    return frame


def _percent(share):
    return words.say("briefing.unknown") if pd.isna(share) else formats.percent(share, digits=0)


def _wide(frame, category, lever, share):
    """Return one row per product line with a column per constraint, those of the ladder in its order."""
    check_shares(frame[[share]])
    wide = frame.pivot_table(share, category, lever, "sum", sort=False, dropna=False, min_count=1)
    names = list(dict.fromkeys(frame[lever]))
    order = [*(name for name in LEVERS if name in names), *(name for name in names if name not in LEVERS)]
    order.sort(key=lambda name: name == UNKNOWN)
    known = wide.reindex(index=pd.unique(frame[category]), columns=order).astype("float64")
    known = known.where(known.notna() | known.isna().all(axis=1).to_numpy()[:, None], 0.0)
    return known.rename_axis(columns=None).rename_axis(category).reset_index()


def _looks(parts):
    """Return how each constraint is drawn: in a colour of its own, the same in every chart; hatched what is unknown."""
    colours = dict(zip(LEVERS, style.PALETTE, strict=True))
    free = [colour for name, colour in colours.items() if name not in parts]
    few([part for part in parts if part != UNKNOWN])
    looks = {part: colours[part] if part in colours else free.pop() for part in parts if part != UNKNOWN}
    return [{"facecolor": looks[part]} if part in looks else {"facecolor": "white"} | style.HATCHED for part in parts]


def _spoken(name, shares, texts):
    told = [f"{words.label(part)} {texts[part]}" for part in texts.index if shares[part] >= LEAST]
    return f"{columns.write(name, 'text')}: {', '.join(told) or words.say('briefing.unknown')}"
