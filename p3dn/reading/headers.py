"""Where a header is, and what the columns under it are called.

A header is a row of labels above rows of values. Offices stack several of them: a group name merged over its
parts, a label merged down beside it, a row of column numbers below. The bands are joined from the merges
('MUTASI MEMORIAL / DEBET'), and a blank is filled only inside a merge; formats that know no merges let a group
name reach right over blanks that stand above filled labels.
"""

import datetime
import itertools
import re
import statistics

from p3dn.reading import groups, numerals
from p3dn.reading.grid import as_text, is_blank

_COLUMN_NUMBER = re.compile(r"^[(\[]?\s*(\d{1,2}|[a-z])\s*[)\].]?(\s*[=:(].*)?$", re.IGNORECASE)
_CODE = re.compile(r"\b(kode|kd|rekening|id|nib|kbli|hs)\b", re.IGNORECASE)
_RATE = re.compile(
    r"%|\b(persen\w*|rasio|rata|laju|indeks|pertumbuhan|capaian|produktivitas|kepadatan|per kapita)\b"
    r"|/ ?(ha|km2|km²|m2|m²|kg|kapita)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LOOK_AHEAD = 30
_DAYS = 5  # numbers in a row, from 1 on, that are no figures of a record
_LONGEST = 1000
_UNIT = re.compile(r"^\([^()]*\)$")  # a row of units under the labels: (orang) (ton) (Rp)


def text_of(cell):
    """Return a header cell's text on one line; whole numbers (years) without a decimal part."""
    return cell.strftime("%Y-%m-%d") if isinstance(cell, datetime.date) else as_text(cell)


def is_year(cell):
    """Tell whether a cell is a calendar year, which may head a column.

    >>> is_year(2019.0), is_year("2021*"), is_year(12)
    (True, True, False)
    """
    return not isinstance(cell, bool | datetime.date) and bool(re.match(r"^(19|20)\d{2}\s*\**\)?$", text_of(cell)))


def is_label(cell):
    """Tell whether a cell could stand in a header: short text that is no number and no missing mark."""
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return False
    text = cell.strip().casefold()
    return text not in numerals.MISSING and not numerals.is_numeral(text)


def _filled(row):
    """Return how many cells of a row are filled."""
    return len(row) - row.count("") - row.count(None) - sum(type(cell) is str and cell.isspace() for cell in row)


def ranges(rows):
    """Return rows counted from 0 as Excel numbers them, runs of them as a range.

    >>> ranges([1, 2, 3, 7])
    '2–4, 8'
    """
    runs = [[row for _, row in run] for _, run in itertools.groupby(enumerate(rows), lambda one: one[1] - one[0])]
    return ", ".join(f"{run[0] + 1}" if len(run) == 1 else f"{run[0] + 1}–{run[-1] + 1}" for run in runs)


def is_code_name(text):
    """Tell whether a header calls its column a code, whose digits are no figures."""
    return bool(_CODE.search(text))


def names_code(sheet, first, column):
    """Tell whether the header right above a row calls a column a code."""
    return first > 0 and is_code_name(sheet.band(first - 1).get(column, ""))


def is_rate_name(text):
    """Tell whether a header calls its column a rate, which does not add up: per cent, per hectare, per head.

    >>> [is_rate_name(text) for text in ("Produktivitas", "Harga (Rp/kg)", "Luas (ha)", "Kapasitas (ton/tahun)")]
    [True, True, False, False]
    """
    return bool(_RATE.search(text))


def names_rate(sheet, first, column):
    """Tell whether the header above a row calls a column a rate, itself or by a group whose name reaches it."""
    return any(is_rate_name(band.get(column, "")) for band in sheet.bands_above(first))


def _all_head(cells):
    """Tell whether cells may head columns: labels, and beside them years, months stored as dates, or days 1, 2, 3."""
    days = [cell for cell in cells if type(cell) in (int, float)]
    if len(days) >= _DAYS and days == [*range(1, len(days) + 1)]:
        cells = [cell for cell in cells if type(cell) not in (int, float)]
    heads = [is_label(cell) or is_year(cell) or isinstance(cell, datetime.date) for cell in cells]
    return all(heads) and any(map(is_label, cells))


class Sheet:
    """A grid with what header and table finding ask of it again and again."""

    def __init__(self, grid):
        self.grid, self.rows = grid, grid.rows
        self.filled = [_filled(row) for row in grid.rows]
        self._merges, self._bands, self._above = {}, {}, {}
        for merge in grid.merges or ():
            for row in range(merge[0], min(merge[2], len(grid.rows) - 1) + 1):
                self._merges.setdefault(row, []).append(merge)

    def text(self, row):
        """Return the texts of a row, joined."""
        return " | ".join(text_of(cell) for cell in self.rows[row] if not is_blank(cell))

    def merges_at(self, row):
        """Return the merges that cover a row."""
        return self._merges.get(row, [])

    def covered(self, row):
        """Return the set of columns that show something in a row, merges counted in their whole width."""
        columns = {column for column, cell in enumerate(self.rows[row]) if not is_blank(cell)}
        for top, left, _, right in self.merges_at(row):
            if not is_blank(self._at(top, left)):
                columns.update(range(left, right + 1))
        return columns

    def _at(self, row, column):
        """Return a cell, blank outside of what is used."""
        return self.rows[row][column] if column < len(self.rows[row]) else ""

    def is_header(self, row):
        """Tell whether a row reads as the first row of a header: labels, wide enough for the rows below it."""
        if not self.heads(row):
            return False
        below = [count for count in self.filled[row + 1 : row + 1 + _LOOK_AHEAD] if count > 1]
        return not below or len(self.covered(row)) > 0.5 * statistics.median(below)

    def heads(self, row):
        """Tell whether a row holds two labels or more and nothing else, and is no line of a form."""
        if self.filled[row] < 2:
            return False
        cells = [cell for cell in self.rows[row] if not is_blank(cell)]
        if not (_all_head(cells) or self._only_years(row)) or self.is_form_line(row):
            return False
        return text_of(cells[0])[:1] not in "([" or not self.is_column_numbers(row)

    def _only_years(self, row):
        """Tell whether a row holds years in their order and nothing else, right of a column of labels."""
        left, cells = min(self.covered(row)), [cell for cell in self.rows[row] if not is_blank(cell)]
        if left == 0 or not all(map(is_year, cells)):
            return False
        years = [int(text_of(cell)[:4]) for cell in cells]
        below = [self._at(other, left - 1) for other in range(row + 1, min(row + 4, len(self.rows)))]
        steps = {after - before for before, after in itertools.pairwise(years)}
        return steps in ({1}, {-1}) and any(map(is_label, below))

    def is_form_line(self, row):
        """Tell whether a row is a name and its value, as forms have them: 'Kabupaten', ':', 'Tegal'."""
        cells = [cell for cell in self.rows[row] if not is_blank(cell)][:2]
        texts = [cell.strip() for cell in cells if isinstance(cell, str)]
        ends = len(cells) > 1 and bool(texts) and cells[0] is not None and texts[0].endswith(":")
        if ends and self.filled[row] > 3:  # a remark beside a header, unless further names follow
            return any(isinstance(cell, str) and cell.rstrip().endswith(":") for cell in self.rows[row][2:])
        return ends or (len(cells) > 1 and ":" in texts)

    def header_rows(self, first):
        """Return the rows of the header that begins in row `first`."""
        merged = (
            merge for merge in self.merges_at(first) if merge[0] == first and not is_blank(self._at(first, merge[1]))
        )
        last = max([first, *(bottom for _, _, bottom, _ in merged)])
        last = min(last, len(self.rows) - 1)
        while last + 1 < len(self.rows) and self._continues(first, last + 1):
            last += 1
        return list(range(first, last + 1))

    def _continues(self, first, row):
        """Tell whether a row goes on with the header above it.

        Its cells are units in parentheses; or labels or years that stand under blanks or under the name of a group. One
        under a label that heads its column alone begins a table of words, unless all of them stand over figures.
        """
        cells = {column: cell for column, cell in enumerate(self.rows[row]) if not is_blank(cell)}
        if not cells or not all(is_label(cell) or is_year(cell) for cell in cells.values()):
            return False
        if self.is_column_numbers(row):
            return False
        labels = {at: cell for at, cell in cells.items() if not (isinstance(cell, str) and _UNIT.match(cell.strip()))}
        if not labels:
            return True
        above = [self.band(other) for other in range(first, row)]
        named = {column for column in labels if groups.joined(above, column)}
        inside = named <= self._groups(row - 1) | self._open(row - 1) or self._over_figures(row, cells)
        if not inside or not self._adds(row, labels, named):
            return False
        return bool(named) or row - 1 == first or not self._looks_like_body(row)

    def _over_figures(self, row, cells):
        """Tell whether each cell of a row stands right above a figure, as a unit does: 'Nilai' above 'Rp'."""
        return row + 1 < len(self.rows) and all(numerals.is_numeral(text_of(self._at(row + 1, at))) for at in cells)

    def _adds(self, row, cells, named):
        """Tell whether a row names a part of a group or a column without a name, which no title of a section does.

        The name of a group is followed by blanks, and one of them has a label below it. A lone text at the left edge
        is a title, whether or not its column has a name.
        """
        if len(cells) == 1 and min(cells) <= min(self.covered(row - 1)):
            return False
        above = self.covered(row - 1)
        parts = cells.keys() | self._labels_below(row)
        heads = {column for column in named & above if column + 1 in parts and column + 1 not in above}
        return bool(heads or cells.keys() - named or cells.keys() & self._groups(row - 1))

    def _labels_below(self, row):
        """Return the columns of the next row where it holds labels and nothing else."""
        below = self.band(row + 1) if row + 1 < len(self.rows) else {}
        return below.keys() if all(map(is_label, below.values())) else frozenset()

    def _open(self, row):
        """Return the columns of labels that are followed by a blank, as the name of a group is where nothing merges."""
        cells, last = self.rows[row], max(self.covered(row), default=-1)
        width = max(last + 1, len(self.rows[row + 1]) if row + 1 < len(self.rows) else 0)
        blank = {c for c in range(width) if c >= len(cells) or is_blank(cells[c])} - self.covered(row)
        return blank | {column - 1 for column in blank if column - 1 not in blank and column > 0}

    def _groups(self, row):
        """Return the columns under merges that span several columns in a row."""
        return {
            column
            for top, left, bottom, right in self.merges_at(row)
            if right > left and bottom == row
            for column in range(left, right + 1)
        }

    def _looks_like_body(self, row):
        """Tell whether the rows from here on are alike, so that this one is a record and no header."""
        after = [cell for cells in self.rows[row + 1 : row + 3] for cell in cells if not is_blank(cell)]
        return bool(after) and not any(numerals.is_numeral(text_of(cell)) for cell in after)

    def is_translation(self, row):
        """Tell whether a row says all the headers above it again, each in another word, above two figures or more."""
        cells = {column: text_of(cell).casefold() for column, cell in enumerate(self.rows[row]) if not is_blank(cell)}
        if cells.keys() != self.covered(row - 1) or not all(map(is_label, self.rows[row][min(cells, default=0) :])):
            return False
        below = [cells_below for cells_below in self.rows[row + 1 : row + 4] if _filled(cells_below) > 1]
        figures = [
            column
            for column in cells
            if below and all(column < len(one) and numerals.is_numeral(text_of(one[column])) for one in below)
        ]
        return (
            len(figures) > 1 and len(set(cells.values())) == len(cells) and not any(map(_DIGIT.search, cells.values()))
        )

    def is_column_numbers(self, row):
        """Tell whether a row only counts the columns: (1) (2) (3) or (a) (b) (c)."""
        texts = [text_of(cell) for cell in self.rows[row] if not is_blank(cell)]
        found = [_COLUMN_NUMBER.match(text) for text in texts]
        if len(texts) < 3 or not all(found):
            return False
        bare = all(text.isdecimal() for text in texts)
        if bare and row + 1 < len(self.rows) and text_of(self._at(row + 1, min(self.covered(row)))) == "2":
            return False
        marks = [match.group(1).lower() for match in found]
        if len({mark.isdigit() for mark in marks}) > 1:
            return False
        numbers = [int(mark) if mark.isdigit() else ord(mark) - 96 for mark in marks]
        return numbers[0] == 1 and all(after - before == 1 for before, after in itertools.pairwise(numbers))

    def band(self, row):
        """Return the texts that a header row shows, by column; a merged cell shows in all its columns."""
        if row not in self._bands:
            band = {column: text_of(cell) for column, cell in enumerate(self.rows[row]) if not is_blank(cell)}
            for top, left, _, right in self.merges_at(row):
                text = text_of(self._at(top, left))
                band.update({column: text for column in range(left, right + 1) if text and column not in band})
            self._bands[row] = band
        return self._bands[row]

    def bands_above(self, first):
        """Return what the three rows above one show, with the names of groups carried where nothing merges."""
        if first not in self._above:
            bands = [self.band(row) for row in range(max(first - 3, 0), first)]
            self._above[first] = bands if self.grid.merges is not None else groups.carried(bands)
        return self._above[first]

    def full_names(self, rows, left, right):
        """Return the names of the columns, and the positions to which a group's name was carried over blanks."""
        bands = [self.band(row) for row in rows]
        return groups.names(bands, range(left, right + 1), merges=self.grid.merges is not None)

    def names(self, rows, left, right):
        """Return the names of the columns from `left` to `right`, empty where the header is blank."""
        return [groups.joined([self.band(row) for row in rows], column) for column in range(left, right + 1)]
