"""The real files, against the figures of FACTS.md, which were computed from the raw cells without this project.

Every expected number stands in FACTS.md beside the files; where they are not, the tests are skipped.
"""

import json

import pytest

import p3dn


@pytest.fixture(scope="module")
def register(real_file):
    return p3dn.load_sentra(real_file("ikm_register.xlsx"))


@pytest.fixture(scope="module")
def ledger(real_file):
    return p3dn.load_cooperative(real_file("koperasi_giro.xls"))


@pytest.fixture(scope="module")
def tender(real_file):
    return p3dn.load_procurement(real_file("lkpp_tender.xlsx"))


@pytest.fixture(scope="module")
def orders(real_file):
    return p3dn.load_procurement(real_file("lkpp_epurchasing.xlsx"))


def only_table(path):
    (table,) = p3dn.read(path).tables
    return table


# --- ikm_register.xlsx -----------------------------------------------------------------------------------


def test_register_is_one_table_and_no_row_is_lost(real_file):
    table = only_table(real_file("ikm_register.xlsx"))
    assert (table.sheet, table.range) == ("Worksheet", "A1:I1484")
    assert table.counts == {
        "rows_read": 1483,
        "rows_kept": 1483,
        "rows_total": 0,
        "rows_set_aside": 0,
        "rows_blank": 0,
    }


def test_register_has_1483_records_whose_index_says_where_they_stand(register):
    assert len(register) == 1483
    assert register.index.names == ["file", "sheet", "row"]
    assert register.index[0] == ("ikm_register.xlsx", "Worksheet", 2)
    assert register.index[-1] == ("ikm_register.xlsx", "Worksheet", 1484)


@pytest.mark.parametrize(
    ("field", "total", "blank"),
    [
        ("tenaga_kerja", 2_684, 24),
        ("nilai_investasi", 54_692_176_000, 4),
        ("nilai_produksi", 89_054_698_000, 6),
        ("nilai_bahan_baku", 59_801_469_000, 7),
    ],
)
def test_register_sums_in_rupiah_and_heads(register, field, total, blank):
    assert register[field].sum() == total
    assert register[field].isna().sum() == blank


def test_register_capacity_is_filled_in_1478_rows(register):
    assert register["kapasitas_produksi"].notna().sum() == 1478


def test_register_commodities(register):
    assert register["komoditi"].value_counts().drop("Belum pilih komoditi", errors="ignore").to_dict() == {
        "Kerajinan": 630,
        "Pangan": 489,
        "Kimia dan Bahan Bangunan": 151,
        "Elektronika/Logam": 94,
        "Sandang": 49,
        "Alat Transportasi": 46,
        "Jasa Reparasi": 19,
    }


def test_register_placeholder_is_told(real_file):
    frame = p3dn.load_sentra(real_file("ikm_register.xlsx"))
    told = p3dn.load_report(frame).issues
    assert [str(one) for one in told.loc[told["code"].eq("placeholder"), "reason"]] == [
        "5 rekaman berisi 'belum pilih komoditi' di kolom 'Komoditi'; itu isian sementara, bukan nilai"
    ]


def test_register_units_are_folded_and_the_51_spellings_are_kept(register):
    spelt = register["satuan_asli"]
    assert (spelt.nunique(), spelt.isna().sum()) == (51, 7)
    assert spelt.str.strip().str.casefold().nunique() == 33
    assert register["satuan"].isna().sum() == 7
    assert register["satuan"].nunique() < 33
    for spellings, unit in (
        ({"buah", "Buah", "Buah ", "bh", "BH"}, "buah"),
        ({"m3", "M3", "M3 "}, "m3"),
        ({"bks", "Bks", "bungkus"}, "bungkus"),
    ):
        assert spellings <= set(spelt.dropna())
        assert set(register.loc[spelt.isin(spellings), "satuan"]) == {unit}


def test_register_report_maps_headers_with_their_factors(register):
    columns = p3dn.load_report(register).columns.set_index("field")
    assert columns.loc["nilai_investasi", ["header", "column", "unit", "factor"]].tolist() == [
        "Nilai Investasi (Rp.000)",
        "F",
        "rupiah",
        1000,
    ]
    assert columns.loc["tenaga_kerja", ["header", "column", "unit", "factor"]].tolist() == [
        "Tenaga Kerja (Orang)",
        "C",
        "orang",
        1,
    ]


# --- umkm_kecamatan.xlsx ---------------------------------------------------------------------------------


def test_districts_are_7_by_23_and_numbers_stored_as_text_are_numbers(real_file):
    table = only_table(real_file("umkm_kecamatan.xlsx"))
    frame = table.frame
    assert (table.sheet, table.range, len(frame)) == ("Sheet1", "A1:D162", 161)
    assert (frame["Kecamatan"].nunique(), frame["Bidang"].nunique()) == (7, 23)
    assert (frame["Mikro"].sum(), frame["Kecil"].sum()) == (61_245, 17_799)


# --- koperasi_giro.xls -----------------------------------------------------------------------------------


def test_ledger_table_title_and_two_row_header(real_file):
    table = only_table(real_file("koperasi_giro.xls"))
    assert table.title == "RINCIAN MUTASI REKENING GSSL : - GIRO BANK BTPN BULAN Januari 2017"
    assert (table.header_rows, table.range) == ([1, 2], "A2:I68")
    assert table.names[4:8] == [
        "MUTASI KAS / DEBET",
        "MUTASI KAS / KREDIT",
        "MUTASI MEMORIAL / DEBET",
        "MUTASI MEMORIAL / KREDIT",
    ]
    assert (table.counts["rows_kept"], table.counts["rows_total"]) == (63, 2)


def test_ledger_opening_balance_is_no_record(real_file):
    totals = only_table(real_file("koperasi_giro.xls")).totals
    assert totals["label"].to_dict() == {4: "SALDO AWAL", 68: "JUMLAH"}
    assert totals.loc[4, "SALDO AKHIR"] == 343_423_588


def test_ledger_stated_total_agrees(real_file):
    checks = only_table(real_file("koperasi_giro.xls")).checks.set_index("header")
    assert checks["stated"].to_dict() == {
        "MUTASI KAS / DEBET": 0,
        "MUTASI KAS / KREDIT": 0,
        "MUTASI MEMORIAL / DEBET": 722_619_169,
        "MUTASI MEMORIAL / KREDIT": 901_401_488,
    }
    assert checks["agrees"].all()


def test_ledger_sums_and_last_balance(ledger):
    assert len(ledger) == 63
    assert ledger[["debet_kas", "kredit_kas", "debet", "kredit"]].sum().tolist() == [0, 0, 722_619_169, 901_401_488]
    assert ledger["saldo"].iloc[-1] == 164_641_269 == 343_423_588 + 722_619_169 - 901_401_488


def test_ledger_balance_follows_row_by_row(ledger):
    moved = (ledger["debet"].fillna(0) - ledger["kredit"].fillna(0)).cumsum()
    assert (343_423_588 + moved).tolist() == ledger["saldo"].tolist()
    checks = p3dn.load_report(ledger).checks
    assert checks["agrees"].all()
    assert str(checks["label"].iloc[-1]) == "baris yang saldonya tidak mengikuti baris di atasnya"


def test_ledger_drops_the_account_and_the_names_in_it(ledger, real_file):
    assert not {"no_rekening", "uraian"} & set(ledger.columns)
    issues = p3dn.load_report(ledger).issues
    assert "personal-dropped" in set(issues["code"])
    kept = p3dn.load_cooperative(real_file("koperasi_giro.xls"), keep_personal=True)
    assert kept["no_rekening"].notna().all()
    assert not kept["no_rekening"].str.contains(".", regex=False).any()


# --- lkpp_tender.xlsx ------------------------------------------------------------------------------------


def test_tender_has_two_tables_and_all_rows(real_file):
    data, metadata = p3dn.read(real_file("lkpp_tender.xlsx")).tables
    assert (data.sheet, data.range, data.counts["rows_kept"]) == ("Data 2024", "A1:AC85", 84)
    assert (metadata.sheet, metadata.frame["totalRecords"].tolist()) == ("_metadata", [84])


@pytest.mark.parametrize(
    ("field", "total", "filled"),
    [
        ("pagu", 206_130_174_000, 84),
        ("hps", 192_320_316_529.71, 84),
        ("nilai_kontrak", 177_313_276_933.47, 84),
        ("nilai_pdn_kontrak", 155_013_671_434.14, 74),
        ("nilai_umk_kontrak", 158_117_922_846.96, 74),
    ],
)
def test_tender_sums(tender, field, total, filled):
    assert tender[field].sum() == pytest.approx(total, abs=0.01)
    assert tender[field].notna().sum() == filled


def test_tender_umk_exceeds_pdn_on_the_74_rows_that_record_both(tender):
    both = tender.dropna(subset=["nilai_pdn_kontrak", "nilai_umk_kontrak"])
    assert len(both) == 74
    assert both["nilai_umk_kontrak"].sum() > both["nilai_pdn_kontrak"].sum()


def test_tender_codes_are_text_with_their_zeros(tender):
    assert len(tender) == 84
    assert tender["kd_satker"].str.startswith("0").sum() == 6
    for field in ("kd_tender", "kd_paket", "kd_rup_paket", "kd_lpse", "kd_penyedia"):
        assert tender[field].dropna().str.fullmatch(r"[0-9A-Za-z;,. ]+").all()
        assert not tender[field].str.endswith(".0").any()


def test_tender_dates_are_days(tender):
    for field in ("tgl_pengumuman_tender", "tgl_penetapan_pemenang"):
        assert str(tender[field].dtype) == "datetime64[s]"
        assert tender[field].notna().all()


def test_tender_count_in_the_metadata_agrees(tender):
    report = p3dn.load_report(tender)
    (check,) = report.checks.itertuples()
    assert (check.header, check.stated, check.computed, check.agrees) == ("totalRecords", 84, 84, True)


def test_tender_supplier_is_personal(tender):
    assert not {"nama_penyedia", "npwp_penyedia", "npwp_16_penyedia", "lokasi_pekerjaan"} & set(tender.columns)


# --- lkpp_epurchasing.xlsx -------------------------------------------------------------------------------


def test_orders_have_two_tables_and_all_rows(real_file):
    data, metadata = p3dn.read(real_file("lkpp_epurchasing.xlsx")).tables
    assert (data.sheet, data.range, data.counts["rows_kept"]) == ("Data 2026", "A1:V848", 847)
    assert metadata.frame["totalRecords"].tolist() == [847]


def test_orders_sums_and_blanks(orders):
    assert len(orders) == 847
    assert orders["total"].sum() == 240_837_269_959
    assert (orders["shipping_fee"].sum(), orders["shipping_fee"].isna().sum()) == (15_159_270, 131)
    assert orders["order_date"].isna().sum() == 139


def test_orders_one_of_846_stands_twice(orders):
    assert orders["order_id"].nunique() == 846
    assert set(orders["order_id"].str.len()) == {26}


def test_orders_codes_keep_their_zeros(orders):
    assert orders["kode_satker"].str.startswith("0").sum() == 145
    assert orders["mak"].str.fullmatch(r"DN\.2175\..+\.524114").any()


def test_orders_have_eleven_statuses(orders):
    assert orders["status"].nunique() == 11


def test_orders_count_in_the_metadata_agrees(orders):
    (check,) = p3dn.load_report(orders).checks.itertuples()
    assert (check.stated, check.computed, check.agrees) == (847, 847, True)


# --- ekatalog_tkdn.csv -----------------------------------------------------------------------------------


def test_catalogue_page_with_escaped_quotes(real_file):
    table = only_table(real_file("ekatalog_tkdn.csv"))
    assert (len(table.names), len(table.frame)) == (56, 1)
    row = table.frame.iloc[0]
    assert row["kd_produk"] == "1556172"
    assert row["kbki_id"] == "4824402007"
    assert str(row["berlaku_sampai"]).startswith("2025-06-30")
    prices = json.loads(row["harga"])
    assert len(prices) == 517
    assert prices[0]["harga"] == 1_661_440_000
    assert table.frame[["nomor_tkdn", "tkdn_produk", "nilai_bmp"]].isna().all(axis=None)


# --- bps_impor_hs84_85_2020.xlsx -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wide(real_file):
    return only_table(real_file("bps_impor_hs84_85_2020.xlsx"))


@pytest.fixture(scope="module")
def imports(real_file):
    return p3dn.load_trade(real_file("bps_impor_hs84_85_2020.xlsx"), unit={"nilai": "US$"})


def test_imports_are_one_table_with_a_stated_total_row(wide):
    assert wide.title == "Impor HS 2 Digit Tahun 2020"
    assert (wide.header_rows, wide.range, len(wide.names)) == ([1, 2, 3, 4], "A2:TRQ8", 14_005)
    assert (wide.counts["rows_read"], wide.counts["rows_kept"], wide.counts["rows_total"]) == (3, 2, 1)
    assert wide.names[3] == "AFGHANISTAN / SEKUPANG / [07] Juli"


def test_imports_have_a_record_per_filled_cell(imports):
    assert imports.groupby("kode_hs").size().to_dict() == {"84": 11_697, "85": 9_853}
    assert imports.index.get_level_values("column").nunique() == 14_001
    assert p3dn.load_report(imports).counts == {
        "rows_read": 3,
        "rows_kept": 2,
        "rows_total": 1,
        "rows_set_aside": 0,
        "rows_blank": 0,
    }


def test_imports_by_chapter(imports):
    assert imports.groupby("kode_hs")["nilai"].sum().to_dict() == {"84": 21_808_515_891, "85": 19_027_917_084}
    assert imports["nilai"].sum() == 40_836_432_975


def test_imports_code_and_name_share_a_cell(imports):
    assert imports["uraian_hs"].str.split().str[0].unique().tolist() == ["Reaktor", "Mesin"]
    assert imports["tahun"].unique().tolist() == ["2020"]


@pytest.mark.parametrize(("country", "total"), [("CHINA", 18_333_328_532), ("JAPAN", 3_691_378_154)])
def test_imports_by_country(imports, country, total):
    assert imports.loc[imports["negara"].eq(country), "nilai"].sum() == total


def test_imports_name_215_countries(imports):
    assert imports["negara"].nunique() == 215


@pytest.mark.parametrize(("month", "total"), [("01", 4_016_775_773), ("05", 2_413_868_664), ("12", 4_208_483_614)])
def test_imports_by_month(imports, month, total):
    assert imports["bulan"].nunique() == 12
    assert imports.loc[imports["bulan"].eq(month), "nilai"].sum() == total


def test_imports_totals_of_rows_and_columns_agree(imports):
    checks = p3dn.load_report(imports).checks
    assert len(checks) == 14_001 + 3  # one per column, and the column Totals in three rows
    assert checks["agrees"].all()


def test_imports_unit_is_nowhere_in_the_file_and_is_asked_for(real_file, imports):
    asked = p3dn.load_report(p3dn.load_trade(real_file("bps_impor_hs84_85_2020.xlsx"))).needs_person()
    assert asked["code"].tolist() == ["trade-unit"]
    assert p3dn.load_report(imports).unit("nilai") == "US$"
    assert p3dn.load_report(imports).needs_person().empty
