"""Lines of prose in delimited text: a title or a note that holds the delimiter and was cut at it.

'Data IKM, Kabupaten X, 2020' above a table looks like its header, and 'Sumber: BPS, diolah, 2021' below it like a
record. Whoever writes prose puts a blank after each comma, and a program that writes a table puts none; so where the
table itself has no such blanks, a line that has them all is prose, and becomes one cell again.

At the top it must stand above a row of labels; at the bottom it must begin as a note does, tell a date, or be of
another width than the table. A header or a record that was typed by hand stays what it is.
"""

import itertools
import re
from collections import Counter

from p3dn.reading import dates, numerals

NOTE = re.compile(r"^\W*(sumber|catatan|keterangan|ket|note|source|mengetahui|terbilang)\b", re.IGNORECASE)
_EDGE = 30  # rows from the top and from the bottom in which prose is looked for


def rejoined(rows, delimiter):
    """Return rows with the prose above and below the table in one cell each.

    >>> rejoined([["IKM", " Kab. X"], ["Nama", "TK"], ["A", "1"], ["Sumber: BPS", " diolah"]], ",")
    [['IKM, Kab. X'], ['Nama', 'TK'], ['A', '1'], ['Sumber: BPS, diolah']]
    """
    spoken = [at for at, row in enumerate(rows[:_EDGE]) if _is_prose(row)]
    ends = [at for at in range(max(len(rows) - _EDGE, 0), len(rows)) if _is_prose(rows[at])]
    if not (spoken or ends):
        return rows
    top, bottom = _above(rows, spoken), _below(rows, ends)
    if not (top or bottom) or any(_has_blank(row) for at, row in enumerate(rows) if at not in {*top, *bottom}):
        return rows
    return [[_line(row, delimiter)] if at in {*top, *bottom} else row for at, row in enumerate(rows)]


def _line(row, delimiter):
    return delimiter.join(row).rstrip(delimiter + " ")


def _is_prose(row):
    """Tell whether every filled cell but the first begins with a blank, and is no number of a padded column."""
    rest = [cell for cell in row[1:] if cell.strip()]
    return bool(rest) and bool(row[0].strip()) and all(cell[0] == " " != cell[1:2] for cell in rest)


def _has_blank(row):
    """Tell whether a row has a cell that begins with a blank, as those of a table typed by hand have."""
    return any(cell[:1] == " " and cell.strip() for cell in row[1:])


def _filled(row):
    return sum(bool(cell.strip()) for cell in row)


def _above(rows, spoken):
    """Return the lines of prose above the first row of labels that has figures somewhere below it."""
    first = next((at for at, row in enumerate(rows) if _filled(row) > 1 and at not in set(spoken)), None)
    if first is None or _has_figures(rows[first]):
        return []
    below = itertools.islice(rows, first + 1, first + 1 + _EDGE)
    return [at for at in spoken if at < first] if any(map(_has_figures, below)) else []


def _has_figures(row):
    return any(map(numerals.is_numeral, filter(None, map(str.strip, row))))


def _below(rows, ends):
    """Return the lines of prose below the last row of the table."""
    usual = Counter(map(_filled, rows)).most_common(1)[0][0]
    last = next((at for at in range(len(rows) - 1, -1, -1) if _filled(rows[at]) > 1 and at not in set(ends)), 0)
    return [
        at
        for at in ends
        if at > last and (NOTE.match(rows[at][0]) or dates.in_text(" ".join(rows[at])) or _filled(rows[at]) != usual)
    ]
