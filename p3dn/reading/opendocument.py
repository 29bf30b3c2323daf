"""The table of an OpenDocument sheet, tag by tag: where its cells stand and what the engine does not tell.

A row or a cell can stand for thousands ("repeated"): a sheet that LibreOffice saved ends in a million repeated blank
rows, which cost nothing, and a hostile one repeats a filled cell as often. So the tags are walked in the stream, a
piece at a time, and repeats of filled cells are counted before the engine writes them out.
"""

import re
import zipfile
from collections import defaultdict

_TAG = re.compile(
    rb"<(/?)table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])"
    rb"""((?:[^>"']|"[^"]*"|'[^']*')*+)>"""
)
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=[\"'](\d{1,9})")
_SPANNED = re.compile(rb"number-(rows|columns)-spanned=[\"'](\d{1,7})")
_HIDDEN = re.compile(rb"table:visibility=[\"'](?:collapse|filter)")
_TEXT = 200
_ERROR = re.compile(rb"calcext:value-type=[\"']error")
_ERROR_TEXT = re.compile(rb"[^<]*(?:<text:p[^>]*>([^<]*))?")


class Walker:
    """Follows the tags of a table, a piece of its XML at a time; places count from 0."""

    def __init__(self):
        self._rest, self._sheet, self._row, self._rows, self._column = b"", -1, 0, 1, 0

    def feed(self, piece):
        """Yield ``(what, sheet, row, rows, column, columns, attributes, text)`` of cells, rows and columns.

        `rows` and `columns` tell how many places one tag stands for; an empty piece ends the stream.
        """
        whole = self._rest + piece
        cut = max(whole.rfind(b"<table:"), 0) if piece else len(whole)
        text, self._rest = whole[:cut], whole[cut:]
        for tag in _TAG.finditer(text):
            closes, name, attributes = tag.groups()
            step = self._leave if closes else self._enter
            told = step(name.removeprefix(b"table-"), attributes)
            if told:
                yield *told, attributes, text[tag.end() : tag.end() + _TEXT]

    def _leave(self, name, _):
        if name == b"row":
            self._row, self._column = self._row + self._rows, 0
        elif name == b"table":
            self._row = self._column = 0

    def _enter(self, name, attributes):
        found = _REPEATED.search(attributes)
        count = int(found[1]) if found else 1
        place = self._sheet, self._row
        if name == b"table":
            self._sheet, self._row, self._column = self._sheet + 1, 0, 0
            return None
        if name == b"row":
            self._rows, self._column = count, 0
            self._row += count if attributes.endswith(b"/") else 0
            return "row", *place, count, 0, 1
        self._column += count
        if name == b"column":
            return "column", self._sheet, 0, 1, self._column - count, count
        return "cell", *place, self._rows, self._column - count, count


def is_filled(attributes):
    """Tell whether the attributes of a cell say that it holds a value or a formula."""
    return b"value-type=" in attributes or b"table:formula=" in attributes


def _all(archive):
    walker = Walker()
    yield from walker.feed(archive.read("content.xml"))
    yield from walker.feed(b"")


def marks(path):
    """Return, by number of the sheet, what stands beside its cells: the arguments of `Grid` that the engine lacks."""
    found = defaultdict(lambda: {"merges": [], "errors": {}, "hidden_rows": set(), "hidden_columns": set(),
                                 "uncomputed": []})  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        for what, sheet, row, rows, column, columns, attributes, text in _all(archive):
            mark = found[sheet]
            if what == "cell":
                _mark_cell(mark, row, column, attributes, text)
            elif _HIDDEN.search(attributes):
                first, count = (row, rows) if what == "row" else (column, columns)
                mark[f"hidden_{what}s"] |= set(range(first, first + min(count, 65_536)))
    return found


def _mark_cell(mark, row, column, attributes, text):
    spanned = {what: int(count) for what, count in _SPANNED.findall(attributes)}
    down, right = spanned.get(b"rows", 1), spanned.get(b"columns", 1)
    if down * right > 1:
        mark["merges"].append((row, column, row + down - 1, column + right - 1))
    if _ERROR.search(attributes):
        shown = _ERROR_TEXT.match(text)[1] or b"#?"
        mark["errors"][row, column] = shown.decode("utf-8", "replace")
    elif b"table:formula=" in attributes and b"value-type=" not in attributes:
        mark["uncomputed"].append((row, column))
