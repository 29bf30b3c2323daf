"""Whether what is drawn and written here must carry DATA ILUSTRATIF, and whether it may leave the house.

The mark fails safe. A file says in itself that it is illustrative; whoever reads such a file calls
`set_illustrative`, and from then on everything this process draws or writes is marked. A report, which
decides from all its inputs at once, tells its notebooks through ``P3DN_ILLUSTRATIVE=1``. Nothing
takes the mark off again within a process.

In a version that may leave the house, a figure that would give one firm away is withheld. A frame says so itself: the
figure is null, and the row's column ``withheld`` names the figure's column and the rule.
"""

import os

TEXT = "DATA ILUSTRATIF"
WITHHELD, CROSS = "withheld", "x"  # the column that tells what is withheld, and what a reader sees in its place
_state = {"illustrative": False}


def set_illustrative():
    """Mark everything that this process draws and writes from now on."""
    _state["illustrative"] = True


def is_illustrative():
    """Tell whether the mark is on, by this process or by the report that started it."""
    return _state["illustrative"] or os.environ.get("P3DN_ILLUSTRATIVE") == "1"


def is_published():
    """Tell whether what is made here may leave the house, so that figures that give a firm away are withheld.

    A report with ``--publish`` tells its notebooks through ``P3DN_PUBLISH=1``.
    """
    return os.environ.get("P3DN_PUBLISH") == "1"


def withheld_any(frame):
    """Tell whether any figure of a frame is withheld."""
    return WITHHELD in frame and any(frame[WITHHELD])


def told(frame):
    """Return ``["withheld"]`` for a frame that withholds something, else ``[]``."""
    return [WITHHELD] if withheld_any(frame) else []


def hidden(frame, column):
    """Return for each row whether its figure in a column is withheld; a frame without the column withholds nothing."""
    said = frame[WITHHELD] if WITHHELD in frame else [""] * len(frame)
    return [column in withheld(text if isinstance(text, str) else "") for text in said]


def withheld(text):
    """Return which columns of a row are withheld and by which rule, from what its column ``withheld`` says.

    >>> withheld("output:threshold,idle:complementary"), withheld("")
    ({'output': 'threshold', 'idle': 'complementary'}, {})
    """
    return dict(part.rsplit(":", 1) for part in text.split(",")) if text else {}
