"""A page about one product line: what it could replace, how that was computed, and what it rests on.

A figure that is passed on without its method is soon quoted for something else. So the content of a page is
always the same: what and how much; the method with the numbers put in, rung by rung; what is not in the figures;
what was assumed, with its source; and which datum is missing, with who has it. The page is content only: another
wing draws it.
"""

from dataclasses import dataclass

import pandas as pd

from p3dn.analysis._frames import finish
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution import inputs
from p3dn.analysis.substitution.ladder import ladder
from p3dn.analysis.substitution.rungs import LEVERS, RUNGS
from p3dn.errors import P3DNError
from p3dn.formats import is_missing
from p3dn.words import Sentence

FIGURES = ["rung", "value_rp", "value_qty", "unit", "lost_rp", "unknown_rp", "records", "of"]
ASSUMED = ["input", "rendah", "tengah", "tinggi", "satuan", "sumber"]
MISSING = ["datum", "who"]


@dataclass(frozen=True)
class Card:
    """The content of a page: the finding, and the parts in the order of reading.

    ``figures`` is a frame of `FIGURES`, ``method`` and ``exclusions`` are lists of sentences, ``assumptions`` a frame
    of `ASSUMED`, ``missing`` a frame of `MISSING`.
    """

    line: str
    horizon: str
    finding: Sentence
    figures: pd.DataFrame
    method: list
    exclusions: list
    assumptions: pd.DataFrame
    missing: pd.DataFrame


def card(potential, line, *, scenario=None, horizon="m12"):
    """Return the content of the page about a product line.

    Parameters
    ----------
    potential : DataFrame
        From `potential`, with or without a scenario.
    line : str
        One of its lines.
    scenario : DataFrame, optional
        As `p3dn.load_scenario` returns it: gives the assumptions and their sources.
    horizon : {"now", "m12", "m36"}
        Where the potential has horizons.

    Returns
    -------
    Card or DataFrame
        Of an empty potential, the empty frame that says what is missing.

    Raises
    ------
    P3DNError
        ``line-unknown`` when the potential has no such line.
    """
    if potential.empty:
        return potential
    steps, row = _of(ladder(potential), line, horizon), _of(potential, line, horizon)
    if row.empty:
        raise P3DNError("line-unknown", line=line, lines=list(dict.fromkeys(potential.get("line", []))))
    finding, row = headline_line(row), row.iloc[0].to_dict()
    names = [name for name in str(row["missing"] or "").split(",") if name]
    missing = pd.DataFrame({"datum": names, "who": [inputs.who_has(name) for name in names]}, columns=MISSING)
    return Card(
        line, horizon, finding, finish(steps, FIGURES), _method(row, steps),
        _exclusions(row), _assumed(scenario, line, horizon), missing,
    )  # fmt: skip


def main_line(potential):
    """Return the line with the largest import that is known, else the first one; None of an empty potential.

    >>> main_line(pd.DataFrame({"line": ["a", "b", "b"], "imported_rp": [5.0, 9.0, 9.0]}))
    'b'
    """
    if potential.empty:
        return None
    imported = potential["imported_rp"].astype("float64").reset_index(drop=True)
    return potential["line"].iloc[0 if imported.isna().all() else imported.idxmax()]


def headline_line(answer):
    """Return the sentence on one line: from its need down to the last rung that is known, and what binds it.

    Parameters
    ----------
    answer : DataFrame
        The row of a line from `potential`.
    """
    if answer.empty:
        return unanswered(answer)
    row = answer.iloc[0].to_dict()
    if is_missing(row["need_rp"]):
        return Sentence("analysis.substitution.card-no-price", {"line": row["line"]})
    rung = next(name for name in reversed(RUNGS) if not is_missing(row.get(f"{name}_rp")))
    found = {"line": row["line"], "need": float(row["need_rp"]), "rung": rung, "value": float(row[f"{rung}_rp"])}
    if rung == "need":
        return Sentence("analysis.substitution.card-need", found)
    lost = row.get(f"lost_{row['binding']}_rp")
    case = row["binding"] if row["binding"] in ("not_held", "unknown") else "bound"
    return Sentence(
        f"analysis.substitution.card-{case}",
        found | {"lever": row["binding"], "lost": 0.0 if is_missing(lost) else float(lost)},
    )


def _of(frame, line, horizon):
    """Return the rows of a line at a horizon; of a potential without horizons, those of the line."""
    if frame.empty:
        return frame
    here = frame["line"] == line
    return frame[here & (frame["horizon"] == horizon)] if "horizon" in frame else frame[here]


def _method(row, steps):
    """Return how each known rung was computed, with the numbers put in."""
    sentences = [_of_need(row)] if not is_missing(row["need_rp"]) else []
    above = row["need_rp"]
    for step in steps.iloc[1:].to_dict("records"):
        if is_missing(step["value_rp"]):
            break
        found = {"rung": step["rung"], "above": above, "value": step["value_rp"], "lost": _zero(step["lost_rp"])}
        lever = LEVERS.get(step["rung"], "domestic")
        found |= {"lever": f"lost_{lever}_rp", "unknown": _zero(step["unknown_rp"])}
        sentences.append(Sentence(f"analysis.substitution.card-step{'-unknown' * (found['unknown'] > 0)}", found))
        above = step["value_rp"]
    return sentences


def _of_need(row):
    found = {"value": float(row["need_rp"]), "records": int(row["need_records"]), "items": int(row["items"])}
    stated = not is_missing(row["unit"]) and not is_missing(row["need_qty"]) and row["need_qty"] > 0
    if not stated or found["records"] < found["items"]:
        return Sentence("analysis.substitution.card-sum", found)
    price = found["value"] / row["need_qty"]
    return Sentence(
        "analysis.substitution.card-product", found | {"qty": row["need_qty"], "unit": row["unit"], "price": price}
    )


def _zero(value):
    return 0.0 if is_missing(value) else float(value)


def _exclusions(row):
    """Return what is not in the figures: items without a price or an origin, what is locked, and CIF."""
    items, found = int(row["items"]), []
    for name, records in (("price", row["need_records"]), ("origin", row["imported_records"])):
        if records < items:
            found.append(
                Sentence(f"analysis.substitution.card-without-{name}", {"count": items - int(records), "items": items})
            )
    if _zero(row.get("lost_locked_rp")) > 0:
        found.append(Sentence("analysis.substitution.card-locked", {"value": float(row["lost_locked_rp"])}))
    return [*found, Sentence("analysis.substitution.card-buyer")]


def _assumed(scenario, line, horizon):
    """Return the rows of the scenario that speak about the line at the horizon, as the sheet states them."""
    if scenario is None or scenario.empty:
        return pd.DataFrame(columns=ASSUMED)
    names = scenario["masukan"].map(inputs.find, na_action="ignore")
    when = scenario["horizon"].map(inputs.find_horizon, na_action="ignore")
    here = scenario["lini_produk"].isna() | (scenario["lini_produk"] == line)
    here &= (when.isna() | (when == horizon)) & names.notna()
    written = scenario.get("satuan_asli", scenario["satuan"])
    return finish(scenario.assign(input=names, satuan=written)[here], ASSUMED)
