"""Workbooks in the XML of Excel 2003 (SpreadsheetML), which old systems still write and call .xls.

A cell says its type; rows and cells that are blank are left out and the next one says its place (``ss:Index``). Merges
are counted from a cell across and down. The file is walked as a stream, declares no entities (preflight refuses those)
and nothing it points to is opened.
"""

import datetime

from p3dn import words
from p3dn.errors import P3DNError
from p3dn.reading.archive import MOST_COLUMNS, within
from p3dn.reading.grid import Grid, clipped

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_CELLS, _LONGEST = 32_000_000, 1_048_576


def grids(source):
    """Return the grids of a workbook in XML.

    Raises
    ------
    P3DNError
        ``file-truncated`` when the XML is cut or damaged, ``file-too-large`` when far cells span too many.
    """
    from lxml import etree

    options = {"no_network": True, "resolve_entities": False, "huge_tree": False, "remove_comments": True}
    try:
        walk = etree.iterparse(str(source.path), events=("end",), tag=f"{_SS}Worksheet", **options)
        return [_grid(sheet, source.name) for _, sheet in walk]
    except (etree.LxmlError, SyntaxError, OSError, ValueError) as error:
        if isinstance(error, P3DNError):
            raise
        detail = words.say("reading.damaged_xml")
        raise P3DNError("file-truncated", file=source.name, detail=detail) from error


def _grid(sheet, name):
    rows, marks, at = [], {"merges": [], "errors": {}, "uncomputed": []}, 0
    hidden = set()
    for element in sheet.iter(f"{_SS}Row"):
        at = _index(element, at, _LONGEST)
        if element.get(f"{_SS}Hidden") == "1":
            hidden.add(at)
        row = _row(element, at, marks)
        rows += [[] for _ in range(at - len(rows))] + [row]
        within(max(len(row), 1) * len(rows), _CELLS, "cells", name)
        at += 1
    marks["merges"], marks["overlapping"] = clipped(marks["merges"], rows)
    columns = frozenset(_hidden_columns(sheet))
    return Grid(sheet.get(f"{_SS}Name", ""), rows, visible=_visible(sheet), hidden_rows=frozenset(hidden),
                hidden_columns=columns, **marks)  # fmt: skip


def _row(element, at, marks):
    row, left = [], 0
    for cell in element.iterchildren(f"{_SS}Cell"):
        left = _index(cell, left, MOST_COLUMNS)
        across, down = _number(cell, "MergeAcross", MOST_COLUMNS), _number(cell, "MergeDown", _LONGEST)
        row += [""] * (left - len(row)) + [_value(cell, (at, left), marks)]
        if across or down:
            marks["merges"].append((at, left, at + down, left + across))
        left += 1 + across
    return row


def _value(cell, place, marks):
    data = cell.find(f"{_SS}Data")
    text = "".join(data.itertext()) if data is not None else ""
    kind = data.get(f"{_SS}Type") if data is not None else None
    if kind == "Error":
        marks["errors"][place] = text or "#?"
        return ""
    if text == "" and cell.get(f"{_SS}Formula"):
        marks["uncomputed"].append(place)
    try:
        return _READERS.get(kind, str)(text) if text else ""
    except ValueError:
        return text


def _date(text):
    moment = datetime.datetime.fromisoformat(text)
    return moment if moment.time() != datetime.time() else moment.date()


_READERS = {"Number": float, "DateTime": _date, "Boolean": lambda text: text.strip() == "1"}


def _index(element, after, most):
    """Return the place of a row or cell, counted from 0: the one it says, but never before the last one."""
    said = _number(element, "Index", most)
    return max(said - 1, after) if said else after


def _number(element, what, most):
    text = element.get(f"{_SS}{what}", "0")
    return min(int(text), most) if text.isascii() and text.isdigit() else 0


def _hidden_columns(sheet):
    at = 0
    for column in sheet.iter(f"{_SS}Column"):
        at = _index(column, at, MOST_COLUMNS)
        span = 1 + _number(column, "Span", MOST_COLUMNS)
        yield from range(at, at + span) if column.get(f"{_SS}Hidden") == "1" else ()
        at += span


def _visible(sheet):
    said = sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible")
    return said is None or "Hidden" not in (said.text or "")
