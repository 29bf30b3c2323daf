"""The ladder: unlike units never meet, what is unknown stays unknown, and every firm serves one line."""

import pandas as pd
import pytest

from p3dn.analysis import substitution
from p3dn.errors import P3DNError


def lines(answer):
    """Return the answer by line."""
    return answer.set_index("line")


@pytest.fixture
def register(sentra):
    """Return a register: idle 70 and 0 blocks, 30 other railway parts, 40 t of pump parts and one silent firm."""
    return sentra(
        lini_produk=["rem_blok_metalik", "rem_blok_metalik", "komponen_kereta_api", "komponen_pompa_air", "mesin"],
        keluarga_produk=["komponen_kereta_api"] * 3 + ["komponen_pompa_air", "mesin"],
        satuan=["buah", "buah", "buah", "ton", "buah"],
        kapasitas_terpasang=[100, 50, 40, 100, None],
        produksi=[30, 60, 10, 60, None],
    )


def test_composite_blocks_have_no_capacity_until_an_investment(needs, register):
    """Published case: 120,000 x Rp203,700 = Rp24,444,000,000, all imported, nobody in the register makes them."""
    wanted = needs(lini_produk=["rem_blok_komposit"], jumlah_kebutuhan=[120_000], harga_satuan=203_700, porsi_impor=1)
    answer = substitution.potential(wanted, register).iloc[0]
    assert answer["need_rp"] == answer["imported_rp"] == answer["lost_capacity_rp"] == 24_444_000_000
    assert (answer["makeable_qty"], answer["makeable_rp"], answer["binding"]) == (0, 0, "capacity")
    assert answer["missing"] == ""


def test_makeable_is_the_smaller_of_import_and_idle_capacity(needs, register):
    """By hand: idle 70 + 0 blocks; import 50 of 100 is less, import 100 is more."""
    binding = {}
    for share, made in ((0.5, 50), (1, 70)):
        wanted = needs(lini_produk=["rem_blok_metalik"], jumlah_kebutuhan=[100], harga_satuan=10, porsi_impor=share)
        answer = substitution.potential(wanted, register).iloc[0]
        assert (answer["idle_qty"], answer["idle_records"]) == (70, 2)
        assert (answer["makeable_qty"], answer["makeable_rp"]) == (made, made * 10)
        binding[share] = answer["binding"]
    assert binding == {0.5: "not_held", 1: "capacity"}


def test_every_firm_serves_one_line(needs, register):
    """The makers of blocks count for blocks, and for railway parts at large only where no block is needed."""
    both = needs(
        lini_produk=["rem_blok_metalik", "komponen_kereta_api"],
        jumlah_kebutuhan=[500, 500],
        harga_satuan=1,
        porsi_impor=1,
    )
    assert lines(substitution.potential(both, register))["idle_qty"].to_dict() == {
        "rem_blok_metalik": 70,
        "komponen_kereta_api": 30,
    }
    family = needs(lini_produk=["komponen_kereta_api"], jumlah_kebutuhan=[500], harga_satuan=1, porsi_impor=1)
    assert substitution.potential(family, register)["idle_qty"].tolist() == [100]


def test_items_of_a_line_share_its_idle_capacity(needs, register):
    """By hand: import 100 + 40 against 70 idle is half of each; 50 x 10 + 20 x 100 rupiah."""
    wanted = needs(
        lini_produk="rem_blok_metalik", jumlah_kebutuhan=[100, 40], harga_satuan=[10, 100], porsi_impor=1, tahun="2026"
    )
    answer = substitution.potential(wanted, register).iloc[0]
    assert (answer["items"], answer["need_qty"], answer["makeable_qty"], answer["makeable_rp"]) == (2, 140, 70, 2500)


def test_pieces_and_tonnes_never_meet(needs, register):
    wanted = needs(lini_produk=["komponen_pompa_air"], jumlah_kebutuhan=[100], harga_satuan=10, porsi_impor=1)
    answer = substitution.potential(wanted, register).iloc[0]
    assert answer["imported_rp"] == 1000
    assert answer[["idle_qty", "makeable_qty", "makeable_rp"]].isna().all()
    assert (answer["binding"], answer["missing"]) == ("unknown", "berat_per_satuan")
    assert answer["unknown_makeable_rp"] == 1000


def test_two_units_in_one_line_have_rupiah_but_no_quantity(needs, register):
    wanted = needs(
        lini_produk="komponen_pompa_air",
        satuan=["ton", "buah"],
        jumlah_kebutuhan=[80, 10],
        harga_satuan=[5, 7],
        porsi_impor=1,
    )
    answer = substitution.potential(wanted, register).iloc[0]
    assert (answer["need_rp"], answer["makeable_rp"], answer["unit"]) == (470, 200, "satuan_campuran")
    assert answer[["need_qty", "imported_qty", "makeable_qty", "idle_qty"]].isna().all()
    assert (answer["lost_capacity_rp"], answer["unknown_makeable_rp"]) == (200, 70)


def test_a_firm_that_did_not_state_its_capacity_does_not_count_as_none(needs, register):
    wanted = needs(lini_produk=["mesin"], jumlah_kebutuhan=[100], harga_satuan=10, porsi_impor=1)
    answer = substitution.potential(wanted, register).iloc[0]
    assert pd.isna(answer["makeable_rp"])
    assert answer["missing"] == "kapasitas_terpasang"


def test_without_output_or_without_any_capacity_idle_is_unknown(needs, register, nothing):
    wanted = needs(lini_produk=["rem_blok_metalik"], jumlah_kebutuhan=[100], harga_satuan=10, porsi_impor=1)
    for other, field in (
        (register.assign(produksi=pd.NA), "produksi"),
        (register.assign(kapasitas_terpasang=pd.NA), "kapasitas_terpasang"),
        (nothing("sentra"), "kapasitas_terpasang"),
    ):
        answer = substitution.potential(wanted, other).iloc[0]
        assert (answer["binding"], answer["missing"]) == ("unknown", field)
        assert answer["imported_rp"] == 1000


def test_an_unknown_import_share_leaves_the_need_standing(needs, register):
    wanted = needs(lini_produk=["rem_blok_metalik"], jumlah_kebutuhan=[100], harga_satuan=10)
    answer = substitution.potential(wanted, register).iloc[0]
    assert (answer["need_rp"], answer["unknown_imported_rp"]) == (1000, 1000)
    assert answer[["imported_rp", "makeable_rp"]].isna().all()
    assert (answer["binding"], answer["missing"]) == ("unknown", "porsi_impor")


def test_without_a_price_quantities_still_say_what_binds(needs, register):
    wanted = needs(lini_produk=["rem_blok_metalik"], jumlah_kebutuhan=[100], porsi_impor=1)
    answer = substitution.potential(wanted, register).iloc[0]
    assert (answer["need_qty"], answer["makeable_qty"], answer["binding"]) == (100, 70, "capacity")
    assert answer[["need_rp", "makeable_rp"]].isna().all()
    assert answer["missing"] == "harga_satuan"


def test_an_item_without_a_quantity_does_not_use_capacity_twice(needs, register):
    wanted = needs(
        lini_produk="rem_blok_metalik",
        jumlah_kebutuhan=[70, None],
        harga_satuan=[10, None],
        nilai_kebutuhan=[None, 900],
        porsi_impor=1,
    )
    answer = substitution.potential(wanted, register).iloc[0]
    assert (answer["need_rp"], answer["makeable_rp"], answer["unknown_makeable_rp"]) == (1600, 700, 900)


def test_items_outside_the_lines_have_a_need_and_no_capacity(needs, register):
    wanted = needs(lini_produk=["mesin", None], jumlah_kebutuhan=[1, 100], harga_satuan=10, porsi_impor=1)
    answer = substitution.potential(wanted, register)
    assert answer["line"].tolist() == ["mesin", "di_luar_lini"]
    assert answer.loc[1, "missing"] == "lini_produk"


def test_a_list_of_several_years_counts_its_latest_year(needs, register):
    wanted = needs(lini_produk="mesin", jumlah_kebutuhan=[1, 3], harga_satuan=10, porsi_impor=1, tahun=["2025", "2026"])
    answer = substitution.potential(wanted, register).iloc[0]
    assert (answer["tahun"], answer["need_qty"]) == ("2026", 3)


def test_percent_passed_for_an_import_share_is_an_error(needs, register):
    with pytest.raises(P3DNError) as raised:
        substitution.potential(needs(lini_produk=["mesin"], jumlah_kebutuhan=[1], porsi_impor=60), register)
    assert raised.value.code == "share-range"


def test_each_rung_is_the_next_one_plus_what_is_lost_and_unknown(needs, register):
    wanted = needs(
        lini_produk=["rem_blok_metalik", "rem_blok_metalik", "mesin", "rem_blok_komposit"],
        jumlah_kebutuhan=[100, 50, 20, 10],
        harga_satuan=[10, 20, 30, 40],
        porsi_impor=[0.6, None, 1, 0.5],
    )
    potential = substitution.potential(wanted, register)
    for frame, by in ((substitution.ladder(potential), "line"), (substitution.totals(potential).assign(all=1), "all")):
        for _, steps in frame.groupby(by):
            values = steps["value_rp"].fillna(0)
            below = values + steps["lost_rp"].fillna(0) + steps["unknown_rp"].fillna(0)
            assert below.tolist()[1:] == pytest.approx(values.tolist()[:-1])


def test_ladder_is_long_and_an_unknown_rung_is_not_zero(needs, register):
    wanted = needs(lini_produk=["mesin"], jumlah_kebutuhan=[100], harga_satuan=10, porsi_impor=0.4)
    ladder = substitution.ladder(substitution.potential(wanted, register))
    assert ladder["rung"].tolist() == ["need", "imported", "makeable"]
    assert ladder["known"].tolist() == [True, True, False]
    assert ladder["value_rp"].tolist()[:2] == [1000, 400]
    assert pd.isna(ladder["value_rp"].iloc[2])
    assert ladder["lost_rp"].tolist()[1] == 600


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"lini_produk": ["mesin"], "jumlah_kebutuhan": [9]}, "no-price"),
        ({"lini_produk": ["mesin"], "jumlah_kebutuhan": [9], "harga_satuan": 1}, "need"),
        ({"lini_produk": ["mesin"], "jumlah_kebutuhan": [9], "harga_satuan": 1, "porsi_impor": 0}, "no-import"),
        ({"lini_produk": ["mesin"], "jumlah_kebutuhan": [9], "harga_satuan": 1, "porsi_impor": 1}, "imported"),
        (
            {"lini_produk": "mesin", "jumlah_kebutuhan": [9, 9], "harga_satuan": 1, "porsi_impor": [1, None]},
            "imported-least",
        ),
        ({"lini_produk": ["kapal"], "jumlah_kebutuhan": [9], "harga_satuan": 1, "porsi_impor": 1}, "none"),
        ({"lini_produk": ["kapal", "mesin"], "jumlah_kebutuhan": 9, "harga_satuan": 1, "porsi_impor": 1}, "none-least"),
        (
            {"lini_produk": ["rem_blok_metalik"], "jumlah_kebutuhan": [9], "harga_satuan": 1, "porsi_impor": 1},
            "makeable",
        ),
        (
            {"lini_produk": ["rem_blok_metalik", "mesin"], "jumlah_kebutuhan": 9, "harga_satuan": 1, "porsi_impor": 1},
            "makeable-least",
        ),
    ],
)
def test_headline_says_no_more_than_is_known(needs, register, columns, key):
    sentence = substitution.headline_potential(substitution.potential(needs(**columns), register))
    assert sentence.key == f"analysis.substitution.potential-{key}"


def test_headline_of_the_published_case(needs, register):
    wanted = needs(lini_produk=["rem_blok_komposit"], jumlah_kebutuhan=[120_000], harga_satuan=203_700, porsi_impor=1)
    potential = substitution.potential(wanted, register)
    expected = "Kebutuhan yang masih diimpor Rp24,44 miliar; belum ada yang dapat dibuat"
    assert str(substitution.headline_potential(potential)) == expected
    held = substitution.headline_ladder(substitution.ladder(potential))
    assert (held.key, held.values["value"]) == ("analysis.substitution.ladder-single", 24_444_000_000)
    share = substitution.headline_totals(substitution.totals(potential))
    assert str(share) == "100% dari kebutuhan tercatat Rp24,44 miliar per tahun masih diimpor"


def test_findings_speak_about_the_brake_blocks_of_the_ledger(needs, register):
    wanted = needs(lini_produk=["rem_blok_komposit"], jumlah_kebutuhan=[120_000], harga_satuan=203_700, porsi_impor=1)
    found = substitution.findings(wanted, register).set_index("topic")
    assert found.loc["nilai_kebutuhan_rem_komposit_per_tahun", "value"] == 24_444_000_000
    assert found.loc["harga_rem_komposit", ["value", "unit"]].tolist() == [203_700, "Rp/buah"]


def test_an_item_without_price_or_origin_does_not_lower_the_price_or_the_import_share(needs, register):
    wanted = needs(
        lini_produk="rem_blok_komposit", jumlah_kebutuhan=[100, 100], harga_satuan=[10, None], porsi_impor=[1, None]
    )
    found = substitution.findings(wanted, register).set_index("finding")
    assert "line-price" not in found.index
    assert found.loc["line-import-share", ["value", "records", "of"]].tolist() == [1, 1, 2]
    origin_unknown = needs(
        lini_produk="rem_blok_komposit", jumlah_kebutuhan=[100, 100], harga_satuan=10, porsi_impor=[1, None]
    )
    found = substitution.findings(origin_unknown, register).set_index("finding")
    assert found.loc["line-import-share", ["value", "records"]].tolist() == [1, 1]
    assert found.loc["line-price", "value"] == 10


def test_a_sentence_is_about_one_horizon_and_never_adds_three(needs, register, assume):
    """120,000 x Rp203,700 are Rp24.44 billion a year, however many horizons stand in the answer."""
    wanted = needs(lini_produk=["rem_blok_komposit"], jumlah_kebutuhan=[120_000], harga_satuan=203_700, porsi_impor=1)
    growing = assume(investment_capacity=[{"horizon": "36 bulan", "tengah": 60_000}], investment_months=30,
                     efficient_volume=1)  # fmt: skip
    found = substitution.potential(wanted, register, growing)
    for horizon, made in (("now", "belum ada yang dapat dibuat"), ("m36", "yang dapat dibuat Rp12,22 miliar")):
        sentence = str(substitution.headline_potential(found[found["horizon"] == horizon]))
        assert sentence == f"Kebutuhan yang masih diimpor Rp24,44 miliar; {made}"
    assert str(substitution.headline_potential(found)) == str(substitution.headline_potential(found.iloc[[0]]))
    steps = substitution.ladder(found)
    assert substitution.headline_ladder(steps) == substitution.headline_ladder(steps[steps["horizon"] == "now"])


def test_what_is_missing_is_named_with_who_has_it(needs, register, assume):
    wanted = needs(lini_produk=["rem_blok_komposit"], jumlah_kebutuhan=[120_000], harga_satuan=203_700)
    found = substitution.potential(wanted, register, assume(duty=0.05))
    sentence = substitution.headline_missing(found)
    assert [asked.values for asked in sentence.values["asked"]] == [{"who": "who_buyer", "data": ["porsi_impor"]}]
    assert str(sentence).startswith("Data yang belum ada, menurut pemiliknya: pembeli (misalnya PT KAI) [")
    known = needs(lini_produk=["rem_blok_komposit"], jumlah_kebutuhan=[120_000], harga_satuan=203_700, porsi_impor=1)
    whole = substitution.potential(known, register, assume(duty=0.05))
    assert substitution.headline_missing(whole).key == "analysis.substitution.missing-none"
