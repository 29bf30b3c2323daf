"""What drives a rung: each input once at its low and once at its high, the others central.

One input at a time is not how the world moves, but it is what an analyst can act on: it tells which number is worth a
letter to the buyer or another test, and which does not matter however wrong it is. What inputs do together is in the
ranges of `simulate`.
"""

import numpy as np
import pandas as pd

from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.substitution import inputs
from p3dn.analysis.substitution.drawn import ranged
from p3dn.analysis.substitution.rungs import climb
from p3dn.analysis.substitution.summed import ALL, lines_of, rungs_of, rupiah
from p3dn.formats import is_missing
from p3dn.words import Sentence

COLUMNS = [
    *("line", "horizon", "rung", "input", "input_line", "input_item", "low_input", "high_input", "unit"),
    *("low_rp", "central_rp", "high_rp", "swing_rp", "source"),
]
BATCH = 250
_TAKEN = {"input": "input", "input_line": "line", "input_item": "item", "low_input": "low", "high_input": "high",
          "source": "source"}  # fmt: skip


def drivers_of(case):
    """Return what each input of a case does to each rung, for the tornado; the largest swing of a rung first.

    swing_rp = largest - smallest of the rung at the low input, at the central one and at the high one.

    Parameters
    ----------
    case : Case

    Returns
    -------
    DataFrame
        One row per line (``semua_lini`` for all together), rung and row of the scenario with a range that moves the
        rung; an input that leaves it where it is has no row there. ``low_rp`` and ``high_rp`` are the rung at
        ``low_input`` and ``high_input``, so that ``low_rp`` is the larger one where less of the input is better;
        ``central_rp`` is the rung at the central values. Null where the rung is then unknown, and last.
    """
    used = ranged(case)
    batches = [used[at : at + BATCH] for at in range(0, len(used), BATCH)] or [used]
    moved = pd.concat([_moved(case, batch) for batch in batches]).sort_values(["rung", "order"], kind="stable")
    rows = case.scenario.rows.iloc[moved["row"]]
    answer = moved.reset_index(drop=True).assign(
        line=np.array([*lines_of(case), ALL], dtype=object)[moved["line"]],
        rung=np.array(rungs_of(case), dtype=object)[moved["rung"]],
        unit=[unit_of(*each) for each in zip(rows["input"], rows["piece"], strict=True)],
        horizon=case.horizon,
        **{name: rows[taken].to_numpy() for name, taken in _TAKEN.items()},
    )
    return answer[COLUMNS]


def headline_drivers(answer, *, line=ALL, rung="makeable", horizon=None):
    """Return the sentence on the input that moves a rung most, at the last horizon of the answer by default."""
    if answer.empty:
        return unanswered(answer) if "needs" in answer.attrs else Sentence("analysis.substitution.drivers-none")
    wanted = answer["horizon"] == (horizon or answer["horizon"].iloc[-1])
    rows = answer[wanted & (answer["line"] == line) & (answer["rung"] == rung)]
    if rows["swing_rp"].isna().all():
        return Sentence("analysis.substitution.drivers-none")
    names = rows[["input", "input_line"]].apply(lambda row: _named(*row), axis=1)
    said = {"rung": rung, "horizon": rows["horizon"].iloc[0]}
    found = leading("analysis.substitution.drivers", names, rows["swing_rp"], **said)
    return found if rows["swing_rp"].notna().all() else Sentence(found.key.replace("-single", "-most"), found.values)


def _named(name, line):
    """Return how an input is called: with its line, where it speaks about one."""
    return name if is_missing(line) else Sentence("analysis.substitution.input-of-line", {"input": name, "line": line})


def _moved(case, batch):
    """Return rung, line and row of the scenario where an input moves a rung, with the rung at its low and high."""
    values = np.tile(case.central, (2 * len(batch) + 1, 1))
    for place, side in enumerate(("low", "high")):
        values[1 + 2 * np.arange(len(batch)) + place, batch] = case.scenario.rows[side].to_numpy()[batch]
    money = rupiah(case, climb(case, values))
    central, low, high = money[:, :1], money[:, 1::2], money[:, 2::2]
    rung, at, line = np.nonzero(_differ(low, central) | _differ(high, central))
    found = {"low_rp": low[rung, at, line], "central_rp": central[rung, 0, line], "high_rp": high[rung, at, line]}
    ends = np.array(list(found.values()))
    swing = ends.max(axis=0) - ends.min(axis=0)
    return pd.DataFrame({"rung": rung, "line": line, "row": batch[at], **found, "swing_rp": swing, "order": -swing})


def _differ(one, other):
    """Tell where two figures differ by more than rounding, in rupiah."""
    return ~np.isclose(one, other, rtol=1e-9, atol=1e-6, equal_nan=True)


def unit_of(name, piece):
    """Return the unit of an input as a row of the scenario counts it.

    >>> unit_of("demand", "buah"), unit_of("import_share", None)
    ('buah/tahun', 'pangsa')
    """
    unit = inputs.inputs()[name].unit
    return unit if is_missing(piece) else unit.replace(inputs.PIECE, piece)
