"""Two checks on the need: what the fleet used up before, and what is imported under the codes of a line."""

import pandas as pd
import pytest

import p3dn
from p3dn.analysis import substitution

LINE = "rem_blok_komposit"


@pytest.fixture
def published(needs):
    """Return the published need: up to 120,000 composite blocks at about Rp203,700 (Republika, 4 January 2019)."""
    return needs(lini_produk=[LINE], nama_barang="Rem blok komposit", jumlah_kebutuhan=[120_000], harga_satuan=203_700)


@pytest.fixture(scope="module")
def claims():
    return p3dn.read_claims().set_index("claim")


def history(assume, claims, **more):
    """Return the metallic orders up to 2015 (Bisnis.com, 3 April 2017) of one month (timlo.net, 11 August 2016)."""
    orders = claims.loc["pesanan_rem_metalik_sd_2015"]
    life = claims.loc["umur_rem_metalik_2016", "value"]
    row = {"rendah": orders["value_low"], "tengah": orders["value_high"], "tinggi": orders["value_high"]}
    return assume(history_demand=[row | {"sumber": orders["source"]}], history_life=life, **more)


def test_published_case_is_a_range_of_eleven_to_twenty_four_billion(published, assume, claims):
    """claims.csv: kebutuhan_rem_komposit_dari_riwayat 50,000-55,000, nilai_kebutuhan_dari_riwayat Rp10.2-11.2 bn."""
    inputs = history(assume, claims, life_imported=claims.loc["umur_rem_komposit_2016", "value"])
    row = substitution.demand_range(published, inputs).iloc[0]
    pieces, worth = claims.loc["kebutuhan_rem_komposit_dari_riwayat"], claims.loc["nilai_kebutuhan_dari_riwayat"]
    assert row[["fleet_low_qty", "fleet_high_qty"]].tolist() == pieces[["value_low", "value_high"]].tolist()
    assert row[["fleet_low_rp", "fleet_high_rp"]].tolist() == worth[["value_low", "value_high"]].tolist()
    assert row[["range_low_rp", "range_high_rp"]].tolist() == [11_203_500_000, 24_444_000_000]
    assert (row["consistent"], row["missing"]) == (False, "")
    assert row["history_source"].startswith("Bisnis.com, 3 April 2017")
    sentence = substitution.headline_demand_range(substitution.demand_range(published, inputs))
    assert str(sentence) == (
        "Kebutuhan Rem blok komposit Rp11,2 miliar sampai Rp24,44 miliar: "
        "menurut riwayat 55.000, menurut sumber 120.000 buah"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "Hitungan dari riwayat: Rem blok komposit: 220.000 barang lama × umur 1 ÷ 4 bulan = 55.000 buah"),
        ("en", "By history: Rem blok komposit: 220,000 older pieces × life 1 ÷ 4 months = 55,000 pieces"),
    ],
)
def test_why_not_24_billion_is_said_with_the_numbers_put_in(published, assume, claims, monkeypatch, language, said):
    monkeypatch.setenv("P3DN_LANG", language)
    inputs = history(assume, claims, life_imported=claims.loc["umur_rem_komposit_2016", "value"])
    assert str(substitution.headline_demand_method(substitution.demand_range(published, inputs))) == said


def test_method_of_a_need_whose_new_life_nobody_knows(published, assume, claims):
    found = substitution.demand_range(published, history(assume, claims))
    assert substitution.headline_demand_method(found).key == "analysis.substitution.demand-unknown"


def test_life_of_the_published_line_serves_where_the_scenario_has_none(published, assume, claims):
    """product_lines.toml: four to six months, central four; 200,000 / 6 and 220,000 / 4."""
    row = substitution.demand_range(published, history(assume, claims), lines=p3dn.read_lines()).iloc[0]
    assert row[["life_new", "fleet_low_qty", "fleet_high_qty"]].tolist() == pytest.approx([4, 200_000 / 6, 55_000])
    assert "timlo.net" in row["life_source"]
    unknown = substitution.demand_range(published, history(assume, claims))
    assert unknown.loc[0, ["missing", "who"]].tolist() == ["life_imported", "who_buyer"]
    assert unknown[["fleet_qty", "fleet_rp", "range_low_rp", "consistent"]].isna().all(axis=None)
    assert substitution.headline_demand_range(unknown).key == "analysis.substitution.demand-unknown"


@pytest.mark.parametrize(("stated", "agrees"), [(50_000, True), (55_000, True), (49_999, False), (55_001, False)])
def test_both_ends_of_the_range_belong_to_it(needs, assume, claims, stated, agrees):
    wanted = needs(lini_produk=[LINE], jumlah_kebutuhan=[stated])
    answer = substitution.demand_range(wanted, history(assume, claims, life_imported=4))
    assert answer["consistent"].tolist() == [agrees]
    key = substitution.headline_demand_range(answer).key
    assert key == f"analysis.substitution.demand-{'consistent' if agrees else 'pieces'}"


def test_without_a_history_the_check_says_what_it_needs(published, assume):
    answer = substitution.demand_range(published, assume(life_imported=4))
    assert answer.empty
    assert substitution.headline_demand_range(answer).values == {"columns": ["history_demand", "history_life"]}


LINES = {
    "metalik": {"hs6": ["860721", "860729"]},
    "komposit": {"hs6": ["681381", "860729"]},
    "pompa": {"hs6": ["841391"]},
    "tanpa": {},
}


@pytest.fixture
def imports(trade):
    return trade(kode_hs=["860729", "86072100", "681381", "841370", "84"], tahun="2025", nilai=[60, 20, 5, 1000, 9000])


def test_shared_codes_widen_the_range_and_count_once_in_the_union(imports):
    answer = substitution.import_ceiling(imports, LINES, unit="US$").set_index("line")
    assert answer.loc["metalik", ["imports_low", "imports_high", "codes_shared"]].tolist() == [20, 80, 1]
    assert answer.loc["komposit", ["imports_low", "imports_high", "codes_shared"]].tolist() == [5, 65, 1]
    assert answer.loc["all_lines", ["imports_low", "imports_high"]].tolist() == [85, 85]
    assert answer.index[-1] == "all_lines"
    assert "tanpa" not in answer.index


def test_a_code_without_a_record_is_named_and_not_zero(imports):
    row = substitution.import_ceiling(imports, LINES).set_index("line").loc["pompa"]
    assert row[["imports_low", "imports_high"]].isna().all()
    assert (row["codes_found"], row["not_found"]) == (0, "841391")


def test_statistics_of_chapters_cannot_tell(trade):
    answer = substitution.import_ceiling(trade(kode_hs=["84", "85"], tahun="2025", nilai=[5, 6]), LINES)
    assert answer["imports_high"].isna().all()
    assert substitution.headline_import_ceiling(answer).key == "analysis.substitution.ceiling-unknown"


def test_ceiling_of_the_bundled_lines_is_no_sum(trade):
    """860729 stands in railway parts, metallic and composite blocks: three ceilings of 7, one union of 7."""
    lines = p3dn.read_lines()
    answer = substitution.import_ceiling(trade(kode_hs=["860729"], tahun="2025", nilai=[7]), lines).set_index("line")
    found = answer[answer["codes_found"] > 0]["imports_high"]
    assert found.to_dict() == {
        "komponen_kereta_api": 7, "rem_blok_metalik": 7, "rem_blok_komposit": 7, "all_lines": 7
    }  # fmt: skip
    assert pd.isna(answer.loc["komponen_pompa_air", "imports_high"])


def test_headline_names_the_bound_and_its_year(imports):
    sentence = substitution.headline_import_ceiling(substitution.import_ceiling(imports, LINES, unit="US$"))
    assert str(sentence) == "Batas atas impor menurut kode HS 2 dari 3 lini: US$85 pada 2025"
