"""What reading did to a file: the load report of every loaded frame.

The report is kept in a registry under a short id; the frame carries only the id in ``frame.attrs``, because a
larger object there would be copied at every step and break a merge. It counts every row, maps every field to
its header, lists what needs a person, and compares stated totals. It shows itself as a compact table in
Jupyter and as text elsewhere; texts of rows that were set aside may be personal and are never shown, only
their cells.
"""

import html
import itertools
import re
from dataclasses import dataclass, field

import pandas as pd

from p3dn import formats, marks, words
from p3dn.errors import P3DNError
from p3dn.words import Sentence

COUNTS = ("rows_read", "rows_kept", "rows_total", "rows_set_aside", "rows_blank")
_KEY = "p3dn"
_reports = {}
_ids = itertools.count(1)
_SHOWN = 12
_WORD = re.compile(r"[^\W\d_]{4}")


@dataclass
class LoadReport:
    """Everything that reading found out about the files behind one frame.

    Attributes
    ----------
    kind : str
        Kind of record.
    counts : dict
        Conservation counts over all tables: ``rows_read = rows_kept + rows_total + rows_set_aside + rows_blank``.
    tables : DataFrame
        One row per table: file, sheet, range, title and its counts.
    columns : DataFrame
        One row per field: header, column letters, unit, factor, values filled, records, and what was decided for the
        whole column with the counts behind it (``decided``, a sentence).
    issues, set_aside : DataFrame
        ``file, sheet, cell, code, severity, text, reason, remedy``; severity is ``ask`` (needs a person), ``warn``
        or ``info``.
    checks : DataFrame
        Stated figures beside computed ones.
    absent : tuple
        Fields of the kind that no file has.
    illustrative : bool
        Whether any table says that its figures are invented.
    dates : tuple
        The data's own dates: dates or years as text.
    """

    kind: str
    counts: dict
    tables: pd.DataFrame
    columns: pd.DataFrame
    issues: pd.DataFrame
    set_aside: pd.DataFrame
    checks: pd.DataFrame
    illustrative: bool = False
    dates: tuple = ()
    files: dict = field(default_factory=dict)
    absent: tuple = ()

    @property
    def source(self):
        """Return the source line of a chart: the files and the data's own date, in the reader's language."""
        if not self.files:
            return words.say("reading.source_none")
        key = "reading.source" if self.dates else "reading.source_undated"
        return words.say(key, files=", ".join(self.files), date=self.as_of)

    @property
    def as_of(self):
        """Return the data's own date or period in words; never today's."""
        shown = [formats.date(one) if not isinstance(one, str) else one for one in self.dates]
        if not shown:
            return ""
        return shown[0] if len(shown) == 1 else f"{shown[0]}–{shown[-1]}"

    def unit(self, field):
        """Return the unit of a field; None where no file states it, or where files state different ones."""
        stated = set(self.columns.loc[self.columns["field"].eq(field), "unit"])
        return stated.pop() if len(stated) == 1 and all(isinstance(one, str) for one in stated) else None

    def needs_person(self):
        """Return the issues that a person has to decide."""
        return self.issues[self.issues["severity"].eq("ask")]

    def __repr__(self):
        """Return the report as text."""
        lines = [self._heading(), self._conservation()]
        lines += [f"  {self._column_line(row)}" for row in self.columns.itertuples()]
        lines += [f"  {line}" for line in self._notes()]
        return "\n".join(lines)

    def _repr_html_(self):
        """Return the report as a compact table."""
        head = "".join(
            f'<th scope="col">{html.escape(words.say(f"reading.{key}"))}</th>'
            for key in ("field", "header", "column", "unit", "filled", "decided")
        )
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in self._column_cells(row)) + "</tr>"
            for row in self.columns.itertuples()
        )
        notes = "".join(f"<li>{html.escape(line)}</li>" for line in self._notes())
        return (
            f'<div class="p3dn-report"><p><strong>{html.escape(self._heading())}</strong><br>'
            f"{html.escape(self._conservation())}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<ul>{notes}</ul></div>"
        )

    def _heading(self):
        return words.say("reading.heading", kind=self.kind, source=self.source)

    def _conservation(self):
        return words.say("reading.conservation", **self.counts)

    def _column_cells(self, row):
        factor = "" if row.factor == 1 else f" × {formats.number(row.factor)}"
        unit = (words.unit(row.unit) if isinstance(row.unit, str) else formats.MISSING) + factor
        filled = f"{formats.number(row.filled)}/{formats.number(row.records)}"
        return words.label(row.field), row.header, row.column, unit, filled, str(row.decided)

    def _column_line(self, row):
        name, header, column, *facts = self._column_cells(row)
        return f"{name} ← {header} ({column}); {'; '.join(filter(None, facts))}"

    def _notes(self):
        """Return what else is told, a line each: fields that are absent, checks, rows set aside, issues."""
        lines = [words.say("reading.absent", fields=self.absent)] if self.absent and self.files else []
        if len(self.checks):
            lines.append(words.say("reading.checks", agree=int(self.checks["agrees"].sum()), checks=len(self.checks)))
        if len(self.set_aside):
            cells = [f"{row.sheet}!{row.cell}" for row in self.set_aside.itertuples()]
            lines.append(words.say("reading.aside", count=len(cells), cells=", ".join(cells[:_SHOWN])))
        if marks.is_published():  # an issue quotes the cell that it is about
            return [*lines, words.say("reading.published", count=len(self.issues))] if len(self.issues) else lines
        issues = [issue_line(row._replace(reason=_quiet(row.reason))) for row in self.issues.itertuples()]
        hidden = len(issues) - _SHOWN
        return lines + issues[:_SHOWN] + ([words.say("reading.more", count=hidden)] if hidden > 0 else [])


def _quiet(reason):
    """Return a reason without the words of the cell that it quotes: in a column of figures they may name a person.

    A notebook keeps what it shows; the whole text stands in ``.issues`` and in ``p3dn check``.
    """
    if isinstance(reason, Sentence) and _WORD.search(str(reason.values.get("raw", ""))):
        return Sentence(reason.key, reason.values | {"raw": "…"})
    return reason


def issue_line(row):
    """Return one issue as a line: place, reason and, where a person is needed, the remedy."""
    place = " › ".join(part for part in (row.file, row.sheet, row.cell) if part)
    mend = f" {words.say('problems.remedy')}: {row.remedy}." if row.severity == "ask" else ""
    return f"{place + ': ' if place else ''}{row.reason}.{mend} [{row.code}]"


def register(frame, report):
    """Tie a report to a frame and return the frame."""
    name = f"r{next(_ids)}"
    _reports[name] = report
    frame.attrs[_KEY] = name
    return frame


def sources(*frames):
    """Return the source line of a chart that is drawn from several loaded frames; those without a file are left out."""
    lines = dict.fromkeys(load_report(frame).source for frame in frames if load_report(frame).files)
    return "; ".join(lines) or words.say("reading.source_none")


def origin(*frames):
    """Return the data's own date (the latest, as ISO text; None where none is known) and the source line of frames.

    It is meant for a frame of findings: ``findings.assign(**p3dn.origin(register))``.
    """
    days = [str(day) for frame in frames for day in load_report(frame).dates]
    return {"as_of": max(days, default=None), "source": sources(*frames)}


def load_report(frame):
    """Return the `LoadReport` of a frame as a loader returned it.

    Raises
    ------
    P3DNError
        ``report-unknown`` when the frame no longer knows its own: merged, concatenated, aggregated or made by hand.
    """
    report = _reports.get(frame.attrs.get(_KEY))
    if report is None or list(frame.index.names)[:3] != ["file", "sheet", "row"] or not frame.index.is_unique:
        raise P3DNError("report-unknown")
    return report
