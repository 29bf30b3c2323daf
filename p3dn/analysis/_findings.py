"""The figures an analysis can be quoted with, and which claims of the ledger they speak about.

A register of any centre gives a number of firms, but only a register of Ceper says something about a claim on
Ceper. ``rules/topics.toml`` therefore names, for each topic of the ledger, the finding, its unit, its product
line and the place, and a finding has the topic only when all of them fit.
"""

import pandas as pd

from p3dn.analysis._rules import read_rules
from p3dn.formats import LOCALES, is_missing
from p3dn.words import add_names, say

COLUMNS = ["finding", "topic", "value", "unit", "records", "of", "rule"]


def finding(slug, value, unit, records, of, *, line=None, frame=None, rule=pd.NA):
    """Return one figure as a row: what it is, its value and unit, the records behind it and all that could count.

    Parameters
    ----------
    slug : str
        Its name is ``words.say("analysis.finding.<slug>")``.
    line : str, optional
        Product line that it is about.
    frame : DataFrame, optional
        The records behind it; a topic of a place asks that all of them lie there.
    rule : str, optional
        The rule that was applied.

    Examples
    --------
    >>> finding("line-need-value", 24_444_000_000, "Rp/tahun", 1, 1, line="rem_blok_komposit")["topic"]
    'nilai_kebutuhan_rem_komposit_per_tahun'
    """
    row = {"finding": slug, "topic": topic(slug, unit, line=line, frame=frame), "value": value, "unit": unit}
    return row | {"records": records, "of": of, "rule": rule}


def findings_frame(rows):
    """Return findings as a frame, and make their labels known; figures that could not be computed are left out.

    >>> rows = [finding("ikm", 3, "ikm", 3, 3), finding("workers", None, "orang", 0, 3)]
    >>> findings_frame(rows)["finding"].tolist()
    ['ikm']
    """
    answer = pd.DataFrame([row for row in rows if not is_missing(row["value"])], columns=COLUMNS)
    add_names({slug: _labels(slug) for slug in answer["finding"].unique()})
    return answer


def _labels(slug):
    return {lang: say(f"analysis.finding.{slug}", lang=lang) for lang in LOCALES}


def topic(slug, unit, *, line=None, frame=None):
    """Return the topic of a finding, or NA when the ledger has none for it.

    >>> topic("ikm", "ikm", frame=pd.DataFrame({"kecamatan": ["Ceper", "ceper"]}))
    'unit_usaha_sentra'
    >>> topic("ikm", "ikm", frame=pd.DataFrame({"kecamatan": ["Ceper", None]}))
    <NA>
    """
    for name, entry in read_rules("topics").items():
        same = entry["finding"] == slug and entry["unit"] == unit and entry.get("line") == line
        if same and all(_all_in(frame, field, place) for field, place in entry.get("where", {}).items()):
            return name
    return pd.NA


def _all_in(frame, field, place):
    if frame is None or field not in frame or frame.empty:
        return False
    return bool((frame[field].astype(object).fillna("").str.strip().str.casefold() == place).all())
