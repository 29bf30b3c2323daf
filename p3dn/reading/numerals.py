"""Numbers written as text, read by whole columns and never by cell.

'1.234' is a thousand and something to an Indonesian and one and a bit to a program. One cell cannot tell;
the column usually can: '1.234.567' or '12,5' elsewhere in it shows that the full stop groups thousands. So
every numeral of a column votes, the style is decided once, and where nothing decides, the caller is told and
the column stays text.
"""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

from p3dn.errors import P3DNError
from p3dn.reading import units

MISSING = frozenset(
    {"", "-", "–", "—", "--", "n.a.", "n.a", "na", "n/a", "#n/a", "null", "none", "nan", "nil", "…", "...", "..", "*",
     "tad", "t.a.d.", "tidak ada data", "tidak tercatat", "belum didata", "belum ada data", "belum diketahui",
     "tidak diketahui", "tidak didata", "belum tercatat"}
)  # fmt: skip
MISSING_TEXT = frozenset({"", "-", "–", "—", "--", "…", "...", "n.a.", "#n/a"})
_SCALE = {"ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12}
_NUMERAL = re.compile(
    r"^(?P<open>\()?\s*(?P<about>±|\+/-|~|lk\.?|sekitar|kurang lebih|kira-kira)?\s*(?P<sign>[-+])?\s*(?:rp\.?|idr)?"
    r"\s*(?P<minus>-)?\s*(?P<digits>\d(?:[\d.,' ]*\d)?)(?:[.,]-?)?\s*(?P<scale>ribu|rb|juta|jt|miliar|milyar|triliun)?"
    r"\s*(?P<percent>%)?\s*(?P<unit>[a-z][a-z0-9²³/. ]*)?\s*(?P<close>\))?(?P<tail>-)?$",
    re.ASCII,
)
_THOUSANDS = {
    ".": re.compile(r"^\d{1,3}(\.\d{3}){2,}$|^\d{1,3}(\.\d{3})+,\d+$|^\d+,(\d{1,2}|\d{4,})$|^0,\d+$|^\d{4,},\d+$"),
    ",": re.compile(r"^\d{1,3}(,\d{3}){2,}$|^\d{1,3}(,\d{3})+\.\d+$|^\d+\.(\d{1,2}|\d{4,})$|^0\.\d+$|^\d{4,}\.\d+$"),
}
# Minus signs and digits of other scripts in their plain form; marks that have no width are taken out.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2212\u2010\u2011", "-")
    | {chr(first + digit): str(digit) for first in (0x0660, 0x06F0) for digit in range(10)}
    | dict.fromkeys(map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF]))
)
_EITHER = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")


@dataclass(frozen=True)
class Numerals:
    """The numbers of a column's texts: `values` (NaN where a text is none), and how they were read.

    `thousands` is the grouping mark that the column decided on, or None; `problem` is None, ``"ambiguous"`` or
    ``"mixed"`` with the texts that show it in `witnesses`; `about` marks approximate figures; `unit` is the word
    after the number; `percent` marks a percent sign, `scaled` a word such as 'juta' that already gives the scale.
    """

    values: pd.Series
    thousands: str | None
    problem: str | None
    witnesses: tuple
    about: pd.Series
    unit: pd.Series
    percent: pd.Series
    scaled: pd.Series


def clean(texts):
    """Return texts in plain, small letters: full-width digits, odd blanks and minus signs made ordinary.

    >>> clean(pd.Series(["\uff11\uff12\u00a0\uff13\uff14", "\u22125"])).tolist()
    ['12 34', '-5']
    """
    normal = texts.map(lambda text: unicodedata.normalize("NFKC", text).translate(_PLAIN), na_action="ignore")
    return normal.str.replace(r"\s+", " ", regex=True).str.strip().str.casefold()


def is_numeral(text):
    """Tell whether one text looks like a number, whatever its style; years and codes do too.

    A word after the number must be a unit.

    >>> [is_numeral(text) for text in ("1.234,5", "Rp 5.000,-", "(12)", "25 org", "IKM 017", "L", "3 Roda")]
    [True, True, True, True, False, False, False]
    """
    normal = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold().strip()
    found = _NUMERAL.match(normal)
    return bool(found) and (found["unit"] is None or units.is_unit(found["unit"]))


def parse(texts, *, whole=False, decimal=None, neighbours=()):
    """Return the `Numerals` of a column's texts.

    Parameters
    ----------
    texts : pandas.Series of str
        The texts of the column, missing marks already taken out.
    whole : bool
        The figures are counts or rupiah, so that three digits after the only mark are thousands.
    decimal : {",", "."}, optional
        The decimal mark, if it is known; any other is an error, ``decimal-unknown``.
    neighbours : sequence of float
        The true numbers of the same column; where they are whole and of the size that one reading gives and the
        other does not, they decide.

    >>> parse(pd.Series(["50.955", "1.234.567", "12,5"])).values.tolist()
    [50955.0, 1234567.0, 12.5]
    >>> parse(pd.Series(["1.234"])).problem, parse(pd.Series(["1.234"]), whole=True).values.tolist()
    ('ambiguous', [1234.0])
    >>> parse(pd.Series(["3.200", "1.500"]), neighbours=[2800.0, 450.0, 12000.0]).values.tolist()
    [3200.0, 1500.0]
    >>> parse(pd.Series(["(1.250)", "Rp1,5 miliar", "5-"]), whole=True).values.tolist()
    [-1250.0, 1500000000.0, -5.0]
    """
    parts = clean(texts).str.extract(_NUMERAL)
    strange = [isinstance(unit, str) and not units.is_unit(unit) for unit in parts["unit"]]
    parts.loc[np.array(strange, dtype=bool)] = None
    digits = parts["digits"].str.replace("[ ']", "", regex=True)
    thousands, problem, witnesses = _style(digits.dropna(), whole, decimal, neighbours)
    values = _values(digits, thousands)
    negative = parts["sign"].eq("-") | parts["minus"].notna() | parts["tail"].notna()
    negative |= parts["open"].notna() & parts["close"].notna()
    scale = parts["scale"].map(_SCALE).astype(np.float64).fillna(1.0)
    values = values.where(~negative, -values) * scale
    return Numerals(
        values,
        thousands,
        problem,
        witnesses,
        parts["about"].notna(),
        parts["unit"].str.strip(),
        parts["percent"].notna(),
        parts["scale"].notna(),
    )


def _style(digits, whole, decimal, neighbours):
    """Return the grouping mark, the problem and its witnesses."""
    if decimal:
        if decimal not in (",", "."):
            raise P3DNError("decimal-unknown", decimal=decimal)
        return {",": ".", ".": ","}[decimal], None, ()
    shown = {mark: digits[digits.str.match(pattern)] for mark, pattern in _THOUSANDS.items()}
    if len(shown["."]) and len(shown[","]):
        return None, "mixed", (shown["."].iloc[0], shown[","].iloc[0])
    for mark, found in shown.items():
        if len(found):
            return mark, None, ()
    either = digits[digits.str.match(_EITHER)]
    if either.empty:
        return None, None, ()
    marks = set(either.str.replace(r"\d", "", regex=True))
    if len(marks) == 1 and (whole or _size_decides(digits, either, neighbours)):
        return marks.pop(), None, (either.iloc[0],)
    return None, "ambiguous", (either.iloc[0],)


def _size_decides(digits, either, neighbours):
    """Tell whether the column's plain whole numbers are of the size that grouping gives, and a decimal does not."""
    plain = pd.to_numeric(digits[digits.str.fullmatch(r"\d+")])
    others = pd.Series([*neighbours, *plain], dtype=np.float64)
    others = others[others > 0]
    if len(others) < 3 or (others % 1).any():
        return False
    grouped = np.log10(pd.to_numeric(either.str.replace("[.,]", "", regex=True)).median())
    return bool(abs(grouped - np.log10(others.median())) < 1.5)


def _values(digits, thousands):
    if thousands:
        digits = digits.str.replace(thousands, "", regex=False)
    return pd.to_numeric(digits.str.replace(",", ".", regex=False), errors="coerce").astype(np.float64)


def of_cell(cell):
    """Return the number of a cell on its own, or None; only for stated totals, which have no column to ask."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str) or not is_numeral(cell):
        return None
    return float(parse(pd.Series([cell], dtype="str"), whole=True).values.iloc[0])
