"""Step 4b: from a table to records of a kind.

Headers are matched to the fields of the kind, each column is typed by its field, money comes out in rupiah and a
quantity beside its unit. Personal data are dropped unless they are asked for. A field that the table does not
have is there all the same, entirely null, so that an answer can say what is missing. Each record keeps file,
sheet and row, so that a figure can be found again in Excel.
"""

from dataclasses import dataclass, field, replace

import pandas as pd

from p3dn.errors import P3DNError
from p3dn.reading import dates, issues, kinds, numerals, quantities, table_issues, units
from p3dn.reading.figures import FRACTION
from p3dn.reading.grid import address, letters
from p3dn.words import Sentence

DTYPES = {"count": "Int64", "quantity": "float64", "mixed": "float64", "rupiah": "float64", "share": "float64",
          "flag": "boolean", "date": "datetime64[s]"}  # fmt: skip
INDEX = ["file", "sheet", "row"]
CHECK_COLUMNS = ["file", "sheet", "cell", "label", "header", "stated", "computed", "agrees"]


@dataclass(frozen=True)
class Options:
    """What the reader says about a file, instead of what would be found."""

    sheet: str | None = None
    header: object = None
    range: str | None = None
    totals: object = None
    columns: dict = field(default_factory=dict)
    unit: dict = field(default_factory=dict)
    decimal: str | dict | None = None
    keep_personal: bool = False
    limits: object = None


@dataclass
class Part:
    """The records of one table and what reading it told."""

    frame: pd.DataFrame
    table: dict
    columns: list
    issues: list
    set_aside: pd.DataFrame
    checks: pd.DataFrame
    illustrative: bool
    dates: list
    fingerprint: str = ""

    def add_checks(self, more):
        """Add stated figures beside computed ones."""
        self.checks = pd.concat([self.checks, more]) if len(self.checks) else more


def empty(kind):
    """Return a frame of a kind with all its fields and no record."""
    index = pd.MultiIndex.from_arrays([[], [], pd.Index([], dtype="int64")], names=INDEX)
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in _dtypes(kind).items()}).set_axis(index)


def build(table, match, options, label):
    """Return the `Part` of one table that fits a kind.

    Parameters
    ----------
    table : Table
        The table as it was found.
    match : Match
        How its headers fit the kind.
    options : Options
        What the reader says.
    label : str
        The file's name as the index shows it.

    Raises
    ------
    P3DNError
        ``header-duplicate`` when two columns claim the same field.
    """
    _refuse_clashes(table, match)
    kind = match.kind
    known = {at: _type(kind.fields[name], options) for name, at in match.fields.items()}
    table = replace(table, file=label, types=known)
    kept = {name: at for name, at in match.fields.items() if options.keep_personal or not kind.fields[name].personal}
    index = pd.MultiIndex.from_product([[label], [table.sheet], [row + 1 for row in table.rows]], names=INDEX)
    data, dtypes = {name: _values(table, at, kind.fields[name]) for name, at in kept.items()}, _dtypes(kind, options)
    blank = {dtype: pd.Series(index=range(len(index)), dtype=dtype) for dtype in set(dtypes.values())}
    frame = pd.DataFrame({name: data.get(name, blank[dtype]) for name, dtype in dtypes.items()})
    frame = quantities.with_units(frame, table, match).set_axis(index)
    return Part(
        frame, {"file": label, "sheet": table.sheet, "range": table.range, "title": table.title, **table.counts},
        _columns(table, kept, label), _issues(table, match, kept), table.set_aside,
        table.checks.assign(file=label)[CHECK_COLUMNS], table.illustrative, _dates(table, frame, kind),
    )  # fmt: skip


def _refuse_clashes(table, match):
    for name, first, second in match.clashes:
        if match.kind.fields[name].personal:
            continue
        row = (table.header_rows or [table.first])[-1]
        cells = [address(row, table.left + at) for at in (first, second)]
        raise P3DNError(
            "header-duplicate",
            file=table.file,
            sheet=table.sheet,
            cell=cells[0],
            header=table.names[first],
            cells=cells,
        )


def _type(spec, options):
    unit, decimal = options.unit.get(spec.name), options.decimal
    wrong = unit and (
        (spec.type == "rupiah" and units.of_header(unit)[0] != "rupiah")
        or (spec.type == "share" and units.of_header(unit)[0] != "%" and unit not in FRACTION)
    )
    if wrong:
        raise P3DNError("unit-unknown", unit=unit, field=spec.name)
    said = {"decimal": decimal[spec.name]} if isinstance(decimal, dict) and spec.name in decimal else {}
    return {"kind": spec.type, "unit": unit, "valid": spec.valid, "plain": spec.plain, **said}


def _dtypes(kind, options=None):
    """Return the columns of a kind's frame and their dtypes, in the order of the kind."""
    found = {}
    for name, spec in kind.fields.items():
        if not spec.personal or (options and options.keep_personal):
            found[name] = DTYPES.get(spec.type, "str")
            if spec.type == "unit":
                found["satuan_asli"] = "str"
    return found


def _values(table, position, spec):
    column = table.column(position)
    dtype = DTYPES.get(spec.type, "str")
    undecided = spec.type in ("count", "quantity", "rupiah", "share", "mixed") and column.kind == "text"
    values = column.values.reset_index(drop=True)
    return (
        pd.Series(pd.NA if dtype == "Int64" else float("nan"), index=values.index, dtype=dtype)
        if undecided
        else values.astype(dtype)
    )


def _columns(table, kept, label):
    rows = []
    for name, position in kept.items():
        column = table.column(position)
        rows.append(
            {"field": name, "header": table.names[position], "column": letters(table.left + position),
             "unit": column.unit, "factor": column.factor, "filled": int(column.values.notna().sum()),
             "records": len(table.rows), "file": label, "sheet": table.sheet, "decided": column.decided}
        )  # fmt: skip
    return rows


def _issues(table, match, kept):
    found = list(table.header_issues()) + table.check_issues()
    for name, position in kept.items():
        found += table_issues.column_issues(table, position, name)
    found += quantities.issues(table, match) + _placeholder_issues(table, match) + _part_issues(table, match)
    row = (table.header_rows or [table.first])[-1]
    dropped = [at for name, at in match.fields.items() if name not in kept]
    dropped += [second for name, _, second in match.clashes if match.kind.fields[name].personal]
    personal = [table.names[at] for at in dropped]
    if personal:
        found.append(issues.issue(table.file, table.sheet, "", "personal-dropped", "info", headers=personal))
    for position in match.unknown:
        header = table.names[position]
        if position in dropped or kinds.fold(header) in _RUNNING or header.startswith("kolom_"):
            continue
        near = kinds.nearest(match.kind, header)
        hint = Sentence("problems.column-unknown.nearest", {"field": near}) if near else ""
        cell = address(row, table.left + position)
        found.append(issues.issue(table.file, table.sheet, cell, "column-unknown", "info", header=header, nearest=hint))
    return found


def _placeholder_issues(table, match):
    found = []
    for name, at in match.fields.items():
        for text in match.kind.fields[name].placeholders:
            count = int(table.column(at).values.str.casefold().eq(text).sum())
            if count:
                extra = {"count": count, "raw": text, "header": table.names[at]}
                found.append(issues.issue(table.file, table.sheet, "", "placeholder", "info", **extra))
    return found


def _part_issues(table, match):
    """Tell which rows state a total that is not the sum of its parts."""
    found = []
    for whole, parts in match.kind.adds_up.items():
        if not {whole, *parts} <= set(match.fields):
            continue
        stated = table.column(match.fields[whole]).values.astype("float64")
        added = sum(table.column(match.fields[part]).values.astype("float64") for part in parts)
        wrong = stated.index[(stated - added).abs() > 0.5]
        if len(wrong):
            row = str(table.rows[wrong[0]] + 1)
            extra = {"count": len(wrong), "parts": parts, "whole": whole, "row": row}
            found.append(issues.issue(table.file, table.sheet, "", "parts-differ", "warn", **extra))
    return found


_RUNNING = frozenset({"no", "nomor", "nr", "no urut", "nomor urut", "nourut"})


def _dates(table, frame, kind):
    """Return the data's own dates: the day in the title, else its year, else the periods of the records."""
    if day := dates.in_text(table.title):
        return [day]
    periods = [
        name
        for name, spec in kind.fields.items()
        if spec.type == "period" and name.startswith(("tahun", "fiscal")) and name != "tahun_masuk"
    ]
    found = sorted({value for name in periods if name in frame for value in frame[name].dropna()})
    if found:
        return found
    year = dates.year_in_text(table.title)
    return [year] if year else _entry_dates(frame, kind)


def _entry_dates(frame, kind):
    names = [name for name, spec in kind.fields.items() if spec.type == "date" and name in frame]
    days = pd.concat([frame[name] for name in names]).dropna() if names else pd.Series(dtype="datetime64[s]")
    return [days.max().date()] if len(days) else []


def balance_check(table, match):
    """Return what an account book states as its last balance beside opening + debit - credit, as a check row.

    The count of rows whose balance does not follow from the one above makes a second row.
    """
    rule = match.kind.balance
    if not rule or rule["field"] not in match.fields or not table.rows:
        return pd.DataFrame(columns=CHECK_COLUMNS)
    table = replace(table, types={at: _type(match.kind.fields[name], Options()) for name, at in match.fields.items()})
    at = match.fields[rule["field"]]
    balance = table.column(at).values
    moved = sum((_sum(table, match, name, 1) for name in rule["plus"]), start=balance * 0)
    moved += sum((_sum(table, match, name, -1) for name in rule["minus"]), start=balance * 0)
    opening = next(
        (numerals.of_cell(table.grid.rows[row][table.left + at]) for row in table.totals_rows if row < table.rows[0]),
        None,
    )
    opening = balance.iloc[0] - moved.iloc[0] if opening is None else opening
    expected = opening + moved.cumsum()
    breaks = int(((balance - expected).diff().fillna(balance - expected).abs() > 0.5).sum())
    last, due, name = float(balance.iloc[-1]), float(expected.iloc[-1]), table.names[at]
    cell, place = address(table.rows[-1], table.left + at), (table.file, table.sheet)
    rows = [
        (*place, cell, name, name, last, due, abs(last - due) <= 0.5),
        (*place, table.range, Sentence("reading.balance_breaks"), name, 0.0, float(breaks), breaks == 0),
    ]
    return pd.DataFrame(rows, columns=CHECK_COLUMNS)


def _sum(table, match, name, sign):
    return sign * table.column(match.fields[name]).values.fillna(0) if name in match.fields else 0
