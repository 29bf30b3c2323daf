"""Where on a sheet the tables are."""

import pytest

import p3dn

FIRST = [["Tabel 1"], ["Kecamatan", "IKM"], ["Talang", 3], ["Adiwerna", 4], ["Jumlah", 7]]
SECOND = [["Tabel 2"], ["Produk", "Unit"], ["Baut", 2], ["Mur", 5], ["Jumlah", 7]]


def test_stacked_tables_are_several_tables(xlsx):
    one, other = p3dn.read(xlsx([*FIRST, [], *SECOND])).tables
    assert [(found.title, found.names, found.range) for found in (one, other)] == [
        ("Tabel 1", ["Kecamatan", "IKM"], "A2:B5"),
        ("Tabel 2", ["Produk", "Unit"], "A8:B11"),
    ]
    assert one.checks["agrees"].all()
    assert other.checks["agrees"].all()


def test_stacked_tables_without_a_blank_between(xlsx):
    tables = p3dn.read(xlsx([*FIRST, *SECOND])).tables
    assert [found.frame.iloc[:, 1].tolist() for found in tables] == [[3, 4], [2, 5]]


def test_header_that_is_repeated_on_the_next_page_is_no_record(xlsx):
    head = ["Nama", "TK"]
    (found,) = p3dn.read(xlsx([head, ["A", 1], ["B", 2], head, ["C", 3], ["D", 4]])).tables
    assert (found.frame["TK"].tolist(), found.set_aside["code"].tolist()) == ([1, 2, 3, 4], ["row-header"])


def test_stacked_tables_of_text(xlsx):
    rows = [["Tabel 1"], ["Nama", "Jabatan"], ["Ani", "Ketua"], ["Budi", "Wakil"], []]
    rows += [["Tabel 2"], ["Anggota", "Desa"], ["Cici", "Talang"], ["Dodi", "Adiwerna"]]
    tables = p3dn.read(xlsx(rows)).tables
    assert [len(found.frame) for found in tables] == [2, 2]


def test_tables_side_by_side_are_two_tables(xlsx):
    rows = [["Nama", "TK", None, "Kecamatan", "IKM"], ["A", 1, None, "Talang", 3], ["B", 2, None, "Adiwerna", 4]]
    tables = p3dn.read(xlsx([*rows, ["C", 3]])).tables
    assert [found.names for found in tables] == [["Nama", "TK"], ["Kecamatan", "IKM"]]


def test_table_need_not_begin_in_the_corner(table):
    found = table([[], [], [None, None, "Nama", "TK"], [None, None, "A", 1], [None, None, "B", 2]])
    assert (found.range, found.names) == ("C3:D5", ["Nama", "TK"])


def test_sheets_each_have_their_tables(xlsx):
    book = p3dn.read(xlsx(FIRST, sheets={"Produk": SECOND, "Kosong": []}))
    assert [found.sheet for found in book.tables] == ["Data", "Produk"]
    assert book.bare == ["Kosong"]


def test_header_only_is_a_table_without_rows(table, codes):
    found = table([["Nama", "TK"]])
    assert (len(found.frame), list(found.frame.columns)) == (0, ["Nama", "TK"])
    assert codes(found, "ask") == ["table-no-rows"]


def test_prose_holds_no_table(xlsx, text, fails):
    letter = [["Yang terhormat"], ["Bersama ini kami sampaikan"], ["Terima kasih"]]
    assert "header=" in str(fails("table-none", p3dn.read, xlsx(letter)))
    fails("table-none", p3dn.read, text("Ini catatan.\nTerima kasih.\n", name="README.txt"))


def test_workbook_without_cells(xlsx, fails):
    assert "kosong" in str(fails("table-none", p3dn.read, xlsx([])))


def test_list_of_one_column_says_how_to_read_it(xlsx, fails):
    path = xlsx([["Nama IKM"], ["CV A"], ["CV B"]])
    fails("table-none", p3dn.read, path)
    (found,) = p3dn.read(path, header=1).tables
    assert found.frame["Nama IKM"].tolist() == ["CV A", "CV B"]


def test_merged_title_of_two_cells_does_not_eat_records(table):
    found = table(
        [["DATA IKM", None, "Kab. Tegal"], ["Nama", "Produk", "TK"], ["A", "x", 1], ["B", "y", 3]], merges=["A1:B1"]
    )
    assert found.frame.iloc[:, 2].tolist() == [1, 3]


def test_lines_of_names_and_values_above_the_header_do_not_eat_records(xlsx):
    rows = [["Kabupaten", ":", "Tegal"], ["Tahun", ":", 2024], [], ["No", "Nama", "Produk", "TK"]]
    tables = p3dn.read(xlsx([*rows, [1, "A", "x", 1], [2, "B", "y", 3]])).tables
    assert tables[-1].frame["TK"].tolist() == [1, 3]


WORD = "belum didata"


@pytest.mark.parametrize("above", [[], ["KEC. ADIWERNA"], ["Jumlah", None, 7]])
def test_record_with_a_word_among_the_numbers_cuts_no_table_in_two(xlsx, above):
    rows = [["Nama Usaha", "Produk", "TK"], ["CV A", "Baut", 3], ["CV B", "Mur", 4], above]
    rows += [["CV C", "Paku", WORD], ["CV D", "Baut", 5], ["CV E", "Baut", 6]]
    firms = [name for found in p3dn.read(xlsx(rows)).tables for name in found.frame.get("Nama Usaha", [])]
    assert [name for name in firms if name.startswith("CV")] == ["CV A", "CV B", "CV C", "CV D", "CV E"]


def test_no_firm_is_lost_without_a_word(sentra):
    rows = [["Nama Usaha", "Produk", "TK"], ["CV A", "Baut", 3], ["CV B", "Mur", 4], []]
    frame = sentra([*rows, ["CV C", "Paku", WORD], ["CV D", "Baut", 5], ["CV E", "Baut", 6]])
    told = p3dn.load_report(frame)
    assert len(frame) == 5 or len(told.needs_person())


@pytest.mark.parametrize("word", ["tutup", "pindah", "sakit"])
def test_no_firm_is_lost_silently_whatever_the_word(sentra, word):
    rows = [["Nama Usaha", "Produk", "TK"], ["CV A", "Baut", 3], ["CV B", "Mur", 4], []]
    frame = sentra([*rows, ["CV C", "Paku", word], ["CV D", "Baut", 5], ["CV E", "Baut", 6]])
    assert len(frame) == 5 or len(p3dn.load_report(frame).needs_person())
