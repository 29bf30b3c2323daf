"""The one error an analyst meets."""

import pickle

import pytest

from p3dn import P3DNError
from p3dn.errors import describe


def test_message_says_place_wrong_remedy_and_code():
    error = P3DNError("sheet-missing", file="a.xlsx", sheet="Rekap", sheets=["Data", "Lain"])
    assert str(error) == (
        "'a.xlsx' › 'Rekap': lembar itu tidak ada; yang ada: Data, Lain. "
        "Cara memperbaiki: tulis salah satu nama itu di sheet=. [sheet-missing]"
    )


def test_message_in_english():
    error = P3DNError("sheet-missing", file="a.xlsx", sheet="Rekap", lang="en", sheets=["Data"])
    assert str(error).startswith("'a.xlsx' › 'Rekap': there is no such sheet; there are: Data. How to mend it: ")
    assert error.code == "sheet-missing"


def test_place_has_only_what_is_known():
    assert describe("report-unknown").startswith("tabel ini")
    assert describe("file-empty", file="a.xlsx").startswith("'a.xlsx': ")
    told = describe("header-duplicate", file="a.xlsx", sheet="Data", cell="B3", header="TK", cells=["B3", "C3"])
    assert told.startswith("'a.xlsx' › 'Data' › B3: ")


def test_error_is_a_value_error():
    assert issubclass(P3DNError, ValueError)
    with pytest.raises(ValueError, match="report-unknown"):
        raise P3DNError("report-unknown")


def test_error_survives_the_way_back_from_a_worker():
    error = P3DNError("sheet-missing", file="a.xlsx", sheet="Rekap", sheets=["Data"])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), again.code, str(again)) == (P3DNError, error.code, str(error))
    assert (again.file, again.sheet, again.values) == ("a.xlsx", "Rekap", {"sheets": ["Data"]})


def test_code_that_does_not_exist_is_a_slip_of_the_programmer():
    with pytest.raises(KeyError):
        P3DNError("tidak-ada")


def test_what_the_file_says_is_shown_as_it_says_it():
    assert "'nilai'" in describe("field-unknown", field="nilai", kind="sentra", fields="x")
    assert "'share'" in describe("value-unreadable", raw="share", kind="angka")
