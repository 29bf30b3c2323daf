"""An analyst changes one number in the scenario sheet: everything that is said moves as the arithmetic says.

The cells are changed in a copy of the example's workbook. The expected figures are computed here, from the published
case (120,000 pieces at Rp203,700; Republika, 4 January 2019) and the other cells of its line: an investment of 60,000
pieces a year at 36 months, of which 0.80 have passed, orders of 40,000, imported inputs of 0.45 of the price.
"""

import contextlib
import io
import json
from pathlib import Path

import openpyxl
import pytest

import p3dn
from p3dn import charts, claims, substitution

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "data" / "example"
COMPOSITE, PRICE = "rem_blok_komposit", 203_700
RUNGS = ("need", "imported", "makeable", "passed", "competitive", "contracted", "retained")
MONEY = [f"{rung}_rp" for rung in RUNGS]


@pytest.fixture(scope="module")
def files():
    """Return needs and register of the example."""
    needs = p3dn.load_procurement(EXAMPLE / "kebutuhan_contoh.xlsx", kind="needs")
    return needs, p3dn.load_sentra(EXAMPLE / "sentra_contoh.xlsx")


def change(path, *cells):
    """Write the scenario sheet with cells changed: (input, line, item, horizon, column, value) each."""
    book = openpyxl.load_workbook(EXAMPLE / "skenario.xlsx")
    sheet = book.worksheets[0]
    columns = [cell.value for cell in sheet[4]]
    rows = {tuple(cell.value for cell in row[1:5]): row for row in sheet.iter_rows(min_row=5)}
    for *about, column, value in cells:
        rows[tuple(about)][columns.index(column)].value = value
    book.save(path)
    return path


@pytest.fixture
def changed(tmp_path, files):
    """Return the maker of inputs with one central value of the composite line changed."""

    def make(name, value, horizon=None):
        cell = (name, "Rem blok komposit", None, horizon, "Tengah", value)
        return (*files, p3dn.load_scenario(change(tmp_path / "skenario.xlsx", cell)))

    return make


def of_line(frame, horizon="m36"):
    return frame[(frame["line"] == COMPOSITE) & (frame["horizon"] == horizon)]


def climbed(found, horizon="m36"):
    """Return the rungs of the composite line to the rupiah."""
    return of_line(substitution.potential(*found), horizon)[MONEY].iloc[0].round().tolist()


def worth(*pieces):
    """Return pieces in rupiah."""
    return [round(one * PRICE) for one in pieces]


def test_the_sheet_as_it_is(files):
    found = (*files, p3dn.load_scenario(EXAMPLE / "skenario.xlsx"))
    assert climbed(found) == worth(120_000, 120_000, 60_000, 48_000, 48_000, 40_000, 22_000)


def test_fewer_have_passed(changed):
    """By hand: 60,000 x 0.50 = 30,000, fewer than the orders; 0.55 of them stays. Other horizons do not move."""
    found = changed("Porsi lulus uji", 0.5, "36 bulan")
    expected = worth(120_000, 120_000, 60_000, 30_000, 30_000, 30_000, 16_500)
    assert climbed(found) == expected
    assert climbed(found, "m12") == worth(120_000, 120_000, 30_000, 0, 0, 0, 0)
    lost = of_line(substitution.levers(*found)).set_index("lever")["lost_rp"]
    assert lost[["readiness", "market"]].round().tolist() == [30_000 * PRICE, 0]
    page = substitution.card(substitution.potential(*found), COMPOSITE, scenario=found[2], horizon="m36")
    assert page.figures["value_rp"].round().tolist() == expected
    assert [str(sentence) for sentence in page.method if "Lulus uji" in str(sentence)] == [
        "Lulus uji: Rp12.222.000.000 − Rp6.111.000.000 (Belum lulus uji) = Rp6.111.000.000"
    ]
    assert page.assumptions.set_index("input").loc["passed_share", "tengah"] == 0.5


def test_another_price(changed):
    """By hand: 120,000 x 250,000 = Rp30 billion, Rp5.556 billion more of all lines' Rp146.78975 billion."""
    found = changed("Harga satuan pembeli", 250_000)
    pieces = (120_000, 120_000, 60_000, 48_000, 48_000, 40_000, 22_000)
    assert climbed(found) == [one * 250_000 for one in pieces]
    told = substitution.findings(*found)
    own = told[told["topic"].notna()].set_index("topic")["value"]
    assert own["nilai_kebutuhan_rem_komposit_per_tahun"] == 30_000_000_000
    assert own["harga_rem_komposit"] == 250_000
    assert told.set_index("finding").loc["need-value", "value"] == 146_789_750_000 + 5_556_000_000
    fleet = substitution.demand_range(found[0], found[2])
    assert fleet[["range_low_rp", "range_high_rp"]].iloc[0].tolist() == [55_000 * 250_000, 120_000 * 250_000]
    assert "Rp13,75 miliar sampai Rp30 miliar" in str(substitution.headline_demand_range(fleet))


def test_another_price_moves_what_the_ledger_says_where_the_data_are_real(changed):
    """The published price is about Rp203,700 in 2019; real data of that year with Rp250,000 speak against it."""
    statuses = {}
    for price in (PRICE, 250_000):
        told = substitution.findings(*changed("Harga satuan pembeli", price))
        checked = claims.check(p3dn.read_claims(), told.assign(illustrative=False, as_of="2019", source="x"))
        statuses[price] = checked.set_index("claim").loc["harga_rem_komposit_2019", "status"]
        silent = claims.check(p3dn.read_claims(), told.assign(illustrative=True, as_of="2019", source="x"))
        assert silent.set_index("claim").loc["harga_rem_komposit_2019", "status"] == "unchecked"
    assert statuses == {PRICE: "confirmed", 250_000: "contradicted"}


def test_another_import_share(changed):
    """By hand: 0.60 of 120,000 are 72,000, and 48,000 are domestic already; the machines still find their volume."""
    found = changed("Porsi impor", 0.6)
    assert climbed(found) == worth(120_000, 72_000, 60_000, 48_000, 48_000, 40_000, 22_000)
    row = of_line(substitution.potential(*found)).iloc[0]
    assert [round(row[f"lost_{name}_rp"]) for name in ("domestic", "capacity")] == worth(48_000, 12_000)
    told = substitution.findings(*found)
    assert told.loc[told["topic"] == "porsi_impor_rem_komposit", "value"].tolist() == [pytest.approx(0.6)]


def test_a_dearer_piece_closes_the_price_gate(changed):
    """By hand: landed 10.4 x 16,200 x 1.05 + 9,000 = Rp185,904; with fitting Rp49,476 a month against Rp53,000."""
    found = changed("Harga barang dalam negeri", 200_000)
    row = of_line(substitution.price_gate(found[0], found[2]), "now").iloc[0]
    assert row[["imported_month_rp", "domestic_month_rp"]].tolist() == [49_476, 53_000]
    assert row["break_even_life"] == pytest.approx(212_000 / 49_476)
    assert climbed(found) == worth(120_000, 120_000, 60_000, 48_000, 0, 0, 0)


def test_a_central_value_outside_its_range_is_refused_with_its_row(tmp_path):
    """The sheet has 15,800 to 16,900: whoever writes 14,000 in the middle is told, and asked for the ends too."""
    rate = ("Kurs rupiah per dolar", None, None, None)
    with pytest.raises(p3dn.P3DNError, match="scenario-order") as raised:
        substitution.potential(
            p3dn.load_procurement(EXAMPLE / "kebutuhan_contoh.xlsx", kind="needs"),
            p3dn.load_sentra([]),
            p3dn.load_scenario(change(tmp_path / "a.xlsx", (*rate, "Tengah", 14_000))),
        )
    assert "5:5" in str(raised.value)


@pytest.mark.parametrize("written", [0.5, "0,5", "50%", "50 %"])
def test_a_share_may_be_written_as_a_number_or_with_a_percent_sign(changed, written):
    assert climbed(changed("Porsi lulus uji", written, "36 bulan"))[3] == 30_000 * PRICE


def test_a_share_in_per_cents_without_a_sign_is_refused_and_says_what_is_meant(changed):
    with pytest.raises(p3dn.P3DNError, match="0,5") as raised:
        climbed(changed("Porsi lulus uji", 50, "36 bulan"))
    assert raised.value.code == "scenario-share"


def test_a_share_that_is_no_number_is_told_and_asked_of_who_has_it(tmp_path, files):
    about = ("Porsi lulus uji", "Rem blok komposit", None, "36 bulan")
    cells = [(*about, side, value) for side, value in (("Rendah", None), ("Tengah", "belum tahu"), ("Tinggi", None))]
    scenario = p3dn.load_scenario(change(tmp_path / "skenario.xlsx", *cells))
    assert p3dn.load_report(scenario).issues["code"].tolist() == ["value-unreadable"]
    row = of_line(substitution.potential(*files, scenario)).iloc[0]
    assert row[["missing", "who"]].tolist() == ["passed_share", "who_laboratory"]


@pytest.mark.parametrize(
    ("name", "value", "horizon"),
    [
        ("Porsi lulus uji", 0.5, "36 bulan"),
        ("Harga satuan pembeli", 250_000, None),
        ("Porsi impor", 0.6, None),
        ("Pesanan per tahun", 20_000, "36 bulan"),
    ],
)
def test_draws_title_and_picture_say_what_the_ladder_says(changed, name, value, horizon):
    found = changed(name, value, horizon)
    line = of_line(substitution.potential(*found))
    told = of_line(substitution.simulate(*found, draws=20, horizons=["m36"]).ranges)
    assert told["stated_rp"].round().tolist() == line[MONEY].iloc[0].round().tolist()
    title, row = substitution.headline_line(line), line.iloc[0]
    chart = charts.waterfall(substitution.ladder(line), title=title)
    drawn = chart.p3dn.frame["value_rp"]
    assert title.values["need"] == drawn.iloc[0] == row["need_rp"]
    assert title.values["value"] == drawn.iloc[-1] == row["retained_rp"]
    assert title.values["lost"] == chart.p3dn.frame["lost_rp"].iloc[2:].max() == row[f"lost_{row['binding']}_rp"]
    assert str(title) in chart.p3dn.title.replace("\n", " ")


def test_the_notebook_says_it_too(tmp_path, monkeypatch):
    """Notebook 05 run with one cell changed: by hand, 30,000 pieces pass and 16,500 of them stay (Rp3.36 billion)."""
    monkeypatch.chdir(ROOT / "notebooks")
    monkeypatch.setattr(p3dn, "save", lambda drawn, name: pictures.append((name, drawn)))
    passed = ("Porsi lulus uji", "Rem blok komposit", None, "36 bulan", "Tengah", 0.5)
    sheet, pictures, told = change(tmp_path / "skenario.xlsx", passed), [], io.StringIO()
    cells = json.loads(Path("05-substitution.ipynb").read_text(encoding="utf-8"))["cells"]
    space = {}
    with contextlib.redirect_stdout(told):
        for cell in cells:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), space)  # noqa: S102 - the project's own notebook
            if "parameters" in cell["metadata"].get("tags", []):
                space["scenario"] = [str(sheet)]
    assert "Rem blok komposit: Rp3,36 miliar dari kebutuhan Rp24,44 miliar" in told.getvalue()
    picture = {name: drawn for name, drawn in pictures if hasattr(drawn, "p3dn")}["05-lini-utama"]
    assert picture.p3dn.frame["value_rp"].round().tolist() == worth(
        120_000, 120_000, 60_000, 30_000, 30_000, 30_000, 16_500
    )
