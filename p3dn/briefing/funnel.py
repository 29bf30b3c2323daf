"""How many got through each step, each step in its own unit.

Persons hold certificates of competence, firms an ISO, products a TKDN, and a product passes a route test with one
buyer. Such counts never share an axis: every step has a bar of its own, and the whole bar is what the step counts
against. Where nobody has said of how many, there is a number and no bar; where nobody has counted, there is a word.
"""

import pandas as pd
from matplotlib.patches import Patch

from p3dn import words
from p3dn.briefing import columns, style
from p3dn.briefing.choosing import only
from p3dn.briefing.drawing import chart
from p3dn.briefing.rows import bar, beside_of, label, name_of, rows
from p3dn.formats import is_missing

COUNTED = ("person", "firm", "product", "product_buyer")
PARTS = {"passed": style.MAIN, "running": style.BETTER, "failed": style.LOST}


@chart
def funnel(canvas, frame, *, line=None):
    """Draw how many passed each step, are under way and failed, of how many, grouped by what is counted.

    Parameters
    ----------
    frame : DataFrame
        One row per step with the columns ``step``, ``counts`` (what is counted: persons, firms, products, products
        with a buyer), ``passed``, ``running``, ``failed`` and ``of``, the number that the step counts against.
        Where a step has several rows, ``source`` tells them apart.
    line : str, optional
        The product line to show, where the frame of `p3dn.substitution.funnel` holds several.
    {common}

    Raises
    ------
    P3DNError
        ``chart-choice`` when not exactly one line is chosen, ``frame-column`` when a column is missing.

    Notes
    -----
    Each bar has its own scale, from nothing to ``of``. What is under way and what failed is written where it is
    above zero; ``passed`` without a number is "not recorded yet", never 0.
    """
    columns.require(frame, "step", "counts", *PARTS, "of")
    frame = only(frame, line=line)
    if columns.nothing(frame, *PARTS):
        return None
    shown = [name for name in ("line", "step", "counts", *PARTS, "of", "source") if name in frame]
    frame = columns.numbers(frame[shown], [*PARTS, "of"])
    pieces = [_said(row) for row in frame.to_dict("records")]
    beside = pd.Series([beside_of(canvas, *each) for each in pieces], index=frame.index)
    _key(canvas, frame)
    for panel in rows(canvas, frame, "step", names=_names(canvas, frame), beside=beside, panels="counts"):
        for place, index in zip(panel.places, panel.frame.index, strict=True):
            row = frame.loc[index]
            end = _draw(panel, place, row)
            label(panel.axes[0], beside[index], end, place, unknown=pd.isna(row["passed"]))
        panel.axes[0].set_xlim(0, 1)
    canvas.spoken += [_spoken(row, each) for row, each in zip(frame.to_dict("records"), pieces, strict=True)]
    return frame


def _names(canvas, frame):
    """Return the names of the steps, with the source where a step has more than one."""
    many = frame["step"].duplicated(keep=False)
    sources = frame["source"].where(many) if "source" in frame else [None] * len(frame)
    return [
        name_of(canvas, step, *([] if is_missing(source) else [f"({columns.write(source, 'text')})"]))
        for step, source in zip(frame["step"], sources, strict=True)
    ]


def _unit(counts):
    """Return what is counted, as it stands after a number."""
    return words.say(f"briefing.counted.{counts}") if counts in COUNTED else columns.write(counts, "text")


def _said(row):
    """Return the numbers of a step with their unit, in pieces that a line may break between."""
    counted = {"value": row["passed"], "of": row["of"], "unit": _unit(row["counts"])}
    without = pd.isna(row["of"])
    if pd.isna(row["passed"]):
        said = [words.say("briefing.not_recorded") if without else words.say("briefing.unrecorded_of", **counted)]
    else:
        said = [words.say(f"briefing.passed_{'only' if without else 'of'}", **counted)]
    for part in ("running", "failed"):
        if row[part] > 0:
            said.append(words.say(f"briefing.{part}_count", value=row[part]))
    return [f"{text}," for text in said[:-1]] + said[-1:]


def _spoken(row, pieces):
    """Return a step as the alternative text says it; its unit too where the numbers do not name it."""
    unit = f" ({_unit(row['counts'])})" if pd.isna(row["of"]) else ""
    return f"{columns.write(row['step'], 'text')}{unit}: {' '.join(pieces)}"


def _draw(panel, place, row):
    """Draw the parts of a step on the track of its own whole; return where the words stand."""
    if not row["of"] > 0:
        return 0
    bar(panel.axes[0], place, 1.0, panel.thickness, style.FAINT)
    end = 0.0
    for part, colour in PARTS.items():
        size = 0.0 if pd.isna(row[part]) else min(row[part] / row["of"], 1 - end)
        bar(panel.axes[0], place, size, panel.thickness, colour, left=end)
        end += size
    return 1


def _key(canvas, frame):
    """Put a key above the picture where there is more than what passed."""
    shown = [part for part in PARTS if (frame[part] > 0).any()]
    if shown != ["passed"]:
        canvas.key([Patch(color=PARTS[part]) for part in shown], [words.say(f"briefing.{part}") for part in shown])
