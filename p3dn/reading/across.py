"""What records mean together: the same thing twice, on several rows, in two places, under two spellings.

Each kind of record says in its data file what identifies a record (``key``), whether one thing may stand on
several rows (``several``), which figure is repeated on each of them (``repeats``), which figure cannot exceed
another (``at_most``) and which name is worth comparing (``similar``). Everything found here is told and nothing is
changed: a missing key never matches, and a similar name is a suggestion.
"""

import re

import pandas as pd

from p3dn.reading.issues import issue

_LEGAL = frozenset({"cv", "pt", "ud", "pd", "fa", "tbk", "po", "firma", "toko"})
_SHOWN = 5
_ROUNDING = 1  # rupiah


def keys(kind, parts):
    """Return, for each key of a kind, the records of a file: hash of the key to hash of the whole record.

    A name that is worth comparing is a key as well: it is not sure enough for one record, but it is for a list.
    Without any key, the whole record is its own.
    """
    if not parts:
        return {}
    frame = pd.concat([part.frame for part in parts]).reset_index(drop=True)
    whole = pd.util.hash_pandas_object(frame, index=False)
    found = {}
    for fields in (*kind.key, *([(kind.checks["similar"],)] if "similar" in kind.checks else [])):
        key = _key(frame, fields).dropna()
        if len(key):
            hashed = pd.util.hash_pandas_object(key, index=False).to_numpy()
            found[tuple(fields)] = pd.Series(whole[key.index].to_numpy(), index=hashed).groupby(level=0).first()
    return found or {(): pd.Series(whole.to_numpy(), index=whole.to_numpy()).groupby(level=0).first()}


def _key(frame, fields):
    """Return one text per record from the fields of a key; null where any of them is."""
    texts = [_folded(frame[name].astype("str")) for name in fields]
    key = texts[0].str.cat(texts[1:], sep=" | ") if len(texts) > 1 else texts[0]
    return key.where(frame[list(fields)].notna().all(axis=1))


def _folded(texts):
    return texts.str.casefold().str.replace(r"\s+", " ", regex=True).str.strip()


def issues(kind, frame, columns):
    """Return what the records of a loaded frame tell together, as rows of an issue frame.

    Parameters
    ----------
    kind : Kind
        States what to look at.
    frame : DataFrame
        Index (file, sheet, row).
    columns : list of dict
        Where each field stands: ``field``, ``column``, ``file``, ``sheet``.
    """
    if not len(frame) or not (kind.key or kind.checks):
        return []
    where = _Where(frame.index, {(row["field"], row["file"], row["sheet"]): row["column"] for row in columns})
    plain = frame.reset_index(drop=True)
    found = _repeated(kind, plain, where) if kind.key else []
    found += _exceeding(kind, plain, where) + _summed_again(kind, plain, where)
    return found + (_similar(kind.checks["similar"], plain, where) if "similar" in kind.checks else [])


class _Where:
    """Where the records of a frame stand: its index, and the letters of each field by file and sheet."""

    def __init__(self, index, columns):
        self.index, self._columns = index, columns
        self._shown = [len(index.get_level_values(level).unique()) > 1 for level in ("file", "sheet")]

    def cell(self, name, at):
        """Return file, sheet and cell of a field in a record."""
        file, sheet, row = self.index[at][:3]
        return file, sheet, f"{self._columns.get((name, file, sheet), 'A')}{row}"

    def row(self, at):
        """Return the place of a record as far as it is needed: its row, with the sheet and file where several."""
        file, sheet, row = self.index[at][:3]
        files, sheets = self._shown
        return "!".join([*([file] if files else []), *([sheet] if sheets else []), str(row)])


def _repeated(kind, frame, where):
    """Tell of records whose key stands more than once: equal, in conflict, in two places, or rows of one thing."""
    fields = next((fields for fields in kind.key if frame[list(fields)].notna().all(axis=1).any()), kind.key[0])
    key = _key(frame, fields)
    twice = key[key.notna() & key.duplicated(keep=False)]
    if twice.empty:
        return []
    records = {"by": ", ".join(fields), "records": int(key.notna().sum()), "distinct": int(key.nunique())}
    if kind.checks.get("several"):
        extra = records["records"] / records["distinct"] - 1
        place = where.cell(fields[0], twice.index[0])
        return [_told("record-several", "info", where, twice, place, extra=extra, **records)]
    whole = pd.util.hash_pandas_object(frame, index=False).to_numpy()
    table = pd.factorize(where.index.droplevel([*range(2, where.index.nlevels)]))[0]
    apart, differs = (
        pd.Series(values[twice.index], twice.index).groupby(twice).transform("nunique").gt(1)
        for values in (table, whole)
    )
    cases = (
        ("record-elsewhere", "warn", twice[apart]),
        ("record-conflict", "ask", twice[~apart & differs]),
        ("record-repeated", "warn", twice[~apart & ~differs]),
    )
    return [
        _told(code, severity, where, rows, where.cell(fields[0], rows.index[0]), **records)
        for code, severity, rows in cases
        if len(rows)
    ]


def _told(code, severity, where, rows, place, **figures):
    """Return the issue about records that share their keys, at the first of them, with the rows of a few."""
    groups = list(rows.groupby(rows, sort=False).groups.values())
    shown = ["=".join(map(where.row, index[:_SHOWN])) for index in groups[:_SHOWN]]
    return issue(*place, code, severity, count=len(groups), rows=shown, **figures)


def _exceeding(kind, frame, where):
    found = []
    for part, whole in kind.checks.get("at_most", {}).items():
        wrong = frame.index[(frame[part] > frame[whole] + _ROUNDING).fillna(value=False)]
        if len(wrong):
            rows = [where.row(at) for at in wrong[:_SHOWN]]
            extra = {"count": len(wrong), "part": part, "whole": whole, "rows": rows}
            found.append(issue(*where.cell(part, wrong[0]), "value-exceeds", "warn", **extra))
    return found


def _summed_again(kind, frame, where):
    """Tell of a figure that is repeated on each row of one thing, with the factor by which a plain sum is too high."""
    found = []
    for name, by in kind.checks.get("repeats", {}).items():
        known = frame[frame[name].notna() & frame[by].notna()]
        key = _key(known, [by])
        again = known.assign(_key=key).duplicated(["_key", name])
        total, once = float(known[name].sum()), float(known.loc[~again, name].sum())
        if again.any() and once > 0:
            figures = {"field": name, "by": by, "count": int(again.sum()), "total": total, "once": once}
            place = where.cell(name, known.index[again][0])
            found.append(issue(*place, "value-repeated", "warn", extra=total / once - 1, **figures))
    return found


def _similar(name, frame, where):
    """Suggest names that differ only in legal form, order and punctuation; they are never taken as one."""
    names = frame[name].dropna().drop_duplicates()
    folded = names.map(bare_name)
    alike = names[folded.duplicated(keep=False) & folded.ne("")]
    alike = alike[~_folded(alike).duplicated(keep=False)]
    groups = [list(one) for _, one in alike.groupby(folded[alike.index], sort=False) if len(one) > 1]
    if not groups:
        return []
    place = where.cell(name, names.index[names.eq(groups[0][0])][0])
    first = " / ".join(groups[0][:_SHOWN])
    return [issue(*place, "names-similar", "info", count=len(groups), field=name, raw=first)]


def bare_name(name):
    """Return a firm's name as it is compared: without legal form, punctuation and the order of its words.

    >>> bare_name("CV. Maju Jaya") == bare_name("MAJU JAYA, CV")
    True
    """
    found = re.findall(r"\w+", name.casefold())
    return " ".join(sorted(word for word in found if word not in _LEGAL))
