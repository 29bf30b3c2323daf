"""Numbers written as text: one style per column, and the question where nothing decides."""

import babel.numbers
import pandas as pd
import pytest

from p3dn.reading import numerals


def parse(*texts, **options):
    return numerals.parse(pd.Series(texts, dtype="str"), **options)


def read(*texts, **options):
    found = parse(*texts, **options)
    assert found.problem is None
    return found.values.tolist()


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1.234.567", "12,5"], [1234567, 12.5]),
        (["6.000", "1.336.777.028"], [6000, 1336777028]),
        (["1,234.56", "12"], [1234.56, 12]),
        (["1.234,56"], [1234.56]),
        (["Rp 1.234.567,00"], [1234567]),
        (["Rp5.000,-", "39.600.", "1.234.567"], [5000, 39600, 1234567]),
        (["(1.234)", "1.234.567"], [-1234, 1234567]),
        (["\u22125", "5-", "-5", "Rp -5"], [-5, -5, -5, -5]),
        (["1\u00a0234", "\u00a01 234 "], [1234, 1234]),
        (["\uff11\uff12\uff13\uff14"], [1234]),
        (["±25 orang", "25 org", "lk. 30", "sekitar 7"], [25, 25, 30, 7]),
        (["Rp1,5 miliar", "2.933 juta", "Rp. 10rb"], [1.5e9, 2.933e9, 1e4]),
        (["0,3069", "12,5"], [0.3069, 12.5]),
    ],
)
def test_texts_of_one_column(texts, values):
    assert read(*texts) == values


def test_dot_alone_is_ambiguous_and_a_count_decides_it():
    found = parse("1.234")
    assert (found.problem, found.witnesses) == ("ambiguous", ("1.234",))
    assert read("6.000", "464.000", whole=True) == [6000, 464000]
    assert read("6,000", whole=True) == [6000]


def test_another_value_of_the_column_decides():
    assert read("1.234", "1.234.567") == [1234, 1234567]
    assert read("1.234", "0.5") == [1.234, 0.5]
    assert read("1.234", "1234.5") == [1.234, 1234.5]


def test_size_of_true_numbers_beside_them_decides():
    assert read("3.200", "1.500", neighbours=[2800, 450, 12000]) == [3200, 1500]
    assert parse("3.200", neighbours=[2800, 450]).problem == "ambiguous"
    assert parse("3.200", neighbours=[2.5, 3.1, 4.2]).problem == "ambiguous"


def test_two_styles_in_one_column_are_a_question():
    found = parse("1.234,5", "1,234.5")
    assert (found.problem, found.witnesses) == ("mixed", ("1.234,5", "1,234.5"))


@pytest.mark.parametrize(("decimal", "value"), [(",", 1234), (".", 1.234)])
def test_reader_may_name_the_decimal_mark(decimal, value):
    assert read("1.234", decimal=decimal) == [value]


def test_percent_and_approximate_marks_are_kept_apart():
    found = parse("40%", "±25", "7")
    assert found.values.tolist() == [40, 25, 7]
    assert found.percent.tolist() == [True, False, False]
    assert found.about.tolist() == [False, True, False]


@pytest.mark.parametrize("text", ["25-30", "> 100", "inf", "1_000", "3,27301E+15", "L", "IKM 017", "CV 3", ""])
def test_what_is_no_number_is_not_made_one(text):
    assert pd.isna(parse(text).values.iloc[0])


@pytest.mark.parametrize("text", ["3 Roda Jaya", "12E5", "1A", "4 Januari 2019", "7 Up", "3 x 4 m", "0x1A"])
def test_texts_that_only_begin_with_a_digit_are_no_numbers(text):
    assert not numerals.is_numeral(text)


@pytest.mark.parametrize("text", ["\u22125.000", "1\u200b234"])
def test_is_numeral_knows_what_parse_reads(text):
    assert numerals.is_numeral(text)


def test_digits_of_other_scripts_are_read():
    assert parse("3.200", "\u0663\u0664", "5").values.tolist()[1] == 34


@pytest.mark.parametrize("number", [0, 7, 1234, 1234567, 1234.5, 0.25, 98765432.1])
def test_what_babel_writes_is_read(number):
    text = babel.numbers.format_decimal(number, locale="id_ID")
    assert read(text, "1.234.567,5") == [number, 1234567.5]
    text = babel.numbers.format_decimal(number, locale="en_US")
    assert read(text, "1,234,567.5") == [number, 1234567.5]


@pytest.mark.parametrize("text", ["5.103.000", "1.234,56", "0,3069", "12", "1.234.567,89"])
def test_reading_agrees_with_babel(text):
    assert read(text, decimal=",") == [float(babel.numbers.parse_decimal(text, locale="id_ID", strict=True))]


def test_cell_on_its_own_is_read_for_stated_totals():
    cells = [5, 2.5, "Rp 1.500", "-", "", None, True, "JUMLAH"]
    assert [numerals.of_cell(cell) for cell in cells] == [5, 2.5, 1500, None, None, None, None, None]
