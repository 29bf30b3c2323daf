"""What the analyst hands over, as files: pictures, their data, tables.

`save` writes a chart once as PNG, as SVG (as PDF where asked) and as the data it shows (CSV), a table as its numbers
(CSV), and beside each a small JSON file with its words, from which workbook and page are made. The same input gives
the same bytes.

The CSV files are for programs: UTF-8, a comma between cells, a point in numbers, an empty cell where nothing is
recorded, the names of the columns in the first line, texts as shown. A spreadsheet program would run a text that
starts with ``=``, ``+``, ``-`` or ``@``: such a text gets an apostrophe in front. For people there is the workbook.
"""

import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from p3dn import home, marks
from p3dn.briefing import columns, figure
from p3dn.briefing.figure import Chart
from p3dn.briefing.gaps import Gap
from p3dn.briefing.tables import Table
from p3dn.errors import P3DNError

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d")  # Windows keeps these names for itself
RUNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, repr=False)
class Picture:
    """A saved chart, as a notebook shows it: the picture with its alternative text."""

    name: str
    alt: str
    png: bytes

    def __repr__(self):
        """Return the alternative text, so that a test of the notebook compares what the chart says."""
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):  # noqa: ARG002 (Jupyter's own signature)
        return figure.shown(self.png, self.alt)


def save(thing, name, *, formats=("png", "svg")):
    """Write a chart or a table into the folder of the report and return what a notebook shows.

    Parameters
    ----------
    thing : Chart, Table or Gap
        What p3dn's charts and tables return; a gap is passed on, and nothing is written.
    name : str
        Name of the files: small letters, digits, ``-`` and ``_``. What had the name before is replaced.
    formats : list of str
        Pictures of a chart to write: ``"png"``, ``"svg"``, ``"pdf"``. The PNG, from which the page is made, its data
        and its words are always written.

    Returns
    -------
    Picture, Table or Gap

    Raises
    ------
    P3DNError
        ``name-unsafe``, ``format-unknown``, ``save-unknown`` for anything else than a chart or a table,
        ``folder-unwritable``.

    Notes
    -----
    The folder is ``$P3DN_OUT``, else ``reports/draft`` in the project's folder.
    """
    if isinstance(thing, Gap) and not thing.withheld:
        return thing
    if not NAME.fullmatch(str(name)) or RESERVED.fullmatch(str(name)):
        raise P3DNError("name-unsafe", name=columns.tidy(name))
    wanted = [formats] if isinstance(formats, str) else list(formats)
    if not set(wanted) <= set(figure.WRITERS):
        raise P3DNError("format-unknown", formats=list(map(str, wanted)), known=list(figure.WRITERS))
    if isinstance(thing, Gap):
        _write(_folder("withheld") / f"{name}.json", _json({"name": name, "rule": thing.withheld}))
        return thing
    if isinstance(thing, Chart) and thing.p3dn is not None:
        return _save_chart(thing, name, wanted)
    if isinstance(thing, Table):
        return _save_table(thing, name)
    raise P3DNError("save-unknown", kind=type(thing).__name__)


def _save_chart(chart, name, wanted):
    picture, folder = figure.png(chart), _folder("charts")
    drawn = chart.p3dn
    stated = {key: getattr(drawn, key) for key in figure.STATED}
    for kind, written in figure.WRITERS.items():
        path = folder / f"{name}.{kind}"
        _write(path, (picture if kind == "png" else written(chart)) if kind in ("png", *wanted) else None)
    stated |= {"columns": columns.describe(drawn.frame), "withheld": columns.withheld(drawn.frame)}
    _write(folder / f"{name}.csv", csv(columns.crossed(drawn.frame)))
    _write(folder / f"{name}.json", _json(stated))
    return Picture(name, drawn.alt, picture)


def _save_table(table, name):
    return write_table(table, name, _folder("tables"))


def write_table(table, name, folder):
    """Write a table's numbers and words into a folder and return it under its name."""
    stated = {key: getattr(table, key) for key in ("title", "source", "note", "records")}
    stated |= {"illustrative": marks.is_illustrative(), "columns": columns.describe(table.frame)}
    stated["withheld"] = columns.withheld(table.frame)
    _write(folder / f"{name}.csv", csv(columns.crossed(columns.labelled(table.frame))))
    _write(folder / f"{name}.json", _json(stated))
    return replace(table, name=name)


def _folder(kind):
    out = os.environ.get("P3DN_OUT") or home.find("notebooks").parent / "reports" / "draft"
    return Path(out) / kind


def _write(path, content):
    """Write a file, or take away what an earlier run has left there when there is nothing to write."""
    try:
        if content is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise P3DNError("folder-unwritable", file=f"{path.parent.name}/{path.name}") from error


def _json(stated):
    return (json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode()


def csv(frame):
    """Return a frame as CSV bytes in which no cell runs as a formula."""
    safe = frame.rename(columns=lambda name: neutral(str(name)))
    for place, (_, values) in enumerate(frame.items()):
        if values.dtype.kind not in "iufb":
            safe.isetitem(place, values.map(lambda value: neutral(value) if isinstance(value, str) else value))
    return safe.to_csv(index=False, lineterminator="\n").encode()


def neutral(text):
    """Return a text that no spreadsheet program takes for a formula.

    >>> neutral("=1+1"), neutral("-"), neutral("Komponen kereta api")
    ("'=1+1", "'-", 'Komponen kereta api')
    """
    return f"'{text}" if text.startswith(RUNS) else text
