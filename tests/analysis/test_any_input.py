"""Whatever a file holds, an answer adds up and its title can be said: frames made at random, with many blanks."""

import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from p3dn import formats, words
from p3dn.analysis import capacity, claims, procurement, substitution, workforce
from p3dn.analysis import trade as statistics
from p3dn.analysis.substitution.scenario import FIELDS as SCENARIO_FIELDS

SYSTEMS = ("bps", "permenperin-64-2016", "pp-7-2021")
LINES = ["rem_blok_metalik", "rem_blok_komposit", "mesin", None]
FAMILIES = {"rem_blok_metalik": "komponen_kereta_api", "rem_blok_komposit": "komponen_kereta_api", "mesin": "mesin"}
UNITS = ["ton", "buah", None]
QUANTITIES = [0, 1, 7, 1000, None]
MONEY = [0, 5_000_000, 2_000_000_000, None]
SHARES = [0, 0.4, 1, None]
FLAGS = [True, False, None]

quickly = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to shrink six rows of sixteen columns takes minutes and shows little
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def table(**columns):
    """Return a strategy for columns of up to six rows."""
    row = st.tuples(*(st.sampled_from(values) for values in columns.values()))
    rows = st.lists(row, min_size=1, max_size=6)
    return rows.map(lambda rows: dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)))


REGISTERS = table(
    lini_produk=LINES,
    komoditi=["Logam", "Pangan", None],
    satuan=UNITS,
    tenaga_kerja=QUANTITIES,
    tk_l=QUANTITIES,
    tk_p=QUANTITIES,
    kapasitas_terpasang=QUANTITIES,
    produksi=QUANTITIES,
    kapasitas_produksi=QUANTITIES,
    nilai_produksi=MONEY,
    nilai_bahan_baku=MONEY,
    nilai_investasi=MONEY,
    porsi_bahan_lokal=SHARES,
    sni=FLAGS,
    bimbingan_teknis=FLAGS,
    skkni=QUANTITIES,
)
NEEDS = table(
    lini_produk=LINES,
    satuan=UNITS,
    jumlah_kebutuhan=QUANTITIES,
    harga_satuan=MONEY,
    nilai_kebutuhan=MONEY,
    porsi_impor=SHARES,
    tahun=["2025", "2026", None],
)
INPUTS = {
    "passed_share": [0, 0.5, 1, None],
    "life_domestic": [1, 2, None],
    "life_imported": [1, 4, None],
    "domestic_price": [90_000, 4_000_000, None],
    "cif": [10, 300, None],
    "exchange_rate": [16_000, None],
    "duty": [0, 0.05, None],
    "handling": [12_000, None],
    "preference": [0, 1, None],
    "tkdn": [0.4, None],
    "hps": [2e9, None],
    "order_quantity": [0, 5, 2000, None],
    "imported_inputs": [0, 0.45, 1, None],
    "weight": [9, None],
    "locked_specification": [0.1, None],
    "investment_capacity": [0, 500, None],
    "investment_months": [10, None],
    "investment_cost": [3e9, None],
    "efficient_volume": [20, None],
    "hours": [0.5, None],
    "idle_hours": [0, 100, None],
    "hours_per_worker": [2000, None],
    "history_demand": [50, None],
    "history_life": [1, None],
    "price_year": [2019, None],
    "tax_included": [0, 1, None],
    **{f"step_{lever}": [0.1, None] for lever in ("readiness", "price", "inputs")},
    **{f"step_{lever}": [5, None] for lever in ("capacity", "market")},
    **{f"cost_{lever}": [0, 7e8, None] for lever in ("capacity", "market", "price")},
}
SCENARIOS = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in INPUTS.items()})
TENDERS = table(
    kd_tender=["1", "2", "3", None],
    kd_satker=["s", "t", None],
    nama_satker=["Balai", "Biro", None],
    nilai_kontrak=MONEY,
    nilai_pdn_kontrak=MONEY,
    nilai_umk_kontrak=MONEY,
)
ORDERS = table(order_id=["A", "B", None], status=["COMPLETED", "ON_PROCESS", "CANCELLED", "lain", None], total=MONEY)


def with_family(columns):
    """Return the columns of a register with the family of each line, as the loader adds it."""
    return columns | {"keluarga_produk": [FAMILIES.get(line) for line in columns["lini_produk"]]}


def say(sentence):
    """Say a sentence in both languages; a title shows no value that is missing."""
    for lang in ("id", "en"):
        text = words.say(sentence.key, lang=lang, **sentence.values)
        assert not re.search(rf"\bnan\b|<NA>|{formats.MISSING}", text), text


@quickly
@given(columns=REGISTERS)
def test_registers(sentra, columns):
    firms = sentra(**with_family(columns))
    use, value, lines = capacity.by_line(firms), capacity.value_by_line(firms), workforce.by_line(firms)
    for answer, headline in (
        (use, capacity.headline_by_line),
        (capacity.totals(firms), capacity.headline_totals),
        (capacity.utilisation_spread(firms), capacity.headline_utilisation_spread),
        (value, capacity.headline_value_by_line),
        (value, capacity.headline_materials),
        (capacity.materials_origin(firms), capacity.headline_materials_origin),
        (workforce.total(firms), workforce.headline_total),
        (lines, workforce.headline_by_line),
        (workforce.by_sex(firms), workforce.headline_by_sex),
        (workforce.concentration(firms), workforce.headline_concentration),
        (workforce.productivity(firms), workforce.headline_productivity),
        (workforce.programmes(firms), workforce.headline_programmes),
        *((workforce.by_size(firms, system=system), workforce.headline_by_size) for system in SYSTEMS),
    ):
        say(headline(answer))
    if len(use):
        assert use["records"].sum() == len(firms)
        paired = use[use["paired_records"] > 0]
        assert (paired["used"] + paired["idle"]).tolist() == paired["paired_installed"].tolist()
        assert use.loc[use["paired_records"] == 0, ["used", "idle", "utilisation"]].isna().all(axis=None)
    if len(lines):
        assert lines["share_ikm"].sum() == pytest.approx(1)
    assert not workforce.gini(firms) < 0
    assert capacity.findings(firms)["value"].notna().all()
    assert workforce.findings(firms)["value"].notna().all()


@quickly
@given(columns=REGISTERS, wanted=NEEDS)
def test_needs(sentra, needs, columns, wanted):
    firms = sentra(**with_family(columns))
    potential = substitution.potential(needs(**wanted), firms)
    ladder, totals = substitution.ladder(potential), substitution.totals(potential)
    say(substitution.headline_potential(potential))
    say(substitution.headline_ladder(ladder))
    say(substitution.headline_totals(totals))
    for place, line in enumerate(potential["line"]):
        say(substitution.headline_line(potential.iloc[[place]]))
        for sentence in substitution.card(potential, line).method:
            say(sentence)
    assert not (potential["makeable_rp"] > potential["imported_rp"] * (1 + 1e-9)).any()
    assert not (potential["makeable_qty"] > potential["idle_qty"] * (1 + 1e-9)).any()
    for _, steps in ladder.groupby("line"):
        values = steps["value_rp"].fillna(0)
        below = values + steps["lost_rp"].fillna(0) + steps["unknown_rp"].fillna(0)
        assert below.tolist()[1:] == pytest.approx(values.tolist()[:-1])
    assert substitution.findings(needs(**wanted), firms)["value"].notna().all()


DRAWN = table(
    masukan=[
        "import_share",
        "passed_share",
        "capacity_stated",
        "order_quantity",
        "imported_inputs",
        "cif",
        "preference",
    ],
    lini_produk=["rem_blok_metalik", "mesin", None],
    rendah=[0, None],
    tengah=[0.4, 1, None],
    tinggi=[1, None],
    sumber=["BPS", "ilustratif", None],
)


@quickly
@given(columns=REGISTERS, wanted=NEEDS, assumed=DRAWN)
def test_draws(sentra, needs, columns, wanted, assumed):
    rows = pd.DataFrame({field: assumed.get(field) for field in SCENARIO_FIELDS}, index=range(len(assumed["tengah"])))
    rows.loc[rows["tengah"].isna(), ["rendah", "tinggi"]] = None
    rows = rows[rows["lini_produk"].isna() | rows["lini_produk"].isin(wanted["lini_produk"])]
    rows = rows.drop_duplicates(["masukan", "lini_produk"])
    inputs = needs(**wanted), sentra(**with_family(columns)), rows
    potential, found = substitution.potential(*inputs), substitution.simulate(*inputs, draws=40)
    cuts, ranks = substitution.sensitivity_to_cut(*inputs, draws=5), substitution.rank(potential, found)
    for horizon in ("now", "m36"):
        say(substitution.headline_ranges(found.ranges, horizon=horizon))
        say(substitution.headline_binding(found.binding, horizon=horizon))
        say(substitution.headline_drivers(found.drivers, horizon=horizon))
        say(substitution.headline_cut(cuts, horizon=horizon))
    say(substitution.headline_rank(ranks))
    if len(potential):
        assert found.binding.groupby(["line", "horizon"])["share"].sum().tolist() == pytest.approx([1] * len(potential))
        assert len(ranks) == potential["line"].nunique()
    lines = found.ranges[found.ranges["line"] != "semua_lini"]
    known = lines.dropna(subset="low_rp")
    assert (known["low_rp"] <= known["central_rp"]).all()
    assert (known["central_rp"] <= known["high_rp"]).all()
    assert cuts["competitive_share_draws"].dropna().between(0, 1 + 1e-9).all()
    fixed = substitution.simulate(*inputs[:2], rows.assign(rendah=None, tinggi=None), draws=2)
    bound = fixed.binding.set_index(["line", "horizon"])["lever"]
    assert bound.to_dict() == potential.set_index(["line", "horizon"])["binding"].to_dict()
    assert fixed.ranges["low_rp"].equals(fixed.ranges["high_rp"])


@settings(quickly, max_examples=8)
@given(columns=REGISTERS, wanted=NEEDS, values=SCENARIOS)
def test_scenarios(sentra, needs, assume, columns, wanted, values):
    buyers, firms = needs(**wanted), sentra(**with_family(columns))
    alone = values if len(buyers) == 1 else values | {"history_demand": None}  # it speaks about one item
    inputs = assume(**{"importer_cut": 0.2} | {name: value for name, value in alone.items() if value is not None})
    levers = substitution.levers(buyers, firms, inputs)
    effects = substitution.effects(buyers, firms, inputs)
    for answer, headline in (
        (levers, substitution.headline_levers),
        (substitution.proposals(levers), substitution.headline_proposals),
        (substitution.price_gate(buyers, inputs), substitution.headline_price_gate),
        (substitution.investment(buyers, firms, inputs), substitution.headline_investment),
        (effects, substitution.headline_effects),
        (substitution.demand_range(buyers, inputs), substitution.headline_demand_range),
    ):
        say(headline(answer))
    potential = substitution.potential(buyers, firms, inputs)
    if potential.empty:
        return
    parts = [name for name in potential if name.startswith(("lost_", "unknown_")) and name.endswith("_rp")]
    added = potential[[*parts, "retained_rp"]].fillna(0).sum(axis=1)
    assert added.tolist() == pytest.approx(potential["need_rp"].fillna(0).tolist(), abs=0.01)
    assert not (levers["released_rp"] < -0.01).any(), "a step never lowers its own rung"
    assert not (levers["released_rp"] > levers["lost_rp"].fillna(0) + 0.01).any()
    assert (levers.groupby(["line", "horizon"])["binding"].sum() <= 1).all()
    known = effects.dropna(subset=["hours_new"])
    assert (known["hours_filled"] + known["hours_new"]).tolist() == pytest.approx(known["work_hours"].tolist())
    assert not (known["hours_filled"] > known["idle_hours"].fillna(0) + 1e-6).any()
    contracted = effects[effects["rung"] == "contracted"]
    assert contracted["retained_rp"].fillna(0).tolist() == pytest.approx(potential["retained_rp"].fillna(0).tolist())


@quickly
@given(
    columns=table(
        tanggal=["2019-05-01", "2020-05-01", None],
        lini_produk=LINES,
        produk=["Rem", "REM", "Katup", None],
        nama_usaha=["A", None],
        tahap=[
            "Uji SKKNI",
            "ISO 9001",
            "SNI",
            "Uji lab",
            "Uji rute pendek",
            "Uji rute panjang",
            "Katalog",
            "rapat",
            None,
        ],
        pembeli=["X", "Y", None],
        hasil=["Lulus", "tidak lulus", "berjalan", "lihat surat", None],
        jumlah_lulus=QUANTITIES,
    ),
    firms=REGISTERS,
    ordered=table(
        lini_produk=LINES,
        produk=["Rem", None],
        pembeli=["X", None],
        jumlah_dipesan=QUANTITIES,
        tahun=["2019", "lama", None],
    ),
    as_of=st.sampled_from([None, "2018-12-31", "2019-12-31"]),
)
def test_stages(stages, sentra, deliveries, columns, firms, ordered, as_of):
    log, register, orders = stages(**columns), sentra(**with_family(firms)), deliveries(**ordered)
    funnel, lines = (
        substitution.funnel(log, register, None, orders, as_of=as_of),
        substitution.readiness(log, as_of=as_of),
    )
    for answer in (funnel, substitution.funnel(log, as_of=as_of)):
        say(substitution.headline_funnel(answer))
    say(substitution.headline_readiness(lines))
    known = funnel[funnel["failed"].notna()]
    assert known[["passed", "running", "failed"]].sum(axis=1).tolist() == known["of"].tolist()
    assert not (funnel["passed"] > funnel["of"]).any()
    assert (funnel["unclear"] <= funnel["records"]).all()
    assert funnel.loc[funnel["records"] == 0, ["passed", "of", "source"]].isna().all(axis=None)
    counted = funnel.loc[funnel["source"] == "stages", "records"].sum()
    late = 0 if as_of is None else (log["tanggal"] > pd.Timestamp(as_of)).sum()
    assert counted in (0, len(log) - late)  # a log without any step or result is a gap
    assert lines["share"].dropna().between(0, 1).all()
    assert (lines["passed_steps"].fillna(0) <= lines["steps"]).all()


@quickly
@given(columns=TENDERS, ordered=ORDERS)
def test_procurement(tender, epurchasing, columns, ordered):
    export, orders = tender(**columns), epurchasing(**ordered)
    shares, units = procurement.shares(export), procurement.by_unit(export, top=1)
    spending, summary = procurement.spending(orders), procurement.summary(export, orders)
    say(procurement.headline_shares(shares))
    say(procurement.headline_shares(shares, measure="umk"))
    say(procurement.headline_by_unit(units))
    say(procurement.headline_spending(spending))
    say(procurement.headline_summary(summary))
    for answer in (shares, units):
        known = answer[answer["total_rp"] > 0]
        assert (known["low"].between(0, 1) & known["high"].between(known["low"], 1)).all()
    if len(shares):
        pdn = units[units["measure"] == "pdn"]
        assert pdn["total_rp"].sum() == pytest.approx(shares["total_rp"].iloc[0])
        assert pdn["packages"].sum() == shares["packages"].iloc[0]
    if len(spending):
        assert spending["orders"].sum() == len(procurement.orders(orders))
    assert procurement.findings(export, orders)["value"].notna().all()


@quickly
@given(
    columns=table(
        kode_hs=["84", "8483", "84831000", "848330", "85", None],
        tahun=["2019", "2020", None],
        bulan=["01", "02", None],
        negara=["ALFA", "BETA", None],
        nilai=[0, 5, 1_000_000, None],
        arus=["impor", "ekspor", None],
    )
)
def test_trade(trade, columns):
    frame = trade(**columns)
    codes, countries, months = statistics.by_code(frame), statistics.by_country(frame), statistics.by_month(frame)
    say(statistics.headline_by_code(codes))
    say(statistics.headline_by_country(countries))
    say(statistics.headline_by_month(months))
    for answer in (codes, countries):
        if answer["imports"].sum():
            assert answer["share"].sum() == pytest.approx(1)
    assert codes["largest_share"].dropna().between(0, 1).all()
    lines = {"poros": {"hs6": ["848310", "848330"]}, "pabrik": {"hs6": ["848330"]}}
    ceiling = substitution.import_ceiling(frame, lines)
    say(substitution.headline_import_ceiling(ceiling))
    assert not (ceiling["imports_low"] > ceiling["imports_high"]).any()
    assert not (ceiling["imports_high"] > ceiling["imports_high"].tail(1).sum()).any()
    assert statistics.findings(frame)["value"].notna().all()


@quickly
@given(
    columns=table(
        topic=["a", "b"],
        value=[1, 24_000, 24_444, None],
        value_low=[1, None],
        value_high=[30_000, None],
        unit=["ikm", "pangsa"],
        as_of=["2019", "2019-03", None],
        formula=["c0 * 2", "c1 / c2", "24444", "(", None],
    )
)
def test_ledgers(columns):
    rows = pd.DataFrame(columns).assign(source="press")
    checked = claims.check(rows.assign(claim=[f"c{place}" for place in range(len(rows))]))
    assert set(checked["status"]) <= {"confirmed", "contradicted", "unchecked"}
    assert (checked["against"] != "").tolist() == (checked["status"] == "contradicted").tolist()
    say(claims.headline_check(checked))
    say(claims.headline_contradictions(claims.contradictions(checked)))
