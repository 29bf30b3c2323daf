"""The note: what is chosen for two pages, and the Word document made of it."""

import io
import json
import re
import shutil
import subprocess
import zipfile
import zlib

import docx
import nbformat.v4 as nb
import pandas as pd
import pytest
import typst
from docx.oxml.ns import qn

from p3dn import home, marks, words
from p3dn.briefing import charts, excerpt, note, note_pdf, note_word, pack
from p3dn.briefing.cells import names_saved
from p3dn.briefing.gaps import Gap
from p3dn.briefing.save import save
from p3dn.briefing.tables import table

TRICKS = ["=1+1", "{{temuan}}", "#eval(1) *a* $b$", "<w:t>x</w:t>", '@SUM(A1) "q"', "-2+3"]
SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")


def code(source, *lines, tags=("finding",)):
    outputs = [nb.new_output("stream", name="stdout", text="\n".join(lines))] if lines else []
    return nb.new_code_cell(source, outputs=outputs, execution_count=1, metadata={"tags": list(tags)})


def frame(name="Rem blok"):
    return pd.DataFrame({"line": [name, "Katup"], "nilai_rp": [24.444e9, 1.0]})


def proposals(count=2, text="Fasilitasi mesin"):
    rows = [
        {"line": f"Lini {at}", "activity": text, "owner": text, "fund": "APBN", "cost_rp": 1e9} for at in range(count)
    ]
    return pd.DataFrame(rows).assign(released_rp=[2.5e9] + [None] * (count - 1), ask="Harga satuan")


def sayings(count=4, **texts):
    row = {
        "topic": "Anggota",
        "quote": "Boleh",
        "sentence": "168 IKM (2017)",
        "reason": "Satu sumber.",
        "source": "Pers",
    }
    return pd.DataFrame(
        [row | {"topic": f"Pokok {at}", "sentence": f"{at}: 168 IKM (2017)"} | texts for at in range(count)]
    )


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """Give the folder of a report into which charts and tables are saved."""
    monkeypatch.setenv("P3DN_OUT", str(tmp_path))
    return tmp_path


@pytest.fixture
def full(folder):  # noqa: ARG001 (it is where things are saved)
    """Save one of everything that a note takes, and give the notebooks that tell of it."""
    save(charts.bars(frame(), "line", "nilai_rp", title="Rp24,44 miliar tertahan", source="a.xlsx"), "05-air-terjun")
    save(charts.bars(frame(), "line", "nilai_rp", title="Rentang", source="a.xlsx"), "05-rentang")
    save(charts.bars(frame(), "line", "nilai_rp", title="Lain", source="a.xlsx"), "02-kapasitas")
    save(table(proposals(), title="Usulan kegiatan", source="a.xlsx; data per 2026"), "05-usulan")
    for name in ("06-kutip-sentra", "06-kutip-rem", "06-jangan"):
        save(table(sayings(), title=name), name)
    first = code("save(a, '02-kapasitas')", "32% terpakai", "32% terpakai")
    rest = [
        code("save(a, '05-air-terjun')", "Kapasitas menahan Rp24,44 miliar"),
        code("save(a, '05-tangga')", "Masih diimpor Rp75,32 miliar"),
        code("save(a, '05-usulan')", "Pasar paling hemat"),
        code("save(a, '05-harga')", repr(Gap(("harga_satuan",)))),
    ]
    return [nb.new_notebook(cells=[first]), nb.new_notebook(cells=rest)]


def composed(folder, notebooks, **told):
    return note.compose(
        folder, notebooks, **({"title": "Paparan", "lang": "id", "sources": ["a.xlsx; data per 2026"]} | told)
    )


def opened(made):
    return docx.Document(io.BytesIO(note_word.write_word(made)))


def text_of(document):
    return "\n".join(node.text or "" for node in document.element.iter(qn("w:t")))


def parts(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def count_pages(pdf):
    """Return the number of pages of a PDF, also where its objects are packed."""
    packed = [
        zlib.decompressobj().decompress(part) for part in re.findall(rb"stream\r?\n(x.*?)endstream", pdf, re.DOTALL)
    ]
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in [pdf, *packed])


def pages(content, folder):
    """Return the number of pages that LibreOffice makes of a Word document."""
    (folder / "note.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "note.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return count_pages((folder / "note.pdf").read_bytes())


# --- what is chosen --------------------------------------------------------------------------------------------------


def test_what_the_choice_names_is_saved_by_the_notebooks():
    chosen = excerpt.choice()
    lists = (chosen["findings"], chosen["charts"], chosen["quotable"], [each["name"] for each in chosen["tables"]])
    named = {name for each in lists for name in each} | {chosen["proposal"], chosen["not_quotable"]}
    saved_names = names_saved(sorted(home.find("notebooks").glob("0*.ipynb")))
    assert {name for name in named if name and not set("*[") & set(name)} <= set(saved_names)
    assert all(words.about(column) for each in chosen["tables"] for column in each["columns"])


def test_findings_come_in_the_order_of_the_choice_and_as_they_were_printed(folder, full):
    made = composed(folder, full)
    assert made.main == "Masih diimpor Rp75,32 miliar"
    assert made.findings == ["Kapasitas menahan Rp24,44 miliar", "32% terpakai"]
    assert made.proposal == "Pasar paling hemat"


def test_a_question_without_an_answer_is_counted_and_not_told_as_a_finding(folder, full):
    made = composed(folder, full)
    assert made.more == [words.say("note.unanswered", count=1)]
    assert "permintaan data yang belum ada kepada pemiliknya;" in made.asks


def test_a_finding_is_told_whole_or_counted(folder):
    long, short = "Panjang sekali " * 40, "Pendek"
    cells = [code("save(a, '05-tangga')", long), code("save(a, '05-air-terjun')", short)]
    made = composed(folder, [nb.new_notebook(cells=cells)])
    assert (made.main, made.findings, made.more) == (short, [], [words.say("note.more", count=1)])
    alone = composed(folder, [nb.new_notebook(cells=cells[:1])])
    assert alone.main.endswith("sekali…")
    assert len(alone.main) <= note.LONG["finding"]


def test_what_does_not_fit_is_counted(folder):
    lines = [f"Temuan {at} " + "panjang sekali " * 9 for at in range(30)]
    made = composed(folder, [nb.new_notebook(cells=[code("x", *lines)])])
    assert 0 < len(made.findings) <= 8
    assert made.more == [words.say("note.more", count=29 - len(made.findings))]


def test_charts_are_chosen_by_name_and_one_that_is_not_there_is_passed_over(folder, full):
    assert [each.name for each in composed(folder, full).charts] == ["05-air-terjun", "05-rentang"]
    (folder / "charts" / "05-air-terjun.json").unlink()
    assert [each.name for each in composed(folder, full).charts] == ["05-rentang", "02-kapasitas"]


def test_a_chart_too_high_to_read_comes_last(folder, full):
    many = pd.DataFrame({"line": [f"Lini {at}" for at in range(40)], "nilai_rp": range(40)})
    save(charts.bars(many, "line", "nilai_rp", title="Banyak", source="a.xlsx"), "05-air-terjun")
    assert [each.name for each in composed(folder, full).charts] == ["05-rentang", "02-kapasitas"]


def test_proposals_are_the_table_with_known_figures_only(folder, full):
    shown = composed(folder, full).table
    assert shown.proposes
    assert shown.rows == [["Lini 0", "Fasilitasi mesin", "Fasilitasi mesin", "APBN", "Rp1 miliar", "Rp2,5 miliar"]]
    assert composed(folder, full).below == ["1 baris lagi ada di buku kerja.", "Sumber: a.xlsx; data per 2026"]


def test_without_proposals_the_ladder_is_the_table_at_one_horizon(folder, full):
    (folder / "tables" / "05-usulan.json").unlink()
    ladder = pd.DataFrame(
        {"line": ["Rem", "Rem", "Katup"], "horizon": ["Kini", "Nanti", "Kini"], "need_rp": [3e9, 4e9, None]}
    )
    save(table(ladder, title="Tangga"), "05-tangga")
    made = composed(folder, full)
    assert (made.table.title, made.table.proposes, made.proposal) == ("Tangga (Kini)", False, "")
    assert made.table.rows == [["Rem", "Rp3 miliar"], ["Katup", "–"]]
    assert made.asks[0].startswith("kegiatan yang perlu disusun")


def test_quotations_take_turns_and_are_whole_or_not_there(folder, full):
    long = "Sangat " * 60
    save(table(sayings(2, sentence=long), title="x"), "06-kutip-rem")
    made = composed(folder, full)
    assert [each.text for each in made.quotable] == ["0: 168 IKM (2017)", "1: 168 IKM (2017)", "2: 168 IKM (2017)"]
    assert [each.reason for each in made.quotable] == ["", "", ""]
    save(table(sayings(2, topic="Sama"), title="x"), "06-jangan")
    assert [(each.text, each.reason) for each in composed(folder, full).not_quotable] == [
        ("0: 168 IKM (2017)", "Satu sumber.")
    ]


def test_nobody_is_asked_to_use_invented_figures(folder, full):
    assert any("bahan pimpinan" in ask for ask in composed(folder, full).asks)
    assert not any("bahan pimpinan" in ask for ask in composed(folder, full, illustrative=True).asks)


# --- the Word document -----------------------------------------------------------------------------------------------


def test_it_has_the_shape_of_a_nota_dinas(folder, full):
    document = opened(composed(folder, full))
    headings = [each.text for each in document.paragraphs if each.style.name.startswith(("Title", "Heading"))]
    assert headings == [
        "NOTA DINAS", "1. Dasar", "2. Pokok", "3. Analisis", "4. Usulan", "5. Arahan yang dimohon",
        "Lampiran: grafik dan angka publikasi",
    ]  # fmt: skip
    named = [each.text.split("\t")[0] for each in document.paragraphs if "\t:\t" in each.text]
    assert named == ["Yth.", "Dari", "Hal", "Lampiran", "Sifat", "Tanggal"]
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_what_the_sender_fills_in_is_a_content_control(folder, full):
    controls = list(opened(composed(folder, full)).element.iter(qn("w:sdt")))
    named = [control.find(f".//{qn('w:alias')}").get(qn("w:val")) for control in controls]
    assert named == ["Nomor", "Yth.", "Dari", "Lampiran", "Sifat", "Tanggal", "Dasar", "Jabatan dan nama"]


def test_pictures_and_tables_can_be_heard(folder, full):
    document = opened(composed(folder, full))
    alts = [each.get("descr") for each in document.element.iter(qn("wp:docPr"))]
    assert len(alts) == 2
    assert alts[0].startswith("Diagram batang: Rp24,44 miliar tertahan.")
    properties = document.tables[0]._tbl.tblPr  # noqa: SLF001
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Usulan kegiatan"
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None  # noqa: SLF001


@pytest.mark.parametrize(
    ("lang", "heading", "tag"), [("id", "NOTA DINAS", "id-ID"), ("en", "MEMORANDUM (NOTA DINAS)", "en-GB")]
)
def test_it_speaks_one_language_and_says_which(folder, full, lang, heading, tag):
    document = opened(composed(folder, full, lang=lang))
    assert document.paragraphs[0].text == heading
    assert document.core_properties.language == tag
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == tag


def test_same_note_same_bytes_and_nobody_in_it(folder, full):
    made = composed(folder, full)
    first = note_word.write_word(made)
    assert first == note_word.write_word(made)
    about = docx.Document(io.BytesIO(first)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified
    assert not [name for name, content in parts(first).items() if str(folder).encode() in content]


def test_illustrative_stands_on_every_page_and_across_it(folder, full):
    document = opened(composed(folder, full, illustrative=True))
    for section in document.sections:
        assert section.header.paragraphs[0].text == marks.TEXT
        assert f'string="{marks.TEXT}"' in section.header._element.xml  # noqa: SLF001
    assert words.say("briefing.illustrative") in text_of(document)
    plain = note_word.write_word(composed(folder, full))
    assert not [name for name, content in parts(plain).items() if marks.TEXT.encode() in content]


@pytest.mark.parametrize("trick", TRICKS)
def test_text_from_a_file_stays_text(folder, trick):
    save(charts.bars(frame(trick), "line", "nilai_rp", title=trick, source=trick), "05-tangga")
    save(table(proposals(text=trick), title=trick, source=trick), "05-usulan")
    save(table(sayings(sentence=trick, reason=trick), title=trick), "06-jangan")
    notebook = nb.new_notebook(
        cells=[code("save(a, '05-tangga')", trick), code("save(a, '05-usulan')", f"{trick} usul")]
    )
    content = note_word.write_word(composed(folder, [notebook], title=trick, sources=[trick]))
    document = docx.Document(io.BytesIO(content))
    shown = [each.text for each in document.paragraphs]
    assert {trick, f"{trick} usul", f"a.\t{trick} – {trick}"} <= set(shown)
    assert document.tables[0].cell(1, 1).text == trick
    instructions = [node.text for name, part in parts(content).items() if name.endswith(".xml")
                    for node in docx.oxml.parse_xml(part).iter(qn("w:instrText"))]  # fmt: skip
    assert instructions == ["PAGE"]


def test_nothing_at_all_makes_a_note_of_one_page(folder):
    made = composed(folder, [nb.new_notebook(cells=[code("1")])], sources=[])
    document = opened(made)
    assert (made.main, made.findings, made.more, made.charts, made.table) == ("", [], [], [], None)
    assert "Data: tidak ada berkas masukan." in text_of(document)
    assert "Lampiran: grafik" not in text_of(document)


@pytest.fixture
def longest(folder, full):
    """Give the note of inputs whose texts are all as long as they come."""
    long = "Restrukturisasi mesin, pembelian bahan bersama, dan skala produksi untuk seluruh lini " * 9
    save(table(proposals(9, text=long).assign(released_rp=2.5e9), title=long, source=long), "05-usulan")
    save(table(sayings(9, sentence=long[:230], reason=long), title=long), "06-jangan")
    save(table(sayings(9, sentence=long[:230], quote=long), title=long), "06-kutip-rem")
    names = ["05-tangga", "05-air-terjun", "05-harga", *map(str, range(30))]
    findings = [code(f"save(a, '{name}')", f"{name} {long}"[:255]) for name in names]
    notebook = nb.new_notebook(cells=[*findings, code("save(a, '05-usulan')", long)])
    told = {"title": long, "sources": [f"{at} {long}" for at in range(30)], "illustrative": True}
    return composed(folder, [notebook, *full], **told)


@needs_soffice
def test_the_longest_note_has_two_pages(folder, longest):
    assert pages(note_word.write_word(longest), folder) == 2


def test_the_longest_note_has_two_pages_as_pdf(longest):
    assert count_pages(note_pdf.write_pdf(longest)) == 2


@needs_soffice
def test_a_note_without_charts_and_quotations_has_one_page(folder):
    notebook = nb.new_notebook(cells=[code("x", *(f"Temuan {at}" for at in range(40)))])
    assert pages(note_word.write_word(composed(folder, [notebook])), folder) == 1


# --- the PDF, and the pack ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_pdf_is_tagged_and_has_title_language_and_alternative_texts(folder, full, lang):
    made = composed(folder, full, lang=lang, title="Paparan rem")
    content = note_pdf.write_pdf(made)
    assert content == note_pdf.write_pdf(made)
    assert b"/Marked true" in content
    assert f"/Lang({lang})".encode() in content
    assert b"/Title(Paparan rem)" in content
    alts = [bytes.fromhex(alt.decode()).decode("utf-16") for alt in re.findall(rb"/Alt<(\w+)>", content)]
    alts += [alt.decode() for alt in re.findall(rb"/Alt\(([^)]*)", content)]
    assert sorted(alts) == sorted(each.alt for each in made.charts)
    assert b"/CreationDate" not in content
    assert str(folder).encode() not in content
    assert count_pages(content) == 2


@pytest.mark.parametrize("trick", TRICKS)
def test_no_text_is_markup_of_the_pdf(folder, trick, monkeypatch):
    save(table(proposals(text=trick), title=trick, source=trick), "05-usulan")
    notebook = nb.new_notebook(
        cells=[code("save(a, '05-tangga')", trick), code("save(a, '05-usulan')", f"{trick} usul")]
    )
    made = composed(folder, [notebook], title=trick, sources=[trick])
    shown = []
    compile_ = typst.compile
    monkeypatch.setattr(typst, "compile", lambda files, **told: shown.append(files) or compile_(files, **told))
    note_pdf.write_pdf(made)
    assert json.loads(shown[0]["note.json"])["main"] == trick
    assert trick.encode() not in shown[0]["main"]


def test_the_pack_holds_the_note_unless_it_is_left_out(folder, full):
    assert {"note.docx", "note.pdf"} <= set(pack.write(folder, notebooks=full))
    first = (folder / "note.docx").read_bytes()
    assert opened(composed(folder, full, title=words.say("briefing.pack.title"), sources=[])).paragraphs
    pack.write(folder, notebooks=full)
    assert (folder / "note.docx").read_bytes() == first
    (folder / "note.docx").unlink()
    assert "note.docx" not in pack.write(folder, notebooks=full, without=["note"])
