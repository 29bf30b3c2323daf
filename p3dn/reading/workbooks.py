"""Workbooks of Excel and LibreOffice: values from `python-calamine`, marks from beside it.

The engine gives plain lists at their true places and is the fastest there is, but it hides errors, hidden rows and
formats; those come from the XML where there is one. It is written in Rust and panics where a file is damaged in a way
it did not expect: a panic is no `Exception`, and nothing but `P3DNError` leaves here.
"""

from p3dn.errors import P3DNError
from p3dn.reading import opendocument, sheetxml
from p3dn.reading.grid import Grid, clipped


def grids(source):
    """Return the `Grid` of every sheet of cells of a workbook.

    Raises
    ------
    P3DNError
        ``file-truncated`` when the engine cannot read what preflight let pass, ``file-encrypted`` when it
        asks for a password.
    """
    from python_calamine import PasswordError

    try:
        return _read(source)
    except PasswordError as error:
        raise P3DNError("file-encrypted", file=source.name) from error
    except P3DNError:
        raise
    except BaseException as error:  # calamine's PanicException is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise P3DNError("file-truncated", file=source.name, detail=type(error).__name__) from None


def _read(source):
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with source.path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:  # a path's suffix may lie
        marks = _marks(source)
        return [
            _grid(book, at, sheet, marks.get(sheet.name, marks.get(at, {})), sheet.visible == SheetVisibleEnum.Visible)
            for at, sheet in enumerate(book.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


def _marks(source):
    """Return what stands beside the cells, by name or by number of the sheet."""
    reader = {"xlsx": sheetxml.marks, "ods": opendocument.marks}.get(source.content)
    return reader(source.path) if reader else {}


def _grid(book, at, metadata, marks, visible):
    sheet = book.get_sheet_by_index(at)
    rows = sheet.to_python(skip_empty_area=False)
    merges = (first + last for first, last in sheet.merged_cell_ranges or ())
    inside, overlapping = clipped(marks.get("merges", merges), rows)
    beside = marks | {"merges": inside, "overlapping": overlapping}
    return Grid(metadata.name, rows, visible=visible, **beside)
