"""What holds for any table: counts add up, values survive, and the order of columns changes no figure."""

import csv
import string

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import p3dn

LIMITS = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WORD = st.text(string.ascii_letters, min_size=3, max_size=8).map(lambda word: f"Usaha {word}x")
FIRM = st.tuples(WORD, WORD, st.integers(0, 999), st.integers(0, 10**9))
HEAD = ("Nama Usaha", "Produk", "Tenaga Kerja", "Nilai Produksi (Rp)")


@st.composite
def sheets(draw):
    """Return the firms and the rows of a sheet: titles, header, firms, blank rows, a stated total, notes."""
    firms = draw(st.lists(FIRM, min_size=4, max_size=8))
    rows = [[f"Judul {at}"] for at in range(draw(st.integers(0, 2)))]
    rows += [[]] * draw(st.integers(0, 1)) + [["No", *HEAD]]
    for number, firm in enumerate(firms, 1):
        rows.append([number, *firm])
        rows += [[]] * (number < len(firms) and draw(st.integers(0, 5)) == 0)
    stated = draw(st.booleans())
    if stated:
        rows.append(["JUMLAH", None, None, sum(firm[2] for firm in firms), sum(firm[3] for firm in firms)])
    if draw(st.booleans()):
        rows += [[], ["Sumber: Dinas"], [None, None, None, "Kepala Dinas"]]
    return firms, rows, stated


def write(rows, path):
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        return path
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@LIMITS
@given(sheets(), st.sampled_from([".xlsx", ".csv"]))
def test_every_row_is_accounted_for_and_every_value_survives(tmp_path, sheet, suffix):
    firms, rows, stated = sheet
    (table,) = p3dn.read(write(rows, tmp_path / f"data{suffix}")).tables
    counts = table.counts
    assert counts["rows_read"] == sum(counts[f"rows_{what}"] for what in ("kept", "total", "set_aside", "blank"))
    assert (counts["rows_kept"], counts["rows_total"]) == (len(firms), int(stated))
    assert [tuple(row) for row in table.frame[list(HEAD)].values] == firms
    assert table.checks["agrees"].all()


@settings(LIMITS, max_examples=8)
@given(sheets(), st.permutations(range(4)), st.sampled_from([".xlsx", ".csv"]))
def test_order_of_the_columns_changes_no_figure(tmp_path, sheet, order, suffix):
    firms, rows, _ = sheet
    frame = p3dn.load_sentra(write(rows, tmp_path / f"data{suffix}"), lines={"x": {"keywords": ["xxx"]}})
    other_rows = [[*HEAD], *map(list, firms)]
    permuted = write([[row[at] for at in order] for row in other_rows], tmp_path / f"lain{suffix}")
    other = p3dn.load_sentra(permuted, lines={"x": {"keywords": ["xxx"]}})
    assert frame.reset_index(drop=True).equals(other.reset_index(drop=True))
    assert frame["tenaga_kerja"].sum() == sum(firm[2] for firm in firms)


@settings(LIMITS, max_examples=12)
@given(st.lists(st.integers(0, 10**10), min_size=1, max_size=8))
def test_rupiah_written_as_indonesians_write_it_is_read_back(tmp_path, amounts):
    rows = [["Nama Usaha", "Produk", "Nilai Produksi (Rp)"]]
    rows += [
        [f"CV {at}x", "Baut", "Rp " + f"{amount:,}".replace(",", ".") + ",00"] for at, amount in enumerate(amounts)
    ]
    frame = p3dn.load_sentra(write(rows, tmp_path / "data.xlsx"), lines={"x": {"keywords": ["xxx"]}})
    assert frame["nilai_produksi"].tolist() == amounts


CELL = st.one_of(
    st.sampled_from(["", "", "JUMLAH", "No", "Nama Usaha", "TK", "-", "1.234", "40%", "Rp 5.000", "=1+1", "#N/A"]),
    st.integers(-5, 5),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(),
    st.text(string.printable, max_size=8).map(lambda text: "".join(filter(str.isprintable, text))),
)


@settings(LIMITS, max_examples=60)
@given(st.lists(st.lists(CELL, max_size=5), max_size=7), st.sampled_from([".xlsx", ".csv"]))
def test_whatever_the_cells_nothing_but_our_own_error_leaves(tmp_path, rows, suffix):
    path = write(rows, tmp_path / f"data{suffix}")
    if not path.stat().st_size:
        return
    try:
        book = p3dn.read(path)
        for table in book.tables:
            counts = table.counts
            assert counts["rows_read"] == sum(
                counts[f"rows_{what}"] for what in ("kept", "total", "set_aside", "blank")
            )
            assert len(table.frame) == counts["rows_kept"]
            assert len(table.set_aside) >= counts["rows_set_aside"]
            assert table.frame.columns.is_unique
    except p3dn.P3DNError:
        pass
