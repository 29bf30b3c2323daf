"""The same number everywhere: what is quoted stands in the data, the tables, the workbook, the page and the notebook.

A figure that a finding quotes must follow from the frame that its sentence is about: as a value, a sum, a middle, a
rest or a count of it. What is plotted or tabulated must be the same value in the saved data and in the workbook, and
the same text on the page and in the notebook. Documents that a pack holds beside these (note, deck) may quote nothing
that the page or the saved data lack.
"""

import ast
import functools
import itertools
import math
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from lxml import etree
from python_calamine import CalamineWorkbook

import p3dn
from p3dn import formats
from p3dn.analysis.substitution.simulate import STEADY
from p3dn.briefing import columns, pack
from p3dn.briefing.saved import saved
from p3dn.briefing.tables import SHOWN
from p3dn.words import Sentence

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
FIGURE = re.compile(r"(?<![\w.,/-])(?:US\$|Rp)?\d+(?:\.\d{3})*(?:,\d+)?(?: (?:triliun|miliar|juta)\b|%)?(?![\w/-])")
SCALES = {"triliun": 1e12, "miliar": 1e9, "juta": 1e6}


def figures(text):
    """Return the figures of a text as written; counts below 100 are no evidence of anything and are left out."""
    found = FIGURE.findall(str(text))
    return {one for one in found if not re.fullmatch(r"\d{1,2}", one) and not re.fullmatch(r"(19|20)\d\d", one)}


def derived(frame):
    """Return the numbers that a sentence about a frame may state: values, rests, counts, middles, sums and parts."""
    frame = frame.reset_index(drop=True)
    numeric = frame.select_dtypes(["number", "bool"]).astype("float64")
    keys = [frame[name].map(str).where(frame[name].notna()) for name in frame.columns.difference(numeric.columns)]
    keys = [key for key in keys if 1 < key.nunique() <= len(frame) / 2 + 8]
    sizes, keys = [n for key in keys for n in key.value_counts()], keys[:5]
    pairs = [[one, other] for one, other in itertools.permutations([*keys, *(key.notna() for key in keys)], 2)]
    total, sums = numeric.sum(), [numeric.groupby(group).sum() for group in [*([key] for key in keys), *pairs]]
    with np.errstate(all="ignore"):
        parts = [one / total for one in (numeric, *sums)]
        parts += [numeric / numeric.groupby(key).transform("sum") for key in keys]
        parts.append(np.divide.outer(total.to_numpy(), total.to_numpy()))
    counts = [len(frame), *numeric.count(), *sizes]
    rests = [1 - numeric, 100 * numeric, numeric.median(), numeric.mean(), total]
    found = np.concatenate([np.ravel(one).astype(float) for one in (numeric, counts, *rests, *sums, *parts)])
    return np.unique(np.abs(found[np.isfinite(found)]))


SENTENCES = Path(p3dn.__file__).parent / "words" / "analysis.toml"
CONSTANTS = figures(SENTENCES.read_text(encoding="utf-8")) | {formats.percent(STEADY)}  # thresholds, no results
PROOFS = {}  # what the frames of a cell prove, by the names of its notebook and its source: a simulation runs once


def said(frame):
    """Return the figures that stand in the texts of a frame, such as codes."""
    texts = [frame[name] for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
    return {one for values in texts for value in values for one in figures(value)}


def follows(figure, numbers):
    """Tell whether a figure, as written in Indonesian, is what one of the numbers is written as."""
    digits, scale = re.search(r"[\d.,]+", figure)[0].replace(".", "").replace(",", "."), figure.rsplit(" ", 1)[-1]
    if figure.endswith("%"):
        value, step = float(digits) / 100, 0.001
    elif scale in SCALES:
        value, step = float(digits) * SCALES[scale], 0.01 * SCALES[scale]
    else:
        value, step = float(digits), 1 if "R" in figure or "$" in figure or float(digits) >= 10_000 else 0.01
    return bool((np.abs(numbers - value) <= step / 2 * (1 + 1e-9)).any())


def unproved(text, known, numbers):
    """Return the figures of a text that are neither known as texts nor follow from numbers."""
    return [one for one in sorted(figures(text) - known) if not follows(one, numbers)]


def handed(source, names):
    """Yield the frames that a cell hands to a function of a headline."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "").startswith("headline"):
            given = eval(compile(ast.Expression(call.args[0]), "cell", "eval"), dict(names))  # noqa: S307
            yield from (one for one in (given, *vars(given).values()) if isinstance(one, pd.DataFrame))


def proof(source, names):
    """Return the numbers and the figures in texts that the frames of a cell prove."""
    key = id(names), source
    if key not in PROOFS:
        frames = list(handed(source, names))
        numbers, texts = np.concatenate([*map(derived, frames), []]), CONSTANTS.union(*map(said, frames))
        PROOFS[key] = names, numbers, texts  # the names are kept, so that no other has their id
    return PROOFS[key][1:]


def finding_faults(made, soup):
    """Check that every finding is on the page as printed, and that its figures follow from the frames it is about."""
    places = [{one.get_text() for one in soup.select(where)} for where in ("section.findings li", "p.finding")]
    for node, names in zip(made.notebooks, made.names, strict=True):
        for cell in node.cells:
            if "finding" in cell.metadata.get("tags", ()):
                numbers, texts = proof(cell.source, names)
                for line in printed([cell]):
                    if not all(line in place for place in places):  # among all findings, and in its section
                        yield f"not on the page: {line}"
                    yield from (f"{one} follows from no frame: {line}" for one in unproved(line, texts, numbers))


def data_faults(made, soup):
    """Check each saved chart and table against the workbook, the page and the notebook."""
    book = CalamineWorkbook.from_path(made.folder / "tables.xlsx")
    order = saved(made.folder, pack.names_saved(made.notebooks))
    sheets = dict(zip([(thing.name, thing.chart) for thing in order], book.sheet_names[3:], strict=True))
    shown = "\n".join(line for node in made.notebooks for line in printed(node.cells))
    for thing in order:
        where = f"{'chart' if thing.chart else 'table'} {thing.name}"
        rows = book.get_sheet_by_name(sheets[thing.name, thing.chart]).to_python(skip_empty_area=False)
        yield from (f"{where}: title" for _ in [0] if thing.stated["title"] not in str(rows[0][0]))
        yield from (f"{where}: workbook has {there} for {here}" for here, there in unlike(thing.rows, rows[7:]))
        yield from (f"{where}: page lacks {text}" for text in sorted(lacking(thing, page_table(soup, thing))))
        if thing.stated["title"] not in shown:
            yield f"{where}: notebook lacks its title"
        yield from picture_faults(made.folder, thing) if thing.chart else ()


def printed(cells):
    """Yield the lines of the outputs of cells."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            yield from filter(None, map(str.strip, text.splitlines()))


def unlike(rows, sheet):
    """Yield the values of saved rows that the rows of a sheet do not have in the same place."""
    for row, cells in zip(rows, sheet, strict=True):
        for here, there in zip(row, cells, strict=False):
            if isinstance(here, float) and not math.isclose(here, there or 0, rel_tol=1e-14):  # a cell has 16 digits
                yield here, there


def page_table(soup, thing):
    """Return the rows of texts of a saved chart or table on the page."""
    if thing.chart:
        image = next(image for image in soup.select("figure img") if image["alt"] == thing.stated["alt"])
        table = image.find_parent("figure").select_one("details table")
    else:
        table = soup.select_one(f'table[data-name="{thing.name}"]')
    return [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tbody tr")]


def lacking(thing, rows):
    """Return the figures of saved rows that their table on the page does not show in the same place."""
    forms = [column["format"] for column in thing.stated["columns"]]
    wanted = [
        (columns.write(value, form), text)
        for row, texts in zip(thing.rows[:SHOWN], rows, strict=True)
        for value, form, text in zip(row, forms, texts, strict=True)
        if isinstance(value, float)
    ]
    return {f"{want}, shows {text}" for want, text in wanted if want != text}


def picture_faults(folder, chart):
    """Check that the picture itself says the title and the alternative text."""
    drawn = etree.parse(folder / "charts" / f"{chart.name}.svg", etree.XMLParser(huge_tree=True))
    if {one.text for one in drawn.iter("{*}title")} != {chart.stated["title"]}:
        yield f"chart {chart.name}: the picture has not its title"
    if chart.stated["alt"] not in " ".join(drawn.getroot().itertext()):
        yield f"chart {chart.name}: the picture lacks its alternative text"


def document_faults(made, page):
    """Check that the note and the deck, where they are there, quote only what the page and the saved data have."""
    values = [value for thing in saved(made.folder) for row in thing.rows for value in row if isinstance(value, float)]
    known, shown = np.unique(values), figures(page)
    for name, text, numbers in made.documents():
        yield from (f"{name}: {one} stands nowhere else" for one in unproved(text, shown, np.abs(known)))
        for number in numbers:
            if not np.isclose(known, number, rtol=1e-9, atol=1e-12).any():
                yield f"{name}: a chart holds {number}"


@functools.lru_cache(maxsize=2)
def parsed(page):
    """Return a page as a tree and as one line of text."""
    soup = BeautifulSoup(page, "lxml")
    return soup, " ".join(soup.get_text(" ").split())


def faults(made):
    """Return all that is not the same number everywhere, as sentences."""
    soup, page = parsed((made.folder / "index.html").read_text(encoding="utf-8"))
    return [*finding_faults(made, soup), *data_faults(made, soup), *document_faults(made, page)]


@pytest.fixture(scope="module")
def made(make):
    """Return the pack of the example in Indonesian."""
    return make("id")


def test_every_number_is_the_same_everywhere(made):
    assert faults(made) == []


# --- the guard itself: one number changed in one place -----------------------------------------------------


def rewritten(path, pattern, new):
    """Put something else in the place of the first match in a file."""
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")


def in_workbook(folder):
    """Change the first number of the fifth sheet."""
    path, packed = folder / "tables.xlsx", {}
    with zipfile.ZipFile(path) as old:
        packed = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet5.xml"
    changed = re.sub(rb't="n"><v>[^<]+</v>', b't="n"><v>987654</v>', packed[sheet], count=1)
    assert changed != packed[sheet]
    with zipfile.ZipFile(path, "w") as new:
        for name, content in (packed | {sheet: changed}).items():
            new.writestr(name, content)


def document(folder, name, part, text):
    """Write a document that says a text, or the cache of a chart that holds it."""
    with zipfile.ZipFile(folder / name, "w") as new:
        new.writestr(part, f'<a:x xmlns:a="urn:a"><a:p><a:t>{text}</a:t></a:p></a:x>' if "chart" not in part else (
            f'<c:x xmlns:c="urn:c"><c:numCache><c:pt><c:v>{text}</c:v></c:pt></c:numCache></c:x>'
        ))  # fmt: skip


SPOILT = {
    "page": (
        lambda at: rewritten(at / "index.html", r"(<td[^>]*>)Rp[\d,]+ miliar<", r"\1Rp0,01 miliar<"),
        "page lacks",
    ),
    "finding": (lambda at: rewritten(at / "index.html", "Rp22,29 miliar", "Rp22,92 miliar"), "not on the page"),
    "chart data": (
        lambda at: rewritten(at / "charts" / "05-hambatan.csv", r",\d+\.\d+", ",123456.5"),
        "chart 05-hambatan: workbook has",
    ),
    "table": (
        lambda at: rewritten(at / "tables" / "03-kelas-usaha.csv", r",0\.\d+", ",0.987"),
        "table 03-kelas-usaha: workbook has",
    ),
    "workbook": (in_workbook, "workbook has 987654"),
    "picture": (
        lambda at: rewritten(at / "charts" / "05-hambatan.svg", r"<dc:title>[^<]*", "<dc:title>x"),
        "has not its title",
    ),
    "note": (lambda at: document(at, "note.docx", "word/document.xml", "Rp99,87 triliun"), "Rp99,87 triliun"),
    "deck": (lambda at: document(at, "deck.pptx", "ppt/slides/slide1.xml", "naik 99,87%"), "99,87%"),
    "chart of the deck": (lambda at: document(at, "deck.pptx", "ppt/charts/chart1.xml", "9.87e99"), "holds 9.87e+99"),
}


@pytest.mark.parametrize("place", SPOILT)
def test_another_number_in_one_place_is_found(made, tmp_path, place):
    spoil, told = SPOILT[place]
    shutil.copytree(made.folder, tmp_path / "pack")
    spoil(tmp_path / "pack")
    assert any(told in fault for fault in faults(replace(made, folder=tmp_path / "pack")))


def test_a_finding_that_says_another_number_is_found(make, monkeypatch):
    right = p3dn.workforce.headline_by_size

    def wrong(*frames, **options):
        sentence = right(*frames, **options)
        share = next(name for name, value in sentence.values.items() if isinstance(value, float))
        return Sentence(sentence.key, sentence.values | {share: sentence.values[share] + 0.0456})

    monkeypatch.setattr(p3dn.workforce, "headline_by_size", wrong)
    told = [fault for fault in faults(make("id", ("03",))) if "follows from no frame" in fault]
    assert len(told) == 1
    assert "47,6%" not in told[0]


# --- another input -----------------------------------------------------------------------------------------


def titles(made, numbers):
    """Return the titles of the charts of some notebooks by name."""
    return {
        thing.name: thing.stated["title"] for thing in saved(made.folder) if thing.chart and thing.name[:2] in numbers
    }


def test_titles_stay_true_when_the_input_changes(made, make, tmp_path):
    book = openpyxl.load_workbook(EXAMPLE / "sentra_contoh.xlsx")
    page = book.worksheets[0]
    (cell,) = (row[12] for row in page.iter_rows(min_row=9, max_row=9))  # Nilai / Produksi, thousand rupiah
    cell.value = 987_654_321
    book.save(tmp_path / "sentra_contoh.xlsx")
    changed = make("id", ("02", "03"), sentra=[str(tmp_path / "sentra_contoh.xlsx")])
    assert faults(changed) == []
    before, after = titles(made, ("02", "03")), titles(changed, ("02", "03"))
    moved = {name for name in before if before[name] != after[name]}
    assert {"02-nilai", "03-produktivitas"} <= moved
    assert {"02-kapasitas", "02-pemakaian", "03-kelas-usaha", "03-sebaran"}.isdisjoint(moved)
