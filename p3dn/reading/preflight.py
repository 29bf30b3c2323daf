"""Step 1: what a file really is, and whether it is safe to open.

Names lie: exports called .xls hold HTML, downloads called .csv hold a server's error page. So the kind of
a file is told by its first bytes. And an engine that opens a hostile or damaged container can take the
whole kernel with it, so what can be seen from outside (size, archive index, declarations) is checked
before any engine sees the file. Nothing is fetched, extracted or run.
"""

import difflib
import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from p3dn import words
from p3dn.errors import P3DNError
from p3dn.reading import archive, signatures

SUFFIXES = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xls": "xls", ".xlsb": "xlsb", ".ods": "ods",
    ".csv": "csv", ".tsv": "csv", ".txt": "csv",
    ".html": "html", ".htm": "html", ".mht": "mhtml", ".mhtml": "mhtml",
}  # fmt: skip
_MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a spreadsheet may cost; raise a limit only for a file whose origin is known."""

    file_bytes: int = 512 * _MIB
    inflated_bytes: int = 2048 * _MIB
    ratio: int = 100
    parts: int = 2000
    cells: int = 32_000_000


@dataclass(frozen=True)
class Source:
    """A file that may be opened: its path, what it is by content, and what was noticed."""

    path: Path
    content: str
    notes: tuple = ()

    @property
    def name(self):
        """Return the file's name, which stands for it in every message."""
        return self.path.name

    def sha256(self):
        """Return the checksum of the file's bytes as 64 hexadecimal digits."""
        return checksum(self.path)


def checksum(path):
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def preflight(path, *, limits=None):
    """Return the `Source` of a file that is what it should be and safe to open.

    Parameters
    ----------
    path : str or path
        A regular file; nothing is fetched from the network.
    limits : Limits, optional
        Limits of size.

    Raises
    ------
    P3DNError
        ``file-argument``, ``file-url``, ``file-missing``, ``file-folder``, ``file-special``, ``file-forbidden``,
        ``file-lock``, ``file-empty``, ``file-too-large``, ``file-truncated``, ``file-encrypted``, ``file-unsafe``,
        ``file-web-page``, ``file-kind`` or ``file-format``.
    """
    limits = limits or Limits()
    path = _regular_file(path, limits)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        content, notes = signatures.content(path, head, limits)
    except OSError as error:
        raise P3DNError("file-forbidden", file=path.name) from error
    suffix = path.suffix.lower()
    if SUFFIXES.get(suffix) != content and (suffix, content) != (".xml", "xml"):
        notes = (("file-extension", {"suffix": path.suffix or "-", "content": content}), *notes)
    return Source(path, content, notes)


def _regular_file(path, limits):
    if not isinstance(path, str | os.PathLike):
        raise P3DNError("file-argument", kind=type(path).__name__)
    if re.match(r"[a-z][a-z0-9+.-]+:/", os.fsdecode(path), re.IGNORECASE):
        raise P3DNError("file-url", file=os.fsdecode(path))
    path = _as_stored(Path(os.fsdecode(path)))
    status = _status(path)
    if stat.S_ISDIR(status.st_mode):
        raise P3DNError("file-folder", file=path.name)
    if not stat.S_ISREG(status.st_mode):
        raise P3DNError("file-special", file=path.name)
    if path.name.startswith("~$") or re.fullmatch(r"\.~lock\..*#", path.name):
        raise P3DNError("file-lock", file=path.name)
    if status.st_size == 0:
        raise P3DNError("file-empty", file=path.name)
    archive.within(status.st_size, limits.file_bytes, "file", path.name)
    return path


def _as_stored(path):
    """Return a path as the disk spells its name: accents are one letter or two, and look the same."""
    try:
        if path.exists():
            return path
        meant = unicodedata.normalize("NFC", path.name)
        same = (entry for entry in path.parent.iterdir() if unicodedata.normalize("NFC", entry.name) == meant)
        return next(same, path)
    except (OSError, ValueError):
        return path


def _status(path):
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise P3DNError("file-missing", file=path.name, hint=nearest(path)) from error
    except PermissionError as error:
        raise P3DNError("file-forbidden", file=path.name) from error
    except (OSError, ValueError) as error:
        raise P3DNError("file-special", file=path.name) from error


def nearest(path):
    """Return the words that name the entry of the folder whose name is most like `path`, or an empty text."""
    try:
        names = {unicodedata.normalize("NFC", entry.name).casefold(): entry.name for entry in path.parent.iterdir()}
    except OSError:
        return ""
    meant = unicodedata.normalize("NFC", path.name).casefold()
    near = difflib.get_close_matches(meant, names, n=1, cutoff=0.6)
    return words.say("problems.file-missing.hint", nearest=names[near[0]]) if near else ""
