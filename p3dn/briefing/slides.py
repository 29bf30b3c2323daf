"""What stands on a slide: a title that fits, texts, tables, pictures, the mark, and the notes of the speaker.

A slide is made from a layout of the template; only its title and its number are used, and everything else is put
into the place that the layout has for content, so that nothing lies over a ministry's letterhead. Every size is
measured first: a text is made smaller or shorter, and never cut off by the edge.
"""

import copy

from p3dn import marks
from p3dn.briefing import style
from p3dn.briefing.fitting import INSET, LETTERS, LINE, long, tall
from p3dn.briefing.template import Box, box_of, language, title_size

SMALLEST = 18  # points of a title
CELL = 0.09  # inches above and below the text of a cell, together
ANGLES = (0, 8, 15, 22, 30)


def add(template, layout, title, *, largest=28):
    """Return a new slide with a title in letters that fit, and nothing else on it but its number."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND
    from pptx.util import Pt

    slide = template.presentation.slides.add_slide(layout)
    for each in list(slide.placeholders):
        if each.placeholder_format.type not in (KIND.TITLE, KIND.CENTER_TITLE):
            each._element.getparent().remove(each._element)
    for each in layout.placeholders:
        if each.placeholder_format.type == KIND.SLIDE_NUMBER:
            slide.shapes._spTree.append(copy.deepcopy(each._element))
    slide.shapes.title.text = title
    own, box = title_size(layout), box_of(slide.shapes.title)
    size = min(own, largest)
    while size > SMALLEST and tall([title], size, box.width, "bold") > box.height - INSET / 2:
        size -= 1
    if size < own:
        for run in slide.shapes.title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)
    return slide


def text(slide, box, paragraphs, *, size=LETTERS, bold=False, muted=False, apart=0, lang=None):
    """Put paragraphs on a slide, `apart` points from each other; one is a text, or a list of (text, colour) pairs."""
    from pptx.util import Inches, Pt

    shape = slide.shapes.add_textbox(*map(Inches, box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_top = frame.margin_bottom = 0
    frame.margin_left = frame.margin_right = Inches(INSET)
    for number, paragraph in enumerate(paragraphs):
        place = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        place.space_after = Pt(apart)
        for said, colour in [(paragraph, None)] if isinstance(paragraph, str) else paragraph:
            run = place.add_run()
            run.text = said
            _letters(run.font, size, bold=bold, muted=muted, colour=colour)
            run._r.get_or_add_rPr().set("lang", language(lang))
    return shape


def _letters(font, size, *, bold=False, muted=False, colour=None):
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    font.size, font.bold = Pt(size), bold
    if colour:
        font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    else:
        font.color.theme_color = MSO_THEME_COLOR.TEXT_2 if muted else MSO_THEME_COLOR.TEXT_1


def picture(slide, path, box, alt, *, above=0.0):
    """Put a picture into a place, as large as it goes, without what stands `above` in it; return where it stands."""
    from pptx.util import Inches

    shape = slide.shapes.add_picture(str(path), Inches(box.left), Inches(box.top))
    shape.crop_top, shape.height = above, int(shape.height * (1 - above))
    scale = min(Inches(box.width) / shape.width, Inches(box.height) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape.left = Inches(box.left + box.width / 2) - shape.width // 2
    shape._element.nvPicPr.cNvPr.set("descr", alt)
    shape.name = path.stem
    return box_of(shape)


def table(slide, box, headings, rows, numeric, *, alt, lang=None):
    """Put a table into a place; return how many of its rows had no room."""
    from pptx.util import Inches

    widths = _widths(headings, rows, numeric, box.width)
    heights = [
        _row_height(cells, widths, weight) for cells, weight in [(headings, "bold"), *((row, "normal") for row in rows)]
    ]
    fit = 1
    while fit < len(heights) and sum(heights[: fit + 1]) <= box.height:
        fit += 1
    frame = slide.shapes.add_table(fit, len(headings), *map(Inches, box[:3]), Inches(sum(heights[:fit])))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    for column, width in zip(frame.table.columns, widths, strict=True):
        column.width = Inches(width)
    for place, (cells, height) in enumerate(zip([headings, *rows][:fit], heights, strict=False)):
        frame.table.rows[place].height = Inches(height)
        for number, (cell, said) in enumerate(zip(frame.table.rows[place].cells, cells, strict=True)):
            _fill(cell, said, right=numeric[number], head=place == 0, lang=lang)
    return len(rows) + 1 - fit


def _widths(headings, rows, numeric, width):
    """Return the widths of columns: what numbers need, and the rest shared by the length of the texts."""
    longest = [max(long(row[place]) for row in rows) + 2 * INSET for place in range(len(headings))]
    words = [max(long(word, LETTERS, "bold") for word in heading.split()) + 2 * INSET for heading in headings]
    least = [max(one, other if right else 0.9) for one, other, right in zip(words, longest, numeric, strict=True)]
    wanted = [
        0 if right else max(0, min(other, 3.6) - one) for one, other, right in zip(least, longest, numeric, strict=True)
    ]
    share = max(0, width - sum(least)) / (sum(wanted) or 1)
    narrower = min(1, width / sum(least))
    return [narrower * one + more * min(share, 1.6) for one, more in zip(least, wanted, strict=True)]


def _row_height(cells, widths, weight):
    return max(tall([cell], LETTERS, width, weight) for cell, width in zip(cells, widths, strict=True)) + CELL


def _fill(cell, said, *, right, head, lang):
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    cell.margin_left = cell.margin_right = Inches(INSET)
    cell.margin_top = cell.margin_bottom = Inches(CELL / 2)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = said, Pt(LETTERS), head
    run._r.get_or_add_rPr().set("lang", language(lang))


def stamp(slide, box):
    """Put DATA ILUSTRATIF across a place, as large as it goes, so that the numbers below stay readable."""
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    size, angle = max((_largest(box, angle), angle) for angle in ANGLES)
    width, height = long(marks.TEXT, 100, "bold") * size / 90, size * LINE
    middle = Box(box.left + (box.width - width) / 2, box.top + (box.height - height) / 2, width, height)
    shape = slide.shapes.add_textbox(*map(Inches, middle))
    shape.rotation, shape.name = -angle, marks.TEXT
    frame = shape.text_frame
    frame.word_wrap = False
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    run = frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = marks.TEXT, Pt(int(size)), True
    run.font.color.rgb = RGBColor.from_string(style.MUTED[1:])
    _translucent(run)


def _largest(box, angle):
    """Return the largest size, in points, at which the mark stands inside a place at this angle."""
    from math import cos, radians, sin

    width, height = long(marks.TEXT, 100, "bold") / 90, LINE
    across = width * cos(radians(angle)) + height * sin(radians(angle))
    up = width * sin(radians(angle)) + height * cos(radians(angle))
    return min(80, 0.94 * min(box.width / across, box.height / up))


def _translucent(run):
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    (colour,) = run._r.xpath(".//a:srgbClr")
    colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="22000"/>'))


def notes(slide, said):
    """Write the notes of the speaker, a paragraph for each text."""
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, said))
