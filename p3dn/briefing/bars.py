"""Charts of amounts: bars, stacked bars and the ladder from need to what can be made.

A bar is read by its length, so it starts at zero and its value is written at its end. Categories stand in the
order of the frame: the analysis decides what comes first. What is not known is said in words in the place of
the bar, and never drawn as zero; a zero is written as zero.
"""

import pandas as pd
from matplotlib.patches import Patch

from p3dn import marks, words
from p3dn.briefing import columns, style
from p3dn.briefing.canvas import BETWEEN
from p3dn.briefing.drawing import chart, few
from p3dn.briefing.measures import measures
from p3dn.briefing.rows import bar, beside_of, fold, label, name_of, reach, rows
from p3dn.briefing.stack import spill, stack, tight


@chart
def bars(canvas, frame, category, value, *, highlight=None, unit=None, panels=None, additive=False):
    """Draw one horizontal bar per category, in the order given, with its value at its end.

    Parameters
    ----------
    frame : DataFrame
        One row per bar.
    category, value : str
        Columns of the names and of the amounts.
    highlight : str or list, optional
        Categories to speak of; the others are grey. Without it all bars have the house colour.
    unit : str, optional
        Unit for the labels, or the column that holds it; by default ``satuan`` or ``unit``, where there is one.
    panels : str, optional
        Column that splits the chart into panels, each with an axis of its own, as unlike units need.
    additive : bool
        Whether amounts may be added up; then whatever comes after eleven categories is folded into one bar.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units`` when unlike units would share an axis, ``frame-column`` when a column is missing.
    """
    columns.require(frame, category, value, panels)
    if columns.nothing(frame, value):
        return None
    frame, texts = _ready(frame, category, [value], unit=unit, panels=panels, additive=additive)
    beside = texts[value].map(lambda text: beside_of(canvas, text))
    for panel in rows(canvas, frame, category, beside=beside, panels=panels):
        colours = [_colour(name, highlight) for name in panel.frame[category]]
        _column(panel, 0, panel.frame[value], colours, beside[panel.frame.index])
        reach(panel.axes[0], panel.frame[value])
    _speak(canvas, frame[category], texts)
    return frame[_once(panels, category, value, *marks.told(frame))]


@chart
def stacked(canvas, frame, category, parts, *, unit=None, panels=None, additive=False):
    """Draw one horizontal bar per category, made of parts that add up, such as used and idle capacity.

    Parameters
    ----------
    frame : DataFrame
        One row per bar.
    category : str
        Column of the names.
    parts : list of str
        Columns of the parts, at most six, all in one unit.
    unit, panels, additive
        As in `bars`.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units``, ``chart-colours`` or ``frame-column``.
    """
    parts = few(parts)
    columns.require(frame, category, *parts, panels)
    if columns.nothing(frame, *parts):
        return None
    frame, texts = _ready(frame, category, parts, unit=unit, panels=panels, additive=additive)
    canvas.key([Patch(color=colour) for colour in style.PALETTE[: len(parts)]], [words.label(part) for part in parts])
    stacks = []
    beside = tight(canvas, frame, parts, texts, panels, category=category)
    for panel in rows(canvas, frame, category, beside=beside, panels=panels):
        for place, index in zip(panel.places, panel.frame.index, strict=True):
            stacks.append(stack(panel, place, frame.loc[index, parts], texts.loc[index]))
        reach(panel.axes[0], panel.frame[parts].sum(axis=1))
    canvas.adjust.append(lambda: sum(spill(canvas, each) for each in stacks) > 0)
    _speak(canvas, frame[category], texts)
    return frame[_once(panels, category, *parts, *marks.told(frame))]


@chart
def ladder(canvas, frame, category, rungs, *, value=None):
    """Draw how much of a need remains from rung to rung, in rupiah, for each product line.

    One column per rung, all on one scale, read from left to right; where the columns would be too narrow, one panel
    per product line with a row per rung. A rung that is not known says so; a rung that is nothing is Rp0.

    Parameters
    ----------
    frame : DataFrame
        One row per product line, or one per line and rung.
    category : str
        Column of the product lines.
    rungs : list of str, or str
        Columns of the rungs, from need downward; or the column that names the rung of each row.
    value : str, optional
        Column of the amounts, where `rungs` is one column.
    {common}

    Raises
    ------
    P3DNError
        ``chart-units`` when the rungs are not in one unit, ``frame-column`` when a column is missing.
    """
    frame, rungs, measure = _wide(frame, category, rungs, value)
    texts = frame[rungs].map(measure.write)
    names = [line for name in frame[category] for line in name_of(canvas, name).split("\n")]
    room = (0.97 * canvas.inner - max(map(canvas.width, names))) / len(rungs) - BETWEEN
    widest = max(canvas.width(text) for rung in rungs for text in texts[rung])
    if len(frame) > 1 and room > widest + canvas.size.text / 36:
        _columns(canvas, frame, category, texts, room)
    else:
        _panels(canvas, frame, category, texts)
    _speak(canvas, frame[category], texts)
    return frame[[category, *rungs]]


def _wide(frame, category, rungs, value):
    """Return one row per product line with a column per rung, the rungs and their measure."""
    if not isinstance(rungs, str):
        columns.require(frame, category, *rungs)
        frame, _ = _ready(frame, category, list(rungs))
        return frame, list(rungs), measures(frame, list(rungs))[0]
    columns.require(frame, category, rungs, value)
    measure, names = measures(frame, [value])[0], list(dict.fromkeys(frame[rungs]))
    wide = frame.pivot_table(value, category, rungs, "sum", sort=False, dropna=False, min_count=1)
    wide = wide.reindex(index=pd.unique(frame[category]), columns=names).astype("float64")
    return wide.rename_axis(columns=None).rename_axis(category).reset_index(), names, measure


def _columns(canvas, frame, category, texts, room):
    """Draw a column per rung, so that a product line is read across."""
    rungs = list(texts)
    heads = [canvas.wrap(words.label(rung), canvas.size.text, room, "bold") for rung in rungs]
    (panel,) = rows(canvas, frame, category, heads=heads)
    for number, rung in enumerate(rungs):
        _column(panel, number, frame[rung], [_step(rung, rungs)] * len(frame), texts[rung])
        reach(panel.axes[number], frame[rungs].to_numpy().ravel())


def _panels(canvas, frame, category, texts):
    """Draw a panel per product line and in it a row per rung."""
    rungs = list(texts)
    long = pd.DataFrame(
        [
            (name, rung, frame.loc[index, rung], texts.loc[index, rung])
            for index, name in frame[category].items()
            for rung in rungs
        ],
        columns=[category, "rung", "amount", "text"],
    )
    for panel in rows(canvas, long, "rung", panels=category):
        colours = [_step(rung, rungs) for rung in panel.frame["rung"]]
        _column(panel, 0, panel.frame["amount"], colours, panel.frame["text"])
        reach(panel.axes[0], long["amount"])


def _ready(frame, category, values, *, unit=None, panels=None, additive=False):
    """Return the frame with plain numbers and index, folded where that is allowed, and its values as texts."""
    frame = columns.numbers(frame, values)
    found = measures(frame, values, unit=unit, panels=panels)
    frame = fold(frame, category, values) if additive and panels is None else frame
    texts = {value: [each.write(amount) for each, amount in zip(found, frame[value], strict=False)] for value in values}
    return frame, _crossed(frame, pd.DataFrame(texts, index=frame.index))


def _crossed(frame, texts):
    """Return the texts of the values, with an x where a value is withheld."""
    for row, said in frame.get(marks.WITHHELD, pd.Series(dtype=object)).items():
        for name in set(texts) & set(marks.withheld(said)):
            texts.loc[row, name] = marks.CROSS
    return texts


def _once(*names):
    return [name for name in dict.fromkeys(names) if name is not None]


def _colour(name, highlight):
    chosen = [highlight] if isinstance(highlight, str) else highlight
    return style.MAIN if chosen is None or name in chosen else style.GREY


def _step(rung, rungs):
    return style.MAIN if rung == rungs[-1] else style.GREY


def _column(panel, number, amounts, colours, texts):
    """Draw a bar for each row of a panel, with its value beside it."""
    axes = panel.axes[number]
    for place, amount, colour, text in zip(panel.places, amounts, colours, texts, strict=True):
        bar(axes, place, amount, panel.thickness, colour)
        unknown = pd.isna(amount)
        label(axes, text, 0 if unknown else max(0, amount), place, unknown=unknown)


def _speak(canvas, names, texts):
    """Say the values for the alternative text; with several columns each is named."""
    canvas.writes(texts)
    for index, name in names.items():
        said = list(texts.loc[index].items())
        values = said[0][1] if len(said) == 1 else ", ".join(f"{words.label(part)} {text}" for part, text in said)
        canvas.spoken.append(f"{columns.write(name, 'text')}{'' if len(said) == 1 else ':'} {values}")
