"""What the rows below a header are: records, stated totals, blanks, rows that are no record, and notes.

The rows speak together. How full they are as a rule, which columns hold numbers and which one only counts the
rows is found first; then every row is told what it is, so that none is lost: those between the first and the
last record belong to the block, those below it are notes. A row that is called a total, or whose figures are the
sums of the rows above, is no record but evidence.
"""

import functools
import itertools
import math
import re
import statistics

import pandas as pd

from p3dn.reading import dates, headers, numerals
from p3dn.reading.grid import is_blank

_WORDS = r"(jumlah|jml|total|totals|grand total|sub ?total|sub ?jumlah|rata[ -]?rata|saldo awal|saldo akhir)"
_TOTAL = re.compile(rf"^{_WORDS}([/ ]+(seluruh\w*|keseluruhan|semua|total|umum|besar|akhir))?$")
_TOTAL_OF = re.compile(rf"^{_WORDS}\b")
_NOTE = re.compile(
    r"^(sumber|catatan|keterangan|ket|note|source|\*+\)?|mengetahui|dibuat|disetujui|menyetujui|diketahui)\b|^\*",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^(an\.? |a\.n\. )?(kepala|ketua|sekretaris|direktur|bupati|camat|lurah|manajer|nip\b)", re.IGNORECASE
)
_SECTION = re.compile(r"^([ivxlc]+|[a-z])[.)]?$", re.IGNORECASE)
_NARROW = 3


class Block:
    """The rows below a header, each told what it is.

    Parameters
    ----------
    sheet : Sheet
        The grid.
    first, end : int
        First row after the header, and the row where the block must end (exclusive).
    left, right : int
        First and last column.
    running : int, optional
        The column that only counts the rows, where the header says so; else it is found.
    """

    def __init__(self, sheet, first, end, left, right, running=None):
        self.sheet, self.first, self.end, self.left, self.right = sheet, first, end, left, right
        self.rows, self.totals, self.blanks, self.aside, self.notes = [], [], [], [], []
        self._cells = {row: self._slice(row) for row in range(first, end)}
        counts = [len(cells) for cells in self._cells.values() if len(cells) > 1]
        self.typical = statistics.median(counts) if counts else 1
        full = [cells for cells in self._cells.values() if len(cells) >= 0.5 * self.typical and len(cells) > 1]
        self.numeric = {column for column in range(left, right + 1) if mostly_numbers(full, column)}
        self.running = self._running(full) if running is None else running
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
        """Tell whether a row states totals: by its words, where it is not numbered, or by its sums."""
        return row in self._totals

    @functools.cached_property
    def _totals(self):
        found = []
        for row, cells in self._cells.items():
            if cells and self._states_totals(row, cells, found):
                found.append(row)
        return set(found)

    def _states_totals(self, row, cells, before):
        figures = {column for column, cell in cells.items() if column != self.running and _is_figure(cell)}
        if not figures or (self.running in cells and _count(cells[self.running]) is not None):
            return False
        label = next((cell for cell in cells.values() if isinstance(cell, str) and headers.is_label(cell)), None)
        if label is None:
            return len(cells) < self.typical and self._sums_up(row, figures, before)
        if is_total_label(label):
            return True
        if not _TOTAL_OF.match(_plain(label)):
            return False
        return self.running is not None or self._sums_up(row, figures, before)

    def _sums_up(self, row, columns, before):
        """Tell whether the row's figures are the sums of the rows above it, or of those since the last total."""
        above = [other for other in range(self.first, row) if other not in before and self._cells[other]]
        since = [other for other in above if other > max(before, default=-1)]
        return len(above) > 1 and any(
            all(self._is_sum(row, column, rows) for column in columns) for rows in (above, since)
        )

    def _is_sum(self, row, column, rows):
        figures = self._figures(column)
        stated, parts = figures.get(row, math.nan), [figures[other] for other in rows if other in figures]
        return len(parts) > 0 and abs(sum(parts) - stated) <= max(1e-6 * abs(stated), 1e-9)

    @functools.cache  # noqa: B019 - a block lives as long as its table is looked for
    def _figures(self, column):
        """Return the figures of a column by row, texts read for the whole column."""
        cells = {row: cells[column] for row, cells in self._cells.items() if column in cells}
        numbers = {row: float(cell) for row, cell in cells.items() if type(cell) in (int, float)}
        texts = pd.Series({row: cell for row, cell in cells.items() if isinstance(cell, str)}, dtype="str")
        return numbers | numerals.parse(texts, whole=True).values.dropna().to_dict()

    def is_record(self, row):
        """Tell whether a row is surely a record: as full as the others, or with figures where they have some."""
        cells = self._cells[row]
        if set(cells) <= {self.running} or self._is_note(cells) or self._is_section(cells):
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

    def _is_signature(self, cells):
        """Tell whether a row of one text reads as place and date, or as an office that signs."""
        texts = [cell for cell in cells.values() if isinstance(cell, str)]
        alone = len(cells) == len(texts) == 1
        return alone and bool(dates.in_text(texts[0]) or _SIGNED.match(texts[0].strip()))

    def _is_section(self, cells):
        """Tell whether a row is the title of a part: a Roman number or a letter, and one text."""
        texts = [str(cell).strip() for cell in cells.values()]
        return (
            len(texts) == 2 and self.typical > _NARROW and bool(_SECTION.match(texts[0])) and not _is_figure(texts[1])
        )

    def _last(self):
        """Return the last row of the block; the rows below it are notes."""
        close = next((row for row in self._cells if self._closes(row)), self.end)
        sure = [
            row
            for row in self._cells
            if row < close and self._cells[row] and (self.is_total(row) or self.is_record(row))
        ]
        last = sure[-1] if sure else self.first - 1
        while last + 1 < close and self._goes_on(last + 1):
            last += 1
        return last

    def _closes(self, row):
        """Tell whether a signature begins here: after a blank, few texts with a date or an office, no figure below."""
        cells = self._cells[row]
        texts = [cell.strip() for cell in cells.values() if isinstance(cell, str)]
        if not texts or len(cells) > 2 or row == self.first or self._cells[row - 1]:
            return False
        if not any(dates.in_text(text) or _SIGNED.match(text) or _NOTE.match(text) for text in texts):
            return False
        below = [self._cells[other] for other in range(row, self.end)]
        figures = self.numeric - {self.running}
        return not any(_is_figure(cells[column]) for cells in below for column in figures & set(cells))

    def _goes_on(self, row):
        cells = self._cells[row]
        if self._is_note(cells) or self._is_signature(cells) or (row > self.first and self.is_total(row - 1)):
            return False
        if self.running is not None:
            return self.running in cells and _is_figure(cells[self.running])
        return self.typical <= _NARROW and self.left in cells

    def _tell(self):
        for row in range(self.first, self.last + 1):
            cells = self._cells[row]
            if not cells:
                self.blanks.append(row)
            elif row in self.sheet.grid.ragged:
                self.aside.append((row, "row-ragged"))
            elif self.is_total(row):
                self.totals.append(row)
            elif self._is_note(cells) and not self.is_record(row):
                self.aside.append((row, "row-note"))
            elif self._is_sparse(row, cells):
                self.aside.append((row, "row-sparse"))
            else:
                self.rows.append(row)
        self.notes = [row for row in range(self.last + 1, self.end) if self.sheet.filled[row]]

    def _is_sparse(self, row, cells):
        alone = len(cells) == 1 and self.typical > _NARROW
        return set(cells) <= {self.running} or self._is_section(cells) or (alone and not self.is_record(row))


def mostly_numbers(rows, column):
    """Tell whether most of what rows hold in a column are numbers; rows are ``{column: cell}``."""
    found = [row[column] for row in rows if column in row]
    marks = [headers.text_of(cell) for cell in found]
    marks = [text for text in marks if text.casefold() not in numerals.MISSING]
    return bool(marks) and sum(map(numerals.is_numeral, marks)) >= 0.7 * len(marks)


def is_total_label(text):
    """Tell whether a text only says that a row holds totals.

    >>> [is_total_label(text) for text in ("JUMLAH", "J U M L A H", "Jml.", "JUMLAH/TOTAL", "Total Jaya")]
    [True, True, True, True, False]
    """
    return bool(_TOTAL.match(_plain(text)))


def _plain(text):
    """Return a label in small letters, without spaced letters and closing marks."""
    folded = " ".join(text.casefold().split()).rstrip(" .:=")
    return folded.replace(" ", "") if re.fullmatch(r"(\w )+\w", folded) else folded


def _count(cell):
    """Return a plain whole number, as running numbers are written, or None."""
    text = headers.text_of(cell).rstrip(".")
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _is_figure(cell):
    return numerals.is_numeral(headers.text_of(cell))
