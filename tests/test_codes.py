"""The page of codes agrees with the words."""

import tomllib
from pathlib import Path

import p3dn
from p3dn import codes, home

PROBLEMS = tomllib.loads((Path(p3dn.__file__).parent / "words" / "problems.toml").read_text(encoding="utf-8"))


def test_every_code_stands_in_one_section():
    listed = [code for section in codes.sections().values() for code in section]
    assert sorted(listed) == sorted(set(PROBLEMS) - {"remedy"})


def test_page_says_meaning_and_remedy_in_both_languages():
    page = codes.page()
    assert "### `file-empty`" in page
    assert "- berkas kosong (0 byte). *Cara memperbaiki:* unduh atau salin ulang berkasnya." in page
    assert "- the file is empty (0 bytes). *How to mend it:* download or copy the file again." in page
    assert "Cara memperbaiki" not in codes.page("en")


def test_values_of_a_message_stand_by_their_names():
    assert "lembar itu tidak ada; yang ada: *sheets*" in codes.page("id")
    assert not {"{", "}"} & set(codes.page())


def test_page_in_the_project_is_up_to_date():
    """`make codes` makes it anew."""
    assert (home.FOLDER / "KODE.md").read_text(encoding="utf-8") == codes.page()
