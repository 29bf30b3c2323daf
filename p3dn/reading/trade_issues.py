"""What needs to be told about trade statistics, beyond what is told of every table.

A sum over a year with nine months is no year, codes that contain others count twice, and a code that was stored as a
number has lost its zero. Nothing is mended in silence, and what only a person can decide is asked.
"""

from p3dn.reading.issues import issue

_YEAR_MONTHS = 12


def told(frame, part, table):
    """Return the issues of one table's records, as rows of an issue frame."""
    return [*goods(frame, part, table), *countries(frame, part, table), *months(frame, table)]


def goods(frame, part, table):
    """Tell of codes that lost a zero, of records without one, and of codes that contain others in the table."""
    found, codes = [], frame["kode_hs"].dropna().unique()
    at = next((row["header"] for row in part.columns if row["field"] == "kode_hs"), None)
    if at is None:
        return found
    place = (table.file, table.sheet, table.range)
    lost = [code for code in codes if code.startswith("0")]
    numbers = [cell for row in table.rows for cell in table.grid.rows[row][: table.right + 1]
               if type(cell) in (int, float) and any(str(cell).startswith(code[1:]) for code in lost)]  # fmt: skip
    if lost and numbers:
        found.append(issue(*place, "trade-zero", "warn", count=len(lost), raw=lost[0]))
    inner = [code for code in codes if any(other != code and other.startswith(code) for other in codes)]
    if inner:
        found.append(issue(*place, "trade-nested", "ask", count=len(inner), raw=inner[0]))
    blank = int(frame["kode_hs"].isna().sum())
    if blank:
        found.append(issue(*place, "trade-code-blank", "ask", count=blank))
    return found


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


def months(frame, table):
    """Tell of years whose months are not all there: a sum over them is no year."""
    months = frame[["tahun", "bulan"]].dropna().drop_duplicates().groupby("tahun")["bulan"]
    found = [(str(year), sorted(one)) for year, one in months]
    return [
        issue(
            table.file,
            table.sheet,
            table.range,
            "trade-months",
            "warn",
            year=year,
            count=len(one),
            first=one[0],
            last=one[-1],
        )
        for year, one in found
        if len(one) < _YEAR_MONTHS
    ]
