"""Tables as a reader sees them, in a notebook and in a test."""

import datetime

import pandas as pd
import pytest

from p3dn import P3DNError, marks, words
from p3dn.briefing import measures
from p3dn.briefing.gaps import Gap
from p3dn.briefing.tables import SHOWN, table


@pytest.fixture
def frame():
    return pd.DataFrame(
        {"lini": ["rem", "<script>alert(1)</script>"], "potential_rp": [24.444e9, None], "share": [0.5, 1.0]}
    )


def test_plain_text_is_aligned_and_the_same_in_every_run(frame):
    shown = repr(table(frame, title="Potensi", source="register", note="Harga 2019.", records="2 IKM"))
    assert shown.splitlines() == [
        "Potensi",
        "2 IKM",
        "lini                          Potensi (bisa dibuat)  Pangsa",
        "----------------------------  ---------------------  ------",
        "Blok rem komposit kereta api         Rp24,44 miliar     50%",
        "<script>alert(1)</script>                         –    100%",
        "Harga 2019.",
        "Sumber: register",
    ]


def test_html_is_escaped_captioned_and_scoped(frame):
    html = table(frame, title="Potensi <b>", source="a & b")._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<strong>Potensi &lt;b&gt;</strong>" in html
    assert html.count('scope="col"') == 3
    assert html.count('scope="row"') == 2
    assert "Sumber: a &amp; b" in html
    assert 'text-align:right">Rp24,44 miliar' in html


def test_numbers_are_written_for_the_reader(frame, monkeypatch):
    assert "Rp24,44 miliar" in repr(table(frame, title="t"))
    monkeypatch.setenv("P3DN_LANG", "en")
    assert "Rp24.44 billion" in repr(table(frame, title="t"))


def test_every_kind_of_value_has_its_text():
    frame = pd.DataFrame(
        {
            "tahun": [2024],
            "tanggal": [datetime.date(2026, 8, 17)],
            "ok": [True],
            "kalimat": [words.Sentence("gaps.nothing")],
            "daftar": [["share", "x"]],
            "kosong": [None],
        }
    )
    _, (row,), numeric = table(frame, title="t").cells()
    assert row == ["2024", "17 Agustus 2026", "ya", words.say("gaps.nothing"), "Pangsa, x", "–"]
    assert numeric == [False] * 6


def test_named_index_becomes_columns_and_any_other_is_left_out(frame):
    assert list(table(frame.set_index("lini"), title="t").frame) == ["lini", "potential_rp", "share"]
    assert list(table(frame, title="t").frame) == ["lini", "potential_rp", "share"]


def test_columns_choose_and_order(frame):
    assert list(table(frame, title="t", columns=["share", "lini"]).frame) == ["share", "lini"]
    with pytest.raises(P3DNError) as raised:
        table(frame, title="t", columns=["harga"])
    assert raised.value.code == "frame-column"


def test_a_long_table_shows_its_beginning_and_says_so():
    long = table(pd.DataFrame({"n": range(SHOWN + 5)}), title="t")
    assert repr(long).splitlines()[-1] == "5 baris lagi ada di buku kerja."
    assert len(long.frame) == SHOWN + 5


def test_an_empty_table_is_a_gap():
    assert isinstance(table(pd.DataFrame({"a": []}), title="t"), Gap)


@pytest.mark.usefixtures("illustrative")
def test_the_mark_stands_in_the_title(frame):
    shown = table(frame, title="Potensi")
    assert repr(shown).startswith(f"{marks.TEXT} – Potensi")
    assert f"{marks.TEXT} – Potensi" in shown._repr_html_()


def test_money_says_so_itself_and_other_units_stand_in_the_heading():
    more = {"produksi": {"id": "Produksi", "en": "Output", "format": "n", "unit": "ton"}}
    words.add_names(more)
    headings, _, _ = table(pd.DataFrame({"produksi": [1], "value_rp": [2.0]}), title="t").cells()
    assert headings[0] == "Produksi (ton)"
    assert "(Rp)" not in headings[1]


def test_measure_of_a_price():
    frame = pd.DataFrame({"v": [5.0], "satuan": ["Rp/buah"]})
    assert measures.measures(frame, ["v"])[0].write(203_700) == "Rp203.700 per buah"
