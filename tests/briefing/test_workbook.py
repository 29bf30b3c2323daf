"""The workbook, read back."""

import shutil
import subprocess
import time
import zipfile

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from p3dn import marks
from p3dn.briefing import charts
from p3dn.briefing.save import save
from p3dn.briefing.tables import table
from p3dn.briefing.workbook import write_workbook

COVER = {"title": "Paparan", "about": "Semua tabel.", "sources": ["register"], "as_of": "31 Maret 2026"}


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("P3DN_OUT", str(tmp_path))
    frame = pd.DataFrame(
        {"lini": ["rem", "=1+1", "-"], "nilai_rp": [24.444e9, 1.5, None], "share": [0.4, None, 1.0], "tahun": 2024}
    )
    save(table(frame, title="Potensi", source="register", note="Harga 2019.", records="3 IKM"), "b-potensi")
    save(table(frame, title="=HYPERLINK(1)", source="+1"), "a-" + "sangat-panjang" * 4)
    save(charts.bars(frame, "lini", "nilai_rp", title="Grafik"), "b-potensi")
    return tmp_path


@pytest.fixture
def book(folder):
    write_workbook(folder, folder / "tables.xlsx", cover=COVER, names=["b-potensi"])
    return openpyxl.load_workbook(folder / "tables.xlsx")


def test_sheets_stand_in_the_order_of_the_names_and_have_short_unique_ones(book):
    assert book.sheetnames[:4] == ["Sampul", "Daftar isi", "Catatan", "T1 b-potensi"]
    assert book.sheetnames[-1] == "G1 b-potensi"
    assert len(set(book.sheetnames)) == len(book.sheetnames) == 6
    assert max(map(len, book.sheetnames)) <= 31


def test_a_sheet_has_its_words_a_frozen_header_and_real_numbers(book):
    page = book["T1 b-potensi"]
    assert [page.cell(row, 1).value for row in range(1, 5)] == [
        *("Potensi", "3 IKM", "Sumber: register", "–: tidak tercatat (bukan nol)."),
    ]
    assert page.freeze_panes == "A8"
    assert [cell.value for cell in page[7]] == ["lini", "Nilai (Rp)", "Pangsa", "tahun"]
    assert [cell.value for cell in page[8]] == ["Blok rem komposit kereta api", 24_444_000_000, 0.4, 2024]
    assert [cell.value for cell in page[10]] == ["-", "–", 1, 2024]
    assert page["B8"].number_format.endswith('"Rp"#,##0')
    assert page["C8"].number_format.endswith("0.0%")
    assert page["D8"].number_format == "0"
    assert not page.merged_cells.ranges


def test_nothing_is_a_formula(book):
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    texts = {cell.value for cell in cells}
    assert {"=1+1", "=HYPERLINK(1)", "Sumber: +1"} <= texts


def test_cover_says_what_it_is(book):
    texts = [cell.value for (cell,) in book["Sampul"].iter_rows(max_col=1) if cell.value]
    assert texts == [
        "Paparan",
        "Semua tabel.",
        "Tanggal data: 31 Maret 2026",
        "Bahasa: Indonesia",
        "Sumber data: register",
    ]


def test_contents_link_to_every_sheet(book):
    links = [cell.hyperlink.location for (cell,) in book["Daftar isi"].iter_rows(min_row=3, max_col=1)]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[3:]]


def test_notes_are_gathered(book):
    assert "Harga 2019." in [cell.value for row in book["Catatan"].iter_rows() for cell in row]


def test_illustrative_data_are_marked_on_every_sheet(folder, monkeypatch):
    monkeypatch.setenv("P3DN_ILLUSTRATIVE", "1")
    save(table(pd.DataFrame({"a": [1]}), title="Satu"), "c")
    monkeypatch.delenv("P3DN_ILLUSTRATIVE")
    write_workbook(folder, folder / "t.xlsx", cover=COVER)
    book = openpyxl.load_workbook(folder / "t.xlsx")
    assert all(page["A1"].value.startswith(marks.TEXT) for page in book)


def test_the_same_input_gives_the_same_bytes(folder):
    write_workbook(folder, folder / "one.xlsx", cover=COVER)
    time.sleep(1.1)
    write_workbook(folder, folder / "two.xlsx", cover=COVER)
    assert (folder / "one.xlsx").read_bytes() == (folder / "two.xlsx").read_bytes()
    with zipfile.ZipFile(folder / "one.xlsx") as packed:
        assert {part.date_time[0] for part in packed.infolist()} == {1980}


def test_what_is_no_number_stays_a_text(folder):
    save(table(pd.DataFrame({"n": [float("inf"), 1.0]}), title="Tak hingga"), "inf")
    write_workbook(folder, folder / "t.xlsx", cover=COVER, names=["inf"])
    page = openpyxl.load_workbook(folder / "t.xlsx")["T1 inf"]
    assert [page["A8"].value, page["A9"].value] == ["inf", 1]


def test_it_speaks_english_too(folder):
    write_workbook(folder, folder / "t.xlsx", cover=COVER, lang="en")
    assert openpyxl.load_workbook(folder / "t.xlsx").sheetnames[:3] == ["Cover", "Contents", "Notes"]


def test_an_office_program_opens_it_and_keeps_every_number(folder, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    write_workbook(folder, tmp_path / "tables.xlsx", cover=COVER)
    told = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        told,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "tables.xlsx"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if "could not be loaded" in done.stderr:
        pytest.skip("LibreOffice has no Calc here")
    here = CalamineWorkbook.from_path(tmp_path / "tables.xlsx")
    there = CalamineWorkbook.from_path(tmp_path / "tables.ods")
    assert there.sheet_names == here.sheet_names
    for name in here.sheet_names:
        rows = [there.get_sheet_by_name(name).to_python(), here.get_sheet_by_name(name).to_python()]
        numbers = [[cell for row in page for cell in row if isinstance(cell, float)] for page in rows]
        assert numbers[0] == numbers[1]


def test_every_row_is_as_high_as_its_longest_text(folder):
    save(table(pd.DataFrame({"lini": ["kata " * 60], "n": [1.0]}), title="Panjang"), "panjang")
    write_workbook(folder, folder / "t.xlsx", cover=COVER, names=["panjang"])
    page = openpyxl.load_workbook(folder / "t.xlsx")["T1 panjang"]
    assert page.row_dimensions[8].height > 5 * 15
    assert page.column_dimensions["A"].width <= 60
