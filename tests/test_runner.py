"""Running the notebooks: every parameter set, a failure named, an older pack left as it was."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import nbformat
import pytest

import p3dn
from p3dn import runner
from p3dn.reading import overrides


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a function that writes a notebook of these cells as the only one of the project."""

    def write(*cells, parameters="sentra = ['never used']", name="01-data"):
        first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
        rest = [nbformat.v4.new_code_cell(source) for source in cells]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        title = nbformat.v4.new_markdown_cell("# 1 · Apa?")
        notebook = nbformat.v4.new_notebook(cells=[title, first, *rest], metadata={"kernelspec": kernel})
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(notebook, path)
        monkeypatch.setattr(runner, "notebooks", lambda chosen=None: [path])  # noqa: ARG005
        return tmp_path / "paket"

    return write


def older(out):
    out.mkdir()
    (out / "manifest.json").write_text("{}", encoding="utf-8")
    return sorted(one.name for one in out.parent.iterdir())


def test_a_pack_is_written_and_the_missing_input_is_an_empty_list(folder):
    out = runner.write_pack(folder("assert sentra == []"), runner.Inputs(), lang="id")
    assert {"index.html", "manifest.json", "tables.xlsx"} <= {one.name for one in out.iterdir()}


def test_manifest_names_the_answers_that_are_kept_beside_an_input(folder, tmp_path):
    (tmp_path / "a.csv").write_text("Nama Usaha,TK\nCV A,1\nCV B,2\n", encoding="utf-8")
    inputs = runner.Inputs()
    inputs.add("sentra", tmp_path / "a.csv")
    out = folder("1 + 1")
    (before,) = json.loads((runner.write_pack(out, inputs, lang="id") / "manifest.json").read_text())["inputs"]
    overrides.keep(tmp_path / "a.csv", {"decimal": ","})
    (after,) = json.loads((runner.write_pack(out, inputs, lang="id") / "manifest.json").read_text())["inputs"]
    assert after.pop("answers")["name"] == "a.csv.p3dn.toml"
    assert after == before


def test_a_failing_cell_is_named_and_an_older_pack_stays(folder):
    out = folder("1 + 1", "raise RuntimeError('kolom hilang')")
    before = older(out)
    with pytest.raises(BaseExceptionGroup) as caught:
        runner.write_pack(out, runner.Inputs(), lang="id")
    error = runner.first_error(caught.value)
    assert error.code == "notebook-failed"
    assert "'01-data.ipynb': buku catatan berhenti di sel kode ke-4: RuntimeError: kolom hilang" in str(error)
    assert sorted(one.name for one in out.parent.iterdir()) == before
    assert [one.name for one in out.iterdir()] == ["manifest.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
def test_an_interrupted_run_leaves_an_older_pack_and_nothing_else(folder):
    out = folder("import time\ntime.sleep(60)")
    before = older(out)
    threading.Timer(4, os.kill, (os.getpid(), signal.SIGTERM)).start()  # SIGINT may be ignored in the background
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        runner.write_pack(out, runner.Inputs(), lang="id")
    assert time.monotonic() - started < 50
    assert sorted(one.name for one in out.parent.iterdir()) == before


STOPPED_WHILE_STARTING = """
import os, signal, sys
from p3dn import cli, kernels

starting = kernels.Client.async_start_new_kernel_client

async def stopped(client):
    os.kill(os.getpid(), signal.SIGTERM)
    return await starting(client)

kernels.Client.async_start_new_kernel_client = stopped
sys.exit(cli.main(["report", "--notebooks", "01", "--sentra", sys.argv[1], "--out", sys.argv[2]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
def test_a_run_that_is_stopped_while_a_kernel_starts_says_one_sentence(tmp_path):
    (tmp_path / "a.csv").write_text("Nama Usaha,TK\nCV A,1\nCV B,2\n", encoding="utf-8")
    command = [sys.executable, "-c", STOPPED_WHILE_STARTING, tmp_path / "a.csv", tmp_path / "paket"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 130
    assert done.stderr.rstrip().endswith("Dihentikan. Paket lama, bila ada, tidak berubah.")
    assert "Traceback" not in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_parameter_that_is_no_kind_of_record_is_an_error(folder):
    with pytest.raises(BaseExceptionGroup) as caught:
        runner.write_pack(folder("1", parameters="register = []"), runner.Inputs(), lang="id")
    assert runner.first_error(caught.value).code == "notebook-parameter"


def test_a_folder_with_other_files_is_refused(folder):
    out = folder("1")
    out.mkdir()
    (out / "surat.docx").write_text("x", encoding="utf-8")
    with pytest.raises(p3dn.P3DNError) as caught:
        runner.write_pack(out, runner.Inputs(), lang="id")
    assert caught.value.code == "out-foreign"


def test_an_older_pack_that_another_program_holds_open_is_told_and_stays(folder, monkeypatch):
    out = folder("1")
    before = older(out)
    rename = type(out).rename

    def refused(path, target):
        if path == out:
            raise PermissionError(13, "Access is denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(type(out), "rename", refused)
    with pytest.raises(p3dn.P3DNError) as caught:
        runner.write_pack(out, runner.Inputs(), lang="id")
    assert caught.value.code == "out-unwritable"
    assert str(out.parent) not in str(caught.value)
    assert sorted(one.name for one in out.parent.iterdir()) == before
    assert [one.name for one in out.iterdir()] == ["manifest.json"]


def test_a_folder_below_a_file_is_told(folder):
    out = folder("1")
    out.write_text("x", encoding="utf-8")
    with pytest.raises(p3dn.P3DNError) as caught:
        runner.write_pack(out / "paket", runner.Inputs(), lang="id")
    assert caught.value.code == "out-unwritable"


def test_the_parameters_are_kinds_of_record():
    from p3dn.reading.kinds import kinds

    assert set(runner.PARAMETERS) <= set(kinds())


def test_importing_p3dn_loads_no_wing():
    code = "import sys, p3dn; print(sorted(set(sys.modules) & {'matplotlib', 'seaborn', 'openpyxl', 'nbclient'}))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
