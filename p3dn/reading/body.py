"""The rows below a stack of bands, each told what it is, and their figures as one matrix.

In such a table every figure is of one kind, so figures that are stored as text are read all together. A row with
figures is a record or a stated total; one without is a record where all its keys are there, for a code that was not
traded; any other is set aside, and what stands below the last record is a note.
"""

import itertools

import numpy as np
import pandas as pd

from p3dn.reading import bands, figures, issues, numerals, terms
from p3dn.reading.grid import as_text, is_blank, letters
from p3dn.words import Sentence

_NUMBERS = (int, float)
_NARROW = 12


class Body:
    """The rows below a corner, from `first` to `last`, and their `figures`; `said` are total rows and decimal mark."""

    def __init__(self, grid, corner, start, said):
        self.grid, self.start, self.said, self.corner = grid, start, said, corner
        self.first = corner.bottom + 1 + _counts_columns(grid.rows, corner.bottom + 1)
        self.end = min([row for row, _ in self._labels()], default=len(grid.rows))
        self.figures, self.texts = self._read()
        self.decided = ""
        self.undecided = self._settle()
        filled = ~np.isnan(self.figures)
        self.has = filled.any(axis=1)
        self.has[[row for row, _ in self.texts] if self.undecided else []] = True
        self.width = int(np.flatnonzero(filled.any(axis=0))[-1]) + 1 if filled.any() else 0
        self.rows, self.totals, self.blanks, self.aside, self.notes = [], [], [], [], []
        self._tell()

    def _labels(self):
        """Return the cells below that name a field again: another table begins there."""
        found = bands.labels_in(self.grid.rows, self.first + 1, len(self.grid.rows))
        return [place for place in found if sum(row == place[0] for row, _ in found) > 1]

    def _read(self):
        cells = [row[self.start :] for row in self.grid.rows[self.first : self.end]]
        width = max(map(len, cells), default=0)
        figures, texts = np.full((len(cells), width), np.nan), {}
        for at, row in enumerate(cells):
            figures[at, : len(row)] = [cell if type(cell) in _NUMBERS else np.nan for cell in row]
            if any(type(cell) not in _NUMBERS and cell != "" for cell in row):
                texts |= {(at, column): cell for column, cell in enumerate(row) if type(cell) not in _NUMBERS}
        blank = numerals.MISSING
        return figures, {place: cell for place, cell in texts.items() if as_text(cell).casefold() not in blank}

    def _settle(self):
        """Read the figures that are stored as text, all together; return the code of what nothing decides, or None."""
        texts = pd.Series(
            {at: cell for at, cell in enumerate(self.texts.values()) if isinstance(cell, str)}, dtype="str"
        )
        if texts.empty:
            return None
        known = self.figures[~np.isnan(self.figures)]
        mark = self.said[1].get("nilai") if isinstance(self.said[1], dict) else self.said[1]
        read = numerals.parse(texts, decimal=mark, neighbours=known)
        if read.problem:
            return read
        self.decided = figures.style(read) or ""
        places = list(self.texts)
        for at, value in read.values.dropna().items():
            self.figures[places[at]] = value
            del self.texts[places[at]]
        return None

    def issues(self, table):
        """Return what needs to be told of texts among the figures, as rows of an issue frame."""
        where = {place: f"{letters(self.start + place[1])}{self.first + place[0] + 1}" for place in self.texts}
        if self.undecided:
            code, extra = figures.question(self.undecided, "nilai")
            return [issues.issue(table.file, table.sheet, next(iter(where.values())), code, "ask", **extra)]
        kind = Sentence("reading.kind_quantity")
        return [
            issues.issue(table.file, table.sheet, where[place], "value-unreadable", "warn", raw=cell, kind=kind)
            for place, cell in self.texts.items()
            if place[0] + self.first <= self.last
        ]

    def fills(self, column):
        """Tell whether any row has something in a column left of the figures."""
        return any(column < len(row) and not is_blank(row[column]) for row in self.grid.rows[self.first : self.end])

    def at(self, rows):
        """Return rows of the sheet as rows of the matrix."""
        return np.array(rows, dtype=int) - self.first

    def _keys(self, row):
        return {column: cell for column, cell in enumerate(self.grid.rows[row][: self.start]) if not is_blank(cell)}

    def _tell(self):
        keys = {row: self._keys(row) for row in range(self.first, self.end)}
        full = max((len(cells) for row, cells in keys.items() if self.has[row - self.first]), default=1)
        sure = [row for row in keys if self.has[row - self.first]]
        self.last = sure[-1] if sure else self.first - 1
        while self.last + 1 < self.end and self._is_record(keys[self.last + 1], full):
            self.last += 1
        for row in range(self.first, self.last + 1):
            self._place(row, keys[row], full)
        self.notes = [
            row for row in range(self.last + 1, self.end) if any(not is_blank(c) for c in self.grid.rows[row])
        ]

    def _place(self, row, cells, full):
        if not cells and not self.has[row - self.first]:
            self.blanks.append(row)
        elif self.has[row - self.first]:
            (self.totals if self._is_total(row, cells) else self.rows).append(row)
        elif self._is_record(cells, full):
            self.rows.append(row)
        else:
            self.aside.append((row, "row-sparse"))

    def _is_record(self, cells, full):
        """Tell whether a row without figures is a record all the same: all its keys are there, the code among them."""
        coded = [column for column, name in self.corner.keys.items() if name == "kode_hs"]
        return len(cells) == full and bool(coded) and all(terms.is_hs(cells.get(column, "")) for column in coded)

    def _is_total(self, row, cells):
        if self.said[0] is not None:
            return row in self.said[0]
        found = [terms.total_of(cell) for cell in cells.values() if isinstance(cell, str)]
        parts = [part.casefold() for part in found if part]
        if "" in found or (parts and any(part in self._above() for part in parts)):
            return True
        return not cells and len(self.rows) > 1 and self._sums_up(row)

    def _above(self):
        return " ".join(as_text(cell) for row in self.rows for cell in self._keys(row).values()).casefold()

    def _sums_up(self, row):
        sums = np.nansum(self.figures[self.at(self.rows)], axis=0)
        return np.allclose(sums, np.nan_to_num(self.figures[row - self.first]), rtol=1e-9, atol=0.5)


def _counts_columns(rows, row):
    """Return 1 where a row only counts the columns, (1) (2) (3), else 0."""
    cells = rows[row] if row < len(rows) else []
    counted = (as_text(cell).strip("()") == str(at) for at, cell in enumerate(filter(_is_filled, cells), 1))
    return int(sum(itertools.islice(map(_is_filled, cells), _NARROW)) > 2 and all(counted))


def _is_filled(cell):
    return not is_blank(cell)
