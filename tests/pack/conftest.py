"""The whole pack of the example, made once for the tests of a file.

The cells of the notebooks run in this process, one notebook after the other, which gives the same outputs as kernels do
and costs less; the pack around them is written by the pack's own code.
"""

import ast
import contextlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from lxml import etree

from p3dn import marks, words
from p3dn.briefing import pack
from p3dn.reading.once import once
from p3dn.runner import PARAMETERS

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
EXAMPLE = NOTEBOOKS.parent / "data" / "example"


@dataclass
class Made:
    """A pack: its folder, its executed notebooks, and the names that the last cell of each left behind."""

    folder: Path
    notebooks: list
    names: list

    def documents(self):
        """Yield ``(name, text, numbers)`` of the Word and PowerPoint files: words, and caches of charts."""
        for path in sorted([*self.folder.rglob("*.docx"), *self.folder.rglob("*.pptx")]):
            with zipfile.ZipFile(path) as parts:
                names = [name for name in parts.namelist() if name.endswith(".xml") and not name.startswith("docProps")]
                trees = [etree.fromstring(parts.read(name)) for name in names]
            texts = ["".join(p.xpath(".//*[local-name()='t']/text()")) for tree in trees for p in tree.iter("{*}p")]
            values = [
                v for tree in trees for v in tree.xpath("//*[local-name()='numCache']//*[local-name()='v']/text()")
            ]
            yield path.name, "\n".join(texts), [float(value) for value in values]


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Return a function that makes the pack of the example in a language, with other inputs where given."""

    def made(lang="id", numbers=(), **inputs):
        folder = tmp_path_factory.mktemp(f"pack-{lang}")
        with pytest.MonkeyPatch.context() as patch, once():
            patch.setenv("P3DN_LANG", lang)
            patch.setenv("P3DN_OUT", str(folder))
            patch.setenv("P3DN_ILLUSTRATIVE", "1")
            patch.setattr(marks, "_state", {"illustrative": True})
            patch.chdir(NOTEBOOKS)
            paths = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if not numbers or path.name[:2] in numbers]
            notebooks, names = zip(*(execute(path, lang, inputs) for path in paths), strict=True)
            read = [pack.describe_input(path, "sentra") for path in sorted(EXAMPLE.glob("sentra*.xlsx"))]
            pack.write(folder, notebooks=list(notebooks), inputs=read, lang=lang, illustrative=True)
        return Made(folder, list(notebooks), list(names))

    return made


def execute(path, lang, inputs):
    """Return a notebook with its prose in a language and its cells executed, and the names that they have bound."""
    notebook, names = nbformat.read(path, as_version=4), {}
    assert set(inputs) <= set(PARAMETERS)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = words.prose(lang).get(cell.id, cell.source)
            continue
        cell.outputs = outputs(cell.source, names)
        if "parameters" in cell.metadata.get("tags", ()):
            names |= {kind: paths for kind, paths in inputs.items() if kind in names}
    return notebook, names


def outputs(source, names):
    """Execute a cell and return what it has printed and what its last expression shows."""
    from IPython.core.formatters import DisplayFormatter

    tree, shown = ast.parse(source), None
    last = ast.Expression(tree.body.pop().value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - what a kernel does
        if last is not None:
            shown = eval(compile(last, "cell", "eval"), names)  # noqa: S307 - as above
    found = [nbformat.v4.new_output("stream", name="stdout", text=printed.getvalue())] if printed.getvalue() else []
    if shown is not None:
        data, metadata = DisplayFormatter().format(shown)
        kept = {kind: data[kind] for kind in data if kind in ("text/plain", "text/html", "image/png")}
        found.append(nbformat.v4.new_output("execute_result", data=kept, metadata=metadata, execution_count=1))
    return found
