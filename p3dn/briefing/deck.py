"""The deck: a few slides with one message each, whose charts can be edited.

It is made from what a report has saved and from nothing else: the finding is the title, the chart is drawn anew by the
office program from the same numbers, and the notes say how they came about and where to look them up. What a slide
has no room for is counted, and stands in the workbook. ``deck.toml`` says which charts come first; what a report has
not made is left out.
"""

import io
import tomllib
from importlib import resources
from pathlib import Path

from p3dn import words
from p3dn.briefing import columns, slides, style
from p3dn.briefing.charted import GAP, MEASURE, add_chart
from p3dn.briefing.fitting import LETTERS, LINE, fitting, tall
from p3dn.briefing.material import material
from p3dn.briefing.template import Box, box_of, template
from p3dn.briefing.workbook import repacked

APART = 5  # points between the items of a list
BETWEEN = 0.3  # inches between two lists
WARNING = 16  # points
LIMITS = 3


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
    given, base = material(folder, notebooks, lang=lang, illustrative=illustrative), template(own, title=title)
    order = settings()
    _opening(base, given, title, sources, as_of)
    for chart in chosen(given.charts, order):
        add_chart(base, given, chart)
    if order["table"] in given.tables:
        _table(base, given, given.tables[order["table"]], order["columns"])
    _quotes(base, given, order)
    packed = io.BytesIO()
    base.presentation.save(packed)
    Path(path).write_bytes(repacked(packed.getvalue()))


def settings():
    """Return what ``deck.toml`` says: which charts, which table, which lists, in which order."""
    return tomllib.loads(resources.files("p3dn.briefing").joinpath("deck.toml").read_text(encoding="utf-8"))


def chosen(charts, order):
    """Return the charts of a deck: those that the settings name first, others only where these are too few.

    >>> chosen({"b": 1, "a": 2, "c": 3}, {"charts": ["a", "x"], "most": 2, "least": 2})
    [2, 1]
    """
    named = [charts[name] for name in order["charts"] if name in charts]
    others = [chart for name, chart in charts.items() if name not in order["charts"]]
    return [*named[: order["most"]], *others[: max(0, order["least"] - len(named))]]


def _opening(base, given, title, sources, as_of):
    """Add the first slide: the subject, the warning, the sources with the date of their data."""
    slide = slides.add(base, base.title, title, largest=38)
    box, named = _below(slide, base), [words.say("briefing.source", text=each, lang=given.lang) for each in sources]
    said = [*([given.say("as_of", date=as_of)] if as_of else []), *dict.fromkeys(named)]
    high = tall(given.warning, WARNING, box.width, "bold")
    if given.warning:
        warned = [[(text, style.PALETTE[2])] for text in given.warning]
        slides.text(slide, box._replace(height=high), warned, size=WARNING, bold=True, lang=given.lang)
        high += 2 * GAP
    rest = box._replace(top=box.top + high, height=box.height - high)
    shown = fitting(said, rest._replace(height=rest.height - MEASURE * LINE), MEASURE)
    cover = words.say("briefing.workbook.cover", lang=given.lang)
    slides.text(
        slide, rest, [*said[:shown], *given.more(len(said) - shown, [cover])], size=MEASURE, muted=True, lang=given.lang
    )
    slides.notes(slide, [given.say("about"), *said, *given.warning])


def _below(slide, base):
    """Return the place below the title of the first slide."""
    title, content = box_of(slide.shapes.title), base.box
    top = title.top + title.height + 0.2
    left, width = (title.left, title.width) if title.width >= content.width / 2 else (content.left, content.width)
    high = base.presentation.slide_height / 914_400 - 0.5 - top
    return Box(left, top, width, high) if high >= 1 else content


def _table(base, given, each, wanted):
    """Add a slide with the rows of a table that it has room for."""
    box, lang, title = base.box, given.lang, each.stated["title"]
    about = {column["name"]: (at, column) for at, column in enumerate(each.stated["columns"])}
    picked = [about[name] for name in wanted if name in about] or list(about.values())[: len(wanted)]
    rows = [[columns.write(row[at], column["format"], lang=lang) for at, column in picked] for row in each.rows]
    slide = slides.add(base, base.content, given.finding(each.name, title))
    slides.text(slide, Box(*box[:3], MEASURE * LINE), [title], size=MEASURE, muted=True, lang=lang)
    foot = [given.source(each)]
    high, low = MEASURE * LINE + GAP, tall(["", *foot], LETTERS, box.width) + GAP
    place = Box(box.left, box.top + high, box.width, box.height - high - low)
    headings = [column["label"] for _, column in picked]
    numeric = [column["numeric"] and column["format"] != "text" for _, column in picked]
    left = slides.table(slide, place, headings, rows, numeric, alt=title, lang=lang)
    if given.marked:
        slides.stamp(slide, place)
    below = Box(box.left, box.top + box.height - low + GAP, box.width, low - GAP)
    slides.text(slide, below, [*given.more(left, given.sheets[each.name][:1]), *foot], muted=True, lang=lang)
    slides.notes(slide, given.notes(each))


def _quotes(base, given, order):
    """Add the last slide: what may be quoted, what may not, and the limits."""
    good = [each for name, each in given.tables.items() if name.startswith(order["quote"])]
    bad = [each for name, each in given.tables.items() if name == order["avoid"]]
    limits = [f"• {item}" for items in given.limits[-1:] for item in items[:LIMITS]]
    if not (good or bad or limits):
        return
    title = given.finding(good[0].name, given.say("quotes")) if good else given.say("limits")
    slide, box = slides.add(base, base.content, title), base.box
    low = tall(["", *limits], LETTERS, box.width) + 2 * GAP if limits else 0
    half, high = (box.width - BETWEEN) / 2, box.height - low
    for side, (key, tables) in enumerate((("may", good), ("may_not", bad))):
        if tables:
            place = Box(box.left + side * (half + BETWEEN), box.top, half, high)
            _list(slide, place, given.say(key), tables, order["sentence"], given)
    if given.marked:
        slides.stamp(slide, box._replace(height=high))
    if limits:
        place = Box(box.left, box.top + high + GAP, box.width, low - GAP)
        slides.text(slide, place, [given.say("limits")], bold=True, lang=given.lang)
        slides.text(slide, place._replace(top=place.top + LETTERS * LINE + GAP / 2), limits, lang=given.lang)
    every = [f"• {item}" for items in given.limits for item in items]
    sources = dict.fromkeys(given.source(each) for each in good + bad)
    slides.notes(slide, [title, *sources, *given.warning, given.say("limits"), *every])


def _list(slide, box, heading, tables, column, given):
    """Put as many sentences of tables on a slide as fit, and say how many more there are and where."""
    texts = [f"• {sentence}" for sentence in _alternating(tables, column)]
    sheets, high = [given.sheets[each.name][0] for each in tables], MEASURE * LINE + GAP
    pointer = tall(given.more(len(texts), sheets), LETTERS, box.width)
    under = box._replace(top=box.top + high, height=box.height - high)
    shown = fitting(texts, under._replace(height=under.height - pointer), apart=APART)
    slides.text(slide, box._replace(height=high), [heading], size=MEASURE, bold=True, lang=given.lang)
    slides.text(slide, under, texts[:shown] + given.more(len(texts) - shown, sheets), apart=APART, lang=given.lang)


def _alternating(tables, column):
    """Return the sentences of tables, the first of each table and topic, then the second of each."""
    groups = {}
    for each in tables:
        names = [about["name"] for about in each.stated["columns"]]
        for row in each.rows if column in names else ():
            told = dict(zip(names, row, strict=True))
            groups.setdefault((each.name, told.get("topic")), []).append(str(told[column]))
    longest = max(map(len, groups.values()), default=0)
    return [some[at] for at in range(longest) for some in groups.values() if at < len(some)]
