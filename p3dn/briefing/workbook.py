"""The workbook: every table and the data behind every chart, for whoever wants to calculate further.

A cover says what it is, from what and as of when; a list of contents links to the sheets; notes say how to read them.
Every sheet has one table: title, measure and source above, frozen headers with their units, real numbers with
number formats, nothing merged. No cell of a table is empty: a dash stands for what is not recorded and an x for what
is withheld, as the sheet says itself.

No cell is a formula: whatever text came from a file is stored as text. The same input gives the same bytes: the
archive is packed anew with fixed dates.
"""

import datetime
import io
import re
import textwrap
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from p3dn import formats, marks, words
from p3dn.briefing import columns, style
from p3dn.briefing.masks import MARKS
from p3dn.briefing.save import RUNS
from p3dn.briefing.saved import saved

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can hold
STAMP = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 (office files know no time zone)
FORMATS = {"rp": '"Rp"#,##0', "pct": "0.0%", "text": "0"}
FACE, BLUE, GREY = {"name": "Calibri", "size": 11}, style.MAIN.removeprefix("#"), style.MUTED.removeprefix("#")
PLAIN, BOLD, LARGE = Font(**FACE), Font(**FACE, bold=True), Font(name="Calibri", size=14, bold=True)
QUIET, LINK = Font(**FACE, color=GREY), Font(**FACE, color=BLUE, underline="single")
HEAD, RULE = PatternFill("solid", start_color="E7ECF2"), Border(bottom=Side(style="thin", color=BLUE))
WRAPPED = Alignment(wrap_text=True, vertical="top")
TEXT = Alignment(wrap_text=True, vertical="top", indent=1)
WIDEST, LINE = 60, 15  # characters; points


def write_workbook(folder, path, *, cover, names=(), lang=None):
    """Write ``tables/`` and ``charts/`` of a folder as one workbook.

    Parameters
    ----------
    folder : path
        Folder of the report, filled by `save`.
    path : path
        The workbook to write.
    cover : dict
        ``title``, ``about``, ``sources`` (list of texts), ``as_of`` and ``illustrative``; what is missing is left out.
    names : sequence of str
        Order of the sheets by the names given to `save`; what is not named follows by the alphabet.
    lang : str, optional
        Language of the workbook's own words.
    """
    sheets = saved(folder, names)
    cover = {**cover, "illustrative": bool(cover.get("illustrative")) or _marked(sheets)}
    book = Workbook()
    book.remove(book.active)
    titles = sheet_titles(sheets)
    _cover(book, cover, lang)
    _contents(book, sheets, titles, cover, lang)
    _notes(book, sheets, titles, cover, lang)
    for sheet, title in zip(sheets, titles, strict=True):
        _sheet(book.create_sheet(title), sheet, cover["illustrative"], lang)
    book.properties.creator, book.properties.title = "p3dn", str(cover.get("title", ""))
    book.properties.language = formats.LOCALES[formats.language(lang)].replace("_", "-")
    book.properties.created = book.properties.modified = STAMP
    packed = io.BytesIO()
    book.save(packed)
    Path(path).write_bytes(repacked(packed.getvalue()))


def _marked(sheets):
    return marks.is_illustrative() or any(sheet.stated["illustrative"] for sheet in sheets)


def sheet_titles(sheets):
    """Return the title of each sheet, of at most 31 characters; the number makes it unique."""
    counts, titles = {True: 0, False: 0}, []
    for sheet in sheets:
        counts[sheet.chart] += 1
        titles.append(f"{'G' if sheet.chart else 'T'}{counts[sheet.chart]} {sheet.name}"[:31].strip())
    return titles


def put(page, row, text, font=PLAIN, column=1):
    """Write a text as text; nothing in it is run."""
    cell = page.cell(row, column)
    cell.value = columns.tidy(text)[:32_000]
    cell.data_type = "s"
    cell.quotePrefix = cell.value.startswith(RUNS)
    cell.font = font
    return cell


def _link(page, row, column, text, target):
    cell = put(page, row, text, LINK, column)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1", display=str(text))


def _marked_title(title, illustrative):
    return f"{marks.TEXT} – {title}" if illustrative and marks.TEXT not in title else title


def _said(key, lang, **values):
    return words.say(f"briefing.workbook.{key}", lang=lang, **values)


def _cover(book, cover, lang):
    page = book.create_sheet(_said("cover", lang))
    put(page, 1, _marked_title(str(cover.get("title", "")), cover["illustrative"]), LARGE)
    lines = [
        (None, cover["illustrative"] and words.say("briefing.illustrative", lang=lang)),
        (None, cover.get("about")),
    ]
    lines += [(_said("as_of", lang), cover.get("as_of")), (_said("language", lang), _said("language_name", lang))]
    lines += [(_said("sources", lang), source) for source in cover.get("sources", ())]
    row = 2
    for heading, text in lines:
        if text:
            row += 1
            put(page, row, f"{heading}: {text}" if heading else text).alignment = WRAPPED
    _front(page, 100)


def _contents(book, sheets, titles, cover, lang):
    page = book.create_sheet(_said("contents", lang))
    put(page, 1, _marked_title(_said("contents", lang), cover["illustrative"]), LARGE)
    for row, (sheet, title) in enumerate(zip(sheets, titles, strict=True), start=3):
        _link(page, row, 1, title, title)
        put(page, row, sheet.stated["title"], column=2)
    _front(page, 34, 100)


def _notes(book, sheets, titles, cover, lang):
    page = book.create_sheet(_said("notes", lang))
    put(page, 1, _marked_title(_said("notes", lang), cover["illustrative"]), LARGE)
    withheld = [words.say("briefing.withheld", lang=lang)] if any(map(_withheld, sheets)) else []
    lines = [("", text) for text in (*(_said(key, lang) for key in ("missing", "numbers", "formulas")), *withheld)]
    notes = [(title, sheet.stated["note"]) for sheet, title in zip(sheets, titles, strict=True)]
    lines += [(title, note) for title, note in notes if note and note not in withheld]
    for row, (title, text) in enumerate(lines, start=3):
        if title:
            _link(page, row, 1, title, title)
        put(page, row, text, column=2).alignment = WRAPPED
    _front(page, 34, 100)


def _withheld(sheet):
    return bool(sheet.stated.get("withheld"))


def _front(page, *widths):
    """Give a page in front of the tables its widths, and no lines."""
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.sheet_view.showGridLines = False
    _tall(page)
    _paper(page)


def _tall(page, first=1):
    """Make each row from `first` on as high as its texts need: not every program does it by itself."""
    for cells in page.iter_rows(min_row=first):
        lines = max(_lines(cell.value, page.column_dimensions[cell.column_letter].width) for cell in cells)
        page.row_dimensions[cells[0].row].height = LINE * min(lines, 27) + 1  # no row may be higher


def _lines(value, width):
    return len(textwrap.wrap(value, max(1, int(width) - 2))) if isinstance(value, str) and len(value) > width - 2 else 1


def _paper(page):
    """Print on A4 across, as wide as the page."""
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _sheet(page, sheet, illustrative, lang):
    """Write one table: its words, the header row, the rows below it."""
    stated = sheet.stated
    put(page, 1, _marked_title(stated["title"], illustrative), LARGE)
    measure = [stated.get("subtitle"), stated["records"], _said("chart_data", lang) if sheet.chart else ""]
    put(page, 2, " · ".join(filter(None, measure)), QUIET)
    put(page, 3, words.say("briefing.source", text=stated["source"], lang=lang) if stated["source"] else "", QUIET)
    withheld = [words.say("briefing.withheld", lang=lang)] if _withheld(sheet) else []
    put(page, 4, " ".join([_said("missing", lang), *withheld]), QUIET)
    _link(page, 5, 1, _said("back", lang), _said("contents", lang))
    for place, column in enumerate(stated["columns"], start=1):
        _column(page, place, column, [row[place - 1] for row in sheet.rows], lang)
    _tall(page, first=7)
    page.freeze_panes = "A8"
    page.print_title_rows = "7:7"
    _paper(page)


def _column(page, place, column, values, lang):
    """Write one column from the header row down, numbers as numbers."""
    unit = column["unit"] or ("Rp" if column["format"] == "rp" else "")
    heading = column["label"] + (f" ({unit})" if unit else "")
    head = put(page, 7, heading, BOLD, place)
    side = "right" if column["numeric"] and column["format"] != "text" else "left"
    head.fill, head.border, head.alignment = HEAD, RULE, Alignment(wrap_text=True, vertical="bottom", horizontal=side)
    form, longest = _number_format(column, values, lang), max(map(len, heading.split()), default=0)
    for row, value in enumerate(values, start=8):
        if isinstance(value, float):
            cell = page.cell(row, place, int(value) if value.is_integer() else value)
            cell.number_format, cell.alignment, cell.font = form, Alignment(horizontal=side, vertical="top"), PLAIN
            longest = max(longest, len(f"{value:,.2f}" if form.endswith(".00") else f"{value:,.0f}") + 3)
        elif value is None or (column["numeric"] and value == marks.CROSS):
            put(page, row, value or formats.MISSING, QUIET, place).alignment = Alignment(
                horizontal=side, vertical="top"
            )
        else:
            put(page, row, value, column=place).alignment = WRAPPED if place == 1 else TEXT
            longest = max(longest, len(value))
    page.column_dimensions[get_column_letter(place)].width = min(WIDEST, max(longest, len(heading) / 2) + 3)


def _number_format(column, values, lang):
    mark = MARKS[formats.language(lang)] if column["format"] != "text" else ""
    if column["format"] in FORMATS:
        return mark + FORMATS[column["format"]]
    return mark + ("#,##0" if all(value.is_integer() for value in values if isinstance(value, float)) else "#,##0.00")


def repacked(packed):
    """Return an office file with the same parts under fixed dates: the same content is the same bytes.

    openpyxl writes the time of saving into the archive and into its properties. A workbook inside, as behind the chart
    of a slide, is packed anew too.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                fixed = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fixed, content)
            if part.filename.endswith(".xlsx"):
                content = repacked(content)
            new.writestr(zipfile.ZipInfo(part.filename, EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
