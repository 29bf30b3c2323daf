"""Who works with the cooperative on which product line, and whether still.

The dates of a partnership decide where they can: it runs from its start to its end, an open end meaning that none is
agreed. Where they cannot, the state that the list writes decides. A list is seldom kept up to date, so a state that
says "active" does not outlive the end that stands beside it.
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap, group_key, lacking
from p3dn.analysis.disclosure import of_records
from p3dn.analysis.readiness.log import word_of
from p3dn.analysis.tkdn.lookup import as_date

FIELDS = ["mitra", "peran", "lini_produk", "produk", "mulai", "berakhir", "status", "nilai"]
COLUMNS = ["line", "mitra", "peran", "produk", "mulai", "berakhir", "status", "active", "nilai"]


def partnerships_by_line(partnerships, *, as_of=None):
    """Return the partnerships of each product line, and whether each is active on a day.

    active = start <= day <= end, both days included; without a start or a day, what the state says.

    Parameters
    ----------
    partnerships : DataFrame
        Kind ``partnerships`` of `p3dn.load_cooperative`.
    as_of : date or str, optional
        The day.

    Returns
    -------
    DataFrame
        One row per partnership; ``active`` is null where neither dates nor state can tell, ``nilai`` in rupiah.

    Raises
    ------
    P3DNError
        ``frame-column``; ``day-unreadable``.

    Examples
    --------
    >>> partners = pd.DataFrame({"mitra": ["Balai", "Bank"], "peran": "uji", "lini_produk": "mesin", "produk": None,
    ...     "mulai": ["2024-01-01", None], "berakhir": ["2025-06-30", None], "nilai": None,
    ...     "status": ["Aktif", "Rencana"]})
    >>> [partnerships_by_line(partners, as_of=day)["active"].tolist() for day in ("2025-06-30", "2025-07-01")]
    [[True, False], [False, False]]
    """
    empty = gap(partnerships, ["mitra"], COLUMNS)
    if empty is not None:
        return empty
    lacking(partnerships, FIELDS)
    rows = partnerships[FIELDS].assign(line=group_key(partnerships, "lini_produk"))
    rows[["mulai", "berakhir"]] = rows[["mulai", "berakhir"]].apply(pd.to_datetime).astype("datetime64[s]")
    state = rows["status"].map(lambda text: word_of(text, "states"), na_action="ignore")
    rows["active"] = state.map({"active": True, "planned": False, "ended": False}).astype("boolean")
    if as_of is not None:
        day = pd.Timestamp(as_date(as_of))
        over, open_end = rows["berakhir"] < day, rows["berakhir"].isna() & state.eq("ended")
        rows["active"] = rows["active"].mask(rows["mulai"].le(day) & ~open_end, other=True)
        rows["active"] = rows["active"].mask(over | rows["mulai"].gt(day), other=False)
    return of_records(finish(rows.sort_values(["line", "mulai"], kind="stable"), COLUMNS))
