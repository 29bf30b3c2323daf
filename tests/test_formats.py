"""Numbers, money, shares and dates, with Babel as the judge of marks."""

import datetime
import random

import numpy as np
import pandas as pd
import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

import p3dn
from p3dn import formats

LANGUAGES = [("id", "id_ID"), ("en", "en_US")]
NUMBERS = [0, 1, -1, 12, 999, 1000, 1234567, 24_444_000_000, -50, 120_000, 0.25, 1.5, -2.75, 1234.5]


@pytest.mark.parametrize(("lang", "locale"), LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_have_the_marks_of_babel(number, lang, locale):
    assert formats.number(number, lang=lang) == format_decimal(number, locale=locale)


@pytest.mark.parametrize(("lang", "locale"), LANGUAGES)
def test_random_whole_numbers_agree_with_babel(lang, locale):
    numbers = random.Random(17)  # noqa: S311 - the same numbers in every run
    for _ in range(100):
        number = numbers.randint(-(10**13), 10**13)
        assert formats.number(number, lang=lang) == format_decimal(number, locale=locale)


@pytest.mark.parametrize(("lang", "locale"), LANGUAGES)
@pytest.mark.parametrize("share", [0, 0.4, 0.5, 1, 0.456, -0.05, 1.25])
def test_shares_have_the_marks_of_babel(share, lang, locale):
    assert formats.percent(share, lang=lang) == format_percent(share, format="#,##0.#%", locale=locale)


@pytest.mark.parametrize(("lang", "locale"), LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_dates_have_the_months_of_babel(month, lang, locale):
    day = datetime.date(2026, month, 5)
    assert formats.date(day, lang=lang) == format_date(day, "d MMMM y", locale=locale)


def test_timestamps_are_dates_too():
    assert formats.date(pd.Timestamp("2026-08-17")) == "17 Agustus 2026"


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (24_444_000_000, "Rp24,44 miliar", "Rp24.44 billion"),
        (1_500_000, "Rp1,5 juta", "Rp1.5 million"),
        (2_000_000_000_000, "Rp2 triliun", "Rp2 trillion"),
        (203_700, "Rp203.700", "Rp203,700"),
        (0, "Rp0", "Rp0"),
        (-5_550_000_000, "-Rp5,55 miliar", "-Rp5.55 billion"),
        (999_999_999, "Rp1 miliar", "Rp1 billion"),
        (1_234_567_000_000_000, "Rp1.234,57 triliun", "Rp1,234.57 trillion"),
    ],
)
def test_money_has_its_scale_written_out(value, indonesian, english):
    assert formats.rupiah(value) == indonesian
    assert formats.rupiah(value, lang="en") == english


@pytest.mark.parametrize(
    ("value", "shown"), [(999_999, "Rp999.999"), (995_000_000, "Rp995 juta"), (998e9, "Rp998 miliar")]
)
def test_money_just_below_a_scale_is_not_rounded_up_to_it(value, shown):
    assert formats.rupiah(value) == shown


def test_money_never_has_a_short_scale():
    for power in range(3, 16):
        shown = formats.rupiah(10**power)
        assert shown.rstrip()[-1] not in "MTK"


def test_money_to_the_rupiah():
    assert formats.rupiah_full(24_444_000_000) == "Rp24.444.000.000"
    assert formats.rupiah_full(-5.5, lang="en") == "-Rp6"


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT])
@pytest.mark.parametrize("write", [formats.number, formats.rupiah, formats.rupiah_full, formats.percent, formats.date])
def test_null_is_a_dash_and_never_zero(write, value):
    assert write(value) == "–"
    assert formats.is_missing(value)


@pytest.mark.parametrize("value", [0, 0.0, "", False, "x", pd.Timestamp("2026-01-01")])
def test_what_is_there_is_not_missing(value):
    assert not formats.is_missing(value)


def test_half_is_rounded_away_from_zero_as_readers_do():
    assert [formats.number(value, digits=0) for value in (0.5, 1.5, 2.5, -2.5)] == ["1", "2", "3", "-3"]
    assert formats.percent(0.0005) == "0,1%"
    assert formats.number(1.005, digits=2) == "1,01"


def test_numbers_of_numpy_and_pandas_are_numbers():
    assert formats.number(np.int64(1234)) == "1.234"
    assert formats.number(pd.Series([1234], dtype="Int64").iloc[0]) == "1.234"
    assert formats.rupiah(np.float64(1.5e9)) == "Rp1,5 miliar"


def test_language_is_the_argument_then_the_environment_then_indonesian(monkeypatch):
    assert formats.language() == "id"
    monkeypatch.setenv("P3DN_LANG", "en")
    assert (formats.language(), formats.language("id")) == ("en", "id")
    monkeypatch.setenv("P3DN_LANG", "")
    assert formats.language() == "id"


@pytest.mark.parametrize("chosen", ["jv", "EN", "id_ID"])
def test_unknown_language_is_our_own_error(monkeypatch, chosen):
    with pytest.raises(p3dn.P3DNError) as caught:
        formats.language(chosen)
    assert caught.value.code == "language-unknown"
    monkeypatch.setenv("P3DN_LANG", chosen)
    with pytest.raises(p3dn.P3DNError):
        formats.number(1)
