"""From the parts of all files to one frame and its load report.

What each file told comes first, then what its tables told, then what the records mean together; the report puts
what needs a person on top.
"""

import pandas as pd

from p3dn import marks
from p3dn.reading import across, published, records, versions
from p3dn.reading.issues import COLUMNS as ISSUE_COLUMNS
from p3dn.reading.issues import issue, ranked
from p3dn.reading.kinds import fold
from p3dn.reading.report import COUNTS, LoadReport, register


def combine(kind, results, notes, lines):
    """Return the frame of a kind from what each file gave, with its report registered.

    Parameters
    ----------
    kind : Kind
        The kind of all records.
    results : list of Result
        The files that count, in order of label.
    notes : list of dict
        Issues about the files, those that do not count among them.
    lines : dict or None
        Product lines, see `published.read_lines`.
    """
    flat = [part for one in results for part in one.parts]
    issues = notes + versions.told(results) + [told for one in results for told in one.issues]
    issues += [one for part in flat for one in part.issues]
    frame = pd.concat([part.frame for part in flat]) if flat else records.empty(kind)
    issues += across.issues(kind, frame, [row for part in flat for row in part.columns])
    if kind.lines_from:
        frame, told = _with_lines(frame, kind, published.read_lines() if lines is None else lines)
        issues += told
    if any(part.illustrative for part in flat):
        marks.set_illustrative()
    files = {one.label: one.path for one in results if one.parts}
    return register(frame, _report(kind, flat, issues, files))


def _report(kind, flat, issues, files):
    seen = {row["field"] for part in flat for row in part.columns}
    days = sorted({day for part in flat for day in part.dates}, key=str)
    checks = [part.checks for part in flat if len(part.checks)]
    aside = [part.set_aside for part in flat if len(part.set_aside)]
    return LoadReport(
        kind=kind.name,
        counts={key: sum(part.table[key] for part in flat) for key in COUNTS},
        tables=pd.DataFrame([part.table for part in flat]),
        columns=pd.DataFrame(
            [row for part in flat for row in part.columns],
            columns=["field", "header", "column", "unit", "factor", "filled", "records", "file", "sheet", "decided"],
        ).fillna({"decided": ""}),
        issues=ranked(issues),
        set_aside=pd.concat(aside, ignore_index=True) if aside else pd.DataFrame(columns=ISSUE_COLUMNS),
        checks=pd.concat(checks, ignore_index=True) if checks else pd.DataFrame(columns=records.CHECK_COLUMNS),
        illustrative=any(part.illustrative for part in flat),
        dates=tuple(days),
        files=files,
        absent=tuple(name for name, spec in kind.fields.items() if name not in seen and not spec.personal),
    )


def _with_lines(frame, kind, lines):
    """Add product line and family by the words of the product texts; count what matches none or several.

    A line that the record itself names, by its label or slug, comes before the words.
    """
    plain = frame.reset_index(drop=True)  # a MultiIndex is copied whenever a column is taken
    first, *others = (plain[name].fillna("") for name in kind.lines_from)
    texts = first.str.cat(others, sep=" ") if others else first
    found = published.assign_lines(texts, lines) if len(frame) else pd.DataFrame({"line": [], "matches": []})
    if "lini_produk" in kind.fields:
        slugs = published.slugs_by_name(lines)
        named = plain["lini_produk"].map(lambda text: slugs.get(fold(text)), na_action="ignore").astype("str")
        found = pd.DataFrame({"line": named.fillna(found["line"]), "matches": found["matches"].mask(named.notna(), 1)})
    families = {name: published.family_of(name, lines) for name in lines}
    family = found["line"].map(families).astype("str")
    frame = frame.assign(lini_produk=found["line"].astype("str").array, keluarga_produk=family.array)
    told = []
    none, several = int(found["matches"].eq(0).sum()), int(found["matches"].gt(1).sum())
    if none and texts.str.strip().any():
        told.append(issue("", "", "", "line-none", "info", count=none, records=len(frame)))
    if several:
        raw = texts[found["matches"].gt(1).to_numpy()].iloc[0].strip()
        told.append(issue("", "", "", "line-several", "ask", count=several, raw=raw))
    return frame, told
