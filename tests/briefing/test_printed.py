"""The page on paper, by a browser where there is one; without one the pack is complete and that is told."""

import shutil
import subprocess

import pytest

from p3dn.briefing import printed

PAGE = "<!doctype html><html lang='id'><head><title>Uji</title><style>@page{size:A4}</style></head><body>Rp24,44 miliar"


@pytest.fixture
def page(tmp_path):
    """Return a page of one line."""
    path = tmp_path / "index.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.skipif(printed.browser() is None, reason="no browser of the Chromium family here")
def test_page_is_printed_on_a4_with_the_same_bytes_twice(page, tmp_path):
    assert printed.write_print(page, tmp_path / "a.pdf")
    assert printed.write_print(page, tmp_path / "b.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert content == (tmp_path / "b.pdf").read_bytes()
    assert b"/CreationDate (D:19800101000000" in content
    assert str(tmp_path).encode() not in content
    if info := shutil.which("pdfinfo"):
        told = subprocess.run([info, tmp_path / "a.pdf"], capture_output=True, text=True, check=True).stdout
        assert "A4" in told


def test_without_a_browser_nothing_is_written(page, tmp_path, monkeypatch):
    monkeypatch.setattr(printed, "browser", lambda: None)
    assert not printed.write_print(page, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_browser_that_fails_leaves_nothing_behind(page, tmp_path, monkeypatch):
    monkeypatch.setattr(printed, "browser", lambda: shutil.which("false") or "tidak_ada")
    assert not printed.write_print(page, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
