"""What a single cell may be: a figure, a running number, one figure among others of its column.

These questions are asked of every cell of a sheet, so they must be cheap: a number is told by its type, and a text that
was asked about before is not looked at again.
"""

import functools
from collections import Counter

from p3dn.reading import numerals
from p3dn.reading.headers import text_of


def mostly_numbers(rows, column):
    """Tell whether most of what rows hold in a column are numbers; rows are ``{column: cell}``."""
    found = [row[column] for row in rows if column in row]
    types = Counter(map(type, found))
    plain = types[int] + types[float]
    others = Counter([cell for cell in found if type(cell) is str]) if types[str] else {}
    marks = {text: count for text, count in others.items() if text_of(text).casefold() not in numerals.MISSING}
    figures = plain + sum(count for text, count in marks.items() if _is_numeral(text_of(text)))
    rest = len(found) - plain - types[str]
    return figures > 0 and figures >= 0.7 * (plain + rest + sum(marks.values()))


_is_numeral = functools.lru_cache(maxsize=65536)(numerals.is_numeral)  # the same texts are asked about again and again


def count_of(cell):
    """Return a plain whole number, as running numbers are written, or None."""
    text = text_of(cell).rstrip(".")
    return int(text) if text.isdecimal() and len(text) < 8 else None


def is_figure(cell):
    """Tell whether a cell is a number, or a text that reads as one."""
    return type(cell) in (int, float) or _is_numeral(text_of(cell))
