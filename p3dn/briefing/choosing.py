"""One answer out of a frame that holds many: a product line, a horizon, a rung.

Analysis returns every line at every horizon in one frame; a picture shows one of them. To draw several over one
another would be a picture of nothing, so a chart asks here, and what is not chosen is refused with the choices.
"""

from p3dn.briefing import columns
from p3dn.errors import P3DNError


def only(frame, **wanted):
    """Return the rows of one value of each column; a column that the frame lacks need not be chosen.

    >>> import pandas as pd
    >>> only(pd.DataFrame({"horizon": ["now", "m12"], "value": [1, 2]}), horizon="m12")["value"].tolist()
    [2]

    Raises
    ------
    P3DNError
        ``chart-choice`` when a column has several values, or none that is wanted; ``frame-column``.
    """
    for name, value in wanted.items():
        if value is not None:
            columns.require(frame, name)
        if name in frame:
            frame = _one(frame, name, value)
    return frame


def once(frame, name, *, argument):
    """Return the frame; raise ``chart-choice`` when a value stands there twice, as when two answers are mixed."""
    twice = frame.loc[frame[name].duplicated(), name]
    if len(twice):
        raise _refused(name, argument, len(twice) + 1, twice)
    return frame


def _one(frame, name, value):
    chosen = frame if value is None else frame[frame[name] == value]
    count = chosen[name].nunique(dropna=False)
    if count != 1:
        raise _refused(name, name, count, (chosen if count else frame)[name])
    return chosen


def _refused(name, argument, count, found):
    return P3DNError("chart-choice", name=name, argument=argument, count=count, names=list(map(str, found.unique())))
