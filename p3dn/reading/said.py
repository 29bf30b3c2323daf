"""What the reader says about a sheet, instead of what would be found.

Rows and cells are said as Excel shows them: ``header=(2, 3)``, ``range="B4:H60"``, ``totals=(12, 40)``. Whatever cannot
be meant so is an error that names the argument, before anything is read in a wrong way.
"""

import re
from dataclasses import dataclass

from p3dn.errors import P3DNError
from p3dn.reading.archive import column_number

_RANGE = re.compile(r"^\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$")


@dataclass(frozen=True)
class Said:
    """Rows and cells that the reader named, counted from 0; None where nothing was said.

    `box` is (top, left, bottom, right), inclusive.
    """

    header: list | None = None
    box: tuple | None = None
    totals: tuple | None = None
    decimal: str | dict | None = None


def said(file, sheet, rows, *, header=None, area=None, totals=None, decimal=None):
    """Return what the reader says about a sheet of so many rows.

    Raises
    ------
    P3DNError
        ``header-argument``, ``range-argument`` or ``totals-argument`` when rows or cells are not written as Excel
        numbers them, or do not stand on the sheet; ``decimal-unknown`` when a decimal mark is none.
    """
    for mark in decimal.values() if isinstance(decimal, dict) else [decimal]:
        if mark not in (None, ",", "."):
            raise P3DNError("decimal-unknown", file=file, decimal=str(mark))
    box = None if area is None else _box(area, file, sheet, rows)
    named = {}
    for name, code, value in (("header", "header-argument", header), ("totals", "totals-argument", totals)):
        if value is None:
            continue
        numbers = [value] if type(value) is int else value
        fits = isinstance(numbers, list | tuple | set | range) and all(
            type(row) is int and 0 < row <= rows and (box is None or box[0] < row <= box[2] + 1) for row in numbers
        )
        if not fits or (name == "header" and not numbers):
            raise P3DNError(code, file=file, sheet=sheet, **{name: str(value)}, rows=rows)
        named[name] = sorted(row - 1 for row in numbers)
    return Said(named.get("header"), box, named.get("totals"), decimal)


def said_of(decimal, header):
    """Return the decimal mark that is said of a column: the same for all, or one by header; None where nothing is.

    A header may be said as it stands in the file, or by what remains of it without case, unit and upper bands.

    >>> said_of(",", "Nilai"), said_of({"nilai": "."}, "Nilai (Rp)"), said_of({"Harga": "."}, "Nilai")
    (',', '.', None)
    """
    if not isinstance(decimal, dict):
        return decimal
    if header in decimal:
        return decimal[header]
    return next((mark for name, mark in decimal.items() if means(name, header)), None)


def means(name, header):
    """Tell whether what a reader calls a column is its header, folded, or the last band of it."""
    from p3dn.reading import groups, kinds

    return kinds.fold(name) in (kinds.fold(header), kinds.fold(header.split(groups.SEPARATOR)[-1]))


def _box(area, file, sheet, rows):
    found = _RANGE.match(area.strip().upper()) if isinstance(area, str) else None
    if found:
        left, top, right, bottom = found.groups()
        box = int(top) - 1, column_number(left.encode()) - 1, int(bottom) - 1, column_number(right.encode()) - 1
        if box[0] <= box[2] and box[1] <= box[3] and box[0] < rows:
            return box[0], box[1], min(box[2], rows - 1), box[3]
    raise P3DNError("range-argument", file=file, sheet=sheet, range=str(area), rows=rows)
