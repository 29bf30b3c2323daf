"""Frames as the loaders give them: every field of the kind is a column, entirely null where nothing was recorded."""

import tomllib
from importlib import resources

import pandas as pd
import pytest

DTYPES = {"count": "Int64", "flag": "boolean"} | dict.fromkeys(("quantity", "mixed", "rupiah", "share"), "Float64")
BY_THE_LOADER = {
    "sentra": ["satuan_asli", "lini_produk", "keluarga_produk"],
    "needs": ["satuan_asli", "lini_produk"],
    "certificates": ["lini_produk"],
    "deliveries": ["lini_produk"],
}


def as_loaded(kind, **columns):
    """Return a frame of a record kind with the given columns; a scalar holds for every row."""
    text = resources.files("p3dn").joinpath("records", f"{kind}.toml").read_text(encoding="utf-8")
    types = {name: field["type"] for name, field in tomllib.loads(text)["fields"].items()}
    types |= dict.fromkeys(BY_THE_LOADER.get(kind, []), "text")
    assert set(columns) <= set(types), f"no fields of {kind}: {set(columns) - set(types)}"
    rows = max((len(column) for column in columns.values() if isinstance(column, list)), default=1)
    frame = pd.DataFrame(index=pd.MultiIndex.from_product([["a.xlsx"], ["Data"], range(5, 5 + rows)]))
    frame.index.names = ["file", "sheet", "row"]
    for name, kind_of_field in types.items():
        column = columns.get(name)
        values = column if isinstance(column, list) else [column] * rows
        if kind_of_field == "date":
            frame[name] = pd.to_datetime(pd.Series(values, dtype=object)).astype("datetime64[s]").to_numpy()
        else:
            frame[name] = pd.array(values, dtype=DTYPES.get(kind_of_field, "str"))
    frame.attrs = {"load_report": "a1b2"}
    return frame


@pytest.fixture
def sentra():
    """Return the maker of registers: ``sentra(produksi=[1, None], satuan="ton")``."""
    return lambda **columns: as_loaded("sentra", **columns)


@pytest.fixture
def needs():
    """Return the maker of a buyer's lists; one year, in pieces, unless said otherwise."""
    return lambda **columns: as_loaded("needs", **({"satuan": "buah"} | columns))


@pytest.fixture
def tender():
    """Return the maker of tender exports."""
    return lambda **columns: as_loaded("tender", **columns)


@pytest.fixture
def epurchasing():
    """Return the maker of e-purchasing exports."""
    return lambda **columns: as_loaded("epurchasing", **columns)


@pytest.fixture
def scenario():
    """Return the maker of scenarios: ``scenario(masukan=["duty"], tengah=[0.05])``."""
    return lambda **columns: as_loaded("scenario", **columns)


@pytest.fixture
def trade():
    """Return the maker of trade statistics."""
    return lambda **columns: as_loaded("trade", **columns)


@pytest.fixture
def stages():
    """Return the maker of logs of tests."""
    return lambda **columns: as_loaded("stages", **columns)


@pytest.fixture
def partnerships():
    """Return the maker of lists of partners."""
    return lambda **columns: as_loaded("partnerships", **columns)


@pytest.fixture
def certificates():
    """Return the maker of lists of TKDN certificates."""
    return lambda **columns: as_loaded("certificates", **columns)


@pytest.fixture
def deliveries():
    """Return the maker of a cooperative's deliveries."""
    return lambda **columns: as_loaded("deliveries", **columns)


@pytest.fixture
def nothing():
    """Return the frame that stands for "no file given", per record kind."""
    return lambda kind: as_loaded(kind).iloc[:0]


@pytest.fixture
def assume():
    """Return the maker of scenarios by input: ``assume(duty=0.05, cif=[{"nama_barang": "Katup", "tengah": 62}])``."""

    def rows(**values):
        for name, value in values.items():
            for row in value if isinstance(value, list) else [{"tengah": value}]:
                yield {"masukan": name} | row

    def make(**values):
        found = list(rows(**values))
        columns = dict.fromkeys(name for row in found for name in row)
        return as_loaded("scenario", **{name: [row.get(name) for row in found] for name in columns})

    return make
