"""What was ordered from the e-catalogue, and what became of the orders.

An order is not yet spending. It may still be negotiated, it may be cancelled, it may be delivered and paid.
The export tells by a status; which statuses mean what stands in ``rules/order_status.toml``. A status that is
not listed there is neither counted as spending nor thrown away: it has a group of its own.
"""

import pandas as pd

from p3dn.analysis._frames import code_key, finish, gap, lacking, numbers, only_codes
from p3dn.analysis._headlines import unanswered
from p3dn.analysis._rules import is_checked, read_rules
from p3dn.words import Sentence

ORDER_COLUMNS = [
    *("order_id", "nama_satker", "order_date", "status", "status_group", "total", "shipping_fee", "rows"),
]
SPENDING_COLUMNS = [
    *("status_group", "orders", "share_orders", "value_rp", "value_records", "share_value", "is_spending"),
    *("rule", "rule_checked"),
]
UNLISTED = "status_tidak_dikenal"
_GROUPS = {"completed": "selesai", "running": "berjalan", "cancelled": "batal", "unlisted": UNLISTED}


def orders(epurchasing):
    """Return one row per order: the last row of each ``order_id`` (``kd_paket`` where there is none).

    Returns
    -------
    DataFrame
        The order's own fields, ``status_group`` ("selesai", "berjalan", "batal", "status_tidak_dikenal") and
        the number of ``rows`` it stood on.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Examples
    --------
    >>> export = pd.DataFrame({"order_id": ["A", "A", "B"], "kd_paket": None, "nama_satker": "Balai",
    ...     "order_date": None, "status": ["ON_PROCESS", "ON_PROCESS", "Cancelled"], "total": [5.0, 5.0, 3.0],
    ...     "shipping_fee": None})
    >>> orders(export)[["order_id", "status_group", "rows"]].values.tolist()
    [['A', 'berjalan', 2], ['B', 'batal', 1]]
    """
    lacking(epurchasing, ["order_id", "kd_paket", "nama_satker", "order_date", "shipping_fee"])
    empty = gap(epurchasing, ["status", "total"], ORDER_COLUMNS)
    if empty is not None:
        return empty
    code = code_key(epurchasing, "order_id", "kd_paket")
    rows = epurchasing.assign(order_id=only_codes(code), rows=code.groupby(code).transform("size"))
    answer = rows[~code.duplicated(keep="last")]
    return finish(answer.assign(status_group=_status_group(answer["status"])), ORDER_COLUMNS)


def spending(epurchasing):
    """Return number and value of the orders per status group; cancelled orders are no spending.

    share_orders and share_value have all orders, and their whole value, as denominator.

    Returns
    -------
    DataFrame
        One row per group, also the empty ones: "selesai", "berjalan", "batal", and "status_tidak_dikenal"
        when there are such. ``is_spending`` tells which groups count; ``rule_checked`` is False while nobody
        has compared the grouping with an official description.

    Notes
    -----
    The value is ``total`` as the export states it; whether it includes the shipping fee is not said there.

    Examples
    --------
    >>> export = pd.DataFrame({
    ...     "order_id": ["A", "B"], "kd_paket": None, "nama_satker": "Balai", "order_date": None,
    ...     "status": ["COMPLETED", "CANCELLED"], "total": [5.0, 3.0], "shipping_fee": None})
    >>> spending(export)[["status_group", "orders", "value_rp", "is_spending"]].values.tolist()
    [['selesai', 1, 5.0, True], ['berjalan', 0, 0.0, True], ['batal', 1, 3.0, False]]
    """
    empty = gap(epurchasing, ["status", "total"], SPENDING_COLUMNS)
    if empty is not None:
        return empty
    rule, once = read_rules("order_status"), orders(epurchasing)
    grouped = numbers(once, "total").groupby(once["status_group"])
    answer = pd.DataFrame(
        {"orders": grouped.size(), "value_rp": grouped.sum(min_count=1), "value_records": grouped.count()}
    )
    listed = list(rule["groups"])
    answer = answer.reindex([*listed, *(group for group in answer.index if group not in listed)])
    answer.loc[answer["orders"].isna()] = 0
    answer = answer.astype({"orders": "int64", "value_records": "int64"}).rename_axis("status_group").reset_index()
    answer["share_orders"] = answer["orders"] / answer["orders"].sum()
    answer["share_value"] = answer["value_rp"] / answer["value_rp"].sum()
    answer["is_spending"] = answer["status_group"].isin(rule["spending"])
    return finish(answer.assign(rule=rule["name"], rule_checked=is_checked(rule)), SPENDING_COLUMNS)


def headline_spending(answer):
    """Return the sentence on completed, running and cancelled orders."""
    if answer.empty:
        return unanswered(answer)
    groups = answer.set_index("status_group")
    found = {name: float(groups["value_rp"].get(group, 0.0)) for name, group in _GROUPS.items()}
    counts = {name: int(groups["orders"].get(group, 0)) for name, group in _GROUPS.items()}
    if any(pd.isna(value) for value in found.values()):
        known = {"orders": int(answer["orders"].sum()), "recorded": int(answer["value_records"].sum())}
        return Sentence("analysis.procurement.spending-unrecorded", known)
    case = "unlisted" if counts["unlisted"] else "cancelled" if counts["cancelled"] else "all"
    return Sentence(f"analysis.procurement.spending-{case}", found)


def _status_group(status):
    listed = {name: group for group, names in read_rules("order_status")["groups"].items() for name in names}
    return status.astype(object).map(lambda text: listed.get(str(text).strip().upper().replace(" ", "_"), UNLISTED))
