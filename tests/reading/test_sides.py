"""Tables that stand side by side, and blank columns that part none."""

import pytest

import p3dn

LEFT = [["Nama", "TK"], ["A", 1], ["B", 2], ["C", 3]]
RIGHT = [["Kecamatan", "IKM"], ["Talang", 3], ["Adiwerna", 4]]


def beside(*tables):
    """Return rows that show tables beside each other, each two columns wide, with a blank column between."""
    high = max(map(len, tables))
    filled = [[*table, *[[None, None]] * (high - len(table))] for table in tables]
    return [[cell for table in filled for cell in (*table[at], None)] for at in range(high)]


def shapes(path):
    return [(table.title, table.range) for table in p3dn.read(path).tables]


def test_tables_of_different_height(xlsx):
    assert shapes(xlsx(beside(LEFT, RIGHT))) == [("", "A1:B4"), ("", "D1:E3")]


def test_three_tables_with_titles_and_a_legend_of_two_columns(xlsx):
    legend = [["Keterangan"], ["Kode", "Arti"], ["L", "Laki-laki"], ["P", "Perempuan"]]
    legend[0].append(None)
    path = xlsx(beside([["Tabel 1", None], *LEFT], [["Tabel 2", None], *RIGHT], legend))
    assert shapes(path) == [("Tabel 1", "A2:B5"), ("Tabel 2", "D2:E4"), ("Keterangan", "G2:H4")]


def test_table_without_a_title_of_its_own_takes_that_of_the_first(xlsx):
    path = xlsx([["DATA ILUSTRATIF"], *beside(LEFT, RIGHT)])
    assert all(table.illustrative for table in p3dn.read(path).tables)


def test_balance_sheet_with_two_sides(xlsx):
    assets = [["AKTIVA", 2023], ["Kas", 10], ["Mesin", 90], ["Jumlah", 100]]
    claims = [["PASIVA", 2023], ["Utang", 40], ["Modal", 60], ["Jumlah", 100]]
    tables = p3dn.read(xlsx(beside(assets, claims))).tables
    assert [table.frame["2023"].sum() for table in tables] == [100, 100]
    assert all(table.checks["agrees"].all() for table in tables)


def test_tables_below_each_other_on_one_side_only(xlsx):
    right = [["Produk", "Unit"], ["Baut", 2], ["Jumlah", 2], [None, None], ["Jenis", "Unit"], ["Besi", 5], ["Baja", 6]]
    tables = p3dn.read(xlsx(beside([*LEFT, ["D", 4], ["E", 5], ["F", 6]], right))).tables
    assert [table.range for table in tables] == ["A1:B7", "D1:E3", "D5:E7"]


def test_blank_column_within_one_numbered_table_parts_nothing(table):
    found = table([["No", "Nama", None, "Produk", "TK"], [1, "A", None, "Baut", 3], [2, "B", None, "Mur", 4]])
    assert (found.range, found.issues.empty) == ("A1:E3", True)


@pytest.mark.parametrize("equal", [True, False])
def test_split_by_form_alone_asks(xlsx, codes, equal):
    tables = p3dn.read(xlsx(beside(LEFT[:3] if equal else LEFT, RIGHT))).tables
    assert [codes(table, "ask") for table in tables] == [["tables-beside"] if equal else [], []]


def test_why_says_that_tables_were_parted(xlsx):
    for table in p3dn.read(xlsx(beside(LEFT, RIGHT))).tables:
        assert "2 tabel bersebelahan: ada kolom yang kosong di sepanjang judul dan isinya" in map(str, table.why)
