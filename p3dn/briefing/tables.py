"""Tables: a frame with the words that make it readable on its own.

A table keeps the numbers as they are and shows them as readers write them: labels with units above, numbers to the
right, a dash where nothing is recorded. Whatever a cell holds is text for the reader and never markup. It shows
itself the same way in every run, in a notebook and in a test.
"""

import html
from dataclasses import dataclass

import pandas as pd

from p3dn import marks, words
from p3dn.briefing import columns as shown
from p3dn.briefing.figure import counted
from p3dn.briefing.gaps import Gap

SHOWN = 40  # rows on the page; the saved table and the workbook have them all


def table(frame, *, title, source="", note="", records=None, columns=None):
    """Return a frame as a `Table` with its words, or a `Gap` when the frame is empty.

    Parameters
    ----------
    frame : DataFrame
        Tidy; an index with names becomes columns, any other is left out.
    title, source, note : Sentence or str
        What the table says, where its numbers come from, what the reader must know.
    records : str or int, optional
        Number of records behind the table.
    columns : list of str, optional
        The columns to show, in this order; all by default.

    Returns
    -------
    Table or Gap

    Raises
    ------
    P3DNError
        ``frame-column`` when a column is missing.
    """
    if not len(frame):
        return Gap.of(frame)
    if marks.is_published() and {"file", "row"} <= set(frame.index.names):
        return Gap(withheld="record")
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    whole = frame.reset_index(level=named) if named else frame
    chosen = list(whole.columns) if columns is None else list(columns)
    shown.require(whole, *chosen)
    chosen += [marks.WITHHELD] if marks.WITHHELD in whole and marks.WITHHELD not in chosen else []
    return Table(whole[chosen].reset_index(drop=True), str(title), str(source), str(note), counted(records))


@dataclass(frozen=True, repr=False)
class Table:
    """A frame with title, source, note and number of records; `name` is set once it is saved."""

    frame: pd.DataFrame
    title: str
    source: str = ""
    note: str = ""
    records: str = ""
    name: str = ""

    @property
    def heading(self):
        """The title, with the mark of illustrative data where it is on."""
        return f"{marks.TEXT} – {self.title}" if marks.is_illustrative() else self.title

    @property
    def below(self):
        """The lines under the table: what is left out here, the note, the source."""
        more = len(self.frame) - SHOWN
        return [
            *([words.say("briefing.rows_more", count=more)] if more > 0 else []),
            *([words.say("briefing.withheld")] if marks.WITHHELD in self.frame else []),
            *([self.note] if self.note else []),
            *([words.say("briefing.source", text=self.source)] if self.source else []),
        ]

    def cells(self, limit=SHOWN):
        """Return headings, rows as shown, and for each column whether it holds numbers."""
        forms = {name: shown.form(self.frame, name) for name in self.frame.columns}
        rows = shown.crossed(self.frame).head(limit).to_dict("records")
        texts = [[shown.write(row[name], form) for name, form in forms.items()] for row in rows]
        numeric = [form != "text" and pd.api.types.is_numeric_dtype(self.frame[name]) for name, form in forms.items()]
        return [shown.heading(name) for name in forms], texts, numeric

    def __repr__(self):
        """Return the table as plain text, the same in every run."""
        headings, rows, numeric = self.cells()
        lines = [headings, *rows]
        widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
        top = [self.heading] + ([self.records] if self.records else [])
        body = [_padded(line, widths, numeric) for line in lines]
        body.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join([*top, *body, *self.below])

    def _repr_html_(self):
        return markup(*self.cells(), title=self.heading, under=self.records, below=self.below, name=self.name)


def _padded(line, widths, numeric):
    cells = zip(line, widths, numeric, strict=True)
    return "  ".join(text.rjust(width) if right else text.ljust(width) for text, width, right in cells).rstrip()


def markup(headings, rows, numeric, *, title, under="", below=(), name=""):
    """Return an HTML table of texts: everything escaped, headers with their scope, numbers to the right."""
    caption = f"<strong>{html.escape(title)}</strong>" + (f"<br>{html.escape(under)}" if under else "")
    head = "".join(_cell("th", text, right, ' scope="col"') for text, right in zip(headings, numeric, strict=True))
    body = "\n".join(f"<tr>{_row(row, numeric)}</tr>" for row in rows)
    feet = "".join(
        f'<tr><td colspan="{len(headings)}" style="text-align:left">{html.escape(t)}</td></tr>' for t in below
    )
    named = f' data-name="{html.escape(name)}"' if name else ""
    return (
        f'<table class="p3dn"{named}>\n<caption style="text-align:left">{caption}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n"
        + (f"<tfoot>{feet}</tfoot>\n" if feet else "")
        + "</table>"
    )


def _row(row, numeric):
    """Return the cells of a row; its first cell is its header, unless that is a number."""
    first = "td" if numeric[0] else "th"
    scope = "" if numeric[0] else ' scope="row"'
    cells = [_cell(first, row[0], numeric[0], scope)]
    return "".join(cells + [_cell("td", text, right) for text, right in zip(row[1:], numeric[1:], strict=True)])


def _cell(tag, text, right, scope=""):
    return f'<{tag}{scope} style="text-align:{"right" if right else "left"}">{html.escape(text)}</{tag}>'
