"""What stands in the place of a chart or a table that the inputs cannot fill.

An analyst's file rarely answers every question. An empty frame says in ``attrs["needs"]`` which fields were
missing, joined by commas; what is shown instead of a picture is the sentence that asks for them. In a version that may
leave the house, what would show single firms is left out, and the sentence says that.
"""

import html
from dataclasses import dataclass

from p3dn import marks, words


@dataclass(frozen=True, repr=False)
class Gap:
    """A question that cannot be answered: the fields that would answer it, or the rule by which it is withheld."""

    needs: tuple = ()
    withheld: str = ""

    @classmethod
    def of(cls, frame):
        """Return the gap that an empty frame stands for."""
        if marks.WITHHELD in frame.attrs or marks.WITHHELD in frame:
            return cls(withheld=frame.attrs.get(marks.WITHHELD, "threshold"))
        stated = str(frame.attrs.get("needs") or "")
        return cls(tuple(name.strip() for name in stated.split(",") if name.strip()))

    def __repr__(self):
        """Return the sentence that says what is missing."""
        if self.withheld:
            return words.say("gaps.withheld")
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
