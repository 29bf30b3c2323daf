"""The note in the user's own Word template: fields written as ``{{temuan}}`` are replaced by what the note says.

A ministry has its letterhead and its form; p3dn fills it in and changes nothing else. A field keeps the formatting of
its first letter, also where Word has split it over several runs, in tables, text boxes, headers and footers. A field
that holds several lines and stands alone in its paragraph becomes one paragraph for each, with the paragraph's own
numbering; within a sentence they are joined. Charts and the table stand where their field stood.

What is put in is never read again: a sentence that looks like a field stays a sentence.
"""

import copy
import difflib
import io
import re
import struct
import zlib
from pathlib import Path
from types import SimpleNamespace
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.shared import Cm, Emu, Inches
from docx.text.run import Run

from p3dn.briefing import ooxml
from p3dn.briefing.columns import tidy
from p3dn.briefing.note import widths
from p3dn.errors import P3DNError

FIELD = re.compile(r"\{\{([^{}]*)\}\}")
FIELDS = {
    "judul": lambda note: [note.title],
    "dasar": lambda note: [note.basis],
    "sumber": lambda note: note.sources,
    "pokok": lambda note: [note.subject],
    "temuan_utama": lambda note: [note.main],
    "temuan": lambda note: [*note.findings, *note.more],
    "usulan": lambda note: [note.proposal or note.say("no_proposal")],
    "tabel": lambda note: note.table,
    "arahan": lambda note: note.asks,
    "grafik_1": lambda note: next(iter(note.charts), None),
    "grafik_2": lambda note: next(iter(note.charts[1:]), None),
    "boleh_dikutip": lambda note: _quoted(note.quotable),
    "jangan_dikutip": lambda note: _quoted(note.not_quotable),
    "ilustratif": lambda note: [note.mark],
}
BLOCKS = ("tabel", "grafik_1", "grafik_2")  # each alone in its paragraph
HIGHEST = Cm(12)  # of a picture
_DAMAGED = (ValueError, LookupError, AttributeError, TypeError, OSError, SyntaxError, RuntimeError, EOFError)
_DAMAGED += (BadZipFile, PackageNotFoundError, zlib.error, struct.error)
_FILLED = (DocumentPart, HeaderPart, FooterPart)


def _quoted(quotes):
    return [f"{each.text} – {each.reason}" if each.reason else each.text for each in quotes]


def check(path):
    """Raise unless a template can be filled; for before anything is computed for it.

    Raises
    ------
    P3DNError
        ``template-missing``, ``template-unreadable`` when it is no Word document (.docx), ``template-field`` for a
        field that the note does not have, ``template-place`` for one where it cannot stand, ``template-empty``
        without any field.
    """
    document = _opened(path)
    texts = [_text(each) for part in _parts(document) for each in part.element.iter(qn("w:p"))]
    found = [match for text in texts for match in FIELD.findall(text)]
    unknown = [each for each in found if _name(each) not in FIELDS] + [each for text in texts for each in _open(text)]
    if unknown:
        near = difflib.get_close_matches(_name(unknown[0]), FIELDS, 1, 0.4) or list(FIELDS)
        told = {"names": _shown(unknown), "near": _shown(near[:1]), "known": _shown(FIELDS)}
        raise P3DNError("template-field", file=Path(path).name, **told)
    among = [
        each
        for text in texts
        for each in FIELD.findall(text)
        if _name(each) in BLOCKS and FIELD.sub("", text, 1).strip()
    ]
    if among or (beside := _beside(document)):
        raise P3DNError("template-place", file=Path(path).name, names=_shown(among or beside))
    if not found:
        raise P3DNError("template-empty", file=Path(path).name, known=_shown(FIELDS))


def fill(path, note):
    """Return a template with its fields replaced by what a `Note` says, as the bytes of a Word document."""
    document = _opened(path)
    told = {name: get(note) for name, get in FIELDS.items()}
    places = [
        (part, each) for part in _parts(document) for each in part.element.iter(qn("w:p")) if FIELD.search(_text(each))
    ]
    for number, (part, paragraph) in enumerate(places, start=1):
        names = [_name(each) for each in FIELD.findall(_text(paragraph))]
        alone = len(names) == 1 and not FIELD.sub("", _text(paragraph)).strip()
        if names[0] == "tabel":
            _put_table(document, paragraph, note)
        elif names[0] in BLOCKS:
            _put_picture(document, part, paragraph, told[names[0]], number)
        elif alone:
            _put_lines(paragraph, told[names[0]])
        else:
            _put(paragraph, lambda name: "; ".join(filter(None, told[name])))
    if note.mark:
        ooxml.mark(document)
    _forget_origin(document)
    return ooxml.saved_bytes(document, title=note.title, lang=note.lang)


def _opened(path):
    """Return a template as a document of python-docx."""
    path = Path(path)
    if not path.is_file():
        raise P3DNError("template-missing", file=path.name)
    try:
        trial, document = (Document(io.BytesIO(path.read_bytes())) for _ in range(2))
        trial.add_table(1, 1)  # what is damaged shows here and not when it is filled
        ooxml.mark(trial)
        _forget_origin(trial)
        ooxml.saved_bytes(trial, title="", lang="")
        _page(document)
    except _DAMAGED as error:
        raise P3DNError("template-unreadable", file=path.name) from error
    return document


def _parts(document):
    """Return the parts of a document in which fields are filled: its text, its headers and footers."""
    parts = document.part.package.iter_parts()
    return sorted((each for each in parts if isinstance(each, _FILLED)), key=lambda part: part.partname)


def _beside(document):
    """Return the fields in footnotes, comments and drawings, which are not filled."""
    parts = [each for each in document.part.package.iter_parts() if each.partname.endswith(".xml")]
    texts = [
        re.sub(rb"<[^>]*>", b"", each.blob).decode(errors="replace") for each in parts if not isinstance(each, _FILLED)
    ]
    return [each for text in texts for each in FIELD.findall(text) if _name(each) in FIELDS]


def _name(text):
    """Return the name of a field, however its letters and blanks were typed."""
    return "_".join(text.lower().split())


def _open(text):
    """Return what is left of braces that belong to no field."""
    rest = FIELD.sub("", text)
    return [tidy(rest)[:40]] if "{{" in rest or "}}" in rest else []


def _shown(names):
    return [each if "{" in each or "}" in each else f"{{{{{each.strip()}}}}}" for each in names]


def _nodes(paragraph):
    """Return the texts of a paragraph itself, without those of a text box that hangs on it."""
    return [node for node in paragraph.iter(qn("w:t")) if next(node.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph):
    return "".join(node.text or "" for node in _nodes(paragraph))


def _put(paragraph, value):
    """Replace each field of a paragraph by the text of its name, in the run in which the field begins."""
    for match in reversed(list(FIELD.finditer(_text(paragraph)))):
        start, end, text = *match.span(), value(_name(match[1]))
        for node in _nodes(paragraph):
            here = node.text or ""
            before, after = here[: max(start, 0)], here[max(end, 0) :]
            if start < len(here) and end > 0:
                node.text = before + (text if start >= 0 else "") + after
                node.set(qn("xml:space"), "preserve")
            start, end = start - len(here), end - len(here)


def _put_lines(paragraph, texts):
    """Put one paragraph for each text in the place of the one that holds the field."""
    texts = list(filter(None, texts)) or [""]
    for text in texts[:-1]:
        again = copy.deepcopy(paragraph)
        for gone in [*again.iter(qn("w:sectPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
            gone.getparent().remove(gone)
        for known in [each for each in again.attrib if each.endswith("}paraId")]:
            del again.attrib[known]
        paragraph.addprevious(again)
        _put(again, lambda _, text=text: text)
    _put(paragraph, lambda _: texts[-1])


def _put_picture(document, part, paragraph, drawn, number):
    """Put a picture where the field stood, as wide as there is room; nothing where there is no picture."""
    run = next(node for node in _nodes(paragraph) if "{" in (node.text or "")).getparent()
    _put(paragraph, lambda _: "")
    if drawn is not None:
        width = min(_room(document, paragraph), int(HIGHEST / drawn.ratio))
        ooxml.picture(Run(run, SimpleNamespace(part=part)), drawn, Emu(width), number)


def _put_table(document, paragraph, note):
    """Put the table below its title, which takes the place of the field; nothing where there is no table."""
    if note.table is None:
        _put(paragraph, lambda _: "")
        return
    below = copy.deepcopy(paragraph)
    _put(below, lambda _: " ".join(note.below))
    _put(paragraph, lambda _: note.table.title)
    made = ooxml.table(document, note.table, note.below, widths(note.table), _room(document, paragraph))
    for after in (below, made._tbl):
        paragraph.addnext(after)


def _room(document, paragraph):
    """Return the width that a paragraph has: that of its cell, else of the narrowest page."""
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    wide = cell.tcPr.width if cell is not None and cell.tcPr is not None else None
    cells = 1 if cell is None else len(cell.getparent().findall(qn("w:tc")))
    return int(wide * 0.96 if wide else _page(document) / cells)


def _page(document):
    """Return the width of the text on the narrowest page; what a section leaves open is as Word takes it."""
    return min(
        (each.page_width or Inches(8.5)) - (each.left_margin or 0) - (each.right_margin or 0)
        for each in document.sections
    )


def _forget_origin(document):
    """Take out where the template came from: the path of the template behind it, and whom it names as manager."""
    settings = document.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        document.part._settings_part.drop_rel(attached.get(qn("r:id")))
        settings.remove(attached)
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = re.sub(rb"<Manager>.*?</Manager>", b"", part.blob, flags=re.DOTALL)
