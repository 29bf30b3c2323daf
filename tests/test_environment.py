"""The four places that say what p3dn needs agree: pyproject.toml, environment.yml, the lock and .ci/venv.sh.

There is no conda where the tests run, so environment.yml is compared and not solved.
"""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

# PyPI's name: conda-forge's, where they differ. So far none does.
CONDA_NAMES = {}
BY_PIP = {"typst"}  # not on conda-forge under a name of its own

PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    "windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
}


def declared():
    """Return what pyproject.toml asks for, the extras included."""
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return [Requirement(text) for group in groups for text in group]


def conda():
    """Return ``{name: range}`` of environment.yml, without its pip section."""
    lines = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
    parts = [re.fullmatch(r"([\w.-]+)\s*(.*)", line).groups() for line in lines]
    return {name: SpecifierSet(versions) for name, versions in parts}


def entries():
    """Return the lock's entries: what stands in it apart from comments, one string each."""
    text = re.sub(r"^\s*#.*\n", "", LOCK, flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def locked(python, platform):
    """Return ``{name: version}`` of what the lock installs on one Python and platform."""
    where = {"python_version": python, "python_full_version": f"{python}.9", **PLATFORMS[platform]}
    where |= {"platform_python_implementation": "CPython", "implementation_name": "cpython"}
    found = {}
    for entry in entries():
        pinned = Requirement(entry.split("--hash")[0].strip())
        if pinned.marker is None or pinned.marker.evaluate(where):
            name = canonicalize_name(pinned.name)
            assert name not in found, f"{name} stands twice in the lock for {python} on {platform}"
            found[name] = str(pinned.specifier).removeprefix("==")
    return found


def test_conda_environment_asks_for_the_same_as_pyproject():
    named = {canonicalize_name(one.name): one.specifier for one in declared()}
    ours = {CONDA_NAMES.get(name, name): versions for name, versions in named.items() if name not in BY_PIP}
    theirs = conda()
    assert theirs.pop("pip") == SpecifierSet()
    assert theirs.pop("python") == SpecifierSet(PROJECT["requires-python"])
    assert theirs == ours


def test_conda_environment_uses_conda_forge_alone_and_pip_for_p3dn_and_what_is_nowhere_else():
    assert ENVIRONMENT["name"] == PROJECT["name"]
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    ((*others, p3dn),) = [line["pip"] for line in ENVIRONMENT["dependencies"] if not isinstance(line, str)]
    assert p3dn == "-e ."
    theirs = {one.name: one.specifier for one in map(Requirement, others)}
    assert theirs == {one.name: one.specifier for one in declared() if one.name in BY_PIP}


def test_every_dependency_has_a_lower_and_an_upper_bound():
    for one in declared():
        assert sorted(bound.operator for bound in one.specifier) == ["<", ">="], str(one)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_lock_holds_every_dependency_within_its_range(python, platform):
    versions = locked(python, platform)
    build = [Requirement(text) for text in PYPROJECT["build-system"]["requires"]]
    for one in [*declared(), *build]:
        version = versions.get(canonicalize_name(one.name))
        assert version, f"{one.name} is not in the lock: run make lock"
        assert version in one.specifier, f"{one.name} {version} is outside {one.specifier}: run make lock"


def test_lock_is_for_windows_too():
    assert {"colorama", "pywinpty"} <= set(locked("3.13", "windows")) - set(locked("3.13", "linux"))


def test_every_entry_of_the_lock_is_one_version_with_hashes():
    assert len(entries()) > 100
    form = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [entry for entry in entries() if not form.fullmatch(entry)] == []


def test_lock_names_no_index_and_no_machine():
    assert "make lock" in LOCK.splitlines()[1]
    for trace in ("://", "--index", "--extra-index", "--find-links", " @ ", "file:", str(ROOT)):
        assert trace not in LOCK, trace


def test_the_declared_pythons_are_the_tested_ones():
    admitted = SpecifierSet(PROJECT["requires-python"])
    assert tuple(f"3.{minor}" for minor in range(20) if f"3.{minor}.9" in admitted) == PYTHONS
    script = (ROOT / ".ci/venv.sh").read_text(encoding="utf-8")
    tried = re.search(r'^MINORS="([\d ]+)"', script, re.MULTILINE)
    assert sorted(f"3.{minor}" for minor in tried[1].split()) == list(PYTHONS)


# What .ci/venv.sh says where no Python is fit; a shell script plays the Python named beside it.
UNFIT = {
    "a shim that is not switched on": ("exit 127", "Tidak ada Python 3.11, 3.12 atau 3.13"),
    "a Python that is too old": ("exit 1", "Tidak ada Python 3.11, 3.12 atau 3.13"),
    "a program that answers nonsense": ("echo hello", "Tidak ada Python 3.11, 3.12 atau 3.13"),
    "a Python without venv": ("echo no-venv /usr/bin/python3", "sudo apt install python3-venv"),
}


def pick(*folders, **variables):
    """Run ``.ci/venv.sh --pick`` with only `folders` on the path, next to the few tools it needs."""
    tools = os.pathsep.join([*map(str, folders), str(folders[0] / "tools")])
    return subprocess.run(
        ["/bin/sh", ROOT / ".ci/venv.sh", "--pick"],
        env={"PATH": tools, "HOME": str(folders[0]), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def place(tmp_path):
    """Return a folder, with a blank in its name, of the tools that .ci/venv.sh needs and no Python."""
    folder = tmp_path / "two words"
    (folder / "tools").mkdir(parents=True)
    for tool in ("dirname", "tr"):
        (folder / "tools" / tool).symlink_to(shutil.which(tool))
    return folder


def play(folder, name, script):
    """Lay a program into `folder`."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


needs_sh = pytest.mark.skipif(os.name != "posix", reason=".ci/venv.sh is for POSIX; Windows uses conda")


@needs_sh
@pytest.mark.parametrize("case", UNFIT)
def test_an_unfit_python_is_refused_in_one_sentence(place, case):
    script, sentence = UNFIT[case]
    play(place, "python3.12", script)
    run = pick(place)
    assert run.returncode == 1
    assert run.stdout == ""
    told = run.stderr.splitlines()
    assert len(told) == 2  # Indonesian, then English
    assert sentence in told[0]
    assert told[1].startswith("(")


@needs_sh
def test_a_fit_python_is_found_behind_an_unfit_one(place, tmp_path):
    play(place, "python3.13", "exit 127")
    behind = tmp_path / "behind"
    behind.mkdir()
    play(behind, "python3.13", "echo 3.13.0 /opt/python")
    assert pick(place, behind).stdout == "3.13.0 /opt/python\n"


@needs_sh
def test_the_named_python_comes_first(place):
    play(place, "python3.13", "echo 3.13.0 /opt/python")
    play(place, "mine", "echo 3.11.7 /opt/mine")
    assert pick(place, PYTHON=str(place / "mine")).stdout == "3.11.7 /opt/mine\n"
