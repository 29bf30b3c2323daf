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
    figures = types[int] + types[float]
    others = len(found) - figures - types[str]
    texts = Counter([cell for cell in found if type(cell) is str]) if types[str] else {}
    for text, count in texts.items():
        if _is_numeral(text_of(text)):
            figures += count
        elif text_of(text).casefold() not in numerals.MISSING:
            others += count
            if 10 * others > 3 * len(found):  # whatever the rest is
                return False
    return figures > 0 and figures >= 0.7 * (figures + others)


_is_numeral = functools.lru_cache(maxsize=65536)(numerals.is_numeral)  # the same texts are asked about again and again


def count_of(cell):
    """Return a plain whole number, as running numbers are written, or None."""
    if type(cell) is float:
        return int(cell) if 0 <= cell < 1e7 and cell.is_integer() else None
    text = text_of(cell).rstrip(".")
    return int(text) if text.isdecimal() and len(text) < 8 else None


def is_figure(cell):
    """Tell whether a cell is a number, or a text that reads as one."""
    return type(cell) in (int, float) or _is_numeral(text_of(cell))
