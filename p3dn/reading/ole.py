"""The chains of sectors in an OLE container, in which Excel 97 keeps a workbook.

A stream is a chain: a table says of each sector which one comes next. In a damaged file a chain can lead back into
itself, and an engine that follows it never ends. So every chain that an engine may follow is walked once before.
"""

import struct

_LAST, _INTS = 0xFFFFFFF0, 4
_HEADER = 512


def loops(data):
    """Tell whether any chain of an OLE container, given by its bytes, leads back into itself."""
    if len(data) < _HEADER:
        return False
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
    directory, small, more = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
    tables = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _LAST]
    beyond = _Chain(lambda sector: _numbers(data, sector, size)[-1:])
    tables += [number for sector in beyond.of(more) for number in _numbers(data, sector, size)[:-1] if number < _LAST]
    follow = [number for sector in tables for number in _numbers(data, sector, size)]
    large = _Chain(lambda sector: follow[sector : sector + 1])
    small_sectors = large.of(small)
    small_follow = [number for sector in small_sectors for number in _numbers(data, sector, size)]
    little = _Chain(lambda sector: small_follow[sector : sector + 1])
    for sector in large.of(directory):
        for start in _starts(data, sector, size):
            large.of(start)
            little.of(start)
    return beyond.looped or large.looped or little.looped


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


def _numbers(data, sector, size):
    """Return the numbers that a sector holds, none where it lies outside the file."""
    piece = data[(sector + 1) * size : (sector + 2) * size]
    return struct.unpack(f"<{len(piece) // _INTS}I", piece[: len(piece) // _INTS * _INTS])


def _starts(data, sector, size):
    """Return the first sectors of the streams that a sector of the directory names."""
    piece = data[(sector + 1) * size : (sector + 2) * size]
    return [struct.unpack_from("<I", piece, at + 116)[0] for at in range(0, len(piece) - 127, 128)]
