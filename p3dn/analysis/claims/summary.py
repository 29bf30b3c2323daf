"""The checked ledger as a briefing shows it: how many claims stand, which may be quoted, which stand side by side."""

import pandas as pd

from p3dn.analysis._frames import finish
from p3dn.words import Sentence

STATUSES = ["confirmed", "contradicted", "unchecked"]
QUOTABLE_COLUMNS = ["claim", "value", "value_low", "value_high", "unit", "as_of", "computed", "status", "source"]
RIVAL_COLUMNS = ["claim", "topic", "value", "value_low", "value_high", "unit", "as_of", "status", "source"]


def gather(findings, *, illustrative):
    """Return the findings of several analyses as one frame, marked as illustrative or not.

    Parameters
    ----------
    findings : list of DataFrame
        What the analyses' ``findings`` return.
    illustrative : bool
        Whether any of them rests on invented figures; such findings never confirm or contradict a claim.

    Examples
    --------
    >>> one = pd.DataFrame({"finding": ["ikm"], "value": [168]})
    >>> gather([one, one.iloc[:0]], illustrative=True).values.tolist()
    [['ikm', 168, True]]
    """
    filled = [each for each in findings if len(each)]
    answer = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=findings[0].columns)
    return answer.assign(illustrative=illustrative)


def by_status(checked):
    """Return how many claims are confirmed, contradicted and unchecked: ``status``, ``claims``, ``share``."""
    counts = checked["status"].value_counts().reindex(STATUSES, fill_value=0)
    answer = counts.rename_axis("status").reset_index(name="claims")
    return finish(answer.assign(share=answer["claims"] / max(len(checked), 1)), ["status", "claims", "share"])


def quotable(checked):
    """Return the ledger as it may be handed over, claims that were contradicted last.

    A contradicted claim is quoted only beside what contradicts it.
    """
    order = {status: place for place, status in enumerate(("confirmed", "unchecked", "contradicted"))}
    answer = checked.sort_values("status", key=lambda one: one.map(order), kind="stable")
    return finish(answer, QUOTABLE_COLUMNS)


def rivals(checked, *, topic):
    """Return the claims on one topic, so that figures which contradict each other stand side by side.

    A claim that is a range without a value has its middle as ``value``.
    """
    answer = checked[checked["topic"] == topic].copy()
    answer["value"] = answer["value"].fillna((answer["value_low"] + answer["value_high"]) / 2)
    return finish(answer.sort_values("as_of", kind="stable"), RIVAL_COLUMNS)


def headline_rivals(rows):
    """Return the sentence on the span between the lowest and the highest figure of one topic.

    >>> rows = pd.DataFrame({"value": [24e9, 11e9], "value_low": None, "value_high": None, "unit": "Rp/tahun",
    ...                      "topic": "nilai_kebutuhan_rem_komposit_per_tahun"})
    >>> str(headline_rivals(rows))
    'Nilai kebutuhan rem blok komposit per tahun: Rp11 miliar sampai Rp24 miliar, tergantung sumbernya'
    """
    if rows.empty:
        return Sentence("gaps.nothing")
    low = rows[["value", "value_low"]].astype(float).min(axis=None)
    high = rows[["value", "value_high"]].astype(float).max(axis=None)
    unit, topic = rows["unit"].iloc[0], rows["topic"].iloc[0]
    found = {"low": float(low), "high": float(high), "unit": unit, "topic": topic}
    money = "money" if str(unit).startswith("Rp") else "number"
    case = f"{money}-one" if low == high else money
    return Sentence(f"analysis.claims.rivals-{case}", found)
