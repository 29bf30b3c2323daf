"""What the names and codes of provinces and regencies in a table leave open.

A join by region goes wrong without a word: '91' is Papua Barat to BPS and Papua to the Ministry of Home Affairs, a
buyer's system counts provinces from 1, 'Bandung' is a regency and a city, and the 'Papua' of 2021 is four provinces in
2023. Names are therefore set beside codes, and what they show is told.

Nothing is changed: a name that is spelt like no province gets the nearest as a suggestion, and its cell stays.
"""

import difflib
import functools
import re

from p3dn import home
from p3dn.provinces import FILE, provinces
from p3dn.reading.grid import address
from p3dn.reading.issues import issue
from p3dn.reading.values import is_code_header

_PROVINCE = frozenset({"provinsi", "propinsi", "prov", "province"})
_REGENCY, _CITY = frozenset({"kabupaten", "kab", "kabkota"}), frozenset({"kota", "kabkota"})
_PREFIX = re.compile(r"^(provinsi|propinsi|prov|province) ")
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")
_SYSTEMS = {"bps": "BPS", "kemendagri": "Kemendagri"}
_NEAR = 0.8  # of the letters, in their order
_SHOWN = 5


def issues(table):
    """Yield what the names and codes of regions in a table leave open, as rows of an issue frame."""
    for position, header in enumerate(table.names):
        words = _words(header)
        if is_code_header(header):
            continue
        if words & _PROVINCE:
            yield from _provinces(table, position)
        elif words & _REGENCY and words & _CITY:
            yield from _regencies(table, position)


def province(name):
    """Return the name of a province in its one spelling, or None where it is spelt like none.

    >>> [province(name) for name in ("JAWA BARAT", "Prov. D.I. Yogyakarta", "Kep. Riau", "Jawa Brat")]
    ['Jawa Barat', 'DI Yogyakarta', 'Kepulauan Riau', None]
    """
    return _spellings().get(_folded(name))


def nearest(name):
    """Return the province whose name is spelt most like a text, or None where none is near.

    >>> nearest("Jawa Brat"), nearest("Luar Negeri")
    ('Jawa Barat', None)
    """
    found = difflib.get_close_matches(_folded(name), _spellings(), n=1, cutoff=_NEAR)
    return _spellings()[found[0]] if found else None


def _provinces(table, position):
    texts = _texts(table, position)
    names = {text: province(text) for text in dict.fromkeys(texts.values())}
    known = [name for name in names.values() if name]
    if 2 * len(known) < len(names):
        return
    unknown = {text: near for text, name in names.items() if name is None and (near := nearest(text))}
    if unknown:
        rows = [row for row, text in texts.items() if text in unknown]
        shown = [f"{text} ({near}?)" for text, near in unknown.items()][:_SHOWN]
        yield _told(table, position, "region-unknown", rows, names=shown)
    yield from _codes(table, position, {row: names[text] for row, text in texts.items() if names[text]})
    yield from _changed(table, position, texts, set(known))


def _codes(table, position, named):
    """Yield whose codes stand beside names, where the systems differ or the codes are of neither."""
    at = _code_column(table, position)
    if at is None:
        return
    codes = {row: re.sub(r"(00)?\.?$", "", code) for row, code in _texts(table, at).items() if row in named}
    wrong = {
        system: [row for row, code in codes.items() if code != provinces()[named[row]][system]] for system in _SYSTEMS
    }
    if not codes or all(not rows for rows in wrong.values()):
        return
    fits = next((system for system, rows in wrong.items() if not rows), None)
    if fits:
        yield _told(table, at, "region-codes", [*codes], severity="info", system=_SYSTEMS[fits])
        return
    rows = min(wrong.values(), key=len)
    first, own = rows[0], {system: provinces()[named[rows[0]]][system] for system in _SYSTEMS}
    yield _told(table, at, "region-codes-other", rows, raw=codes[first], name=named[first], **own)


def _code_column(table, position):
    """Return the position of the codes of the provinces: a header that says so, or the codes right before the names."""
    coded = [at for at, header in enumerate(table.names) if is_code_header(header)]
    said = [at for at in coded if _words(table.names[at]) & _PROVINCE]
    return next(iter(said), None) if said or position - 1 not in coded else position - 1


def _changed(table, position, texts, known):
    """Yield the provinces of 2022 in a table whose years reach from before them to after."""
    said = provinces()
    new = [name for name in known if said[name].get("since")]
    if not new:
        return
    since, years = max(said[name]["since"] for name in new), _years(table)
    parents = sorted({said[name]["from"] for name in new})
    if years and min(years) <= since < max(years):
        rows = [row for row, text in texts.items() if province(text) in {*new, *parents}]
        yield _told(table, position, "region-changed", rows, names=sorted(new), parents=parents, year=str(since))


def _years(table):
    """Return the years that headers name, or that a column of years holds."""
    found = [int(year) for header in table.names for year in _YEAR.findall(header)]
    columns = [at for at, header in enumerate(table.names) if _words(header) & {"tahun", "year", "thn"}]
    return {
        *found,
        *(int(year) for at in columns for text in _texts(table, at).values() for year in _YEAR.findall(text)),
    }


def _regencies(table, position):
    texts = _texts(table, position)
    rows = [row for row, text in texts.items() if _folded(text) in _twice()]
    if rows:
        names = list(dict.fromkeys(texts[row] for row in rows))[:_SHOWN]
        yield _told(table, position, "region-ambiguous", rows, names=names)


def _told(table, position, code, rows, *, severity="warn", **values):
    values |= {"header": table.names[position], "count": len(rows)}
    cell = address(rows[0], table.left + position)
    return issue(table.file, table.sheet, cell, code, severity, **values)


def _texts(table, position):
    """Return the cells of a column as texts, by row, where they are filled."""
    filled = zip(table.rows, table.cells(position), strict=True)
    return {row: _text(cell) for row, cell in filled if isinstance(cell, str | int | float) and _text(cell)}


def _text(cell):
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else " ".join(str(cell).split())


def _words(header):
    return frozenset(re.split(r"[\W_]+", header.casefold()))


def _folded(name):
    plain = " ".join(re.sub(r"[\W_]+", " ", str(name).casefold()).split())
    return re.sub(r"\bkep\b", "kepulauan", _PREFIX.sub("", plain))


@functools.cache
def _twice():
    return home.toml(FILE)["regencies"]["twice"]


@functools.cache
def _spellings():
    return {_folded(spelt): name for name, one in provinces().items() for spelt in (name, *one.get("also", ()))}
