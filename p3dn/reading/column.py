"""One column: its raw cells, told apart once, and what they were decided to be.

A column repeats its texts, so everything that is asked of a text is asked of each spelling once and spread over the
rows; numbers are an array from the start. What the whole column decides is kept beside the values with the count
behind it, and what needs to be told is kept with the places of its cells.
"""

import functools
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from p3dn.reading import numerals
from p3dn.words import Sentence

_NUMBERS = frozenset({int, float})
_KNOWN = _NUMBERS | {str, type(None)}


class Raw:
    """The raw cells of a column: `numbers` (NaN elsewhere), `texts` (each spelling once), and what is neither.

    `place` holds for each row the number of its text, or -1; `counts` how often each text stands; `odd` the rows whose
    cell is a date, a truth value or another thing.
    """

    def __init__(self, cells):
        self.cells = list(cells)
        types = list(map(type, self.cells))
        kinds = set(types)
        self.numbers = np.full(len(types), np.nan)
        self.place = np.full(len(types), -1, dtype=np.int64)
        self.texts = ()
        if kinds & _NUMBERS:
            rows = [at for at, one in enumerate(types) if one in _NUMBERS]
            self.numbers[rows] = [self.cells[at] for at in rows]
        if str in kinds:
            rows = [at for at, one in enumerate(types) if one is str]
            codes, texts = pd.factorize(np.array([self.cells[at] for at in rows], dtype=object))
            self.place[rows], self.texts = codes, tuple(texts)
        self.odd = [at for at, one in enumerate(types) if one not in _KNOWN] if kinds - _KNOWN else []
        endless = np.flatnonzero(np.isinf(self.numbers)).tolist()
        if endless:
            self.numbers[endless], self.odd = np.nan, sorted([*self.odd, *endless])
        self.is_number = ~np.isnan(self.numbers)
        self.counts = np.bincount(self.place[self.place >= 0], minlength=len(self.texts))
        self._present = {}

    def __len__(self):
        """Return the number of rows."""
        return len(self.cells)

    @functools.cached_property
    def folded(self):
        """Return the texts as missing marks are compared."""
        return [text.strip().casefold() for text in self.texts]

    def present(self, marks):
        """Return the texts that are no missing marks, indexed by their numbers."""
        if marks not in self._present:
            kept = [at for at, text in enumerate(self.folded) if text not in marks]
            self._present[marks] = pd.Series([self.texts[at] for at in kept], index=kept, dtype=object)
        return self._present[marks]

    @functools.cached_property
    def parts(self):
        """Return what each text that is no missing mark is as a number, or None."""
        return [numerals.part(text) for text in self.present(numerals.MISSING)]

    def missing(self, marks):
        """Return the missing marks by how often they stand, the most frequent first."""
        found = {}
        for text, folded, count in zip(self.texts, self.folded, self.counts.tolist(), strict=True):
            if folded in marks:
                found[text.strip()] = found.get(text.strip(), 0) + count
        return dict(sorted(found.items(), key=lambda one: -one[1]))

    def filled(self, marks):
        """Return how many cells are neither blank nor a missing mark."""
        return int(self.is_number.sum()) + len(self.odd) + int(self.counts[self.present(marks).index].sum())

    def spread(self, by_text, empty, dtype=object):
        """Return what is known of texts (indexed by their numbers) as an array with a place for each row."""
        known = np.full(len(self.texts) + 1, empty, dtype=dtype)
        known[by_text.index.to_numpy(dtype=np.int64)] = by_text.to_numpy(dtype=dtype)
        known[-1] = empty
        return known[self.place]

    def rows(self, numbers):
        """Return the rows of some texts, given by their numbers, in order."""
        return np.flatnonzero(np.isin(self.place, np.asarray(list(numbers), dtype=np.int64))).tolist()

    def count(self, numbers):
        """Return how many rows hold some texts, given by their numbers."""
        return int(self.counts[list(numbers)].sum())


@dataclass
class Column:
    """A typed column and what was decided about it.

    `values` is a Series in row order, `factor` was applied to what is written, `style` is the thousands mark that the
    column's numerals decided on; `issues` holds (code, position or None, values to tell), `missing` the counts of
    missing marks by their text; `cell_units` the units that stand behind the numbers, where any does, and
    `written_units` their spelling; `about` marks approximate figures. `decisions` are sentences, each with the count
    behind it; `decided` is one of them all.
    """

    values: pd.Series
    kind: str
    unit: str | None = None
    factor: float = 1.0
    style: str | None = None
    issues: list = field(default_factory=list)
    missing: dict = field(default_factory=dict)
    cell_units: pd.Series | None = None
    written_units: pd.Series | None = None
    about: pd.Series | None = None
    decisions: list = field(default_factory=list)

    def decide(self, what, **values):
        """Note a decision with the figures behind it."""
        self.decisions.append(Sentence(f"reading.decided_{what}", values))

    def tell(self, code, rows=None, **values):
        """Note what needs to be told of some rows together, or of the whole column."""
        self.issues.append(
            (code, None, values if rows is None else values | {"count": len(rows), "at": [*map(int, rows)]})
        )

    def tell_each(self, code, raw, rows, **values):
        """Note what needs to be told of each of some rows."""
        self.issues += [(code, at, {"raw": raw.cells[at], **values}) for at in rows]

    @property
    def decided(self):
        """Return all decisions as one sentence, or an empty text."""
        told = list(self.decisions)
        marks = [f"'{mark}' ({count})" for mark, count in self.missing.items() if mark]
        if marks:
            told.append(Sentence("reading.decided_missing", {"marks": marks}))
        return functools.reduce(_joined, told) if told else ""


def _joined(first, second):
    return Sentence("reading.decided_and", {"first": first, "second": second})


def word(kind):
    """Return the name of a kind as a message mentions it."""
    return Sentence(f"reading.kind_{kind}")
