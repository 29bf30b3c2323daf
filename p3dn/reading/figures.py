"""Columns of figures: counts, quantities, rupiah, shares and plain numbers.

Style, scale and unit are decided once for the column and told with the count behind them. A cell that does not fit
what was decided is set aside under its own name: a bound, a span, a date that Excel made of '1-2', a number whose
digits are lost. Where nothing decides, the column stays text and the reader is asked, because part of its numbers would
make a wrong sum.
"""

import datetime

import numpy as np
import pandas as pd

from p3dn.reading import numerals, units
from p3dn.reading.column import Column, word
from p3dn.reading.grid import as_text as cell_text
from p3dn.words import Sentence

KINDS = ("count", "quantity", "rupiah", "share", "number", "mixed")
FRACTION = frozenset({"pecahan", "fraksi", "fraction"})
_NEARLY = {"bound": "value-bound", "span": "value-span", "scientific": "value-scientific"}
_ONLY = {"rupiah": "rupiah", "share": "%"}  # the one unit that a header can state for such a field
_COUNTED = {"count": "orang", "rupiah": "rupiah"}  # the one unit that a cell of it can name
_OUT_OF_REACH = 10_000  # times the middle figure, however large the factor of the header
_FOREIGN = {"count": ("%", "rupiah", "US$")}


def read(raw, header, *, kind, unit, factor, decimal, valid, plain, said):
    """Return the typed `Column` of figures; `said` is the unit that the reader names, see `values.type_column`."""
    column = Column(None, kind, unit, missing=raw.missing(numerals.MISSING))
    texts = raw.present(numerals.MISSING)
    if unit in _FOREIGN.get(kind, ()) or (kind in _ONLY and not said and unit not in (None, _ONLY[kind])):
        column.tell("unit-foreign", header=header, unit=unit, kind=word(kind))
        return as_text(raw, column)
    whole = kind == "count" or unit == "orang" or ("rupiah" in (kind, unit) and factor < 1e6)
    whole = whole or (kind == "number" and factor == 1 and units.counts_whole(header))
    known, counts = raw.numbers[raw.is_number], raw.counts[texts.index]
    parsed = numerals.parse(texts, whole=whole, decimal=decimal, neighbours=known, counts=counts, parts=raw.parts)
    parsed = numerals.as_money(parsed) if kind == "rupiah" else parsed
    if parsed.problem:
        code, extra = question(parsed, header)
        column.tell(code, **extra)
        return as_text(raw, column)
    bad = parsed.values.isna() | _stray(parsed, kind)
    values = raw.spread(parsed.values.mask(bad), np.nan, np.float64)
    column.values = pd.Series(np.where(raw.is_number, raw.numbers, values))
    if kind == "mixed":
        _as_signed(column, raw.spread(parsed.percent & ~bad, empty=False, dtype=bool))
    _tell(column, raw, parsed, bad, header)
    if kind != "share":
        _scale(column, raw, parsed, bad, factor, header, plain)
    elif not _as_fraction(column, raw.spread(parsed.percent & ~bad, empty=False, dtype=bool), header, said):
        return as_text(raw, column)
    _check_range(column, raw, valid, header)
    return _as_count(column, raw) if kind == "count" else column


def _tell(column, raw, parsed, bad, header):
    """Tell the style, the cells that are no number of this column, approximate figures, and digits of other scripts."""
    texts = raw.present(numerals.MISSING)
    _tell_style(column, parsed, header)
    _tell_aside(column, raw, texts.index[bad])
    _tell_about(column, raw, parsed.about & ~bad)
    starred = [at for at, one in zip(texts.index, raw.parts, strict=True) if one and one.star]
    if starred:
        column.tell("value-provisional", raw.rows(starred), raw=texts[starred[0]])
    odd = [at for at, text in texts.items() if not text.isascii() and any(map(_is_other_digit, text))]
    if odd:
        column.tell("number-digits", raw.rows(odd), raw=texts[odd[0]])


def _is_other_digit(letter):
    return letter.isdecimal() and not letter.isascii()


def question(parsed, header):
    """Return the code and the values of the question that numerals without one style ask."""
    first, last = parsed.witnesses[0], parsed.witnesses[-1]
    extra = {"header": header, "raw": first, "first": first, "second": last}
    extra |= {"first_count": parsed.counts[0], "second_count": parsed.counts[-1]}
    return f"number-{parsed.problem}", extra


def as_text(raw, column):
    """Return a column whose cells are left as they stand: part of its numbers would make a wrong sum."""
    texts = raw.spread(raw.present(numerals.MISSING), None)
    others = [*np.flatnonzero(raw.is_number), *raw.odd]
    texts[others] = [str(raw.cells[at]) for at in others]
    column.values, column.kind, column.unit = pd.Series(texts).astype("str"), "text", None
    return column


def _stray(parsed, kind):
    """Tell which numerals count another thing than the column: per cents among rupiah, kilograms among workers."""
    if kind in ("share", "mixed"):
        return parsed.percent & False
    if kind not in _COUNTED:
        return parsed.percent
    named = [isinstance(unit, str) and numerals.counted_in(unit) != _COUNTED[kind] for unit in parsed.unit]
    return parsed.percent | np.array(named, dtype=bool)


def style(parsed):
    """Return the sentence that says which style numerals are read in, or None where none has a mark."""
    if not parsed.basis or not parsed.agree + parsed.against:
        return None
    mark, basis = {".": "comma", ",": "stop"}[parsed.thousands], Sentence(f"reading.basis_{parsed.basis}")
    figures = {"mark": Sentence(f"reading.decimal_{mark}"), "count": parsed.agree, "against": parsed.against}
    return Sentence("reading.decided_style", figures | {"basis": basis})


def by_totals(column):
    """Return a column whose decimal mark its stated totals proved, saying so."""
    basis = {"basis": Sentence("reading.basis_totals")}
    column.decisions = [
        Sentence(one.key, one.values | basis) if "basis" in one.values else one for one in column.decisions
    ]
    return column


def _tell_style(column, parsed, header):
    column.style = parsed.thousands
    if decided := style(parsed):
        column.decisions.append(decided)
    if parsed.basis == "size":
        column.tell("number-by-size", header=header, raw=parsed.witnesses[0], mark=parsed.thousands)


def _tell_about(column, raw, about):
    column.about = pd.Series(raw.spread(about, empty=False, dtype=bool))
    if column.about.any():
        rows = np.flatnonzero(column.about)
        column.tell("value-approximate", rows, raw=raw.cells[rows[0]])


def _tell_aside(column, raw, bad):
    """Name the cells that are no number of this column, each by what it is."""
    found = [(at, _NEARLY.get(numerals.nearly(raw.cells[at]), "value-unreadable"), {}) for at in raw.rows(bad)]
    for at in raw.odd:
        cell = raw.cells[at]
        if isinstance(cell, datetime.date):
            found.append((at, "value-date", {"day": cell, "guess": f"{cell.day}-{cell.month}"}))
        else:
            found.append((at, "value-unreadable", {}))
    for at, code, extra in sorted(found, key=lambda one: one[0]):
        column.tell_each(code, raw, [at], kind=word(column.kind), **extra)


def _settle_units(column, raw, named):
    """Bring the units behind the numbers together where they are alike; else keep each row's own and ask."""
    written = pd.Series(raw.spread(named, None)).where(column.values.notna())
    if written.isna().all():
        return
    folded = written.map(numerals.counted_in, na_action="ignore")
    bare = column.values.notna() & folded.isna()
    counted = folded.where(~bare, column.unit)
    several = counted.dropna().value_counts().sort_index()
    column.cell_units, column.written_units = counted.astype("str"), written.astype("str")
    shown = [f"{unit} ({count})" for unit, count in several.items()]
    if len(several) == 1 and counted[bare].isna().any():
        column.tell("unit-bare", np.flatnonzero(bare), unit=several.index[0])
    elif len(several) == 1:
        column.unit = column.unit or several.index[0]
    elif base := units.common_base(several.index):
        factors = counted.map({unit: units.to_base(unit)[1] for unit in several.index}).fillna(1.0)
        column.values, column.unit = (column.values * factors.astype(np.float64)).round(9), base
        column.cell_units = counted.where(counted.isna(), base).astype("str")
        column.decide("units", units=shown, base=base)
    else:
        column.unit = None
        column.tell("unit-in-cells", count=int(folded.notna().sum()), units=shown)


def _scale(column, raw, parsed, bad, factor, header, plain):
    """Apply the factor of the header, but not where a cell gives its own scale; settle what is counted."""
    named = parsed.unit[~bad]
    if column.kind == "rupiah":
        if column.unit is None and named.isna().all() and not plain and column.values.notna().any():
            column.tell("unit-rupiah-plain", header=header)
        column.unit = "rupiah"
    elif column.kind != "count":
        _settle_units(column, raw, named)
    column.factor = factor
    if factor != 1:
        scaled = raw.spread(parsed.scaled, empty=False, dtype=bool)
        _tell_written_out(column, raw, column.values.where(~scaled), factor, header)
        column.values = column.values.where(scaled, (column.values * factor).round(6))


def _tell_written_out(column, raw, written, factor, header):
    """Tell of figures so far above the middle one that they seem to be written out, not in the header's thousands."""
    times = min(factor, _OUT_OF_REACH)
    high = written >= times * written[written > 0].median()
    if factor > 1 and high.any():
        rows = np.flatnonzero(high)
        column.tell("value-written-out", rows, raw=cell_text(raw.cells[rows[0]]), header=header, times=times)


def _as_fraction(column, signed, header, said):
    """Turn shares into fractions, or tell that nothing decides their scale.

    A percent sign decides for its cell; the cells without one are of one scale, which the reader, the header and their
    size decide in this order.
    """
    by_header = column.unit == "%" and not said
    column.unit, written = "%", column.values
    bare = written[~signed & written.notna()]
    percent = _is_percent(bare, written[signed], by_header=by_header, said=said)
    if percent is None:
        first, second = _ends(column.values)
        column.tell("share-mixed", header=header, first=first, second=second)
        return False
    small, large = _small(bare), _large(bare)
    if percent and by_header and len(small) and len(large):
        code = "share-mixed" if _decimals(small) >= _decimals(large) + 2 else "share-small"
        column.tell(code, header=header, first=float(large.iloc[0]), second=float(small.iloc[0]))
    column.values = (written / 100).round(12).where(signed | percent, written)
    column.factor = 0.01 if percent else 1.0
    for what, count in (("signed", int(signed.sum())), ("percent" if percent else "fraction", len(bare))):
        if count:
            column.decide(what, count=count)
    return True


def _as_signed(column, signed):
    """Make fractions of the cells with a percent sign, in a column where each row is counted in a unit of its own."""
    column.values = (column.values / 100).round(12).where(signed, column.values)
    if signed.any():
        column.decide("signed", count=int(signed.sum()))


def _is_percent(bare, signed, *, by_header, said):
    """Tell whether the shares without a percent sign are per cents; None where nothing decides."""
    if said:
        return said not in FRACTION
    small, large = _small(bare), _large(bare)
    if (len(small) and len(large) and not by_header) or (len(bare) and not len(large) and len(_small(signed))):
        return None
    return bool(len(large)) or not len(bare)


def _small(values):
    return values[values.abs().between(0, 1, inclusive="neither")]


def _large(values):
    return values[values.abs() > 1]


def _decimals(values):
    return max(len(f"{value:.9f}".rstrip("0").partition(".")[2]) for value in set(values.tolist()))


def _ends(values):
    found = values[values != 0].dropna()
    return float(found.max()), float(found.min())


def _check_range(column, raw, valid, header):
    low, high = valid or (-np.inf, np.inf)
    outside = column.values.notna() & ~column.values.between(low, high)
    if outside.any():
        column.tell_each("value-range", raw, np.flatnonzero(outside).tolist(), header=header)
        column.values = column.values.mask(outside)


def _as_count(column, raw):
    fractional = column.values.notna() & (column.values % 1 != 0)
    column.tell_each("value-unreadable", raw, np.flatnonzero(fractional).tolist(), kind=word("count"))
    column.values = column.values.mask(fractional).round().astype("Int64")
    return column
