"""Published figures and product lines: what is known before any file of the analyst is read.

Both are plain data under ``data/published/`` that an analyst can mend: a ledger of claims with their sources,
and the product lines with the words by which product texts are recognised.
"""

import functools
import re
import tomllib
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd

from p3dn import home, words
from p3dn.errors import P3DNError

_FIGURES = ("value", "value_low", "value_high")


def read_claims(path=None):
    """Return the ledger of published figures, one row per claim, figures as numbers, all else as text.

    The statements become the labels of the claims, in both languages.

    Raises
    ------
    P3DNError
        ``project-missing`` when the bundled ledger is not there, ``frame-column`` when a column is missing.
    """
    path = path or home.find("data", "published", "claims.csv")
    ledger = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    missing = [
        name
        for name in ("claim", "topic", "statement_id", "statement_en", *_FIGURES, "unit", "as_of", "source")
        if name not in ledger
    ]
    if missing:
        raise P3DNError("frame-column", file="claims.csv", columns=missing)
    statements = ledger[["claim", "statement_id", "statement_en"]].itertuples(index=False)
    words.add_names({claim: {"id": text_id, "en": text_en} for claim, text_id, text_en in statements})
    ledger = ledger.replace("", None)
    return ledger.assign(**{name: _figures(ledger, name) for name in _FIGURES})


def _figures(ledger, name):
    figures = pd.to_numeric(ledger[name], errors="coerce")
    wrong = ledger.index[figures.isna() & ledger[name].notna()]
    if len(wrong):
        raw, claim = ledger.loc[wrong[0], [name, "claim"]]
        cell = f"{name} {claim}"
        raise P3DNError(
            "value-unreadable", file="claims.csv", cell=cell, raw=raw, kind=words.say("reading.kind_number")
        )
    return figures


@functools.lru_cache(maxsize=8)
def read_lines(path=None):
    """Return the product lines by slug, as their data file states them, and make their labels known."""
    path = Path(path or home.find("data", "published", "product_lines.toml"))
    lines = tomllib.loads(path.read_text(encoding="utf-8"))["lines"]
    words.add_names({name: line["label"] for name, line in lines.items()})
    return lines


def assign_lines(texts, lines):
    """Return for each text its product line, and how many lines it matches.

    A line is matched when one of its keywords stands in the text as whole words; a line beats its own family.
    A text that matches two lines of different families gets none.

    Returns
    -------
    DataFrame
        ``line`` (slug or null) and ``matches`` (0, 1 or more), in the order of `texts`.

    >>> lines = {"pompa": {"keywords": ["pompa air"]}, "kapal": {"keywords": ["kapal"]}}
    >>> assign_lines(pd.Series(["Rumah pompa air", "Pompa air kapal", "Wajan"]), lines).values.tolist()
    [['pompa', 1], [nan, 2], [nan, 0]]
    """
    codes, different = pd.factorize(texts.fillna(""))  # registers repeat their products
    folded = [_fold(text) for text in different]
    near = _pattern([phrase for line in lines.values() for phrase in line["keywords"]])
    named = [at for at, text in enumerate(folded) if lines and near.search(text)]
    hits = {name: np.zeros(len(folded), dtype=bool) for name in lines}
    for name, line in lines.items():
        hits[name][named] = [_hits(folded[at], line) for at in named]
    for name, line in lines.items():
        if line.get("family") in hits:
            hits[line["family"]] &= ~hits[name]
    matches = sum(hits.values(), start=np.zeros(len(folded), dtype=int))
    found = pd.array([None] * len(folded), dtype="str")
    for name, hit in hits.items():
        found[hit & (matches == 1)] = name
    return pd.DataFrame({"line": found.take(codes), "matches": matches[codes]}, index=texts.index)


def family_of(line, lines):
    """Return the family that a line counts in: its own name where it has none above it."""
    return lines[line].get("family", line)


def _hits(text, line):
    excludes = line.get("excludes")
    return bool(_pattern(line["keywords"]).search(text)) and not (excludes and _pattern(excludes).search(text))


def _pattern(phrases):
    return _compiled(tuple(phrases))


@functools.lru_cache(maxsize=256)
def _compiled(phrases):
    return re.compile(r"\b(?:" + "|".join(re.escape(_fold(phrase)) for phrase in phrases) + r")\b")


def _fold(text):
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", str(text)).casefold()).split())
