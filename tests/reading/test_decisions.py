"""What a whole column decides, with the count behind it, in `table.columns` and in the load report.

The cells stand in the tests as real registers write them; what each of them means was decided by hand.
"""

import datetime

import pandas as pd
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import p3dn
from p3dn.reading import overrides
from p3dn.reading.values import Column, type_column

HEAD = ["Nama Usaha", "Produk"]
NAMES = [[f"CV {letter}", f"Barang {letter}"] for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def read(table):
    """Return a function from a header and its cells to the typed column, read as an analyst would."""

    def of(header, cells, **options):
        rows = [[*HEAD, header], *([*name, cell] for name, cell in zip(NAMES, cells, strict=False))]
        found = table(rows, **options)
        return found.column(2)

    return of


@pytest.fixture
def load(sentra):
    """Return a function from a header and its cells to the frame of a register, with a number of workers."""

    def of(header, cells, **options):
        rows = [[*HEAD, "TK", header], *([*name, 1, cell] for name, cell in zip(NAMES, cells, strict=False))]
        return sentra(rows, **options)

    return of


@pytest.fixture
def report():
    """Return a function from a frame and a field to what was decided for its column, as text."""
    return lambda frame, field: str(p3dn.load_report(frame).columns.set_index("field").loc[field, "decided"])


def told(column):
    return [code for code, *_ in column.issues]


def cells_of(frame, code):
    return [one.cell for one in p3dn.load_report(frame).issues.itertuples() if one.code == code]


# --- number style ------------------------------------------------------------------------------------------


def test_style_is_told_with_the_count_behind_it(read, load, report):
    cells = ["1.234.567", "12,5", "50.955", 7, "-", "-"]
    column = read("Volume", cells)
    assert column.values.dropna().tolist() == [1234567, 12.5, 50955, 7]
    decided = "koma desimal (ditunjukkan nilainya): 3 nilai, 0 bertentangan; tidak tercatat: '-' (2)"
    assert str(column.decided) == decided
    assert report(load("Kapasitas Produksi", cells), "kapasitas_produksi") == decided


def test_decisions_stand_in_the_frame_of_columns_and_in_the_shown_report(table, load):
    rows = [[*HEAD, "Volume"], *([*name, cell] for name, cell in zip(NAMES, ["1.234,5", "2", "3"], strict=False))]
    decided = table(rows).columns.set_index("header").loc["Volume", "decided"]
    assert str(decided) == "koma desimal (ditunjukkan nilainya): 1 nilai, 0 bertentangan"
    shown = repr(p3dn.load_report(load("Nilai Investasi (Rp)", ["1.500.000", "2.000"])))
    assert "rupiah; 2/2; koma desimal (ditunjukkan nilainya): 2 nilai, 0 bertentangan" in shown


def test_decisions_are_told_in_english_too(read, monkeypatch):
    column = read("Volume", ["1,234.5", "7", "n.a."])
    monkeypatch.setenv("P3DN_LANG", "en")
    said = "decimal point (shown by the values): 1 values, 0 against it; not recorded: 'n.a.' (1)"
    assert str(column.decided) == said


def test_whole_numbers_and_sizes_that_decided_say_so(read):
    assert "kolom bilangan bulat atau rupiah" in str(read("TK (orang)", ["1.204", "6.000", "7"]).decided)
    assert "menurut besar angka lain" in str(read("Volume", ["3.200", 2800.0, 450.0, 12000.0]).decided)


def test_two_styles_ask_with_the_count_of_each_and_name_the_argument(load, codes):
    frame = load("Kapasitas Produksi", ["1,234", "1,5", "2,5", "1.234.567"])
    assert frame["kapasitas_produksi"].notna().sum() == 4  # '1,5' and '1.234.567' are one style
    frame = load("Kapasitas Produksi", ["1,234.5", "1.234,5", "7,5", "8"])
    assert frame["kapasitas_produksi"].isna().all()
    assert codes(frame, "ask") == ["number-mixed"]
    (one,) = p3dn.load_report(frame).needs_person().itertuples()
    assert "'1.234,5' (2) dan '1,234.5' (1)" in str(one.reason)
    assert 'decimal={"Kapasitas Produksi": ","}' in str(one.remedy)


def test_what_does_not_fit_the_decimal_mark_that_is_said_is_set_aside_and_counted(read):
    column = read("Volume", ["1.234,5", "1,234.5", "12.5", "1.2345", "7"], decimal=",")
    assert column.values.fillna(-1).tolist() == [1234.5, -1, -1, -1, 7]
    assert told(column) == ["value-unreadable"] * 3
    assert str(column.decided) == "koma desimal (menurut decimal=): 1 nilai, 3 bertentangan"


def test_groups_that_are_none_are_no_thousands(read):
    assert read("Volume", ["12.34.567", "1.234.567", "12 34", "1 234", "2 345 678"]).values.fillna(-1).tolist() == [
        -1, 1234567, -1, 1234, 2345678
    ]  # fmt: skip


def test_three_digits_of_miliar_in_the_cells_are_a_question(read):
    assert told(read("Omzet", ["Rp 1.250 miliar", "Rp 2 miliar"])) == ["number-ambiguous"]
    assert read("Omzet (Rp)", ["2.933 juta", "Rp 1.500"]).values.tolist() == [2.933e9, 1500]


def test_digits_of_other_scripts_are_read_and_told(read):
    column = read("Volume", ["\uff11\uff12\uff13\uff14", "\u0663\u0664", "1\u00a0234", "\u22125", "5-"])
    assert column.values.tolist() == [1234, 34, 1234, -5, -5]
    assert [(code, extra["at"]) for code, _, extra in column.issues] == [("number-digits", [0, 1])]


def test_stars_of_provisional_figures_are_told_and_the_figures_read(read):
    column = read("Produksi", ["1.234.567*", "2.345**)", "7 *", "12"])
    assert column.values.tolist() == [1234567, 2345, 7, 12]
    assert [(code, extra["at"]) for code, _, extra in column.issues] == [("value-provisional", [0, 1, 2])]


def test_figure_that_is_written_out_under_a_header_in_millions_is_told(load):
    frame = load("Nilai Produksi (Rp juta)", ["1.250", "2,5", "Rp 500.000.000", "750 juta", 90])
    assert frame["nilai_produksi"].tolist() == [1.25e9, 2.5e6, 5e14, 7.5e8, 9e7]
    assert cells_of(frame, "value-written-out") == ["D4"]


def test_endless_number_is_none(read):
    assert read("Volume", [5.0, 7.0, 8.0, "inf"]).values.fillna(-1).tolist() == [5, 7, 8, -1]
    column = type_column([5.0, float("inf"), 8.0], header="Volume", kind="quantity")
    assert (column.values.fillna(-1).tolist(), told(column)) == ([5, -1, 8], ["value-unreadable"])


# --- decimal= for single columns ---------------------------------------------------------------------------

TWO = [["Nama Usaha", "Berat", "Harga"], ["CV A", "1.234", "1.234"], ["CV B", "2.345", "2.345"]]


def test_decimal_mark_may_be_said_of_single_columns(table):
    frame = table(TWO, decimal={"Berat": ".", "harga": ","}).frame
    assert frame[["Berat", "Harga"]].values.tolist() == [[1.234, 1234], [2.345, 2345]]
    assert table(TWO, decimal={"Berat": "."}).frame["Harga"].tolist() == ["1.234", "2.345"]


@pytest.mark.parametrize("name", ["Kapasitas Produksi", "kapasitas produksi", "kapasitas_produksi"])
def test_decimal_mark_of_a_column_in_a_loader_by_header_or_field(load, name):
    cells = ["1.234", "2.345"]
    frame = load("Kapasitas Produksi (ton)", cells, decimal={name: ","})
    assert frame["kapasitas_produksi"].tolist() == [1234, 2345]


def test_decimal_mark_of_a_column_that_is_not_there_is_an_error(xlsx, fails):
    path = xlsx(TWO)
    error = fails("decimal-column", p3dn.read, path, decimal={"Nilai": ","})
    assert "'Nilai'" in str(error)
    fails("decimal-unknown", p3dn.read, path, decimal={"Berat": ";"})


def test_decimal_mark_of_a_column_is_kept_beside_the_file(xlsx):
    path = xlsx(TWO)
    overrides.keep(path, {"decimal": {"Berat": "."}})
    overrides.keep(path, {"decimal": {"Harga": ","}})
    book = p3dn.read(path)
    assert book.tables[0].frame[["Berat", "Harga"]].values.tolist() == [[1.234, 1234], [2.345, 2345]]
    assert any("decimal.Berat=" in str(one) for one in book.issues["reason"])


def test_three_digits_after_the_other_mark_contradict_in_a_column_of_rupiah(load, codes):
    frame = load("Nilai Produksi (Rp.000)", ["12.500", "1.250.000", "7,500", 9500])
    assert frame["nilai_produksi"].isna().all()
    assert "number-mixed" in codes(frame, "ask")
    assert load("Kapasitas Produksi", ["1.250.000", "7,500"])["kapasitas_produksi"].tolist() == [1_250_000, 7.5]


# --- approximate figures, bounds, spans, dates that Excel made ---------------------------------------------


def test_headcounts_as_they_are_written(sentra):
    cells = ["±25 orang", "25 org", "> 100", "< 5", "lk. 30", "20-25", "3,27301E+15", datetime.date(2025, 2, 1), 8]
    frame = sentra([[*HEAD, "TK"], *([*name, cell] for name, cell in zip(NAMES, cells, strict=False))])
    workers = [25, 25, None, None, 30, None, None, None, 8]
    assert frame["tenaga_kerja"].astype(object).where(frame["tenaga_kerja"].notna(), None).tolist() == workers
    assert cells_of(frame, "value-approximate") == ["C2"]
    assert cells_of(frame, "value-bound") == ["C4", "C5"]
    assert cells_of(frame, "value-span") == ["C7"]
    assert cells_of(frame, "value-scientific") == ["C8"]
    assert cells_of(frame, "value-date") == ["C9"]
    said = [str(one) for one in p3dn.load_report(frame).issues["reason"]]
    assert "2 nilai ditulis kira-kira (C2, C6; misalnya '±25 orang'); angkanya dipakai apa adanya" in said
    assert any("asalnya mungkin '1-2'" in one for one in said)


def test_classes_of_size_stay_texts(read):
    assert read("Skala", ["1-4", "5-19", "20-99", "100 ke atas"]).kind == "text"


def test_dates_among_texts_are_told_for_they_may_have_been_codes(read):
    column = read("Tipe Barang", ["MAR-2", "FEB-X", datetime.datetime(2025, 3, 1), "APR-7"])  # noqa: DTZ001 - a cell has no zone
    assert (column.kind, told(column)) == ("text", ["text-date"])


# --- shares ------------------------------------------------------------------------------------------------


def test_percent_texts_beside_percent_cells_are_one_scale(read, load, report):
    cells = ["5,01%", 0.0501, "40%", 0.4]
    column = read("Porsi", cells)
    assert (column.kind, column.values.tolist()) == ("share", [0.0501, 0.0501, 0.4, 0.4])
    frame = load("Porsi Bahan Lokal", cells)
    assert frame["porsi_bahan_lokal"].tolist() == [0.0501, 0.0501, 0.4, 0.4]
    assert report(frame, "porsi_bahan_lokal").endswith("; bertanda persen: 2 nilai; dibaca sebagai pecahan: 2 nilai")


@pytest.mark.parametrize(
    "cells", [[40, 60], ["40%", "60%"], [0.4, 0.6], ["40,00", "60,00"], ["40 %", 60], ["40 persen", "60 persen"]]
)
def test_local_content_in_every_spelling(xlsx, cells):
    rows = [["Produk", "No Sertifikat", "Nilai TKDN"], *(["Baut", f"A{at}", cell] for at, cell in enumerate(cells))]
    frame = p3dn.load_cooperative(xlsx(rows))
    assert frame["nilai_tkdn"].tolist() == [0.4, 0.6]


def test_local_content_of_two_scales_asks_and_the_answer_names_the_scale(xlsx, codes):
    rows = [["Produk", "No Sertifikat", "Nilai TKDN"], ["Baut", "A1", 40], ["Mur", "A2", 0.5]]
    path = xlsx(rows)
    frame = p3dn.load_cooperative(path)
    assert frame["nilai_tkdn"].isna().all()
    assert "share-mixed" in codes(frame, "ask")
    assert p3dn.load_cooperative(path, unit={"nilai_tkdn": "%"})["nilai_tkdn"].tolist() == [0.4, 0.005]


def test_local_content_and_benefit_out_of_range_are_set_aside(xlsx):
    head = ["Produk", "No Sertifikat", "Nilai TKDN", "Nilai BMP"]
    frame = p3dn.load_cooperative(xlsx([head, ["Baut", "A1", 140, 10], ["Mur", "A2", 40, 18], ["Paku", "A3", 25, 15]]))
    assert frame["nilai_tkdn"].fillna(-1).tolist() == [-1, 0.4, 0.25]
    assert frame["nilai_bmp"].fillna(-1).tolist() == [0.1, -1, 0.15]
    assert cells_of(frame, "value-range") == ["C2", "D3"]


def test_small_per_cents_under_a_header_of_per_cents_are_per_cents_and_told(read):
    column = read("Distribusi (%)", [0.35, 12.4, 87.25])
    assert column.values.tolist() == [0.0035, 0.124, 0.8725]
    assert told(column) == ["share-small"]
    assert told(read("Distribusi (%)", [5.01, 0.0501])) == ["share-mixed"]


def test_per_cents_among_plain_numbers_are_no_numbers(read):
    column = read("Jumlah", [5.0, 7.0, "40%", 9.0])
    assert column.values.fillna(-1).tolist() == [5, 7, -1, 9]
    assert told(column) == ["value-unreadable"]


def test_scale_of_a_share_that_is_none_is_an_error(load, fails):
    fails("unit-unknown", load, "Porsi Bahan Lokal", [40], unit={"porsi_bahan_lokal": "juta"})


# --- yes and no --------------------------------------------------------------------------------------------


def test_yes_and_no_are_one_column_with_their_map(read, load, report):
    cells = ["Ya", "Tidak", "ya", "-", True, "n.a."]
    column = read("Punya SNI", cells)
    assert (column.kind, column.values.tolist()[:5]) == ("flag", [True, False, True, False, True])
    assert str(column.decided).startswith("ya: ya (2), true (1); tidak: tidak (1), - (1)")
    assert "ya: ya (2), true (1); tidak: tidak (1), - (1)" in report(load("SNI", cells), "sni")


def test_certificates_as_offices_answer(load):
    cells = ["Ada", "Tidak Ada", "Sudah", "Blm", "√", "-", "SNI 1234:2010", "Dalam proses"]
    frame = load("SNI", cells)
    assert frame["sni"].astype(object).where(frame["sni"].notna(), None).tolist() == [
        True, False, True, False, True, False, None, None
    ]  # fmt: skip
    assert cells_of(frame, "value-unreadable") == ["D8", "D9"]


def test_truth_values_are_flags_and_ones_and_zeros_stay_numbers(read):
    assert read("Aktif", [True, False, True]).kind == "flag"
    assert read("Aktif", [1, 0, 1]).kind == "number"


def test_truth_value_among_numbers_is_never_counted_as_one(read):
    column = read("Jumlah", [5.0, 7.0, True, 9.0])
    assert column.values.fillna(-1).tolist() == [5, 7, -1, 9]
    assert told(column) == ["value-unreadable"]


# --- units -------------------------------------------------------------------------------------------------


def test_units_in_the_cells_that_are_multiples_become_one(read):
    column = read("Kapasitas", ["3 kodi", "2 lusin", "5 gross", "7 buah"])
    assert column.values.tolist() == [60, 24, 720, 7]
    assert (column.unit, str(column.decided)) == (
        "buah", "satuan di sel dijadikan buah: buah (1), gross (1), kodi (1), lusin (1)"
    )  # fmt: skip
    assert read("Kapasitas", ["10 kg", "1 ton", "2 kuintal", "0,5 kw"]).values.tolist() == [10, 1000, 200, 50]
    assert read("Kertas", ["2 rim", "10 lembar"]).values.tolist() == [1000, 10]


def test_unlike_units_never_meet_and_are_asked_about(read):
    column = read("Kapasitas", ["3 kodi", "10 kg", "4 set", "5 m³"])
    assert (column.kind, told(column)) == ("text", ["unit-in-cells"])
    assert column.values.tolist() == ["3 kodi", "10 kg", "4 set", "5 m³"]


def test_cells_of_the_unit_of_the_header_and_of_a_multiple(read):
    assert read("Produksi (ton)", [5, "500 kg", "2 ton"]).values.tolist() == [5000, 500, 2000]
    assert "unit-in-cells" in told(read("Produksi (ton)", [5, "500 m3", "2 ton"]))


def test_rate_per_month_is_not_added_to_one_per_year(read):
    assert "unit-in-cells" in told(read("Kapasitas", ["5 ton/bulan", "60 ton/tahun"]))


def test_spellings_of_a_unit_are_folded_with_their_count(sentra, report):
    rows = [[*HEAD, "TK", "Kapasitas Produksi", "Satuan"]]
    rows += [[*name, 1, 2, unit] for name, unit in zip(NAMES, ["Buah", "buah", "Buah ", "bh", "pcs"], strict=False)]
    frame = sentra(rows)
    assert set(frame["satuan"]) == {"buah"}
    assert frame["satuan_asli"].tolist() == ["Buah", "buah", "Buah ", "bh", "pcs"]
    assert report(frame, "satuan") == "4 ejaan satuan menjadi 1 satuan"


def test_cells_without_a_unit_do_not_take_the_one_beside_them(read, load):
    cells = ["10 kg", 5, "7"]
    column = read("Kapasitas", cells)
    assert (column.unit, told(column)) == (None, ["unit-bare"])
    assert load("Kapasitas Produksi", cells)["satuan"].fillna("").tolist() == ["kg", "", ""]


def test_currency_of_the_cells_is_their_unit(read):
    column = read("Harga", ["Rp 5.000", "Rp7.500,-"])
    assert (column.kind, column.unit, column.values.tolist()) == ("rupiah", "rupiah", [5000, 7500])
    column = read("Harga", ["US$ 1,250.00", "USD 3,400"])
    assert (column.unit, column.values.tolist()) == ("US$", [1250, 3400])
    assert told(read("Harga", ["Rp 5.000", "US$ 500"])) == ["unit-in-cells"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nilai Investasi (US$)", "nilai_investasi"),
        ("Jumlah TK (%)", "tk_l"),
        ("Porsi Bahan Lokal (ton)", "porsi_bahan_lokal"),
    ],
)
def test_field_whose_header_states_a_unit_that_it_cannot_have_is_not_used(load, codes, header, field):
    frame = load(header, [5, 6], columns={header: field})
    assert frame[field].isna().all()
    assert "unit-foreign" in codes(frame, "ask")


def test_dollars_in_a_column_of_rupiah_are_set_aside(load):
    frame = load("Nilai Investasi (Rp)", ["Rp 5.000", "US$ 500", 7000])
    assert frame["nilai_investasi"].fillna(-1).tolist() == [5000, -1, 7000]
    assert cells_of(frame, "value-unreadable") == ["D3"]


# --- days and periods --------------------------------------------------------------------------------------


def dated(column):
    values = column.values if isinstance(column, Column) else column
    return [None if pd.isna(day) else str(day.date()) for day in values]


def test_day_first_is_the_custom_and_what_is_open_is_counted(read):
    column = read("Tanggal", ["03/04/2019", "05/04/2019"])
    assert dated(column) == ["2019-04-03", "2019-04-05"]
    assert told(column) == ["date-ambiguous"]


def test_month_first_where_the_column_shows_it(read):
    column = read("Tanggal", ["04/13/2019", "03/04/2019", "2019-05-06"])
    assert dated(column) == ["2019-04-13", "2019-03-04", "2019-05-06"]
    assert told(column) == ["date-month-first"]
    assert str(column.decided) == "bulan/hari/tahun: 2 nilai, 0 bertentangan, 1 bisa dibaca dua cara"


def test_both_orders_in_one_column_ask_and_what_is_open_is_not_read(xlsx, codes):
    rows = [["order_id", "total", "status", "order_date"]]
    cells = ["13/04/2019", "04/25/2019", "03/04/2019", "2019-05-06"]
    rows += [[f"01{at}", 5, "selesai", cell] for at, cell in enumerate(cells)]
    frame = p3dn.load_procurement(xlsx(rows))
    assert frame["order_date"].isna().tolist() == [False, True, True, False]
    assert "date-mixed" in codes(frame, "ask")


def test_days_that_a_program_may_have_changed_about_are_asked_about(read):
    made = [datetime.date(2019, day, 3) for day in range(1, 7)]
    assert told(read("Tanggal", [*made, "13/04/2019", "25/05/2019"])) == ["date-swapped"]
    assert told(read("Tanggal", [*made, "13/04/2019", "05/05/2019"])) == []


@pytest.mark.parametrize("serial", [60, -1, 2958466, 19])
def test_numbers_that_are_no_days_are_named(xlsx, serial):
    rows = [["Kode Tender", "Pagu", "HPS", "Nilai Kontrak", "Tanggal Pengumuman"]]
    rows += [["01", 5, 4, 3, 43469], ["02", 5, 4, 3, serial]]
    frame = p3dn.load_procurement(xlsx(rows))
    assert frame["tgl_pengumuman_tender"].dt.strftime("%Y-%m-%d").tolist()[0] == "2019-01-04"
    assert frame["tgl_pengumuman_tender"].isna().tolist() == [False, True]
    assert cells_of(frame, "date-serial") == ["E3"]


def test_two_digits_are_years_of_this_or_the_last_century(read):
    assert dated(read("Tanggal", ["13/04/19", "20/05/98"])) == ["2019-04-13", "1998-05-20"]


def test_days_in_eight_digits_and_with_the_name_of_the_month_first(read, xlsx):
    rows = [["order_id", "total", "status", "order_date"]]
    rows += [
        [f"01{at}", 5, "selesai", cell] for at, cell in enumerate([20240619, "20240620", "Jun 21, 2024", 20241399])
    ]
    frame = p3dn.load_procurement(xlsx(rows))
    assert dated(frame["order_date"]) == ["2024-06-19", "2024-06-20", "2024-06-21", None]
    assert read("Pos tarif", ["20081200", "20091200"]).kind != "date"


PERIODS = ["2019/2020", "TA 2020", "Semester I 2021", "TW II", "Mei 2019"]


def test_periods_are_periods_and_their_kinds_do_not_share_an_axis(read):
    column = read("Periode", PERIODS)
    assert (column.kind, column.values.tolist()) == ("period", ["2019/2020", "2020", *PERIODS[2:]])
    assert told(column) == ["period-mixed"]
    assert read("Tahun", ["2019", "2020*"]).kind == "period"
    assert told(read("Bulan", ["Jan 2020", "Feb-20", "2020-03"])) == []
    assert read("Tahun", [2019, 2020]).kind == "number"


def test_years_as_they_are_written(xlsx, codes):
    rows = [["Tahun", "Produk", "Jumlah Dikirim (buah)"]]
    cells = [2019.0, "2020*", "TA 2021", "19", "'19", "1990-an", datetime.date(1905, 7, 9)]
    rows += [[cell, "Baut", 5] for cell in cells]
    frame = p3dn.load_cooperative(xlsx(rows))
    assert frame["tahun"].fillna("").tolist() == ["2019", "2020", "2021", "", "", "", ""]
    assert cells_of(frame, "value-unreadable") == ["A5", "A6", "A7", "A8"]  # 1905-07-09 is the number 2017 as a day
    assert "period-provisional" in codes(frame, "info")


# --- texts -------------------------------------------------------------------------------------------------


def test_characters_that_no_reader_sees_are_taken_out_and_told(load):
    frame = load("Bahan Baku", ["Besi\u200b Cor", "Ba\u202eja", "Resin 🏭", "Kaca\u00adserat"])
    assert frame["bahan_baku"].tolist() == ["Besi Cor", "Baja", "Resin 🏭", "Kacaserat"]
    assert cells_of(frame, "text-unseen") == ["D2"]


@pytest.mark.parametrize("length", [255, 32_767])
def test_texts_that_may_have_been_cut_off_are_told(load, length):
    frame = load("Bahan Baku", ["x" * length, "y" * 254])
    assert cells_of(frame, "text-cut") == ["D2"]
    assert len(frame["bahan_baku"].iloc[0]) == length


def test_texts_in_several_fonts_and_with_coded_line_breaks(table):
    rich = CellRichText("Ba", TextBlock(InlineFont(b=True), "tik Tulis"))
    rows = [["Nama", "Produk", "TK"], ["CV A", rich, 1], ["CV B", "Rem_x000D_\nKereta", 2]]
    assert table(rows).frame["Produk"].tolist() == ["Batik Tulis", "Rem Kereta"]


def test_days_of_a_workbook_that_counts_from_1904(table):
    def from_1904(book):
        book.epoch = CALENDAR_MAC_1904

    days = [datetime.date(2019, 1, 4), datetime.date(2020, 2, 29)]
    rows = [["Nama", "Produk", "Tanggal"], *([*name, day] for name, day in zip(NAMES, days, strict=False))]
    assert table(rows, touch=from_1904).frame["Tanggal"].tolist() == [*map(pd.Timestamp, days)]


def test_texts_that_other_programs_would_run_stay_texts(load):
    cells = ["=1+1", "+62", "-", "@x", "<img onerror=x>", "$a$", 'CV "Maju", Jaya\nUngaran']
    frame = load("Bahan Baku", [f"'{cell}" if cell == "=1+1" else cell for cell in cells])
    assert frame["bahan_baku"].fillna("").tolist() == [
        "'=1+1", "+62", "", "@x", "<img onerror=x>", "$a$", 'CV "Maju", Jaya Ungaran'
    ]  # fmt: skip


def test_words_for_nothing_are_words_in_a_column_of_texts(load):
    assert load("Bahan Baku", ["NA", "Null", "-", "…"])["bahan_baku"].fillna("").tolist() == ["NA", "Null", "", ""]


# --- codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("NIB", ["0220001234567", "9120301234567"]),
        ("NPWP", ["01.234.567.8-901.000", "012345678901000"]),
        ("KBLI 2020", ["25920", "01111"]),
        ("Kode HS 2022", ["86079100", "08011100"]),
        ("KBKI", ["4824402007", "0111100001"]),
        ("kd_satker", ["065106", "412345"]),
        ("Kode Kabupaten (BPS)", ["3273", "0101"]),
        ("MAK", ["5.1.02.01", "5.2"]),
        ("order_id", ["01HZX3V9Y7Q2M4N6P8R0S1T2V3", "01HZX3V9Y7Q2M4N6P8R0S1T2V4"]),
    ],
)
def test_codes_are_texts_whatever_they_look_like(read, header, cells):
    column = read(header, cells)
    assert (column.kind, column.values.tolist()) == ("code", cells)


def test_number_of_sixteen_digits_is_flagged_and_not_mended(read):
    column = read("NIK", [3273010101900000.0, "3273010101900001"])
    assert column.values.tolist() == ["3273010101900000", "3273010101900001"]
    assert told(column) == ["code-number"]


def test_code_in_scientific_form_is_set_aside(load):
    frame = load("NIB", ["3,27301E+15", "0220001234567"])
    assert frame["nib"].isna().tolist() == [True, False]
    assert cells_of(frame, "value-scientific") == ["D2"]


def test_codes_of_goods_of_several_lengths_are_told_with_their_counts(read):
    column = read("Kode HS 2022", ["860791", "86079100", "8607910000", "860712"])
    assert told(column) == ["code-levels"]
    assert str(column.decided) == "panjang kode: 6 (2), 8 (1), 10 (1) digit"


def test_classification_of_industry_keeps_its_text_and_its_edition_is_asked_for(load, codes):
    frame = load("KBLI", ["1071", "10710", "10.710"])
    assert frame["kbli"].tolist() == ["1071", "10710", "10.710"]
    assert {"code-length", "code-version"} <= set(codes(frame))
    assert "code-version" not in codes(load("KBLI 2020", ["10710", "25920"]))


def test_mark_of_a_text_before_a_code_is_no_part_of_it(load, report):
    frame = load("NIB", ["'0220001234567", "9120301234567"])
    assert frame["nib"].tolist() == ["0220001234567", "9120301234567"]
    assert "tanda petik di depan kode dibuang: 1 nilai" in report(frame, "nib")


def test_system_of_region_codes_must_be_named(read):
    assert told(read("Kode Wilayah", ["3273", "3171"])) == ["code-version"]
    assert told(read("Kode Wilayah Kemendagri", ["32.73", "31.71"])) == []


# --- missing marks -----------------------------------------------------------------------------------------


def test_missing_marks_are_counted_by_their_text_and_a_zero_is_a_zero(load, report):
    cells = ["-", "–", "n.a.", "NA", "null", "…", "tad", 0, None, 5]
    frame = load("Nilai Investasi (Rp)", cells)
    assert frame["nilai_investasi"].dropna().tolist() == [0, 5]
    assert report(frame, "nilai_investasi") == (
        "tidak tercatat: '-' (1), '–' (1), 'n.a.' (1), 'NA' (1), 'null' (1), '…' (1), 'tad' (1)"
    )


def test_header_that_is_no_field_is_listed_with_the_nearest_and_not_used(load):
    frame = load("Nilai Investsi", [5, 6])
    assert frame["nilai_investasi"].isna().all()
    (one,) = [one for one in p3dn.load_report(frame).issues.itertuples() if one.code == "column-unknown"]
    assert "(yang terdekat: Nilai investasi)" in str(one.reason)
