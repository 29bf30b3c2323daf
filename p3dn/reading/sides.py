"""Tables that stand side by side: where a column is blank through headers and rows, each side may be a table.

A blank column alone proves little, for some tables have one for looks. So the right side must have a header and a first
column of its own (names, running numbers or years), and something must set it apart: a title over it, a header in
another row or with the same labels, another height. A side whose only proof is its form is told and asked about.
"""

import dataclasses
import itertools
import re

from p3dn.reading import headers
from p3dn.reading.cells import mostly_numbers
from p3dn.reading.grid import is_blank

RUNNING = re.compile(r"^(no|nomor|nr|no\.? urut|nomor urut|#)\.?$", re.IGNORECASE)


def window(grid, top, left, bottom, right):
    """Return a grid that shows only some rows and columns (inclusive), each at its old place."""
    blank = [""] * left
    rows = [[]] * top + [blank + row[left : right + 1] for row in grid.rows[top : bottom + 1]]
    merges = grid.merges and [one for one in grid.merges if top <= one[0] <= bottom and left <= one[1] <= right]
    if merges:
        merges = [(one[0], one[1], min(one[2], bottom), min(one[3], right)) for one in merges]
    return dataclasses.replace(grid, rows=rows, merges=merges)


class Side:
    """One side of a blank column: its columns, header, last row and first column."""

    def __init__(self, sheet, start, end, columns):
        self.columns, self.start = columns, start
        view = headers.Sheet(window(sheet.grid, start, columns[0], end - 1, columns[1]))
        self.view = view
        self.header = next((row for row in range(start, len(view.rows)) if view.is_header(row)), None)
        self.last = max((row for row in range(start, len(view.rows)) if view.filled[row] > 1), default=start)

    @property
    def labels(self):
        """Return the labels of the header."""
        return [headers.text_of(cell).casefold() for cell in self.view.rows[self.header] if not is_blank(cell)]

    @property
    def numbered(self):
        """Tell whether the header says that the first column counts the rows."""
        return bool(RUNNING.match(self.labels[0]))

    @property
    def titled(self):
        """Tell whether a lone text stands over the side."""
        return any(self.view.filled[row] == 1 for row in range(self.start, self.header))

    def column(self, at):
        """Return the cells below the header in a column, by row."""
        column = self.columns[0] + at
        rows = self.view.rows[self.header + 1 : self.last + 1]
        return [{0: row[column]} for row in rows if column < len(row) and not is_blank(row[column])]

    def has_key(self):
        """Tell whether the first column names the rows: running numbers, years, codes, or texts."""
        cells = self.column(0)
        years = bool(cells) and all(headers.is_year(one[0]) for one in cells)
        coded = headers.is_code_name(self.labels[0])
        return self.numbered or years or coded or not mostly_numbers(cells, 0)

    def measures(self):
        """Tell whether the first column names each row once and another holds figures."""
        keys = [headers.text_of(one[0]) for one in self.column(0)]
        width = self.columns[1] - self.columns[0]
        return len(set(keys)) == len(keys) and any(mostly_numbers(self.column(at), 0) for at in range(1, width + 1))


def split(sheet, start, first, end):
    """Return the columns (first, last) of each table of a region, and whether all of them are surely apart.

    Parameters
    ----------
    sheet : Sheet
        The grid.
    start, first, end : int
        Where the region's titles, its header and the rows after it begin.
    """
    groups = _groups(sheet, first, end)
    if len(groups) < 2:
        return [], True
    sides, sure = [Side(sheet, start, end, groups[0])], True
    for columns in groups[1:]:
        other = Side(sheet, start, end, columns)
        proof = _apart(sides[-1], other)
        if proof is None:
            sides[-1] = Side(sheet, start, end, (sides[-1].columns[0], columns[1]))
        else:
            sides.append(other)
            sure = sure and proof
    if len(sides) < 2:
        return [], True
    lefts = [0, *(side.columns[0] for side in sides[1:])]
    rights = [left - 1 for left in lefts[1:]]
    return list(zip(lefts, [*rights, sheet.grid.width - 1], strict=True)), sure


def _groups(sheet, first, end):
    """Return runs of columns with something in them, merges of the header counted in their whole width."""
    head = set().union(*(sheet.covered(row) for row in range(first, min(first + 3, end))))
    unseen = set(range(sheet.grid.width)) - head
    for row in range(first, end):
        if not unseen:
            break
        if sheet.filled[row] > 1:
            cells = sheet.rows[row]
            unseen -= {column for column in unseen if column < len(cells) and not is_blank(cells[column])}
    columns = sorted(set(range(sheet.grid.width)) - unseen)
    runs = [[c for _, c in run] for _, run in itertools.groupby(enumerate(columns), lambda one: one[1] - one[0])]
    return [(run[0], run[-1]) for run in runs]


def _apart(one, other):
    """Return whether two sides are surely two tables, or None where they are one."""
    if one.header is None or other.header is None or not other.has_key():
        return None
    repeated = 2 * len(set(one.labels) & set(other.labels)) >= len(other.labels)
    if other.titled or one.header != other.header or repeated or other.numbered:
        return True
    if one.numbered:
        return True if abs(one.last - other.last) > 1 else None
    if one.last != other.last:
        return True
    return False if one.measures() and other.measures() else None
