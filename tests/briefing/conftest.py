"""One chart of each kind, with names and figures as long as they come."""

import pandas as pd
import pytest

from p3dn import formats, marks, words
from p3dn.briefing import charts

LINES = ["rem", "mesin", "pipa", "alat"]
AROUND = {
    "title": "Blok rem komposit menyimpan potensi terbesar: Rp24,44 miliar setahun",
    "subtitle": "Nilai impor yang bisa digantikan, rupiah per tahun, Sentra Contoh, 2025",
    "source": "register sentra per 31 Maret 2026; skenario contoh per 1 Juli 2026",
    "records": "168 IKM",
}
NAMES = {
    "rem": {"id": "Blok rem komposit kereta api", "en": "Composite railway brake blocks"},
    "mesin": {"id": "Komponen mesin industri dan perkakas", "en": "Industrial machine and tool components"},
    "pipa": {"id": "Sambungan pipa dan katup", "en": "Pipe fittings and valves"},
    "alat": {"id": "Alat dan mesin pertanian", "en": "Farm tools and machines"},
    "nilai_rp": {"id": "Nilai", "en": "Value", "format": "rp"},
    "orang": {"id": "orang", "en": "people"},
}


def potential():
    return pd.DataFrame({"lini_produk": LINES, "nilai_rp": [24.444e9, 812e6, 0.0, None]})


def capacity():
    units = ["ton", "ton", "buah", "set"]
    return pd.DataFrame(
        {"lini_produk": LINES, "satuan": units, "used": [1200, 30, 120_000, 400], "idle": [300, 10, 30_000, None]}
    )


def steps():
    return pd.DataFrame(
        {
            "lini_produk": LINES,
            "need_rp": [24.444e9, 18e9, 9e9, 1e9],
            "imported_rp": [24.444e9, None, 4e9, 0.0],
            "makeable_rp": [0.0, None, 812e6, 0.0],
        }
    )


def firms():
    return pd.DataFrame({"lini_produk": LINES * 5, "tenaga_kerja": [*range(1, 20), 340]})


def curve():
    return pd.DataFrame({"cum_share_ikm": [0.0, 0.5, 0.9, 1.0], "cum_share_workers": [0.0, 0.18, 0.6, 1.0]})


def shares():
    return pd.DataFrame({"lini_produk": LINES, "low": [0.42, 0.75, 0.0, None], "high": [0.71, 0.75, 1.0, None]})


def published():
    return pd.DataFrame(
        {
            "lini_produk": LINES,
            "nilai_rp": [24.444e9, 11.2e9, None, 24e9],
            "low_rp": [11.2e9, None, 4e9, None],
            "high_rp": [24.444e9, None, None, 24e9],
            "status": ["confirmed", "contradicted", "unchecked", "unchecked"],
        }
    )


def years():
    return pd.DataFrame({"tahun": [2019, 2020, 2022, 2023], "nilai_rp": [4.1e9, 2e9, 8e9, 11e9]})


def lines_of_years():
    return pd.concat([years().assign(lini_produk=name, nilai_rp=years()["nilai_rp"] * share)
                      for name, share in zip(LINES, [1, 0.98, 0.5, 0.01], strict=True)])  # fmt: skip


DRAWN = {}
RUNGS = ["need_rp", "imported_rp", "makeable_rp"]
DRAW = {
    "bars": lambda **kw: charts.bars(potential(), "lini_produk", "nilai_rp", highlight="rem", **kw),
    "stacked": lambda **kw: charts.stacked(capacity(), "lini_produk", ["used", "idle"], panels="satuan", **kw),
    "ladder": lambda **kw: charts.ladder(steps(), "lini_produk", RUNGS, **kw),
    "dots": lambda **kw: charts.dots(firms(), "lini_produk", "tenaga_kerja", unit="orang", **kw),
    "lorenz": lambda **kw: charts.lorenz(curve(), "cum_share_ikm", "cum_share_workers", gini=0.4634, **kw),
    "intervals": lambda **kw: charts.intervals(shares(), "lini_produk", "low", "high", **kw),
    "ranges": lambda **kw: charts.ranges(
        published(), "lini_produk", "nilai_rp", low="low_rp", high="high_rp", status="status", **kw
    ),
    "timeline": lambda **kw: charts.timeline(years(), "tahun", "nilai_rp", **kw),
    "timeline-series": lambda **kw: charts.timeline(lines_of_years(), "tahun", "nilai_rp", series="lini_produk", **kw),
}


@pytest.fixture(autouse=True)
def names(monkeypatch):
    """Know the names of the test's product lines, as reading makes them known, for this test alone."""
    monkeypatch.setattr(words, "_names", dict(NAMES))  # and none that another test has made known


@pytest.fixture
def draw():
    """Return a function that draws one kind of chart with its words around it, each only once."""

    def get(kind, **options):
        key = kind, formats.language(), marks.is_illustrative(), *sorted(options.items())
        if key not in DRAWN:
            DRAWN[key] = DRAW[kind](**(AROUND | options))
        return DRAWN[key]

    return get


@pytest.fixture
def illustrative(monkeypatch):
    """Switch the mark on, as a report does."""
    monkeypatch.setenv("P3DN_ILLUSTRATIVE", "1")
