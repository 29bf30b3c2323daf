"""Step 3: where the tables of a sheet are.

A table is a title, a header, rows, stated totals and notes. It is found by form alone: a row of labels above
rows that are filled alike. Titles stand above it, signatures and sources below. A row that says 'JUMLAH' is no
record but evidence, and is compared with what the rows add up to. Several tables on a sheet are several
tables. Every row of the block is accounted for:
``rows_read = rows_kept + rows_total + rows_set_aside + rows_blank``.
"""

import functools
import re
from dataclasses import dataclass, field

import pandas as pd

from p3dn import marks
from p3dn.reading import headers, issues, numerals, values
from p3dn.reading.blocks import is_total_label
from p3dn.reading.grid import address, is_blank, letters
from p3dn.reading.issues import issue

_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){11,}")


@dataclass
class Table:
    """One table of a sheet; everything about it can be printed, and set by an argument of `find`.

    `rows` are the kept rows and `first`/`last` the block's first and last row, counted from 0; messages and the
    index of `frame` count rows as Excel does.
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
    decimal: str | None = None
    types: dict = field(default_factory=dict, repr=False)

    @property
    def sheet(self):
        """Return the name of the sheet."""
        return self.grid.sheet

    @property
    def right(self):
        """Return the last column, counted from 0."""
        return self.left + len(self.names) - 1

    @property
    def range(self):
        """Return the cells from header to last row as Excel names them."""
        return f"{address(min([*self.header_rows, self.first]), self.left)}:{address(self.last, self.right)}"

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
        column = self.left + position
        return [self._cell(row, column) for row in self.rows]

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

    def _cell(self, row, column):
        value = self._raw(row, column)
        return self._merged_down.get((row, column), "") if is_blank(value) else value

    @functools.cached_property
    def _merged_down(self):
        return {
            (row, left): text
            for top, left, bottom, _ in self.grid.merges or ()
            if bottom > top and top >= self.first and isinstance(text := self._raw(top, left), str)
            for row in range(top + 1, min(bottom, self.last) + 1)
        }

    def column(self, position):
        """Return the typed `Column` at a position; `types` says what a record kind knows of it."""
        if position not in self._typed:
            options = {"decimal": self.decimal, **self.types.get(position, {})}
            typed = values.type_column(self.cells(position), header=self.names[position], **options)
            if typed.kind == "code" and self.grid.padded:
                typed = values.type_column(self._padded(position), header=self.names[position], **options)
            self._typed[position] = typed
        return self._typed[position]

    @functools.cached_property
    def _typed(self):
        return {}

    @functools.cached_property
    def frame(self):
        """Return the kept rows as a frame: header text to typed values, indexed by Excel's row number."""
        index = pd.Index([row + 1 for row in self.rows], name="row")
        columns = {name: self.column(at).values.set_axis(index) for at, name in enumerate(self.names)}
        return pd.DataFrame(columns, index=index)

    @property
    def columns(self):
        """Return what each column is: name, letters, kind, unit, factor and number of values."""
        return pd.DataFrame(
            [
                (name, letters(self.left + at), col.kind, col.unit, col.factor, int(col.values.notna().sum()))
                for at, (name, col) in enumerate((name, self.column(at)) for at, name in enumerate(self.names))
            ],
            columns=["header", "column", "kind", "unit", "factor", "filled"],
        )

    @property
    def totals(self):
        """Return the stated totals: one row per total row, its label and the figures it states."""
        found = [self._stated(row) for row in self.totals_rows]
        return pd.DataFrame(found, index=pd.Index([row + 1 for row in self.totals_rows], name="row"))

    def _stated(self, row):
        cells = {position: self._cell(row, self.left + position) for position in range(len(self.names))}
        stated = {"label": self.total_label(row)}
        for position, cell in cells.items():
            number = numerals.of_cell(cell)
            if number is not None:
                stated[self.names[position]] = number
        return stated

    def total_label(self, row):
        """Return the words of a total row that say what it totals."""
        texts = [cell for cell in self.grid.rows[row] if isinstance(cell, str) and not is_blank(cell)]
        return next((headers.text_of(text) for text in texts if headers.is_label(text)), "")

    @property
    def checks(self):
        """Return the stated totals beside what the rows add up to."""
        return pd.DataFrame(
            list(self._checks()), columns=["sheet", "cell", "label", "header", "stated", "computed", "agrees"]
        )

    def _checks(self):
        for row in self.totals_rows:
            label = self.total_label(row)
            if label.casefold().startswith("saldo"):
                continue
            for position, name in enumerate(self.names):
                stated = numerals.of_cell(self._cell(row, self.left + position))
                column = None if stated is None else self.column(position)
                if column is None or not pd.api.types.is_numeric_dtype(column.values):
                    continue
                figures = column.values.astype(float) / column.factor
                computed, agrees = self._compare(row, label, stated, figures)
                yield self.sheet, address(row, self.left + position), label, name, stated, computed, agrees

    def _compare(self, row, label, stated, figures):
        """Return what the rows that a total row may mean add up to, and whether that agrees.

        A total means all rows above it, a part's those since the last total; one above the rows means those below.
        """
        mean = label.casefold().startswith("rata")
        computed = [float(figures[rows].mean() if mean else figures[rows].sum()) for rows in self._meant(row, label)]
        slack = _slack([stated, *figures.dropna()])
        agreeing = [one for one in computed if abs(one - stated) <= slack]
        return (agreeing or computed)[0], bool(agreeing)

    def _meant(self, row, label):
        """Return which kept rows a total row may mean, the likeliest first."""
        since = max([other for other in self.totals_rows if other < row], default=-1)
        until = min([other for other in self.totals_rows if other > row], default=self.last + 1)
        above, part = (0, row), (since, row)
        spans = [above, part] if is_total_label(label) and "sub" not in label.casefold() else [part, above]
        spans += [(row, until), (row, self.last + 1)]
        found = [[low < kept < high or (low == 0 and kept < high) for kept in self.rows] for low, high in spans]
        return [rows for rows in found if any(rows)] or found[:1]

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
            found += column_issues(self, position)
        return pd.DataFrame(found + self.check_issues(), columns=issues.COLUMNS)

    def _holds(self, row, column):
        return self.first <= row <= self.last and self.left <= column <= self.right

    def check_issues(self):
        """Return the stated totals that disagree with the rows, as rows of an issue frame."""
        wrong = self.checks[~self.checks["agrees"].astype(bool)]
        return [
            issue(self.file, self.sheet, check.cell, "total-differs", "ask", label=check.label, header=check.header,
                  stated=check.stated, computed=check.computed, difference=check.stated - check.computed)
            for check in wrong.itertuples()
        ]  # fmt: skip

    def header_issues(self):
        """Yield what needs to be told about headers, error cells and hidden rows."""
        for position, name in enumerate(self.names):
            if name == f"kolom_{letters(self.left + position)}" and self.header_rows:
                cell = address(self.header_rows[-1], self.left + position)
                yield issue(self.file, self.sheet, cell, "header-blank", "ask", name=name)
        if not self.rows:
            yield issue(self.file, self.sheet, self.range, "table-no-rows", "ask")
        for (row, column), text in self.grid.errors.items():
            if self._holds(row, column):
                yield issue(self.file, self.sheet, address(row, column), "cell-error", "warn", text=text, shown=text)
        for code, severity, cells in (
            ("formula-empty", "ask", self.grid.uncomputed),
            ("formula-linked", "warn", self.grid.linked),
        ):
            inside = [address(*cell) for cell in cells if self._holds(*cell)]
            if inside:
                extra = {"count": len(inside), "cells": inside[:5]}
                yield issue(self.file, self.sheet, inside[0], code, severity, **extra)
        hidden = len(set(self.rows) & self.grid.hidden_rows)
        if hidden:
            yield issue(self.file, self.sheet, self.range, "rows-hidden", "warn", count=hidden)
        unseen = [letters(at) for at in range(self.left, self.right + 1) if at in self.grid.hidden_columns]
        if unseen:
            extra = {"count": len(unseen), "columns": unseen[:5]}
            yield issue(self.file, self.sheet, self.range, "columns-hidden", "warn", **extra)


def _slack(figures):
    """Return how far a stated total may be off: half of the last digit that any figure is written with."""
    decimals = max((len(f"{figure:.6f}".rstrip("0").partition(".")[2]) for figure in figures), default=0)
    largest = max((abs(figure) for figure in figures), default=0.0)
    return 0.5 * 10.0**-decimals + 1e-9 * largest


def _masked(value):
    """Return a text without long numbers, which may be a person's, as in a signature that was read as a row."""
    return _LONG_NUMBER.sub("…", value) if isinstance(value, str) else value


def column_issues(table, position):
    """Return the issues of one typed column as rows of an issue frame."""
    found = []
    for code, at, extra in table.column(position).issues:
        row = table.rows[at] if at is not None else (table.header_rows or [table.first])[-1]
        asks = dict.fromkeys(("number-ambiguous", "number-mixed", "share-mixed", "code-number", "unit-in-cells"), "ask")
        cell = address(row, table.left + position)
        shown = {key: _masked(value) for key, value in extra.items()}
        found.append(issue(table.file, table.sheet, cell, code, asks.get(code, "warn"), **shown))
    return found
