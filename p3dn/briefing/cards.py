"""A page about one product line, drawn: finding, figures, method, exclusions, assumptions, what is missing.

The content comes from elsewhere and is only set here, as text for a notebook that is tested and as HTML for a reader.
Everything that came from a file is escaped; nothing is computed.
"""

import html
from dataclasses import dataclass

import pandas as pd

from p3dn import marks, words
from p3dn.briefing.gaps import Gap
from p3dn.briefing.tables import markup, table


@dataclass(frozen=True, repr=False)
class Page:
    """A page: title, and blocks of a heading with lines of text or a `Table`."""

    title: str
    blocks: list
    source: str = ""

    @property
    def heading(self):
        """The title, with the mark of illustrative data where it is on."""
        return f"{marks.TEXT} – {self.title}" if marks.is_illustrative() else self.title

    @property
    def below(self):
        """The line under the page: where its numbers come from."""
        return words.say("briefing.source", text=self.source) if self.source else ""

    def __repr__(self):
        """Return the page as plain text, the same in every run."""
        parts = [self.heading]
        for heading, content in self.blocks:
            lines = [f"- {line}" for line in content] if isinstance(content, list) else [repr(content)]
            parts += ["", *([heading] if isinstance(content, list) else []), *lines]
        return "\n".join([*parts, "", self.below] if self.below else parts)

    def _repr_html_(self):
        parts = [f"<h3>{html.escape(self.heading)}</h3>"]
        for heading, content in self.blocks:
            if isinstance(content, list):
                items = "".join(f"<li>{html.escape(line)}</li>" for line in content)
                parts.append(f"<h4>{html.escape(heading)}</h4>\n<ul>{items}</ul>")
            else:
                parts.append(markup(*content.cells(), title=content.heading, under=content.records))
        if self.below:
            parts.append(f"<p>{html.escape(self.below)}</p>")
        return "\n".join(parts)


def card(content, *, source=""):
    """Return the page of a product line.

    Parameters
    ----------
    content : Card
        What `p3dn.substitution.card` returns: ``finding``, ``figures``, ``method``, ``exclusions``, ``assumptions``
        and ``missing``; an empty frame where there is nothing to show.
    source : Sentence or str
        Where the numbers come from.

    Returns
    -------
    Page or Gap
    """
    if isinstance(content, pd.DataFrame):
        return Gap.of(content)
    frames = {name: getattr(content, name) for name in ("figures", "assumptions", "missing")}
    shown = {
        name: table(frame.dropna(axis="columns", how="all"), title=words.say(f"briefing.card.{name}"))
        for name, frame in frames.items()
        if len(frame)
    }
    texts = {name: [str(line) for line in getattr(content, name)] for name in ("method", "exclusions")}
    order = ("figures", "method", "exclusions", "assumptions", "missing")
    found = shown | {name: lines for name, lines in texts.items() if lines}
    blocks = [(words.say(f"briefing.card.{name}"), found[name]) for name in order if name in found]
    return Page(str(content.finding), blocks, str(source))
