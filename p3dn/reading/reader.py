"""One file of the chosen kinds: its tables matched, its records built, and what that told.

A table that fits no kind is told of and never guessed at. Among several files, one that is no table at all is
left out with a note; alone it is an error. The reader is a class, so that a process pool can be sent one.
"""

import inspect
from dataclasses import dataclass, field

import pandas as pd

from p3dn import formats, words
from p3dn.errors import P3DNError
from p3dn.reading import dates, kinds, numerals, overrides, records, trade, versions
from p3dn.reading.grid import address
from p3dn.reading.issues import issue
from p3dn.reading.table_issues import differing
from p3dn.reading.workbook import read
from p3dn.words import Sentence

_READ = frozenset(inspect.signature(read).parameters)
_read_as_said = read.__wrapped__  # the answers that are kept beside a file are settled here, with those of its records
_SKIPPED = ("table-none", "file-empty", "file-web-page", "file-format", "file-truncated", "file-encrypted")


def named(names):
    """Return kinds as a message lists them: the name that ``kind=`` takes, and what it means."""
    return [f"{name} ({words.label(name)})" for name in sorted(names)]


@dataclass
class Result:
    """What one file gave: its kind and parts, what was told, and whether the reader says that it counts."""

    path: object
    label: str
    kind: str | None = None
    parts: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    counts: bool | None = None

    @property
    def records(self):
        """Return the number of records."""
        return sum(len(part.frame) for part in self.parts)

    @property
    def dates(self):
        """Return the data's own dates as texts, which sort as the dates do."""
        return sorted({str(day) for part in self.parts for day in part.dates})


class FileReader:
    """Reads one file of the chosen kinds; a class, so that a process pool can be sent one."""

    def __init__(self, chosen, said, *, several):
        self.chosen, self.said, self.several = chosen, said, several

    def __call__(self, file):
        """Return the `Result` of one ``(path, label)``."""
        path, label = file
        try:
            return self._with_kept(path, label)
        except P3DNError as error:
            if not self.several or error.code not in _SKIPPED:
                raise
            detail = Sentence(f"problems.{error.code}", error.values)
            return Result(path, label, issues=[issue(label, "", "", "file-skipped", "ask", detail=detail)])

    def _with_kept(self, path, label):
        arguments, used = overrides.settled(path, self.said)
        try:
            used = _of_kinds(used, self.chosen)
            arguments |= {name: self.said.get(name, {}) | used.get(name, {}) for name in ("columns", "unit")}
            counts = arguments.pop("counts", None)
            result = self._read(path, label, records.Options(**arguments))
        except P3DNError as error:
            raise overrides.outdated(error, path, used) from None
        result.issues += overrides.told(path, used, label)
        result.counts = counts
        return result

    def _read(self, path, label, options):
        book = _read_as_said(path, **{name: value for name, value in vars(options).items() if name in _READ})
        candidates = {name: kinds.kinds()[name] for name in self.chosen}
        _known_headers(book, options)
        matches = kinds.best(book.tables, candidates, options.columns)
        fitting = [(table, match) for table, match in zip(book.tables, matches, strict=True) if match]
        names = {match.kind.name for _, match in fitting}
        if len(names) > 1:
            raise P3DNError("kind-several", file=label, kinds=named(names))
        if not fitting and not self.several:
            raise unfit(book, candidates, label, options.columns)
        noticed = book.notes + ([] if fitting else [_skipped(label, candidates)])
        noticed += _unused(book, matches, label) if fitting else []
        parts = [_part(table, match, options, label) for table, match in fitting]
        if self.several:
            for part, (table, match) in zip(parts, fitting, strict=True):
                part.fingerprint = versions.fingerprint(part.frame, table, match)
        if parts:
            noticed += _stated_records(book, parts, label)
        return Result(path, label, names.pop() if names else None, parts, noticed)


def recognise(path, candidates=None):
    """Return the `Workbook` of a file and the names of the kinds that it holds, with what is kept beside it.

    Raises
    ------
    P3DNError
        What `read` raises, and ``overrides-outdated``.
    """
    candidates = kinds.kinds() if candidates is None else candidates
    book, used = read(path), overrides.kept(path)
    try:
        options = records.Options(columns=_of_kinds(used, kinds.kinds()).get("columns", {}))
        _known_headers(book, options)
    except P3DNError as error:
        raise overrides.outdated(error, path, used) from None
    return book, sorted({match.kind.name for match in kinds.best(book.tables, candidates, options.columns) if match})


def _of_kinds(used, chosen):
    """Return the kept answers that concern the chosen kinds; a file may hold tables of other kinds too.

    Raises
    ------
    P3DNError
        ``field-unknown`` when an answer names a field that no kind has.
    """
    fields = {name for kind in chosen for name in kinds.kinds()[kind].fields}
    anywhere = {name for kind in kinds.kinds().values() for name in kind.fields}
    columns, unit = used.get("columns", {}), used.get("unit", {})
    for name in (*columns.values(), *unit):
        if name not in anywhere:
            raise P3DNError("field-unknown", field=name, kind=", ".join(chosen), fields=", ".join(sorted(fields)))
    narrowed = used | {
        "columns": {header: name for header, name in columns.items() if name in fields},
        "unit": {name: value for name, value in unit.items() if name in fields},
    }
    return {name: value for name, value in narrowed.items() if value != {}}


def _part(table, match, options, label):
    part = (trade if match.kind.name == "trade" else records).build(table, match, options, label)
    balance = records.balance_check(table, match)
    if len(balance):
        part.issues += differing(label, table.sheet, balance.assign(label=balance["label"].map(str)))
        part.add_checks(balance.assign(file=label))
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
        if "totalrecords" not in map(kinds.fold, table.heads)
    ]


def _skipped(label, candidates):
    return issue(label, "", "", "kind-unknown", "ask", kinds=list(candidates), nearest="")


def _known_headers(book, options):
    headers = [name for table in book.tables for name in table.heads]
    folded = {kinds.fold(name) for name in headers} | {kinds.fold(name.split(" / ")[-1]) for name in headers}
    for header in options.columns:
        if kinds.fold(header) not in folded:
            raise P3DNError("column-argument", file=book.name, header=header, headers=headers[:40])


def unfit(book, candidates, label, columns=None):
    """Return the error for a file that fits none of the kinds: the column that is missing, or no kind at all."""
    tried = [
        (match.score - 2 * len(match.unmet), table, match)
        for table in book.tables
        for match in (kinds.match(kind, table.heads, columns, table.holds_figures) for kind in candidates.values())
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
        heads = [kinds.fold(name) for name in table.heads]
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
        parts[0].add_checks(check)
        if "lastupdated" in heads and (day := dates.parse(table.cells(heads.index("lastupdated"))[0])):
            parts[0].dates = [day]
        if stated != computed:
            found.append(issue(label, table.sheet, cell, "records-stated", "ask", stated=stated, computed=computed))
    return found
