"""Trade statistics in long form: one record per filled cell, whatever form the publisher chose.

BPS spreads countries, ports and months over the columns, or years; the customs list a row per record. Both become the
same columns: ``kode_hs``, ``uraian_hs``, ``tahun``, ``bulan`` ("01" to "12"), ``negara``, ``pelabuhan``, ``nilai``. A
blank cell gives no record, for the table does not say 0. A column ``berat`` is there only where a file has one, and
``arus`` only where a file holds exports. Each record keeps its cell: the index has the column's letters as a fourth
level.

What is stated once for the whole table, such as a year in the title, is carried to each record, and that is told. In
what the values are counted is asked where the file does not say it.
"""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from p3dn.reading import records, terms, trade_issues
from p3dn.reading.issues import issue, ranked
from p3dn.reading.melt import LEVELS, Melt, unit_of
from p3dn.reading.report import load_report
from p3dn.reading.spread import Spread, column_letters
from p3dn.words import Sentence

OPTIONAL = ("berat", "arus")


def build(table, match, options, label):
    """Return the `records.Part` of one trade table in long form; arguments as of `records.build`."""
    table = replace(table, file=label)
    if isinstance(table, Spread):
        melt = Melt(table, match, options, label)
        return _finished(*melt.part(), table, melt.unit)
    return _long(table, match, options, label)


def contract(frame):
    """Return a loaded frame without the optional columns that no file fills, and with all levels of its index."""
    report = load_report(frame)
    report.absent = tuple(name for name in report.absent if name not in OPTIONAL)
    report.issues = ranked([*report.issues.to_dict("records"), *trade_issues.months(frame)])
    spare = [name for name in OPTIONAL if frame[name].isna().all()]
    if "arus" not in spare and not frame["arus"].eq("ekspor").any():
        spare.append("arus")
    if frame.index.nlevels < len(LEVELS):
        frame = frame.set_axis(pd.MultiIndex.from_arrays([*zip(*frame.index, strict=True)] or [[]] * 4, names=LEVELS))
    return frame.drop(columns=spare)


def _long(table, match, options, label):
    """Return the part of a table that has a row per record already."""
    unit = options.unit.get("nilai") or unit_of(table.names[match.fields["nilai"]]) or unit_of(table.title)
    said = {"nilai": unit, **options.unit} if unit else options.unit
    part = records.build(table, match, replace(options, unit=said), label)
    frame = part.frame.assign(**_parsed(part.frame, part.frame["kode_hs"].isna().all()))
    blank = frame["nilai"].isna() & (frame["berat"].isna() if "berat" in match.fields else True)
    kept = np.flatnonzero(~blank)
    levels = [frame.index.get_level_values(level)[kept] for level in records.INDEX]
    letter = column_letters(table.left + match.fields["nilai"] + 1)[-1]
    frame = frame.iloc[kept].set_axis(pd.MultiIndex.from_arrays([*levels, [letter] * len(kept)], names=LEVELS))
    part.frame = frame
    return _finished(part, {"records": len(frame), "blank": int(blank.sum()), "totals": 0}, table, unit)


def _parsed(frame, uncoded):
    """Return the columns of a long table with codes, months and years in their one spelling."""
    goods = frame["uraian_hs" if uncoded else "kode_hs"]
    split = goods.map(terms.hs, na_action="ignore")
    pairs = pd.DataFrame([one if isinstance(one, tuple) else (None, None) for one in split], index=frame.index)
    names = pairs[1].astype("str") if uncoded else frame["uraian_hs"].fillna(pairs[1].astype("str"))
    when = frame["bulan"].map(terms.month, na_action="ignore")
    month, year = (_nth(when, at) for at in (0, 1))
    year = frame["tahun"].fillna(year).fillna(frame["bulan"].map(terms.year, na_action="ignore").astype("str"))
    return {"kode_hs": pairs[0].astype("str"), "uraian_hs": names, "tahun": year, "bulan": month}


def _nth(pairs, at):
    return pairs.map(lambda one: one[at] if isinstance(one, tuple) else None).astype("str")


def _finished(part, counted, table, unit):
    """Return the part with what is carried to every record, and with what needs to be told."""
    frame, flow, place = part.frame, terms.flow(table.title), (table.file, table.sheet)
    years, carried = _carried_year(frame, table)
    flows = frame["arus"].map(_flow, na_action="ignore").astype("str") if frame["arus"].notna().any() else frame["arus"]
    part.issues += trade_issues.zeros(frame["kode_hs"], table)
    part.frame = frame.assign(kode_hs=padded(frame["kode_hs"]), tahun=years, arus=flows.fillna(flow) if flow else flows)
    part.columns += _derived(part, table)
    part.issues += [] if unit else [issue(*place, table.range, "trade-unit", "ask")]
    part.issues += [
        *carried,
        *trade_issues.told(part.frame, part, table),
        issue(*place, "", "trade-cells", "info", **counted),
    ]
    part.dates = sorted(years.dropna().unique())
    return part


def padded(codes):
    """Return codes with the zero that a number has lost in front: they have an even number of digits.

    >>> padded(pd.Series(["1012100", "84"])).tolist()
    ['01012100', '84']
    """
    lost = [code for code in codes.dropna().unique() if len(code) % 2]
    return codes.where(~codes.isin(lost), "0" + codes) if lost else codes


def _derived(part, table):
    """Return the rows of the report for what no column of its own says: names beside codes, a year in the title."""
    seen = {row["field"]: row for row in part.columns}
    goods = seen.get("kode_hs") or seen.get("uraian_hs") or {}
    derived = {name: goods for name in ("kode_hs", "uraian_hs") if name not in seen}
    if "tahun" not in seen:
        derived["tahun"] = part.columns[0] | {"header": table.title, "column": "–"}
    filled = {name: int(part.frame[name].notna().sum()) for name in derived}
    return [
        row | {"field": name, "unit": None, "factor": 1.0, "filled": filled[name]}
        for name, row in derived.items()
        if filled[name]
    ]


def _flow(text):
    return terms.flow(text) or text.strip().casefold()


def _carried_year(frame, table):
    """Return the year of each record: the only one that the column states, or else the one that the title states."""
    years = frame["tahun"]
    if not years.isna().any():
        return years, []
    stated, where = set(years.dropna()), "reading.from_column"
    if not stated:
        stated, where = set(re.findall(r"\b(?:19|20)\d{2}\b", table.title)), "reading.from_title"
    extra = {"count": int(years.isna().sum())}
    if len(stated) != 1:
        code = "trade-year-none" if years.isna().all() else "trade-year-blank"
        return years, [issue(table.file, table.sheet, table.range, code, "ask", **extra)]
    (year,) = stated
    extra |= {"field": "tahun", "value": year, "where": Sentence(where)}
    table.why.append(Sentence("reading.why_carried", extra))
    return years.fillna(year), [issue(table.file, table.sheet, table.range, "trade-carried", "info", **extra)]
