"""A slide with one chart: the finding, what is measured, the key, the chart, and below it what a reader must know.

The chart is native where an office program can draw it as truly as the picture does and the slide has room for its
values; else the picture stands there, with its alternative text. Either way DATA ILUSTRATIF stands across the plot.
"""

from p3dn import words
from p3dn.briefing import office, plots, slides, style
from p3dn.briefing.fitting import INSET, LETTERS, LINE, long, tall
from p3dn.briefing.native import HATCHED, native
from p3dn.briefing.template import Box

GAP = 0.08  # inches between what stands on a slide
MOST = 6  # names in a line below a chart
MEASURE = 14  # points of the line that says what is measured


def add_chart(base, material, chart):
    """Add a slide with one saved chart to a deck."""
    slide = slides.add(base, base.content, chart.stated["title"])
    drawn = native(chart, lang=material.lang)
    told = _native(slide, base.box, material, chart, drawn) if drawn else []
    if not told:
        path = material.folder / "charts" / f"{chart.name}.png"
        place = slides.picture(slide, path, base.box, chart.stated["alt"], above=chart.stated["heading"])
        if material.marked and not chart.stated["illustrative"]:
            slides.stamp(slide, place)
    slides.notes(slide, [*material.notes(chart), *told])


def _native(slide, box, material, chart, drawn):
    """Draw a chart natively; return what the notes say about it, nothing where it has no room."""
    measure = list(filter(None, [" · ".join(filter(None, (chart.stated["subtitle"], chart.stated["records"])))]))
    key = _key(drawn.key, box.width)
    high = tall(measure, MEASURE, box.width) + GAP
    keys = len(key) * LETTERS * LINE + GAP if key else 0
    placed, foot, low = _placed(
        material, chart, drawn, box._replace(top=box.top + high + keys, height=box.height - high - keys)
    )
    if placed is None:
        return []
    slides.text(slide, Box(*box[:3], high), measure, size=MEASURE, muted=True, lang=material.lang)
    if key:
        slides.text(slide, Box(box.left, box.top + high, box.width, keys), key, lang=material.lang)
    for each in placed:
        _plot(slide, each, drawn.kind, chart.stated["alt"], material)
    slides.text(slide, Box(box.left, box.top + box.height - low, box.width, low), foot, muted=True, lang=material.lang)
    return [material.say("native"), *([material.say("scale")] if drawn.kind != "lines" else [])]


def _placed(material, chart, drawn, box):
    """Return the plots in their places, the lines below them and their height; None for the plots without room."""
    left = 0
    for _ in range(2):  # rows that are left out are told in a line, which takes room itself
        foot = _foot(material, chart, drawn, left)
        low = tall(foot, LETTERS, box.width)
        found = plots.place(drawn, box._replace(height=box.height - low - GAP))
        if found is None or found[1] == left:
            break
        left = found[1]
    return found[0] if found else None, _foot(material, chart, drawn, found[1]) if found else [], low


def _key(key, width):
    """Return the lines of a key: the colour of each part and its name, as many in a line as fit."""
    rows, filled = [], width
    for text, look in key:
        room = long(f"■ {text}      ")
        if filled + room > width - 2 * INSET:
            rows.append([])
            filled = 0.0
        sign, colour = ("▨", style.MUTED) if look == HATCHED else ("■", look)
        rows[-1] += [(f"{sign} ", colour), (f"{text}      ", None)]
        filled += room
    return rows


def _plot(slide, placed, kind, alt, material):
    """Draw one plot with its heading and its mark."""
    box, head, below = placed.box, placed.plot.head, placed.below
    indent = placed.names - INSET
    if head:
        title = Box(box.left + indent, box.top, box.width - indent, placed.head)
        slides.text(slide, title, [head], bold=True, lang=material.lang)
    told = {"alt": f"{head}. {alt}" if head else alt, "lang": material.lang, "marked": material.marked}
    office.draw(slide, placed, kind=kind, **told)
    if material.marked:
        slides.stamp(slide, Box(below.left + placed.names, below.top, below.width - placed.names, below.height))


def _foot(material, chart, drawn, left):
    """Return the lines below a chart: what is left out, not known or withheld, its note, its source."""
    lang, more = material.lang, material.more(left, material.sheets[chart.name][-1:])
    unknown = (
        [words.say("briefing.unknown_lines", names=[_few(drawn.unknown, lang)], lang=lang)] if drawn.unknown else []
    )
    reason, note = words.say("briefing.withheld", lang=lang), chart.stated["note"]
    held = [f"{reason} {_few(drawn.held, lang)}."] if drawn.held else []
    note = note.replace(reason, "").strip() if held else note
    return [*more, *unknown, *held, *filter(None, [note, material.source(chart)])]


def _few(names, lang):
    """Return names in one text; where they are many, how many more there are."""
    if len(names) <= MOST:
        return "; ".join(names)
    return words.say("briefing.alt.more", values="; ".join(names[:MOST]), count=len(names) - MOST, lang=lang)
