"""Step 4a: what the values of a column are, decided for the whole column at once.

A cell on its own lies: '065106' looks like a number, '1.234' like two different ones, 40 like a share of
forty. So the kind, the number style, the scale of shares and the unit are decided from the header and all the
values together, and the decision is told. What cannot be decided stays text and the reader is asked. A value
that does not fit is set to null with its cell named; a null is "not recorded" and never 0.
"""

import datetime
import functools
import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from p3dn.reading import dates, numerals, units
from p3dn.reading.grid import as_text

KINDS = ("code", "text", "count", "quantity", "rupiah", "share", "date", "period", "flag", "unit", "number")
_CODE_WORDS = frozenset(
    {"kode", "kd", "nib", "nik", "npwp", "kbli", "kbki", "hs", "mak", "rekening", "rek", "id", "uuid", "ref", "satker"}
    | {"telp", "hp", "telepon", "fax", "nip", "nisn", "pos", "code", "postal", "ulid", "sku"}
)
_TRUE = frozenset(
    {"v", "ya", "y", "ada", "sudah", "x", "✓", "√", "✔", "1", "true", "benar", "memiliki", "punya", "yes"}
)
_FALSE = frozenset({"tidak", "belum", "-", "–", "—", "0", "t", "tdk", "n", "false", "tidak ada", "no", "salah"})
_MOSTLY = 0.75  # of the values must be numbers for the others to be slips
_ODD = bool | datetime.date | datetime.time | datetime.timedelta
_NUMBERS = ("count", "quantity", "rupiah", "share", "number")


@dataclass
class Column:
    """A typed column and what was decided about it.

    `values` is a Series in row order, `factor` was applied to what is written, `style` is the thousands mark that the
    column's numerals decided on; `issues` holds (code, position or None, values to tell), `missing` the counts of
    missing marks by their text; `cell_units` the units that stand behind the numbers, where any does.
    """

    values: pd.Series
    kind: str
    unit: str | None = None
    factor: float = 1.0
    style: str | None = None
    issues: list = field(default_factory=list)
    missing: dict = field(default_factory=dict)
    cell_units: pd.Series | None = None


def is_code_header(header):
    """Tell whether a header names an identifier, whose digits are no quantity.

    >>> is_code_header("kd_satker"), is_code_header("Kode HS"), is_code_header("Jumlah Tenaga Kerja")
    (True, True, False)
    """
    words = re.split(r"[\s_./()-]+", header.casefold())
    return bool(_CODE_WORDS & set(words)) and "jumlah" not in words


def type_column(cells, *, header="", kind=None, unit=None, decimal=None, valid=None, plain=False):
    """Return the typed `Column` of raw cells.

    Parameters
    ----------
    cells : list
        Raw cells, one per row, as the grid holds them.
    header : str
        The header's text; it may state a unit or name a code.
    kind : str, optional
        One of `KINDS`; decided from header and values when not given.
    unit : str, optional
        A unit in words ('juta rupiah'), instead of what the header states.
    decimal : {",", "."}, optional
        The decimal mark, if it is known.
    valid : (low, high), optional
        Range of possible values, after factors.
    plain : bool
        The source always writes plain rupiah, so that a header without a unit is no question.

    Examples
    --------
    >>> type_column(["0001", "0002"], header="nib").values.tolist()
    ['0001', '0002']
    >>> type_column(["167", "1.204", "1.000.000"], header="Mikro").values.tolist()
    [167.0, 1204.0, 1000000.0]
    >>> type_column([300.0, "-"], header="Nilai (Rp.000)", kind="rupiah").values.tolist()
    [300000.0, nan]
    """
    raw = pd.Series(cells, dtype=object)
    stated, factor = units.of_header(unit) if unit else units.of_header(header)
    factor = units.scale(header) if kind == "rupiah" and stated is None and not unit else factor
    stated = stated or (units.fold(unit) if unit else None)
    valid = valid or ((0, 1) if kind == "share" else None)
    kind = kind or ("code" if is_code_header(header) else _guess(raw, stated))
    if kind in _NUMBERS:
        return _number(raw, header, kind, stated, factor, decimal, valid, plain)
    reader = {"code": _code, "date": _date, "period": _period, "flag": _flag, "unit": _unit}.get(kind)
    return reader(raw, header) if reader else _text(raw)


def _guess(raw, unit):
    """Return the kind of a column that no record kind describes."""
    texts, types = _present(raw), _types(raw)
    written = len(texts) and texts.map(lambda text: bool(dates.parse(text))).all() and _may_be_serials(raw)
    if written or (types and set(types) <= {"date"}):
        return "date"
    numeric = texts.map(numerals.is_numeral)
    readable = types.count("number") + sum(numeric)
    if readable < max(1, _MOSTLY * len(types)) or _unlike_units(texts[numeric]):
        return "text"
    if texts.str.match(r"^\s*0\d").any() or texts.str.match(r"^\s*\d{16,}\s*$").any():
        return "code"
    if unit is None and len(texts) == len(types) and texts.str.contains("%", regex=False).all():
        return "share"
    return {"rupiah": "rupiah", "%": "share", "orang": "count"}.get(unit, "number")


def _may_be_serials(raw):
    """Tell whether all numbers of a column could be days as Excel counts them."""
    numbers = [cell for cell in raw if type(cell) in (int, float)]
    return all(20_000 <= number < 80_000 for number in numbers)


def _unlike_units(texts):
    """Tell whether the numbers of a column that no kind describes are counted in different units."""
    return len(set(numerals.parse(texts, whole=True).unit.dropna().map(units.fold))) > 1


def _types(raw):
    names = {str: "text", bool: "flag", int: "number", float: "number"}
    return [
        names.get(type(cell), "date" if isinstance(cell, datetime.date) else "other")
        for cell in raw
        if not _is_missing(cell, numerals.MISSING)
    ]


def _is_missing(cell, marks):
    return cell is None or (isinstance(cell, str) and _folded(cell) in marks)


@functools.lru_cache(maxsize=65536)  # a column repeats its texts
def _folded(text):
    return text.strip().casefold()


def _present(raw, marks=numerals.MISSING):
    """Return the texts of a column that are no missing marks."""
    texts = {at: cell for at, cell in raw.items() if isinstance(cell, str) and _folded(cell) not in marks}
    return pd.Series(list(texts.values()), index=list(texts), dtype="str")


def _missing_marks(raw, marks):
    """Return the missing marks of a column by how often they stand, the most frequent first."""
    return dict(Counter(cell.strip() for cell in raw if isinstance(cell, str) and _folded(cell) in marks).most_common())


def _number(raw, header, kind, unit, factor, decimal, valid, plain):
    column = Column(pd.Series(np.nan, index=raw.index), kind, unit, missing=_missing_marks(raw, numerals.MISSING))
    is_number = pd.Series([type(cell) in (int, float) for cell in raw], index=raw.index, dtype=bool)
    column.values.loc[is_number] = raw[is_number].astype(np.float64)
    texts = _present(raw)
    whole = kind == "count" or unit == "orang" or ("rupiah" in (kind, unit) and factor < 1e6)
    read = numerals.parse(texts, whole=whole, decimal=decimal, neighbours=column.values.dropna())
    if read.problem:
        return _undecided(raw, column, header, read)
    column.values.loc[texts.index] = read.values
    _tell_units(column, read, kind)
    column.style = read.thousands
    _tell_texts(column, raw, texts, read, kind, header)
    _tell_others(column, raw, kind)
    _scale(column, read, kind, factor, header, plain)
    _check_range(column, raw, valid, header)
    if kind == "count":
        fractional = column.values.notna() & (column.values % 1 != 0)
        column.issues += [
            ("value-unreadable", at, {"raw": raw[at], "kind": _word(kind)}) for at in raw.index[fractional]
        ]
        column.values = column.values.mask(fractional).round().astype("Int64")
    return column


def _undecided(raw, column, header, read):
    """Leave the column as text and ask: part of its numbers would make a wrong sum."""
    code = f"number-{read.problem}"
    first, last = read.witnesses[0], read.witnesses[-1]
    column.issues.append((code, None, {"header": header, "raw": first, "first": first, "second": last}))
    column.values = raw.map(lambda cell: None if _is_missing(cell, numerals.MISSING) else str(cell)).astype("str")
    column.kind = "text"
    return column


def _tell_texts(column, raw, texts, read, kind, header):
    if read.witnesses and read.thousands and kind not in ("count", "rupiah"):
        extra = {"header": header, "raw": read.witnesses[0], "mark": read.thousands}
        column.issues.append(("number-by-size", None, extra))
    bad = texts.index[read.values.isna()]
    column.issues += [("value-unreadable", at, {"raw": raw[at], "kind": _word(kind)}) for at in bad]
    about = texts[read.about]
    if len(about):
        column.issues.append(("value-approximate", None, {"count": len(about), "raw": about.iloc[0]}))


def _tell_units(column, read, kind):
    """Keep the units that stand behind the numbers; a column of quantities that names several says so."""
    named = read.unit.dropna().map(units.fold)
    if named.empty or kind == "count":
        return
    column.cell_units = named.reindex(column.values.index)
    several = sorted(set(named))
    column.unit = column.unit or (several[0] if len(several) == 1 else None)
    if len(several) > 1:
        column.issues.append(("unit-in-cells", None, {"count": len(named), "units": several}))


def _tell_others(column, raw, kind):
    """Name the cells that hold neither a number nor a text: dates and truth values in a column of numbers."""
    odd = [at for at, cell in raw.items() if type(cell) not in (int, float, str) and isinstance(cell, _ODD)]
    column.issues += [("value-unreadable", at, {"raw": raw[at], "kind": _word(kind)}) for at in odd]


def _scale(column, read, kind, factor, header, plain):
    if kind == "share":
        _as_fraction(column, read, header)
        return
    column.factor = factor
    scaled = read.scaled.reindex(column.values.index, fill_value=False)
    column.values = column.values.where(scaled, (column.values * factor).round(6)) if factor != 1 else column.values
    if kind == "rupiah":
        if column.unit is None and not plain and column.values.notna().any():
            column.issues.append(("unit-rupiah-plain", None, {"header": header}))
        column.unit = "rupiah"


def _as_fraction(column, read, header):
    """Turn shares into fractions: by their percent signs, else by the size of all the values together."""
    column.unit, written = "%", column.values
    signed = read.percent.reindex(written.index, fill_value=False)
    large = signed.any() or (written.dropna().abs() > 1).any()
    small = written[~signed & written.between(0, 1, inclusive="neither")]
    if large and len(small):
        extra = {"header": header, "first": float(written.max()), "second": float(small.iloc[0])}
        column.issues.append(("share-mixed", None, extra))
    column.factor = 0.01 if large else 1.0
    column.values = (written / 100).round(12) if large else written


def _check_range(column, raw, valid, header):
    low, high = valid or (-np.inf, np.inf)
    outside = column.values.notna() & ~column.values.between(low, high)
    column.issues += [("value-range", at, {"raw": raw[at], "header": header}) for at in raw.index[outside]]
    column.values = column.values.mask(outside)


def _text(raw):
    values = raw.map(lambda cell: None if _is_missing(cell, numerals.MISSING_TEXT) else as_text(cell)).astype("str")
    return Column(values, "text", missing=_missing_marks(raw, numerals.MISSING_TEXT))


def _code(raw, header):
    column = _text(raw)
    column.kind = "code"
    long = raw.map(lambda cell: isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 1e15)
    for at in raw.index[long.astype(bool)]:
        column.issues.append(("code-number", at, {"header": header, "digits": len(str(int(raw[at])))}))
    return column


def _date(raw, header):
    column = Column(raw, "date", missing=_missing_marks(raw, numerals.MISSING))
    days = raw.map(_as_date)
    bad = raw.index[days.isna() & ~raw.map(lambda cell: _is_missing(cell, numerals.MISSING)).astype(bool)]
    column.issues += [("value-unreadable", at, {"raw": raw[at], "kind": _word("date")}) for at in bad]
    unclear = sum(map(dates.is_ambiguous, _present(raw)))
    if unclear:
        column.issues.append(("date-ambiguous", None, {"count": unclear, "header": header}))
    column.values = dates.to_series(days.tolist())
    return column


def _as_date(cell):
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool) and 10_000 <= cell < 80_000:
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(cell))
    return dates.parse(cell) if isinstance(cell, str) else None


def _period(raw, _):
    values = raw.map(lambda cell: None if _is_missing(cell, numerals.MISSING) else dates.period(cell)).astype("str")
    return Column(values, "period", missing=_missing_marks(raw, numerals.MISSING))


def _flag(raw, header):
    """Read yes and no; where only yes is ever marked, a blank means no, and that is told."""
    column = Column(raw, "flag", missing=_missing_marks(raw, {""}))
    folded = raw.map(lambda cell: None if cell is None else as_text(cell).casefold())
    values = folded.map(lambda text: True if text in _TRUE else False if text in _FALSE else None)
    bad = raw.index[values.isna() & ~folded.isin(["", None, "n.a.", "n/a", "na"])]
    column.issues += [("value-unreadable", at, {"raw": raw[at], "kind": _word("flag")}) for at in bad]
    values = values.astype("boolean")
    blank = folded.eq("")
    if blank.any() and not (values == False).any() and values.any():  # noqa: E712
        column.issues.append(("flag-blank", None, {"header": header, "count": int(blank.sum())}))
        values = values.mask(blank, other=False)
    column.values = values
    return column


def _unit(raw, _):
    column = _text(raw)
    column.kind = "unit"
    column.values = column.values.map(units.fold, na_action="ignore").astype("str")
    return column


def _word(kind):
    """Return the name of a kind as a message mentions it."""
    from p3dn.words import Sentence

    return Sentence(f"reading.kind_{kind}")
