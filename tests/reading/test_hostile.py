"""Files made to hurt: each ends in our own error or is read, in seconds, and the process lives."""

import io
import os
import unicodedata
import zipfile

import openpyxl
import pytest

import p3dn
from p3dn.reading.grid import clipped

SS = "urn:schemas-microsoft-com:office:spreadsheet"
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"


@pytest.fixture
def parts():
    """Return the parts of a small workbook, by name."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in (["Nama", "TK"], ["A", 1], ["B", 2]):
        book.active.append(row)
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def packed(text):
    """Return a function from parts to a workbook on disk."""

    def pack(content, *, name="berkas.xlsx"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in content.items():
                archive.writestr(part, data)
        return text(buffer.getvalue(), name=name)

    return pack


def figures(path):
    """Return the figures of the small workbook as they are read from a file."""
    return p3dn.read(path).tables[0].frame["TK"].tolist()


def attempt(path):
    """Return the figures, or the code of our own error."""
    try:
        return figures(path)
    except p3dn.P3DNError as error:
        return error.code


# --- containers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attribute", ["uniqueCount", "count"])
def test_texts_that_are_stated_beyond_memory_are_refused(parts, packed, fails, attribute):
    """The engine (calamine 0.9) asks for the memory of all stated texts at once, and the process ends."""
    said = f'<sst {attribute}="999999999999"><si><t>a</t></si></sst>'
    error = fails("file-too-large", p3dn.read, packed(parts | {STRINGS: said}))
    assert "jumlah teks 999.999.999.999" in str(error)


def test_texts_without_end_are_refused_by_their_ratio(parts, packed, fails):
    long = b"<si><t>" + b"x" * 30_000 + b"</t></si>"
    fails("file-too-large", p3dn.read, packed(parts | {STRINGS: b"<sst>" + long * 500 + b"</sst>"}))


def test_twenty_thousand_parts_are_refused(parts, packed, fails):
    many = {f"xl/sisa{at}.xml": b"" for at in range(20_000)}
    assert "20.0" in str(fails("file-too-large", p3dn.read, packed(parts | many)))


def test_macros_are_told_and_not_run(parts, packed):
    path = packed(parts | {"xl/vbaProject.bin": b"\xd0\xcf"}, name="berkas.xlsm")
    assert p3dn.read(path).issues["code"].tolist() == ["file-macros"]
    assert figures(path) == [1, 2]


@pytest.mark.parametrize("reference", ["A1", "A1:XFD1048576", "ZZZ9:A1"])
def test_dimension_that_lies_changes_nothing(parts, packed, reference):
    said = parts[SHEET].replace(b'<dimension ref="A1:B3"', f'<dimension ref="{reference}"'.encode())
    assert said != parts[SHEET] or reference == "A1:B3"
    assert figures(packed(parts | {SHEET: said})) == [1, 2]


@pytest.mark.parametrize(("reference", "left"), [("A{at}:B{at}", []), ("A1:XFD{at}", [(0, 0, 2, 1)])])
def test_very_many_merges_end_in_seconds(parts, packed, reference, left):
    merges = "".join(f'<mergeCell ref="{reference.format(at=at)}"/>' for at in range(10, 100_000))
    said = parts[SHEET].replace(b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode())
    assert p3dn.read(packed(parts | {SHEET: said})).grids[0].merges == left


def test_very_many_merges_that_overlap_are_no_merges():
    merges = [(0, at, 0, at + 1) for at in range(100_000)]
    assert clipped(merges, [[""] * 100_001]) == ([], 100_000)


def test_very_many_styles_end_in_seconds(parts, packed):
    styles = b"".join(b'<xf numFmtId="%d"/>' % (at * 7919 % 100_003) for at in range(100_000))
    formats = b"".join(b'<numFmt numFmtId="%d" formatCode="%b"/>' % (at, b"0" * (at % 20 + 2)) for at in range(50_000))
    head, _, rest = parts[STYLES].partition(b"<fonts")
    said = head + b"<numFmts>" + formats + b"</numFmts><fonts" + rest.replace(b"<cellXfs", b"<cellXfs>" + styles, 1)
    assert attempt(packed(parts | {STYLES: said})) in ([1, 2], "file-truncated")


# --- depth -------------------------------------------------------------------------------------------------

DEEP = 20_000


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("depth", [500, DEEP])
def test_elements_within_elements_of_a_workbook(parts, packed, part, depth):
    at = parts[part].rindex(b"</")
    said = parts[part][:at] + b"<a>" * depth + b"</a>" * depth + parts[part][at:]
    assert attempt(packed(parts | {part: said})) in ([1, 2], "file-too-large", "file-truncated")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * DEEP + "<table><tr><td>Nama<td>TK<tr><td>A<td>1<tr><td>B<td>2</table>",
        "<table><tr><td>" * DEEP + "<table><tr><td>Nama<td>TK<tr><td>A<td>1<tr><td>B<td>2</table>",
        "<table><tr><td>Nama<td>TK<tr><td>A<td>" + "<b>" * DEEP + "1<tr><td>B<td>2</table>",
        f'<Workbook xmlns="{SS}" xmlns:ss="{SS}"><Worksheet><Row><Cell><Data>{"<b>" * DEEP}a</Data></Cell></Row>',
        "[" * DEEP + "]" * DEEP,
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        + "--b\nContent-Type: multipart/related; boundary=b\n\n" * DEEP,
    ],
)
def test_elements_within_elements_of_a_page(text, page):
    assert attempt(text(page, name="halaman.xls")) in ("file-web-page", "file-truncated", "table-none", [1, 2])


# --- names -------------------------------------------------------------------------------------------------


def test_name_whose_accents_are_spelled_otherwise_is_found(text):
    stored = unicodedata.normalize("NFD", "Kafé.csv")
    path = text("Nama,TK\nA,1\nB,2\n", name=stored)
    assert figures(path.with_name(unicodedata.normalize("NFC", "Kafé.csv"))) == [1, 2]


@pytest.mark.parametrize("name", ["x" * 400 + ".csv", "d/" * 3000 + "x.csv"])
def test_name_that_no_disk_can_hold(tmp_path, fails, name):
    fails("file-special", p3dn.read, tmp_path / name)


def test_long_path_with_blanks_and_dashes_is_read(text):
    folder = "/".join(["Data IKM – 2024 é"] * 15)
    path = text("Nama,TK\nA,1\nB,2\n", name=f"{folder}/berkas saya.csv")
    assert len(os.fspath(path)) > 260
    assert figures(path) == [1, 2]


@pytest.mark.parametrize("name", [r"\\server\bersama\data.xlsx", "//server/bersama/data.xlsx", r"C:\data\x.xlsx"])
@pytest.mark.skipif(os.name == "nt", reason="there these are paths")
def test_network_share_that_is_not_there_is_a_missing_file(fails, name):
    fails("file-missing", p3dn.read, name)


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://contoh.go.id/a.csv", "HTTPS://contoh.go.id/a.csv"])
def test_address_of_any_kind_is_not_fetched(fails, address):
    fails("file-url", p3dn.read, address)


def test_file_that_may_not_be_read(text, fails, monkeypatch):
    path = text("Nama,TK\nA,1\n")

    def closed(*_, **__):
        raise PermissionError

    monkeypatch.setattr(type(path), "open", closed)
    fails("file-forbidden", p3dn.read, path)


# --- pages under another name ------------------------------------------------------------------------------

MHT = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Location: file:///C:/x/Rekap.htm
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<table><tr><td>Nama</td><td>TK</td></tr><tr><td>A</td><td align=3Dright>1</td></tr><tr><td>B</td><td>2</td></tr></table>
--b--
"""


@pytest.mark.parametrize("above", ["", "From: <Saved by Microsoft Excel>\nSubject: x\n"])
def test_saved_page_under_an_excel_name(text, above):
    path = text(above + MHT, name="rekap.xls")
    assert (figures(path), p3dn.read(path).tables[0].sheet) == ([1, 2], "Rekap")
    assert figures(text(above + MHT, name="rekap.mht")) == [1, 2]


# --- text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ['"' * 100_001, "a,b\n" + '"x,"y\n' * 5_000, "a," * 20_000, "\n" * 100_000])
def test_text_of_nothing_but_marks_ends_in_seconds(text, content):
    try:
        p3dn.read(text(content))
    except p3dn.P3DNError as error:
        assert error.code in ("table-none", "text-quotes")  # noqa: PT017 - it may also be read


def test_nul_in_text_is_told_and_left_out(text):
    book = p3dn.read(text(b"Nama,TK\nA\x00,1\nB,2\n"))
    assert (book.issues["code"].tolist(), book.tables[0].frame["Nama"].tolist()) == (["text-nul"], ["A", "B"])
