"""The load report: what it knows, how it shows itself, and what it never shows."""

import pandas as pd
import pytest

import p3dn

HEAD = ["No", "Nama Usaha", "Produk", "TK", "Nilai Investasi (Rp.000)"]
ROWS = [[1, "CV A", "Baut", 1, 10], [2, "CV B", "Mur", 2, 20], [3, "CV C", "Paku", 3, 30], [4, "UD D", "Baut", 4, 40]]
BELOW = [["JUMLAH", None, None, 10, 100], [], [None, None, None, "Kepala Dinas"], [None, None, None, "BUDI SANTOSA"]]


@pytest.fixture
def frame(sentra):
    return sentra([["Keadaan 31 Desember 2024"], HEAD, ["KEC. TALANG"], *ROWS, *BELOW])


@pytest.fixture
def report(frame):
    return p3dn.load_report(frame)


def test_counts_add_up(report):
    counts = report.counts
    assert counts == {"rows_read": 6, "rows_kept": 4, "rows_total": 1, "rows_set_aside": 1, "rows_blank": 0}
    assert counts["rows_read"] == sum(counts.values()) - counts["rows_read"]


def test_columns_map_fields_to_the_file(report):
    columns = report.columns.set_index("field")
    assert columns.loc["nilai_investasi", ["header", "column", "unit", "factor", "filled", "records"]].tolist() == [
        "Nilai Investasi (Rp.000)",
        "E",
        "rupiah",
        1000,
        4,
        4,
    ]


def test_text_of_the_report(report):
    lines = repr(report).splitlines()
    assert lines[0] == "Register IKM. Sumber: berkas.xlsx; data per 31 Desember 2024"
    assert lines[1] == "Baris dibaca 6 = disimpan 4 + jumlah tertulis 1 + disisihkan 1 + kosong 0"
    assert "  Nilai investasi ← Nilai Investasi (Rp.000) (E); rupiah × 1.000; 4/4" in lines
    assert "  2 dari 2 angka yang tertulis di berkas cocok dengan hitungan barisnya" in lines
    assert any("Data!A3, Data!D10, Data!D11" in line for line in lines)


def test_text_of_the_report_in_english(report, monkeypatch):
    monkeypatch.setenv("P3DN_LANG", "en")
    lines = repr(report).splitlines()
    assert lines[0] == "Register of small industry. Source: berkas.xlsx; data as of 31 December 2024"
    assert lines[1] == "Rows read 6 = kept 4 + stated totals 1 + set aside 1 + blank 0"


@pytest.mark.parametrize("show", [repr, lambda report: report._repr_html_()])
def test_texts_of_rows_that_were_set_aside_are_never_shown(report, show):
    assert "BUDI SANTOSA" in set(report.set_aside["text"])
    assert "BUDI SANTOSA" not in show(report)
    assert "TALANG" not in show(report)


def test_html_is_escaped(sentra):
    attack = "<script>alert(1)</script>"
    frame = sentra([["Nama Usaha", "TK", attack], ["CV A", 1, attack], ["CV B", 2, attack]])
    shown = p3dn.load_report(frame)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_html_has_a_header_per_column_and_a_row_per_field(report):
    shown = report._repr_html_()
    assert shown.count('scope="col"') == 6
    assert shown.count("<tr>") == 1 + len(report.columns)


def test_absolute_paths_are_never_shown(report, tmp_path):
    assert str(tmp_path) not in repr(report) + report._repr_html_()


def test_issues_are_sorted_by_who_has_to_act(sentra):
    frame = sentra([["Nama Usaha", "TK", "Aneh", None], ["CV A", 1, 5, 6], ["CV B", "±2", 7, 8]])
    severities = p3dn.load_report(frame).issues["severity"].tolist()
    assert severities == sorted(severities, key=["ask", "warn", "info"].index)
    assert p3dn.load_report(frame).needs_person()["severity"].eq("ask").all()


def test_every_issue_of_money_without_a_unit_can_be_shown(sentra):
    frame = sentra([["Nama Usaha", "TK", "Nilai Investasi"], ["CV A", 1, 5], ["CV B", 2, 6]])
    for issue in p3dn.load_report(frame).issues.itertuples():
        assert str(issue.reason)
        assert str(issue.remedy)


def test_every_issue_of_an_error_cell_can_be_shown(sentra):
    frame = sentra([["Nama Usaha", "TK"], ["CV A", "#N/A"], ["CV B", 2]])
    assert "#N/A" in repr(p3dn.load_report(frame))


# --- frames that know their report, and those that do not ----------------------------------------------------


def test_filtered_frame_still_knows_its_report(frame, report):
    assert p3dn.load_report(frame[frame["tenaga_kerja"] > 1]) is report
    assert p3dn.load_report(frame.assign(x=1)) is report


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.groupby("produk")["tenaga_kerja"].sum().to_frame(),
        lambda frame: frame.reset_index(drop=True),
        lambda frame: frame.merge(frame[["nama_usaha"]], on="nama_usaha"),
        lambda _: pd.DataFrame({"a": [1]}),
    ],
)
def test_frame_that_no_longer_knows_its_own_says_so(frame, change, fails):
    fails("report-unknown", p3dn.load_report, change(frame))


def test_frame_of_two_loads_says_so(sentra, fails):
    one, other = sentra([HEAD, *ROWS]), sentra([HEAD, *ROWS[:3]])
    fails("report-unknown", p3dn.load_report, pd.concat([one, other]))


def test_frame_joined_to_itself_says_so(frame, fails):
    fails("report-unknown", p3dn.load_report, pd.concat([frame, frame]))


def test_attributes_stay_small(frame):
    assert all(isinstance(value, str) and len(value) < 20 for value in frame.attrs.values())


def test_source_names_files_and_the_date_of_the_data(sentra, report):
    assert report.source == "berkas.xlsx; data per 31 Desember 2024"
    assert p3dn.load_report(sentra([HEAD, *ROWS])).source == "berkas.xlsx; tanggal data tidak disebut"
    assert p3dn.load_report(p3dn.load_sentra([])).source == "tidak ada berkas masukan"
