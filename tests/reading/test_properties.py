"""What holds for any table: counts add up, values survive, and the order of columns changes no figure.

A sheet is drawn as a person would make it: titles, one to three header rows, sections, blank rows, totals and notes.
What was drawn is known, so what is read can be held against it, in each format.
"""

import csv
import string
import zipfile
from dataclasses import dataclass, field

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


OFFICE = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def write(rows, path, merges=()):
    """Write rows to a file of the kind that its name says; merges are ``(top, left, bottom, right)`` from 0."""
    {".csv": as_text, ".xlsx": as_xlsx, ".ods": as_ods}[path.suffix](rows, path, merges)
    return path


def as_text(rows, path, _):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def as_xlsx(rows, path, merges):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for top, left, bottom, right in merges:
        book.active.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    book.save(path)


def as_ods(rows, path, merges):
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}

    def cell(place, value):
        down, right = spans.get(place, (1, 1))
        more = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"' if place in spans else ""
        if value is None or value == "":
            return f"<table:table-cell {more}/>"
        number = f'float" office:value="{value}' if isinstance(value, int | float) else "string"
        return f'<table:table-cell office:value-type="{number}" {more}><text:p>{value}</text:p></table:table-cell>'

    body = "".join(
        f"<table:table-row>{''.join(cell((at, column), one) for column, one in enumerate(row))}</table:table-row>"
        for at, row in enumerate(rows)
    )
    sheet = f'<office:body><office:spreadsheet><table:table table:name="Data">{body}</table:table>'
    content = f"<office:document-content {OFFICE}>{sheet}</office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


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


@dataclass
class Drawn:
    """A sheet as it was drawn, and what is in it."""

    rows: list
    merges: list
    names: list
    firms: list
    counts: dict
    title: str
    sections: list = field(default_factory=list)


# Groups of columns: what stands in the first, second and third header row above each of them.
BANDS = {
    1: [("L",), ("P",), ("Nilai (Rp)",)],
    2: [("Tenaga Kerja", "L"), ("Tenaga Kerja", "P"), ("Nilai (Rp)", "")],
    3: [("Tenaga Kerja", "Tetap", "L"), ("Tenaga Kerja", "Tetap", "P"), ("Nilai (Rp)", "", "")],
}
TITLES = st.lists(st.sampled_from(["DAFTAR IKM", "Kab. Contoh, 2024", "Keadaan Mei"]), max_size=2, unique=True)
NOTES = st.lists(
    st.sampled_from([["Sumber: Dinas, diolah"], ["*) angka sementara"], [None, None, None, "Kepala Dinas"]]),
    max_size=2,
)


@st.composite
def drawn(draw, *, permuted=False):
    """Return a register as offices make it."""
    depth = draw(st.integers(1, 3))
    labels = [("No", *[""] * (depth - 1)), ("Nama Usaha", *[""] * (depth - 1)), *BANDS[depth]]
    order = draw(st.permutations(range(2, 5))) if permuted and depth == 1 else range(2, 5)
    labels = [labels[at] for at in (0, 1, *order)]
    titles = draw(TITLES)
    rows = [[title] for title in titles] + [[]] * draw(st.integers(0, 1))
    top = len(rows)
    merges = [(top, at, top + depth - 1, at) for at, label in enumerate(labels) if depth > 1 and not label[-1]]
    for row in range(depth):
        shown = [label[row] for label in labels]
        group = [at for at, text in enumerate(shown) if row < depth - 1 and text in ("Tenaga Kerja", "Tetap")]
        merges += [(top + row, group[0], top + row, group[-1])] if group else []
        rows.append([text if at not in group[1:] else "" for at, text in enumerate(shown)])
    names = [" / ".join(filter(None, label)) for label in labels]
    figures = st.tuples(*[st.integers(1, 10**6)] * 3)
    firms, counts, sections = [], {"total": 0, "set_aside": 0, "blank": 0}, []
    parts = draw(st.integers(1, 3))
    for part in range(parts):
        if parts > 1:
            rows.append([f"KECAMATAN {'ABC'[part]}"])
            counts["set_aside"] += 1
        for _ in range(draw(st.integers(2, 4))):
            firms.append((len(firms) + 1, f"CV {draw(WORD)}", *draw(figures)))
            rows.append([*firms[-1]])
            sections.append(f"KECAMATAN {'ABC'[part]}" if parts > 1 else "")
        if part < parts - 1 and draw(st.booleans()):
            rows.append([])
            counts["blank"] += 1
    if draw(st.booleans()):
        rows.append(["JUMLAH", "", *(sum(firm[at] for firm in firms) for at in (2, 3, 4))])
        counts["total"] = 1
    rows += [[]] * draw(st.integers(0, 1)) + draw(NOTES)
    return Drawn(rows, merges, names, firms, counts | {"kept": len(firms)}, " ".join(titles), sections)


@settings(LIMITS, max_examples=35)
@given(drawn(), st.sampled_from([".xlsx", ".ods", ".csv"]))
def test_what_was_drawn_is_what_is_read(tmp_path, sheet, suffix):
    (table,) = p3dn.read(write(sheet.rows, tmp_path / f"data{suffix}", sheet.merges)).tables
    assert (table.title, table.names) == (sheet.title, sheet.names)
    assert {what: table.counts[f"rows_{what}"] for what in sheet.counts} == sheet.counts
    assert table.counts["rows_read"] == sum(sheet.counts.values())
    assert [tuple(row) for row in table.frame.values] == sheet.firms
    assert table.sections.fillna("").tolist() == sheet.sections
    assert table.checks["agrees"].all()


@settings(LIMITS, max_examples=10)
@given(drawn(permuted=True), drawn(permuted=True), st.sampled_from([".xlsx", ".ods", ".csv"]))
def test_order_of_columns_and_notes_change_no_figure(tmp_path, one, other, suffix):
    """A sheet of the same firms with other titles, order and notes has the same sums."""
    rows = [[*one.names], *map(list, one.firms)]
    (plain,) = p3dn.read(write(rows, tmp_path / f"polos{suffix}")).tables
    (dressed,) = p3dn.read(write(one.rows, tmp_path / f"data{suffix}", one.merges)).tables
    assert plain.frame.reset_index(drop=True).equals(dressed.frame.reset_index(drop=True))
    order = sorted(range(len(one.names)), key=lambda at: other.firms[at % len(other.firms)][2:])
    (turned,) = p3dn.read(write([[row[at] for at in order] for row in rows], tmp_path / f"putar{suffix}")).tables
    assert {name: turned.frame[name].tolist() for name in one.names} == {
        name: plain.frame[name].tolist() for name in one.names
    }


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
