"""What a number is counted in, told by a header or by a cell beside it.

Registers state money as ``(Rp.000)``, ``juta rupiah`` or ``Rp miliar`` and quantities in dozens of
spellings of the same unit. A header gives a unit and a factor; a spelling is folded to one word, so that
'Buah', 'bh' and 'Pcs' are counted together, while unlike units never meet in a sum.
"""

import functools
import re
import unicodedata
from pathlib import Path

from p3dn import home

_SCALES = (
    (r"(?<!\d)(?<!\d[.,])1?[.,]?000[.,]?000(?!\d)|\b(juta|jt|jutaan)\b", 1e6),
    (r"(?<!\d)(?<!\d[.,])1?[.,]?000(?![\d.,]*\d)|\b(ribu|ribuan|rb)\b", 1e3),
    (r"\b(miliar|milyar|miliaran|mlr)\b", 1e9),
    (r"\b(triliun|trilyun)\b", 1e12),
)
_MONEY = re.compile(r"\brp\b|\brp\.|rupiah|\bidr\b", re.IGNORECASE)
_DOLLAR = re.compile(r"us\s*\$|\busd\b", re.IGNORECASE)
# What may stand beside a unit in parentheses: its scale, and the period it is counted over.
_FILLERS = re.compile(
    r"\b(dalam|ribu(an)?|rb|juta(an)?|jt|miliar(an)?|milyar|1?[.,]?000([.,]?000)*|per (tahun|bulan|hari))(?!\w)"
    r"|(?<!\w)[.,]000\b|/\s*(tahun|thn|th|bulan|bln|hari)\b"
)
_PERCENT = re.compile(r"%|\bpersen(tase)?\b", re.IGNORECASE)


def of_header(text):
    """Return ``(unit, factor)`` that a header states; ``(None, 1.0)`` when it states none.

    The unit of money is ``"rupiah"`` and the factor turns the written figure into rupiah.

    >>> of_header("Nilai Investasi (Rp.000)"), of_header("Omzet (juta rupiah)")
    (('rupiah', 1000.0), ('rupiah', 1000000.0))
    >>> of_header("Tenaga Kerja (ribu orang)"), of_header("Produksi (000 ton)"), of_header("Penduduk (ribu)")
    (('orang', 1000.0), ('ton', 1000.0), (None, 1000.0))
    >>> of_header("Tenaga Kerja (Orang)"), of_header("Dalam negeri (%)"), of_header("Nama Produk")
    (('orang', 1.0), ('%', 0.01), (None, 1.0))
    """
    folded, factor = _folded(text), scale(text)
    if _MONEY.search(folded):
        return "rupiah", factor
    if _DOLLAR.search(folded):
        return "US$", factor
    if _PERCENT.search(folded):
        return "%", 0.01
    for part in re.findall(r"\(([^()]*)\)", folded):
        words = _FILLERS.sub(" ", part).strip(" .")
        if words in _spellings():
            return _spellings()[words], factor
        if not words and scale(part) != 1 and part.strip() != "1000":
            return None, factor
    return None, 1.0


def counts_whole(header):
    """Tell whether a header says how many of what is never parted: members, workers, villages, firms.

    >>> [counts_whole(text) for text in ("Jumlah Anggota", "Unit Usaha", "Rata-rata Pekerja", "Jumlah Produksi")]
    [True, True, False, False]
    """
    return bool(_whole().fullmatch(re.sub(r"[\W_]+", " ", _folded(header)).strip()))


def scale(text):
    """Return the factor of a scale word or of thousands written out, 1.0 where there is none.

    >>> scale("Omzet (Jutaan)"), scale("Nilai (Rp.000)"), scale("Usaha di bawah Rp500.000.000")
    (1000000.0, 1000.0, 1.0)
    """
    return next((factor for pattern, factor in _SCALES if re.search(pattern, _folded(text))), 1.0)


def _folded(text):
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@functools.lru_cache(maxsize=65536)
def fold(text):
    """Return the one spelling of a unit; an unknown unit is only trimmed and put in small letters.

    >>> fold("Buah "), fold("bh"), fold("M3"), fold("Gulung")
    ('buah', 'buah', 'm3', 'gulung')
    """
    folded = " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split()).strip(" .,")
    bare = re.sub(r"\s*/\s*(tahun|thn|th)$", "", folded)
    return _spellings().get(bare, folded)


@functools.lru_cache(maxsize=65536)
def is_unit(text):
    """Tell whether a word is a known spelling of a unit, alone or with its period ('ton/tahun').

    >>> is_unit("org"), is_unit("ton/tahun"), is_unit("roda")
    (True, True, False)
    """
    return fold(re.sub(r"\s*(/|per)\s*(tahun|thn|th|bulan|bln|hari)$", "", text)) in _spellings().values()


def to_base(unit):
    """Return ``(base, factor)`` of a folded unit: a dozen is twelve pieces, a tonne a thousand kilograms.

    >>> to_base("kodi"), to_base("kuintal"), to_base("m3")
    (('buah', 20), ('kg', 100), ('m3', 1))
    """
    return tuple(_file().get("multiples", {}).get(unit, (unit, 1)))


def common_base(units):
    """Return the one unit that all of some folded units are multiples of, or None.

    >>> common_base(["ton", "kg"]), common_base(["kodi", "kg"])
    ('kg', None)
    """
    bases = {to_base(unit)[0] for unit in units}
    return bases.pop() if len(bases) == 1 else None


@functools.cache
def _file():
    folder = Path(__file__).parent.with_name("records")
    return home.toml(folder / "units.toml")


@functools.cache
def _whole():
    words = "|".join(_file()["whole"]["words"])
    return re.compile(rf"(?:(?:jumlah|jml|banyaknya|total) )?(?:{words})(?: (?:{words}|aktif|laki laki|perempuan))*")


@functools.cache
def _spellings():
    units = _file()["units"]
    return {unicodedata.normalize("NFKC", word): unit for unit, words in units.items() for word in (unit, *words)}
