"""Copies and versions of one list: nothing is summed twice silently."""

import itertools
from concurrent.futures import ProcessPoolExecutor

import openpyxl
import pytest

import p3dn

HEAD = ["Nama Usaha", "NIB", "Kecamatan", "TK"]
ROWS = [["CV A", "0101", "Talang", 1], ["CV B", "0102", "Talang", 2], ["CV C", "0103", "Talang", 3]]
OTHER = [["CV X", "0201", "Adiwerna", 10], ["CV Y", "0202", "Adiwerna", 20]]


@pytest.fixture
def lists(xlsx, tmp_path):
    """Return a function that writes registers, ``{name: (title, rows)}``, and returns their folder."""

    def write(**registers):
        for name, (title, rows) in registers.items():
            xlsx([[title], HEAD, *rows], name=f"data/{name}.xlsx")
        return tmp_path / "data"

    return write


def changed(by=1):
    """Return the register with another number of workers in each row."""
    return [[*row[:3], row[3] + by] for row in ROWS]


def test_lists_of_two_places_add_up(lists, codes):
    frame = p3dn.load_sentra(lists(talang=("Keadaan 2024", ROWS), adiwerna=("Keadaan 2024", OTHER)))
    assert frame["tenaga_kerja"].sum() == 36
    assert codes(frame, "ask") == []


def test_copy_that_was_saved_again_counts_once(lists, codes):
    folder = lists(asli=("Keadaan 2024", ROWS))
    book = openpyxl.load_workbook(folder / "asli.xlsx")
    book.properties.title = "lain"
    book.save(folder / "salinan.xlsx")
    text = "\n".join(",".join(map(str, row)) for row in [HEAD, *ROWS[::-1]])
    (folder / "teks.csv").write_text(text, encoding="utf-8")
    frame = p3dn.load_sentra(folder)
    assert frame["tenaga_kerja"].sum() == 6
    assert set(frame.index.get_level_values("file")) == {"asli.xlsx"}
    assert codes(frame, "warn").count("file-same-cells") == 2


def test_copy_with_another_remark_is_no_copy(xlsx, tmp_path, fails):
    """A column that no field knows is part of the cells too; the records are the same, so it is a version."""
    for name, remark in (("a", "lama"), ("b", "baru")):
        xlsx([[*HEAD, "Catatan"], *[[*row, remark] for row in ROWS]], name=f"data/{name}.xlsx")
    fails("files-versions", p3dn.load_sentra, tmp_path / "data")


def test_two_versions_are_not_summed(lists, fails):
    folder = lists(lama=("Keadaan 2023", ROWS), baru=("Keadaan 2024", changed()))
    error = fails("files-versions", p3dn.load_sentra, folder)
    assert error.file == "lama.xlsx"
    assert "'baru.xlsx' tampaknya dua versi" in str(error)
    assert "3 dari 3 rekaman ada di keduanya, 3 di antaranya berbeda isinya" in str(error)


def test_reader_says_which_version_counts(lists, codes):
    folder = lists(lama=("Keadaan 2023", [*ROWS, ["CV D", "0104", "Talang", 4]]), baru=("Keadaan 2024", changed()))
    latest = p3dn.load_sentra(folder, versions="latest")
    assert set(latest.index.get_level_values("file")) == {"baru.xlsx"}
    (older,) = [one for one in p3dn.load_report(latest).issues.itertuples() if one.code == "file-older"]
    assert "3 dari 4 rekaman ada di keduanya (3 berbeda isinya), 1 hanya ada di sini" in str(older.reason)
    both = p3dn.load_sentra(folder, versions="all")
    assert both["tenaga_kerja"].sum() == 10 + 9
    assert {"files-years", "record-elsewhere"} <= set(codes(both, "warn"))


def test_latest_needs_a_date(lists, fails):
    folder = lists(a=("Daftar IKM", ROWS), b=("Daftar IKM", changed()))
    fails("files-versions", p3dn.load_sentra, folder, versions="latest")


def test_choice_that_is_none(lists, fails):
    fails("versions-unknown", p3dn.load_sentra, lists(a=("Daftar", ROWS)), versions="baru")


@pytest.mark.parametrize(
    ("answers", "files"),
    [
        ({"lama": False}, {"baru.xlsx"}),
        ({"baru": True}, {"baru.xlsx"}),
        ({"lama": True, "baru": True}, {"lama.xlsx", "baru.xlsx"}),
    ],
)
def test_kept_answer_says_which_version_counts(lists, answers, files):
    folder = lists(lama=("Keadaan 2023", ROWS), baru=("Keadaan 2024", changed()))
    for name, counts in answers.items():
        (folder / f"{name}.xlsx.p3dn.toml").write_text(f"counts = {str(counts).lower()}\n", encoding="utf-8")
    assert set(p3dn.load_sentra(folder).index.get_level_values("file")) == files


def test_list_without_a_code_is_known_by_its_names(xlsx, tmp_path, fails):
    for name, workers in (("a", 1), ("b", 2)):
        xlsx([["Nama Usaha", "TK"], ["CV A", workers], ["CV B", 5]], name=f"data/{name}.xlsx")
    fails("files-versions", p3dn.load_sentra, tmp_path / "data")


def test_missing_codes_never_match(xlsx, tmp_path):
    for name in "ab":
        rows = [[f"CV {name}{number}", None, "Talang", 1] for number in (1, 2)]
        xlsx([HEAD, *rows], name=f"data/{name}.xlsx")
    assert len(p3dn.load_sentra(tmp_path / "data")) == 4


def test_versions_are_the_same_in_any_order_and_in_other_processes(lists):
    folder = lists(lama=("Keadaan 2023", ROWS), baru=("Keadaan 2024", changed()), lain=("Keadaan 2024", OTHER))
    alone = p3dn.load_sentra(folder, versions="latest")
    with ProcessPoolExecutor(max_workers=2) as executor:
        for files in itertools.permutations(sorted(folder.iterdir())):
            other = p3dn.load_sentra(files, versions="latest", executor=executor)
            assert repr(p3dn.load_report(other)) == repr(p3dn.load_report(alone))
            assert other.equals(alone)


def test_money_in_other_measures_comes_out_in_rupiah_and_capacity_keeps_its_unit(xlsx, tmp_path, codes):
    head = ["Nama Usaha", "Kapasitas Terpasang", "Satuan", "Investasi (Rp.000)"]
    xlsx([head, ["CV A", 5, "ton", 10], ["CV B", 6, "ton", 20]], name="data/a.xlsx")
    head = ["Nama Usaha", "Kapasitas Terpasang (buah)", "Investasi (Rp)"]
    xlsx([head, ["CV C", 7, 30_000], ["CV D", 8, 40_000]], name="data/b.xlsx")
    frame = p3dn.load_sentra(tmp_path / "data")
    assert frame["nilai_investasi"].tolist() == [10_000, 20_000, 30_000, 40_000]
    assert frame[["kapasitas_terpasang", "satuan"]].values.tolist() == [
        [5, "ton"],
        [6, "ton"],
        [7, "buah"],
        [8, "buah"],
    ]
    assert "files-measures" in codes(frame, "info")
