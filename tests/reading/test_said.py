"""What the reader says holds, and what cannot be meant is an error that names the argument."""

import pytest

import p3dn

ROWS = [["Judul"], ["Nama", "TK"], ["A", 1], ["B", 2], ["Sisa", 3], ["catatan"]]


def test_range_bounds_the_table_and_the_rest_is_listed(xlsx):
    book = p3dn.read(xlsx(ROWS), range="A2:B4")
    (found,) = book.tables
    assert (found.range, found.frame["TK"].tolist()) == ("A2:B4", [1, 2])
    assert book.outside["cell"].tolist() == ["A1", "A5", "A6"]


def test_range_with_header(table):
    rows = [["x", "Nama", "TK"], ["y", "A", 1], ["z", "B", 2]]
    assert table(rows, range="b1:c3", header=1).names == ["Nama", "TK"]


def test_range_of_rows_without_a_header(table):
    assert table([["Nama", "Desa"], ["A", "X"], ["B", "Y"]], range="$A$2:$B$3", header=None).range == "A2:B3"


def test_totals_are_those_that_the_reader_names(table):
    found = table(ROWS, totals=5)
    assert (found.totals.index.tolist(), found.checks["agrees"].tolist()) == ([5], [True])
    assert "jumlah tertulis di baris 5, menurut totals=" in map(str, found.why)


def test_no_totals_when_the_reader_says_so(table):
    found = table([["Nama", "TK"], ["A", 1], ["B", 2], ["Jumlah", 3]], totals=())
    assert (found.counts["rows_kept"], found.counts["rows_total"]) == (3, 0)


@pytest.mark.parametrize("header", [0, 7, "2", 2.0, (), (2, 9), True])
def test_header_that_cannot_be_meant(xlsx, fails, header):
    fails("header-argument", p3dn.read, xlsx(ROWS), header=header)


@pytest.mark.parametrize("area", ["A1", "B4:A1", "A9:B12", "1:2", 5, "", "A0:B2"])
def test_range_that_cannot_be_meant(xlsx, fails, area):
    assert "B4:H60" in str(fails("range-argument", p3dn.read, xlsx(ROWS), range=area))


@pytest.mark.parametrize("totals", [0, 9, "5", (1.5,)])
def test_totals_that_cannot_be_meant(xlsx, fails, totals):
    fails("totals-argument", p3dn.read, xlsx(ROWS), totals=totals)


def test_header_must_stand_in_the_range(xlsx, fails):
    fails("header-argument", p3dn.read, xlsx(ROWS), range="A3:B4", header=2)


@pytest.mark.parametrize("sheet", [0, 3, 1.5, True, ["Data"]])
def test_sheet_that_cannot_be_meant(xlsx, fails, sheet):
    assert "Data, Lain" in str(fails("sheet-argument", p3dn.read, xlsx(ROWS, sheets={"Lain": ROWS}), sheet=sheet))


def test_sheet_by_its_place_counted_from_1(xlsx):
    assert p3dn.read(xlsx(ROWS, sheets={"Lain": ROWS}), sheet=2).tables[0].sheet == "Lain"


def test_range_on_one_of_several_sheets_asks_for_the_sheet(xlsx, fails):
    path = xlsx(ROWS, sheets={"Lain": ROWS})
    fails("sheet-needed", p3dn.read, path, range="A2:B4")
    assert len(p3dn.read(path, range="A2:B4", sheet="Lain").tables) == 1
