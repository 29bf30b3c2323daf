"""Which files a loader is given."""

import pytest

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
    assert labels(folder) == (["b.csv", "talang/a.csv"], ["file-lock"])


def test_pattern(folder):
    assert labels(str(folder / "*.csv")) == (["b.csv"], [])


def test_list_keeps_its_order_and_may_be_empty(folder):
    assert labels([folder / "talang" / "a.csv", folder / "b.csv"]) == (["talang/a.csv", "b.csv"], [])
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
    assert labels(folder)[0] == ["b.csv", "talang/a.csv"]


def test_pattern_in_a_folder_name(folder):
    assert labels(str(folder / "*" / "*.csv"))[0] == ["a.csv"]


def test_spreadsheet_of_another_format_is_not_left_out_silently(folder):
    (folder / "rekap.numbers").write_bytes(b"PK\x03\x04")
    found, told = labels(folder)
    assert "rekap.numbers" in found or len(told) == 2
