"""Headers that hold values: tables that are spread to the right, a column per country, port and month.

Most tables have one meaning per column. A trade table of BPS has one per header row: countries stand in the first,
ports in the second, months in the third, codes of goods go down at the left, and 14,000 columns hold one measure. Such
a header is a stack of bands beside a corner of labels ('Negara', 'Pelabuhan', 'Bulan' above 'Kode HS', 'Tahun'), which
say what the bands and the columns under the corner mean.

A band without a label is told by its values: months, years, codes of goods or measures. A name stands over the columns
that its merge covers; in formats without merges it reaches right to the next. All of this is looked for in the
header rows alone, so that a sheet which is no such table costs nothing.
"""

import datetime
import functools
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from p3dn.reading import kinds, numerals, terms
from p3dn.reading.grid import as_text, is_blank

MEASURE, STATED = "measure", "stated"
PLACES = ("kode_hs", "negara", "pelabuhan")
_MEASURES = ("nilai", "berat", "arus")
_DEEP, _NARROW, _LONG = 30, 12, 60  # rows and columns where a corner is looked for; the longest label


@dataclass(frozen=True)
class Band:
    """One header row of values: the field it speaks of, and for each column which of `names` stands over it (-1: none).

    `field` may also be ``"measure"`` (value or weight) or ``"stated"`` (one text over all columns).
    """

    field: str
    label: str
    row: int
    codes: np.ndarray = field(repr=False)
    names: tuple = field(repr=False)

    @functools.cached_property
    def totals(self):
        """Return ``{code: part}`` of the names that add up others: ``""`` for everything, else the part's name."""
        found = {code: terms.total_of(name) for code, name in enumerate(self.names)}
        return {code: part for code, part in found.items() if part == "" or part in self.names}


@dataclass(frozen=True)
class Corner:
    """The labels at the top left: rows of the header, columns of the keys, and the first column of figures."""

    top: int
    bottom: int
    keys: dict
    labels: dict
    start: int


@functools.cache
def _aliases():
    fields = kinds.kinds()["trade"].fields
    return {alias: name for name, spec in fields.items() if name not in _MEASURES for alias in spec.aliases}


@functools.cache
def _measures():
    fields = kinds.kinds()["trade"].fields
    return {alias: name for name in _MEASURES[:2] for alias in fields[name].aliases}


_fold = functools.lru_cache(maxsize=4096)(kinds.fold)


def measure_of(text):
    """Return the field that a text measures, ``"nilai"`` or ``"berat"``, or None."""
    return _measures().get(_fold(text))


def labels_in(rows, start, end):
    """Return ``{(row, column): field}`` of the cells near the left edge that name a field."""
    return {
        (row, column): name
        for row in range(start, min(end, len(rows)))
        for column, cell in enumerate(rows[row][:_NARROW])
        if type(cell) is str and 0 < len(cell) < _LONG and (name := _aliases().get(_fold(cell)))
    }


def corner(grid, start, header=None):
    """Return the `Corner` of the first spread header from a row on, or None; `header` holds its rows where said."""
    rows = grid.rows
    labels = labels_in(rows, header[0] if header else start, header[-1] + 1 if header else start + _DEEP)
    if not labels:
        return None
    top = header[0] if header else min(labels)[0]
    bottom = header[-1] if header else _bottom(rows, labels, top)
    labels = {place: name for place, name in labels.items() if top <= place[0] <= bottom}
    last = max(column for _, column in labels)
    keys, beside = {}, {}
    for (row, column), name in labels.items():
        if any(cell != "" for cell in rows[row][last + 1 :]) and _names_a_band(rows, labels, row, column, bottom):
            beside[row] = name, as_text(rows[row][column])
        else:
            keys[column] = name
    return Corner(top, bottom, keys, beside, last + 1)


def _bottom(rows, labels, top):
    """Return the last row of the header: further labels, or heads to the right of blank keys."""
    bottom, last = top, max(column for row, column in labels if row == top)
    while bottom + 1 < len(rows):
        below = [column for row, column in labels if row == bottom + 1]
        if not below and not _goes_on(rows[bottom + 1], last):
            break
        bottom, last = bottom + 1, max([last, *below])
    return bottom


def _goes_on(row, last):
    if any(not is_blank(cell) for cell in row[: last + 1]):
        return False
    return any(not is_blank(cell) for cell in row) and all(is_blank(cell) or _is_head(cell) for cell in row[last + 1 :])


def _is_head(cell):
    if isinstance(cell, datetime.date):
        return True
    if isinstance(cell, str):
        return not numerals.is_numeral(cell) or bool(terms.year(cell))
    return bool(terms.year(cell))


def _names_a_band(rows, labels, row, column, bottom):
    """Tell whether a label speaks of the row to its right: others stand below it, or nothing does."""
    if any(other == column and below > row for below, other in labels):
        return True
    alone = sum(other == row for other, _ in labels) == 1
    body = (cells[column] for cells in rows[bottom + 1 :] if column < len(cells))
    return alone and all(is_blank(cell) for cell in body)


def of_corner(grid, found, title):
    """Return the start of the figures and the `Band` list of a corner, or None where its header holds no values."""
    width = max(map(len, grid.rows))
    merged = _merged(grid, found)
    bands = [_band(grid, row, found, width, merged) for row in range(found.top, found.bottom + 1)]
    bands = [band for band in bands if (band.codes >= 0).any()]
    if not bands:
        return None
    start = found.start if found.labels else _first_value(bands[-1], found.start)
    if start is None:
        return None
    bands = [_cut(band, start - found.start) for band in bands]
    bands = [band for band in _named(bands, title, set(found.keys.values())) if (band.codes >= 0).any()]
    fields = {band.field for band in bands}
    known = fields | set(found.keys.values())
    trade = "kode_hs" in known or terms.flow(title)
    if None in fields or not fields - {STATED, MEASURE} or not known & set(PLACES) or not trade:
        return None
    return start, bands


def _merged(grid, found):
    """Return the columns that each merge of the header covers, by the row that it begins in; None without merges."""
    if grid.merges is None:
        return None
    merged = {row: [] for row in range(found.top, found.bottom + 1)}
    for top, left, _, right in grid.merges:
        if top in merged and right > left:
            merged[top].append((left, right))
    return merged


def _band(grid, row, found, width, merged):
    """Return what stands over each column right of the corner in one header row; a merge counts where it begins."""
    cells = np.full(width, "", dtype=object)
    cells[: len(grid.rows[row])] = grid.rows[row]
    cells[: found.start] = ""
    over = np.arange(width)
    for left, right in _to_the_next(cells, row, found.bottom) if merged is None else merged[row]:
        over[left : right + 1] = left
    codes, names = pd.factorize(cells[over])
    blank = np.array([is_blank(name) for name in names], dtype=bool)
    order = np.append(np.where(blank, -1, np.cumsum(~blank) - 1), -1)
    shown = tuple(as_text(name) for name, skip in zip(names, blank, strict=True) if not skip)
    name, label = found.labels.get(row, (None, ""))
    return Band(name, label, row, order[codes][found.start :], shown)


def _to_the_next(cells, row, bottom):
    """Yield the columns that one name stands over where nothing merges: up to the next, but in the last row."""
    if row < bottom:
        filled = np.flatnonzero(cells != "")
        yield from zip(filled, np.append(filled[1:], len(cells)) - 1, strict=True)


def _first_value(band, start):
    """Return the first column right of the corner whose lowest head is a month, a year, a code or a total."""
    for column, code in enumerate(band.codes):
        if code >= 0 and _field_of([band.names[code]]) not in (None, STATED):
            return start + column
    return start if (band.codes >= 0).any() else None


def _cut(band, skip):
    codes, used = pd.factorize(band.codes[skip:])
    names = [band.names[one] if one >= 0 else None for one in used]
    order = np.append(np.array([-1 if name is None else at for at, name in enumerate(names)], dtype=int), -1)
    return Band(band.field, band.label, band.row, order[codes], tuple(name or "" for name in names))


def _named(bands, title, keys):
    """Return the bands with their fields; the one that nothing names is of countries or ports where the title says."""
    found = []
    for band in bands:
        name = band.field or _field_of([one for code, one in enumerate(band.names) if code not in band.totals])
        found.append(Band(name, band.label, band.row, band.codes, band.names))
    taken = keys | {band.field for band in found}
    words = _fold(title)
    asked = [name for name, word in (("negara", "negara"), ("negara", "countr"), ("pelabuhan", "pelabuhan"))
             if word in words and name not in taken]  # fmt: skip
    unknown = [at for at, band in enumerate(found) if band.field is None]
    if len(unknown) == 1 and asked:
        band = found[unknown[0]]
        found[unknown[0]] = Band(asked[0], band.label, band.row, band.codes, band.names)
    return found


def _field_of(names):
    """Return the field that all names of a band belong to, or None."""
    names = [name for name in names if name]
    if not names or all(terms.total_of(name) == "" for name in names):
        return STATED
    for name, test in (("tahun", terms.year), ("bulan", lambda one: terms.month(one)[0]), (MEASURE, measure_of),
                       ("kode_hs", terms.is_hs)):  # fmt: skip
        if all(map(test, names)):
            return name
    return STATED if len(names) == 1 else None
