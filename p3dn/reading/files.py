"""Which files a loader is given: one, a list, a folder or a pattern.

The order is always the same, whatever the file system says; lock files of Excel are left out, and the same
content under two names counts once. Both are told.
"""

import glob
import os
from pathlib import Path

from p3dn.errors import P3DNError
from p3dn.reading.issues import issue
from p3dn.reading.preflight import SUFFIXES, preflight

_PATTERN = set("*?[")
_OTHERS = frozenset({".numbers", ".pdf", ".xml"})


def expand(paths):
    """Return ``[(path, label)]`` of the files meant, in a fixed order, and issues about those left out.

    `label` is the file's name, or its path below the common folder where several folders are read.

    Raises
    ------
    P3DNError
        ``folder-empty`` when a folder or a pattern holds no spreadsheet, and what `preflight` raises.
    """
    paths = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found, notes = [], []
    for path in paths:
        found += _one(path, notes)
    labels = _labels(found)
    return _distinct(found, labels, notes) if len(found) > 1 else (list(zip(found, labels, strict=True)), notes)


def _one(path, notes):
    path = Path(path)
    if path.is_dir():
        everything = sorted(one for one in path.rglob("*") if one.is_file())
        inside = [one for one in everything if one.suffix.lower() in SUFFIXES]
        others = [one for one in everything if one.suffix.lower() in _OTHERS]
        notes += [issue(one.name, "", "", "file-format", "ask") for one in others]
    elif _PATTERN & set(str(path)) and not path.exists():
        inside = sorted(Path(one) for one in glob.glob(str(path), recursive=True))  # noqa: PTH207 - a pattern may be absolute
    else:
        return [path]
    locks = [one for one in inside if one.name.startswith("~$")]
    notes += [issue(one.name, "", "", "file-lock", "info") for one in locks]
    files = [one for one in inside if one not in locks]
    if not files:
        raise P3DNError("folder-empty", file=path.name)
    return files


def _labels(paths):
    if len({path.parent for path in paths}) < 2:
        return [path.name for path in paths]
    common = os.path.commonpath([path.resolve().parent for path in paths])
    return [path.resolve().relative_to(common).as_posix() for path in paths]


def _distinct(paths, labels, notes):
    seen, kept = {}, []
    for path, label in zip(paths, labels, strict=True):
        checksum = preflight(path).sha256()
        if checksum in seen:
            notes.append(issue(label, "", "", "file-duplicate", "warn", other=seen[checksum]))
        else:
            seen[checksum] = label
            kept.append((path, label))
    return kept, notes
