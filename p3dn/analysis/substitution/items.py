"""The items of the buyer's list: what the rungs are computed of.

Rupiah are computed item by item, for items of one line may have different prices and units, and are then added up.
A list of several years counts its latest year.
"""

import pandas as pd

from p3dn.analysis._frames import group_key, numbers, shares, unit_key


def latest_items(needs):
    """Return the items of the latest year: line, unit, quantity, price, value and import share as stated.

    Examples
    --------
    >>> needs = pd.DataFrame({"lini_produk": "mesin", "tahun": ["2025", "2026"], "jumlah_kebutuhan": [1, 3],
    ...     "satuan": "unit", "harga_satuan": 10, "nilai_kebutuhan": None, "porsi_impor": 0.5})
    >>> latest_items(needs)[["line", "quantity", "price", "share"]].values.tolist()
    [['mesin', 3.0, 10.0, 0.5]]
    """
    latest = needs["tahun"].isna() | (needs["tahun"] == needs["tahun"].dropna().max())
    recent = needs[latest].reset_index(drop=True)
    quantity, price = numbers(recent, "jumlah_kebutuhan"), numbers(recent, "harga_satuan")
    value = (quantity * price).fillna(numbers(recent, "nilai_kebutuhan"))
    return pd.DataFrame(
        {
            "line": group_key(recent, "lini_produk"),
            "item": recent.get("nama_barang"),
            "tahun": recent["tahun"],
            "unit": recent["satuan"],
            "pool": unit_key(recent),
            "quantity": quantity,
            "price": price.fillna(value / quantity.where(quantity > 0)),
            "value": value,
            "share": shares(recent, "porsi_impor"),
        }
    )
