"""One chart of each kind, with names and figures as long as they come."""

import pandas as pd
import pytest

from p3dn import formats, marks, words
from p3dn.briefing import charts
from p3dn.briefing.provinces import known

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
    "firm": {"id": "IKM", "en": "firms"},
    "product_buyer": {"id": "produk dengan pembeli", "en": "products with a buyer"},
    "skkni": {"id": "Sertifikat kompetensi kerja operator pengecoran", "en": "Certificate of competence"},
    "unit_price": {"id": "Harga satuan pembeli", "en": "Unit price of the buyer"},
    "life_domestic": {"id": "Umur pakai barang dalam negeri", "en": "Life of the domestic piece"},
    "import_share": {"id": "Porsi impor", "en": "Import share"},
    "preference": {"id": "Preferensi harga berlaku", "en": "Price preference applies"},
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


def rungs():
    """One ladder: a loss and an unknown at one step, a step without loss, a rung that is unknown."""
    names = ["need", "imported", "makeable", "passed", "competitive", "contracted", "retained"]
    return pd.DataFrame(
        {
            "rung": names,
            "value_rp": [24e9, 14e9, 6e9, 6e9, 1e9, None, None],
            "lost_rp": [None, 9e9, 8e9, 0.0, 5e9, None, None],
            "unknown_rp": [None, 1e9, 0.0, 0.0, 0.0, 1e9, None],
            "lever": [None, None, "capacity", "readiness", "price", "market", "inputs"],
        }
    )


def middles():
    return pd.DataFrame(
        {
            "line": LINES,
            "low_rp": [4e9, None, 0.0, 11e9],
            "central_rp": [5e9, None, 0.0, 24e9],
            "high_rp": [9e9, None, 0.0, 31e9],
            "stated_rp": [6e9, None, 0.0, 24.444e9],
        }
    )


def drivers():
    return pd.DataFrame(
        {
            "input": ["unit_price", "life_domestic", "import_share", "preference"],
            "unit": ["Rp/satuan", "bulan", "pangsa", "ya=1"],
            "low_input": [180_000, 12, 0.4, 0],
            "high_input": [203_700, 60, 0.9, 1],
            "low_rp": [20e9, 29e9, 25e9, 24e9],
            "high_rp": [30e9, 21e9, 27e9, 22e9],
            "swing_rp": [10e9, 8e9, 2e9, 2e9],
            "central_rp": 24e9,
        }
    )


def passed():
    return pd.DataFrame(
        {
            "step": ["skkni", "ISO 9001", "uji lintas", "daftar pemasok"],
            "counts": ["orang", "firm", "product_buyer", "product_buyer"],
            "passed": [37, 0, 1, None],
            "running": [12, None, 0, None],
            "failed": [3, 0, 0, None],
            "of": [168, 40, None, None],
        }
    )


def monthly():
    return pd.DataFrame(
        {
            "item": LINES,
            "domestic_month_rp": [8000.0, 1500.0, None, 0.0],
            "imported_month_rp": [10_000.0, 1000.0, 500.0, 200.0],
            "imported_month_after_cut_rp": [9000.0, 900.0, None, 180.0],
        }
    )


def binding():
    rows = [("rem", "capacity", 0.9), ("rem", "unknown", 0.1), ("mesin", "price", 0.997), ("mesin", "market", 0.003)]
    rows += [("pipa", "readiness", 1.0), ("alat", "capacity", None)]
    return pd.DataFrame(rows, columns=["line", "lever", "share"])


def by_province():
    """Return values far apart, a null, and the 34 provinces of before 2022."""
    names = [name for name, since in zip(known()["province"], known()["part_of"], strict=True) if pd.isna(since)]
    return pd.DataFrame({"provinsi": names, "nilai_rp": [None, *(4e6 * 1.32**place for place in range(33))]})


def own_boundaries():
    """Return a large region, one with a hole, one too small for its value, and one without a row."""

    def ring(west, south, size):
        corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
        return [[west + size * across, south + size * up] for across, up in corners]

    shapes = [[ring(100, -8, 8)], [ring(108, -8, 9), ring(114, -2, 2)], [ring(119, -1, 0.3)], [ring(121, -8, 6)]]
    features = [
        {"properties": {"kode": f"1{place}.01"}, "geometry": {"type": "Polygon", "coordinates": rings}}
        for place, rings in enumerate(shapes)
    ]
    return {"type": "FeatureCollection", "features": features}


def by_region():
    return pd.DataFrame({"kode": ["10.01", "11.01", "12.01", "99.01"], "nilai_rp": [24.444e9, 812e6, 3e9, 1e9]})


DRAWN = {}
BROKEN = {"breaks": {2022: "usaha mikro ikut dihitung"}, "incomplete": 2023}
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
    "waterfall": lambda **kw: charts.waterfall(rungs(), **kw),
    "simulated": lambda **kw: charts.simulated(middles(), stated="stated_rp", **kw),
    "tornado": lambda **kw: charts.tornado(drivers(), **kw),
    "funnel": lambda **kw: charts.funnel(passed(), **kw),
    "service_month": lambda **kw: charts.service_month(monthly(), after_cut="imported_month_after_cut_rp", **kw),
    "shares_by_draw": lambda **kw: charts.shares_by_draw(binding(), **kw),
    "timeline-breaks": lambda **kw: charts.timeline(
        lines_of_years(), "tahun", "nilai_rp", series="lini_produk", **BROKEN, **kw
    ),
    "multiples": lambda **kw: charts.multiples(lines_of_years(), "tahun", "nilai_rp", "lini_produk", **BROKEN, **kw),
    "provinces": lambda **kw: charts.provinces(by_province(), "provinsi", "nilai_rp", **kw),
    "boundaries": lambda **kw: charts.boundaries(by_region(), "kode", "nilai_rp", boundaries=own_boundaries(), **kw),
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


@pytest.fixture
def sample():
    """Return a function that gives the frame of a kind of chart, as an analysis returns it."""
    frames = {"simulated": middles, "tornado": drivers, "funnel": passed, "service_month": monthly}
    frames["shares_by_draw"] = binding
    return lambda kind: frames[kind]()
