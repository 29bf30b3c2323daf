"""Whether somebody stands behind a demand, or it was invented to show how the figures work.

A row of the scenario names its source. Where that is blank, or says of itself that it is illustrative, an assumption or
made up, the demand is invented; the words that say so stand in ``rules/scenario.toml``. A buyer's list has no column
for a source: whoever vouches for it writes the demand into the scenario, with the source.
"""

import re

from p3dn.analysis._rules import read_rules
from p3dn.formats import is_missing

BETWEEN = " | "
SOURCED, UNSOURCED = "sourced", "unsourced"


def joined(sources):
    """Return the sources of a line's items, or None where one of them has none.

    >>> joined(["BPS", "KAI", "BPS"]), joined(["BPS", None])
    ('BPS | KAI', None)
    """
    return None if any(map(is_missing, sources)) else BETWEEN.join(dict.fromkeys(sources))


def is_sourced(source):
    """Tell whether a source is one: a text, with a letter in it, that does not call itself invented.

    >>> is_sourced("Republika, 4 Januari 2019"), is_sourced("Ilustratif"), is_sourced("BPS | ilustratif")
    (True, False, False)
    >>> is_sourced(None), is_sourced("-")
    (False, False)
    """
    words = [] if is_missing(source) else re.findall(r"[^\W\d_]+", str(source).casefold())
    return bool(words) and not set(words) & set(read_rules("scenario")["invented"])


def demand_group(source):
    """Return the group in which a line is ranked: ``sourced`` or ``unsourced``."""
    return SOURCED if is_sourced(source) else UNSOURCED
