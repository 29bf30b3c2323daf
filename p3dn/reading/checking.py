"""What `p3dn check` says: what a file holds, what it can answer, what needs a person, and how to answer that.

A file alone is shown in full; one among many is a line, with what needs a person below it. Each question that an
argument of the reader can answer comes with the command that answers it once and for all.
"""

from dataclasses import dataclass, field
from pathlib import Path

from p3dn import words
from p3dn.errors import P3DNError
from p3dn.reading import answers, kinds
from p3dn.reading.loaders import load_kind
from p3dn.reading.once import once
from p3dn.reading.questions import answerable
from p3dn.reading.reader import recognise, unfit
from p3dn.reading.report import issue_line, load_report


@dataclass
class Checked:
    """One file as it was checked: whether it can be used as it is, its kinds with their records, and what to say."""

    path: object
    usable: bool = True
    kinds: dict = field(default_factory=dict)
    full: list = field(default_factory=list)
    asks: list = field(default_factory=list)
    error: P3DNError | None = None

    @property
    def summary(self):
        """Return the file as one line."""
        if self.error:
            return str(self.error)
        held = [words.say("cli.holds", kind=kind, records=count) for kind, count in self.kinds.items()]
        asked = words.say("cli.asks", count=len(self.asks)) if self.asks else words.say("cli.asks_none")
        return words.say("cli.summary", file=Path(self.path).name, held="; ".join(held) or "–", asked=asked)


@once()
def check(path, judges=None):
    """Return the `Checked` of one file; whatever is wrong with it is told and not raised.

    `judges` are functions by kind that raise what speaks against records that could be read: an input of a scenario
    that cannot be true.
    """
    found = Checked(path)
    try:
        book, names = recognise(path)
        found.full.append(repr(book))
        for name in names:
            _load(found, name, (judges or {}).get(name))
        if not names:
            found.usable = False
            _unknown(found, book)
    except P3DNError as error:
        found.usable, found.error = False, error
        found.full += [str(error), *_commands(path, error.code, error.values)]
    return found


def _load(found, name, judge):
    frame = load_kind(name, found.path)
    report = load_report(frame)
    found.kinds[name] = len(frame)
    answered = words.say("cli.answers", questions=answerable(frame) or ["–"])
    found.full += ["  " + line for line in [*repr(report).splitlines(), answered]]
    for row in report.needs_person().itertuples():
        found.usable = False
        lines = _commands(found.path, row.code, row.reason.values)
        found.asks.append([issue_line(row), *lines])
        found.full += lines
    if judge:
        judge(frame)


def _unknown(found, book):
    """Say that no table is of a known kind and, where one is nearly so, which column is missing."""
    error = unfit(book, kinds.kinds(), book.name)
    lines = [words.say("cli.unknown_kind")]
    if error.code == "column-missing":
        lines += [str(error), *_commands(found.path, error.code, error.values)]
    found.asks.append(lines)
    found.full += ["  " + line for line in lines]


def _commands(path, code, values):
    return [words.say("cli.answer", command=line) for line in answers.commands(path, code, values)]


def together(files):
    """Return lines about files that must not be added up; ``files`` are several `Checked`."""
    lines = []
    for kind in sorted({kind for one in files for kind in one.kinds}):
        paths = [one.path for one in files if kind in one.kinds]
        try:
            if len(paths) > 1:
                load_kind(kind, paths)
        except P3DNError as error:
            older = next((path for path in paths if str(path).endswith(error.file or "")), paths[0])
            lines += [str(error), *_commands(older, error.code, error.values)]
    return lines
