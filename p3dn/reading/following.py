"""What follows a table: the same header on the next page, the header of another table, or nothing.

A header that is repeated with nothing but a page's number between goes on with the table; numbers that begin anew, a
title of its own, or a total before it make another. A different header is one where labels stand over figures and
under a break, or, among tables of words, under a title of its own.
"""

import itertools
import re

from p3dn.reading import headers
from p3dn.reading.cells import is_figure, mostly_numbers
from p3dn.reading.grid import is_blank
from p3dn.reading.sides import RUNNING
from p3dn.reading.totals import INITIALS, is_total_label, plain

_LOOK_BACK = 100
_LOOK_AHEAD = 5
_PAGE = re.compile(r"^(halaman|hal|lanjutan|sambungan|lembar|page)\b|^\W*\d+\W*$", re.IGNORECASE)
_CARRIED = re.compile(r"\b(halaman|dipindahkan|pindahan)\b")
_TITLE = re.compile(
    r"^(tabel|table|lampiran|daftar|rekap\w*|data|format|formulir|laporan|realisasi|statistik|profil)\b", re.IGNORECASE
)


def next_header(sheet, body, header_rows):
    """Return the row where another table's header begins, or the end of the sheet; and the rows that repeat the own."""
    head, repeats = _bare(sheet.rows[header_rows[0]]), []
    row, last = body + 1, len(sheet.rows) - 1
    while row < last:
        if sheet.rows[row][: len(head)] == head and len(_bare(sheet.rows[row])) == len(head):
            between = _between(sheet, row, body)
            if not _goes_on(sheet, row, header_rows, between, body):
                return row, repeats
            repeats += [*between, *range(row, row + len(header_rows))]
            row += len(header_rows)
            if sheet.is_column_numbers(row):
                repeats.append(row)
        elif sheet.filled[row] > 1 and _after_break(sheet, row) and begins_anew(sheet, body, row):
            return row, repeats
        row += 1
    return len(sheet.rows), repeats


def begins_anew(sheet, body, row):
    """Tell whether a row after a break is the header of another table."""
    if row + 1 == len(sheet.rows) or not sheet.is_header(row) or sheet.filled[row + 1] < 2:
        return False
    above = (_shown(sheet, other) for other in range(body, row) if sheet.filled[other] > 1)
    above = [dict(one) for one in itertools.islice(above, _LOOK_BACK)]
    contrast = any(mostly_numbers(above, column) for column, _ in _shown(sheet, row))
    return (contrast and heads_figures(sheet, row)) or (_titled(sheet, row) and not _is_carried(sheet, row))


def _titled(sheet, row):
    """Tell whether a title stands over a row, set off by a blank above it."""
    titles = list(itertools.takewhile(lambda other: sheet.filled[other] == 1, range(row - 1, 0, -1)))
    if not titles or sheet.filled[titles[-1] - 1]:
        return False
    return bool(_TITLE.match(sheet.text(titles[-1]))) or bool(RUNNING.match(_first_text(sheet, row)))


def is_title(sheet, row):
    """Tell whether the first words of a row are those of a title."""
    return bool(_TITLE.match(_first_text(sheet, row)))


def header_below_title(sheet, row):
    """Return the header that a row of several cells is only the title of, or None: 'Data IKM', 'Kab. X', '2020'."""
    after = range(row + 1, min(row + 1 + _LOOK_AHEAD, len(sheet.rows)))
    below = next((other for other in after if sheet.filled[other] > 1), None)
    if below is None or not is_title(sheet, row) or len(sheet.header_rows(row)) > 1 or not sheet.heads(below):
        return None
    return below if heads_figures(sheet, below, ahead=len(sheet.header_rows(below))) else None


def heads_figures(sheet, row, ahead=_LOOK_AHEAD):
    """Tell whether figures stand below the labels of a row, which they do not below a signature."""
    columns = {column for column, _ in _shown(sheet, row)}
    below = (sheet.rows[other] for other in range(row + 1, min(row + 1 + ahead, len(sheet.rows))))
    return any(
        column < len(cells) and not is_blank(cells[column]) and is_figure(cells[column])
        for cells in below
        for column in columns
    )


def before_title(sheet, body, end):
    """Return where a block may end: before the title rows that belong to the next table."""
    if end == len(sheet.rows):
        return end
    row = end
    while row - 1 > body and (sheet.filled[row - 1] == 1 or (sheet.filled[row - 1] == 0 and row == end)):
        row -= 1
    while row < end and sheet.filled[row] == 0:
        row += 1
    return row


def _bare(row):
    """Return cells without the blank ones at the end."""
    end = len(row)
    while end and is_blank(row[end - 1]):
        end -= 1
    return row[:end]


def _between(sheet, row, body):
    """Return the rows of one text right above a row."""
    rows = itertools.takewhile(lambda other: sheet.filled[other] < 2, range(row - 1, body - 1, -1))
    return sorted(other for other in rows if sheet.filled[other])


def _goes_on(sheet, row, header_rows, between, body):
    """Tell whether a repeated header only heads the next page of the same table."""
    own = {sheet.text(other) for other in range(header_rows[0])}
    if any(sheet.text(other) not in own and not _PAGE.match(sheet.text(other)) for other in between):
        return False
    after = row + len(header_rows)
    before = next((other for other in range(row - 1, body - 1, -1) if sheet.filled[other] > 1), body)
    counts = [_first_count(sheet, other) for other in (before, after)]
    if None not in counts:
        return counts[1] == counts[0] + 1
    if _is_carried(sheet, before):
        return True
    return not is_total_label(_first_text(sheet, before))


def _is_carried(sheet, row):
    return bool(_CARRIED.search(plain(_first_text(sheet, row))))


def _first_count(sheet, row):
    """Return the running number that a row begins with, or None."""
    if row >= len(sheet.rows) or not sheet.filled[row]:
        return None
    text = headers.text_of(next(cell for cell in sheet.rows[row] if not is_blank(cell))).rstrip(".")
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _first_text(sheet, row):
    return next((headers.text_of(cell) for cell in sheet.rows[row] if not is_blank(cell)), "")


def _shown(sheet, row):
    return [(column, headers.text_of(cell)) for column, cell in enumerate(sheet.rows[row]) if not is_blank(cell)]


def _after_break(sheet, row):
    """Tell whether the row above is blank, a title, or a stated total."""
    if sheet.filled[row - 1] <= 1:
        return True
    first = next(itertools.filterfalse(is_blank, sheet.rows[row - 1]), "")
    return isinstance(first, str) and first.lstrip()[:1] in INITIALS and is_total_label(first)
