"""Tenders and e-catalogue orders side by side: what they add up to, and how much is known to be domestic."""

import pandas as pd

from p3dn.analysis._frames import finish, ratio
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.procurement.orders import spending
from p3dn.analysis.procurement.tenders import MEASURES, shares
from p3dn.words import Sentence

ENDS = ["recorded_rp", "unknown_rp", "low", "high"]
ENDS_OF_BOTH = [f"{measure}_{end}" for measure in MEASURES for end in ENDS]
COLUMNS = ["channel", "records", "value_rp", *ENDS_OF_BOTH, "official"]


def summary(tender, epurchasing):
    """Return value, domestic and small-firm share per channel, and of both channels together.

    Of e-purchasing the orders that are completed or under way count; nothing of them is known to be domestic
    or from small firms, so both shares reach from 0 to 1. For the whole, recorded and unknown rupiah are
    added: low = recorded / value; high = (recorded + unknown) / value.

    Returns
    -------
    DataFrame
        One row per channel that was given ("tender", "e_purchasing"), and "semua_saluran" when both were.

    Notes
    -----
    The label PDN of the plan (RUP) is not inherited by the orders. Years are not compared: give exports of
    the same year.

    Examples
    --------
    >>> tender = pd.DataFrame({
    ...     "kd_tender": ["1"], "kd_satker": "s", "nama_satker": "Balai", "pagu": 1.0, "hps": 1.0,
    ...     "nilai_kontrak": 60.0, "nilai_pdn_kontrak": 45.0, "nilai_umk_kontrak": None})
    >>> export = pd.DataFrame({
    ...     "order_id": ["A"], "kd_paket": None, "nama_satker": "Balai", "order_date": None,
    ...     "status": "COMPLETED", "total": 40.0, "shipping_fee": None})
    >>> summary(tender, export)[["channel", "value_rp", "pdn_low", "pdn_high"]].values.tolist()
    [['tender', 60.0, 0.75, 0.75], ['e_purchasing', 40.0, 0.0, 1.0], ['semua_saluran', 100.0, 0.45, 0.85]]
    """
    tenders, ordered = shares(tender), spending(epurchasing)
    channels = [row for row in (_tender_row(tenders), _order_row(ordered)) if row]
    answer = pd.DataFrame(channels, columns=COLUMNS)
    needs = [each.attrs["needs"] for each in (tenders, ordered) if each.attrs.get("needs")]
    if not channels:
        answer.attrs = {"needs": ",".join(needs)}
        return answer
    if len(channels) > 1:
        whole = answer.drop(columns="channel").sum(min_count=1).to_dict()
        answer = pd.concat([answer, pd.DataFrame([whole | {"channel": "semua_saluran"}])], ignore_index=True)
    for measure in MEASURES:
        recorded, unknown = answer[f"{measure}_recorded_rp"].fillna(0.0), answer[f"{measure}_unknown_rp"]
        answer[f"{measure}_low"] = ratio(recorded, answer["value_rp"])
        answer[f"{measure}_high"] = ratio(recorded + unknown, answer["value_rp"]).clip(upper=1)
    return finish(answer.assign(official=False), COLUMNS)


def headline_summary(answer, *, measure="pdn"):
    """Return the sentence on the share of all spending known to be domestic (or from small firms)."""
    if answer.empty:
        return unanswered(answer)
    row = answer.iloc[-1]
    if not row["value_rp"] > 0:
        return Sentence("analysis.procurement.no-value")
    found = {"measure": measure, "value": float(row["value_rp"])}
    found |= {end: float(row[f"{measure}_{end}"]) for end in ("low", "high")}
    none = (found["low"], found["high"]) == (0, 1)
    case = "none" if none else "point" if found["low"] == found["high"] else "interval"
    return Sentence(f"analysis.procurement.summary-{case}", found)


def _tender_row(tenders):
    if tenders.empty:
        return None
    rows = tenders.set_index("measure")
    figures = {f"{measure}_{end}": rows.loc[measure, end] for measure in MEASURES for end in ENDS[:2]}
    return {
        "channel": "tender",
        "records": rows["packages"].iloc[0],
        "value_rp": rows["total_rp"].iloc[0],
    } | figures


def _order_row(ordered):
    if ordered.empty:
        return None
    counted = ordered[ordered["is_spending"]]
    value = counted["value_rp"].sum(min_count=1)
    unknown = {f"{measure}_unknown_rp": value for measure in MEASURES}
    return {"channel": "e_purchasing", "records": counted["orders"].sum(), "value_rp": value} | unknown
