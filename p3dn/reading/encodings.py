"""From bytes to text: which encoding a file without a label is in.

A byte-order mark decides; without one, the zeros of UTF-16 are seen at every other place, then UTF-8 is taken if it
fits (other encodings hardly ever do), then Windows' western code page, which is told. Text that was decoded wrongly
before it was saved ('CafÃ©') is shown, not repaired.
"""

import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LEADS = re.compile("[\u00c2\u00c3\u00e2]\\S+")  # what the first byte of two or three in UTF-8 is in cp1252
_SHARE = 0.3
_HEAD = 4096


def decode(data):
    """Return text and what was noticed: ``(code, values)``.

    >>> decode("Café".encode("cp1252"))
    ('Café', [('file-encoding', {'encoding': 'cp1252'})])
    """
    text, notes = _decode(data)
    if "\x00" in text:
        notes.append(("text-nul", {"count": text.count("\x00")}))
        text = text.replace("\x00", "")
    found = next((found for found in _LEADS.finditer(text) if _is_garbled(found[0])), None)
    if found:
        word = text[max(found.start() - 20, 0) : found.end()].split()[-1]
        notes.append(("text-garbled", {"raw": word[:40]}))
    return text, notes


def _is_garbled(word):
    """Tell whether a word becomes another one when its letters are read as bytes of UTF-8."""
    try:
        return word.encode("cp1252").decode("utf-8") != word
    except UnicodeError:
        return False


def _decode(data):
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or wide(data)
    if encoding:
        return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), [("file-encoding", {"encoding": "cp1252"})]


def wide(data):
    """Return the encoding of UTF-16 text without a byte-order mark, or None: every other byte is mostly zero.

    >>> wide("nama".encode("utf-16-le")), wide(b"nama")
    ('utf-16-le', None)
    """
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    most, least, encoding = (odd, even, "utf-16-le") if odd > even else (even, odd, "utf-16-be")
    return encoding if most > _SHARE * len(head) / 2 and least * 10 <= most else None
