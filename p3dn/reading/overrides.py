"""Answers that stay: what a person has said about a file, kept in a small text file beside it.

A guess about a file can be set by an argument of the reader. What is said once on the command line is written to
``<name of the file>.p3dn.toml``, and every later reading of that file uses it and says so. An argument that is
given wins over the answer that is kept. An answer that no longer fits its file is an error, never ignored.
"""

import functools
import inspect
import json
import os
import tomllib
from pathlib import Path

from p3dn.errors import P3DNError
from p3dn.reading import issues
from p3dn.reading.answers import OVERRIDES
from p3dn.words import Sentence

SUFFIX = ".p3dn.toml"
_HEAD = (
    "# Jawaban tentang berkas di sampingnya; p3dn memakainya setiap kali berkas itu dibaca. Boleh disunting.\n"
    "# Answers about the file beside this one; p3dn uses them whenever it reads that file. They may be edited.\n"
)


# The errors that a kept answer causes when the file has changed.
_OUTDATED = {
    "sheet-missing": ("sheet",),
    "header-argument": ("header",),
    "range-argument": ("range",),
    "totals-argument": ("totals",),
    "column-argument": ("columns",),
    "field-unknown": ("columns", "unit"),
    "unit-unknown": ("unit",),
    "decimal-unknown": ("decimal",),
    "decimal-column": ("decimal",),
}


def beside(path):
    """Return the path of the answers about a file.

    >>> beside("data/Data IKM.xlsx").name
    'Data IKM.xlsx.p3dn.toml'
    """
    path = Path(path)
    return path.with_name(path.name + SUFFIX)


def _is_there(path):
    """Tell whether a path is a file; one that the disk cannot even name is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def kept(path):
    """Return the answers that are kept about a file, by the name of the argument.

    Raises
    ------
    P3DNError
        ``overrides-malformed`` when the file of answers is no TOML, ``overrides-key`` when it holds an unknown key
        or a value of another shape.
    """
    if not isinstance(path, str | os.PathLike) or not Path(path).name or not _is_there(beside(path)):
        return {}
    place = beside(path)
    try:
        found = tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise P3DNError("overrides-malformed", file=place.name, detail=str(error)) from None
    for key, value in found.items():
        if key not in OVERRIDES or not OVERRIDES[key][1].holds(value):
            raise P3DNError("overrides-key", file=place.name, entry=key, known=list(OVERRIDES))
    return found


def settled(path, given, names=None):
    """Return the arguments for a file, those given and else those kept beside it, and what was taken from there.

    Parameters
    ----------
    path : str or path
        The file.
    given : dict
        The arguments that are given; None counts as not given.
    names : set of str, optional
        The arguments that matter here; by default all that can be kept.

    Returns
    -------
    tuple
        The arguments, and the kept ones among them: ``{name: value}``.
    """
    given = {name: value for name, value in given.items() if value is not None}
    used = {}
    for name, value in kept(path).items():
        if names is not None and name not in names:
            continue
        said = given.get(name)
        if isinstance(value, dict) and isinstance(said, dict):
            used[name] = {key: one for key, one in value.items() if key not in said}
        elif said is None:
            used[name] = value
    used = {name: value for name, value in used.items() if value != {}}
    merged = {
        name: value | given[name] if isinstance(value, dict) and name in given else value
        for name, value in used.items()
    }
    return given | merged, used


def told(path, used, label=None):
    """Return the issue that says which kept answers were used, in a list; empty when none was."""
    shown = [
        f"{key}={json.dumps(one, ensure_ascii=False)}"
        for name, value in sorted(used.items())
        for key, one in (
            [(f"{name}.{part}", it) for part, it in value.items()] if isinstance(value, dict) else [(name, value)]
        )
    ]
    if not shown:
        return []
    return [
        issues.issue(label or Path(path).name, "", "", "overrides-used", "info", place=beside(path).name, used=shown)
    ]


def outdated(error, path, used):
    """Return the error to raise: another one where a kept answer has caused it."""
    keys = [key for key in _OUTDATED.get(error.code, ()) if key in used]
    if not keys:
        return error
    detail = Sentence(f"problems.{error.code}", error.values)
    return P3DNError("overrides-outdated", file=beside(path).name, entry=", ".join(keys), detail=detail)


def with_kept(read):
    """Make a function that reads one file into a `Workbook` use the answers that are kept beside the file."""
    names = set(inspect.signature(read).parameters) & set(OVERRIDES)

    @functools.wraps(read)
    def reading(path, **given):
        arguments, used = settled(path, given, names)
        try:
            book = read(path, **arguments)
        except P3DNError as error:
            raise outdated(error, path, used) from None
        book.notes += told(path, used)
        return book

    return reading


def keep(path, answers):
    """Add answers to those kept beside a file; return the name of that file."""
    before = kept(path)
    for name, value in answers.items():
        both = isinstance(value, dict) and isinstance(before.get(name), dict)
        before[name] = before[name] | value if both else value
    return replace(path, before)


def replace(path, answers):
    """Let these be all the answers beside a file, at once or not at all; without any, there is no such file."""
    place = beside(path)
    if not answers:
        forget(path)
        return place.name
    scratch = place.with_name(f".{os.getpid()}{SUFFIX}")
    try:
        scratch.write_text(_as_toml(answers), encoding="utf-8", newline="\n")
        scratch.replace(place)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise P3DNError("overrides-unwritable", file=place.name) from error
    return place.name


def forget(path):
    """Remove the answers that are kept about a file; tell whether there were any."""
    place = beside(path)
    there = place.is_file()
    try:
        place.unlink(missing_ok=True)
    except OSError as error:
        raise P3DNError("overrides-unwritable", file=place.name) from error
    return there


def _as_toml(answers):
    """Return answers as TOML: keys in order, tables last."""
    plain = [f"{key} = {_value(value)}" for key, value in sorted(answers.items()) if not isinstance(value, dict)]
    tables = [
        f"\n[{key}]\n" + "".join(f"{_value(name)} = {_value(one)}\n" for name, one in sorted(value.items()))
        for key, value in sorted(answers.items())
        if isinstance(value, dict)
    ]
    return _HEAD + "".join(f"{line}\n" for line in plain) + "".join(tables)


def _value(value):
    """Return a value as TOML writes it, which for texts, numbers, lists of numbers and truth is what JSON writes."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
