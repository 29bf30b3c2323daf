"""The same input gives the same bytes, whole packs long."""

import hashlib
from pathlib import Path

from p3dn import runner

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


def checksums(folder):
    """Return the SHA-256 of every file of a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_a_pack_is_the_same_twice(tmp_path):
    """Two runs with kernels of their own, as `p3dn report` makes them."""
    inputs = runner.Inputs()
    inputs.add("sentra", EXAMPLE / "sentra_contoh.xlsx")
    inputs.add("tender", EXAMPLE / "tender_contoh.xlsx")
    first, second = (
        checksums(runner.write_pack(tmp_path / name, inputs, lang="id", chosen=["03", "04"])) for name in ("a", "b")
    )
    assert {"index.html", "tables.xlsx", "manifest.json", "charts/03-sebaran.svg"} <= set(first)
    assert first == second
