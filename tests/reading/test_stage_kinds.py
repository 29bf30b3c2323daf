"""The log of tests and the list of partners: kinds that come by data alone, as offices spell them."""

import pandas as pd
import pytest

import p3dn

LOG = [
    ["No", "Tgl Uji", "Nama Produk", "Tahapan", "Lembaga Uji", "Calon Pembeli", "Hasil", "Porsi Lulus (%)", "Ket"],
    [1, "12 Maret 2019", "Rem blok komposit", "Uji rute pendek", "Balai X", "Pembeli X", "LULUS", "100%", "lancar"],
    [2, "15/07/2020", "Rem blok komposit", "Uji rute panjang", "Balai X", "Pembeli X", "dalam proses", "40%", None],
    [3, None, "Puli", "Sertifikasi SNI", "-", None, "tidak lulus", None, None],
]
PARTNERS = [
    ["No", "Nama Mitra", "Bentuk Kerjasama", "Produk", "Tgl Mulai", "Tgl Berakhir", "Status", "Nilai (Rp juta)"],
    [1, "Balai X", "Uji laboratorium", "Rem blok komposit", "1 Februari 2019", "31 Desember 2026", "Aktif", 250],
    [2, "Bank X", "Modal kerja", "Puli", "2 Mei 2016", None, "Selesai", "-"],
]


def test_log_of_tests_keeps_its_days_results_and_lines(xlsx):
    log = p3dn.load_cooperative(xlsx(LOG))
    assert p3dn.load_report(log).kind == "stages"
    assert log["tanggal"].tolist() == [pd.Timestamp("2019-03-12"), pd.Timestamp("2020-07-15"), pd.NaT]
    assert log["hasil"].tolist() == ["LULUS", "dalam proses", "tidak lulus"]
    assert log["porsi_lulus"].tolist()[:2] == [1.0, 0.4]
    assert log["lini_produk"].tolist() == ["rem_blok_komposit", "rem_blok_komposit", "komponen_mesin_industri"]
    assert log["no_dokumen"].isna().all()  # a log without numbers of documents is a log all the same


def test_partnerships_keep_their_days_and_their_value_in_rupiah(xlsx):
    partners = p3dn.load_cooperative(xlsx(PARTNERS))
    assert p3dn.load_report(partners).kind == "partnerships"
    assert partners["berakhir"].tolist() == [pd.Timestamp("2026-12-31"), pd.NaT]
    assert partners["nilai"].iloc[0] == 250_000_000
    assert pd.isna(partners["nilai"].iloc[1])
    assert partners["lini_produk"].tolist() == ["rem_blok_komposit", "komponen_mesin_industri"]


def test_line_that_a_record_names_comes_before_the_words_of_its_product(xlsx):
    head = ["Produk", "Lini Produk", "Tahap Uji", "Hasil Uji"]
    rows = [
        ["Rem blok tipe A", "Rem blok komposit", "Uji lab", "lulus"],  # the words alone say the family
        ["Puli kapal", "Komponen mesin industri", "Uji lab", "lulus"],  # the words alone say another line
        ["Tipe B", "rem_blok_metalik", "Uji lab", "lulus"],
        ["Puli", "lini baru", "Uji lab", "lulus"],
    ]
    log = p3dn.load_cooperative(xlsx([head, *rows]))
    named = ["rem_blok_komposit", "komponen_mesin_industri", "rem_blok_metalik", "komponen_mesin_industri"]
    assert log["lini_produk"].tolist() == named
    assert log["keluarga_produk"].tolist()[0] == "komponen_kereta_api"
    assert "line-none" not in set(p3dn.load_report(log).issues["code"])


def test_personal_data_are_dropped_and_told(xlsx):
    more = ["Nama Peserta", "NIK", "Penanggung Jawab", "No HP"]
    log = xlsx([[*LOG[0], *more], *([*row, "Peserta A", "1" * 16, "Petugas A", "1"] for row in LOG[1:])])
    loaded = p3dn.load_cooperative(log)
    fields = ["nama_peserta", "nik", "penanggung_jawab", "telepon"]
    assert not set(fields) & set(loaded)
    assert "personal-dropped" in set(p3dn.load_report(loaded).issues["code"])
    assert p3dn.load_cooperative(log, keep_personal=True)["nama_peserta"].tolist() == ["Peserta A"] * 3
    listed = xlsx([[*PARTNERS[0], "Contact Person", "Alamat"], *([*row, "A", "B"] for row in PARTNERS[1:])])
    assert not {"penanggung_jawab", "alamat"} & set(p3dn.load_cooperative(listed))


def test_workbook_with_both_asks_for_the_kind(xlsx):
    path = xlsx(LOG, sheets={"Kemitraan": PARTNERS})
    with pytest.raises(p3dn.P3DNError) as raised:
        p3dn.load_cooperative(path)
    assert raised.value.code == "kind-several"
    assert "stages" in str(raised.value)
    assert "partnerships" in str(raised.value)
    assert len(p3dn.load_cooperative(path, kind="stages")) == 3
    assert len(p3dn.load_cooperative(path, kind="partnerships")) == 2


@pytest.mark.parametrize(
    ("header", "field"),
    [
        *(("Tahapan Pengujian", "tahap"), ("Jenis Sertifikasi", "tahap"), ("JENIS UJI", "tahap")),
        *(("Laboratorium", "lembaga_uji"), ("Diuji Oleh", "lembaga_uji"), ("LSPro", "lembaga_uji")),
        *(("Tanggal Pelaksanaan", "tanggal"), ("Tgl. Uji", "tanggal"), ("Status Uji", "hasil")),
        *(("Lulus / Tidak Lulus", "hasil"), ("Jml. Sampel", "jumlah_diuji"), ("Jumlah Lulus (buah)", "jumlah_lulus")),
        *(("Lulus (persen)", None), ("% Lulus", None), ("Persentase Lulus (%)", "porsi_lulus")),
        *(("No. Laporan Uji", "no_dokumen"), ("Ket.", "catatan"), ("Rencana Tindak Lanjut", "tindak_lanjut")),
    ],
)
def test_spellings_of_headers(header, field):
    from p3dn.reading import kinds

    assert list(kinds.match(kinds.kinds()["stages"], [header]).fields) == ([field] if field else [])
