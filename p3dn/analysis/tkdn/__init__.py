"""Local content and what the law ties to it: TKDN, company benefit, the duty to buy, the price preference.

The ministry certifies how domestic a product is (TKDN), adds what the firm brings beyond it (BMP), obliges buyers
where both are high enough, and lets a domestic bid win against a cheaper import. Every one of these is a rule of a
time: each result names the rule it followed, and says so while nobody has compared that rule with the official
text. Levels are fractions: 0.40, never 40.

TKDN under the rule of 2025 is a weighted score, not a share of cost. It stands beside the value that stays in the
country and never computes it.
"""

from p3dn.analysis.tkdn.benefit import company_benefit
from p3dn.analysis.tkdn.bill import (
    by_product,
    compare,
    components,
    from_bill,
    headline_by_product,
    headline_compare,
    headline_components,
)
from p3dn.analysis.tkdn.certificates import assess, headline_assess, headline_changes, summary
from p3dn.analysis.tkdn.duty import headline_mandatory_use, mandatory_use, meets_duty
from p3dn.analysis.tkdn.goods import goods
from p3dn.analysis.tkdn.lookup import Result, find_rule, rules
from p3dn.analysis.tkdn.preference import beating_price, evaluated_price, headline_rank_bids, rank_bids
from p3dn.analysis.tkdn.report import findings
from p3dn.analysis.tkdn.services import combined, services
from p3dn.analysis.tkdn.small import small_industry

__all__ = [
    "Result",
    "assess",
    "beating_price",
    "by_product",
    "combined",
    "company_benefit",
    "compare",
    "components",
    "evaluated_price",
    "find_rule",
    "findings",
    "from_bill",
    "goods",
    "headline_assess",
    "headline_by_product",
    "headline_changes",
    "headline_compare",
    "headline_components",
    "headline_mandatory_use",
    "headline_rank_bids",
    "mandatory_use",
    "meets_duty",
    "rank_bids",
    "rules",
    "services",
    "small_industry",
    "summary",
]
