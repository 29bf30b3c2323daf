"""How much could a product line replace at most? The imports under its HS codes, as trade statistics count them.

A code of goods holds more than a product line, so its imports are an upper bound of what the line could replace. And
a code may stand in several lines: brakes of rolling stock are metallic and composite blocks alike. Then its imports
belong to each line at most once and to all lines together exactly once. So a line has a range, from the codes that
are its own to all its codes, and the lines together are a union, never a sum.
"""

import pandas as pd

from p3dn.analysis import trade as statistics
from p3dn.analysis._frames import finish
from p3dn.analysis._headlines import unanswered
from p3dn.words import Sentence

COLUMNS = [
    *("line", "imports_low", "imports_high", "unit", "tahun", "months", "codes", "codes_found", "codes_shared"),
    *("records", "not_found"),
]
UNION = "all_lines"


def import_ceiling(trade, lines, *, year=None, unit=None):
    """Return the imports under the HS codes of each product line, as a range, and of all lines together.

    low = imports of the codes that stand in no other line; high = imports of all codes of the line; of all lines
    together = imports of every code once.

    Parameters
    ----------
    trade : DataFrame
        Records as ``p3dn.load_trade`` returns them.
    lines : dict
        Product lines as `p3dn.read_lines` returns them, with their codes of six digits in ``hs6``.
    year, unit
        As of `trade.by_code`.

    Returns
    -------
    DataFrame
        One row per line with codes, the largest ceiling first, and a last row ``all_lines``. Amounts in ``unit`` in
        the year ``tahun``, with ``months`` behind it. ``codes`` of the line, of which ``codes_found`` in the
        statistics and ``codes_shared`` with other lines; ``not_found`` lists the codes without a record. Null where
        none is found: statistics of chapters cannot tell.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Notes
    -----
    Excludes codes of fewer than six digits; a longer code counts under its first six. Exports are left out.

    Examples
    --------
    >>> trade = pd.DataFrame({"kode_hs": ["860729", "86072100", "681381"], "uraian_hs": None, "tahun": "2025",
    ...     "bulan": None, "negara": None, "nilai": [60.0, 20.0, 5.0]})
    >>> lines = {"metalik": {"hs6": ["860721", "860729"]}, "komposit": {"hs6": ["681381", "860729"]}}
    >>> import_ceiling(trade, lines)[["line", "imports_low", "imports_high"]].values.tolist()
    [['metalik', 20.0, 80.0], ['komposit', 5.0, 65.0], ['all_lines', 85.0, 85.0]]
    """
    found = statistics.by_code(trade, year=year, unit=unit)
    if found.empty:
        answer = pd.DataFrame(columns=COLUMNS)
        answer.attrs = dict(found.attrs)
        return answer
    found = found.assign(hs6=found["kode_hs"].where(found["kode_hs"].str.len() >= 6).str[:6])
    owners = pd.Series([code for line in lines.values() for code in set(line.get("hs6", []))]).value_counts()
    with_codes = {name: sorted(set(line["hs6"])) for name, line in lines.items() if line.get("hs6")}
    rows = [_of_line(name, codes, found, owners) for name, codes in with_codes.items()]
    ordered = sorted(rows, key=lambda row: -row["imports_high"] if pd.notna(row["imports_high"]) else 1.0)
    return finish(pd.DataFrame([*ordered, _of_line(UNION, sorted(owners.index), found, None)]), COLUMNS)


def headline_import_ceiling(answer):
    """Return the sentence on the imports under the codes of all lines, every code once."""
    if answer.empty:
        return unanswered(answer, "kode_hs", "nilai")
    union, lines = answer.iloc[-1], answer.iloc[:-1]
    if pd.isna(union["imports_high"]):
        return Sentence("analysis.substitution.ceiling-unknown", {"lines": len(lines)})
    found = {"lines": int((lines["codes_found"] > 0).sum()), "of": len(lines)}
    found |= {"amount": statistics.amount(union["imports_high"], union["unit"]), "period": statistics.period(union)}
    return Sentence("analysis.substitution.ceiling-union", found)


def _of_line(name, codes, found, owners):
    """Return the row of a line with these codes; the union of all lines shares no code with anybody."""
    shared = set() if owners is None else set(owners.index[owners > 1])
    under = found[found["hs6"].isin(codes)]
    own = under[~under["hs6"].isin(shared)]
    known = bool(len(under))
    return {
        "line": name,
        "imports_low": own["imports"].sum() if known else float("nan"),
        "imports_high": under["imports"].sum(min_count=1),
        "unit": found["unit"].iloc[0],
        "tahun": found["tahun"].iloc[0],
        "months": found["months"].iloc[0],
        "codes": len(codes),
        "codes_found": under["hs6"].nunique(),
        "codes_shared": len(shared & set(codes)),
        "records": int(under["records"].sum()),
        "not_found": ",".join(code for code in codes if code not in set(under["hs6"])),
    }
