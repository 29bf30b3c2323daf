"""The pack: the folder that is handed over.

A report runs its notebooks, which save charts and tables into the folder. What is added here is made from those
files and from the executed notebooks alone: the page, the workbook, and a manifest that lets anyone check later which
inputs and which versions have made which files. Nothing in it tells the time or the place it was made.
"""

import ast
import hashlib
import json
import platform
from importlib import metadata
from pathlib import Path

from p3dn import formats, marks, words
from p3dn.briefing.body import read
from p3dn.briefing.saved import saved
from p3dn.briefing.web import write_page
from p3dn.briefing.withholding import NAME, write_list
from p3dn.briefing.workbook import write_workbook

_STATED = ("name", "kind", "sha256", "bytes", "answers")
PACKAGES = ("p3dn", "pandas", "numpy", "python-calamine", "matplotlib", "seaborn", "openpyxl", "Babel", "nbconvert")


def write(
    folder,
    *,
    notebooks,
    inputs=(),
    lang=None,
    illustrative=False,
    versions=None,
    title=None,
    sources=(),
    as_of="",
    publish=False,
):
    """Complete a report's folder: ``index.html``, ``tables.xlsx``, ``manifest.json``.

    Parameters
    ----------
    folder : path
        Exists already, with the ``charts/`` and ``tables/`` that the notebooks have saved.
    notebooks : list
        Paths or nodes of the executed notebooks, in the order of the page.
    inputs : list of dict
        The input files: ``name`` (never absolute), ``kind``, ``sha256``, ``bytes``; `describe_input` makes them.
    lang : str, optional
        Language of the pack.
    illustrative : bool
        Whether an input was illustrative. What a saved chart or table says of itself counts as well.
    versions : dict, optional
        Versions to note; by default those in use here.
    publish : bool
        Whether this is a version that may leave the house: then the pack says what is withheld and why.
    title, sources, as_of : optional
        For the cover: its title, the sources of the data (texts), the date of the data (text).

    Returns
    -------
    list of str
        The files of the pack, relative to the folder.
    """
    folder, lang = Path(folder), formats.language(lang)
    inputs = [{key: each[key] for key in _STATED if key in each} for each in inputs]
    marked = illustrative or marks.is_illustrative() or any(each.stated["illustrative"] for each in saved(folder))
    title = str(title) if title else words.say("briefing.pack.title", lang=lang)
    names = names_saved(notebooks)
    held = write_list(folder, names, lang=lang) if publish else None
    page = {"title": title, "lang": lang, "illustrative": marked, "inputs": inputs}
    write_page(notebooks, folder / "index.html", **page, publish=publish, withheld=held)
    cover = {
        "title": title,
        "about": words.say("briefing.pack.about_published" if publish else "briefing.pack.about", lang=lang),
        "sources": list(sources) or [each["name"] for each in inputs],
        "as_of": as_of,
        "illustrative": marked,
    }
    write_workbook(folder, folder / "tables.xlsx", cover=cover, names=[NAME, *names], lang=lang)
    stated = {
        "language": lang,
        "illustrative": marked,
        "publish": publish,
        "withheld": [] if held is None else _withheld(held.frame),
        "inputs": inputs,
        "versions": versions if versions is not None else versions_here(),
        "files": _files(folder),
    }
    text = json.dumps(stated, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8", newline="\n")
    return [*(each["name"] for each in stated["files"]), "manifest.json"]


def _withheld(frame):
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def describe_input(path, kind, *, name=None, kept=None):
    """Return what the manifest says of an input file: its name, kind, size and SHA-256.

    `kept` is the path of the answers beside it; where it exists, the manifest names it with its SHA-256.
    """
    content = Path(path).read_bytes()
    stated = {"name": name or Path(path).name, "kind": kind, "sha256": _sha256(content), "bytes": len(content)}
    if kept is None or not Path(kept).is_file():
        return stated
    return stated | {"answers": {"name": Path(kept).name, "sha256": _sha256(Path(kept).read_bytes())}}


def versions_here():
    """Return the versions of Python and of the packages that a figure or a picture depends on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def names_saved(notebooks):
    """Return the names under which notebooks save charts and tables, in the order of their cells."""
    found = []
    for cell in (cell for notebook in notebooks for cell in read(notebook).cells if cell.cell_type == "code"):
        found += _names(cell.source)
    return list(dict.fromkeys(found))


def _names(source):
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


def _files(folder):
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return [{"name": path.relative_to(folder).as_posix(), "sha256": _sha256(path.read_bytes())} for path in paths]


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
