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
    decimal: str | None = None


def said(file, sheet, rows, *, header=None, area=None, totals=None, decimal=None):
    """Return what the reader says about a sheet of so many rows.

    Raises
    ------
    P3DNError
        ``header-argument``, ``range-argument`` or ``totals-argument`` when rows or cells are not written as Excel
        numbers them, or do not stand on the sheet.
    """
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


def _box(area, file, sheet, rows):
    found = _RANGE.match(area.strip().upper()) if isinstance(area, str) else None
    if found:
        left, top, right, bottom = found.groups()
        box = int(top) - 1, column_number(left.encode()) - 1, int(bottom) - 1, column_number(right.encode()) - 1
        if box[0] <= box[2] and box[1] <= box[3] and box[0] < rows:
            return box[0], box[1], min(box[2], rows - 1), box[3]
    raise P3DNError("range-argument", file=file, sheet=sheet, range=str(area), rows=rows)
