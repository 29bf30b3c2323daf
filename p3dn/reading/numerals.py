"""Numbers written as text, read by whole columns and never by cell.

'1.234' is a thousand and something to an Indonesian and one and a bit to a program. One cell cannot tell;
the column usually can: '1.234.567' or '12,5' elsewhere in it shows that the full stop groups thousands. So
every numeral of a column votes, the style is decided once, and where nothing decides, the caller is told and
the column stays text. What does not fit the style that was decided is no number, rather than another one.

A text that is nearly a number is told from one that is none: a bound ('> 100'), a span ('20-25') and a number
whose digits are lost ('3,27301E+15') have no value of their own, and are set aside under their names.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import NamedTuple

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
MONEY_SCALE = {"m": 1e9, "mlr": 1e9, "mld": 1e9, "t": 1e12}  # letters that mean metres or tonnes where no 'Rp' stands
_ABOUT = r"±|\+/-|~|≈|lk\.?|l/k|k\.?l\.?|sekitar|kurang lebih|kira-kira|\+-"
_SCALES = "ribu|rb|juta|jt|miliar|milyar|triliun"
_NUMERAL = re.compile(
    rf"^(?P<open>\()?\s*(?P<about>{_ABOUT})?\s*(?P<sign>[-+])?\s*(?:(?P<rupiah>rp\.?|idr)|(?P<dollar>us ?\$|usd|\$))?"
    rf"\s*(?P<minus>-)?\s*(?P<digits>\d(?:[\d.,' ]*\d)?)(?:\s*[.,]-?)?\s*(?P<scale>{_SCALES})?"
    r"\s*(?P<percent>%|persen\b)?\s*(?P<unit>[a-z][a-z0-9²³/. ]*)?\s*(?P<close>\))?(?P<tail>-)?"
    r"(?P<star>\s*\*{1,3}\)?)?$",
    re.ASCII,
)
_GROUPED = {mark: rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+" for mark in ".,"}
# What a style lets stand, by its thousands mark; None is the style of a column without any mark.
_VALID = {
    ".": re.compile(rf"(?:{_GROUPED['.']}|\d+)(?:,\d+)?"),
    ",": re.compile(rf"(?:{_GROUPED[',']}|\d+)(?:\.\d+)?"),
    None: re.compile(r"\d+"),
}
# What shows a style by itself: two marks of a kind, both kinds, or a tail that no thousands have.
_SHOWS = {
    ".": re.compile(r"\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+"),
    ",": re.compile(r"\d{1,3}(,\d{3}){2,}|\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|0\.\d+|\d{4,}\.\d+"),
}
_OTHER = {",": ".", ".": ","}
_EITHER = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_BLANKS = re.compile(r"\d{1,3}([ '])\d{3}(?:\1\d{3})*(?:[.,]\d+)?")
_AMOUNT = rf"(?:rp\.?\s*)?\d[\d.,]*(?:\s*(?:{_SCALES})\b)?(?:\s*%)?"
_UNIT = r"(?:\s*(?P<unit>[a-z][a-z0-9²³/. ]*?))?"
_TO = r"\s*(?:-|–|—|~|s/d|s\.?d\.?|sampai(?: dengan)?|hingga)\s*"
_LIMIT = (
    r"(?:[<>≥≤]=?|=[<>]|(?:lebih|kurang) (?:besar |kecil )?dari|di ?atas|di ?bawah|min(?:imal|imum)?\.?"
    r"|ma(?:x|ks)(?:imal|imum)?\.?|s/d|s\.d\.?|sampai(?: dengan)?|hingga|paling \w+)\s*"
)
_NEARLY = (
    ("bound", re.compile(_LIMIT + _AMOUNT + _UNIT)),
    ("bound", re.compile(rf"{_AMOUNT}{_UNIT}\s*(?:\+|lebih|ke ?atas|-?an)")),
    ("span", re.compile(rf"(?P<low>{_AMOUNT})(?:\s*[a-z]+)?{_TO}(?P<high>{_AMOUNT}){_UNIT}")),
    ("scientific", re.compile(r"[-+]?\d[.,]\d+e\+\d{1,3}(?P<unit>)")),
)
# Minus signs and digits of other scripts in their plain form; marks that have no width are taken out.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2212\u2010\u2011", "-")
    | {chr(first + digit): str(digit) for first in (0x0660, 0x06F0) for digit in range(10)}
    | dict.fromkeys(map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF]))
)


class Part(NamedTuple):
    """What one numeral is made of; `shows` is the thousands mark that it proves, ``"?."`` where it could be both."""

    digits: str
    shows: str
    negative: bool
    scale: float | None
    about: bool
    percent: bool
    unit: str | None
    star: bool


@dataclass(frozen=True)
class Numerals:
    """The numbers of a column's texts: `values` (NaN where a text is none), and how they were read.

    `thousands` is the grouping mark that the column decided on, or None; `basis` says what decided: ``"shown"`` by the
    texts, ``"whole"``, ``"size"`` or ``"said"``; `agree` and `against` count the texts with a mark that fit and do not.
    `problem` is None, ``"ambiguous"`` or ``"mixed"`` with the texts that show it in `witnesses`, how often each stands
    in `counts`; `about` marks approximate figures; `unit` is the word after the number; `percent` marks a percent
    sign, `scaled` a word such as 'juta' that already gives the scale.
    """

    values: pd.Series
    thousands: str | None
    basis: str | None
    problem: str | None
    witnesses: tuple
    counts: tuple
    agree: int
    against: int
    about: pd.Series
    unit: pd.Series
    percent: pd.Series
    scaled: pd.Series


def counted_in(unit):
    """Return the one spelling of the unit that stands with a number; a currency is spelt so already."""
    return unit if unit in ("US$", "rupiah") else units.fold(unit)


def plain(text):
    """Return a text in plain, small letters: full-width digits, odd blanks and minus signs made ordinary.

    >>> plain("\uff11\uff12\u00a0\uff13\uff14"), plain("\u22125")
    ('12 34', '-5')
    """
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join(normal.split()).casefold()


@functools.lru_cache(maxsize=65536)  # a sheet repeats its texts, and several steps ask about them
def part(text):
    """Return the `Part` of one text, or None where it is no number; a word after the number must be a unit."""
    if text.isascii() and text.isdigit():
        return Part(text, "", False, None, False, False, None, False)  # noqa: FBT003 - the fields in their order
    found = _NUMERAL.match(plain(text))
    if found is None:
        return None
    digits, unit = found["digits"], found["unit"]
    unit = unit.strip() if unit else None
    money = MONEY_SCALE.get(unit) if found["rupiah"] and not found["scale"] else None
    unit = None if money else unit
    if (unit and not units.is_unit(unit)) or (("'" in digits or " " in digits) and not _BLANKS.fullmatch(digits)):
        return None
    digits = digits.replace(" ", "").replace("'", "")
    negative = found["sign"] == "-" or bool(found["minus"] or found["tail"] or (found["open"] and found["close"]))
    scale = _SCALE[found["scale"]] if found["scale"] else money
    unit = unit or ("rupiah" if found["rupiah"] else "US$" if found["dollar"] else None)
    return Part(
        digits, _shown(digits), negative, scale, bool(found["about"]), bool(found["percent"]), unit, bool(found["star"])
    )


def _shown(digits):
    if digits.isdigit():
        return ""
    if found := _EITHER.fullmatch(digits):
        return "?" + found[1]
    return next((mark for mark, pattern in _SHOWS.items() if pattern.fullmatch(digits)), "!")


def is_numeral(text):
    """Tell whether one text looks like a number, whatever its style; years and codes do too.

    A word after the number must be a unit.

    >>> [is_numeral(text) for text in ("1.234,5", "Rp 5.000,-", "(12)", "25 org", "IKM 017", "L", "3 Roda")]
    [True, True, True, True, False, False, False]
    """
    return part(text) is not None


@functools.lru_cache(maxsize=65536)
def nearly(text):
    """Return what a text that is no number is nearly: ``"bound"``, ``"span"``, ``"scientific"``, or None.

    >>> nearly("> 100"), nearly("20-25 orang"), nearly("3,27301E+15"), nearly("12-A"), nearly("0812-345")
    ('bound', 'span', 'scientific', None, None)
    """
    normal = plain(text)
    for name, pattern in _NEARLY:
        found = pattern.fullmatch(normal)
        if found and (not found["unit"] or units.is_unit(found["unit"])):
            return name if name != "span" or _rises(found["low"], found["high"]) else None
    return None


def _rises(low, high):
    """Tell whether two amounts are the ends of a span: no leading zero, and the second one larger."""
    ends = [re.sub(r"\D", "", end) for end in (low, high)]
    return all(len(end) == 1 or end[0] != "0" for end in ends) and int(ends[0]) < int(ends[1])


def parse(texts, *, whole=False, decimal=None, neighbours=(), counts=None, parts=None):
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
    counts : sequence of int, optional
        How often each text stands in the column, where each is given once.
    parts : list, optional
        The `part` of each text, where it is known.

    >>> parse(pd.Series(["50.955", "1.234.567", "12,5"])).values.tolist()
    [50955.0, 1234567.0, 12.5]
    >>> parse(pd.Series(["1.234"])).problem, parse(pd.Series(["1.234"]), whole=True).values.tolist()
    ('ambiguous', [1234.0])
    >>> parse(pd.Series(["3.200", "1.500"]), neighbours=[2800.0, 450.0, 12000.0]).values.tolist()
    [3200.0, 1500.0]
    >>> parse(pd.Series(["(1.250)", "Rp1,5 miliar", "5-"]), whole=True).values.tolist()
    [-1250.0, 1500000000.0, -5.0]
    """
    parts = [part(text) if isinstance(text, str) else None for text in texts.tolist()] if parts is None else parts
    counts = [1] * len(parts) if counts is None else counts
    votes = _votes(parts, counts)
    thousands, basis, problem, marks = _style(votes, parts, whole, decimal, neighbours)
    valid = _VALID[thousands].fullmatch
    values = [_value(one, thousands) if one and valid(one.digits) else np.nan for one in parts]
    marked = sum(count for count, one in zip(counts, parts, strict=True) if one and one.shows)
    agree = sum(count for count, one in zip(counts, parts, strict=True) if one and one.shows and valid(one.digits))

    def each(of, empty=None, dtype=bool):
        return pd.Series([of(one) if one else empty for one in parts], index=texts.index, dtype=dtype)

    return Numerals(
        pd.Series(values, index=texts.index, dtype=np.float64), thousands, basis, problem,
        tuple(votes[mark][0] for mark in marks), tuple(votes[mark][1] for mark in marks), agree, marked - agree,
        each(lambda one: one.about, empty=False), each(lambda one: one.unit, dtype=object),
        each(lambda one: one.percent, empty=False), each(lambda one: one.scale is not None, empty=False),
    )  # fmt: skip


def _votes(parts, counts):
    """Return, by what a numeral shows, the digits of the first one and how many there are."""
    votes = {}
    for one, count in zip(parts, counts, strict=True):
        if one and one.shows:
            first, before = votes.get(one.shows, (one.digits, 0))
            votes[one.shows] = first, before + count
    return votes


def _style(votes, parts, whole, decimal, neighbours):
    """Return the grouping mark, what decided, the problem, and which votes bear witness."""
    if decimal:
        if decimal not in (",", "."):
            raise P3DNError("decimal-unknown", decimal=decimal)
        return _OTHER[decimal], "said", None, ()
    shown = [mark for mark in ".," if mark in votes]
    other = f"?{_OTHER[shown[0]]}" if shown else ""
    if len(shown) == 2 or (whole and other in votes):
        return None, None, "mixed", (shown[0], shown[1] if len(shown) == 2 else other)
    if shown:
        return shown[0], "shown", None, ()
    either = [mark for mark in ("?.", "?,") if mark in votes]
    if not either:
        return None, None, None, ()
    if len(either) == 1:
        sure = whole and not any(one and one.shows[:1] == "?" and (one.scale or 0) >= 1e9 for one in parts)
        basis = "whole" if sure else "size" if _size_decides(parts, neighbours) else None
        if basis:
            return either[0][1], basis, None, tuple(either)
    return None, None, "ambiguous", tuple(either)


def _size_decides(parts, neighbours):
    """Tell whether the column's plain whole numbers are of the size that grouping gives, and a decimal does not."""
    read = [one for one in parts if one]
    others = np.array([*neighbours, *(float(one.digits) for one in read if not one.shows)], dtype=np.float64)
    others = others[others > 0]
    if len(others) < 3 or (others % 1).any():
        return False
    grouped = [int(re.sub("[.,]", "", one.digits)) for one in read if one.shows[:1] == "?"]
    return bool(abs(np.log10(np.median(grouped)) - np.log10(np.median(others))) < 1.5)


def _value(one, thousands):
    digits = one.digits.replace(thousands, "") if thousands else one.digits
    value = float(digits.replace(",", ".")) * (one.scale or 1.0)
    return -value if one.negative else value


def as_money(found):
    """Return numerals of a column of rupiah, where 'M' and 'T' behind a number are milliards and billions, no units."""
    scale = found.unit.map(MONEY_SCALE)
    return replace(
        found, values=found.values * scale.fillna(1.0).astype(np.float64), unit=found.unit.mask(scale.notna(), None),
        scaled=found.scaled | scale.notna(),
    )  # fmt: skip


def is_ambiguous(cell):
    """Tell whether a cell is a text that is one number or a thousandth of it: '1.234'."""
    one = part(cell) if isinstance(cell, str) else None
    return one is not None and one.shows[:1] == "?"


def of_cell(cell):
    """Return the number of a cell on its own, or None; only for stated totals, which have no column to ask."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str) or not is_numeral(cell):
        return None
    return float(parse(pd.Series([cell], dtype="str"), whole=True).values.iloc[0])
