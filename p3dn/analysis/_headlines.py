"""How a finding becomes a title: the right sentence for the case at hand.

A title that names a winner is only true when there is one. With a single group there is nothing to compare,
with equals there is no first, and with no figure there is only the word of what is missing. The cases are
told apart here, once; the texts stand in ``words/analysis.toml`` under ``<stem>-single``, ``-tie`` and
``-most``.
"""

import numpy as np

from p3dn import marks
from p3dn.words import Sentence

NAMED = 3


def unanswered(answer, *needs):
    """Return the sentence for an answer that could not be given: what is missing, or that there is no input.

    `needs` are the fields to name when the frame itself does not say which it lacks.

    >>> import pandas as pd
    >>> unanswered(pd.DataFrame()).key
    'gaps.nothing'
    """
    if marks.WITHHELD in answer.attrs or withheld(answer, None):
        return Sentence("gaps.withheld")
    missing = answer.attrs.get("needs") or ",".join(needs)
    if answer.attrs.get("needs") == "" or not missing:
        return Sentence("gaps.nothing")
    return Sentence("gaps.needs", {"columns": missing.split(",")})


def leading(stem, names, values, **more):
    """Return the sentence that names who has the largest value, by whether there are rivals or equals.

    Parameters
    ----------
    stem : str
        Key of the sentence without its ending.
    names, values : Series
        What is compared, and by what; nulls take no part. At least one value is known.
    **more : Series or scalar
        Further values of the sentence; of a Series, the entry of the (first) leader is taken.

    Examples
    --------
    >>> import pandas as pd
    >>> leading("x", pd.Series(["a", "b"]), pd.Series([1.0, 1.0])).values
    {'name': 'a', 'names': ['a', 'b'], 'value': 1.0, 'count': 2}
    """
    known = values.dropna()
    first = known[np.isclose(known, known.max(), rtol=1e-9, atol=0)].index
    case = "single" if len(known) == 1 else "tie" if len(first) > 1 else "most"
    taken = {key: _plain(item.loc[first[0]] if hasattr(item, "loc") else item) for key, item in more.items()}
    leaders = [name if isinstance(name, Sentence) else str(name) for name in names.loc[first]]
    found = {"name": leaders[0], "names": _few(leaders), "value": float(known.max()), "count": len(first)}
    return Sentence(f"{stem}-{case}", found | taken)


def withheld(answer, column):
    """Tell whether a figure of a column (of any, for None) is withheld from a table or from one of its rows.

    >>> import pandas as pd
    >>> withheld(pd.DataFrame({"withheld": ["", "idle:threshold"]}), "idle")
    True
    """
    if marks.WITHHELD not in answer:
        return False
    said = answer[marks.WITHHELD]
    found = [marks.withheld(text) for text in ([said] if isinstance(said, str) else said)]
    return any(each if column is None else column in each for each in found)


def among(sentence, answer, column):
    """Return a sentence that compares figures of a column; where one is withheld it says that it spoke of the rest."""
    return Sentence("analysis.published", {"sentence": sentence}) if withheld(answer, column) else sentence


def _few(names):
    """Return the names, or the first few and how many more there are: a title is no list."""
    rest = len(names) - NAMED
    return names if rest <= 0 else [*names[:NAMED], Sentence("analysis.more", {"count": rest})]


def _plain(value):
    return value.item() if isinstance(value, np.generic) else value
