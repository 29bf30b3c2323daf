"""From the need of one product line down to what stays in the country, with every loss named at its step.

The whole width is the need. Each rung keeps a part of the rung above it; beside what it keeps stand what nobody knows
yet (hatched) and what is lost, with its cause. So the eye falls from the need to the last rung that is known, and
the widest step is the constraint to speak of. Below a rung that is unknown nothing is drawn: the place is empty and
says so.
"""

import pandas as pd
from matplotlib.patches import Patch

from p3dn import words
from p3dn.briefing import columns, style
from p3dn.briefing.choosing import once, only
from p3dn.briefing.drawing import chart
from p3dn.briefing.measures import Measure
from p3dn.briefing.rows import BESIDE, bar, label, name_of, reach, rows

RUPIAH = Measure("rp")
PARTS = ["value_rp", "unknown_rp", "lost_rp"]
CAUSES = ("imported", "makeable", "passed", "competitive", "contracted", "retained")
FIRST = CAUSES[0]  # what is lost before it is domestic already or locked, and nobody's loss


@chart
def waterfall(canvas, frame, *, line=None, horizon=None):
    """Draw one ladder, rung by rung: what is left in rupiah, and what is lost and unknown on the way to it.

    Parameters
    ----------
    frame : DataFrame
        One row per rung as `p3dn.substitution.ladder` or `totals` returns it, with the columns ``rung``,
        ``value_rp``, ``lost_rp`` and ``unknown_rp``; value + lost + unknown = value of the rung above.
    line, horizon : str, optional
        The product line and the horizon to show, where the frame holds several.
    {common}

    Raises
    ------
    P3DNError
        ``chart-choice`` when not exactly one ladder is chosen, ``frame-column`` when a column is missing.

    Notes
    -----
    The last rung that is known has the house colour. A loss of nothing is not written.
    """
    columns.require(frame, "rung", *PARTS)
    frame = columns.numbers(once(only(frame, line=line, horizon=horizon), "rung", argument="line"), PARTS)
    if columns.nothing(frame, "value_rp"):
        return None
    pieces = [_beside(row) for row in frame.to_dict("records")]
    names = [_name(canvas, *row) for row in frame[["rung", "value_rp"]].itertuples(index=False)]
    ends = frame[PARTS].sum(axis=1)
    texts = [
        canvas.wrap(["", *each], canvas.size.text, room)
        for each, room in zip(pieces, _rooms(canvas, names, ends), strict=True)
    ]
    _key(canvas, frame)
    (panel,) = rows(canvas, frame, "rung", names=names, beside=texts)
    last = frame["value_rp"].last_valid_index()
    for index, place, text in zip(frame.index, panel.places, texts, strict=True):
        _draw(panel, place, frame.loc[index], main=index == last)
        label(panel.axes[0], text, ends[index], place, unknown=frame.loc[index, PARTS].isna().all())
    reach(panel.axes[0], ends)
    canvas.writes({part: map(RUPIAH.write, frame[part]) for part in PARTS})
    canvas.spoken += [_spoken(row, each) for row, each in zip(frame.to_dict("records"), pieces, strict=True)]
    return frame[[name for name in ("line", "horizon", "rung", *PARTS, "lever") if name in frame]]


def _name(canvas, rung, value):
    """Return the name of a rung with what is left there; a rung that is unknown has its word in the picture."""
    if pd.isna(value):
        return name_of(canvas, rung)
    return name_of(canvas, f"{columns.write(rung, 'text')}:", RUPIAH.write(value))


def _rooms(canvas, names, ends):
    """Return how wide the words of each row may be, in inches: the shorter the bars, the more room they leave."""
    named = max(canvas.width(line) for name in names for line in name.split("\n"))
    beside = BESIDE * canvas.inner
    plot = max(0, 0.95 * canvas.inner - named - beside)
    return beside + plot * (1 - ends / max(ends.max(), 1))


def _beside(row):
    """Return what is unknown and what is lost before a rung, in pieces that a line may break between."""
    unknown, loss = words.say("briefing.unknown"), []
    if row["lost_rp"] > 0:
        loss = [words.say("briefing.lost", value=row["lost_rp"]), *_cause(row["rung"])]
    if row["unknown_rp"] > 0:
        return [RUPIAH.write(row["unknown_rp"]), f"{unknown}," if loss else unknown, *loss]
    return [unknown] if pd.isna(row["value_rp"]) and not loss else loss


def _cause(rung):
    return [words.say(f"briefing.losses.{rung}")] if rung in CAUSES else []


def _draw(panel, place, row, *, main):
    """Draw what a rung keeps, what is unknown and what is lost, in this order."""
    looks = [
        ("value_rp", style.MAIN if main else style.GREY, {}),
        ("unknown_rp", "white", style.HATCHED),
        ("lost_rp", style.BETTER if row["rung"] == FIRST else style.LOST, {}),
    ]
    end = 0.0
    for part, colour, options in looks:
        if row[part] > 0:
            bar(panel.axes[0], place, row[part], panel.thickness, colour, left=end, **options)
            end += row[part]


def _key(canvas, frame):
    """Put a key above the picture for what is lost and what is unknown, where there is any."""
    first, lost = frame["rung"] == FIRST, frame["lost_rp"] > 0
    found = {
        words.say(f"briefing.losses.{FIRST}"): ((first & lost).any(), {"facecolor": style.BETTER}),
        words.say("briefing.lost_here"): ((~first & lost).any(), {"facecolor": style.LOST}),
        words.say("briefing.unknown"): ((frame["unknown_rp"] > 0).any(), {"facecolor": "white"} | style.HATCHED),
    }
    shown = {text: Patch(**look) for text, (there, look) in found.items() if there}
    if shown:
        canvas.key(list(shown.values()), list(shown))


def _spoken(row, pieces):
    """Return a rung as the alternative text says it."""
    kept = [] if pd.isna(row["value_rp"]) else [RUPIAH.write(row["value_rp"])]
    said = ", ".join([*kept, *filter(None, [" ".join(pieces)])])
    return f"{columns.write(row['rung'], 'text')}: {said}"
