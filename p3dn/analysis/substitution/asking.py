"""What is still to be asked, and of whom: the inputs that an answer lacks, in the order in which it needs them."""

import numpy as np

from p3dn.analysis.substitution import inputs


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
