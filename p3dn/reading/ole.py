"""What stands inside an OLE container, in which Excel 97 keeps a workbook, looked at before an engine opens it.

A stream is a chain of sectors: a table says of each sector which one comes next. In a damaged file a chain can lead
back into itself, and an engine that follows it never ends; so every chain is walked once before. And the stream of the
workbook states how large each sheet is. An engine asks for that much memory at once, whatever the cells are, so what
is stated is looked at as well.
"""

import struct

_LAST, _INTS = 0xFFFFFFF0, 4
_HEADER, _ENTRY = 512, 128
_SMALL_STREAM = 4096  # bytes; what is shorter stands in small sectors
_SMALL_SECTOR = 64
_DIMENSIONS = 0x0200
# Records of one cell, which begin with its row and column: blank, number, text, truth value, formula, RK, label.
_CELLS = frozenset({0x0201, 0x0203, 0x0204, 0x0205, 0x0006, 0x027E, 0x00FD, 0x00BD, 0x00BE, 0x00D6})
_WORKBOOKS = ("Workbook", "Book")


class Container:
    """An OLE container, given by its bytes; a damaged one is read as far as its numbers lead."""

    def __init__(self, data):
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
        directory, small, more = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        tables = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _LAST]
        beyond = _Chain(lambda sector: self._numbers(sector)[-1:])
        tables += [number for sector in beyond.of(more) for number in self._numbers(sector)[:-1] if number < _LAST]
        follow = [number for sector in tables for number in self._numbers(sector)]
        self._large = _Chain(lambda sector: follow[sector : sector + 1])
        small_follow = [number for sector in self._large.of(small) for number in self._numbers(sector)]
        self._little = _Chain(lambda sector: small_follow[sector : sector + 1])
        self._entries = [entry for sector in self._large.of(directory) for entry in self._directory(sector)]
        for _, start, _ in self._entries:
            self._large.of(start)
            self._little.of(start)
        self.loops = beyond.looped or self._large.looped or self._little.looped

    def stream(self, names):
        """Return the bytes of the first stream with one of these names, nothing where there is none."""
        found = next((one for one in self._entries if one[0] in names), None)
        if found is None:
            return b""
        _, start, length = found
        if length >= _SMALL_STREAM:
            return b"".join(map(self._sector, self._large.of(start)))[:length]
        inside = b"".join(map(self._sector, self._large.of(self._entries[0][1])))
        small = [inside[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR] for at in self._little.of(start)]
        return b"".join(small)[:length]

    def _sector(self, number):
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _numbers(self, sector):
        """Return the numbers that a sector holds, none where it lies outside the file."""
        piece = self._sector(sector)
        return struct.unpack(f"<{len(piece) // _INTS}I", piece[: len(piece) // _INTS * _INTS])

    def _directory(self, sector):
        """Yield name, first sector and length of the streams that a sector of the directory names."""
        piece = self._sector(sector)
        for at in range(0, len(piece) - _ENTRY + 1, _ENTRY):
            letters = min(struct.unpack_from("<H", piece, at + 64)[0], 64)
            name = piece[at : at + letters].decode("utf-16-le", "replace").rstrip("\x00")
            yield name, *struct.unpack_from("<II", piece, at + 116)


class _Chain:
    """Walks the chains of one table and remembers whether any of them looped."""

    def __init__(self, after):
        self._after, self.looped = after, False

    def of(self, sector):
        """Return the sectors of a chain from its first one, up to where it ends, leaves the file or loops."""
        found = {}
        while sector < _LAST:
            if sector in found:
                self.looped = True
                break
            found[sector] = True
            sector = next(iter(self._after(sector)), _LAST)
        return list(found)


def container(data):
    """Return the `Container` of a file's bytes, None where they are too few for one."""
    return Container(data) if len(data) >= _HEADER else None


def cells_stated(book):
    """Return how many cells the largest sheet of a `Container` spans, by its own statement and by its cells."""
    stream, at, largest, bottom, right = book.stream(_WORKBOOKS), 0, 0, 0, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == _DIMENSIONS:
            largest, bottom, right = max(largest, _stated(body)), 0, 0
        elif kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            bottom, right = max(bottom, row + 1), max(right, column + 1)
            largest = max(largest, bottom * right)
        at += 4 + length
    return largest


def _stated(body):
    """Return the cells between the first and the last row and column that a sheet states; wrapped ones are huge."""
    if len(body) >= 14:
        top, bottom, left, right = struct.unpack_from("<IIHH", body)
    elif len(body) >= 8:
        top, bottom, left, right = struct.unpack_from("<HHHH", body)
    else:
        return 0
    if bottom < top or right < left:
        return 0 if 0 in (bottom, right) else _LAST
    return (bottom - top) * (right - left)
