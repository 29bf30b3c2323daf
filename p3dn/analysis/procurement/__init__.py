"""What the government bought, and how much of it was domestic (PDN) or from micro and small firms (UMK).

An export of finished tenders states, beside the contract value, how much of it is domestic and how much went
to small firms. Many rows leave that blank. A blank is neither "nothing domestic" nor "all domestic", so a
share is an interval here: its low end takes every blank as 0, its high end takes every blank as the whole
contract, and between them stands the share among the contracts that recorded it. E-catalogue orders carry no
such field at all; their PDN share is unknown, from 0 to 1, and the plan's label is never passed off as the
order's.

These shares are computed from an export and will differ from the dashboard of LKPP, which is the official
figure: every table says ``official`` False. Shares of contracts are also not comparable with the legal
targets, which are shares of the budget. And money that was not spent is not spending: a package that stands
on several rows counts once, and a cancelled order not at all.
"""

from p3dn.analysis.procurement.orders import headline_spending, orders, spending
from p3dn.analysis.procurement.report import findings
from p3dn.analysis.procurement.summary import headline_summary, summary
from p3dn.analysis.procurement.tenders import by_unit, headline_by_unit, headline_shares, packages, shares

__all__ = [
    "by_unit",
    "findings",
    "headline_by_unit",
    "headline_shares",
    "headline_spending",
    "headline_summary",
    "orders",
    "packages",
    "shares",
    "spending",
    "summary",
]
