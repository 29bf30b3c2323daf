"""Kinds of sheet that offices make, each made small from its cells, and what must come out of it."""

import json

import pytest

import p3dn


def told(found):
    return [str(one) for one in found.why]


# --- statements --------------------------------------------------------------------------------------------


def test_balance_sheet_with_years_as_headers_and_totals_at_three_levels(table, codes):
    rows = [["NERACA"], ["Uraian", 2023, 2022], ["ASET"], ["Aset lancar"], ["Kas", 10, 8], ["Piutang", 20, 12]]
    rows += [["Jumlah aset lancar", 30, 20], ["Aset tetap"], ["Mesin", 70, 80], ["Jumlah aset tetap", 70, 80]]
    rows += [["JUMLAH ASET", 100, 100], ["LIABILITAS DAN EKUITAS"], ["Utang", 90, 95], ["Laba tahun berjalan", 10, 5]]
    found = table([*rows, ["JUMLAH LIABILITAS DAN EKUITAS", 100, 100]])
    assert found.frame["Uraian"].dropna().tolist() == ["Kas", "Piutang", "Mesin", "Utang", "Laba tahun berjalan"]
    assert found.sections.loc[[5, 9, 13]].tolist() == ["Aset lancar", "Aset tetap", "LIABILITAS DAN EKUITAS"]
    assert (found.checks["agrees"].all(), codes(found)) == (True, [])


def test_statement_of_profit_whose_results_are_differences(table, codes):
    rows = [["Uraian", "2023", "2022"], ["Penjualan", 100, 90], ["Harga pokok", 60, 50], ["Laba kotor", 40, 40]]
    rows += [["Beban gaji", 10, 10], ["Beban listrik", 5, 6], ["Jumlah beban", 15, 16], ["Laba bersih", 25, 24]]
    found = table(rows)
    assert found.totals["label"].tolist() == ["Laba kotor", "Jumlah beban", "Laba bersih"]
    assert codes(found) == []


def test_bill_with_lines_above_and_taxes_below(table, codes):
    rows = [["INVOICE"], ["Nomor", ":", "INV-1"], [], ["No", "Barang", "Unit", "Harga", "Total"]]
    rows += [[1, "Baut", 2, 100, 200], [2, "Mur", 3, 100, 300], ["Subtotal", None, None, None, 500]]
    rows += [["Diskon", None, None, None, 100], ["PPN 11%", None, None, None, 44], ["Total", None, None, None, 444]]
    found = table([*rows, [], ["Terbilang: empat ratus empat puluh empat"]])
    assert found.frame["Total"].tolist() == [200, 300]
    assert found.totals["label"].tolist() == ["Subtotal", "Diskon", "PPN 11%", "Total"]
    assert (found.checks["agrees"].all(), codes(found)) == (True, [])
    assert found.title == "INVOICE Nomor | : | INV-1"


# --- totals ------------------------------------------------------------------------------------------------

HEAD = ["No", "Nama", "TK"]


@pytest.mark.parametrize(
    "labels", [("Jumlah A", "Jumlah B", "Jumlah A+B"), ("JUMLAH I", "JUMLAH II", "Total (I+II)"),
               ("Sub Total Kec. X", "Sub Total Kec. Y", "TOTAL KAB. KLATEN")]
)  # fmt: skip
def test_parts_with_sections_and_totals_of_their_own(table, labels, codes):
    rows = [HEAD, ["A", "Kelompok satu"], [1, "x", 3], [2, "y", 4], [None, labels[0], 7]]
    rows += [["B", "Kelompok dua"], [3, "z", 5], [4, "w", 6], [None, labels[1], 11], [None, labels[2], 18]]
    found = table(rows)
    assert found.totals["label"].tolist() == list(labels)
    assert found.sections.tolist() == ["A | Kelompok satu"] * 2 + ["B | Kelompok dua"] * 2
    assert (found.checks["agrees"].all(), codes(found)) == (True, [])


def test_total_of_each_group_in_the_second_column(table):
    rows = [["Kecamatan", "JK", "TK"], ["Talang", "L", 3], ["Talang", "P", 4], ["Talang", "Jumlah", 7]]
    found = table([*rows, ["Slawi", "L", 1], ["Slawi", "P", 1], ["Slawi", "Jumlah", 2]])
    assert (found.frame["TK"].sum(), found.checks["agrees"].tolist()) == (9, [True, True])


def test_rate_that_no_one_adds_up_is_no_question(table, codes):
    found = table([["Program", "Pagu", "Realisasi (%)"], ["A", 10, 50], ["B", 30, 90], ["Jumlah", 40, 80]])
    assert (codes(found), found.checks["header"].tolist()) == ([], ["Pagu"])


def test_total_of_rounded_parts_agrees(table, codes):
    found = table([["Sektor", "Nilai"], ["A", 1.14], ["B", 2.14], ["C", 3.14], ["Jumlah", 6.43]])
    assert codes(found) == []


# --- pages -------------------------------------------------------------------------------------------------


def test_header_repeated_on_each_printed_page(table):
    rows = [["Daftar"], HEAD, [1, "A", 1], [2, "B", 2], ["Halaman 1"], ["Daftar"], HEAD, ["(1)", "(2)", "(3)"]]
    found = table([*rows, [3, "C", 3], [4, "D", 4], ["JUMLAH", None, 10]])
    assert (found.frame["TK"].tolist(), found.checks["agrees"].tolist()) == ([1, 2, 3, 4], [True])
    assert "baris 5–8 mengulang judul kolom di halaman berikutnya" in told(found)


def test_total_carried_to_the_next_page(table):
    rows = [HEAD, [1, "A", 1], [2, "B", 2], ["Jumlah dipindahkan", None, 3], HEAD, ["Jumlah pindahan", None, 3]]
    found = table([*rows, [3, "C", 3], ["JUMLAH", None, 6]])
    assert (found.frame["TK"].sum(), found.checks["agrees"].all()) == (6, True)


def test_same_header_under_another_title_or_with_new_numbers_is_another_table(xlsx):
    part = [HEAD, [1, "A", 1], [2, "B", 2]]
    assert len(p3dn.read(xlsx([["Kec. A"], *part, [], ["Kec. B"], *part])).tables) == 2
    assert len(p3dn.read(xlsx([*part, [], *part])).tables) == 2


# --- headers -----------------------------------------------------------------------------------------------


def test_four_header_rows(table):
    rows = [["Nama", "Tenaga Kerja", None, None], [None, "Tetap", None, "Lepas"], [None, "L", "P", "L"]]
    rows += [[None, "(orang)", "(orang)", "(orang)"], ["A", 1, 2, 3], ["B", 3, 4, 5]]
    found = table(rows, merges=["A1:A4", "B1:D1", "B2:C2"])
    assert found.names[1:3] == ["Tenaga Kerja / Tetap / L / (orang)", "Tenaga Kerja / Tetap / P / (orang)"]


def test_group_name_reaches_over_blanks_where_its_parts_repeat(table):
    rows = [["Sektor", 2019, None, None, 2020], [None, "I", "II", "III", "I", "II", "III"], ["A", 1, 2, 3, 4, 5, 6]]
    found = table([*rows, ["B", 1, 2, 3, 4, 5, 6]])
    assert found.names == ["Sektor", *(f"{year} / {part}" for year in (2019, 2020) for part in ("I", "II", "III"))]
    assert "nama kelompok diteruskan ke kanan di atas sel kosong, di kolom C, D, F, G" in told(found)


@pytest.mark.parametrize(
    "numbers", [["1", "2", "3", "4", "5=3+4"], ["[1]", "[2]", "[3]", "[4]", "[5]"], ["a", "b", "c", "d", "e = c + d"],
                ["1)", "2)", "3)", "4)", "5)"], [1, 2, 3, 4, "5=(3+4)"], ["1", "2", "3", "4", "5 (3+4)"]]
)  # fmt: skip
def test_column_numbers_in_all_spellings(table, numbers):
    found = table([["No", "Nama", "L", "P", "Total"], numbers, [1, "A", 1, 2, 3], [2, "B", 2, 2, 4]])
    assert found.frame["Total"].tolist() == [3, 4]


def test_headers_that_read_the_same_list_their_cells(table, codes):
    found = table([["Nama", "Nilai ", "nilai", "Nilai\u00a0"], ["A", 1, 2, 3], ["B", 4, 5, 6]])
    assert found.names == ["Nama", "Nilai", "nilai (C)", "Nilai (D)"]
    assert codes(found, "warn") == ["header-twice", "header-twice"]
    assert "B1, C1" in str(found.issues["reason"].iloc[0])


def test_first_record_below_a_blank_header_is_a_record(table):
    found = table([["Nama Usaha", None, "TK"], ["CV A", "Desa X", 3], ["CV B", "Desa Y", 4]])
    assert (found.names, len(found.frame)) == (["Nama Usaha", "kolom_B", "TK"], 2)


def test_wide_years_with_marks(table):
    assert table([["Sektor", "2021", "2022*", "2023**)"], ["A", 1, 2, 3]]).names[1:] == ["2021", "2022*", "2023**)"]


# --- other shapes ------------------------------------------------------------------------------------------


def test_register_without_a_header_keeps_every_row(table, codes):
    rows = [["CV A", "Baut", 1], ["CV B", "Mur", 2], ["CV C", "Paku", 3], ["CV D", "Paku", "tutup"], ["CV E", "Mur", 3]]
    found = table(rows)
    assert (len(found.frame), codes(found, "warn")[0]) == (5, "header-none")


def test_form_is_a_table_of_pairs(table):
    found = table([["FORMULIR"], ["Nama", ":", "CV A"], ["Alamat", ":", "Desa X"], ["TK", ":", 5]])
    assert (len(found.frame), found.title) == (3, "FORMULIR")


def test_blank_labels_that_may_mean_as_above_stay_blank_and_are_told(table, codes):
    rows = [
        ["Kec", "Desa", "TK"],
        ["Talang", "A", 1],
        [None, "B", 2],
        [None, "C", 2],
        ["Slawi", "D", 3],
        [None, "E", 4],
    ]
    found = table(rows)
    assert (found.frame["Kec"].isna().sum(), codes(found)) == (3, ["labels-blank"])


def test_cells_with_lists_and_line_breaks(table):
    prices = json.dumps([{"wilayah": "Tegal", "harga": 5}, {"wilayah": "Slawi", "harga": 6}])
    found = table([["kd_produk", "harga", "uraian"], [7, prices, "baris satu\nbaris dua"]])
    assert (found.frame["harga"].tolist(), found.counts["rows_kept"]) == ([prices], 1)


def test_table_at_row_40_with_a_blank_first_column(table):
    assert table([*[[]] * 39, [None, "Nama", "TK"], [None, "A", 1], [None, "B", 2]]).range == "B40:C42"


def test_first_sheet_is_empty(xlsx):
    assert p3dn.read(xlsx([], sheets={"Isi": [["Nama", "TK"], ["A", 1]]})).tables[0].sheet == "Isi"


def test_fields_as_rows_are_left_as_they_are(table):
    found = table([["Uraian", "IKM A", "IKM B"], ["TK", 3, 4], ["Produk", "Baut", "Mur"]])
    assert [str(cell) for cell in found.frame["IKM A"]] == ["3", "Baut"]


def test_row_of_words_at_the_end_of_a_register_without_a_header_is_no_header(table):
    rows = [["CV A", 1], ["CV B", 2], [], ["Judul"], ["A", "B", "C", "D"]]
    assert table(rows).range == "A1:D5"


# --- budgets and ledgers -----------------------------------------------------------------------------------


def test_budget_whose_numbered_headings_hold_the_sums_of_their_items(table, codes):
    rows = [["NO", "URAIAN PEKERJAAN", "SAT", "VOL", "HARGA", "JUMLAH"], ["I", "PERSIAPAN", None, None, None, 300]]
    rows += [["1", "Pembersihan", "m2", 10, 10, 100], ["2", "Papan nama", "bh", 1, 200, 200]]
    rows += [
        ["II", "TANAH", None, None, None, 500],
        ["1", "Galian", "m3", 5, 60, 300],
        ["2", "Urugan", "m3", 2, 100, 200],
    ]
    rows += [[None, "JUMLAH", *[None] * 3, 800], [None, "PPN 10%", *[None] * 3, 80], [None, "TOTAL", *[None] * 3, 880]]
    found = table([*rows, [None, "DIBULATKAN", *[None] * 3, 900]])
    assert (found.frame["JUMLAH"].sum(), codes(found, "ask")) == (800, [])


def test_codes_with_totals_and_a_rate_beside_them(table, codes):
    rows = [["Kode", "Uraian", "Anggaran", "Realisasi", "%"], ["4", "PENDAPATAN", 1000, 900, 90]]
    rows += [["4.1", "PAD", 400, 300, 75], ["4.1.01", "Pajak", 300, 250, 83.33], ["4.1.02", "Retribusi", 100, 50, 50]]
    rows += [["4.2", "TRANSFER", 600, 600, 100], ["4.2.01", "DAU", 600, 600, 100], [None, "Jumlah", 1000, 900, 90]]
    found = table(rows)
    assert (found.frame["Anggaran"].sum(), codes(found, "ask")) == (1000, [])
    assert found.checks["agrees"].all()


def test_ledger_with_totals_up_to_last_month(table, codes):
    rows = [["No", "Tanggal", "Uraian", "Masuk (Rp)", "Saldo (Rp)"], [None, None, "Saldo bulan lalu", None, 1000]]
    rows += [[1, "25/01/2024", "a", 50, 1050], [2, "26/01/2024", "b", 20, 1070], [None, None, "Jumlah bulan ini", 70]]
    rows += [[None, None, "Jumlah s.d. bulan lalu", 500], [None, None, "Jumlah s.d. bulan ini", 570]]
    found = table(rows)
    assert (found.counts["rows_kept"], found.counts["rows_total"], codes(found, "ask")) == (2, 4, [])
    assert found.checks[["label", "agrees"]].values.tolist() == [["Jumlah bulan ini", True]]


def test_years_alone_head_their_columns_right_of_the_labels(table):
    found = table([["NERACA"], [None, 2023, 2022], ["Kas", 100, 80], ["Piutang", 50, 70], ["TOTAL", 150, 150]])
    assert (found.header_rows, found.names[1:], found.checks["agrees"].tolist()) == (
        [1],
        ["2023", "2022"],
        [True, True],
    )
    figures = table([["Kode", "a", "b"], [None, 2019, 2020], ["x", 2021, 2022], ["y", 5, 6]])
    assert figures.frame["a"].tolist() == [2019, 2021, 5]


def test_blocks_of_sections_with_blanks_and_totals_between(table, codes):
    rows = [["REKAP"], [], ["No", "Nama", "Produk", "TK"], ["KECAMATAN A"], [1, "x", "Baut", 3], [2, "y", "Mur", 4]]
    rows += [["Jumlah Kec. A", None, None, 7], [], ["KECAMATAN B"], [1, "z", "Baut", 1], [2, "w", "Mur", 1]]
    found = table([*rows, ["Jumlah Kec. B", None, None, 2], ["TOTAL", None, None, 9]])
    assert found.sections.tolist() == ["KECAMATAN A"] * 2 + ["KECAMATAN B"] * 2
    assert (found.checks["agrees"].tolist(), codes(found)) == ([True] * 3, [])


# --- more headers and totals -------------------------------------------------------------------------------


def test_unit_in_parentheses_under_a_label_beside_the_parts_of_a_group(text):
    lines = ["No;Kecamatan;Tenaga Kerja;;;;Nilai", ";;Tetap;;Lepas;;(Rp juta)", ";;L;P;L;P;", "1;A;1;2;3;4;1.000,5"]
    (found,) = p3dn.read(text("\n".join([*lines, "2;B;1;1;1;1;2.000,5", ";Jumlah;2;3;4;5;3.001,0"]))).tables
    assert found.names[3:] == [
        "Tenaga Kerja / Tetap / P", "Tenaga Kerja / Lepas / L", "Tenaga Kerja / Lepas / P", "Nilai / (Rp juta)",
    ]  # fmt: skip
    assert (len(found.frame), found.checks["agrees"].all()) == (2, True)


def test_headers_in_another_language_are_no_record_and_are_listed(table):
    rows = [["Kecamatan", "Jumlah IKM", "Tenaga Kerja"], ["District", "Number of firms", "Workers"], ["A", 1, 2]]
    found = table([*rows, ["B", 3, 4]])
    assert found.frame["Jumlah IKM"].tolist() == [1, 3]
    assert found.set_aside[["cell", "code"]].values.tolist() == [["A2", "row-translated"]]
    first = table([["Nama", "TK", "Nilai"], ["CV A", "belum", "belum"], ["CV B", 3, 4], ["CV C", 5, 6]])
    assert len(first.frame) == 3


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)"], ["(a)", "(b)", "(c)"]])
def test_column_numbers_above_a_register_without_a_header(table, numbers):
    found = table([numbers, ["CV A", 1, 2], ["CV B", 3, 4], ["CV C", 5, 6]])
    assert (len(found.frame), "baris 1 hanya menomori kolom" in told(found)) == (3, True)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("INDONESIA", ["ACEH", "SUMATERA UTARA"]),
        ("Kabupaten Tegal", ["Talang", "Slawi"]),
        ("Provinsi Contoh", ["Kab. A", "Kab. B"]),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_region_among_its_parts_is_a_total_where_the_sums_prove_it(table, whole, parts, first):
    rows = [[part, at, 2 * at] for at, part in enumerate(parts, 10)]
    total = [whole, *(sum(row[at] for row in rows) for at in (1, 2))]
    ordered = [total, *rows] if first else [*rows, total]
    found = table([["Wilayah", "2021", "2022"], *ordered])
    assert (found.frame["Wilayah"].tolist(), found.checks["agrees"].tolist()) == (parts, [True, True])
    other = table([["Wilayah", "2021", "2022"], [whole, 5, 6], *rows])
    assert len(other.frame) == 3


def test_total_of_the_regency_above_and_below_its_districts_counts_once(table):
    found = table([HEAD, [None, "Kab. Tegal", 10], [1, "A", 4], [2, "B", 6], [None, "Jumlah", 10]])
    assert (found.frame["TK"].tolist(), found.checks["agrees"].all()) == ([4, 6], True)
    counted = table([HEAD, [1, "Kab. Tegal", 10], [2, "A", 4], [3, "B", 6], [None, "Jumlah", 20]])
    assert counted.frame["TK"].tolist() == [10, 4, 6]


@pytest.mark.parametrize(
    "label", ["Persentase (%)", "Maksimum", "Nilai terendah", "Median", "Rata-rata pertumbuhan (%)", "Pertumbuhan"]
)
def test_figure_told_of_the_rows_below_their_total_is_no_record(table, label, codes):
    found = table([["Kecamatan", "Unit"], ["A", 1], ["B", 3], ["C", 5], ["Jumlah", 9], [label, 5]])
    assert (found.frame["Unit"].sum(), found.counts["rows_total"], codes(found)) == (9, 2, [])


def test_average_growth_is_no_record_without_any_total(table, codes):
    found = table([["Tahun", "Unit"], [2020, 100], [2021, 110], [2022, 121], ["Rata-rata pertumbuhan (%)", 10]])
    assert (found.frame["Unit"].sum(), codes(found, "ask")) == (331, [])
    firm = table([["Nama Usaha", "TK"], ["Maksimum", 1], ["Median", 2], ["Jumlah", 3]])
    assert firm.frame["Nama Usaha"].tolist() == ["Maksimum", "Median"]


def test_balance_sheet_with_two_sides_that_begin_with_codes(xlsx):
    rows = [["NERACA"], ["Kode", "Aktiva", 2023, None, "Kode", "Pasiva", 2023], [101, "Kas", 10, None, 201, "Utang", 4]]
    rows += [[102, "Piutang", 5, None, 301, "Modal", 11], [None, "Jumlah", 15, None, None, "Jumlah", 15]]
    tables = p3dn.read(xlsx(rows)).tables
    assert [found.frame["2023"].sum() for found in tables] == [15, 15]


def test_days_as_headers(table):
    found = table([["No", "Nama", 1, 2, 3, 4, 5], [1, "A", 1, 0, 1, 1, 1], [2, "B", 0, 0, 1, 1, 1]])
    assert (found.names[2:], len(found.frame)) == (["1", "2", "3", "4", "5"], 2)


def test_line_that_goes_on_with_a_record_is_no_title_of_a_section(table):
    rows = [["No", "Nama", "Produk", "TK"], [1, "A", "Baut", 3], [None, None, "Mur"], [2, "B", "Paku", 4]]
    found = table([*rows, [3, "C", "Baut", 4]])
    assert (found.sections.notna().any(), found.set_aside["code"].tolist()) == (False, ["row-sparse"])


def test_remark_left_of_a_register_hides_no_header(table):
    rows = [["Catatan:", None, None, "No", "Nama", "TK"], ["lihat lampiran", None, None, 1, "A", 2]]
    found = table([*rows, [None, None, None, 2, "B", 3], [None, None, None, 3, "C", 3]])
    assert (found.header_rows, found.frame["TK"].tolist()) == ([0], [2, 3, 3])
