"""Answers that stay: kept beside a file, used by every later reading, and said."""

import re

import pytest

import p3dn
from p3dn.reading import answers, overrides

HEAD = ["Nama Usaha", "Naker", "Kap", "Nilai Investasi"]
ROWS = [["CV A", 1, "1.234", 5], ["CV B", 2, "2.345", 6]]


@pytest.fixture
def register(xlsx):
    return xlsx([HEAD, *ROWS], name="Data IKM.xlsx")


def used(thing):
    issues = thing.issues if hasattr(thing, "issues") else p3dn.load_report(thing).issues
    return [str(one.reason) for one in issues.itertuples() if one.code == "overrides-used"]


def test_answers_stand_beside_the_file_as_a_person_would_write_them(register):
    said = {
        "unit": {"nilai_investasi": "juta rupiah"},
        "sheet": "Data",
        "header": [1],
        "columns": {"Kap": "produksi"},
    }
    assert overrides.keep(register, said) == "Data IKM.xlsx.p3dn.toml"
    first, second, *lines = overrides.beside(register).read_text(encoding="utf-8").splitlines()
    assert first.startswith("# Jawaban tentang berkas di sampingnya")
    assert second.startswith("# Answers about the file beside this one")
    assert lines == [
        "header = [1]", 'sheet = "Data"', "", "[columns]", '"Kap" = "produksi"', "", "[unit]",
        '"nilai_investasi" = "juta rupiah"',
    ]  # fmt: skip
    assert overrides.kept(register) == said
    assert [path.name for path in register.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("header", ['Nilai "baru" (Rp)', "C:\\baru = [x]", "Jumlah\nOrang", "É – 数", "\x7f"])
def test_any_header_survives_the_file(register, header):
    overrides.keep(register, {"columns": {header: "produksi"}})
    assert overrides.kept(register) == {"columns": {header: "produksi"}}


def test_answers_add_up(register):
    overrides.keep(register, {"columns": {"Kap": "produksi"}, "decimal": "."})
    overrides.keep(register, {"columns": {"Naker": "tenaga_kerja"}, "decimal": ","})
    assert overrides.kept(register) == {"columns": {"Kap": "produksi", "Naker": "tenaga_kerja"}, "decimal": ","}


def test_every_later_reading_uses_them_and_says_so(register):
    said = {"decimal": ",", "columns": {"Kap": "produksi"}, "unit": {"nilai_investasi": "juta rupiah"}}
    overrides.keep(register, said)
    frame = p3dn.load_sentra(register)
    assert frame[["produksi", "nilai_investasi"]].values.tolist() == [[1234, 5e6], [2345, 6e6]]
    (said,) = used(frame)
    assert "'Data IKM.xlsx.p3dn.toml'" in said
    assert 'columns.Kap="produksi", decimal=",", unit.nilai_investasi="juta rupiah"' in said
    book = p3dn.read(register)
    assert book.tables[0].frame["Kap"].tolist() == [1234, 2345]
    assert 'decimal=","' in used(book)[0]
    assert "columns" not in used(book)[0]


def test_argument_wins_over_the_file(register):
    overrides.keep(register, {"decimal": ",", "columns": {"Kap": "produksi", "Naker": "tk_l"}})
    frame = p3dn.load_sentra(register, decimal=".", columns={"Kap": "kapasitas_produksi"})
    assert frame["kapasitas_produksi"].tolist() == [1.234, 2.345]
    assert frame["tk_l"].tolist() == [1, 2]
    assert 'columns.Naker="tk_l"' in used(frame)[0]
    assert "Kap" not in used(frame)[0]
    assert used(p3dn.read(register, decimal=".")) == []


def test_without_answers_nothing_is_said(register):
    assert used(p3dn.load_sentra(register)) == used(p3dn.read(register)) == []


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        ("decimal = \nsheet = 1\n", "overrides-malformed", "line 1"),
        ("a = " + "[" * 9999, "overrides-malformed", ""),
        ('desimal = ","\n', "overrides-key", "'desimal'"),
        ('sheet = ["a"]\n', "overrides-key", "'sheet'"),
        ("header = [true]\n", "overrides-key", "'header'"),
        ('columns = "Kap"\n', "overrides-key", "'columns'"),
        ('counts = "no"\n', "overrides-key", "'counts'"),
        ('sheet = "Rekap"\n', "overrides-outdated", "'sheet'"),
        ("header = [99]\n", "overrides-outdated", "'header'"),
        ('decimal = ";"\n', "overrides-key", "'decimal'"),
        ('[columns]\nLama = "produksi"\n', "overrides-outdated", "'columns'"),
        ('[columns]\nKap = "tidak_ada"\n', "overrides-outdated", "'columns'"),
        ('[unit]\nnilai_investasi = "galon"\n', "overrides-outdated", "'unit'"),
    ],
)
def test_broken_or_outdated_answers_name_the_file_and_the_key(register, fails, content, code, told):
    overrides.beside(register).write_text(content, encoding="utf-8")
    error = fails(code, p3dn.load_sentra, register)
    assert error.file == "Data IKM.xlsx.p3dn.toml"
    assert told in str(error)


def test_answers_that_are_no_text_are_malformed(register, fails):
    overrides.beside(register).write_bytes(b"\xff\xfe\x00")
    fails("overrides-malformed", p3dn.read, register)


def test_answers_about_a_table_of_another_kind_are_left_to_it(xlsx):
    members = [["No Anggota", "Nama Anggota"], ["001", "CV A"], ["002", "CV B"]]
    sent = [["Tahun", "Produk", "Jml"], [2019, "Baut", 5], [2020, "Mur", 6]]
    path = xlsx(members, sheets={"Kirim": sent})
    overrides.keep(path, {"columns": {"Jml": "jumlah_dikirim"}})
    assert len(p3dn.load_cooperative(path, kind="members")) == 2
    assert p3dn.load_cooperative(path, kind="deliveries")["jumlah_dikirim"].tolist() == [5, 6]


def test_answers_do_not_touch_the_data(register):
    before = register.read_bytes()
    overrides.keep(register, {"decimal": ","})
    p3dn.load_sentra(register)
    assert register.read_bytes() == before


def test_forgotten_answers_are_gone(register):
    overrides.keep(register, {"decimal": ","})
    assert overrides.forget(register)
    assert not overrides.beside(register).exists()
    assert not overrides.forget(register)


def test_folder_that_may_not_be_written_to(register, fails, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    fails("overrides-unwritable", overrides.keep, register, {"decimal": ","})
    assert sorted(path.name for path in register.parent.iterdir()) == ["Data IKM.xlsx"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("header", "a"), ("columns", "Naker"), ("columns", "=x"), ("unit", "a="), ("counts", "mungkin"), ("decimal", ";")],
)
def test_answer_of_the_command_line_that_is_none(fails, name, text):
    error = fails("overrides-argument", answers.parse, name, [text])
    assert answers.OVERRIDES[name][0] in str(error)


@pytest.mark.parametrize("code", answers.ANSWERS)
def test_every_answer_is_about_an_argument_that_can_be_kept(code):
    name, texts = answers.ANSWERS[code]
    assert name in answers.OVERRIDES
    assert all(answers.parse(name, [re.sub(r"{\w+}", "x", text)]) is not None for text in texts)


def test_command_that_answers_can_be_copied():
    line = answers.command("data/Data IKM.xlsx", "columns", "Nama Usaha=nama_usaha")
    assert line == "p3dn check 'data/Data IKM.xlsx' --column 'Nama Usaha=nama_usaha'"
