"""The page and the pack, from notebooks as nbclient leaves them."""

import base64
import json
import re
from itertools import pairwise

import nbformat.v4 as nb
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from p3dn import marks
from p3dn.briefing import charts, pack
from p3dn.briefing.cells import findings, names_saved, told
from p3dn.briefing.save import save
from p3dn.briefing.tables import table
from p3dn.briefing.web import write_page

INPUTS = [{"name": "sentra/<register>.xlsx", "kind": "sentra", "sha256": "ab" * 32, "bytes": 1234}]
FRAME = pd.DataFrame({"lini": ["rem", "<script>alert(1)</script>"], "nilai_rp": [24.444e9, 1.0]})


def code(source, *outputs, tags=()):
    return nb.new_code_cell(source, outputs=list(outputs), execution_count=1, metadata={"tags": list(tags)})


def shown(data, about=None):
    return nb.new_output("execute_result", data=data, metadata=about or {}, execution_count=1)


def printed(text, name="stdout"):
    return nb.new_output("stream", name=name, text=text)


@pytest.fixture
def notebook(monkeypatch, tmp_path):
    """Give an executed notebook with one of everything, whose chart and table are saved beside the page."""
    monkeypatch.setenv("P3DN_OUT", str(tmp_path))
    picture, about = save(charts.bars(FRAME, "lini", "nilai_rp", title="Grafik"), "02-potensi")._repr_mimebundle_()
    saved = save(table(FRAME, title="Tabel"), "02-tabel")
    foreign = base64.b64encode(b"\x89PNG").decode()
    return nb.new_notebook(
        cells=[
            nb.new_markdown_cell("# 2 · Berapa yang *menganggur*?\n\nSatu kalimat."),
            code("data = ''", printed("rahasia\n"), tags=["parameters"]),
            nb.new_markdown_cell("## Lini mana?\n\n#### Terlalu dalam"),
            code("print(temuan)", printed("Rp24,44 miliar <menganggur>.\nDua.\n"), tags=["finding"]),
            code("p3dn.save(charts.bars(f, 'lini', 'n', title=g('x')), '02-potensi')", shown(picture, about)),
            code("save(table(f), name='02-tabel')", shown({"text/html": saved._repr_html_(), "text/plain": "t"})),
            code("f", shown({"text/html": FRAME.to_html(), "text/plain": "f"})),
            code("plot", shown({"image/png": foreign, "text/plain": "x"}), printed("peringatan", "stderr")),
        ]
    )


@pytest.fixture
def page(notebook, tmp_path):
    write_page([notebook], tmp_path / "index.html", title="Paparan <1>", inputs=INPUTS)
    return (tmp_path / "index.html").read_text(encoding="utf-8")


class Read:
    """A page as a program reads it: tags with their attributes, headings with their level."""

    def __init__(self, text):
        soup = BeautifulSoup(text, "html.parser")
        self.tags = [(tag.name, tag.attrs) for tag in soup.find_all()]
        self.levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]

    def all(self, name):
        """Return the attributes of every tag of a name."""
        return [attrs for tag, attrs in self.tags if tag == name]


def test_headings_begin_with_one_and_skip_none(page):
    levels = Read(page).levels
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_contents_lead_to_every_notebook_and_section(page):
    read = Read(page)
    targets = {attrs["id"] for _, attrs in read.tags if "id" in attrs}
    links = [attrs["href"] for attrs in read.all("a")]
    assert {"#n1", "#n1-1", "#inputs", "#main"} <= set(links)
    assert {link[1:] for link in links} <= targets
    assert len(targets) == len([attrs for _, attrs in read.tags if "id" in attrs])


def test_findings_come_first_and_only_what_was_printed(notebook, page):
    assert findings(notebook) == ["Rp24,44 miliar <menganggur>.", "Dua."]
    assert page.index("Rp24,44 miliar &lt;menganggur&gt;.") < page.index("<article")
    assert "rahasia" not in page
    assert "peringatan" not in page
    assert "print(temuan)" not in page


def test_a_table_shown_in_the_cell_of_a_finding_is_no_finding():
    table_too = code("save(t, '05-a')", printed("Satu.\n"), shown({"text/html": "<p>", "text/plain": "a  b"}))
    sentence = code("x", shown({"text/plain": "Dua."}))
    for cell in (table_too, sentence):
        cell.metadata["tags"] = ["finding"]
    assert findings(nb.new_notebook(cells=[table_too, sentence])) == ["Satu.", "Dua."]


def test_a_finding_is_named_by_what_is_saved_with_it_or_next_below(notebook):
    last = code("print(lain)", printed("Tiga.\n"), tags=["finding"])
    assert told([notebook, nb.new_notebook(cells=[last])]) == [
        ("02-potensi", "Rp24,44 miliar <menganggur>."), ("02-potensi", "Dua."), ("", "Tiga.")
    ]  # fmt: skip


def test_every_picture_has_a_text_and_a_saved_one_its_data(page):
    images = Read(page).all("img")
    assert len(images) == 2
    assert all(attrs["src"].startswith("data:image/png;base64,") for attrs in images)
    assert images[0]["alt"].startswith("Diagram batang: Grafik.")
    assert images[1]["alt"] == "Gambar pada bagian: Terlalu dalam"
    assert page.count("<details>") == 1
    assert "Rp24,44 miliar</td>" in page.split("<details>")[1].split("</details>")[0]


def test_every_table_has_a_caption_and_scopes(page):
    read = Read(page)
    assert len(read.all("table")) == len(read.all("caption")) == 4
    assert all("scope" in attrs for attrs in read.all("th"))


def test_nothing_runs_and_nothing_is_fetched(page):
    read = Read(page)
    assert not read.all("script")
    assert not read.all("link")
    assert "default-src 'none'" in page
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", page)
    assert "url(" not in page
    assert "@import" not in page
    assert "<register>" not in page


def test_landmarks_and_language(page):
    read = Read(page)
    assert read.all("html") == [{"lang": "id"}]
    for tag in ("main", "nav", "header", "title"):
        assert len(read.all(tag)) == 1
    assert read.all("a")[0] == {"class": ["skip"], "href": "#main"}


def test_an_illustrative_page_says_so_everywhere(notebook, tmp_path):
    write_page([notebook], tmp_path / "p.html", title="Paparan", illustrative=True)
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert '<body data-illustrative="true">' in page
    assert f"<title>{marks.TEXT} – Paparan</title>" in page
    assert 'class="banner"' in page
    captions = re.findall(r"<caption.*?</caption>", page, re.DOTALL)
    assert len(captions) == 3
    assert all(marks.TEXT in caption for caption in captions)


def test_a_page_of_real_data_bears_no_mark(page):
    assert '<body data-illustrative="false">' in page
    assert marks.TEXT not in page


def test_cell_ids_and_runs_leave_no_trace(notebook, page, tmp_path):
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"lain{number}"
    write_page([notebook], tmp_path / "index.html", title="Paparan <1>", inputs=INPUTS)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == page


def test_a_notebook_can_be_a_path_and_the_page_english(notebook, tmp_path):
    nbformat_path = tmp_path / "02.ipynb"
    nbformat_path.write_text(json.dumps(notebook), encoding="utf-8")
    write_page([nbformat_path], tmp_path / "p.html", title="Briefing", lang="en")
    assert "Skip to the content" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_pack_lists_inputs_versions_and_files_without_time_or_place(notebook, tmp_path):
    written = pack.write(tmp_path, notebooks=[notebook], inputs=INPUTS, illustrative=False)
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    stated = json.loads(text)
    assert written[-1] == "manifest.json"
    assert [each["name"] for each in stated["files"]] == written[:-1]
    assert {"index.html", "tables.xlsx", "charts/02-potensi.png", "tables/02-tabel.csv"} <= set(written)
    assert stated["inputs"] == INPUTS
    assert {"python", "p3dn", "pandas", "matplotlib"} <= set(stated["versions"])
    assert (stated["language"], stated["illustrative"]) == ("id", False)
    assert str(tmp_path) not in text
    assert not re.search(r"\d{4}-\d\d-\d\dT", text)


def test_pack_is_the_same_twice(notebook, tmp_path):
    pack.write(tmp_path, notebooks=[notebook], inputs=INPUTS)
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    pack.write(tmp_path, notebooks=[notebook], inputs=INPUTS)
    assert first == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_part_that_is_left_out_is_not_written_and_not_listed(notebook, tmp_path):
    written = pack.write(tmp_path, notebooks=[notebook], inputs=INPUTS, without=["workbook"])
    assert "tables.xlsx" not in written
    assert not (tmp_path / "tables.xlsx").exists()
    assert {"index.html", "tables/02-tabel.csv"} <= set(written)


def test_pack_is_marked_when_anything_in_it_is(notebook, tmp_path, monkeypatch):
    monkeypatch.setenv("P3DN_ILLUSTRATIVE", "1")
    save(table(FRAME, title="Contoh"), "contoh")
    monkeypatch.delenv("P3DN_ILLUSTRATIVE")
    pack.write(tmp_path, notebooks=[notebook])
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["illustrative"] is True
    assert '<body data-illustrative="true">' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_names_are_found_in_the_order_of_the_cells(notebook):
    assert names_saved([notebook]) == ["02-potensi", "02-tabel"]


def test_an_input_is_described_without_its_folder(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"x")
    assert pack.describe_input(tmp_path / "a.csv", "sentra") == {
        "name": "a.csv",
        "kind": "sentra",
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        "bytes": 1,
    }
