"""Step 2: the cells as they stand, at their places, with what an engine hides."""

import datetime

import pytest

import p3dn
from p3dn.reading.grid import Grid, address, clipped, grids, letters
from p3dn.reading.preflight import preflight


def only_grid(path):
    (grid,), _ = grids(preflight(path))
    return grid


def test_cells_stand_at_their_true_places(xlsx):
    grid = only_grid(xlsx([[], [None, None, "judul"], [], [None, "a", 1.5]]))
    assert [address(row, column) for row in range(4) for column, cell in enumerate(grid.rows[row]) if cell] == [
        "C2",
        "B4",
        "C4",
    ]


def test_nothing_is_guessed(xlsx):
    day = datetime.date(2024, 5, 1)
    grid = only_grid(xlsx([["065106", 901, "1.234", True, day, " NA ", "=1+1".replace("=", "'=")]]))
    assert grid.rows == [["065106", 901.0, "1.234", True, day, " NA ", "'=1+1"]]


def test_merges_are_told_by_xlsx_and_xls_and_unknown_to_text(xlsx, xls, text):
    rows = [["Tenaga Kerja", None], ["L", "P"]]
    assert only_grid(xlsx(rows, merges=["A1:B1"])).merges == [(0, 0, 0, 1)]
    assert only_grid(xls([["Tenaga Kerja"], ["L", "P"]], merges=[(0, 0, 0, 1)])).merges == [(0, 0, 0, 1)]
    assert only_grid(text("Tenaga Kerja,\nL,P\n")).merges is None


def test_error_cells_are_named_and_hold_nothing(xlsx):
    grid = only_grid(xlsx([["Nilai", "n"], ["#DIV/0!", 1], ["#N/A", 2]]))
    assert grid.errors == {(1, 0): "#DIV/0!", (2, 0): "#N/A"}
    assert [row[0] for row in grid.rows] == ["Nilai", "", ""]


def test_hidden_rows_are_marked_and_hidden_sheets_are_no_longer_visible(xlsx):
    def hide(book):
        book["Data"].row_dimensions[2].hidden = True
        book["Lama"].sheet_state = "veryHidden"

    path = xlsx([["a", "b"], [1, 2]], sheets={"Lama": [["c", "d"]]}, touch=hide)
    shown, hidden = grids(preflight(path))[0]
    assert (shown.hidden_rows, shown.visible, hidden.visible) == (frozenset({1}), True, False)


def test_chart_sheet_in_front_is_no_sheet_of_cells(xlsx):
    path = xlsx([["a", "b"], [1, 2]], touch=lambda book: book.create_chartsheet("Grafik", 0))
    assert [grid.sheet for grid in grids(preflight(path))[0]] == ["Data"]


def test_booleans_and_line_breaks_survive(xlsx):
    grid = only_grid(xlsx([["Nama\nUsaha", False], ["CV A", True]]))
    assert grid.rows == [["Nama\nUsaha", False], ["CV A", True]]


def test_letters_and_width():
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert Grid("x", [[1], [1, 2, 3], []]).width == 3


# --- delimited text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiter_is_found(text, mark):
    grid = only_grid(text(f"nama{mark}kode{mark}nilai\nA{mark}001{mark}1\n"))
    assert grid.rows == [["nama", "kode", "nilai"], ["A", "001", "1"]]


def test_sheet_of_a_text_is_its_name(text):
    assert only_grid(text("a,b\n1,2\n", name="Rekap 2024.csv")).sheet == "Rekap 2024"


def test_delimiter_inside_texts_does_not_win(text):
    assert only_grid(text("a;b;c\nx, y, z;1;2\np, q, r;3;4\n")).rows[1] == ["x, y, z", "1", "2"]
    assert only_grid(text("a,b,c\nx; y; z,1,2\np; q; r,3,4\n")).rows[1] == ["x; y; z", "1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(text, encoding):
    path = text("nama;kode\nCafé Ñandú;01\n", encoding=encoding)
    (grid,), notes = grids(preflight(path))
    assert grid.rows == [["nama", "kode"], ["Café Ñandú", "01"]]
    assert notes == ([("file-encoding", {"encoding": "cp1252"})] if encoding == "cp1252" else [])


def test_encoding_that_was_assumed_is_told(text):
    issues = p3dn.read(text("nama;kode\nCafé;01\n", encoding="cp1252")).issues
    assert issues["reason"].map(str).tolist() == ["teks dibaca dengan penyandian cp1252, bukan UTF-8"]


def test_quotes_escaped_by_backslashes(text):
    grid = only_grid(text('id,harga,nama\n1,"{\\"a\\": 1, \\"b\\": 2}",x\n2,"{\\"a\\": 3, \\"b\\": 4}",y\n'))
    assert grid.rows[1:] == [["1", '{"a": 1, "b": 2}', "x"], ["2", '{"a": 3, "b": 4}', "y"]]


def test_doubled_quotes_line_breaks_and_commas_in_a_cell(text):
    grid = only_grid(text('nama,nilai\n"CV ""Maju"", Jaya\nUngaran",1\nB,2\n'))
    assert grid.rows[1:] == [['CV "Maju", Jaya\nUngaran', "1"], ["B", "2"]]


def test_lines_that_end_in_carriage_returns(text):
    assert only_grid(text(b"a,b\rA,1\rB,2\r")).rows == [["a", "b"], ["A", "1"], ["B", "2"]]


def test_blank_lines_keep_their_places(text):
    grid = only_grid(text("Daftar\n\nnama,nilai\nA,1\n"))
    assert [address(row, 0) for row, cells in enumerate(grid.rows) if cells] == ["A1", "A3", "A4"]


def test_quote_that_is_never_closed_does_not_swallow_rows(text):
    path = text('nama,nilai\n"A,1\nB,2\nC,3\nD,4\n')
    try:
        read = p3dn.read(path).tables[0].frame
    except p3dn.P3DNError:
        return
    assert len(read) == 4


def test_rows_quoted_as_a_whole_are_taken_apart(text):
    frame = p3dn.read(text('nama,kode,nilai\n"A,001,12"\n"B,002,13"\n')).tables[0].frame
    assert frame["nilai"].tolist() == [12, 13]


# --- prose above and below a table of text -----------------------------------------------------------------

BODY = "Nama,Produk,TK\nCV A,Baut,2\nCV B,Mur,3\n"


@pytest.mark.parametrize("title", ["Data IKM, Kabupaten X, 2020", "IKM Logam, Kab. X, Mei, Juni, Juli", "Kec. X, 2020"])
@pytest.mark.parametrize("gap", ["", "\n", ",,\n"])
def test_title_that_holds_the_delimiter_is_no_header(text, title, gap):
    (table,) = p3dn.read(text(f"{title}\n{gap}{BODY}")).tables
    assert (table.title, table.frame["TK"].tolist()) == (title, [2, 3])


@pytest.mark.parametrize(
    "note", ["Sumber: BPS, diolah, 2021", "Tegal, 31 Desember 2024", "*) sementara, lihat catatan"]
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_note_that_holds_the_delimiter_is_no_record(text, note, gap):
    (table,) = p3dn.read(text(f"{BODY}{gap}{note}\n")).tables
    assert (table.frame["TK"].tolist(), table.set_aside["text"].tolist()) == ([2, 3], [note])


def test_header_or_record_typed_with_blanks_stays_what_it_is(text):
    (table,) = p3dn.read(text("Nama, Produk, TK\nCV A,Baut,2\nCV B,Mur,3\n")).tables
    assert (table.names, len(table.frame)) == (["Nama", "Produk", "TK"], 2)
    (table,) = p3dn.read(text(BODY + "CV C, Paku, 4\n")).tables
    assert table.frame["TK"].tolist() == [2, 3, 4]
    (table,) = p3dn.read(text("Nama, Kota, TK\nCV A, Tegal, 2\nCV B, Slawi, 3\n")).tables
    assert table.frame["TK"].tolist() == [2, 3]


def test_title_over_several_cells_is_no_header(xlsx):
    rows = [["DAFTAR IKM", "Kab. Tegal", 2020], ["Nama", "Produk", "TK"], ["A", "Baut", 2], ["B", "Mur", 3]]
    (table,) = p3dn.read(xlsx(rows)).tables
    assert (table.title, table.frame["TK"].tolist()) == ("DAFTAR IKM | Kab. Tegal | 2020", [2, 3])


# --- what is told of a sheet as a whole --------------------------------------------------------------------


def told(grid):
    return [(code, values.get("count")) for code, values in grid.notes]


def test_full_sheet_may_be_cut_off():
    assert told(Grid("Data", [["a"]] * 65_536)) == [("sheet-full", 65_536)]
    assert told(Grid("Data", [["a"]] * 65_535)) == []


def test_value_in_the_last_row_makes_no_full_sheet_but_a_gap():
    assert told(Grid("Data", [["a"], ["b"], *[[""]] * 65_533, ["z"]])) == [("rows-gap", 65_533)]


def test_gap_of_columns_is_told_by_their_letters(xlsx):
    path = xlsx([["a", "b"], ["x", 1], ["y", 2]], touch=lambda book: book.active.cell(1, 500, "jauh"))
    assert "497 kolom kosong di antara kolom B dan SF" in [str(one) for one in p3dn.read(path).issues["reason"]]


def test_merges_that_overlap_are_told_and_the_first_counts(xlsx):
    def overlap(book):
        book.active.merged_cells.add("B1:C1")
        book.active.merged_cells.add("C1:D1")

    rows = [["Nama", "TK", None, "Nilai"], [None, "L", "P", "Rp"], ["A", 1, 2, 3], ["B", 2, 3, 4]]
    book = p3dn.read(xlsx(rows, touch=overlap))
    assert book.issues["code"].tolist() == ["merges-overlap"]
    assert book.grids[0].merges == [(0, 1, 0, 2)]


def test_merge_that_stands_twice_is_one():
    assert clipped([(0, 0, 0, 1), (0, 0, 0, 1)], [["a", ""]]) == ([(0, 0, 0, 1)], 0)
    assert clipped([(0, 0, 0, 1), (0, 1, 1, 1), (1, 0, 1, 1)], [["a", ""], ["", ""]]) == (
        [(0, 0, 0, 1), (1, 0, 1, 1)],
        1,
    )
