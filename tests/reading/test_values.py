"""Step 4a: the values of a column, decided for the whole column at once."""

import datetime

import pandas as pd
import pytest

from p3dn.reading.values import is_code_header, type_column


def values(cells, header="Nilai", **options):
    return type_column(cells, header=header, **options).values.tolist()


def days(column):
    return [None if pd.isna(day) else str(day.date()) for day in column.values]


def told(cells, header="Nilai", **options):
    return [code for code, *_ in type_column(cells, header=header, **options).issues]


# --- codes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "NIB",
        "Kode HS",
        "kd_satker",
        "KBLI 2020",
        "No. KTP/NIK",
        "NPWP",
        "Kode Pos",
        "No Rekening",
        "id",
        "No. HP",
        "MAK",
    ],
)
def test_code_headers(header):
    assert is_code_header(header)


@pytest.mark.parametrize("header", ["Jumlah Tenaga Kerja", "Nilai", "Produksi", "Jumlah NIB", "Komoditi", "Tahun"])
def test_headers_of_figures_are_no_code_headers(header):
    assert not is_code_header(header)


def test_codes_are_text_with_their_zeros():
    assert values(["0001", "0901"], "nib") == ["0001", "0901"]
    assert values([901.0, "0901"], "Kode HS") == ["901", "0901"]


def test_leading_zeros_make_a_code_whatever_the_header():
    assert values(["065106", "123456"], "Golongan") == ["065106", "123456"]


def test_zero_point_five_is_no_code():
    assert values(["0,5", "12,5"]) == [0.5, 12.5]


def test_long_digits_are_text_and_long_numbers_are_not_trusted():
    assert values(["3273010101900001", "3273010101900002"], "Nomor") == ["3273010101900001", "3273010101900002"]
    column = type_column([3273010101900000.0, "3273010101900001"], header="NIK")
    assert column.values.tolist() == ["3273010101900000", "3273010101900001"]
    assert column.issues == [("code-number", None, {"header": "NIK", "digits": 16, "count": 1, "at": [0]})]


def test_codes_that_look_like_numbers_stay_as_they_are():
    assert values(["3E10", "12E5", "1/2"], "Kode produk") == ["3E10", "12E5", "1/2"]


@pytest.mark.parametrize("cells", [["3 Roda", "7 Jari"], ["1A", "2B"], ["12E5", "4E2"], ["12 Ilir", "5 Ulu"]])
def test_texts_that_begin_with_digits_stay_texts(cells):
    assert values(cells, "Merek") == cells


def test_written_date_beside_a_serial_is_no_number():
    assert 4.0 not in values([43469.0, "4 Januari 2019"], "Tanggal")


# --- numbers -----------------------------------------------------------------------------------------------


def test_numbers_and_texts_of_numbers_in_one_column():
    assert values([1336777027.98, "1.336.777.028"]) == [1336777027.98, 1336777028.0]


def test_dots_are_thousands_where_the_column_shows_it():
    assert values(["6.000", "1.204", "1.000.000"]) == [6000, 1204, 1000000]
    assert values(["6.000", "464.000"], kind="count") == [6000, 464000]
    assert values(["6.000", "464.000"], "Nilai (Rp)") == [6000, 464000]


def test_dot_alone_stays_text_and_asks():
    column = type_column(["1.234", "2.345"], header="Volume")
    assert (column.kind, column.values.tolist()) == ("text", ["1.234", "2.345"])
    assert [code for code, *_ in column.issues] == ["number-ambiguous"]
    assert values(["1.234"], "Volume", decimal=",") == [1234]
    assert values(["1.234"], "Volume", decimal=".") == [1.234]


def test_mixed_styles_stay_text_and_ask():
    column = type_column(["1.234,5", "1,234.5"], header="Volume")
    assert column.kind == "text"
    ((code, _, extra),) = column.issues
    assert (code, extra["first"], extra["second"]) == ("number-mixed", "1.234,5", "1,234.5")


def test_size_that_decided_is_told():
    assert told(["3.200", 2800.0, 450.0, 12000.0], "Volume") == ["number-by-size"]


def test_missing_marks_are_missing_and_counted():
    column = type_column([5.0, "-", "n.a.", "", "–", "tad", 0.0], header="TK", kind="count")
    assert column.values.isna().tolist() == [False, True, True, True, True, True, False]
    assert column.missing == {"-": 1, "n.a.": 1, "": 1, "–": 1, "tad": 1}


def test_name_null_is_a_name():
    assert values(["Null", "NA", "-"], "Nama")[:2] == ["Null", "NA"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("25-30", "value-span"),
        ("20 s/d 25 orang", "value-span"),
        ("> 100", "value-bound"),
        ("<5", "value-bound"),
        ("lebih dari 100", "value-bound"),
        ("100 lebih", "value-bound"),
        ("50an", "value-bound"),
        ("min. 5", "value-bound"),
        ("3,27301E+15", "value-scientific"),
        ("5 (lima)", "value-unreadable"),
        ("inf", "value-unreadable"),
        ("1_000", "value-unreadable"),
        ("0x1A", "value-unreadable"),
        ("25 kg", "value-unreadable"),
        ("40%", "value-unreadable"),
        (True, "value-unreadable"),
        (datetime.time(7, 30), "value-unreadable"),
        (datetime.date(2025, 2, 20), "value-date"),
    ],
)
def test_cell_that_is_no_number_is_missing_and_named(cell, code):
    column = type_column([7.0, cell], header="TK", kind="count")
    assert column.values.isna().tolist() == [False, True]
    assert [(code, at) for code, at, _ in column.issues] == [(code, 1)]


def test_date_in_a_column_of_figures_shows_what_it_may_have_been():
    ((_, _, extra),) = type_column([7.0, datetime.date(2025, 2, 1)], header="TK", kind="count").issues
    assert (extra["day"], extra["guess"]) == (datetime.date(2025, 2, 1), "1-2")


def test_approximate_figures_are_used_and_told():
    column = type_column(["±25 orang", "30"], header="TK", kind="count")
    assert column.values.tolist() == [25, 30]
    assert [code for code, *_ in column.issues] == ["value-approximate"]


def test_fraction_of_a_worker_is_missing_and_named():
    assert told([1.5, 2.0], "TK", kind="count") == ["value-unreadable"]
    assert str(type_column([1.0, 2.0], header="TK", kind="count").values.dtype) == "Int64"


def test_range():
    column = type_column([-5.0, 10.0], header="TK", kind="count", valid=(0, 200_000))
    assert column.values.isna().tolist() == [True, False]
    assert [code for code, *_ in column.issues] == ["value-range"]


def test_one_range_in_a_column_of_numbers_is_told():
    assert told([5.0, 7.0, "25-30", 9.0], "TK")


def test_unlike_units_in_the_cells_are_told():
    assert told(["10 kg", "1 ton", "3 kodi"], "Kapasitas", kind="quantity")


# --- money -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cells", "rupiah"),
    [
        ("Nilai (Rp.000)", [300.0, "1.500"], [300e3, 1.5e6]),
        ("Nilai (Rp juta)", [2.5, "1,5"], [2.5e6, 1.5e6]),
        ("Nilai (miliar rupiah)", [1.25], [1.25e9]),
        ("Nilai (Rp)", ["Rp 1.234.567,00", "Rp5.000,-", "(1.234)"], [1234567, 5000, -1234]),
    ],
)
def test_money_in_rupiah(header, cells, rupiah):
    column = type_column(cells, header=header, kind="rupiah")
    assert column.values.tolist() == rupiah
    assert column.unit == "rupiah"


def test_money_without_a_unit_in_the_header_is_told_once():
    assert told([5.0], "Nilai", kind="rupiah") == ["unit-rupiah-plain"]
    assert told([5.0], "Nilai", kind="rupiah", plain=True) == []
    assert told(["-"], "Nilai", kind="rupiah") == []


def test_unit_that_is_said_wins():
    assert values([5.0], "Nilai (Rp)", kind="rupiah", unit="juta rupiah") == [5e6]


def test_scale_word_in_the_cell_beats_the_header():
    assert values(["500 juta", 600.0], "Omzet (Rp juta)", kind="rupiah") == [5e8, 6e8]


def test_three_digits_after_the_mark_are_a_question_in_miliar():
    assert values(["1,250", "2"], "Nilai (Rp miliar)", kind="rupiah") != [1.25e12, 2e9]


# --- shares ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "fractions"),
    [
        ([40.0, 100.0], [0.4, 1.0]),
        (["40%", "100%"], [0.4, 1.0]),
        ([0.4, 1.0], [0.4, 1.0]),
        (["40,00", "5,01"], [0.4, 0.0501]),
        (["0,4", "0,25"], [0.4, 0.25]),
    ],
)
def test_shares_are_fractions_by_the_whole_column(cells, fractions):
    assert values(cells, "Porsi impor", kind="share") == fractions


def test_percent_and_fractions_in_one_column_are_a_question():
    assert told([40.0, 0.4], "Porsi impor", kind="share") == ["share-mixed"]


def test_share_beyond_the_whole_is_missing_and_named():
    assert told([40.0, 140.0], "Porsi impor", kind="share") == ["value-range"]


def test_growth_may_be_negative_or_above_one():
    assert values([150.0, -20.0, 12.0], "Kenaikan (%)") == [1.5, -0.2, 0.12]


def test_percent_signs_in_the_cells_make_a_share():
    assert values(["40%", "60%"], "Porsi") == [0.4, 0.6]


# --- flags, dates, periods, texts, units -------------------------------------------------------------------


def test_flags():
    column = type_column(["Ya", "tidak", "v", "-", True, 0.0], header="SNI", kind="flag")
    assert column.values.tolist() == [True, False, True, False, True, False]


def test_blank_flag_means_no_where_only_yes_is_marked_and_that_is_told():
    column = type_column(["V", "", "V"], header="SNI", kind="flag")
    assert column.values.tolist() == [True, False, True]
    assert [code for code, *_ in column.issues] == ["flag-blank"]


def test_blank_flag_is_missing_where_no_is_marked_too():
    column = type_column(["Ya", "", "Tidak"], header="SNI", kind="flag")
    assert column.values.isna().tolist() == [False, True, False]
    assert column.issues == []


def test_flag_that_is_neither_is_missing_and_named():
    assert told(["Ya", "Proses", "Tidak"], "SNI", kind="flag") == ["value-unreadable"]


def test_dates_day_first_and_counted():
    column = type_column(["03/04/2019", "05/04/2019", 43469.0, "-"], header="Tanggal", kind="date")
    assert days(column)[:3] == ["2019-04-03", "2019-04-05", "2019-01-04"]
    assert [code for code, *_ in column.issues] == ["date-ambiguous"]
    assert str(column.decided) == (
        "hari/bulan/tahun: 2 nilai, 0 bertentangan, 2 bisa dibaca dua cara; tidak tercatat: '-' (1)"
    )


def test_dates_are_seen_without_a_kind():
    assert type_column(["4 Januari 2019", "6 Nop 2019"], header="Berdiri").kind == "date"
    assert type_column([datetime.date(2019, 1, 4)], header="Berdiri").kind == "date"


def test_period_is_no_date():
    column = type_column(["2019/2020", "Mei 2019"], header="Tahun")
    assert (column.kind, column.values.tolist()) == ("period", ["2019/2020", "Mei 2019"])
    assert values([2019.0, "2020*", "TA 2021"], "Tahun", kind="period") == ["2019", "2020", "2021"]


def test_texts_are_on_one_line_and_formulas_stay_texts():
    assert values(["CV Maju,\nJaya ", "=1+1", "<script>"], "Nama") == ["CV Maju, Jaya", "=1+1", "<script>"]


def test_units_are_folded():
    assert values(["Buah ", "bh", "M3", "gulung"], "Satuan", kind="unit") == ["buah", "buah", "m3", "gulung"]


def test_empty_column_has_the_type_of_its_kind():
    assert str(type_column([], header="TK", kind="count").values.dtype) == "Int64"
    assert str(type_column([], header="Nilai", kind="rupiah").values.dtype) == "float64"
    assert str(type_column([], header="Tanggal", kind="date").values.dtype) == "datetime64[s]"
    assert str(type_column([], header="SNI", kind="flag").values.dtype) == "boolean"


def test_control_characters_are_taken_out_and_told():
    column = type_column(["Kayu\x00 Jati", "Besi\x1f", "Ba\nja"], header="Bahan")
    assert column.values.tolist() == ["Kayu Jati", "Besi", "Ba ja"]
    assert [(code, extra["at"]) for code, _, extra in column.issues] == [("text-unseen", [0, 1])]
