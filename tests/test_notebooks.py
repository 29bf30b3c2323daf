"""The form of the notebooks: what nbval does not see, and what keeps them thin.

nbval compares text. It passes a notebook that was never executed, and every picture. So here, on the
stored file: each code cell executed once from top to bottom, pictures with an alternative text, nothing
that differs between two runs or two machines, and no logic that belongs into the library.
"""

import ast
import hashlib
import json
import re
import tomllib
from pathlib import Path

import nbformat
import pytest

from p3dn import words

NAMES = ("01-data", "02-capacity", "03-workforce", "04-procurement", "05-substitution", "06-briefing")
FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
LINES_AT_MOST = 16  # a call of a chart has a line per argument

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
ABSOLUTE = re.compile(r"/\w|~|[A-Za-z]:[\\/]|file:")
FOREIGN_OUTPUT = re.compile(r"\.ipynb|\breports\b|P3DN_OUT")
MACHINE = re.compile(r"(?<![\w.:/<])/(work|tmp|root|home|Users|usr|var|opt)\b|\b[A-Z]:\\")
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}|\bT_[0-9a-f]{5}\b")
TIMING = re.compile(r"iopub|shell\.execute|start_time|end_time|duration|\"execution\"|papermill|widgets")


def code_cells(notebook):
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    """Return the outputs of all cells."""
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def headings(notebook, mark):
    """Return the markdown headings of the level that `mark` writes, e.g. ``##``."""
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return [line.strip() for line in prose.splitlines() if line.startswith(f"{mark} ")]


def faults(notebook):
    """Return what is wrong with the form of a notebook, as sentences."""
    return [fault for check in CHECKS for fault in check(notebook)]


def order_faults(notebook):
    """Check title, parameters, and one question per chart."""
    first = notebook.cells[0]
    title = first.source.splitlines()[0] if first.cell_type == "markdown" and first.source else ""
    if not (title.startswith("# ") and title.rstrip().endswith("?")):
        yield f"the first cell is no title that asks: {title!r}"
    tagged = ["parameters" in cell.metadata.get("tags", []) for cell in code_cells(notebook)]
    if tagged.count(True) != 1 or True not in tagged[:2]:
        yield "one of the first two code cells, and no other, is tagged parameters"
    questions = [line for line in headings(notebook, "##") if line.endswith("?")]
    drawn = sum(cell.source.count("p3dn.charts.") for cell in code_cells(notebook))
    if len(questions) != drawn:
        yield f"{len(questions)} questions (## …?) and {drawn} charts"


def code_faults(notebook):
    """Check that the cells call the library and hold no logic, paths or magics of their own."""
    for cell in code_cells(notebook):
        name = cell.source.splitlines()[0] if cell.source else "an empty cell"
        if len(cell.source.splitlines()) > LINES_AT_MOST:
            yield f"{name}: longer than {LINES_AT_MOST} lines"
        try:
            nodes = list(ast.walk(ast.parse(cell.source)))
        except SyntaxError:
            yield f"{name}: a magic, or no Python"
            continue
        if any(isinstance(node, DEFINITIONS) for node in nodes):
            yield f"{name}: a definition belongs into p3dn"
        if re.search(r"\bget_ipython\b", cell.source):
            yield f"{name}: a magic"
        if re.search(r"\bsys\b", cell.source):
            yield f"{name}: sys"
        constants = [node.value for node in nodes if isinstance(node, ast.Constant)]
        texts = [value for value in constants if isinstance(value, str)]
        if any(ABSOLUTE.match(text) for text in texts):
            yield f"{name}: an absolute path"
        if any(FOREIGN_OUTPUT.search(text) for text in texts):
            yield f"{name}: reads what another notebook wrote"


def output_faults(notebook):
    """Check that every cell was executed, without complaint, with outputs that are the same everywhere."""
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"not executed once from top to bottom: {counts}"
    for output in outputs(notebook):
        if output.output_type == "error":
            yield f"an error: {output.ename}"
        if output.get("name") == "stderr":
            yield f"stderr: {output.text}"
        data = output.get("data", {})
        shown = [output.get("text", ""), *(data[kind] for kind in data if not kind.startswith("image/"))]
        text = "\n".join(map(str, shown))
        for trace in (MACHINE, ADDRESS):
            if found := trace.search(text):
                yield f"a path or address of one machine in an output: {found[0]}"
        if "image/png" in data and not output.metadata.get("image/png", {}).get("alt", "").strip():
            yield "a picture without alternative text"


def metadata_faults(notebook):
    """Check that the metadata are the same for whoever executes the notebook."""
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "the kernel is not python3"
    if TIMING.search(json.dumps([notebook.metadata, *(cell.metadata for cell in notebook.cells)])):
        yield "timings or widget state in the metadata: store with make update"
    ids = [cell.get("id") for cell in notebook.cells]
    if None in ids or len(set(ids)) != len(ids):
        yield "cells without an id of their own"


CHECKS = (order_faults, code_faults, output_faults, metadata_faults)


def test_the_six_notebooks_are_there():
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == list(NAMES)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_form(path):
    assert faults(nbformat.read(path, as_version=4)) == []


# The English of the prose stands in words/prose.toml, by cell.

PROSE = tomllib.loads((Path(words.__file__).parent / "words" / "prose.toml").read_text(encoding="utf-8"))
WRITTEN = {
    cell.id: cell.source
    for path in sorted(FOLDER.glob("*.ipynb"))
    for cell in nbformat.read(path, as_version=4).cells
    if cell.cell_type == "markdown"
}


@pytest.mark.parametrize("cell", WRITTEN)
def test_prose_has_its_english_made_from_the_text_as_it_is(cell):
    made_from = hashlib.sha256(WRITTEN[cell].encode()).hexdigest()[:8]
    assert PROSE["of"].get(cell) == made_from, f"translate {cell} in words/prose.toml and put {made_from} there"
    assert PROSE["en"][cell].strip()


def test_english_of_cells_that_are_gone_is_gone():
    assert set(PROSE["of"]) == set(PROSE["en"]) == set(WRITTEN)


@pytest.mark.parametrize("cell", WRITTEN)
def test_english_has_the_form_of_the_indonesian(cell):
    def form(text):
        return [re.match(r"#+ |- |", line)[0] for line in text.strip().splitlines() if re.match(r"#+ |- ", line)]

    first, english = WRITTEN[cell].splitlines()[0], PROSE["en"][cell].strip().splitlines()[0]
    assert form(PROSE["en"][cell]) == form(WRITTEN[cell])
    assert first.endswith("?") == english.endswith("?")
    assert re.findall(r"\d+ ·|`[^`]+`", WRITTEN[cell]) == re.findall(r"\d+ ·|`[^`]+`", PROSE["en"][cell])


# The guard itself: a small notebook that is right, and one change for each thing that it must find.


def well_formed():
    """Return a notebook of the right form."""
    v4 = nbformat.v4
    picture = v4.new_output(
        "display_data",
        {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"},
        metadata={"image/png": {"alt": "Kapasitas per lini."}},
    )
    cells = [
        v4.new_markdown_cell("# 2 · Berapa yang bisa dibuat?"),
        v4.new_code_cell('import p3dn\n\nPATH = "../data/example/sentra.xlsx"', metadata={"tags": ["parameters"]}),
        v4.new_markdown_cell("## Lini mana yang menganggur?"),
        v4.new_code_cell('p3dn.save(p3dn.charts.bars(lini, "lini", "nilai"), "lini")', outputs=[picture]),
    ]
    for count, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
    return v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def with_source(source):
    """Return a change: the last cell holds `source` beside what it holds."""

    def change(notebook):
        notebook.cells[-1].source += f"\n{source}"

    return change


def with_output(kind, **content):
    """Return a change: the last cell has one more output."""
    return lambda notebook: notebook.cells[-1].outputs.append(nbformat.v4.new_output(kind, **content))


# What is wrong: how it comes about, and what the guard says.
CHANGES = {
    "a title that does not ask": (lambda nb: nb.cells[0].update(source="# Kapasitas"), "title"),
    "no title": (lambda nb: nb.cells.pop(0), "title"),
    "no parameters": (lambda nb: nb.cells[1].metadata.clear(), "parameters"),
    "parameters twice": (lambda nb: nb.cells[3].metadata.update(tags=["parameters"]), "parameters"),
    "parameters far down": (
        lambda nb: nb.cells.insert(1, nb.cells[3]) or nb.cells.insert(1, nb.cells[1]),
        "parameters",
    ),
    "a chart without a question": (lambda nb: nb.cells.pop(2), "0 questions"),
    "a question without a chart": (lambda nb: nb.cells[0].update(source="# Apa?\n## Lalu?"), "2 questions"),
    "a cell never executed": (lambda nb: nb.cells[1].update(execution_count=None), "not executed"),
    "cells executed out of order": (lambda nb: nb.cells[1].update(execution_count=7), "not executed"),
    "a long cell": (with_source("\n".join("1" * LINES_AT_MOST)), "longer than"),
    "a magic": (with_source("%matplotlib inline"), "magic"),
    "a shell command": (with_source("!ls"), "magic"),
    "a magic by its function": (with_source("get_ipython()"), "magic"),
    "a function": (with_source("def f(): return 1"), "definition"),
    "a class": (with_source("class C: pass"), "definition"),
    "a lambda": (with_source("f = lambda: 1"), "definition"),
    "sys.path": (with_source("import sys; sys.path.append('..')"), "sys"),
    "an absolute path": (with_source("p3dn.read('/data/a.xlsx')"), "absolute path"),
    "a drive of Windows": (with_source(r"p3dn.read('C:\\a.xlsx')"), "absolute path"),
    "a home folder": (with_source("p3dn.read('~/a.xlsx')"), "absolute path"),
    "another notebook's output": (with_source("p3dn.read('../reports/draft/a.csv')"), "another notebook"),
    "an error": (with_output("error", ename="ValueError", evalue="", traceback=[]), "ValueError"),
    "stderr": (with_output("stream", name="stderr", text="warning"), "stderr"),
    "a path of the machine": (with_output("stream", text="a\n/home/ani/lini.png"), "/home"),
    "an address": (
        with_output("execute_result", data={"text/plain": "<Axes at 0x7f3a5c0d1e20>"}),
        "0x7f3a5c0d1e20",
    ),
    "a picture without words": (lambda nb: nb.cells[3].outputs[0].metadata.clear(), "alternative text"),
    "another kernel": (lambda nb: nb.metadata.kernelspec.update(name="p3dn"), "kernel"),
    "timings": (lambda nb: nb.cells[1].metadata.update(execution={"iopub.status.busy": "2026"}), "timings"),
    "traces of papermill": (lambda nb: nb.metadata.update(papermill={"duration": 2.5}), "timings"),
    "the same id twice": (lambda nb: nb.cells[2].update(id=nb.cells[3].id), "id of their own"),
}


def test_a_notebook_of_the_right_form_passes():
    assert faults(well_formed()) == []


@pytest.mark.parametrize("case", CHANGES)
def test_the_guard_finds(case):
    change, told = CHANGES[case]
    notebook = well_formed()
    change(notebook)
    assert any(told in fault for fault in faults(notebook))
