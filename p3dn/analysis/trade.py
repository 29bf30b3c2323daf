"""What the country imports according to trade statistics: by code of goods, by country, month by month.

Trade statistics count everything that crosses the border under a code of goods. A code is wider than a product: gears
of every size share one, so an import value is an upper bound of what a product line could replace, never its need. It
is counted in US$ (CIF) at the border and becomes rupiah only with an exchange rate, which is not assumed here.

A year whose months are not all there is no year. So the figures speak of one year, the latest with twelve months where
there is one, and say how many months stand behind them. Exports are left out, and where a code contains others of the
same year, only the most detailed ones are added up.
"""

import pandas as pd

from p3dn.analysis._findings import finding, findings_frame
from p3dn.analysis._frames import NO_UNIT, finish, gap, group_key, lacking, numbers, ratio
from p3dn.analysis._headlines import leading, unanswered
from p3dn.words import Sentence

CODE_COLUMNS = [
    *("goods", "kode_hs", "uraian_hs", "tahun", "months", "imports", "unit", "share", "countries", "largest_country"),
    *("largest_share", "records"),
]
COUNTRY_COLUMNS = ["negara", "tahun", "months", "imports", "unit", "share", "codes", "records"]
MONTH_COLUMNS = ["month", "tahun", "bulan", "imports", "unit", "records"]
_WHOLE = 12
_LONGEST = 48


def by_code(trade, *, year=None, unit=None):
    """Return import value per code of goods in one year, the largest first.

    share = imports of the code / imports of all codes; largest_share = that of the largest country in the code's.

    Parameters
    ----------
    trade : DataFrame
        Records as ``p3dn.load_trade`` returns them.
    year : str, optional
        The year; by default the latest whose twelve months are there, else the latest.
    unit : str, optional
        Unit of the value, as ``p3dn.load_report(trade).unit("nilai")`` says.

    Returns
    -------
    DataFrame
        ``goods`` (code and short name), ``kode_hs``, ``uraian_hs``, ``tahun``, ``months`` (behind the figure,
        null where none are recorded), ``imports`` in `unit`, ``share``, ``countries``, ``largest_country``,
        ``largest_share``, ``records``.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Examples
    --------
    >>> trade = pd.DataFrame({"kode_hs": ["8483", "8483", "8484"], "uraian_hs": ["Poros", "Poros", None],
    ...                       "tahun": "2020", "bulan": "01", "negara": ["A", "B", "A"], "nilai": [60.0, 20.0, 20.0]})
    >>> by_code(trade)[["goods", "imports", "share", "largest_country", "largest_share"]].values.tolist()
    [['8483 Poros', 80.0, 0.8, 'A', 0.75], ['8484', 20.0, 0.2, 'A', 1.0]]
    """
    lacking(trade, ["uraian_hs", "tahun", "bulan", "negara"])
    empty = gap(trade, ["kode_hs", "nilai"], CODE_COLUMNS)
    if empty is not None:
        return empty
    rows = _chosen(trade, year).dropna(subset=["kode_hs"])
    answer = _summed(rows, "kode_hs").assign(unit=unit or NO_UNIT)
    names = rows.dropna(subset=["uraian_hs"]).groupby("kode_hs")["uraian_hs"].first()
    answer["uraian_hs"] = answer["kode_hs"].map(names)
    answer["goods"] = [_goods(code, name) for code, name in zip(answer["kode_hs"], answer["uraian_hs"], strict=True)]
    parts = numbers(rows, "nilai").groupby([rows["kode_hs"], rows["negara"]]).sum()
    answer["countries"] = answer["kode_hs"].map(parts.groupby(level="kode_hs").size()).fillna(0).astype("int64")
    largest = (
        parts.groupby(level="kode_hs").idxmax().map(lambda place: place[1]) if len(parts) else pd.Series(dtype="str")
    )
    answer["largest_country"] = answer["kode_hs"].map(largest)
    top = answer["kode_hs"].map(parts.groupby(level="kode_hs").max())
    return finish(answer.assign(largest_share=ratio(top, answer["imports"])), CODE_COLUMNS)


def by_country(trade, *, year=None, unit=None):
    """Return import value per country of origin in one year, the largest first; parameters as of `by_code`.

    Records without a country are a group of their own.

    Examples
    --------
    >>> trade = pd.DataFrame({"kode_hs": ["8483", "8484"], "tahun": "2020", "bulan": None, "negara": ["A", None],
    ...                       "nilai": [60.0, 20.0]})
    >>> by_country(trade)[["negara", "imports", "share"]].values.tolist()
    [['A', 60.0, 0.75], ['tidak_tercatat', 20.0, 0.25]]
    """
    lacking(trade, ["kode_hs", "tahun", "bulan"])
    empty = gap(trade, ["negara", "nilai"], COUNTRY_COLUMNS)
    if empty is not None:
        return empty
    rows = _chosen(trade, year)
    rows = rows.assign(negara=group_key(rows, "negara"))
    answer = _summed(rows, "negara").assign(unit=unit or NO_UNIT)
    answer["codes"] = answer["negara"].map(rows.groupby("negara")["kode_hs"].nunique())
    return finish(answer, COUNTRY_COLUMNS)


def by_month(trade, *, unit=None):
    """Return import value per month, in their order; records without year or month take no part.

    Examples
    --------
    >>> trade = pd.DataFrame({"kode_hs": "84", "tahun": "2020", "bulan": ["02", "01", "01"], "nilai": [5.0, 1.0, 2.0]})
    >>> by_month(trade)[["month", "imports", "records"]].values.tolist()
    [['2020-01', 3.0, 2], ['2020-02', 5.0, 1]]
    """
    lacking(trade, ["kode_hs"])
    empty = gap(trade, ["tahun", "bulan", "nilai"], MONTH_COLUMNS)
    if empty is not None:
        return empty
    rows = _leaves(_imports(trade)).dropna(subset=["tahun", "bulan"])
    grouped = numbers(rows, "nilai").groupby([rows["tahun"], rows["bulan"]])
    answer = grouped.agg(imports="sum", records="count").reset_index()
    answer = answer.assign(month=answer["tahun"] + "-" + answer["bulan"], unit=unit or NO_UNIT)
    return finish(answer, MONTH_COLUMNS)


def headline_by_code(answer):
    """Return the sentence that names the code with the largest import value."""
    return _headline("analysis.trade.by_code", answer, "goods", "kode_hs")


def headline_by_country(answer):
    """Return the sentence that names the country with the largest share."""
    return _headline("analysis.trade.by_country", answer, "negara", "negara")


def headline_by_month(answer):
    """Return the sentence that names the month with the largest import value."""
    if answer.empty:
        return unanswered(answer, "tahun", "bulan", "nilai")
    return leading("analysis.trade.by_month", answer["month"], answer["imports"], amount=_amounts(answer))


def findings(trade, *, unit=None):
    """Return the import value of all codes and the share of the largest country, for the latest whole year.

    The columns are those of `capacity.findings`; ``records`` count cells of the statistics.

    Examples
    --------
    >>> trade = pd.DataFrame({"kode_hs": "84", "uraian_hs": None, "tahun": "2020", "bulan": None, "negara": ["A", "B"],
    ...                       "nilai": [60.0, 20.0]})
    >>> findings(trade, unit="US$")[["finding", "value", "unit", "records", "of"]].values.tolist()
    [['trade-imports', 80.0, 'US$', 2, 2], ['trade-largest-country', 0.75, 'pangsa', 1, 2]]
    """
    codes, countries = by_code(trade, unit=unit), by_country(trade, unit=unit)
    rows = []
    if len(codes):
        rows.append(
            finding("trade-imports", codes["imports"].sum(), codes["unit"].iloc[0], codes["records"].sum(), len(trade))
        )
    if len(countries):
        first = countries.iloc[0]
        rows.append(
            finding("trade-largest-country", first["share"], "pangsa", first["records"], countries["records"].sum())
        )
    return findings_frame(rows)


def _imports(trade):
    return trade[trade["arus"].ne("ekspor")] if "arus" in trade else trade


def _leaves(rows):
    """Return the rows whose code contains no other code of the same year."""
    known = rows[["tahun", "kode_hs"]].drop_duplicates().dropna(subset=["kode_hs"]) if "tahun" in rows else rows
    pairs = set(zip(known["tahun"].astype(str), known["kode_hs"], strict=True))
    wider = {(year, code[:size]) for year, code in pairs for size in range(2, len(code))} & pairs
    if not wider:
        return rows
    places = zip(rows["tahun"].astype(str), rows["kode_hs"], strict=True)
    return rows[[place not in wider for place in places]]


def _chosen(trade, year):
    """Return the rows of one year, with the number of months behind it; all rows where no year is recorded."""
    rows = _leaves(_imports(trade))
    months = rows.groupby("tahun")["bulan"].nunique()
    recorded = rows["bulan"].notna().any()
    whole = months.index[months.ge(_WHOLE)] if recorded else months.index
    year = year or max(whole if len(whole) else months.index, default=None)
    rows = rows if year is None else rows[rows["tahun"].eq(year)]
    count = rows["bulan"].nunique() or pd.NA
    return rows.assign(months=pd.array([count] * len(rows), dtype="Int64")).dropna(subset=["nilai"])


def _summed(rows, key):
    """Return value, share and records of each group, the largest first."""
    answer = numbers(rows, "nilai").groupby(rows[key]).agg(imports="sum", records="count").reset_index()
    answer = answer.sort_values(["imports", key], ascending=[False, True], kind="stable", ignore_index=True)
    first = rows.iloc[0] if len(rows) else {"tahun": None, "months": pd.NA}
    total = pd.Series(answer["imports"].sum(), index=answer.index)
    return answer.assign(share=ratio(answer["imports"], total), tahun=first["tahun"], months=first["months"])


def _goods(code, name):
    """Return a code with the beginning of its name, short enough for a label.

    >>> _goods("84", "Reaktor nuklir, ketel, mesin dan peralatan mekanis; bagian daripadanya")
    '84 Reaktor nuklir, ketel, mesin dan peralatan…'
    """
    if pd.isna(name):
        return code
    words, short = name.split(";")[0].split(), ""
    for word in words:
        if len(f"{code} {short} {word}") > _LONGEST:
            return f"{code} {short}…"
        short = f"{short} {word}".strip()
    return f"{code} {short}"


def _headline(stem, answer, name, need):
    if answer.empty:
        return unanswered(answer, need, "nilai")
    sum_, unit = answer["imports"].sum(), answer["unit"].iloc[0]
    return leading(
        stem, answer[name], answer["imports"], amount=_amounts(answer), share=answer["share"],
        total=amount(sum_, unit), whole=amount(sum_, unit, again=True), period=period(answer.iloc[0]),
    )  # fmt: skip


def _amounts(answer):
    return answer["imports"].map(lambda value: amount(value, answer["unit"].iloc[0]))


def amount(value, unit, *, again=False):
    """Return a value with its unit, as a sentence mentions it; `again`: that no unit is stated has been said."""
    unknown = "again" if again else "unknown"
    case = {"US$": "usd", "rupiah": "rp"}.get(unit, unknown if unit == NO_UNIT else "other")
    return Sentence(f"analysis.trade.amount-{case}", {"value": float(value), "unit": unit})


def period(row):
    """Return the year of an answer's row as a sentence, with the number of its months where they are not all there."""
    if pd.isna(row["tahun"]):
        return Sentence("analysis.trade.period-unknown")
    whole = pd.isna(row["months"]) or row["months"] >= _WHOLE
    values = {"year": row["tahun"]} if whole else {"year": row["tahun"], "months": int(row["months"])}
    return Sentence(f"analysis.trade.period-{'year' if whole else 'part'}", values)
