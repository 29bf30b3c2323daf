"""The 38 provinces of Indonesia: their names, their codes, and what each was part of before 2022.

A code belongs to a system: the Ministry of Home Affairs (Kemendagri) and Statistics Indonesia (BPS) number Papua
differently. The facts stand in ``records/regions.toml``, once for the tables that are read and for the maps.
"""

import functools
from pathlib import Path

from p3dn import home

FILE = Path(__file__).parent / "records" / "regions.toml"


@functools.cache
def provinces():
    """Return the provinces by name: ``kemendagri``, ``bps``, and where stated ``also``, ``since`` and ``from``.

    >>> provinces()["Papua Tengah"]["kemendagri"], provinces()["Aceh"]["bps"]
    ('94', '11')
    """
    stated = home.toml(FILE)["provinces"].items()
    return {name: dict.fromkeys(("kemendagri", "bps"), one.get("code")) | one for name, one in stated}
