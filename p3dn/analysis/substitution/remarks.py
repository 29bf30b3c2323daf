"""What must be said beside rupiah that are not quite alike: price years that differ, and tax on one side only.

Nothing is adjusted here. A price index or a tax rate would be an assumption of its own, so a table carries the
remark and leaves the figures as they were stated.
"""

import numpy as np

YEARS_DIFFER, YEAR_UNSAID, TAX_MIXED, TAX_ONE_SIDE = (
    "price_years_differ",
    "price_year_unsaid",
    "tax_mixed",
    "tax_one_side",
)


def remarks(get):
    """Return the remarks on each item of a buyer's list, joined by commas; "" where there is none.

    ``price_years_differ`` stands at every item that states a year where the list has several, ``price_year_unsaid``
    at an item without one where others state theirs; ``tax_mixed`` where some prices include tax and others do not;
    ``tax_one_side`` where a price includes tax, which the landed import (CIF, duty and handling) never does.

    Examples
    --------
    >>> given = {"price_year": np.array([2019.0, 2025.0, np.nan]), "tax_included": np.array([0.0, np.nan, np.nan])}
    >>> remarks(given.get)
    ['price_years_differ', 'price_years_differ', 'price_year_unsaid']
    """
    year, tax = (np.asarray(get(name), dtype="float64") for name in ("price_year", "tax_included"))
    years, taxed = np.unique(year[~np.isnan(year)]), np.unique(tax[~np.isnan(tax)] > 0.5)
    found = {
        YEARS_DIFFER: ~np.isnan(year) & (len(years) > 1),
        YEAR_UNSAID: np.isnan(year) & (len(years) > 0),
        TAX_MIXED: ~np.isnan(tax) & (len(taxed) > 1),
        TAX_ONE_SIDE: tax > 0.5,
    }
    return [",".join(name for name, here in found.items() if here[at]) for at in range(len(year))]


def together(texts):
    """Return the remarks of several items as one text, each once.

    >>> together(["tax_mixed", "", "price_years_differ,tax_mixed"])
    'tax_mixed,price_years_differ'
    """
    return ",".join(dict.fromkeys(name for text in texts for name in text.split(",") if name))
