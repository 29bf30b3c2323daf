"""The readers that p3dn is compared with; each reads the first sheet and nothing more."""

import importlib.util

import pandas as pd
from python_calamine import CalamineWorkbook

BARE, SLOW = "calamine lists", "pandas (openpyxl)"


def bare(path):
    """Read as calamine's bare lists, the least that any reader here can cost."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def by_pandas(engine):
    """Return a function that reads with one of pandas' engines."""
    return lambda path: pd.read_excel(path, engine=engine, header=None)


def by_polars(path):
    """Read with polars, whose engine is calamine by way of fastexcel."""
    import polars as pl

    return pl.read_excel(path, has_header=False)


def peers():
    """Return the peers that are installed, by name."""
    found = {BARE: bare, "pandas (calamine)": by_pandas("calamine"), SLOW: by_pandas("openpyxl")}
    there = importlib.util.find_spec("polars") and importlib.util.find_spec("fastexcel")
    return found | ({"polars": by_polars} if there else {})
