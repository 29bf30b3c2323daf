"""p3dn: from untidy spreadsheets of Indonesian industry to figures that can be defended before a minister.

The names an analyst types. Three wings stand behind them: `reading` turns files into frames, `analysis`
turns frames into answers, `briefing` draws and writes what it is given. The wings are loaded when they
are first used, so that ``import p3dn`` costs no more than pandas.
"""

import importlib

from p3dn.errors import P3DNError
from p3dn.marks import is_illustrative
from p3dn.words import Sentence, label, say

__version__ = "0.1.0"

_HOMES = {
    "read": "p3dn.reading.workbook",
    "load_sentra": "p3dn.reading.loaders",
    "load_cooperative": "p3dn.reading.loaders",
    "load_procurement": "p3dn.reading.loaders",
    "load_trade": "p3dn.reading.loaders",
    "load_scenario": "p3dn.reading.scenarios",
    "load_report": "p3dn.reading.report",
    "sources": "p3dn.reading.report",
    "origin": "p3dn.reading.report",
    "read_claims": "p3dn.reading.published",
    "read_lines": "p3dn.reading.published",
    "card": "p3dn.briefing.cards",
    "panel": "p3dn.briefing.panel",
    "table": "p3dn.briefing.tables",
    "save": "p3dn.briefing.save",
    "pack": "p3dn.cli",
}
_MODULES = {
    "questions": "p3dn.reading.questions",
    "capacity": "p3dn.analysis.capacity",
    "workforce": "p3dn.analysis.workforce",
    "procurement": "p3dn.analysis.procurement",
    "tkdn": "p3dn.analysis.tkdn",
    "substitution": "p3dn.analysis.substitution",
    "trade": "p3dn.analysis.trade",
    "claims": "p3dn.analysis.claims",
    "disclosure": "p3dn.analysis.disclosure",
    "charts": "p3dn.briefing.charts",
}
__all__ = ["P3DNError", "is_illustrative", "Sentence", "label", "say", *_HOMES, *_MODULES]  # noqa: PLE0604 - the keys are strings


def __getattr__(name):
    """Load a public name's module when the name is first used."""
    if name in _MODULES:
        value = importlib.import_module(_MODULES[name])
    elif name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'p3dn' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__():
    """List the public names."""
    return [*__all__, "__version__"]
