"""The figures on substitution that may be quoted: the rungs of all lines, and the lines the ledger knows."""

from p3dn.analysis._findings import finding, findings_frame
from p3dn.analysis.substitution.ladder import totals
from p3dn.analysis.substitution.potential import potential
from p3dn.formats import is_missing


def findings(needs, sentra, scenario=None, *, materials=None):
    """Return the rungs of all lines as they are now, and the figures of lines with a claim about them.

    The columns are those of `capacity.findings`; ``records`` and ``of`` count lines for the sums, and items
    for a single line, whose name is in ``topic``. The arguments are those of `potential`.

    Examples
    --------
    >>> import pandas as pd
    >>> needs = pd.DataFrame({
    ...     "lini_produk": ["rem_blok_komposit"], "tahun": None, "jumlah_kebutuhan": 120_000, "satuan": "buah",
    ...     "harga_satuan": 203_700, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> findings(needs, pd.DataFrame())[["finding", "value", "unit"]].values.tolist()
    [['need-value', 24444000000.0, 'Rp/tahun'], ['imported-value', 24444000000.0, 'Rp/tahun'],
     ['line-need-quantity', 120000.0, 'buah/tahun'], ['line-need-value', 24444000000.0, 'Rp/tahun'],
     ['line-price', 203700.0, 'Rp/buah'], ['line-import-share', 1.0, 'pangsa']]
    """
    lines = potential(needs, sentra, scenario, horizons=["now"], materials=materials)
    rungs = [
        finding(f"{row['rung']}-value", row["value_rp"], "Rp/tahun", row["lines_known"], row["lines"])
        for row in totals(lines).to_dict("records")
    ]
    return findings_frame([*rungs, *_of_lines(lines)])


def _of_lines(lines):
    """Yield the figures of each line whose figure is a topic of the ledger."""
    for row in lines.to_dict("records"):
        for slug, (value, unit, records) in _figures(row).items():
            found = finding(slug, value, unit, records, row["items"], line=row["line"])
            if not is_missing(found["topic"]):
                yield found


def _figures(row):
    """Return value, unit and items of what can be said about one line; quantity and price ask for all its items."""
    unit, items, priced = row["unit"], row["items"], row["need_records"]
    quantity = None if "jumlah_kebutuhan" in row["missing"] else row["need_qty"]
    followed = row["need_rp"] - row["unknown_imported_rp"]
    price = row["need_rp"] / quantity if priced == items and quantity else None
    imported = row["imported_rp"] + row.get("lost_locked_rp", 0)
    share = imported / followed if followed > 0 else None
    return {
        "line-need-quantity": (quantity, f"{unit}/tahun", items),
        "line-need-value": (row["need_rp"], "Rp/tahun", priced),
        "line-price": (price, f"Rp/{unit}", priced),
        "line-import-share": (share, "pangsa", row["imported_records"]),
    }
