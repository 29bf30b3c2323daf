"""Files that are read once within a block, whoever asks for them."""

import pytest

import p3dn
from p3dn import cli
from p3dn.reading import checking, overrides, workbook
from p3dn.reading.once import once

ROWS = [["Nama Anggota", "Tanggal Masuk", "Simpanan Pokok"], ["A", "2020-01-31", 100], ["B", "2021-01-31", 200]]


@pytest.fixture
def readings(monkeypatch):
    """Return the names of the files whose cells are read, as they are read."""
    found, grids = [], workbook.grids

    def counted(source):
        found.append(source.name)
        return grids(source)

    monkeypatch.setattr(workbook, "grids", counted)
    return found


def test_file_is_read_once_within_a_block_and_anew_after_it(xlsx, readings):
    path = xlsx(ROWS)
    with once():
        frames = [p3dn.read(path).tables[0].frame for _ in range(2)]
        assert readings == ["berkas.xlsx"]
    assert frames[0].equals(frames[1])
    p3dn.read(path)
    assert len(readings) == 2


def test_other_arguments_are_another_reading(xlsx, readings):
    with once():
        titles = [p3dn.read(xlsx([["Daftar"], *ROWS]), header=header).tables[0].title for header in (2, None, 2)]
    assert (titles, len(readings)) == (["Daftar"] * 3, 2)


def test_notes_of_one_reading_are_not_those_of_the_next(xlsx):
    path = xlsx(ROWS)
    overrides.keep(path, {"header": [1]})
    with once():
        counts = [len(p3dn.read(path).notes) for _ in range(2)]
    assert counts == [1, 1]


def test_check_reads_a_file_once_for_all_its_kinds(readings):
    found = checking.check(cli.home.find("data", "example", "koperasi_contoh.xlsx"))
    assert len(found.kinds) > 1
    assert readings == ["koperasi_contoh.xlsx"]
