"""What a file is by its first bytes, whatever its name says, and the kinds that hold no table.

A zip can be a workbook of Excel or of LibreOffice, a document, or a zip of files; an OLE container a workbook of Excel
97 or a protected one. Text is what is nothing else: unless it is a page, a server's message or an exchange format such
as JSON, whose words are told instead of read as a table.
"""

import json
import mmap
import re

from p3dn import words
from p3dn.errors import P3DNError
from p3dn.reading import archive, encodings, ole

_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"II*\x00", "image"), (b"MM\x00*", "image"), (b"PAR1", "parquet"), (b"Rar!", "packed"), (b"7z\xbc\xaf", "packed"),
    (b"\x1f\x8b", "packed"), (b"SQLite format 3", "database"), (b"\x00\x01\x00\x00Standard", "database"),
    (b"\x09\x00\x04\x00", "excel_old"), (b"\x09\x02\x06\x00", "excel_old"), (b"\x09\x04\x06\x00", "excel_old"),
)  # fmt: skip
_PACKED = (("word/document.xml", "document"), ("ppt/presentation.xml", "slides"), ("Index/Document.iwa", "numbers"),
           ("Index.zip", "numbers"))  # fmt: skip
_WEB = re.compile(
    rb"<\s*(!--|(!doctype|html|head|body|script|style|meta|table|div|form|center|h\d|p|br|b|\?xml|\w*response|error)\b)",
    re.IGNORECASE,
)
_WORKBOOK_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
_TABLE = re.compile(rb"<(?:\x00)?t(?:\x00)?a(?:\x00)?b(?:\x00)?l(?:\x00)?e\b", re.IGNORECASE)
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*content-type:\s*multipart/related", re.IGNORECASE)
_UNSAFE = re.compile(rb"<!ENTITY")
_SERVER = re.compile(
    r"(http/\d(\.\d)?\s+)?((error|galat|status|kode)\W*)?[45]\d\d\b\W*\D{0,80}$"
    r"|(access|permission) denied|forbidden\b|not found\b|unauthori[sz]ed\b|bad (gateway|request)\b|service unavailable"
    r"|internal server error|gateway time-?out|too many requests|request rejected|session (has )?expired"
    r"|sesi (anda )?(telah )?(berakhir|habis)|akses ditolak|halaman tidak ditemukan|(fatal |parse )?error\s*:",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")


def content(path, head, limits):
    """Return what a file is, ``"xlsx"`` to ``"csv"``, and what was noticed; `head` are its first bytes.

    Raises
    ------
    P3DNError
        ``file-kind`` when it is something that holds no cells, ``file-web-page`` for a server's message,
        ``file-format`` when nothing is known of it, and what `archive.inspect` raises.
    """
    if head.startswith(_ZIP):
        return _zip(path, limits)
    if head.startswith(_OLE):
        return _ole(path, limits), ()
    kind = next((kind for magic, kind in _OTHERS if head.startswith(magic)), None)
    if kind:
        raise P3DNError("file-kind", file=path.name, kind=words.say(f"reading.form_{kind}"))
    return _text(path, head), ()


def _zip(path, limits):
    names = archive.inspect(path, limits)
    known = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb"}
    found = next((kind for part, kind in known.items() if part in names), None)
    if found is None and "content.xml" in names:
        found = _opendocument(path)
    if found:
        macros = any(name.rpartition("/")[2] == "vbaProject.bin" or name.startswith("Basic/") for name in names)
        return found, (("file-macros", {}),) if macros else ()
    if "EncryptedPackage" in names:
        raise P3DNError("file-encrypted", file=path.name)
    kind = next((kind for part, kind in _PACKED if part in names), None)
    kind = kind or ("packed" if any(name.lower().endswith((".xlsx", ".xls", ".csv", ".ods")) for name in names) else "")
    if kind:
        raise P3DNError("file-kind", file=path.name, kind=words.say(f"reading.form_{kind}"))
    raise P3DNError("file-format", file=path.name)


def _opendocument(path):
    manifest = archive.part(path, "META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise P3DNError("file-encrypted", file=path.name)
    kind = archive.part(path, "mimetype")
    if kind and b"spreadsheet" not in kind:
        raise P3DNError("file-kind", file=path.name, kind=words.say("reading.form_document"))
    return "ods"


def _ole(path, limits):
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise P3DNError("file-encrypted", file=path.name)
        if any(data.find(name.encode("utf-16-le")) >= 0 for name in ("Workbook", "Book")):
            _refuse_container(ole.container(data), path, limits)
            return "xls"
        if data.find("WordDocument".encode("utf-16-le")) >= 0:
            raise P3DNError("file-kind", file=path.name, kind=words.say("reading.form_document"))
    raise P3DNError("file-format", file=path.name)


def _refuse_container(book, path, limits):
    """Refuse a container whose chains loop, or whose sheets say that they are larger than memory."""
    if book is None:
        return
    if book.loops:
        raise P3DNError("file-truncated", file=path.name, detail=words.say("reading.damaged_chain"))
    archive.within(ole.cells_stated(book), limits.cells, "cells", path.name)


def _text(path, head):
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else encodings.wide(head)
    plain = head.decode(encoding, "replace").encode() if encoding else head
    plain = plain.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if _MHTML.match(plain):
        return "mhtml"
    if _WORKBOOK_XML.search(plain) and b"<" in plain[:1]:
        return _xml(path)
    if _WEB.match(plain):
        return _page(path, plain)
    if not encoding and (len(_FORBIDDEN.findall(head)) > 0.005 * len(head) or head.count(0) > 0.1 * len(head)):
        raise P3DNError("file-format", file=path.name)
    _refuse_message(path, plain)
    return "csv"


def _xml(path):
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _UNSAFE.search(data):
            raise P3DNError("file-unsafe", file=path.name, detail=words.say("reading.unsafe_entity", part=path.name))
    return "xml"


def _page(path, plain):
    from p3dn.reading.webpages import excerpt

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if _TABLE.search(data):
            return "html"
    raise P3DNError("file-web-page", file=path.name, detail=excerpt(plain))


def _refuse_message(path, plain):
    """Refuse what a server says instead of a table, and JSON, which is another format."""
    if plain[:1] in (b"{", b"["):
        text = path.read_bytes().decode("utf-8-sig", "replace")
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(found, dict) and {"error", "errors", "message", "status", "detail"} & {*map(str.lower, found)}:
            raise P3DNError("file-web-page", file=path.name, detail=" ".join(text.split())[:80])
        raise P3DNError("file-kind", file=path.name, kind=words.say("reading.form_json"))
    lines = plain.decode("utf-8", "replace").split("\n")
    first = lines[0].strip()
    if len(lines) <= 6 and len(plain) < 2000 and _SERVER.match(first) and not re.search(r"[;\t|,]", first):
        raise P3DNError("file-web-page", file=path.name, detail=" ".join(plain.decode("utf-8", "replace").split())[:80])
