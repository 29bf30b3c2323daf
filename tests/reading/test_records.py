"""Step 4b: records of a kind, with their units, personal data and dates."""

import pytest

import p3dn

HEAD = ["Nama Usaha", "Produk", "TK", "Kapasitas Terpasang", "Satuan", "Nilai Produksi (Rp.000)"]
ROWS = [["CV A", "Baut", 3, 10, "Buah ", 100], ["CV B", "Mur", "4 orang", "1.500", "bh", "2.500"]]
PERSONAL = ["Nama Usaha", "Produk", "TK", "Nama Pemilik", "NIK", "Alamat", "No HP", "NPWP"]
OWNER = ["CV A", "Baut", 3, "BUDI", "3273010101900001", "Jl. X", "0812", "01.234.567.8-901.000"]


def test_one_record_per_row_with_all_fields_of_the_kind(sentra):
    frame = sentra([HEAD, *ROWS])
    assert frame.index.tolist() == [("berkas.xlsx", "Data", 2), ("berkas.xlsx", "Data", 3)]
    assert frame[["nama_usaha", "tenaga_kerja", "nilai_produksi"]].values.tolist() == [
        ["CV A", 3, 100_000],
        ["CV B", 4, 2_500_000],
    ]
    assert frame["nilai_investasi"].isna().all()
    assert str(frame["nilai_investasi"].dtype) == "float64"


def test_types_are_those_of_the_kind_whatever_the_cells(sentra):
    empty, full = p3dn.load_sentra([]), sentra([HEAD, *ROWS])
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert list(empty.columns) == list(full.columns)


def test_unit_is_folded_and_its_spelling_kept(sentra):
    frame = sentra([HEAD, *ROWS])
    assert frame[["satuan", "satuan_asli"]].values.tolist() == [["buah", "Buah "], ["buah", "bh"]]


def test_unit_of_the_header_stands_in_for_a_column(sentra):
    frame = sentra([["Nama Usaha", "TK", "Kapasitas Terpasang (ton/tahun)"], ["CV A", 3, 10], ["CV B", 4, 20]])
    assert frame["satuan"].tolist() == ["ton", "ton"]


def test_two_units_in_two_headers_are_not_made_one(sentra, codes):
    frame = sentra([["Nama Usaha", "TK", "Kapasitas Terpasang (m3)", "Produksi (kg)"], ["CV A", 3, 10, 5000]])
    assert frame["satuan"].isna().all()
    assert codes(frame, "ask") == ["units-differ"]


def test_alike_units_in_the_cells_become_one_and_their_spelling_is_kept(sentra):
    frame = sentra([["Nama Usaha", "TK", "Kapasitas Produksi"], ["CV A", 3, "10 Kg"], ["CV B", 4, "1 ton"]])
    assert frame["kapasitas_produksi"].tolist() == [10, 1000]
    assert frame[["satuan", "satuan_asli"]].values.tolist() == [["kg", "kg"], ["kg", "ton"]]
    decided = p3dn.load_report(frame).columns.set_index("field").loc["kapasitas_produksi", "decided"]
    assert str(decided) == "satuan di sel dijadikan kg: kg (1), ton (1)"


def test_unlike_units_in_the_cells_stay_apart_and_ask(sentra, codes):
    frame = sentra([["Nama Usaha", "TK", "Kapasitas Produksi"], ["CV A", 3, "10 kg"], ["CV B", 4, "3 kodi"]])
    assert frame[["kapasitas_produksi", "satuan"]].values.tolist() == [[10, "kg"], [3, "kodi"]]
    assert codes(frame, "ask") == ["unit-in-cells"]


def test_unit_of_a_cell_comes_before_the_column_of_units_and_asks(sentra, codes):
    head = ["Nama Usaha", "TK", "Kapasitas Produksi", "Satuan"]
    frame = sentra([head, ["CV A", 3, "10 kg", "Ton"], ["CV B", 4, 5, "Ton"]])
    assert frame[["satuan", "satuan_asli"]].values.tolist() == [["kg", "Ton"], ["ton", "Ton"]]
    assert codes(frame, "ask") == ["units-beside"]


def test_multiples_in_two_headers_are_brought_to_one_unit(sentra, codes):
    frame = sentra([["Nama Usaha", "TK", "Kapasitas Terpasang (ton)", "Produksi (kg)"], ["CV A", 3, 10, 5000]])
    assert frame[["kapasitas_terpasang", "produksi", "satuan"]].values.tolist() == [[10_000, 5000, "kg"]]
    assert "units-differ" not in codes(frame)


@pytest.mark.parametrize(
    ("header", "factor"), [("Omzet (Jutaan)", 1e6), ("Omzet (dalam juta)", 1e6), ("Nilai Produksi (ribuan)", 1e3)]
)
def test_scale_word_without_rupiah_is_a_scale_in_a_field_of_money(sentra, header, factor):
    assert sentra([["Nama Usaha", "TK", header], ["CV A", 3, 5]])["nilai_produksi"].tolist() == [5 * factor]


@pytest.mark.parametrize("header", ["Nilai Produksi Rp Juta", "Nilai Produksi Rp.000", "Kapasitas Produksi Ton/Tahun"])
def test_unit_without_parentheses_does_not_lose_the_column(sentra, header):
    frame = sentra([["Nama Usaha", "TK", header], ["CV A", 3, 5], ["CV B", 4, 6]])
    field = "nilai_produksi" if header.startswith("Nilai") else "kapasitas_produksi"
    assert frame[field].notna().all() or len(p3dn.load_report(frame).needs_person())


def test_personal_data_are_dropped_and_that_is_told(sentra):
    frame = sentra([PERSONAL, OWNER])
    assert not {"nama_pemilik", "nik", "alamat", "telepon", "npwp"} & set(frame.columns)
    (told,) = [one for one in p3dn.load_report(frame).issues.itertuples() if one.code == "personal-dropped"]
    assert str(told.reason) == "data pribadi dibuang: Nama Pemilik, NIK, NPWP, Alamat, No HP"
    assert "BUDI" not in frame.to_string()


def test_personal_data_are_kept_when_asked_for(sentra):
    frame = sentra([PERSONAL, OWNER], keep_personal=True)
    assert frame[["nama_pemilik", "nik", "telepon"]].values.tolist() == [["BUDI", "3273010101900001", "0812"]]
    assert "personal-dropped" not in set(p3dn.load_report(frame).issues["code"])


def test_ambiguous_numbers_stay_null_in_a_typed_field_and_ask(sentra, codes):
    frame = sentra([["Nama Usaha", "TK", "Kapasitas Terpasang"], ["CV A", 3, "1.234"], ["CV B", 4, "2.345"]])
    assert frame["kapasitas_terpasang"].isna().all()
    assert codes(frame, "ask") == ["number-ambiguous"]


def test_unknown_header_is_told_with_the_nearest_field(sentra):
    frame = sentra([["Nama Usaha", "TK", "Kapasitas Terpasng"], ["CV A", 3, 10]])
    (told,) = [one for one in p3dn.load_report(frame).issues.itertuples() if one.code == "column-unknown"]
    assert (told.cell, str(told.reason)) == (
        "C1",
        "judul 'Kapasitas Terpasng' tidak dikenal (yang terdekat: Kapasitas terpasang); kolomnya tidak dipakai",
    )


def test_running_numbers_are_no_unknown_header(sentra, codes):
    assert "column-unknown" not in codes(sentra([["No.", "Nama Usaha", "TK"], [1, "CV A", 3], [2, "CV B", 4]]))


def test_workers_that_are_not_men_and_women_together_are_told(sentra, codes):
    frame = sentra([["Nama Usaha", "TK L", "TK P", "Jumlah TK"], ["CV A", 1, 2, 4], ["CV B", 2, 3, 5]])
    assert set(codes(frame)) - {"line-none"}


@pytest.mark.parametrize(
    ("title", "dates"),
    [
        ("Keadaan 31 Desember 2024", "31 Desember 2024"),
        ("Tahun 2024", "2024"),
    ],
)
def test_date_of_the_data_is_that_of_the_title(sentra, title, dates):
    assert p3dn.load_report(sentra([[title], HEAD, *ROWS])).as_of == dates


def test_date_of_the_data_is_that_of_its_periods(xlsx):
    frame = p3dn.load_cooperative(xlsx([["Tahun", "Produk", "Dikirim"], [2019, "Baut", 5], [2021, "Mur", 6]]))
    assert p3dn.load_report(frame).as_of == "2019–2021"


# --- account books -----------------------------------------------------------------------------------------

BOOK = ["No", "Tanggal", "Debet", "Kredit", "Saldo"]


def book(*rows):
    return [BOOK, [None, "SALDO AWAL", None, None, 100], *rows]


def test_balance_that_follows(xlsx):
    frame = p3dn.load_cooperative(xlsx(book([1, "2024-01-01", 50, 0, 150], [2, "2024-01-02", 0, 30, 120])))
    checks = p3dn.load_report(frame).checks
    assert checks[["stated", "computed", "agrees"]].values.tolist() == [[120, 120, True], [0, 0, True]]


def test_balance_that_does_not_follow(xlsx):
    frame = p3dn.load_cooperative(xlsx(book([1, "2024-01-01", 50, 0, 150], [2, "2024-01-02", 0, 30, 121])))
    checks = p3dn.load_report(frame).checks
    assert checks[["stated", "computed", "agrees"]].values.tolist() == [[121, 120, False], [0, 1, False]]


def test_balance_that_does_not_follow_needs_a_person(xlsx, codes):
    frame = p3dn.load_cooperative(xlsx(book([1, "2024-01-01", 50, 0, 150], [2, "2024-01-02", 0, 30, 121])))
    assert codes(frame, "ask")
