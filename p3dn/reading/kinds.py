"""What kinds of record there are, and which headers mean which field.

A kind is a data file in ``records/``: its fields with labels, aliases, types and ranges, which of them are
personal, and which must be there for a table to be of this kind. An analyst who meets a new spelling adds an
alias there; no code changes. Headers are compared after folding (small letters, no parentheses, no
punctuation), and only an exact match counts: a similar header is suggested, never used by itself.
"""

import difflib
import functools
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from p3dn import home, words
from p3dn.reading import units
from p3dn.reading.groups import SEPARATOR

FOLDER = Path(__file__).parent.with_name("records")
_PART_ONLY = 1000
_UNIT_WORDS = frozenset(
    {"rp", "rupiah", "idr", "ribu", "ribuan", "juta", "jutaan", "miliar", "milyar", "000", "1"}
    | {"dalam", "per", "tahun", "thn", "th"}
)
_FORMATS = {"rupiah": "rp", "share": "pct", "count": "n", "quantity": "n", "mixed": "n", "unit": "unit"}


@dataclass(frozen=True)
class Field:
    """One field of a kind: its name, type and what its column may look like."""

    name: str
    type: str
    label: dict
    aliases: tuple
    unit: str | None = None
    valid: tuple | None = None
    personal: bool = False
    plain: bool = False
    placeholders: tuple = ()


@dataclass(frozen=True)
class Kind:
    """One kind of record, as its data file states it."""

    name: str
    loader: str
    label: dict
    record: dict
    requires: tuple
    fields: dict
    lines_from: tuple = ()
    units_from: dict = field(default_factory=dict)
    balance: dict | None = None
    adds_up: dict = field(default_factory=dict)
    key: tuple = ()
    checks: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """How the headers of a table fit a kind: position of each field, headers left over, required groups unmet."""

    kind: Kind
    fields: dict
    unknown: tuple
    unmet: tuple
    clashes: tuple

    @property
    def fits(self):
        """Tell whether the table has all that the kind requires."""
        return not self.unmet

    @property
    def score(self):
        """Return how many headers are understood, the measure by which kinds are compared."""
        return len(self.fields)


def fold(header):
    """Return a header as it is compared: small letters, without parentheses and punctuation.

    >>> fold("Nilai Investasi (Rp.000)"), fold("nama_satker"), fold("Tenaga Kerja (Orang) / L")
    ('nilai investasi', 'nama satker', 'tenaga kerja l')
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    bare = re.sub(r"\([^()]*\)", " ", text)
    folded = re.sub(r"[\W_]+", " ", bare).strip()
    return folded or re.sub(r"[\W_]+", " ", text).strip()


@functools.cache
def kinds():
    """Return all kinds by name, and make the labels of their fields known."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        data = home.toml(path)
        if "fields" in data:
            found[path.stem] = _kind(path.stem, data)
    for kind in found.values():
        names = {name: spec.label | {"format": _FORMATS.get(spec.type, "text")} for name, spec in kind.fields.items()}
        words.add_names(names | {kind.name: kind.label})
    return found


def of_loader(loader):
    """Return the kinds that one of the loaders reads, by name."""
    return {name: kind for name, kind in kinds().items() if kind.loader == loader}


def _kind(name, data):
    fields = {
        key: Field(
            key,
            spec["type"],
            spec["label"],
            tuple(dict.fromkeys(fold(text) for text in (key, *spec["label"].values(), *spec.get("aliases", ())))),
            spec.get("unit"),
            tuple(spec["range"]) if "range" in spec else None,
            spec.get("personal", False),
            spec.get("plain", False),
            tuple(spec.get("placeholders", ())),
        )
        for key, spec in data["fields"].items()
    }
    groups = tuple(tuple(group) for group in data["requires"])
    return Kind(
        name, data["loader"], data["label"], data["record"], groups, fields, tuple(data.get("lines_from", ())),
        data.get("units_from", {}), data.get("balance"),
        data.get("adds_up", {}), tuple(tuple(one) for one in data.get("key", ())), data.get("checks", {}),
    )  # fmt: skip


def match(kind, names, columns=None, holds_figures=None):
    """Return the `Match` of a table's headers with a kind.

    Parameters
    ----------
    kind : Kind
        The kind to try.
    names : sequence of str
        The table's headers, bands joined.
    columns : dict, optional
        What the reader says a header means, ``{"Naker": "tenaga_kerja"}``; it wins over every alias.
    holds_figures : callable, optional
        Tells of a position whether it holds figures only: then it names no record, whatever its header says.
    """
    said = {_meant(header, names): name for header, name in (columns or {}).items()}
    ranked = sorted(
        (rank, position, name) for position, header in enumerate(names) for rank, name in _ranks(kind, header, said)
    )
    fields, used, clashes, best = {}, set(), [], {}
    named = {name for group in kind.requires for name in group if kind.fields[name].type == "text"}
    for rank, position, name in ranked:
        if name in named and rank >= 0 and holds_figures and holds_figures(position):
            continue
        if name in fields:
            if best[name] == rank and position not in used:
                clashes.append((name, fields[name], position))
        elif position not in used:
            fields[name], best[name] = position, rank
            used.add(position)
    ordered = {name: fields[name] for name in kind.fields if name in fields}
    unknown = tuple(position for position in range(len(names)) if position not in used)
    unmet = tuple(group for group in kind.requires if not set(group) & set(fields))
    return Match(kind, ordered, unknown, unmet, tuple(clashes))


def _meant(said, names):
    """Return the header that the reader means: the one written so, else the one that reads the same when folded."""
    if said in names:
        return said
    same = [name for name in names if fold(said) in (fold(name), fold(name.split(SEPARATOR)[-1]))]
    return same[0] if same else said


def _ranks(kind, header, said):
    """Yield every field that a header may mean, the surest with the lowest rank."""
    if header in said:
        yield -1, said[header]
        return
    whole, last = fold(header), fold(header.split(SEPARATOR)[-1])
    bare = _without_unit(whole)
    for name, spec in kind.fields.items():
        if whole in spec.aliases:
            yield spec.aliases.index(whole), name
        elif last in spec.aliases:
            yield _PART_ONLY + spec.aliases.index(last), name
        elif bare in spec.aliases:
            yield 2 * _PART_ONLY + spec.aliases.index(bare), name


def _without_unit(folded):
    """Return a folded header without the unit at its end: 'nilai produksi rp 000' is 'nilai produksi'."""
    parts = folded.split()
    while len(parts) > 1 and (parts[-1] in _UNIT_WORDS or (len(parts[-1]) > 1 and units.is_unit(parts[-1]))):
        parts.pop()
    return " ".join(parts)


def nearest(kind, header):
    """Return the field whose alias is spelled most like a header, or None; a suggestion, never applied.

    >>> nearest(kinds()["sentra"], "Kapasitas Terpasng")
    'kapasitas_terpasang'
    """
    aliases = {alias: name for name, spec in kind.fields.items() for alias in spec.aliases}
    found = difflib.get_close_matches(fold(header), aliases, n=1, cutoff=0.8)
    return aliases[found[0]] if found else None


def best(tables, candidates, columns=None):
    """Return the best fitting `Match` for each table, or None where none of the candidates fits."""
    found = []
    for table in tables:
        matches = (match(kind, table.heads, columns, table.holds_figures) for kind in candidates.values())
        fits = [one for one in matches if one.fits]
        found.append(max(fits, key=lambda one: one.score, default=None))
    return found
