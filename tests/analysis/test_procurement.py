"""Tenders and orders: a package counts once, what is not recorded stays an interval, cancelled is no spending."""

import pandas as pd
import pytest

from p3dn.analysis import procurement


def test_exact_copies_of_a_package_count_once(tender):
    export = tender(kd_tender=["1", "1", "2"], kd_satker="s", nilai_kontrak=[10, 10, 7], nilai_pdn_kontrak=[8, 8, None])
    once = procurement.packages(export)
    assert once[["kd_tender", "rows", "nilai_kontrak", "nilai_pdn_kontrak"]].values.tolist()[0] == ["1", 2, 10, 8]
    assert pd.isna(once.loc[1, "nilai_pdn_kontrak"])
    assert not once["values_differ"].any()


def test_a_shared_package_counts_once_and_its_parts_are_added(tender):
    """Two spending units with the same value share a contract; with different values they hold parts of it."""
    export = tender(kd_tender=["bersama"] * 2 + ["bagian"] * 2, kd_satker=["s", "t"] * 2, nilai_kontrak=[10, 10, 4, 6])
    once = procurement.packages(export).set_index("kd_tender")
    assert once["nilai_kontrak"].to_dict() == {"bersama": 10, "bagian": 10}
    assert once["spending_units"].tolist() == [2, 2]
    assert once["values_differ"].to_dict() == {"bersama": False, "bagian": True}


def test_the_last_row_of_one_unit_counts_as_an_addendum_does(tender):
    once = procurement.packages(tender(kd_tender="1", kd_satker="s", nilai_kontrak=[10, 12]))
    assert once[["nilai_kontrak", "rows", "values_differ"]].values.tolist() == [[12, 2, True]]


def test_a_part_without_its_figure_leaves_the_package_unknown(tender):
    export = tender(kd_tender="1", kd_satker=["s", "t"], nilai_kontrak=[4, 6], nilai_pdn_kontrak=[4, None])
    assert procurement.packages(export)["nilai_pdn_kontrak"].isna().all()


def test_rows_without_a_code_are_packages_of_their_own(tender):
    once = procurement.packages(tender(kd_tender=[None, None, "3"], kd_satker="s", nilai_kontrak=[5, 5, 5]))
    assert once["nilai_kontrak"].sum() == 15
    assert once["kd_tender"].isna().sum() == 2


def test_a_share_is_an_interval_around_what_was_recorded(tender):
    export = tender(kd_tender=["1", "2"], kd_satker="s", nilai_kontrak=[60, 40], nilai_pdn_kontrak=[45, None])
    pdn, umk = (row for _, row in procurement.shares(export).iterrows())
    assert (pdn["total_rp"], pdn["recorded_rp"], pdn["unknown_rp"]) == (100, 45, 40)
    assert (pdn["low"], pdn["recorded_share"], pdn["high"]) == (0.45, 0.75, 0.85)
    assert (pdn["packages"], pdn["packages_recorded"], pdn["official"]) == (2, 1, False)
    assert (umk["low"], umk["high"], umk["packages_recorded"]) == (0, 1, 0)
    assert pd.isna(umk["recorded_share"])
    assert procurement.shares(export).attrs == {"needs": "nilai_umk_kontrak"}


def test_a_recorded_zero_is_known_and_a_blank_is_not(tender):
    zero = procurement.shares(tender(kd_tender=["1"], kd_satker="s", nilai_kontrak=[60], nilai_pdn_kontrak=[0])).iloc[0]
    blank = procurement.shares(tender(kd_tender=["1"], kd_satker="s", nilai_kontrak=[60])).iloc[0]
    assert (zero["low"], zero["high"]) == (0, 0)
    assert (blank["low"], blank["high"]) == (0, 1)


def test_a_part_above_its_contract_is_unknown_and_counted(tender):
    export = tender(kd_tender=["1", "2"], kd_satker="s", nilai_kontrak=[60, 40], nilai_pdn_kontrak=[90, 40.5])
    pdn = procurement.shares(export).iloc[0]
    assert (pdn["packages_implausible"], pdn["unknown_rp"], pdn["recorded_rp"]) == (1, 60, 40)
    assert 0 <= pdn["low"] <= pdn["high"] <= 1


def test_units_beyond_the_top_are_added_so_that_all_add_up(tender):
    export = tender(
        kd_tender=["1", "2", "3"],
        kd_satker=["s", "t", "u"],
        nama_satker=["Balai", "Biro", None],
        nilai_kontrak=[60, 30, 10],
        nilai_pdn_kontrak=[30, 30, None],
    )
    answer = procurement.by_unit(export, top=2).query("measure == 'pdn'")
    assert answer["nama_satker"].tolist() == ["Balai", "Biro", "satker_lainnya"]
    assert answer["total_rp"].sum() == 100
    assert answer["high"].tolist() == [0.5, 1, 1]
    assert str(procurement.headline_by_unit(answer)) == "Balai terbesar: 1 paket senilai Rp60, 60% dari semua kontrak"


@pytest.mark.parametrize(
    ("pdn", "key"),
    [([45, 40], "shares-point"), ([45, None], "shares-interval"), ([None, None], "shares-unknown")],
)
def test_headline_on_shares(tender, pdn, key):
    export = tender(kd_tender=["1", "2"], kd_satker="s", nilai_kontrak=[60, 40], nilai_pdn_kontrak=pdn)
    sentence = procurement.headline_shares(procurement.shares(export))
    assert sentence.key == f"analysis.procurement.{key}"


def test_an_order_that_stands_twice_counts_once_with_its_last_row(epurchasing):
    export = epurchasing(order_id=["A", "A", "B"], status=["ON_PROCESS", "COMPLETED", "COMPLETED"], total=[5, 5, 3])
    once = procurement.orders(export)
    assert once[["order_id", "rows", "status_group"]].values.tolist() == [["A", 2, "selesai"], ["B", 1, "selesai"]]


def test_orders_without_order_id_are_told_apart_by_package(epurchasing):
    once = procurement.orders(epurchasing(kd_paket=["P", "P", None, None], status="COMPLETED", total=[5, 5, 1, 1]))
    assert len(once) == 3


def test_cancelled_orders_are_no_spending_and_unknown_statuses_stand_apart(epurchasing):
    export = epurchasing(
        order_id=["A", "B", "C", "D"],
        status=["COMPLETED", "CANCELLED_ON_REVIEW", "Paket Selesai", "on process"],
        total=[5, 3, 2, None],
    )
    answer = procurement.spending(export).set_index("status_group")
    assert answer["orders"].to_dict() == {"selesai": 1, "berjalan": 1, "batal": 1, "status_tidak_dikenal": 1}
    assert answer.index[answer["is_spending"]].tolist() == ["selesai", "berjalan"]
    assert pd.isna(answer.loc["berjalan", "value_rp"])
    assert answer.loc["berjalan", "value_records"] == 0
    assert not answer["rule_checked"].any()


@pytest.mark.parametrize(
    ("status", "total", "key"),
    [
        ("COMPLETED", 5, "spending-all"),
        ("CANCELLED", 5, "spending-cancelled"),
        ("lain", 5, "spending-unlisted"),
        ("ON_PROCESS", None, "spending-unrecorded"),
    ],
)
def test_headline_on_spending(epurchasing, status, total, key):
    answer = procurement.spending(epurchasing(order_id=["A", "B"], status=[status, "COMPLETED"], total=[total, 5]))
    assert procurement.headline_spending(answer).key == f"analysis.procurement.{key}"


def test_the_plans_label_is_never_inherited_by_orders(tender, epurchasing):
    tenders = tender(kd_tender=["1"], kd_satker="s", nilai_kontrak=[60], nilai_pdn_kontrak=[45], nilai_umk_kontrak=[60])
    ordered = epurchasing(order_id=["A", "B"], status=["COMPLETED", "CANCELLED"], total=[40, 99])
    answer = procurement.summary(tenders, ordered).set_index("channel")
    assert answer["value_rp"].to_dict() == {"tender": 60, "e_purchasing": 40, "semua_saluran": 100}
    assert answer.loc["e_purchasing", ["pdn_low", "pdn_high", "umk_low", "umk_high"]].tolist() == [0, 1, 0, 1]
    assert answer.loc["semua_saluran", ["pdn_low", "pdn_high", "umk_low", "umk_high"]].tolist() == [0.45, 0.85, 0.6, 1]
    assert not answer["official"].any()


def test_one_channel_alone_is_its_own_sum(tender, epurchasing, nothing):
    tenders = tender(kd_tender=["1"], kd_satker="s", nilai_kontrak=[60], nilai_pdn_kontrak=[45], nilai_umk_kontrak=[60])
    assert procurement.summary(tenders, nothing("epurchasing"))["channel"].tolist() == ["tender"]
    only_orders = procurement.summary(nothing("tender"), epurchasing(order_id=["A"], status="COMPLETED", total=[5]))
    assert procurement.headline_summary(only_orders).key == "analysis.procurement.summary-none"


def test_findings_of_both_channels(tender, epurchasing):
    tenders = tender(kd_tender=["1"], kd_satker="s", nilai_kontrak=[60], nilai_pdn_kontrak=[45])
    found = procurement.findings(tenders, epurchasing(order_id=["A"], status="CANCELLED", total=[5]))
    assert set(found["finding"]) >= {"tender-value", "pdn-low", "pdn-high", "umk-low", "orders-cancelled"}
    assert "umk-recorded" not in set(found["finding"])
