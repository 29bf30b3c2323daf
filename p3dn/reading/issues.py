"""What reading has to tell: one row per finding, with its place, its reason and the way to mend it."""

import pandas as pd

from p3dn.words import Sentence

COLUMNS = ["file", "sheet", "cell", "code", "severity", "text", "reason", "remedy"]
_ORDER = {"ask": 0, "warn": 1, "info": 2}


def issue(file, sheet, cell, code, severity, *, text="", **extra):
    """Return one row of an issue frame; its reason and remedy are sentences that stay free of language."""
    reason, remedy = Sentence(f"problems.{code}", extra), Sentence(f"problems.{code}.mend", extra)
    return dict(zip(COLUMNS, (file, sheet, cell, code, severity, text, reason, remedy), strict=True))


def ranked(rows):
    """Return issues as a frame, what needs a person first, then in the order given."""
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.sort_values("severity", key=lambda one: one.map(_ORDER), kind="stable", ignore_index=True)
