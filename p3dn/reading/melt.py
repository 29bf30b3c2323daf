"""From a spread table to records: every filled cell of figures with what stands over it and beside it.

The position of a cell says everything about it: its row has the keys, its column the bands. So nothing is looked up
cell by cell; each distinct name is put in its one spelling once, and taken for all the cells that it stands over.
"""

import numpy as np
import pandas as pd

from p3dn.reading import bands, dates, numerals, records, terms, units
from p3dn.reading.grid import as_text
from p3dn.reading.spread import column_letters

LEVELS = [*records.INDEX, "column"]
_PAIRS = ("kode_hs", "bulan")


class Melt:
    """Turns the matrix of a spread table into records."""

    def __init__(self, table, match, options, label):
        self.table, self.match, self.options, self.label = table, match, options, label
        self.wanted = ~table.total_columns & self._measured("nilai")
        self.row, self.column = np.nonzero(~np.isnan(table.figures) & self.wanted)
        self.keys, self.dimensions = list(table.keys), table.dimensions
        self.unit = options.unit.get("nilai") or self._stated_unit()

    def _measured(self, name):
        """Return which columns measure a field: all of them where no band speaks of measures."""
        band = next((one for one in self.table.bands if one.field == bands.MEASURE), None)
        if band is None:
            return np.full(self.table.figures.shape[1], name == "nilai")
        codes = [code for code, text in enumerate(band.names) if bands.measure_of(text) == name]
        return np.isin(band.codes, codes)

    def part(self):
        """Return the `records.Part` of the table, with the cells that were counted: records, blanks, total columns."""
        table, unit = self.table, self.unit
        factor = units.of_header(unit)[1] if unit else 1.0
        fields = {name: self._field(name, at) for name, at in self.match.fields.items()}
        frame = self._frame(fields).assign(nilai=table.figures[self.row, self.column] * factor, berat=self._weights())
        shown = {"file": self.label, "sheet": table.sheet, "range": table.range, "title": table.title, **table.counts}
        part = records.Part(
            frame.set_axis(self._index()), shown, self._columns(frame, factor), table.issues.to_dict("records"),
            table.set_aside, table.checks.assign(file=self.label)[records.CHECK_COLUMNS], table.illustrative, [],
        )  # fmt: skip
        blank = int(np.isnan(table.figures[:, self.wanted]).sum())
        return part, {"records": len(frame), "blank": blank, "totals": int(table.total_columns.sum())}

    def _frame(self, fields):
        """Return the fields in the order of the kind; a name beside a code, and a year beside a month, fill a gap."""
        empty = pd.Series(np.nan, index=range(len(self.row)), dtype="str")
        goods, when = fields.get("kode_hs", [empty, empty]), fields.get("bulan", [empty, empty])
        first = {name: fields.get(name, [empty])[0] for name in ("uraian_hs", "tahun", "negara", "pelabuhan")}
        return pd.DataFrame({
            "kode_hs": goods[0], "uraian_hs": first["uraian_hs"].fillna(goods[1]),
            "tahun": first["tahun"].fillna(when[1]), "bulan": when[0], "negara": first["negara"],
            "pelabuhan": first["pelabuhan"], "nilai": np.nan, "berat": np.nan, "arus": empty,
        })  # fmt: skip

    def _stated_unit(self):
        """Return the text that states the unit of value: a head of the measure, a text over all columns, the title."""
        found = [one for band in self.table.bands if band.field in (bands.MEASURE, bands.STATED) for one in band.names]
        corner = [text for text in self.table.keys.values() if unit_of(text)]
        return next(filter(None, map(unit_of, [*found, *corner, self.table.title])), None)

    def _field(self, name, at):
        """Return a field's values for each record: one series, two of goods (code, name) and months (month, year)."""
        if at < len(self.keys):
            cells = [_text(cell) for cell in self.table.cells(self.keys[at] - self.table.left)]
            codes, texts = pd.factorize(np.array(cells, dtype=object))
            return _spelt(name, texts, codes[self.row])
        if at < len(self.keys) + len(self.dimensions):
            band = self.dimensions[at - len(self.keys)]
            return _spelt(band.field, band.names, band.codes[self.column])
        return [pd.Series(np.nan, index=range(len(self.row)), dtype="str")]

    def _weights(self):
        """Return the weight that stands under the same bands as each value."""
        heavy = np.flatnonzero(self._measured("berat") & ~self.table.total_columns)
        if not len(heavy):
            return np.full(len(self.row), np.nan)
        keys = list(zip(*(band.codes for band in self.dimensions), strict=True))
        place = {keys[column]: column for column in heavy}
        found = [self.table.figures[row, place[keys[column]]] if keys[column] in place else np.nan
                 for row, column in zip(self.row, self.column, strict=True)]  # fmt: skip
        return np.array(found)

    def _index(self):
        table = self.table
        every = column_letters(table.start + table.figures.shape[1])[table.start :]
        levels = [[self.label], [table.sheet], [row + 1 for row in table.rows], every]
        none = np.zeros(len(self.row), dtype=np.int64)
        return pd.MultiIndex(levels, [none, none, self.row, self.column], names=LEVELS, verify_integrity=False)

    def _columns(self, frame, factor):
        """Return the rows of the report: where each field stands, a band by the columns that it stretches over."""
        table, rows = self.table, []
        every = column_letters(table.start + table.figures.shape[1])
        for name, at in self.match.fields.items():
            if at < len(table.heads) - ("arus" in table.heads):
                valued = name == "nilai"
                place = every[self.keys[at]] if at < len(self.keys) else f"{every[table.start]}–{every[-1]}"
                rows.append({"field": name, "header": table.heads[at], "column": place,
                             "unit": unit_name(self.unit) if valued else None, "factor": factor if valued else 1.0,
                             "filled": int(frame[name].notna().sum()), "records": len(frame), "file": self.label,
                             "sheet": table.sheet, "decided": table.decided if valued else ""})  # fmt: skip
        return rows


def unit_name(unit):
    """Return the name of a unit as it is said, None where none is."""
    return (units.of_header(unit)[0] or units.fold(unit)) if unit else None


def unit_of(text):
    """Return a text that states a unit of money, or None."""
    return text if text and units.of_header(text)[0] in ("US$", "rupiah") else None


def _text(cell):
    text = as_text(cell)
    return None if text.casefold() in numerals.MISSING_TEXT else text


def _spelt(name, texts, codes):
    """Return the values of a field in their one spelling, taken for each record; null where nothing stands."""
    if name == "kode_hs":
        found = [terms.hs(text) for text in texts]
    elif name == "bulan":
        found = [terms.month(text) for text in texts]
    elif name == "tahun":
        found = [(dates.period(text),) for text in texts]
    else:
        found = [(text,) for text in texts]
    columns = list(zip(*found, strict=True)) or [()] * (2 if name in _PAIRS else 1)
    return [pd.Series(pd.array([*column, None], dtype="str").take(codes)) for column in columns]
