"""`read`: every table of any spreadsheet, and a map of what stands where."""

import functools
from dataclasses import dataclass, field

import pandas as pd

from p3dn import marks, words
from p3dn.errors import P3DNError
from p3dn.reading import bookmap, finding, issues, kinds, overrides
from p3dn.reading.grid import grids
from p3dn.reading.once import remembered
from p3dn.reading.outside import outside as cells_outside
from p3dn.reading.preflight import preflight
from p3dn.reading.said import means

_LONGEST_NAME = 31


@dataclass
class Workbook:
    """A file as it was read: its tables in sheet order, and what stands outside of them.

    It shows itself as a map: what needs a person, tables with their ranges, what was kept and set aside.

    Attributes
    ----------
    tables : list of Table
        The tables, in sheet order.
    bare : list of str
        Sheets without a table.
    notes : list
        What was noticed of the file as a whole; see `issues`.
    grids : list of Grid
        The sheets that were read.
    """

    source: object
    tables: list
    bare: list = field(default_factory=list)
    notes: list = field(default_factory=list, repr=False)
    grids: list = field(default_factory=list, repr=False)

    @property
    def name(self):
        """Return the file's name."""
        return self.source.name

    @property
    def illustrative(self):
        """Tell whether any table says that its figures are invented."""
        return any(table.illustrative for table in self.tables)

    @property
    def issues(self):
        """Return what needs to be told about the file and its tables, what needs a person first."""
        return self._issues([table.issues for table in self.tables])

    def shown_issues(self):
        """Return the issues of a map: as `issues`, but for the single columns of very wide tables."""
        narrow = [table.issues for table in self.tables if not bookmap.is_wide(table)]
        wide = [table.header_issues() for table in self.tables if bookmap.is_wide(table)]
        return self._issues([*narrow, *(pd.DataFrame(one, columns=issues.COLUMNS) for one in wide)])

    def _issues(self, frames):
        found = pd.concat([pd.DataFrame(self.notes, columns=issues.COLUMNS), *frames], ignore_index=True)
        order = {"ask": 0, "warn": 1, "info": 2}
        return found.sort_values("severity", key=lambda one: one.map(order), kind="stable", ignore_index=True)

    @functools.cached_property
    def outside(self):
        """Return the filled cells that stand in no table, title or note, a row each, with their text."""
        found = [
            line
            for grid in self.grids
            for line in cells_outside(grid, [one for one in self.tables if one.sheet == grid.sheet], self.name)
        ]
        return pd.DataFrame(found, columns=issues.COLUMNS)

    def table_map(self):
        """Return one row per table: sheet, range, title, size and counts."""
        return pd.DataFrame(
            [
                {
                    "sheet": one.sheet,
                    "range": one.range,
                    "title": one.title,
                    "columns": len(one.names),
                    **one.counts,
                }
                for one in self.tables
            ]
        )

    def __repr__(self):
        """Return the map as text."""
        return bookmap.text(self)

    def _repr_html_(self):
        """Return the map as HTML."""
        return bookmap.page(self)


@overrides.with_kept
@remembered
def read(path, *, sheet=None, header=None, range=None, totals=None, decimal=None, limits=None):  # noqa: A002 - as Excel says
    """Return the `Workbook` of a spreadsheet: every table of every visible sheet.

    Each finding can be set by an argument. `range` and `totals` hold for one sheet: the one named, or the only one with
    content; `header` holds for each sheet that is read.

    What is kept beside the file (see `p3dn.reading.overrides`) holds where an argument is not given.

    Parameters
    ----------
    path : str or path
        A workbook (``.xlsx``, ``.xls``, ``.xlsb``, ``.ods``), a page or delimited text; its kind is told by content.
    sheet : str or int, optional
        The only sheet to read: its name, compared without case and outer blanks, or its place, 1 for the first.
        Hidden sheets count, and are read when they are chosen.
    header : int or sequence of int, optional
        The rows of the header as Excel numbers them, as in ``(2, 3)``; then the sheet is one table.
    range : str, optional
        The cells of the only table, header and rows, as in ``"B4:H60"``; what lies outside is listed as such.
    totals : sequence of int, optional
        The rows that state totals, as Excel numbers them; ``()`` where none does.
    decimal : {",", "."} or dict, optional
        The decimal mark of numbers written as text; for single columns by header, as in ``{"Nilai": ","}``.
    limits : Limits, optional
        Safety limits, see `p3dn.reading.preflight`.

    Raises
    ------
    P3DNError
        What `preflight` raises; ``sheet-missing``, ``sheet-argument``, ``sheet-needed``, ``header-argument``,
        ``range-argument``, ``totals-argument``, ``decimal-unknown`` or ``decimal-column``; ``table-none`` when the
        file holds no table.
    """
    source = preflight(path, limits=limits)
    sheets, noticed = grids(source)
    notes = [issues.issue(source.name, "", "", code, "warn", **extra) for code, extra in (*source.notes, *noticed)]
    chosen, skipped = _choose(sheets, sheet, source.name)
    notes += [issues.issue(source.name, one.sheet, "", "sheet-hidden", "warn") for one in skipped]
    notes += [
        issues.issue(source.name, one.sheet, "", code, "warn", **extra) for one in chosen for code, extra in one.notes
    ]
    said = {"header": header, "area": range, "totals": totals}
    filled = [one.sheet for one in chosen if one.rows]
    if len(filled) > 1 and any(value is not None for value in (range, totals)):
        raise P3DNError("sheet-needed", file=source.name, sheets=filled)
    tables, bare = [], []
    for grid in chosen:
        found = finding.find(grid, source.name, decimal=decimal, **said) if grid.rows else []
        tables += found
        bare += [] if found else [grid.sheet]
    if not tables:
        raise P3DNError("table-none", file=source.name, detail=_nothing(chosen, sheets))
    if isinstance(decimal, dict):
        _known_columns(tables, decimal, source.name)
    book = Workbook(source, tables, bare, notes, chosen)
    if book.illustrative:
        marks.set_illustrative()
    return book


def _known_columns(tables, decimal, file):
    """Refuse a column that is neither a header of the file nor a field of a kind of record."""
    names = [name for table in tables for name in table.names]
    fields = {field for kind in kinds.kinds().values() for field in kind.fields}
    for said in decimal:
        if said not in fields and not any(said == name or means(said, name) for name in names):
            raise P3DNError("decimal-column", file=file, header=said, headers=names[:40])


def _choose(sheets, sheet, file):
    """Return the sheets to read, and the hidden ones that are left."""
    if sheet is None:
        return [one for one in sheets if one.visible], [one for one in sheets if not one.visible and one.rows]
    if type(sheet) is int and 0 < sheet <= len(sheets):
        return [sheets[sheet - 1]], []
    if not isinstance(sheet, str):
        raise P3DNError("sheet-argument", file=file, given=str(sheet), sheets=[one.sheet for one in sheets])
    same = [one for one in sheets if one.sheet == sheet] or _alike(sheets, sheet)
    if not same:
        raise P3DNError("sheet-missing", file=file, sheet=sheet, sheets=[one.sheet for one in sheets])
    if len(same) > 1:
        raise P3DNError("sheet-argument", file=file, given=sheet, sheets=[one.sheet for one in same])
    return same, []


def _alike(sheets, name):
    """Return the sheets of a name but for case and outer blanks; Excel cuts a name after 31 letters."""
    meant = {name.strip().casefold(), name[:_LONGEST_NAME].strip().casefold()}
    return [one for one in sheets if one.sheet.strip().casefold() in meant]


def _nothing(chosen, sheets):
    if any(one.rows and any(map(any, one.rows)) for one in chosen):
        return words.say("reading.nothing_text")
    others = [one.sheet for one in sheets if one.rows and one not in chosen]
    return words.say("reading.nothing_empty", sheets=", ".join(others) or "–")
