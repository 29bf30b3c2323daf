"""What stands on a sheet outside of its tables, so that no filled cell is lost without a line.

A cell belongs to a table when it stands in its title, header, rows or notes. Every other filled cell is listed by its
row: a remark beside a table, a letter above it, a sheet without any.
"""

import itertools

from p3dn.reading import headers
from p3dn.reading.grid import address, is_blank
from p3dn.reading.issues import issue


def outside(grid, tables, file):
    """Return the filled cells of a sheet that belong to none of its tables, one line per row."""
    held = {}
    for table in tables:
        for row, low, high in _held(table):
            held.setdefault(row, []).append((low, high))
    return [
        line
        for row, cells in enumerate(grid.rows)
        if (line := _line(grid, file, row, cells, sorted(held.get(row, ())))) is not None
    ]


def _held(table):
    """Yield the columns that a table holds in each of its rows."""
    width = len(table.grid.rows)
    above = (table.header_rows or [table.first])[0]
    inside = range(above, min(max([table.last, table.first - 1, *table.header_rows]) + 1, width))
    yield from ((row, table.left, table.right) for row in inside)
    yield from ((row, 0, len(table.grid.rows[row]) - 1) for row in (*table.title_rows, *table.notes))
    yield from ((row, 0, len(table.grid.rows[row]) - 1) for row, _ in table.aside_rows)


def _line(grid, file, row, cells, held):
    """Return a row's cells outside of what is held, or None."""
    starts = [0, *(high + 1 for _, high in held)]
    ends = [*(low for low, _ in held), len(cells)]
    starts = itertools.accumulate(starts, max)
    found = [
        column
        for low, high in zip(starts, ends, strict=True)
        for column in range(low, high)
        if not is_blank(cells[column])
    ]
    if not found:
        return None
    text = " | ".join(headers.text_of(cells[column]) for column in found)
    return issue(file, grid.sheet, address(row, found[0]), "cell-outside", "info", text=text, count=len(found))
