"""The domestic and the small-firm share of finished tenders, as intervals.

A figure is recorded when the package has both a contract value and the domestic (or small-firm) part of it. A
part larger than its contract contradicts itself: it counts as unknown, and such packages are counted.

Domestic and small-firm value are two separate marks of the same contract: a small firm can sell imported
goods, and a large one domestic ones. The two shares are never added.
"""

import pandas as pd

from p3dn.analysis._frames import (
    NOT_RECORDED,
    code_key,
    finish,
    gap,
    group_key,
    lacking,
    numbers,
    only_codes,
    ratio,
    sum_by,
)
from p3dn.analysis._headlines import leading, unanswered
from p3dn.words import Sentence

MEASURES = {"pdn": "nilai_pdn_kontrak", "umk": "nilai_umk_kontrak"}
MONEY = ["pagu", "hps", "nilai_kontrak", "nilai_pdn_kontrak", "nilai_umk_kontrak"]
PACKAGE_COLUMNS = ["kd_tender", "nama_satker", "spending_units", "rows", *MONEY, "values_differ"]
INTERVAL = [
    *("packages", "packages_recorded", "packages_implausible", "total_rp", "recorded_rp", "unknown_rp"),
    *("low", "recorded_share", "high", "official"),
]
SHARE_COLUMNS, UNIT_COLUMNS = ["measure", *INTERVAL], ["nama_satker", "measure", *INTERVAL]
OTHERS = "satker_lainnya"
TOLERANCE = 1


def packages(tender):
    """Return one row per tender package: a package that stands on several rows counts once.

    Of the rows of one package and one spending unit the last counts (exact copies, addenda). Rows of several
    spending units with the same contract value are one contract; with different values they are its parts,
    and are added up.

    Returns
    -------
    DataFrame
        One row per ``kd_tender``, in the order of the file, with its money in rupiah, the first spending
        unit, the number of ``spending_units`` and of ``rows``, and whether the rows' contract
        ``values_differ``.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Notes
    -----
    Of a package in parts, a sum is null when one of its parts is. A row without a code is a package of its
    own. Repeated packages seen in LKPP exports were exact copies, or addenda with an unchanged value.

    Examples
    --------
    >>> tender = pd.DataFrame({
    ...     "kd_tender": ["1", "1", "2"], "kd_satker": "s", "nama_satker": "Balai", "pagu": 12.0, "hps": 11.0,
    ...     "nilai_kontrak": [10.0, 10.0, 7.0], "nilai_pdn_kontrak": None, "nilai_umk_kontrak": None})
    >>> packages(tender)[["kd_tender", "rows", "nilai_kontrak"]].values.tolist()
    [['1', 2, 10.0], ['2', 1, 7.0]]
    """
    empty = gap(tender, ["kd_tender", "nilai_kontrak"], PACKAGE_COLUMNS)
    if empty is not None:
        return empty
    lacking(tender, ["kd_satker", "nama_satker", *MONEY])
    rows = tender.reset_index(drop=True)
    money = pd.DataFrame({field: numbers(rows, field) for field in MONEY})
    keys = {"code": code_key(rows, "kd_tender"), "satker": group_key(rows, "kd_satker")}
    rows = rows[["nama_satker"]].join(money).assign(**keys)
    latest = rows.groupby(["code", "satker"], sort=False).last().reset_index()
    parts = latest.groupby(["code", "nilai_kontrak"], sort=False, dropna=False).first().reset_index()
    grouped = parts.groupby("code", sort=False)
    answer = grouped[MONEY].sum(min_count=1).where(grouped[MONEY].count().eq(grouped.size(), axis=0))
    answer["nama_satker"] = grouped["nama_satker"].first()
    answer["spending_units"] = latest.groupby("code").size()
    answer["rows"] = rows.groupby("code").size()
    values = rows.groupby("code")["nilai_kontrak"]
    answer["values_differ"] = values.max() > values.min()
    answer = answer.rename_axis("code").reset_index()
    return finish(answer.assign(kd_tender=only_codes(answer["code"])), PACKAGE_COLUMNS)


def shares(tender):
    """Return the domestic (pdn) and small-firm (umk) share of all tender packages, in two rows.

    low = recorded / total; high = (recorded + unknown) / total;
    recorded_share = recorded / contract value of the packages that recorded it.

    Returns
    -------
    DataFrame
        ``total_rp`` is the contract value of all packages, ``recorded_rp`` the part stated as domestic (or
        small-firm), ``unknown_rp`` the contract value of packages that do not state it; ``packages_recorded``
        do, ``packages_implausible`` state more than their contract and count as unknown. ``official`` is
        False.

    Notes
    -----
    The denominator is contract value. The targets of Inpres 2/2022 (40% for small firms) and of 2023 (95%
    domestic) are shares of the budget and cannot be compared with it.

    Examples
    --------
    >>> tender = pd.DataFrame({
    ...     "kd_tender": ["1", "2"], "kd_satker": "s", "nama_satker": "Balai", "pagu": 1.0, "hps": 1.0,
    ...     "nilai_kontrak": [60.0, 40.0], "nilai_pdn_kontrak": [45.0, None], "nilai_umk_kontrak": None})
    >>> shares(tender)[["measure", "low", "recorded_share", "high"]].values.tolist()
    [['pdn', 0.45, 0.75, 0.85], ['umk', 0.0, nan, 1.0]]
    """
    empty = gap(tender, ["kd_tender", "nilai_kontrak"], SHARE_COLUMNS)
    if empty is not None:
        return empty
    once = packages(tender)
    everything = group_key(once, None)
    answer = pd.concat([_interval(once, measure, group=everything) for measure in MEASURES], ignore_index=True)
    return finish(answer, SHARE_COLUMNS, needs=lacking(tender, list(MEASURES.values())))


def by_unit(tender, *, top=10):
    """Return both shares of each of the `top` spending units by contract value, and of all others together.

    The columns are those of `shares`, after ``nama_satker``; the rows of one measure add up to its ``total_rp``.

    Examples
    --------
    >>> tender = pd.DataFrame({
    ...     "kd_tender": ["1", "2"], "kd_satker": ["s", "t"], "nama_satker": ["Balai", "Biro"], "pagu": 1.0,
    ...     "hps": 1.0, "nilai_kontrak": [60.0, 40.0], "nilai_pdn_kontrak": 30.0, "nilai_umk_kontrak": None})
    >>> pdn = by_unit(tender, top=1).query("measure == 'pdn'")
    >>> pdn[["nama_satker", "total_rp", "low"]].values.tolist()
    [['Balai', 60.0, 0.5], ['satker_lainnya', 40.0, 0.75]]
    """
    empty = gap(tender, ["kd_tender", "nilai_kontrak"], UNIT_COLUMNS)
    if empty is not None:
        return empty
    once = packages(tender)
    unit = group_key(once, "nama_satker")
    largest = once["nilai_kontrak"].groupby(unit).sum().nlargest(top).index
    shown = unit.where(unit.isin(largest), OTHERS)
    answer = pd.concat([_interval(once, measure, group=shown) for measure in MEASURES], ignore_index=True)
    answer = answer.rename(columns={"group": "nama_satker"})
    rest = answer["nama_satker"].isin([OTHERS, NOT_RECORDED])
    order = pd.DataFrame({"measure": answer["measure"], "rest": rest, "size": -answer["total_rp"]})
    answer = answer.loc[order.sort_values(list(order), kind="stable").index]
    return finish(answer, UNIT_COLUMNS, needs=lacking(tender, list(MEASURES.values())))


def headline_shares(answer, *, measure="pdn"):
    """Return the sentence on one share: a point when every package recorded it, else an interval."""
    if answer.empty:
        return unanswered(answer)
    row = answer[answer["measure"] == measure].iloc[0]
    if not row["total_rp"] > 0:
        return Sentence("analysis.procurement.no-value")
    unrecorded = int(row["packages"] - row["packages_recorded"])
    case = "unknown" if row["packages_recorded"] == 0 else "interval" if unrecorded else "point"
    found = {"measure": measure, "unrecorded": unrecorded, "packages": int(row["packages"])}
    found |= {end: float(row[end]) for end in ("low", "high")}
    return Sentence(f"analysis.procurement.shares-{case}", found)


def headline_by_unit(answer):
    """Return the sentence on the spending unit with the largest contract value."""
    if answer.empty:
        return unanswered(answer)
    answer = answer[answer["measure"] == answer["measure"].iloc[0]]
    share = answer["total_rp"] / answer["total_rp"].sum()
    named = share.where(answer["nama_satker"] != OTHERS)
    if named.isna().all():
        return Sentence("analysis.procurement.no-value")
    more = {"total": answer["total_rp"], "packages": answer["packages"]}
    return leading("analysis.procurement.unit", answer["nama_satker"], named, **more)


def _interval(once, measure, *, group):
    value, figure = once["nilai_kontrak"], once[MEASURES[measure]]
    sound = figure.between(0, value + TOLERANCE)
    parts = pd.DataFrame({"total_rp": value, "recorded_rp": figure.where(sound).clip(upper=value)})
    parts["recorded_total_rp"], parts["unknown_rp"] = value.where(sound), value.mask(sound, 0.0)
    parts["packages_implausible"] = (figure.notna() & value.notna() & ~sound).astype("float64")
    answer = sum_by(parts, group=group)
    recorded = answer["recorded_rp"].fillna(0.0)
    answer["low"] = ratio(recorded, answer["total_rp"])
    answer["recorded_share"] = ratio(answer["recorded_rp"], answer["recorded_total_rp"])
    answer["high"] = ratio(recorded + answer["unknown_rp"], answer["total_rp"]).clip(upper=1)
    answer = answer.rename(columns={"records": "packages", "recorded_rp_records": "packages_recorded"})
    return answer.assign(measure=measure, official=False)
