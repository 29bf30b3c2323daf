"""What stands inside a zipped workbook, looked at part by part before an engine opens it.

The index of an archive can lie, so sizes are counted while the parts are inflated, a piece at a time and in
little memory. A part that inflates beyond measure, declares entities or stands twice is refused; so is a sheet
whose outermost cells span more cells than memory holds, because the engine would ask for all of them at once.
"""

import re
import zipfile
import zlib

from p3dn import words
from p3dn.errors import P3DNError

_PIECE = 1024 * 1024
_OVERLAP = 256
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"(?:[^>/]|/(?!>))*>')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
_UNSAFE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def inspect(path, limits):
    """Return the names of an archive's parts when all of them are safe to open.

    Raises
    ------
    P3DNError
        ``file-truncated`` when the archive is cut or damaged, ``file-too-large`` beyond a limit, ``file-unsafe`` for
        entities or parts that stand twice.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            within(len(parts), limits.parts, "parts", path.name)
            _refuse_doubles(parts, path.name)
            inflated = 0
            for part in parts:
                inflated += _look(archive, part, inflated, limits, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, P3DNError):
            raise
        raise P3DNError("file-truncated", file=path.name, detail="zip") from error
    return {part.filename for part in parts}


def _refuse_doubles(parts, name):
    seen = set()
    for part in parts:
        if part.filename in seen or part.filename.startswith(("/", "\\")) or ".." in part.filename.split("/"):
            raise P3DNError("file-unsafe", file=name, detail=words.say("reading.unsafe_part", part=part.filename))
        seen.add(part.filename)


def _look(archive, part, before, limits, name):
    """Inflate one part piece by piece and return its size."""
    size, tail, right, bottom = 0, b"", 0, 0
    xml, sheet = part.filename.endswith((".xml", ".rels")), bool(_SHEET.match(part.filename))
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            within(before + size, limits.inflated_bytes, "inflated", name)
            if size > _PIECE:
                within(size // max(part.compress_size, 1), limits.ratio, "ratio", name)
            text = tail + piece
            if xml and _UNSAFE.search(text):
                raise P3DNError("file-unsafe", file=name, detail=words.say("reading.unsafe_entity", part=part.filename))
            if sheet:
                for column, row in _CELL.findall(text):
                    right, bottom = max(right, column_number(column)), max(bottom, int(row))
                within(right * bottom, limits.cells, "cells", name)
            elif part.filename == "content.xml":
                _repeats(text, limits, name)
            tail = text[-_OVERLAP:]
    return size


def _repeats(text, limits, name):
    """Refuse a sheet of OpenDocument that repeats filled cells beyond measure."""
    largest = max(map(int, _REPEATED.findall(text)), default=0)
    within(largest, limits.cells, "cells", name)


def column_number(letters):
    """Return the number of a column, counted from 1, of its letters as bytes.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def within(size, limit, what, name):
    """Refuse a file that exceeds a limit, naming the limit."""
    if size > limit:
        told = {"what": words.say(f"reading.limit_{what}"), "size": size, "limit": limit}
        raise P3DNError("file-too-large", file=name, **told)
