"""The ledger, checked: by formula, by the other claims, and by what real data gave."""

import math

import pandas as pd

from p3dn.analysis._frames import finish, gap, lacking
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.claims.agreement import accepted, apart, differ, operand, same_unit, within, year
from p3dn.analysis.claims.formula import evaluate
from p3dn.formats import is_missing
from p3dn.words import Sentence

LEDGER = ["claim", "topic", "value", "value_low", "value_high", "unit", "as_of", "formula", "source"]
ADDED = ["computed", "computed_low", "computed_high", "formula_agrees", "status", "against", "reason"]
PAIR_COLUMNS = [
    *("topic", "unit", "claim", "value", "value_low", "value_high", "as_of", "source"),
    *("other", "other_value", "other_value_low", "other_value_high", "other_as_of", "other_source"),
]
FORMULA = "formula"


def check(ledger, findings=None):
    """Return the ledger with the status of each claim: confirmed, contradicted or unchecked.

    A claim is contradicted when its formula gives another figure, or another claim on the same topic, in the
    same unit and of the same year lies outside its range; else confirmed when its formula gives it, or a real
    finding on its topic lies in its range; else unchecked.

    Parameters
    ----------
    ledger : DataFrame
        One row per claim: ``claim``, ``topic``, ``value``, ``value_low``, ``value_high``, ``unit``, ``as_of``
        (year, month or day), ``formula``, ``source``, and whatever else it holds.
    findings : DataFrame, optional
        Findings of the analyses, with a column ``illustrative``; without that column all are taken as
        illustrative. With a column ``as_of``, a real finding of the claim's year can contradict it too.

    Returns
    -------
    DataFrame
        The ledger's columns, then ``computed`` (what the formula gives; null when it is a range, which stands
        in ``computed_low`` and ``computed_high``), ``formula_agrees``, ``status``, ``against`` (claims and
        findings that contradict, or "formula", joined by commas) and ``reason`` (a key of `words.say`).

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Notes
    -----
    A range open at one end ("more than 4,000") is one bound only. A value without a range covers all figures
    that round to it; shares are taken to the percentage point. Two sources that agree do not confirm each
    other, for one is often the other's source.

    Examples
    --------
    >>> ledger = pd.DataFrame({
    ...     "claim": ["need", "price", "worth"], "topic": ["need", "price", "worth"],
    ...     "value": [120_000, 203_700, 24e9], "value_low": None, "value_high": None,
    ...     "unit": ["buah", "Rp/buah", "Rp"], "as_of": "2019", "formula": [None, None, "need * price"],
    ...     "source": "press"})
    >>> check(ledger)[["claim", "computed", "status"]].values.tolist()
    [['need', nan, 'unchecked'], ['price', nan, 'unchecked'], ['worth', 24444000000.0, 'confirmed']]
    """
    empty = gap(ledger, ["claim"], [*LEDGER, *ADDED])
    if empty is not None:
        return empty
    lacking(ledger, LEDGER)
    claims = ledger.to_dict("records")
    known = {claim["claim"]: ends for claim in claims if (ends := operand(claim))}
    real = _real(findings)
    added = [_checked(claim, claims, known, real) for claim in claims]
    columns = [column for column in ledger if column not in ADDED]
    return finish(ledger.reset_index(drop=True)[columns].join(pd.DataFrame(added, columns=ADDED)), [*columns, *ADDED])


def contradictions(checked):
    """Return what contradicts each other, side by side, each pair once.

    For a claim that its own formula contradicts, ``other`` is "formula", with the formula as its source.

    Examples
    --------
    >>> ledger = pd.DataFrame({
    ...     "claim": ["a", "b"], "topic": "members", "value": [155, 150], "value_low": None, "value_high": None,
    ...     "unit": "ikm", "as_of": "2019", "formula": None, "source": "press"})
    >>> contradictions(check(ledger))[["claim", "value", "other", "other_value"]].values.tolist()
    [['a', 155, 'b', 150]]
    """
    if checked.empty:
        return finish(pd.DataFrame(), PAIR_COLUMNS)
    claims = {claim["claim"]: claim for claim in checked.to_dict("records")}
    pairs, seen = [], set()
    for name, claim in claims.items():
        for other in filter(None, claim["against"].split(",")):
            if (other, name) not in seen:
                seen.add((name, other))
                pairs.append(_pair(claim, other, claims))
    return finish(pd.DataFrame(pairs, columns=PAIR_COLUMNS), PAIR_COLUMNS)


def headline_check(checked):
    """Return the sentence on how many claims are confirmed, contradicted and unchecked."""
    if checked.empty:
        return unanswered(checked)
    found = {status: int((checked["status"] == status).sum()) for status in ("confirmed", "contradicted", "unchecked")}
    case = "contradicted" if found["contradicted"] else "confirmed" if found["confirmed"] else "unchecked"
    return Sentence(f"analysis.claims.headline-{case}", found | {"claims": len(checked)})


def headline_contradictions(pairs):
    """Return the sentence on how many pairs of figures contradict each other."""
    case = "none" if pairs.empty else "one" if len(pairs) == 1 else "some"
    topics = list(dict.fromkeys(pairs["topic"]))
    return Sentence(f"analysis.claims.pairs-{case}", {"pairs": len(pairs), "topics": len(topics)})


def _real(findings):
    """Return the findings that may speak about a claim: on a topic, from data that are not illustrative."""
    if findings is None or findings.empty or "illustrative" not in findings:
        return []
    illustrative = findings["illustrative"].astype("boolean").fillna(value=True)
    return findings[~illustrative & findings["topic"].notna()].to_dict("records")


def _checked(claim, claims, known, real):
    ends = _computed(claim, known)
    agrees = _formula_agrees(claim, ends)
    rivals = [other["claim"] for other in claims if _rival(claim, other)]
    on_topic = [each for each in real if each["topic"] == claim["topic"] and same_unit(each["unit"], claim["unit"])]
    covered = [_covers(claim, finding) for finding in on_topic]
    outside = [each for each, fits in zip(on_topic, covered, strict=True) if not fits]
    refuting = [each["finding"] for each in outside if _same_year(claim, each)]
    against = [*([FORMULA] if agrees is False else []), *rivals, *refuting]
    status, reason = _verdict(claim, ends, agrees, rivals, refuting, any(covered))
    low, high = ends or (math.nan, math.nan)
    computed = [low if low == high else math.nan, low, high, pd.NA if agrees is None else agrees]
    return [*computed, status, ",".join(against), f"analysis.claims.{reason}"]


def _verdict(claim, ends, agrees, rivals, refuting, covered):
    contradicted = {"formula-differs": agrees is False, "claim-differs": rivals, "finding-differs": refuting}
    confirmed = {"formula-agrees": agrees, "finding-agrees": covered}
    left = "formula-partly" if ends else "formula-unreadable" if _has_formula(claim) else "nothing-to-check"
    for status, reasons in (("contradicted", contradicted), ("confirmed", confirmed)):
        for reason, holds in reasons.items():
            if holds:
                return status, reason
    return "unchecked", left


def _computed(claim, known):
    return evaluate(claim["formula"], known) if _has_formula(claim) else None


def _has_formula(claim):
    return not is_missing(claim["formula"]) and bool(str(claim["formula"]).strip())


def _formula_agrees(claim, ends):
    """Return whether the formula gives the claim (True) or another figure (False); None when it cannot tell."""
    covered = accepted(claim)
    if ends is None or covered is None:
        return None
    return True if within(ends, covered) else False if apart(ends, covered) else None


def _rival(claim, other):
    same = other["claim"] != claim["claim"] and other["topic"] == claim["topic"]
    return same and _same_year(claim, other) and differ(claim, other)


def _covers(claim, finding):
    covered = accepted(claim)
    return covered is not None and within((float(finding["value"]),) * 2, covered)


def _same_year(claim, other):
    return year(claim["as_of"]) is not None and year(claim["as_of"]) == year(other.get("as_of"))


def _pair(claim, other, claims):
    own = [claim[column] for column in PAIR_COLUMNS[:8]]
    if other == FORMULA:
        ends = [claim[column] for column in ADDED[:3]]
        return [*own, FORMULA, *ends, None, claim["formula"]]
    rival = claims.get(other, {})
    return [*own, other, *(rival.get(column) for column in PAIR_COLUMNS[3:8])]
