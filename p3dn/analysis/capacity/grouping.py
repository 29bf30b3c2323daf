"""Which column of a register tells what a firm makes.

A register of a metal sentra falls into product lines; a register of a whole province has its own commodities,
and few of its firms lie in a line. The same question should be answered for both without being rewritten.
"""

ENOUGH = 0.5


def grouping(sentra):
    """Return the column to group a register by: product families, else commodities, else products, else None.

    Families are chosen when at least half of the firms lie in one.

    Examples
    --------
    >>> import pandas as pd
    >>> grouping(pd.DataFrame({"keluarga_produk": ["pompa", None], "komoditi": "Logam"}))
    'keluarga_produk'
    >>> grouping(pd.DataFrame({"keluarga_produk": ["pompa", None, None], "komoditi": "Logam"}))
    'komoditi'
    """
    if "keluarga_produk" in sentra and sentra["keluarga_produk"].notna().mean() >= ENOUGH:
        return "keluarga_produk"
    recorded = (field for field in ("komoditi", "produk") if field in sentra and sentra[field].notna().any())
    return next(recorded, None)
