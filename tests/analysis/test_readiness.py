"""Steps passed, each in its own unit: what counts last, what is not recorded, what has a gap."""

import pandas as pd
import pytest

from p3dn import substitution
from p3dn.analysis.readiness import log
from p3dn.errors import P3DNError

BLOCK = {"lini_produk": "rem_blok_komposit", "produk": "Rem blok", "pembeli": "Operator"}


def row(answer, step, source="stages"):
    """Return the one row of a step and source."""
    (found,) = answer[answer["step"].eq(step) & answer["source"].eq(source)].to_dict("records")
    return found


def counts(answer, step, source="stages"):
    found = row(answer, step, source)
    return [found[name] for name in ("passed", "running", "failed", "of")]


# --- words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Uji rute panjang, tahap 2", "long_route"),
        ("UJI LINTAS PENDEK", "short_route"),
        ("Uji lab. kekerasan", "laboratory"),
        ("Uji laboratorium SNI", "laboratory"),  # the test for a certificate is not the certificate
        ("Sertifikat SNI ISO 9001:2015", "iso"),  # the national name of the standard
        ("SPPT-SNI", "sni"),
        ("Sertifikat TKDN", "tkdn"),
        ("e-Katalog", "listing"),
        ("Kontrak payung", "order"),
        ("Sertifikasi kompetensi (SKKNI)", "skkni"),
        ("Uji rute pendek dan rute menengah", "other_step"),  # two steps are nobody's
        ("Rapat koordinasi", "other_step"),
        ("Uji label", "other_step"),  # 'lab' is a word, not a part of one
    ],
)
def test_step_is_recognised_by_whole_words(text, step):
    assert log.step_of(text) == step


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("LULUS", "passed"),
        ("16 dari 20 lulus", "passed"),
        ("Tidak Lulus", "failed"),
        ("gagal, uji ulang", "failed"),
        ("Belum lulus", "running"),
        ("Sedang berjalan", "running"),
        ("lulus sebagian", "running"),
        ("Dihentikan", "failed"),
        ("lulus, tidak ada retak", "passed"),
        ("lihat notula", None),
    ],
)
def test_result_is_recognised_by_its_words(text, result):
    assert log.result_of(text) == result


# --- the funnel ----------------------------------------------------------------------------------------------


def test_test_that_failed_and_was_repeated_counts_by_its_last_result(stages):
    days = ["2020-09-21", "2020-03-09"]  # the order in the sheet does not matter
    answer = substitution.funnel(stages(**BLOCK, tanggal=days, tahap="Uji rute menengah", hasil=["lulus", "gagal"]))
    assert counts(answer, "medium_route") == [1, 0, 0, 1]
    found = row(answer, "medium_route")
    assert (found["records"], found["counts"]) == (2, "product_buyer")
    assert [found["first_date"], found["last_date"]] == [pd.Timestamp("2020-03-09"), pd.Timestamp("2020-09-21")]
    before = substitution.funnel(
        stages(**BLOCK, tanggal=days, tahap="Uji rute menengah", hasil=["lulus", "gagal"]), as_of="2020-09-20"
    )
    assert counts(before, "medium_route") == [0, 0, 1, 1]


def test_entry_without_a_day_gives_way_to_a_dated_one_and_is_told(stages):
    both = stages(**BLOCK, tanggal=["2019-01-01", None], tahap="Uji lab", hasil=["gagal", "lulus"])
    answer = substitution.funnel(both)
    assert counts(answer, "laboratory") == [0, 0, 1, 1]
    assert row(answer, "laboratory")["undated"] == 1
    alone = substitution.funnel(stages(**BLOCK, tahap="Uji lab", hasil="lulus"))
    assert counts(alone, "laboratory") == [1, 0, 0, 1]
    assert row(alone, "laboratory")["undated"] == 1


def test_test_for_one_buyer_counts_for_no_other(stages):
    asked = stages(lini_produk="mesin", produk="Traktor", pembeli=["A", "a ", "B"], tahap="Uji lab", hasil="lulus")
    assert counts(substitution.funnel(asked), "laboratory")[0] == 2


def test_result_with_unknown_wording_is_told_and_does_not_count(stages):
    answer = substitution.funnel(stages(**BLOCK, tahap="Uji lab", tanggal="2020-01-01", hasil=["lulus", "lihat surat"]))
    assert counts(answer, "laboratory") == [1, 0, 0, 1]
    assert row(answer, "laboratory")["unclear"] == 1
    none = substitution.funnel(stages(**BLOCK, tahap=["Uji lab", "rapat"], hasil="lihat surat"))
    assert pd.isna(counts(none, "laboratory")).all()
    assert row(none, "other_step")["records"] == 1


def test_firms_and_products_are_counted_as_what_they_are(stages):
    held = stages(
        lini_produk="mesin",
        nama_usaha=["A", "A", "B", "A", "A"],
        produk=["x", "y", "x", "x", "y"],
        tahap=["ISO 9001", "ISO 9001", "ISO 9001", "SNI", "SNI"],
        hasil="terbit",
    )
    answer = substitution.funnel(held)
    assert (row(answer, "iso")["counts"], counts(answer, "iso")[0]) == ("firm", 2)
    assert (row(answer, "sni")["counts"], counts(answer, "sni")[0]) == ("product", 2)


def test_persons_are_those_who_passed_and_have_no_denominator(stages):
    taught = stages(
        lini_produk="mesin", tahap="Uji SKKNI", hasil="lulus", jumlah_diuji=[20, 4, 9], jumlah_lulus=[16, 3, None]
    )
    found = row(substitution.funnel(taught), "skkni")
    assert (found["passed"], found["counts"], found["unclear"]) == (19, "person", 1)
    assert pd.isna(found["of"])


def test_register_says_of_how_many_firms_it_knows(sentra, nothing):
    firms = sentra(lini_produk="mesin", sni=[True, False, None], iso=None, skkni=[3, 0, None], tkdn=False)
    answer = substitution.funnel(nothing("stages"), firms)
    assert counts(answer, "sni", "sentra")[::3] == [1, 2]
    assert row(answer, "sni", "sentra")["unclear"] == 1
    assert counts(answer, "tkdn", "sentra")[::3] == [0, 3]  # recorded as none: 0
    assert pd.isna(row(answer, "iso", "sentra")["passed"])  # not recorded: null
    assert row(answer, "skkni", "sentra")["passed"] == 3
    assert answer.attrs["needs"].split(",") == [
        "iso",
        "laboratory",
        "short_route",
        "medium_route",
        "long_route",
        "listing",
        "order",
    ]


def test_certificates_count_on_the_day(certificates, nothing):
    kept = certificates(
        lini_produk="mesin", nama_usaha=["A", "A", "B", "C"], produk="x", nilai_tkdn=0.4,
        tanggal_terbit=["2019-01-01", "2023-01-01", "2020-01-01", None],
        berlaku_sampai=["2022-01-01", "2026-01-01", "2023-01-01", None],
    )  # fmt: skip
    log = nothing("stages")
    found = row(substitution.funnel(log, None, kept, as_of="2026-01-01"), "tkdn", "certificates")
    assert [found[name] for name in ("passed", "running", "failed", "of")] == [1, 0, 1, 2]
    assert (found["records"], found["unclear"], found["undated"], found["counts"]) == (4, 1, 1, "product")
    later = substitution.funnel(log, None, kept, as_of="2026-01-02")
    assert counts(later, "tkdn", "certificates") == [0, 0, 2, 2]
    without_a_day = row(substitution.funnel(log, None, kept), "tkdn", "certificates")
    assert pd.isna(without_a_day["passed"])
    assert without_a_day["unclear"] == 4


def test_without_a_day_the_last_one_of_the_log_counts(certificates, stages):
    kept = certificates(lini_produk="mesin", nama_usaha="A", produk="x", nilai_tkdn=0.4, berlaku_sampai="2022-01-01")
    for day, expected in (("2022-01-01", [1, 0, 0, 1]), ("2022-01-02", [0, 0, 1, 1])):
        log = stages(**BLOCK, tanggal=["2020-01-01", day, None], tahap="Uji lab", hasil="lulus")
        assert counts(substitution.funnel(log, None, kept), "tkdn", "certificates") == expected


def test_orders_are_of_a_product_with_a_buyer_and_years_are_bounds(deliveries, nothing):
    sent = deliveries(
        lini_produk="mesin", produk="x", pembeli=["A", "A", "B", "C"], jumlah_dipesan=[5, 0, 0, None],
        tahun=["2010", "2012", "2012", "2012"],
    )  # fmt: skip
    found = row(substitution.funnel(nothing("stages"), orders=sent), "order", "deliveries")
    assert (found["passed"], found["of"], found["unclear"]) == (1, 2, 1)
    assert [found["first_date"], found["last_date"]] == [pd.Timestamp("2010-01-01"), pd.Timestamp("2010-12-31")]
    early = substitution.funnel(nothing("stages"), orders=sent, as_of="2011-06-30")
    assert row(early, "order", "deliveries")["records"] == 1


def test_two_sources_of_one_step_stand_side_by_side(stages, sentra):
    answer = substitution.funnel(
        stages(lini_produk="mesin", nama_usaha="A", produk="x", tahap="Sertifikat TKDN", hasil="terbit"),
        sentra(lini_produk="mesin", tkdn=[True, True], sni=False, iso=False, skkni=0),
    )
    assert answer.loc[answer["step"] == "tkdn", ["source", "passed"]].values.tolist() == [["stages", 1], ["sentra", 2]]


def test_routes_are_asked_of_railway_lines_only(stages):
    steps = substitution.funnel(stages(lini_produk=["mesin", "rem_blok_metalik"], tahap="Uji lab", hasil="lulus"))
    assert steps.groupby("line")["step"].agg(list)["mesin"] == [
        "skkni",
        "iso",
        "sni",
        "tkdn",
        "laboratory",
        "listing",
        "order",
    ]
    assert "long_route" in set(steps.loc[steps["line"] == "rem_blok_metalik", "step"])


def test_sentences_on_the_funnel(stages, sentra, nothing):
    def said(**columns):
        return str(substitution.headline_funnel(substitution.funnel(stages(**BLOCK, **columns))))

    assert said(tahap="Uji lab", hasil="gagal") == "Uji laboratorium: 1 produk tercatat, belum ada yang lulus"
    one = said(tahap=["Uji lab", "Uji rute pendek"], hasil=["lulus", "proses"])
    assert one == "Uji laboratorium: 1 dari 1 produk lulus; tahap lain belum ada yang lulus"
    some = said(tahap=["Uji lab", "Uji rute pendek"], hasil="lulus")
    assert some == "Uji laboratorium: 1 dari 1 produk lulus; Uji rute pendek: 1 produk"
    no_log = substitution.funnel(
        nothing("stages"), sentra(lini_produk="mesin", sni=True, iso=None, skkni=None, tkdn=None)
    )
    assert substitution.headline_funnel(no_log).key == "gaps.needs"


# --- how far a line has come ---------------------------------------------------------------------------------


def test_line_has_come_as_far_as_no_step_is_missing(stages):
    tested = ["Uji lab", "Uji rute pendek", "Uji rute panjang", "Katalog"]
    answer = substitution.readiness(stages(**BLOCK, tahap=tested, hasil=["lulus", "lulus", "proses", "terdaftar"]))
    (found,) = answer.to_dict("records")
    assert (found["furthest"], found["next_step"]) == ("short_route", "medium_route")
    assert pd.isna(found["next_result"])  # nobody recorded it
    assert (found["passed_steps"], found["steps"], found["share"]) == (3, 6, 0.5)
    assert (found["produk"], found["pembeli"], found["candidates"]) == ("Rem blok", "Operator", 1)


def test_line_is_as_far_as_its_best_product_and_a_test_without_buyer_counts_for_all(stages):
    answer = substitution.readiness(
        stages(
            lini_produk="mesin",
            produk=["x", "x", "x", "y"],
            pembeli=[None, "A", "B", "A"],
            tahap=["Uji lab", "Katalog", "Katalog", "Katalog"],
            hasil=["lulus", "ditolak", "terdaftar", "terdaftar"],
        )
    )
    (found,) = answer.to_dict("records")
    assert (found["produk"], found["pembeli"], found["furthest"], found["next_step"]) == ("x", "B", "listing", "order")
    assert found["candidates"] == 3


def test_line_without_a_recorded_step_has_nulls(stages):
    answer = substitution.readiness(stages(lini_produk="mesin", tahap="ISO 9001", hasil="terbit"))
    assert answer[["furthest", "passed_steps", "share"]].isna().all(axis=None)
    assert answer["next_step"].tolist() == ["laboratory"]
    assert substitution.headline_readiness(answer).key == "gaps.needs"


def test_lines_are_ranked_by_the_share_of_steps_passed(stages):
    tested = stages(
        lini_produk=["rem_blok_komposit", "mesin", "mesin", None],
        produk="x",
        tahap=["Uji lab", "Uji lab", "Katalog", "Uji lab"],
        hasil="lulus",
    )
    answer = substitution.readiness(tested)
    assert answer["line"].tolist() == ["mesin", "rem_blok_komposit", "di_luar_lini"]
    sentence = substitution.headline_readiness(answer)
    assert sentence.key == "analysis.readiness.lines-most"
    assert sentence.values["next"] == "order"


def test_sentences_on_lines(stages):
    def key(**columns):
        return substitution.headline_readiness(substitution.readiness(stages(produk="x", **columns))).key

    both = {"lini_produk": ["mesin", "komponen_pabrik"]}
    assert key(**both, tahap="Uji lab", hasil="gagal") == "analysis.readiness.lines-none"
    assert key(**both, tahap="Uji lab", hasil="lulus") == "analysis.readiness.lines-tie"
    whole = {"tahap": ["Uji lab", "Katalog", "Pesanan"], "hasil": "lulus"}
    assert key(lini_produk="mesin", **whole) == "analysis.readiness.done-single"


def test_day_before_all_entries_leaves_nothing(stages):
    log = stages(**BLOCK, tanggal="2020-01-01", tahap="Uji lab", hasil="lulus")
    for answer, headline in (
        (substitution.readiness(log, as_of="2019-12-31"), substitution.headline_readiness),
        (substitution.funnel(log, as_of="2019-12-31"), substitution.headline_funnel),
    ):
        assert answer.empty
        assert headline(answer).key == "gaps.needs"
    with pytest.raises(P3DNError) as raised:
        substitution.readiness(log, as_of="besok")
    assert raised.value.code == "day-unreadable"


# --- partners ------------------------------------------------------------------------------------------------


def test_dates_of_a_partnership_decide_before_its_state(partnerships):
    listed = partnerships(
        mitra=list("abcdefg"),
        mulai=["2020-01-01", "2020-01-01", "2020-01-01", "2026-01-01", None, None, None],
        berakhir=["2025-12-31", "2025-12-30", None, None, None, "2024-01-01", None],
        status=["Selesai", "Aktif", "Selesai", "Aktif", "Aktif", "Aktif", "tidak jelas"],
    )
    found = substitution.partnerships_by_line(listed, as_of="2025-12-31").set_index("mitra")["active"]
    assert found.loc[list("abcdef")].tolist() == [True, False, False, False, True, False]
    assert found.isna().tolist() == [partner == "g" for partner in found.index]
    by_state = substitution.partnerships_by_line(listed).set_index("mitra")["active"]
    assert by_state.loc[list("ab")].tolist() == [False, True]
