"""How far each product line has come: the furthest step passed without a gap, and the step that is missing next.

A line is as far as its best product with one buyer. A test that names no buyer counts for every buyer of its product.
A step that was passed after one that was not is passed, but the way to it has a gap: it counts in the share, by which
lines are ranked, and not in how far the line has come.
"""

import itertools

import pandas as pd

from p3dn.analysis._frames import LAST, finish, gap
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.readiness.log import NEEDED, PASSED, PRODUCT_BUYER, entries, latest, route
from p3dn.analysis.tkdn.lookup import as_date
from p3dn.words import Sentence

COLUMNS = [
    *("line", "produk", "pembeli", "furthest", "next_step", "next_result", "passed_steps", "steps", "share"),
    *("candidates", "records", "last_date"),
]


def readiness(stages, *, as_of=None):
    """Return, per product line, the furthest step passed without a gap, the next one, and the share of steps passed.

    share = steps passed / steps that a product of the line takes with a buyer (see ``rules/stages.toml``).

    Parameters
    ----------
    stages : DataFrame
        The log, kind ``stages``.
    as_of : date or str, optional
        The last day that counts; by default all of them.

    Returns
    -------
    DataFrame
        One row per line, the largest share first: its best product (``produk``) with one buyer (``pembeli``);
        ``furthest`` is null where the first step is not passed, ``next_step`` where none is missing;
        ``next_result`` is ``running``, ``failed`` or null, not recorded. ``candidates`` are the line's products with
        a buyer, ``records`` the entries of the best one. A line without any such entry has nulls, not 0.

    Raises
    ------
    P3DNError
        ``frame-column``; ``day-unreadable``.

    Examples
    --------
    >>> log = pd.DataFrame({"tanggal": "2025-05-19", "produk": "Traktor", "lini_produk": "mesin", "nama_usaha": None,
    ...     "tahap": ["Uji lab", "Katalog"], "pembeli": [None, "Dinas"], "hasil": ["lulus", "proses"],
    ...     "jumlah_lulus": None})
    >>> readiness(log)[["furthest", "next_step", "next_result", "passed_steps", "steps"]].values.tolist()
    [['laboratory', 'listing', 'running', 1.0, 3]]
    """
    empty = gap(stages, NEEDED, COLUMNS)
    if empty is not None:
        return empty
    log = entries(stages, until=None if as_of is None else pd.Timestamp(as_date(as_of)))
    if log.empty:
        return finish(pd.DataFrame(), COLUMNS, needs=["tanggal"])
    answer = pd.DataFrame([_best(line, rows) for line, rows in log.groupby("line", sort=False)], columns=COLUMNS)
    kinds = dict.fromkeys(("passed_steps", "share"), "float64") | {"last_date": "datetime64[s]"}
    answer = answer.astype(kinds)
    order = {"last": answer["line"].isin(LAST), "share": -answer["share"], "line": answer["line"]}
    return finish(answer.loc[pd.DataFrame(order).sort_values(list(order), kind="stable").index], COLUMNS)


def headline_readiness(answer):
    """Return the sentence on the line that has passed the largest share of its steps, and what it lacks."""
    if answer.empty or answer["share"].isna().all():
        return unanswered(answer, *NEEDED)
    if not answer["share"].max() > 0:
        return Sentence("analysis.readiness.lines-none", {"lines": int(answer["share"].notna().sum())})
    best = answer.loc[answer["share"].idxmax()]
    stem = "analysis.readiness.done" if pd.isna(best["next_step"]) else "analysis.readiness.lines"
    more = {"passed": answer["passed_steps"], "steps": answer["steps"], "next": answer["next_step"]}
    return leading(stem, answer["line"], answer["share"], **more)


def _best(line, rows):
    """Return the row of a line: that of its product and buyer who have come furthest."""
    path = route(line)
    rows = rows[rows["step"].isin(path)]
    found = [_reached(pair, part, path) for pair, part in _pairs(rows)]
    if not found:
        return {"line": line, "steps": len(path), "next_step": path[0], "candidates": 0, "records": 0}
    best = max(found, key=lambda one: (one["come"], one["share"] or 0, one["last_date"].value))
    return best | {"line": line, "steps": len(path), "candidates": len(found)}


def _pairs(rows):
    """Yield each product with a buyer and its entries; a product that names no buyer stands for itself."""
    for _, product in rows.groupby(rows["produk"].str.casefold(), sort=False):
        buyers = product["pembeli"].str.casefold()
        for buyer in buyers[buyers != ""].unique() if (buyers != "").any() else [""]:
            part = product[buyers.isin([buyer, ""])]
            names = part.loc[buyers[part.index] == buyer, ["produk", "pembeli"]].iloc[-1]
            yield {name: text or None for name, text in names.items()}, part.assign(pembeli=buyer)


def _reached(pair, part, path):
    results = dict.fromkeys(path)
    for step, rows in part.groupby("step"):
        results |= dict.fromkeys([step], next(iter(latest(rows, PRODUCT_BUYER)["result"]), None))
    come = list(itertools.takewhile(lambda step: results[step] == PASSED, path))
    following = path[len(come)] if len(come) < len(path) else None
    passed = sum(result == PASSED for result in results.values())
    known = any(result is not None for result in results.values())
    return pair | {
        "come": len(come), "furthest": come[-1] if come else None, "next_step": following,
        "next_result": results.get(following), "passed_steps": passed if known else None,
        "share": passed / len(path) if known else None, "records": len(part), "last_date": part["date"].max(),
    }  # fmt: skip
