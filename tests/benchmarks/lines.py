"""A buyer's list, a register and a scenario of so many product lines, each with a range for every input that counts."""

import numpy as np
import pandas as pd

from p3dn import substitution

DRAWS = 10_000
EVERY = ("Kurs rupiah per dolar", 15_800.0, 16_200.0, 16_900.0)
INPUTS = (
    ("Kebutuhan per tahun", 80e3, 100e3, 120e3),
    ("Harga satuan pembeli", 90e3, 100e3, 110e3),
    ("Porsi impor", 0.5, 0.7, 0.9),
    ("Umur pakai barang dalam negeri", 3.0, 4.0, 5.0),
    ("Umur pakai barang impor", 3.0, 4.0, 6.0),
    ("Tambahan kapasitas dari investasi", 20e3, 30e3, 40e3),
    ("Bulan sampai investasi berjalan", 8.0, 10.0, 14.0),
    ("Volume efisien terkecil", 10e3, 20e3, 30e3),
    ("Porsi lulus uji", 0.4, 0.6, 0.9),
    ("Harga barang dalam negeri", 80e3, 100e3, 120e3),
    ("Nilai CIF impor", 5.0, 6.0, 7.0),
    ("Tarif bea masuk", 0.0, 0.05, 0.1),
    ("Biaya penanganan impor", 1e3, 2e3, 3e3),
    ("Pesanan per tahun", 10e3, 20e3, 60e3),
    ("Porsi bahan impor dalam harga", 0.1, 0.2, 0.3),
)
COLUMNS = ["masukan", "rendah", "tengah", "tinggi", "lini_produk"]
REST = ["nama_barang", "horizon", "satuan", "sumber"]


def made(lines):
    """Return needs, sentra and scenario of a number of lines."""
    names = [f"lini_{number:02}" for number in range(lines)]
    needs = pd.DataFrame({"lini_produk": names, "tahun": None, "nama_barang": names, "jumlah_kebutuhan": 100e3})
    needs = needs.assign(satuan="buah", harga_satuan=100e3, nilai_kebutuhan=None, porsi_impor=0.7)
    sentra = pd.DataFrame({"lini_produk": names, "keluarga_produk": names, "satuan": "buah", "produksi": 5e3})
    sentra["kapasitas_terpasang"] = np.linspace(10e3, 100e3, lines)
    rows = [(*EVERY, None), *((*each, name) for name in names for each in INPUTS)]
    return (
        needs,
        sentra,
        pd.DataFrame(rows, columns=COLUMNS).reindex(columns=[*COLUMNS, *REST]).astype({"satuan": object}),
    )


def simulated(lines):
    """Simulate a number of lines, given as a text."""
    return substitution.simulate(*made(int(lines)), draws=DRAWS)
