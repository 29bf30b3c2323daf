"""The loaders: files of a known kind in, one typed frame out, with a load report behind it.

All loaders work alike. They take a file, a list, a folder or a pattern; find the tables; choose those that fit
one of their kinds of record; and return one frame whose index says where each record stands. What they did is
told by `load_report`.
"""

import pandas as pd

from p3dn import formats, marks, words
from p3dn.errors import P3DNError
from p3dn.reading import dates, kinds, numerals, published, records
from p3dn.reading.files import expand
from p3dn.reading.grid import address
from p3dn.reading.issues import COLUMNS as ISSUE_COLUMNS
from p3dn.reading.issues import issue
from p3dn.reading.report import COUNTS, LoadReport, register
from p3dn.reading.workbook import read

_SKIPPED = ("table-none", "file-empty", "file-web-page", "file-format", "file-truncated", "file-encrypted")
_OPTIONS = """
    Parameters
    ----------
    path : str, path, or list of them
        A file, a folder, a pattern such as ``"data/*.xlsx"``, or a list; an empty list gives an empty frame.
    kind : str, optional
        The kind of record, where a file holds several: {kinds}.
    sheet : str, optional
        The only sheet to read.
    header : int or sequence of int, optional
        The rows of the header as Excel numbers them.
    columns : dict, optional
        What a header means: ``{{"Naker": "tenaga_kerja"}}``.
    unit : dict, optional
        The unit of a field where the header is silent or wrong: ``{{"nilai_investasi": "juta rupiah"}}``.
    decimal : {{",", "."}}, optional
        The decimal mark of numbers written as text.
    keep_personal : bool
        Keep personal data, which are dropped by default.
    lines : dict, optional
        Product lines as `published.read_lines` gives them; the bundled ones by default.
    limits : Limits, optional
        Safety limits, see `p3dn.reading.preflight`.
    executor : concurrent.futures.Executor, optional
        Reads several files side by side.

    Returns
    -------
    DataFrame
        One row per record, index (file, sheet, row); money in rupiah, shares between 0 and 1, codes as text, null
        where nothing is recorded.

    Raises
    ------
    P3DNError
        What `read` raises; ``kind-unknown``, ``kind-several``, ``kind-absent``, ``column-missing``,
        ``column-argument``, ``field-unknown`` or ``header-duplicate``.
"""


def load_sentra(path, **options):
    """Return a register of small industry, one row per IKM."""
    return _load(path, "sentra", **options)


def load_cooperative(path, **options):
    """Return a cooperative's members, deliveries or ledger, one row per record."""
    return _load(path, "cooperative", **options)


def load_procurement(path, **options):
    """Return tenders, e-purchasing orders or a buyer's needs, one row per record."""
    return _load(path, "procurement", **options)


for _loader, _name in (
    (load_sentra, "sentra"),
    (load_cooperative, "cooperative"),
    (load_procurement, "procurement"),
):
    _loader.__doc__ += "\n" + _OPTIONS.format(kinds=", ".join(f"``{name}``" for name in kinds.of_loader(_name)))


def _load(path, loader, *, kind=None, lines=None, executor=None, **options):
    candidates = kinds.of_loader(loader)
    if kind is not None and kind not in candidates:
        raise P3DNError("kind-absent", kind=kind, kinds=_named(candidates))
    chosen = {kind: candidates[kind]} if kind else candidates
    options = records.Options(**{name: value for name, value in options.items() if value is not None})
    _known_fields(options, chosen)
    files, notes = expand(path)
    read_one = _FileReader(tuple(chosen), loader, options, several=len(files) > 1)
    parts = list((executor.map if executor else map)(read_one, files))
    found = {name for name, file_parts, _ in parts for _ in file_parts if name}
    if len(found) > 1:
        raise P3DNError("kind-several", file=", ".join(label for _, label in files), kinds=_named(found))
    final = candidates[found.pop() if found else kind or next(iter(chosen))]
    if files and not any(file_parts for _, file_parts, _ in parts):
        raise P3DNError("kind-absent", kind=final.name, kinds=[])
    return _combine(final, parts, notes, files, lines)


def _named(names):
    """Return kinds as a message lists them: the name that ``kind=`` takes, and what it means."""
    return [f"{name} ({words.label(name)})" for name in sorted(names)]


def _known_fields(options, chosen):
    fields = {name for kind in chosen.values() for name in kind.fields}
    for name in (*options.columns.values(), *options.unit):
        if name not in fields:
            known = ", ".join(sorted(fields))
            raise P3DNError("field-unknown", field=name, kind=", ".join(chosen), fields=known)


class _FileReader:
    """Reads one file of the chosen kinds; a class, so that a process pool can be sent one."""

    def __init__(self, chosen, loader, options, *, several):
        self.chosen, self.loader, self.options, self.several = chosen, loader, options, several

    def __call__(self, file):
        """Return the kind's name, the parts, and issues of one ``(path, label)``."""
        path, label = file
        try:
            return self._read(path, label)
        except P3DNError as error:
            if not self.several or error.code not in _SKIPPED:
                raise
            return None, [], [issue(label, "", "", "file-skipped", "ask", detail=str(error))]

    def _read(self, path, label):
        options = self.options
        book = read(path, sheet=options.sheet, header=options.header, decimal=options.decimal, limits=options.limits)
        candidates = {name: kinds.kinds()[name] for name in self.chosen}
        _known_headers(book, options)
        matches = kinds.best(book.tables, candidates, options.columns)
        fitting = [(table, match) for table, match in zip(book.tables, matches, strict=True) if match]
        names = {match.kind.name for _, match in fitting}
        if len(names) > 1:
            raise P3DNError("kind-several", file=label, kinds=_named(names))
        if not fitting and not self.several:
            raise unfit(book, candidates, label, options.columns)
        noticed = book.notes + ([] if fitting else [_skipped(label, candidates)])
        noticed += _unused(book, matches, label) if fitting else []
        parts = [_part(table, match, options, label) for table, match in fitting]
        if parts:
            noticed += _stated_records(book, parts, label)
        return (names.pop() if names else None), parts, noticed


def _part(table, match, options, label):
    part = records.build(table, match, options, label)
    balance = records.balance_check(table, match)
    if len(balance):
        wrong = balance[~balance["agrees"].astype(bool)]
        part.issues += [
            issue(label, table.sheet, row.cell, "total-differs", "ask", label=str(row.label), header=row.header,
                  stated=row.stated, computed=row.computed, difference=row.stated - row.computed)
            for row in wrong.itertuples()
        ]  # fmt: skip
        part.checks = (
            pd.concat([part.checks, balance.assign(file=label)]) if len(part.checks) else balance.assign(file=label)
        )
    return part


def _unused(book, matches, label):
    """Tell of the tables that fit no kind beside some that do; one on the same sheet may be cut off from it.

    What an export says about itself is no table of it.
    """
    left = [table for table, match in zip(book.tables, matches, strict=True) if not match and table.rows]
    used = {table.sheet for table, match in zip(book.tables, matches, strict=True) if match}
    return [
        issue(label, table.sheet, "", "table-unused", "ask" if table.sheet in used else "warn", range=table.range)
        for table in left
        if "totalrecords" not in map(kinds.fold, table.names)
    ]


def _skipped(label, candidates):
    return issue(label, "", "", "kind-unknown", "ask", kinds=list(candidates), nearest="")


def _known_headers(book, options):
    headers = [name for table in book.tables for name in table.names]
    folded = {kinds.fold(name) for name in headers} | {kinds.fold(name.split(" / ")[-1]) for name in headers}
    for header in options.columns:
        if kinds.fold(header) not in folded:
            raise P3DNError("column-argument", file=book.name, header=header, headers=headers[:40])


def unfit(book, candidates, label, columns=None):
    """Return the error for a file that fits none of the kinds: the column that is missing, or no kind at all."""
    tried = [
        (match.score - 2 * len(match.unmet), table, match)
        for table in book.tables
        for match in (kinds.match(kind, table.names, columns) for kind in candidates.values())
    ]
    _, table, match = max(tried, key=lambda one: one[0])
    if match.score < min(2, len(candidates)):
        return P3DNError("kind-unknown", file=label, sheet=table.sheet, kinds=list(candidates), nearest="")
    fields = [group[0] for group in match.unmet]
    aliases = "; ".join(_spellings(match.kind.fields[name]) for name in fields)
    return P3DNError(
        "column-missing", file=label, sheet=table.sheet, fields=fields, aliases=aliases, field_name=fields[0]
    )


def _spellings(spec):
    """Return a field's label and a few of the headers that mean it."""
    return ", ".join(f"'{text}'" for text in dict.fromkeys([spec.label[formats.language()], *spec.aliases[1:5]]))


def _stated_records(book, parts, label):
    """Compare the count of records that an export states in a sheet of its own with what was read."""
    found = []
    for table in book.tables:
        heads = [kinds.fold(name) for name in table.names]
        if "totalrecords" not in heads or not table.rows:
            continue
        at = heads.index("totalrecords")
        stated, computed = numerals.of_cell(table.cells(at)[0]), sum(len(part.frame) for part in parts)
        cell = address(table.rows[0], table.left + at)
        row = (
            label,
            table.sheet,
            cell,
            table.names[at],
            table.names[at],
            stated,
            float(computed),
            stated == computed,
        )
        check = pd.DataFrame([row], columns=records.CHECK_COLUMNS)
        parts[0].checks = pd.concat([parts[0].checks, check]) if len(parts[0].checks) else check
        if "lastupdated" in heads and (day := dates.parse(table.cells(heads.index("lastupdated"))[0])):
            parts[0].dates = [day]
        if stated != computed:
            found.append(issue(label, table.sheet, cell, "records-stated", "ask", stated=stated, computed=computed))
    return found


def _combine(kind, parts, notes, files, lines):
    flat = [part for _, file_parts, _ in parts for part in file_parts]
    issues = notes + [one for _, _, file_issues in parts for one in file_issues]
    issues += [one for part in flat for one in part.issues]
    frame = pd.concat([part.frame for part in flat]) if flat else records.empty(kind)
    if kind.lines_from:
        frame, told = _with_lines(frame, kind, published.read_lines() if lines is None else lines)
        issues += told
    if any(part.illustrative for part in flat):
        marks.set_illustrative()
    return register(frame, _report(kind, flat, issues, files))


def _report(kind, flat, issues, files):
    used = {part.table["file"] for part in flat}
    seen = {row["field"] for part in flat for row in part.columns}
    days = sorted({day for part in flat for day in part.dates}, key=str)
    checks = [part.checks for part in flat if len(part.checks)]
    aside = [part.set_aside for part in flat if len(part.set_aside)]
    order = {"ask": 0, "warn": 1, "info": 2}
    issues = pd.DataFrame(issues, columns=ISSUE_COLUMNS)
    return LoadReport(
        kind=kind.name,
        counts={key: sum(part.table[key] for part in flat) for key in COUNTS},
        tables=pd.DataFrame([part.table for part in flat]),
        columns=pd.DataFrame(
            [row for part in flat for row in part.columns],
            columns=["field", "header", "column", "unit", "factor", "filled", "records", "file", "sheet"],
        ),
        issues=issues.sort_values("severity", key=lambda one: one.map(order), kind="stable", ignore_index=True),
        set_aside=pd.concat(aside, ignore_index=True) if aside else pd.DataFrame(columns=ISSUE_COLUMNS),
        checks=pd.concat(checks, ignore_index=True) if checks else pd.DataFrame(columns=records.CHECK_COLUMNS),
        illustrative=any(part.illustrative for part in flat),
        dates=tuple(days),
        files={label: path for path, label in files if label in used},
        absent=tuple(name for name, spec in kind.fields.items() if name not in seen and not spec.personal),
    )


def _with_lines(frame, kind, lines):
    """Add product line and family by the words of the product texts; count what matches none or several."""
    texts = frame[list(kind.lines_from)].fillna("").agg(" ".join, axis=1) if len(frame) else pd.Series(dtype="str")
    found = published.assign_lines(texts, lines) if len(frame) else pd.DataFrame({"line": [], "matches": []})
    families = {name: published.family_of(name, lines) for name in lines}
    frame = frame.assign(
        lini_produk=found["line"].to_numpy(), keluarga_produk=found["line"].map(families).to_numpy()
    ).astype({"lini_produk": "str", "keluarga_produk": "str"})
    told = []
    none, several = int(found["matches"].eq(0).sum()), int(found["matches"].gt(1).sum())
    if none and texts.str.strip().any():
        told.append(issue("", "", "", "line-none", "info", count=none, records=len(frame)))
    if several:
        raw = texts[found["matches"].gt(1).to_numpy()].iloc[0].strip()
        told.append(issue("", "", "", "line-several", "ask", count=several, raw=raw))
    return frame, told
