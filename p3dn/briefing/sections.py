"""Where in the notebooks a chart or a table stands, and what is said there.

Every saved name belongs to a section: the question above its cell, and the sentences between the question and the
code. A deck and a workbook name that place, so that whoever doubts a number finds how it came about. What a
notebook cannot tell stands in its last list, the limits.
"""

import re
from dataclasses import dataclass, replace

from p3dn.briefing.cells import names_in, read, sentences

_LINK, _MARKS = re.compile(r"\[([^\]]+)\]\([^)]+\)"), re.compile(r"[*`]")


@dataclass(frozen=True)
class Section:
    """A section of a notebook: the notebook's title, the section's own, its sentences, the findings it has printed."""

    notebook: str = ""
    title: str = ""
    text: str = ""
    findings: tuple = ()


def sections(notebooks):
    r"""Return the `Section` in which each name is saved.

    >>> import nbformat.v4 as v4
    >>> cells = [v4.new_markdown_cell("# 2 · Apa?"), v4.new_markdown_cell("## Berapa?\n\nDalam *ton*."),
    ...     v4.new_code_cell("p3dn.save(grafik, '02-isi')")]
    >>> sections([v4.new_notebook(cells=cells)])
    {'02-isi': Section(notebook='2 · Apa?', title='Berapa?', text='Dalam ton.', findings=())}
    """
    found = {}
    for notebook in notebooks:
        here = Section()
        for cell in read(notebook).cells:
            if cell.cell_type == "code":
                here = replace(here, findings=here.findings + tuple(sentences(cell)))
                found |= {name: here for name in names_in(cell.source) if name not in found}
            elif cell.cell_type == "markdown":
                here = _entered(here, cell.source)
    return found


def limits(notebook):
    r"""Return what a notebook says of its limits: the items of its last list, as plain text.

    >>> import nbformat.v4 as v4
    >>> cell = v4.new_markdown_cell("## Batas\n\n- Harga 2019,\n  tanpa pajak.\n- *Ton* saja.")
    >>> limits(v4.new_notebook(cells=[cell]))
    ['Harga 2019, tanpa pajak.', 'Ton saja.']
    """
    texts = [cell.source for cell in read(notebook).cells if cell.cell_type == "markdown"]
    lists = [re.findall(r"^- (.+(?:\n  .+)*)", text, re.MULTILINE) for text in texts]
    return [_plain(item) for item in next(filter(None, reversed(lists)), [])]


def _entered(here, source):
    """Return the section after a text: a heading opens a new one, other text belongs to the one that is open."""
    for block in re.split(r"\n\s*\n", source.strip()):
        heading = re.fullmatch(r"(#+) (.+)", block.strip())
        if heading and len(heading[1]) == 1:
            here = Section(_plain(heading[2]))
        elif heading:
            here = Section(here.notebook, _plain(heading[2]))
        else:
            here = replace(here, text=" ".join(filter(None, (here.text, _plain(block)))))
    return here


def _plain(text):
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())
