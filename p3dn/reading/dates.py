"""Dates and periods as Indonesian offices write them.

A date is a day; '2019/2020', 'TA 2020', 'Semester I 2021' or 'Mei 2019' are periods and stay text, because
turning them into a day invents one. Day comes before month, as in Indonesia; where both could be the
month, that is counted and told.
"""

import datetime
import re

import pandas as pd

_MONTHS = (
    ("januari", "january", "jan"), ("februari", "february", "pebruari", "feb", "peb"), ("maret", "march", "mar"),
    ("april", "apr"), ("mei", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
    ("agustus", "august", "agust", "agu", "agt", "ags", "aug"), ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"), ("desember", "december", "des", "dec"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[t ].*)?$")
_SLASH = re.compile(r"^(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})(?: .*)?$")
_LONG = re.compile(rf"^(?:[a-z']+,\s*)?(?P<d>\d{{1,2}})[\s-]+(?P<m>{_NAMES})\.?[\s-]+(?P<y>\d{{4}})$")
_IN_TEXT = re.compile(rf"\b(\d{{1,2}}\s+(?:{_NAMES})\s+\d{{4}})\b")
_YEAR = re.compile(r"^(?:ta|tahun|thn|th)?\.?\s*((?:19|20)\d{2})\s*(?:\.0)?\**\)?$")


def parse(text):
    """Return the date of one text, or None when it is no date.

    >>> parse("17 Agust 2019"), parse("2024-06-19T00:00:00Z"), parse("03/04/2019")
    (datetime.date(2019, 8, 17), datetime.date(2024, 6, 19), datetime.date(2019, 4, 3))
    >>> parse("Mei 2019"), parse("2019/2020")
    (None, None)
    """
    folded = " ".join(str(text).casefold().replace("`", "'").split())
    for pattern in (_ISO, _SLASH, _LONG):
        if found := pattern.match(folded):
            month = found["m"] if found["m"].isdigit() else MONTHS[found["m"]]
            year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
            try:
                return datetime.date(year, int(month), int(found["d"]))
            except ValueError:
                return None
    return None


def is_ambiguous(text):
    """Tell whether day and month of a text could change places.

    >>> is_ambiguous("03/04/2019"), is_ambiguous("13/04/2019"), is_ambiguous("2019-04-03")
    (True, False, False)
    """
    found = _SLASH.match(" ".join(str(text).split()))
    return bool(found) and int(found["d"]) <= 12 and int(found["m"]) <= 12 and found["d"] != found["m"]


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
