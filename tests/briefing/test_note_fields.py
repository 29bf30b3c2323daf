"""The note in a Word template of the user's own: every place a field can stand in, and what is refused."""

import copy
import io
import json
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from p3dn import P3DNError, marks
from p3dn.briefing import pack
from p3dn.briefing.excerpt import Excerpt, Picture, Quote
from p3dn.briefing.note import Note
from p3dn.briefing.note_fields import FIELDS, check, fill

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd0000000d49444154789c63f8ffff3f03000700"
    "02fe33a7b3190000000049454e44ae426082"
)


def note(**told):
    table = Excerpt("Usulan", True, ["Lini", "Biaya"], [["=1+1", "Rp1 miliar"]], [False, True], 2, "a.xlsx")  # noqa: FBT003
    charts = [Picture(f"05-{at}", PNG, b"", f"Diagram {at}", 0.5) for at in (1, 2)]
    quotes = {"quotable": [Quote("168 IKM", "")], "not_quotable": [Quote("155 IKM", "pakai 168")]}
    texts = {"lang": "id", "mark": "", "title": "Paparan", "basis": "Data: a.xlsx", "sources": ["a.xlsx", "b.xlsx"]}
    texts |= {"main": "Rp24,44 miliar", "findings": ["Satu", "{{usulan}}"], "more": ["Lainnya: 3"], "proposal": "Mesin"}
    return Note(**(texts | quotes | {"table": table, "asks": ["setuju;", "data."], "charts": charts} | told))


@pytest.fixture
def template(tmp_path):
    """Return a function that writes a template of these paragraphs, after another function has changed it."""

    def write(*paragraphs, change=None):
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if change:
            change(document)
        document.save(tmp_path / "templat.docx")
        return tmp_path / "templat.docx"

    return write


def filled(path, **told):
    check(path)
    return docx.Document(io.BytesIO(fill(path, note(**told))))


def refused(path):
    with pytest.raises(P3DNError) as caught:
        check(path)
    return caught.value


# --- where a field stands --------------------------------------------------------------------------------------------


def test_every_field_is_filled(template):
    document = filled(template(*(f"{{{{{name}}}}}" for name in FIELDS)), mark="Semua angka rekaan.")
    shown = [each.text for each in document.paragraphs]
    for text in ("Paparan", "Data: a.xlsx", "Rp24,44 miliar", "Mesin", "setuju;", "168 IKM", "155 IKM – pakai 168"):
        assert text in shown
    assert "Semua angka rekaan." in shown
    assert not [text for text in shown if "{{" in text and text != "{{usulan}}"]


def test_a_field_that_word_has_split_keeps_the_format_of_its_first_letter(template):
    def split(document):
        line = document.add_paragraph("Hal ")
        for text in ("{", "{temu", "an_ut", "ama}", "} selesai"):
            run = line.add_run(text)
            run.bold = text == "{"

    line = filled(template(change=split)).paragraphs[0]
    assert line.text == "Hal Rp24,44 miliar selesai"
    assert [(run.text, run.bold) for run in line.runs if run.text] == [
        ("Hal ", None), ("Rp24,44 miliar", True), (" selesai", False)
    ]  # fmt: skip


def test_a_field_of_several_lines_becomes_paragraphs_of_the_same_style(template):
    def listed(document):
        document.add_paragraph("{{ Temuan }}", "List Bullet")
        document.add_paragraph("sesudahnya")

    lines = filled(template("awal", change=listed)).paragraphs
    assert [(each.text, each.style.name) for each in lines] == [
        ("awal", "Normal"), ("Satu", "List Bullet"), ("{{usulan}}", "List Bullet"), ("Lainnya: 3", "List Bullet"),
        ("sesudahnya", "Normal"),
    ]  # fmt: skip


def test_lines_within_a_sentence_are_joined(template):
    assert (
        filled(template("Sumber {{sumber}} dan {{judul}}.")).paragraphs[0].text == "Sumber a.xlsx; b.xlsx dan Paparan."
    )


def test_fields_stand_in_cells_headers_footers_and_text_boxes(template):
    box = (
        f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
        "<w:r><w:t>{{judul}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    def everywhere(document):
        document.add_table(1, 1).cell(0, 0).text = "{{pokok}}"
        document.sections[0].header.paragraphs[0].text = "{{judul}}"
        document.sections[0].footer.paragraphs[0].text = "Sumber: {{sumber}}"
        document.paragraphs[0]._p.append(parse_xml(box))  # noqa: SLF001

    document = filled(template("{{temuan_utama}}", change=everywhere))
    assert document.tables[0].cell(0, 0).text.startswith("Bersama ini disampaikan ringkasan Paparan.")
    assert document.sections[0].header.paragraphs[0].text == "Paparan"
    assert document.sections[0].footer.paragraphs[0].text == "Sumber: a.xlsx; b.xlsx"
    texts = [node.text for node in document.element.iter(qn("w:t"))]
    assert texts[:2] == ["Rp24,44 miliar", "Paparan"]


def test_charts_fit_their_place_and_can_be_heard(template):
    def places(document):
        cell = document.add_table(1, 2).cell(0, 0)
        cell.width, cell.text = Cm(5), "{{grafik_2}}"
        document.sections[0].header.paragraphs[0].text = "{{grafik_1}}"

    document = filled(template("{{grafik_1}}", change=places))
    section = document.sections[0]
    drawn = list(document.element.iter(qn("wp:inline")))
    assert [each.docPr.get("descr") for each in drawn] == ["Diagram 1", "Diagram 2"]
    assert drawn[0].extent.cx == section.page_width - section.left_margin - section.right_margin
    assert Cm(4.7) < drawn[1].extent.cx < Cm(5)
    assert len(list(section.header._element.iter(qn("wp:inline")))) == 1  # noqa: SLF001


def test_a_table_stands_under_its_title(template):
    document = filled(template("{{tabel}}", "akhir"))
    kinds = [child.tag.rpartition("}")[2] for child in document.element.body]
    assert kinds == ["p", "tbl", "p", "p", "sectPr"]
    assert [each.text for each in document.paragraphs] == [
        "Usulan",
        "2 baris lagi ada di buku kerja. Sumber: a.xlsx",
        "akhir",
    ]
    assert document.tables[0].cell(1, 0).text == "=1+1"


def test_what_the_note_does_not_have_leaves_an_empty_place(template):
    path = template("{{tabel}}", "{{grafik_2}}", "{{temuan_utama}}", "{{boleh_dikutip}}")
    document = filled(path, table=None, charts=[], main="", quotable=[])
    assert [each.text for each in document.paragraphs] == ["", "", "", ""]
    assert not document.tables


def test_a_section_break_is_not_repeated(template):
    def broken(document):
        document.add_section()

    document = filled(template("{{temuan}}", change=broken))
    assert len(document.sections) == 2


# --- what is refused -------------------------------------------------------------------------------------------------


def test_an_unknown_field_names_the_nearest_and_all_that_are_known(template):
    error = refused(template("{{temuan}} {{usulann}}"))
    assert error.code == "template-field"
    assert "isian yang tidak dikenal: {{usulann}}; yang paling mirip: {{usulan}}" in str(error)
    assert all(f"{{{{{name}}}}}" in str(error) for name in FIELDS)
    assert "templat.docx" in str(error)


@pytest.mark.parametrize("text", ["{{temuan", "temuan}}", "{{temuan}", "{{}}"])
def test_braces_that_are_no_field_are_refused(template, text):
    assert refused(template("{{judul}}", text)).code == "template-field"


def test_a_template_without_a_field_is_refused(template):
    assert refused(template("Nota dinas")).code == "template-empty"


@pytest.mark.parametrize("text", ["Lihat {{grafik_1}}", "{{tabel}} {{tabel}}", "{{judul}} {{tabel}}"])
def test_a_chart_or_table_within_a_sentence_is_refused(template, text):
    assert refused(template(text)).code == "template-place"


def test_a_field_in_a_footnote_is_refused(template, tmp_path):
    path = template("{{judul}}")
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["word/stylesWithEffects.xml"] = parts["word/stylesWithEffects.xml"].replace(
        b"</w:styles>", b"<w:p><w:t>{{tem</w:t><w:t>uan}}</w:t></w:p></w:styles>"
    )
    with zipfile.ZipFile(tmp_path / "catatan.docx", "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert refused(tmp_path / "catatan.docx").code == "template-place"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"{\\rtf1 {{temuan}}}"])
def test_what_is_no_word_document_is_refused(tmp_path, content):
    (tmp_path / "x.docx").write_bytes(content)
    assert refused(tmp_path / "x.docx").code == "template-unreadable"


def test_a_template_that_is_not_there_or_of_another_office_kind(tmp_path):
    import openpyxl

    assert refused(tmp_path / "tidak_ada.docx").code == "template-missing"
    openpyxl.Workbook().save(tmp_path / "buku.docx")
    assert refused(tmp_path / "buku.docx").code == "template-unreadable"


def damaged(content):
    """Yield a Word document with each of its parts missing, empty, of another kind or cut."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        for other in (None, b"", b"<a/>", parts[name][: len(parts[name]) // 2]):
            target = io.BytesIO()
            with zipfile.ZipFile(target, "w") as new:
                for each, kept in (parts | {name: other}).items():
                    if kept is not None:
                        new.writestr(each, kept)
            yield target.getvalue()


def test_every_damaged_template_is_refused_before_it_is_filled(template):
    path, codes = template("{{judul}}"), []
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        try:
            check(path)
        except P3DNError as error:
            codes.append(error.code)
        else:
            fill(path, note(mark="Semua angka rekaan."))
    assert codes.count("template-unreadable") > 10


# --- what goes out ---------------------------------------------------------------------------------------------------


def test_illustrative_is_stamped_on_every_kind_of_page(template):
    def kinds(document):
        document.add_section()
        document.sections[1].different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        document.sections[1].header.paragraphs[0].text = "Kop kedua"

    document = filled(template("{{judul}}", change=kinds), mark="Semua angka rekaan.")
    first, second = document.sections
    headers = (first.header, first.even_page_header, second.header, second.even_page_header, second.first_page_header)
    for header in headers:
        assert [each.text for each in header.paragraphs].count(marks.TEXT) == 1
    assert "Kop kedua" in [each.text for each in second.header.paragraphs]


def test_nobody_and_no_place_goes_out_and_the_same_is_the_same(template, tmp_path):
    def told(document):
        document.core_properties.author, document.core_properties.last_modified_by = "Penulis Contoh", "Pengubah Contoh"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        relation = document.part._settings_part.relate_to("file:///C:/Users/penulis/kop.dotx", kind, is_external=True)  # noqa: SLF001
        attached = parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{relation}"/>')
        document.settings.element.insert(0, attached)

    path = template("{{judul}}", change=told)
    content = fill(path, note())
    assert content == fill(path, note())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for gone in (b"Penulis Contoh", b"Pengubah Contoh", b"kop.dotx", str(tmp_path).encode()):
        assert gone not in everything


def test_the_pack_fills_the_template_and_states_which(template, tmp_path):
    path = template("{{judul}}: {{temuan_utama}}")
    folder = tmp_path / "paket"
    folder.mkdir()
    pack.write(folder, notebooks=[], templates=[path], title="Rem")
    assert docx.Document(folder / "note.docx").paragraphs[0].text == "Rem: "
    (stated,) = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["templates"]
    assert stated["name"] == "templat.docx"
    assert re.fullmatch("[0-9a-f]{64}", stated["sha256"])


def test_a_template_for_a_note_that_is_left_out_is_refused(template, tmp_path):
    with pytest.raises(P3DNError, match="template-unused"):
        pack.write(tmp_path, notebooks=[], templates=[template("{{judul}}")], without=["note"])


def test_what_was_put_in_is_copied_deep_enough(template):
    path = template("{{temuan}}", "{{temuan}}")
    before = copy.copy(path.read_bytes())
    assert [each.text for each in filled(path).paragraphs] == ["Satu", "{{usulan}}", "Lainnya: 3"] * 2
    assert path.read_bytes() == before
