"""Where the header is, and what the columns under it are called."""

import datetime

import pytest

import p3dn
from p3dn.reading.grid import Grid
from p3dn.reading.headers import Sheet, is_label, is_year

FIRMS = [["CV A", 1, 2], ["CV B", 3, 4], ["CV C", 5, 6]]


def test_one_row(table):
    found = table([["Nama", "L", "P"], *FIRMS])
    assert (found.header_rows, found.names) == ([0], ["Nama", "L", "P"])


def test_two_rows_of_merged_headers(table):
    found = table(
        [["Nama", "Tenaga Kerja", None], [None, "L", "P"], *FIRMS],
        merges=["A1:A2", "B1:C1"],
    )
    assert found.names == ["Nama", "Tenaga Kerja / L", "Tenaga Kerja / P"]
    assert found.counts["rows_kept"] == 3


def test_three_bands(table):
    found = table(
        [["Nama", "Tenaga Kerja", None], [None, "L", "P"], [None, "(Orang)", "(Orang)"], *FIRMS],
        merges=["A1:A3", "B1:C1"],
    )
    assert found.names == ["Nama", "Tenaga Kerja / L / (Orang)", "Tenaga Kerja / P / (Orang)"]


def test_years_under_a_merged_group(table):
    found = table([["Nama", "Tahun", None], [None, 2019, 2020], *FIRMS], merges=["A1:A2", "B1:C1"])
    assert found.names == ["Nama", "Tahun / 2019", "Tahun / 2020"]


def test_blank_is_filled_inside_a_merge_only(table):
    found = table([["Nama", "Tenaga Kerja", None], *FIRMS])
    assert found.names == ["Nama", "Tenaga Kerja", "kolom_C"]


def test_group_reaches_right_in_text_which_knows_no_merges(text):
    (found,) = p3dn.read(text("No,Nama,Tenaga Kerja,,Nilai\n,,L,P,\n1,A,2,3,4\n2,B,3,4,5\n")).tables
    assert found.names == ["No", "Nama", "Tenaga Kerja / L", "Tenaga Kerja / P", "Nilai"]


NO_MERGES = ["No,Nama,Tenaga Kerja,,,,Nilai", ",,Tetap,,Lepas,,", ",,L,P,L,P,", "1,A,2,3,4,5,9", "2,B,3,4,5,6,9"]


@pytest.mark.parametrize("mark", [",", "\t"])
def test_group_reaches_right_over_two_levels(text, mark):
    (found,) = p3dn.read(text("\n".join(NO_MERGES).replace(",", mark))).tables
    parts = [f"Tenaga Kerja / {kind} / {sex}" for kind in ("Tetap", "Lepas") for sex in ("L", "P")]
    assert (found.names, len(found.frame)) == (["No", "Nama", *parts, "Nilai"], 2)
    assert found.frame[parts[3]].tolist() == [5, 6]


def test_smaller_group_ends_where_a_larger_one_begins(text):
    lines = "Kec,2019,,2020,,\n,Semester I,,,Semester II,\n,L,P,L,L,P\nA,1,2,3,4,5\nB,2,3,4,5,6\n"
    (found,) = p3dn.read(text(lines)).tables
    assert found.names == [
        "Kec", "2019 / Semester I / L", "2019 / Semester I / P", "2020 / L", "2020 / Semester II / L",
        "2020 / Semester II / P",
    ]  # fmt: skip


def test_groups_above_a_full_row_of_labels_belong_to_the_header(text):
    (found,) = p3dn.read(text("Identitas,,Tenaga Kerja,\nNo,Nama,L,P\n1,A,2,3\n2,B,3,4\n")).tables
    assert found.names == ["Identitas / No", "Identitas / Nama", "Tenaga Kerja / L", "Tenaga Kerja / P"]


TWO_BANDS = [["No", "Nama", "Tenaga Kerja", None], [None, None, "L", "P"]]
IN_SECTIONS = [[1, "A", 2, 3], [2, "B", 3, 4], ["KECAMATAN B"], [3, "C", 4, 5]]


@pytest.mark.parametrize("section", [["KECAMATAN A"], ["I", "KECAMATAN A"], [None, "KECAMATAN A"]])
@pytest.mark.parametrize(
    "head", [TWO_BANDS, [["No", "Nama", "L", "P"]], [[None, "Nama", "L", "P"]], [["No", "Nama", None, "P"]]]
)
def test_title_of_a_section_right_below_the_header_is_no_header(xlsx, head, section):
    (found,) = p3dn.read(xlsx([*head, section, *IN_SECTIONS])).tables
    assert found.header_rows == [*range(len(head))]
    assert (found.frame.iloc[:, 1].tolist(), found.counts["rows_set_aside"]) == (["A", "B", "C"], 2)


def test_title_of_a_section_left_of_all_labels_is_no_record(table):
    found = table([["Uraian", None, 2023], ["ASET"], [None, "Kas", 10], [None, "Piutang", 20]])
    assert (found.counts["rows_kept"], found.sections.tolist()) == (2, ["ASET", "ASET"])


def test_firm_a_with_figures_2_to_5_is_no_row_of_column_numbers(table):
    found = table([["Nama", "L", "P", "Unit", "Ton"], ["A", 2, 3, 4, 5], ["B", 3, 4, 5, 6]])
    assert found.frame["Nama"].tolist() == ["A", "B"]


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)"], [1, 2, 3], ["(a)", "(b)", "(c)"], ["1", "2", "3 = 1 x 2"]])
def test_row_of_column_numbers_is_no_record(table, numbers):
    found = table([["Nama", "L", "P"], numbers, *FIRMS])
    assert found.counts["rows_read"] == 3
    assert "baris 2 hanya menomori kolom" in [str(one) for one in found.why]


def test_record_1_2_3_below_numeric_columns_is_a_record(text):
    (found,) = p3dn.read(text("no,l,p\n1,2,3\n2,5,6\n3,7,9\n")).tables
    assert found.frame["l"].tolist() == [2, 5, 7]


def test_line_breaks_and_blanks_in_headers_are_one_blank(table):
    assert table([["Nama\nUsaha", "  L ", "P\r\n(orang)"], *FIRMS]).names == ["Nama Usaha", "L", "P (orang)"]


def test_twice_the_same_header_is_told_apart_by_letters(table):
    found = table([["Nama", "Jumlah", "Jumlah"], *FIRMS])
    assert found.names == ["Nama", "Jumlah", "Jumlah (C)"]
    assert any("sudah dipakai" in str(one) for one in found.why)


def test_blank_header_over_data_asks(table, codes):
    found = table([["Nama", None, "P"], *FIRMS])
    assert found.names == ["Nama", "kolom_B", "P"]
    assert codes(found, "ask") == ["header-blank"]


def test_title_rows_stand_above_the_header(table):
    found = table([["DAFTAR IKM"], ["Keadaan 31 Desember 2024"], [], ["Nama", "L", "P"], *FIRMS])
    assert found.title == "DAFTAR IKM Keadaan 31 Desember 2024"
    assert found.header_rows == [3]


def test_title_merged_over_the_table(table):
    found = table([["DAFTAR IKM", None, None], ["Nama", "L", "P"], *FIRMS], merges=["A1:C1"])
    assert (found.title, found.header_rows) == ("DAFTAR IKM", [1])


def test_title_of_two_cells_is_no_header(table):
    found = table([["DATA IKM", "Tahun 2024"], [], ["Nama", "Produk", "L", "P"], ["A", "x", 1, 2], ["B", "y", 3, 4]])
    assert found.names == ["Nama", "Produk", "L", "P"]


def test_years_under_an_unmerged_group_are_a_header(table):
    found = table([["Kecamatan", "Tahun", None], [None, 2019, 2020], ["Talang", 5, 6], ["Adiwerna", 7, 8]])
    assert found.names == ["Kecamatan", "Tahun / 2019", "2020"]  # a blank is filled only inside a merge


def test_very_long_header_text_is_still_a_header(table):
    found = table([["Nama", "Penjelasan " * 30, "P"], ["A", 1, 2], ["B", 3, 4]])
    assert found.counts["rows_kept"] == 2


def test_merge_of_empty_cells_beside_the_table(table):
    assert table([["Nama", "L", "P"], *FIRMS], merges=["E1:F2"]).counts["rows_kept"] == 3


def test_header_can_be_said(table):
    found = table([["a", "b"], ["Nama", "L"], ["A", 1], ["B", 2]], header=2)
    assert found.names == ["Nama", "L"]
    found = table([["a", "b"], ["Nama", "L"], ["A", 1], ["B", 2]], header=(1, 2))
    assert found.names == ["a / Nama", "b / L"]


def test_sheet_without_header_is_named_by_letters(table):
    found = table([[1, 2.5], [3, 4.5], [5, 6.5]])
    assert (found.names, found.counts["rows_kept"]) == (["kolom_A", "kolom_B"], 3)
    assert [str(one) for one in found.why] == ["tidak ada baris judul; kolom dinamai menurut hurufnya"]


def test_labels_and_years():
    assert [is_label(cell) for cell in ("Nama", "-", "1.234", 5, "x" * 3000, "n.a.")] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert [is_year(cell) for cell in (2019, "2019*)", 12, True, "1850")] == [True, True, False, False, False]


def test_covered_columns_count_merges_in_their_whole_width():
    sheet = Sheet(Grid("x", [["a", "", "b"]], merges=[(0, 0, 0, 1)]))
    assert sheet.covered(0) == {0, 1, 2}


@pytest.mark.parametrize("merges", [["B1:C1"], []])
def test_first_record_of_words_is_no_header(table, merges):
    rows = [["Nama", "Alamat", None, "Ket"], ["CV A", "Desa X", "Kec Y", "aktif"], ["CV B", "Desa Z", "Kec W", "aktif"]]
    found = table([*rows, ["CV C", "Desa V", "Kec U", 2024]], merges=merges)
    assert found.frame.iloc[:, 0].tolist() == ["CV A", "CV B", "CV C"]


def test_months_stored_as_dates_may_head_columns(table):
    months = [datetime.date(2024, month, 1) for month in (1, 2)]
    found = table([["Produk", *months], ["Baut", 1, 2], ["Mur", 3, 4], ["Paku", 5, 6]])
    assert found.counts["rows_kept"] == 3
