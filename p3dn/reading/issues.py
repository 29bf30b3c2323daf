"""What reading has to tell: one row per finding, with its place, its reason and the way to mend it."""

from p3dn.words import Sentence

COLUMNS = ["file", "sheet", "cell", "code", "severity", "text", "reason", "remedy"]


def issue(file, sheet, cell, code, severity, *, text="", **extra):
    """Return one row of an issue frame; its reason and remedy are sentences that stay free of language."""
    reason, remedy = Sentence(f"problems.{code}", extra), Sentence(f"problems.{code}.mend", extra)
    return dict(zip(COLUMNS, (file, sheet, cell, code, severity, text, reason, remedy), strict=True))
