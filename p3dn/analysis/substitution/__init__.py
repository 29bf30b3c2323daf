"""How much import each product line could replace with what stands idle today, and what holds it back.

Potential is a ladder and not a product of percentages. The buyer *needs* so much a year; part of it is
*imported*; part of that is *makeable* with capacity that fits and stands idle. Every rung is in pieces and in
rupiah, and what is lost between two rungs has a cause that somebody owns: what is domestic already is lost to
nobody, what cannot be made for want of machines is lost to capacity. So the answer names the binding
constraint of each line, and how much it costs.

A rung that cannot be computed is unknown, with the datum that is missing, and the rungs above it still stand.
Unlike units never meet: a foundry's tonnes say nothing about pieces until somebody states the weight of a
piece. Capacity that fits is the capacity of firms in the same product line: a foundry does not press
composite blocks, so a line for which the register knows no firm can make nothing until somebody invests.
How far the tests have come, `funnel` and `readiness` tell from a dated log; no rung is computed from it.
"""

from p3dn.analysis.readiness import funnel, headline_funnel, headline_readiness, partnerships_by_line, readiness
from p3dn.analysis.substitution.ladder import headline_ladder, headline_totals, ladder, totals
from p3dn.analysis.substitution.potential import headline_potential, potential
from p3dn.analysis.substitution.report import findings

__all__ = [
    "findings",
    "funnel",
    "headline_funnel",
    "headline_ladder",
    "headline_potential",
    "headline_readiness",
    "headline_totals",
    "ladder",
    "partnerships_by_line",
    "potential",
    "readiness",
    "totals",
]
