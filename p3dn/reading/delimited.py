"""Delimited text: which dialect a file speaks, and its rows.

The delimiter and the way quotes are escaped are those under which the rows agree best in width. Then what real
exports do wrong is mended where only one reading is possible, and told: a quote that is never closed is a letter of its
line, and rows that stand whole in one quoted cell are taken apart. A line with more cells than the header is set aside,
since nobody can tell which of its cells is the stray one. Rows count as in Excel: a line break inside quotes begins no
new row, and a first line ``sep=;`` is none.
"""

import csv
import io
import itertools
import re
from collections import Counter

from p3dn.errors import P3DNError
from p3dn.reading import encodings, numerals, prose
from p3dn.reading.grid import Grid

_DELIMITERS = ",;\t|"
_SAMPLE = 256 * 1024
_SAID = re.compile(r'\A"?sep=(.)"?\r?\n?', re.IGNORECASE)
_MOSTLY = 0.8


def grids(source):
    """Return the one grid of a text file and what was noticed.

    Raises
    ------
    P3DNError
        ``text-wide`` when all rows have more cells than the header, ``text-quotes`` when quotes are beyond mending.
    """
    text, notes = encodings.decode(source.path.read_bytes())
    rows, slips = _rows(text, source.name)
    if slips:
        notes.append(("text-quote", {"count": len(slips), "lines": [str(line) for line in slips[:5]]}))
    unwrapped = _unwrapped(rows)
    if unwrapped:
        rows, count = unwrapped
        notes.append(("text-wrapped", {"count": count}))
    ragged = _ragged(rows, source.name)
    return [Grid(source.path.stem, rows, ragged=ragged)], notes


def _rows(text, name):
    csv.field_size_limit(2**31 - 1)
    said = _SAID.match(text)
    lines = list(io.StringIO(text[said.end() :] if said else text, newline=""))
    delimiter, escape = (said[1], None) if said and said[1] not in '"\r\n' else _dialect(lines)
    rows, slips = _split(lines, delimiter, escape)
    if rows is None:
        raise P3DNError("text-quotes", file=name, line=slips[0])
    return prose.rejoined(rows, delimiter), slips


def _dialect(lines):
    """Return the delimiter and the escape under which the rows of the first lines agree best."""
    sizes = itertools.accumulate(map(len, lines))
    sample = lines[: max(sum(1 for _ in itertools.takewhile(lambda size: size < _SAMPLE, sizes)), 1)]
    text = "".join(sample)
    dialects = [(mark, escape) for escape in (None, "\\") for mark in _DELIMITERS
                if mark in text and (escape is None or escape in text)]  # fmt: skip
    return max(dialects, key=lambda dialect: _agreement(*_split(sample, *dialect)), default=(",", None))


def _split(lines, delimiter, escape):
    """Return rows and the lines whose quotes were no quotes; no rows where nearly every line is such."""
    options = {"delimiter": delimiter, "escapechar": escape, "doublequote": escape is None}
    rows, slips, start, read = [], [], 0, 0
    while start < len(lines):
        reader = csv.reader(itertools.islice(lines, start, None), strict=True, **options)
        good = 0
        try:
            for row in reader:
                rows.append(row)
                good = reader.line_num
            break
        except csv.Error:
            read += reader.line_num
            start += good
            slips.append(start + 1)
            rows.append(_bare(lines[start], options))
            start += 1
        if read > 20 * len(lines):
            return None, slips
    return rows, slips


def _bare(line, options):
    """Return the cells of one line whose quotes are broken: as far as they close, else as letters."""
    line = line.rstrip("\r\n")
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            rows = list(csv.reader([line, "\n", "x"], quoting=quoting, **options))
        except csv.Error:
            continue
        if rows[-1] == ["x"]:
            return rows[0] if quoting == csv.QUOTE_MINIMAL else [cell.strip('"') for cell in rows[0]]
    return [line]


def _agreement(rows, slips):
    """Return how well rows agree: the share of rows of the commonest width above one, sound quotes, then the width."""
    widths = _widths(rows or [])
    wide = [(count / widths.total(), -len(slips), width) for width, count in widths.items() if width > 1]
    return max(wide, default=(0, -len(slips), 0))


def _widths(rows):
    return Counter(len(row) for row in rows if any(cell.strip() for cell in row))


def _unwrapped(rows):
    """Return the rows with those taken apart that stand whole in their first cell, and their number; or None."""
    alone = [at for at, row in enumerate(rows) if row and row[0].strip() and not any(row[1:])]
    filled = [at for at, row in enumerate(rows) if any(row)]
    if len(alone) < 2 or len(alone) < _MOSTLY * (len(filled) - 1):
        return None
    header = max((sum(map(bool, rows[at])) for at in filled if at not in set(alone)), default=0)
    for delimiter in _DELIMITERS:
        inner = {at: next(csv.reader([rows[at][0]], delimiter=delimiter), []) for at in alone}
        widths = Counter(map(len, inner.values()))
        width, count = widths.most_common(1)[0]
        if width > 1 and (width == header if header > 1 else count == len(alone)) and count >= _MOSTLY * len(alone):
            return [inner.get(at, row) for at, row in enumerate(rows)], len(alone)
    return None


def _ragged(rows, name):
    """Return the rows with cells beyond the commonest width; where all rows have, the header is at fault."""
    if len({len(row) for row in rows if row}) < 2:
        return frozenset()
    widths = Counter(map(_filled_width, rows))
    del widths[0]
    usual = max((count, width) for width, count in widths.items())[1] if widths else 0
    first = next((at for at, row in enumerate(rows) if any(row)), 0)
    header = _filled_width(rows[first]) if rows else 0
    rest = [at for at in range(first + 1, len(rows)) if any(rows[at])]
    if 1 < header < usual and rest and all(_filled_width(rows[at]) == usual for at in rest):
        if any(map(numerals.is_numeral, filter(None, rows[rest[0]]))):
            raise P3DNError("text-wide", file=name, row=rest[0] + 1, cells=usual, header=header)
        return frozenset()
    widest = max(len(row) for row in rows[first:]) if rows else 0
    common = sum(count for width, count in widths.items() if width > usual) <= (1 - _MOSTLY) * widths.total()
    if widest == usual or usual < 3 or not common:
        return frozenset()
    return frozenset(at for at, row in enumerate(rows) if _filled_width(row) > usual)


def _filled_width(row):
    """Return the number of cells up to the last one that is filled."""
    for width in range(len(row), 0, -1):
        if row[width - 1].strip():
            return width
    return 0
