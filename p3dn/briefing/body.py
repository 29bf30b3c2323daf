"""The body of an executed notebook, made fit for a page that anyone can read.

nbconvert turns the cells into HTML; here that HTML is put in order. Headings go one level down, because the page
has its own title, and none is skipped; every picture has a text and, folded beneath it, the data it shows;
every table has a caption and scopes; what a reader does not need (code, warnings, cell ids, styles) is gone.
"""

import hashlib
import re
from base64 import b64decode
from dataclasses import dataclass
from functools import cache

from p3dn import marks, words
from p3dn.briefing import columns
from p3dn.briefing.cells import findings, read
from p3dn.briefing.tables import SHOWN, markup

GONE = "style, script, .output_stderr, .celltag_parameters, .celltag_injected-parameters"
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


@dataclass(frozen=True)
class Part:
    """A notebook on the page: its anchor, title, findings, sections (anchor and text) and body."""

    anchor: str
    title: str
    findings: list
    sections: list
    html: str


def part(notebook, number, charts, *, lang=None, illustrative=False):
    """Return an executed notebook (a path or a node) as a `Part`; `charts` are the saved charts by their picture."""
    node = read(notebook)
    soup = _soup(node)
    _texts(soup)
    for wrapper in soup.find_all("div"):
        wrapper.unwrap()
    _drop_empty(soup)
    anchor = f"n{number}"
    headings = _headings(soup, anchor)
    for image in soup.find_all("img"):
        _figure(soup, image, charts, lang)
    for place in soup.find_all("table"):
        _table(soup, place, lang, illustrative=illustrative)
    title = headings[0][1] if headings else anchor
    return Part(anchor, title, findings(node), _questions(headings), _tidy(soup))


def _drop_empty(soup):
    """Take out the headings under which nothing is left, as where only code stood."""
    for heading in soup.find_all(HEADINGS[1:]):
        following = heading.find_next_sibling()
        if following is None or (following.name in HEADINGS and following.name <= heading.name):
            heading.decompose()


def _questions(headings):
    """Return anchor and text of the sections that a reader looks for: those that ask."""
    return [each[:2] for each in headings[1:] if each[2] == 3 and each[1].endswith("?")]


@cache
def _exporter():
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )


def _soup(node):
    from bs4 import BeautifulSoup, Comment

    soup = BeautifulSoup(_exporter().from_notebook_node(node)[0], "html.parser")
    for gone in soup.select(GONE):
        gone.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for named in soup.find_all(id=True):
        del named["id"]
    return soup


def _texts(soup):
    """Turn what a finding has printed into paragraphs."""
    for pre in soup.select(".celltag_finding pre"):
        for line in filter(None, map(str.strip, pre.get_text().splitlines())):
            paragraph = soup.new_tag("p", attrs={"class": "finding"})
            paragraph.string = line
            pre.insert_before(paragraph)
        pre.decompose()


def _headings(soup, anchor):
    """Put the headings one level down, in steps of one, with anchors; return anchor, text and level of each."""
    found, before = [], 1
    for number, heading in enumerate(soup.find_all(HEADINGS)):
        level = 2 if number == 0 else min(max(3, int(heading.name[1]) + 1), before + 1, 6)
        before, heading.name = level, f"h{level}"
        heading["id"] = anchor if number == 0 else f"{anchor}-{number}"
        found.append((heading["id"], heading.get_text(" ", strip=True), level))
    return found


def _figure(soup, image, charts, lang):
    """Put a picture into a figure, with its data folded beneath it."""
    chart = charts.get(_digest(image.get("src", "")))
    if chart is not None:
        image["alt"] = chart.stated["alt"]
    elif not image.get("alt") or image["alt"].startswith("No description has been provided"):
        image["alt"] = words.say("briefing.web.picture", text=_above(image), lang=lang)
    figure = image.wrap(soup.new_tag("div", attrs={"class": "picture"})).wrap(soup.new_tag("figure"))
    if chart is not None:
        figure.append(_parsed(_data(chart, lang)))


def _digest(source):
    """Return the SHA-256 of a picture that stands in the page itself."""
    head, _, data = source.partition("base64,")
    return hashlib.sha256(b64decode(data)).hexdigest() if head.startswith("data:image/") else ""


def _data(chart, lang):
    """Return the data of a chart as a table that opens on request."""
    about = chart.stated["columns"]
    headings = [each["label"] + (f" ({each['unit']})" if each["unit"] else "") for each in about]
    rows = [
        [columns.write(value, each["format"], lang=lang) for value, each in zip(row, about, strict=True)]
        for row in chart.rows[:SHOWN]
    ]
    more = len(chart.rows) - SHOWN
    below = [words.say("briefing.rows_more", count=more, lang=lang)] if more > 0 else []
    numeric = [each["numeric"] and each["format"] != "text" for each in about]
    summary = words.say("briefing.web.data", lang=lang)
    table = markup(headings, rows, numeric, title=chart.stated["title"], under=chart.stated["subtitle"], below=below)
    return f"<details><summary>{summary}</summary>{table}</details>"


def _parsed(text):
    from bs4 import BeautifulSoup

    return BeautifulSoup(text, "html.parser")


def _table(soup, table, lang, *, illustrative):
    """Give a table a caption and scopes, and let it scroll where the screen is narrow."""
    if table.caption is None:
        caption = soup.new_tag("caption", attrs={} if illustrative else {"class": "hidden"})
        caption.string = _above(table)
        table.insert(0, caption)
    if illustrative and marks.TEXT not in table.caption.get_text():
        table.caption.insert(0, f"{marks.TEXT} – ")
    for row in table.select("thead tr"):
        for cell in row.find_all("th"):
            cell["scope"] = "col"
    for cell in table.select("tbody th"):
        cell["scope"] = "row"
    for name in ("border", "class"):
        del table[name]
    label = words.say("briefing.web.table", text=table.caption.get_text(" ", strip=True), lang=lang)
    table.wrap(soup.new_tag("div", attrs={"class": "scroll", "tabindex": "0", "role": "region", "aria-label": label}))


def _above(element):
    """Return the text of the nearest heading above."""
    heading = element.find_previous(HEADINGS)
    return heading.get_text(" ", strip=True) if heading else ""


def _tidy(soup):
    return re.sub(r"\n\s*\n+", "\n", str(soup)).strip()
