"""Step 3: where the tables of a sheet are.

A table is a title, a header, rows, stated totals and notes. It is found by form alone: a row of labels above
rows that are filled alike. Titles stand above it, signatures and sources below. A row that says 'JUMLAH' is no
record but evidence, and is compared with what the rows add up to. Several tables on a sheet are several
tables. Every row of the block is accounted for:
``rows_read = rows_kept + rows_total + rows_set_aside + rows_blank``.
"""

import functools
from dataclasses import dataclass, field

import pandas as pd

from p3dn import marks
from p3dn.reading import checks, figures, headers, issues, numerals, table_issues, values
from p3dn.reading.cells import is_figure
from p3dn.reading.grid import address, is_blank, letters
from p3dn.reading.issues import issue
from p3dn.reading.said import said_of
from p3dn.reading.totals import is_total_label


@dataclass
class Table:
    """One table of a sheet; everything about it can be printed, and set by an argument of `find`.

    `rows` are the kept rows and `first`/`last` the block's first and last row, counted from 0; messages and the
    index of `frame` count rows as Excel does. `why` tells in sentences why each finding was made.
    """

    file: str
    grid: object = field(repr=False)
    title: str
    header_rows: list
    left: int
    names: list = field(repr=False)
    rows: list = field(repr=False)
    totals_rows: list
    blank_rows: list = field(repr=False)
    aside_rows: list = field(repr=False)
    notes: list = field(repr=False)
    first: int
    last: int
    why: list = field(repr=False)
    decimal: str | dict | None = None
    types: dict = field(default_factory=dict, repr=False)
    spans: dict = field(default_factory=dict, repr=False)
    title_rows: list = field(default_factory=list, repr=False)
    section_of: dict = field(default_factory=dict, repr=False)
    running: int | None = field(default=None, repr=False)
    asks: list = field(default_factory=list, repr=False)

    @property
    def sheet(self):
        """Return the name of the sheet."""
        return self.grid.sheet

    @property
    def right(self):
        """Return the last column, counted from 0."""
        return self.left + len(self.names) - 1

    @property
    def heads(self):
        """Return the headers as a record kind sees them, one per column."""
        return self.names

    @property
    def range(self):
        """Return the cells from header to last row as Excel names them."""
        last = max([self.last, *self.header_rows])
        return f"{address(min([*self.header_rows, self.first]), self.left)}:{address(last, self.right)}"

    @property
    def counts(self):
        """Return the conservation counts of the block."""
        kept, total, aside, blank = map(len, (self.rows, self.totals_rows, self.aside_rows, self.blank_rows))
        return {
            "rows_read": self.last - self.first + 1 if self.last >= self.first else 0,
            "rows_kept": kept,
            "rows_total": total,
            "rows_set_aside": aside,
            "rows_blank": blank,
        }

    @property
    def illustrative(self):
        """Tell whether the table's title says that its figures are invented."""
        return marks.TEXT in " ".join(self.title.upper().split())

    def cells(self, position):
        """Return the raw cells of a column's kept rows; a text merged down counts in each row, a number once."""
        if self._merged_down:
            return [self.cell(row, position) for row in self.rows]
        return [cells[position] for cells in self._kept]

    @functools.cached_property
    def _kept(self):
        """Return the cells of each kept row in the columns of the table, blank where a row is shorter."""
        width = len(self.names)
        rows = [self.grid.rows[row][self.left : self.right + 1] for row in self.rows]
        return [cells if len(cells) == width else cells + [""] * (width - len(cells)) for cells in rows]

    def _padded(self, position):
        """Return a column's cells with the leading zeros that a number's format shows: 901 as '0000' is '0901'."""
        column = self.left + position
        digits = [self.grid.padded.get((row, column)) for row in self.rows]
        return [
            f"{cell:0{width}.0f}" if width and type(cell) in (int, float) and cell == cell // 1 else cell
            for cell, width in zip(self.cells(position), digits, strict=True)
        ]

    def _raw(self, row, column):
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else ""

    def cell(self, row, position):
        """Return the raw cell of a row at a position."""
        value = self._raw(row, self.left + position)
        return self._merged_down.get((row, self.left + position), "") if is_blank(value) else value

    @functools.cached_property
    def _merged_down(self):
        return {
            (row, left): text
            for top, left, bottom, _ in self.grid.merges or ()
            if bottom > top and top >= self.first and isinstance(text := self._raw(top, left), str)
            for row in range(top + 1, min(bottom, self.last) + 1)
        }

    def holds_figures(self, position):
        """Tell whether a column holds figures and nothing else, as 25 below 'Unit usaha', which names no firm."""
        filled = (cell for cell in self.cells(position) if not is_blank(cell))
        first = next(filled, None)
        return first is not None and all(map(is_figure, (first, *filled) if is_figure(first) else (first,)))

    def column(self, position):
        """Return the typed `Column` at a position; `types` says what a record kind knows of it."""
        if position not in self._typed:
            options = {"decimal": said_of(self.decimal, self.names[position]), **self.types.get(position, {})}
            typed = values.type_column(self.cells(position), header=self.names[position], **options)
            if typed.kind == "code" and self.grid.padded:
                typed = values.type_column(self._padded(position), header=self.names[position], **options)
            if any(code == "number-ambiguous" for code, *_ in typed.issues):
                typed = self._typed_by_totals(position, options) or typed
            self._typed[position] = typed
        return self._typed[position]

    def _typed_by_totals(self, position, options):
        """Return a column read with the decimal mark under which its rows add up to its stated totals, or None."""
        cells, name = self.cells(position), self.names[position]
        read = {mark: values.type_column(cells, header=name, **options | {"decimal": mark}) for mark in ",."}
        agreeing = [mark for mark, column in read.items() if checks.proves(self, position, column)]
        return figures.by_totals(read[agreeing[0]]) if len(agreeing) == 1 else None

    @functools.cached_property
    def _typed(self):
        return {}

    @property
    def _index(self):
        return pd.Index([row + 1 for row in self.rows], name="row")

    @functools.cached_property
    def frame(self):
        """Return the kept rows as a frame: header text to typed values, indexed by Excel's row number."""
        columns = {name: self.column(at).values.set_axis(self._index) for at, name in enumerate(self.names)}
        return pd.DataFrame(columns, index=self._index)

    @property
    def sections(self):
        """Return the title of the section that each kept row stands under, indexed as `frame`; null where none does."""
        titles = [self.section_of.get(row) or None for row in self.rows]
        return pd.Series(titles, index=self._index, name="section", dtype="str")

    @property
    def columns(self):
        """Return what each column is: name, letters, kind, unit, factor, number of values, and what was decided."""
        return pd.DataFrame(
            [
                (
                    name, letters(self.left + at), col.kind, col.unit, col.factor, int(col.values.notna().sum()),
                    col.decided,
                )
                for at, (name, col) in enumerate((name, self.column(at)) for at, name in enumerate(self.names))
            ],
            columns=["header", "column", "kind", "unit", "factor", "filled", "decided"],
        )  # fmt: skip

    def column_kinds(self, count):
        """Return name, letters and kind of the first so many columns."""
        return [(name, letters(self.left + at), self.column(at).kind) for at, name in enumerate(self.names[:count])]

    @property
    def totals(self):
        """Return the stated totals: one row per total row, its label and the figures it states, as they are written."""
        found = [self._stated(row) for row in self.totals_rows]
        return pd.DataFrame(found, index=pd.Index([row + 1 for row in self.totals_rows], name="row"))

    def _stated(self, row):
        places = [(at, name) for at, name in enumerate(self.names) if self.column(at).kind not in ("code", "unit")]
        stated = {name: numerals.of_cell(self.cell(row, at)) for at, name in places}
        return {"label": self.total_label(row)} | {name: one for name, one in stated.items() if one is not None}

    def total_label(self, row):
        """Return the words of a total row that say what it totals."""
        cells = (cell for cell in self.grid.rows[row] if isinstance(cell, str) and not is_blank(cell))
        texts = [headers.text_of(cell) for cell in cells if headers.is_label(cell)]
        return next((text for text in texts if is_total_label(text)), texts[0] if texts else "")

    @functools.cached_property
    def checks(self):
        """Return the stated totals beside what the rows add up to."""
        return checks.compare(self)

    @property
    def set_aside(self):
        """Return the rows that were set aside, with cell, text and reason, and the notes below the block."""
        rows = [
            self._line(row, code, {"filled": sum(not is_blank(cell) for cell in self.grid.rows[row])})
            for row, code in self.aside_rows
        ]
        rows += [self._line(row, "row-note", {}) for row in self.notes]
        return pd.DataFrame(rows, columns=issues.COLUMNS)

    def _line(self, row, code, extra):
        filled = [(column, cell) for column, cell in enumerate(self.grid.rows[row]) if not is_blank(cell)]
        text = " | ".join(headers.text_of(cell) for _, cell in filled)
        return issue(self.file, self.sheet, address(row, filled[0][0]), code, "info", text=text, **extra)

    @property
    def issues(self):
        """Return what needs to be told about this table's header and cells, as a frame."""
        found = list(self.header_issues())
        for position in range(len(self.names)):
            found += table_issues.column_issues(self, position)
        return pd.DataFrame(found + self.check_issues(), columns=issues.COLUMNS)

    def holds(self, row, column):
        """Tell whether a cell stands in the table's rows and columns."""
        return self.first <= row <= self.last and self.left <= column <= self.right

    def check_issues(self):
        """Return the stated totals that disagree with the rows, as rows of an issue frame."""
        return table_issues.check_issues(self)

    def header_issues(self):
        """Yield what needs to be told about headers, structure, error cells and hidden rows."""
        yield from table_issues.header_issues(self)
