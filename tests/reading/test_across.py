"""What records mean together; each finding is told, and no figure changes by it."""

import pytest

import p3dn

HEAD = ["Nama Usaha", "NIB", "Desa", "Kecamatan", "TK"]


@pytest.fixture
def told(sentra):
    """Return a function from rows of a register to ``{code: (severity, cell, reason)}``."""

    def find(*rows):
        frame = sentra([HEAD, *rows])
        assert len(frame) == len(rows)
        return of(frame)

    return find


def of(frame):
    return {one.code: (one.severity, one.cell, str(one.reason)) for one in p3dn.load_report(frame).issues.itertuples()}


def test_same_code_with_equal_rows_warns_with_rows_and_distinct(told):
    found = told(*[["CV A", "0101", "X", "Y", 1]] * 2, ["CV B", "0102", "X", "Y", 2])["record-repeated"]
    assert found[:2] == ("warn", "B2")
    assert "isi yang sama (baris 2=3)" in found[2]
    assert "3 baris, 2 yang berbeda" in found[2]


def test_same_code_with_other_values_asks_with_both_rows(told):
    found = told(["CV A", "0101", "X", "Y", 1], ["CV B", "0102", "X", "Y", 2], ["CV A", "0101", "X", "Y", 7])
    assert found["record-conflict"][:2] == ("ask", "B2")
    assert "(baris 2=4)" in found["record-conflict"][2]
    assert "record-repeated" not in found


def test_missing_code_matches_nothing(told):
    found = told(["CV A", None, "X", "Y", 1], ["CV B", None, "X", "Y", 1], ["CV C", "0101", "X", "Y", 1])
    assert not {"record-repeated", "record-conflict"} & set(found)


def test_same_firm_in_two_sentra_is_told_with_the_distinct_total(xlsx):
    rows = [["CV A", "0101", "X", "Y", 1], ["CV B", "0102", "X", "Y", 2]]
    frame = p3dn.load_sentra(xlsx([HEAD, *rows], sheets={"Talang": [HEAD, rows[0], ["CV C", "0103", "X", "Y", 3]]}))
    severity, cell, reason = of(frame)["record-elsewhere"]
    assert (severity, cell) == ("warn", "B2")
    assert reason == "1 NIB tercatat di lebih dari satu tabel (baris Data!2=Talang!2): 4 baris, 3 yang berbeda"


def test_names_that_differ_in_form_only_are_suggested_and_stay_two(told):
    found = told(
        ["CV. Maju Jaya", "0101", "X", "Y", 1], ["MAJU JAYA, CV", "0102", "X", "Y", 2], ["Lain", "0103", "X", "Y", 2]
    )
    assert found["names-similar"][0] == "info"
    assert "CV. Maju Jaya / MAJU JAYA, CV; tidak digabung" in found["names-similar"][2]


def test_name_in_capitals_is_the_same_name(told):
    assert "names-similar" not in told(["CV A", "0101", "X", "Y", 1], ["cv  a", "0102", "X", "Y", 2])


TENDER = ["kd_tender", "pagu", "nilai_kontrak", "nilai_pdn_kontrak"]


def test_package_on_several_rows_is_told_with_its_repeated_ceiling(xlsx):
    rows = [["001", 100, 40, 40], ["001", 100, 50, 50], ["002", 300, 90, 90]]
    found = of(p3dn.load_procurement(xlsx([TENDER, *rows])))
    assert found["record-several"][0] == "info"
    assert (
        "2 Kode tender berbeda pada 3 baris; 1 di antaranya berdiri di beberapa baris (2=3)"
        in found["record-several"][2]
    )
    assert found["value-repeated"][:2] == ("warn", "B3")
    assert "Rp500 bila semua baris dijumlahkan, Rp400 bila masing-masing dihitung sekali" in found["value-repeated"][2]
    assert "kelebihan 25%" in found["value-repeated"][2]  # 500 / 400


def test_order_on_two_rows_is_no_conflict(xlsx):
    rows = [["01A", 5, "selesai"], ["01A", 6, "selesai"], ["01B", 7, "batal"]]
    found = of(p3dn.load_procurement(xlsx([["order_id", "total", "status"], *rows])))
    assert "record-several" in found
    assert "record-conflict" not in found


def test_domestic_value_above_the_contract_warns_with_its_row(xlsx):
    rows = [["001", 100, 90, 90.6], ["002", 100, 80, 95], ["003", 100, None, 70]]
    severity, cell, reason = of(p3dn.load_procurement(xlsx([TENDER, *rows])))["value-exceeds"]
    assert (severity, cell) == ("warn", "D3")
    assert reason.endswith("lebih besar daripada Nilai kontrak di 1 baris (baris 3)")


def test_nothing_is_told_of_records_that_stand_once(told):
    codes = {"record-repeated", "record-conflict", "record-elsewhere", "names-similar", "value-repeated"}
    assert not codes & set(told(["CV A", "0101", "X", "Y", 1], ["CV B", "0102", "X", "Y", 1]))
