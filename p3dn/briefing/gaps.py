"""What stands in the place of a chart or a table that the inputs cannot fill.

An analyst's file rarely answers every question. An empty frame says in ``attrs["needs"]`` which fields were
missing, joined by commas; what is shown instead of a picture is the sentence that asks for them.
"""

import html
from dataclasses import dataclass

from p3dn import words


@dataclass(frozen=True, repr=False)
class Gap:
    """A question that cannot be answered yet, and the fields that would answer it."""

    needs: tuple = ()

    @classmethod
    def of(cls, frame):
        """Return the gap that an empty frame stands for."""
        stated = str(frame.attrs.get("needs") or "")
        return cls(tuple(name.strip() for name in stated.split(",") if name.strip()))

    def __repr__(self):
        """Return the sentence that says what is missing."""
        return words.say("gaps.needs", columns=self.needs) if self.needs else words.say("gaps.nothing")

    def _repr_html_(self):
        return f'<p class="p3dn-gap">{html.escape(repr(self))}</p>'


def tells(text, *, lang=None):
    """Tell whether a text is the sentence that a question cannot be answered.

    >>> tells(repr(Gap(("produksi",)))), tells(repr(Gap())), tells("Rp24,44 miliar belum dapat dijawab")
    (True, True, False)
    """
    before, after = words.say("gaps.needs", columns=["\0"], lang=lang).split("\0")
    return text == words.say("gaps.nothing", lang=lang) or (text.startswith(before) and text.endswith(after))
