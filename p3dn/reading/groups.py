"""What the columns under several header rows are called.

The rows of a header are joined from top to bottom: 'Tenaga Kerja / Tetap / L'. A merge says which columns a group's
name stands over. Where nothing merges, in text or in a sheet whose author only typed, the name stands in the first of
its columns, and the rest are blank above the labels of its parts.

So such a name reaches right over blanks as long as something stands below them, a label or the name of a smaller
group, and no further than the group above it: where a larger group begins, a smaller one ends.
"""

SEPARATOR = " / "


def carried(bands):
    """Return the bands of a header with the names of groups carried right over blanks.

    Parameters
    ----------
    bands : list of dict
        What each header row shows, text by column, from top to bottom.

    >>> carried([{0: "TK"}, {0: "Tetap", 2: "Lepas"}, {0: "L", 1: "P", 2: "L"}])[:2]
    [{0: 'TK', 1: 'TK', 2: 'TK'}, {0: 'Tetap', 2: 'Lepas', 1: 'Tetap'}]
    """
    found = [dict(band) for band in bands]
    for at in range(len(bands) - 2, -1, -1):
        name = None
        for column in range(min(bands[at], default=0), max(found[at + 1], default=-1) + 1):
            if column in bands[at]:
                name = bands[at][column]
            elif column not in found[at + 1] or any(_begins(band, column) for band in bands[:at]):
                name = None
            elif name:
                found[at][column] = name
    return found


def _begins(band, column):
    """Tell whether a name begins in a column; one that is merged over several begins in the first."""
    return column in band and band[column] != band.get(column - 1)


def joined(bands, column):
    """Return the name of a column, empty where no band says anything; what two bands repeat is said once."""
    parts = []
    for band in bands:
        part = band.get(column)
        if part and parts[-1:] != [part]:
            parts.append(part)
    return SEPARATOR.join(parts)


def names(bands, columns, *, merges):
    """Return the names of columns, and the positions to which the name of a group was carried.

    Where cells can be merged, a name is carried only if the parts of groups are not told apart without it.
    """
    plain = [joined(bands, column) for column in columns]
    full_bands = carried(bands)
    full = [joined(full_bands, column) for column in columns]
    reached = [at for at, name in enumerate(full) if name != plain[at]]
    if not merges:
        return full, reached
    filled = [name for name in plain if name]
    if len(set(filled)) == len(filled) or len({full[at] for at in reached}) < len(reached):
        return plain, []
    return full, reached
