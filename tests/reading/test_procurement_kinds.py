"""Plans and procurement without tender, spelled as LKPP spells them.

The data sets of ISB are RUP-PaketPenyedia-Terumumkan and SPSE-NonTenderSelesai.
"""

import pytest

import p3dn

RUP = ["tahun_anggaran", "kd_klpd", "kd_satker", "nama_satker", "kd_rup", "nama_paket", "pagu", "metode_pengadaan",
       "jenis_pengadaan", "sumber_dana", "mak", "status_pdn", "status_ukm", "tgl_awal_pemilihan", "nama_ppk",
       "status_aktif_rup"]  # fmt: skip
PLANS = [
    [2025, "D107", "0152339", "Dinas X", "0053", "Meja", 1499321187.61, "E-Purchasing", "Barang", "APBD",
     "5.1.02.01;5.1.02.02", "PDN", "UKM", "2025-03-01", "N. N.", True],
    [2025, "D107", "0152339", "Dinas X", "0054", "Jalan", 2000000, "Tender", "Pekerjaan Konstruksi", "APBD", "5.2.04",
     None, None, "2025-04-01", "N. N.", True],
]  # fmt: skip
HEAD = ["kd_nontender", "kd_rup", "mak", "mtd_pemilihan", "pagu", "hps", "nilai_kontrak", "nilai_pdn_kontrak",
        "nilai_umk_kontrak", "nama_penyedia"]  # fmt: skip
PACKAGES = [
    ["0101", "53;54", "5.1.02", "Pengadaan Langsung", 100, 90, 80, 80, 80, "CV A"],
    ["0102", "55", "5.1.02", "Penunjukan Langsung", 200, 190, 180, 0, 180, "CV B"],
]


@pytest.fixture
def kind_of():
    return lambda frame: p3dn.load_report(frame).kind


def test_plan_of_sirup(xlsx, kind_of):
    frame = p3dn.load_procurement(xlsx([RUP, *PLANS]))
    assert kind_of(frame) == "rup"
    assert frame["kd_rup"].tolist() == ["0053", "0054"]
    assert frame["pagu"].tolist() == [1499321187.61, 2_000_000]
    assert frame["mak"].tolist() == ["5.1.02.01;5.1.02.02", "5.2.04"]
    assert frame["status_pdn"].fillna("").tolist() == ["PDN", ""]
    assert frame["status_aktif_rup"].tolist() == [True, True]
    assert str(frame["tgl_awal_pemilihan"].iloc[0].date()) == "2025-03-01"
    assert "nama_ppk" not in frame


def test_plan_with_the_headers_of_the_public_page(xlsx, kind_of):
    head = ["Kode RUP", "Nama Paket", "Pagu (Rp)", "Metode Pemilihan", "Sumber Dana", "Produk Dalam Negeri"]
    rows = [
        ["0053", "Meja", "1.500.000", "E-Purchasing", "APBN", "Ya"],
        ["0054", "Kursi", "2.500.000", "Tender", "APBN", None],
    ]
    frame = p3dn.load_procurement(xlsx([head, *rows]))
    assert kind_of(frame) == "rup"
    assert frame["pagu"].tolist() == [1_500_000, 2_500_000]
    assert frame["status_pdn"].fillna("").tolist() == ["Ya", ""]


def test_package_without_tender(xlsx, kind_of):
    frame = p3dn.load_procurement(xlsx([HEAD, *PACKAGES]))
    assert kind_of(frame) == "nontender"
    assert frame["kd_rup"].tolist() == ["53;54", "55"]
    assert frame["nilai_umk_kontrak"].tolist() == [80, 180]
    assert "nama_penyedia" not in frame


def test_small_firms_beyond_the_domestic_value_are_no_error(xlsx, codes):
    """UMK is no part of PDN: it exceeds it in 177 of the rows of a public sample, and never exceeds the contract."""
    assert "value-exceeds" not in codes(p3dn.load_procurement(xlsx([HEAD, *PACKAGES])))


def test_plan_on_several_budget_lines_is_told_with_its_repeated_ceiling(xlsx, codes):
    frame = p3dn.load_procurement(xlsx([RUP, PLANS[0], [*PLANS[0][:10], "5.1.09", *PLANS[0][11:]], PLANS[1]]))
    assert {"record-several", "value-repeated"} <= set(codes(frame))


def test_kinds_of_procurement_are_told_apart(xlsx, kind_of):
    tender = [["kd_tender", *HEAD[1:]], ["0101", *PACKAGES[0][1:]], ["0102", *PACKAGES[1][1:]]]
    assert kind_of(p3dn.load_procurement(xlsx(tender))) == "tender"
    order = [
        ["order_id", "kd_rup", "total", "status", "mak"],
        ["01A", "53", 5, "selesai", "5.1"],
        ["01B", "54", 6, "batal", "5"],
    ]
    assert kind_of(p3dn.load_procurement(xlsx(order))) == "epurchasing"


def test_announced_tender_is_no_plan(xlsx, fails):
    """SPSE-TenderPengumuman names plan, ceiling and method too."""
    head = ["kd_tender", "kd_rup", "pagu", "hps", "jenis_pengadaan", "mtd_pemilihan"]
    rows = [["01", "53", 5, 4, "Barang", "Tender"], ["02", "54", 6, 5, "Barang", "Tender"]]
    fails("column-missing", p3dn.load_procurement, xlsx([head, *rows]))
