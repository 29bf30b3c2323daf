"""The page on paper, by a browser where there is one; without one the pack is complete and that is told."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from p3dn.briefing import printed
from p3dn.briefing.web import write_page

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


NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
MEASURE = "<script>document.body.dataset.wide = document.documentElement.scrollWidth</script></body>"


@pytest.mark.skipif(printed.browser() is None, reason="no browser of the Chromium family here")
@pytest.mark.parametrize("width", [1280, 500])
def test_page_of_all_notebooks_needs_no_sideways_scrolling_on_a_desk_or_a_phone(tmp_path, width):
    path = tmp_path / "index.html"
    write_page(NOTEBOOKS, path, title="Paparan")
    text = re.sub(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", "", path.read_text(encoding="utf-8"))
    path.write_text(text.replace("</body>", MEASURE), encoding="utf-8")  # a copy that may measure itself
    asked = [
        printed.browser(),
        "--headless",
        "--disable-gpu",
        "--no-sandbox",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    asked += [f"--window-size={width},900", "--dump-dom", path.as_uri()]
    shown = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=120).stdout
    assert int(re.search(r'data-wide="(\d+)"', shown)[1]) <= width
