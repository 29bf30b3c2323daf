"""Which questions the loaded data can answer, before any of them is asked.

Each question of the notebooks names the kind of record and the fields that it needs. A record counts for a
question when all of these fields are filled; a question is answered as far as its records reach, and a question
without any says which fields are missing.
"""

import functools

import pandas as pd

from p3dn import home, words
from p3dn.reading.kinds import FOLDER
from p3dn.reading.report import load_report


def coverage(*frames):
    """Return one row per question: its notebook, the records that answer it, and what is missing.

    Parameters
    ----------
    *frames : DataFrame
        Frames as the loaders returned them.

    Returns
    -------
    DataFrame
        ``question`` (a name whose label is the question), ``notebook``, ``records``, ``recorded`` (records with all
        the needed fields), ``share`` (fraction, null without records), ``missing`` (fields without any value, joined by
        commas; null where there are none).
    """
    by_kind = {load_report(frame).kind: frame for frame in frames}
    return pd.DataFrame([_row(name, one, by_kind.get(one["kind"])) for name, one in questions().items()])


@functools.cache
def questions():
    """Return the questions by name, as ``records/questions.toml`` states them."""
    return home.toml(FOLDER / "questions.toml")


def headline_coverage(rows):
    """Return the sentence that says how many of the questions can be answered at least in part."""
    answered = int((rows["recorded"] > 0).sum())
    case = "none" if not answered else "all" if answered == len(rows) else "some"
    return words.Sentence(f"reading.headline_coverage-{case}", {"answered": answered, "questions": len(rows)})


def filled(frame):
    """Return one row per field that the file has: how many records fill it, the emptiest first.

    Returns
    -------
    DataFrame
        ``field``, ``filled``, ``records``, ``share`` (fraction filled); empty when no file was given.
    """
    columns = load_report(frame).columns
    answer = columns.groupby("field", sort=False)[["filled", "records"]].sum().reset_index()
    answer = answer.assign(share=answer["filled"] / answer["records"].where(answer["records"] > 0))
    answer = answer.sort_values(["share", "field"], kind="stable", ignore_index=True)
    answer.attrs = {}
    return answer


def headline_filled(rows):
    """Return the sentence that names the field which is blank most often."""
    if rows.empty:
        return words.Sentence("gaps.nothing")
    least = rows.iloc[0]
    case = "full" if least["share"] == 1 else "least"
    found = {"name": least["field"], "share": float(least["share"]), "records": int(least["records"])}
    return words.Sentence(f"reading.headline_filled-{case}", found)


def answerable(frame):
    """Return the questions that a frame answers at least in part, as names whose labels are the questions."""
    rows = coverage(frame)
    return list(rows.loc[rows["recorded"] > 0, "question"])


def _row(name, one, frame):
    asked = f"question_{name}"
    words.add_names({asked: {"id": one["id"], "en": one["en"]}})
    fields = one["fields"]
    records = 0 if frame is None else len(frame)
    recorded = int(frame[fields].notna().all(axis=1).sum()) if records else 0
    missing = [field for field in fields if not records or frame[field].isna().all()]
    return {
        "question": asked,
        "notebook": one["notebook"],
        "records": records,
        "recorded": recorded,
        "share": recorded / records if records else float("nan"),
        "missing": ",".join(missing) or None,
    }
