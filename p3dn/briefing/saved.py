"""What `save` has written, read back for the workbook and the page.

A folder of a report holds, per table and per chart, the data (CSV) and the words (JSON). Workbook and page are made
from these files and from nothing else, so that a number is the same in all of them.
"""

import csv
import io
import json
import math
from dataclasses import dataclass
from pathlib import Path

from p3dn import marks
from p3dn.briefing.save import RUNS


@dataclass(frozen=True)
class Saved:
    """A saved table or the data of a saved chart: its words, and its rows with numbers as numbers."""

    name: str
    chart: bool
    stated: dict
    rows: list


def saved(folder, names=()):
    """Return what `save` wrote into a folder: tables first, then the data of the charts, in the order of `names`."""
    order = {name: place for place, name in enumerate(names)}
    found = []
    for kind in ("tables", "charts"):
        paths = sorted((Path(folder) / kind).glob("*.json"), key=lambda path: (order.get(path.stem, len(order)), path))
        found += [_read(path, chart=kind == "charts") for path in paths]
    return found


def _read(path, *, chart):
    stated = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".csv").read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    numeric = [column["numeric"] for column in stated["columns"]]
    return Saved(path.stem, chart, stated, [_values(row, numeric) for row in rows])


def _values(row, numeric):
    """Return the values of a row: numbers as numbers, ``x`` where one is withheld, an empty cell as None.

    Texts come without the apostrophe that guards them in CSV.
    """
    values = []
    for text, number in zip(row, numeric, strict=True):
        if not text:
            values.append(None)
        elif number and text == marks.CROSS:
            values.append(text)
        elif number and math.isfinite(float(text)):
            values.append(float(text))
        else:
            values.append(text[1:] if text.startswith(tuple(f"'{sign}" for sign in RUNS)) else text)
    return values
