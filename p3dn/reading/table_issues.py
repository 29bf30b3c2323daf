"""What needs to be told about a table: its header, its cells, its totals, and its columns.

A finding that could change a figure asks a person and names the argument that answers it; one that is only good to know
is told. Texts of cells are masked where they hold long numbers, which may be a person's.
"""

import re

from p3dn.reading import numbering, numerals, regions
from p3dn.reading.grid import address, is_blank, letters
from p3dn.reading.issues import issue

_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){11,}")
_ASKS = frozenset(
    {"number-ambiguous", "number-mixed", "share-mixed", "code-number", "unit-in-cells", "date-mixed", "date-swapped"}
    | {"unit-foreign"}
)
_INFO = frozenset({"code-version", "code-levels", "period-provisional"})
_SHOWN = 5


def check_issues(table):
    """Return the stated totals that disagree with the rows, as rows of an issue frame."""
    return differing(table.file, table.sheet, table.checks)


def differing(file, sheet, checks):
    """Return the checks of a sheet that do not agree, as rows of an issue frame."""
    wrong = checks[~checks["agrees"].astype(bool)]
    return [
        issue(file, sheet, check.cell, "total-differs", "ask", label=check.label, header=check.header,
              stated=check.stated, computed=check.computed, difference=check.stated - check.computed)
        for check in wrong.itertuples()
    ]  # fmt: skip


def header_issues(table):
    """Yield what needs to be told about headers, structure, error cells and hidden rows."""
    for position, name in enumerate(table.names):
        unnamed = name.startswith("kolom_") and name == f"kolom_{letters(table.left + position)}"
        if unnamed and table.header_rows and _has_data(table, position):
            cell = address(table.header_rows[-1], table.left + position)
            yield issue(table.file, table.sheet, cell, "header-blank", "ask", name=name)
    yield from _twice(table)
    if not table.header_rows:
        yield issue(table.file, table.sheet, table.range, "header-none", "warn")
    if not table.rows:
        yield issue(table.file, table.sheet, table.range, "table-no-rows", "ask")
    for code, extra in table.asks:
        yield issue(table.file, table.sheet, table.range, code, "ask", **extra)
    yield from numbering.issues(table)
    yield from _labels_above(table)
    yield from regions.issues(table)
    yield from _cell_issues(table)


def _has_data(table, position):
    return any(not is_blank(cell) for cell in table.cells(position))


def _twice(table):
    """Yield headers that are used more than once, with their cells; letters tell the columns apart."""
    for position, name in enumerate(table.names):
        if not (table.header_rows and name.endswith(")")):
            continue
        mark = f" ({letters(table.left + position)})"
        if not name.endswith(mark):
            continue
        bare, row = name.removesuffix(mark), table.header_rows[-1]
        same = [at for at, other in enumerate(table.names) if other.casefold() == bare.casefold()]
        cells = [address(row, table.left + at) for at in (*same, position)]
        if same and not _is_one_cell(table, row, same[-1], position):
            yield issue(table.file, table.sheet, cells[-1], "header-twice", "warn", header=bare, name=name, cells=cells)


def _is_one_cell(table, row, first, last):
    """Tell whether one header cell is merged over two columns, as a title over codes and names is."""
    first, last = table.left + first, table.left + last
    merges = table.grid.merges or ()
    return any(top <= row <= bottom and left <= first and last <= right for top, left, bottom, right in merges)


def _labels_above(table):
    """Yield a first column of labels that are written once for several rows, without a merge."""
    position = 1 if table.running == table.left and len(table.names) > 1 else 0
    cells = table.cells(position)
    blank = [is_blank(cell) for cell in cells]
    texts = [cell for cell in cells if not is_blank(cell)]
    if (
        len(texts) < 2
        or blank[0]
        or sum(blank) < len(texts)
        or any(numerals.of_cell(cell) is not None for cell in texts)
    ):
        return
    if len(table.names) - position > 2 and len(set(map(str, texts))) == len(texts):
        cell = address(table.rows[0], table.left + position)
        extra = {"header": table.names[position], "count": sum(blank)}
        yield issue(table.file, table.sheet, cell, "labels-blank", "warn", **extra)


def _cell_issues(table):
    errors = {}
    for (row, column), text in table.grid.errors.items():
        if table.holds(row, column):
            errors.setdefault((column, text), []).append(address(row, column))
    for (_, text), cells in errors.items():
        extra = {"text": text, "shown": text, "count": len(cells), "cells": cells[:_SHOWN]}
        yield issue(table.file, table.sheet, cells[0], "cell-error", "warn", **extra)
    for code, severity, cells in (
        ("formula-empty", "ask", table.grid.uncomputed),
        ("formula-linked", "warn", table.grid.linked),
    ):
        inside = [address(*cell) for cell in cells if table.holds(*cell)]
        if inside:
            extra = {"count": len(inside), "cells": inside[:5]}
            yield issue(table.file, table.sheet, inside[0], code, severity, **extra)
    yield from _merged_across(table)
    hidden = len(set(table.rows) & table.grid.hidden_rows)
    if hidden:
        yield issue(table.file, table.sheet, table.range, "rows-hidden", "warn", count=hidden)
    unseen = [letters(at) for at in range(table.left, table.right + 1) if at in table.grid.hidden_columns]
    if unseen:
        extra = {"count": len(unseen), "columns": unseen[:5]}
        yield issue(table.file, table.sheet, table.range, "columns-hidden", "warn", **extra)


def _merged_across(table):
    """Yield that cells of records are merged over a column in which other records have a value."""
    rows, inside = set(table.rows), []
    for top, left, _, right in table.grid.merges or ():
        if right > left and top in rows and table.holds(top, left) and right <= table.right:
            covered = (table.cells(column - table.left) for column in range(left + 1, right + 1))
            inside += [address(top, left)] if any(not is_blank(cell) for cells in covered for cell in cells) else []
    if inside:
        extra = {"count": len(inside), "cells": inside[:5]}
        yield issue(table.file, table.sheet, inside[0], "cells-merged", "warn", **extra)


def column_issues(table, position, field=None):
    """Return the issues of one typed column as rows of an issue frame; `field` is what a record kind calls it."""
    found = []
    for code, at, extra in table.column(position).issues:
        shown, column = {key: _masked(value) for key, value in extra.items()}, table.left + position
        shown |= {"field": field} if field else {}
        rows = shown.pop("at", [] if at is None else [at])
        row = table.rows[rows[0]] if rows else (table.header_rows or [table.first])[-1]
        if at is None and rows:
            shown["cells"] = [address(table.rows[one], column) for one in rows[:_SHOWN]]
        severity = "ask" if code in _ASKS else "info" if code in _INFO else "warn"
        found.append(issue(table.file, table.sheet, address(row, column), code, severity, **shown))
    return found


def _masked(value):
    """Return a text without long numbers, which may be a person's, as in a signature that was read as a row."""
    return _LONG_NUMBER.sub("…", value) if isinstance(value, str) else value
