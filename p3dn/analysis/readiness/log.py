"""A log of tests as it can be counted: which step each entry is about, how it ended, and for whom it counts.

Offices word a step in many ways ('Uji rute panjang, tahap 2') and a result in more ('LULUS', 'sedang berjalan', 'tidak
lulus'). ``rules/stages.toml`` holds the words. An entry whose step or result is not among them is kept, counted and
told; nothing is guessed.

A test counts for one thing: a person, a firm, a product of a firm, or a product with one buyer. Of several entries on
the same thing and step the latest day counts, so that a test that failed and was repeated counts by its last result.
An entry without a day counts only where no other is dated.
"""

import functools
import re

import pandas as pd

from p3dn.analysis._frames import group_key, lacking, numbers
from p3dn.analysis._rules import read_rules

FIELDS = ["tanggal", "produk", "lini_produk", "nama_usaha", "tahap", "pembeli", "hasil", "jumlah_lulus"]
NEEDED = ["tahap", "hasil"]
OTHER = "other_step"
PASSED, RUNNING, FAILED = RESULTS = ("passed", "running", "failed")
PERSON, PRODUCT_BUYER = "person", "product_buyer"
THING = {"firm": ["nama_usaha"], "product": ["nama_usaha", "produk"], PRODUCT_BUYER: ["produk", "pembeli"]}


def entries(stages, *, until=None):
    """Return the entries of a log in the order of their days, undated ones first.

    Parameters
    ----------
    stages : DataFrame
        Kind ``stages`` of `p3dn.load_cooperative`.
    until : Timestamp, optional
        The last day that counts; an entry without a day always does.

    Returns
    -------
    DataFrame
        ``line``, ``step`` (a step of the rules or `OTHER`), ``result`` (one of `RESULTS`, null where the wording is not
        known), ``date``, ``persons`` (who passed), and produk, pembeli, nama_usaha, which are the thing it counts for.

    Examples
    --------
    >>> log = dict.fromkeys(FIELDS, [None] * 2) | {"tahap": ["Uji rute panjang", "rapat"], "hasil": ["LULUS", None]}
    >>> entries(pd.DataFrame(log))[["step", "result"]].values.tolist()
    [['long_route', 'passed'], ['other_step', nan]]
    """
    lacking(stages, FIELDS)
    log = pd.DataFrame({"line": group_key(stages, "lini_produk")})
    log["step"] = stages["tahap"].map(step_of, na_action="ignore").astype(object).fillna(OTHER)
    log["result"] = stages["hasil"].map(result_of, na_action="ignore").astype(object)
    log["date"] = pd.to_datetime(stages["tanggal"]).astype("datetime64[s]")
    log["persons"] = numbers(stages, "jumlah_lulus")
    for name in ("produk", "pembeli", "nama_usaha"):
        log[name] = stages[name].astype(object).fillna("").map(lambda text: " ".join(text.split()))
    log = log.reset_index(drop=True)
    counting = log if until is None else log[~(log["date"] > until)]
    return counting.sort_values("date", kind="stable", na_position="first", ignore_index=True)


def latest(rows, counts):
    """Return the last entry with a known result of each thing that a step counts.

    Parameters
    ----------
    rows : DataFrame
        Entries of one step, from `entries`.
    counts : str
        A key of `THING`.
    """
    things = [rows[name].str.casefold() for name in THING[counts]]
    known = rows["result"].notna()
    kept = pd.concat(things, axis=1)[known].drop_duplicates(keep="last").index
    return rows.loc[kept]


def steps(line=None):
    """Return the steps by name with what the rules say of each; with a `line`, those that are asked of it.

    >>> list(steps("mesin"))
    ['skkni', 'iso', 'sni', 'tkdn', 'laboratory', 'listing', 'order']
    """
    found = read_rules("stages")["steps"]
    return {name: step for name, step in found.items() if line is None or line in step.get("lines", [line])}


def route(line):
    """Return the names of the steps that a product of a line takes with a buyer, in their order.

    >>> route("mesin")
    ['laboratory', 'listing', 'order']
    """
    return [name for name, step in steps(line).items() if step["counts"] == PRODUCT_BUYER]


@functools.lru_cache(maxsize=4096)
def step_of(text):
    """Return the step that a text names; `OTHER` where it names none, or several.

    >>> step_of("Sertifikat SNI ISO 9001:2015"), step_of("Uji rute pendek dan rute panjang")
    ('iso', 'other_step')
    """
    folded = _fold(text)
    named = [
        name
        for name, step in steps().items()
        if _pattern(tuple(step["words"])).search(folded)
        and not ("excludes" in step and _pattern(tuple(step["excludes"])).search(folded))
    ]
    return named[0] if len(named) == 1 else OTHER


def result_of(text):
    """Return the result that a text states, or None where its wording is not known.

    >>> result_of("TIDAK LULUS"), result_of("Belum lulus"), result_of("16 dari 20 lulus"), result_of("lihat notula")
    ('failed', 'running', 'passed', None)
    """
    return word_of(text, "results")


@functools.lru_cache(maxsize=4096)
def word_of(text, lists):
    """Return what the first list of ``rules/stages.toml`` with a word in the text stands for, or None."""
    folded = _fold(text)
    return next(
        (one["is"] for one in read_rules("stages")[lists] if _pattern(tuple(one["words"])).search(folded)), None
    )


def _fold(text):
    return " ".join(re.sub(r"[\W_]+", " ", str(text).casefold()).split())


@functools.cache
def _pattern(phrases):
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")
