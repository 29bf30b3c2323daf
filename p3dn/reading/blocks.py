"""What the rows below a header are: records, stated totals, blanks, rows that are no record, and notes.

The rows speak together. How full they are as a rule, which columns hold numbers and which one only counts the
rows is found first; then every row is told what it is, so that none is lost: those between the first and the
last record belong to the block, those below it are notes. A row that is called a total, or whose figures are the
sums of the rows beside it, is no record but evidence; the title of a section is a label of the rows below it.
"""

import itertools
import re
import statistics

from p3dn.reading import dates, totals
from p3dn.reading.cells import count_of, is_figure, mostly_numbers
from p3dn.reading.grid import is_blank
from p3dn.reading.stated import Stated

_NOTE = re.compile(
    r"^(sumber|catatan|keterangan|ket|note|source|\*+\)?|mengetahui|dibuat|disetujui|menyetujui|diketahui|terbilang)\b|^\*",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^(an\.? |a\.n\. )?(kepala|ketua|sekretaris|direktur|bupati|camat|lurah|manajer|nip\b)", re.IGNORECASE
)
_SECTION = re.compile(r"^([ivxlc]+|[a-z])[.)]?$", re.IGNORECASE)
_SECTION_WORD = re.compile(
    r"^((kec|kecamatan|kab|kabupaten|kota|desa|kel|kelurahan|prov|provinsi|wilayah|sektor|kelompok|bidang|bagian|sentra)"
    r"[.:\s]|([ivxlc]+|[a-z])[.)])\s*\S",
    re.IGNORECASE,
)
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
    said : collection of int, optional
        The rows that state totals, where the reader says so; else they are found.
    repeats : dict
        Rows that repeat the header, and the code that says why.
    """

    def __init__(self, sheet, first, end, left, right, running=None, said=None, repeats=None):
        self.sheet, self.first, self.end, self.left, self.right = sheet, first, end, left, right
        self.rows, self.totals, self.blanks, self.aside, self.notes = [], [], [], [], []
        self._repeats = repeats or {}
        self.cells = {row: self._slice(row) for row in range(first, end)}
        counts = [len(cells) for cells in self.cells.values() if len(cells) > 1]
        self.typical = statistics.median(counts) if counts else 1
        self._full = [cells for cells in self.cells.values() if len(cells) >= 0.5 * self.typical and len(cells) > 1]
        self.numeric = {column for column in range(left, right + 1) if mostly_numbers(self._full, column)}
        self.running = self._running() if running is None else running
        stated = Stated(self, said)
        self.spans, self.why, self.nested = stated.spans, stated.why, stated.nested
        self._total_labels = [stated.label_of(row) or "" for row in self.spans]
        self.last = self._last()
        self._tell()

    def _slice(self, row):
        if row in self._repeats:
            return {}
        whole = self.sheet.rows[row]
        cells = enumerate(whole[self.left : self.right + 1], self.left)
        full = self.sheet.filled[row] == len(whole)
        return dict(cells) if full else {column: cell for column, cell in cells if not is_blank(cell)}

    def _running(self):
        """Return the column that only counts the rows, if there is one."""
        for column in range(self.left, min(self.left + 2, self.right) + 1):
            found = [count_of(cells[column]) for cells in self._full if column in cells]
            steps = [b - a for a, b in itertools.pairwise(found) if a is not None and b is not None]
            if len(steps) > 2 and found[0] in (0, 1) and sum(step == 1 for step in steps) > 0.8 * len(steps):
                return column
        return None

    def is_total(self, row):
        """Tell whether a row states totals."""
        return row in self.spans

    def is_record(self, row):
        """Tell whether a row is surely a record: as full as the others, or with figures where they have some."""
        cells = self.cells[row]
        if set(cells) <= {self.running} or self._is_note(cells) or self.is_section(row):
            return False
        figures = any(
            column in self.numeric and column != self.running and is_figure(cell) for column, cell in cells.items()
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

    def is_section(self, row):
        """Tell whether a row is the title of the rows below it.

        A Roman number or a letter with one text; in a narrow table, where a record may lack its figure, a lone text
        that is merged over the table, stands where records have nothing, or begins as a section does and they do not.
        """
        cells = self.cells[row]
        texts = [str(cell).strip() for cell in cells.values()]
        if len(texts) == 2 and (self.typical > _NARROW or self.running in cells):
            return bool(_SECTION.match(texts[0])) and not is_figure(texts[1])
        if len(texts) != 1 or self.typical > _NARROW or not isinstance(next(iter(cells.values())), str):
            return False
        (column,) = cells
        if column not in (self.left, self.left + 1) or not self._above_record(row):
            return False
        if column == self.running or not any(column in cells for cells in self._full):
            return True
        merged = any(top == row and right >= self.right > column for top, _, _, right in self.sheet.merges_at(row))
        return merged or texts[0].endswith(":") or self._has_total(texts[0]) or self._reads_as_section(texts[0], column)

    def _above_record(self, row):
        """Tell whether a record stands below a row, or titles of smaller sections and then a record."""
        below = (len(self.cells[other]) for other in range(row + 1, self.end) if self.cells[other])
        return bool(self.numeric) and any(count > 1 for count in itertools.islice(below, _NARROW))

    def _has_total(self, text):
        """Tell whether a total of the block names a text as its part."""
        return any(totals.names(label, text) for label in self._total_labels)

    def _reads_as_section(self, text, column):
        found = _SECTION_WORD.match(text)
        others = [str(cells[column]) for cells in self._full if column in cells]
        alike = sum(bool(_SECTION_WORD.match(other)) for other in others) if found else 0
        return bool(found) and alike < 0.5 * max(1, len(others))

    def _last(self):
        """Return the last row of the block; the rows below it are notes."""
        close = next((row for row in self.cells if self._closes(row)), self.end)
        sure = (row for row in range(close - 1, self.first - 1, -1) if self.cells[row])
        last = next((row for row in sure if self.is_total(row) or self.is_record(row)), self.first - 1)
        while last + 1 < close and self._goes_on(last + 1):
            last += 1
        return last

    def _closes(self, row):
        """Tell whether a signature begins here: after a blank, few texts with a date or an office, no figure below."""
        cells = self.cells[row]
        if not cells or len(cells) > 2 or row == self.first or self.cells[row - 1]:
            return False
        texts = [cell.strip() for cell in cells.values() if isinstance(cell, str)]
        if not any(dates.in_text(text) or _SIGNED.match(text) or _NOTE.match(text) for text in texts):
            return False
        figures = self.numeric - {self.running}
        below = (self.cells[other] for other in range(row, self.end))
        return not any(column in cells and is_figure(cells[column]) for cells in below for column in figures)

    def _goes_on(self, row):
        cells = self.cells[row]
        if row in self._repeats:
            return False
        if self._is_note(cells) or self._is_signature(cells) or (row > self.first and self.is_total(row - 1)):
            return False
        if self.running is not None:
            return self.running in cells and is_figure(cells[self.running])
        return self.typical <= _NARROW and self.left in cells

    def _tell(self):
        for row in range(self.first, self.last + 1):
            cells = self.cells[row]
            if not self.sheet.filled[row]:
                self.blanks.append(row)
            elif self.is_total(row):
                self.totals.append(row)
            elif (code := self._no_record(row, cells)) is not None:
                self.aside.append((row, code))
            else:
                self.rows.append(row)
        self.spans = {row: self.spans[row] for row in self.totals}
        self.notes = [row for row in range(self.last + 1, self.end) if self.sheet.filled[row]]

    def _no_record(self, row, cells):
        """Return why a row is no record, as a code, or None where it is one."""
        if len(cells) > 2 and row not in self._repeats and row not in self.sheet.grid.ragged:
            return None
        reasons = (
            (self._repeats.get(row), row in self._repeats),
            ("row-ragged", row in self.sheet.grid.ragged),
            ("row-sparse", set(cells) <= {self.running} and all(map(is_figure, cells.values()))),
            ("row-note", self._is_note(cells) and not self.is_record(row)),
            ("row-section", self.is_section(row)),
        )
        found = next((code for code, holds in reasons if holds), None)
        if found:
            return found
        alone = len(cells) == 1 and self.typical > _NARROW and not self.is_record(row)
        if not alone:
            return None
        ((column, cell),) = cells.items()
        at_edge = column <= self.left + 1 or any(top == row for top, *_ in self.sheet.merges_at(row))
        below = any(self.cells[other] for other in range(row + 1, self.last + 1))
        return "row-section" if isinstance(cell, str) and at_edge and below else "row-sparse"

    def sections(self):
        """Return the title of the section that each kept row stands under, by row; empty above the first."""
        titles = {row: self.sheet.text(row) for row, code in self.aside if code == "row-section"}
        found, title = {}, ""
        for row in range(self.first, self.last + 1):
            title = titles.get(row, title)
            found[row] = title
        return {row: found[row] for row in self.rows}
