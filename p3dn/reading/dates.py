"""Dates and periods as Indonesian offices write them.

A date is a day; '2019/2020', 'TA 2020', 'Semester I 2021' or 'Mei 2019' are periods and stay text, because
turning them into a day invents one. Day comes before month, as in Indonesia, unless the column of a text shows
the other order; where both could be the month, that is counted and told.
"""

import datetime
import re

import pandas as pd

_MONTHS = (
    ("januari", "january", "jan"), ("februari", "february", "pebruari", "feb", "peb"), ("maret", "march", "mar"),
    ("april", "apr"), ("mei", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
    ("agustus", "august", "agust", "agst", "agu", "agt", "ags", "aug"), ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"), ("desember", "december", "des", "dec"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[t ].*)?$")
_SLASH = re.compile(r"^(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})(?: .*)?$")
_LONG = re.compile(rf"^(?:[a-z']+,\s*)?(?P<d>\d{{1,2}})[\s-]+(?P<m>{_NAMES})\.?[\s-]+(?P<y>\d{{4}})$")
_NAME_FIRST = re.compile(rf"^(?P<m>{_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:,\s*|\s+)(?P<y>\d{{4}})$")
_COMPACT = re.compile(r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$")
_IN_TEXT = re.compile(rf"\b(\d{{1,2}}\s+(?:{_NAMES})\s+\d{{4}})\b")
_YEAR = re.compile(r"^(?:ta|tahun|thn|th)?\.?\s*((?:19|20)\d{2})\s*(?:\.0)?\**\)?$")


_SEMESTER = r"(?:semester|smt|sem)\.?\s*(?:i{1,2}|[12])"
_QUARTER = r"(?:triwulan|tri wulan|tw|trw|kuartal|q)\.?\s*(?:i{1,3}|iv|[1-4])"
_WITH_YEAR = r"(?:[\s,/-]*(?:(?:tahun|thn|ta)\.?\s*)?(?:19|20)\d{2})?\s*\**\)?"
_PERIODS = {
    "year": _YEAR,
    "semester": re.compile(_SEMESTER + _WITH_YEAR + "$"),
    "quarter": re.compile(_QUARTER + _WITH_YEAR + "$"),
    "month": re.compile(
        rf"(?:bulan\s+)?(?:{_NAMES})\.?[\s/'-]*(?:(?:19|20)?\d{{2}})?\s*\**\)?$|(?:19|20)\d{{2}}-(?:0[1-9]|1[0-2])$"
    ),
    "years": re.compile(
        r"(?:ta|tahun|thn|th)?\.?\s*(?:19|20)\d{2}\s*(?:/|-|–|s/d|s\.d\.)\s*(?:(?:19|20)\d{2}|\d{2})\s*\**\)?$"
    ),
    "day": _ISO,
}


def parse(text, *, month_first=False, compact=False):
    """Return the date of one text, or None when it is no date.

    A year of two digits is read as one of 1950 to 2049; eight digits ('20240619') are a date only where a date is
    known to stand (`compact`).

    >>> parse("17 Agust 2019"), parse("2024-06-19T00:00:00Z"), parse("03/04/2019")
    (datetime.date(2019, 8, 17), datetime.date(2024, 6, 19), datetime.date(2019, 4, 3))
    >>> parse("03/04/2019", month_first=True), parse("1/2/98")
    (datetime.date(2019, 3, 4), datetime.date(1998, 2, 1))
    >>> parse("Mei 2019"), parse("2019/2020")
    (None, None)
    """
    folded = " ".join(str(text).casefold().replace("`", "'").split())
    for pattern in (_ISO, _SLASH, _LONG, _NAME_FIRST, *([_COMPACT] if compact else [])):
        if found := pattern.match(folded):
            day, month = found["d"], found["m"] if found["m"].isdigit() else MONTHS[found["m"]]
            if month_first and pattern is _SLASH:
                day, month = month, day
            year = int(found["y"]) + (0 if len(found["y"]) == 4 else 2000 if int(found["y"]) < 50 else 1900)
            try:
                return datetime.date(year, int(month), int(day))
            except ValueError:
                return None
    return None


def is_ambiguous(text):
    """Tell whether day and month of a text could change places.

    >>> is_ambiguous("03/04/2019"), is_ambiguous("13/04/2019"), is_ambiguous("2019-04-03")
    (True, False, False)
    """
    return order(text) == "?"


def order(text):
    """Return which of day and month a text shows to stand first: ``"d"``, ``"m"``, ``"?"`` for either, or None.

    >>> order("13/04/2019"), order("04/13/2019"), order("03/04/2019"), order("04/04/2019"), order("2019-04-03")
    ('d', 'm', '?', None, None)
    """
    found = _SLASH.match(" ".join(str(text).split()))
    if not found:
        return None
    first, second = int(found["d"]), int(found["m"])
    if first <= 12 and second <= 12:
        return "?" if first != second else None
    return "d" if second <= 12 else "m" if first <= 12 else None


def period_kind(value):
    """Return what kind of period a text names, or an empty text; kinds do not belong on one axis.

    >>> [period_kind(text) for text in ("TA 2020", "2019/2020", "Semester I 2021", "TW II", "2020-04", "CV 2020")]
    ['year', 'years', 'semester', 'quarter', 'month', '']
    """
    folded = " ".join(str(value).casefold().split())
    return next((name for name, pattern in _PERIODS.items() if pattern.match(folded)), "")


def period(value):
    """Return the one spelling of a period: a year as four digits, anything else as it is written.

    >>> period(2019.0), period("2019*)"), period("TA 2020"), period("Mei 2019")
    ('2019', '2019', '2020', 'Mei 2019')
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    text = " ".join(str(value).split())
    found = _YEAR.match(text.casefold())
    return found.group(1) if found else text


def in_text(text):
    """Return the last date written out in a longer text, such as a title, or None.

    >>> in_text("Keadaan per 31 Desember 2025")
    datetime.date(2025, 12, 31)
    """
    found = _IN_TEXT.findall(str(text).casefold())
    return parse(found[-1]) if found else None


def year_in_text(text):
    """Return the last year named in a text as four digits, or None.

    >>> year_in_text("Impor HS 2 Digit Tahun 2020")
    '2020'
    """
    found = re.findall(r"\b((?:19|20)\d{2})\b", str(text))
    return found[-1] if found else None


def to_series(values):
    """Return a datetime column (days) of a list of dates and None."""
    return pd.Series(pd.to_datetime(pd.Series(values, dtype=object), errors="coerce")).astype("datetime64[s]")
