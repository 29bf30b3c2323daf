"""Numbers, money, shares and dates as Indonesian and English readers write them.

Babel knows the marks; this module decides how much of a figure is shown: counts whole, money with a
scale word that is written out (Rp24,44 miliar; never M or T, which mean other things in other
languages), shares as percent with one decimal. A figure that is not recorded is a dash, never 0.

Language is Indonesian unless ``P3DN_LANG=en`` or ``lang="en"`` says otherwise.
"""

import datetime
import math
import os

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

LOCALES = {"id": "id_ID", "en": "en_US"}
MISSING = "–"
_PARTS = {4: "y", 7: "MMMM y"}  # length of a date that has no day
SCALES = (
    (1e12, {"id": "triliun", "en": "trillion"}),
    (1e9, {"id": "miliar", "en": "billion"}),
    (1e6, {"id": "juta", "en": "million"}),
)


def language(lang=None):
    """Return ``"id"`` or ``"en"``: `lang`, else ``P3DN_LANG``, else Indonesian.

    >>> language("en")
    'en'
    """
    chosen = lang or os.environ.get("P3DN_LANG") or "id"
    if chosen not in LOCALES:
        from p3dn.errors import P3DNError

        raise P3DNError("language-unknown", lang="id", chosen=chosen)
    return chosen


def is_missing(value):
    """Tell whether a scalar is null (None, NaN, NA, NaT).

    >>> is_missing(float("nan")), is_missing(0), is_missing("")
    (True, False, False)
    """
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124 - only a NaN differs from itself
    except TypeError:  # pandas.NA has no truth value
        return True


def number(value, *, digits=None, lang=None):
    """Return a plain number; whole when it is whole or large, else with at most two decimals.

    >>> number(1234567), number(0.25), number(1234.5), number(1234567, lang="en")
    ('1.234.567', '0,25', '1.234,5', '1,234,567')
    """
    if is_missing(value):
        return MISSING
    if digits is None:
        digits = 0 if float(value).is_integer() or abs(value) >= 10_000 else 2
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(_round(value, digits), format=pattern, locale=LOCALES[language(lang)])


def rupiah(value, *, lang=None):
    """Return money with two decimals and a scale word from one million on.

    >>> rupiah(24_444_000_000), rupiah(203_700), rupiah(24_444_000_000, lang="en")
    ('Rp24,44 miliar', 'Rp203.700', 'Rp24.44 billion')
    >>> rupiah(-5_550_000_000), rupiah(999_999_999_999)
    ('-Rp5,55 miliar', 'Rp1 triliun')
    """
    if is_missing(value):
        return MISSING
    lang = language(lang)
    sign, size = ("-" if value < 0 else ""), abs(float(value))
    place = next((place for place, (scale, _) in enumerate(SCALES) if size >= scale), None)
    if place is None:
        return f"{sign}Rp{number(size, digits=0, lang=lang)}"
    if place and _round(size / SCALES[place][0], 2) >= 1000:  # 999,999 juta would read as 1.000 juta
        place -= 1
    scale, word = SCALES[place]
    return f"{sign}Rp{number(size / scale, digits=2, lang=lang)} {word[lang]}"


def scale(largest, *, lang=None):
    """Return the scale, and its word, in which amounts up to `largest` take few digits; below ten thousand, one.

    >>> scale(24_444_000_000), scale(203_700), scale(812)
    ((1000000000.0, 'miliar'), (1000.0, 'ribu'), (1.0, ''))
    """
    scales = (*SCALES, (1e3, {"id": "ribu", "en": "thousand"}))
    found = ((size, word[language(lang)]) for size, word in scales if abs(largest) >= max(size, 1e4))
    return next(found, (1.0, ""))


def dollars(value, *, lang=None):
    """Return an amount in US$ with two decimals and a scale word from one million on.

    >>> dollars(24_444_000_000), dollars(203_700), dollars(-5_550_000, lang="en")
    ('US$24,44 miliar', 'US$203.700', '-US$5.55 million')
    """
    return rupiah(value, lang=lang).replace("Rp", "US$")


def rupiah_full(value, *, lang=None):
    """Return money to the rupiah.

    >>> rupiah_full(24_444_000_000)
    'Rp24.444.000.000'
    """
    if is_missing(value):
        return MISSING
    return f"{'-' if value < 0 else ''}Rp{number(abs(value), digits=0, lang=lang)}"


def percent(value, *, digits=1, lang=None):
    """Return a fraction as percent.

    >>> percent(0.6), percent(0.4567), percent(0.4567, lang="en")
    ('60%', '45,7%', '45.7%')
    """
    if is_missing(value):
        return MISSING
    pattern = "#,##0" + ("." + "#" * digits if digits else "") + "%"
    return format_percent(_round(value, digits + 2), format=pattern, locale=LOCALES[language(lang)])


def date(value, *, lang=None):
    """Return a date with the month written out; of a text such as ``2019``, ``2019-03`` or ``2019-03-22``, what it has.

    >>> import datetime
    >>> date(datetime.date(2026, 8, 17)), date(datetime.date(2026, 8, 17), lang="en")
    ('17 Agustus 2026', '17 August 2026')
    >>> date("2019-03-22"), date("2017-11"), date("2012")
    ('22 Maret 2019', 'November 2017', '2012')
    """
    if is_missing(value):
        return MISSING
    pattern = "d MMMM y"
    if isinstance(value, str):
        pattern = _PARTS.get(len(value), pattern)
        value = datetime.date.fromisoformat(value + "0000-01-01"[len(value) :])
    return format_date(value, pattern, locale=LOCALES[language(lang)])


def _round(value, digits):
    """Round half away from zero, as readers do; the float's own repr decides what a half is."""
    from decimal import ROUND_HALF_UP, Decimal

    if not math.isfinite(value):
        return value
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
