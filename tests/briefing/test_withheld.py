"""What is withheld is shown as x in every output, told in a list, and never as 0 or as nothing."""

import json

import openpyxl
import pandas as pd
import pytest

from p3dn import marks
from p3dn.briefing import charts, pack
from p3dn.briefing.gaps import Gap
from p3dn.briefing.save import save
from p3dn.briefing.saved import saved
from p3dn.briefing.tables import table

FRAME = pd.DataFrame(
    {
        "group": ["satu", "dua", "tiga"],
        "satuan": "buah",
        "used": [120.0, None, None],
        "idle": [80.0, None, 5.0],
        "withheld": ["", "used:threshold,idle:threshold", "used:complementary"],
    }
)


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("P3DN_OUT", str(tmp_path))
    monkeypatch.setenv("P3DN_PUBLISH", "1")
    return tmp_path


def test_a_table_shows_an_x_and_its_legend(folder):
    shown = save(table(FRAME, title="Kapasitas"), "kapasitas")
    _, rows, _ = shown.cells()
    assert [row[2] for row in rows] == ["120", "x", "x"]
    assert rows[1][-1] == "kurang dari lima usaha"
    assert any(line.startswith("x: ditahan") for line in shown.below)
    (sheet,) = saved(folder)
    assert [row[2] for row in sheet.rows] == [120.0, "x", "x"]
    assert [each["column"] for each in sheet.stated["withheld"]] == ["used", "idle", "used"]


@pytest.mark.parametrize("draw", ["bars", "stacked"])
def test_a_chart_writes_an_x_in_place_of_a_bar(folder, draw):
    what = "used" if draw == "bars" else ["used", "idle"]
    chart = getattr(charts, draw)(FRAME, "group", what, title="Kapasitas")
    written = [text.get_text() for axes in chart.axes for text in axes.texts if text.get_gid() == "value"]
    assert "x" in written
    assert not any("belum diketahui" in text for text in written)
    assert "x: ditahan" in chart.p3dn.note
    save(chart, "grafik")
    assert [row[1] for row in saved(folder)[0].rows] == [120.0, "x", "x"]


def test_a_chart_of_single_firms_is_left_out_and_that_is_told(folder, monkeypatch):
    firms = pd.DataFrame({"group": ["a", "a"], "utilisation": [0.4, 0.6]})
    gap = save(charts.dots(firms, "group", "utilisation", title="Satu titik per usaha"), "titik")
    assert isinstance(gap, Gap)
    assert repr(gap).startswith("Ditahan")
    assert json.loads((folder / "withheld" / "titik.json").read_text(encoding="utf-8")) == {
        "name": "titik",
        "rule": "record",
    }
    monkeypatch.delenv("P3DN_PUBLISH")
    assert charts.dots(firms, "group", "utilisation", title="x").p3dn.frame.shape == (2, 2)


@pytest.mark.usefixtures("folder")
def test_rows_of_a_register_are_no_table():
    index = pd.MultiIndex.from_tuples([("r.xlsx", "S", 3)], names=["file", "sheet", "row"])
    assert isinstance(table(pd.DataFrame({"produksi": [1.0]}, index=index), title="Register"), Gap)


@pytest.fixture
def written(folder):
    save(table(FRAME, title="Kapasitas", source="register"), "kapasitas")
    save(charts.bars(FRAME, "group", "used", title="Terpakai"), "kapasitas")
    save(charts.dots(FRAME, "group", "idle", title="Titik"), "titik")
    return folder, pack.write(folder, notebooks=[], publish=True, versions={})


def test_the_pack_lists_what_is_withheld_and_why(written):
    folder, names = written
    stated = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert stated["publish"] is True
    told = {(each["where_shown"], each["row"], each["column"], each["rule"]) for each in stated["withheld"]}
    assert told == {
        ("titik", "seluruhnya", None, "record"),
        ("kapasitas: Kapasitas", "dua · buah", "used,idle", "threshold"),
        ("kapasitas: Kapasitas", "tiga · buah", "used", "complementary"),
    }
    assert not any(name.startswith("withheld/") for name in names)
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert 'id="withheld"' in page
    assert "agar angka lain yang ditahan" in page


def test_the_workbook_marks_what_is_withheld_and_what_is_missing(written):
    folder, _ = written
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    assert book.sheetnames[3:5] == ["T1 ditahan", "T2 kapasitas"]
    page = book["T2 kapasitas"]
    assert [page.cell(row, 3).value for row in (8, 9, 10)] == [120, "x", "x"]
    assert "x: ditahan" in page["A4"].value
    assert page["C9"].alignment.horizontal == "right"
    assert book.properties.language == "id-ID"
    for sheet in book.worksheets[3:]:
        cells = [cell for row in sheet.iter_rows(min_row=7) for cell in row]
        assert all(cell.value is not None for cell in cells), sheet.title
        assert {cell.data_type for cell in cells} <= {"n", "s"}
    assert any("x: ditahan" in str(cell.value) for row in book["Catatan"].iter_rows() for cell in row)


def test_nothing_withheld_is_told_too(folder):
    save(table(FRAME.drop(columns=marks.WITHHELD).head(1), title="Kapasitas"), "kapasitas")
    pack.write(folder, notebooks=[], publish=True, versions={})
    stated = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert stated["withheld"] == []
    assert "Tidak ada angka yang perlu ditahan." in (folder / "index.html").read_text(encoding="utf-8")
