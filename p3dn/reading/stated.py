"""The stated totals of a block: found by words, by sums and by hierarchy, or said by the reader.

The rows are asked from top to bottom, so that a total may mean the rows since an earlier one, and the sum of a sum is
seen for what it is. Each total keeps the spans of rows that it may mean, the likeliest first, and the reason why it was
taken for one.
"""

import functools
import itertools

import numpy as np
import pandas as pd

from p3dn.reading import headers, hierarchy, numerals, totals
from p3dn.reading.cells import count_of, is_figure
from p3dn.words import Sentence

_NUMBERS = (int, float)


class Stated:
    """The rows of a block that state totals.

    Parameters
    ----------
    block : Block
        The rows with their cells, figure columns and running numbers.
    said : collection of int, optional
        The rows that state totals, where the reader says so; else they are found.

    Attributes
    ----------
    spans : dict
        For each total, the runs of rows that it may mean, as (row before, row after).
    why : list of Sentence
        Why each is one.
    nested : bool
        Whether codes are nested without their sums proving it.
    """

    def __init__(self, block, said=None):
        self._block, self.spans, self.why, self.nested = block, {}, [], False
        self._said = None if said is None else frozenset(said)
        self._find()

    def label_of(self, row):
        """Return the text that says what a row is: one that only means a total, else the first; or None."""
        texts = [cell for cell in self._block.cells[row].values() if type(cell) is str]
        total = next((text for text in texts if text in self._telling and totals.is_total_label(text)), None)
        return total or next(filter(headers.is_label, texts), None)

    @functools.cached_property
    def _telling(self):
        """Return the texts of the block that may say what a row states; in most rows there is none."""
        texts = {cell for cells in self._block.cells.values() for cell in cells.values() if type(cell) is str}
        return {text for text in texts if text.lstrip()[:1] in totals.INITIALS and totals.may_state(text)}

    def _find(self):
        found = []
        for row in self._block.cells:
            if row in self._said if self._said is not None else self._states_totals(row, found):
                found.append(row)
                self._add_total(row, self.label_of(row) or "", found[:-1])
        if self._said is None:
            self._find_parents()
        elif found:
            self.why.append(Sentence("reading.why_totals_said", {"rows": headers.ranges(found)}))
        for row in found:
            after = [other for other in found if other > row]
            self.spans[row] += [(row, min(after, default=self._block.end)), (row, self._block.end)]

    def _add_total(self, row, label, before):
        self.spans[row] = totals.spans(row, before, label)
        if not (totals.is_addition(label) or totals.is_result(label)):
            agreeing = self.sums.agreeing(row, self.spans[row])
            self.spans[row].sort(key=lambda span: span != agreeing)
        self.sums.leave_out(row)

    def _states_totals(self, row, before):
        """Tell whether a row states totals by its words, where it is not numbered, or by its sums."""
        cells = self._block.cells[row]
        if not cells or (self._block.running in cells and count_of(cells[self._block.running]) is not None):
            return False
        sparse = len(cells) < self._block.typical
        if not sparse and self._telling.isdisjoint(cells.values()):
            return False
        label = self.label_of(row)
        if label is None:
            return sparse and self._has_figures(cells) and self._adds_up(row, before, why="reading.why_total_sum")
        return label in self._telling and self._says_total(row, label, before)

    def _says_total(self, row, label, before):
        cells = self._block.cells[row]
        if totals.is_total_label(label) or (before and totals.is_statistic(label)):
            return self._has_figures(cells) and self._because("reading.why_total_word", row, label)
        if totals.begins_as_total(label):
            return self._has_figures(cells) and (
                (self._block.running is not None or totals.names_its_part(label) or self._adds_up(row, before))
                and self._because("reading.why_total_word", row, label)
            )
        width = self._block.right - self._block.left + 1
        if before and totals.is_addition(label) and self._has_figures(cells) and len(cells) < width:
            return self._because("reading.why_addition", row, label)
        return (
            totals.is_result(label)
            and self._has_figures(cells)
            and self.sums.is_difference(row, before)
            and self._because("reading.why_result", row, label)
        )

    def _adds_up(self, row, before, why=None):
        agrees = self.sums.agreeing(row, totals.spans(row, before, "")) is not None
        return agrees and (why is None or self._because(why, row, ""))

    def _because(self, key, row, label):
        self.why.append(Sentence(key, {"row": str(row + 1), "label": headers.text_of(label)}))
        return True

    def _has_figures(self, cells):
        return any(column != self._block.running and is_figure(cell) for column, cell in cells.items())

    def _find_parents(self):
        """Find the rows that are the sums of their own parts below them, or of all other rows."""
        block = self._block
        rows = [row for row in block.cells if row not in self.spans and len(block.cells[row]) > 1]
        columns = [at for at, column in enumerate(self._figure_columns) if self._may_add_up(column)]
        if len(rows) < 3 or not columns:
            return
        figures = self.sums.figures[[row - block.first for row in rows]][:, columns]
        cells = [block.cells[row] for row in rows]
        foot = self._excerpts(rows)
        rows = rows[: len(rows) - len(foot)]
        figures, cells = figures[: len(rows)], cells[: len(rows)]
        found, self.nested = (
            ({}, False)
            if self._is_counted(rows)
            else hierarchy.parents(cells, figures, block.left, {self._figure_columns[at] for at in columns})
        )
        spans = {at: (rows[at], (rows[end] if end < len(rows) else block.end)) for at, end in found.items() if end >= 0}
        spans |= {at: (-1, rows[at]) for at, end in found.items() if end < 0}
        if not found:
            said = [totals.announces(self.label_of(row) or "") for row in rows]
            found = hierarchy.announced(said, figures) if any(said) else {}
            spans |= {at: (rows[at], (rows[end] if end < len(rows) else block.end)) for at, end in found.items()}
        for whole in [] if found else hierarchy.closing(cells, figures):
            if self._is_apart(rows[whole]):
                spans[whole] = (rows[whole], block.end) if whole == 0 else (-1, rows[whole])
        for at, span in spans.items():
            self.spans[rows[at]] = [span]
        if spans:
            shown = headers.ranges(sorted(rows[at] for at in spans))
            self.why.append(Sentence("reading.why_parents", {"rows": shown, "count": len(spans)}))
            self._find_results(rows, list(found))
            for row in foot:
                self.spans[row] = [(-1, row)]
                self._because("reading.why_excerpt", row, self.label_of(row))

    def _excerpts(self, rows):
        """Return the last rows, each of which names what it leaves out of a total above it."""
        foot = itertools.takewhile(lambda row: totals.is_excerpt(self.label_of(row) or ""), reversed(rows))
        return [*foot][::-1]

    def _is_counted(self, rows):
        """Tell whether a column counts the rows one after the other, which it does not where it numbers headings."""
        cells, running = self._block.cells, self._block.running
        numbers = [cells[row][running] for row in rows if running in cells[row]]
        return bool(numbers) and all(count_of(number) is not None for number in numbers)

    def _is_apart(self, row):
        """Tell whether a row that is the sum of all others is none of them: not counted, or not in their total."""
        if self._block.running is not None:
            return self._block.running not in self._block.cells[row]
        figures = self.sums.figures
        stated = figures[row - self._block.first]
        return not self.spans or any(np.array_equal(stated, figures[other - self._block.first], equal_nan=True)
                                     for other in self.spans)  # fmt: skip

    def _find_results(self, rows, parents):
        """Find what one parent leaves of another, as a surplus is."""
        last, top = -1, []
        for at in sorted(parents):
            if rows[at] >= last:
                top.append(rows[at])
                last = self.spans[rows[at]][0][1]
        for row in set(rows) - set(self.spans):
            label = self.label_of(row) or ""
            if totals.is_result(label) and self.sums.is_difference(row, [one for one in top if one < row]):
                self.spans[row] = [(-1, row)]
                self._because("reading.why_result", row, label)

    def _may_add_up(self, column):
        block = self._block
        named = (headers.names_code, headers.names_rate)
        return column > block.left and not any(says(block.sheet, block.first, column) for says in named)

    @functools.cached_property
    def _figure_columns(self):
        return sorted(self._block.numeric - {self._block.running})

    @functools.cached_property
    def sums(self):
        """Return the figures of the block and their sums; texts are read for a whole column."""
        block, place = self._block, {column: at for at, column in enumerate(self._figure_columns)}
        figures = np.full((block.end - block.first, len(place)), np.nan)
        for column, at in place.items():
            cells = [cells.get(column) for cells in block.cells.values()]
            figures[:, at] = [cell if type(cell) in _NUMBERS else np.nan for cell in cells]
            texts = {row: cell for row, cell in enumerate(cells) if type(cell) is str}
            plain = {row: float(text) for row, text in texts.items() if text.isascii() and text.isdigit()}
            others = pd.Series({row: text for row, text in texts.items() if row not in plain}, dtype="str")
            figures[list(plain), at] = list(plain.values())
            if len(others):
                read = numerals.parse(others, whole=True).values.dropna()
                figures[read.index, at] = read
        rates = [at for column, at in place.items() if headers.names_rate(block.sheet, block.first, column)]
        return totals.Sums(figures, block.first, rates)
