"""How much import each product line could replace, what holds it back, and how sure that is.

Potential is a ladder and not a product of percentages. The buyer *needs* so much a year; part of it is *imported*;
part of that is *makeable* with capacity that fits; of that so much has *passed* its tests, is *competitive*, is
*contracted*, and *retained* in the country. Every rung is in pieces, in service and in rupiah, and what is lost
between two rungs has a cause that somebody owns, and a lever that wins it back. So the answer names the binding
constraint of each line, what one more step of each lever releases and costs, and from that the activities to propose.

A rung that cannot be computed is unknown, with the datum that is missing and who has it, and the rungs above it still
stand. Unlike units never meet: a foundry's tonnes say nothing about pieces until somebody states the weight of a
piece. Capacity that fits is the capacity of firms in the same product line: a foundry does not press composite
blocks, so a line for which the register knows no firm can make nothing until somebody invests. Beside the ladder
stand the price gate, the investment, what follows for work and money, and two checks on the need itself: what the
fleet used up before, and what the country imports under the line's codes. What no file can tell is assumed in a
scenario, with its source. How far the tests have come, `funnel` and `readiness` tell from a dated log; no rung is
computed from it.
"""

from p3dn.analysis.readiness import funnel, headline_funnel, headline_readiness, partnerships_by_line, readiness
from p3dn.analysis.substitution.asking import headline_missing
from p3dn.analysis.substitution.card import Card, card, headline_line, main_line
from p3dn.analysis.substitution.ceiling import headline_import_ceiling, import_ceiling
from p3dn.analysis.substitution.cut import headline_cut, sensitivity_to_cut
from p3dn.analysis.substitution.drivers import headline_drivers
from p3dn.analysis.substitution.effects import effects, headline_effects
from p3dn.analysis.substitution.fleet import demand_range, headline_demand_method, headline_demand_range
from p3dn.analysis.substitution.investment import headline_investment, investment
from p3dn.analysis.substitution.ladder import headline_ladder, headline_totals, ladder, totals
from p3dn.analysis.substitution.levers import headline_levers, levers
from p3dn.analysis.substitution.potential import headline_potential, potential
from p3dn.analysis.substitution.price_gate import headline_price_gate, price_gate
from p3dn.analysis.substitution.proposals import headline_proposals, proposals
from p3dn.analysis.substitution.ranking import headline_rank, rank
from p3dn.analysis.substitution.report import findings
from p3dn.analysis.substitution.simulate import Simulation, headline_binding, headline_ranges, simulate
from p3dn.analysis.substitution.what_if import Explorer, adjustable, what_if

__all__ = [
    "Card",
    "Explorer",
    "Simulation",
    "adjustable",
    "card",
    "demand_range",
    "effects",
    "findings",
    "funnel",
    "headline_binding",
    "headline_cut",
    "headline_demand_method",
    "headline_demand_range",
    "headline_drivers",
    "headline_effects",
    "headline_funnel",
    "headline_import_ceiling",
    "headline_investment",
    "headline_ladder",
    "headline_levers",
    "headline_line",
    "headline_missing",
    "headline_potential",
    "headline_price_gate",
    "headline_proposals",
    "headline_ranges",
    "headline_rank",
    "headline_readiness",
    "headline_totals",
    "import_ceiling",
    "investment",
    "ladder",
    "levers",
    "main_line",
    "partnerships_by_line",
    "potential",
    "price_gate",
    "proposals",
    "rank",
    "readiness",
    "sensitivity_to_cut",
    "simulate",
    "totals",
    "what_if",
]
