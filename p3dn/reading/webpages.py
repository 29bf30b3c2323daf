"""Web pages under an Excel name: the tables of a page as Excel shows them, one below the other on a sheet.

Many export buttons write a page and call it .xls. A cell may span rows and columns, which gives the merges; every cell
stays text, since a page knows no numbers. Tables that only lay out the page are looked through; a page without a table
of data (a login form, a server's error) is refused. Nothing that a page points to is fetched.
"""

import email
import email.policy
import re
from pathlib import PurePosixPath

from p3dn.errors import P3DNError
from p3dn.reading import encodings
from p3dn.reading.archive import MOST_COLUMNS, within
from p3dn.reading.grid import Grid

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_CELLS, _MULTIPARTS = 8_000_000, 100
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p")
_LINES = ("br", "p", "div", "li")


def grids(source):
    """Return the grids of a page, one for each part of a saved page (MHTML), and what was noticed.

    Raises
    ------
    P3DNError
        ``file-web-page`` when the page holds no table of data, ``file-too-large`` when its spans multiply.
    """
    data = source.path.read_bytes()
    pages = _parts(data) if source.content == "mhtml" else [(source.path.stem, data)]
    found, notes = [], []
    for name, page in pages:
        text, noticed = _decode(page)
        root = _root(text)
        rows, merges, hidden = _sheet(root, source.name) if root is not None else ([], [], set())
        found += [Grid(name, rows, merges, hidden_rows=frozenset(hidden))] if rows else []
        notes += noticed
    if not found:
        raise P3DNError("file-web-page", file=source.name, detail=excerpt(data))
    return found, notes


def excerpt(data):
    """Return the first words that a page shows, for a message.

    >>> excerpt(b"<html><p>403 <b>Forbidden</b></p></html>")
    '403 Forbidden'
    """
    text = encodings.decode(data[:20_000])[0]
    text = re.sub(r"(?is)<(script|style)\b.*?(</\1>|$)|<!--.*?-->|<[^>]*>", " ", text)
    return " ".join(text.split())[:80] or "HTML"


def _parts(data):
    """Return name and bytes of the pages that a saved page (MHTML) consists of; parts within parts are too many."""
    if data.lower().count(b"content-type: multipart/") > _MULTIPARTS:
        return []
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        return [(PurePosixPath(str(part.get("Content-Location", "html"))).stem, part.get_payload(decode=True) or b"")
                for part in pages]  # fmt: skip
    except (LookupError, ValueError, AttributeError, TypeError):
        return []


def _decode(data):
    said = _CHARSET.search(data[:4096])
    try:
        if said and not encodings.wide(data) and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode(said[1].decode().replace("iso-8859-1", "cp1252")), []
    except (LookupError, UnicodeDecodeError):
        pass
    return encodings.decode(data)


def _root(text):
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True, remove_comments=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _sheet(root, name):
    """Return rows, merges and hidden rows of a page's headings and tables, in their order."""
    tables = {table for table in root.iter("table") if _is_data(table)}
    rows, merges, hidden = [], [], set()
    for element in root.iter("table", *_HEADINGS) if tables else ():
        if element.tag != "table":
            outside = not any(one.tag == "table" for one in element.iterancestors())
            rows += [[text]] if outside and (text := _text(element)) else []
        elif element in tables:
            rows += [[]] * bool(rows and len(rows[-1]) > 1)
            rows += [[text] for caption in element.iterchildren("caption") if (text := _text(caption))]
            top = len(rows)
            found, spans, unseen = _table(element, name)
            rows += found
            merges += [(t + top, left, b + top, right) for t, left, b, right in spans]
            hidden |= {top + row for row in unseen}
    return rows, merges, hidden


def _own_rows(table):
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _cells(row):
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_data(table):
    """Tell whether a table holds data: two rows or more with two texts or more, not counting tables inside it."""
    full = 0
    for row in _own_rows(table):
        bare = [cell for cell in _cells(row) if cell.find(".//table") is None and _text(cell)]
        full += len(bare) > 1
        if full > 1:
            return table.find(".//input[@type='password']") is None
    return False


def _table(table, name):
    """Return rows, merges and hidden rows of a table, its spans counted out."""
    own, rows, merges, hidden, taken, cells = _own_rows(table), [], [], set(), set(), 0
    for top, element in enumerate(own):
        row = []
        for cell in _cells(element):
            left = next(at for at in range(len(row), MOST_COLUMNS + 2) if (top, at) not in taken)
            right, bottom = left + _span(cell, "colspan", MOST_COLUMNS), top + _span(cell, "rowspan", len(own) - top)
            cells += right - len(row) + (right - left) * (bottom - top - 1)
            within(right, MOST_COLUMNS, "columns", name)
            within(cells, _CELLS, "cells", name)
            row += [""] * (left - len(row)) + [_text(cell)] + [""] * (right - left - 1)
            taken.update((other, at) for other in range(top + 1, bottom) for at in range(left, right))
            merges += [(top, left, bottom - 1, right - 1)] if (right - left) * (bottom - top) > 1 else []
        rows.append(row)
        hidden |= {top} if re.search(r"display\s*:\s*none", element.get("style", "")) else set()
    return rows, merges, hidden


def _span(cell, what, most):
    digits = re.match(r"\s*(\d{1,6})", cell.get(what, "1"))
    return max(1, min(int(digits[1]) if digits else 1, most))


def _text(element):
    """Return what a cell shows: its blanks folded, its line breaks kept."""
    if len(element) == 0:
        return " ".join((element.text or "").split())
    lines = "".join(_pieces(element)).split("\x0b")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _pieces(element):
    from lxml import etree

    for event, one in etree.iterwalk(element, events=("start", "end")):
        inner = one is not element
        if inner and one.tag in _LINES:
            yield "\x0b"
        if event == "start":
            yield (one.text or "") if one.tag not in ("script", "style") else ""
        elif inner:
            yield one.tail or ""
