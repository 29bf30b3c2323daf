"""Dates are days, periods stay text."""

import datetime

import pytest

from p3dn.reading import dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 Januari 2019", (2019, 1, 4)),
        ("17 Agust 2019", (2019, 8, 17)),
        ("17 Agt 2019", (2019, 8, 17)),
        ("17 Agu 2019", (2019, 8, 17)),
        ("17 Ags 2019", (2019, 8, 17)),
        ("6 Nop 2019", (2019, 11, 6)),
        ("5 Peb 2019", (2019, 2, 5)),
        ("Jum'at, 3 Mei 2019", (2019, 5, 3)),
        ("Jum`at, 3 Mei 2019", (2019, 5, 3)),
        ("03/04/2019", (2019, 4, 3)),
        ("03-04-2019", (2019, 4, 3)),
        ("3.4.19", (2019, 4, 3)),
        ("2019-01-04", (2019, 1, 4)),
        ("2024-06-19T00:00:00Z", (2024, 6, 19)),
        ("  4   januari  2019 ", (2019, 1, 4)),
    ],
)
def test_days(text, day):
    assert dates.parse(text) == datetime.date(*day)


@pytest.mark.parametrize(
    "text", ["Mei 2019", "2019/2020", "TA 2020", "Semester I 2021", "TW II", "2019", "31/02/2019", "13/13/2019", ""]
)
def test_periods_and_impossible_days_are_no_days(text):
    assert dates.parse(text) is None


def test_day_and_month_that_could_change_places():
    assert [dates.is_ambiguous(text) for text in ("03/04/2019", "13/04/2019", "04/04/2019", "2019-04-03")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2019.0, "2019"),
        ("2019", "2019"),
        ("2019*", "2019"),
        ("2019*)", "2019"),
        ("TA 2020", "2020"),
        ("Tahun 2020", "2020"),
        ("2019/2020", "2019/2020"),
        ("Semester I 2021", "Semester I 2021"),
        ("Mei  2019", "Mei 2019"),
        ("19", "19"),
        (datetime.date(2019, 5, 1), "2019-05-01"),
    ],
)
def test_periods(value, shown):
    assert dates.period(value) == shown


def test_day_and_year_in_a_title():
    assert dates.in_text("Keadaan per 31 Desember 2025, cetakan 2") == datetime.date(2025, 12, 31)
    assert dates.in_text("Tahun 2020") is None
    assert dates.year_in_text("Impor 2019 dan 2020") == "2020"
    assert dates.year_in_text("SK 12345") is None


def test_series_of_days():
    found = dates.to_series([datetime.date(2019, 1, 4), None])
    assert str(found.dtype) == "datetime64[s]"
    assert found.isna().tolist() == [False, True]
