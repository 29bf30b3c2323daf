"""The scenario sheet: what an analyst assumes where no file can tell, one row per input.

It is read like any other spreadsheet. Two columns are then put into the form the analysis compares: product lines
are written by their label or their slug and become slugs, and a unit such as 'Buah per tahun' becomes
``buah/tahun``. What an input may be worth is not judged here: the analysis knows its inputs.
"""

import re

from p3dn.reading import units
from p3dn.reading.kinds import fold
from p3dn.reading.loaders import load_kind
from p3dn.reading.published import read_lines, slugs_by_name


def load_scenario(path, *, lines=None, **options):
    """Return the inputs of a scenario, one row per input, with low, central and high value.

    Parameters
    ----------
    path : str, path, or list of them
        A file, a folder, a pattern or a list; an empty list gives an empty frame.
    lines : dict, optional
        Product lines as `published.read_lines` gives them; the bundled ones by default.
    **options
        Those of `load_sentra`.

    Returns
    -------
    DataFrame
        ``masukan, lini_produk, nama_barang, horizon, rendah, tengah, tinggi, satuan, sumber, catatan, pemilik,
        sumber_dana``, index (file, sheet, row).

    Raises
    ------
    P3DNError
        As `load_sentra`.
    """
    return formed(load_kind("scenario", path, **options), lines)


def formed(frame, lines=None):
    """Return the records of a scenario with slugs of product lines and folded units, as `load_scenario` does."""
    slugs = slugs_by_name(read_lines() if lines is None else lines)
    named = frame["lini_produk"].map(lambda text: slugs.get(fold(text), text), na_action="ignore")
    unit = frame["satuan"].map(fold_unit, na_action="ignore")
    return frame.assign(lini_produk=named.astype("str"), satuan=unit.astype("str"))


def fold_unit(text):
    """Return a unit with its parts spelled in one way and joined by a stroke.

    >>> fold_unit("Buah per tahun"), fold_unit("Rp / bh"), fold_unit("US$/kilogram")
    ('buah/tahun', 'rp/buah', 'us$/kg')
    """
    parts = re.split(r"\s*/\s*|\s+per\s+", text.casefold().strip())
    return "/".join(units.fold(part) for part in parts)
