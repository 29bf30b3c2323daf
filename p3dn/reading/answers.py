"""What a person can answer about a file: every argument that can be kept, and the command that answers a question.

A new argument is one line in `OVERRIDES`: its name, its option on the command line and its shape. A question that
an argument answers is one line in `ANSWERS`, and `p3dn check` then shows the command, ready to copy.
"""

import os
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from p3dn.errors import P3DNError


@dataclass(frozen=True)
class Shape:
    """What an answer looks like: how a text of the command line is read, and which values are of this shape."""

    parse: Callable
    holds: Callable


def _pair(text):
    name, equals, value = text.rpartition("=")
    if not (equals and name.strip() and value.strip()):
        raise ValueError(text)
    return {name.strip(): value.strip()}


def _mark(text):
    """Return a decimal mark, for the whole file or, as in ``harga=.``, for one column."""
    value = _pair(text) if "=" in text else text
    if not MARK.holds(value):
        raise ValueError(text)
    return value


def _is_text(value):
    return isinstance(value, str)


def _is_rows(value):
    return all(type(row) is int for row in (value if isinstance(value, list) else [value]))


def _is_pairs(value):
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


TEXT = Shape(str, _is_text)
ROWS = Shape(lambda text: [int(row) for row in text.split(",")], _is_rows)
PAIRS = Shape(_pair, _is_pairs)
MARK = Shape(_mark, lambda value: all(one in (",", ".") for one in (value.values() if _is_pairs(value) else [value])))
YES_NO = Shape(
    lambda text: {"yes": True, "ya": True, "no": False, "tidak": False}[text], lambda value: type(value) is bool
)

# Every argument that can be kept: its name in the library and in the file, its option, its shape.
OVERRIDES = {
    "sheet": ("--sheet", TEXT),
    "header": ("--header", ROWS),
    "range": ("--range", TEXT),
    "totals": ("--totals", ROWS),
    "columns": ("--column", PAIRS),
    "unit": ("--unit", PAIRS),
    "decimal": ("--decimal", MARK),
    "counts": ("--counts", YES_NO),
}
# What answers an issue or an error: the argument, and the answers one of which is right, with the message's values.
ANSWERS = {
    "number-ambiguous": ("decimal", ("{header}=,", "{header}=.")),
    "number-mixed": ("decimal", ("{header}=,", "{header}=.")),
    "share-mixed": ("unit", ("{field}=%", "{field}=pecahan")),
    "column-missing": ("columns", ("…={field_name}",)),
    "header-blank": ("columns", ("{name}=…",)),
    "files-versions": ("counts", ("no",)),
    "trade-unit": ("unit", ("nilai=US$", "nilai=ribu US$")),
}


def parse(name, texts):
    """Return the value of an answer as it is given on the command line.

    >>> parse("header", ["2,3"]), parse("columns", ["Naker=tenaga_kerja", "Kap=produksi"])
    ([2, 3], {'Naker': 'tenaga_kerja', 'Kap': 'produksi'})
    """
    option, shape = OVERRIDES[name]
    try:
        values = [shape.parse(text) for text in texts]
    except (ValueError, KeyError):
        raise P3DNError("overrides-argument", option=option, given=", ".join(texts)) from None
    if all(isinstance(one, dict) for one in values):
        return {key: value for one in values for key, value in one.items()}
    return values[-1]


def commands(path, code, values):
    """Return the command lines one of which answers an issue or an error about a file; none where none does."""
    name, texts = ANSWERS.get(code, ("", ()))
    return [command(path, name, text.format_map(values)) for text in texts]


def command(path, name, text):
    """Return the command line that keeps an answer about a file, as it can be copied to a shell."""
    words = ["p3dn", "check", str(path), OVERRIDES[name][0], text]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
