"""What is still to be asked, and of whom: the inputs that an answer lacks, in the order in which it needs them."""

import numpy as np

from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution import inputs
from p3dn.words import Sentence


def unsaid(get, names, here=None):
    """Return those of the inputs `names` that are unknown for one of the items `here` (all of them by default).

    >>> given = {"cif": np.array([1.0, np.nan]), "duty": np.array([0.1, 0.1])}
    >>> unsaid(given.get, ["cif", "duty"]), unsaid(given.get, ["cif", "duty"], [0])
    (['cif'], [])
    """
    chosen = slice(None) if here is None else here
    return [name for name in names if np.isnan(get(name)[chosen]).any()]


def asking(names):
    """Return the two columns of an answer that lacks inputs: what is ``missing``, and ``who`` has it.

    >>> asking(["duty", "passed_share", "duty"])
    {'missing': 'duty,passed_share', 'who': 'who_trade,who_laboratory'}
    """
    names = list(dict.fromkeys(names))
    return {"missing": ",".join(names), "who": ",".join(dict.fromkeys(inputs.who_has(name) for name in names))}


def headline_missing(answer):
    """Return the sentence on the data that the unknown parts of an answer lack, by who has them.

    Parameters
    ----------
    answer : DataFrame
        Of one horizon or several, with ``missing`` as `potential` returns it.
    """
    if answer.empty:
        return unanswered(answer)
    found = {}
    for name in dict.fromkeys(name for row in answer["missing"] for name in str(row or "").split(",") if name):
        found.setdefault(inputs.who_has(name), []).append(name)
    if not found:
        return Sentence("analysis.substitution.missing-none")
    asked = [Sentence("analysis.substitution.missing-of", {"who": who, "data": names}) for who, names in found.items()]
    return Sentence("analysis.substitution.missing-some", {"asked": asked})
