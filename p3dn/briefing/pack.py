"""The pack: the folder that is handed over.

A report runs its notebooks, which save charts and tables into the folder. What is added here is made from those
files and from the executed notebooks alone: the page, the parts for those who do not open a page, and a manifest that
lets anyone check later which inputs and which versions have made which files. Nothing in it tells the time or the
place it was made.

`PARTS` names the parts that can be left out. Each is a function of one `Report` and writes its files into the folder.
`TEMPLATES` are the kinds of template that a reader may bring, each with the part it serves and the function that looks
into one.
"""

import hashlib
import json
import platform
from dataclasses import dataclass, field
from functools import cached_property
from importlib import metadata
from pathlib import Path

from p3dn import formats, marks, words
from p3dn.briefing.cells import names_saved, read
from p3dn.briefing.note import compose
from p3dn.briefing.saved import saved
from p3dn.briefing.web import write_page
from p3dn.briefing.withholding import NAME, write_list
from p3dn.briefing.workbook import write_workbook
from p3dn.errors import P3DNError

_STATED = ("name", "kind", "sha256", "bytes", "answers")
PACKAGES = (
    "p3dn",
    "pandas",
    "numpy",
    "python-calamine",
    "matplotlib",
    "seaborn",
    "openpyxl",
    "python-docx",
    "python-pptx",
    "typst",
    "Babel",
    "nbconvert",
)


@dataclass(frozen=True)
class Report:
    """What every part of a pack is made from: the folder with what was saved, the executed notebooks, the words."""

    folder: Path
    notebooks: list
    title: str
    lang: str
    illustrative: bool
    sources: list
    as_of: str = ""
    publish: bool = False
    templates: dict = field(default_factory=dict)

    @cached_property
    def note(self):
        """What stands in the note, for each form in which it is written."""
        told = {"lang": self.lang, "illustrative": self.illustrative, "sources": self.sources}
        return compose(self.folder, self.notebooks, title=self.title, **told)


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
    without=(),
    templates=(),
    publish=False,
):
    """Complete a report's folder: ``index.html``, the `PARTS`, ``manifest.json``.

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
    without : sequence of str
        Names of the parts to leave out.
    templates : sequence of path
        The user's own templates, one of each of `TEMPLATES`.

    Returns
    -------
    list of str
        The files of the pack, relative to the folder.

    Raises
    ------
    P3DNError
        What `check` raises.
    """
    folder, lang = Path(folder), formats.language(lang)
    templates = check(without, templates)
    inputs = [{key: each[key] for key in _STATED if key in each} for each in inputs]
    marked = illustrative or marks.is_illustrative() or any(each.stated["illustrative"] for each in saved(folder))
    title = str(title) if title else words.say("briefing.pack.title", lang=lang)
    sources = [str(source) for source in sources] or [each["name"] for each in inputs]
    nodes = [read(each) for each in notebooks]
    held = write_list(folder, names_saved(nodes), lang=lang) if publish else None
    told = {"publish": publish, "templates": templates}
    report = Report(folder, nodes, title, lang, marked, sources, str(as_of), **told)
    page = {"title": title, "lang": lang, "illustrative": marked, "inputs": inputs}
    write_page(nodes, folder / "index.html", **page, publish=publish, withheld=held)
    for name in parts_left(without):
        PARTS[name](report)
    stated = {
        "language": lang,
        "illustrative": marked,
        "publish": publish,
        "withheld": [] if held is None else _withheld(held.frame),
        "inputs": inputs,
        "templates": [describe_input(path, "template") for path in templates.values()],
        "versions": versions if versions is not None else versions_here(),
        "files": _files(folder),
    }
    text = json.dumps(stated, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8", newline="\n")
    return [*(each["name"] for each in stated["files"]), "manifest.json"]


def check(without=(), templates=()):
    """Return templates by their suffix, or raise where a pack cannot be written with them and without these parts.

    Every template is looked into, so that one that cannot serve is told before anything is computed.

    Raises
    ------
    P3DNError
        ``part-unknown``; ``template-kind`` when a suffix is none of `TEMPLATES` or given twice, ``template-unused``
        when its part is left out, ``template-missing``, and what looking into the file raises.
    """
    left, found = parts_left(without), {}
    for path in map(Path, templates):
        kind = path.suffix.lower()
        if kind not in TEMPLATES or kind in found:
            raise P3DNError("template-kind", file=path.name, known=list(TEMPLATES))
        part, look = TEMPLATES[kind]
        if part not in left:
            raise P3DNError("template-unused", file=path.name, part=part)
        if not path.is_file():
            raise P3DNError("template-missing", file=path.name)
        look(path)
        found[kind] = path
    return found


def parts_left(without):
    """Return the names of the parts that stay in the pack, in order, when these are left out.

    >>> "workbook" in parts_left([]), "workbook" in parts_left(["workbook"])
    (True, False)
    """
    unknown = [name for name in without if name not in PARTS]
    if unknown:
        raise P3DNError("part-unknown", names=unknown, known=list(PARTS))
    return [name for name in PARTS if name not in without]


def _fields(path):
    from p3dn.briefing import note_fields

    note_fields.check(path)


def _slides(path):
    from p3dn.briefing import template

    template.check(path)


def _workbook(report):
    cover = {
        "title": report.title,
        "about": words.say(
            "briefing.pack.about_published" if report.publish else "briefing.pack.about", lang=report.lang
        ),
        "sources": report.sources,
        "as_of": report.as_of,
        "illustrative": report.illustrative,
    }
    names = [NAME, *names_saved(report.notebooks)]
    write_workbook(report.folder, report.folder / "tables.xlsx", cover=cover, names=names, lang=report.lang)


def _note(report):
    from p3dn.briefing import note_fields, note_word

    note, own = report.note, report.templates.get(".docx")
    filled = note_fields.fill(own, note) if own else note_word.write_word(note)
    (report.folder / "note.docx").write_bytes(filled)


def _pdf(report):
    from p3dn.briefing.note_pdf import write_pdf

    (report.folder / "note.pdf").write_bytes(write_pdf(report.note))


def _deck(report):
    from p3dn.briefing.deck import write_deck

    told = {"title": report.title, "sources": report.sources, "as_of": report.as_of, "lang": report.lang}
    path = report.folder / "deck.pptx"
    told |= {"illustrative": report.illustrative, "own": report.templates.get(".pptx")}
    write_deck(report.folder, path, notebooks=report.notebooks, **told)


def _print(report):
    from p3dn.briefing.printed import write_print

    write_print(report.folder / "index.html", report.folder / "report.pdf")


PARTS = {"workbook": _workbook, "note": _note, "pdf": _pdf, "deck": _deck, "print": _print}
TEMPLATES = {".docx": ("note", _fields), ".pptx": ("deck", _slides)}


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


def _files(folder):
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return [{"name": path.relative_to(folder).as_posix(), "sha256": _sha256(path.read_bytes())} for path in paths]


def _sha256(content):
    return hashlib.sha256(content).hexdigest()
