"""The ledger, checked: by formula, by the other claims, and by what real data gave."""

import math

import pandas as pd

from p3dn.analysis._frames import finish, gap, lacking
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.claims.agreement import accepted, apart, operand, same_unit, within
from p3dn.analysis.claims.dispute import answers_otherwise, disputes, same_year
from p3dn.analysis.claims.formula import evaluate
from p3dn.formats import is_missing
from p3dn.words import Sentence

LEDGER = ["claim", "topic", "value", "value_low", "value_high", "unit", "as_of", "formula", "source"]
FOUND = ["finding", "found", "found_as_of", "found_source", "found_records"]
ADDED = ["computed", "computed_low", "computed_high", "formula_agrees", "status", "against", "reason", *FOUND]
FORMULA = "formula"


def check(ledger, findings=None):
    """Return the ledger with the status of each claim: confirmed, contradicted or unchecked.

    A claim is contradicted when its formula gives another figure; when another claim on the same topic, in the same
    unit and of the same year lies outside its range or says another word; when a stronger source gives the same
    figure for another topic; or when a real finding of its year lies outside its range. Else it is confirmed when
    its formula gives it, or a real finding on its topic lies in its range; else unchecked.

    Parameters
    ----------
    ledger : DataFrame
        One row per claim: ``claim``, ``topic``, ``value``, ``value_low``, ``value_high``, ``unit``, ``as_of``
        (year, month or day), ``formula``, ``source``, and whatever else it holds; ``text_id`` of claims that are no
        figure and ``quality`` of the source are taken into account.
    findings : DataFrame, optional
        Findings of the analyses, with a column ``illustrative``; without that column all are taken as
        illustrative. With ``as_of``, a real finding of the claim's year can contradict it too.

    Returns
    -------
    DataFrame
        The ledger's columns, then ``computed`` (what the formula gives; null when it is a range, which stands
        in ``computed_low`` and ``computed_high``), ``formula_agrees``, ``status``, ``against`` (claims and
        findings that contradict, or "formula", joined by commas), ``reason`` (a key of `words.say`), and what real
        data gave: ``finding``, ``found``, ``found_as_of``, ``found_source``, ``found_records``.

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


def headline_check(checked):
    """Return the sentence on how many claims are confirmed, contradicted and unchecked."""
    if checked.empty:
        return unanswered(checked)
    found = {status: int((checked["status"] == status).sum()) for status in ("confirmed", "contradicted", "unchecked")}
    case = "contradicted" if found["contradicted"] else "confirmed" if found["confirmed"] else "unchecked"
    return Sentence(f"analysis.claims.headline-{case}", found | {"claims": len(checked)})


def _real(findings):
    """Return the findings that may speak about a claim: on a topic, from data that are not illustrative."""
    if findings is None or findings.empty or "illustrative" not in findings:
        return []
    illustrative = findings["illustrative"].astype("boolean").fillna(value=True)
    return findings[~illustrative & findings["topic"].notna()].to_dict("records")


def _checked(claim, claims, known, real):
    ends = _computed(claim, known)
    agrees = _formula_agrees(claim, ends)
    rivals = [other for other in claims if disputes(other, claim)]
    found = [(each, _covers(claim, each)) for each in real if _on_topic(claim, each)]
    refuting = [each for each, fits in found if not fits and same_year(claim, each)]
    fitting = [each for each, fits in found if fits]
    names = [FORMULA] * (agrees is False) + [each["claim"] for each in rivals] + [each["finding"] for each in refuting]
    status, reason = _verdict(claim, ends, agrees, rivals, refuting, fitting)
    low, high = ends or (math.nan, math.nan)
    computed = [low if low == high else math.nan, low, high, pd.NA if agrees is None else agrees]
    shown = next(iter(refuting + fitting + [each for each, _ in found]), {})
    data = [shown.get(name) for name in ("finding", "value", "as_of", "source", "records")]
    return [*computed, status, ",".join(names), f"analysis.claims.{reason}", *data]


def _on_topic(claim, finding):
    return finding["topic"] == claim["topic"] and same_unit(finding["unit"], claim["unit"])


def _verdict(claim, ends, agrees, rivals, refuting, covered):
    otherwise = any(answers_otherwise(each, claim) for each in rivals)
    contradicted = {"formula-differs": agrees is False, "claim-differs": otherwise, "claim-echoed": rivals}
    contradicted |= {"finding-differs": refuting}
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


def _covers(claim, finding):
    covered = accepted(claim)
    return covered is not None and within((float(finding["value"]),) * 2, covered)
