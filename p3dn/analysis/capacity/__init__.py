"""What the small industry of a centre can make, what it makes, what stands idle, and what that is worth.

A register may state three different capacities. *Installed* capacity (*kapasitas terpasang*) is what the
machines could turn out in a year; *production* capacity (*kapasitas produksi*) is what the firm plans for
with its people, power and material; *output* (*produksi*) is what it made. Only installed capacity and output
of the same firm together tell what stands idle. Where a register has one capacity column only, as most have,
idle capacity is unknown, and unknown is not 0.

Quantities carry units. Ten tonnes and ten thousand pieces cannot be added, so every answer in quantities has
one row per product line *and* unit. Rupiah can be added, so the value of output, materials and investment has
one row per line. Each figure stands beside the number of firms that recorded it.
"""

from p3dn.analysis.capacity.delivered import demonstrated, headline_demonstrated, in_main_unit
from p3dn.analysis.capacity.grouping import grouping
from p3dn.analysis.capacity.report import findings
from p3dn.analysis.capacity.use import (
    by_line,
    headline_by_line,
    headline_totals,
    headline_utilisation_spread,
    main_units,
    totals,
    utilisation_spread,
)
from p3dn.analysis.capacity.value import (
    headline_materials,
    headline_materials_origin,
    headline_value_by_line,
    materials_origin,
    value_by_line,
)

__all__ = [
    "by_line",
    "demonstrated",
    "findings",
    "grouping",
    "headline_by_line",
    "headline_demonstrated",
    "headline_materials",
    "headline_materials_origin",
    "headline_totals",
    "headline_utilisation_spread",
    "headline_value_by_line",
    "in_main_unit",
    "main_units",
    "materials_origin",
    "totals",
    "utilisation_spread",
    "value_by_line",
]
