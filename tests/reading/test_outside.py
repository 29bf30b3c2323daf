"""No filled cell is lost: it stands in a table, a title, a note, or the list of what lies outside."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import p3dn
from p3dn.reading import finding
from p3dn.reading.grid import Grid, is_blank
from p3dn.reading.outside import outside

FIRMS = [["No", "Nama", "TK"], [1, "A", 3], [2, "B", 4], ["JUMLAH", None, 7]]
OTHER = [["Produk", "Unit"], ["Baut", 2], ["Mur", 5]]
LINES = [[None, None, None, "lihat"], ["Kabupaten", ":", "Tegal"], ["KEC. TALANG"], [5], ["A", "B", "C", "D", "E"]]
PIECES = [[["Judul"]], [[]], [["Surat ini"], ["bukan tabel"]], FIRMS, OTHER, [["Sumber: Dinas"]], [[1, 2, 3]]]
PIECES += [[line] for line in LINES] + [[["1", "x"]]]


def texts_of(cells):
    return sorted(str(cell) for row in cells for cell in row if not is_blank(cell))


def accounted(grid):
    """Return the texts of all cells of a grid as its tables and the list of what is outside account for them."""
    tables, found = finding.find(grid, "x"), []
    for table in tables:
        rows = [*table.header_rows, *table.rows, *table.totals_rows]
        below = range(max(table.header_rows), table.first) if table.header_rows else ()
        for row in dict.fromkeys([*rows, *below]):
            found += [grid.rows[row][table.left : table.right + 1]]
        whole = [*table.title_rows, *table.notes, *(row for row, _ in table.aside_rows)]
        found += [table.grid.rows[row] for row in whole]
    lines = outside(grid, tables, "x")
    return texts_of(found), [part for line in lines for part in line["text"].split(" | ")]


@settings(deadline=None, derandomize=True, database=None, max_examples=150,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), st.integers(0, 2), st.booleans())
def test_every_filled_cell_is_accounted_for_once(pieces, moved, beside):
    rows = [[*[None] * moved, *row] for row in itertools.chain(*pieces)]
    if beside:
        other = [[], *OTHER]
        rows = [
            [*row, *[None] * (7 - len(row)), *right] for row, right in itertools.zip_longest(rows, other, fillvalue=[])
        ]
    width = max(map(len, rows))
    grid = Grid(
        "x", [["" if cell is None else cell for cell in (*row, *[None] * (width - len(row)))] for row in rows], []
    )
    inside, left_over = accounted(grid)
    assert sorted(inside + left_over) == texts_of(grid.rows)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([["Nama", "TK"], ["A", 1], ["B", 2, None, None, "lihat"], ["C", 3]], []),
        ([["Nama", "TK"], ["A", 1], ["B", 2], ["C", 3, None, None]], []),
    ],
)
def test_remark_beside_a_row_widens_the_table_or_stands_outside(xlsx, rows, cells):
    book = p3dn.read(xlsx(rows))
    assert book.outside["cell"].tolist() == cells


def test_prose_on_a_sheet_of_its_own_is_outside(xlsx):
    book = p3dn.read(xlsx([["Nama", "TK"], ["A", 1], ["B", 2]], sheets={"Surat": [["Yang terhormat"], [], ["Salam"]]}))
    assert book.outside[["sheet", "cell"]].values.tolist() == [["Surat", "A1"], ["Surat", "A3"]]
