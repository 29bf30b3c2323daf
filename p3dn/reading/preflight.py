"""Step 1: what a file really is, and whether it is safe to open.

Names lie: exports called .xls hold HTML, downloads called .csv hold a server's error page. So the kind of
a file is told by its first bytes. And an engine that opens a hostile or damaged container can take the
whole kernel with it, so what can be seen from outside (size, archive index, declarations) is checked
before any engine sees the file. Nothing is fetched, extracted or run.
"""

import difflib
import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from p3dn import words
from p3dn.errors import P3DNError
from p3dn.reading import archive

SUFFIXES = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".csv": "csv", ".tsv": "csv", ".txt": "csv"}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = re.compile(
    rb"<\s*(!--|(!doctype|html|head|body|script|style|meta|table|div|\?xml|\w*response|error)\b)", re.IGNORECASE
)
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
        with self.path.open("rb") as file:
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
        ``file-url``, ``file-missing``, ``file-folder``, ``file-special``, ``file-forbidden``, ``file-lock``,
        ``file-empty``, ``file-too-large``, ``file-truncated``, ``file-encrypted``, ``file-unsafe``,
        ``file-web-page`` or ``file-format``.
    """
    limits = limits or Limits()
    path = _regular_file(path, limits)
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise P3DNError("file-forbidden", file=path.name) from error
    content = _content(path, head, limits)
    expected = SUFFIXES.get(path.suffix.lower())
    notes = () if expected == content else (("file-extension", {"suffix": path.suffix or "-", "content": content}),)
    return Source(path, content, notes)


def _regular_file(path, limits):
    if re.match(r"[a-z][a-z0-9+.-]+://", str(path), re.IGNORECASE):
        raise P3DNError("file-url", file=str(path))
    path = Path(path)
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise P3DNError("file-missing", file=path.name, hint=_nearest(path)) from error
    except (OSError, ValueError) as error:
        raise P3DNError("file-special", file=path.name) from error
    if stat.S_ISDIR(status.st_mode):
        raise P3DNError("file-folder", file=path.name)
    if not stat.S_ISREG(status.st_mode):
        raise P3DNError("file-special", file=path.name)
    if path.name.startswith("~$"):
        raise P3DNError("file-lock", file=path.name)
    if status.st_size == 0:
        raise P3DNError("file-empty", file=path.name)
    archive.within(status.st_size, limits.file_bytes, "file", path.name)
    return path


def _nearest(path):
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.6)
    return words.say("problems.file-missing.hint", nearest=near[0]) if near else ""


def _content(path, head, limits):
    if head.startswith(_ZIP):
        return _zip_content(path, limits)
    if head.startswith(_OLE):
        return _ole_content(path)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "csv"
    if _WEB.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise P3DNError("file-web-page", file=path.name, detail=_excerpt(head))
    if b"\x00" in head:
        raise P3DNError("file-format", file=path.name)
    return "csv"


def _zip_content(path, limits):
    names = archive.inspect(path, limits)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "EncryptedPackage" in names:
        raise P3DNError("file-encrypted", file=path.name)
    raise P3DNError("file-format", file=path.name)


def _ole_content(path):
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise P3DNError("file-encrypted", file=path.name)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise P3DNError("file-format", file=path.name)


def _excerpt(head):
    text = re.sub(r"<[^>]*>", " ", head.decode("utf-8", "replace"))
    return " ".join(text.split())[:80] or "HTML"
