"""One language at a time: no word of the other, and no name of the code, in what a reader sees.

The words of a language come from ``words/*.toml``, ``records``, ``rules`` and the product lines themselves: a text in
the English pack is left over when it is the Indonesian label of something, or holds a word that no English text has.
What stands in a file of the analyst (products, headers, buyers) is shown as it is there and is no word of a language.
"""

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from python_calamine import CalamineWorkbook

from p3dn import formats, words
from p3dn.briefing.web import write_page
from p3dn.cli import main

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en")
LIBRARY = [path for part in ("words", "records", "rules") for path in sorted((ROOT / "p3dn" / part).glob("*.toml"))]
LINES = ROOT / "data" / "published" / "product_lines.toml"
TABLES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (*LIBRARY, LINES) if path.stem != "prose"]
# Addresses, file names, names of publishers, codes of problems in their brackets, and checksums are the same in any.
PLAIN = re.compile(
    r"\[[a-z-]+\]|\S*[./]\S*\.\S+|\S+\.(?:xlsx|csv|json|com|net|id|toml)\b|[\w./]*/[\w./…-]+|\b[0-9a-f]{64}\b"
)
TITLE = re.compile(r"\(([^)]*)\)")  # of a work, as it is in any language
NUMBERED = re.compile(r"\b0[1-6]-[a-z-]+\b")  # the name of a notebook, a file, or a sheet
ALIKE = {"antara", "bisnis", "update", "village", "an"}  # names of publishers, and the ending of 1990-an


def pairs(node):
    """Yield the two texts of everything that has two."""
    if isinstance(node, dict):
        if isinstance(node.get("id"), str) and isinstance(node.get("en"), str):
            yield node["id"], node["en"]
        for inner in node.values():
            yield from pairs(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from pairs(inner)


def keys(node):
    """Yield the names of everything that has two texts."""
    for name, inner in node.items() if isinstance(node, dict) else ():
        if isinstance(inner, dict):
            yield name
            yield from keys(inner)


def spoken(text):
    """Return the words of a text without what is put into it."""
    return set(re.findall(r"[a-z]{2,}", re.sub(r"\{[^}]*\}", " ", text).casefold()))


PAIRS = [pair for table in TABLES for pair in pairs(table)]
LABELS = [{pair[side].casefold(): pair for pair in PAIRS} for side in (0, 1)]
MONTHS = [(formats.date(f"2025-{n:02}", lang="id"), formats.date(f"2025-{n:02}", lang="en")) for n in range(1, 13)]
SCALES = [("triliun miliar juta ya", "trillion billion million"), ("", "true false none nan")]
VOCABULARY = [set().union(*(spoken(pair[side]) for pair in (*PAIRS, *MONTHS, *SCALES))) for side in (0, 1)]
NAMES = {name for table in TABLES for name in keys(table)} | {"True", "False", "None", "nan"}


@pytest.fixture(scope="module")
def sources():
    """Return the texts of the example's files, the longest first: what is shown as it stands."""
    found = set()
    for path in sorted((ROOT / "data" / "example").glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            cells = (cell for row in book.get_sheet_by_name(sheet).to_python() for cell in row)
            found |= {sheet, *(cell.strip() for cell in cells if isinstance(cell, str))}
    headings = {re.sub(r"^[\[\]\d. ]{4,}", "", text) for text in found}  # of HS codes; a long one is cut on a chart
    cut = {f"{text[:end]}…" for text in headings for end in range(20, len(text)) if text[end] == " "}
    with (ROOT / "data" / "published" / "sources.csv").open(encoding="utf-8", newline="") as file:
        titles = [
            {*TITLE.findall(row["source_id"])} & {*TITLE.findall(row["source_en"])} for row in csv.DictReader(file)
        ]
    return sorted(found.union(headings, cut, *titles) - {""}, key=len, reverse=True)


def leftover(text, lang, sources=(), *, source=False):
    """Return what is left over of the other language, or of the code, in a text; nothing where all is well.

    `source` says that the text may be one of a file as a whole, such as a product or a header.
    """
    text, mine = str(text).strip(), LANGUAGES.index(lang)
    if not text or (source and text in sources):
        return ""
    alone = text.casefold()
    if alone in LABELS[1 - mine] and alone not in LABELS[mine]:
        return f"label: {text}"
    if text in NAMES and alone not in LABELS[mine] and not text.isupper():
        return f"name: {text}"
    for known in sources:
        if len(known) > 3 and known in text and known.casefold() not in LABELS[mine]:
            text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", text)
    text = NUMBERED.sub(" ", PLAIN.sub(" ", text))
    slugs = re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", text)
    foreign = (spoken(text) & VOCABULARY[1 - mine]) - VOCABULARY[mine] - ALIKE
    return f"{sorted({*slugs, *foreign})} in {text[:160]}" if slugs or foreign else ""


STATED = ("title", "subtitle", "note", "records", "source", "alt")
# Columns whose values come from a file of the analyst, beside the fields of the record kinds that are text.
COPIED = {"item", "component", "best_component", "goods", "country", "source", "history_source", "life_source", "owner"}
COPIED |= {"fund", "demand_source", "product", "buyer", "partner", "top_country", "funds", "step_owner"}


def copied(lang):
    """Return the columns whose values are shown as a file has them, and their headings."""
    fields = {
        name
        for table in TABLES
        for name, spec in (table.get("fields") or {}).items()
        if isinstance(spec, dict) and spec.get("type") in ("text", "code")
    }
    names = COPIED | fields
    return names, {words.label(name, lang=lang) for name in names}


def saved_texts(folder, lang):
    """Yield ``(where, text, whether it may be a file's own)`` of everything in ``charts/`` and ``tables/``."""
    own, _ = copied(lang)
    for path in sorted(folder.glob("*/*.json")):
        stated, where = json.loads(path.read_text(encoding="utf-8")), f"{path.parent.name}/{path.stem}"
        yield from ((f"{where} {key}", stated.get(key, ""), False) for key in STATED if key in stated)
        yield from (
            (f"{where} column", column[key], False) for column in stated["columns"] for key in ("label", "unit")
        )
        names, *rows = csv.reader(path.with_suffix(".csv").read_text(encoding="utf-8").splitlines())
        yield from (
            (f"{where} {name}", text, name in own) for row in rows for name, text in zip(names, row, strict=True)
        )


def page_texts(folder, lang):
    """Yield the same of the web page: its tables by their headings, its load reports, and all else."""
    soup = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    _, own = copied(lang)
    for gone in soup.select("style, script, code, .hash"):
        gone.decompose()
    for image in soup.select("img"):
        yield "alt", image["alt"], False
    for table in soup.select("table"):
        heads = [cell.get_text() for cell in table.select("thead th")]
        yield from (("heading", head, False) for head in heads)
        yield from (("caption or foot", cell.get_text(" "), False) for cell in table.select("caption, tfoot td"))
        report = heads[1:2] == [words.say("reading.header", lang=lang)]  # a load report, beside the file's own headers
        for row in table.select("tbody tr"):
            for place, cell in enumerate(row.select("th, td")):
                if not report:
                    yield "cell", cell.get_text(), heads[place] in own
                elif place != 1:
                    yield "report", re.sub(r": [^;:]+ \(\d+\)", " ", cell.get_text()), False  # without values counted
        table.decompose()
    yield from (("page", text, False) for text in soup.stripped_strings)


def found(texts, lang, sources):
    """Return what is left over, each with the first place and how often."""
    left = {}
    for where, text, own in dict.fromkeys(texts):
        if fault := leftover(text, lang, sources, source=own):
            left.setdefault(fault, where)
    return left


def test_nothing_is_left_over_in_english(make, sources):
    made = make("en")
    texts = [*saved_texts(made.folder, "en"), *page_texts(made.folder, "en")]
    texts += [(name, line, True) for name, text, _ in made.documents() for line in text.splitlines()]
    assert len(texts) > 3000
    assert found(texts, "en", sources) == {}
    assert json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))["language"] == "en"


def test_nothing_is_left_over_in_indonesian(tmp_path, sources):
    """The notebooks as they are stored hold all that the Indonesian page does."""
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    write_page(notebooks, tmp_path / "index.html", title="Uji", lang="id", illustrative=True)
    texts = list(page_texts(tmp_path, "id"))
    assert len(texts) > 1500
    assert found(texts, "id", sources) == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_left_over_on_the_command_line(lang, sources, capsys):
    files = sorted(map(str, (ROOT / "data" / "example").glob("*.xlsx")))
    assert main(["check", *files, "--lang", lang]) == 0
    told = capsys.readouterr().out.splitlines()
    headers = re.compile(r"^  [^:]+![A-Z]+\d|←")  # what the file itself says
    assert found((("check", line, False) for line in told if not headers.search(line)), lang, sources) == {}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "bulan"),
        ("en", "Kapasitas menganggur"),
        ("en", "12 of 40 lines belum diketahui"),
        ("en", "capacity_idle"),
        ("en", "Share (orang)"),
        ("en", "who_buyer"),
        ("en", "As of 31 Desember 2025"),
        ("id", "share"),
        ("id", "women-share"),
        ("id", "Idle capacity"),
        ("id", "12 lini not known yet"),
        ("id", "True"),
        ("id", "Rp24.44 billion"),
        ("id", "per 31 December 2025"),
    ],
)
def test_what_is_left_over_is_found(lang, text):
    assert leftover(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Idle capacity"),
        ("en", "Source: sentra_contoh.xlsx; data as of 31 December 2025"),
        ("en", "Rem blok komposit"),
        ("en", "Codes in data/published/claims.csv [table-unused]"),
        ("id", "Kapasitas menganggur"),
        ("id", "e-purchasing dan tender"),
        ("id", "02-capacity"),
    ],
)
def test_what_is_right_is_left_alone(lang, text):
    assert not leftover(text, lang, ["Rem blok komposit"], source=True)


def test_every_unit_that_a_file_may_state_is_known_in_both_languages():
    folded = tomllib.loads((ROOT / "p3dn" / "records" / "units.toml").read_text(encoding="utf-8"))["units"]
    known = tomllib.loads((ROOT / "p3dn" / "words" / "units.toml").read_text(encoding="utf-8"))
    assert set(folded) - set(known) == set()
    assert all(entry.get("one") for entry in known.values())
