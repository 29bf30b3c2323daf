"""Pages, OpenDocument, Excel 2003 XML and dialects of text: each is read by its content, whatever its name."""

import io
import zipfile

import pytest
from openpyxl.styles import Font

import p3dn
from p3dn.reading import ole
from p3dn.reading.grid import clipped, grids
from p3dn.reading.preflight import preflight

OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
SS = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


@pytest.fixture
def ods(text):
    """Return a function from the rows of a sheet, in the XML of OpenDocument, to a file."""

    def write(rows, *, manifest="", name="berkas.ods"):
        body = f'<office:body><office:spreadsheet><table:table table:name="Data">{rows}</table:table>'
        content = f"<office:document-content {OFFICE}>{body}</office:spreadsheet></office:body>"
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", content + "</office:document-content>")
            archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        return text(buffer.getvalue(), name=name)

    return write


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(value, more=""):
    kind = f'float" office:value="{value}' if isinstance(value, int | float) else "string"
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{value}</text:p></table:table-cell>'


def only(path):
    (grid,), _ = grids(preflight(path))
    return grid


def reasons(thing):
    return thing.issues["reason"].map(str).tolist()


# --- OpenDocument ------------------------------------------------------------------------------------------

BLANK = row('<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="1048570"')


def test_blank_repeats_that_end_every_sheet_of_libreoffice_cost_nothing(ods):
    assert only(ods(row(cell("nama"), cell("nilai")) + row(cell("A"), cell(1)) + BLANK)).rows == [
        ["nama", "nilai"],
        ["A", 1.0],
    ]


def test_filled_cell_that_repeats_beyond_measure_is_refused(ods, fails):
    far = 'table:number-columns-repeated="999999999"'
    fails("file-too-large", preflight, ods(row(cell("X", far), more='table:number-rows-repeated="999999999"')))


def test_merges_hidden_rows_and_errors_of_opendocument_are_told(ods):
    spanned = cell("Tenaga Kerja", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    wrong = cell("#DIV/0!", 'calcext:value-type="error" table:formula="of:=1/0"')
    grid = only(ods(row(spanned) + row(cell("L"), wrong, more='table:visibility="collapse"')))
    assert (grid.merges, grid.hidden_rows, grid.errors) == ([(0, 0, 0, 1)], {1}, {(1, 1): "#DIV/0!"})


def test_encrypted_opendocument_asks_for_its_password(ods, fails):
    fails("file-encrypted", p3dn.read, ods("", manifest="<manifest:encryption-data/>"))


# --- pages -------------------------------------------------------------------------------------------------


def test_page_under_an_excel_name_is_read_with_its_spans_as_merges(text):
    page = "<table><tr><th rowspan=2>Nama<th colspan=2>Tenaga&nbsp;Kerja<tr><th>L<th>P<tr><td>CV A<td>12<td>3</table>"
    grid = only(text(page, name="lhbs.xls"))
    assert grid.rows == [["Nama", "Tenaga Kerja", ""], ["", "L", "P"], ["CV A", "12", "3"]]
    assert grid.merges == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_cells_of_a_page_stay_text(text):
    page = "<table><tr><td>kode<td>nama<tr><td>0901<td>Kopi &amp; teh</table>"
    assert only(text(page, name="a.xls")).rows[1] == ["0901", "Kopi & teh"]


def test_table_that_lays_out_the_page_is_looked_through(text):
    inner = "<table><tr><td>Nama<td>Nilai<tr><td>A<td>1</table>"
    assert only(text(f"<table><tr><td>Menu<td>{inner}</table>", name="a.html")).rows == [["Nama", "Nilai"], ["A", "1"]]


def test_caption_of_a_table_is_its_title(text):
    page = (
        "<p>Laporan</p><table><caption>DATA ILUSTRATIF</caption><tr><td>Nama<td>TK<tr><td>A<td>1<tr><td>B<td>2</table>"
    )
    (table,) = p3dn.read(text(page, name="a.xls")).tables
    assert (table.title, table.illustrative, len(table.frame)) == ("Laporan DATA ILUSTRATIF", True, 2)


def test_login_form_is_no_table(text, fails):
    form = "<table><tr><td>Nama<td>pengguna<tr><td>Kata<td>sandi<input type=password></table>"
    fails("file-web-page", p3dn.read, text(form, name="a.xls"))


def test_spans_that_multiply_are_refused(text, fails):
    rows = "<tr><td colspan=16384>a<tr><td>b<td>c" * 1000
    fails("file-too-large", p3dn.read, text(f"<table>{rows}</table>", name="a.xls"))


@pytest.mark.parametrize(
    "message", ["403 Forbidden\n", "Error 500: Internal Server Error", '{"error": "not found"}', "Access denied"]
)
def test_message_of_a_server_is_no_table(text, fails, message):
    fails("file-web-page", p3dn.read, text(message))


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"{\\rtf1", b"\x89PNG\r\n\x1a\n", b"PAR1\x00", b'[{"a": 1}]'])
def test_other_kind_of_file_is_named(text, fails, content):
    fails("file-kind", p3dn.read, text(content, name="data.xlsx"))


@pytest.mark.parametrize("thing", [None, b"a,b", 123, io.BytesIO(b"a")])
def test_what_is_no_name_of_a_file(fails, thing):
    fails("file-argument", p3dn.read, thing)


# --- Excel 2003 XML ----------------------------------------------------------------------------------------


def test_workbook_in_xml_keeps_places_merges_and_types(text):
    rows = (
        '<Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">a</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="Number">1.5</Data></Cell>'
        '<Cell ss:Index="4"><Data ss:Type="Error">#N/A</Data></Cell></Row>'
    )
    grid = only(
        text(f'<Workbook {SS}><Worksheet ss:Name="D"><Table>{rows}</Table></Worksheet></Workbook>', name="a.xls")
    )
    assert grid.rows == [[], ["", "a"], [1.5, "", "", ""]]
    assert (grid.merges, grid.errors) == ([(1, 1, 1, 2)], {(2, 3): "#N/A"})


# --- dialects of text --------------------------------------------------------------------------------------


def test_utf16_without_a_mark(text):
    assert only(text("nama;kode\nA;001\n", encoding="utf-16-le")).rows == [["nama", "kode"], ["A", "001"]]


def test_delimiter_that_excel_is_told_is_no_row(text):
    assert only(text("sep=;\nnama;nilai\nA, B;1,5\n")).rows == [["nama", "nilai"], ["A, B", "1,5"]]


def test_one_line_with_a_stray_cell_is_set_aside_and_the_rest_is_kept(text):
    (table,) = p3dn.read(text("nama,kota,nilai\nA,X,1\nB,Y,2\nC, Tbk,Z,3\nD,W,4\nE,W,5\nF,W,6\n")).tables
    assert table.frame["nilai"].tolist() == [1, 2, 4, 5, 6]
    assert [(one.cell, one.code) for one in table.set_aside.itertuples()] == [("A4", "row-ragged")]


def test_rows_that_are_all_wider_than_the_header_are_an_error(text, fails):
    """In pandas (60672), read in silence, the first column becomes an index and every value moves."""
    error = fails("text-wide", p3dn.read, text("a,b\n1,2,3\n4,5,6\n"))
    assert "baris 2 punya 3 kolom, padahal judulnya 2" in str(error)


def test_open_quote_names_its_line(text):
    assert "(baris 2)" in reasons(p3dn.read(text('nama,nilai\n"A,1\nB,2\nC,3\n')))[0]


def test_text_that_was_garbled_before_it_was_saved_is_told(text):
    assert "'CafÃ©'" in reasons(p3dn.read(text("nama,nilai\nCafÃ© A,1\nB,2\n")))[0]


def test_name_of_another_engine_does_not_mislead(xls, ods):
    assert only(xls([["a", "b"], ["x", 1]], name="berkas.xlsx")).rows[1] == ["x", 1.0]
    assert only(ods(row(cell("a")), name="berkas.xls")).rows == [["a"]]


# --- marks -------------------------------------------------------------------------------------------------


def test_zeros_that_only_a_format_shows_belong_to_a_code(table):
    """The zeros (readxl 389) of 901 shown as '0901' live in the number format alone."""

    def zeros(book):
        for at in (2, 3):
            book.active.cell(at, 1).number_format = "0000"

    found = table([["kode hs", "nilai"], [901, 1], [1902, 2]], touch=zeros)
    assert found.frame["kode hs"].tolist() == ["0901", "1902"]


def test_hidden_columns_are_told(table):
    def hide(book):
        book.active.column_dimensions["B"].hidden = True

    assert reasons(table([["nama", "nilai"], ["A", 1], ["B", 2]], touch=hide)) == [
        "1 kolom tersembunyi ikut dibaca (B)"
    ]


def test_cells_that_look_into_another_file_are_told(table, codes):
    found = table([["nama", "nilai"], ["A", "=[1]Sheet1!A1"], ["B", 2]])
    assert "formula-linked" in codes(found)


def test_long_gap_is_told(xlsx):
    path = xlsx([["a", "b"], ["x", 1]], touch=lambda book: book.active.cell(3000, 1, "jauh"))
    assert reasons(p3dn.read(path)) == ["2.997 baris kosong di antara baris 2 dan 3000"]


def test_style_without_a_value_makes_no_gap(xlsx):
    def style(book):
        book.active.cell(3000, 1).font = Font(bold=True)

    assert reasons(p3dn.read(xlsx([["a", "b"], ["x", 1]], touch=style))) == []


def test_merges_that_reach_beyond_the_cells_are_cut_to_them():
    rows = [["a", ""], ["b", "c"]]
    assert clipped([(0, 0, 1_048_575, 0), (5, 5, 9, 9)], rows) == ([(0, 0, 1, 0)], 0)
    assert clipped([(0, 0, 1_048_575, 16_383)] * 1000, rows) == ([(0, 0, 1, 1)], 0)


def test_container_whose_chain_of_sectors_leads_back_is_seen(xls):
    """The engine (calamine 0.9) follows such a chain without end."""
    data = bytearray(xls([["a", "b"], ["x", 1]]).read_bytes())
    assert not ole.container(bytes(data)).loops
    table_at = (int.from_bytes(data[76:80], "little") + 1) * 512
    data[table_at : table_at + 4] = bytes(4)
    assert ole.container(bytes(data)).loops


def test_sheet_that_states_more_cells_than_memory_holds_is_refused(xls, fails):
    """The engine (calamine 0.9) asks for the memory of all stated cells at once, and the process ends."""
    path = xls([["a", "b"], ["x", 1]])
    data = bytearray(path.read_bytes())
    at = data.index(bytes.fromhex("00020e00"))
    data[at + 8 : at + 12] = (0x7FFFFFFF).to_bytes(4, "little")
    path.write_bytes(data)
    fails("file-too-large", p3dn.read, path)
