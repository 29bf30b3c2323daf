"""What a note takes from a report: some findings, two charts, one table, a few quotations.

A report holds more than two pages can. What comes first is data (``note_choice.toml``), by the names under which
notebooks save, so that the choice holds for any inputs: a chart or table that is not there is passed over. Nothing is
computed and no sentence is cut in the middle of what it claims: what may be quoted is taken whole or not at all.
"""

import fnmatch
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from p3dn import marks, words
from p3dn.briefing import columns, gaps

LEGIBLE = 0.7  # a picture higher than this share of its width is too small to read beside another one


@dataclass(frozen=True)
class Picture:
    """A saved chart: its picture (PNG), the same drawn (SVG), its alternative text, height / width."""

    name: str
    png: bytes
    svg: bytes
    alt: str
    ratio: float


@dataclass(frozen=True)
class Excerpt:
    """Some rows and columns of a saved table, as shown; `more` rows are left out, `proposes` if it is the proposals."""

    title: str
    proposes: bool
    headings: list
    rows: list
    numeric: list
    more: int
    source: str

    def below(self, lang):
        """Return the lines below the table: how many rows are left out, and the source."""
        more, source = self.more, self.source
        return [
            *([words.say("briefing.rows_more", count=more, lang=lang)] if more else []),
            *([words.say("briefing.source", text=source, lang=lang)] if source else []),
        ]


@dataclass(frozen=True)
class Quote:
    """A sentence about a published figure, and why it may or may not be quoted."""

    text: str
    reason: str


@cache
def choice():
    """Return what a note takes, in order of preference, from ``note_choice.toml``."""
    text = resources.files("p3dn.briefing").joinpath("note_choice.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def in_order(things, patterns, name):
    """Return the things whose name fits a pattern, by the first that fits; equals keep their order.

    >>> in_order(["06-a", "05-b", "05-a", "07"], ["05-a", "05-*", "06-*"], str)
    ['05-a', '05-b', '06-a']
    """
    places = [
        next((at for at, pattern in enumerate(patterns) if fnmatch.fnmatchcase(name(thing), pattern)), None)
        for thing in things
    ]
    found = [(place, at) for at, place in enumerate(places) if place is not None]
    return [things[at] for _, at in sorted(found)]


def sentences(told, lang):
    """Return ``(findings, proposals, unanswered)``: two lists in order of preference, and how many have no answer.

    `told` are names with sentences; those that lead the proposals stand apart.
    """
    answered = [(name, columns.tidy(text)) for name, text in told if not gaps.tells(text, lang=lang)]
    ordered = in_order(answered, choice()["findings"], lambda each: each[0])
    proposal = choice()["proposal"]
    findings = [text for name, text in ordered if name != proposal]
    return findings, [text for name, text in ordered if name == proposal], len(told) - len(answered)


def pictures(folder, found, count=2):
    """Return charts in order of preference; those too high to be read at half a page come last."""
    charts = in_order([each for each in found if each.chart], choice()["charts"], lambda each: each.name)
    drawn = [_picture(folder / "charts", each) for each in charts]
    return sorted(drawn, key=lambda each: each.ratio > LEGIBLE)[:count]


def _picture(folder, chart):
    png, svg = ((folder / f"{chart.name}.{kind}").read_bytes() for kind in ("png", "svg"))
    wide, high = (int.from_bytes(png[at : at + 4]) for at in (16, 20))  # where the header of a PNG states them
    return Picture(chart.name, png, svg, columns.tidy(chart.stated["alt"]), high / wide)


def excerpt(found, lang):
    """Return the table of a note, or None when there is none to show."""
    tables = {each.name: each for each in found if not each.chart}
    for wanted in choice()["tables"]:
        table = tables.get(wanted["name"])
        shown = [name for name in wanted["columns"] if table and name in _names(table)]
        if len(shown) > 1 and table.rows:
            return _excerpt(table, shown, wanted, lang)
    return None


def _names(table):
    return [column["name"] for column in table.stated["columns"]]


def _excerpt(table, shown, wanted, lang):
    at, about = {name: place for place, name in enumerate(_names(table))}, table.stated["columns"]
    rows, title = table.rows, columns.tidy(table.stated["title"])
    if wanted.get("known") in at:
        rows = [row for row in rows if row[at[wanted["known"]]] is not None] or rows
    if wanted.get("same") in at:
        place = at[wanted["same"]]
        rows = [row for row in rows if row[place] == rows[0][place]]
        title += f" ({columns.write(rows[0][place], about[place]['format'], lang=lang)})"
    chosen = [about[at[name]] for name in shown]
    texts = [
        [columns.write(row[at[column["name"]]], column["format"], lang=lang) for column in chosen]
        for row in rows[: wanted["rows"]]
    ]
    numeric = [column["numeric"] and column["format"] != "text" for column in chosen]
    title = f"{marks.TEXT} – {title}" if table.stated["illustrative"] else title
    headings, proposes = [_heading(column) for column in chosen], table.name == choice()["proposal"]
    more, source = len(table.rows) - len(texts), columns.tidy(table.stated["source"])
    return Excerpt(title, proposes, headings, texts, numeric, more, source)


def _heading(column):
    unit = "" if column["format"] in ("rp", "pct") else column["unit"]
    return columns.tidy(column["label"] + (f" ({unit})" if unit else ""))


def quotable(found, lang, longest):
    """Return what may be quoted: one sentence of each table in turn, none longer than `longest`.

    Why is said only where there is a condition.
    """
    freely = words.label("quote_yes", lang=lang)
    tables = in_order([each for each in found if not each.chart], choice()["quotable"], lambda each: each.name)
    parts = [[each for each in _quotes(table, "quote", lang) if len(each.text) <= longest] for table in tables]
    turns = max(map(len, parts), default=0)
    chosen = [part[turn] for turn in range(turns) for part in parts if turn < len(part)][: choice()["quotes"]]
    return [Quote(each.text, "" if each.reason == freely else each.reason) for each in chosen]


def not_quotable(found, lang, longest):
    """Return what may not be quoted, one sentence for each topic, none longer than `longest`, with the reason."""
    chosen = {}
    for table in found:
        if table.name == choice()["not_quotable"] and not table.chart:
            topics = [row[_names(table).index("topic")] if "topic" in _names(table) else None for row in table.rows]
            for topic, quote in zip(topics, _quotes(table, "reason", lang), strict=True):
                if len(quote.text) <= longest:
                    chosen.setdefault(topic, quote)
    return list(chosen.values())[: choice()["quotes"]]


def _quotes(table, reason, lang):
    """Return the sentences of a table, each with the text of another column."""
    names, told = _names(table), ("sentence", reason)
    if "sentence" not in names:
        return []
    texts = [
        [columns.write(row[names.index(each)], "text", lang=lang) if each in names else "" for each in told]
        for row in table.rows
    ]
    return [Quote(*pair) for pair in texts]
