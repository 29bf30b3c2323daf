"""Stated totals beside what the rows add up to.

A total may mean all rows above it, those since an earlier total, or its own parts; the spans are tried in the order of
their likelihood, and the first that agrees is what was meant. Where none agrees, the likeliest is shown with its
difference. In a column of balances a total may also repeat the last one. Taxes and profits are stated figures that are
no sum of rows, and are not compared; nor are rates that no one adds up, unless they happen to agree.
"""

import re

import numpy as np
import pandas as pd

from p3dn.reading import headers, numerals, totals
from p3dn.reading.grid import address

_ROUNDED = 20  # parts whose rounding may add up before a difference is worth a question
COLUMNS = ["sheet", "cell", "label", "header", "stated", "computed", "agrees"]
_RATE = re.compile(r"rata|harga")  # besides what `headers` calls a rate
_SHARE = re.compile(r"pangsa|distribusi|kontribusi|porsi|proporsi|peran")
_BALANCE = re.compile(r"\bsaldo\b|\bbalance\b")


def compare(table):
    """Return one row per figure that a total row of a table states: stated, computed, whether they agree."""
    found = [one for position, name in enumerate(table.names) for one in _column(table, position, name)]
    order = {row: at for at, row in enumerate(table.totals_rows)}
    found.sort(key=lambda one: order[one[0]])
    return pd.DataFrame([one[1:] for one in found], columns=COLUMNS)


def proves(table, position, column):
    """Tell whether a column as it was read adds up to each stated total whose own numeral can be read in one way."""
    cells = {row: table.cell(row, position) for row in table.totals_rows if _is_sum(table.total_label(row))}
    stated = {row: numerals.of_cell(cell) for row, cell in cells.items() if not numerals.is_ambiguous(cell)}
    stated = {row: figure for row, figure in stated.items() if figure is not None}
    if not stated or not pd.api.types.is_numeric_dtype(column.values):
        return False
    sums = _Column(column.values.astype(float).to_numpy() / column.factor, table)
    return all(sums.compare(row, table.total_label(row), figure, None)[1] for row, figure in stated.items())


def _column(table, position, name):
    """Yield the checks of one column, each after the row that it stands in."""
    cells = {row: numerals.of_cell(table.cell(row, position)) for row in table.totals_rows}
    if table.left + position == table.running or all(stated is None for stated in cells.values()):
        return
    column = table.column(position)
    if not pd.api.types.is_numeric_dtype(column.values):
        return
    figures = column.values.astype(float).to_numpy() / column.factor
    sums = _Column(figures, table)
    for row, stated in cells.items():
        label = table.total_label(row)
        if stated is None or not _is_sum(label):
            continue
        computed, agrees = sums.compare(row, label, stated, _with_additions(table, row, cells))
        if not agrees and _BALANCE.search(name.casefold()) and sums.last_before(row) == stated:
            computed, agrees = stated, True
        rate = _RATE.search(name.casefold()) or headers.is_rate_name(name)
        unsure = totals.is_carried_on(label) or (rate and not _SHARE.search(name.casefold()))
        if agrees or not unsure:
            yield row, table.sheet, address(row, table.left + position), label, name, stated, computed, agrees


def _is_sum(label):
    others = (totals.is_addition, totals.is_result, totals.is_statistic, totals.is_excerpt)
    return not (label.casefold().startswith("saldo") or any(says(label) for says in others))


def _with_additions(table, row, cells):
    """Return what a bill comes to: the total before its taxes and discounts, and these; or None without any."""
    added, before = 0.0, [other for other in table.totals_rows if other < row]
    for other in reversed(before):
        label = table.total_label(other)
        if not totals.is_addition(label):
            return None if other == before[-1] or cells[other] is None else cells[other] + added
        added += totals.sign_of(label) * abs(cells[other] or 0.0)
    return None


class _Column:
    """The figures of one column of a table's kept rows, and their running sums."""

    def __init__(self, figures, table):
        self.rows, self.spans = np.array(table.rows, dtype=int), table.spans
        self._figures, filled = figures, ~np.isnan(figures)
        self._sums = np.concatenate([[0.0], np.cumsum(np.where(filled, figures, 0.0))])
        self._counts = np.concatenate([[0], np.cumsum(filled)])
        known = figures[filled]
        self._decimals = max((_decimals(one) for one in set(known.tolist())), default=0)
        self._largest = float(np.abs(known).max(initial=0.0))

    def compare(self, row, label, stated, other):
        """Return what a total's rows add up to, and whether that agrees."""
        means = label.casefold().startswith(("rata", "average"))
        spans = [(np.searchsorted(self.rows, low, "right"), np.searchsorted(self.rows, high))
                 for low, high in self.spans[row]]  # fmt: skip
        filled = [(low, high) for low, high in spans if high > low] or spans[:1]
        computed = [float(self._sums[high] - self._sums[low]) for low, high in filled]
        if means:
            counts = [max(1, int(self._counts[high] - self._counts[low])) for low, high in filled]
            computed = [one / count for one, count in zip(computed, counts, strict=True)]
        computed += [] if other is None else [other]
        slack = self._slack(stated, max(high - low for low, high in filled))
        agreeing = [one for one in computed if abs(one - stated) <= slack]
        return (agreeing or computed)[0], bool(agreeing)

    def last_before(self, row):
        """Return the last figure above a row, or None."""
        known = self._figures[: np.searchsorted(self.rows, row)]
        known = known[~np.isnan(known)]
        return float(known[-1]) if len(known) else None

    def _slack(self, stated, parts):
        """Return how far a stated total may be off: half of its last digit, for each part that is rounded too."""
        decimals = max(self._decimals, _decimals(stated))
        rounded = min(parts + 1, _ROUNDED) if decimals else 1
        return 0.5 * 10.0**-decimals * rounded + 1e-9 * max(self._largest, abs(stated))


def _decimals(figure):
    """Return how many decimals a figure is written with, six at most."""
    return len(f"{figure:.6f}".rstrip("0").partition(".")[2])
