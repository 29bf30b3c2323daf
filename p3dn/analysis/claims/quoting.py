"""What may be quoted, and in which words: a figure that others dispute never stands alone.

A sentence of the ledger carries who says it and as of when, and what speaks against it: the source that says
otherwise, the formula that gives another figure, the data, or the other thing that the same figure is given for. Where
nothing does, it still names what was published for the years around it, because 168 members of 2017 and 150 of 2019
are no contradiction and yet no one figure.

So there are three answers. A figure may be quoted as it stands; or with its range, which is that of its source or
what its rivals span; or not at all, because another one is the figure to use for the topic, or none is, or because
its own formula does not give it.
"""

import pandas as pd

from p3dn.analysis._frames import finish
from p3dn.analysis.claims.agreement import same_unit, stated
from p3dn.analysis.claims.check import FORMULA
from p3dn.analysis.claims.dispute import alike, years_apart
from p3dn.analysis.claims.wording import dated, objections, publisher, span
from p3dn.errors import P3DNError
from p3dn.formats import is_missing
from p3dn.words import Sentence

QUOTES = ["quote_yes", "quote_range", "quote_no"]
QUOTABLE_COLUMNS = [
    *("claim", "topic", "area", "quote", "sentence", "reason", "status"),
    *("value", "value_low", "value_high", "unit", "as_of", "publisher", "source", "note"),
]
NEAR = 3  # years in which another figure of the topic is named beside a claim


def sentence(checked, claim):
    """Return one claim as a sentence with its source, its date and what speaks against it.

    Parameters
    ----------
    checked : DataFrame
        As `check` returns it.
    claim : str
        Name of the claim.

    Raises
    ------
    P3DNError
        ``claim-absent`` when the ledger has no such claim.

    Examples
    --------
    >>> from p3dn.analysis.claims.check import check
    >>> ledger = pd.DataFrame({
    ...     "claim": ["a", "b"], "topic": "members", "value": [155, 150], "value_low": None, "value_high": None,
    ...     "unit": "ikm", "as_of": "2019-03-22", "formula": None, "source": ["Bisnis", "Antara"]})
    >>> str(sentence(check(ledger), "a"))
    'a (Bisnis, 22 Maret 2019; dibantah: Antara menyebut 150)'
    """
    claims = _by_name(checked)
    if claim not in claims:
        raise P3DNError("claim-absent", claim=claim)
    return _said(claims[claim], claims)


def quotable(checked):
    """Return for each claim whether it may be quoted, in which words, and why or why not.

    Returns
    -------
    DataFrame
        The claims to quote in the order of the ledger, then the others, contradicted ones first: ``quote`` (quote_yes,
        quote_range, quote_no), ``sentence``, ``reason``, and from the ledger ``claim``, ``topic``, ``area``,
        ``status``, ``value``, ``value_low``, ``value_high``, ``unit``, ``as_of``, ``publisher``, ``source``,
        ``note``. Without a column ``use`` every claim may be used.
    """
    claims = _by_name(checked)
    rows = [_quoted(claim, claims) for claim in claims.values()]
    answer = pd.DataFrame(rows, columns=QUOTABLE_COLUMNS)
    no, stands = answer["quote"].eq("quote_no"), answer["status"].ne("contradicted")
    order = pd.DataFrame({"no": no, "stands": no & stands}).sort_values(["no", "stands"], kind="stable")
    return finish(answer.loc[order.index], QUOTABLE_COLUMNS)


def headline_quotable(quoted):
    """Return the sentence on how many claims may be quoted, how many with their range and how many not."""
    counts = {quote: int((quoted["quote"] == quote).sum()) for quote in QUOTES}
    return Sentence("analysis.claims.quotable", counts | {"claims": len(quoted)})


def _by_name(checked):
    return {claim["claim"]: claim for claim in checked.to_dict("records")}


def _quoted(claim, claims):
    quote, reason = _verdict(claim, claims)
    kept = {column: claim.get(column) for column in QUOTABLE_COLUMNS}
    return kept | {"quote": quote, "sentence": _said(claim, claims), "reason": reason}


def _verdict(claim, claims):
    """Return whether a claim may be quoted, and the reason as a sentence or the name of one."""
    against, reason = _against(claim), claim.get("why")
    reason = Sentence(claim["reason"]) if is_missing(reason) else reason
    if not claim.get("use", True):
        used = next((one["claim"] for one in claims.values() if one["topic"] == claim["topic"] and one["use"]), None)
        return "quote_no", Sentence("analysis.claims.use-other", {"claim": used}) if used else reason
    if FORMULA in against:
        return "quote_no", Sentence("analysis.claims.formula-differs")
    ends = stated(claim)
    ranged = against or _near(claim, claims) or (ends is not None and ends[0] != ends[1])
    return "quote_range" if ranged else "quote_yes", reason


def _said(claim, claims):
    values = {"claim": claim["claim"], "publisher": publisher(claim), "as_of": dated(claim)}
    against, near = _against(claim), _near(claim, claims)
    if against:
        return Sentence("analysis.claims.said-contradicted", values | {"others": objections(claim, against, claims)})
    if near:
        return Sentence("analysis.claims.said-beside", values | {"others": span(near)})
    return Sentence("analysis.claims.said", values)


def _against(claim):
    return [name for name in claim["against"].split(",") if name]


def _near(claim, claims):
    """Return the claims on the topic, of at most `NEAR` years before or after, that say something else.

    A cross-check of ours that is itself contradicted is left out.
    """
    others = [one for one in claims.values() if one["topic"] == claim["topic"] and one["claim"] != claim["claim"]]
    others = [one for one in others if same_unit(one["unit"], claim["unit"]) and not alike(one, claim)]
    others = [one for one in others if not (one.get("quality") == "calculated" and one["status"] == "contradicted")]
    gaps = [years_apart(claim, one) for one in others]
    return [one for one, gap in zip(others, gaps, strict=True) if gap is not None and gap <= NEAR]
