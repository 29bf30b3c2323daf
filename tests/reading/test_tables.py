"""Step 3: a table's counts, places, stated totals and what it tells."""

import pytest

import p3dn

HEAD = ["No", "Nama Usaha", "Tenaga Kerja", "Nilai (Rp.000)"]
FIRMS = [[1, "CV A", 1, 10], [2, "CV B", 2, 20], [3, "CV C", 3, 30], [4, "UD D", 4, 40]]


def test_frame_is_indexed_by_the_row_as_excel_numbers_it(table):
    found = table([["Judul"], [], HEAD, *FIRMS])
    assert found.frame.index.name == "row"
    assert found.frame.index.tolist() == [4, 5, 6, 7]


def test_conservation(table):
    found = table([HEAD, ["KEC. TALANG"], *FIRMS[:3], [], FIRMS[3], ["JUMLAH", None, 10, 100], [], ["Sumber: Dinas"]])
    assert found.counts == {
        "rows_read": 7,
        "rows_kept": 4,
        "rows_total": 1,
        "rows_set_aside": 1,
        "rows_blank": 1,
    }


def test_columns_say_kind_unit_and_factor(table):
    columns = table([HEAD, *FIRMS]).columns.set_index("header")
    assert columns.loc["Nilai (Rp.000)", ["column", "kind", "unit", "factor", "filled"]].tolist() == [
        "D",
        "rupiah",
        "rupiah",
        1000,
        4,
    ]


def test_stated_total_that_agrees_asks_nothing(table, codes):
    found = table([HEAD, *FIRMS, ["JUMLAH", None, 10, 100]])
    assert found.checks[["cell", "header", "stated", "computed", "agrees"]].values.tolist() == [
        ["C6", "Tenaga Kerja", 10, 10, True],
        ["D6", "Nilai (Rp.000)", 100, 100, True],
    ]
    assert codes(found) == []


def test_stated_total_that_disagrees_asks_and_the_rows_are_used(table):
    found = table([HEAD, *FIRMS, ["JUMLAH", None, 11, 100]])
    (told,) = found.issues.itertuples()
    assert (told.cell, told.code, told.severity) == ("C6", "total-differs", "ask")
    assert str(told.reason) == "JUMLAH untuk 'Tenaga Kerja' tertulis 11, jumlah barisnya 10 (selisih 1)"
    assert found.frame["Tenaga Kerja"].sum() == 10


def test_stated_total_in_the_unit_of_the_header_agrees(table):
    checks = table([HEAD, *FIRMS, ["JUMLAH", None, None, "100"]]).checks
    assert checks["agrees"].tolist() == [True]


def test_total_of_percentages_agrees(table):
    found = table([["Kecamatan", "Pangsa (%)"], ["Talang", 25], ["Adiwerna", 75], ["Jumlah", 100]])
    assert found.frame["Pangsa (%)"].tolist() == [0.25, 0.75]
    assert found.checks["agrees"].tolist() == [True]


@pytest.mark.parametrize(
    ("header", "parts", "stated"), [("Pangsa (%)", (0.25, 0.3), 1), ("Nilai (Rp miliar)", (1.1, 1.2), 2.7)]
)
def test_total_of_small_figures_is_compared_with_care(table, header, parts, stated):
    found = table([["Kecamatan", header], ["Talang", parts[0]], ["Adiwerna", parts[1]], ["Jumlah", stated]])
    assert found.checks["agrees"].tolist() == [False]


def test_text_merged_down_counts_in_each_of_its_rows(table):
    found = table([["Kecamatan", "Desa", "TK"], ["Talang", "X", 1], [None, "Y", 2]], merges=["A2:A3"])
    assert found.frame["Kecamatan"].tolist() == ["Talang", "Talang"]


def test_blank_outside_a_merge_stays_blank(table):
    found = table([["Kecamatan", "Desa", "TK"], ["Talang", "X", 1], [None, "Y", 2]])
    assert found.frame["Kecamatan"].isna().tolist() == [False, True]


def test_number_merged_down_counts_once(table):
    rows = [["Nama", "Produk", "TK", "Nilai (Rp)"], ["A", "Baut", 10, 1], [None, "Mur", None, 2], ["B", "Baut", 5, 3]]
    found = table(rows, merges=["A2:A3", "C2:C3"])
    assert found.frame["TK"].sum() == 15


def test_text_merged_down_over_two_columns(table):
    found = table([["Kab", "Kec", "Desa", "TK"], ["Tegal", None, "X", 1], [None, None, "Y", 2]], merges=["A2:B3"])
    assert found.frame["Kab"].tolist() == ["Tegal", "Tegal"]


def test_illustrative_is_said_in_the_title(table):
    assert table([["DATA  ILUSTRATIF - sentra contoh"], HEAD, *FIRMS]).illustrative
    assert not table([HEAD, *FIRMS, ["DATA ILUSTRATIF"]]).illustrative


def test_error_cells_are_missing_and_named(table):
    found = table([HEAD, *FIRMS[:3], [4, "UD D", "#N/A", 40]])
    assert found.frame["Tenaga Kerja"].isna().sum() == 1
    (told,) = found.issues.itertuples()
    assert (told.cell, told.code, told.severity) == ("C5", "cell-error", "warn")


def test_error_cells_are_told_in_words(table):
    (told,) = table([HEAD, *FIRMS[:3], [4, "UD D", "#N/A", 40]]).issues.itertuples()
    assert str(told.reason) == "1 sel berisi galat #N/A (C5); dianggap tidak tercatat"


def test_formulas_that_were_never_computed_are_told(table, codes):
    found = table([HEAD, *FIRMS[:3], [4, "UD D", "=SUM(C2:C4)", 40]])
    assert codes(found)


def test_hidden_rows_are_kept_and_told(table, codes):
    def hide(book):
        book.active.row_dimensions[3].hidden = True

    found = table([HEAD, *FIRMS], touch=hide)
    assert (found.counts["rows_kept"], codes(found)) == (4, ["rows-hidden"])


def test_set_aside_carries_place_text_and_reason(table):
    found = table([HEAD, ["KECAMATAN TALANG"], *FIRMS])
    (row,) = found.set_aside.itertuples()
    assert (row.file, row.sheet, row.cell, row.text) == ("berkas.xlsx", "Data", "A2", "KECAMATAN TALANG")
    assert str(row.reason) == "judul bagian untuk baris di bawahnya (lihat table.sections)"


def test_issue_texts_follow_the_language_of_the_reader(table, monkeypatch):
    found = table([HEAD, *FIRMS, ["JUMLAH", None, 11, 100]])
    reason = found.issues["reason"].iloc[0]
    monkeypatch.setenv("P3DN_LANG", "en")
    assert str(reason) == "JUMLAH for 'Tenaga Kerja' is stated as 11, its rows add up to 10 (difference 1)"


def test_table_shows_itself_without_its_cells(table):
    assert "CV A" not in repr(table([HEAD, *FIRMS]))


def test_xls_gives_the_same_table_as_xlsx(xlsx, xls):
    rows = [["Nama", "Tenaga Kerja", None], [None, "L", "P"], ["A", 1, 2], ["B", 3, 4], ["JUMLAH", 4, 6]]
    (one,) = p3dn.read(xlsx(rows, merges=["A1:A2", "B1:C1"])).tables
    written = [["Nama", "Tenaga Kerja"], [None, "L", "P"], *rows[2:]]
    (other,) = p3dn.read(xls(written, merges=[(0, 1, 0, 0), (0, 0, 1, 2)])).tables
    assert one.names == other.names
    assert one.frame.equals(other.frame)
    assert other.checks["agrees"].all()


def test_cells_of_records_that_are_merged_over_columns_are_told(table, codes):
    rows = [HEAD, *FIRMS, ["JUMLAH", None, 10, 100]]
    assert codes(table(rows, merges=["A2:B2"])) == ["cells-merged"]
    assert codes(table(rows, merges=[f"A{len(rows)}:B{len(rows)}"])) == []
