"""The empty deck that slides are added to: the house's own, or the one of a ministry.

A template gives its slide master, its layouts and their pictures, and nothing else: its slides, comments, macros and
properties stay behind, so that no name and no draft of somebody else leaves with our deck. Its layouts are
found by what they hold, a title and a place for content, for every office names them in its own way.
"""

import contextlib
import io
import re
import zipfile
import zlib
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

from p3dn import formats
from p3dn.briefing import style
from p3dn.briefing.workbook import STAMP
from p3dn.errors import P3DNError

WIDE, HIGH = 13.333, 7.5  # inches, 16:9
LEAST = (6.0, 3.0)  # inches that a chart needs
_KEPT = ("slideMaster", "notesMaster", "handoutMaster", "theme", "tableStyles", "font")
_GONE = ("custShowLst", "photoAlbum", "custDataLst", "smartTags", "modifyVerifier", "extLst")
_COLOURS = {"dk1": style.INK, "lt1": "#FFFFFF", "dk2": style.MUTED, "lt2": style.FAINT}
_COLOURS |= {f"accent{place}": colour for place, colour in enumerate(style.PALETTE, start=1)}


class Box(NamedTuple):
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


class Template(NamedTuple):
    """An empty presentation with the two layouts to use and the place for content on the second."""

    presentation: object
    title: object
    content: object
    box: Box


def template(path=None, *, title=""):
    """Return an empty deck as a `Template`: of a file, or the house's own in 16:9.

    Parameters
    ----------
    path : path, optional
        A presentation (.pptx) whose master and layouts are to be used.
    title : str
        For the properties of the file.

    Raises
    ------
    P3DNError
        ``template-missing``, ``template-unreadable`` when the file is no presentation, ``template-layout`` when it
        has no layout with a title and at least 6 × 3 inches below it.
    """
    name = Path(path or "").name
    if path is not None and not Path(path).is_file():
        raise P3DNError("template-missing", file=name)
    with _readable(name):
        presentation = _house() if path is None else _opened(path)
        _empty(presentation)
        _properties(presentation, title)
        layouts = list(presentation.slide_layouts)
        places = [(layout, box) for layout in layouts if (box := _place(layout, presentation)) and _roomy(box)]
        opening = [layout for layout in layouts if _opens(layout)]
    if not places:
        raise P3DNError("template-layout", file=name, count=len(layouts))
    content, box = max(places, key=lambda place: _fitness(*place))
    return Template(presentation, [*opening, content][0], content, box)


def check(path):
    """Raise unless a deck can be made on a template; for before anything is computed for it."""
    from p3dn.briefing.slides import add, notes

    made = template(path)
    with _readable(Path(path).name):  # what is damaged shows here and not when the deck is written
        for layout in (made.title, made.content):
            notes(add(made, layout, ""), [""])
        made.presentation.save(io.BytesIO())


@contextlib.contextmanager
def _readable(name):
    """Turn whatever an engine says of a damaged presentation into our own error."""
    from lxml.etree import LxmlError
    from pptx.exc import PythonPptxError

    engines = (PythonPptxError, LxmlError, zipfile.BadZipFile, zlib.error)
    usual = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError)
    try:
        yield
    except (*engines, *usual, TypeError, ValueError) as error:
        raise P3DNError("template-unreadable", file=name) from error


def _opened(path):
    from pptx import Presentation

    return Presentation(str(path))


def _empty(presentation):
    """Take out the slides, and whatever else could tell of them or of their makers."""
    part, element = presentation.part, presentation.element
    for gone in [each for each in element if each.tag.split("}")[1] in _GONE]:
        element.remove(gone)
    for listed in list(presentation.slides._sldIdLst):
        presentation.slides._sldIdLst.remove(listed)
    for key, relation in list(part.rels.items()):
        if relation.is_external or not relation.reltype.endswith(_KEPT):
            part.rels.pop(key)
    _unplaced(presentation)
    package = part.package
    for key, relation in list(package._rels.items()):
        if not relation.reltype.endswith("officeDocument"):
            package._rels.pop(key)


def _unplaced(presentation):
    """Leave of what a master or a layout links to on somebody's disk the name alone."""
    for master in presentation.slide_masters:
        for place in (master, *master.slide_layouts):
            for relation in place.part.rels.values():
                if relation.is_external and not relation._target.startswith(("http", "mailto")):
                    relation._target = PureWindowsPath(relation._target).name


def _properties(presentation, title):
    about = presentation.core_properties
    about.author, about.last_modified_by, about.title = "", "", title
    about.created = about.modified = STAMP
    about.revision = 1


def _kinds(layout):
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    kinds = [each.placeholder_format.type for each in layout.placeholders]
    titles = [kind for kind in kinds if kind in (KIND.TITLE, KIND.CENTER_TITLE)]
    contents = [kind for kind in kinds if kind in (KIND.OBJECT, KIND.CHART, KIND.TABLE, KIND.BODY)]
    others = [kind for kind in kinds if kind in (KIND.PICTURE, KIND.BITMAP, KIND.MEDIA_CLIP, KIND.ORG_CHART)]
    return titles, contents, KIND.SUBTITLE in kinds, others


def _opens(layout):
    """Tell how well a layout opens a deck: it has a title and a subtitle."""
    titles, _, subtitle, _ = _kinds(layout)
    return bool(titles) * subtitle


def _fitness(layout, box):
    """Tell how well a layout holds a chart: one place for content, as large as can be."""
    _, contents, subtitle, others = _kinds(layout)
    return (not subtitle and not others, len(contents) == 1, box.width * box.height)


def _place(layout, presentation):
    """Return the place for content: that of its placeholder, else what is free below the title."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    found = {each.placeholder_format.type: each for each in layout.placeholders}
    titles = [found[kind] for kind in (KIND.TITLE, KIND.CENTER_TITLE) if kind in found]
    if not titles:
        return None
    contents = [found[kind] for kind in (KIND.OBJECT, KIND.CHART, KIND.TABLE, KIND.BODY) if kind in found]
    title = box_of(titles[0])
    if contents:
        return box_of(contents[0])
    low = presentation.slide_height / 914_400 - 0.6
    return Box(title.left, title.top + title.height + 0.1, title.width, low - title.top - title.height - 0.1)


def box_of(shape):
    """Return the place of a shape."""
    return Box(*(each / 914_400 for each in (shape.left, shape.top, shape.width, shape.height)))


def _roomy(box):
    return box.width >= LEAST[0] and box.height >= LEAST[1]


def title_size(layout):
    """Return the size of the letters of a layout's title in points, as its master says where it does not."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    own = [each for each in layout.placeholders if each.placeholder_format.type in (KIND.TITLE, KIND.CENTER_TITLE)]
    master = layout.slide_master
    paths = [(each._element, ".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz") for each in own]
    paths += [(master.element, "./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")]
    sizes = [int(size) / 100 for element, path in paths for size in element.xpath(path)[:1]]
    return sizes[0] if sizes else 44.0


def _house():
    """Return the house's own deck: two layouts on white, in the colours of the charts."""
    from pptx import Presentation
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.util import Inches

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDE), Inches(HIGH)
    for size in presentation.element.xpath("./p:sldSz[@type]"):
        del size.attrib["type"]
    for layout in list(presentation.slide_layouts)[2:]:
        presentation.slide_layouts.remove(layout)
    opening, content = presentation.slide_layouts
    master = presentation.slide_master
    for place in (master, opening, content):
        _arrange(place, opening=place is opening)
    theme = next(each.target_part for each in master.part.rels.values() if each.reltype.endswith("/theme"))
    theme._blob = _coloured(theme.blob)
    (line,) = master.element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr")
    (letters,) = master.element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr")
    line.set("algn", "l")
    letters.set("sz", "2600")
    letters.set("b", "1")
    (style_of_title,) = opening.placeholders[0]._element.xpath(".//a:lstStyle")
    style_of_title.append(parse_xml(f'<a:lvl1pPr {nsdecls("a")}><a:defRPr sz="3800"/></a:lvl1pPr>'))
    return presentation


def _arrange(place, *, opening):
    """Put the placeholders of a master or a layout where a slide of 16:9 has them."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND
    from pptx.util import Inches

    boxes = {
        KIND.TITLE: Box(0.5, 0.3, 12.33, 0.95),
        KIND.BODY: Box(0.5, 1.3, 12.33, 5.8),
        KIND.OBJECT: Box(0.5, 1.3, 12.33, 5.8),
        KIND.SLIDE_NUMBER: Box(12.03, 7.08, 0.8, 0.3),
    }
    if opening:
        boxes |= {KIND.CENTER_TITLE: Box(0.9, 1.5, 11.5, 1.7), KIND.SUBTITLE: Box(0.9, 3.4, 11.5, 3.4)}
    for each in list(place.placeholders):
        box = boxes.get(each.placeholder_format.type)
        if box is None:
            each._element.getparent().remove(each._element)
        else:
            each.left, each.top, each.width, each.height = map(Inches, box)


def _coloured(theme):
    """Return a theme with the house's colours."""
    for name, colour in _COLOURS.items():
        new = f'<a:{name}><a:srgbClr val="{colour.removeprefix("#")}"/></a:{name}>'.encode()
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>".encode(), new, theme, flags=re.DOTALL)
    return theme


def language(lang=None):
    """Return the language of a text as office programs name it.

    >>> language("id"), language("en")
    ('id-ID', 'en-US')
    """
    return formats.LOCALES[formats.language(lang)].replace("_", "-")
