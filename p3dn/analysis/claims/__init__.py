"""Every figure that may be quoted, with its source, and what speaks for and against it.

The ledger (*buku klaim*) holds published figures as they were published: value or range, unit, date, source,
and where one figure follows from others, the formula. Checking recomputes what has a formula, holds figures
on the same topic and of the same year against each other, and compares them with what real data gave. A claim
is `confirmed`, `contradicted` or `unchecked`; a figure that is both recomputed and contradicted is
contradicted.

How exactly a figure is meant can be read from how it is written. "About Rp24 billion" is met by
24,444,000,000 because that rounds to it; "4,000 workers" is met by 4,368. Where a range is stated, the range
decides. Figures of different years may differ without contradiction, and findings from illustrative data
prove nothing.
"""

from p3dn.analysis.claims.check import check, contradictions, headline_check, headline_contradictions
from p3dn.analysis.claims.summary import by_status, gather, headline_rivals, quotable, rivals

__all__ = [
    "by_status",
    "check",
    "contradictions",
    "gather",
    "headline_check",
    "headline_contradictions",
    "headline_rivals",
    "quotable",
    "rivals",
]
