"""Which figures would give a firm away, and that a published table does not give them back."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from p3dn.analysis import capacity, disclosure, workforce
from p3dn.analysis.workforce.programmes import PROGRAMMES

CASES = [  # n = 2, k = 85%, p = 10%, as sdcTable and sdcLog take them by default
    ([600, 250, 50, 40, 30, 20, 10], []),  # the two largest hold 85.0%, not more; 150 is left, and 60 would do
    ([900, 60, 20, 20], ["threshold", "dominance", "p-percent"]),  # 96%; 40 is left, and 90 would be needed
    ([500, 400, 60, 40], ["threshold", "dominance"]),  # 90%; 100 is left, and 50 would do
    ([70, 30], ["threshold", "dominance", "p-percent"]),
    ([0, 0, 0], []),
    ([5, None, 5, 5, 5, 5], []),
    ([-900, 60, 20, 20, 10], ["dominance", "p-percent"]),
]


@pytest.mark.parametrize(("values", "rules"), CASES)
def test_each_rule_by_hand(values, rules):
    assert disclosure.broken(values) == rules
    assert disclosure.sensitive(values) == (rules[0] if rules else None)


def firms(**groups):
    rows = [(group, value) for group, values in groups.items() for value in values]
    return pd.DataFrame(rows, columns=["group", "value"])


def protected(micro, total=()):
    answer = micro.groupby("group", sort=False)["value"].agg(["sum", "count"]).reset_index()
    total = None if total is None else list(total)
    return disclosure.protect(answer, micro, by=["group"], values={"value": ["sum"]}, counts=["count"], total=total)


def test_the_next_smallest_goes_with_a_single_cell_where_the_total_is_printed():
    micro = firms(few=[9, 9], large=[50] * 6, small=[10] * 6)
    found = disclosure.withheld(protected(micro)).query("column == 'sum'").values.tolist()
    assert found == [[0, "sum", "threshold"], [2, "sum", "complementary"]]
    assert protected(micro)["sum"].isna().tolist() == [True, False, True]
    assert protected(micro, total=None)["sum"].isna().tolist() == [True, False, False]


def test_what_is_zero_is_shown_and_hides_nothing():
    shown = protected(firms(none=[0, 0], few=[9, 9], large=[50] * 6))
    assert shown["sum"].isna().tolist() == [False, True, True]


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=9), min_size=1, max_size=6))
def test_the_total_never_gives_a_sensitive_sum_back(groups):
    micro = firms(**{f"g{number}": values for number, values in enumerate(groups)})
    hidden = protected(micro)["sum"].isna()
    left = micro[micro["group"].isin([f"g{number}" for number in hidden[hidden].index])]
    shown = [values for values, gone in zip(groups, hidden, strict=True) if not gone]
    assert all(disclosure.sensitive(values) is None for values in shown)
    assert disclosure.sensitive(left["value"]) is None or all(not any(values) for values in shown)


def register(lines):
    rows = [line for line, count in lines.items() for _ in range(count)]
    count = len(rows)
    frame = pd.DataFrame({"produk": rows, "satuan": "buah", "tk_p": 1.0})
    frame["tk_l"] = [2.0 + number % 4 for number in range(count)]
    frame["tenaga_kerja"] = frame["tk_l"] + frame["tk_p"]
    frame["kapasitas_terpasang"] = [100.0 + number for number in range(count)]
    frame["produksi"], frame["kapasitas_produksi"] = 60.0, None
    frame["nilai_produksi"], frame["nilai_bahan_baku"], frame["nilai_investasi"] = 9e6, 4e6, 2e6
    return frame.assign(porsi_bahan_lokal=0.5, **dict.fromkeys(PROGRAMMES, True)).assign(skkni=1)


LINES = {"besar": 12, "cukup": 6, "sedikit": 2}
TABLES = {
    capacity.by_line: ("used", "idle"),
    capacity.value_by_line: ("output_value", "value_added"),
    capacity.materials_origin: ("domestic_share",),
    workforce.by_line: ("ikm", "workers", "share_workers", "women_share"),
    workforce.productivity: ("output_per_worker",),
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.__module__}.{table.__name__}")
def test_a_line_of_two_firms_is_withheld_in_a_published_version_and_only_there(table, monkeypatch):
    sentra = register(LINES)
    whole = table(sentra, by="produk").set_index("group")
    monkeypatch.setenv("P3DN_PUBLISH", "1")
    shown = table(sentra, by="produk").set_index("group")
    for name in TABLES[table]:
        assert "withheld" not in whole
        assert whole[name].notna().all()
        assert shown[name].isna().to_dict() == {"besar": False, "cukup": True, "sedikit": True}
        assert f"{name}:" in shown.loc["sedikit", "withheld"]
        assert f"{name}:complementary" in shown.loc["cukup", "withheld"]


def test_a_firm_that_alone_left_out_its_output_is_not_found_by_subtraction(monkeypatch):
    monkeypatch.setenv("P3DN_PUBLISH", "1")
    sentra = register({"besar": 12})
    sentra.loc[0, "produksi"] = None
    row = capacity.by_line(sentra, by="produk").iloc[0]
    assert pd.isna(row["installed"])
    assert "installed:difference" in row["withheld"]
    assert row["paired_installed"] == sentra.loc[1:, "kapasitas_terpasang"].sum()


def test_the_curve_takes_firms_together(monkeypatch):
    sentra = register({"besar": 60})
    whole = workforce.concentration(sentra)
    monkeypatch.setenv("P3DN_PUBLISH", "1")
    shown = workforce.concentration(sentra)
    steps = shown["cum_ikm"].diff().dropna()
    assert len(shown) < len(whole)
    assert steps.min() >= 5
    assert shown.merge(whole).shape[0] == len(shown)
    few = workforce.concentration(sentra.head(4))
    assert str(workforce.headline_concentration(few)).startswith("Ditahan")


def test_titles_of_a_published_version_say_that_they_speak_of_what_is_published(monkeypatch):
    sentra = register(LINES)
    monkeypatch.setenv("P3DN_PUBLISH", "1")
    assert str(capacity.headline_by_line(capacity.by_line(sentra, by="produk"))).endswith("yang angkanya diterbitkan)")
    assert str(workforce.headline_by_line(workforce.by_line(sentra, by="produk"))).endswith(
        "yang angkanya diterbitkan)"
    )
    alone = register({"sedikit": 2})
    for answer, headline in (
        (capacity.by_line(alone, by="produk"), capacity.headline_by_line),
        (capacity.totals(alone), capacity.headline_totals),
        (capacity.value_by_line(alone, by="produk"), capacity.headline_value_by_line),
        (capacity.materials_origin(alone, by="produk"), capacity.headline_materials_origin),
        (workforce.total(alone), workforce.headline_total),
        (workforce.by_line(alone, by="produk"), workforce.headline_by_line),
        (workforce.by_size(alone), workforce.headline_by_size),
        (workforce.productivity(alone, by="produk"), workforce.headline_productivity),
        (workforce.programmes(alone), workforce.headline_programmes),
        (capacity.utilisation_spread(alone, by="produk"), capacity.headline_utilisation_spread),
    ):
        assert str(headline(answer)).startswith("Ditahan"), headline.__name__


def test_findings_leave_out_what_is_withheld(monkeypatch):
    monkeypatch.setenv("P3DN_PUBLISH", "1")
    assert workforce.findings(register({"sedikit": 2})).empty
    assert capacity.findings(register({"sedikit": 2})).empty
    found = capacity.findings(register(LINES)).set_index("finding")["value"]
    monkeypatch.delenv("P3DN_PUBLISH")
    whole = capacity.findings(register(LINES)).set_index("finding")["value"]
    assert found.to_dict() == whole.to_dict()
