"""The web page: all notebooks of a report in one file that needs nothing else.

Findings come first, then the notebooks with their charts and tables, last the inputs. Pictures and style stand in the
file; a security policy in its head forbids every script and every request, so it opens the same offline, in a
mail attachment and on paper (A4). It is made for a keyboard, a screen reader and a phone as well as for a
desk: landmarks, one first heading, captions, alternative texts, no text that must be scrolled sideways.

The same notebooks give the same bytes.
"""

import hashlib
from importlib import resources
from pathlib import Path

from p3dn import formats, marks, words
from p3dn.briefing.body import part
from p3dn.briefing.saved import saved
from p3dn.briefing.tables import markup


def write_page(notebooks, path, *, title, lang=None, illustrative=False, inputs=(), publish=False, withheld=None):
    """Write executed notebooks as one self-contained HTML file.

    Parameters
    ----------
    notebooks : list
        Paths or nodes of executed notebooks, in the order of the page.
    path : path
        The file to write. Charts saved beside it (``charts/``) get their data folded beneath the picture.
    title : Sentence or str
        The one first heading.
    lang : str, optional
        Language of the page's own words; the notebooks are already in it.
    illustrative : bool
        Whether the page must be marked; a mark that is on in this process counts too.
    inputs : list of dict
        The input files: ``name``, ``kind``, ``bytes``, ``sha256``.
    publish : bool
        Whether the page says what is withheld in it.
    withheld : Table, optional
        What `withholding.write_list` returns.
    """
    path, lang = Path(path), formats.language(lang)
    illustrative = illustrative or marks.is_illustrative()
    charts = {_digest(path.parent, chart.name): chart for chart in saved(path.parent) if chart.chart}
    parts = [
        part(notebook, number, charts, lang=lang, illustrative=illustrative)
        for number, notebook in enumerate(notebooks, start=1)
    ]
    page = _template().render(
        lang=lang,
        title=str(title),
        mark=f"{marks.TEXT} – " if illustrative else "",
        css=resources.files("p3dn.briefing").joinpath("page.css").read_text(encoding="utf-8").strip(),
        illustrative=illustrative,
        parts=parts,
        inputs=_inputs(inputs, lang) if inputs else "",
        publish=publish,
        withheld=withheld._repr_html_() if withheld is not None else "",
        say=lambda key: words.say(f"briefing.{key}", lang=lang),
    )
    path.write_bytes(page.encode("utf-8"))


def _digest(folder, name):
    return hashlib.sha256((folder / "charts" / f"{name}.png").read_bytes()).hexdigest()


def _template():
    import jinja2

    text = resources.files("p3dn.briefing").joinpath("page.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    return environment.from_string(text)


def _inputs(inputs, lang):
    """Return the table of the input files, so that anyone can tell whether they have the same ones."""
    headings = [words.say(f"briefing.web.{key}", lang=lang) for key in ("file", "kind", "bytes", "sha256")]
    rows = [
        [
            str(each["name"]),
            words.label(each.get("kind") or "", lang=lang),
            formats.number(each["bytes"], lang=lang),
            each["sha256"],
        ]
        for each in inputs
    ]
    title = words.say("briefing.web.inputs", lang=lang)
    table = markup(headings, rows, [False, False, True, False], title=title)
    return f'<div class="scroll hash" tabindex="0" role="region" aria-label="{title}">{table}</div>'
