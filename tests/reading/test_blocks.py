"""What the rows below a header are: records, stated totals, blanks, rows set aside, notes."""

import pytest

import p3dn

HEAD = ["No", "Nama Usaha", "Produk", "Tenaga Kerja", "Nilai (Rp)"]
FIRMS = [[1, "CV A", "Baut", 1, 10], [2, "CV B", "Mur", 2, 20], [3, "CV C", "Paku", 3, 30], [4, "UD D", "Baut", 4, 40]]


def firms(found):
    return found.frame["Nama Usaha"].tolist()


def balanced(found):
    counts = found.counts
    return counts["rows_read"] == sum(counts[f"rows_{what}"] for what in ("kept", "total", "set_aside", "blank"))


# --- totals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "JUMLAH",
        "Jumlah",
        "TOTAL",
        "Total :",
        "Grand Total",
        "JUMLAH SELURUHNYA",
        "Total Keseluruhan",
        "Jml",
        "Sub Total",
    ],
)
def test_total_is_no_record(table, label):
    found = table([HEAD, *FIRMS, [label, None, None, 10, 100]], merges=["A6:C6"])
    assert (found.counts["rows_kept"], found.counts["rows_total"]) == (4, 1)
    assert found.totals[["Tenaga Kerja", "Nilai (Rp)"]].values.tolist() == [[10, 100]]
    assert found.checks["agrees"].tolist() == [True, True]


def test_total_without_a_number_may_stand_in_the_column_of_names(table):
    found = table([HEAD, *FIRMS, [None, "Jumlah Kec. Talang", None, 10, 100]])
    assert found.counts["rows_total"] == 1


def test_firms_may_be_named_after_totals(table):
    named = [[1, "Total Jaya", "Baut", 1, 10], [2, "Jumlah Makmur", "Mur", 2, 20], [3, "Subtotal", "Mur", 3, 30]]
    found = table([HEAD, *named[:2], *FIRMS[2:]])
    assert firms(found)[:2] == ["Total Jaya", "Jumlah Makmur"]
    without = table([HEAD[1:], *(row[1:] for row in named[:2]), ["CV C", "Paku", 3, 30]])
    assert firms(without) == ["Total Jaya", "Jumlah Makmur", "CV C"]


def test_firm_named_total_with_its_running_number_is_a_record(table):
    found = table([HEAD, *FIRMS, [5, "Total", "Baut", 5, 50]])
    assert found.counts["rows_total"] == 0
    assert found.frame["Tenaga Kerja"].sum() == 15


@pytest.mark.parametrize("label", ["JUMLAH KEC. TALANG", "TOTAL KABUPATEN", "Jumlah I", "JUMLAH I + II"])
def test_total_of_a_district_in_the_column_of_numbers_is_no_record(table, label):
    found = table([HEAD, *FIRMS, [label, None, None, 10, 100]], merges=["A6:C6"])
    assert found.counts["rows_total"] == 1
    assert found.frame["Tenaga Kerja"].sum() == 10


def test_total_of_a_district_where_nothing_counts_the_rows_is_no_record(table):
    rows = [["Kecamatan", "Nama Usaha", "TK"], ["Talang", "CV A", 3], ["Talang", "CV B", 4], ["Jumlah Talang", None, 7]]
    found = table(rows)
    assert found.frame["TK"].sum() == 7


@pytest.mark.parametrize("label", ["J U M L A H", "T O T A L", "Jml.", "Jumlah seluruh kecamatan", "JUMLAH/TOTAL"])
def test_total_in_other_spellings_is_no_record(table, label):
    found = table([["Kecamatan", "TK"], ["Talang", 1], ["Adiwerna", 2], [label, 3]])
    assert found.frame["TK"].sum() == 3


def test_row_of_sums_without_any_label_is_no_record(table):
    found = table([HEAD, *FIRMS, [None, None, None, 10, 100]])
    assert found.frame["Tenaga Kerja"].sum() == 10


def test_averages_and_balances_are_stated_figures(table):
    found = table([["Kecamatan", "TK"], ["Talang", 1], ["Adiwerna", 2], ["Jumlah", 3], ["Rata-rata", 1.5]])
    assert found.checks[["label", "stated", "computed", "agrees"]].values.tolist() == [
        ["Jumlah", 3, 3, True],
        ["Rata-rata", 1.5, 1.5, True],
    ]


def test_opening_and_closing_balances_are_no_records(table):
    found = table(
        [
            ["No", "Uraian", "Debet", "Saldo"],
            [None, "SALDO AWAL", None, 100],
            [1, "setor", 10, 110],
            [2, "setor", 5, 115],
            [None, "Saldo akhir", None, 115],
        ]
    )
    assert found.totals["label"].tolist() == ["SALDO AWAL", "Saldo akhir"]
    assert found.frame["Saldo"].tolist() == [110, 115]


def test_subtotals_total_the_rows_since_the_last_one(table):
    first, second, all_of_them = ([None, label, None, workers, 10 * workers] for label, workers in
                                  (("Sub Total", 3), ("Sub Total", 7), ("TOTAL", 10)))  # fmt: skip
    found = table([HEAD, *FIRMS[:2], first, *FIRMS[2:], second, all_of_them])
    assert (found.counts["rows_kept"], found.counts["rows_total"]) == (4, 3)
    assert found.checks["agrees"].all()


def test_total_of_a_part_is_compared_with_its_part(table, codes):
    found = table(
        [HEAD, *FIRMS[:2], [None, "Jumlah Kec. A", None, 3, 30], *FIRMS[2:], [None, "Jumlah Kec. B", None, 7, 70]]
    )
    assert codes(found, "ask") == []


def test_total_above_the_rows_is_compared_with_the_rows_below(table, codes):
    found = table([["Kecamatan", "TK"], ["Jumlah", 3], ["Talang", 1], ["Adiwerna", 2]])
    assert codes(found, "ask") == []


# --- rows that are no record -------------------------------------------------------------------------------


def test_blank_rows_inside_are_counted(table):
    found = table([HEAD, FIRMS[0], [], FIRMS[1], [], [], FIRMS[2]])
    assert (found.counts["rows_kept"], found.counts["rows_blank"]) == (3, 3)
    assert found.frame.index.tolist() == [2, 4, 7]


def test_section_titles_are_set_aside_with_text_and_reason(table):
    found = table([HEAD, ["KECAMATAN TALANG"], *FIRMS[:2], ["KECAMATAN ADIWERNA"], *FIRMS[2:]])
    assert found.set_aside[["cell", "code", "text"]].values.tolist() == [
        ["A2", "row-section", "KECAMATAN TALANG"],
        ["A5", "row-section", "KECAMATAN ADIWERNA"],
    ]
    assert found.sections.tolist() == ["KECAMATAN TALANG"] * 2 + ["KECAMATAN ADIWERNA"] * 2
    assert (len(firms(found)), balanced(found)) == (4, True)


def test_numbered_section_titles_are_no_records(table):
    found = table([HEAD, ["I", "KECAMATAN TALANG"], *FIRMS, ["II", "KECAMATAN ADIWERNA"], *FIRMS])
    assert len(firms(found)) == 8


def test_rows_with_nothing_but_a_running_number_are_set_aside(table):
    found = table([HEAD, *FIRMS, [5], [6], [None, "JUMLAH", None, 10, 100]])
    assert (found.counts["rows_kept"], found.counts["rows_set_aside"]) == (4, 2)


def test_rows_with_nothing_but_a_number_are_set_aside_in_a_short_table_too(table):
    found = table([HEAD, *FIRMS[:3], [4], [5], [None, "JUMLAH", None, 6, 60]])
    assert found.counts["rows_kept"] == 3


def test_gaps_in_the_running_numbers_change_nothing(table):
    rows = [*FIRMS, [None, "CV E", "Mur", 5, 50], [9, "CV F", "Mur", 6, 60], [10, "CV G", "Mur", 7, 70]]
    assert table([HEAD, *rows]).frame["Tenaga Kerja"].sum() == 28


def test_records_whose_first_rows_are_mostly_empty(table):
    found = table([["No", "Nama Usaha", "Produk", "TK", "Nilai"], [1, "A"], [2, "B"], [3, "C", "Baut", 3, 4]])
    assert firms(found) == ["A", "B", "C"]


def test_last_record_that_is_nearly_empty_is_kept_where_rows_are_numbered(table):
    found = table([HEAD, *FIRMS, [5, "UD Baru"]])
    assert firms(found)[-1] == "UD Baru"


def test_last_row_of_one_text_is_a_note_that_is_listed(table):
    found = table([HEAD[1:], *(row[1:] for row in FIRMS), ["UD Baru"]])
    assert found.set_aside[["cell", "text"]].values.tolist() == [["A6", "UD Baru"]]


def test_text_only_table_with_blank_rows(table):
    found = table([["Nama", "Jabatan"], ["Ani", "Ketua"], [], ["Budi", "Wakil"]])
    assert (found.counts["rows_kept"], found.counts["rows_blank"]) == (2, 1)


# --- below the block ---------------------------------------------------------------------------------------


def test_signature_and_source_are_notes(table):
    found = table(
        [HEAD, *FIRMS, ["JUMLAH", None, None, 10, 100], [], ["Sumber: Dinas"], [None, None, None, "Kepala Dinas"]]
    )
    assert found.counts["rows_read"] == 5
    assert found.set_aside[["cell", "code"]].values.tolist() == [["A8", "row-note"], ["D9", "row-note"]]


def test_signature_of_two_columns_is_a_note(xlsx):
    rows = [HEAD, *FIRMS, [], ["Mengetahui", None, None, "Tegal, 31 Desember 2024"]]
    rows += [["Kepala Dinas", None, None, "Ketua Sentra"], [], ["BUDI", None, None, "ANI"]]
    (found,) = p3dn.read(xlsx(rows)).tables
    assert len(found.set_aside) == 3


def test_signature_below_a_narrow_table_is_a_note(table):
    found = table(
        [["Nama Usaha", "TK"], ["A", 1], ["B", 2], [], ["Tegal, 31 Desember 2024"], ["Kepala Dinas"], ["BUDI"]]
    )
    assert firms(found) == ["A", "B"]


def test_signature_right_below_a_narrow_table_is_a_note(table):
    found = table([["Nama Usaha", "TK"], ["A", 1], ["B", 2], ["Tegal, 31 Desember 2024"], ["Kepala Dinas"], ["BUDI"]])
    assert firms(found) == ["A", "B"]


def test_notes_between_rows_are_no_records(table):
    found = table(
        [["Kecamatan", "TK"], ["Talang", 1], ["Adiwerna", 2], ["*) angka sementara"], ["1) termasuk magang", 3]]
    )
    assert "*) angka sementara" not in found.frame["Kecamatan"].tolist()


def test_source_below_is_a_note_in_a_narrow_table(table):
    found = table([["Kecamatan", "TK"], ["Talang", 1], ["Adiwerna", 2], ["Sumber: Dinas, 2024"]])
    assert found.set_aside["text"].tolist() == ["Sumber: Dinas, 2024"]
    assert len(found.frame) == 2


def test_signature_of_two_columns_below_three_firms_is_a_note(table):
    rows = [HEAD, *FIRMS[:3], [], ["Mengetahui", None, None, "Tegal, 31 Desember 2024"]]
    rows += [["Kepala Dinas", None, None, "Ketua Sentra"], [], ["BUDI", None, None, "ANI"]]
    assert len(table([*rows, ["NIP. 1970", None, None, "NIK 3273010101900001"]]).frame) == 3


def test_section_titles_in_a_narrow_table_are_no_records(table):
    found = table([["Nama Usaha", "TK"], ["KEC. TALANG"], ["CV A", 3], ["CV B", 4], ["KEC. ADIWERNA"], ["CV C", 5]])
    assert firms(found) == ["CV A", "CV B", "CV C"]


# --- running numbers ---------------------------------------------------------------------------------------


def numbered(*numbers):
    """Return rows of a register with these running numbers; a text is the title of a section."""
    rows = enumerate(numbers)
    return [HEAD, *([one] if isinstance(one, str) else [one, f"CV {at}x", "Baut", at, 10] for at, one in rows)]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([1, 2, 3, 4, 5], []),
        ([1, 2, 4, 5, 8], ["nomor urut melompat: 3 nomor tidak ada (sebelum A4, A6)"]),
        ([1, 2, 2, 3, 4], ["1 nomor urut dipakai lagi (A4)"]),
        ([1, 2, 3, 1, 2], ["nomor urut mulai lagi dari awal di A5, tanpa judul bagian di antaranya"]),
        ([1, 2, 3, "KEC. B", 1, 2], []),
        (["KEC. A", 1, 2, 3, "KEC. B", 4, 5], []),
        ([7, 120, 33, 34, 8], []),
        ([2, 3, 4, 5], []),
        ([1, 2, None, 3, 4], []),
    ],
)
def test_running_numbers_that_jump_repeat_or_begin_again_are_told(table, numbers, told):
    found = table(numbered(*numbers))
    assert [str(one) for one in found.issues["reason"]] == told
    assert len(found.frame) == sum(not isinstance(one, str) for one in numbers)


def test_rows_with_nothing_but_their_number_are_no_gap(table, codes):
    assert codes(table([*numbered(1, 2, 3), [4], [5], [6, "CV F", "Mur", 6, 60]])) == []
