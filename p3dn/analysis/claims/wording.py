"""The words of a claim: who says it, as of when, how much, and what others say against it.

A figure is written as its unit asks (Rp24 miliar, 40%, 155) and as it was published: as a point, between two ends, or
with one open end. Nothing is text yet: every part is a `Sentence`, which turns into the reader's language where
it is shown.
"""

import math

from p3dn.analysis.claims.agreement import same_unit, stated
from p3dn.formats import MISSING, is_missing
from p3dn.words import Sentence


def publisher(claim):
    """Return who vouches for a claim: p3dn or its notes where nobody published it, else the publisher or the source."""
    if claim.get("quality") in ("calculated", "notes"):
        return Sentence(f"analysis.claims.by-{claim['quality']}")
    return claim["source"] if is_missing(claim.get("publisher")) else claim["publisher"]


def dated(claim):
    """Return the date of a claim as a sentence, also where there is none."""
    if is_missing(claim["as_of"]):
        return Sentence("analysis.claims.undated")
    return Sentence("analysis.claims.dated", {"day": str(claim["as_of"])})


def said_by(claim):
    """Return who says a claim and as of when, as a sentence."""
    return Sentence("analysis.claims.said-by", {"publisher": publisher(claim), "as_of": dated(claim)})


def amount(claim):
    """Return what a claim says as a sentence: its text, its figure, or its range.

    Examples
    --------
    >>> blank = {"value": None, "value_low": None, "value_high": None}
    >>> str(amount(blank | {"value": 24e9, "unit": "Rp/tahun"})), str(amount(blank | {"value": 0.4, "unit": "pangsa"}))
    ('Rp24 miliar', '40%')
    >>> str(amount(blank | {"value_low": 4, "value_high": 6, "unit": "bulan"}))
    '4 sampai 6'
    >>> str(amount(blank | {"value": 4000, "value_low": 4000, "unit": "orang"}))
    'paling sedikit 4.000'
    """
    ends = stated(claim)
    if ends is None:
        text = next((one for one in (claim.get("text"), claim.get("text_id")) if not is_missing(one)), MISSING)
        return Sentence("analysis.claims.text", {"text": text})
    return between(*ends, claim["unit"])


def between(low, high, unit):
    """Return a range as a sentence, a point where its ends are the same, one bound where an end is open."""
    form = "rp" if str(unit).startswith("Rp") else "pct" if same_unit(unit, "share") else "n"
    case = "most" if low == -math.inf else "least" if high == math.inf else "point" if low == high else "range"
    low, high = (Sentence(f"analysis.claims.amount-{form}", {"value": end}) for end in (low, high))
    return Sentence(f"analysis.claims.{case}", {"low": low, "high": high})


def span(claims):
    """Return what several claims of one topic say: from the lowest to the highest end, or their texts.

    >>> claims = [{"value": value, "value_low": None, "value_high": None, "unit": "ikm"} for value in (160, 150, 155)]
    >>> str(span(claims))
    '150 sampai 160'
    """
    ends = [end for claim in claims for end in stated(claim) or () if math.isfinite(end)]
    if not ends:
        return Sentence("analysis.claims.several", {"names": [amount(claim) for claim in claims]})
    return between(min(ends), max(ends), claims[0]["unit"])


def objections(claim, names, claims):
    """Return what speaks against a claim as sentences; of those that give its figure for another topic, the first."""
    elsewhere = {}
    for name in names:
        topic = claims.get(name, claim)["topic"]
        elsewhere.setdefault(name if topic == claim["topic"] else topic, name)
    return [_objection(claim, name, claims) for name in elsewhere.values()]


def _objection(claim, name, claims):
    other = claims.get(name)
    if other is None:
        ends = (claim["found"],) * 2 if name == claim["finding"] else (claim["computed_low"], claim["computed_high"])
        case = "finding" if name == claim["finding"] else "formula"
        return Sentence(f"analysis.claims.by-{case}", {"amount": between(*ends, claim["unit"])})
    values = {"publisher": publisher(other), "amount": amount(other), "topic": other["topic"]}
    return Sentence(f"analysis.claims.by-{'claim' if other['topic'] == claim['topic'] else 'echo'}", values)
