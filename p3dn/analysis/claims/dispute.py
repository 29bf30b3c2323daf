"""When two published claims cannot both be quoted: another figure for one thing, or one figure for two things.

The first kind is plain: two sources answer the same question for the same year, and neither answer lies in what the
other covers; an answer may be a text ("cylinder sleeve") as well as a figure. The second kind is how a figure wanders:
120,000 was the number of metallic blocks ordered in 2016 and returns, three years on, as the need for composite ones.
A large figure that stands for two things is a coincidence at best, so the weaker of the two claims is disputed: the
one from the weaker kind of source, and where these are equal, the later one.
"""

from p3dn.analysis.claims.agreement import differ, same_unit, stated, year
from p3dn.formats import is_missing

QUALITIES = ("regulation", "release", "press", "blog", "notes")
COINCIDENCE = 1000  # smaller figures are alike by chance


def disputes(other, claim):
    """Tell whether `other` speaks against `claim`.

    >>> claim = {"claim": "a", "topic": "need", "value": 120_000, "value_low": None, "value_high": None,
    ...          "unit": "buah/tahun", "as_of": "2019", "formula": None}
    >>> other = claim | {"claim": "b", "topic": "orders", "as_of": "2016"}
    >>> disputes(other, claim), disputes(claim, other)
    (True, False)
    """
    return answers_otherwise(other, claim) or echoed(other, claim)


def answers_otherwise(other, claim):
    """Tell whether `other` gives another answer to the same question for the same year."""
    same = other["claim"] != claim["claim"] and other["topic"] == claim["topic"]
    return same and same_year(claim, other) and differ(claim, other)


def echoed(other, claim):
    """Tell whether `other`, the stronger of the two, gives the same figure for another thing; computed ones are out."""
    if other["topic"] == claim["topic"] or not same_unit(other["unit"], claim["unit"]):
        return False
    figures = [one["value"] for one in (other, claim)]
    if any(map(is_missing, figures)) or figures[0] != figures[1] or figures[0] < COINCIDENCE:
        return False
    return not any(map(_derived, (other, claim))) and _strength(other) < _strength(claim)


def same_year(claim, other):
    """Tell whether both are about the same year; an unknown year is never the same."""
    return year(claim["as_of"]) is not None and year(claim["as_of"]) == year(other.get("as_of"))


def years_apart(claim, other):
    """Return how many years lie between two claims, None where one is undated.

    >>> years_apart({"as_of": "2017-11"}, {"as_of": "2019-03-22"})
    2
    """
    years = [year(one["as_of"]) for one in (claim, other)]
    return None if None in years else abs(int(years[0]) - int(years[1]))


def alike(claim, other):
    """Tell whether two claims say the same, word for word and bound for bound."""
    texts = [None if is_missing(one.get("text_id")) else one["text_id"].casefold() for one in (claim, other)]
    return stated(claim) == stated(other) and texts[0] == texts[1]


def _derived(claim):
    return not is_missing(claim["formula"]) or claim.get("quality") == "calculated"


def _strength(claim):
    """Return what orders claims by source and then by date, the strongest first; an undated claim comes last."""
    quality = claim.get("quality")
    rank = QUALITIES.index(quality) if quality in QUALITIES else len(QUALITIES)
    return rank, "9" if is_missing(claim["as_of"]) else str(claim["as_of"])
