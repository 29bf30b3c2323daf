"""Two files, one list: copies and versions, which must not be added up.

A list that was saved again has other bytes and the same cells: it counts once. A list that was sent again a year
later has mostly the same records, told by their key (NIB, order, package), with other values: which of the two
counts is for the reader to say. Lists of two places share no record and simply add up.
"""

import hashlib
import itertools

import numpy as np
import pandas as pd

from p3dn.errors import P3DNError
from p3dn.reading import across
from p3dn.reading.grid import as_text
from p3dn.reading.issues import issue

CHOICES = ("latest", "all")
_MOSTLY = 0.5  # of the records of the smaller file


def fingerprint(frame, table, match):
    """Return a checksum of a table's cells that a copy in another format, or in another order, has too."""
    if not len(frame):
        return ""
    rows = pd.util.hash_pandas_object(frame.reset_index(drop=True), index=False).to_numpy()
    known = set(match.fields.values())
    others = sorted((name, at) for at, name in enumerate(table.names) if at not in known)
    for name, at in others if len(frame) == len(table.rows) else ():  # a long form holds all that counts
        cells = pd.Series([name, *map(as_text, table.cells(at))], dtype="object")
        hashed = pd.util.hash_pandas_object(cells, index=False).to_numpy()
        rows = rows * np.uint64(31) + hashed[1:] + hashed[0]
    return hashlib.sha256(np.sort(rows).tobytes()).hexdigest()


def resolve(kind, results, choice=None):
    """Return the results that count, and issues about those that do not.

    Parameters
    ----------
    kind : Kind
        Its key tells which records are the same.
    results : list of Result
        What each file gave, in order of label.
    choice : {"latest", "all"}, optional
        Which of two versions counts: that of the later date, or both.

    Raises
    ------
    P3DNError
        ``files-versions`` when two files hold mostly the same records and nothing says which counts,
        ``versions-unknown`` for another choice.
    """
    if choice not in (None, *CHOICES):
        raise P3DNError("versions-unknown", chosen=choice, known=CHOICES)
    if len(results) < 2:
        return results, []
    results, notes = _without_copies(results)
    ranked = sorted(results, key=_rank, reverse=True)  # stable: of equal rank in order of label
    keys = {one.label: across.keys(kind, one.parts) for one in ranked}
    kept = []
    for one in ranked:
        stronger = next((other for other in kept if _same_list(keys[one.label], keys[other.label])), None)
        if one.counts is False and len(ranked) > 1:
            notes.append(issue(one.label, "", "", "file-not-counted", "info"))
        elif stronger is None or choice == "all" or (one.counts and stronger.counts):
            kept.append(one)
        else:
            notes.append(_older(one, stronger, keys, choice))
    return sorted(kept, key=lambda one: one.label), notes


def _rank(result):
    return (result.counts is not False, result.counts is True, result.dates[-1:], result.records > 0)


def _without_copies(results):
    seen, kept, notes = {}, [], []
    for one in results:
        content = tuple(sorted(part.fingerprint for part in one.parts))
        if one.records and all(content) and content in seen:
            notes.append(issue(one.label, "", "", "file-same-cells", "warn", other=seen[content]))
        else:
            seen[content] = one.label
            kept.append(one)
    return kept, notes


def _same_list(one, other):
    """Tell whether two files are versions of one list: most records of the smaller stand in the other, by any key."""
    for name in one.keys() & other.keys():
        common, smaller = len(one[name].index.intersection(other[name].index)), min(len(one[name]), len(other[name]))
        if smaller and common >= _MOSTLY * smaller:
            return True
    return False


def _older(one, stronger, keys, choice):
    """Return the issue about a version that does not count.

    Raises
    ------
    P3DNError
        ``files-versions`` when neither the reader nor the dates say so.
    """
    figures = _compared(keys[one.label], keys[stronger.label])
    said = stronger.counts and not one.counts
    if not said and not (choice == "latest" and one.dates[-1:] < stronger.dates[-1:]):
        raise P3DNError("files-versions", file=one.label, other=stronger.label, **figures)
    return issue(one.label, "", "", "file-older", "warn", other=stronger.label, **figures)


def _compared(one, other):
    """Return how many records two files share, how many of these differ, and how many only the first has."""
    name = max(one.keys() & other.keys(), key=lambda name: len(one[name].index.intersection(other[name].index)))
    mine, its = one[name], other[name]
    common = mine.index.intersection(its.index)
    differing = int((mine[common] != its[common]).sum())
    return {"common": len(common), "records": len(mine), "differing": differing, "only": len(mine) - len(common)}


def told(results):
    """Return issues about what differs between the files that count: their years, and the measures of a field."""
    results = [one for one in results if one.parts]
    years = {one.label: sorted({day[:4] for day in one.dates}) for one in results if one.dates}
    notes = []
    if len(set(map(tuple, years.values()))) > 1:
        shown = [f"{label}: {'–'.join(dict.fromkeys((found[0], found[-1])))}" for label, found in years.items()]
        notes.append(issue("", "", "", "files-years", "warn", files=shown[:5]))
    rows = [row for one in results for part in one.parts for row in part.columns]
    by_field = itertools.groupby(sorted(rows, key=lambda row: row["field"]), key=lambda row: row["field"])
    for name, found in by_field:
        measures = {(row["unit"], row["factor"]): f"{row['file']}: {row['header']}" for row in found}
        if len(measures) > 1:
            notes.append(issue("", "", "", "files-measures", "info", field=name, headers=list(measures.values())[:5]))
    return notes
