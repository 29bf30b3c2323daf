"""A table whose header is a stack of bands: its rows, its figures, and the totals that it states both ways.

Such a table states totals in rows and in columns: a row 'Totals' below, a column 'Totals' at the right, a 'Jumlah' for
each country. None of them is a record, and each is compared with what it adds up. Figures are held as one matrix, so
that 14,000 columns cost no more than their cells.
"""

import functools
import itertools
import string
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from p3dn.reading import bands, checks, groups, headers, issues, terms
from p3dn.reading.body import Body
from p3dn.reading.grid import as_text, is_blank, letters
from p3dn.reading.tables import Table
from p3dn.words import Sentence


@dataclass
class Spread(Table):
    """A `Table` with bands: `names` join the bands of each column, `heads` name what the keys and bands mean.

    `start` is the first column of figures; `figures` has a row per kept row and a column per column from there on,
    `stated` the same for the total rows. `unread` are texts among the figures that are no numbers,
    `decided` is the style in which those that are were read.
    """

    bands: list = field(default_factory=list, repr=False)
    keys: dict = field(default_factory=dict, repr=False)
    start: int = 0
    figures: np.ndarray = field(default=None, repr=False)
    stated: np.ndarray = field(default=None, repr=False)
    unread: list = field(default_factory=list, repr=False)
    decided: object = field(default="", repr=False)

    def holds_figures(self, _):
        """Tell whether a head holds figures: none does that names a record, for figures stand in the crossings."""
        return False

    @property
    def heads(self):
        """Return the headers as a record kind sees them: keys, bands, what is measured, and the flow."""
        measured = [band for band in self.bands if band.field == bands.MEASURE]
        values = measured[0].names if measured else ("nilai",)
        shown = [band.label or band.field for band in self.dimensions]
        return [*self.keys.values(), *shown, *values, *(["arus"] if terms.flow(self.title) else [])]

    @property
    def dimensions(self):
        """Return the bands that say what a figure is about."""
        return [band for band in self.bands if band.field not in (bands.MEASURE, bands.STATED)]

    @functools.cached_property
    def total_columns(self):
        """Return which columns of figures add up others."""
        return np.any([np.isin(band.codes, list(band.totals)) for band in self.bands], axis=0)

    @functools.cached_property
    def checks(self):
        """Return the stated totals of rows and columns beside what they add up."""
        found = [self._row_checks(at) for at in range(len(self.totals_rows))]
        found += [self._column_checks(at) for at in np.flatnonzero(self.total_columns)]
        found = [one for one in found if len(one)]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=checks.COLUMNS)

    def _row_checks(self, at):
        """Return the checks of a total row, over the rows that most of its figures agree with."""
        row, stated = self.totals_rows[at], self.stated[at]
        sums = [_sums(self.figures[rows]) for rows in self._meant(row)]
        agree = [np.abs(one - stated) <= self._slack for one in sums]
        best = max(range(len(sums)), key=lambda one: agree[one].sum(), default=None)
        if best is None:
            return pd.DataFrame(columns=checks.COLUMNS)
        known = np.flatnonzero(~np.isnan(stated))
        place, first = str(row + 1), self.start - self.left
        cells = [one + place for one in self._letters(known)]
        names = [self.names[first + column] for column in known.tolist()]
        return self._as_checks(cells, self.total_label(row), names, (stated, sums[best], agree[best]), known)

    def _meant(self, row):
        """Return which kept rows a total row may mean: all above it, those since the last, its part, the leaves."""
        kept = np.array(self.rows)
        since = max([other for other in self.totals_rows if other < row], default=-1)
        part = terms.total_of(self.total_label(row))
        texts = [" ".join(self._key_texts(one)) for one in self.rows]
        spans = [kept < row, (kept < row) & (kept > since), (kept < row) & self._leaves(), kept > row]
        if part:
            spans.insert(0, np.array([part.casefold() in text.casefold() for text in texts], dtype=bool) & (kept < row))
        return [one for one in spans if one.any()]

    def _leaves(self):
        """Return which kept rows have a code that no other code goes on from."""
        codes = [next((code for text in self._key_texts(row) if (code := terms.hs(text)[0])), "") for row in self.rows]
        heads = {code[:size] for code in codes for size in range(2, len(code))}
        return np.array([code not in heads for code in codes], dtype=bool)

    def _column_checks(self, at):
        """Return the checks of a total column: in each row, the sum of the columns that it adds up."""
        stated, computed = self.figures[:, at], _sums(self.figures[:, self._added(at)].T)
        known = np.flatnonzero(~np.isnan(stated))
        letter, name = next(self._letters([at])), self.names[self.start - self.left + at]
        agree = np.abs(stated - computed) <= self._slack
        cells = [f"{letter}{self.rows[row] + 1}" for row in known]
        labels = [self._label(self.rows[row]) for row in known]
        return self._as_checks(cells, labels, name, (stated, computed, agree), known)

    def _added(self, at):
        """Return which columns a total column adds up: those that share the bands above it, and its measure."""
        parts = ~self.total_columns
        for band in self.bands:
            code = band.codes[at]
            if code in band.totals:
                part = band.totals[code]
                parts = parts & (band.codes == band.names.index(part)) if part else parts
                rest = [one for one in self.bands[self.bands.index(band) + 1 :] if one.field == bands.MEASURE]
                parts = parts & np.all([one.codes == one.codes[at] for one in rest if one.codes[at] >= 0] or [parts], 0)
                break
            parts = parts & (band.codes == code)
        return parts

    def _as_checks(self, cells, label, header, sides, known):
        stated, computed, agree = (side[known] for side in sides)
        columns = (self.sheet, cells, label, header, stated, computed, agree)
        return pd.DataFrame(dict(zip(checks.COLUMNS, columns, strict=True)), index=range(len(known)))

    @property
    def _slack(self):
        """Return how far a stated total may be off: half of the last digit of the figures."""
        known = self.figures[~np.isnan(self.figures)]
        decimals = next((size for size in range(6) if np.array_equal(known, known.round(size))), 6)
        return 0.5 * 10.0**-decimals + 1e-9 * np.abs(known).max(initial=0.0)

    def total_label(self, row):
        """Return the words of a total row that say what it totals."""
        texts = self._key_texts(row)
        return next((text for text in texts if terms.total_of(text) is not None), "".join(texts[:1]))

    def _label(self, row):
        return next(iter(self._key_texts(row)), "")

    def _key_texts(self, row):
        cells = self.grid.rows[row][: self.start]
        return [as_text(cell) for cell in cells if not is_blank(cell)]

    def _letters(self, columns):
        every = column_letters(self.start + self.figures.shape[1])
        return (every[self.start + column] for column in columns)

    @property
    def issues(self):
        """Return what needs to be told about header, cells and totals, as a frame."""
        return pd.DataFrame([*self.header_issues(), *self.unread, *self.check_issues()], columns=issues.COLUMNS)


def _sums(figures):
    """Return the sum of each column; null where none of its cells holds a figure."""
    return np.where(np.isnan(figures).all(axis=0), np.nan, np.nansum(figures, axis=0))


@functools.lru_cache(maxsize=8)
def column_letters(count):
    """Return the letters of the first so many columns.

    >>> column_letters(28)[25:]
    ['Z', 'AA', 'AB']
    """
    names = ("".join(one) for size in (1, 2, 3) for one in itertools.product(string.ascii_uppercase, repeat=size))
    return list(itertools.islice(names, count))


def find(grid, file, *, header=None, totals=None, decimal=None):
    """Return the spread tables of a grid from top to bottom; empty where its header holds no values."""
    found, start = [], 0
    while (corner := bands.corner(grid, start, header)) is not None:
        table = _table(grid, file, corner, start, (totals, decimal))
        if table is None:
            return []
        found.append(table)
        start = table.last + 1
        if header:
            break
    return found


def _table(grid, file, corner, top, said):
    titles = [row for row in range(top, corner.top) if any(not is_blank(cell) for cell in grid.rows[row])]
    title = " ".join(" | ".join(as_text(cell) for cell in grid.rows[row] if not is_blank(cell)) for row in titles)
    header = bands.of_corner(grid, corner, title)
    if header is None:
        return None
    start, stack = header
    body = Body(grid, corner, start, said)
    width = max([int(np.flatnonzero(band.codes >= 0)[-1]) + 1 for band in stack] + [body.width])
    stack = [bands.Band(one.field, one.label, one.row, one.codes[:width], one.names) for one in stack]
    left = min([*corner.keys, *(column for column in range(start) if body.fills(column))])
    names = [*_key_names(grid, corner, left, start), *_joined(stack, width, start)]
    table = Spread(
        file, grid, title, list(range(corner.top, corner.bottom + 1)), left, names, body.rows, body.totals, body.blanks,
        body.aside, body.notes, body.first, body.last, _why(corner, stack), said[1],
        title_rows=titles, bands=stack, start=start, keys={c: names[c - left] for c in range(left, start)
                                                            if c in corner.keys or body.fills(c)},
    )  # fmt: skip
    table.figures, table.stated = body.figures[body.at(body.rows), :width], body.figures[body.at(body.totals), :width]
    table.unread, table.decided = body.issues(table), body.decided
    return table


def _why(corner, stack):
    rows = headers.ranges(range(corner.top, corner.bottom + 1))
    shown = [band.label or band.field for band in stack if band.field not in (bands.MEASURE, bands.STATED)]
    return [Sentence("reading.why_bands", {"rows": rows, "fields": shown})]


def _key_names(grid, corner, left, start):
    """Return the names of the columns left of the figures: what heads them, else the labels of the bands."""
    names = []
    for column in range(left, start):
        cells = [(row, grid.rows[row][column : column + 1]) for row in range(corner.top, corner.bottom + 1)]
        texts = {row: as_text(cell[0]) for row, cell in cells if cell and not is_blank(cell[0])}
        own = [text for row, text in texts.items() if row not in corner.labels] or list(texts.values())
        names.append(groups.SEPARATOR.join(dict.fromkeys(own)) or f"kolom_{letters(column)}")
    return names


def _joined(stack, width, start):
    """Return the name of each column of figures: its bands, joined; letters where none stands or two are alike."""
    shown = [np.array([*band.names, None], dtype=object)[band.codes] for band in stack]
    names = [name for band in stack for name in band.names if name]
    whole = np.all([band.codes >= 0 for band in stack], axis=0) & (len(set(names)) == len(names))
    joined = [
        groups.SEPARATOR.join(parts if full else dict.fromkeys(filter(None, parts)))
        for *parts, full in zip(*shown, whole.tolist(), strict=True)
    ]
    if "" not in joined and len(set(joined)) == width:
        return joined
    places, seen = column_letters(start + width)[start:], set()
    for at, place in enumerate(places):
        name = joined[at] or f"kolom_{place}"
        joined[at] = f"{name} ({place})" if name in seen else name
        seen.add(joined[at])
    return joined
