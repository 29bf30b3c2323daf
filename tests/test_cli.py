"""The command line: exit codes and what it says, without running any notebook."""

import re
import shlex
import subprocess
import sys

import docx
import openpyxl
import pytest

import p3dn
from p3dn import __version__, codes, home
from p3dn.cli import main
from p3dn.reading import overrides

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


SCENARIO = [["Masukan", "Lini produk", "Tengah", "Satuan"], ["Tarif bea masuk", None, 0.05, "pangsa"]]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["Porsi impor", "Rem blok komposit", 40, "pangsa"], "Porsi impor = 40"),
        (["Kurs rupiah per dollar", None, 16000, "Rp/US$"], "yang paling mirip: Kurs rupiah per dolar"),
        (["Umur pakai barang impor", None, -4, "bulan"], "[scenario-range]"),
    ],
)
def test_scenario_that_cannot_be_true_is_told_before_any_notebook_runs(write, run, row, told):
    path = write([*SCENARIO, row], name="skenario.xlsx")
    code, out, _ = run("check", path)
    assert code == 1
    assert told in out
    code, out, err = run("report", "--scenario", path)
    assert (code, out) == (2, "")
    assert told in err


def test_scenario_that_can_be_true_is_usable(write, run):
    assert run("check", write(SCENARIO, name="skenario.xlsx"))[0] == 0


# --- answers that stay -------------------------------------------------------------------------------------

AMBIGUOUS = [["Nama Usaha", "Naker", "Kapasitas Terpasang"], ["CV X", 1, "1.234"], ["CV Y", 2, "2.345"]]


def test_question_comes_with_the_command_that_answers_it(write, run):
    path = write(AMBIGUOUS)
    code, out, _ = run("check", path)
    assert code == 1
    (first, second) = [line.split(": ", 1)[1] for line in out.splitlines() if "Jawab sekali" in line]
    assert first == f"p3dn check {path} --decimal 'Kapasitas Terpasang=,'"
    assert second == f"p3dn check {path} --decimal 'Kapasitas Terpasang=.'"
    code, out, _ = run(*shlex.split(first)[1:])
    assert code == 0
    assert "Jawaban disimpan di register.xlsx.p3dn.toml." in out
    code, out, _ = run("check", path)
    assert code == 0
    assert "memakai jawaban yang disimpan di 'register.xlsx.p3dn.toml': decimal.Kapasitas Terpasang=\",\"" in out


def test_missing_column_comes_with_the_command_that_names_it(write, run):
    path = write([["Nama Usaha", "Produk", "Orang"], ["CV A", "Baut", 1], ["CV B", "Mur", 2]])
    code, out, _ = run("check", path)
    assert code == 1
    assert "[column-missing]" in out
    assert f"p3dn check {path} --column '…=tenaga_kerja'" in out
    code, out, _ = run("check", path, "--column", "Orang=tenaga_kerja")
    assert code == 0
    assert p3dn.load_sentra(path)["tenaga_kerja"].tolist() == [1, 2]


def test_all_options_are_kept_together(write, run):
    path = write([["x", "y", "z"], *AMBIGUOUS])
    options = ["--sheet", "Sheet", "--header", "2", "--column", "Naker=tenaga_kerja", "--decimal", ","]
    assert run("check", path, *options)[0] == 0
    assert overrides.kept(path) == {
        "sheet": "Sheet", "header": [2], "columns": {"Naker": "tenaga_kerja"}, "decimal": ","
    }  # fmt: skip


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("--sheet", "Rekap", "overrides-unfit"),
        ("--header", "99", "overrides-unfit"),
        ("--column", "Lain=tenaga_kerja", "overrides-unfit"),
        ("--column", "Naker=tidak_ada", "overrides-unfit"),
        ("--header", "dua", "overrides-argument"),
        ("--decimal", ";", "overrides-argument"),
    ],
)
def test_answer_that_does_not_fit_is_not_kept(write, run, option, text, told):
    path = write(AMBIGUOUS)
    run("check", path, "--column", "Naker=tenaga_kerja")
    code, _, err = run("check", path, option, text)
    assert code == 2
    assert f"[{told}]" in err
    assert overrides.kept(path) == {"columns": {"Naker": "tenaga_kerja"}}


def test_answers_are_forgotten(write, run):
    path = write(AMBIGUOUS)
    run("check", path, "--decimal", ",")
    code, out, _ = run("check", path, "--forget")
    assert code == 1
    assert "Jawaban tentang register.xlsx sudah dihapus." in out
    assert not overrides.beside(path).exists()
    assert "Tidak ada jawaban" in run("check", path, "--forget")[1]


def test_broken_answers_can_be_forgotten(write, run):
    path = write(REGISTER)
    overrides.beside(path).write_text("decimal = \n", encoding="utf-8")
    code, out, _ = run("check", path)
    assert code == 1
    assert "[overrides-malformed]" in out
    assert run("check", path, "--forget")[0] == 0


def test_answer_is_about_one_file(write, run, tmp_path):
    path = write(REGISTER)
    for files in ([tmp_path], [path, path], [tmp_path / "tidak_ada.xlsx"]):
        code, _, err = run("check", *files, "--decimal", ",")
        assert code == 2
        assert "[overrides-one-file]" in err


# --- check of many files -----------------------------------------------------------------------------------


def test_folder_is_shown_a_line_per_file_with_what_is_asked(write, run, tmp_path):
    write(REGISTER)
    write(AMBIGUOUS, name="kapasitas.xlsx")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04")
    code, out, _ = run("check", tmp_path)
    lines = out.splitlines()
    assert code == 1
    assert "register.xlsx: Register IKM, 2 rekaman; dapat dipakai" in lines
    assert "kapasitas.xlsx: Register IKM, 2 rekaman; 1 yang perlu diputuskan" in lines
    assert sum("Jawab sekali" in line for line in lines) == 2
    assert any(line.startswith("'rusak.xlsx'") for line in lines)


def test_folder_with_two_versions_of_a_list_says_so(write, run, tmp_path):
    write([["Keadaan 2023"], *REGISTER], name="a.xlsx")
    write([["Keadaan 2024"], REGISTER[0], ["CV A", "Pompa air", 5], ["CV B", "Pompa air", 6]], name="b.xlsx")
    code, out, _ = run("check", tmp_path)
    assert code == 1
    assert "[files-versions]" in out
    (command,) = [line.split(": ", 1)[1] for line in out.splitlines() if "Jawab sekali" in line]
    assert command == f"p3dn check {tmp_path / 'a.xlsx'} --counts no"
    run(*shlex.split(command)[1:])
    assert run("check", tmp_path)[0] == 0


def test_interrupted_check_ends_in_order(write, run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("p3dn.reading.checking.check", interrupt)
    code, _, err = run("check", write(REGISTER))
    assert code == 130
    assert "Dihentikan" in err


def test_fault_of_our_own_is_told_as_one(write, run, monkeypatch):
    monkeypatch.setattr("p3dn.reading.checking.check", lambda *_: 1 / 0)
    code, _, err = run("check", write(REGISTER))
    assert code == 2
    assert "ZeroDivisionError" in err
    assert err.rstrip().endswith("Kirim tulisan di atas kepada pengelola p3dn.")


def test_mistyped_name_is_told_with_the_nearest(write, run):
    code, out, _ = run("check", write(REGISTER).with_name("registr.xlsx"))
    assert code == 1
    assert "mungkin yang dimaksud 'register.xlsx'" in out


def test_codes_in_one_language_or_both(run):
    assert run("codes", "--lang", "en")[1].startswith("# Codes")
    assert run("codes")[1] == codes.page()


# --- report: refused before any notebook runs --------------------------------------------------------------


def test_report_on_a_folder_that_is_not_there(run, tmp_path):
    (tmp_path / "masuk").mkdir()
    code, out, err = run("report", "--data", tmp_path / "masukk")
    assert (code, out) == (2, "")
    assert "mungkin yang dimaksud 'masuk'" in err
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


def test_report_without_a_part_that_no_pack_has(write, run, tmp_path, monkeypatch):
    monkeypatch.setattr("p3dn.runner._run_all", lambda *_: pytest.fail("a notebook was run"))
    code, _, err = run(
        "report", "--sentra", write(REGISTER), "--out", tmp_path / "paket", "--without", "workbook, kopi"
    )
    assert code == 2
    assert "paket tidak punya bagian kopi; bagian yang dapat ditinggalkan: workbook, note, pdf, deck" in err
    assert "[part-unknown]" in err


@pytest.mark.parametrize(
    ("text", "more", "told"),
    [
        ("{{temuan_utma}}", [], "isian yang tidak dikenal: {{temuan_utma}}; yang paling mirip: {{temuan_utama}}"),
        ("Kop surat", [], "[template-empty]"),
        ("{{temuan}}", ["--without", "note"], "[template-unused]"),
    ],
)
def test_report_with_a_template_that_cannot_be_filled(write, run, tmp_path, monkeypatch, text, more, told):
    monkeypatch.setattr("p3dn.runner._run_all", lambda *_: pytest.fail("a notebook was run"))
    document = docx.Document()
    document.add_paragraph(text)
    document.save(tmp_path / "kop.docx")
    given = ["--sentra", write(REGISTER), "--out", tmp_path / "paket", "--template", tmp_path / "kop.docx"]
    code, _, err = run("report", *given, *more)
    assert code == 2
    assert told in err
    assert "'kop.docx'" in err
    assert not (tmp_path / "paket").exists()


def test_report_tells_which_file_is_used_and_which_is_not(write, run, tmp_path):
    write(REGISTER)
    write([["Kecamatan", "Mikro"], ["Talang", 5], ["Adiwerna", 6]], name="kecamatan.xlsx")
    _, _, err = run("report", "--data", tmp_path, "--notebooks", "99")
    assert "register.xlsx: Register IKM" in err
    assert "kecamatan.xlsx tidak dipakai: tidak ada tabel yang cocok" in err


def test_report_leaves_a_damaged_file_of_a_folder_out_and_says_so(write, run, tmp_path):
    write(REGISTER)
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04")
    for option in ("--data", "--sentra"):
        _, _, err = run("report", option, tmp_path, "--notebooks", "99")
        assert "register.xlsx: Register IKM" in err
        assert "rusak.xlsx tidak dipakai: 'rusak.xlsx'" in err
        assert "[file-truncated]" in err


def test_report_stops_at_a_damaged_file_that_is_named(write, run, tmp_path):
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04")
    code, _, err = run("report", "--sentra", write(REGISTER), tmp_path / "rusak.xlsx", "--notebooks", "99")
    assert code == 2
    assert "[file-truncated]" in err


def test_report_says_which_kind_no_notebook_uses(write, run, tmp_path):
    write(REGISTER)
    head = ["kd_rup", "pagu", "metode_pengadaan"]
    write([head, ["53", 100, "Tender"], ["54", 200, "E-Purchasing"]], name="rup.xlsx")
    _, _, err = run("report", "--data", tmp_path, "--notebooks", "99")
    assert "rup.xlsx tidak dipakai: dapat dibaca (Rencana umum pengadaan)" in err


def test_report_uses_the_answers_beside_a_file(write, run, tmp_path):
    path = write([["Nama Usaha", "Produk", "Orang"], ["CV A", "Baut", 1], ["CV B", "Mur", 2]])
    overrides.keep(path, {"columns": {"Orang": "tenaga_kerja"}})
    _, _, err = run("report", "--data", tmp_path, "--notebooks", "99")
    assert "register.xlsx: Register IKM" in err


# --- the program -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "{report,check,codes} belum disebut"),
        (["laporan"], "'laporan' bukan salah satu dari"),
        (["check"], "FILE belum disebut"),
        (["check", "--lang", "jv", "a.xlsx"], "'jv' bukan salah satu dari"),
        (["report", "--dta", "masuk"], "'--dta masuk' tidak dikenali"),
        (["report", "--out"], "sesudah --out belum ada isinya"),
        (["report", "--lang=en", "--dta", "masuk"], "'--dta masuk' is not known"),
    ],
)
def test_mistyped_command_is_told_in_the_language_of_the_reader(run, arguments, told):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.rstrip().endswith("[command-line]")


def test_help_says_what_each_answer_is_and_speaks_no_other_language(capsys):
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    said = capsys.readouterr().out
    assert "--totals 171" in said
    assert not re.search(r"usage|options|arguments|show this", said)


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


# --- the same from Python ----------------------------------------------------------------------------------


def test_pack_from_python_is_what_the_command_line_writes(write, tmp_path, monkeypatch):
    asked = {}

    def written(out, inputs, **told):
        asked.update(told, out=out, sentra=[path.name for path in inputs.files["sentra"]], lang=told["lang"])
        return out

    monkeypatch.setattr("p3dn.runner.write_pack", written)
    monkeypatch.setenv("P3DN_LANG", "id")
    out = p3dn.pack(
        sentra=write(REGISTER),
        out=tmp_path / "paket",
        lang="en",
        notebooks=["02"],
        without=["deck", "pdf"],
        publish=True,
    )
    assert out == asked["out"] == tmp_path / "paket"
    assert (asked["sentra"], asked["lang"], asked["chosen"]) == (["register.xlsx"], "en", ["02"])
    assert (asked["without"], asked["publish"]) == (["deck", "pdf"], True)
    assert p3dn.say("gaps.nothing") == p3dn.say("gaps.nothing", lang="id")  # the language held for the call alone


def test_pack_from_python_raises_what_the_command_line_says(write):
    with pytest.raises(p3dn.P3DNError) as caught:
        p3dn.pack(registers=write(REGISTER))
    assert caught.value.code == "command-line"
    with pytest.raises(p3dn.P3DNError) as caught:
        p3dn.pack(sentra="tidak_ada.xlsx")
    assert caught.value.code == "file-missing"
