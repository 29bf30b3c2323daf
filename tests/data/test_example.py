"""The illustrative workbooks: made by the script alone, known to the last cell, and nobody's real data."""

import doctest
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import p3dn
from p3dn.reading.loaders import load_kind

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
FILES = (
    *("sentra_contoh.xlsx", "koperasi_contoh.xlsx", "kebutuhan_contoh.xlsx", "tender_contoh.xlsx"),
    *("impor_contoh.xlsx", "skenario.xlsx", "tkdn_contoh.xlsx"),
)
KINDS = ("members", "deliveries", "stages", "partnerships", "certificates", "bill_of_materials", "sentra", "needs")
MASKED = "9" * 16


def load_script():
    spec = importlib.util.spec_from_file_location("make_example", EXAMPLE / "make_example.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script():
    return load_script()


@pytest.fixture(scope="module")
def intended(script):
    return script.intended()


@pytest.fixture(scope="module")
def sheets():
    books = {file: CalamineWorkbook.from_path(EXAMPLE / file) for file in FILES}
    return {
        (file, name): book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for file, book in books.items()
        for name in book.sheet_names
    }


def test_script_writes_the_committed_bytes(tmp_path):
    # Another hash seed than usual: openpyxl keeps merged cells in a set.
    environment = os.environ | {"PYTHONHASHSEED": "12345"}
    subprocess.run([sys.executable, EXAMPLE / "make_example.py", tmp_path], check=True, env=environment, timeout=120)
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)
    for file in FILES:
        assert (tmp_path / file).read_bytes() == (EXAMPLE / file).read_bytes(), f"{file} is out of date"


def test_docstrings_of_the_script_hold(script):
    assert doctest.testmod(script).failed == 0


def test_intended_tables_are_the_same_each_time(script, intended):
    for name, frame in script.intended().items():
        assert frame.equals(intended[name])


def test_every_table_says_that_it_is_illustrative(sheets):
    for place, rows in sheets.items():
        assert any(str(cell).startswith("DATA ILUSTRATIF") for row in rows[:3] for cell in row), place


def test_register_has_the_scale_of_the_published_case(intended):
    sentra = intended["sentra"]
    assert len(sentra) == 168
    assert 4000 <= sentra["tenaga_kerja"].sum() <= 4500
    families = sentra["lini_produk"].replace("rem_blok_metalik", "komponen_kereta_api")
    assert families.value_counts().to_dict() == {
        "komponen_mesin_industri": 38,
        "komponen_kereta_api": 26,
        "komponen_pompa_air": 24,
        "komponen_pabrik": 22,
        "peralatan_rumah_tangga": 18,
        "peralatan_kapal": 14,
        "komponen_otomotif": 14,
        "mesin": 12,
    }
    assert sentra["lini_produk"].eq("rem_blok_metalik").sum() == 14
    assert not sentra["lini_produk"].eq("rem_blok_komposit").any()


def test_every_size_class_occurs(intended):
    workers = intended["sentra"]["tenaga_kerja"].dropna().astype(int)
    classes = np.digitize(workers, [5, 20, 100])  # BPS: 1–4, 5–19, 20–99, 100 and more
    assert set(classes) == {0, 1, 2, 3}


def test_some_numbers_of_the_register_are_missing(intended):
    numbers = intended["sentra"].select_dtypes("number")
    assert numbers.shape[1] == 10
    assert 0.05 <= numbers.isna().to_numpy().mean() <= 0.08


def test_register_is_consistent(intended):
    sentra = intended["sentra"]
    known = sentra.dropna(subset=["tk_l", "tk_p", "tenaga_kerja"])
    assert (known["tk_l"] + known["tk_p"]).eq(known["tenaga_kerja"]).all()
    used = (sentra["produksi"] / sentra["kapasitas_terpasang"]).dropna()
    assert used.between(0.15, 0.97).all()
    assert used.gt(0.8).sum() >= 3
    per_worker = (sentra["nilai_produksi"] / sentra["tenaga_kerja"].astype("Float64")).dropna()
    assert per_worker.between(60e6, 250e6).all()
    assert (sentra["nilai_bahan_baku"] / sentra["nilai_produksi"]).dropna().between(0.45, 0.70).all()
    assert sentra["porsi_bahan_lokal"].dropna().between(0, 1).all()


def test_published_need_comes_out(intended):
    blocks = intended["needs"].query("lini_produk == 'rem_blok_komposit'").iloc[0]
    assert blocks["jumlah_kebutuhan"] * blocks["harga_satuan"] == blocks["nilai_kebutuhan"] == 24_444_000_000
    assert blocks["porsi_impor"] == 1


def test_needs_hold_what_is_unknown(intended):
    needs = intended["needs"]
    assert needs[["harga_satuan", "porsi_impor", "lini_produk"]].isna().sum().tolist() == [2, 2, 1]


def test_tender_amounts_are_in_order(intended):
    tender = intended["tender"]
    assert (tender["pagu"] >= tender["hps"]).all()
    assert (tender["hps"] >= tender["nilai_kontrak"]).all()
    for part in ("nilai_pdn_kontrak", "nilai_umk_kontrak"):
        assert tender[part].dropna().le(tender["nilai_kontrak"].loc[tender[part].notna()]).all()
        assert 0.10 <= tender[part].isna().mean() <= 0.15
    assert tender["kd_satker"].str.startswith("0").all()


def test_one_package_stands_on_two_rows(intended, sheets):
    tender = intended["tender"]
    twice = tender[tender["kd_tender"].duplicated(keep=False)]
    assert len(twice) == 2
    assert twice["kd_satker"].nunique() == 2
    assert len(set(twice["nilai_kontrak"])) == 1
    assert sheets["tender_contoh.xlsx", "_metadata"][2][4] == len(tender) == 60


@pytest.mark.parametrize("name", ["sentra", "members", "deliveries", "needs"])
def test_stated_totals_agree_with_the_rows(script, intended, sheets, name):
    layout, frame = script.LAYOUTS[name], intended[name]
    stated = next(row for row in sheets[layout.file, layout.sheet] if row[0] == "JUMLAH")
    for at, column in enumerate(layout.columns):
        if column.field in layout.totals:
            assert stated[at] * column.scale == frame[column.field].sum()
        elif at:
            assert stated[at] == ""


@pytest.mark.parametrize("name", ["sentra", "members", "deliveries", "needs", "tender", "partnerships", "certificates"])
def test_index_names_the_rows_of_the_sheet(script, intended, sheets, name):
    layout, frame = script.LAYOUTS[name], intended[name]
    at = next(at for at, column in enumerate(layout.columns) if column.field == frame.columns[0])
    for file, sheet, row in frame.index[[0, -1]]:
        cell = sheets[file, sheet][row - 1][at]
        written = str(int(cell)) if isinstance(cell, float) else cell.strip()
        assert written == frame.loc[(file, sheet, row)].iloc[0]


def test_imports_are_spread_as_bps_spreads_them(sheets):
    rows = sheets["impor_contoh.xlsx", "Impor"]
    assert [row[2] for row in rows[1:4]] == ["Negara", "Pelabuhan", "Bulan"]
    assert rows[4][:3] == ["Kode HS", "Tahun", ""]
    assert rows[1][-1] == rows[11][0] == "Totals"
    assert {cell for cell in rows[1][3:-1] if cell} == {f"Negara {letter}" for letter in "ABCDEFGH"}
    assert 0.2 < sum(cell == "" for row in rows[5:11] for cell in row[3:-1]) / (6 * len(rows[0][3:-1])) < 0.6


def test_totals_of_imports_agree_both_ways(sheets, intended):
    rows, trade = sheets["impor_contoh.xlsx", "Impor"], intended["trade"]
    assert [row[-1] for row in rows[5:11]] == trade.groupby("kode_hs")["nilai"].sum().tolist()
    assert sum(rows[11][3:-1]) == rows[11][-1] == trade["nilai"].sum()


def test_loader_finds_the_imports_as_they_are_meant(intended):
    loaded = p3dn.load_trade(EXAMPLE / "impor_contoh.xlsx")
    pd.testing.assert_frame_equal(loaded, intended["trade"], check_flags=False)
    report = p3dn.load_report(loaded)
    assert report.needs_person().empty
    assert report.checks["agrees"].all()
    assert report.illustrative


@pytest.mark.parametrize("name", KINDS)
def test_loaders_find_the_tables_as_they_are_meant(script, intended, name):
    loaded = load_kind(name, EXAMPLE / script.LAYOUTS[name].file)
    meant = intended[name]
    pd.testing.assert_frame_equal(loaded[list(meant)], meant, check_flags=False)
    assert p3dn.load_report(loaded).illustrative


def test_log_is_as_untidy_as_real_ones(sheets):
    rows = sheets["koperasi_contoh.xlsx", "Tahapan Uji"]
    body = [row for row in rows[6:] if isinstance(row[0], float)]
    assert {type(row[1]).__name__ for row in body} == {"date", "str"}
    assert {"Lulus", "LULUS", "TIDAK LULUS", "Gagal", "Sedang berjalan", "Dihentikan"} <= {
        row[11].strip() for row in body
    }
    assert any(row[2] != row[2].strip() for row in body)


def test_log_and_certificates_agree_with_the_register(intended):
    sentra = intended["sentra"].set_index("nama_usaha")
    held = intended["stages"].dropna(subset="nama_usaha")
    assert len(held) == 4
    for firm, stage in zip(held["nama_usaha"], held["tahap"], strict=True):
        assert sentra.loc[firm, "iso" if "ISO" in stage else "sni"]
    holders = set(intended["certificates"]["nama_usaha"])
    assert holders == {*sentra.index[sentra["tkdn"]], "Koperasi Sentra Contoh"}
    expiry = intended["certificates"]["berlaku_sampai"]
    assert expiry.lt(pd.Timestamp("2025-12-31")).sum() == 4
    assert expiry.dt.year.isin([2026, 2027]).sum() == 11


def test_bill_is_consistent_with_the_scenario(intended):
    bill, scenario = intended["bill_of_materials"], intended["scenario"]
    block = bill[bill["lini_produk"] == "rem_blok_komposit"]
    known = scenario[scenario["lini_produk"].eq("rem_blok_komposit")].set_index("masukan")["tengah"]
    imported = block.loc[block["impor"], "biaya"].sum()
    assert imported == known["Porsi bahan impor dalam harga"] * known["Harga satuan pembeli"] == 91_665
    assert imported < block["biaya"].sum() < known["Harga barang dalam negeri"]
    assert bill["biaya"].tolist() == pytest.approx((bill["jumlah"] * bill["harga_satuan"]).tolist())


def test_register_is_as_untidy_as_real_ones(sheets):
    rows = sheets["sentra_contoh.xlsx", "Data IKM"]
    headers, numbers, body = rows[4:6], rows[6], rows[7:175]
    assert headers[0][5] == "Tenaga Kerja (Orang)"
    assert headers[0][6:8] == ["", ""]
    assert headers[1][5:8] == ["L", "P", "Jml"]
    assert numbers[:3] == ["(1)", "(2)", "(3)"]
    assert {"buah", "Buah", "Buah ", "bh", "Ton", "ton", "SET", "set"} <= {row[10] for row in body}
    for column in (8, 9, 11, 12, 13):  # capacity, output, investment, output value, materials
        cells = [row[column] for row in body]
        assert {"-", "", "n.a."} & set(cells)
        assert any(re.fullmatch(r"\d{1,3}(\.\d{3})+", cell) for cell in cells if isinstance(cell, str))
    for column in (8, 9):  # what tells that the full stop groups thousands
        assert any(re.fullmatch(r"[\d.]+,\d", str(row[column])) for row in body)


def test_nothing_looks_like_personal_data(sheets):
    for place, rows in sheets.items():
        for cell in (str(cell) for row in rows for cell in row):
            assert not set(re.findall(r"\d{15,}", cell)) - {MASKED}, place
            assert not re.search(r"(?<!\d)(\+62|62|0)8\d{7,}", cell.replace("-", "").replace(" ", "")), place
            assert "@" not in cell, place
            assert not re.search(r"\b(PT|CV|UD)\b|\bKAI\b|Ceper|Batur", cell), place


@pytest.mark.parametrize("file", FILES)
def test_properties_name_no_person_and_no_clock(file):
    content = (EXAMPLE / file).read_bytes().decode("utf-8", errors="replace")
    assert "<dc:creator>p3dn</dc:creator>" in content
    assert set(re.findall(r"20\d\d-\d\d-\d\dT[\d:]+Z(?=</dcterms)", content)) == {"2026-01-05T00:00:00Z"}
