"""The stated totals of a block: found by words, by sums and by hierarchy, or said by the reader.

The rows are asked from top to bottom, so that a total may mean the rows since an earlier one, and the sum of a sum is
seen for what it is. Each total keeps the spans of rows that it may mean, the likeliest first, and the reason why it was
taken for one.
"""

import functools

import numpy as np
import pandas as pd

from p3dn.reading import headers, hierarchy, numerals, totals
from p3dn.reading.cells import count_of, is_figure
from p3dn.words import Sentence


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
        texts = [cell for cell in self._block.cells[row].values() if isinstance(cell, str) and headers.is_label(cell)]
        return next((text for text in texts if totals.is_total_label(text)), texts[0] if texts else None)

    def _find(self):
        found = []
        for row in self._block.cells:
            label = self.label_of(row)
            if row in self._said if self._said is not None else self._states_totals(row, label, found):
                found.append(row)
                self._add_total(row, label or "", found[:-1])
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

    def _states_totals(self, row, label, before):
        """Tell whether a row states totals by its words, where it is not numbered, or by its sums."""
        cells = self._block.cells[row]
        if not cells or (self._block.running in cells and count_of(cells[self._block.running]) is not None):
            return False
        if label is None:
            sparse = len(cells) < self._block.typical and self._has_figures(cells)
            return sparse and self._adds_up(row, before, why="reading.why_total_sum")
        if totals.is_total_label(label):
            return self._has_figures(cells) and self._because("reading.why_total_word", row, label)
        if totals.begins_as_total(label):
            return self._has_figures(cells) and (
                (self._block.running is not None or totals.names_its_part(label) or self._adds_up(row, before))
                and self._because("reading.why_total_word", row, label)
            )
        if before and totals.is_addition(label) and self._has_figures(cells) and len(cells) < self._block.typical:
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
        """Find the rows that are the sums of their own parts below them."""
        rows = [row for row in self._block.cells if row not in self.spans and len(self._block.cells[row]) > 1]
        columns = [column for column in self._figure_columns if column > self._block.left]
        if self._block.running is not None or len(rows) < 3 or not columns:
            return
        at = [self._figure_columns.index(column) for column in columns]
        figures = self.sums.figures[[row - self._block.first for row in rows]][:, at]
        codes = [column for column in columns if headers.names_code(self._block.sheet, self._block.first, column)]
        figures = np.delete(figures, [columns.index(column) for column in codes], axis=1)
        if not figures.size:
            return
        found, self.nested = hierarchy.parents([self._block.cells[row] for row in rows], figures, self._block.left)
        for position, end in found.items():
            span = (
                (-1, rows[position]) if end < 0 else (rows[position], rows[end] if end < len(rows) else self._block.end)
            )
            self.spans[rows[position]] = [span]
        if found:
            shown = headers.ranges(sorted(rows[position] for position in found))
            self.why.append(Sentence("reading.why_parents", {"rows": shown, "count": len(found)}))

    @functools.cached_property
    def _figure_columns(self):
        return sorted(self._block.numeric - {self._block.running})

    @functools.cached_property
    def sums(self):
        """Return the figures of the block and their sums."""
        columns = [self._figures(column) for column in self._figure_columns]
        index = range(self._block.first, self._block.end)
        figures = np.array([pd.Series(one, dtype=np.float64).reindex(index).to_numpy() for one in columns])
        return totals.Sums(figures.T.reshape(len(index), len(columns)), self._block.first)

    def _figures(self, column):
        """Return the figures of a column by row, texts read for the whole column."""
        cells = {row: cells[column] for row, cells in self._block.cells.items() if column in cells}
        numbers = {row: float(cell) for row, cell in cells.items() if type(cell) in (int, float)}
        texts = pd.Series({row: cell for row, cell in cells.items() if isinstance(cell, str)}, dtype="str")
        return numbers | (numerals.parse(texts, whole=True).values.dropna().to_dict() if len(texts) else {})
