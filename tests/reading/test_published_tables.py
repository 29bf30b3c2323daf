"""Layouts of published statistics and of registers of offices, as their spreadsheets are found."""

import pytest

import p3dn

SECTORS = [[f"{letter}. Sektor", at * 10.5 + 1, at * 11 + 2, at * 12 + 3] for at, letter in enumerate("ABCDE", 1)]
SUM = [sum(row[at] for row in SECTORS) for at in (1, 2, 3)]
YEARS = ["Lapangan Usaha", "2021", "2022", "2023"]


def kept(found):
    return found.counts["rows_kept"], found.counts["rows_total"]


def test_product_and_the_product_without_oil_below_it_are_no_sectors(table, codes):
    without = [one - other for one, other in zip(SUM, SECTORS[1][1:], strict=True)]
    found = table([YEARS, *SECTORS, ["Produk Domestik Regional Bruto", *SUM], ["PDRB Tanpa Migas", *without]])
    assert kept(found) == (5, 2)
    assert found.totals["label"].tolist() == ["Produk Domestik Regional Bruto", "PDRB Tanpa Migas"]
    assert found.checks["agrees"].tolist() == [True] * 3
    assert codes(found) == []


def test_branch_that_leaves_something_out_stays_where_nothing_above_it_is_a_total(table):
    found = table([YEARS, *SECTORS[:4], ["Industri Tanpa Migas", 9, 8, 7]])
    assert kept(found) == (5, 0)


def test_value_added_taxes_and_the_product_of_both(table, codes):
    product = [one + 5 for one in SUM]
    found = table([YEARS, *SECTORS, ["Nilai Tambah Bruto", *SUM], ["Pajak", 5, 5, 5], ["Produk Bruto", *product]])
    assert kept(found) == (6, 2)
    assert found.checks["agrees"].tolist() == [True] * 6
    assert codes(found) == []


def test_product_of_rounded_sectors_is_off_by_their_rounding(table, codes):
    rows = [[f"{letter} Sektor", 10.4, 20.4, 30.4] for letter in "ABCDEF"]  # each 0.04 more before it was rounded
    found = table([YEARS, *rows, ["Produk Domestik Regional Bruto", 62.6, 122.6, 182.6]])
    assert kept(found) == (6, 1)
    assert codes(found) == []


def test_totals_beside_a_column_of_rates(table):
    rows = [["Ikan", "4.521,2", "4.201,1", "-7,08"], ["Lemak", "35.203,4", "28.452,0", "-19,18"]]
    rows += [["Total 2 Golongan", "39.724,6", "32.653,1", "-17,80"], ["Lainnya", "100,4", "200,9", "100,10"]]
    found = table(
        [["Uraian", "2022", "2023", "Perubahan (%)"], *rows, ["Total Ekspor", "39.825,0", "32.854,0", "-17,51"]]
    )
    assert kept(found) == (3, 2)
    assert found.checks["agrees"].all()


UMKM = [["I.", "UMKM menurut skala"], ["", "1. Jumlah Kuliner", 60, 70], ["", "1. Jumlah Mikro", 30, 40]]
PARTS = [["", "1. Kota Barat", 10, 25], ["", "2. Dungingi", 20, 15], ["", "2. Jumlah Kecil", 30, 30]]


def test_total_above_rows_that_are_numbered_like_itself(table, codes):
    found = table([["#", "Jenis Data", "2014", "2015"], *UMKM, *PARTS])
    assert found.totals["label"].tolist() == ["1. Jumlah Kuliner", "1. Jumlah Mikro"]
    assert found.frame["2014"].tolist() == [10, 20, 30]
    assert codes(found) == []


def test_total_above_its_rows_that_is_wrong_in_one_year_asks(table, codes):
    rows = [["1. Jumlah Mikro", 30, 40, 41, 50], ["1. Kota Barat", 10, 25, 20, 20], ["2. Dungingi", 20, 15, 20, 30]]
    found = table([["Jenis Data", "2014", "2015", "2016", "2017"], *rows, ["2. Jumlah Kecil", 5, 6, 7, 8]])
    assert kept(found) == (3, 1)
    assert codes(found) == ["total-differs"]


def test_row_that_says_total_and_is_no_sum_stays(table):
    found = table([["#", "Jenis Data", "2014", "2015"], *UMKM, *PARTS[:2], ["", "2. Jumlah Kecil", 31, 30]])
    assert found.totals["label"].tolist() == ["1. Jumlah Mikro"]


def test_country_below_its_provinces_with_yields_that_no_one_adds_up(table, codes):
    heads = ["Provinsi", "Luas (ha) 2022", "Luas (ha) 2023", "Produktivitas 2022", "Hasil (ku/ha) 2023"]
    rows = [["ACEH", 10, 12, 5.5, 5.6], ["BALI", 20, 21, 6.1, 6.2], ["RIAU", 30, 28, 4.1, 4.4]]
    found = table([heads, *rows, ["INDONESIA", 60, 61, 5.0, 5.1]])
    assert kept(found) == (3, 1)
    assert found.checks["agrees"].tolist() == [True, True]
    assert codes(found) == []


def test_group_of_yields_reaches_over_its_years(text):
    head = "Provinsi,Luas (ha),,Hasil (ku/ha),\n,2022,2023,2022,2023\n"
    (found,) = p3dn.read(
        text(head + "ACEH,10,12,5.5,5.6\nBALI,20,21,6.1,6.2\nRIAU,30,28,4.1,4.4\nINDONESIA,60,61,5,5.1")
    ).tables
    assert kept(found) == (3, 1)


def test_row_near_the_foot_is_a_total_in_three_figures_only(table):
    found = table([YEARS[:3], *[row[:3] for row in SECTORS], ["Lain", *SUM[:2]], ["Sisa", 1, 2]])
    assert kept(found) == (7, 0)


def test_components_numbered_with_digit_and_letter(table):
    rows = [["1. Rumah Tangga", 30, 33], ["1a. Makanan", 10, 11], ["1b. Pakaian", 20, 22]]
    rows += [["2. Pemerintah", 7, 9], ["2a. Kolektif", 3, 4], ["2b. Individu", 4, 5], ["PDRB", 37, 42]]
    found = table([["Komponen", "2023Q1", "2023Q2"], *rows])
    assert kept(found) == (4, 3)


def test_figures_with_decimals_beside_whole_ones_are_no_codes(table, codes):
    assert codes(table([["Daerah", "Luas"], ["A", 1], ["B", 11.5], ["C", 22], ["D", 32.5]])) == []


def test_total_of_a_running_balance_repeats_the_last_one(table, codes):
    rows = [
        ["2 Januari 2024", 500, None, 1500],
        ["3 Januari 2024", None, 125, 1375],
        ["4 Januari 2024", 250, None, 1625],
    ]
    found = table([["Tanggal", "Debet", "Kredit", "Saldo"], *rows, ["Jumlah", 750, 125, 1625]])
    assert found.checks["agrees"].all()
    assert codes(found) == []


def test_total_of_balances_that_is_neither_sum_nor_last_asks(table, codes):
    found = table([["Anggota", "Saldo"], ["A", 10], ["B", 20], ["C", 30], ["Jumlah", 55]])
    assert codes(found) == ["total-differs"]


def test_stated_total_decides_what_the_full_stop_means(table, codes):
    found = table([["Nama", "Volume"], ["A", 1250], ["B", "2.310"], ["C", 98], ["Jumlah", 3658]])
    assert found.frame["Volume"].tolist() == [1250, 2310, 98]
    assert "sesuai jumlah yang tertulis" in str(found.columns["decided"].iloc[1])
    assert codes(found) == []


def test_stated_total_may_show_that_it_is_a_decimal_mark(table):
    found = table([["Nama", "Volume"], ["A", "1.250"], ["B", "2.310"], ["C", "9.125"], ["Jumlah", 12.685]])
    assert found.frame["Volume"].tolist() == [1.25, 2.31, 9.125]


@pytest.mark.parametrize("total", ["12.685", 5])
def test_total_that_is_ambiguous_itself_or_wrong_decides_nothing(table, codes, total):
    found = table([["Nama", "Volume"], ["A", "1.250"], ["B", "2.310"], ["C", "9.125"], ["Jumlah", total]])
    assert codes(found) == ["number-ambiguous"]


def test_members_are_never_parted(table, codes):
    found = table([["Nama", "Jumlah Anggota"], ["A", "1.250"], ["B", "2.310"], ["C", "98"]])
    assert found.frame["Jumlah Anggota"].tolist() == [1250, 2310, 98]
    assert codes(found) == []


def test_header_merged_over_codes_and_names_is_used_once(table, codes):
    rows = [["Lapangan Usaha", None, "2023"], ["A", "Pertanian", 1], ["B", "Tambang", 2], ["C", "Industri", 3]]
    assert codes(table(rows, merges=["A1:B1"])) == []
    assert codes(table([["Uraian", "Uraian", "2023"], *rows[1:]])) == ["header-twice"]


def test_column_that_only_says_not_available_is_not_recorded(table):
    found = table([["Kecamatan", "2018", "2019"], ["A", 1, "n/a"], ["B", 2, "n/a"], ["C", 3, "n/a"]])
    assert found.frame["2019"].isna().all()


def test_totals_state_no_figure_of_a_column_of_codes(table):
    rows = [["4", "PENDAPATAN", 300, 30], ["4.1", "Pajak", 100, 10], ["4.2", "Transfer", 200, 20]]
    found = table([["Kode Rekening", "Uraian", "Anggaran", "Realisasi"], *rows])
    assert kept(found) == (2, 1)
    assert found.totals.columns.tolist() == ["label", "Anggaran", "Realisasi"]


def test_error_of_a_whole_column_is_told_once(table):
    found = table([["No", "Nama", "Nilai"], *[[at, f"CV {at}", "#NUM!"] for at in range(1, 8)]])
    (told,) = [one for one in found.issues.itertuples() if one.code == "cell-error"]
    assert str(told.reason) == "7 sel berisi galat #NUM! (C2, C3, C4, C5, C6); dianggap tidak tercatat"


def test_headings_of_kbli_have_lost_no_zero(table, codes):
    rows = [["10", "Makanan", 5], ["11", "Minuman", 4], ["13", "Tekstil", 6]]
    assert codes(table([["Kode KBLI 2020", "Golongan", "Unit"], *rows])) == []
    assert codes(table([["Kode KBLI 2020", "Golongan", "Unit"], *rows, ["10710", "Roti", 1]])) == ["code-length"]


def test_letter_behind_money_is_its_scale_and_no_unit(table):
    found = table([["Nama", "Omzet"], ["A", "Rp 1,2 M"], ["B", "Rp 60 jt"], ["C", "Rp1,5 T"], ["D", "Rp 5.000.000"]])
    assert found.frame["Omzet"].tolist() == [1.2e9, 6e7, 1.5e12, 5e6]


def test_letter_without_money_stays_a_unit(table):
    assert table([["Nama", "Panjang"], ["A", "12 m"], ["B", "8 m"]]).columns["unit"].tolist()[1] == "m"


def test_rounded_identifiers_of_a_column_are_told_once(table, codes):
    rows = [[f"UD {at}", 3273010101900000 + at] for at in range(5)]
    assert codes(table([["Nama", "NIK"], *rows])) == ["code-number"]


@pytest.mark.parametrize("head", ["Omzet (Rp)", "Omzet"])
def test_letters_in_a_column_of_rupiah_are_scales(table, head):
    found = table([["Nama", head], ["A", "1,2 M"], ["B", "60 jt"], ["C", "Rp 5.000.000"], ["D", "7.500.000"]])
    assert found.frame[head].tolist() == [1.2e9, 6e7, 5e6, 7.5e6]


SENTRA = ["Nama Sentra", "Produk", "Unit Usaha", "Tenaga Kerja", "Nilai Produksi (Rp)"]


def test_numbers_of_firms_name_no_firm(xlsx, fails):
    rows = [["Logam", "Baut", 25, 100, 5_000_000], ["Rajut", "Kaus", "40", 210, 7_000_000]]
    fails("column-missing", p3dn.load_sentra, xlsx([SENTRA, *rows]))


def test_names_of_firms_may_stand_below_unit_usaha(xlsx):
    rows = [["Logam", "Baut", "CV A", 5, 5_000_000], ["Logam", "Mur", "17", 4, 7_000_000]]
    assert p3dn.load_sentra(xlsx([SENTRA, *rows]))["nama_usaha"].tolist() == ["CV A", "17"]


def test_what_the_reader_says_is_a_name_is_one(xlsx):
    rows = [["Logam", "Baut", 25, 100, 5_000_000], ["Rajut", "Kaus", 40, 210, 7_000_000]]
    found = p3dn.load_sentra(xlsx([SENTRA, *rows]), columns={"Unit Usaha": "nama_usaha"})
    assert found["nama_usaha"].tolist() == ["25", "40"]


def test_shortened_headers_of_offices(xlsx):
    heads = ["Nama Usaha", "TK", "Nilai Inv. (Rp. 000)", "Nilai Prod. (Rp. 000)"]
    found = p3dn.load_sentra(xlsx([heads, ["CV A", 5, 10, "1.250"], ["CV B", 6, 20, "2.500"]]))
    assert found["nilai_investasi"].tolist() == [10_000, 20_000]
    assert found["nilai_produksi"].tolist() == [1_250_000, 2_500_000]
