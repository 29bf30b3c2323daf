"""What contradicts each other, side by side: who says what, and who says otherwise.

A pair is a claim and what speaks against it: another claim, its own formula, or a finding from real data. Each pair
stands once, with both figures as their sources wrote them, so that whoever reads it can judge which to believe.
"""

import pandas as pd

from p3dn.analysis._frames import finish
from p3dn.analysis.claims.check import FORMULA
from p3dn.analysis.claims.wording import amount, between, said_by
from p3dn.words import Sentence

_SIDE = ("claim", "value", "value_low", "value_high", "as_of", "source")
PAIR_COLUMNS = [
    *("topic", "says", "said_by", "other_says", "other_said_by", "other_topic", "reason", "unit"),
    *("claim", "value", "value_low", "value_high", "as_of", "source"),
    *("other", "other_value", "other_value_low", "other_value_high", "other_as_of", "other_source"),
]


def contradictions(checked):
    """Return what contradicts each other, side by side, each pair once.

    Returns
    -------
    DataFrame
        ``topic``, what the claim ``says`` and who it is ``said_by``, the same of the ``other`` side and its
        ``other_topic``, the ``reason``; then both sides as in the ledger. Against its own formula the other side is
        "formula", with the formula as its source; against real data it is the finding.

    Examples
    --------
    >>> from p3dn.analysis.claims.check import check
    >>> ledger = pd.DataFrame({
    ...     "claim": ["a", "b"], "topic": "members", "value": [155, 150], "value_low": None, "value_high": None,
    ...     "unit": "ikm", "as_of": "2019", "formula": None, "source": ["Bisnis", "Antara"]})
    >>> contradictions(check(ledger))[["says", "said_by", "other_says", "other_said_by"]].values.tolist()
    [[155, Bisnis, 2019, 150, Antara, 2019]]
    """
    claims = {claim["claim"]: claim for claim in checked.to_dict("records")}
    pairs, seen = [], set()
    for name, claim in claims.items():
        for other in filter(None, claim["against"].split(",")):
            if (other, name) not in seen:
                seen.add((name, other))
                pairs.append(_pair(claim, other, claims))
    return finish(pd.DataFrame(pairs, columns=PAIR_COLUMNS), PAIR_COLUMNS)


def headline_contradictions(pairs):
    """Return the sentence on how many pairs of figures contradict each other."""
    case = "none" if pairs.empty else "one" if len(pairs) == 1 else "some"
    topics = list(dict.fromkeys(pairs["topic"]))
    return Sentence(f"analysis.claims.pairs-{case}", {"pairs": len(pairs), "topics": len(topics)})


def _pair(claim, other, claims):
    own = {name: claim[name] for name in ("topic", "unit", *_SIDE)} | {"says": amount(claim), "said_by": said_by(claim)}
    against, shown, reason = _other_side(claim, other, claims)
    prefixed = {name if name == "other" else f"other_{name}": value for name, value in (against | shown).items()}
    return own | prefixed | {"reason": Sentence(f"analysis.claims.{reason}")}


def _other_side(claim, other, claims):
    """Return the other side as in the ledger, what it says and who says it, and the reason."""
    if other in claims:
        rival = claims[other]
        side = {name: rival[name] for name in _SIDE[1:]} | {"other": other, "topic": rival["topic"]}
        reason = "claim-differs" if rival["topic"] == claim["topic"] else "claim-echoed"
        return side, {"says": amount(rival), "said_by": said_by(rival)}, reason
    if other == FORMULA:
        low, high, reason = claim["computed_low"], claim["computed_high"], "formula-differs"
        side = {"value": claim["computed"], "value_low": low, "value_high": high, "source": claim["formula"]}
    else:
        low, high, reason = claim["found"], claim["found"], "finding-differs"
        side = {"value": claim["found"], "as_of": claim["found_as_of"], "source": claim["found_source"]}
    by = Sentence(f"analysis.claims.{reason.removesuffix('-differs')}-says")
    return (
        side | {"other": other, "topic": claim["topic"]},
        {"says": between(low, high, claim["unit"]), "said_by": by},
        reason,
    )
