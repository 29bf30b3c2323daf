"""Which inputs a scenario may have: their names, units, ranges, and who has the datum.

The catalogue stands in ``rules/scenario.toml``. An analyst writes the label of an input or its id; a name that is
neither is refused with the nearest one. A unit is compared part by part, and 'satuan' in the catalogue stands for
whatever the buyer counts in, so that Rp/buah and Rp/ton are both prices and Rp/bulan is none.
"""

import difflib
import functools
import re
from dataclasses import dataclass

from p3dn.analysis._rules import read_rules
from p3dn.words import add_names

PIECE = "satuan"
_SAME = {"rupiah": "rp", "idr": "rp", "usd": "us$", "%": "pangsa", "persen": "pangsa", "fraksi": "pangsa"}
MASS = {"kg": 1.0, "ton": 1000.0, "kuintal": 100.0, "gram": 0.001}


@dataclass(frozen=True)
class Input:
    """One input of the catalogue."""

    name: str
    unit: str
    low: float
    high: float
    scope: str
    rung: str
    who: str
    default: float | None
    field: str


@functools.cache
def inputs():
    """Return all inputs by id, and make their labels and those of the owners of data known.

    >>> inputs()["exchange_rate"].default is None, inputs()["locked_group"].default
    (True, 0)
    """
    rules = read_rules("scenario")
    add_names({name: entry["label"] for name, entry in rules["inputs"].items()})
    add_names({f"who_{name}": entry["label"] for name, entry in rules["who"].items()})
    return {
        name: Input(
            name, entry["unit"], *entry["range"], entry["scope"], entry["rung"], f"who_{entry['who']}",
            entry.get("default"), entry.get("field", name),
        )
        for name, entry in rules["inputs"].items()
    }  # fmt: skip


def find(text):
    """Return the id of the input that a text names, by its id or by its label in either language; else None.

    >>> find("Harga satuan pembeli"), find("demand per year"), find("Kurs")
    ('unit_price', 'demand', None)
    """
    return _named().get(_fold(text))


def nearest(text):
    """Return the Indonesian or English label that is spelled most like a text, or None.

    >>> nearest("Kurs rupiah per dollar")
    'Kurs rupiah per dolar'
    """
    found = difflib.get_close_matches(_fold(text), _named(), n=1, cutoff=0.5)
    return _written()[found[0]] if found else None


def horizons():
    """Return the months of each horizon.

    >>> horizons()
    {'now': 0, 'm12': 12, 'm36': 36}
    """
    return {name: entry["months"] for name, entry in read_rules("scenario")["horizons"].items()}


def find_horizon(text):
    """Return the horizon that a text names, or None.

    >>> find_horizon("12 Bulan"), find_horizon("2030")
    ('m12', None)
    """
    entries = read_rules("scenario")["horizons"].items()
    return next((name for name, entry in entries if _fold(text) in (name, *entry["names"])), None)


def who_has(name):
    """Return who has a missing datum: an input, or a field of the buyer's list or of the register.

    >>> who_has("passed_share"), who_has("produksi"), who_has("lini_produk")
    ('who_laboratory', 'who_register', 'who_buyer')
    """
    field = read_rules("scenario")["fields"].get(name)
    return f"who_{field['who']}" if field else inputs()[name].who


def piece_of(unit, one):
    """Return the piece unit that a row's unit names, "" where it names none, and None where the unit does not fit.

    >>> price = inputs()["unit_price"]
    >>> piece_of("rp/buah", price), piece_of("rp/satuan", price), piece_of("rp/bulan", inputs()["wear_domestic"])
    ('buah', '', '')
    >>> piece_of("us$/buah", price) is None
    True
    """
    stated = [_SAME.get(part, part) for part in unit.replace("rp.", "rp").split("/")]
    wanted = one.unit.casefold().split("/")
    if len(stated) != len(wanted):
        return None
    piece = ""
    for said, due in zip(stated, wanted, strict=True):
        if due == PIECE and said not in ("rp", "us$", "pangsa", "tahun", "bulan", "jam", "orang"):
            piece = "" if said == PIECE else said
        elif said != due:
            return None
    return piece


@functools.cache
def _written():
    entries = read_rules("scenario")["inputs"].items()
    labels = {_fold(text): text for _, entry in entries for text in entry["label"].values()}
    return {_fold(name): name for name, _ in entries} | labels


@functools.cache
def _named():
    entries = read_rules("scenario")["inputs"].items()
    ids = {_fold(name): name for name, _ in entries}
    return ids | {_fold(text): name for name, entry in entries for text in entry["label"].values()}


def _fold(text):
    return re.sub(r"[\W_]+", " ", str(text).casefold()).strip()
