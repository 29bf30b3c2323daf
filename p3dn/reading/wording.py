"""Columns of words: texts, codes, units of measure, and marks of yes and no.

A text is kept as it stands, on one line; characters that no reader sees are taken out and told, because 'CV Maju' with
a mark of no width in it is another firm to a program. A code is a text whatever it looks like: its zeros mean
something, and what Excel has rounded cannot be mended.
"""

import datetime
import re

import numpy as np
import pandas as pd

from p3dn.reading import identifiers, numerals, units
from p3dn.reading.column import Column, word
from p3dn.reading.grid import as_text

TRUE = frozenset(
    {"v", "ya", "y", "ada", "sudah", "sdh", "x", "✓", "√", "✔", "1", "true", "benar", "memiliki", "punya", "yes"}
    | {"sudah ada", "sudah punya", "sudah memiliki"}
)
FALSE = frozenset(
    {"tidak", "belum", "blm", "-", "–", "—", "0", "t", "tdk", "n", "false", "no", "salah"}
    | {"tidak ada", "tdk ada", "tidak punya", "tidak memiliki", "belum ada", "belum punya", "belum memiliki"}
)
_PLAIN_YES = frozenset({"ya", "sudah", "✓", "√", "✔", "true", "benar", "yes", "v"})
_PLAIN_NO = frozenset({"tidak", "belum", "false", "no", "tdk", "tidak ada"})
_UNKNOWN = frozenset({"", "n.a.", "n/a", "na", "#n/a"})
# Control characters, marks without width, and marks that turn the direction of writing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_QUOTED = re.compile(r"['\u2018\u2019]\d")  # Excel's mark of a text, where an export has written it out
_CUT = frozenset({255, 32_767, 65_535})  # where databases and Excel cut a text off
_LARGEST = 1e15  # a float keeps no more digits than these


def text(raw, _=""):
    """Return a `Column` of texts, on one line and without unseen characters, which are told."""
    texts = raw.present(marks := _marks(raw))
    unseen = texts.index[[not one.isprintable() and bool(_UNSEEN.search(one)) for one in texts]]
    shown = pd.Series([as_text(one) for one in texts], index=texts.index, dtype=object)
    if len(unseen):
        shown[unseen] = [as_text(_UNSEEN.sub("", texts[at])) for at in unseen]
    values = raw.spread(shown, None)
    for at in [*np.flatnonzero(raw.is_number), *raw.odd]:
        values[at] = as_text(raw.cells[at])
    column = Column(pd.Series(values).astype("str"), "text", missing=raw.missing(marks))
    if len(unseen):
        column.tell("text-unseen", raw.rows(unseen))
    cut = [at for at, one in texts.items() if len(one) in _CUT]
    if cut:
        column.tell("text-cut", raw.rows(cut), length=len(texts[cut[0]]))
    days = [at for at in raw.odd if isinstance(raw.cells[at], datetime.date)]
    if days and len(days) < raw.filled(numerals.MISSING_TEXT):
        column.tell("text-date", days, raw=raw.cells[days[0]])
    return column


def _marks(raw):
    """Return the missing marks of a column: 'NA' may be a name, but no column holds one 'n/a' and nothing else."""
    only = len(raw.present(numerals.MISSING_TEXT)) == 1 and not raw.filled(numerals.MISSING)
    return numerals.MISSING if only and raw.filled(numerals.MISSING_TEXT) > 1 else numerals.MISSING_TEXT


def code(raw, header):
    """Return a `Column` of codes: texts, among them no number whose last digits are lost."""
    column = text(raw)
    column.kind = "code"
    quoted = [at for at, one in enumerate(raw.texts) if _QUOTED.match(one)]
    if quoted:
        column.values = column.values.mask(np.isin(raw.place, quoted), column.values.str[1:])
        column.decide("quoted", count=raw.count(quoted))
    rounded = np.flatnonzero(np.abs(np.nan_to_num(raw.numbers)) >= _LARGEST).tolist()
    if rounded:
        column.tell("code-number", rounded, header=header, digits=len(str(int(raw.cells[rounded[0]]))))
    lost = [at for at, one in enumerate(raw.texts) if numerals.nearly(one) == "scientific"]
    if lost:
        column.tell_each("value-scientific", raw, raw.rows(lost), kind=word("code"))
        column.values = column.values.mask(np.isin(raw.place, lost))
    identifiers.tell(column, header)
    return column


def unit(raw, _):
    """Return a `Column` of units, each in its one spelling."""
    column = text(raw)
    column.kind = "unit"
    spelt = column.values.nunique()
    column.values = column.values.map(units.fold, na_action="ignore").astype("str")
    if spelt > column.values.nunique():
        column.decide("spellings", count=spelt, units=int(column.values.nunique()))
    return column


def is_flag(raw):
    """Tell whether a column that no kind describes marks yes and no: both of them, or yes by a tick or as truth."""
    words = set(raw.folded) - _UNKNOWN
    truths = [at for at in raw.odd if isinstance(raw.cells[at], bool)]
    if len(truths) != len(raw.odd) or raw.is_number.any() or not words <= TRUE | FALSE:
        return False
    return bool(truths) or (bool(words & _PLAIN_YES) and bool(words & _PLAIN_NO)) or bool(words & {"✓", "√", "✔"})


def flag(raw, header):
    """Read yes and no; where only yes is ever marked, a blank means no, and that is told."""
    column = Column(None, "flag", missing=raw.missing(_UNKNOWN))
    said = raw.spread(pd.Series(raw.folded, dtype=object), None)
    for at in [*np.flatnonzero(raw.is_number), *raw.odd]:
        said[at] = as_text(raw.cells[at]).casefold()
    said = pd.Series(said)
    yes, no, blank = said.isin(TRUE), said.isin(FALSE), said.eq("")
    values = yes.astype("boolean").mask(~(yes | no))
    bad = said.index[values.isna() & said.notna() & ~said.isin(_UNKNOWN)]
    column.tell_each("value-unreadable", raw, bad.tolist(), kind=word("flag"))
    if blank.any() and not no.any() and yes.any():
        column.tell("flag-blank", header=header, count=int(blank.sum()))
        values = values.mask(blank, other=False)
    column.values = values
    if yes.any() or no.any():
        column.decide("flag", yes=_counted(said[yes]), no=_counted(said[no]))
    return column


def _counted(marks):
    return [f"{mark} ({count})" for mark, count in marks.value_counts().items()] or ["–"]
