"""What a version that may leave the house does not show, and why: a table in the pack itself.

Whoever publishes answers for what is left out as much as for what is shown. The list names each table and chart, the
row and the figure, and the rule (``rules/disclosure.toml``); it is made from what `save` has written, so that nothing
is withheld that it does not tell.
"""

import json
import shutil

import pandas as pd

from p3dn import words
from p3dn.briefing.save import write_table
from p3dn.briefing.saved import saved
from p3dn.briefing.tables import table

NAME = "ditahan"
COLUMNS = ["where_shown", "row", "column", "rule"]


def write_list(folder, names=(), *, lang=None):
    """Write the table of what is withheld into ``tables/`` of a folder and return it, or None when nothing is.

    The notes of what was left out as a whole (``withheld/``) are read and removed.
    """
    left_out = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "withheld").glob("*.json"))]
    shutil.rmtree(folder / "withheld", ignore_errors=True)
    whole = {"row": words.say("briefing.withholding.whole", lang=lang), "column": None}
    rows = [{"where_shown": each["name"], **whole, "rule": each["rule"]} for each in left_out]
    told = set()
    for sheet in saved(folder, names):
        if sheet.chart and sheet.name in told:  # the table of that name has said it
            continue
        told.add(sheet.name if sheet.stated.get("withheld") else "")
        title = sheet.stated["title"]
        rows += [{"where_shown": f"{sheet.name}: {title}", **each} for each in sheet.stated.get("withheld", ())]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    by = ["where_shown", "row", "rule"]
    frame = frame.groupby(by, sort=False, dropna=False)["column"].agg(_together).reset_index()[COLUMNS]
    if frame.empty:
        return None
    title, note = (words.say(f"briefing.withholding.{key}", lang=lang) for key in ("title", "note"))
    return write_table(table(frame, title=title, note=note), NAME, folder / "tables")


def _together(columns):
    return ",".join(dict.fromkeys(columns.dropna())) or None
