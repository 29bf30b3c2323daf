"""Published figures and product lines: what is known before any file of the analyst is read.

Both are plain data under ``data/published/`` that an analyst can mend: a ledger of claims with their sources,
and the product lines with the words by which product texts are recognised.
"""

import functools
import re
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd

from p3dn import home, words
from p3dn.errors import P3DNError
from p3dn.reading.kinds import fold

_FIGURES = ("value", "value_low", "value_high")
_NEEDED = ("claim", "topic", "statement_id", "statement_en", *_FIGURES, "unit", "as_of", "source")
_OF_TOPICS = ("topic", "area", "label_id", "label_en", "use", "why_id", "why_en")
_SHOWN = ("text", "note", "why")  # a text in both languages, known by the name of its row


def read_claims(path=None):
    """Return the ledger of published figures, one row per claim, figures as numbers, all else as text.

    ``topics.csv`` in the same folder, where there is one, adds what holds for a whole topic: ``area``, ``use`` (true
    for the one claim to use, false for the others) and ``why``. The statements become the labels of the claims, and
    ``text``, ``note`` and ``why`` hold names whose labels are the texts, all in both languages. ``sources.csv`` there
    gives the English of sources and publishers; the ledger itself keeps their text.

    Raises
    ------
    P3DNError
        ``project-missing`` when the bundled ledger is not there, ``data-malformed`` when it is no table of text,
        ``frame-column`` when a column is missing,
        ``value-unreadable`` when a figure is no number, ``name-repeated`` when a claim or a topic stands twice,
        ``claim-unknown`` when a topic uses a claim it does not have.
    """
    path = Path(path or home.find("data", "published", "claims.csv"))
    ledger = _table(path, "claim", _NEEDED)
    topics = path.with_name("topics.csv")
    if topics.exists():
        ledger = _with_topics(ledger, _table(topics, "topic", _OF_TOPICS))
    sources = path.with_name("sources.csv")
    if sources.exists():
        table = _table(sources, "source_id", ("source_id", "source_en"))
        _name(table.assign(source=table["source_id"]), "source", "source", suffix="")
    _name(ledger, "claim", "statement", suffix="", trim=".")
    for text in _SHOWN:
        ledger = _named(ledger, text)
    return ledger.assign(**{name: _figures(ledger, name) for name in _FIGURES})


def _table(path, key, needed):
    """Return a file of the ledger as text, a blank as null; its key stands once."""
    table = _cells(path)
    missing = [name for name in needed if name not in table]
    if missing:
        raise P3DNError("frame-column", file=path.name, columns=missing)
    repeated = table.loc[table[key].duplicated(), key]
    if len(repeated):
        raise P3DNError("name-repeated", file=path.name, name=repeated.iloc[0], column=key)
    return table.replace("", None)


def _cells(path):
    """Return the cells of a delimited file as text; Excel writes semicolons where the comma marks decimals."""
    try:
        first = path.read_text(encoding="utf-8-sig").partition("\n")[0]
        mark = max(",;\t", key=first.count)
        return pd.read_csv(path, sep=mark, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise P3DNError("data-malformed", file=path.name, detail=" ".join(str(error).split())) from error


def _with_topics(ledger, topics):
    """Return the ledger with what holds for the topic of each claim; the topics' names become known."""
    known = set(zip(ledger["topic"], ledger["claim"], strict=True))
    for row in topics.dropna(subset=["use"]).itertuples():
        if (row.topic, row.use) not in known:
            raise P3DNError("claim-unknown", file="topics.csv", topic=row.topic, claim=row.use)
    _name(topics, "topic", "label", suffix="")
    ledger = ledger.merge(topics.drop(columns=["label_id", "label_en"]), on="topic", how="left")
    return ledger.assign(use=ledger["use"].eq(ledger["claim"]))


def _named(ledger, text):
    """Return the ledger with a column of names whose labels are the two texts ``<text>_id`` and ``<text>_en``."""
    if f"{text}_id" not in ledger:
        return ledger
    key = "topic" if text == "why" else "claim"
    _name(ledger, key, text, suffix=f"-{text}")
    return ledger.assign(**{text: (ledger[key] + f"-{text}").where(ledger[f"{text}_id"].notna(), None)})


def _name(table, key, text, *, suffix, trim=""):
    both = table[[key, f"{text}_id", f"{text}_en"]].dropna().itertuples(index=False)
    cut = ((name, one.removesuffix(trim), two.removesuffix(trim)) for name, one, two in both)
    words.add_names({f"{name}{suffix}": {"id": one, "en": two} for name, one, two in cut})


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
    lines = home.toml(path)["lines"]
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


def slugs_by_name(lines):
    """Return the slug of each line by its slug and its labels, folded like headers.

    >>> slugs_by_name({"mesin": {"label": {"id": "Mesin (utuh)", "en": "Machines"}}})
    {'mesin': 'mesin', 'machines': 'mesin'}
    """
    named = {fold(text): slug for slug, line in lines.items() for text in line["label"].values()}
    return named | {fold(slug): slug for slug in lines}


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
