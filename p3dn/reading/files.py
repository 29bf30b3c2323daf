"""Which files a loader is given: one, a list, a folder or a pattern.

The order is that of the names, however the files are given, so that the same files give the same frame. A folder
is walked without following links, lock files of Excel are left out, and the same content under two names counts
once. Whatever is left out is told. The answers that p3dn keeps beside a file are no data and never among them.
"""

import glob
import os
import stat
from pathlib import Path

from p3dn.errors import P3DNError
from p3dn.reading.issues import issue
from p3dn.reading.overrides import SUFFIX
from p3dn.reading.preflight import SUFFIXES, checksum

_PATTERN = set("*?[")
_OTHERS = frozenset({".numbers", ".pdf", ".xml"})
_LOCKS = ("~$", ".~lock.")


def expand(paths):
    """Return ``[(path, label)]`` of the files meant, in order of label, and issues about those left out.

    `label` is the file's name, or its path below the common folder where several folders are read.

    Raises
    ------
    P3DNError
        ``folder-empty`` when a folder or a pattern holds no spreadsheet.
    """
    paths = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found, notes = [], []
    for path in paths:
        found += _one(Path(path), notes)
    files, doubles = _distinct(sorted(zip(_labels(found), found, strict=True)))
    told = {(one["file"], one["code"]): one for one in notes}  # a folder may be given twice
    return files, [told[key] for key in sorted(told)] + doubles


def _one(path, notes):
    if path.is_dir():
        inside, others = _walk(path, notes)
    elif _PATTERN & set(str(path)) and not path.exists():
        inside, others = _matching(path, notes), []
    else:
        return [path]
    locks = [one for one in inside if one.name.startswith(_LOCKS)]
    notes += [issue(one.name, "", "", "file-lock", "info") for one in locks]
    if others:
        names = sorted(one.name for one in others)
        notes.append(issue(path.name, "", "", "folder-others", "info", count=len(names), names=names[:5]))
    files = [one for one in inside if one not in locks]
    if not files:
        raise P3DNError("folder-empty", file=path.name)
    return files


def _walk(folder, notes):
    """Return the spreadsheets of a folder and those below, and its other files; links are told, not followed."""
    inside, others = [], []

    def closed(error):
        notes.append(issue(Path(error.filename).name, "", "", "file-forbidden", "ask"))

    for parent, folders, names in os.walk(folder, onerror=closed):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for path in (Path(parent, name) for name in sorted([*links, *names])):
            suffix = path.suffix.lower()
            if path.is_symlink():
                notes.append(issue(path.name, "", "", "file-link", "warn"))
            elif path.name.startswith(_LOCKS) or suffix in SUFFIXES:
                _regular(path, inside, notes)
            elif suffix in _OTHERS:
                notes.append(issue(path.name, "", "", "file-format", "ask"))
            elif not path.name.endswith(SUFFIX) and not path.name.startswith("."):
                others.append(path)
    return inside, others


def _matching(pattern, notes):
    """Return the files that a pattern matches; a folder among them is told of."""
    found = [Path(one) for one in glob.glob(str(pattern), recursive=True)]  # noqa: PTH207 - a pattern may be absolute
    notes += [issue(one.name, "", "", "file-folder", "info") for one in found if one.is_dir()]
    return [one for one in found if not one.is_dir() and not one.name.endswith(SUFFIX)]


def _regular(path, inside, notes):
    """Add a regular file to those inside; a pipe or a device would never end."""
    if stat.S_ISREG(path.stat().st_mode):
        inside.append(path)
    else:
        notes.append(issue(path.name, "", "", "file-special", "warn"))


def _labels(paths):
    paths = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - a link keeps its own name
    if len({path.parent for path in paths}) < 2:
        return [path.name for path in paths]
    try:
        common = os.path.commonpath([path.parent for path in paths])
    except ValueError:  # on two drives
        return [f"{path.parent.name}/{path.name}" for path in paths]
    return [path.relative_to(common).as_posix() for path in paths]


def _distinct(labelled):
    """Return ``[(path, label)]`` without files whose bytes stand under an earlier name, and issues about those."""
    seen, kept, notes = {}, [], []
    for label, path in labelled:
        content = _checksum(path) if len(labelled) > 1 else None
        if content and content in seen:
            notes.append(issue(label, "", "", "file-duplicate", "warn", other=seen[content]))
        else:
            seen[content] = label
            kept.append((path, label))
    return kept, notes


def _checksum(path):
    """Return the checksum of a regular file that can be read, else None: its reader says what is wrong."""
    try:
        return checksum(path) if path.is_file() and path.stat().st_size else None
    except (OSError, ValueError):
        return None
