"""The unit of each record's quantities: from its cells, its column of units, or the headers.

A quantity without its unit is no figure, and unlike units never meet in a sum. What a cell says of itself comes before
the column of units, and that before the headers. Headers that state multiples of one unit (ton and kg) are brought to
it, so that capacity and output can be compared; where they are unlike, no unit is used and the reader is asked.
"""

import pandas as pd

from p3dn.reading import issues as told
from p3dn.reading import units


def with_units(frame, table, match):
    """Return a frame of records with ``satuan`` and its raw spelling, the quantities in this unit."""
    if "satuan" not in frame:
        return frame
    columns = _columns(table, match)
    written = _first([_column(column.written_units, frame) for column in columns.values()], frame)
    if "satuan" in match.fields:
        cells = [str(cell) if str(cell).strip() else None for cell in table.cells(match.fields["satuan"])]
        in_cells = _first([_column(column.cell_units, frame) for column in columns.values()], frame)
        spelt = pd.Series(cells, index=frame.index, dtype="str").fillna(written)
        return frame.assign(satuan=in_cells.fillna(frame["satuan"]), satuan_asli=spelt)
    stated = {
        name: _column(column.cell_units, frame, column.unit).where(frame[name].notna())
        for name, column in columns.items()
    }
    raw = written.fillna(_first(stated.values(), frame))
    if base := _base(columns, stated):
        factors = {unit: units.to_base(unit)[1] for one in stated.values() for unit in one.dropna().unique()}
        frame = frame.assign(**{name: frame[name] * one.map(factors).fillna(1) for name, one in stated.items()})
        stated = {name: one.where(one.isna(), base) for name, one in stated.items()}
    unit = _first(stated.values(), frame)
    differ = sum((one.notna() & one.ne(unit) for one in stated.values()), start=unit.isna() & False) > 0
    return frame.assign(satuan=unit.mask(differ), satuan_asli=raw.where(unit.notna()))


def issues(table, match):
    """Tell when the units of a record's quantities differ, so that no one unit holds for them."""
    columns = _columns(table, match)
    if "satuan" in match.fields:
        return _beside(table, match, columns)
    stated = {column.unit for column in columns.values() if column.unit}
    if len(stated) < 2 or units.common_base(stated):
        return []
    return [told.issue(table.file, table.sheet, table.range, "units-differ", "ask", units=sorted(stated))]


def _beside(table, match, columns):
    """Tell when cells name another unit than the column of units beside them."""
    beside, found = table.column(match.fields["satuan"]).values, []
    for column in columns.values():
        own = column.cell_units
        differ = own.notna() & beside.notna() & own.ne(beside) if own is not None else pd.Series(dtype=bool)
        if differ.any():
            at = differ.idxmax()
            extra = {"count": int(differ.sum()), "row": str(table.rows[at] + 1), "own": own[at], "unit": beside[at]}
            found.append(told.issue(table.file, table.sheet, table.range, "units-beside", "ask", **extra))
    return found


def _columns(table, match):
    return {name: table.column(match.fields[name]) for name in match.kind.units_from if name in match.fields}


def _column(values, frame, stated=None):
    """Return the units of a column in the index of the frame: those of its cells, else the one that is stated."""
    if values is None:
        return pd.Series(stated, index=frame.index, dtype="str")
    return values.set_axis(frame.index).astype("str")


def _first(columns, frame):
    found = pd.Series(None, index=frame.index, dtype="str")
    for one in columns:
        found = found.fillna(one)
    return found


def _base(columns, stated):
    """Return the one unit that the columns' different units are multiples of, or None."""
    named = {unit for one in stated.values() for unit in one.dropna().unique()}
    return units.common_base(named) if len(named) > 1 and len(columns) > 1 else None
