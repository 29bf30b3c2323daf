"""The command line: exit codes and what it says, without running any notebook."""

import subprocess
import sys

import openpyxl
import pytest

from p3dn import __version__, home
from p3dn.cli import main

REGISTER = [["Nama Usaha", "Produk", "TK"], ["CV A", "Pompa air", 1], ["CV B", "Pompa air", 2]]


@pytest.fixture
def write(tmp_path):
    """Return a function that writes rows to an .xlsx in the scratch folder."""

    def rows_to(rows, name="register.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return rows_to


@pytest.fixture
def run(capsys):
    """Return a function that runs the command line: exit code, what it printed, what it complained of."""

    def call(*arguments):
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


# --- check -------------------------------------------------------------------------------------------------


def test_check_of_a_file_that_can_be_used(write, run):
    code, out, _ = run("check", write(REGISTER))
    assert code == 0
    assert "Register IKM. Sumber: register.xlsx" in out
    assert "Menjawab: Berapa orang bekerja, dan di usaha sebesar apa?" in out
    assert out.rstrip().endswith("Semua berkas dapat dipakai.")


def test_check_in_english(write, run):
    code, out, _ = run("check", "--lang", "en", write(REGISTER))
    assert code == 0
    assert "Register of small industry. Source: register.xlsx" in out
    assert out.rstrip().endswith("All files are usable.")


def test_check_of_a_file_that_needs_a_person(write, run):
    code, out, _ = run("check", write([*REGISTER, ["JUMLAH", None, 5]]))
    assert code == 1
    assert "[total-differs]" in out
    assert "Cara memperbaiki" in out
    assert out.rstrip().endswith("lihat baris bertanda 'Cara memperbaiki' di atas.")


def test_check_of_a_table_of_no_kind(write, run):
    code, out, _ = run("check", write([["Kecamatan", "Mikro"], ["Talang", 5], ["Adiwerna", 6]]))
    assert code == 1
    assert "tidak ada tabel yang cocok dengan jenis rekaman yang dikenal" in out


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "file-empty"), (b"PK\x03\x04", "file-truncated"), (b"<html>403</html>", "file-web-page")],
)
def test_check_of_a_file_that_cannot_be_read(tmp_path, run, content, told):
    (tmp_path / "a.xlsx").write_bytes(content)
    code, out, err = run("check", tmp_path / "a.xlsx")
    assert (code, err) == (1, "")
    assert f"[{told}]" in out


def test_check_of_several_files_says_each_and_the_worst_decides(write, run, tmp_path):
    code, out, _ = run("check", write(REGISTER), tmp_path / "tidak_ada.xlsx")
    assert code == 1
    assert "Register IKM" in out
    assert "[file-missing]" in out


def test_check_of_a_folder_and_of_an_empty_one(write, run, tmp_path):
    write(REGISTER)
    assert run("check", tmp_path)[0] == 0
    (tmp_path / "kosong").mkdir()
    code, out, _ = run("check", tmp_path / "kosong")
    assert code == 1
    assert "[folder-empty]" in out


def test_check_of_a_file_of_two_kinds_shows_both(write, run):
    path = write([["No Anggota", "Nama Anggota"], ["001", "CV A"], ["002", "CV B"]])
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Kirim")
    for row in [["Tahun", "Produk", "Jumlah Dikirim (buah)"], [2019, "Pompa air", 5], [2020, "Pompa air", 6]]:
        sheet.append(row)
    book.save(path)
    code, out, _ = run("check", path)
    assert code == 0
    assert "Nomor anggota ← No Anggota (A)" in out
    assert "Jumlah dikirim ← Jumlah Dikirim (buah) (C); buah" in out


def test_check_of_a_file_with_an_error_cell(write, run):
    code, out, _ = run("check", write([*REGISTER, ["CV C", "Pompa air", "#N/A"]]))
    assert code == 0
    assert "#N/A" in out


def test_check_shows_no_absolute_path(write, run, tmp_path):
    assert str(tmp_path) not in run("check", write(REGISTER))[1]


# --- report: refused before any notebook runs --------------------------------------------------------------


def test_report_on_a_folder_that_is_not_there(run, tmp_path):
    code, out, err = run("report", "--data", tmp_path / "tidak_ada")
    assert (code, out) == (2, "")
    assert "[folder-missing]" in err


def test_report_on_a_folder_without_anything_it_knows(write, run, tmp_path):
    write([["Kecamatan", "Mikro"], ["Talang", 5], ["Adiwerna", 6]])
    code, _, err = run("report", "--data", tmp_path)
    assert code == 2
    assert "[folder-unknown]" in err
    assert "register.xlsx" in err


def test_report_on_a_file_of_another_kind(write, run):
    code, _, err = run("report", "--procurement", write(REGISTER))
    assert code == 2
    assert "[kind-unknown]" in err or "[column-missing]" in err


@pytest.mark.parametrize(("lang", "told"), [("id", "tidak ada buku catatan bernomor 99"), ("en", "numbered 99")])
def test_report_of_a_notebook_that_is_not_there(write, run, tmp_path, lang, told):
    code, _, err = run(
        "report", "--lang", lang, "--sentra", write(REGISTER), "--out", tmp_path / "paket", "--notebooks", "99"
    )
    assert code == 2
    assert told in err
    assert not (tmp_path / "paket").exists()


def test_report_does_not_replace_what_is_no_pack(write, run, tmp_path, monkeypatch):
    monkeypatch.setattr("p3dn.runner._run_all", lambda *_: pytest.fail("a notebook was run"))
    (tmp_path / "milikku").mkdir()
    (tmp_path / "milikku" / "surat.txt").write_text("penting", encoding="utf-8")
    code, _, err = run("report", "--sentra", write(REGISTER), "--out", tmp_path / "milikku")
    assert code == 2
    assert "[out-foreign]" in err
    assert [path.name for path in (tmp_path / "milikku").iterdir()] == ["surat.txt"]


def test_report_does_not_replace_a_file(write, run, tmp_path, monkeypatch):
    monkeypatch.setattr("p3dn.runner._run_all", lambda *_: pytest.fail("a notebook was run"))
    (tmp_path / "surat.txt").write_text("penting", encoding="utf-8")
    code, _, err = run("report", "--sentra", write(REGISTER), "--out", tmp_path / "surat.txt")
    assert code == 2
    assert "[out-foreign]" in err


def test_report_tells_which_file_is_used_and_which_is_not(write, run, tmp_path):
    write(REGISTER)
    write([["Kecamatan", "Mikro"], ["Talang", 5], ["Adiwerna", 6]], name="kecamatan.xlsx")
    _, _, err = run("report", "--data", tmp_path, "--notebooks", "99")
    assert "register.xlsx: Register IKM" in err
    assert "kecamatan.xlsx tidak dipakai: tidak ada tabel yang cocok" in err


# --- the program -------------------------------------------------------------------------------------------


def test_no_arguments_at_all():
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2


@pytest.mark.parametrize("arguments", [["laporan"], ["check"], ["check", "--lang", "jv", "a.xlsx"]])
def test_wrong_arguments(arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(("lang", "told"), [("id", "folder paket"), ("en", "folder of the pack")])
def test_help_speaks_the_language_that_is_asked_for(capsys, lang, told):
    with pytest.raises(SystemExit) as caught:
        main(["report", "--lang", lang, "--help"])
    assert caught.value.code == 0
    assert told in capsys.readouterr().out


def test_version(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"p3dn {__version__}\n"


def test_program_is_installed_and_ends_with_the_code(tmp_path):
    command = [sys.executable, "-m", "p3dn.cli", "check", str(tmp_path / "x.xlsx")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=home.FOLDER)
    assert done.returncode == 1
    assert "[file-missing]" in done.stdout
    assert "Traceback" not in done.stderr
