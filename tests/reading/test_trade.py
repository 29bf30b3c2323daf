"""Trade statistics in every form that publishers choose, as one long form with nothing lost."""

import pandas as pd
import pytest

import p3dn
from p3dn.reading import records

FIELDS = ["kode_hs", "uraian_hs", "tahun", "bulan", "negara", "pelabuhan", "nilai"]
# The form of BPS: bands of country, port and month over the columns, codes of goods down the left.
BPS = [
    ["Impor HS 2 Digit Tahun 2020"],
    ["", "", "Negara", "ALFA", "", "", "BETA", "Totals"],
    ["", "", "Pelabuhan", "PELABUHAN SATU", "", "PELABUHAN DUA", "PELABUHAN SATU", ""],
    ["", "", "Bulan", "[01] Januari", "[02] Februari", "[01] Januari", "[02] Februari", ""],
    ["Kode HS", "Tahun"],
    ["[84] Mesin", 2020, "", 10, "", 5, 1, 16],
    ["[85] Alat listrik", 2020, "", 7, 2, "", "", 9],
    ["Totals", "", "", 17, 2, 5, 1, 25],
]
MERGES = ("A2:B4", "D2:F2", "H2:H5", "D3:E3")


@pytest.fixture
def trade(xlsx):
    """Return a function from rows to the loaded long form."""

    def load(rows, *, merges=(), name="dagang.xlsx", **options):
        return p3dn.load_trade(xlsx(rows, merges=merges, name=name), **{"unit": {"nilai": "US$"}, **options})

    return load


def issue_of(frame, code):
    issues = p3dn.load_report(frame).issues
    return issues[issues["code"].eq(code)].iloc[0]


def of(frame, *fields):
    return frame[list(fields)].to_numpy().tolist()


# --- the form of BPS -----------------------------------------------------------------------------------------


def test_each_filled_cell_is_a_record_with_what_stands_over_and_beside_it(trade):
    frame = trade(BPS, merges=MERGES)
    assert list(frame.columns) == FIELDS
    assert of(frame, *FIELDS) == [
        ["84", "Mesin", "2020", "01", "ALFA", "PELABUHAN SATU", 10.0],
        ["84", "Mesin", "2020", "01", "ALFA", "PELABUHAN DUA", 5.0],
        ["84", "Mesin", "2020", "02", "BETA", "PELABUHAN SATU", 1.0],
        ["85", "Alat listrik", "2020", "01", "ALFA", "PELABUHAN SATU", 7.0],
        ["85", "Alat listrik", "2020", "02", "ALFA", "PELABUHAN SATU", 2.0],
    ]


def test_index_names_the_cell_of_each_record(trade):
    frame = trade(BPS, merges=MERGES)
    assert frame.index.names == ["file", "sheet", "row", "column"]
    assert frame.loc[("dagang.xlsx", "Data", 6, "G"), "nilai"] == 1


def test_counts_are_rows_of_the_sheet_and_totals_are_compared(trade):
    report = p3dn.load_report(trade(BPS, merges=MERGES))
    assert report.counts == {"rows_read": 3, "rows_kept": 2, "rows_total": 1, "rows_set_aside": 0, "rows_blank": 0}
    assert report.checks["cell"].tolist() == ["D8", "E8", "F8", "G8", "H8", "H6", "H7"]
    assert report.checks["agrees"].all()
    assert report.needs_person().empty


def test_report_says_what_became_of_each_cell(trade):
    told = issue_of(trade(BPS, merges=MERGES), "trade-cells")
    assert told.reason.values == {"records": 5, "blank": 3, "totals": 1}


@pytest.mark.parametrize(("cell", "row", "column"), [("H6", 5, 7), ("D8", 7, 3)])
def test_total_that_disagrees_is_asked_about(trade, cell, row, column):
    rows = [list(one) for one in BPS]
    rows[row][column] += 4
    asked = p3dn.load_report(trade(rows, merges=MERGES)).needs_person()
    assert ("total-differs", cell) in list(zip(asked["code"], asked["cell"], strict=True))


def test_unit_that_nothing_states_is_asked_for_and_the_argument_answers(trade):
    asked = p3dn.load_report(trade(BPS, merges=MERGES, unit={})).needs_person()
    assert asked["code"].tolist() == ["trade-unit"]
    frame = trade(BPS, merges=MERGES, unit={"nilai": "ribu US$"})
    columns = p3dn.load_report(frame).columns.set_index("field")
    assert columns.loc["nilai", ["unit", "factor"]].tolist() == ["US$", 1000]
    assert frame["nilai"].sum() == 25_000


def test_unit_in_the_title_counts(trade):
    frame = trade([["Impor Tahun 2020 (ribu US$)"], *BPS[1:]], merges=MERGES, unit={})
    assert frame["nilai"].sum() == 25_000
    assert "trade-unit" not in set(p3dn.load_report(frame).issues["code"])


def test_subtotals_of_countries_are_compared_and_not_added(trade):
    frame = trade([
        ["Impor 2020"],
        ["Negara", "ALFA", "", "", "BETA", "Jumlah"],
        ["Bulan", "Jan", "Feb", "Jumlah", "Jan", ""],
        ["Kode HS", "", "", "", "", ""],
        ["84", 1, 2, 3, 4, 7],
        ["85", 5, "", 6, 1, 6],
    ], merges=("B2:D2",))  # fmt: skip
    assert frame["nilai"].sum() == 13
    checks = p3dn.load_report(frame).checks.set_index("cell")
    assert checks["agrees"].to_dict() == {"D5": True, "D6": False, "F5": True, "F6": True}


def test_column_without_a_country_has_a_null_and_is_told(trade):
    rows = [list(one) for one in BPS]
    rows[1][6] = ""
    frame = trade(rows, merges=MERGES)
    assert frame.loc[frame["negara"].isna(), "nilai"].tolist() == [1]
    assert issue_of(frame, "trade-country").reason.values == {"count": 1, "columns": ["G"], "value": 1.0}


def test_without_merges_a_country_reaches_right_only_where_the_format_knows_none(text, trade):
    rows = BPS[:1] + [[str(cell) for cell in row] for row in BPS[1:]]
    path = text("\n".join(";".join([*row, *[""] * (8 - len(row))]) for row in rows), name="bps.csv")
    assert p3dn.load_trade(path)["negara"].tolist() == ["ALFA", "ALFA", "BETA", "ALFA", "ALFA"]
    assert trade(BPS)["negara"].isna().sum() == 2  # E and F, blank beside a filled cell in a workbook


def test_figures_stored_as_text_are_read_together(trade):
    rows = [list(one) for one in BPS]
    rows[5][3], rows[6][3], rows[7][3] = "1.234.567", "-", "1.234.567"
    rows[5][7], rows[7][7] = "1.234.573", "1.234.575"
    frame = trade(rows, merges=MERGES)
    assert frame["nilai"].max() == 1_234_567
    assert frame["nilai"].sum() == 1_234_567 + 5 + 1 + 2


def test_style_of_figures_under_bands_is_told_and_two_styles_ask(trade):
    rows = [list(one) for one in BPS]
    rows[5][3], rows[7][3], rows[7][7] = "1.234.567", "1.234.568", "1.234.574"
    columns = p3dn.load_report(trade(rows, merges=MERGES)).columns.set_index("field")
    assert str(columns.loc["nilai", "decided"]) == "koma desimal (ditunjukkan nilainya): 3 nilai, 0 bertentangan"
    assert columns.loc["negara", "decided"] == ""
    rows[6][3] = "1,234,567"
    told = issue_of(trade(rows, merges=MERGES), "number-mixed")
    assert "'1.234.567' (3) dan '1,234,567' (1)" in str(told.reason)


def test_text_that_is_no_figure_is_told_with_its_cell(trade):
    rows = [list(one) for one in BPS]
    rows[5][3] = "lihat catatan"
    told = issue_of(trade(rows, merges=MERGES), "value-unreadable")
    assert (told.cell, told.severity) == ("D6", "warn")


def test_notes_below_and_blank_rows_are_no_records(trade):
    report = p3dn.load_report(trade([*BPS[:7], [], BPS[7], [], ["Sumber: BPS, diolah"]], merges=MERGES))
    assert report.counts == {"rows_read": 4, "rows_kept": 2, "rows_total": 1, "rows_set_aside": 0, "rows_blank": 1}
    assert report.set_aside["cell"].tolist() == ["A11"]


def test_code_that_was_not_traded_stays_a_row_without_records(trade):
    report = p3dn.load_report(trade([*BPS[:7], ["[86] Kereta api", 2020], BPS[7]], merges=MERGES))
    assert report.counts["rows_kept"] == 3


def test_two_tables_on_a_sheet_are_both_read(trade):
    below = [[], ["Impor HS 2 Digit Tahun 2021"], *BPS[1:5], ["[84] Mesin", 2021, "", 1, 1, 1, 1, 4]]
    frame = trade([*BPS, *below], merges=(*MERGES, "D11:F11", "D12:E12"))
    assert frame.groupby("tahun")["nilai"].sum().to_dict() == {"2020": 25, "2021": 4}


# --- other spreads -------------------------------------------------------------------------------------------


def test_years_as_columns(trade):
    frame = trade([
        ["Impor menurut HS, 2019-2021 (US$)"],
        ["Kode HS", "Uraian", 2019, 2020, "2021*", "Jumlah"],
        ["8483", "Poros", 1, 2, 3, 6],
        ["8484", "Gasket", "", 5, 6, 11],
        ["Jumlah", "", 1, 7, 9, 17],
    ], unit={})  # fmt: skip
    assert of(frame, "kode_hs", "uraian_hs", "tahun", "nilai") == [
        ["8483", "Poros", "2019", 1],
        ["8483", "Poros", "2020", 2],
        ["8483", "Poros", "2021", 3],
        ["8484", "Gasket", "2020", 5],
        ["8484", "Gasket", "2021", 6],
    ]
    assert frame["bulan"].isna().all()
    assert p3dn.load_report(frame).checks["agrees"].all()


@pytest.mark.parametrize("months", [["Januari", "Februari"], ["Jan", "Feb"], ["[01] Januari", "[02] Februari"], [1, 2]])
def test_months_as_columns_in_every_spelling(trade, months):
    frame = trade([["Impor Tahun 2020"], ["Kode HS", "Negara", *months], ["84", "ALFA", 3, 4], ["84", "BETA", "", 5]])
    assert of(frame, "bulan", "tahun", "negara", "nilai") == [
        ["01", "2020", "ALFA", 3],
        ["02", "2020", "ALFA", 4],
        ["02", "2020", "BETA", 5],
    ]


def test_codes_as_columns_and_months_as_rows(trade):
    frame = trade([
        ["Impor Tahun 2020"],
        ["Bulan", "84 - Mesin", "85 - Alat listrik", "Jumlah"],
        ["Januari", 1, 2, 3],
        ["Februari", 3, "", 3],
    ])  # fmt: skip
    assert of(frame, "kode_hs", "uraian_hs", "bulan", "nilai") == [
        ["84", "Mesin", "01", 1],
        ["85", "Alat listrik", "01", 2],
        ["84", "Mesin", "02", 3],
    ]


def test_countries_without_a_label_are_told_by_the_title(trade):
    rows = [["Kode HS", "ALFA", "BETA"], ["84", 1, 2], ["85", "", 4]]
    frame = trade([["Impor Menurut Negara Asal Tahun 2020"], *rows])
    assert of(frame, "negara", "nilai") == [["ALFA", 1], ["BETA", 2], ["BETA", 4]]


def test_value_and_weight_side_by_side(trade):
    frame = trade([
        ["Impor menurut HS"],
        ["Kode HS", 2019, "", 2020, ""],
        ["", "Nilai (US$)", "Berat (kg)", "Nilai (US$)", "Berat (kg)"],
        ["84", 10, 3, 20, ""],
    ], merges=("A2:A3", "B2:C2", "D2:E2"), unit={})  # fmt: skip
    assert list(frame.columns) == [*FIELDS, "berat"]
    assert frame[["tahun", "nilai", "berat"]].fillna(-1).to_numpy().tolist() == [["2019", 10, 3], ["2020", 20, -1]]


# --- a row per record ----------------------------------------------------------------------------------------

LONG = [
    ["HS Code", "Negara Asal", "Pelabuhan", "Bulan", "Tahun", "Nilai (US$)", "Berat Bersih (kg)"],
    ["84831010", "ALFA", "PELABUHAN SATU", "Jan", 2021, 1500, 20],
    ["84831010", "BETA", "PELABUHAN SATU", "Februari", 2021, 2500, 30],
    ["84831090", "BETA", "PELABUHAN DUA", "3", 2021, "", ""],
    ["Jumlah", "", "", "", "", 4000, 50],
]


def test_table_that_is_long_already(trade):
    frame = trade(LONG, unit={})
    assert list(frame.columns) == [*FIELDS, "berat"]
    assert of(frame, "kode_hs", "negara", "bulan", "tahun", "nilai", "berat") == [
        ["84831010", "ALFA", "01", "2021", 1500, 20],
        ["84831010", "BETA", "02", "2021", 2500, 30],
    ]
    assert frame.index[0] == ("dagang.xlsx", "Data", 2, "F")
    report = p3dn.load_report(frame)
    assert report.checks["agrees"].all()
    assert report.counts["rows_read"] == 4


def test_year_in_the_title_is_carried_and_told(trade):
    rows = [["Impor Tahun 2020"], *[[one for at, one in enumerate(row) if at != 4] for row in LONG]]
    frame = trade(rows, unit={})
    assert frame["tahun"].tolist() == ["2020", "2020"]
    assert str(issue_of(frame, "trade-carried").reason) == (
        "Tahun 2020 hanya disebut di judul tabel; dipakai untuk 2 rekaman yang tidak menyebutnya"
    )
    assert p3dn.load_report(frame).dates == ("2020",)


def test_year_in_the_first_row_only_is_carried(trade):
    rows = [list(one) for one in BPS]
    rows[0], rows[6][1] = ["Impor"], ""
    frame = trade(rows, merges=MERGES)
    assert set(frame["tahun"]) == {"2020"}
    assert issue_of(frame, "trade-carried").reason.values["count"] == 2


def test_year_that_nothing_states_is_asked_for(trade):
    frame = trade([["Impor"], ["Kode HS", "Jan", "Feb"], ["84", 1, 2]])
    assert frame["tahun"].isna().all()
    assert "trade-year-none" in set(p3dn.load_report(frame).needs_person()["code"])


def test_months_of_a_year_that_is_not_over_are_told(trade):
    told = issue_of(trade(LONG, unit={}), "trade-months")
    assert (told.severity, told.reason.values) == (
        "warn",
        {"year": "2021", "count": 2, "first": "01", "last": "02"},
    )


def test_code_stored_as_a_number_gets_its_zero_back_and_that_is_told(trade):
    frame = trade([["Impor 2020"], ["Kode HS", "Jan", "Feb"], [1012100, 1, 2], ["84.83.10", 3, 4]])
    assert frame["kode_hs"].unique().tolist() == ["01012100", "848310"]
    assert issue_of(frame, "trade-zero").reason.values == {"count": 1, "raw": "01012100"}


def test_codes_that_contain_others_are_asked_about(trade):
    frame = trade([["Impor 2020"], ["Kode HS", "Jan"], ["84", 3], ["8483", 2], ["8484", 1], ["Jumlah", 3]])
    assert issue_of(frame, "trade-nested").reason.values == {"count": 1, "raw": "84"}
    assert p3dn.load_report(frame).checks["agrees"].all()  # the total is that of one level


def test_exports_are_told_from_imports(trade, xlsx):
    path = xlsx([["Ekspor Tahun 2020"], *BPS[1:]], merges=MERGES, name="ekspor.xlsx")
    both = p3dn.load_trade([path, xlsx(BPS, merges=MERGES, name="impor.xlsx")], unit={"nilai": "US$"})
    assert both.groupby("arus")["nilai"].sum().to_dict() == {"ekspor": 25, "impor": 25}
    assert "arus" not in trade(BPS, merges=MERGES)


# --- around it -----------------------------------------------------------------------------------------------


def test_no_file_is_an_empty_long_form():
    frame = p3dn.load_trade([])
    assert list(frame.columns) == FIELDS
    assert frame.index.names == ["file", "sheet", "row", "column"]
    assert p3dn.load_report(frame).counts["rows_read"] == 0


def test_header_rows_can_be_said(trade):
    rows = [["Negara", "di bawah ini"], *BPS[1:]]
    assert len(trade(rows, merges=MERGES, header=(2, 3, 4, 5))) == 5


def test_read_sees_the_same_table(xlsx):
    (table,) = p3dn.read(xlsx(BPS, merges=MERGES)).tables
    assert table.names[3:] == [
        "ALFA / PELABUHAN SATU / [01] Januari",
        "ALFA / PELABUHAN SATU / [02] Februari",
        "ALFA / PELABUHAN DUA / [01] Januari",
        "BETA / PELABUHAN SATU / [02] Februari",
        "Totals",
    ]
    assert [str(one) for one in table.why] == ["judul kolom di baris 2–5 berisi nilai: Negara, Pelabuhan, Bulan"]
    assert table.frame["Totals"].tolist() == [16, 9]


def test_illustrative_mark_is_seen(trade):
    frame = trade([["DATA ILUSTRATIF — Impor HS 2 Digit Tahun 2020"], *BPS[1:]], merges=MERGES)
    assert p3dn.load_report(frame).illustrative


@pytest.mark.parametrize(
    "rows",
    [
        [["Kode HS", "Nama Barang", "Satuan", "Jumlah"], ["84", "Poros", "buah", 3], ["85", "Motor", "buah", 4]],
        [["Negara", 2019, 2020], ["ALFA", 1, 2], ["BETA", 3, 4]],
    ],
)
def test_tables_of_other_things_are_no_trade_statistics(xlsx, fails, rows):
    fails("column-missing", p3dn.load_trade, xlsx(rows))


def test_kind_and_contract_agree(trade):
    dtypes = trade(BPS, merges=MERGES).dtypes
    assert [str(dtypes[name]) for name in FIELDS] == ["str"] * 6 + ["float64"]
    assert records.INDEX == ["file", "sheet", "row"]
    assert isinstance(trade(BPS, merges=MERGES).index, pd.MultiIndex)
