"""Certificates and bills of materials: kinds that come by data alone, and answer what `p3dn.tkdn` asks."""

import pytest

import p3dn


def test_list_of_certificates_states_levels_as_fractions_and_keeps_its_days(xlsx):
    path = xlsx(
        [
            ["No", "Pemegang Sertifikat", "Produk", "No. Sertifikat", "Nilai TKDN (%)", "BMP (%)", "Berlaku Sampai"],
            [1, "CV Contoh", "rem blok komposit", "001/2023", "42,5", 10, "15 Maret 2026"],
            [2, "CV Contoh Dua", "rem blok komposit", "002/2022", "24", None, "30 Juni 2025"],
        ]
    )
    kept = p3dn.load_cooperative(path)
    assert p3dn.load_report(kept).kind == "certificates"
    assert kept["nilai_tkdn"].tolist() == [0.425, 0.24]
    found = p3dn.tkdn.assess(kept, on="2026-01-01", rules=["permenperin-35-2025"])
    assert found["stated_status"].tolist() == ["berlaku", "kedaluwarsa"]
    assert found["meets_duty"].tolist() == [True, False]


def test_bill_of_materials_costs_quantity_times_price_where_it_states_no_cost(xlsx):
    path = xlsx(
        [
            ["Produk", "Komponen", "Jumlah", "Satuan", "Harga Satuan (Rp)", "Nilai TKDN", "Impor"],
            ["rem blok komposit", "Resin", 1.5, "kg", 40_000, None, "ya"],
            ["rem blok komposit", "Pelat baja", 1, "buah", 40_000, 0.5, "tidak"],
        ]
    )
    bill = p3dn.load_cooperative(path)
    assert p3dn.load_report(bill).kind == "bill_of_materials"
    found = p3dn.tkdn.from_bill(bill, labour=1, overhead=1)
    assert found.value == pytest.approx(0.75 * 0.4 * 0.5 + 0.25)  # by hand: 60,000 imported, 40,000 half domestic
    assert (found.parts["component"], found.parts["domestic_rp"]) == ("Resin", 20_000)
