"""`read`: every table of any spreadsheet, and a map of what stands where."""

import html
from dataclasses import dataclass, field

import pandas as pd

from p3dn import formats, marks, words
from p3dn.errors import P3DNError
from p3dn.reading import finding, issues, overrides
from p3dn.reading.grid import grids
from p3dn.reading.preflight import preflight


@dataclass
class Workbook:
    """A file as it was read: its tables in sheet order, and the sheets that hold none.

    It shows itself as a map: sheets, tables with their ranges, what was kept and set aside.
    """

    source: object
    tables: list
    bare: list = field(default_factory=list)
    notes: list = field(default_factory=list)

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
        """Return what needs to be told about the file as a whole."""
        return pd.DataFrame(self.notes, columns=issues.COLUMNS)

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
        lines = [words.say("reading.book", file=self.name, tables=len(self.tables))]
        lines += ["  " + self._line(one) for one in self.tables]
        lines += ["  " + words.say("reading.book_bare", sheet=sheet) for sheet in self.bare]
        return "\n".join(lines)

    def _repr_html_(self):
        """Return the map as HTML."""
        rows = "".join(f"<li>{html.escape(self._line(one))}</li>" for one in self.tables)
        rows += "".join(f"<li>{html.escape(words.say('reading.book_bare', sheet=sheet))}</li>" for sheet in self.bare)
        head = html.escape(words.say("reading.book", file=self.name, tables=len(self.tables)))
        return f'<div class="p3dn-report"><p><strong>{head}</strong></p><ul>{rows}</ul></div>'

    def _line(self, one):
        title = f" “{one.title}”" if one.title else ""
        place = f"{one.sheet}!{one.range}{title}"
        return words.say("reading.book_table", place=place, columns=formats.number(len(one.names)), **one.counts)


@overrides.with_kept
def read(path, *, sheet=None, header=None, decimal=None, limits=None):
    """Return the `Workbook` of a spreadsheet: every table of every visible sheet.

    What is kept beside the file (see `p3dn.reading.overrides`) holds where an argument is not given.

    Parameters
    ----------
    path : str or path
        An ``.xlsx``, ``.xls`` or delimited text file; its kind is told by content.
    sheet : str, optional
        The only sheet to read; names are compared without case and outer blanks. Hidden sheets are read when named.
    header : int or sequence of int, optional
        The rows of the header as Excel numbers them, instead of what is found.
    decimal : {",", "."}, optional
        The decimal mark of numbers written as text.
    limits : Limits, optional
        Safety limits, see `p3dn.reading.preflight`.

    Raises
    ------
    P3DNError
        What `preflight` raises, ``sheet-missing``, or ``table-none`` when the file holds no table.
    """
    source = preflight(path, limits=limits)
    sheets, noticed = grids(source)
    notes = [issues.issue(source.name, "", "", code, "warn", **extra) for code, extra in (*source.notes, *noticed)]
    chosen, skipped = _choose(sheets, sheet, source.name)
    notes += [issues.issue(source.name, one.sheet, "", "sheet-hidden", "warn") for one in skipped]
    tables, bare = [], []
    for grid in chosen:
        found = finding.find(grid, source.name, header=header, decimal=decimal) if grid.rows else []
        tables += found
        bare += [] if found else [grid.sheet]
    if not tables:
        raise P3DNError("table-none", file=source.name, detail=_nothing(chosen, sheets))
    book = Workbook(source, tables, bare, notes)
    if book.illustrative:
        marks.set_illustrative()
    return book


def _choose(sheets, sheet, file):
    if sheet is None:
        return [one for one in sheets if one.visible], [one for one in sheets if not one.visible and one.rows]
    same = [one for one in sheets if one.sheet.strip().casefold() == sheet.strip().casefold()]
    if not same:
        raise P3DNError("sheet-missing", file=file, sheet=sheet, sheets=[one.sheet for one in sheets])
    return same[:1], []


def _nothing(chosen, sheets):
    if any(one.rows and any(map(any, one.rows)) for one in chosen):
        return words.say("reading.nothing_text")
    others = [one.sheet for one in sheets if one.rows and one not in chosen]
    return words.say("reading.nothing_empty", sheets=", ".join(others) or "–")
