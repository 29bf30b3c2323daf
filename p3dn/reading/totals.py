"""Which rows state totals: by their words, and by what the rows around them add up to.

A word alone lies in both directions. 'Total Jaya' is a firm, and 'Jawa Tengah' below its regencies is a total.
So a row is a total when its label says nothing else ('JUMLAH'), when it names what it totals ('Jumlah Kec. Talang',
'Total A+B') in a row that is not numbered, or when its figures are the sums of a run of rows beside it. Which rows a
total means is kept as spans, the likeliest first, so that the statement can be checked.
"""

import functools
import re

import numpy as np

_WORDS = (
    r"(jumlah|jml|total|totals|grand total|sub ?-?total|sub ?-?jumlah|rata[ -]?rata|average|saldo awal|saldo akhir"
    r"|saldo per [\w ]+|saldo ((awal|akhir) )?((bulan|tahun|minggu|periode) )?(lalu|sebelumnya|ini|pindahan))"
)
_ALL = r"(seluruh\w*|keseluruhan|semua|total|umum|besar|akhir|halaman( ini)?|dipindahkan|pindahan|tagihan)"
_TOTAL = re.compile(rf"^{_WORDS}([/ ]+{_ALL})?$")
_TOTAL_OF = re.compile(rf"^{_WORDS}\b")
_PART = r"([ivxlc]+|[a-z]|\d+)"
_SCOPE = re.compile(
    rf"^{_WORDS}\s*(\(?{_PART}(\s*([+&,-]|dan|s\.?d\.?|s/d)\s*{_PART})*\)?\.?"
    r"|(se-?)?(kec|kecamatan|kab|kabupaten|kota|desa|kel|kelurahan|prov|provinsi|wilayah|kawasan|bagian|golongan"
    r"|aset|aktiva|pasiva|kewajiban|liabilitas|utang|ekuitas|modal|pendapatan|belanja|beban|biaya|penerimaan"
    r"|pengeluaran|pembiayaan|penjualan|pertumbuhan|kenaikan|laju|tahunan|per)\b.*)$"
)
_STATISTIC = re.compile(
    r"^(persentase|prosentase|persen|kontribusi|pangsa|median|maksimum|minimum|(nilai )?(tertinggi|terendah)"
    r"|(laju )?(pertumbuhan|kenaikan)|simpangan baku|standar deviasi|rasio)( ?\(?%\)?)?$"
)
_GROWTH = re.compile(r"\b(pertumbuhan|kenaikan|laju)\b")
_ADDITION = re.compile(
    r"^(ppn|pph|pajak (pertambahan|penjualan|\d)|dpp|diskon|discount|potongan|uang muka|dp"
    r"|ongkos kirim|ongkir|biaya kirim|bea? meterai|materai|dibulatkan|pembulatan)\b"
)
_TAKEN_OFF = re.compile(r"^(pph|diskon|discount|potongan|uang muka|dp)\b")
_RESULT = re.compile(r"^(laba|rugi|surplus|defisit)\b(?!.*\b(berjalan|ditahan|tahun lalu)\b)")
_UP_TO = re.compile(
    r"\b(s\.?d\.?|s/d|sampai dengan)(?=[ .]).*\b(lalu|ini|sebelumnya)\b|\bkumulatif\b|\b(bulan|tahun) lalu\b"
)
_EXCERPT = re.compile(r"\b(tanpa|di ?luar|non[- ]?migas|excluding|without)\b")
_NUMBERED = re.compile(r"^\s*(\d{1,2}|[a-zA-Z]|[ivxIVX]+)[.)]\s*")
_EARLIER = 8
INITIALS = frozenset("AaBbDdGgJjKkLlMmNnOoPpRrSsTtUu")  # of all words above: most texts need no closer look


@functools.lru_cache(maxsize=65536)  # the same labels are asked about again and again
def plain(text):
    """Return a label in small letters, without spaced letters and closing marks."""
    folded = " ".join(text.casefold().split()).rstrip(" .:=")
    return folded.replace(" ", "") if re.fullmatch(r"(\w )+\w", folded) else folded


def is_total_label(text):
    """Tell whether a text only says that a row holds totals.

    >>> [is_total_label(text) for text in ("JUMLAH", "J U M L A H", "Jml.", "JUMLAH/TOTAL", "Total Jaya")]
    [True, True, True, True, False]
    """
    return bool(_TOTAL.match(plain(text)))


@functools.lru_cache(maxsize=65536)  # the label of every row is asked about
def may_state(text):
    """Tell whether a text begins as that of a total, of an addition or of a result does; those of most rows do not."""
    folded = plain(text)
    return any(pattern.match(folded) for pattern in (_TOTAL_OF, _STATISTIC, _ADDITION, _RESULT))


def begins_as_total(text):
    """Tell whether a text begins with a word for totals, as the name of a firm may too."""
    return bool(_TOTAL_OF.match(plain(text)))


def announces(text):
    """Tell whether a text begins with a word for totals behind a number of its own.

    >>> announces("1. Jumlah Usaha Mikro"), announces("2) Total"), announces("1. Kota Barat")
    (True, True, False)
    """
    return begins_as_total(_NUMBERED.sub("", text))


def names_its_part(text):
    """Tell whether a text says what it totals.

    >>> [names_its_part(text) for text in ("Jumlah I", "Total (1+2)", "Sub Total Kec. X", "Jumlah Aset", "Total Jaya")]
    [True, True, True, True, False]
    """
    return bool(_SCOPE.match(plain(text)))


def names(text, part):
    """Tell whether a text is the total of a part: 'Jumlah aset lancar' of 'ASET LANCAR'."""
    found = _TOTAL_OF.match(plain(text))
    return bool(found) and plain(text)[found.end() :].strip() == plain(part)


def is_addition(text):
    """Tell whether a text is a line between a bill's items and what is to be paid: tax, discount, freight."""
    return bool(_ADDITION.match(plain(text)))


def is_result(text):
    """Tell whether a text names a difference, as a profit is."""
    return bool(_RESULT.match(plain(text)))


def is_statistic(text):
    """Tell whether a text names what is told of the rows above and is no sum of them: a share, a maximum, a growth.

    >>> [is_statistic(text) for text in ("Persentase (%)", "Maksimum", "Rata-rata pertumbuhan", "Rata-rata", "Maju")]
    [True, True, True, False, False]
    """
    folded = plain(text)
    return bool(_STATISTIC.match(folded) or (_TOTAL_OF.match(folded) and _GROWTH.search(folded)))


def is_excerpt(text):
    """Tell whether a row below a total says the same total again without a part of it.

    >>> is_excerpt("PDRB Tanpa Migas"), is_excerpt("Industri Pengolahan")
    (True, False)
    """
    return bool(_EXCERPT.search(plain(text)))


def is_carried_on(text):
    """Tell whether a total counts what an earlier sheet holds too.

    >>> is_carried_on("Jumlah s.d. bulan ini"), is_carried_on("Jumlah bulan lalu"), is_carried_on("Jumlah bulan ini")
    (True, True, False)
    """
    return bool(_UP_TO.search(plain(text)))


def sign_of(text):
    """Return -1 for an addition that is taken off, as a discount is, else 1."""
    return -1 if _TAKEN_OFF.match(plain(text)) else 1


def spans(row, before, text):
    """Return the runs of rows above that a total may mean, as (row before, row after), the likeliest first.

    >>> spans(9, [4], "JUMLAH"), spans(9, [4], "Sub total")
    ([(-1, 9), (4, 9)], [(4, 9), (-1, 9)])
    """
    earlier = [(other, row) for other in reversed(before[-_EARLIER:])]
    whole = is_total_label(text) and "sub" not in text.casefold()
    return list(dict.fromkeys([(-1, row), *earlier] if whole else [*earlier, (-1, row)]))


class Sums:
    """The figures of a block, and the sums of any run of its records.

    Parameters
    ----------
    figures : ndarray
        Rows of the block by figure columns, null where a cell is no figure.
    first : int
        The row of the sheet that the first row of `figures` is.
    rates : list of int, optional
        The columns of `figures` that no one adds up.
    """

    def __init__(self, figures, first, rates=()):
        self.figures, self.first = figures, first
        self._adds = np.ones(figures.shape[1], dtype=bool)
        self._adds[list(rates)] = False
        counted = np.nan_to_num(figures)
        self._sums = np.vstack([np.zeros(counted.shape[1]), np.cumsum(counted, axis=0)])
        self._left_out = {}

    def leave_out(self, row):
        """Count a row no longer, because it states totals itself."""
        self._left_out[row] = np.nan_to_num(self.figures[row - self.first])

    def between(self, low, high):
        """Return the sums of the records between two rows, both exclusive, and how many rows that are."""
        top, bottom = max(low + 1 - self.first, 0), min(high - self.first, len(self.figures))
        out = [one for row, one in self._left_out.items() if low < row < high]
        return self._sums[bottom] - self._sums[top] - sum(out, np.zeros_like(self._sums[0])), bottom - top - len(out)

    def agreeing(self, row, candidates):
        """Return the first of the spans whose records add up to the row in every figure but rates, or None."""
        stated = self.figures[row - self.first]
        known = ~np.isnan(stated) & self._adds
        for low, high in candidates:
            added, count = self.between(low, high)
            if count > 1 and known.any() and close(added[known], stated[known]).all():
                return low, high
        return None

    def is_difference(self, row, before):
        """Tell whether a row is what one stated figure, or what the rows since it add up to, leaves of another."""
        stated = self.figures[row - self.first]
        known = ~np.isnan(stated)
        rows = [self.figures[other - self.first] for other in before[-4:]]
        rows += [self.between(max(before, default=-1), row)[0]]
        rows += [self.figures[other - self.first] for other in range(max(self.first, row - 2), row)]
        pairs = ((one, other) for one in rows for other in rows if one is not other)
        return bool(known.any()) and any(close((one - other)[known], stated[known]).all() for one, other in pairs)


def close(computed, stated):
    """Tell which figures are the same but for the last bits of their floating points."""
    return np.abs(computed - stated) <= np.maximum(1e-6 * np.abs(stated), 1e-9)
