"""Step 2: the cells of a sheet as they stand, with their addresses.

A `Grid` guesses nothing: a cell holds what the engine found (text, number, date, truth value, or an empty
string), at its true place, so that every later message can name the cell that Excel shows. What an engine
hides is added beside the cells: merged ranges, error values, hidden rows. Each container has its reader:
`workbooks` for those of Excel and LibreOffice, `webpages`, `spreadsheetml` and `delimited` for text.
"""

import bisect
import functools
import importlib
import itertools
from dataclasses import dataclass, field

import numpy as np

_READERS = {
    "xlsx": "workbooks",
    "xlsb": "workbooks",
    "xls": "workbooks",
    "ods": "workbooks",
    "html": "webpages",
    "mhtml": "webpages",
    "xml": "spreadsheetml",
    "csv": "delimited",
}
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"})
_GAP_ROWS, _GAP_COLUMNS = 1000, 100
_FULL, _FULL_SHARE = (1_048_576, 65_536), 0.9
_MOST_MERGES = 100_000  # that overlap, before they are taken for no merges


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet: ``rows[r][c]``, counted from 0; `address` gives Excel's name of a cell.

    `merges` holds ``(top, left, bottom, right)``, inclusive, and is None for formats that know no merges.
    `errors` maps ``(r, c)`` to the text of an error cell, whose value in `rows` is an empty string; `padded` maps
    ``(r, c)`` to the number of digits that the format of a number shows. `uncomputed` holds the cells whose formula has
    no stored value, `linked` those whose formula looks into another file, `ragged` the rows with more cells than the
    header has, `overlapping` the number of merges left out. `notes` are told of the sheet: ``(code, values)``.
    """

    sheet: str
    rows: list
    merges: list | None = None
    errors: dict = field(default_factory=dict)
    hidden_rows: frozenset = frozenset()
    uncomputed: tuple = ()
    visible: bool = True
    hidden_columns: frozenset = frozenset()
    linked: tuple = ()
    padded: dict = field(default_factory=dict)
    ragged: frozenset = frozenset()
    overlapping: int = 0

    @property
    def width(self):
        """Return the number of columns, that of the longest row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def notes(self):
        """Return what is told of the sheet as a whole: that it is full, and long gaps of blank rows or columns."""
        filled = [row for row, cells in enumerate(self.rows) if cells.count("") < len(cells)]
        is_full = len(self.rows) in _FULL and len(filled) > _FULL_SHARE * len(self.rows)
        full = [("sheet-full", {"count": len(self.rows)})] if is_full else []
        full += [("merges-overlap", {"count": self.overlapping})] if self.overlapping else []
        blank = self._blank_columns() if self.width > _GAP_COLUMNS else ()
        columns = sorted(set(range(self.width)).difference(blank)) if len(blank) >= _GAP_COLUMNS else ()
        gaps = [("rows-gap", str(row + 1), str(after + 1), after - row - 1)
                for row, after in itertools.pairwise(filled) if after - row > _GAP_ROWS]  # fmt: skip
        gaps += [("columns-gap", letters(column), letters(after), after - column - 1)
                 for column, after in itertools.pairwise(columns) if after - column > _GAP_COLUMNS]  # fmt: skip
        return full + [(code, {"count": count, "before": low, "after": high}) for code, low, high, count in gaps]

    def _blank_columns(self):
        """Return the columns that no row fills; the fullest row leaves few of them to look at in the others."""
        blank = range(self.width)
        for row in sorted(self.rows, key=lambda row: row.count("") - len(row)):
            blank = [column for column in blank if column >= len(row) or row[column] == ""]
        return blank


def letters(column):
    """Return the letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row, column):
    """Return Excel's name of a cell counted from 0.

    >>> address(6, 1)
    'B7'
    """
    return f"{letters(column)}{row + 1}"


@functools.lru_cache(maxsize=65536)  # a sheet repeats its texts
def one_line(text):
    """Return a text without line breaks and doubled blanks."""
    return " ".join(text.split())


def is_blank(cell):
    """Tell whether a cell holds nothing a reader could see.

    >>> is_blank(""), is_blank("  "), is_blank(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell):
    """Return a cell as text on one line, whole numbers without decimals.

    >>> as_text(84.0), as_text(" a  b ")
    ('84', 'a b')
    """
    if type(cell) is str:
        return one_line(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def clipped(merges, rows):
    """Return the merges inside the box of the rows, each cut to it, and how many were left out as they overlap others.

    Of merges that overlap the first one counts; of very many, none does.

    >>> clipped([(0, 0, 0, 1), (0, 1, 0, 2)], [["a", "", "b"]])
    ([(0, 0, 0, 1)], 1)
    """
    height, width = len(rows), max(map(len, rows), default=0)
    found = np.fromiter(itertools.chain.from_iterable(merges), dtype=np.int64).reshape(-1, 4)
    top, left, bottom, right = found.T
    found = found[(top < height) & (left < width) & ((top != bottom) | (left != right))]
    found[:, 2:] = np.minimum(found[:, 2:], (height - 1, width - 1))
    inside = list(map(tuple, found.tolist()))
    if _apart(found, height * width):
        return inside, 0
    inside = list(dict.fromkeys(inside))
    if _apart(np.array(inside), height * width):
        return inside, 0
    few = len(inside) < _MOST_MERGES and sum(bottom - top + 1 for top, _, bottom, _ in inside) <= height * width
    kept = _first_ones(inside) if few else []
    return kept, len(inside) - len(kept)


def _apart(merges, cells):
    """Tell whether no cell belongs to two merges: in each row, every merge ends before the next one begins.

    Merges with more rows than there are cells overlap for sure.
    """
    top, left, bottom, right = merges.T
    heights = bottom - top + 1
    if heights.sum() > cells:
        return False
    starts = np.repeat(top - heights.cumsum() + heights, heights)
    rows, left, right = starts + np.arange(heights.sum()), np.repeat(left, heights), np.repeat(right, heights)
    order = np.lexsort((left, rows))
    rows, left, right = rows[order], left[order], right[order]
    return not ((rows[1:] == rows[:-1]) & (left[1:] <= right[:-1])).any()


def _first_ones(merges):
    """Return the merges that have no cell of an earlier one."""
    taken, kept = {}, []
    for top, left, bottom, right in merges:
        spans = [taken.setdefault(row, []) for row in range(top, bottom + 1)]
        if not any(_meets(row, left, right) for row in spans):
            kept.append((top, left, bottom, right))
            for row in spans:
                bisect.insort(row, (left, right))
    return kept


def _meets(spans, left, right):
    """Return whether any of the spans of a row, which lie apart and in order, has a column of another one."""
    at = bisect.bisect_left(spans, (right + 1,))
    return at > 0 and spans[at - 1][1] >= left


def grids(source):
    """Return the `Grid` of every sheet of a `Source`, and what was noticed while reading.

    Raises
    ------
    P3DNError
        What the container's reader raises.
    """
    reader = importlib.import_module(f"p3dn.reading.{_READERS[source.content]}")
    found = reader.grids(source)
    found, notes = found if isinstance(found, tuple) else (found, [])
    for grid in found:
        _take_errors(grid)
    return found, notes


def _take_errors(grid):
    """Move the error values that stand as text out of the cells."""
    for at, row in enumerate(grid.rows):
        if not _ERRORS.isdisjoint(row):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell in _ERRORS:
                    grid.errors[at, column], row[column] = cell, ""
