"""The web page on paper: `report.pdf`, A4, as the page's own style sets it for print.

Nothing that pip installs prints a page as a browser does, so this asks a browser of the Chromium family that is on the
machine. Where there is none the pack is complete without it, and whoever asks is told. The browser writes the time into
the file; here it is set to one fixed day, so that the same page gives the same bytes.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 180
_EDGE = Path("Microsoft", "Edge", "Application", "msedge.exe")  # every Windows has it, on no search path
_TIME = re.compile(rb"(?<=Date \(D:)\d{14}")


def browser():
    """Return the path of a browser that can print, or None."""
    folders = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    known = [shutil.which(name) for name in BROWSERS] + [str(Path(one) / _EDGE) for one in folders if one]
    return next((path for path in known if path and Path(path).is_file()), None)


def write_print(page, path):
    """Print a web page to a PDF on A4; tell whether a browser was there and did it.

    Parameters
    ----------
    page, path : Path
        The page, and the file to write.
    """
    program = browser()
    if program is None:
        return False
    with tempfile.TemporaryDirectory() as profile:
        asked = [program, "--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={profile}"]
        asked += (
            ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        )  # it refuses to run for root with one
        made = Path(profile) / "page.pdf"
        try:
            subprocess.run(  # noqa: S603 - a browser of the machine, on a page of our own
                [*asked, f"--print-to-pdf={made}", page.absolute().as_uri()],
                check=True, capture_output=True, timeout=SECONDS,
            )  # fmt: skip
            content = made.read_bytes()
        except (OSError, subprocess.SubprocessError):
            return False
    path.write_bytes(_TIME.sub(b"19800101000000", content))
    return True
