"""Where on a sheet the tables are: the first header, its rows, the next header, and so on to the bottom.

A new table begins where a row reads as a header after a break, and holds labels where the rows above hold
numbers. What cannot be a table is left: a sheet of prose has no header, and a sheet whose first row is already
data gets its columns named by letter.
"""

import re

from p3dn.errors import P3DNError
from p3dn.reading import headers, numerals
from p3dn.reading.blocks import Block, is_total_label, mostly_numbers
from p3dn.reading.grid import is_blank, letters
from p3dn.reading.tables import Table
from p3dn.words import Sentence

_LOOK_BACK = 100
_LOOK_AHEAD = 5
_RUNNING = re.compile(r"^(no|nomor|nr|no\.? urut|nomor urut|#)\.?$")


def find(grid, file, *, header=None, decimal=None):
    """Return the tables of a grid, from top to bottom.

    Parameters
    ----------
    grid : Grid
        The cells of one sheet.
    file : str
        The file's name, for messages.
    header : int or sequence of int, optional
        The header's rows as Excel numbers them; then the sheet is one table.
    decimal : {",", "."}, optional
        The decimal mark of numbers written as text.
    """
    sheet = headers.Sheet(grid)
    if header is not None:
        rows = _rows_said(grid, file, header)
        table, _ = _table(sheet, file, 0, rows, decimal, stop=False)
        return [table]
    tables, start = [], 0
    while start < len(grid.rows):
        first = _first_header(sheet, start)
        if first is None:
            break
        table, start = _table(sheet, file, start, sheet.header_rows(first), decimal, stop=True)
        tables.append(table)
    return tables or _headerless(sheet, file, decimal)


def _first_header(sheet, start):
    """Return the row where the next header begins, or None; of two that could, the wider one right above figures."""
    first = next((row for row in range(start, len(sheet.rows)) if sheet.is_header(row)), None)
    if first is None or first + 1 >= len(sheet.rows) or len(sheet.header_rows(first)) > 1:
        return first
    wider = sheet.filled[first + 1] > sheet.filled[first] and sheet.is_header(first + 1)
    return first + 1 if wider and _heads_figures(sheet, first + 1, ahead=1) else first


def _rows_said(grid, file, header):
    """Return the header's rows as the reader names them, counted from 0."""
    said = [header] if isinstance(header, int) else list(header)
    if not said or not all(isinstance(row, int) and 0 < row <= len(grid.rows) for row in said):
        raise P3DNError("header-argument", file=file, sheet=grid.sheet, header=str(header), rows=len(grid.rows))
    return [row - 1 for row in said]


def _table(sheet, file, start, header_rows, decimal, *, stop):
    """Return the table whose header is given, and the row where the next one may start."""
    body = header_rows[-1] + 1
    why = [Sentence("reading.why_header", {"rows": _span(header_rows)})]
    if body < len(sheet.rows) and sheet.is_column_numbers(body):
        why.append(Sentence("reading.why_numbers", {"row": str(body + 1)}))
        body += 1
    end = _next_header(sheet, body, header_rows) if stop else len(sheet.rows)
    left, right = _extent(sheet, header_rows, body, end)
    block = Block(sheet, body, _before_title(sheet, body, end), left, right, _running(sheet, header_rows, left, right))
    names, drop = _names(sheet, header_rows, left, right, block)
    title = " ".join(_texts(sheet, row) for row in _title_rows(sheet, start, header_rows[0]))
    table = Table(
        file, sheet.grid, title, header_rows, left, names, block.rows, block.totals, block.blanks, block.aside,
        block.notes, body, block.last, why + drop, decimal,
    )  # fmt: skip
    return table, block.end


def _running(sheet, header_rows, left, right):
    """Return the column whose header says that it only counts the rows, or None."""
    names = sheet.names(header_rows, left, min(left + 1, right))
    return next((left + at for at, name in enumerate(names) if _RUNNING.match(name.casefold().strip())), None)


def _next_header(sheet, body, header_rows):
    """Return the row where another table's header begins, or the end of the sheet.

    It must read as a header, stand after a break (a blank, a title or a total row), and hold labels where the
    rows above it hold numbers.
    """
    repeated = _shown(sheet, header_rows[-1])
    for row in range(body + 1, len(sheet.rows) - 1):
        if sheet.filled[row] < 2 or not (_shown(sheet, row) == repeated or _after_break(sheet, row)):
            continue
        if not sheet.is_header(row):
            continue
        above = [dict(_shown(sheet, other)) for other in range(body, row) if sheet.filled[other] > 1][:_LOOK_BACK]
        contrast = any(mostly_numbers(above, column) for column, _ in _shown(sheet, row))
        if _shown(sheet, row) == repeated or (contrast and sheet.filled[row + 1] > 1 and _heads_figures(sheet, row)):
            return row
    return len(sheet.rows)


def _heads_figures(sheet, row, ahead=_LOOK_AHEAD):
    """Tell whether figures stand below the labels of a row, which they do not below a signature."""
    columns = {column for column, _ in _shown(sheet, row)}
    below = [cell for other in range(row + 1, min(row + 1 + ahead, len(sheet.rows))) for cell in _shown(sheet, other)]
    return any(column in columns and numerals.is_numeral(text) for column, text in below)


def _shown(sheet, row):
    return [(column, headers.text_of(cell)) for column, cell in enumerate(sheet.rows[row]) if not is_blank(cell)]


def _after_break(sheet, row):
    """Tell whether the row above is blank, a title, or a stated total."""
    first = _shown(sheet, row - 1)[:1]
    return sheet.filled[row - 1] <= 1 or is_total_label(first[0][1])


def _before_title(sheet, body, end):
    """Return where the block may end: before the title rows that belong to the next table."""
    if end == len(sheet.rows):
        return end
    row = end
    while row - 1 > body and (sheet.filled[row - 1] == 1 or (sheet.filled[row - 1] == 0 and row == end)):
        row -= 1
    while row < end and sheet.filled[row] == 0:
        row += 1
    return row


def _title_rows(sheet, start, first):
    return [row for row in range(start, first) if sheet.filled[row]]


def _extent(sheet, header_rows, body, end):
    """Return the first and the last column that the header names or its rows fill."""
    columns = set().union(*(sheet.covered(row) for row in header_rows)) if header_rows else set()
    named = columns or {0}
    wide = [len(row) for row in sheet.rows[body:end]]
    filled = {
        c
        for row in sheet.rows[body:end]
        if sum(not is_blank(x) for x in row) > 2
        for c, x in enumerate(row)
        if not is_blank(x)
    }
    return min(named | filled), max(named | {c for c in filled if c < max(wide, default=0)})


def _names(sheet, header_rows, left, right, block):
    """Return unique names of the columns, and why any of them was made."""
    names = sheet.names(header_rows, left, right) if header_rows else [""] * (right - left + 1)
    why, seen = [], {}
    for position, name in enumerate(names):
        if not name:
            names[position] = f"kolom_{letters(left + position)}"
        elif name in seen:
            names[position] = f"{name} ({letters(left + position)})"
            why.append(Sentence("reading.why_twice", {"header": name, "cell": letters(left + position)}))
        seen[names[position]] = position
    while (
        len(names) > 1
        and names[-1] == f"kolom_{letters(left + len(names) - 1)}"
        and not _has_data(block, left + len(names) - 1)
    ):
        names.pop()
    return names, why


def _has_data(block, column):
    return any(
        column < len(block.sheet.rows[row]) and not is_blank(block.sheet.rows[row][column]) for row in block.rows
    )


def _headerless(sheet, file, decimal):
    """Return the one table of a sheet whose first row is already data, with its columns named by letter."""
    rows = [row for row, count in enumerate(sheet.filled) if count > 1]
    if len(rows) < 2:
        return []
    right = max(column for row in rows for column in sheet.covered(row))
    block = Block(sheet, rows[0], len(sheet.rows), 0, right)
    if not block.numeric:
        return []
    names = [f"kolom_{letters(column)}" for column in range(right + 1)]
    title = " ".join(_texts(sheet, row) for row in _title_rows(sheet, 0, rows[0]))
    return [
        Table(file, sheet.grid, title, [], 0, names, block.rows, block.totals, block.blanks, block.aside, block.notes,
              rows[0], block.last, [Sentence("reading.why_no_header")], decimal)
    ]  # fmt: skip


def _texts(sheet, row):
    return " | ".join(headers.text_of(cell) for cell in sheet.rows[row] if not is_blank(cell))


def _span(rows):
    return f"{rows[0] + 1}" if len(rows) == 1 else f"{rows[0] + 1}–{rows[-1] + 1}"
