"""Which figures on firms would give one of them away, and how a table is published without them.

A sum over three firms is nearly a statement about each: two who know their own figure can work out the third. So a
figure is *sensitive* when too few firms stand behind it, when the two largest make up nearly all of it, or when the
second largest could estimate the largest closely (``rules/disclosure.toml``). Nothing is sensitive about a zero.

To take sensitive figures out of a table is not enough where its total is printed: the total less the rest is what was
withheld. So further figures go with them, the smallest first, until what is withheld is together as safe as any
figure that is printed. A withheld figure is null, and the row's column ``withheld`` names it and the rule.
"""

import functools

import numpy as np
import pandas as pd

from p3dn import marks
from p3dn.analysis._rules import read_rules

COMPLEMENTARY, DIFFERENCE = "complementary", "difference"
REST = "_rest"  # ends the name of what a figure holds beyond another one that is printed beside it
WITHHELD = marks.WITHHELD
LIST_COLUMNS = ["row", "column", "rule"]


def broken(values):
    """Return every rule that a figure breaks which is the sum of `values`, one per unit.

    threshold: fewer than 5 units; dominance: the 2 largest > 85% of the sum; p-percent: sum - x1 - x2 < 10% of x1.

    Parameters
    ----------
    values : sequence of float
        The contribution of each unit; what is not recorded does not count as a unit, a sign is left out.

    Returns
    -------
    list of str
        Names in ``rules/disclosure.toml``, in the order above; empty when nothing is sensitive or the sum is 0.

    Examples
    --------
    >>> broken([600, 250, 50, 40, 30, 20, 10]), broken([900, 60, 20, 20, 0, 0])
    ([], ['dominance', 'p-percent'])
    >>> broken([500, 400, 60, 40]), broken([0, 0])
    (['threshold', 'dominance'], [])
    """
    sizes = np.sort(np.abs(pd.Series(values, dtype="float64").dropna().to_numpy()))[::-1]
    whole = sizes.sum()
    if whole == 0:
        return []
    rules, near = read_rules("disclosure"), 1e-12 * whole
    few = len(sizes) < rules["threshold"]["fewer_than"]
    largest = sizes[: rules["dominance"]["largest"]].sum() > rules["dominance"]["more_than"] * whole + near
    close = sizes[2:].sum() < rules["p-percent"]["less_than"] * sizes[0] - near
    return [name for name, holds in (("threshold", few), ("dominance", largest), ("p-percent", close)) if holds]


def sensitive(values):
    """Return the first rule that the sum of `values` breaks, or None.

    Examples
    --------
    >>> sensitive([5, 5, 5, 5, 5]), sensitive([5, 5, 5, 5])
    (None, 'threshold')
    """
    return next(iter(broken(values)), None)


def sensitive_count(count):
    """Return ``"frequency"`` when a count of firms is 1 or 2, or None.

    Examples
    --------
    >>> [sensitive_count(count) for count in (0, 2, 3)]
    [None, 'frequency', None]
    """
    return "frequency" if 0 < count < read_rules("disclosure")["frequency"]["fewer_than"] else None


def protect(answer, micro, *, by, values, counts=(), total=None):
    """Return a table of firms without the figures that would give one of them away.

    Parameters
    ----------
    answer : DataFrame
        One row per group, as an analysis returns it.
    micro : DataFrame
        One row per firm, with the columns `by` and what each firm contributes.
    by : list of str
        Columns that name the group, in both frames.
    values : dict
        Column of `micro`, or a tuple of several, to the list of columns of `answer` that show their sums or are
        computed from them. These are withheld together. A measure whose name ends in ``_rest`` is what one figure
        holds beyond another that is printed beside it; where it is sensitive, the rule is ``difference``.
    counts : sequence of str, or dict
        Columns of `answer` that count firms; in a dict each with the columns that are withheld with it.
    total : list of str, optional
        Columns of `by` over which the rows add up to a figure that is printed elsewhere: ``[]`` for one total of all
        rows, ``["satuan"]`` for one per unit. None when there is no total.

    Returns
    -------
    DataFrame
        The same rows; what is withheld is null, and ``withheld`` says which columns, by which rule. The last rule is
        ``complementary``: the figure itself is safe, but would give another one back.

    Examples
    --------
    >>> micro = pd.DataFrame({"group": list("aaaaaabbbbbc"), "workers": [4, 5, 6, 5, 4, 5, 2, 3, 2, 3, 2, 9]})
    >>> answer = micro.groupby("group")["workers"].sum().reset_index()
    >>> protect(answer, micro, by=["group"], values={"workers": ["workers"]}, total=[]).values.tolist()
    [['a', 29.0, ''], ['b', nan, 'workers:complementary'], ['c', nan, 'workers:threshold']]
    """
    hidden = [{} for _ in range(len(answer))]
    spans = _spans(answer, total)
    parts = _parts(answer, micro, by)
    for measures, shown in values.items():
        names = [measures] if isinstance(measures, str) else measures
        cells = [[part[name] for name in names] for part in parts]
        rule_of = functools.partial(_of_cells, names)
        _hide(hidden, answer.columns, shown, _with_others(cells, spans, rule_of, _size_of_cells))
    for column, shown in (counts if isinstance(counts, dict) else {name: [name] for name in counts}).items():
        cells = pd.to_numeric(answer[column]).fillna(0).astype("float64").tolist()
        _hide(hidden, answer.columns, shown, _with_others(cells, spans, _of_counts, float))
    return without(answer, hidden)


def guarded(answer, micro, **how):
    """Return what may be shown of a table of firms here: all of it, or what `protect` leaves in a published version."""
    return protect(answer, micro, **how) if marks.is_published() and len(answer) else answer


def also(answer, other, *, by, columns):
    """Return an answer without what another table, which holds the same sums, does not show either.

    Parameters
    ----------
    other : callable
        Returns the other table; it is only asked for in a published version.
    by : list of str
        Columns that name the group, in both tables.
    columns : dict
        Column of the other table to the columns of `answer` that would give it back.
    """
    if not marks.is_published() or WITHHELD not in answer:
        return answer
    there = answer[list(by)].merge(other()[[*by, WITHHELD]], how="left", on=list(by))[WITHHELD].fillna("")
    hidden = [marks.withheld(said) for said in answer[WITHHELD]]
    for row, said in zip(hidden, map(marks.withheld, there), strict=True):
        rules = {name: said[figure] for figure, names in columns.items() if figure in said for name in names}
        row |= {name: row.get(name, rule) for name, rule in rules.items()}
    return without(answer, hidden)


def of_records(answer):
    """Return a table of single records (a delivery, a contract, a bill of materials) as it may be shown here.

    In a published version it is empty, and ``attrs["withheld"]`` is ``"record"``.
    """
    if not marks.is_published() or answer.empty:
        return answer
    none = answer.iloc[:0].reset_index(drop=True)
    none.attrs = {WITHHELD: "record"}
    return none


def withheld(answer):
    """Return what was withheld from a table: ``row`` (its position), ``column`` and ``rule``, one row per figure.

    Examples
    --------
    >>> withheld(pd.DataFrame({"group": ["a"], "workers": [None], "withheld": ["workers:threshold"]})).values.tolist()
    [[0, 'workers', 'threshold']]
    """
    said = answer[WITHHELD] if WITHHELD in answer else pd.Series(dtype=object)
    rows = [(row, *pair) for row, text in enumerate(said) for pair in marks.withheld(text).items()]
    return pd.DataFrame(rows, columns=LIST_COLUMNS)


def _spans(answer, total):
    """Return the positions of the rows that add up to a printed total; each row alone where there is none."""
    rows = pd.Series(range(len(answer)))
    if total is None:
        return [[row] for row in rows]
    keys = [answer[name].to_numpy() for name in total]
    return [list(part) for _, part in rows.groupby(keys, sort=False)] if keys else [list(rows)]


def _parts(answer, micro, by):
    """Return the firms of each row of the answer."""
    groups = dict(list(micro.groupby(list(by), sort=False, dropna=False)))
    return [groups.get(key, micro.iloc[:0]) for key in answer[list(by)].itertuples(index=False, name=None)]


def _with_others(cells, spans, rule_of, size_of):
    """Return the rule by which each cell is withheld, sensitive ones and those that would give them back."""
    rules = [rule_of([cell]) for cell in cells]
    for span in spans:
        taken = [row for row in span if rules[row]]
        others = sorted(
            (row for row in span if not rules[row] and size_of(cells[row]) > 0), key=lambda r: size_of(cells[r])
        )
        while taken and others and rule_of([cells[row] for row in taken]):
            taken.append(others.pop(0))
            rules[taken[-1]] = COMPLEMENTARY
    return rules


def _of_cells(names, cells):
    """Return the rule that the measures of one or several cells together break."""
    for name, measure in zip(names, zip(*cells, strict=True), strict=True):
        rule = sensitive(pd.concat(measure))
        if rule:
            return DIFFERENCE if name.endswith(REST) else rule
    return None


def _size_of_cells(cell):
    return float(cell[0].abs().sum())


def _of_counts(counts):
    return sensitive_count(sum(counts))


def _hide(hidden, known, columns, rules):
    """Note which of the known columns of each row are withheld; of two rules the first stands."""
    for row, rule in zip(hidden, rules, strict=True):
        row |= {name: row.get(name, rule) for name in columns if rule and name in known}


def without(answer, hidden):
    """Return an answer with nulls where a figure is withheld, and the column that says so.

    `hidden` has a dict per row: the columns that are withheld, with the rule.

    >>> without(pd.DataFrame({"idle": [5, 7]}), [{"idle": "threshold"}, {}]).values.tolist()
    [[nan, 'idle:threshold'], [7.0, '']]
    """
    result = answer.copy()
    for name in dict.fromkeys(name for row in hidden for name in row):
        result[name] = result[name].astype("float64").mask([name in row for row in hidden])
    said = [",".join(f"{name}:{rule}" for name, rule in row.items()) for row in hidden]
    result[WITHHELD] = said
    result.attrs = answer.attrs
    return result
