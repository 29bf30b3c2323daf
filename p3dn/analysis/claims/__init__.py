"""Every figure that may be quoted, with its source, and what speaks for and against it.

The ledger (*buku klaim*) holds published figures as they were published: value or range, unit, date, source,
and where one figure follows from others, the formula. Checking recomputes what has a formula, holds figures
on the same topic and of the same year against each other, finds figures that return for another thing, and
compares them with what real data gave. A claim is `confirmed`, `contradicted` or `unchecked`; a figure that is both
recomputed and contradicted is contradicted. From this follows what may be quoted, and in which words.

How exactly a figure is meant can be read from how it is written. "About Rp24 billion" is met by
24,444,000,000 because that rounds to it; "4,000 workers" is met by 4,368. Where a range is stated, the range
decides. Figures of different years may differ without contradiction, and findings from illustrative data
prove nothing.
"""

from p3dn.analysis.claims.check import check, headline_check
from p3dn.analysis.claims.pairs import contradictions, headline_contradictions
from p3dn.analysis.claims.quoting import headline_quotable, quotable, sentence
from p3dn.analysis.claims.summary import by_area, by_status, gather, headline_rivals, rivals

__all__ = [
    "by_area",
    "by_status",
    "check",
    "contradictions",
    "gather",
    "headline_check",
    "headline_contradictions",
    "headline_quotable",
    "headline_rivals",
    "quotable",
    "rivals",
    "sentence",
]
