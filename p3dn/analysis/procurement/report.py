"""The figures on procurement that may be quoted, each with the packages or orders behind it."""

from p3dn.analysis._findings import finding, findings_frame
from p3dn.analysis.procurement.orders import spending
from p3dn.analysis.procurement.tenders import shares

_ENDS = {"low": "low", "recorded": "recorded_share", "high": "high"}
_ORDERS = {"selesai": "orders-completed", "berjalan": "orders-running", "batal": "orders-cancelled"}


def findings(tender, epurchasing):
    """Return the figures of the exports on contract value, its domestic and small-firm share, and orders.

    The columns are those of `capacity.findings`. The shares are computed from the export and not official.

    Examples
    --------
    >>> import pandas as pd
    >>> tender = pd.DataFrame({
    ...     "kd_tender": ["1", "2"], "kd_satker": "s", "nama_satker": "Balai", "pagu": 1.0, "hps": 1.0,
    ...     "nilai_kontrak": [60.0, 40.0], "nilai_pdn_kontrak": [45.0, None], "nilai_umk_kontrak": None})
    >>> findings(tender, pd.DataFrame())[["finding", "value", "records", "of"]].values.tolist()[:3]
    [['tender-value', 100.0, 2, 2], ['pdn-low', 0.45, 1, 2], ['pdn-recorded', 0.75, 1, 2]]
    """
    return findings_frame([*_tenders(tender), *_orders(epurchasing)])


def _tenders(tender):
    answer = shares(tender)
    if answer.empty:
        return
    once = answer.iloc[0]
    yield finding("tender-value", once["total_rp"], "Rp", once["packages"], once["packages"])
    for row in answer.to_dict("records"):
        for end, column in _ENDS.items():
            slug = f"{row['measure']}-{end}"
            yield finding(slug, row[column], "pangsa", row["packages_recorded"], row["packages"])


def _orders(epurchasing):
    answer = spending(epurchasing)
    for row in answer.to_dict("records"):
        slug = _ORDERS.get(row["status_group"], "orders-unlisted")
        yield finding(slug, row["value_rp"], "Rp", row["value_records"], row["orders"], rule=row["rule"])
