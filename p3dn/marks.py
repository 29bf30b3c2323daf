"""Whether what is drawn and written here must carry DATA ILUSTRATIF.

The mark fails safe. A file says in itself that it is illustrative; whoever reads such a file calls
`set_illustrative`, and from then on everything this process draws or writes is marked. A report, which
decides from all its inputs at once, tells its notebooks through ``P3DN_ILLUSTRATIVE=1``. Nothing
takes the mark off again within a process.
"""

import os

TEXT = "DATA ILUSTRATIF"
_state = {"illustrative": False}


def set_illustrative():
    """Mark everything that this process draws and writes from now on."""
    _state["illustrative"] = True


def is_illustrative():
    """Tell whether the mark is on, by this process or by the report that started it."""
    return _state["illustrative"] or os.environ.get("P3DN_ILLUSTRATIVE") == "1"
