"""Writers of small files: the cells stand in the test, as rows of a sheet."""

import openpyxl
import pytest

import p3dn


def put(sheet, rows, merges):
    """Write rows to a sheet of openpyxl; None and empty strings leave the cell empty."""
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if cell is not None and cell != "":
                sheet.cell(at, column, cell)
    for merge in merges:
        sheet.merge_cells(merge)


@pytest.fixture
def xlsx(tmp_path):
    """Return a function that writes rows to an .xlsx; `sheets` are further ones, ``{name: rows}``."""

    def write(rows, *, merges=(), name="berkas.xlsx", sheet="Data", sheets=None, touch=None):
        book = openpyxl.Workbook()
        book.active.title = sheet
        put(book.active, rows, merges)
        for other, its_rows in (sheets or {}).items():
            put(book.create_sheet(other), its_rows, ())
        if touch:
            touch(book)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path

    return write


@pytest.fixture
def xls(tmp_path):
    """Return a function that writes rows to an .xls (BIFF8); merges are (top, bottom, left, right) from 0."""

    def write(rows, *, merges=(), name="berkas.xls"):
        xlwt = pytest.importorskip("xlwt")
        book = xlwt.Workbook()
        sheet = book.add_sheet("Data")
        tops = {(top, left): merge for merge in merges for top, _, left, _ in [merge]}
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if (at, column) in tops:
                    sheet.write_merge(*tops[at, column], cell)
                elif cell is not None:
                    sheet.write(at, column, cell)
        path = tmp_path / name
        book.save(str(path))
        return path

    return write


@pytest.fixture
def text(tmp_path):
    """Return a function that writes text or bytes to a file."""

    def write(content, *, name="berkas.csv", encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def table(xlsx):
    """Return a function from rows to the one table that is found in them."""

    def find(rows, *, merges=(), touch=None, **options):
        (found,) = p3dn.read(xlsx(rows, merges=merges, touch=touch), **options).tables
        return found

    return find


@pytest.fixture
def sentra(xlsx):
    """Return a function from rows of a register to its loaded frame."""

    def load(rows, *, merges=(), **options):
        return p3dn.load_sentra(xlsx(rows, merges=merges), **options)

    return load


@pytest.fixture
def fails():
    """Return a function that calls something which must raise our own error, and returns that error."""

    def call(code, function, *arguments, **options):
        with pytest.raises(p3dn.P3DNError) as caught:
            function(*arguments, **options)
        assert caught.value.code == code
        return caught.value

    return call


@pytest.fixture
def codes():
    """Return a function from a frame or table to the codes of its issues, by severity or all."""

    def of(thing, severity=None):
        issues = thing.issues if hasattr(thing, "issues") else p3dn.load_report(thing).issues
        return [one.code for one in issues.itertuples() if severity in (None, one.severity)]

    return of
