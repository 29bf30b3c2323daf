"""What is known of the codes that registers carry: their lengths, levels and editions.

The same digits name another thing in another edition: KBLI of 2015 and of 2020, the Harmonized System of 2017 and of
2022, the regions of BPS and of the Ministry of Home Affairs. Nothing is translated here; a column whose codes are of
several lengths, of a length that does not exist, or of an edition that no one names says so.
"""

import functools
import re
from pathlib import Path

from p3dn import home


@functools.cache
def known():
    """Return the identifiers by name, as ``records/identifiers.toml`` states them."""
    place = Path(__file__).parent.with_name("records") / "identifiers.toml"
    return home.toml(place)


def of_header(header):
    """Return the name of the identifier that a header means, or None.

    >>> of_header("Kode HS"), of_header("KBLI 2020"), of_header("kd_satker")
    ('hs', 'kbli', None)
    """
    words = set(re.split(r"[\W_]+", header.casefold()))
    return next((name for name, one in known().items() if words & set(one["words"])), None)


def tell(column, header):
    """Tell of a column of codes what its lengths and its header leave open."""
    name = of_header(header)
    codes = column.values.dropna() if name else column.values[:0]
    if codes.empty:
        return
    one = known()[name]
    digits = codes.str.replace(r"[.\s-]", "", regex=True)
    lengths = digits[digits.str.isdigit()].str.len().value_counts().sort_index()
    shown = [f"{length} ({count})" for length, count in lengths.items()]
    if shown:
        column.decide("code", lengths=shown)
    strange = lengths.index.difference(one["digits"])
    headings = len(lengths) == 1 and lengths.index[0] in one.get("groups", ())
    if len(strange) and not headings:
        rows = column.values.index[digits.reindex(column.values.index).str.len().isin(strange).fillna(value=False)]
        column.tell("code-length", rows, header=header, lengths=shown, digits=[str(length) for length in one["digits"]])
    elif len(lengths) > 1 and "level" in one:
        column.tell("code-levels", header=header, lengths=shown, level=one["level"])
    if "versions" in one and not any(version.casefold() in header.casefold() for version in one["versions"]):
        column.tell("code-version", header=header, versions=one["versions"], latest=one["versions"][-1])
