"""Step 4a: what the values of a column are, decided for the whole column at once.

A cell on its own lies: '065106' looks like a number, '1.234' like two different ones, 40 like a share of
forty. So the kind, the number style, the scale of shares and the unit are decided from the header and all the
values together, and the decision is told with the count behind it. What cannot be decided stays text and the reader
is asked. A value that does not fit is set to null with its cell named; a null is "not recorded" and never 0.

This module decides the kind; `figures`, `wording` and `days` read the column of it.
"""

import datetime
import re

from p3dn.reading import dates, days, figures, numerals, units, wording
from p3dn.reading.column import Column, Raw

__all__ = ["KINDS", "Column", "is_code_header", "type_column"]

KINDS = ("code", "text", "count", "quantity", "rupiah", "share", "date", "period", "flag", "unit", "number", "mixed")
_READERS = {
    "code": wording.code,
    "flag": wording.flag,
    "unit": wording.unit,
    "text": wording.text,
    "date": days.date,
    "period": days.period,
}
_CODE_WORDS = frozenset(
    {"kode", "kd", "nib", "nik", "npwp", "kbli", "kbki", "hs", "mak", "rekening", "rek", "id", "uuid", "ref", "satker"}
    | {"telp", "hp", "telepon", "fax", "nip", "nisn", "pos", "code", "postal", "ulid", "sku"}
)
_MOSTLY = 0.75  # of the values must be numbers for the others to be slips
_FIRST_DAY, _LAST_DAY = 20_000, 80_000  # as Excel counts: from 1954 to 2119


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
        A unit in words ('juta rupiah'; for shares '%' or 'pecahan'), instead of what the header states.
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
    raw = Raw(cells)
    stated, factor = units.of_header(unit) if unit else units.of_header(header)
    factor = units.scale(header) if kind == "rupiah" and stated is None and not unit else factor
    stated = stated or (units.fold(unit) if unit else None)
    valid = valid or ((0, 1) if kind == "share" else None)
    look = None if kind or is_code_header(header) else _Look(raw, money=stated == "rupiah")
    found = kind or (look.kind(stated) if look else "code")
    if found in figures.KINDS:
        options = {"kind": found, "unit": stated, "factor": factor, "decimal": decimal}
        return figures.read(raw, header, **options, valid=valid, plain=plain, said=unit)
    column = _READERS.get(found, wording.text)(raw, header)
    if found == "text" and look and look.is_figures() and look.unlike:
        column.tell("unit-in-cells", count=look.count(one and one.unit for one in look.parts), units=sorted(look.units))
    return column


class _Look:
    """What a column that no record kind describes looks like: its texts, each once, taken for numbers."""

    def __init__(self, raw, *, money=False):
        self.raw, self.texts = raw, raw.present(numerals.MISSING)
        self.parts = raw.parts
        named = {one.unit for one in self.parts if one and one.unit}
        named -= numerals.MONEY_SCALE.keys() if money or "rupiah" in named else set()
        self.units = set(map(numerals.counted_in, named))
        self.unlike = len(self.units) > 1 and units.common_base(self.units) is None

    def count(self, which):
        """Return how many cells hold the texts for which something is true."""
        return int(self.raw.counts[self.texts.index][[bool(one) for one in which]].sum())

    def kind(self, unit):
        """Return the kind of the column."""
        if self._is_days():
            return "date"
        if not self.is_figures() or self.unlike:
            return "flag" if wording.is_flag(self.raw) else "period" if days.is_period(self.raw) else "text"
        if any(re.match(r"^\s*0\d|^\s*\d{16,}\s*$", text) for text in self.texts):
            return "code"
        signs = self.count(one and one.percent for one in self.parts)
        if unit is None and signs and signs >= (self.raw.is_number.sum() + self.count(self.parts)) / 2:
            return "share"
        if days.is_period(self.raw):
            return "period"
        unit = unit or ("rupiah" if self.units == {"rupiah"} else None)
        return {"rupiah": "rupiah", "%": "share", "orang": "count"}.get(unit, "number")

    def is_figures(self):
        """Tell whether most cells are numbers, where a bound or a span is a number that was set aside."""
        filled = self.raw.filled(numerals.MISSING)
        read = int(self.raw.is_number.sum()) + self.count(self.parts)
        if read < 1 or read < filled / 2:
            return False
        nearly = [one is None and numerals.nearly(text) for one, text in zip(self.parts, self.texts, strict=True)]
        return read + self.count(nearly) >= _MOSTLY * filled

    def _is_days(self):
        """Tell whether the column holds days: dates, texts that all are some, or both beside days as Excel counts."""
        raw = self.raw
        if not all(isinstance(raw.cells[at], datetime.date) for at in raw.odd):
            return False
        if self.texts.empty:
            return bool(raw.odd) and not raw.is_number.any()
        serial = raw.numbers[raw.is_number]
        written = all(dates.order(text) or dates.parse(text) for text in self.texts)
        return written and bool(((serial >= _FIRST_DAY) & (serial < _LAST_DAY)).all())
