"""Every word an analyst reads, in both languages, from ``words/*.toml``.

A key is ``file.entry`` or ``file.entry.part``; an entry holds ``id`` and ``en``. A text may hold
values with a format: ``{x}`` as it is (a known name is shown by its label), ``{x:n}`` a number,
``{x:rp}`` rupiah with a scale word, ``{x:rp0}`` to the rupiah, ``{x:usd}`` US$, ``{x:pct}`` a fraction as percent,
``{x:date}``, ``{x:list}`` several names joined by commas; ``{x:unit}`` and ``{x:units}`` units of measure; ``{x:raw}``
and ``{x:raws}`` show texts of a file as they stand, even where they happen to be known names.

A `Sentence` is a key with its values: analysis returns it, and it turns into text only where it is
shown, in the language of the reader. Names that come from data files (product lines, fields of a
record kind) are added with `add_names`, so that a table shows "Komponen kereta api" where the data
say ``komponen_kereta_api``.
"""

import functools
import string
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from p3dn import formats

_names = {}


@dataclass(frozen=True)
class Sentence:
    """A text that is still free of language: a key of `say` and its values.

    >>> str(Sentence("problems.file-empty"))
    'berkas kosong (0 byte)'
    """

    key: str
    values: dict = field(default_factory=dict)

    def __str__(self):
        """Return the text in the language in force."""
        return say(self.key, **self.values)

    def __repr__(self):
        """Return the text, so that a notebook shows the sentence itself."""
        return str(self)


def say(key, *, lang=None, **values):
    """Return the text of `key` in the reader's language, with `values` put in and formatted.

    Raises ``KeyError`` when the key does not exist: that is a slip of the programmer, and a test
    finds it.

    >>> say("problems.file-empty", lang="en")
    'the file is empty (0 bytes)'
    """
    return _Formatter(formats.language(lang)).vformat(_entry(key)[formats.language(lang)], (), values)


def label(name, *, lang=None):
    """Return the label of a column, field, product line or other known name; else the name itself.

    >>> label("share"), label("share", lang="en"), label("CV Contoh")
    ('Pangsa', 'Share', 'CV Contoh')
    """
    if isinstance(name, Sentence):
        return say(name.key, lang=lang, **name.values)
    return about(name).get(formats.language(lang), str(name))


def unit(name, *, lang=None):
    """Return a unit of measure as it is shown, a compound part by part; a unit that no table knows stays as it is.

    >>> unit("bulan", lang="en"), unit("buah/tahun"), unit("Rp/buah", lang="en"), unit("kodi besar")
    ('months', 'buah per tahun', 'Rp per piece', 'kodi besar')
    """
    units, lang = _file("units"), formats.language(lang)
    if name in units:
        return units[name][lang]
    whole, *per = str(name).split("/")
    if per and (whole in units or units.keys() >= set(per)):
        singular = {"id": "id", "en": "one"}[lang]
        return " per ".join(
            [unit(whole, lang=lang), *(units[part][singular] if part in units else part for part in per)]
        )
    return str(name) if "format" in about(name) else label(name, lang=lang)


def labels(names, *, lang=None):
    """Return the labels of names joined by commas; a text of which one part is no known name stays as it is.

    >>> labels("share,line"), labels("share,CV Contoh")
    ('Pangsa, Lini produk', 'share,CV Contoh')
    """
    parts = names.split(",") if isinstance(names, str) else []
    known = len(parts) > 1 and all(about(part) for part in parts)
    return ", ".join(label(part, lang=lang) for part in parts) if known else label(names, lang=lang)


def about(name):
    """Return all that is known of a name: ``id``, ``en``, and for a column ``format`` and ``unit``; else nothing."""
    return _file("columns").get(name, {}) | _names.get(name, {})


def prose(lang):
    """Return the prose of the notebooks in a language by the id of the cell; nothing in the language it is in.

    >>> prose("en")["02-02"], prose("id")
    ('## Loading', {})
    """
    return _file("prose").get(lang, {})


def add_names(names):
    """Make labels known: ``{name: {"id": ..., "en": ...}}``, for a column also its ``format``."""
    _names.update(names)


_LISTS = {"list": label, "units": unit, "raws": lambda item, lang: str(item)}  # noqa: ARG005 - as it stands in any


class _Formatter(string.Formatter):
    def __init__(self, lang):
        self.lang = lang

    def format_field(self, value, spec):
        writers = {
            "n": formats.number,
            "rp": formats.rupiah,
            "rp0": formats.rupiah_full,
            "pct": formats.percent,
            "usd": formats.dollars,
            "date": formats.date,
        }
        if spec in writers:
            return writers[spec](value, lang=self.lang)
        if spec == "raw":
            return label(value, lang=self.lang) if isinstance(value, Sentence) else str(value)
        if spec == "unit":
            return unit(value, lang=self.lang)
        if spec in _LISTS:
            return ", ".join(_LISTS[spec](item, lang=self.lang) for item in value)
        return label(value, lang=self.lang) if isinstance(value, str | Sentence) else str(value)


def _entry(key):
    file, *parts = key.split(".")
    entry = _file(file)
    for part in parts:
        entry = entry[part]
    return entry


@functools.cache
def _file(name):
    text = Path(__file__).with_name("words").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
