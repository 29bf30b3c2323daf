"""Step 2: the cells of a sheet as they stand, with their addresses.

A `Grid` guesses nothing: a cell holds what the engine found (text, number, date, truth value, or an empty
string), at its true place, so that every later message can name the cell that Excel shows. What an engine
hides is added beside the cells: merged ranges, error values, hidden rows. Workbooks are read by
`python-calamine`, which gives plain lists; delimited text by the standard library, every cell as text.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from xml.etree import ElementTree

from p3dn.errors import P3DNError
from p3dn.reading.archive import column_number

_DELIMITERS = ",;\t|"
_CELL_ERROR = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>(.*?)</c>', re.DOTALL)
_ROW_HIDDEN = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
_UNCOMPUTED = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_VALUE = re.compile(rb"<v>(.*?)</v>", re.DOTALL)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet: ``rows[r][c]``, counted from 0; `address` gives Excel's name of a cell.

    `merges` holds ``(top, left, bottom, right)``, inclusive, and is None for formats that know no merges.
    `errors` maps ``(r, c)`` to the text of an error cell, whose value in `rows` is an empty string; `uncomputed` holds
    the cells whose formula has no stored value.
    """

    sheet: str
    rows: list
    merges: list | None = None
    errors: dict = field(default_factory=dict)
    hidden_rows: frozenset = frozenset()
    uncomputed: tuple = ()
    visible: bool = True

    @property
    def width(self):
        """Return the number of columns, that of the longest row."""
        return max((len(row) for row in self.rows), default=0)


def letters(column):
    """Return the letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row, column):
    """Return Excel's name of a cell counted from 0.

    >>> address(6, 1)
    'B7'
    """
    return f"{letters(column)}{row + 1}"


def is_blank(cell):
    """Tell whether a cell holds nothing a reader could see.

    >>> is_blank(""), is_blank("  "), is_blank(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def grids(source):
    """Return the `Grid` of every sheet of a `Source`, and what was noticed while reading.

    Raises
    ------
    P3DNError
        ``file-truncated`` when the engine cannot read what preflight let pass, ``file-encrypted`` when it
        asks for a password.
    """
    if source.content == "csv":
        return _text_grid(source)
    return _workbook_grids(source), []


def _workbook_grids(source):
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_path(str(source.path)) as book:
            marks = _xlsx_marks(source.path) if source.content == "xlsx" else {}
            return [
                _sheet_grid(book, sheet.name, sheet.visible == SheetVisibleEnum.Visible, marks)
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise P3DNError("file-encrypted", file=source.name) from error
    except P3DNError:
        raise
    except BaseException as error:  # calamine's PanicException is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise P3DNError("file-truncated", file=source.name, detail=type(error).__name__) from None


def _sheet_grid(book, name, visible, marks):
    sheet = book.get_sheet_by_name(name)
    errors, hidden, uncomputed = marks.get(name, ({}, frozenset(), ()))
    merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    rows = sheet.to_python(skip_empty_area=False)
    return Grid(name, rows, merges, errors, hidden, uncomputed, visible)


def _xlsx_marks(path):
    """Return ``{sheet: (errors, hidden rows, formulas without a value)}`` from the XML: the engine tells none."""
    marks = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _sheet_parts(archive):
            xml = archive.read(part)
            errors = {
                (int(row) - 1, column_number(column) - 1): _error_text(body)
                for column, row, body in _CELL_ERROR.findall(xml)
            }
            hidden = frozenset(int(row) - 1 for row in _ROW_HIDDEN.findall(xml))
            empty = tuple((int(row) - 1, column_number(column) - 1) for column, row in _UNCOMPUTED.findall(xml))
            marks[name] = errors, hidden, empty
    return marks


def _sheet_parts(archive):
    names = set(archive.namelist())
    relations = _xml(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in _xml(archive, "xl/workbook.xml").iter():
        if element.tag.endswith("}sheet"):
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
    return value.group(1).decode("utf-8", "replace") if value else "#?"


def _text_grid(source):
    text, notes = _decode(source.path.read_bytes())
    rows = _best_rows(text.replace("\x00", ""))
    name = source.path.stem
    return [Grid(name, rows)], notes


def _decode(data):
    """Return text and notes: by byte-order mark, then UTF-8 if it is, then Windows' western code page."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), [("file-encoding", {"encoding": "cp1252"})]


def _best_rows(text):
    """Return the rows under the dialect whose rows agree best in width."""
    readings = [
        _split(text, delimiter, escape) for escape in (None, "\\") for delimiter in _DELIMITERS if delimiter in text
    ]
    return max(readings, key=_agreement, default=[[line] for line in text.splitlines()])


def _split(text, delimiter, escape):
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, escapechar=escape, doublequote=escape is None
    )
    csv.field_size_limit(2**31 - 1)
    try:
        return list(reader)
    except csv.Error:
        return []


def _agreement(rows):
    """Return how well rows agree: the share of non-empty rows of the commonest width above one, then the width."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    wide = [(count / widths.total(), width) for width, count in widths.items() if width > 1]
    return max(wide, default=(0, 0))
