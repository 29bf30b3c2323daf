"""The deck, read back: what is native, what is said, what must not leave, and what a reader's template gives."""

import csv
import io
import re
import shutil
import subprocess
import time
import zipfile

import openpyxl
import pandas as pd
import pytest
from nbformat import v4
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from p3dn import P3DNError, formats, marks
from p3dn.briefing import charts, deck, pack, plots
from p3dn.briefing.masks import mask
from p3dn.briefing.native import native
from p3dn.briefing.save import save
from p3dn.briefing.saved import saved
from p3dn.briefing.tables import table
from p3dn.briefing.template import Box, template

NATIVE = ("bars", "stacked", "ladder", "timeline", "timeline-series", "waterfall", "shares_by_draw")
PICTURES = ("dots", "lorenz", "intervals", "ranges", "simulated", "tornado", "funnel", "service_month")
OFFICE = shutil.which("soffice")
LINES = ["rem", "mesin", "pipa", "alat"]


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """Return the folder of a report, still empty, into which `save` writes."""
    monkeypatch.setenv("P3DN_OUT", str(tmp_path))
    return tmp_path


@pytest.fixture
def show(folder, monkeypatch, draw):
    """Return a function that saves charts of these kinds and returns the deck that shows them all."""

    def get(*kinds, **options):
        for kind in kinds:
            save(draw(kind), kind)
        order = deck.settings() | {"charts": kinds, "most": 20}
        monkeypatch.setattr(deck, "settings", lambda: order)
        deck.write_deck(folder, folder / "deck.pptx", **({"notebooks": [], "title": "Paparan"} | options))
        return Presentation(folder / "deck.pptx")

    return get


def drawn(slide):
    return [shape for shape in slide.shapes if shape.has_chart]


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def rows(folder, name):
    text = (folder / "charts" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def number(text):
    return float(text) if text else None


def values(slide):
    """Return ``{series: [values]}`` of all native charts of a slide, in order."""
    return [(series.name, list(series.values)) for shape in drawn(slide) for series in shape.chart.plots[0].series]


def shown(code, value):
    """Return what an office program in Indonesian writes with a number format, as ECMA-376 18.8.31 defines it."""
    code = code.removeprefix("[$-421]")
    before, digits, after = re.fullmatch(r'("[^"]*")?([#0.,%]*)("[^"]*")?', code).groups(default="")
    if not digits:
        return before.strip('"')
    pattern, commas, percent = re.fullmatch(r"(#,##0(?:\.0+)?)(,*)(%?)", digits).groups()
    scaled = abs(value) / 1000 ** len(commas) * (100 if percent else 1)
    _, _, decimals = pattern.partition(".")
    text = formats.number(round(scaled + 1e-9, len(decimals)), digits=len(decimals), lang="id")
    whole, _, part = text.partition(",")
    text = whole + (f",{part.ljust(len(decimals), '0')}" if decimals else "")
    return f"{'-' if value < 0 else ''}{before.strip(chr(34))}{text}{percent}{after.strip(chr(34))}"


# --- native charts -----------------------------------------------------------------------------------------


def test_bars_hold_the_numbers_of_the_csv(show, folder):
    slide = show("bars").slides[1]
    assert values(slide) == [("Nilai", [number(row["nilai_rp"]) for row in rows(folder, "bars")])]
    assert list(drawn(slide)[0].chart.plots[0].categories) == [row["lini_produk"] for row in rows(folder, "bars")]


def test_stacked_panels_are_charts_of_their_own_unit(show, folder):
    slide = show("stacked").slides[1]
    expected = []
    for unit in ("ton", "buah", "set"):
        panel = [row for row in rows(folder, "stacked") if row["satuan"] == unit]
        expected += [(f"Kapasitas {name}", [number(row[key]) for row in panel])
                     for key, name in (("used", "terpakai"), ("idle", "menganggur"))]  # fmt: skip
    assert values(slide) == expected
    assert {"ton", "buah", "set"} <= set(texts(slide))


def test_a_ladder_stands_in_columns_on_one_scale(show, folder):
    slide = show("ladder").slides[1]
    keys = ["need_rp", "imported_rp", "makeable_rp"]
    assert [each for _, each in values(slide)] == [[number(row[key]) for row in rows(folder, "ladder")] for key in keys]
    scales = {(shape.chart.value_axis.minimum_scale, shape.chart.value_axis.maximum_scale) for shape in drawn(slide)}
    assert scales == {(0, 24.444e9)}
    widths = [_plot_width(shape) for shape in drawn(slide)]
    assert max(widths) - min(widths) < 0.01


def _plot_width(shape):
    (share,) = shape.chart._chartSpace.xpath("./c:chart/c:plotArea/c:layout/c:manualLayout/c:w/@val")
    return float(share) * shape.width / 914_400


def test_lines_break_where_a_year_is_missing(show, folder):
    slide = show("timeline").slides[1]
    ((_, line),) = values(slide)
    assert list(drawn(slide)[0].chart.plots[0].categories) == ["2019", "2020", "2021", "2022", "2023"]
    assert line == [4.1e9, 2e9, None, 8e9, 11e9]
    assert [value for value in line if value is not None] == [
        number(row["nilai_rp"]) for row in rows(folder, "timeline")
    ]


def test_a_waterfall_keeps_loses_and_does_not_know(show, folder):
    slide = show("waterfall").slides[1]
    found = [each for _, each in values(slide)]
    assert found == [
        [number(row[key]) for row in rows(folder, "waterfall")] for key in ("value_rp", "unknown_rp", "lost_rp")
    ]
    assert "−Rp8 miliar, kapasitas kurang" in _labels(drawn(slide)[0])
    assert any("Belum diketahui: Dikontrak, Nilai tinggal." in text for text in texts(slide))


def test_shares_of_the_draws_add_up_to_one_bar(show, folder):
    slide = show("shares_by_draw").slides[1]
    saved_shares = {(row["line"], row["lever"]): number(row["share"]) for row in rows(folder, "shares_by_draw")}
    names = list(drawn(slide)[0].chart.plots[0].categories)
    for part, shares in values(slide):
        assert shares == [saved_shares.get((name, part), 0.0) for name in names]
    assert "0,3%" not in str(_labels(drawn(slide)[0]))


def _labels(shape):
    """Return what the labels of a chart write, by their own number formats."""
    found = []
    for series in shape.chart.plots[0].series:
        for label in series._element.xpath("./c:dLbls/c:dLbl[c:numFmt]"):
            value = series.values[int(label.xpath("./c:idx/@val")[0])]
            found.append(shown(label.xpath("./c:numFmt/@formatCode")[0], value))
    return found


def _written(chart):
    """Return the values of a chart as its picture writes them, where there is something to write."""
    series = [each for plot in native(chart).plots for each in plot.series]
    pairs = [pair for each in series for pair in zip(each.written, each.values, strict=True)]
    return [text for text, value in pairs if text and value is not None]


@pytest.mark.parametrize("kind", NATIVE)
def test_every_value_is_written_as_in_the_picture(show, folder, kind):
    slide = show(kind).slides[1]
    chart = next(each for each in saved(folder) if each.name == kind)
    written = set(_written(chart))
    assert written
    labels = {text for shape in drawn(slide) for text in _labels(shape)}
    assert labels <= written
    if kind != "timeline-series":  # there the ends alone are written, with the names
        assert labels == written


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (24.444e9, "rp", "Rp24,44 miliar"),
        (24e9, "rp", "Rp24 miliar"),
        (203_700, "rp", "Rp203.700"),
        (0, "rp", "Rp0"),
        (-5.55e9, "rp", "-Rp5,55 miliar"),
        (1.5e12, "rp", "Rp1,5 triliun/tahun"),
        (5_989_575, "usd", "US$5,99 juta"),
        (0.456, "pct", "45,6%"),
        (1, "pct", "100%"),
        (1049.7, "n", "1.049,7 ton"),
        (4, "n", '4 unit "A"'),
    ],
)
def test_a_number_format_writes_what_stands_in_the_picture(value, form, text):
    assert shown(mask(text, form, lang="id"), value) == text.replace('"', "”")


@pytest.mark.parametrize("kind", PICTURES)
def test_what_an_office_program_cannot_draw_is_a_picture_with_its_text(show, folder, kind):
    slide = show(kind).slides[1]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    chart = next(each for each in saved(folder) if each.name == kind)
    assert picture._element.nvPicPr.cNvPr.get("descr") == chart.stated["alt"]
    assert picture.crop_top == pytest.approx(chart.stated["heading"], abs=1e-4)
    assert 0.05 < picture.crop_top < 0.3
    assert not drawn(slide)


def test_the_part_of_a_picture_that_is_cut_off_is_its_title_alone(folder, draw):
    save(draw("lorenz"), "p")
    (chart,) = saved(folder)
    with Image.open(folder / "charts" / "p.png") as image:
        grey = image.convert("L")
        edge = int(grey.height * chart.stated["heading"])
        band = grey.crop((0, edge - 4, grey.width, edge + 4))
        assert min(band.tobytes()) == 255


def test_bars_begin_at_zero_without_grid_and_legend(show):
    for slide in list(show("bars", "stacked", "ladder", "waterfall").slides)[1:]:
        for shape in drawn(slide):
            axis = shape.chart.value_axis
            assert axis.minimum_scale == 0
            assert not axis.has_major_gridlines
            assert not axis.visible
            assert not shape.chart.has_legend


# --- words -------------------------------------------------------------------------------------------------


def test_a_slide_says_finding_measure_records_and_source(show, folder):
    slide = show("bars").slides[1]
    (chart,) = saved(folder)
    assert slide.shapes.title.text == chart.stated["title"]
    assert f"{chart.stated['subtitle']} · 168 IKM" in texts(slide)
    assert any(text.endswith(f"Sumber: {chart.stated['source']}") for text in texts(slide))
    assert "Belum diketahui: Alat dan mesin pertanian." in "\n".join(texts(slide))


def test_every_chart_has_its_alternative_text(show, folder):
    show("bars", "ladder")
    stated = {each.name: each.stated["alt"] for each in saved(folder)}
    bars, ladder = list(Presentation(folder / "deck.pptx").slides)[1:3]
    assert [shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in drawn(bars)] == [stated["bars"]]
    for shape in drawn(ladder):
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr").endswith(stated["ladder"])


def notebook():
    cells = [
        v4.new_markdown_cell("# 5 · Berapa?"),
        v4.new_markdown_cell("## Apa yang menahan?\n\nSetiap *kebutuhan* terbagi habis."),
        v4.new_code_cell("p3dn.save(grafik, 'bars')"),
        v4.new_markdown_cell("## Batas\n\n- Harga pembeli, bukan CIF."),
    ]
    return v4.new_notebook(cells=cells)


def test_notes_say_how_it_was_made_and_where_the_figures_stand(show):
    made = show("bars", notebooks=[notebook()])
    notes = made.slides[1].notes_slide.notes_text_frame.text
    assert "Cara menghitung: Setiap kebutuhan terbagi habis." in notes
    assert "buku catatan 5 · Berapa? › Apa yang menahan?; tables.xlsx, lembar G1 bars." in notes
    assert "Sumber: register sentra per 31 Maret 2026" in notes
    assert "168 IKM" in notes
    assert "• Harga pembeli, bukan CIF." in texts(made.slides[2])
    assert all(slide.has_notes_slide for slide in made.slides)


def test_no_letter_is_smaller_than_twelve_points(show, folder):
    show("bars", "stacked", "ladder", "waterfall", "timeline-series", "shares_by_draw")
    with zipfile.ZipFile(folder / "deck.pptx") as packed:
        parts = [name for name in packed.namelist() if re.match(r"ppt/(slides|charts)/[^/]*\.xml", name)]
        sizes = [
            int(size) for name in parts for size in re.findall(rb'\bsz="(\d+)"', packed.read(name)) if int(size) >= 100
        ]
    assert min(sizes) >= 1200


def test_rows_without_room_are_counted(folder):
    frame = pd.DataFrame(
        {"line": [f"Lini {place}" for place in range(30)], "nilai_rp": [3e9 - place for place in range(30)]}
    )
    save(charts.bars(frame, "line", "nilai_rp", title="Banyak", source="register"), "02-a")
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[], title="x")
    slide = Presentation(folder / "deck.pptx").slides[1]
    ((_, found),) = values(slide)
    assert 8 <= len(found) < 30
    assert any(f"{30 - len(found)} lagi di tables.xlsx, lembar G1 02-a." in text for text in texts(slide))


def test_what_is_withheld_is_neither_drawn_nor_written_and_is_said(folder):
    frame = pd.DataFrame(
        {"line": ["pompa", "katup"], "used": [None, 4.0], "idle": [3.0, None], "withheld": ["used:dominance", ""]}
    )
    save(charts.stacked(frame, "line", ["used", "idle"], title="Kapasitas"), "02-a")
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[], title="x")
    slide = Presentation(folder / "deck.pptx").slides[1]
    assert [found for _, found in values(slide)] == [[None, 4.0], [3.0, None]]
    said = "\n".join(texts(slide))
    assert "x: ditahan, karena akan membuka keterangan satu usaha. pompa (Kapasitas terpakai)." in said
    assert "Belum diketahui: katup (Kapasitas menganggur)." in said
    (page,) = _workbooks(folder / "deck.pptx")
    assert [cell.value for cell in page[2]] == ["pompa", None, 3]


def test_a_panel_that_is_withheld_as_a_whole_is_named_and_not_drawn(folder):
    frame = pd.DataFrame({"satuan": ["ton", "set"], "line": ["pompa", "katup"], "nilai_rp": [3.0, None]})
    frame["withheld"] = ["", "nilai_rp:dominance"]
    save(charts.bars(frame, "line", "nilai_rp", panels="satuan", title="Kapasitas"), "02-a")
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[], title="x")
    slide = Presentation(folder / "deck.pptx").slides[1]
    assert [found for _, found in values(slide)] == [[3.0]]
    reason = "x: ditahan, karena akan membuka keterangan satu usaha."
    said = "\n".join(texts(slide))
    assert f"{reason} katup, set." in said
    assert said.count(reason) == 1


def test_long_names_leave_room_for_fewer_rows(folder):
    for place, name in enumerate(("Lini {}", "Lini {} " + "dengan nama yang panjang sekali " * 6)):
        frame = pd.DataFrame({"line": [name.format(row) for row in range(20)], "nilai_rp": 1e9})
        save(charts.bars(frame, "line", "nilai_rp", title="Banyak"), f"0{place}")
    short, lengthy = (plots.place(native(chart), Box(0, 0, 12, 4.5)) for chart in saved(folder))
    assert short[1] < lengthy[1]
    assert len(lengthy[0][0].plot.names) >= 2


def test_what_is_below_zero_is_drawn_below_zero(folder):
    frame = pd.DataFrame({"line": ["untung", "rugi"], "nilai_rp": [2e9, -1e9]})
    save(charts.bars(frame, "line", "nilai_rp", title="Hasil"), "02-a")
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[], title="x")
    (shape,) = drawn(Presentation(folder / "deck.pptx").slides[1])
    assert shape.chart.value_axis.minimum_scale is None
    assert _labels(shape) == ["Rp2 miliar", "-Rp1 miliar"]


def test_panels_that_are_too_narrow_side_by_side_stand_below_each_other(folder, draw):
    save(draw("stacked"), "a")
    (chart,) = saved(folder)
    for width, across in ((12, 2), (6, 1)):
        placed, _ = plots.place(native(chart), Box(0, 0, width, 5))
        assert len({each.box.left for each in placed}) == across


def test_what_has_no_room_is_left_to_the_picture(folder, draw):
    save(draw("ladder"), "a")
    (chart,) = saved(folder)
    assert plots.place(native(chart), Box(0, 0, 12, 5)) is not None
    assert plots.place(native(chart), Box(0, 0, 4, 5)) is None


# --- tables and quotations ---------------------------------------------------------------------------------


def proposals(count):
    frame = pd.DataFrame({"line": LINES, "activity": "activity_market", "cost_rp": [1e9, 2e9, None, 4e9],
                          "ask": "=1+1", "months": [6, 12, None, 9]})  # fmt: skip
    return pd.concat([frame] * count, ignore_index=True)


def test_proposals_stand_in_a_table_of_few_columns(folder):
    save(table(proposals(8), title="Usulan", source="skenario"), "05-usulan")
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[], title="x")
    slide = Presentation(folder / "deck.pptx").slides[1]
    (shape,) = [shape for shape in slide.shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in shape.table.rows]
    assert cells[0] == ["Lini produk", "Kegiatan", "Biaya", "Jumlah bulan"]
    assert cells[1][2:] == ["Rp1 miliar", "6"]
    assert cells[3][2:] == ["–", "–"]
    assert len(cells) < 33
    assert any(f"{33 - len(cells)} lagi di tables.xlsx" in text for text in texts(slide))
    bottom = shape.top + sum(row.height for row in shape.table.rows)
    assert bottom <= Inches(7.2)


def test_the_last_slide_says_what_may_be_quoted_and_what_not(folder):
    yes = pd.DataFrame({"quote": "boleh", "sentence": [f"Kalimat {place}" for place in range(40)]})
    no = pd.DataFrame({"topic": ["a", "a", "b"], "sentence": ["jangan a1", "jangan a2", "jangan b1"]})
    save(table(yes, title="Boleh"), "06-kutip-sentra")
    save(table(no, title="Jangan"), "06-jangan")
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[notebook()], title="x")
    last = Presentation(folder / "deck.pptx").slides[-1]
    said = "\n".join(texts(last))
    assert said.index("• jangan a1") < said.index("• jangan b1") < said.index("• jangan a2")
    told = len(re.findall("• Kalimat", said))
    assert f"{40 - told} lagi di tables.xlsx, lembar T2 06-kutip-sentra." in said
    assert "• Harga pembeli, bukan CIF." in said


def test_an_empty_report_still_has_a_first_slide(folder):
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[], title="Paparan", sources=["a.xlsx; data per 2025"])
    (slide,) = Presentation(folder / "deck.pptx").slides
    assert slide.shapes.title.text == "Paparan"
    assert "Sumber: a.xlsx; data per 2025" in texts(slide)


# --- illustrative ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("illustrative")
def test_the_mark_stands_across_every_plot_and_in_every_workbook(show, folder):
    made = show("bars", "ladder", "stacked")
    assert any(marks.TEXT in text for text in texts(made.slides[0]))
    for slide in list(made.slides)[1:]:
        stamps = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == marks.TEXT]
        assert len(stamps) == len(drawn(slide)) >= 1
        for shape, mark in zip(drawn(slide), stamps, strict=True):
            assert _middle(shape, mark)
            assert mark._element.xpath(".//a:alpha/@val") == ["22000"]
        assert marks.TEXT in slide.notes_slide.notes_text_frame.text
    for page in _workbooks(folder / "deck.pptx"):
        assert page["A1"].value == marks.TEXT
        assert page.oddHeader.center.text == marks.TEXT


def _middle(shape, mark):
    across, up = mark.left + mark.width / 2 - shape.left, mark.top + mark.height / 2 - shape.top
    return 0 < across < shape.width and 0 < up < shape.height


def _workbooks(path):
    with zipfile.ZipFile(path) as packed:
        inside = [packed.read(name) for name in packed.namelist() if name.endswith(".xlsx")]
    return [openpyxl.load_workbook(io.BytesIO(content)).active for content in inside]


def test_real_data_carry_no_mark(show, folder):
    show("bars")
    with zipfile.ZipFile(folder / "deck.pptx") as packed:
        assert not any(marks.TEXT.encode() in packed.read(name) for name in packed.namelist())
    assert [page["A1"].value for page in _workbooks(folder / "deck.pptx")] == [None]


# --- nothing leaks, nothing runs ---------------------------------------------------------------------------


def test_the_workbook_behind_a_chart_holds_what_the_chart_shows_and_no_formula(folder):
    frame = pd.DataFrame({"lini": ["=1+1", "@x", "-5"], "nilai_rp": [24.444e9, None, 0.0], "rahasia": ["a", "b", "c"]})
    save(charts.bars(frame, "lini", "nilai_rp", title="=HYPERLINK(1)"), "02-a")
    deck.write_deck(folder, folder / "deck.pptx", notebooks=[], title="=1")
    (page,) = _workbooks(folder / "deck.pptx")
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells == [[None, "Nilai"], ["=1+1", 24_444_000_000], ["@x", None], ["-5", 0]]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert page["B2"].number_format.endswith('"Rp"#,##0')


def test_the_deck_names_nobody_and_no_place(show, folder, tmp_path):
    show("bars", "lorenz")
    with zipfile.ZipFile(folder / "deck.pptx") as packed:
        names = packed.namelist()
        core = packed.read("docProps/core.xml").decode()
        everything = b"".join(packed.read(name) for name in names)
    assert re.findall(r"<dc:creator>([^<]*)", core) in ([], [""])
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}
    assert not [name for name in names if re.search("thumbnail|app.xml|custom|printer", name)]
    assert str(tmp_path).encode() not in everything


@pytest.mark.usefixtures("illustrative")
def test_the_same_input_gives_the_same_bytes(show, folder):
    made = []
    for _ in range(2):
        show("bars", "stacked", "lorenz")
        made.append((folder / "deck.pptx").read_bytes())
        time.sleep(2.1)  # an archive counts in steps of two seconds
    assert made[0] == made[1]


# --- the reader's own template -----------------------------------------------------------------------------


@pytest.fixture
def theirs(tmp_path):
    """Return a function that writes a template, with slides, notes and an author that must not leave."""

    def write(layouts=range(11), wide=13.333):
        made = Presentation()
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = "RAHASIA"
        slide.notes_slide.notes_text_frame.text = "RAHASIA"
        made.core_properties.author = made.core_properties.comments = "RAHASIA"
        every = list(made.slide_layouts)
        for number, layout in enumerate(every):
            layout.name = f"Tata letak {number}"
            if number not in layouts and number != 1:
                made.slide_layouts.remove(layout)
        if 1 not in layouts:
            listed = made.slides._sldIdLst[0]
            made.part.drop_rel(listed.rId)
            made.slides._sldIdLst.remove(listed)
            made.slide_layouts.remove(every[1])
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        made.slide_master.part.relate_to("file:///C:/Users/RAHASIA/logo.png", kind, is_external=True)
        made.slide_width = Inches(wide)
        path = tmp_path / "templat.pptx"
        made.save(path)
        return path

    return write


def test_layouts_are_found_by_what_they_hold(theirs):
    found = template(theirs())
    assert [found.title.name, found.content.name] == ["Tata letak 0", "Tata letak 1"]
    found = template(theirs(layouts=[3, 5]))
    assert [found.title.name, found.content.name] == ["Tata letak 5", "Tata letak 5"]


def test_the_template_gives_its_layouts_and_nothing_else(show, theirs, folder):
    made = show("bars", own=theirs(wide=10))
    assert made.slide_width == Inches(10)
    assert len(made.slides) == 2
    assert made.slides[1].slide_layout.name == "Tata letak 1"
    with zipfile.ZipFile(folder / "deck.pptx") as packed:
        assert not [name for name in packed.namelist() if b"RAHASIA" in packed.read(name)]


def test_everything_stands_inside_the_place_for_content(show, theirs):
    made = show("bars", "stacked", "ladder", "waterfall", own=theirs(wide=10))
    place = template(theirs(wide=10)).box
    for slide in list(made.slides)[1:]:
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert shape.left >= Inches(place.left) - 1
                assert shape.top + shape.height <= Inches(place.top + place.height) + 1
                assert shape.left + shape.width <= Inches(place.left + place.width) + 1


def test_a_template_without_a_usable_layout_is_refused(theirs):
    with pytest.raises(P3DNError) as caught:
        template(theirs(layouts=[6]))
    assert caught.value.code == "template-layout"
    assert "'templat.pptx'" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"not a presentation"])
def test_a_template_that_is_no_presentation_is_refused(tmp_path, content):
    path = tmp_path / "a.pptx"
    path.write_bytes(content)
    with pytest.raises(P3DNError) as caught:
        pack.check(templates=[path])
    assert caught.value.code == "template-unreadable"


def test_every_damaged_template_is_refused_before_anything_runs(theirs, tmp_path):
    whole, codes = theirs().read_bytes(), []
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for victim in parts:
        for damage in (None, b"", parts[victim][: len(parts[victim]) // 2]):
            path = tmp_path / "rusak.pptx"
            with zipfile.ZipFile(path, "w") as packed:
                for name, content in parts.items():
                    if name != victim or damage is not None:
                        packed.writestr(name, damage if name == victim else content)
            try:
                pack.check(templates=[path])
            except P3DNError as error:
                codes.append(error.code)
    assert set(codes) <= {"template-unreadable", "template-layout"}
    assert len(parts) < len(codes) < 3 * len(parts)
    pack.check(templates=[theirs()])


@pytest.mark.parametrize("names", [["a.xlsx"], ["a.pptx", "b.PPTX"]])
def test_templates_are_chosen_by_their_suffix_one_of_a_kind(tmp_path, names):
    for name in names:
        Presentation().save(tmp_path / name)
    with pytest.raises(P3DNError) as caught:
        pack.check(templates=[tmp_path / name for name in names])
    assert caught.value.code == "template-kind"


def test_a_template_that_is_not_there_is_named(tmp_path):
    with pytest.raises(P3DNError) as caught:
        pack.check(templates=[tmp_path / "tidak-ada.pptx"])
    assert caught.value.code == "template-missing"


# --- as an office program shows it -------------------------------------------------------------------------


@pytest.mark.skipif(not OFFICE or not shutil.which("pdftotext"), reason="LibreOffice or pdftotext is not installed")
def test_an_office_program_opens_it_and_writes_the_values_of_the_picture(show, folder):
    kinds = ("bars", "stacked", "ladder", "waterfall", "timeline", "shares_by_draw")
    show(*kinds)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "deck.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    reader = [shutil.which("pdftotext"), "-layout", folder / "deck.pdf", "-"]
    pages = subprocess.run(reader, check=True, capture_output=True, text=True).stdout.split("\f")
    assert len([page for page in pages if page.strip()]) == 1 + len(kinds)
    for page, kind in zip(pages[1:], kinds, strict=False):
        chart = next(each for each in saved(folder) if each.name == kind)
        said = " ".join(page.split())
        assert [text for text in _written(chart) if text not in said] == []
