"""What a cooperative has shown that it can deliver, beside what its members say they could make."""

import pandas as pd

from p3dn.analysis._frames import finish, gap, group_key, numbers, unit_key
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.disclosure import of_records
from p3dn.words import Sentence

COLUMNS = ["line", "satuan", "tahun", "delivered", "records", "best"]
NEEDS = ["tahun", "jumlah_dikirim"]
_LINES = 6


def demonstrated(deliveries):
    """Return what was delivered in each year, per product line and unit; the best year is what was demonstrated.

    delivered = sum of jumlah_dikirim of one line, unit and year.

    Parameters
    ----------
    deliveries : DataFrame
        Deliveries as ``p3dn.load_cooperative(path, kind="deliveries")`` returns them.

    Returns
    -------
    DataFrame
        ``line``, ``satuan``, ``tahun`` (text), ``delivered`` (in that unit a year), ``records``, ``best`` (True in the
        line's best year; of equal years the latest).

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Examples
    --------
    >>> sent = pd.DataFrame({"lini_produk": ["rem", "rem", "rem"], "satuan": "buah", "tahun": ["2015", "2015", "2016"],
    ...                      "jumlah_dikirim": [100.0, 50.0, 120.0]})
    >>> demonstrated(sent)[["tahun", "delivered", "best"]].values.tolist()
    [['2015', 150.0, True], ['2016', 120.0, False]]
    """
    empty = gap(deliveries, NEEDS, COLUMNS)
    if empty is not None:
        return empty
    parts = pd.DataFrame({"delivered": numbers(deliveries, "jumlah_dikirim")})
    keys = {"line": group_key(deliveries, "lini_produk"), "satuan": unit_key(deliveries), "tahun": deliveries["tahun"]}
    grouped = parts.assign(**keys).dropna(subset=["tahun", "delivered"]).groupby(list(keys))["delivered"]
    answer = grouped.agg(delivered="sum", records="count").reset_index()
    best = answer[::-1].groupby(["line", "satuan"])["delivered"].idxmax()
    return of_records(finish(answer.assign(best=answer.index.isin(best)), COLUMNS))


def in_main_unit(answer):
    """Return the rows in the unit of most deliveries, of the lines delivered most: what one chart can show.

    Units that differ share no axis, and a chart tells at most six lines apart. Years come out as whole numbers, in
    their order.
    """
    if answer.empty:
        return answer
    unit = answer.groupby("satuan")["records"].sum().idxmax()
    rows = answer[answer["satuan"] == unit]
    largest = rows.groupby("line")["delivered"].sum().nlargest(_LINES).index
    rows = rows[rows["line"].isin(largest) & rows["tahun"].str.fullmatch(r"\d{4}")]
    return rows.assign(tahun=rows["tahun"].astype(int)).sort_values(["tahun", "line"], ignore_index=True)


def headline_demonstrated(answer):
    """Return the sentence that names the best year of the line delivered most."""
    if answer.empty:
        return unanswered(answer, *NEEDS)
    rows = in_main_unit(answer)
    if rows.empty:
        return unanswered(rows, "tahun")
    line = rows.groupby("line")["delivered"].sum().idxmax()
    best = rows[rows["line"] == line].nlargest(1, "delivered", keep="last").iloc[0]
    found = {"name": line, "value": float(best["delivered"]), "unit": best["satuan"], "year": str(best["tahun"])}
    return Sentence("analysis.capacity.demonstrated", found)
