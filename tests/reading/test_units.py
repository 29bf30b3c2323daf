"""Units: what a header states, and the one spelling of a unit."""

import pytest

from p3dn.reading import units


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("Nilai Investasi (Rp.000)", 1e3),
        ("Nilai Investasi (Rp. 000)", 1e3),
        ("Nilai Investasi\n(Rp. 000)", 1e3),
        ("Nilai (Rp 1.000,-)", 1e3),
        ("Nilai (Ribu Rp)", 1e3),
        ("Nilai (ribuan rupiah)", 1e3),
        ("Omzet (juta rupiah)", 1e6),
        ("Omzet Rp Juta", 1e6),
        ("Omzet (Rp. Juta/Bulan)", 1e6),
        ("Omzet (dalam jutaan rupiah)", 1e6),
        ("Aset (Rp Miliar)", 1e9),
        ("Aset (Rp milyar)", 1e9),
        ("Aset (triliun rupiah)", 1e12),
        ("Harga (Rp)", 1),
        ("Harga satuan (rupiah)", 1),
        ("Harga Rp.", 1),
    ],
)
def test_money(header, factor):
    assert units.of_header(header) == ("rupiah", factor)


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("Nilai (Rp.1.000.000)", 1e6),
        ("Nilai (Rp 1.000.000,-)", 1e6),
        ("Modal (000 Rp)", 1e3),
        ("Omzet (Rp x 1000)", 1e3),
        ("Omzet (x Rp 1.000.000)", 1e6),
        ("Omzet ('000 rupiah)", 1e3),
    ],
)
def test_money_in_other_spellings(header, factor):
    assert units.of_header(header) == ("rupiah", factor)


@pytest.mark.parametrize(
    "header",
    ["Biaya (Rp/10.000 buah)", "Paket di atas Rp 200.000.000", "Nilai s.d. Rp 500.000", "Iuran Rp 25.000/bulan"],
)
def test_figure_in_a_header_is_no_scale(header):
    assert units.of_header(header) == ("rupiah", 1)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Tenaga Kerja (Orang)", "orang"),
        ("Kapasitas (Ton/Tahun)", "ton"),
        ("Luas (m2)", "m2"),
        ("Kebutuhan per Tahun (buah)", "buah"),
        ("Dalam negeri (%)", "%"),
        ("Persentase lokal", "%"),
        ("Ekspor (US$)", "US$"),
        ("Nama Produk", None),
        ("Jumlah", None),
    ],
)
def test_other_units(header, unit):
    assert units.of_header(header)[0] == unit


def test_thousands_of_dollars():
    assert units.of_header("Ekspor (US$ 000)") == ("US$", 1e3)


def test_unit_per_month_is_a_unit_with_its_period():
    assert units.of_header("Produksi (unit/bln)")[0] is not None


@pytest.mark.parametrize(
    ("spellings", "unit"),
    [
        (["buah", "Buah", "Buah ", "bh", "BH", "pcs", "Pcs."], "buah"),
        (["m3", "M3", "m³", "M3 "], "m3"),
        (["Ton", "ton", "t"], "ton"),
        (["Kg", "KG.", "kilogram"], "kg"),
        (["org", "Orang"], "orang"),
    ],
)
def test_spellings_are_folded(spellings, unit):
    assert {units.fold(text) for text in spellings} == {unit}


def test_unknown_unit_is_kept_in_small_letters():
    assert units.fold(" Gulung ") == "gulung"
    assert (units.is_unit("bh"), units.is_unit("Gulung")) == (True, False)


def test_unlike_units_stay_unlike():
    assert len({units.fold(text) for text in ("ton", "kg", "kuintal", "m", "m2", "m3", "lusin", "kodi", "set")}) == 9


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Tenaga Kerja (ribu orang)", ("orang", 1e3)),
        ("Produksi (000 ton)", ("ton", 1e3)),
        ("Produksi (dalam ribuan buah)", ("buah", 1e3)),
        ("Penduduk (ribu)", (None, 1e3)),
        ("Formulir (1000)", (None, 1.0)),
        ("Jumlah (2.000)", (None, 1.0)),
    ],
)
def test_scale_before_a_unit_is_a_factor(header, found):
    assert units.of_header(header) == found
