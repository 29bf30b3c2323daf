"""The deck: a few slides with one message each, whose charts can be edited.

It is made from what a report has saved and from nothing else: the finding is the title, the chart is drawn anew by the
office program from the same numbers, and the notes say how they came about and where to look them up. What a slide
has no room for is counted, and stands in the workbook. ``deck.toml`` says which charts come first; what a report has
not made is left out.
"""

import io
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from p3dn import formats, words
from p3dn.briefing import columns, office, plots, slides, style
from p3dn.briefing.cells import names_saved
from p3dn.briefing.native import HATCHED, native
from p3dn.briefing.saved import saved
from p3dn.briefing.sections import Section, limits, sections
from p3dn.briefing.template import Box, template
from p3dn.briefing.workbook import repacked, sheet_titles

GAP = 0.08  # inches between what stands on a slide
MEASURE = 14  # points of the line that says what is measured
APART = 5  # points between the items of a list
SIGNS = {HATCHED: "▨"}


@dataclass(frozen=True)
class Material:
    """What the slides are made from: saved tables and charts by name, their sheets, their sections."""

    folder: Path
    charts: dict
    tables: dict
    sheets: dict
    places: dict
    limits: list
    lang: str
    marked: bool

    def say(self, key, **values):
        """Return one of the deck's own texts."""
        return words.say(f"briefing.deck.{key}", lang=self.lang, **values)


def write_deck(folder, path, *, notebooks, title, sources=(), as_of="", lang=None, illustrative=False, own=None):
    """Write a deck of what a report has saved.

    Parameters
    ----------
    folder : path
        Folder of the report, filled by `save`.
    path : path
        The presentation to write; the same input gives the same bytes.
    notebooks : list
        Paths or nodes of the executed notebooks.
    title : str
        Title of the first slide.
    sources : sequence of str
        Sources of the data, each with its own date.
    as_of : str
        Date of the data.
    lang : str, optional
        Language of the deck's own words.
    illustrative : bool
        Whether the deck must be marked; what a saved chart or table says of itself counts as well.
    own : path, optional
        A presentation whose master and layouts are used.

    Raises
    ------
    P3DNError
        ``template-unreadable`` or ``template-layout`` when `own` cannot be used.
    """
    material = _material(folder, notebooks, lang, illustrative)
    base = template(own, title=title)
    _opening(base, material, title, sources, as_of)
    settings = tomllib.loads(resources.files("p3dn.briefing").joinpath("deck.toml").read_text(encoding="utf-8"))
    for chart in chosen(material.charts, settings):
        _chart(base, material, chart)
    if settings["table"] in material.tables:
        _table(base, material, material.tables[settings["table"]], settings["columns"])
    _quotes(base, material, settings)
    packed = io.BytesIO()
    base.presentation.save(packed)
    Path(path).write_bytes(repacked(packed.getvalue()))


def chosen(charts, settings):
    """Return the charts of a deck: those that the settings name first, others only where these are too few.

    >>> chosen({"b": 1, "a": 2, "c": 3}, {"charts": ["a", "x"], "most": 2, "least": 2})
    [2, 1]
    """
    named = [charts[name] for name in settings["charts"] if name in charts]
    others = [chart for name, chart in charts.items() if name not in settings["charts"]]
    missing = max(0, settings["least"] - len(named))
    return [*named[: settings["most"]], *others[:missing]]


def _material(folder, notebooks, lang, illustrative):
    found = saved(folder, names_saved(notebooks))
    marked = illustrative or any(each.stated["illustrative"] for each in found)
    sheets = {}
    for each, sheet in zip(found, sheet_titles(found), strict=True):
        sheets.setdefault(each.name, []).append(sheet)
    charts, tables = ({each.name: each for each in found if each.chart is kind} for kind in (True, False))
    told = [limits(notebook) for notebook in notebooks]
    return Material(Path(folder), charts, tables, sheets, sections(notebooks), told, formats.language(lang), marked)


def _opening(base, material, title, sources, as_of):
    """Write the first slide: the subject, the sources with the date of their data, the mark."""
    slide = slides.add(base, base.title, title, largest=38)
    box, said = _below(slide, base), list(dict.fromkeys(sources))
    top = [(material.say("as_of", date=as_of), None)] if as_of else []
    lines = [(words.say("briefing.source", text=source, lang=material.lang), None) for source in said]
    warning = [(words.say("briefing.illustrative", lang=material.lang), None)] if material.marked else []
    room = box.height - slides.tall([text for text, _ in warning + top], 16, box.width, "bold")
    shown = _fitting([text for text, _ in lines], room - 0.3, box.width, MEASURE)
    more = [material.say("more", count=len(said) - shown, sheets=[words.say("briefing.workbook.cover", lang=material.lang)])]
    paragraphs = [text for text, _ in top + lines[:shown]] + (more if shown < len(said) else [])
    if warning:
        high = slides.tall([warning[0][0]], 16, box.width - 0.2, "bold")
        slides.text(slide, Box(*box[:3], high), [[(warning[0][0], style.PALETTE[2])]], size=16, bold=True, lang=material.lang)
        box = Box(box.left, box.top + high + 2 * GAP, box.width, box.height - high - 2 * GAP)
    slides.text(slide, box, paragraphs, size=MEASURE, muted=True, lang=material.lang)
    slides.notes(slide, [material.say("about"), *paragraphs[:0], *(text for text, _ in top + lines), *_illustrated(material)])


def _below(slide, base):
    """Return the place below the title of the first slide."""
    title, content = slides.box_of(slide.shapes.title), base.box
    top = title.top + title.height + 0.2
    left, width = (title.left, title.width) if title.width >= content.width / 2 else (content.left, content.width)
    high = base.presentation.slide_height / 914_400 - 0.5 - top
    return Box(left, top, width, high) if high >= 1 else content


def _fitting(texts, room, width, size, apart=0):
    """Return how many of the texts fit, from the first, when they are `apart` points from each other."""
    count = 0
    inner = width - 2 * slides.INSET
    while count < len(texts) and slides.tall(texts[: count + 1], size, inner) + count * apart / 72 <= room:
        count += 1
    return count


def _illustrated(material):
    return [words.say("briefing.illustrative", lang=material.lang)] if material.marked else []


def _chart(base, material, chart):
    """Write a slide with one chart: native where that can be, else the picture."""
    stated, drawn = chart.stated, native(chart, lang=material.lang)
    slide = slides.add(base, base.content, stated["title"])
    told = _native(slide, base.box, material, chart, drawn) if drawn else None
    if told is None:
        slides.picture(slide, material.folder / "charts" / f"{chart.name}.png", base.box, stated["alt"])
    slides.notes(slide, [*_notes(material, chart), *(told or [])])


def _native(slide, box, material, chart, drawn):
    """Draw a chart natively with its measure, its key and its footer; return what the notes add, None if it has no room."""
    stated, lang = chart.stated, material.lang
    measure = " · ".join(filter(None, (stated["subtitle"], stated["records"])))
    high = slides.tall([measure], MEASURE, box.width - 2 * slides.INSET) if measure else 0
    key = plots.key_lines(drawn.key, box.width)
    keys = len(key) * slides.LETTERS * slides.LINE + (2 * GAP if key else 0)
    foot = _foot(material, chart, drawn, 0)
    low = slides.tall(foot, slides.LETTERS, box.width - 2 * slides.INSET)
    most = Box(box.left, box.top + high + keys + GAP, box.width, box.height - high - keys - low - 3 * GAP)
    placed = plots.place(drawn, most)
    if placed and placed[1]:  # a line in the footer says so
        foot = _foot(material, chart, drawn, placed[1])
        grown = slides.tall(foot, slides.LETTERS, box.width - 2 * slides.INSET) - low
        low, most = low + grown, most._replace(height=most.height - grown)
        placed = plots.place(drawn, most)
    if placed is None:
        return None
    if measure:
        slides.text(slide, Box(*box[:3], high), [measure], size=MEASURE, muted=True, lang=lang)
    if key:
        signs = [[part for text, look in line for part in _signed(text, look)] for line in key]
        slides.text(slide, Box(box.left, box.top + high + GAP, box.width, keys - GAP), signs, lang=lang)
    _plots(slide, placed[0], drawn.kind, stated, material)
    slides.text(slide, Box(box.left, box.top + box.height - low, box.width, low), foot, muted=True, lang=lang)
    return [material.say("native"), *([material.say("scale")] if drawn.kind != "lines" else [])]


def _signed(text, look):
    return [(f"{SIGNS.get(look, '■')} ", style.MUTED if look == HATCHED else look), (f"{text}      ", None)]


def _plots(slide, placed, kind, stated, material):
    """Draw the plots of a chart, each with its heading and its mark."""
    for each in placed:
        box, head = each.box, each.plot.head
        if head:
            indent = each.names - slides.INSET if each.named else 0
            rows = slides.lines(head, slides.LETTERS, box.width - indent - 2 * slides.INSET, "bold")
            tall = max(plots.HEAD, rows * slides.LETTERS * slides.LINE + GAP)
            tall = plots.HEAD * 2 if kind == "bars" and len(placed) > 1 and tall > plots.HEAD else tall
            title = Box(box.left + indent, box.top, box.width - indent, tall)
            slides.text(slide, title, [head], bold=True, lang=material.lang)
        alt = f"{head}. {stated['alt']}" if head else stated["alt"]
        below = _lowered(each, placed)
        told = {"kind": kind, "alt": alt, "lang": material.lang, "marked": material.marked}
        office.draw(slide, below, **told)
        if material.marked:
            place = below.box
            slides.stamp(slide, Box(place.left + each.names, place.top, place.width - each.names, place.height))


def _lowered(each, placed):
    """Return a plot below its heading; plots side by side begin on one line."""
    from dataclasses import replace

    if not each.plot.head:
        return each
    row = [other for other in placed if other.box.top == each.box.top]
    rows = max(
        slides.lines(other.plot.head, slides.LETTERS, other.box.width - (other.names if other.named else 0) - 0.1, "bold")
        for other in row
    )
    down = max(plots.HEAD, rows * slides.LETTERS * slides.LINE + GAP)
    return replace(each, box=Box(each.box.left, each.box.top + down, each.box.width, each.box.height - down))


def _foot(material, chart, drawn, left):
    """Return the lines below a chart: what it leaves out, what is not known, its note, its source."""
    lang, stated = material.lang, chart.stated
    said = []
    if left:
        said.append(material.say("more", count=left, sheets=material.sheets[chart.name][-1:]))
    if drawn.unknown:
        said.append(words.say("briefing.unknown_lines", names=list(drawn.unknown), lang=lang))
    return [*said, *filter(None, [stated["note"], _source(stated, lang)])]


def _source(stated, lang):
    return words.say("briefing.source", text=stated["source"], lang=lang) if stated["source"] else ""


def _notes(material, each):
    """Return the notes of a slide: measure, method, note, source, and where the numbers stand."""
    stated, place = each.stated, material.places.get(each.name, Section())
    where = material.say("where", notebook=place.notebook, section=place.title, sheets=material.sheets[each.name])
    measure = " · ".join(filter(None, (stated.get("subtitle"), stated["records"])))
    method = material.say("method", text=place.text) if place.text else ""
    return [stated["title"], measure, method, stated["note"], _source(stated, material.lang), where, *_illustrated(material)]


def _finding(material, name, otherwise):
    """Return what the section of a table has found, else another title."""
    found = material.places.get(name, Section()).findings
    return found[0] if found else otherwise


def _table(base, material, each, wanted):
    """Write a slide with the rows of a table that a slide has room for."""
    box, lang = base.box, material.lang
    about = {column["name"]: (place, column) for place, column in enumerate(each.stated["columns"])}
    picked = [about[name] for name in wanted if name in about] or list(about.values())[:6]
    rows = [[columns.write(row[place], column["format"], lang=lang) for place, column in picked] for row in each.rows]
    slide = slides.add(base, base.content, _finding(material, each.name, each.stated["title"]))
    foot = [_source(each.stated, lang)]
    low = slides.tall(foot, slides.LETTERS, box.width) + slides.LETTERS * slides.LINE
    slides.text(slide, Box(*box[:3], 0.3), [each.stated["title"]], size=MEASURE, muted=True, lang=lang)
    place = Box(box.left, box.top + 0.36, box.width, box.height - 0.36 - low - 2 * GAP)
    headings = [column["label"] for _, column in picked]
    numeric = [column["numeric"] and column["format"] != "text" for _, column in picked]
    left = slides.table(slide, place, headings, rows, numeric, alt=each.stated["title"], lang=lang)
    more = [material.say("more", count=left, sheets=material.sheets[each.name][:1])] if left else []
    if material.marked:
        slides.stamp(slide, place)
    slides.text(slide, Box(box.left, box.top + box.height - low, box.width, low), more + foot, muted=True, lang=lang)
    slides.notes(slide, _notes(material, each))


def _quotes(base, material, settings):
    """Write the last slide: what may be quoted, what may not, and the limits."""
    tables = material.tables
    good = [each for name, each in tables.items() if name.startswith(settings["quote"])]
    bad = [tables[settings["avoid"]]] if settings["avoid"] in tables else []
    title = _finding(material, good[0].name, material.say("quotes")) if good else material.say("limits")
    slide, box = slides.add(base, base.content, title), base.box
    told = [item for each in material.limits[-1:] for item in each][:3]
    low = slides.tall(["x", *told], slides.LETTERS, box.width - 2 * slides.INSET) + GAP
    half = (box.width - 0.3) / 2
    sides = [(material.say("may"), good, box.left), (material.say("may_not"), bad, box.left + half + 0.3)]
    for heading, some, left in sides if good or bad else []:
        place = Box(left, box.top, half, box.height - low - GAP)
        _list(slide, place, heading, _alternating(some, settings["sentence"]), _sheets(material, some), material)
    if material.marked:
        slides.stamp(slide, Box(*box[:3], box.height - low))
    if told:
        place = Box(box.left, box.top + box.height - low, box.width, low)
        slides.text(slide, Box(*place[:3], 0.22), [material.say("limits")], bold=True, lang=material.lang)
        under = Box(place.left, place.top + 0.24, place.width, place.height - 0.24)
        slides.text(slide, under, [f"• {item}" for item in told], lang=material.lang)
    sources = dict.fromkeys(_source(each.stated, material.lang) for each in good + bad)
    every = [f"• {item}" for each in material.limits for item in each]
    slides.notes(slide, [title, *sources, *_illustrated(material), material.say("limits"), *every])


def _sheets(material, tables):
    return [material.sheets[each.name][0] for each in tables]


def _alternating(tables, column):
    """Return the sentences of tables, the first of each table and topic, then the second of each."""
    groups = {}
    for each in tables:
        names = [about["name"] for about in each.stated["columns"]]
        for row in each.rows if column in names else ():
            told = dict(zip(names, row, strict=True))
            groups.setdefault((each.name, told.get("topic")), []).append(str(told[column]))
    lists = list(groups.values())
    longest = max(map(len, lists), default=0)
    return [some[place] for place in range(longest) for some in lists if place < len(some)]


def _list(slide, box, heading, items, sheets, material):
    """Put as many items of a list on a slide as fit, and say how many more there are and where."""
    slides.text(slide, Box(*box[:3], 0.3), [heading], size=MEASURE, bold=True, lang=material.lang)
    texts = [f"• {item}" for item in items]
    pointer = material.say("more", count=len(items), sheets=sheets)
    room = box.height - 0.36 - slides.tall([pointer], slides.LETTERS, box.width - 2 * slides.INSET)
    shown = _fitting(texts, room, box.width, slides.LETTERS, APART)
    more = [material.say("more", count=len(items) - shown, sheets=sheets)] if shown < len(items) else []
    under = Box(box.left, box.top + 0.34, box.width, box.height - 0.34)
    slides.text(slide, under, texts[:shown] + more, apart=APART, lang=material.lang)
