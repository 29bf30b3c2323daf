"""The checked ledger as a briefing shows it: how many claims stand, in which area, which stand side by side."""

import pandas as pd

from p3dn.analysis._frames import NOT_RECORDED, finish
from p3dn.analysis.claims.quoting import QUOTES
from p3dn.words import Sentence

STATUSES = ["confirmed", "contradicted", "unchecked"]
AREA_COLUMNS = ["area", "topics", "claims", "quote_yes", "quote_range", "quote_no", "contradicted"]
ORIGIN = ("as_of", "source")
RIVAL_COLUMNS = ["claim", "topic", "value", "value_low", "value_high", "unit", "as_of", "status", "source"]


def gather(findings, *, illustrative):
    """Return the findings of several analyses as one frame, with their date and source, marked as illustrative or not.

    Parameters
    ----------
    findings : list of DataFrame
        What the analyses' ``findings`` return, each with its ``as_of`` and ``source`` where these are known:
        ``p3dn.capacity.findings(register).assign(**p3dn.origin(register))``.
    illustrative : bool
        Whether any of them rests on invented figures; such findings never confirm or contradict a claim.

    Returns
    -------
    DataFrame
        The columns of the findings, then ``as_of``, ``source`` (null where they are not known), ``illustrative``, and
        ``name``, what the finding is as a sentence.

    Examples
    --------
    >>> one = pd.DataFrame({"finding": ["ikm"], "value": [168]})
    >>> gather([one, one.iloc[:0]], illustrative=True).values.tolist()
    [['ikm', 168, None, None, True, Jumlah IKM]]
    """
    filled = [each for each in findings if len(each)]
    answer = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=findings[0].columns)
    known = {name: answer[name].astype(object).where(answer[name].notna(), None) for name in ORIGIN if name in answer}
    dated = dict.fromkeys(ORIGIN) | known
    names = pd.Series([Sentence(f"analysis.finding.{slug}") for slug in answer["finding"]], dtype=object)
    return answer.drop(columns=list(known)).assign(**dated, illustrative=illustrative, name=names)


def by_status(checked):
    """Return how many claims are confirmed, contradicted and unchecked: ``status``, ``claims``, ``share``."""
    counts = checked["status"].value_counts().reindex(STATUSES, fill_value=0)
    answer = counts.rename_axis("status").reset_index(name="claims")
    return finish(answer.assign(share=answer["claims"] / max(len(checked), 1)), ["status", "claims", "share"])


def by_area(quoted):
    """Return for each area of the ledger its topics and claims, and how many may be quoted, the largest area first.

    Claims whose topic has no area are a group of their own.

    Parameters
    ----------
    quoted : DataFrame
        As `quotable` returns it.

    Returns
    -------
    DataFrame
        ``area``, ``topics``, ``claims``, ``quote_yes``, ``quote_range``, ``quote_no``, ``contradicted``.
    """
    grouped = quoted.assign(
        area=quoted["area"].fillna(NOT_RECORDED),
        contradicted=quoted["status"].eq("contradicted"),
        **{quote: quoted["quote"].eq(quote) for quote in QUOTES},
    ).groupby("area", sort=False)
    answer = (
        grouped[[*QUOTES, "contradicted"]]
        .sum()
        .join(grouped.agg(topics=("topic", "nunique"), claims=("claim", "size")))
    )
    answer = answer.sort_values("claims", ascending=False, kind="stable")
    return finish(answer.reset_index(), AREA_COLUMNS)


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
    ...                      "topic": "Nilai kebutuhan"})
    >>> str(headline_rivals(rows))
    'Nilai kebutuhan: Rp11 miliar sampai Rp24 miliar, tergantung sumbernya'
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
