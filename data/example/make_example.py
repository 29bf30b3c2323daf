"""Make the illustrative workbooks of *Sentra Contoh*, as untidy as those that reach a ministry.

An example has to be two things at once: known to the last cell, so that a test can say what a loader must
find, and as messy as the real thing, so that finding it proves something. Hence two halves. The first,
`intended`, makes the data as they are meant, one tidy frame per table, with the field names of
``p3dn/records/*.toml``: money in rupiah, shares between 0 and 1, a null where nothing was recorded. The
second half writes these frames the way offices do: titles and merged header bands above, totals and
signatures below, thousands of rupiah, '1.250' beside 1250, four spellings of one unit, '-' for nothing.

Everything here is invented: firms, buyers, offices, quantities and prices. Only the scale is that of a
published case (168 firms, some 4,000 workers, idle foundries), and one item of the needs carries published
figures: 120,000 composite brake blocks a year at Rp 203,700. Figures of the scenario that are published name their
source. Every table says DATA ILUSTRATIF in its own title. The script always writes the same bytes:
``python data/example/make_example.py [folder]``.
"""

import io
import math
import os
import re
import sys
import zipfile
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pandas as pd

os.environ["OPENPYXL_LXML"] = "False"  # the same XML writer on every machine
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

SEED = 168
HERE = Path(__file__).resolve().parent
MARK = "DATA ILUSTRATIF — "
SOURCE = "Sumber: data ilustratif, dibuat oleh data/example/make_example.py; bukan data sebenarnya."
DATE = "2026-01-05T00:00:00Z"
MISSING = ("-", "-", None, "n.a.")
SPELLINGS = {
    "buah": ("buah", "Buah", "Buah ", "bh"),
    "ton": ("ton", "Ton", "Ton"),
    "set": ("set", "SET", "Set"),
    "unit": ("unit", "Unit"),
    "kg": ("Kg", "kg"),
    "orang": ("orang", "Orang", "org"),
}


# --- what the firms of Sentra Contoh make ----------------------------------------------------------------


class Product(NamedTuple):
    """A product text, the unit it is counted in, and the range of its price in rupiah per unit."""

    text: str
    unit: str
    low: float
    high: float


class Family(NamedTuple):
    """A family of product lines: how many firms, their KBLI code, and what they make, in turn."""

    firms: int
    kbli: str
    products: tuple


FAMILIES = {
    "komponen_mesin_industri": Family(
        38,
        "28140",
        (
            Product("Puli", "buah", 75e3, 180e3),
            Product("Roda gigi", "buah", 180e3, 420e3),
            Product("Puli dan roda gigi", "buah", 90e3, 260e3),
            Product("Komponen mesin industri", "ton", 17e6, 24e6),
            Product("Rumah bantalan", "buah", 110e3, 300e3),
            Product("Kopling flens", "buah", 160e3, 480e3),
            Product("Kaki mesin jahit", "set", 260e3, 390e3),
            Product("Poros dan bushing", "buah", 140e3, 380e3),
            Product("Roda gila (flywheel)", "ton", 16e6, 21e6),
            Product("Gear box", "set", 2.4e6, 6.5e6),
        ),
    ),
    "komponen_pabrik": Family(
        22,
        "28299",
        (
            Product("Suku cadang pabrik gula", "ton", 18e6, 27e6),
            Product("Rol gilingan tebu", "buah", 32e6, 70e6),
            Product("Bola giling (grinding ball)", "ton", 15e6, 20e6),
            Product("Komponen mesin tenun", "set", 350e3, 900e3),
            Product("Liner mill pabrik semen", "ton", 19e6, 28e6),
            Product("Jaw plate", "ton", 18e6, 26e6),
            Product("Idler roll konveyor", "buah", 220e3, 450e3),
        ),
    ),
    "peralatan_kapal": Family(
        14,
        "30113",
        (
            Product("Jangkar kapal", "buah", 2.6e6, 7.5e6),
            Product("Baling-baling kapal", "buah", 1.8e6, 6.0e6),
            Product("Bolder", "ton", 16e6, 22e6),
            Product("As propeler, daun kemudi", "set", 4.5e6, 12e6),
        ),
    ),
    "komponen_kereta_api": Family(
        12,
        "30200",
        (
            Product("Penambat rel", "buah", 28e3, 60e3),
            Product("Suku cadang kereta api", "ton", 19e6, 27e6),
            Product("Pelat landas rel", "ton", 17e6, 22e6),
            Product("Komponen bogie", "set", 5.5e6, 14e6),
        ),
    ),
    # Small firms make blocks only and count them; the others cast blocks among other things, by weight.
    "rem_blok_metalik": Family(
        14,
        "30200",
        (
            Product("Rem blok metalik", "buah", 104e3, 118e3),
            Product("Rem blok metalik, suku cadang kereta api", "ton", 18e6, 24e6),
            Product("Blok rem besi cor", "ton", 17e6, 22e6),
            Product("Blok rem metalik kereta api", "buah", 104e3, 118e3),
            Product("Rem blok metalik, penambat rel", "ton", 18e6, 23e6),
            Product("Blok rem metalik", "ton", 17e6, 22e6),
            Product("Rem blok metalik dan komponen bogie", "ton", 19e6, 26e6),
        ),
    ),
    "komponen_pompa_air": Family(
        24,
        "28130",
        (
            Product("Komponen pompa air", "buah", 60e3, 160e3),
            Product("Rumah pompa", "buah", 95e3, 240e3),
            Product("Impeler pompa", "buah", 45e3, 120e3),
            Product("Pompa air tangan", "unit", 550e3, 950e3),
            Product("Stop kran dan katup", "buah", 40e3, 130e3),
            Product("Hidran pilar", "unit", 2.2e6, 4.5e6),
        ),
    ),
    "peralatan_rumah_tangga": Family(
        18,
        "25992",
        (
            Product("Wajan besi cor", "buah", 55e3, 130e3),
            Product("Wajan aluminium", "buah", 40e3, 95e3),
            Product("Panci dan ketel aluminium", "buah", 50e3, 140e3),
            Product("Burner kompor gas", "buah", 22e3, 48e3),
            Product("Dandang", "buah", 90e3, 210e3),
        ),
    ),
    "mesin": Family(
        12,
        "28210",
        (
            Product("Mesin pencacah rumput", "unit", 4.2e6, 9.0e6),
            Product("Mesin perontok padi", "unit", 6.0e6, 12e6),
            Product("Mesin pemipil jagung", "unit", 4.5e6, 8.5e6),
            Product("Mesin cetak batako", "unit", 14e6, 32e6),
            Product("Hand traktor", "unit", 18e6, 27e6),
        ),
    ),
    "komponen_otomotif": Family(
        14,
        "29300",
        (
            Product("Tromol rem mobil", "buah", 180e3, 360e3),
            Product("Komponen otomotif", "ton", 21e6, 30e6),
            Product("Gir sepeda motor", "set", 85e3, 160e3),
            Product("Exhaust manifold", "buah", 240e3, 520e3),
            Product("Cylinder sleeve", "buah", 70e3, 150e3),
        ),
    ),
}

# Main raw material, domestic share in percent (low, high), and how many firms in a hundred name it.
MATERIALS = (
    ("Besi rongsok", 85, 100, 34),
    ("Besi rongsok, kokas", 60, 80, 24),
    ("Besi kasar (pig iron)", 30, 60, 14),
    ("Besi rongsok, besi kasar", 55, 80, 16),
    ("Kokas", 0, 15, 4),
    ("Baja", 55, 90, 8),
)
ALUMINIUM = ("Aluminium", 40, 80, 0)
VILLAGES = ("Contoh Lor", "Contoh Kidul", "Contoh Wetan", "Contoh Kulon")
# Share of each numeric column that nobody filled in.
LOST = {
    "tk_l": 0.075,
    "tenaga_kerja": 0.024,
    "kapasitas_terpasang": 0.07,
    "produksi": 0.1,
    "nilai_investasi": 0.075,
    "nilai_produksi": 0.05,
    "nilai_bahan_baku": 0.08,
    "porsi_bahan_lokal": 0.08,
    "skkni": 0.055,
}

# --- the data as they are meant --------------------------------------------------------------------------


def intended():
    """Return the tables as a loader must return them, a dict of frames.

    Columns have the field names of ``p3dn/records/*.toml``, plus ``lini_produk``; personal fields, which
    loaders drop, are left out. Money is in rupiah, counts are Int64, quantities and rupiah float64, shares
    fractions, flags boolean, codes, units and periods text. The index is that of every loaded frame:
    (file, sheet, row).

    Returns
    -------
    dict of str to pandas.DataFrame
        Keys: ``sentra``, ``members``, ``deliveries``, ``needs``, ``tender``, ``scenario``, ``stages``,
        ``partnerships``, ``certificates``, ``bill_of_materials``, and ``trade``, whose index has the letters of the
        column as a fourth level.
    """
    sentra = make_sentra(np.random.default_rng(SEED))
    frames = {
        "sentra": sentra,
        "members": make_members(sentra, np.random.default_rng(SEED + 1)),
        "deliveries": make_deliveries(np.random.default_rng(SEED + 2)),
        "needs": make_needs(),
        "tender": make_tender(np.random.default_rng(SEED + 3)),
        "scenario": make_scenario(),
        "stages": make_stages(sentra),
        "partnerships": make_partnerships(),
        "certificates": make_certificates(sentra),
        "bill_of_materials": make_bill(),
    }
    placed = {name: typed(frame).set_index(place(name, len(frame))) for name, frame in frames.items()}
    return placed | {"trade": place_trade(make_trade(np.random.default_rng(SEED + 5)))}


def place(name, rows):
    """Return the index (file, sheet, row) of a table's records."""
    file, sheet, first = PLACES[name]
    index = [(file, sheet, first + at) for at in range(rows)]
    return pd.MultiIndex.from_tuples(index, names=["file", "sheet", "row"])


def typed(frame):
    """Return the frame with the types that loaders give to counts, flags, texts and dates."""
    kinds = dict.fromkeys(("tk_l", "tk_p", "tenaga_kerja", "skkni"), "Int64")
    kinds |= dict.fromkeys(("sni", "iso", "tkdn", "bimbingan_teknis", "temu_bisnis", "e_smart", "impor"), "boolean")
    kinds |= dict.fromkeys(("tgl_pengumuman_tender", "tgl_penetapan_pemenang", "tanggal"), "datetime64[s]")
    kinds |= dict.fromkeys(("mulai", "berakhir", "tanggal_terbit", "berlaku_sampai"), "datetime64[s]")
    kinds |= {column: "str" for column in frame if frame[column].map(lambda cell: isinstance(cell, str)).any()}
    return frame.astype({column: kind for column, kind in kinds.items() if column in frame})


def make_sentra(rng):
    """Return the register: one row per IKM, in no order of products, with some cells lost."""
    firms = firms_and_products(rng)
    size = len(firms)
    firms["tenaga_kerja"] = log_normal_counts(size, mean=26, sigma=0.92)[rng.permutation(size)]
    firms = small_firms_count_blocks(firms)
    firms["tk_p"] = (firms["tenaga_kerja"] * uniform(rng, 0.02, 0.22, size)).round().astype(int)
    firms["tk_l"] = firms["tenaga_kerja"] - firms["tk_p"]
    firms = add_money(firms, rng)
    firms = add_capacity(firms, rng)
    firms = add_materials(firms, rng)
    firms = add_certificates(firms, rng)
    firms = firms.iloc[rng.permutation(size)].reset_index(drop=True)
    firms.insert(0, "nama_usaha", [f"IKM Contoh {number:03d}" for number in range(1, size + 1)])
    firms.insert(1, "desa", pick(rng, VILLAGES, size))
    return lose(firms, rng)[list(SENTRA_FIELDS)]


def firms_and_products(rng):
    """Return a row per firm: line, product, unit and price; some texts in capitals or small letters."""
    rows = []
    for line, family in FAMILIES.items():
        for number in range(family.firms):
            product = family.products[number % len(family.products)]
            case = (str, str, str.upper, str.lower)[number % 7 % 4]
            rows.append((case(product.text), line, family.kbli, product.unit, product.low, product.high))
    frame = pd.DataFrame(rows, columns=["produk", "lini_produk", "kbli", "satuan", "low", "high"])
    frame["price"] = frame["low"] + (frame["high"] - frame["low"]) * rng.random(len(frame))
    return frame.drop(columns=["low", "high"])


def log_normal_counts(size, *, mean, sigma):
    """Return the quantiles of a log-normal distribution as whole numbers of at least 2, smallest first."""
    mu = math.log(mean) - sigma**2 / 2
    levels = [NormalDist(mu, sigma).inv_cdf((at + 0.5) / size) for at in range(size)]
    return np.array([max(2, round(math.exp(level))) for level in levels])


def small_firms_count_blocks(firms):
    """Give the smaller makers of metallic blocks the products that are counted in pieces."""
    blocks = firms[firms["lini_produk"] == "rem_blok_metalik"]
    by_size = blocks.sort_values("tenaga_kerja", kind="stable").index
    by_unit = blocks.sort_values("satuan", kind="stable").index
    moved = ["produk", "satuan", "price"]
    firms = firms.copy()
    firms.loc[by_size, moved] = blocks.loc[by_unit, moved].to_numpy()
    firms["price"] = firms["price"].astype(float)
    return firms


def add_money(firms, rng):
    """Add output (Rp 60 to 250 million a worker), materials (46 to 69 % of it) and investment, in rupiah."""
    size = len(firms)
    per_worker = 62e6 + 186e6 * rng.random(size) ** 1.7
    output = (firms["tenaga_kerja"] * per_worker).map(lambda value: to_step(value, 500e3))
    return firms.assign(
        nilai_produksi=output,
        nilai_bahan_baku=(output * uniform(rng, 0.46, 0.69, size)).map(lambda value: to_step(value, 100e3)),
        nilai_investasi=(output * uniform(rng, 0.2, 0.65, size)).map(lambda value: to_step(value, 1e6)),
    )


def add_capacity(firms, rng):
    """Add output and installed capacity in the firm's own unit; most stand idle, one in twenty is full."""
    size = len(firms)
    blocks = firms["lini_produk"].eq("rem_blok_metalik").to_numpy()
    used = np.where(blocks, uniform(rng, 0.16, 0.28, size), uniform(rng, 0.17, 0.57, size))
    used = np.where(chance(rng, 0.06, size) & ~blocks, uniform(rng, 0.86, 0.95, size), used)
    by_weight = firms["satuan"].eq("ton")
    output = firms["nilai_produksi"] / firms["price"]
    output = output.round(1).where(by_weight, output.round()).clip(lower=1)
    capacity = [as_stated(value, 0.5 if ton else 1) for value, ton in zip(output / used, by_weight, strict=True)]
    return firms.drop(columns="price").assign(produksi=output, kapasitas_terpasang=capacity)


def add_materials(firms, rng):
    """Add the main raw material and its domestic share: scrap is domestic, coke mostly imported."""
    size = len(firms)
    limits = np.cumsum([weight for *_, weight in MATERIALS]) / 100
    chosen = [MATERIALS[at] for at in np.searchsorted(limits[:-1], rng.random(size), side="right")]
    is_light = firms["produk"].str.casefold().str.contains("aluminium")
    chosen = [ALUMINIUM if light else other for other, light in zip(chosen, is_light, strict=True)]
    names, low, high, _ = zip(*chosen, strict=True)
    percent = 5 * (uniform(rng, np.array(low), np.array(high), size) / 5).round()
    return firms.assign(bahan_baku=names, porsi_bahan_lokal=(percent / 100).round(2))


def add_certificates(firms, rng):
    """Add certificates and support programmes; larger firms and makers of brake blocks have more of them."""
    size = len(firms)
    large = firms["tenaga_kerja"].ge(20).to_numpy()
    blocks = firms["lini_produk"].eq("rem_blok_metalik").to_numpy()
    trained = (firms["tenaga_kerja"] * uniform(rng, 0.02, 0.18, size)).map(math.ceil)
    return firms.assign(
        sni=chance(rng, np.where(blocks, 0.7, np.where(large, 0.16, 0.05)), size),
        iso=chance(rng, np.where(blocks, 0.4, np.where(large, 0.1, 0.02)), size),
        tkdn=chance(rng, np.where(blocks, 0.15, np.where(large, 0.08, 0.03)), size),
        skkni=np.where(chance(rng, np.where(large, 0.4, 0.15), size), trained, 0),
        bimbingan_teknis=chance(rng, 0.35, size),
        temu_bisnis=chance(rng, 0.2, size),
        e_smart=chance(rng, 0.25, size),
    )


def lose(firms, rng):
    """Take out some numbers: where the total of workers is missing, men and women are missing too."""
    firms = firms.copy()
    for column, share in LOST.items():
        firms[column] = firms[column].astype(float).mask(chance(rng, share, len(firms)))
    firms["tk_l"] = firms["tk_l"].mask(firms["tenaga_kerja"].isna())
    firms["tk_p"] = firms["tk_p"].astype(float).mask(firms["tk_l"].isna())
    for column in ("temu_bisnis", "e_smart"):
        firms[column] = firms[column].astype("boolean").mask(chance(rng, 0.02, len(firms)))
    return firms


def make_members(sentra, rng):
    """Return the members of the cooperative: every IKM of the register, in another order."""
    size = len(sentra)
    active = chance(rng, 0.82, size)
    joined = 1985 + np.floor(38 * rng.random(size) ** 0.8).astype(int)
    savings = pd.Series((2026 - joined) * 12 * 25e3 + np.floor(rng.random(size) * 40) * 50e3 + 500e3)
    members = pd.DataFrame(
        {
            "nama_anggota": sentra["nama_usaha"].to_numpy(),
            "tahun_masuk": [str(year) for year in joined],
            "status": np.where(active, "Aktif", "Tidak aktif"),
            "simpanan": savings.mask(chance(rng, 0.04, size)),
        }
    )
    members = members.sort_values("tahun_masuk", kind="stable").reset_index(drop=True)
    members.insert(0, "no_anggota", [f"A-{number:03d}" for number in range(1, size + 1)])
    return members


# Year, blocks ordered and delivered, price. Shaped like the published story, yet invented.
METALLIC = (
    (2010, 104000, 103400, 78000),
    (2011, 250000, 238600, 82000),
    (2012, 250000, 247900, 86000),
    (2013, 245000, 244200, 91000),
    (2014, 248000, 241500, 97000),
    (2015, 210000, 207300, 104000),
    (2016, 120000, 120000, 111000),
    (2017, 6000, 5400, 111000),
)
# Year, composite blocks sent on trial, price once there was one.
TRIALS = (
    (2019, 240, None),
    (2020, 600, None),
    (2021, 400, 198500),
    (2023, 1200, 198500),
    (2024, 800, 201000),
    (2025, 1500, 201000),
)
RAILWAY, SUGAR = "Operator Kereta Contoh", "Pabrik Gula Contoh"


def make_deliveries(rng):
    """Return the cooperative's deliveries: metallic blocks, blocks for cane wagons, composite trials."""
    rows = [(year, "Rem blok metalik", RAILWAY, *rest) for year, *rest in METALLIC]
    for year in range(2010, 2026):
        sent = to_step(8000 + 9000 * rng.random(), 100)
        price = to_step(80e3 * 1.028 ** (year - 2010), 500)
        rows.append((year, "Rem blok metalik lori tebu", SUGAR, sent, sent, price))
    rows += [(year, "Rem blok komposit (uji coba)", RAILWAY, None, *rest) for year, *rest in TRIALS]
    numbers = ["jumlah_dipesan", "jumlah_dikirim", "harga_satuan"]
    frame = pd.DataFrame(rows, columns=["tahun", "produk", "pembeli", *numbers])
    frame = frame.sort_values("tahun", kind="stable").reset_index(drop=True)
    frame = frame.astype({"tahun": str} | dict.fromkeys(numbers, float))
    composite = frame["produk"].str.contains("komposit")
    return frame.assign(
        satuan="buah",
        nilai=frame["jumlah_dikirim"] * frame["harga_satuan"],
        lini_produk=np.where(composite, "rem_blok_komposit", "rem_blok_metalik"),
    )


# Per line: item, specification, buyer, need per year, unit, price in rupiah, import share.
NEEDS = {
    "rem_blok_komposit": (
        ("Rem blok komposit", "untuk gerbong penumpang dan barang", RAILWAY, 120000, "buah", 203700, 1.0),
    ),
    "rem_blok_metalik": (("Rem blok metalik", "besi cor kelabu, untuk lori tebu", SUGAR, 16000, "buah", 121000, 0.0),),
    "komponen_kereta_api": (
        ("Penambat rel", "tipe elastis", RAILWAY, 85000, "buah", 52000, 0.6),
        ("Alat perangkai kereta", "lengkap dengan pegas", "Bengkel Kereta Contoh", 450, "set", 18500000, 0.8),
    ),
    "komponen_mesin_industri": (
        ("Puli dan roda gigi", "besi cor FC 25", "Pabrik Tekstil Contoh", 42000, "buah", 215000, 0.35),
        ("Rumah bantalan", "tipe UCP, diameter 50 mm", "Pabrik Kertas Contoh", 18000, "buah", 260000, 0.7),
        ("Gear box", "rasio 1:30", "Pabrik Pakan Contoh", 900, "set", 5400000, 0.8),
    ),
    "komponen_pabrik": (
        ("Rol gilingan tebu", "lengkap dengan leher", SUGAR, 160, "buah", 58000000, 0.4),
        ("Bola giling", "krom tinggi, diameter 60 mm", "Pabrik Semen Contoh", 620.5, "ton", 19500000, 0.55),
        ("Komponen mesin tenun", "sesuai contoh barang", "Pabrik Tekstil Contoh", 7500, "set", 640000, None),
    ),
    "peralatan_kapal": (
        ("Jangkar kapal", "tipe tanpa tongkat, 150 kg", "Galangan Contoh", 640, "buah", 6200000, 0.25),
        ("Baling-baling kapal", "kuningan, 4 daun", "Galangan Contoh", 520, "buah", None, 0.65),
    ),
    "komponen_pompa_air": (
        ("Rumah pompa", "besi cor, ukuran 2 inci", "Perusahaan Air Minum Contoh", 9000, "buah", 205000, 0.3),
        ("Katup gerbang (gate valve)", "DN 100", "Perusahaan Air Minum Contoh", 5200, "buah", 1350000, 0.75),
        ("Hidran pilar", "dua lubang", "Pemadam Kebakaran Contoh", 380, "unit", 4300000, 0.2),
    ),
    "peralatan_rumah_tangga": (
        ("Wajan besi cor", "diameter 40 cm", "Jaringan Ritel Contoh", 65000, "buah", 110000, 0.15),
        ("Burner kompor gas", "kuningan", "Pabrik Peralatan Contoh", 240000, "buah", 41000, None),
    ),
    "mesin": (
        ("Mesin pencacah rumput", "1 ton per jam", "Dinas Pertanian Contoh", 750, "unit", 8200000, 0.1),
        ("Hand traktor", "8,5 PK", "Dinas Pertanian Contoh", 420, "unit", 25500000, 0.5),
    ),
    "komponen_otomotif": (
        ("Tromol rem mobil", "sesuai gambar", "Pabrik Otomotif Contoh", 36000, "buah", 310000, 0.45),
        ("Cylinder sleeve", "sesuai gambar", "Pabrik Otomotif Contoh", 24000, "buah", None, 0.8),
        ("Exhaust manifold", "besi cor", "Pabrik Otomotif Contoh", 96000, "kg", 34000, 0.5),
    ),
    None: (("Sarung tangan kerja", "katun", RAILWAY, 12000, "buah", 14500, 0.2),),
}


def make_needs():
    """Return what the buyers need in a year; some prices and import shares are not known."""
    columns = ["nama_barang", "spesifikasi", "pembeli", "jumlah_kebutuhan", "satuan", "harga_satuan"]
    rows = [(*item, line) for line, items in NEEDS.items() for item in items]
    frame = pd.DataFrame(rows, columns=[*columns, "porsi_impor", "lini_produk"])
    frame = frame.astype(dict.fromkeys(("jumlah_kebutuhan", "harga_satuan", "porsi_impor"), float))
    names = {0.0: "Dalam negeri", 1.0: "Impor"}
    return frame.assign(
        nilai_kebutuhan=frame["jumlah_kebutuhan"] * frame["harga_satuan"],
        asal=frame["porsi_impor"].map(lambda share: names.get(share, "Campuran"), na_action="ignore"),
    )


# Per line and item: input, horizon, low, central, high, unit, then source (illustrative where none is named), note,
# owner and fund. No line means every line, no item every item of the line.
MACHINES = ("Ditjen IKMA", "APBN, restrukturisasi mesin")
NOW, YEAR, THREE = "sekarang", "12 bulan", "36 bulan"
REPUBLIKA = "Republika, 4 Januari 2019 (mengutip Direktur Jenderal IKM)"
BISNIS = "Bisnis.com, 3 April 2017 (ketua koperasi)"
TIMLO = "timlo.net, 11 Agustus 2016 (ketua koperasi)"
STUDY = "timlo.net, 11 Agustus 2016: 4 bulan; id.scribd.com/document/444780902 (tanpa tanggal): 4-6 bulan"
SCENARIO = {
    (None, None): (
        ("Kurs rupiah per dolar", None, 15800, 16200, 16900, "Rp/US$"),
        ("Potongan harga importir", None, None, 0.2, None, "pangsa"),
        ("Jam kerja per orang per tahun", None, 1900, 2000, 2100, "jam/tahun"),
    ),
    ("rem_blok_komposit", None): (
        ("Kebutuhan per tahun", None, 55000, 120000, 120000, "buah/tahun", f"{REPUBLIKA}; rendah: riwayat pesanan",
         "Sumber menulis 'hingga 120.000'. Rendah: 220.000 buah metalik per tahun dibagi umur pakai 4 banding 1."),
        ("Harga satuan pembeli", None, None, 203700, None, "Rp/buah", REPUBLIKA,
         "Sumber menulis 'sekitar'; tahun harga dan pajak tidak disebut."),
        ("Porsi impor", None, None, 1, None, "pangsa", BISNIS),
        ("Riwayat kebutuhan barang lama", None, 200000, 220000, 220000, "buah/tahun", BISNIS,
         "Rem blok metalik, rata-rata per tahun sampai 2015."),
        ("Umur pakai barang lama", None, None, 1, None, "bulan", TIMLO),
        ("Umur pakai barang impor", None, 4, 4, 6, "bulan", STUDY),
        ("Umur pakai barang dalam negeri", None, 3, 4, 4.5, "bulan"),
        ("Tambahan kapasitas dari investasi", YEAR, 20000, 30000, 40000, "buah/tahun"),
        ("Tambahan kapasitas dari investasi", THREE, 45000, 60000, 80000, "buah/tahun"),
        ("Bulan sampai investasi berjalan", None, 8, 10, 14, "bulan"),
        ("Volume efisien terkecil", None, 20000, 25000, 30000, "buah/tahun"),
        ("Investasi per 10.000 satuan per tahun", None, 2.4e9, 3.1e9, 4.5e9, "Rp"),
        ("Porsi lulus uji", NOW, None, 0, None, "pangsa", None, "Uji rute panjang belum lulus."),
        ("Porsi lulus uji", YEAR, None, 0, None, "pangsa", None, "Uji rute panjang belum lulus."),
        ("Porsi lulus uji", THREE, 0.4, 0.8, 1, "pangsa"),
        ("Harga barang dalam negeri", None, 160000, 176000, 215000, "Rp/buah"),
        ("Nilai CIF impor", None, 9.2, 10.4, 11.5, "US$/buah"),
        ("Tarif bea masuk", None, 0, 0.05, 0.1, "pangsa"),
        ("Biaya penanganan impor", None, 6000, 9000, 12000, "Rp/buah"),
        ("Biaya pasang per penggantian", None, 9000, 12000, 15000, "Rp/buah"),
        ("Pesanan per tahun", NOW, None, 0, None, "buah/tahun"),
        ("Pesanan per tahun", YEAR, None, 0, None, "buah/tahun"),
        ("Pesanan per tahun", THREE, 20000, 40000, 60000, "buah/tahun"),
        ("Porsi bahan impor dalam harga", None, 0.3, 0.45, 0.6, "pangsa", None, "Resin dan serat diimpor."),
        ("Jam kerja per satuan", None, 0.5, 0.6, 0.8, "jam/buah"),
        ("Jam kerja menganggur per tahun", None, 2000, 4000, 6000, "jam/tahun"),
        ("Satu langkah: kapasitas", None, None, 20000, None, "buah/tahun"),
        ("Biaya satu langkah: kapasitas", None, 5e9, 6.2e9, 9e9, "Rp"),
        ("Bulan satu langkah: kapasitas", None, None, 10, None, "bulan"),
    ),
    ("rem_blok_metalik", None): (
        ("Berat per satuan", None, 8, 9, 10, "kg/buah"),
        ("Kapasitas menurut tahap tersempit", None, 150000, 180000, 200000, "buah/tahun"),
        ("Kapasitas terbukti (tahun pengiriman terbaik)", None, None, 247900, None, "buah/tahun"),
        ("Umur pakai barang dalam negeri", None, None, 1, None, "bulan", TIMLO),
    ),
    ("komponen_mesin_industri", None): (
        ("Umur pakai barang dalam negeri", None, 30, 36, 40, "bulan"),
        ("Umur pakai barang impor", None, 32, 36, 42, "bulan"),
        ("Porsi lulus uji", NOW, 0.1, 0.2, 0.3, "pangsa"),
        ("Porsi lulus uji", YEAR, 0.3, 0.5, 0.6, "pangsa"),
        ("Porsi lulus uji", THREE, 0.6, 0.8, 0.9, "pangsa"),
        ("Tarif bea masuk", None, 0, 0.05, 0.1, "pangsa"),
        ("Pesanan per tahun", NOW, None, 4000, None, "buah/tahun"),
        ("Pesanan per tahun", YEAR, 8000, 12000, 15000, "buah/tahun"),
        ("Pesanan per tahun", THREE, 15000, 20000, 24000, "buah/tahun"),
        ("Pesanan per tahun", NOW, None, 100, None, "set/tahun"),
        ("Pesanan per tahun", YEAR, 200, 300, 350, "set/tahun"),
        ("Pesanan per tahun", THREE, 400, 550, 650, "set/tahun"),
        ("Porsi bahan impor dalam harga", None, 0.15, 0.2, 0.3, "pangsa"),
        ("Jam kerja menganggur per tahun", None, 20000, 30000, 40000, "jam/tahun"),
        ("Satu langkah: kesiapan", None, None, 0.1, None, "pangsa", None, "Uji dan sertifikasi sepuluh IKM."),
        ("Biaya satu langkah: kesiapan", None, 6e8, 7.5e8, 1e9, "Rp", None, None, "BSKJI (B4T)", "APBN"),
        ("Bulan satu langkah: kesiapan", None, None, 9, None, "bulan"),
    ),
    ("komponen_mesin_industri", "Puli dan roda gigi"): (
        ("Kebutuhan per tahun", None, 30000, 42000, 50000, "buah/tahun"),
        ("Harga barang dalam negeri", None, 150000, 165000, 185000, "Rp/buah"),
        ("Nilai CIF impor", None, 10, 11.5, 13, "US$/buah"),
        ("Biaya penanganan impor", None, None, 6000, None, "Rp/buah"),
        ("Jam kerja per satuan", None, None, 1.5, None, "jam/buah"),
    ),
    ("komponen_mesin_industri", "Rumah bantalan"): (
        ("Harga barang dalam negeri", None, 210000, 232000, 255000, "Rp/buah"),
        ("Nilai CIF impor", None, 12.5, 13.8, 15, "US$/buah"),
        ("Biaya penanganan impor", None, None, 6000, None, "Rp/buah"),
        ("Jam kerja per satuan", None, None, 2, None, "jam/buah"),
    ),
    ("komponen_mesin_industri", "Gear box"): (
        ("Harga barang dalam negeri", None, 4.2e6, 4.6e6, 5.2e6, "Rp/set"),
        ("Nilai CIF impor", None, 260, 290, 320, "US$/set"),
        ("Biaya penanganan impor", None, None, 150000, None, "Rp/set"),
        ("Jam kerja per satuan", None, None, 26, None, "jam/set"),
    ),
    ("komponen_pompa_air", None): (
        ("Umur pakai barang dalam negeri", None, 48, 60, 66, "bulan"),
        ("Umur pakai barang impor", None, 54, 60, 72, "bulan"),
        ("Porsi lulus uji", None, 0.8, 0.9, 1, "pangsa"),
        ("Tarif bea masuk", None, 0, 0.05, 0.1, "pangsa"),
        ("Pesanan per tahun", NOW, 3000, 4000, 5000, "buah/tahun"),
        ("Pesanan per tahun", YEAR, 4000, 5000, 6000, "buah/tahun"),
        ("Pesanan per tahun", THREE, 5000, 6000, 7000, "buah/tahun"),
        ("Pesanan per tahun", None, 40, 60, 70, "unit/tahun"),
        ("Porsi bahan impor dalam harga", None, 0.2, 0.25, 0.35, "pangsa"),
        ("Jam kerja per satuan", None, None, 4, None, "jam/satuan"),
        ("Jam kerja menganggur per tahun", None, 10000, 15000, 20000, "jam/tahun"),
        ("Satu langkah: harga", None, None, 0.15, None, "pangsa", None, "Pembelian bahan bersama dan mesin CNC."),
        ("Biaya satu langkah: harga", None, 1.2e9, 1.5e9, 2e9, "Rp", None, None, *MACHINES),
        ("Bulan satu langkah: harga", None, None, 12, None, "bulan"),
    ),
    ("komponen_pompa_air", "Rumah pompa"): (
        ("Harga barang dalam negeri", None, 160000, 172000, 190000, "Rp/buah"),
        ("Nilai CIF impor", None, 10, 11, 12, "US$/buah"),
        ("Biaya penanganan impor", None, None, 7000, None, "Rp/buah"),
    ),
    ("komponen_pompa_air", "Katup gerbang (gate valve)"): (
        ("Harga barang dalam negeri", NOW, 1.15e6, 1.25e6, 1.35e6, "Rp/buah"),
        ("Harga barang dalam negeri", YEAR, 1.1e6, 1.2e6, 1.3e6, "Rp/buah"),
        ("Harga barang dalam negeri", THREE, 0.98e6, 1.04e6, 1.2e6, "Rp/buah"),
        ("Nilai CIF impor", None, 58, 62, 68, "US$/buah"),
        ("Biaya penanganan impor", None, None, 15000, None, "Rp/buah"),
    ),
    ("komponen_pompa_air", "Hidran pilar"): (
        ("Harga barang dalam negeri", None, 3.6e6, 3.9e6, 4.2e6, "Rp/unit"),
        ("Nilai CIF impor", None, 235, 250, 270, "US$/unit"),
        ("Biaya penanganan impor", None, None, 90000, None, "Rp/unit"),
    ),
    ("komponen_kereta_api", None): (
        ("Umur pakai barang dalam negeri", None, 100, 120, 130, "bulan"),
        ("Umur pakai barang impor", None, 110, 120, 140, "bulan"),
        ("Porsi terkunci spesifikasi", None, 0.05, 0.1, 0.2, "pangsa"),
        ("Tarif bea masuk", None, 0, 0.05, 0.1, "pangsa"),
        ("Pesanan per tahun", NOW, None, 6000, None, "buah/tahun"),
        ("Pesanan per tahun", YEAR, 8000, 12000, 16000, "buah/tahun"),
        ("Pesanan per tahun", THREE, 15000, 25000, 35000, "buah/tahun"),
        ("Pesanan per tahun", NOW, None, 20, None, "set/tahun"),
        ("Pesanan per tahun", YEAR, 40, 60, 80, "set/tahun"),
        ("Pesanan per tahun", THREE, 100, 150, 200, "set/tahun"),
        ("Porsi bahan impor dalam harga", None, 0.25, 0.3, 0.4, "pangsa"),
        ("Jam kerja menganggur per tahun", None, 8000, 12000, 16000, "jam/tahun"),
        ("Satu langkah: pasar", None, None, 40, None, "set/tahun", None, "Temu bisnis dan kontrak payung."),
        ("Satu langkah: pasar", None, None, 10000, None, "buah/tahun", None, "Temu bisnis dan kontrak payung."),
        ("Biaya satu langkah: pasar", None, 2e8, 2.5e8, 4e8, "Rp", None, None, "Ditjen IKMA dan Pusat P3DN", "APBN"),
        ("Bulan satu langkah: pasar", None, None, 6, None, "bulan"),
    ),
    ("komponen_kereta_api", "Penambat rel"): (
        ("Porsi lulus uji", None, 0.8, 0.9, 1, "pangsa"),
        ("Harga barang dalam negeri", None, 38000, 42000, 46000, "Rp/buah"),
        ("Nilai CIF impor", None, 2.5, 2.7, 3, "US$/buah"),
        ("Biaya penanganan impor", None, None, 2000, None, "Rp/buah"),
        ("Jam kerja per satuan", None, None, 0.5, None, "jam/buah"),
    ),
    ("komponen_kereta_api", "Alat perangkai kereta"): (
        ("Porsi lulus uji", None, 0.5, 0.7, 0.8, "pangsa"),
        ("Harga barang dalam negeri", None, 14e6, 15.5e6, 17e6, "Rp/set"),
        ("Nilai CIF impor", None, 900, 980, 1100, "US$/set"),
        ("Biaya penanganan impor", None, None, 400000, None, "Rp/set"),
        ("Jam kerja per satuan", None, None, 60, None, "jam/set"),
    ),
    ("mesin", None): (
        ("Umur pakai barang dalam negeri", None, 66, 72, 84, "bulan"),
        ("Umur pakai barang impor", None, 66, 72, 84, "bulan"),
        ("Porsi lulus uji", None, 0.9, 1, 1, "pangsa"),
        ("Tarif bea masuk", None, 0, 0.05, 0.1, "pangsa"),
        ("Preferensi harga berlaku", None, None, 1, None, "ya=1", None, "Dinas membeli lewat tender pemerintah."),
        ("Nilai TKDN", None, 0.3, 0.4, 0.45, "pangsa"),
        ("Harga perkiraan sendiri (HPS)", None, None, 5e9, None, "Rp"),
        ("Pesanan per tahun", NOW, None, 200, None, "unit/tahun"),
        ("Pesanan per tahun", YEAR, 220, 260, 285, "unit/tahun"),
        ("Pesanan per tahun", THREE, 240, 280, 300, "unit/tahun"),
        ("Jam kerja per satuan", None, 50, 60, 80, "jam/unit"),
        ("Jam kerja menganggur per tahun", None, 6000, 8000, 10000, "jam/tahun"),
        ("Satu langkah: bahan", None, None, 0.1, None, "pangsa", None, "Gandar dan gir dari dalam negeri."),
        ("Biaya satu langkah: bahan", None, None, 9e8, None, "Rp"),
    ),
    ("mesin", "Mesin pencacah rumput"): (
        ("Harga barang dalam negeri", None, 6.6e6, 7.2e6, 7.9e6, "Rp/unit"),
        ("Nilai CIF impor", None, 380, 420, 460, "US$/unit"),
        ("Biaya penanganan impor", None, None, 200000, None, "Rp/unit"),
        ("Porsi bahan impor dalam harga", None, 0.3, 0.35, 0.4, "pangsa"),
    ),
    ("mesin", "Hand traktor"): (
        ("Harga barang dalam negeri", None, 23e6, 24.5e6, 26e6, "Rp/unit"),
        ("Nilai CIF impor", None, 1250, 1350, 1450, "US$/unit"),
        ("Biaya penanganan impor", None, None, 500000, None, "Rp/unit"),
        ("Porsi bahan impor dalam harga", None, 0.5, 0.55, 0.65, "pangsa", None, "Motor diesel diimpor."),
    ),
    ("komponen_pabrik", "Komponen mesin tenun"): (("Porsi impor", None, 0.3, 0.5, 0.7, "pangsa"),),
    ("komponen_pabrik", None): (
        ("Umur pakai barang dalam negeri", None, None, 24, None, "bulan"),
        ("Umur pakai barang impor", None, None, 24, None, "bulan"),
        ("Pesanan per tahun", None, None, 30, None, "buah/tahun"),
    ),
    ("peralatan_kapal", None): (
        ("Umur pakai barang dalam negeri", None, None, 120, None, "bulan"),
        ("Umur pakai barang impor", None, None, 120, None, "bulan"),
        ("Porsi lulus uji", None, 0.5, 0.7, 0.9, "pangsa"),
        ("Pesanan per tahun", None, None, 80, None, "buah/tahun"),
    ),
    ("peralatan_kapal", "Jangkar kapal"): (
        ("Harga barang dalam negeri", None, None, 5.4e6, None, "Rp/buah"),
        ("Nilai CIF impor", None, None, 330, None, "US$/buah"),
        ("Biaya penanganan impor", None, None, 250000, None, "Rp/buah"),
    ),
    ("peralatan_rumah_tangga", None): (
        ("Porsi lulus uji", None, None, 1, None, "pangsa"),
        ("Harga barang dalam negeri", None, None, 90000, None, "Rp/buah"),
    ),
    ("komponen_otomotif", None): (
        ("Kapasitas menurut tahap tersempit", None, 160000, 165000, 175000, "buah/tahun"),
        ("Kapasitas terbukti (tahun pengiriman terbaik)", None, None, 160000, None, "buah/tahun"),
        ("Porsi lulus uji", NOW, 0.4, 0.6, 0.7, "pangsa"),
        ("Porsi lulus uji", YEAR, 0.5, 0.7, 0.8, "pangsa"),
        ("Porsi lulus uji", THREE, 0.6, 0.8, 0.9, "pangsa"),
        ("Umur pakai barang dalam negeri", None, None, 48, None, "bulan"),
        ("Umur pakai barang impor", None, None, 48, None, "bulan"),
        ("Tarif bea masuk", None, 0, 0.05, 0.1, "pangsa"),
        ("Satu langkah: kapasitas", None, None, 10000, None, "buah/tahun"),
        ("Biaya satu langkah: kapasitas", None, None, 2e9, None, "Rp", None, None, *MACHINES),
        ("Bulan satu langkah: kapasitas", None, None, 8, None, "bulan"),
    ),
    ("komponen_otomotif", "Tromol rem mobil"): (
        ("Berat per satuan", None, 8, 9, 10, "kg/buah"),
        ("Harga barang dalam negeri", None, 260000, 285000, 310000, "Rp/buah"),
        ("Nilai CIF impor", None, 16.5, 18, 20, "US$/buah"),
        ("Biaya penanganan impor", None, None, 9000, None, "Rp/buah"),
    ),
    ("komponen_otomotif", "Cylinder sleeve"): (("Berat per satuan", None, 2.5, 3, 3.5, "kg/buah"),),
    ("komponen_otomotif", "Exhaust manifold"): (
        ("Harga barang dalam negeri", None, 28000, 31000, 34000, "Rp/kg"),
        ("Nilai CIF impor", None, 1.9, 2, 2.2, "US$/kg"),
        ("Biaya penanganan impor", None, None, 800, None, "Rp/kg"),
    ),
}  # fmt: skip
LINE_NAMES = {
    "komponen_mesin_industri": "Komponen mesin industri",
    "komponen_pabrik": "Komponen pabrik",
    "peralatan_kapal": "Peralatan kapal",
    "komponen_kereta_api": "Komponen kereta api",
    "rem_blok_metalik": "Rem blok metalik",
    "rem_blok_komposit": "Rem blok komposit",
    "komponen_pompa_air": "Komponen pompa air",
    "peralatan_rumah_tangga": "Peralatan rumah tangga",
    "mesin": "Mesin (utuh)",
    "komponen_otomotif": "Komponen otomotif",
}


def make_scenario():
    """Return the inputs of the scenario; some are missing, so that the rungs that need them are unknown."""
    fields = ["masukan", "horizon", "rendah", "tengah", "tinggi", "satuan"]
    fields += ["sumber", "catatan", "pemilik", "sumber_dana"]
    rows = [
        {"lini_produk": line, "nama_barang": item} | dict(zip(fields, row + (None,) * (10 - len(row)), strict=True))
        for (line, item), inputs in SCENARIO.items()
        for row in inputs
    ]
    frame = pd.DataFrame(rows).astype(dict.fromkeys(("rendah", "tengah", "tinggi"), float))
    frame["satuan"] = frame["satuan"].str.replace("Rp", "rp").str.replace("US$", "us$")
    order = ["masukan", "lini_produk", "nama_barang", *fields[1:]]
    return frame.assign(sumber=frame["sumber"].fillna("ilustratif"))[order]


# What was tested or issued. Per product: line, buyer, then day, stage, institution, tested, passed, unit, share passed,
# result as it was written, note. A firm stands for "the first of the register that holds it" by its field.
LAB, DYNO, SKILLS = "Balai Uji Contoh", "Laboratorium Dinamometer Contoh", "LSP Logam Contoh"
CERTIFIER, WATER, TEXTILE = "Lembaga Sertifikasi Contoh", "Perusahaan Air Minum Contoh", "Pabrik Tekstil Contoh"
PAPER, FEED, CARS = "Pabrik Kertas Contoh", "Pabrik Pakan Contoh", "Pabrik Otomotif Contoh"
STAGES = {
    ("Rem blok komposit", "rem_blok_komposit", RAILWAY): (
        ("2017-03-20", "Uji kompetensi SKKNI", SKILLS, 20, 16, "orang", None, "16 dari 20 lulus",
         "10 IKM, 2 orang per IKM"),
        ("2017-11-27", "Uji kompetensi SKKNI ulangan", SKILLS, 4, 3, "orang", None, "Lulus", None),
        ("2018-05-14", "Uji laboratorium", LAB, 12, 7, "buah", None, "TIDAK LULUS", "kuat geser di bawah syarat"),
        ("2018-11-05", "Uji laboratorium (ulang)", LAB, 12, 12, "buah", None, "Lulus", None),
        ("2019-02-18", "Uji dinamometer", DYNO, 8, 8, "buah", None, "LULUS", None),
        ("2019-06-17", "Uji rute pendek", RAILWAY, 80, 80, "buah", 1, "Lulus", None),
        ("2020-03-09", "Uji rute menengah", RAILWAY, 160, 121, "buah", None, "Tidak lulus", "aus tidak merata"),
        ("2020-09-21", "Uji rute menengah", RAILWAY, 160, 158, "buah", None, "Lulus", None),
        ("2021-08-23", "Uji rute panjang", RAILWAY, 400, 160, "buah", 0.4, "Belum lulus", "retak sesudah 3 bulan"),
        ("2025-02-10", "Uji rute panjang, tahap 2", RAILWAY, 1500, None, "buah", None, "Sedang berjalan", None),
        (None, "Masuk katalog pembeli", None, None, None, None, None, "Menunggu", "sesudah uji rute panjang"),
    ),
    ("Rem blok metalik", "rem_blok_metalik", RAILWAY): (
        ("2009-08-10", "Uji laboratorium", LAB, 30, 30, "buah", None, "Lulus", None),
        ("2009-10-05", "Uji rute pendek", RAILWAY, 60, 60, "buah", 1, "Lulus", None),
        ("2009-11-16", "Uji rute menengah", RAILWAY, 120, 119, "buah", None, "Lulus", None),
        ("2010-01-11", "Uji rute panjang", RAILWAY, 300, 296, "buah", None, "LULUS", None),
        ("2010-02-01", "Daftar rekanan pembeli", None, None, None, None, None, "Terdaftar", None),
        ("2010-03-01", "Kontrak tahunan", None, None, None, None, None, "Terbit", None),
        ("2017-01-09", "Kontrak tahunan", None, None, None, None, None, "Dihentikan", "pembeli beralih ke komposit"),
    ),
    ("Rem blok metalik lori tebu", "rem_blok_metalik", SUGAR): (
        ("2009-12-14", "Uji laboratorium", LAB, 20, 20, "buah", None, "Lulus", None),
        ("2010-04-19", "Pesanan musim giling", None, None, None, None, None, "Terbit", "berulang tiap tahun"),
        ("2014-05-12", "Sertifikasi ISO 9001", CERTIFIER, None, None, None, None, "Terbit", None, "iso"),
        ("2015-09-07", "Sertifikasi SNI", CERTIFIER, None, None, None, None, "Terbit", None, "sni"),
    ),
    ("Penambat rel", "komponen_kereta_api", RAILWAY): (
        ("2021-04-12", "Uji laboratorium", LAB, 50, 49, "buah", None, "Lulus", None),
        ("2022-03-14", "Uji rute pendek", RAILWAY, 400, 396, "buah", None, "Lulus", None),
        ("2023-02-06", "Katalog pembeli", None, None, None, None, None, "Terdaftar", "berkas rute menengah hilang"),
    ),
    ("Alat perangkai kereta", "komponen_kereta_api", "Bengkel Kereta Contoh"): (
        ("2024-07-15", "Uji laboratorium", LAB, 6, 6, "set", None, "Lulus", None),
        ("2025-09-01", "Uji rute pendek", "Bengkel Kereta Contoh", 10, None, "set", None, "Proses", None),
    ),
    ("Rumah pompa", "komponen_pompa_air", WATER): (
        ("2022-06-08", "Uji lab (tekan 10 bar)", LAB, 15, 15, "buah", None, "Lulus", None),
        ("2022-10-24", "Sertifikasi SNI", CERTIFIER, None, None, None, None, "Terbit", None, "sni"),
        ("2023-01-17", "Daftar rekanan", None, None, None, None, None, "Terdaftar", None),
        ("2023-05-02", "Kontrak payung", None, None, None, None, None, "Terbit", None),
    ),
    ("Katup gerbang (gate valve)", "komponen_pompa_air", WATER): (
        ("2024-03-18", "Uji lab (kebocoran)", LAB, 10, 6, "buah", None, "Gagal", "bocor di dudukan"),
        ("2024-09-30", "Uji lab (kebocoran), ulang", LAB, 10, 10, "buah", None, "lulus", None),
        ("2025-08-11", "Daftar rekanan", None, None, None, None, None, "Dalam proses", None),
    ),
    ("Puli dan roda gigi", "komponen_mesin_industri", TEXTILE): (
        ("2023-03-06", "Uji laboratorium", LAB, 24, 24, "buah", None, "Lulus", None),
        ("2023-07-10", "Daftar pemasok", None, None, None, None, None, "Terdaftar", None),
        ("2024-01-22", "Pesanan pertama", None, None, None, None, None, "Terbit", None),
    ),
    ("Rumah bantalan", "komponen_mesin_industri", PAPER): (
        ("2025-05-19", "Uji laboratorium", LAB, 12, None, "buah", None, "Berjalan", None),
    ),
    ("Gear box", "komponen_mesin_industri", FEED): (
        ("2024-11-04", "Uji laboratorium", LAB, 4, 1, "set", None, "Tidak Lulus", "suara dan getaran"),
        (None, "Rapat persiapan uji ulang", None, None, None, None, None, "lihat notula", None),
    ),
    ("Tromol rem mobil", "komponen_otomotif", CARS): (
        ("2022-02-21", "Uji laboratorium", LAB, 20, 20, "buah", None, "Lulus", None),
        ("2022-08-15", "Masuk daftar pemasok", None, None, None, None, None, "Lulus", None),
        ("2024-06-03", "Sertifikasi ISO 9001", CERTIFIER, None, None, None, None, "Terbit", None, "iso"),
    ),
}  # fmt: skip


def make_stages(sentra):
    """Return the log of tests, certificates and orders, by product and day; two entries have no day."""
    fields = ["tanggal", "tahap", "lembaga_uji", "jumlah_diuji", "jumlah_lulus", "satuan", "porsi_lulus", "hasil"]
    fields += ["catatan", "held"]
    rows = [
        {"produk": product, "lini_produk": line, "pembeli": buyer}
        | dict(zip(fields, entry + (None,) * (10 - len(entry)), strict=True))
        for (product, line, buyer), entries in STAGES.items()
        for entry in entries
    ]
    frame = pd.DataFrame(rows).astype(dict.fromkeys(("jumlah_diuji", "jumlah_lulus", "porsi_lulus"), float))
    holders = [holder(sentra, *row) for row in frame[["lini_produk", "held"]].itertuples(index=False)]
    buyers = frame["pembeli"].where(frame["held"].isna() & ~frame["tahap"].str.contains("SKKNI"))
    return frame.drop(columns="held").assign(
        nama_usaha=holders, pembeli=buyers, tanggal=pd.to_datetime(frame["tanggal"])
    )


def holder(sentra, line, held):
    """Return the first firm of a line that holds a certificate by the register, None where none is meant."""
    if not isinstance(held, str):
        return None
    return sentra.loc[sentra["lini_produk"].eq(line) & sentra[held], "nama_usaha"].iloc[0]


PARTNERS = (
    (LAB, "Uji laboratorium", "Rem blok komposit", "2018-02-05", "2023-02-04", "Selesai", 350e6, None),
    (LAB, "Uji laboratorium dan dinamometer", "Rem blok komposit", "2024-02-12", "2026-12-31", "Aktif", 420e6, None),
    (RAILWAY, "Uji rute", "Rem blok komposit", "2019-01-15", None, "Aktif", None, "tanpa nilai"),
    ("Universitas Contoh", "Penelitian", "Rem blok komposit", "2017-08-01", "2020-07-31", "Selesai", 180e6, None),
    ("Bank Contoh", "Modal kerja", "Rem blok metalik", "2015-03-02", "2018-03-01", "Selesai", 5e9, None),
    (WATER, "Kontrak payung", "Rumah pompa", "2023-05-02", "2026-05-01", "Aktif", 2.4e9, None),
    (SKILLS, "Pelatihan dan uji kompetensi", "Puli dan roda gigi", "2022-06-20", "2025-06-19", "Aktif", 275e6,
     "sedang diperpanjang"),
    (CARS, "Pembinaan pemasok", "Tromol rem mobil", None, None, "Rencana", None, None),
)  # fmt: skip


def make_partnerships():
    """Return who works with the cooperative, on which product, from when until when."""
    fields = ["mitra", "peran", "produk", "mulai", "berakhir", "status", "nilai", "catatan"]
    frame = pd.DataFrame(PARTNERS, columns=fields).astype({"nilai": float})
    frame = frame.assign(mulai=pd.to_datetime(frame["mulai"]), berakhir=pd.to_datetime(frame["berakhir"]))
    lines = {product: line for product, line, _ in STAGES}
    return frame.assign(lini_produk=frame["produk"].map(lines))


# Issued, valid until, TKDN and BMP of the firms that hold a certificate by the register, in turn.
COOPERATIVE = "Koperasi Sentra Contoh"
LEVELS = (
    ("2022-04-18", "2025-04-17", 0.6312, 0.08), ("2023-02-13", "2026-02-12", 0.4150, 0.05),
    ("2023-07-24", "2026-07-23", 0.5478, None), ("2024-03-11", "2027-03-10", 0.3390, 0.10),
    ("2021-09-06", "2024-09-05", 0.2440, 0.05), ("2024-10-21", "2027-10-20", 0.7125, 0.12),
    ("2023-05-29", None, 0.4020, None), (None, "2026-11-15", 0.2785, 0.04), ("2024-01-15", "2027-01-14", 0.3610, 0.06),
)  # fmt: skip


def make_certificates(sentra):
    """Return the TKDN certificates: one per firm that has one by the register, and one of the cooperative itself."""
    firms = sentra.loc[sentra["tkdn"], ["nama_usaha", "produk", "lini_produk"]].reset_index(drop=True)
    levels = [LEVELS[at % len(LEVELS)] for at in range(len(firms))]
    firms[["tanggal_terbit", "berlaku_sampai", "nilai_tkdn", "nilai_bmp"]] = levels
    block = (COOPERATIVE, "Rem blok komposit", "rem_blok_komposit", "2023-10-16", "2026-10-15", 0.3475, 0.05)
    frame = pd.concat([firms, pd.DataFrame([block], columns=list(firms))], ignore_index=True)
    frame["no_sertifikat"] = [f"ILUSTRATIF/TKDN/{number:03d}" for number in range(1, len(frame) + 1)]
    days = {name: pd.to_datetime(frame[name]) for name in ("tanggal_terbit", "berlaku_sampai")}
    return frame.assign(**days).astype({"nilai_tkdn": float, "nilai_bmp": float})


# Per product and line: component, quantity, unit, price in rupiah per unit, TKDN, origin. The imported components of a
# composite block are worth what the scenario says: 0.45 of the buyer's price of Rp 203,700.
BILL = {
    ("Rem blok komposit", "rem_blok_komposit"): (
        ("Resin fenolik", 0.55, "kg", 70000, None, "Impor"),
        ("Serat aramid", 0.1, "kg", 310000, None, "Impor"),
        ("Grafit dan abrasif", 0.65, "kg", 34100, None, "Impor"),
        ("Barit", 1.2, "kg", 5500, 0.8, "Dalam negeri"),
        ("Serbuk besi", 0.8, "kg", 7500, 0.7, "Dalam negeri"),
        ("Pelat baja penyangga", 1, "buah", 22000, 0.55, "Dalam negeri"),
        ("Perekat dan pelapis", 1, "set", 4200, None, "Dalam negeri"),
    ),
    ("Rem blok metalik", "rem_blok_metalik"): (
        ("Besi rongsok", 7.5, "kg", 6200, 0.95, "Dalam negeri"),
        ("Besi kasar (pig iron)", 2, "kg", 9500, None, "Impor"),
        ("Kokas", 1.1, "kg", 7800, None, "Impor"),
        ("Ferosilikon", 0.05, "kg", 28000, None, "Impor"),
        ("Pasir cetak dan kapur", 2.5, "kg", 900, 1, "Dalam negeri"),
        ("Cat pelindung", 0.05, "kg", 40000, 0.6, "Dalam negeri"),
    ),
}


def make_bill():
    """Return the components of two brake blocks: what each costs per piece, how domestic it is, and its origin."""
    fields = ["komponen", "jumlah", "satuan", "harga_satuan", "nilai_tkdn", "asal"]
    rows = [
        {"produk": product, "lini_produk": line} | dict(zip(fields, part, strict=True))
        for (product, line), parts in BILL.items()
        for part in parts
    ]
    frame = pd.DataFrame(rows).astype({"jumlah": float, "harga_satuan": float, "nilai_tkdn": float})
    cost = (frame["jumlah"] * frame["harga_satuan"]).round(2)
    return frame.assign(biaya=cost, impor=frame["asal"].eq("Impor"))


def make_tender(rng, packages=59):
    """Return finished tenders: 59 packages in 60 rows, since one was paid by two spending units."""
    unit = 1 + np.floor(rng.random(packages) * 9).astype(int)
    announced = pd.Timestamp("2025-02-03") + pd.to_timedelta(np.floor(rng.random(packages) * 230), unit="D")
    awarded = announced + pd.to_timedelta(14 + np.floor(rng.random(packages) * 40), unit="D")
    frame = pd.DataFrame(
        {
            "kd_tender": [str(9900001 + 137 * at) for at in range(packages)],
            "kd_paket": [str(9800001 + 137 * at) for at in range(packages)],
            "kd_rup_paket": [str(95000011 + 211 * at) for at in range(packages)],
            "tahun_anggaran": "2025",
            "kd_klpd": "K00",
            "nama_klpd": "Kementerian Contoh",
            "jenis_klpd": "KEMENTERIAN",
            "kd_satker": [f"00090{number}" for number in unit],
            "nama_satker": [f"Satuan Kerja Contoh {number}" for number in unit],
            "kd_lpse": "0",
            "kabkota": "Contoh (Kab.)",
            "provinsi": "Provinsi Contoh",
            "tgl_pengumuman_tender": announced,
            "tgl_penetapan_pemenang": awarded,
            "kd_penyedia": [str(700001 + 37 * at) for at in range(packages)],
        }
    )
    return share_a_package(frame.assign(**tender_values(rng, packages)), at=22)


def tender_values(rng, packages):
    """Return ceiling, estimate, bids, contract and its domestic and small-firm parts; eight lack these."""
    ceiling = np.array([to_step(150e6 * math.exp(3.2 * level), 1e6) for level in rng.random(packages)])
    estimate = (ceiling * uniform(rng, 0.93, 1.0, packages)).round(2)
    bid = (estimate * uniform(rng, 0.8, 0.99, packages)).round(-3)
    bargained = (bid * uniform(rng, 0.96, 1.0, packages)).round(2)
    contract = np.where(chance(rng, 0.6, packages), bid, bargained)
    domestic = np.where(chance(rng, 0.55, packages), 1.0, uniform(rng, 0.15, 0.97, packages))
    small = np.where(chance(rng, 0.5, packages), 1.0, np.where(chance(rng, 0.3, packages), 0.0, domestic))
    silent = np.isin(np.arange(packages), rng.permutation(packages)[:8])
    return {
        "pagu": ceiling,
        "hps": estimate,
        "nilai_penawaran": bid,
        "nilai_terkoreksi": bid,
        "nilai_negosiasi": contract,
        "nilai_kontrak": contract,
        "nilai_pdn_kontrak": np.where(silent, np.nan, (contract * domestic).round(2)),
        "nilai_umk_kontrak": np.where(silent, np.nan, (contract * small).round(2)),
    }


# Imports by code of goods (HS 2022): name as a tariff book has it, and US$ a year. Countries are invented, so that no
# invented figure stands beside a real name; the share of each, and the ports that it ships to.
GOODS = {
    "732510": ("Barang tuang dari besi tuang yang tidak dapat ditempa", 4.1e6),
    "841391": ("Bagian dari pompa", 6.3e6),
    "848310": ("Poros transmisi dan engkol", 7.8e6),
    "848340": ("Roda gigi dan perpindahan roda gigi", 11.2e6),
    "848350": ("Roda gaya dan puli", 2.6e6),
    "860729": ("Rem selain rem angin, dan bagiannya", 1.9e6),
}
PORTS = ("Pelabuhan Contoh Utara", "Pelabuhan Contoh Selatan")
COUNTRIES = {
    "Negara A": (0.41, PORTS), "Negara B": (0.17, PORTS), "Negara C": (0.12, PORTS[:1]), "Negara D": (0.10, PORTS[:1]),
    "Negara E": (0.08, PORTS[1:]), "Negara F": (0.06, PORTS[:1]), "Negara G": (0.04, PORTS[1:]),
    "Negara H": (0.02, PORTS[:1]),
}  # fmt: skip
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
TRADE_FILE, TRADE_SHEET, TRADE_YEAR, TRADE_FIRST = "impor_contoh.xlsx", "Impor", "2025", 6
TRADE_TITLE = MARK + "Impor Menurut Kode HS, Negara Asal, Pelabuhan, dan Bulan, Tahun 2025 (US$)"


def make_trade(rng):
    """Return imports of one year: a row per code, country, port and month in which something came in."""
    rows = []
    for code, (name, value) in GOODS.items():
        for country, (share, ports) in COUNTRIES.items():
            for port in ports:
                part = value * share * (1.0 if len(ports) == 1 else 0.7 if port == ports[0] else 0.3) / 12
                month = part * uniform(rng, 0.5, 1.5, 12)
                came = chance(rng, 0.35 + share, 12)
                rows += [(code, name, TRADE_YEAR, f"{at + 1:02}", country, port, round(month[at]))
                         for at in range(12) if came[at]]  # fmt: skip
    fields = ["kode_hs", "uraian_hs", "tahun", "bulan", "negara", "pelabuhan", "nilai"]
    return pd.DataFrame(rows, columns=fields).astype(dict.fromkeys(fields[:-1], "str") | {"nilai": "float64"})


def trade_columns(frame):
    """Return the (country, port, month) of each column of the sheet, in its order; only those with imports."""
    return sorted(set(zip(frame["negara"], frame["pelabuhan"].map(PORTS.index), frame["bulan"], strict=True)))


def place_trade(frame):
    """Return the imports with the index of their cells: file, sheet, row, column."""
    columns = {column: get_column_letter(at) for at, column in enumerate(trade_columns(frame), 4)}
    keys = zip(frame["negara"], frame["pelabuhan"].map(PORTS.index), frame["bulan"], strict=True)
    rows = frame["kode_hs"].map({code: TRADE_FIRST + at for at, code in enumerate(GOODS)})
    cells = [(TRADE_FILE, TRADE_SHEET, row, columns[key]) for row, key in zip(rows, keys, strict=True)]
    return frame.set_index(pd.MultiIndex.from_tuples(cells, names=["file", "sheet", "row", "column"]))


def share_a_package(frame, *, at):
    """Let one package stand on two rows, one per spending unit, and another have two plan codes in a cell."""
    second = frame.iloc[[at]].assign(kd_satker="000912", nama_satker="Satuan Kerja Contoh 12")
    second["kd_rup_paket"] = "95900012"
    frame = pd.concat([frame.iloc[: at + 1], second, frame.iloc[at + 1 :]], ignore_index=True)
    frame.loc[at + 9, "kd_rup_paket"] += ";95900013"
    return frame


def uniform(rng, low, high, size):
    """Return `size` numbers between `low` and `high`."""
    return low + (high - low) * rng.random(size)


def chance(rng, share, size):
    """Return `size` truth values that are true with the probability `share`."""
    return rng.random(size) < share


def pick(rng, choices, size):
    """Return `size` of the choices."""
    return [choices[int(at)] for at in np.floor(rng.random(size) * len(choices))]


def to_step(value, step):
    """Return the value rounded to a multiple of `step`, at least one step.

    >>> to_step(1234, 100), to_step(12, 100)
    (1200.0, 100.0)
    """
    return max(1, round(value / step)) * float(step)


def as_stated(value, least):
    """Return a capacity as firms state it: a multiple of `least`, in round figures where it is large.

    >>> as_stated(1234.0, 1), as_stated(62.6, 1), as_stated(62.6, 0.5)
    (1200.0, 63.0, 62.5)
    """
    return to_step(value, least * 10 ** max(0, math.floor(math.log10(value)) - 1))


# --- how offices write them ------------------------------------------------------------------------------


class Column(NamedTuple):
    """How a field is written: its header and band, its width, and its bad habits.

    `scale` is what one written unit is worth; `texts` the share of numbers that are stored as text; `prefix`
    and `suffix` stand on such texts; `words` are the marks of a flag; `code` means digits stored as a number;
    `blanks` are the marks of what is missing; `sloppy` means a text that sometimes ends in a blank.
    """

    header: str
    field: str = ""
    band: str = ""
    width: float = 12
    scale: float = 1
    texts: float = 0
    prefix: str = ""
    suffix: str = ""
    words: tuple = ()
    code: bool = False
    blanks: tuple = MISSING
    sloppy: bool = False
    decimals: str = "#,##0.0"


class Layout(NamedTuple):
    """How a sheet is laid out, from its title to the signature."""

    file: str
    sheet: str
    titles: tuple
    columns: tuple
    gap: int = 1
    numbered: bool = False
    totals: tuple = ()
    notes: tuple = ()
    signature: tuple = ()
    printed: bool = True


WORKERS = "Tenaga Kerja (Orang)"
OUTPUT = "Kapasitas dan Produksi per Tahun"
MONEY = "Nilai (Rp.000)"
MATERIAL = "Bahan Baku Utama"
SUPPORT = "Sertifikat dan Pembinaan"
MARKED, ANSWERED = ("V", "-"), ("Ya", "Tidak")

LAYOUTS = {
    "sentra": Layout(
        file="sentra_contoh.xlsx",
        sheet="Data IKM",
        titles=(
            MARK + "DAFTAR INDUSTRI KECIL DAN MENENGAH SENTRA CONTOH",
            "Kelompok Industri Logam, Mesin, dan Alat Angkut",
            "Keadaan per 31 Desember 2025",
        ),
        columns=(
            Column("No", width=5),
            Column("Nama IKM", "nama_usaha", width=18),
            Column("Desa", "desa", width=14),
            Column("Jenis Produk", "produk", width=37, sloppy=True),
            Column("KBLI", "kbli", width=8),
            Column("L", "tk_l", WORKERS, 7, texts=0.04),
            Column("P", "tk_p", WORKERS, 7, texts=0.04),
            Column("Jml", "tenaga_kerja", WORKERS, 7, texts=0.06),
            Column("Kapasitas Terpasang", "kapasitas_terpasang", OUTPUT, 12, texts=0.09),
            Column("Produksi", "produksi", OUTPUT, 11, texts=0.09),
            Column("Satuan", "satuan", OUTPUT, 8),
            Column("Investasi", "nilai_investasi", MONEY, 12, scale=1e3, texts=0.08),
            Column("Produksi", "nilai_produksi", MONEY, 12, scale=1e3, texts=0.08),
            Column("Bahan Baku", "nilai_bahan_baku", MONEY, 12, scale=1e3, texts=0.08),
            Column("Jenis", "bahan_baku", MATERIAL, 24, sloppy=True),
            Column("Dalam Negeri (%)", "porsi_bahan_lokal", MATERIAL, 9, scale=0.01, texts=0.06, suffix="%"),
            Column("SNI", "sni", SUPPORT, 6, words=MARKED),
            Column("ISO", "iso", SUPPORT, 6, words=MARKED),
            Column("TKDN", "tkdn", SUPPORT, 7, words=MARKED),
            Column("SKKNI (orang)", "skkni", SUPPORT, 8),
            Column("Bimbingan Teknis", "bimbingan_teknis", SUPPORT, 10, words=ANSWERED),
            Column("Temu Bisnis", "temu_bisnis", SUPPORT, 8, words=ANSWERED, blanks=(None,)),
            Column("e-Smart", "e_smart", SUPPORT, 8, words=ANSWERED, blanks=(None,)),
        ),
        numbered=True,
        totals=(
            "tk_l",
            "tk_p",
            "tenaga_kerja",
            "nilai_investasi",
            "nilai_produksi",
            "nilai_bahan_baku",
            "skkni",
        ),
        notes=(
            "Keterangan: V = memiliki; - = tidak memiliki (kolom angka: belum diisi); n.a. = tidak tersedia.",
            SOURCE,
        ),
        signature=(
            "Sentra Contoh, 31 Desember 2025",
            "Mengetahui,",
            "Ketua Sentra Contoh",
            "",
            "(....................)",
        ),
    ),
    "members": Layout(
        file="koperasi_contoh.xlsx",
        sheet="Anggota",
        titles=(MARK + "DAFTAR ANGGOTA KOPERASI SENTRA CONTOH", "Posisi per 31 Desember 2025"),
        columns=(
            Column("No", width=5),
            Column("No. Anggota", "no_anggota", width=12),
            Column("Nama IKM Anggota", "nama_anggota", width=24, sloppy=True),
            Column("Tahun Masuk", "tahun_masuk", width=9, code=True),
            Column("Status", "status", width=12),
            Column("Simpanan (Rp)", "simpanan", width=16, texts=0.15, prefix="Rp ", blanks=("-", None)),
        ),
        totals=("simpanan",),
        notes=(SOURCE,),
        signature=("Sentra Contoh, 31 Desember 2025", "Bendahara Koperasi", "", "(....................)"),
    ),
    "deliveries": Layout(
        file="koperasi_contoh.xlsx",
        sheet="Pengiriman",
        titles=(MARK + "PENGIRIMAN REM BLOK KOPERASI SENTRA CONTOH", "Tahun 2010–2025"),
        columns=(
            Column("No", width=5),
            Column("Tahun", "tahun", width=8, code=True),
            Column("Nama Barang", "produk", width=30, sloppy=True),
            Column("Pembeli", "pembeli", width=26),
            Column("Dipesan", "jumlah_dipesan", "Jumlah", 11, blanks=("-",)),
            Column("Dikirim", "jumlah_dikirim", "Jumlah", 11),
            Column("Satuan", "satuan", width=8),
            Column("Harga Satuan (Rp)", "harga_satuan", width=13, texts=0.15, prefix="Rp ", blanks=("n.a.",)),
            Column("Nilai (Rp)", "nilai", width=18, blanks=("n.a.", "-")),
        ),
        totals=("nilai",),
        notes=(
            "Catatan: rem blok komposit dikirim untuk uji coba; harga belum disepakati sebelum 2021.",
            SOURCE,
        ),
    ),
    "needs": Layout(
        file="kebutuhan_contoh.xlsx",
        sheet="Rencana Kebutuhan",
        titles=(
            MARK + "RENCANA KEBUTUHAN BARANG LOGAM PARA PEMBELI CONTOH",
            "Tahun Anggaran 2026",
        ),
        columns=(
            Column("No", width=5),
            Column("Nama Barang", "nama_barang", width=32),
            Column("Spesifikasi", "spesifikasi", width=34),
            Column("Calon Pembeli", "pembeli", width=28),
            Column("Jumlah", "jumlah_kebutuhan", "Kebutuhan per Tahun", 11),
            Column("Satuan", "satuan", "Kebutuhan per Tahun", 8),
            Column(
                "Perkiraan Harga Satuan (Rp)",
                "harga_satuan",
                width=15,
                texts=0.2,
                prefix="Rp ",
                blanks=("n.a.", None),
            ),
            Column("Nilai per Tahun (Rp)", "nilai_kebutuhan", width=19, blanks=("-",)),
            Column(
                "Porsi Impor (%)",
                "porsi_impor",
                width=10,
                scale=0.01,
                texts=0.2,
                suffix="%",
                blanks=("n.a.", None),
            ),
            Column("Asal Pasokan", "asal", width=14, blanks=(None,)),
        ),
        totals=("nilai_kebutuhan",),
        notes=(
            "Catatan: harga dan porsi impor menurut perkiraan pembeli; n.a. = belum diketahui.",
            "Kebutuhan dan harga rem blok komposit: angka yang dipublikasikan, lihat data/published/claims.csv.",
            SOURCE,
        ),
    ),
    "tender": Layout(
        file="tender_contoh.xlsx",
        sheet="Data 2025",
        titles=(MARK + "Tender Selesai Tahun Anggaran 2025, Kementerian Contoh",),
        gap=0,
        printed=False,
        columns=(
            Column("nama_satker", "nama_satker"),
            Column("kd_rup_paket", "kd_rup_paket"),
            Column("nilai_kontrak", "nilai_kontrak"),
            Column("kd_tender", "kd_tender", code=True),
            Column("tahun_anggaran", "tahun_anggaran", code=True),
            Column("tgl_penetapan_pemenang", "tgl_penetapan_pemenang"),
            Column("npwp_penyedia", "npwp_penyedia"),
            Column("hps", "hps"),
            Column("nilai_umk_kontrak", "nilai_umk_kontrak", blanks=(None,)),
            Column("kd_satker", "kd_satker"),
            Column("jenis_klpd", "jenis_klpd"),
            Column("nilai_negosiasi", "nilai_negosiasi"),
            Column("kabkota", "kabkota"),
            Column("kd_penyedia", "kd_penyedia", code=True),
            Column("pagu", "pagu"),
            Column("npwp_16_penyedia", "npwp_16_penyedia"),
            Column("nama_klpd", "nama_klpd"),
            Column("kd_paket", "kd_paket", code=True),
            Column("nilai_pdn_kontrak", "nilai_pdn_kontrak", blanks=(None,)),
            Column("tgl_pengumuman_tender", "tgl_pengumuman_tender"),
            Column("nama_penyedia", "nama_penyedia"),
            Column("kd_klpd", "kd_klpd"),
            Column("nilai_penawaran", "nilai_penawaran"),
            Column("provinsi", "provinsi"),
            Column("kd_lpse", "kd_lpse", code=True),
            Column("nilai_terkoreksi", "nilai_terkoreksi"),
        ),
    ),
    "scenario": Layout(
        file="skenario.xlsx",
        sheet="Skenario",
        titles=(
            MARK + "SKENARIO SUBSTITUSI IMPOR SENTRA CONTOH",
            "Kosongkan lini, barang, atau horizon bila barisnya berlaku untuk semuanya; pangsa ditulis 0,40, bukan 40",
        ),
        columns=(
            Column("No", width=5),
            Column("Masukan", "masukan", width=44),
            Column("Lini Produk", "lini_produk", width=25, blanks=(None,)),
            Column("Nama Barang", "nama_barang", width=25, blanks=(None,)),
            Column("Horizon", "horizon", width=10, blanks=(None,)),
            Column("Rendah", "rendah", width=15, blanks=(None,), decimals="#,##0.0##"),
            Column("Tengah", "tengah", width=15, blanks=(None,), decimals="#,##0.0##"),
            Column("Tinggi", "tinggi", width=15, blanks=(None,), decimals="#,##0.0##"),
            Column("Satuan", "satuan", width=12),
            Column("Sumber", "sumber", width=40),
            Column("Catatan", "catatan", width=50, blanks=(None,)),
            Column("Pemilik Langkah", "pemilik", width=24, blanks=(None,)),
            Column("Sumber Dana", "sumber_dana", width=26, blanks=(None,)),
        ),
        notes=(
            "Catatan: yang belum diketahui tidak ditulis; anak tangga yang memerlukannya menjadi tidak diketahui.",
            SOURCE,
        ),
    ),
    "stages": Layout(
        file="koperasi_contoh.xlsx",
        sheet="Tahapan Uji",
        titles=(
            MARK + "TAHAPAN UJI, SERTIFIKASI, DAN PESANAN PRODUK KOPERASI SENTRA CONTOH",
            "Keadaan per 31 Desember 2025",
        ),
        columns=(
            Column("No", width=5),
            Column("Tgl Uji", "tanggal", width=17, texts=0.4, blanks=("-", None)),
            Column("Nama Produk", "produk", width=27, sloppy=True),
            Column("Tahapan", "tahap", width=29, sloppy=True),
            Column("Nama IKM", "nama_usaha", width=16, blanks=("-", None)),
            Column("Lembaga Uji", "lembaga_uji", width=30, blanks=("-", None)),
            Column("Calon Pembeli", "pembeli", width=28, blanks=("-", None)),
            Column("Diuji", "jumlah_diuji", "Jumlah", 9, texts=0.1, blanks=("-", None)),
            Column("Lulus", "jumlah_lulus", "Jumlah", 9, texts=0.1, blanks=("-", None)),
            Column("Satuan", "satuan", "Jumlah", 8),
            Column("Capaian (%)", "porsi_lulus", width=10, scale=0.01, texts=0.3, suffix="%", blanks=("-", None)),
            Column("Hasil", "hasil", width=21, sloppy=True),
            Column("Keterangan", "catatan", width=36, blanks=(None,)),
        ),
        numbered=True,
        notes=("Catatan: uji rute dilakukan di lintas pembeli; hasil dicatat menurut berita acara.", SOURCE),
        signature=("Sentra Contoh, 31 Desember 2025", "Sekretaris Koperasi", "", "(....................)"),
    ),
    "partnerships": Layout(
        file="koperasi_contoh.xlsx",
        sheet="Kemitraan",
        titles=(MARK + "DAFTAR KEMITRAAN KOPERASI SENTRA CONTOH", "Keadaan per 31 Desember 2025"),
        columns=(
            Column("No", width=5),
            Column("Nama Mitra", "mitra", width=28, sloppy=True),
            Column("Bentuk Kerja Sama", "peran", width=32),
            Column("Produk", "produk", width=22),
            Column("Mulai", "mulai", "Masa Kerja Sama", 18, texts=0.5, blanks=("-", None)),
            Column("Berakhir", "berakhir", "Masa Kerja Sama", 18, texts=0.5, blanks=("-", None)),
            Column("Status", "status", width=11),
            Column("Nilai (Rp juta)", "nilai", width=13, scale=1e6, texts=0.2, blanks=("-", None)),
            Column("Keterangan", "catatan", width=22, blanks=(None,)),
        ),
        notes=(SOURCE,),
    ),
    "certificates": Layout(
        file="tkdn_contoh.xlsx",
        sheet="Sertifikat",
        titles=(MARK + "DAFTAR SERTIFIKAT TKDN SENTRA CONTOH", "Keadaan per 31 Desember 2025"),
        columns=(
            Column("No", width=5),
            Column("Pemegang Sertifikat", "nama_usaha", width=25),
            Column("Produk", "produk", width=37, sloppy=True),
            Column("No. Sertifikat", "no_sertifikat", width=23),
            Column("TKDN (%)", "nilai_tkdn", width=10, scale=0.01, texts=0.3, suffix="%", decimals="0.00"),
            Column("BMP (%)", "nilai_bmp", width=9, scale=0.01, blanks=("-", None)),
            Column("Tgl Terbit", "tanggal_terbit", width=19, texts=0.4, blanks=("-", None)),
            Column("Berlaku s.d.", "berlaku_sampai", width=19, texts=0.4, blanks=("-", None)),
        ),
        notes=("Catatan: nomor sertifikat bukan nomor sebenarnya.", SOURCE),
    ),
    "bill_of_materials": Layout(
        file="tkdn_contoh.xlsx",
        sheet="Kebutuhan Bahan",
        titles=(MARK + "KEBUTUHAN BAHAN PER BUAH REM BLOK SENTRA CONTOH", "Harga tahun 2025, tanpa pajak"),
        columns=(
            Column("No", width=5),
            Column("Produk", "produk", width=22),
            Column("Bahan atau Komponen", "komponen", width=26, sloppy=True),
            Column("Jumlah", "jumlah", "Pemakaian per Buah", 10, texts=0.2, decimals="#,##0.0##"),
            Column("Satuan", "satuan", "Pemakaian per Buah", 8),
            Column("Harga Satuan (Rp)", "harga_satuan", width=14, texts=0.2, prefix="Rp "),
            Column("Biaya per Buah (Rp)", "biaya", width=14),
            Column("TKDN (%)", "nilai_tkdn", width=9, scale=0.01, texts=0.2, suffix="%", blanks=("-", None)),
            Column("Impor", "impor", width=8, words=ANSWERED),
            Column("Asal", "asal", width=15),
        ),
        notes=(
            "Catatan: biaya bahan saja, tanpa tenaga kerja langsung dan biaya tidak langsung pabrik.",
            SOURCE,
        ),
    ),
}
SENTRA_FIELDS = (
    "nama_usaha", "desa", "produk", "lini_produk", "kbli", "tk_l", "tk_p", "tenaga_kerja",
    "kapasitas_terpasang", "produksi", "satuan", "nilai_investasi", "nilai_produksi", "nilai_bahan_baku",
    "bahan_baku", "porsi_bahan_lokal", "sni", "iso", "tkdn", "skkni", "bimbingan_teknis", "temu_bisnis",
    "e_smart",
)  # fmt: skip
THIN = Side(style="thin", color="808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY = PatternFill("solid", fgColor="D9D9D9")
BOLD, SMALL = Font(name="Calibri", size=11, bold=True), Font(name="Calibri", size=9, bold=True)
A4_UPRIGHT = 100  # column widths that fit on an upright page
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def main(folder=HERE):
    """Write the workbooks into a folder."""
    frames = intended()
    rng = np.random.default_rng(SEED + 4)
    books = {}
    for name, layout in LAYOUTS.items():
        book = books.setdefault(layout.file, new_book())
        write_sheet(book.create_sheet(layout.sheet), layout, as_exported(name, frames[name]), rng)
    add_metadata(books["tender_contoh.xlsx"], len(frames["tender"]))
    books[TRADE_FILE] = new_book()
    write_trade(books[TRADE_FILE].create_sheet(TRADE_SHEET), frames["trade"])
    for file, book in books.items():
        Path(folder, file).write_bytes(same_bytes(book))


def new_book():
    """Return a workbook without sheets that names no person and no clock."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = "p3dn"
    return book


def as_exported(name, frame):
    """Return the frame as it is written: lines by their names, units of money as usual, masked personal columns."""
    if name == "scenario":
        written = frame["satuan"].str.replace("rp", "Rp").str.replace("us$", "US$")
        return frame.assign(lini_produk=frame["lini_produk"].map(LINE_NAMES), satuan=written)
    if name != "tender":
        return frame
    names = [f"NAMA_PENYEDIA {number:03d}" for number in range(1, len(frame) + 1)]
    return frame.assign(npwp_penyedia="99.999.999.9-999.999", npwp_16_penyedia="9" * 16, nama_penyedia=names)


def first_row(layout):
    """Return the sheet row of the first record."""
    return header_row(layout) + 1 + has_bands(layout) + layout.numbered


def header_row(layout):
    """Return the first row of the header."""
    return len(layout.titles) + layout.gap + 1


def has_bands(layout):
    """Tell whether the header has two rows."""
    return any(column.band for column in layout.columns)


PLACES = {name: (layout.file, layout.sheet, first_row(layout)) for name, layout in LAYOUTS.items()}


def write_sheet(sheet, layout, frame, rng):
    """Write one table with everything that stands around it."""
    write_titles(sheet, layout)
    write_header(sheet, layout)
    for at, column in enumerate(layout.columns, 1):
        cells = cells_of(frame, column, rng)
        for row, cell in enumerate(cells, first_row(layout)):
            sheet.cell(row, at, cell)
    last = first_row(layout) + len(frame) - 1
    if layout.totals:
        last += 1
        write_total(sheet, layout, frame, last)
    if layout.printed:
        dress(sheet, layout, last)
    write_below(sheet, layout, last + 2)


def write_titles(sheet, layout):
    """Write the title lines, merged over the table."""
    for row, title in enumerate(layout.titles, 1):
        sheet.cell(row, 1, title)
        if layout.printed:
            sheet.cell(row, 1).font = BOLD
            sheet.cell(row, 1).alignment = Alignment(horizontal="center")
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(layout.columns))


def write_header(sheet, layout):
    """Write the header: bands merged across, single headers merged down, then the column numbers."""
    top, deep = header_row(layout), has_bands(layout)
    bands = [column.band for column in layout.columns]
    for at, column in enumerate(layout.columns, 1):
        if not column.band:
            sheet.cell(top, at, column.header)
            if deep:
                sheet.merge_cells(start_row=top, end_row=top + 1, start_column=at, end_column=at)
            continue
        sheet.cell(top + 1, at, column.header)
        if at == 1 or bands[at - 2] != column.band:
            sheet.cell(top, at, column.band)
            end = at + bands.count(column.band) - 1
            sheet.merge_cells(start_row=top, end_row=top, start_column=at, end_column=end)
    if layout.numbered:
        for at in range(1, len(layout.columns) + 1):
            sheet.cell(first_row(layout) - 1, at, f"({at})")


def cells_of(frame, column, rng):
    """Return the cells of a column as the office writes them."""
    if not column.field:
        return list(range(1, len(frame) + 1))
    if column.field == "satuan":
        spellings = [SPELLINGS.get(unit, (unit,)) if isinstance(unit, str) else (None,) for unit in frame["satuan"]]
        return [spelled[int(rng.random() * len(spelled))] for spelled in spellings]
    return [cell_of(value, column, rng) for value in frame[column.field]]


def cell_of(value, column, rng):
    """Return one cell: a mark when missing, else a word, a text, or a number that is now and then a text."""
    if pd.isna(value):
        return column.blanks[int(rng.random() * len(column.blanks))]
    if column.words:
        return column.words[0] if value else column.words[1]
    if isinstance(value, pd.Timestamp):
        return day_of(value, column, rng)
    if isinstance(value, str):
        return int(value) if column.code else value + " " * (column.sloppy and rng.random() < 0.05)
    number = round(float(value) / column.scale, 6)
    number = int(number) if number.is_integer() else number
    # Who types a decimal comma into an English Excel gets a text.
    likely = 0.5 if column.texts and isinstance(number, float) else column.texts
    return column.prefix + grouped(number) + column.suffix if rng.random() < likely else number


def day_of(value, column, rng):
    """Return a day: as exports write it, or, where some are texts, a date of Excel or one written out."""
    if not column.texts:
        return f"{value:%Y-%m-%d}T00:00:00Z"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if rng.random() < column.texts else value.date()


def grouped(number):
    """Return a number in Indonesian style.

    >>> grouped(12500), grouped(1234.5)
    ('12.500', '1.234,5')
    """
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def write_total(sheet, layout, frame, row):
    """Write the stated total, which agrees with the rows."""
    fields = [column.field for column in layout.columns]
    first = min(fields.index(field) for field in layout.totals)
    sheet.cell(row, 1, "JUMLAH")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=first)
    for field in layout.totals:
        at = fields.index(field)
        sheet.cell(row, at + 1, int(frame[field].sum() / layout.columns[at].scale))


def dress(sheet, layout, last):
    """Give the table borders, a grey header, widths and number formats, and set the page for printing."""
    top, first = header_row(layout), first_row(layout)
    for row in sheet.iter_rows(min_row=top, max_row=last, max_col=len(layout.columns)):
        for cell, column in zip(row, layout.columns, strict=True):
            cell.border = BOX
            if cell.row < first:
                cell.fill, cell.font, cell.alignment = GREY, SMALL, CENTRE
            else:
                dress_cell(cell, column, is_total=bool(layout.totals) and cell.row == last)
    for at, column in enumerate(layout.columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.row_dimensions[first - 1 - layout.numbered].height = 28
    sheet.freeze_panes = sheet.cell(first, 3)
    set_page(sheet, f"{top}:{first - 1}", wide=sum(column.width for column in layout.columns) > A4_UPRIGHT)


def dress_cell(cell, column, *, is_total):
    """Centre marks and numbers of rows, group thousands, and set totals in bold."""
    if is_total:
        cell.font = BOLD
    if column.words or column.field == "satuan" or not column.field:
        cell.alignment = Alignment(horizontal="center")
    if not column.code and isinstance(cell.value, int | float):
        cell.number_format = "#,##0" if isinstance(cell.value, int) else column.decimals


def set_page(sheet, header_rows, *, wide):
    """Fit the table to the width of A4 and repeat its header on every page."""
    sheet.print_title_rows = header_rows
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6)


def write_below(sheet, layout, row):
    """Write notes and source on the left, the place for a signature on the right."""
    for at, note in enumerate(layout.notes, row):
        sheet.cell(at, 1, note)
    right = max(1, len(layout.columns) - 2)
    for at, line in enumerate(layout.signature, row + len(layout.notes) + 1):
        sheet.cell(at, right, line or None)


def write_trade(sheet, frame):
    """Write the imports as BPS spreads them: countries, ports and months over the columns, codes down the left."""
    columns = trade_columns(frame)
    last = 4 + len(columns)
    sheet.cell(1, 1, TRADE_TITLE).font = BOLD
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
    sheet.merge_cells("A2:B4")
    for row, label in enumerate(("Negara", "Pelabuhan", "Bulan"), 2):
        sheet.cell(row, 3, label)
    sheet.cell(5, 1, "Kode HS")
    sheet.cell(5, 2, "Tahun")
    write_bands(sheet, columns)
    sheet.cell(2, last, "Totals")
    sheet.merge_cells(start_row=2, end_row=5, start_column=last, end_column=last)
    for (_, _, row, column), value in frame["nilai"].items():
        sheet[f"{column}{row}"] = int(value)
    write_trade_rows(sheet, frame, last)
    sheet.cell(TRADE_FIRST + len(GOODS) + 2, 1, SOURCE)
    sheet.column_dimensions["A"].width = 48
    sheet.freeze_panes = "D6"


def write_bands(sheet, columns):
    """Write the header rows of countries, ports and months, each name merged over its columns."""
    for row, depth in ((2, 1), (3, 2)):
        start = 0
        for at in range(1, len(columns) + 1):
            if at == len(columns) or columns[at][:depth] != columns[start][:depth]:
                sheet.cell(row, 4 + start, columns[start][0] if depth == 1 else PORTS[columns[start][1]])
                if at - start > 1:
                    sheet.merge_cells(start_row=row, end_row=row, start_column=4 + start, end_column=3 + at)
                start = at
    for at, (_, _, month) in enumerate(columns, 4):
        sheet.cell(4, at, f"[{month}] {MONTHS[int(month) - 1]}")
        sheet.merge_cells(start_row=4, end_row=5, start_column=at, end_column=at)


def write_trade_rows(sheet, frame, last):
    """Write what stands beside the figures: codes and year at the left, totals at the right and below."""
    below = TRADE_FIRST + len(GOODS)
    for row, (code, (name, _)) in enumerate(GOODS.items(), TRADE_FIRST):
        sheet.cell(row, 1, f"[{code}] {name}")
        sheet.cell(row, 2, int(TRADE_YEAR))
        sheet.cell(row, last, int(frame.loc[frame["kode_hs"] == code, "nilai"].sum()))
    sheet.cell(below, 1, "Totals")
    for column, value in frame.groupby(level="column")["nilai"].sum().items():
        sheet[f"{column}{below}"] = int(value)
    sheet.cell(below, last, int(frame["nilai"].sum()))


def add_metadata(book, records):
    """Add the sheet in which an LKPP export says what it holds."""
    sheet = book.create_sheet("_metadata")
    sheet.append([MARK + "Keterangan ekspor"])
    sheet.append(["endpoint", "year", "keyFields", "lastUpdated", "totalRecords"])
    sheet.append(["/v1/tender/tender-selesai-nilai", "2025", '["kd_tender"]', DATE, records])


def same_bytes(book):
    """Return the workbook as bytes that depend on nothing but its content.

    The parts are stored, not compressed, because compressors differ; merges are sorted, because openpyxl
    keeps them in a set; every date is fixed.
    """
    written, packed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as pack:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            pack.writestr(entry, settle(parts.read(name).decode("utf-8")))
    return packed.getvalue()


def settle(xml):
    """Return a part with its clock stopped and its merges in order."""
    xml = re.sub(r"(<dcterms:(\w+)[^>]*>)[^<]*(</dcterms:\2>)", rf"\g<1>{DATE}\g<3>", xml)
    merges = re.findall(r'<mergeCell ref="[^"]*"\s*/>', xml)
    ordered = iter(sorted(merges, key=lambda merge: [(len(part), part) for part in re.findall(r"[A-Z]+|\d+", merge)]))
    return re.sub(r'<mergeCell ref="[^"]*"\s*/>', lambda _: next(ordered), xml)


if __name__ == "__main__":
    main(*sys.argv[1:2])
