"""How a column is headed and how its values are written.

A column's label, format and unit are data: they stand in ``words/columns.toml`` for what p3dn computes,
and come with the record kinds and product lines for what a source states. A chart, a table on the page and
a sheet of the workbook all ask here, so that one column looks the same wherever it is shown.

Six formats: ``n`` a number, ``rp`` rupiah, ``pct`` a fraction shown as percent, ``unit`` a unit of measure, ``date`` a
date in ISO form or the part of one that is known, ``text`` everything else.
Without a stated format, numbers are ``n`` (``rp`` where the name ends in ``_rp``) and the rest is ``text``.
"""

import datetime

from pandas.api import types

from p3dn import formats, marks, words
from p3dn.errors import P3DNError

_WRITERS = {"n": formats.number, "rp": formats.rupiah, "pct": formats.percent, "usd": formats.dollars}
PLAIN = frozenset({"tahun", "bulan", "year", "month"})  # numbers that name something: 2024, never 2.024


def about(name):
    """Return what is known of a column besides its values: labels, ``format``, ``unit``; else nothing."""
    return words.about(name)


def form(frame, column):
    """Return the format of a column: ``n``, ``rp``, ``pct``, ``unit``, ``date`` or ``text``.

    >>> import pandas as pd
    >>> form(pd.DataFrame({"potential_rp": [1.0]}), "potential_rp"), form(pd.DataFrame({"tahun": [2024]}), "tahun")
    ('rp', 'text')
    """
    stated = about(column).get("format")
    if stated:
        return stated
    values = frame[column]
    if column in PLAIN or types.is_bool_dtype(values) or not types.is_numeric_dtype(values):
        return "text"
    return "rp" if str(column).endswith("_rp") else "n"


def unit(column, *, lang=None):
    """Return the fixed unit of a column in the reader's language, or an empty text."""
    stated = about(column).get("unit", "")
    if isinstance(stated, dict):
        return stated[formats.language(lang)]
    return words.unit(stated, lang=lang) if stated else ""


def heading(column, *, lang=None):
    """Return the label of a column, with its unit where the values do not show it themselves.

    >>> heading("share"), heading("share", lang="en")
    ('Pangsa', 'Share')
    """
    stated = "" if about(column).get("format") in ("rp", "pct") else unit(column, lang=lang)
    return words.label(column, lang=lang) + (f" ({stated})" if stated else "")


def write(value, form, *, lang=None):
    """Return a value as a reader sees it.

    >>> write(0.456, "pct"), write(2024, "text"), write(True, "text"), write(None, "rp"), write("share,line", "text")
    ('45,6%', '2024', 'ya', '–', 'Pangsa, Lini produk')
    >>> write("bulan", "unit"), write("2017-11", "date"), write("sekitar 1980", "date")
    ('bulan', 'November 2017', 'sekitar 1980')
    """
    if form in _TEXTS and isinstance(value, str):
        return tidy(_TEXTS[form](value, lang=lang))
    if form in _WRITERS and not isinstance(value, str | bool):
        writer = _WRITERS[form]
        return writer(value, lang=lang)
    return _text(value, lang)


def _day(text, *, lang=None):
    try:
        return formats.date(text, lang=lang)
    except ValueError:
        return text


_TEXTS = {"unit": words.unit, "date": _day}  # texts that are written by their format


def _text(value, lang):
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_text(item, lang) for item in value)
    if formats.is_missing(value):
        return formats.MISSING
    if types.is_bool(value):
        return words.say("briefing.yes" if value else "briefing.no", lang=lang)
    if isinstance(value, datetime.date):
        return formats.date(value, lang=lang)
    if types.is_number(value):
        return str(int(value)) if float(value).is_integer() else formats.number(value, lang=lang)
    return tidy(words.labels(value, lang=lang))


def tidy(text):
    r"""Return a text in one line, without control characters, which no font can draw.

    >>> tidy("Rem \n kereta\x00api")
    'Rem kereta api'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)).split())


def labelled(frame, *, lang=None):
    """Return a frame whose texts are as shown and whose numbers are untouched: what is saved beside a picture."""
    shown = frame.copy()
    for column in frame.columns:
        if not types.is_numeric_dtype(frame[column]) or types.is_bool_dtype(frame[column]):
            how = form(frame, column)
            shown[column] = [None if formats.is_missing(one) else _shown(one, how, lang) for one in frame[column]]
    return shown


def withheld(frame, *, lang=None):
    """Return ``{"row", "column", "rule"}`` of each figure that is withheld; a row is named by its texts.

    >>> import pandas as pd
    >>> withheld(pd.DataFrame({"group": ["pompa"], "idle": [None], "withheld": ["idle:dominance"]}))
    [{'row': 'pompa', 'column': 'idle', 'rule': 'dominance'}]
    """
    if marks.WITHHELD not in frame:
        return []
    names = [name for name in frame if name != marks.WITHHELD and not types.is_numeric_dtype(frame[name])][:2]
    return [
        {"row": _named(frame, row, names, lang), "column": figure, "rule": rule}
        for row in frame.to_dict("records")
        for figure, rule in marks.withheld(row[marks.WITHHELD]).items()
        if figure in frame
    ]


def _named(frame, row, names, lang):
    known = [name for name in names if not formats.is_missing(row[name])]
    return " · ".join(write(row[name], form(frame, name), lang=lang) for name in known)


def crossed(frame, *, lang=None):
    """Return a frame in which ``x`` stands where a figure is withheld, and the reasons in words.

    >>> import pandas as pd
    >>> crossed(pd.DataFrame({"idle": [None, 2.0], "withheld": ["idle:dominance", ""]}))["idle"].tolist()
    ['x', 2.0]
    """
    if marks.WITHHELD not in frame:
        return frame
    said = [marks.withheld(text) for text in frame[marks.WITHHELD]]
    shown = frame.copy()
    for name in dict.fromkeys(name for row in said for name in row if name in frame):
        hidden = [name in row for row in said]
        shown[name] = frame[name].astype(object).mask(hidden, marks.CROSS)
    reasons = ["; ".join(words.label(rule, lang=lang) for rule in dict.fromkeys(row.values())) for row in said]
    return shown.assign(**{marks.WITHHELD: [reason or None for reason in reasons]})


def _shown(value, how, lang):
    return write(value, how, lang=lang) if how in _TEXTS else _text(value, lang)


def describe(frame, *, lang=None):
    """Return name, label, unit and format of every column, for the file beside the saved data."""
    return [
        {
            "name": str(column),
            "label": words.label(column, lang=lang),
            "unit": unit(column, lang=lang),
            "format": form(frame, column),
            "numeric": bool(types.is_numeric_dtype(frame[column]) and not types.is_bool_dtype(frame[column])),
        }
        for column in frame.columns
    ]


def numbers(frame, names):
    """Return the frame with a plain index and with these columns as floats, null where nothing is recorded.

    Raises
    ------
    P3DNError
        ``column-text`` when one of them holds text.
    """
    frame = frame.reset_index(drop=True)
    for name in dict.fromkeys(names):
        values = frame[name].astype(object)
        try:
            frame = frame.assign(**{name: values.where(values.notna(), float("nan")).astype("float64")})
        except (TypeError, ValueError) as error:
            raise P3DNError("column-text", column=name) from error
    return frame


def nothing(frame, *names):
    """Tell whether none of the columns holds a value, so that a picture of them would be empty."""
    return bool(frame[list(names)].isna().all(axis=None))


def require(frame, *names):
    """Raise ``frame-column`` unless the frame has all these columns; what is None is not asked for."""
    missing = [name for name in names if name is not None and name not in frame.columns]
    if missing:
        raise P3DNError("frame-column", columns=missing)
