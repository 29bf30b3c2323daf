"""What needs to be told about trade statistics, beyond what is told of every table.

A sum over a year with nine months is no year, codes that contain others count twice, and a code that was stored as a
number has lost its zero. Nothing is mended in silence, and what only a person can decide is asked.
"""

from p3dn.reading.issues import issue

_YEAR_MONTHS = 12


def told(frame, part, table):
    """Return the issues of one table's records, as rows of an issue frame."""
    return [*goods(frame, part, table), *countries(frame, part, table)]


def zeros(codes, table):
    """Tell of codes with an odd number of digits: they were stored as numbers, and are read with a zero in front."""
    lost = [code for code in codes.dropna().unique() if len(code) % 2]
    extra = {"count": len(lost), "raw": f"0{lost[0]}"} if lost else {}
    return [issue(table.file, table.sheet, table.range, "trade-zero", "warn", **extra)] if lost else []


def goods(frame, part, table):
    """Tell of codes that contain others of the same table, and of records without a code where others have one."""
    if not any(row["field"] == "kode_hs" for row in part.columns):
        return []
    place, codes = (table.file, table.sheet, table.range), frame["kode_hs"].dropna().unique()
    wider = {code[:size] for code in codes for size in range(2, len(code))}
    inner, blank = [code for code in codes if code in wider], int(frame["kode_hs"].isna().sum())
    found = [issue(*place, "trade-nested", "ask", count=len(inner), raw=inner[0])] if inner else []
    return found + ([issue(*place, "trade-code-blank", "ask", count=blank)] if blank else [])


def countries(frame, part, table):
    """Tell of records without a country where the table has countries."""
    if not any(row["field"] == "negara" for row in part.columns):
        return []
    blank = frame["negara"].isna()
    if not blank.any():
        return []
    columns = frame.index[blank].get_level_values("column").unique().tolist()
    extra = {"count": int(blank.sum()), "columns": columns[:5], "value": float(frame.loc[blank, "nilai"].sum())}
    return [issue(table.file, table.sheet, table.range, "trade-country", "warn", **extra)]


def months(frame):
    """Tell of years whose months are not all there, in all files together: a sum over them is no year."""
    known = frame[["tahun", "bulan"]].reset_index(drop=True).drop_duplicates().dropna()
    years = {year: sorted(one) for year, one in known.groupby("tahun")["bulan"]}
    return [
        issue("", "", "", "trade-months", "warn", year=year, count=len(one), first=one[0], last=one[-1])
        for year, one in years.items()
        if len(one) < _YEAR_MONTHS
    ]
