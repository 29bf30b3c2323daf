"""Columns of days and of periods.

Day before month is the custom in Indonesia, but an export may write the month first: a day above 12 in one place shows
it for the whole column. Where both orders are shown, what could be either is not read. Excel counts days from 1900
and believes in 29 February 1900, so small numbers in a column of dates are slips, not days.
"""

import datetime
import re

import numpy as np
import pandas as pd

from p3dn.reading import dates, numerals
from p3dn.reading.column import Column, word
from p3dn.words import Sentence

_FIRST, _LAST = 10_000, 80_000  # days of Excel that are read as dates: from 1927 to 2119
_EPOCH = datetime.date(1899, 12, 30)
_SWAPPED = 5  # days up to 12 in a row that are no chance: less than one in a hundred
_YEARS = re.compile(r"\b(tahun|thn|year|ta)\b", re.IGNORECASE)


def date(raw, header):
    """Return a `Column` of days."""
    column = Column(None, "date", missing=raw.missing(numerals.MISSING))
    texts = raw.present(numerals.MISSING)
    order, against = _order(column, raw, texts, header)
    days = pd.Series([_day(text, order) for text in texts], index=texts.index, dtype=object)
    values = raw.spread(days, None)
    for at in np.flatnonzero(raw.is_number):
        values[at] = _of_number(raw.numbers[at])
    for at in raw.odd:
        values[at] = _of_excel(raw.cells[at])
    bad = [at for at, cell in enumerate(raw.cells) if values[at] is None and not _is_blank(cell)]
    for at in bad:
        serial = raw.is_number[at] or isinstance(raw.cells[at], datetime.date)
        column.tell_each("date-serial" if serial else "value-unreadable", raw, [at], kind=word("date"))
    if order and not against:
        _tell_swapped(column, raw, texts, header)
    column.values = dates.to_series(values.tolist())
    return column


def _is_blank(cell):
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in numerals.MISSING)


def _day(text, order):
    """Return the day of a text in the order of its column; None where the column leaves it open."""
    if order is None and dates.is_ambiguous(text):
        return None
    return dates.parse(text, month_first=order == "m", compact=True)


def _of_number(number):
    """Return the day of a number: as Excel counts days, or as eight digits write it."""
    if _FIRST <= number < _LAST:
        return _EPOCH + datetime.timedelta(days=int(number))
    return dates.parse(f"{number:.0f}", compact=True) if number % 1 == 0 and number > _LAST else None


def _of_excel(cell):
    if not isinstance(cell, datetime.date):
        return None
    day = cell.date() if isinstance(cell, datetime.datetime) else cell
    return day if (day - _EPOCH).days >= _FIRST else None


def _order(column, raw, texts, header):
    """Return which of day and month stands first, ``"d"`` or ``"m"``; None and the count of both where both do."""
    shown = {"d": [], "m": [], "?": []}
    for at, text in texts.items():
        if found := dates.order(text):
            shown[found].append(at)
    counts = {what: raw.count(found) if found else 0 for what, found in shown.items()}
    if counts["d"] and counts["m"]:
        first, second = (texts[shown[what][0]] for what in "dm")
        extra = {"first_count": counts["d"], "second_count": counts["m"], "count": counts["?"]}
        column.tell("date-mixed", header=header, first=first, second=second, **extra)
        return None, counts["d"] + counts["m"]
    order = "m" if counts["m"] else "d"
    if sum(counts.values()):
        column.decide(f"date_{order}", count=counts["d"] + counts["m"] + counts["?"], open=counts["?"])
    if order == "m":
        column.tell("date-month-first", header=header, raw=texts[shown["m"][0]], count=counts["m"])
    elif counts["?"] and not counts["d"]:
        column.tell("date-ambiguous", count=counts["?"], header=header)
    return order, 0


def _tell_swapped(column, raw, texts, header):
    """Tell of true dates that a program may have made of texts with day and month changed about.

    A program that expects the month first leaves '13/04/2019' a text and makes 4 March of '03/04/2019': then all days
    of the texts are above 12, and all of the dates are not.
    """
    written = [text for text in texts if dates.parse(text)]
    made = [at for at in raw.odd if isinstance(raw.cells[at], datetime.date)]
    above = written and all(dates.order(text) == "d" for text in written)
    if above and len(made) >= _SWAPPED and all(raw.cells[at].day <= 12 for at in made):
        column.tell("date-swapped", made, header=header, raw=raw.cells[made[0]], other=written[0])


def period(raw, header):
    """Return a `Column` of periods: a year as four digits, anything else as it is written."""
    column = Column(None, "period", missing=raw.missing(numerals.MISSING))
    texts = raw.present(numerals.MISSING)
    values = raw.spread(texts.map(dates.period), None)
    for at in [*np.flatnonzero(raw.is_number), *raw.odd]:
        values[at] = dates.period(raw.cells[at])
    column.values = pd.Series(values).astype("str")
    if _YEARS.search(header):
        bad = np.flatnonzero(column.values.map(_is_no_year, na_action="ignore").eq(other=True))
        column.tell_each("value-unreadable", raw, bad.tolist(), kind=word("period"))
        column.values = column.values.mask(column.values.index.isin(bad))
    starred = [at for at, text in texts.items() if "*" in text and dates.period_kind(text)]
    if starred:
        column.tell("period-provisional", raw.rows(starred), raw=texts[starred[0]].strip())
    kinds = column.values.map(dates.period_kind, na_action="ignore").dropna().value_counts()
    kinds = kinds[kinds.index != ""]
    if len(kinds) > 1:
        column.tell(
            "period-mixed",
            header=header,
            kinds=[
                Sentence("reading.counted", {"what": word(f"period_{kind}"), "count": int(n)})
                for kind, n in kinds.items()
            ],
        )
    return column


def _is_no_year(text):
    """Tell whether a text of a column of years names none: '19', '1990-an', or a year that was formatted as a day."""
    return not dates.period_kind(text) or text.startswith("1905-")


def is_period(raw):
    """Tell whether a column that no kind describes holds periods that are more than plain years as numbers."""
    texts = raw.present(numerals.MISSING)
    if texts.empty or raw.odd or not all(map(dates.period_kind, texts)):
        return False
    more = any("*" in text or dates.period_kind(text) != "year" for text in texts)
    return more and all(1900 <= number < 2100 for number in raw.numbers[raw.is_number])
