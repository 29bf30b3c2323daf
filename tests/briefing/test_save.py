"""What is written, byte by byte, and what is refused."""

import csv
import io
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from p3dn import P3DNError, home, marks
from p3dn.briefing import charts, figure
from p3dn.briefing.gaps import Gap
from p3dn.briefing.save import save
from p3dn.briefing.tables import table


@pytest.fixture
def out(monkeypatch, tmp_path):
    monkeypatch.setenv("P3DN_OUT", str(tmp_path))
    return tmp_path


def chart(**options):
    frame = pd.DataFrame({"lini": ["rem", "=1+1"], "nilai_rp": [24.444e9, None]})
    return charts.bars(frame, "lini", "nilai_rp", title="Potensi: Rp24,44 miliar", **options)


def test_a_chart_is_written_once_as_picture_data_and_words(out):
    picture = save(chart(source="register", records="2 IKM"), "02-potensi")
    assert sorted(path.name for path in (out / "charts").iterdir()) == [
        *("02-potensi.csv", "02-potensi.json", "02-potensi.png", "02-potensi.svg"),
    ]
    stated = json.loads((out / "charts" / "02-potensi.json").read_text(encoding="utf-8"))
    assert stated["title"] == "Potensi: Rp24,44 miliar"
    assert stated["source"] == "register"
    assert stated["records"] == "2 IKM"
    assert stated["illustrative"] is False
    assert stated["columns"][1] == {"name": "nilai_rp", "label": "Nilai", "unit": "", "format": "rp", "numeric": True}
    assert picture.png == (out / "charts" / "02-potensi.png").read_bytes()


def test_what_a_notebook_shows_is_the_picture_with_its_text(out, capsys):
    picture = save(chart(), "p")
    data, about = picture._repr_mimebundle_()
    assert data["text/plain"] == repr(picture) == picture.alt
    assert about == {"image/png": {"alt": picture.alt}}
    assert str(out) not in repr(picture)
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("out")
def test_a_chart_shows_itself_in_the_same_way():
    drawn = chart()
    data, about = drawn._repr_mimebundle_()
    assert (data, about) == save(drawn, "p")._repr_mimebundle_()
    assert about == {"image/png": {"alt": repr(drawn)}}


def test_the_same_input_gives_the_same_bytes(out):
    written = []
    for _ in range(2):
        save(chart(), "p")
        written.append({path.name: path.read_bytes() for path in (out / "charts").iterdir()})
    assert written[0] == written[1]


def test_a_pdf_is_written_where_asked_without_clock_and_with_its_words(out, monkeypatch):
    written = []
    for epoch in ("0", "86400"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        save(chart(), "p", formats=("png", "svg", "pdf"))
        written.append((out / "charts" / "p.pdf").read_bytes())
    assert written[0] == written[1]
    assert written[0].startswith(b"%PDF-")
    assert not [word for word in (b"CreationDate", b"matplotlib", b"Matplotlib") if word in written[0]]
    title = chart().p3dn.title
    assert title.encode() in written[0] or title.encode("utf-16-be") in written[0]


def test_a_picture_that_is_no_longer_asked_for_is_taken_away(out):
    save(chart(), "p", formats=("pdf",))
    save(chart(), "p")
    assert sorted(path.suffix for path in (out / "charts").iterdir()) == [".csv", ".json", ".png", ".svg"]


def test_an_unknown_format_is_refused_before_anything_is_written(out):
    with pytest.raises(P3DNError) as raised:
        save(chart(), "p", formats=("png", "eps"))
    assert raised.value.code == "format-unknown"
    assert not list(out.iterdir())


def test_pictures_carry_title_and_text_and_no_clock(out):
    drawn = chart()
    save(drawn, "p")
    with Image.open(out / "charts" / "p.png") as image:
        assert image.info["Title"] == drawn.p3dn.title
        assert image.info["Description"] == drawn.p3dn.alt
        assert image.size == (2360, 1040)
        assert "Software" not in image.info
    svg = (out / "charts" / "p.svg").read_text(encoding="utf-8")
    assert drawn.p3dn.title in svg
    assert "<dc:date>" not in svg


def test_data_are_raw_numbers_with_texts_as_shown_and_no_formula(out):
    save(chart(), "p")
    content = (out / "charts" / "p.csv").read_bytes()
    assert content == b"lini,nilai_rp\nBlok rem komposit kereta api,24444000000.0\n'=1+1,\n"


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@x"])
def test_no_text_runs_as_a_formula(out, text):
    save(table(pd.DataFrame({"teks": [text], text: [-5]}), title="t"), "t")
    header, row = csv.reader(io.StringIO((out / "tables" / "t.csv").read_text(encoding="utf-8")))
    assert row == [f"'{text}", "-5"]
    assert header == ["teks", f"'{text}"]


def test_a_table_is_written_as_numbers_and_words(out):
    saved = save(table(pd.DataFrame({"share": [0.25], "ok": [True]}), title="Judul", note="Catatan."), "t")
    assert (out / "tables" / "t.csv").read_text(encoding="utf-8") == "share,ok\n0.25,ya\n"
    stated = json.loads((out / "tables" / "t.json").read_text(encoding="utf-8"))
    assert (stated["title"], stated["note"], stated["illustrative"]) == ("Judul", "Catatan.", False)
    assert 'data-name="t"' in saved._repr_html_()


def test_a_gap_writes_nothing(out):
    gap = Gap(("produksi",))
    assert save(gap, "../etc") is gap
    assert list(out.iterdir()) == []


def test_a_second_chart_of_the_same_name_replaces_the_first(out):
    save(chart(), "p")
    save(charts.bars(pd.DataFrame({"a": ["x"], "b": [1]}), "a", "b", title="Lain"), "p")
    assert json.loads((out / "charts" / "p.json").read_text(encoding="utf-8"))["title"] == "Lain"


@pytest.mark.parametrize(
    "name", ["", "../a", "a/b", "A", "a b", "a.png", "con", "lpt1", "-a", "é", "a" * 61, "a\n", None]
)
def test_only_safe_names_are_taken(out, name):
    with pytest.raises(P3DNError) as raised:
        save(chart(), name)
    assert raised.value.code == "name-unsafe"
    assert list(out.iterdir()) == []


@pytest.mark.usefixtures("out")
def test_only_what_knows_its_data_is_saved():
    with pytest.raises(P3DNError) as raised:
        save(figure.Figure(), "p")
    assert raised.value.code == "save-unknown"
    assert "Figure" in str(raised.value)


def test_a_folder_that_cannot_be_written_is_told_without_its_path(monkeypatch, tmp_path):
    (tmp_path / "berkas").write_text("x")
    monkeypatch.setenv("P3DN_OUT", str(tmp_path / "berkas"))
    with pytest.raises(P3DNError) as raised:
        save(chart(), "p")
    assert raised.value.code == "folder-unwritable"
    assert str(tmp_path) not in str(raised.value)


def test_without_a_folder_it_goes_to_the_drafts(monkeypatch, tmp_path):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.delenv("P3DN_OUT")
    monkeypatch.setattr(home, "FOLDER", tmp_path)
    save(chart(), "p")
    assert (tmp_path / "reports" / "draft" / "charts" / "p.png").exists()


def test_a_mark_that_comes_after_the_drawing_is_still_put_on(out, monkeypatch):
    drawn = chart()
    monkeypatch.setenv("P3DN_ILLUSTRATIVE", "1")
    picture = save(drawn, "p")
    assert picture.alt.startswith(marks.TEXT)
    assert json.loads((out / "charts" / "p.json").read_text(encoding="utf-8"))["illustrative"] is True


def test_a_chart_can_be_saved_from_another_process(out):
    import subprocess
    import sys

    code = (
        "import pandas as pd; from p3dn.briefing import charts; from p3dn.briefing.save import save;"
        "save(charts.bars(pd.DataFrame({'a': ['x'], 'b': [1]}), 'a', 'b', title='Judul'), 'p')"
    )
    for number in range(2):
        folder = out / str(number)
        environment = os.environ | {"P3DN_OUT": str(folder), "PYTHONHASHSEED": str(number)}
        subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, env=environment)
    first, second = (sorted((Path(out) / str(number) / "charts").iterdir()) for number in range(2))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
