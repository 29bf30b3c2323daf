"""What holds for every test: the language, no window for charts, a scratch folder, the real files."""

import os
from pathlib import Path

# Before p3dn and matplotlib are imported; what a developer has set at home must not decide a test.
os.environ["P3DN_LANG"] = "id"
os.environ["MPLBACKEND"] = "Agg"

import pytest

from p3dn import marks

ROOT = Path(__file__).resolve().parent.parent
REAL = Path(os.environ.get("P3DN_REAL") or ROOT.parent / "shared" / "real")

collect_ignore = ["benchmarks"]  # they measure, they do not test


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path_factory):
    """Give every test the same language and a scratch folder for what it saves."""
    monkeypatch.setenv("P3DN_LANG", "id")
    monkeypatch.setenv("P3DN_OUT", str(tmp_path_factory.getbasetemp() / "out"))
    monkeypatch.delenv("P3DN_ILLUSTRATIVE", raising=False)
    monkeypatch.setattr(marks, "_state", {"illustrative": False})  # another test may have read an example


@pytest.fixture(scope="session")
def real_file():
    """Return a function from the name of a real file to its path; without the file, the test is skipped."""

    def find(name):
        path = REAL / name
        if not path.exists():
            pytest.skip(f"the real file {name} is not here; P3DN_REAL names the folder that holds it")
        return path

    return find
