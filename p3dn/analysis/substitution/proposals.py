"""The table of proposed activities: for each lever that loses imports, what to do, for how much, and with what result.

A constraint has an activity that the ministry and its partners know how to do: machines, technical guidance and
tests, cheaper materials, business matching, domestic inputs. The activity is named by the lever; whether it is
worth its money is told by the rupiah of import that one step releases per rupiah of cost. What cannot be told yet
comes last, with what is still to be asked and of whom: that is a proposal too.
"""

import pandas as pd

from p3dn.analysis._frames import finish
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.substitution.asking import asking
from p3dn.formats import is_missing
from p3dn.words import Sentence

STATED = {"owner": "pemilik", "fund": "sumber_dana"}  # by a field of the scenario
COLUMNS = [
    *("line", "horizon", "constraint", "activity", "owner", "fund", "cost_rp", "deliverable", "released_rp"),
    *("retained_rp", "released_per_rp", "months", "ask", "ask_whom"),
]


def proposals(levers):
    """Return the proposed activities, those first that release most rupiah per rupiah of cost.

    Parameters
    ----------
    levers : DataFrame
        From `levers`.

    Returns
    -------
    DataFrame
        One row per line, horizon and lever that loses something or is the first of which it is unknown what it loses.
        ``constraint`` is the lever, ``activity`` a name of ``words/columns.toml``, ``deliverable`` the step in its
        unit, ``retained_rp`` what of the released rupiah arrives at the last rung. ``ask`` is what is still to be
        asked (``missing`` of the lever, then owner and fund where nobody states them), ``ask_whom`` of whom. Rows
        without a known ``released_per_rp`` come last, the largest loss first.

    Notes
    -----
    Excludes levers to which nothing is lost, and those below one that is unknown: they are asked about later.
    Released rupiah are a year's, cost is paid once.

    Examples
    --------
    >>> from p3dn.analysis.substitution.levers import COLUMNS as columns
    >>> row = dict.fromkeys(columns) | {"line": "katup", "horizon": "now", "binding": False, "missing": "", "who": ""}
    >>> rows = [row | {"lever": "market", "lost_rp": 5.0}, row | {"lever": "price", "lost_rp": 9.0},
    ...     row | {"lever": "capacity", "lost_rp": 1.0, "released_per_rp": 2.0},
    ...     row | {"lever": "inputs", "lost_rp": 0.0}]
    >>> proposals(pd.DataFrame(rows))[["constraint", "activity"]].values.tolist()
    [['capacity', 'activity_capacity'], ['price', 'activity_price'], ['market', 'activity_market']]
    """
    lost = levers["lost_rp"].astype("float64")
    unknown = lost.isna() & levers["missing"].ne("")
    first = unknown & (unknown.groupby([levers["line"], levers["horizon"]]).cumsum() == 1)
    held = levers[(lost >= 1) | levers["binding"].eq(other=True) | first]
    if held.empty:
        answer = finish(pd.DataFrame(), COLUMNS)
        answer.attrs = dict(levers.attrs)
        return answer
    asked = pd.DataFrame([_asked(row) for row in held.to_dict("records")], index=held.index)
    held = held.assign(ask=asked["missing"], ask_whom=asked["who"])
    activity = [f"activity_{lever}" for lever in held["lever"]]
    first, then = (held[name].astype("float64") for name in ("released_per_rp", "lost_rp"))
    order = held.assign(activity=activity, first=first.round(9), then=then.round())
    order = order.sort_values(["first", "then"], ascending=False, kind="stable")
    return finish(order.rename(columns={"lever": "constraint"}), COLUMNS)


def _asked(row):
    """Return what is to be asked about an activity: what its lever lacks, then who owns it and who pays."""
    lacking = [name for name in str(row["missing"]).split(",") if name]
    return asking(lacking + [field for column, field in STATED.items() if is_missing(row[column])])


def headline_proposals(answer):
    """Return the sentence on the step that releases most rupiah per rupiah of cost."""
    if answer.empty:
        return unanswered(answer) if "needs" in answer.attrs else Sentence("analysis.substitution.proposals-none")
    best = answer.drop_duplicates(["line", "constraint"])
    if not (best["released_per_rp"] > 0).any():
        return Sentence("analysis.substitution.proposals-unknown", {"count": len(best)})
    names = [
        Sentence("analysis.substitution.lever-of-line", {"lever": lever, "line": line})
        for lever, line in zip(best["constraint"], best["line"], strict=True)
    ]
    named = pd.Series(names, index=best.index, dtype=object)
    return leading("analysis.substitution.proposals", named, best["released_per_rp"])
