"""Running numbers that do not run: some left out, some used twice, or a count that begins again.

The column that counts the rows says nothing of a firm, but a number that is missing may be a row that somebody deleted,
and one that stands twice a row that was pasted again. Rows that hold nothing but their number count as well. Where a
section, a total or a repeated header comes between, a count may begin anew.
"""

import itertools

from p3dn.reading.cells import count_of
from p3dn.reading.grid import address
from p3dn.reading.issues import issue

_SHOWN = 5


def issues(table):
    """Yield what needs to be told about the column that counts a table's rows."""
    counts = _counts(table) if table.running is not None else []
    steps = [after - before for (_, before), (_, after) in itertools.pairwise(counts)]
    if 2 * steps.count(1) < len(steps):  # numbers of something else, as of letters
        return
    for code, slips in _slips(counts, _breaks(table, {row for row, _ in counts})).items():
        cells = [address(row, table.running) for row in list(slips)[:_SHOWN]]
        if cells:
            yield issue(table.file, table.sheet, cells[0], code, "warn", count=sum(slips.values()), cells=cells)


def _slips(counts, breaks):
    """Return, by code, the rows at which a count slips, and how many numbers are concerned."""
    missing, twice, anew, seen = {}, {}, {}, set()
    for (above, before), (row, number) in itertools.pairwise([(-1, 0), *counts]):
        if above >= 0 and number <= min(before, 1):
            anew |= {} if any(above < other < row for other in breaks) else {row: 1}
            seen = set()
        elif number in seen:
            twice[row] = 1
        elif above >= 0 and number > before + 1:
            missing[row] = number - before - 1
        seen.add(number)
    return {"numbers-missing": missing, "numbers-twice": twice, "numbers-restart": anew}


def _counts(table):
    """Return row and number of every row that is counted, in order."""
    rows = sorted([*table.rows, *(row for row, code in table.aside_rows if code == "row-sparse")])
    numbered = ((row, count_of(table.cell(row, table.running - table.left))) for row in rows)
    return [(row, number) for row, number in numbered if number is not None]


def _breaks(table, counted):
    return sorted({*table.totals_rows, *(row for row, _ in table.aside_rows)} - counted)
