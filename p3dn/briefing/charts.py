"""Charts: draw a tidy answer; nothing is computed that a reader could quote.

Every function takes a frame, the names of its columns and the words around the picture, and returns a matplotlib
figure that knows what it shows, or a `Gap` when the frame is empty. A title states the finding and is computed from
the data by whoever asks for the chart, so that it stays true when the data change.
"""

from p3dn.briefing.bars import bars, ladder, stacked
from p3dn.briefing.boundaries import boundaries
from p3dn.briefing.funnel import funnel
from p3dn.briefing.lorenz import lorenz
from p3dn.briefing.multiples import multiples
from p3dn.briefing.points import dots, intervals
from p3dn.briefing.provinces import provinces
from p3dn.briefing.published import ranges
from p3dn.briefing.service import service_month
from p3dn.briefing.timeline import timeline
from p3dn.briefing.tornado import tornado
from p3dn.briefing.uncertain import shares_by_draw, simulated
from p3dn.briefing.waterfall import waterfall

__all__ = [
    "bars",
    "boundaries",
    "dots",
    "funnel",
    "intervals",
    "ladder",
    "lorenz",
    "multiples",
    "provinces",
    "ranges",
    "service_month",
    "shares_by_draw",
    "simulated",
    "stacked",
    "timeline",
    "tornado",
    "waterfall",
]
