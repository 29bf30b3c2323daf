"""`read`: every table of a file, and the map of it."""

import pytest

import p3dn

ROWS = [["Nama", "TK"], ["A", 1], ["B", 2]]


def test_map_of_a_workbook(xlsx):
    book = p3dn.read(xlsx([["Daftar"], *ROWS], sheets={"Kosong": []}))
    assert repr(book).splitlines() == [
        "berkas.xlsx: 1 tabel",
        "  Data!A2:B4 “Daftar”: Judul kolom: baris 2; Nama (A, teks); TK (B, angka); Baris: 2 dibaca = 2 disimpan",
        "  lembar Kosong: tidak ada tabel",
    ]


def test_map_in_english(xlsx, monkeypatch):
    monkeypatch.setenv("P3DN_LANG", "en")
    assert "Rows: 2 read = 2 kept" in repr(p3dn.read(xlsx(ROWS)))


def test_map_puts_on_top_what_a_person_must_decide_and_how(xlsx):
    book = p3dn.read(xlsx([*ROWS, ["Jumlah", 4]]))
    assert "[total-differs]" in repr(book).splitlines()[1]
    shown = book._repr_html_()
    assert shown.index("total-differs") < shown.index("<table")
    assert "0 dari 1 angka" in shown


def test_map_names_rows_outside_the_data_by_cell_only(xlsx):
    signed = [*ROWS, [], ["Kepala Dinas"], ["NAMA PENANDA TANGAN"]]
    book = p3dn.read(xlsx(signed, sheets={"Surat": [["Yang terhormat Ibu Contoh"]]}))
    for shown in (repr(book), book._repr_html_()):
        assert "A5, A6" in shown
        assert "lembar Surat: 1 baris berisi sel di luar tabel (A1)" in shown
        assert "PENANDA" not in shown
        assert "Ibu Contoh" not in shown


def test_map_of_a_very_wide_table_is_short(xlsx):
    wide = [["Negara", *(f"Bulan {at}" for at in range(300))], ["A", *range(300)], ["Jumlah", *range(300)]]
    shown = p3dn.read(xlsx(wide))._repr_html_()
    assert "dan 293 kolom lagi" in shown
    assert "jumlah tertulis tidak dibandingkan di peta ini" in shown


def test_issues_of_a_workbook_are_those_of_the_file_and_its_tables(xlsx):
    book = p3dn.read(xlsx([*ROWS, ["Jumlah", 4]], sheets={"Lain": [["a", 1], ["b", 2], ["c", 3]]}))
    assert book.issues[["sheet", "code"]].values.tolist() == [["Data", "total-differs"], ["Lain", "header-none"]]


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


def test_sheet_names_that_read_the_same_are_asked_about(xlsx, fails):
    path = xlsx(ROWS, sheet=" Data", sheets={"DATA ": ROWS, "x" * 31: ROWS})
    assert "lembar yang ada:  Data, DATA ." in str(fails("sheet-argument", p3dn.read, path, sheet="data"))
    assert p3dn.read(path, sheet="DATA ").tables[0].sheet == "DATA "
    assert p3dn.read(path, sheet="X" * 40).tables[0].sheet == "x" * 31
