"""A page about a line as a reader sees it, and the panel over an answer."""

from types import SimpleNamespace

import pandas as pd
import pytest

from p3dn import P3DNError, marks
from p3dn.briefing import charts
from p3dn.briefing.cards import card
from p3dn.briefing.gaps import Gap
from p3dn.briefing.panel import panel


@pytest.fixture
def content():
    """Return the content of a page, with a text of a file that is no markup."""
    figures = pd.DataFrame({"rung": ["need"], "value_rp": [24.444e9], "value_qty": [None], "records": [1]})
    return SimpleNamespace(
        finding="Rem blok: Rp24,44 miliar",
        figures=figures,
        method=["120.000 buah × Rp203.700"],
        exclusions=[],
        assumptions=pd.DataFrame({"input": ["duty"], "sumber": ["<b>BTKI</b>"]}),
        missing=pd.DataFrame(columns=["datum", "who"]),
    )


def test_page_has_its_parts_in_the_order_of_reading_and_leaves_out_the_empty_ones(content):
    shown = repr(card(content, source="register"))
    places = [
        shown.index(text) for text in ("Rem blok:", "Angka per anak tangga", "Cara menghitung", "Asumsi", "Sumber:")
    ]
    assert places == sorted(places)
    assert "Yang tidak termasuk" not in shown
    assert "Data yang belum ada" not in shown
    assert "Jumlah  " not in shown.splitlines()[3]  # a column of which nothing is known


def test_page_in_html_is_escaped_and_its_tables_have_captions(content):
    html = card(content)._repr_html_()
    assert "<b>BTKI" not in html
    assert "&lt;b&gt;BTKI" in html
    assert html.count("<caption") == html.count("<table") == 2


def test_page_of_illustrative_data_says_so(content, monkeypatch):
    monkeypatch.setattr(marks, "is_illustrative", lambda: True)
    assert repr(card(content)).startswith("DATA ILUSTRATIF – Rem blok")
    assert "<h3>DATA ILUSTRATIF" in card(content)._repr_html_()


# --- the panel ---------------------------------------------------------------------------------------------

SLIDERS = pd.DataFrame(
    {
        "input": ["demand", "share"],
        "value": [1.0, 0.5],
        "low": [0.0, 0.0],
        "high": [2.0, 1.0],
        "unit": ["kali", "pangsa"],
    }
)


class Answer:
    """100 million of a thing, times the demand; keeps what it was asked."""

    def __init__(self, sliders=SLIDERS):
        self.sliders, self.asked = sliders, []

    def __call__(self, moved):
        """Return a frame and its title."""
        self.asked.append(moved)
        if moved.get("share") == 0:
            raise P3DNError("scenario-range", name="share", value=0.0, low=0.1, high=1.0)
        value = 100e6 * moved.get("demand", 1.0)
        return pd.DataFrame({"lini": ["rem"], "nilai_rp": [value]}), f"Nilai {value:.0f}"


def draw(frame, *, title):
    """Draw an answer as bars."""
    return charts.bars(frame, "lini", "nilai_rp", title=title)


def test_a_moved_slider_changes_picture_and_title_and_an_unmoved_one_is_not_asked():
    answer = Answer()
    demand, _, picture = panel(answer, draw).widget().children
    before = picture.value
    demand.value = 2.0
    assert answer.asked == [{}, {"demand": 2.0}]
    assert "Nilai 100000000" in before
    assert "Nilai 200000000" in picture.value


def test_what_cannot_be_is_said_in_the_place_of_the_picture():
    _, share, picture = panel(Answer(), draw).widget().children
    share.value = 0
    assert picture.value.startswith("<p>Pangsa = 0 tidak mungkin")


def test_panel_says_what_it_is_where_nobody_can_move_it():
    shown = panel(Answer(), draw)
    assert repr(shown).startswith("Panel interaktif: geser")
    assert shown._repr_mimebundle_()["text/plain"] == repr(shown)


def test_panel_of_nothing_to_move_is_a_gap():
    assert isinstance(panel(Answer(SLIDERS.head(0)), draw), Gap)
    with pytest.raises(P3DNError):
        panel(Answer(SLIDERS.drop(columns="high")), draw)
