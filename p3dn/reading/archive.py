"""What stands inside a zipped workbook, looked at part by part before an engine opens it.

The index of an archive can lie, so sizes are counted while the parts are inflated, a piece at a time and in
little memory. A part that inflates beyond measure, declares entities or stands twice is refused; so is a sheet
whose outermost cells span more cells than memory holds, because the engine would ask for all of them at once. As
a rule a box that is drawn around all cells, blank ones too, proves that they are few; only where it does not, the
filled ones are looked at.
"""

import re
import struct
import zipfile
import zlib

import numpy as np

from p3dn import words
from p3dn.errors import P3DNError
from p3dn.reading import opendocument

_PIECE = 1024 * 1024
_OVERLAP = 256
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,20})(\d{1,20})[\"'][^>]*(?<!/)>")
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r=)[\w:]+=(?:\"[^\"]*\"|'[^']*'))*\s*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,20})")
_STRINGS = re.compile(rb"<(?:\w+:)?sst\b[^>]*>")
_COUNT = re.compile(rb"ount=[\"'](\d{1,20})[\"']")
_UNSAFE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_PLACED = np.frombuffer(b' r="', dtype=np.uint8)
_LONGEST = len('XFD1048576"')
_OPENING = len('<c r="XFD1048576"') + 1  # a cell that begins in the last bytes of a piece is seen in the next
MOST_COLUMNS = 16_384
_NO_CELLS = (".png", ".jpg", ".jpeg", ".emf", ".wmf", ".svg", "vbaProject.bin")


def inspect(path, limits):
    """Return the names of an archive's parts when all of them are safe to open.

    Raises
    ------
    P3DNError
        ``file-truncated`` when the archive is cut or damaged, ``file-too-large`` beyond a limit, ``file-encrypted``
        when its parts ask for a password, ``file-unsafe`` for entities or parts that stand twice.
    """
    part = None
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            within(len(parts), limits.parts, "parts", path.name)
            _refuse_doubles(parts, path.name)
            inflated = 0
            for part in parts:
                inflated += _look(archive, part, inflated, limits, path.name)
    except _FAILURES as error:
        if isinstance(error, P3DNError):
            raise
        detail = words.say("reading.damaged_part", part=part.filename) if part else words.say("reading.damaged_end")
        raise P3DNError("file-truncated", file=path.name, detail=detail) from error
    return {part.filename for part in parts}


def _refuse_doubles(parts, name):
    seen = set()
    for part in parts:
        if part.filename in seen or part.filename.startswith(("/", "\\")) or ".." in part.filename.split("/"):
            raise P3DNError("file-unsafe", file=name, detail=words.say("reading.unsafe_part", part=part.filename))
        seen.add(part.filename)
        if part.flag_bits & 1:
            raise P3DNError("file-encrypted", file=name)


class _UnsureError(Exception):
    """Raised where a quick look does not prove that a sheet is small enough."""


def _look(archive, part, before, limits, name):
    """Inflate one part and return its size."""
    try:
        return _inflate(archive, part, before, limits, name, _watch(part.filename, limits, name, _box))
    except _UnsureError:
        return _inflate(archive, part, before, limits, name, _watch(part.filename, limits, name, _corners))


def _inflate(archive, part, before, limits, name, watch):
    """Inflate one part piece by piece, each of them watched, and return its size."""
    size, tail = 0, b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            within(before + size, limits.inflated_bytes, "inflated", name)
            if size > _PIECE:
                within(size // max(part.compress_size, 1), limits.ratio, "ratio", name, part.filename)
            if watch and not part.filename.endswith(".bin") and _declares(tail + piece):
                raise P3DNError("file-unsafe", file=name, detail=words.say("reading.unsafe_entity", part=part.filename))
            if watch:
                watch.send(piece)
            tail = piece[-_OVERLAP:]
    if watch:
        watch.send(b"")
    return size


def _declares(text):
    return b"!" in text and bool(_UNSAFE.search(text))  # a single byte is found without a pattern, and most have none


def _watch(part, limits, name, sheets):
    """Return a started coroutine that follows the pieces of a part and refuses too many cells; None for pictures."""
    if "/media/" in part or part.endswith(_NO_CELLS):
        return None
    kind = _repeats if part == "content.xml" else _records if part.endswith(".bin") else sheets
    watch = kind(limits, name)
    next(watch)
    return watch


def _box(limits, name):
    """Follow the XML of a sheet as `_corners` does, blank cells too; raise `_UnsureError` where these are too many."""
    right, bottom, merges, tail = 0, 0, 0, b""
    while True:
        piece = yield
        _refuse_strings(tail + piece, limits, name)
        column, row, more = _reach(tail + piece)
        right, bottom, merges = max(right, column), max(bottom, row), merges + more
        if max(right * bottom, merges) > limits.cells:
            raise _UnsureError
        tail = piece[-_OVERLAP:]


def _reach(text):
    """Return the last column and row that a cell of a sheet's XML stands in, and no fewer merges than it holds.

    Raises
    ------
    _UnsureError
        When a cell does not begin with its address, as ``<c r="B7"`` does.
    """
    codes, merges = np.frombuffer(text, dtype=np.uint8), np.count_nonzero(elements(text, "m"))
    cells = np.flatnonzero(elements(text, "c")[:-_OPENING]) + 2
    cells = cells[(codes[cells] <= ord(" ")) | (codes[cells] == ord(">"))]  # a longer name, as that of <col>, goes on
    if (codes[cells[:, None] + np.arange(len(_PLACED))] != _PLACED).any():
        raise _UnsureError
    columns, rows = np.zeros((2, len(cells)), dtype=int)
    inside, at = np.ones(len(cells), dtype=bool), cells + len(_PLACED)
    for _ in range(_LONGEST):
        code, at = codes[at].astype(int), at + 1
        inside &= code >= ord("0")
        if not inside.any():
            return int(columns.max(initial=0)), int(rows.max(initial=0)), merges
        columns = np.where(inside & (code >= ord("A")), 26 * columns + code - 64, columns)
        rows = np.where(inside & (code < ord("A")), 10 * rows + code - 48, rows)
    raise _UnsureError


def elements(text, letter):
    """Return for each byte of XML but the last whether an element begins here whose name begins with a letter.

    What looks like one is taken for one, as `a:c` in a text is: a prefix may stand before the name.
    """
    codes = np.frombuffer(text, dtype=np.uint8)
    return ((codes[:-1] == ord("<")) | (codes[:-1] == ord(":"))) & (codes[1:] == ord(letter))


def _corners(limits, name):
    """Follow the XML of a sheet: the box from A1 to its last row and column, and the number of its merges."""
    right, bottom, merges, unplaced, tail = 0, 0, 0, 0, b""
    while True:
        piece = yield
        text = tail + piece
        if found := _CELL.findall(text):
            columns, rows = map(set, zip(*found, strict=True))
            right, bottom = max(right, *map(column_number, columns)), max(bottom, *map(int, rows))
        if _UNPLACED.search(text):  # cells without an address stand behind one another in their row
            unplaced += len(_UNPLACED.findall(text))
            right = max(right, min(unplaced, MOST_COLUMNS))
            bottom = max([bottom, *map(int, _ROW.findall(text))])
        _refuse_strings(text, limits, name)
        merges += piece.count(b"mergeCell") - piece.count(b"mergeCells")
        within(max(right * bottom, merges), limits.cells, "cells", name)
        tail = text[-_OVERLAP:] if piece else b""


def _refuse_strings(text, limits, name):
    """Refuse shared texts that are stated beyond measure: an engine asks for the memory of all of them at once."""
    for strings in _STRINGS.findall(text) if b"sst" in text else ():
        within(max(map(int, _COUNT.findall(strings)), default=0), limits.cells, "strings", name)


def _records(limits, name):
    """Follow the records of a binary sheet, each a kind, a length and a body, and the box of its cells."""
    right, bottom, skip, rest = 0, 0, 0, b""
    while True:
        piece = yield
        rest, skip = rest + piece[skip:], max(skip - len(piece), 0)
        at = 0
        while (head := _record(rest, at)) is not None:
            kind, start, length = head
            if kind == 0 and length >= 4:
                bottom = max(bottom, struct.unpack_from("<I", rest, start)[0] + 1)
            elif 1 <= kind <= 11 and length >= 4:
                right = max(right, struct.unpack_from("<I", rest, start)[0] + 1)
            at = start + length
        within(right * bottom, limits.cells, "cells", name)
        skip = max(skip, at - len(rest))
        rest = rest[at:]


def _record(data, at):
    """Return kind, start and length of the record at a place, or None where its first bytes are not all there."""
    parts = []
    for most in (2, 4):
        value = 0
        for shift in range(0, 7 * most, 7):
            if at >= len(data):
                return None
            byte, at = data[at], at + 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        parts.append(value)
    kind, length = parts
    return (kind, at, length) if at + min(length, 4) <= len(data) else None


def _repeats(limits, name):
    """Follow a table of OpenDocument: the box of its filled cells, with their repeats."""
    boxes, walker = {}, opendocument.Walker()
    while True:
        piece = yield
        for what, sheet, row, rows, column, columns, attributes, _ in walker.feed(piece):
            if what == "cell" and opendocument.is_filled(attributes):
                right, bottom = boxes.get(sheet, (0, 0))
                boxes[sheet] = max(right, column + columns), max(bottom, row + rows)
                within(boxes[sheet][0] * boxes[sheet][1], limits.cells, "cells", name)


def column_number(letters):
    """Return the number of a column, counted from 1, of its letters as bytes.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def within(size, limit, what, name, part=None):
    """Refuse a file that exceeds a limit, naming the limit and the part."""
    if size > limit:
        told = words.say(f"reading.limit_{what}")
        told = words.say("reading.limit_part", what=told, part=part) if part else told
        raise P3DNError("file-too-large", file=name, what=told, size=size, limit=limit)


def part(path, name):
    """Return the bytes of a part of an archive that `inspect` let pass, empty where there is no such part."""
    with zipfile.ZipFile(path) as file:
        return file.read(name) if name in file.namelist() else b""
