"""The note as a Word document, in the shape of a *nota dinas*.

The first page is the note itself, with places to fill in for whoever sends it; the charts and the figures that may or
may not be quoted stand on the page behind it. Everything is plain Word: headings for the navigation pane, a table that
can be edited, content controls, no macros.
"""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from p3dn.briefing import ooxml
from p3dn.briefing.note import HEAD, widths

PAGE, MARGIN, TEXT = (Cm(21), Cm(29.7)), Cm(2), Cm(17)
HIGHEST = Cm(8.4)  # of a chart
FACE, SIZE = "Arial", Pt(10)
LANGUAGES = {"id": "id-ID", "en": "en-GB"}


def write_word(note):
    """Return a `Note` as the bytes of a Word document."""
    document = _blank(note.lang)
    _head(document, note)
    _body(document, note)
    _annex(document, note)
    if note.mark:
        ooxml.mark(document)
    return ooxml.saved_bytes(document, title=note.title, lang=LANGUAGES[note.lang])


def _blank(lang):
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin, section.header_distance, section.footer_distance = Cm(1.6), Cm(1), Cm(0.8)
    for name, size, before in (("Normal", SIZE, 0), ("Heading 1", SIZE, 7), ("Title", Pt(13), 0)):
        _styled(document.styles[name], size, before)
    language = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), LANGUAGES[lang])
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    ooxml.page_number(foot)
    return document


def _styled(style, size, before):
    style.font.name, style.font.size, style.font.color.rgb = FACE, size, RGBColor(0, 0, 0)
    style.font.bold = style.name != "Normal"
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(2)
    style.paragraph_format.line_spacing = 1.0


def _head(document, note):
    """Write the heading and the places of a nota dinas; the sender fills them in, all but the subject."""
    for text in (note.say("heading"), None):
        line = document.add_paragraph(text, "Title" if text else "Normal")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(f"{note.say('number')}: ")
    ooxml.fill_in(line, note.say("fill"), note.say("number"))
    for name in HEAD:
        line = document.add_paragraph()
        shape = line.paragraph_format
        shape.left_indent, shape.first_line_indent = Cm(2.9), Cm(-2.9)
        for stop in (2.6, 2.9):
            shape.tab_stops.add_tab_stop(Cm(stop), WD_TAB_ALIGNMENT.LEFT)
        line.add_run(f"{note.say(name)}\t:\t")
        if name == "regarding":
            line.add_run(note.title)
        else:
            ooxml.fill_in(line, note.say("fill"), note.say(name))
    rule = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="8" w:space="3" w:color="000000"/></w:pBdr>'
    line._p.get_or_add_pPr().insert_element_before(parse_xml(rule), "w:tabs", "w:spacing", "w:ind", "w:jc")


def _body(document, note):
    if note.mark:
        _paragraph(document, note.mark, bold=True).runs[0].font.color.rgb = ooxml.RED
    _heading(document, note, 1, "basis")
    _point(document, 0, note.say("instruction") + " ", fill=(note.say("fill"), note.say("basis")))
    _point(document, 1, note.basis)
    _heading(document, note, 2, "subject")
    _paragraph(document, note.subject)
    _paragraph(document, note.main, bold=True)
    _heading(document, note, 3, "analysis")
    for place, text in enumerate([*note.findings, *note.more]):
        _point(document, place, text)
    proposes = note.table is not None and note.table.proposes
    if note.table is not None and not proposes:
        _table(document, note)
    _heading(document, note, 4, "proposal")
    if proposes:
        _paragraph(document, note.proposal)
        _table(document, note)
    else:
        _paragraph(document, note.say("no_proposal") + " ", fill=(note.say("fill"), note.say("proposal")))
    _heading(document, note, 5, "direction")
    for place, text in enumerate(note.asks):
        _point(document, place, text)
    _signature(document, note)


def _heading(document, note, number, key):
    document.add_heading(f"{number}. {note.say(key)}", 1).paragraph_format.keep_with_next = True


def _paragraph(document, text, *, bold=False, size=None, fill=None):
    """Add a paragraph, or nothing where there is no text."""
    if not text:
        return None
    line = document.add_paragraph()
    run = line.add_run(text)
    run.bold, run.font.size = bold or None, size
    if fill:
        ooxml.fill_in(line, *fill)
    return line


def _point(document, place, text, *, fill=None):
    line = _paragraph(document, f"{'abcdefghijklmnopqrstuvwxyz'[place]}.\t{text}", fill=fill)
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(0.7), Cm(-0.7)
    line.paragraph_format.space_after = Pt(1)


def _table(document, note):
    title = _paragraph(document, note.table.title, bold=True, size=Pt(8.5))
    title.paragraph_format.keep_with_next, title.paragraph_format.space_before = True, Pt(4)
    ooxml.table(document, note.table, note.below, widths(note.table), TEXT)
    for text in note.below:
        line = _paragraph(document, text, size=Pt(8))
        line.runs[0].font.color.rgb, line.paragraph_format.space_after = ooxml.GREY, Pt(0)


def _signature(document, note):
    line = document.add_paragraph()
    line.paragraph_format.left_indent, line.paragraph_format.space_before = Cm(10.5), Pt(10)
    ooxml.fill_in(line, note.say("fill"), note.say("signature"))
    line.add_run(f" ({note.say('signature').lower()})")


def _annex(document, note):
    """Write the page behind the note: charts, then what may and what may not be quoted."""
    if not note.annex:
        return
    document.add_heading(note.annex, 1).paragraph_format.page_break_before = True
    for number, chart in enumerate(note.charts):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        ooxml.picture(line.add_run(), chart, min(TEXT, int(HIGHEST / chart.ratio)), number)
    if note.quotable or note.not_quotable:
        _paragraph(document, note.say("published"), size=Pt(9))
        for key, quoted in (("quotable", note.quotable), ("not_quotable", note.not_quotable)):
            _quotes(document, note.say(key), quoted)


def _quotes(document, title, quoted):
    """Write sentences with their reasons, under a title; nothing where there are none."""
    if quoted:
        _paragraph(document, title, bold=True, size=Pt(9)).paragraph_format.keep_with_next = True
    for place, quote in enumerate(quoted):
        _point(document, place, quote.text)
        line = document.paragraphs[-1]
        line.runs[0].font.size = Pt(9)
        reason = line.add_run(f" – {quote.reason}" if quote.reason else "")
        reason.font.size, reason.font.color.rgb, reason.italic = Pt(9), ooxml.GREY, True
