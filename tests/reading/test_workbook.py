"""`read`: every table of a file, and the map of it."""

import pytest

import p3dn

ROWS = [["Nama", "TK"], ["A", 1], ["B", 2]]


def test_map_of_a_workbook(xlsx):
    book = p3dn.read(xlsx([["Daftar"], *ROWS], sheets={"Kosong": []}))
    counts = "2 baris dibaca = 2 disimpan + 0 jumlah tertulis + 0 disisihkan + 0 kosong"
    assert repr(book).splitlines() == [
        "berkas.xlsx: 1 tabel",
        "  Data!A2:B4 “Daftar”: judul kolom di baris 2; Nama (A, teks); TK (B, angka); " + counts,
        "  lembar Kosong: tidak ada tabel",
    ]


def test_map_in_english(xlsx, monkeypatch):
    monkeypatch.setenv("P3DN_LANG", "en")
    assert "2 rows read = 2 kept + 0 stated totals" in repr(p3dn.read(xlsx(ROWS)))


def test_map_as_a_frame(xlsx):
    (row,) = p3dn.read(xlsx(ROWS)).table_map().itertuples()
    assert (row.sheet, row.range, row.columns, row.rows_kept) == ("Data", "A1:B3", 2, 2)


def test_html_is_escaped(xlsx):
    shown = p3dn.read(xlsx([["<script>alert(1)</script>"], *ROWS]))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_hidden_sheet_is_told_and_read_when_it_is_named(xlsx):
    def hide(book):
        book["Lama"].sheet_state = "hidden"

    path = xlsx(ROWS, sheets={"Lama": [["Nama", "TK"], ["Z", 99]]}, touch=hide)
    book = p3dn.read(path)
    assert [table.sheet for table in book.tables] == ["Data"]
    assert book.issues[["sheet", "code"]].values.tolist() == [["Lama", "sheet-hidden"]]
    assert p3dn.read(path, sheet="lama").tables[0].frame["TK"].tolist() == [99]


def test_sheet_names_are_compared_without_case_and_outer_blanks(xlsx):
    assert p3dn.read(xlsx(ROWS, sheet=" Data 2024 "), sheet="DATA 2024").tables


def test_sheet_that_is_not_there_lists_those_that_are(xlsx, fails):
    error = fails("sheet-missing", p3dn.read, xlsx(ROWS, sheets={"Rekap": ROWS}), sheet="Data2")
    assert "Data, Rekap" in str(error)


def test_illustrative_is_said_by_any_table(xlsx):
    path = xlsx(ROWS, sheets={"Contoh": [["DATA ILUSTRATIF"], *ROWS]})
    assert p3dn.read(path).illustrative


@pytest.mark.parametrize("frame_of", [lambda book: book.tables[0].frame, lambda book: book.tables[0].columns])
def test_frames_are_made_when_they_are_asked_for(xlsx, frame_of):
    assert len(frame_of(p3dn.read(xlsx(ROWS)))) == 2
