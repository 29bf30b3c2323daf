"""What the rows below a header are: records, stated totals, blanks, rows that are no record, and notes.

The rows speak together. How full they are as a rule, which columns hold numbers and which one only counts the
rows is found first; then every row is told what it is, so that none is lost: those between the first and the
last record belong to the block, those below it are notes.
"""

import itertools
import re
import statistics

from p3dn.reading import headers, numerals
from p3dn.reading.grid import is_blank

_TOTAL = re.compile(
    r"^(jumlah|jml|total|totals|grand total|sub ?total|rata[ -]?rata|saldo awal|saldo akhir)"
    r"(\s+(seluruh\w*|keseluruhan|semua|total|umum|besar|akhir))?\s*[:=]?$"
)
_TOTAL_OF = re.compile(r"^(jumlah|jml|total|grand total|sub ?total|rata[ -]?rata)\b")
_NOTE = re.compile(
    r"^(sumber|catatan|keterangan|ket|note|source|\*+\)?|mengetahui|dibuat|disetujui)\b|^\*", re.IGNORECASE
)


class Block:
    """The rows below a header, each told what it is."""

    def __init__(self, sheet, first, end, left, right):
        self.sheet, self.first, self.end, self.left, self.right = sheet, first, end, left, right
        self.rows, self.totals, self.blanks, self.aside, self.notes = [], [], [], [], []
        self._cells = {row: self._slice(row) for row in range(first, end)}
        counts = [len(cells) for cells in self._cells.values() if len(cells) > 1]
        self.typical = statistics.median(counts) if counts else 1
        full = [cells for cells in self._cells.values() if len(cells) >= 0.5 * self.typical and len(cells) > 1]
        self.numeric = {column for column in range(left, right + 1) if mostly_numbers(full, column)}
        self.running = self._running(full)
        self.last = self._last()
        self._tell()

    def _slice(self, row):
        cells = self.sheet.rows[row][: self.right + 1]
        return {column: cell for column, cell in enumerate(cells) if column >= self.left and not is_blank(cell)}

    def _running(self, full):
        """Return the column that only counts the rows, if there is one."""
        for column in range(self.left, min(self.left + 2, self.right) + 1):
            found = [_count(cells[column]) for cells in full if column in cells]
            steps = [b - a for a, b in itertools.pairwise(found) if a is not None and b is not None]
            if len(steps) > 2 and found[0] in (0, 1) and sum(step == 1 for step in steps) > 0.8 * len(steps):
                return column
        return None

    def is_total(self, row):
        """Tell whether a row states totals: a word that says so, and figures."""
        cells = self._cells[row]
        label = next((cell for cell in cells.values() if isinstance(cell, str) and headers.is_label(cell)), None)
        if label is None:
            return False
        text = " ".join(label.casefold().split())
        if not _TOTAL_OF.match(text) and not _TOTAL.match(text):
            return False
        no_number = self.running is not None and self.running not in cells
        figures = any(_is_figure(cell) for column, cell in cells.items() if column != self.running)
        return figures and (bool(_TOTAL.match(text)) or no_number)

    def is_record(self, row):
        """Tell whether a row is surely a record: as full as the others, or with figures where they have some."""
        cells = self._cells[row]
        if set(cells) <= {self.running} or self._is_note(cells):
            return False
        figures = any(
            column in self.numeric and column != self.running and _is_figure(cell) for column, cell in cells.items()
        )
        if self.numeric - {self.running}:
            return figures or len(cells) >= max(2, 0.6 * self.typical)
        return len(cells) >= max(2, 0.5 * self.typical)

    def _is_note(self, cells):
        first = next(iter(cells.values()), "")
        return len(cells) <= 2 and isinstance(first, str) and bool(_NOTE.match(first.strip()))

    def _last(self):
        """Return the last row of the block; the rows below it are notes."""
        sure = [row for row in self._cells if self._cells[row] and (self.is_record(row) or self.is_total(row))]
        last = sure[-1] if sure else self.first - 1
        while last + 1 < self.end and self._goes_on(last + 1):
            last += 1
        return last

    def _goes_on(self, row):
        cells = self._cells[row]
        if self._is_note(cells) or (row > self.first and self.is_total(row - 1)):
            return False
        if self.running is not None:
            return self.running in cells and _is_figure(cells[self.running])
        return self.typical <= 3 and self.left in cells

    def _tell(self):
        for row in range(self.first, self.last + 1):
            cells = self._cells[row]
            if not cells:
                self.blanks.append(row)
            elif self.is_total(row):
                self.totals.append(row)
            elif set(cells) <= {self.running} or (len(cells) == 1 and self.typical > 3 and not self.is_record(row)):
                self.aside.append((row, "row-sparse"))
            else:
                self.rows.append(row)
        self.notes = [row for row in range(self.last + 1, self.end) if self.sheet.filled[row]]


def mostly_numbers(rows, column):
    """Tell whether most of what rows hold in a column are numbers; rows are ``{column: cell}``."""
    found = [row[column] for row in rows if column in row]
    marks = [headers.text_of(cell) for cell in found]
    marks = [text for text in marks if text.casefold() not in numerals.MISSING]
    return bool(marks) and sum(map(numerals.is_numeral, marks)) >= 0.7 * len(marks)


def is_total_label(text):
    """Tell whether a text only says that a row holds totals.

    >>> is_total_label("JUMLAH"), is_total_label("Total Jaya")
    (True, False)
    """
    return bool(_TOTAL.match(" ".join(text.casefold().split())))


def _count(cell):
    """Return a plain whole number, as running numbers are written, or None."""
    text = headers.text_of(cell).rstrip(".")
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _is_figure(cell):
    return numerals.is_numeral(headers.text_of(cell))
