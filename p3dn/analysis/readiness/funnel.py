"""Readiness as a funnel: from certified people and firms over tested products to orders, each in its own unit.

Persons pass SKKNI, firms ISO, products SNI and TKDN, and a product passes laboratory and route tests, is listed and is
ordered with one buyer. These are five different things, so the funnel never divides one by another: each step has its
own count, and its own denominator where there is one.

The same step may stand in two sources, as TKDN does in the register and in the list of certificates. They are shown
side by side, each with its source, and never added. A step that no source records is null, not 0.
"""

import pandas as pd

from p3dn.analysis._frames import LAST, finish, gap, group_key, lacking, numbers
from p3dn.analysis.readiness.log import NEEDED, OTHER, PERSON, PRODUCT_BUYER, RESULTS, entries, latest, steps
from p3dn.analysis.tkdn.bill import BOTH
from p3dn.analysis.tkdn.certificates import EXPIRED, NOT_YET, VALID, assess
from p3dn.analysis.tkdn.lookup import as_date
from p3dn.words import Sentence

REGISTER_STEPS = ["skkni", "iso", "sni", "tkdn"]
ORDER_FIELDS = ["lini_produk", "produk", "pembeli", "jumlah_dipesan", "tahun"]
COLUMNS = [
    *("line", "step", "counts", "passed", "running", "failed", "of", "records", "undated", "unclear"),
    *("first_date", "last_date", "source"),
]
_STATUSES = {VALID: "passed", NOT_YET: "running", EXPIRED: "failed"}


def funnel(stages, sentra=None, certificates=None, orders=None, *, as_of=None):
    """Return how many persons, firms and products have passed each step, per product line and source.

    of = passed + running + failed: what the step counts, as far as its result is known.

    Parameters
    ----------
    stages : DataFrame
        The log, kind ``stages``.
    sentra : DataFrame, optional
        The register: persons with SKKNI; firms with ISO, SNI and TKDN, a firm standing for its main product.
    certificates : DataFrame, optional
        TKDN certificates; one that holds on the day counts as passed, one that has lapsed as failed.
    orders : DataFrame, optional
        A cooperative's deliveries: a product with a buyer that ordered any is passed.
    as_of : date or str, optional
        The day. What is dated later does not count. By default the last day of the log.

    Returns
    -------
    DataFrame
        One row per line, step and source, lines with most entries first. ``counts`` says what is counted: ``person``,
        ``firm``, ``product`` (of one firm) or ``product_buyer``. ``records`` are the rows behind it, of which
        ``undated`` have no day and ``unclear`` no result that is known. A year of an order stands for its first and
        its last day. A step that a line needs and no source records has nulls. Entries whose step is not known
        stand in ``other_step``. ``attrs["needs"]`` names the steps of which nothing is recorded in any line.

    Raises
    ------
    P3DNError
        ``frame-column``; ``day-unreadable``; ``share-range`` for a certificate.

    Notes
    -----
    Persons of a log are those who passed, over all its entries: who failed and passed later counts once, and how many
    never passed is not recorded. They have no denominator.

    Examples
    --------
    >>> log = pd.DataFrame({"tanggal": ["2020-03-09", "2020-09-21"], "lini_produk": "rem_blok_komposit",
    ...     "produk": "Rem", "nama_usaha": None, "tahap": "Uji rute pendek", "pembeli": "Operator",
    ...     "hasil": ["tidak lulus", "Lulus"], "jumlah_lulus": None})
    >>> answer = funnel(log)
    >>> answer.loc[answer["of"] > 0, ["step", "counts", "passed", "failed", "of", "records"]].values.tolist()
    [['short_route', 'product_buyer', 1.0, 0.0, 1.0, 2]]
    >>> answer.attrs["needs"]
    'skkni,iso,sni,tkdn,laboratory,medium_route,long_route,listing,order'
    """
    given = {"sentra": sentra, "certificates": certificates, "orders": orders}
    given = {name: frame for name, frame in given.items() if frame is not None and len(frame)}
    empty = gap(stages, NEEDED, COLUMNS)
    if empty is not None and not given:
        return empty
    day = None if as_of is None else pd.Timestamp(as_date(as_of))
    rows = []
    if len(stages):
        log = entries(stages, until=day)
        day = log["date"].max() if day is None else day
        rows += _of_log(log)
    for name, count in (("sentra", _of_register), ("certificates", _of_certificates), ("orders", _of_orders)):
        rows += count(given[name], day) if name in given else []
    return _finished(rows)


def headline_funnel(answer):
    """Return the sentence on how many products passed the first step with a buyer, and how many the last."""
    if answer.empty:
        return Sentence("gaps.needs", {"columns": NEEDED}) if answer.attrs.get("needs") else Sentence("gaps.nothing")
    rows = answer[answer["source"].eq("stages") & answer["counts"].eq(PRODUCT_BUYER)]
    sums = rows.groupby("step")[["passed", "of"]].sum(min_count=1).dropna()
    sums = sums.loc[[name for name in steps() if name in sums.index]]
    if sums.empty:
        return Sentence("gaps.needs", {"columns": NEEDED})
    reached = sums[sums["passed"] > 0]
    first = sums.iloc[0] if reached.empty else reached.iloc[0]
    values = {"passed": int(first["passed"]), "of": int(first["of"]), "step": first.name}
    if reached.empty:
        return Sentence("analysis.readiness.funnel-none", values)
    values |= {"ended": int(reached["passed"].iloc[-1]), "last": reached.index[-1]}
    return Sentence(f"analysis.readiness.funnel-{'one' if len(reached) == 1 else 'some'}", values)


def _of_log(log):
    rows = []
    for (line, step), part in log.groupby(["line", "step"], sort=False):
        counts = steps().get(step, {}).get("counts")
        found = _row(line, step, "stages", part["date"], records=len(part), unclear=int(part["result"].isna().sum()))
        if counts == PERSON:
            found |= {"passed": part["persons"].sum(min_count=1), "unclear": int(part["persons"].isna().sum())}
        elif counts:
            found |= _counted(latest(part, counts)["result"])
        rows.append(found | {"undated": int(part["date"].isna().sum())})
    return rows


def _of_register(sentra, _):
    lacking(sentra, REGISTER_STEPS)
    rows = []
    for line, part in sentra.groupby(group_key(sentra, "lini_produk")):
        for step in REGISTER_STEPS:
            count = numbers(part, step)
            known = {"passed": count.sum(min_count=1)}
            if steps()[step]["counts"] != PERSON and count.notna().any():
                known = {"passed": float((count > 0).sum()), "of": float(count.notna().sum())}
            rows.append(_row(line, step, "sentra", records=len(part), unclear=int(count.isna().sum())) | known)
    return rows


def _of_certificates(certificates, day):
    """Return the rows of the certificates; of several on one product of a firm, one that holds counts first."""
    kept = certificates[["nama_usaha", "produk", "tanggal_terbit"]].reset_index(drop=True)
    kept = kept.assign(line=group_key(certificates, "lini_produk").to_numpy(), result=None)
    if pd.notna(day):
        status = assess(certificates, on=day.date(), rules=BOTH[1:])["stated_status"]
        kept["result"] = status.map(_STATUSES).astype(object)
    rows = []
    for line, part in kept.groupby("line"):
        rank = part["result"].map({name: at for at, name in enumerate(RESULTS)})
        best = part.loc[rank.sort_values(kind="stable").index].drop_duplicates(["nama_usaha", "produk"])
        unclear, undated = (int(part[name].isna().sum()) for name in ("result", "tanggal_terbit"))
        found = _row(line, "tkdn", "certificates", part["tanggal_terbit"], records=len(part), unclear=unclear)
        rows.append(found | _counted(best["result"]) | {"undated": undated})
    return rows


def _of_orders(orders, day):
    lacking(orders, ORDER_FIELDS)
    asked = orders[ORDER_FIELDS].assign(
        line=group_key(orders, "lini_produk"), quantity=numbers(orders, "jumlah_dipesan")
    )
    asked["begin"] = pd.to_datetime(asked["tahun"], format="%Y", errors="coerce").astype("datetime64[s]")
    rows = []
    for line, part in asked[~(asked["begin"] > (pd.NaT if day is None else day))].groupby("line"):
        known = part.dropna(subset="quantity")
        most = known.groupby(["produk", "pembeli"], dropna=False)["quantity"].max()
        ordered = known.loc[known["quantity"] > 0, "begin"]
        found = _row(line, "order", "deliveries", ordered, records=len(part), unclear=len(part) - len(known))
        found |= {"last_date": found["last_date"] + pd.offsets.YearEnd(), "undated": int(part["begin"].isna().sum())}
        if len(known):
            found |= {"passed": float((most > 0).sum()), "of": float(len(most))}
        rows.append(found)
    return rows


def _row(line, step, source, dates=None, **more):
    days = pd.Series(dtype="datetime64[s]") if dates is None else pd.to_datetime(dates)
    row = {
        "line": line,
        "step": step,
        "source": source,
        "first_date": days.min(),
        "last_date": days.max(),
        "undated": 0,
    }
    return row | more


def _counted(results):
    """Return how many things ended in each result, and of how many it is known; nothing where it is known of none."""
    known = results.dropna()
    if known.empty:
        return {}
    return {name: float((known == name).sum()) for name in RESULTS} | {"of": float(len(known))}


def _finished(rows):
    """Return the rows of all sources in order, with the steps that a line needs and nobody records."""
    lines = list(dict.fromkeys(row["line"] for row in rows))
    there = {(row["line"], row["step"]) for row in rows}
    rows = rows + [
        {"line": line, "step": step, "records": 0, "undated": 0, "unclear": 0}
        for line in lines
        for step in steps(line)
        if (line, step) not in there
    ]
    answer = pd.DataFrame(rows).reindex(columns=COLUMNS)
    answer["counts"] = answer["step"].map({name: step["counts"] for name, step in steps().items()})
    answer[[*RESULTS, "of"]] = answer[[*RESULTS, "of"]].astype("float64")
    answer[["first_date", "last_date"]] = answer[["first_date", "last_date"]].astype("datetime64[s]")
    size = answer["records"].where(answer["source"] == "stages", 0).groupby(answer["line"]).transform("sum")
    order = {"last": answer["line"].isin(LAST), "size": -size, "line": answer["line"]}
    order |= {"step": answer["step"].map({name: at for at, name in enumerate([*steps(), OTHER])})}
    answer = answer.loc[pd.DataFrame(order).sort_values(list(order), kind="stable").index]
    recorded = set(answer.loc[answer["passed"].notna(), "step"])
    return finish(answer, COLUMNS, needs=[name for name in steps() if name not in recorded])
