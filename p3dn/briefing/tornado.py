"""What an answer depends on most.

Every input of a scenario has a low and a high value. Moved from one to the other with all others at their central
values, an input swings the answer by so many rupiah; the widest swings say where a better datum is worth its price.
"""

import functools

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from p3dn import words
from p3dn.briefing import columns, style
from p3dn.briefing.choosing import only
from p3dn.briefing.drawing import chart
from p3dn.briefing.rows import bar, label, name_of, rows, scale
from p3dn.formats import is_missing

MOST = 10
ENDS, INPUTS = ["low_rp", "high_rp"], ["low_input", "high_input"]
FORMS = {"pangsa": "pct", "share": "pct", "tahun": "text"}
SIGNS = {"Rp": "rp", "US$": "usd"}
YES_OR_NO = "ya=1"
COLOURS = (style.PALETTE[1], style.MAIN)


@chart
def tornado(canvas, frame, *, line=None, rung=None, horizon=None, central="central_rp"):
    """Draw how far each input moves an answer between its own low and high value, the widest swing on top.

    Parameters
    ----------
    frame : DataFrame
        One row per input with the columns ``input``, ``low_input``, ``high_input``, ``unit``, ``low_rp``,
        ``high_rp`` (the answer with the low and with the high input) and ``swing_rp``; where there are ``input_line``
        and ``input_item``, they say of what the input speaks.
    line, rung, horizon : str, optional
        The answer to show, where the frame of `p3dn.substitution.simulate` holds several.
    central : float or str
        The answer with all inputs at their central values, or the column that holds it.
    {common}

    Raises
    ------
    P3DNError
        ``chart-choice`` when not exactly one answer is chosen, ``frame-column`` when a column is missing.

    Notes
    -----
    The ten widest swings are drawn, and the subtitle says of how many inputs. Bars run from the central value; an
    input whose both ends lie on one side of it has two thin bars.
    """
    named = [central] if isinstance(central, str) else []
    columns.require(frame, "input", *INPUTS, "unit", *ENDS, "swing_rp", *named)
    frame = only(frame, line=line, rung=rung, horizon=horizon)
    if columns.nothing(frame, *ENDS) or (named and columns.nothing(frame, central)):
        return None
    frame = columns.numbers(frame, [*INPUTS, *ENDS, "swing_rp", *named])
    middle = float(frame[central].dropna().iloc[0] if named else central)
    widest = frame.dropna(subset=ENDS).sort_values("swing_rp", ascending=False, kind="stable")
    drawn = widest.head(MOST).reset_index(drop=True)
    _count(canvas, len(drawn), len(frame))
    _key(canvas, middle)
    sides = [_sides(*ends, middle) for ends in drawn[ENDS].to_numpy()]
    names = [_name(canvas, row) for row in drawn.to_dict("records")]
    beside = ["\n" if low == high else "" for low, high in sides]
    (panel,) = rows(canvas, drawn, "input", names=names, beside=beside, scaled=True, origin=middle)
    labels = []
    for place, row, each in zip(panel.places, drawn.to_dict("records"), sides, strict=True):
        labels += _swing(canvas, panel, place, row, each, middle)
    _frame(canvas, panel.axes[0], [middle, *drawn[ENDS].to_numpy().ravel()], labels)
    canvas.spoken += [_spoken(row) for row in drawn.to_dict("records")]
    about = [name for name in ("line", "rung", "horizon", "input", "input_line", "input_item") if name in drawn]
    return drawn[[*about, "unit", *INPUTS, *ENDS, "swing_rp"]].assign(central_rp=middle)


def _count(canvas, shown, count):
    """Say in the subtitle how many inputs are shown, of how many."""
    which = "drivers" if shown < count else "drivers_all"
    canvas.more("subtitle", f"· {words.say(f'briefing.{which}', shown=shown, count=count)}")


def _key(canvas, middle):
    line = Line2D([], [], color=style.INK, linewidth=1.2)
    texts = [words.say("briefing.central", value=middle)]
    texts += [words.say(f"briefing.{each}") for each in ("input_low", "input_high")]
    canvas.key([line, *(Patch(color=colour) for colour in COLOURS)], texts)


def _sides(low, high, middle):
    """Return for both ends whether they lie left of the central value; an end that is there faces the other."""
    left, right = low < middle, high < middle
    if low == middle:
        left = high >= middle
    if high == middle:
        right = low > middle
    return left, right


def _name(canvas, row):
    """Return the label of an input, of what it speaks, and its unit where the values beside the bars do not say it."""
    unit = row["unit"]
    hidden = is_missing(unit) or unit in (*FORMS, *SIGNS, YES_OR_NO)
    return name_of(canvas, _input(row), *([] if hidden else [f"({words.unit(unit)})"]))


def _input(row):
    """Return an input with its item, else with its line, where that is not the line of the picture."""
    of = row.get("input_item")
    of = row.get("input_line") if is_missing(of) else of
    said = columns.write(row["input"], "text")
    return said if is_missing(of) or of == row.get("line") else f"{said}, {columns.write(of, 'text')}"


def _swing(canvas, panel, place, row, sides, middle):
    """Draw both bars of an input with its low and high value at their ends; return the labels and where they stand."""
    written, same = [], sides[0] == sides[1]
    for number, (end, left) in enumerate(zip(ENDS, sides, strict=True)):
        line = canvas.size.text * 1.28 / 72
        y = place + (0.62 * line * (2 * number - 1) if same else 0)
        thick = min(panel.thickness, 0.8 * line) if same else panel.thickness
        bar(panel.axes[0], y, row[end] - middle, thick, COLOURS[number], left=middle)
        text = _write(row[INPUTS[number]], row["unit"], ("low", "high")[number])
        written.append((row[end], left, label(panel.axes[0], text, row[end], y, left=left)))
    return written


def _write(value, unit, otherwise):
    """Return the value of an input as it is read; a word where the inputs of a group differ and none is given."""
    if is_missing(value):
        return words.say(f"briefing.{otherwise}")
    if str(unit) == YES_OR_NO:
        return columns.write(value > 0.5, "text")
    sign = next((form for sign, form in SIGNS.items() if str(unit).startswith(sign)), "n")
    return columns.write(value, FORMS.get(str(unit), sign))


def _frame(canvas, axes, values, labels):
    """Show the least and the largest answer on the axis, and give it the room that the labels at both ends need."""
    core = min(values), max(values)
    pad = 0 if core[1] > core[0] else max(abs(core[0]), 1) / 2
    axes.set_xlim(core[0] - pad, core[1] + pad)
    ends = sorted(set(core))
    scale(canvas, axes, "rp", ticks=ends, thinned=False)
    for text, side in zip(axes.get_xticklabels(), ("right", "left"), strict=False):
        text.set_horizontalalignment(side)
    labels.append((core[1], False, axes.get_xticklabels()[-1]))  # the other may stand below the names
    canvas.adjust.append(functools.partial(_widen, canvas, axes, labels, axes.get_xlim()))


def _widen(canvas, axes, labels, core):
    """Widen the axis until the labels stand inside it; tell whether it moved."""
    before, width = axes.get_xlim(), axes.get_window_extent(canvas.renderer).width
    gap = 5 * style.DPI / 72 + 0.5 * canvas.size.text
    needed = [(x, left, text.get_window_extent(canvas.renderer).width + gap) for x, left, text in labels]
    ends = list(core)
    for _ in range(40):
        pixel = (ends[1] - ends[0]) / width
        ends[0] = min(core[0], *(x - wide * pixel for x, left, wide in needed if left), core[0])
        ends[1] = max(core[1], *(x + wide * pixel for x, left, wide in needed if not left), core[1])
    axes.set_xlim(*ends)
    return max(abs(one - other) for one, other in zip(before, ends, strict=True)) > 0.01 * (ends[1] - ends[0])


def _spoken(row):
    low, high = (_write(row[name], row["unit"], end) for name, end in zip(INPUTS, ("low", "high"), strict=True))
    named = {"name": _input(row), "low": low, "high": high}
    return words.say("briefing.from_low_to_high", **named, low_rp=row["low_rp"], high_rp=row["high_rp"])
