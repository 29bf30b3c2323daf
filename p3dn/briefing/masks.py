"""Number formats with which an office program writes a value as the picture does.

The cell behind a native chart holds the number itself, 24444000000; its format writes Rp24,44 miliar. So a label that
is edited stays true: it follows the cell. The format is derived from the text that stands in the picture, so that the
two cannot differ: as many decimals, the same scale word, the same unit. A comma after the digits divides by a thousand.

Whether a decimal is set off by a comma or a point is decided by the program of whoever opens the file; the language
mark in front of the format asks for the one of the pack.
"""

import re

from p3dn import formats

MARKS = {"id": "[$-421]", "en": "[$-409]"}
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_COMMAS = {1e12: ",,,,", 1e9: ",,,", 1e6: ",,"}
_SCALED = ("rp", "usd")


def mask(written, form, *, lang=None):
    """Return the number format that writes a value as `written`.

    >>> mask("Rp24,44 miliar", "rp")
    '[$-421]"Rp"#,##0.00,,," miliar"'
    >>> mask("45,6%", "pct"), mask("1.250 ton", "n"), mask("belum diketahui", "n")
    ('[$-421]#,##0.0%', '[$-421]#,##0" ton"', '"belum diketahui"')
    """
    found = _NUMBER.search(written)
    if not found:
        return _literal(written)
    lang = formats.language(lang)
    _, _, decimals = found[0].partition("," if lang == "id" else ".")
    before, after = written[: found.start()].lstrip("-"), written[found.end() :]
    percent = "%" if form == "pct" and after.startswith("%") else ""
    digits = "#,##0" + (f".{'0' * len(decimals)}" if decimals else "") + _commas(after, form, lang) + percent
    return MARKS[lang] + _literal(before) + digits + _literal(after.removeprefix(percent))


def _commas(after, form, lang):
    """Return the commas that scale a number down to what stands before a scale word."""
    word = after.strip().split("/")[0].split(" ")[0].split(",")[0]
    scales = {words[lang]: size for size, words in formats.SCALES} if form in _SCALED else {}
    return _COMMAS.get(scales.get(word), "")


def _literal(text):
    return '"{}"'.format(text.replace('"', "”")) if text else ""
