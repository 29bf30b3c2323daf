"""Which files a loader is given."""

import os

import pytest

import p3dn
from p3dn.reading.files import expand


def labels(paths):
    files, notes = expand(paths)
    return [label for _, label in files], [note["code"] for note in notes]


@pytest.fixture
def folder(text, tmp_path):
    """Return a folder with two tables, one of them in a folder below, and what is none."""
    text("a,b\n1,2\n", name="data/b.csv")
    text("a,b\n3,4\n", name="data/talang/a.csv")
    text("x", name="data/~$b.xlsx")
    text("x", name="data/catatan.md")
    return tmp_path / "data"


def test_one_file(text):
    assert labels(text("a,b\n1,2\n", name="satu.csv")) == (["satu.csv"], [])


def test_folder_is_read_with_those_below_in_a_fixed_order(folder):
    assert labels(folder) == (["b.csv", "talang/a.csv"], ["folder-others", "file-lock"])


def test_pattern(folder):
    assert labels(str(folder / "*.csv")) == (["b.csv"], [])


def test_order_of_a_list_is_that_of_the_names_and_it_may_be_empty(folder):
    for files in ([folder / "talang" / "a.csv", folder / "b.csv"], [folder / "b.csv", folder / "talang" / "a.csv"]):
        assert labels(files) == (["b.csv", "talang/a.csv"], [])
    assert labels([]) == ([], [])


def test_label_is_never_absolute(folder, tmp_path):
    for paths in (folder, [folder / "b.csv", folder / "talang" / "a.csv"]):
        assert not any(str(tmp_path) in label for label in labels(paths)[0])


def test_same_content_under_two_names_counts_once(text, tmp_path):
    for name in ("data/a.csv", "data/salinan.csv"):
        text("a,b\n1,2\n", name=name)
    found, notes = expand(tmp_path / "data")
    assert [label for _, label in found] == ["a.csv"]
    assert str(notes[0]["reason"]) == "isinya sama persis dengan 'a.csv'; dihitung sekali"


def test_same_file_named_twice_counts_once(text):
    path = text("a,b\n1,2\n")
    assert labels([path, path]) == (["berkas.csv"], ["file-duplicate"])


def test_name_with_the_letters_of_a_pattern_is_a_file(text):
    assert labels(text("a,b\n1,2\n", name="data[1].csv"))[0] == ["data[1].csv"]


@pytest.mark.parametrize("inside", [None, "catatan.md"])
def test_folder_without_spreadsheet(tmp_path, fails, inside):
    if inside:
        (tmp_path / inside).write_text("x", encoding="utf-8")
    fails("folder-empty", expand, tmp_path)
    fails("folder-empty", expand, str(tmp_path / "*.xlsx"))


def test_link_to_the_folder_above_does_not_count_twice(folder):
    (folder / "putar").symlink_to(folder)
    found, told = labels(folder)
    assert found == ["b.csv", "talang/a.csv"]
    assert "file-link" in told


def test_links_in_a_folder_are_told_and_not_followed(folder, text):
    (folder / "tautan.csv").symlink_to(text("a,b\n9,9\n", name="luar.csv"))
    (folder / "lingkar.csv").symlink_to(folder / "lingkar.csv")
    found, notes = expand(folder)
    assert [label for _, label in found] == ["b.csv", "talang/a.csv"]
    assert sorted(one["file"] for one in notes if one["code"] == "file-link") == ["lingkar.csv", "tautan.csv"]


def test_pipe_in_a_folder_is_told_and_not_opened(folder):
    os.mkfifo(folder / "pipa.xlsx")
    assert labels(folder) == (["b.csv", "talang/a.csv"], ["folder-others", "file-special", "file-lock"])


def test_other_files_of_a_folder_are_counted(folder):
    _, notes = expand(folder)
    assert "1 berkas lain di folder ini bukan lembar kerja dan tidak dibaca: catatan.md" in map(str, _reasons(notes))


def test_lock_of_another_program_is_skipped(folder):
    (folder / ".~lock.b.xlsx#").write_text("x", encoding="utf-8")
    assert labels(folder)[1].count("file-lock") == 2


def test_answers_beside_a_file_are_no_data(folder):
    (folder / "b.csv.p3dn.toml").write_text('decimal = ","\n', encoding="utf-8")
    assert labels(folder) == (["b.csv", "talang/a.csv"], ["folder-others", "file-lock"])
    assert labels(str(folder / "b*"))[0] == ["b.csv"]


def test_folder_that_a_pattern_matches_is_told(folder):
    assert labels(str(folder / "*a*"))[1] == ["file-folder"]


def test_folder_whose_name_is_that_of_a_spreadsheet_is_read(text, tmp_path, fails):
    text("a,b\n1,2\n", name="dir.xlsx/a.csv")
    assert labels(tmp_path / "dir.xlsx")[0] == ["a.csv"]
    fails("file-folder", p3dn.read, tmp_path / "dir.xlsx")


def test_notes_are_the_same_in_any_order(folder, text):
    text("a,b\n5,6\n", name="lain/c.csv")
    text("x", name="lain/~$c.xlsx")
    both = [folder, folder.parent / "lain"]
    assert expand(both) == expand(both[::-1])


def _reasons(notes):
    return [note["reason"] for note in notes]


def test_pattern_in_a_folder_name(folder):
    assert labels(str(folder / "*" / "*.csv"))[0] == ["a.csv"]


def test_spreadsheet_of_another_format_is_not_left_out_silently(folder):
    (folder / "rekap.numbers").write_bytes(b"PK\x03\x04")
    found, told = labels(folder)
    assert "rekap.numbers" in found or "file-format" in told
