"""What the XML of an .xlsx sheet says beside the values, which the engine does not tell.

Error values, formulas whose value was never stored, rows and columns that are hidden, formulas that look into another
file, and number formats of nothing but zeros, which show 901 as '0901'. Each is found by a search over the sheet's XML
as it stands: that costs a small part of what building a tree of it would.
"""

import re
import zipfile
from xml.etree import ElementTree

from p3dn.reading.archive import MOST_COLUMNS, column_number, elements

_PLACE = rb"\br=[\"']([A-Z]+)(\d+)[\"']"
_ERROR = re.compile(
    rb"<(?:\w+:)?c(?=\s)(?=[^>]*\bt=[\"']e[\"'])(?=[^>]*?" + _PLACE + rb")[^>]*>(.*?)</(?:\w+:)?c>", re.DOTALL
)
_HIDDEN = rb"(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])"
_ROW = re.compile(rb"<(?:\w+:)?row\b" + _HIDDEN + rb"[^>]*?\br=[\"'](\d+)[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b" + _HIDDEN + rb"(?=[^>]*\bmin=[\"'](\d+)[\"'])(?=[^>]*\bmax=[\"'](\d+)[\"'])")
_CELL = rb"<(?:\w+:)?c\s[^>]*?" + _PLACE + rb"[^>]*>\s*"
_UNCOMPUTED = re.compile(
    _CELL + rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_LINKED = re.compile(_CELL + rb"<(?:\w+:)?f\b[^>]*>[^<]*(?:\[\d+\]|WEBSERVICE\(|RTD\()[^<]*</(?:\w+:)?f>")
_VALUE = re.compile(rb"<(?:\w+:)?v>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b(?=[^>]*\bnumFmtId=\"(\d+)\")(?=[^>]*\bformatCode=\"(0{2,30})\")")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b(?:[^>]*?\bnumFmtId=\"(\d+)\")?")


def marks(path):
    """Return ``{sheet: arguments of Grid}`` from the XML of a workbook's sheets."""
    with zipfile.ZipFile(path) as archive:
        padded = _padded_styles(archive)
        return {name: _marks(archive.read(part), padded) for name, part in _parts(archive)}


def _marks(xml, padded):
    """Return the arguments of `Grid`; what leaves no sign in the XML is not looked for."""
    formulas, hidden = xml if elements(xml, "f").any() else b"", xml if b"hidden=" in xml else b""
    linked = any(sign in formulas for sign in (b"[", b"WEBSERVICE(", b"RTD("))
    errors = xml if b't="e"' in xml or b"t='e'" in xml else b""
    return {
        "errors": {_place(*found[:2]): _error_text(found[2]) for found in _ERROR.findall(errors)},
        "hidden_rows": frozenset(int(row) - 1 for row in _ROW.findall(hidden)),
        "hidden_columns": frozenset(
            column
            for first, last in _COLUMN.findall(hidden)
            for column in range(int(first) - 1, min(int(last), MOST_COLUMNS))
        ),
        "uncomputed": tuple(_place(*found) for found in _UNCOMPUTED.findall(formulas)),
        "linked": tuple(_place(*found) for found in _LINKED.findall(formulas)) if linked else (),
        "padded": _padded(xml, padded),
    }


def _place(column, row):
    return int(row) - 1, column_number(column) - 1


def _parts(archive):
    names = set(archive.namelist())
    relations = _xml(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in _xml(archive, "xl/workbook.xml").iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), None)
            target = targets.get(relation, "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            if part in names:
                yield element.get("name"), part


def _xml(archive, part):
    """Return the root of a part; preflight has refused every part that declares entities."""
    return ElementTree.fromstring(archive.read(part))  # noqa: S314


def _error_text(body):
    value = _VALUE.search(body)
    return value[1].decode("utf-8", "replace") if value else "#?"


def _padded_styles(archive):
    """Return ``{style: digits}`` of the cell styles whose number format is nothing but zeros."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    xml = archive.read("xl/styles.xml")
    formats = {number: len(code) for number, code in _FORMAT.findall(xml)}
    styles = _STYLES.search(xml)
    numbers = _STYLE.findall(styles[0]) if styles and formats else []
    return {style: formats[number] for style, number in enumerate(numbers) if number in formats}


def _padded(xml, styles):
    if not styles:
        return {}
    any_style = b"|".join(str(style).encode() for style in styles)
    cell = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*\bs=[\"'](" + any_style + rb")[\"'])[^>]*?" + _PLACE)
    return {_place(column, row): styles[int(style)] for style, column, row in cell.findall(xml)}
