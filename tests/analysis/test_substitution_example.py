"""Every rung of three lines computed a second time, from the cells of the example workbooks and plain arithmetic."""

from pathlib import Path

import openpyxl
import pytest

import p3dn

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
RUNGS = ("need", "imported", "makeable", "passed", "competitive", "contracted", "retained")
HORIZONS = {"now": ("sekarang", 0), "m12": ("12 bulan", 12), "m36": ("36 bulan", 36)}
# The example's items of three lines, and the KBLI of the firms that serve them; nobody makes composite blocks.
LINES = {
    "rem_blok_komposit": ("Rem blok komposit", None, ["Rem blok komposit"]),
    "mesin": ("Mesin (utuh)", "28210", ["Mesin pencacah rumput", "Hand traktor"]),
    "komponen_pompa_air": (
        "Komponen pompa air",
        "28130",
        ["Rumah pompa", "Katup gerbang (gate valve)", "Hidran pilar"],
    ),
}
# The step that the scenario states for each of the three, and how it spells the lever.
STEPPED = {"rem_blok_komposit": "capacity", "komponen_pompa_air": "price", "mesin": "inputs"}
STEPS = {"capacity": "kapasitas", "price": "harga", "inputs": "bahan"}


def rows(file, first):
    sheet = openpyxl.load_workbook(EXAMPLE / file, data_only=True).worksheets[0]
    return [row for row in sheet.iter_rows(min_row=first, values_only=True) if isinstance(row[0], int)]


def number(cell):
    """Return a cell as a number, whether Excel holds it as one or as an Indonesian text."""
    if isinstance(cell, int | float) or cell is None:
        return cell
    text = cell.replace("Rp", "").replace("%", "").replace(".", "").replace(",", ".").strip()
    return float(text) if text.replace(".", "").isdigit() else None


class ByHand:
    """The workbooks as dictionaries of cells."""

    def __init__(self):
        self.needs = {row[1]: row for row in rows("kebutuhan_contoh.xlsx", 5)}
        self.firms = rows("sentra_contoh.xlsx", 8)
        self.inputs = {row[1:5]: row[6] for row in rows("skenario.xlsx", 4) if "pesanan" not in row[1].lower()}
        self.orders = {(row[2], row[4], row[8]): row[6] for row in rows("skenario.xlsx", 4) if "Pesanan" in row[1]}

    def get(self, name, line, item, horizon, default=None):
        """Return an input: of the item before its line, of the horizon before all."""
        places = [(line, item), (line, None), (None, None)]
        found = [self.inputs.get((name, *place, when)) for place in places for when in (horizon, None)]
        return next((value for value in found if value is not None), default)

    def idle(self, kbli, unit):
        """Add up max(installed - output, 0) of the firms of a KBLI that count in a unit and state both."""
        spelled = {"buah": ("buah", "bh"), "unit": ("unit",)}[unit]
        both = [
            (number(row[8]), number(row[9]))
            for row in self.firms
            if str(row[4]) == kbli and row[10].strip().lower() in spelled
        ]
        return sum(max(there - used, 0) for there, used in both if there is not None and used is not None)

    def ladder(self, slug, horizon, step=None):
        """Return the rungs of a line in rupiah, after one more step of a lever if one is named."""
        line, kbli, names = LINES[slug]
        when, months = HORIZONS[horizon]
        total = dict.fromkeys(RUNGS, 0.0)
        for unit in dict.fromkeys(self.needs[name][5].strip().lower() for name in names):
            items = [name for name in names if self.needs[name][5].strip().lower() == unit]
            for rung, value in self.of_unit(line, kbli, unit, items, when, months, step).items():
                total[rung] += value
        return total

    def step(self, lever, step, line):
        """Return the size of one more step of a lever; 0 for the levers that are not pulled."""
        return self.get(f"Satu langkah: {STEPS[lever]}", line, None, None) if step == lever else 0

    def of_unit(self, line, kbli, unit, items, when, months, step):
        """Return the rungs of the items that are counted in one unit, which share capacity and orders."""
        unit = {"bh": "buah"}.get(unit, unit)
        pieces, price = {}, {}
        for item in items:
            row = self.needs[item]
            share = number(row[8]) / (100 if isinstance(row[8], str) or number(row[8]) > 1 else 1)
            price[item] = number(row[6])
            pieces[item] = [number(row[4]), number(row[4]) * share]
        wanted = sum(imported for _, imported in pieces.values())
        there = self.idle(kbli, unit) if kbli else 0
        added = self.get("Tambahan kapasitas dari investasi", line, None, when, 0)
        if added and months >= self.get("Bulan sampai investasi berjalan", line, None, when):
            volume = min(added, wanted - min(there, wanted))
            there += added if volume >= self.get("Volume efisien terkecil", line, None, when) else 0
        there += self.step("capacity", step, line)
        for item, steps in pieces.items():
            made = steps[1] * min(1, there / wanted)
            passed = made * self.get("Porsi lulus uji", line, item, when)
            steps += [made, passed, passed if self.is_competitive(line, item, when, step) else 0]
        bid = sum(steps[4] for steps in pieces.values())
        orders = self.orders.get((line, when, f"{unit}/tahun"), self.orders.get((line, None, f"{unit}/tahun")))
        for item, steps in pieces.items():
            ordered = steps[4] * (min(1, orders / bid) if bid else 0)
            foreign = self.get("Porsi bahan impor dalam harga", line, item, when) - self.step("inputs", step, line)
            steps += [ordered, ordered * (1 - foreign)]
        return {rung: sum(price[item] * steps[at] for item, steps in pieces.items()) for at, rung in enumerate(RUNGS)}

    def is_competitive(self, line, item, when, step):
        """Compare a month of service of the domestic piece with that of the landed import."""

        def get(name, default=None):
            return self.get(name, line, item, when, default)

        landed = get("Nilai CIF impor") * get("Kurs rupiah per dolar") * (1 + get("Tarif bea masuk"))
        landed += get("Biaya penanganan impor")
        bid = get("Harga barang dalam negeri") * (1 - self.step("price", step, line))
        fitting = get("Biaya pasang per penggantian", 0)
        large = get("Harga perkiraan sendiri (HPS)", 0) > 1_000_000_000
        if get("Preferensi harga berlaku", 0) and large and get("Nilai TKDN") >= 0.25:
            bid *= 1 - 0.25 * get("Nilai TKDN")
        domestic = (bid + fitting) / get("Umur pakai barang dalam negeri")
        return domestic <= (landed + fitting) / get("Umur pakai barang impor")


@pytest.fixture(scope="module")
def loaded():
    needs = p3dn.load_procurement(EXAMPLE / "kebutuhan_contoh.xlsx", kind="needs")
    return needs, p3dn.load_sentra(EXAMPLE / "sentra_contoh.xlsx"), p3dn.load_scenario(EXAMPLE / "skenario.xlsx")


@pytest.fixture(scope="module")
def potential(loaded):
    return p3dn.substitution.potential(*loaded).set_index(["line", "horizon"])


@pytest.fixture(scope="module")
def levers(loaded):
    return p3dn.substitution.levers(*loaded).set_index(["line", "horizon", "lever"])


@pytest.fixture(scope="module")
def by_hand():
    return ByHand()


@pytest.mark.parametrize("horizon", HORIZONS)
@pytest.mark.parametrize("line", LINES)
def test_second_computation_agrees_to_the_rupiah(potential, by_hand, line, horizon):
    expected = by_hand.ladder(line, horizon)
    found = {rung: potential.loc[(line, horizon), f"{rung}_rp"] for rung in RUNGS}
    assert {rung: round(value) for rung, value in found.items()} == {
        rung: round(value) for rung, value in expected.items()
    }


@pytest.mark.parametrize("horizon", HORIZONS)
@pytest.mark.parametrize(("line", "lever"), STEPPED.items())
def test_second_computation_of_a_step_agrees_to_the_rupiah(levers, by_hand, line, lever, horizon):
    before, after = by_hand.ladder(line, horizon), by_hand.ladder(line, horizon, lever)
    row = levers.loc[(line, horizon, lever)]
    own = {"capacity": "makeable", "price": "competitive", "inputs": "retained"}[lever]
    assert round(row["released_rp"]) == round(after[own] - before[own])
    assert round(row["retained_rp"]) == round(after["retained"] - before["retained"])
    cost = by_hand.get(f"Biaya satu langkah: {STEPS[lever]}", LINES[line][0], None, None)
    assert row["released_per_rp"] == pytest.approx((after[own] - before[own]) / cost)


def test_published_case_stands_at_the_top_of_every_horizon(potential):
    assert potential.loc["rem_blok_komposit", "need_rp"].tolist() == [24_444_000_000] * 3


def test_lines_of_the_example_are_held_back_by_different_levers(potential):
    bound = potential["binding"].groupby("line", sort=False).agg(list)
    assert bound["rem_blok_komposit"] == ["capacity"] * 3
    assert bound["komponen_mesin_industri"] == ["readiness"] * 3
    assert bound["komponen_pompa_air"] == ["price", "price", "inputs"]
    assert bound["komponen_kereta_api"] == ["market"] * 3
    assert bound["komponen_pabrik"] == ["unknown"] * 3
    assert potential.loc[("komponen_pabrik", "now"), ["missing", "who"]].tolist() == ["passed_share", "who_laboratory"]


def test_parts_of_the_need_add_up_for_every_line(potential):
    parts = [name for name in potential if name.startswith(("lost_", "unknown_")) and name.endswith("_rp")]
    added = potential[[*parts, "retained_rp"]].fillna(0).sum(axis=1)
    assert added.tolist() == pytest.approx(potential["need_rp"].tolist(), abs=0.01)


def test_three_faces_of_capacity_and_which_counts(potential):
    """By hand: the bottleneck of 180,000 less 27,313 made already; best year of 247,900 less the same."""
    row = potential.loc[("rem_blok_metalik", "now")]
    assert row["capacity_bottleneck_qty"] == 180_000 - 27_313
    assert row["capacity_demonstrated_qty"] == 247_900 - 27_313
    assert (row["capacity_counts"], row["idle_qty"]) == ("bottleneck", 152_687)
