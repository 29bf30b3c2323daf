"""The pieces of a Word document that python-docx has no call for.

A field to fill in is a content control: one click selects it, typing replaces it. A picture carries its alternative
text, a table its caption and a header row that is repeated. The mark of illustrative data stands in the header of
every page and across it, as Word's own watermark does. All text from outside arrives as the text of a run, which Word
never takes for a field or for markup.
"""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from p3dn import marks
from p3dn.briefing import style
from p3dn.briefing.workbook import STAMP, repacked

GREY = RGBColor.from_string(style.MUTED.removeprefix("#"))
RED = RGBColor(0xB0, 0x00, 0x20)
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
NARROW = "70"  # twentieths of a point, beside the text of a cell
_MARGINS = (
    f'<w:tblCellMar {nsdecls("w")}><w:left w:w="{NARROW}" w:type="dxa"/><w:right w:w="{NARROW}" w:type="dxa"/>'
    "</w:tblCellMar>"
)
_WATERMARK = """<w:r {names}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="p3dnMark{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt="{text}"
 style="position:absolute;margin-left:0;margin-top:0;width:520pt;height:70pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d0d0d0" stroked="f">
<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string="{text}"/>
</v:shape></w:pict></w:r>"""


def mark(document):
    """Put DATA ILUSTRATIF on every page of a document: above the text and across the page."""
    for number, header in enumerate(_headers(document), start=1):
        line = OxmlElement("w:p")
        header._element.insert(0, line)
        paragraph = next(each for each in header.paragraphs if each._p is line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(marks.TEXT)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(11), RED
        names = f"{nsdecls('w')} {_VML}"
        line.append(parse_xml(_WATERMARK.format(names=names, number=number, spid=2048 + number, text=marks.TEXT)))


def _headers(document):
    """Return each header that some page shows, once; where there is none, the first section gets it."""
    even, seen = document.settings.odd_and_even_pages_header_footer, set()
    for section in document.sections:
        headers = {"other": section.header}
        headers |= {"first": section.first_page_header} if section.different_first_page_header_footer else {}
        headers |= {"even": section.even_page_header} if even else {}
        for kind, header in headers.items():
            if kind not in seen or not header.is_linked_to_previous:
                seen.add(kind)
                yield header


def fill_in(paragraph, text, name):
    """Add a place to fill in: a content control that shows `text` until someone types."""
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias/><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    control.find(qn("w:sdtPr")).find(qn("w:alias")).set(qn("w:val"), name)
    run = paragraph.add_run(text)
    run.font.color.rgb = GREY
    control.find(qn("w:sdtContent")).append(run._r)
    paragraph._p.append(control)


def picture(run, drawn, width, number):
    """Add a picture (`excerpt.Picture`) with its alternative text, `width` wide."""
    inline = run.add_picture(io.BytesIO(drawn.png), width=width)._inline
    inline.docPr.set("descr", drawn.alt)
    inline.docPr.set("name", drawn.name)
    inline.docPr.set("id", str(9000 + number))


def page_number(paragraph):
    """Add the number of the page."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(8), GREY
        part = OxmlElement("w:fldChar" if kind else "w:instrText", {qn("w:fldCharType"): kind} if kind else None)
        part.text = None if kind else "PAGE"
        run._r.append(part)


def table(document, excerpt, below, shares, width):
    """Return a new table at the end of a document or cell: header row, thin lines, numbers to the right.

    `below` are the lines that stand below it, `shares` the columns' parts of `width`.
    """
    made = document.add_table(rows=0, cols=len(excerpt.headings))
    made.autofit = False
    for column, share in zip(made.columns, shares, strict=True):
        column.width = int(width * share)
    about = made._tbl.tblPr
    for name, value in (("w:tblCaption", excerpt.title), ("w:tblDescription", " ".join(below))):
        about.append(OxmlElement(name, {qn("w:val"): value}))
    layout = about.find(qn("w:tblLayout"))
    layout.addprevious(OxmlElement("w:tblInd", {qn("w:w"): NARROW, qn("w:type"): "dxa"}))
    layout.addnext(parse_xml(_MARGINS))
    for place, texts in enumerate((excerpt.headings, *excerpt.rows)):
        row = made.add_row()
        for cell, text, share, right in zip(row.cells, texts, shares, excerpt.numeric, strict=True):
            cell.width = int(width * share)
            _cell(cell, text, head=place == 0, right=right)
        _row(row, head=place == 0)
    return made


def _cell(cell, text, *, head, right):
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(1)
    shape.first_line_indent = shape.left_indent = Cm(0)
    run = paragraph.add_run(text)
    run.bold, run.font.size = head, Pt(8.5)
    fill = '<w:shd {0} w:val="clear" w:color="auto" w:fill="E7ECF2"/>' if head else ""
    line = '<w:tcBorders {0}><w:bottom w:val="single" w:sz="4" w:space="0" w:color="9AA5B1"/></w:tcBorders>'
    for part in filter(None, (line, fill)):
        cell._tc.get_or_add_tcPr().append(parse_xml(part.format(nsdecls("w"))))


def _row(row, *, head):
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def saved_bytes(document, *, title, lang):
    """Return a document as bytes: nobody's name in it, no time of its making, the same for the same content."""
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = about.category = about.subject = ""
    about.title, about.language, about.revision = title, lang, 1
    about.created = about.modified = STAMP
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())
