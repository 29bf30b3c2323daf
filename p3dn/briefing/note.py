"""The note: what a director reads of a report, on one page with one page of charts behind it.

It has the shape of a *nota dinas*: basis, subject, analysis, proposal, the direction asked for. Its findings are the
sentences that the notebooks have printed, its charts and its table those that they have saved; the only words of its
own are those that hold it together (``words/note.toml``). Here is decided what stands in it; `note_word`,
`template` and `note_pdf` write it.

Two pages stay two pages whatever the inputs are: texts from outside are cut to a length at a word, and findings are
taken as long as the estimated lines of the first page allow. How many were left out is said.
"""

import math
import unicodedata
from dataclasses import dataclass, replace

from p3dn import words
from p3dn.briefing import columns, excerpt
from p3dn.briefing.cells import names_saved, told
from p3dn.briefing.saved import saved

ROOM, TABLE = 45, 18  # lines of the first page besides its head, its headings and the signature; of its table at most
WIDE, SMALL = 92, 106  # letters in a line of the page, and in one of the smaller print of the table
NUMBER = 0.145  # of the page's width for a column of numbers
LONG = {"basis": 110, "source": 190, "title": 160, "finding": 260, "cell": 70, "head": 45}
LONG |= {"quote": 235, "reason": 170}
SOURCES = 4
HEAD = ("to", "from", "regarding", "enclosures", "handling", "date")  # of a nota dinas; the sender fills in all but one


@dataclass(frozen=True)
class Note:
    """Everything that stands in a note, as text in the reader's language.

    `asks` are the points of the direction asked for; `more` says what was left out; `mark` is empty unless the data
    are illustrative.
    """

    lang: str
    mark: str
    title: str
    basis: str
    sources: list
    main: str
    findings: list
    more: list
    proposal: str
    table: excerpt.Excerpt | None
    asks: list
    charts: list
    quotable: list
    not_quotable: list

    def say(self, key, **values):
        """Return a text of ``words/note.toml`` in the language of the note."""
        return words.say(f"note.{key}", lang=self.lang, **values)

    @property
    def below(self):
        """The lines below the table."""
        return self.table.below(self.lang) if self.table else []

    @property
    def annex(self):
        """The title of the page behind the note, or nothing where nothing stands on it."""
        quotes = self.quotable or self.not_quotable
        key = "annex" if self.charts and quotes else "annex_charts" if self.charts else "annex_quotes"
        return self.say(key) if self.charts or quotes else ""

    @property
    def subject(self):
        """What the note is about; the main finding follows it, where there is one."""
        return self.say("presents" if self.main else "presents_nothing", title=self.title)


def compose(folder, notebooks, *, title, lang, illustrative=False, sources=()):
    """Return the `Note` of a report.

    Parameters
    ----------
    folder : Path
        Folder of the report, filled by `save`.
    notebooks : list
        The executed notebooks.
    title : str
        Title of the pack.
    lang : {"id", "en"}
        Language of the note; the notebooks are in it already.
    illustrative : bool
        Whether the note must be marked.
    sources : list of str
        The sources of the data with their dates.
    """
    found = saved(folder, names_saved(notebooks))
    findings, proposals, unanswered = excerpt.sentences(told(notebooks), lang)
    main, *others = _whole(findings) or [""]
    table = _short(excerpt.excerpt(found, lang))
    note = Note(
        lang=lang,
        mark=words.say("briefing.illustrative", lang=lang) if illustrative else "",
        title=clipped(title, "title"),
        basis=_basis(sources, lang),
        sources=[columns.tidy(source) for source in dict.fromkeys(map(str, sources))],
        main=main,
        findings=others,
        more=[],
        proposal=clipped(proposals[0], "finding") if proposals and table and table.proposes else "",
        table=table,
        asks=_asks(table, unanswered, lang, illustrative=illustrative),
        charts=excerpt.pictures(folder, found),
        quotable=_reasons(excerpt.quotable(found, lang, LONG["quote"])),
        not_quotable=_reasons(excerpt.not_quotable(found, lang, LONG["quote"])),
    )
    return _fitted(note, left=len(findings) - 1, unanswered=unanswered)


def _whole(findings):
    """Return the findings that are short enough to be told whole; where none is, the first, cut."""
    return [text for text in findings if len(text) <= LONG["finding"]] or [
        clipped(text, "finding") for text in findings[:1]
    ]


def clipped(text, kind):
    """Return a text in one line, cut at a word where it is longer than its kind may be.

    >>> clipped("Rem blok", "title"), len(clipped("Rem blok " * 90, "title")) <= LONG["title"]
    ('Rem blok', True)
    """
    text, most = columns.tidy(text), LONG[kind]
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"


def lines(text, wide=WIDE):
    """Return how many lines a text takes at most, with so many letters in a line.

    >>> lines("a" * 92), lines("a" * 93), lines("A" * 92), lines("")
    (1, 2, 2, 0)
    """
    sizes = (2 if unicodedata.east_asian_width(each) in "WF" else 1.3 if each.isupper() else 1 for each in text)
    return math.ceil(sum(sizes) / wide)


def widths(table):
    """Return the share of the page's width that each column of a table gets; they add up to 1."""
    cells = list(zip(table.headings, *table.rows, strict=True))
    weights = [
        0 if number else min(40, max(map(len, column))) + 8 for number, column in zip(table.numeric, cells, strict=True)
    ]
    numbers = sum(table.numeric)
    left = 1 - NUMBER * numbers if any(weights) else 0
    fixed = NUMBER if any(weights) else 1 / numbers
    return [weight / sum(weights) * left if weight else fixed for weight in weights]


def _lines_of_table(table):
    if table is None:
        return 0
    shares = widths(table)
    rows = [
        max(lines(cell, max(1, share * SMALL - 2)) for cell, share in zip(row, shares, strict=True))
        for row in (table.headings, *table.rows)
    ]
    return 2.5 + lines(table.title, SMALL) + 0.77 * (sum(rows) + lines(table.source, SMALL)) + 0.2 * len(rows)


def _short(table):
    """Return the table with texts cut to their lengths."""
    if table is None:
        return None
    texts = {name: clipped(getattr(table, name), name) for name in ("title", "source")}
    rows = [[clipped(each, "cell") for each in row] for row in table.rows]
    headings = [clipped(each, "head") for each in table.headings]
    return _lower(replace(table, **texts, headings=headings, rows=rows), TABLE)


def _lower(table, most):
    """Return the table with as many rows, one at least, as it may take lines."""
    while table is not None and len(table.rows) > 1 and _lines_of_table(table) > most:
        table = replace(table, rows=table.rows[:-1], more=table.more + 1)
    return table


def _reasons(quotes):
    return [replace(each, reason=clipped(each.reason, "reason")) for each in quotes]


def _basis(sources, lang):
    sources = list(dict.fromkeys(map(str, sources)))
    named = [clipped(source, "basis") for source in sources[:SOURCES]]
    if not named:
        return words.say("note.no_data", lang=lang)
    more = len(sources) - len(named)
    return words.say("note.data_more" if more else "note.data", sources="; ".join(named), count=more, lang=lang)


def _asks(table, unanswered, lang, *, illustrative):
    """Return the points of the direction asked for; nobody is asked to use figures that are invented."""
    keys = ["ask_activity" if table is not None and table.proposes else "ask_constraint"]
    keys += (["ask_data"] if unanswered else []) + ([] if illustrative else ["ask_use"])
    *before, last = (words.say(f"note.{key}", lang=lang) for key in keys)
    return [*(f"{each};" for each in before), f"{last}."]


def _fitted(note, *, left, unanswered):
    """Return the note with as many findings as its first page has room for, and with how many were left out."""
    fixed = [note.title, note.mark, note.basis, note.subject, note.main, note.proposal, *note.asks]
    room = ROOM - sum(map(lines, fixed)) - 5  # what is to be filled in, what is left out
    table = _lower(note.table, room)
    room -= _lines_of_table(table)
    shown = []
    for text in note.findings[: excerpt.choice()["findings_most"]]:
        if lines(text) <= room:
            room -= lines(text)
            shown.append(text)
    counts = {"more": left - len(shown), "unanswered": unanswered}
    more = [note.say(key, count=count) for key, count in counts.items() if count > 0]
    return replace(note, table=table, findings=shown, more=more)
