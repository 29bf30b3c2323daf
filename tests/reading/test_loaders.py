"""The loaders: from files to one frame, with every override and every refusal."""

import itertools
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pandas as pd
import pytest

import p3dn
from p3dn import marks
from p3dn.reading import loaders

HEAD = ["Nama Usaha", "Produk", "Naker", "Nilai Investasi", "Kap"]
ROWS = [["CV A", "Baut", 1, 2, 3], ["CV B", "Mur", 4, 5, 6]]
MEMBERS = [["No Anggota", "Nama Anggota", "Tahun Masuk"], ["001", "CV A", 2019], ["002", "CV B", 2020]]
SENT = [["Tahun", "Produk", "Jumlah Dikirim", "Satuan"], [2019, "Baut", 5, "buah"], [2020, "Mur", 6, "bh"]]


@pytest.fixture
def register(xlsx):
    return xlsx([HEAD, *ROWS])


@pytest.fixture
def several(xlsx, tmp_path):
    """Return a folder with three registers."""
    for number in (1, 2, 3):
        rows = [[f"CV {number}{letter}", "Baut", number, 10 * number, 1] for letter in "ab"]
        xlsx([[*HEAD[:3], "Nilai Investasi (Rp)", HEAD[4]], *rows], name=f"data/register{number}.xlsx")
    return tmp_path / "data"


# --- kinds -------------------------------------------------------------------------------------------------


def test_each_loader_reads_its_kinds(xlsx):
    assert p3dn.load_report(p3dn.load_cooperative(xlsx(MEMBERS))).kind == "members"
    assert p3dn.load_report(p3dn.load_cooperative(xlsx(SENT))).kind == "deliveries"
    needs = [["Nama Barang", "Kebutuhan per Tahun (buah)", "Harga (Rp)"], ["Blok rem komposit", 1000, "203.700"]]
    frame = p3dn.load_procurement(xlsx(needs))
    assert frame[["jumlah_kebutuhan", "satuan", "harga_satuan"]].values.tolist() == [[1000, "buah", 203_700]]


def test_needs_and_register_get_product_lines(xlsx):
    needs = [["Nama Barang", "Kebutuhan"], ["Blok rem komposit", 1000], ["Bunga plastik", 5]]
    frame = p3dn.load_procurement(xlsx(needs))
    assert frame["lini_produk"].fillna("").tolist() == ["rem_blok_komposit", ""]
    assert frame["keluarga_produk"].fillna("").tolist() == ["komponen_kereta_api", ""]
    lines = {"plastik": {"keywords": ["plastik"], "label": {"id": "Plastik", "en": "Woks"}}}
    assert p3dn.load_procurement(xlsx(needs), lines=lines)["lini_produk"].fillna("").tolist() == ["", "plastik"]


def test_lines_that_match_none_or_several_are_told(xlsx, codes):
    lines = {name: {"keywords": [name]} for name in ("pompa", "kapal")}
    frame = p3dn.load_procurement(
        xlsx([["Nama Barang", "Kebutuhan"], ["Pompa kapal", 1], ["Bunga plastik", 5]]), lines=lines
    )
    assert frame["lini_produk"].isna().all()
    assert {"line-several"} <= set(codes(frame, "ask"))
    assert {"line-none"} <= set(codes(frame, "info"))


def test_several_kinds_in_one_file_are_listed(xlsx, fails):
    path = xlsx(MEMBERS, sheets={"Kirim": SENT})
    error = fails("kind-several", p3dn.load_cooperative, path)
    assert "Anggota koperasi" in str(error)
    assert "Pengiriman koperasi" in str(error)
    assert len(p3dn.load_cooperative(path, kind="deliveries")) == 2


def test_several_kinds_are_listed_as_kind_wants_them(xlsx, fails):
    error = fails("kind-several", p3dn.load_cooperative, xlsx(MEMBERS, sheets={"Kirim": SENT}))
    assert "members" in str(error)
    assert "deliveries" in str(error)


def test_several_kinds_in_several_files(xlsx, fails):
    paths = [xlsx(MEMBERS, name="a.xlsx"), xlsx(SENT, name="b.xlsx")]
    fails("kind-several", p3dn.load_cooperative, paths)
    assert len(p3dn.load_cooperative(paths, kind="members")) == 2


def test_kind_of_another_loader(register, fails):
    fails("kind-absent", p3dn.load_sentra, register, kind="tender")


def test_kind_that_the_files_do_not_hold(xlsx, fails):
    paths = [xlsx(MEMBERS, name="a.xlsx"), xlsx(MEMBERS[:2], name="b.xlsx")]
    fails("kind-absent", p3dn.load_cooperative, paths, kind="ledger")


def test_table_of_no_kind(xlsx, fails):
    fails("kind-unknown", p3dn.load_sentra, xlsx([["Foo", "Bar"], ["x", 1], ["y", 2]]))


def test_missing_column_names_the_header_to_write(xlsx, fails):
    error = fails("column-missing", p3dn.load_sentra, xlsx([["Nama Usaha", "Produk", "Alamat"], ["CV A", "Baut", "x"]]))
    assert (error.file, error.sheet) == ("berkas.xlsx", "Data")
    assert "kolom Tenaga kerja tidak ada" in str(error)
    assert "'jumlah tenaga kerja'" in str(error)


def test_missing_column_names_the_field_as_columns_wants_it(xlsx, fails):
    error = fails("column-missing", p3dn.load_sentra, xlsx([["Nama Usaha", "Produk", "Alamat"], ["CV A", "Baut", "x"]]))
    assert 'columns={"judul di berkas": "tenaga_kerja"}' in str(error)


# --- what the reader may say -------------------------------------------------------------------------------


def test_columns(register, codes):
    frame = p3dn.load_sentra(register, columns={"Kap": "kapasitas_produksi"})
    assert frame["kapasitas_produksi"].tolist() == [3, 6]
    assert "column-unknown" not in codes(frame)


def test_columns_with_a_header_that_is_not_there(register, fails):
    error = fails("column-argument", p3dn.load_sentra, register, columns={"Kapasitas": "kapasitas_produksi"})
    assert "Nilai Investasi" in str(error)


def test_columns_with_a_field_that_is_none(register, fails):
    error = fails("field-unknown", p3dn.load_sentra, register, columns={"Kap": "kapasitas"})
    assert "kapasitas_produksi" in str(error)
    fails("field-unknown", p3dn.load_sentra, register, unit={"nilainya": "juta rupiah"})


def test_unit(register):
    frame = p3dn.load_sentra(register, unit={"nilai_investasi": "juta rupiah"})
    assert frame["nilai_investasi"].tolist() == [2e6, 5e6]


def test_unit_that_is_no_money_is_refused(register):
    with pytest.raises(p3dn.P3DNError):
        p3dn.load_sentra(register, unit={"nilai_investasi": "galon"})


def test_decimal(xlsx):
    path = xlsx([["Nama Usaha", "TK", "Kapasitas Terpasang"], ["CV A", 3, "1.234"], ["CV B", 4, "2.345"]])
    for decimal, values in ((",", [1234, 2345]), (".", [1.234, 2.345])):
        assert p3dn.load_sentra(path, decimal=decimal)["kapasitas_terpasang"].tolist() == values


def test_header_and_sheet(xlsx):
    path = xlsx([["x", "y", "z"], HEAD, *ROWS], sheets={"Lain": [HEAD, *ROWS[:1]]})
    assert len(p3dn.load_sentra(path, sheet=" data ", header=2)) == 2
    assert len(p3dn.load_sentra(path, sheet="Lain")) == 1


def test_sheet_that_is_not_there(register, fails):
    assert "Data" in str(fails("sheet-missing", p3dn.load_sentra, register, sheet="Rekap"))


@pytest.mark.parametrize("header", [1, 99, 0, ()])
def test_header_that_a_sheet_does_not_reach(xlsx, header):
    path = xlsx([HEAD, *ROWS], sheets={"Kosong": []})
    try:
        p3dn.read(path, header=header).tables[0].frame  # noqa: B018 - computed when it is asked for
    except p3dn.P3DNError:
        assert header != 1


def test_decimal_mark_that_is_none(register):
    with pytest.raises(p3dn.P3DNError):
        p3dn.load_sentra(register, decimal=";")


def test_two_columns_that_mean_one_field(xlsx, fails):
    error = fails(
        "header-duplicate", p3dn.load_sentra, xlsx([["Nama Usaha", "TK", "TK"], ["CV A", 1, 2], ["CV B", 3, 4]])
    )
    assert "B1, C1" in str(error)


def test_two_columns_of_a_personal_field_are_both_dropped(sentra):
    rows = [["Nama Usaha", "Alamat", "Alamat", "TK"], ["CV A", "Desa X", "Kec Y", 1], ["CV B", "Desa Z", "Kec W", 2]]
    assert "alamat" not in sentra(rows).columns


# --- several tables ----------------------------------------------------------------------------------------


def test_all_tables_of_a_kind_are_loaded(xlsx):
    frame = p3dn.load_sentra(xlsx([HEAD, *ROWS], sheets={"Talang": [HEAD, ROWS[0]]}))
    assert frame.index.get_level_values("sheet").tolist() == ["Data", "Data", "Talang"]
    assert p3dn.load_report(frame).counts["rows_kept"] == 3


def test_table_that_does_not_fit_beside_one_that_does_is_told(xlsx):
    other = [["Nama Usaha", "Produk", "Pekerja Tetap"], ["CV C", "Paku", 3], ["CV D", "Mur", 4]]
    frame = p3dn.load_sentra(xlsx([HEAD, *ROWS], sheets={"Talang": other}))
    assert any(one.sheet == "Talang" for one in p3dn.load_report(frame).issues.itertuples())


def test_recap_beside_the_register_is_not_counted_again(xlsx):
    recap = [["Produk", "Jumlah IKM", "Tenaga Kerja"], ["Baut", 1, 1], ["Mur", 1, 4]]
    frame = p3dn.load_sentra(xlsx([HEAD, *ROWS], sheets={"Rekap": recap}))
    assert frame["tenaga_kerja"].sum() == 5


# --- several files -----------------------------------------------------------------------------------------


def test_empty_list_gives_an_empty_typed_frame():
    frame = p3dn.load_sentra([])
    assert len(frame) == 0
    assert frame.index.names == ["file", "sheet", "row"]
    assert {name: str(frame[name].dtype) for name in ("nama_usaha", "tenaga_kerja", "nilai_produksi", "sni")} == {
        "nama_usaha": "str",
        "tenaga_kerja": "Int64",
        "nilai_produksi": "float64",
        "sni": "boolean",
    }
    assert p3dn.load_report(frame).counts["rows_read"] == 0
    for load in (p3dn.load_cooperative, p3dn.load_procurement):
        assert len(load([])) == 0


def test_header_only_gives_an_empty_typed_frame(xlsx, codes):
    frame = p3dn.load_sentra(xlsx([HEAD]))
    assert frame.dtypes.to_dict() == p3dn.load_sentra([]).dtypes.to_dict()
    assert codes(frame, "ask") == ["table-no-rows"]


def test_folder_pattern_and_list_give_the_same(several):
    frames = [
        p3dn.load_sentra(paths) for paths in (several, str(several / "*.xlsx"), sorted(several.iterdir()), str(several))
    ]
    assert len(frames[0]) == 6
    for frame in frames[1:]:
        pd.testing.assert_frame_equal(frame, frames[0])


def test_order_of_the_files_changes_no_record(several):
    alone = p3dn.load_sentra(several)
    for files in itertools.permutations(sorted(several.iterdir())):
        same(p3dn.load_sentra(files), alone)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_executor_gives_the_same(several, pool):
    """With everything a file may tell: a damaged one, one of no kind, a copy, and kept answers."""
    (several / "rusak.xlsx").write_bytes(b"PK\x03\x04rusak")
    (several / "salinan.xlsx").write_bytes((several / "register1.xlsx").read_bytes())
    (several / "lain.csv").write_text("Foo,Bar\nx,1\ny,2\n", encoding="utf-8")
    (several / "register2.xlsx.p3dn.toml").write_text('decimal = ","\n', encoding="utf-8")
    alone = p3dn.load_sentra(several)
    for workers, files in ((1, several), (2, sorted(several.glob("*.[xc]*[xv]"), reverse=True))):
        with pool(max_workers=workers) as executor:
            same(p3dn.load_sentra(files, executor=executor), alone)


def same(frame, other):
    """Compare frames with all that their reports tell, in the same order."""
    pd.testing.assert_frame_equal(frame, other)
    reports = p3dn.load_report(frame), p3dn.load_report(other)
    for part in ("columns", "tables", "issues", "set_aside", "checks"):
        one, two = (getattr(report, part) for report in reports)
        pd.testing.assert_frame_equal(one.astype("str"), two.astype("str"))
    assert repr(reports[0]) == repr(reports[1])


def test_bar_is_shown_over_many_files_on_a_terminal_only(several, monkeypatch, capsys):
    monkeypatch.setattr(loaders, "_MANY", 2)
    p3dn.load_sentra(several)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    p3dn.load_sentra(several)
    assert "Berkas" in capsys.readouterr().err


def test_error_comes_back_from_a_process_in_the_language_of_the_reader(several, xlsx, fails, monkeypatch):
    xlsx([["Nama Usaha", "TK", "TK"], ["CV A", 1, 2], ["CV B", 3, 4]], name="data/ganda.xlsx")
    with ProcessPoolExecutor(max_workers=1) as executor:
        executor.submit(int).result()  # the process has started in Indonesian
        monkeypatch.setenv("P3DN_LANG", "en")
        error = fails("header-duplicate", p3dn.load_sentra, several, executor=executor)
    assert (error.file, error.cell) == ("ganda.xlsx", "B1")
    assert "How to mend it" in str(error)


def test_damaged_file_among_others_asks_and_does_not_stop_them(several, codes):
    (several / "rusak.xlsx").write_bytes(b"PK\x03\x04rusak")
    (several / "kosong.csv").write_bytes(b"")
    frame = p3dn.load_sentra(several)
    assert len(frame) == 6
    assert codes(frame, "ask") == ["file-skipped", "file-skipped"]


def test_report_of_several_files_has_the_sum_and_each(several):
    report = p3dn.load_report(p3dn.load_sentra(several))
    assert report.counts["rows_kept"] == report.tables["rows_kept"].sum() == 6
    assert report.tables["file"].tolist() == ["register1.xlsx", "register2.xlsx", "register3.xlsx"]


def test_file_that_fits_no_kind_among_others_asks(several, xlsx, codes):
    xlsx([["Foo", "Bar"], ["x", 1], ["y", 2]], name="data/lain.xlsx")
    frame = p3dn.load_sentra(several)
    assert len(frame) == 6
    assert codes(frame, "ask") == ["kind-unknown"]


def test_prose_in_the_folder_is_told_and_does_not_stop_the_others(several, codes):
    (several / "BACA.txt").write_text("Ini catatan.\nTerima kasih.\n", encoding="utf-8")
    frame = p3dn.load_sentra(several)
    assert codes(frame)


# --- shares, flags, illustrative data ----------------------------------------------------------------------


def test_illustrative_file_marks_the_report_and_the_process(xlsx, monkeypatch):
    monkeypatch.setitem(marks._state, "illustrative", value=False)  # noqa: SLF001 - nothing takes the mark off
    assert not p3dn.load_report(p3dn.load_sentra(xlsx([HEAD, *ROWS]))).illustrative
    assert not marks.is_illustrative()
    frame = p3dn.load_sentra(xlsx([["DATA ILUSTRATIF: Sentra Contoh"], HEAD, *ROWS]))
    assert p3dn.load_report(frame).illustrative
    assert marks.is_illustrative()


def test_illustrative_file_read_by_another_process_marks_this_one(xlsx, monkeypatch):
    monkeypatch.setitem(marks._state, "illustrative", value=False)  # noqa: SLF001 - nothing takes the mark off
    path = xlsx([["DATA ILUSTRATIF"], HEAD, *ROWS])
    with ProcessPoolExecutor(max_workers=1) as executor:
        p3dn.load_sentra([path], executor=executor)
    assert marks.is_illustrative()


def test_count_of_records_that_an_export_states_is_compared(xlsx, codes):
    orders = [["order_id", "total", "status"], ["01A", 5, "selesai"], ["01B", 6, "batal"]]
    told = [["endpoint", "lastUpdated", "totalRecords"], ["x", "2026-04-01T00:00:00Z", 3]]
    frame = p3dn.load_procurement(xlsx(orders, sheets={"_metadata": told}))
    assert codes(frame, "ask") == ["records-stated"]
    report = p3dn.load_report(frame)
    assert report.checks[["stated", "computed", "agrees"]].values.tolist() == [[3, 2, False]]
    assert report.as_of == "1 April 2026"


def test_loading_changes_no_file_and_writes_none(several, monkeypatch, tmp_path):
    (tmp_path / "sementara").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "sementara"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    p3dn.load_sentra(several, keep_personal=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
