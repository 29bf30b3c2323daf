"""The cells of an executed notebook, as far as they say something to whoever reads no notebook.

A cell tagged ``finding`` prints the sentences that answer a question; the cell that saves the chart or the table to
them stands with it or below it. So a sentence has a name, that under which its chart or table was saved, and a note
or a deck can choose sentences as it chooses charts: by name, in an order that is data.
"""

import ast
from pathlib import Path


def read(notebook):
    """Return a notebook as a node, whether it is one already or a path."""
    import nbformat

    return nbformat.read(notebook, as_version=4) if isinstance(notebook, str | Path) else notebook


def findings(node):
    """Return what the cells tagged ``finding`` have said, line by line, each line once."""
    return list(dict.fromkeys(line for cell in node.cells for line in sentences(cell)))


def sentences(cell):
    """Return what a cell tagged ``finding`` has printed or shown as plain text; a table shown there is no finding."""
    lines = []
    if "finding" in cell.metadata.get("tags", ()):
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            plain = "" if set(data) - {"text/plain"} else data.get("text/plain", "")
            lines += (output.text if output.get("name") == "stdout" else plain).splitlines()
    return [line.strip() for line in lines if line.strip()]


def told(notebooks):
    """Return ``[(name, sentence)]`` of all findings, each once, by the name of what is saved with it or next below."""
    found = {}
    for notebook in notebooks:
        waiting = []
        for cell in read(notebook).cells:
            waiting += sentences(cell)
            names = names_in(cell.source) if cell.cell_type == "code" else []
            if names:
                found |= {line: names[0] for line in waiting if line not in found}
                waiting = []
        found |= {line: "" for line in waiting if line not in found}
    return [(name, line) for line, name in found.items()]


def names_saved(notebooks):
    """Return the names under which notebooks save charts and tables, in the order of their cells."""
    found = []
    for cell in (cell for notebook in notebooks for cell in read(notebook).cells if cell.cell_type == "code"):
        found += names_in(cell.source)
    return list(dict.fromkeys(found))


def names_in(source):
    """Return the names in the calls of `save` in a cell."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic of Jupyter
        return []
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node.func) == "save"]
    texts = [value for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)) for value in _given(call)]
    return [value.value for value in texts if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def _called(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def _given(call):
    return call.args[1:2] + [keyword.value for keyword in call.keywords if keyword.arg == "name"]
