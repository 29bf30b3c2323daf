"""Who works in the small industry of a centre, in which size of firm, how evenly spread and how productively.

The count of firms (IKM) and the count of people answer different questions. Most firms are small, but most
people may work in a few of the larger ones; a programme that reaches many firms can still reach few workers.
So firms and workers stand side by side in every table here, each with its own denominator: all rows for
firms, the recorded workers for people.

*Small* has three official meanings in Indonesia: by workers (BPS), by workers and investment (Permenperin
64/2016), and by capital or sales (PP 7/2021). The same firm can be small in one and medium in another, so a
size class never appears without the rule that made it, and the rules are never mixed. Output per worker is an
average over the firms that state both; it is not what one more worker would add.
"""

from p3dn.analysis.workforce.people import (
    by_line,
    by_sex,
    headline_by_line,
    headline_by_sex,
    headline_total,
    total,
)
from p3dn.analysis.workforce.productivity import headline_productivity, productivity
from p3dn.analysis.workforce.programmes import headline_programmes, programmes
from p3dn.analysis.workforce.report import findings
from p3dn.analysis.workforce.size import by_size, headline_by_size, shares_by_size
from p3dn.analysis.workforce.spread import concentration, gini, headline_concentration

__all__ = [
    "by_line",
    "by_sex",
    "by_size",
    "concentration",
    "findings",
    "gini",
    "headline_by_line",
    "headline_by_sex",
    "headline_by_size",
    "headline_concentration",
    "headline_productivity",
    "headline_programmes",
    "headline_total",
    "productivity",
    "programmes",
    "shares_by_size",
    "total",
]
