"""What ships under ``data/published``: a well-formed ledger of claims, and product lines that recognise products."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from p3dn import words
from p3dn.analysis.claims.agreement import same_unit
from p3dn.analysis.claims.formula import evaluate
from p3dn.reading import published

DATA = Path(__file__).resolve().parents[2] / "data"
COLUMNS = [
    "claim",
    "topic",
    "statement_id",
    "statement_en",
    "value",
    "value_low",
    "value_high",
    "text_id",
    "text_en",
    "unit",
    "as_of",
    "formula",
    "source",
    "publisher",
    "quality",
    "note_id",
    "note_en",
]
TOPIC_COLUMNS = ["topic", "area", "label_id", "label_en", "use", "why_id", "why_en"]
FIGURES = ("value", "value_low", "value_high")
FAMILIES = {
    "komponen_mesin_industri",
    "komponen_pabrik",
    "peralatan_kapal",
    "komponen_kereta_api",
    "komponen_pompa_air",
    "peralatan_rumah_tangga",
    "mesin",
    "komponen_otomotif",
}
LINES = tomllib.loads((DATA / "published" / "product_lines.toml").read_text(encoding="utf-8"))["lines"]


@pytest.fixture(scope="module")
def claims():
    with (DATA / "published" / "claims.csv").open(encoding="utf-8", newline="") as file:
        return {row["claim"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def topics():
    with (DATA / "published" / "topics.csv").open(encoding="utf-8", newline="") as file:
        return {row["topic"]: row for row in csv.DictReader(file)}


# --- claims ------------------------------------------------------------------------------------------------


def test_ledger_has_its_columns_and_unique_names():
    with (DATA / "published" / "claims.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len({row[0] for row in rows}) == len(rows) >= 160


def test_every_claim_is_complete(claims):
    for name, row in claims.items():
        assert re.fullmatch(r"[a-z0-9_]+", name), name
        assert re.fullmatch(r"[a-z0-9_]+", row["topic"]), name
        assert all(row[column] for column in ("statement_id", "statement_en", "unit", "source", "publisher")), name
        assert all(bool(row[f"{text}_id"]) == bool(row[f"{text}_en"]) for text in ("note", "text")), name
        assert row["statement_id"].endswith("."), name
        assert row["quality"] in {"press", "release", "blog", "regulation", "notes", "calculated"}, name
        assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row["as_of"]), name
        assert row["as_of"] or "tanpa tanggal" in row["source"], name
        assert all(text == text.strip() for text in row.values()), name


def test_figures_are_plain_numbers_within_their_bounds(claims):
    for name, row in claims.items():
        assert any(row[figure] for figure in FIGURES) != bool(row["text_id"]), name
        assert bool(row["text_id"]) == (row["unit"] == "teks"), name
        assert all(re.fullmatch(r"(\d+(\.\d+)?)?", row[figure]) for figure in FIGURES), name
        present = [float(row[figure]) for figure in ("value_low", "value", "value_high") if row[figure]]
        assert present == sorted(present), name
        if row["unit"] == "pangsa":
            assert max(present) <= 1, name


def test_every_unit_can_be_written(claims):
    """Every unit, or each part of a compound, has its words in both languages."""
    known = tomllib.loads((DATA.parent / "p3dn" / "words" / "units.toml").read_text(encoding="utf-8"))
    for unit in {row["unit"] for row in claims.values()}:
        assert set(unit.split("/")) <= set(known), unit


def test_claims_of_one_topic_share_a_unit(claims):
    units = {(row["topic"], row["unit"]) for row in claims.values()}
    assert len(units) == len({topic for topic, _ in units})


def test_formulas_name_other_claims_and_can_be_computed(claims):
    with_formula = {name: row["formula"] for name, row in claims.items() if row["formula"]}
    assert all(row["formula"] for row in claims.values() if row["quality"] == "calculated")
    known = dict.fromkeys(claims, (1.0, 1.0))
    for name, formula in with_formula.items():
        used = set(re.findall(r"[a-z]\w+", formula))
        assert used, name
        assert used <= claims.keys() - {name}, name
        assert evaluate(formula, known) is not None, name
        assert all(any(claims[other][figure] for figure in FIGURES) for other in used), name


def test_published_arithmetic(claims):
    """What the formulas give beside what is printed, worked out by hand."""
    expected = {
        "nilai_kebutuhan_rem_komposit": 24_444_000_000,
        "nilai_stok_rem_metalik_bisnis": 5_550_000_000,
        "nilai_stok_rem_metalik_solopos": 1_110_000_000,
        "kebutuhan_rem_metalik_setara": 480_000,
        "rasio_umur_rem_2016": 4,
        "utilisasi_sentra_2012": 0.2,
        "cor_nasional_2015": 447_360,
        "biaya_rem_komposit_per_bulan_2019": 50_925,
    }
    known = {name: (float(row["value"]),) * 2 for name, row in claims.items() if row["value"]}
    for name, figure in expected.items():
        assert evaluate(claims[name]["formula"], known) == (figure, figure), name
    assert float(claims["nilai_kebutuhan_rem_komposit"]["value"]) == 24_000_000_000
    assert float(claims["nilai_stok_rem_metalik_solopos"]["value"]) == 10_000_000_000


def test_contradictions_stand_side_by_side(claims):
    topics = Counter(row["topic"] for row in claims.values())
    for topic in ("anggota_koperasi", "tenaga_kerja_anggota", "stok_rem_metalik", "nilai_stok_rem_metalik"):
        assert topics[topic] >= 2
    members = {row["value"] for row in claims.values() if row["topic"] == "anggota_koperasi"}
    assert members == {"60", "198", "200", "247", "224", "160", "168", "155", "150"}


def test_every_topic_says_which_figure_to_use_or_that_none_is_and_why(claims, topics):
    with (DATA / "published" / "topics.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == TOPIC_COLUMNS
    assert len(topics) == len(rows)
    assert {row["topic"] for row in claims.values()} == set(topics)
    for name, row in topics.items():
        assert all(row[column] for column in TOPIC_COLUMNS if column != "use"), name
        assert not row["use"] or claims[row["use"]]["topic"] == name, name
        assert {"id", "en"} <= words.about(row["area"]).keys(), name


def test_what_nobody_published_or_nobody_dated_on_a_blog_is_not_the_figure_to_use(claims, topics):
    for row in filter(None, (claims.get(row["use"]) for row in topics.values())):
        assert row["quality"] != "notes", row["claim"]
        assert row["quality"] != "blog" or row["claim"] == "umur_rem_komposit_kajian", row["claim"]


def test_no_name_of_the_ledger_has_two_labels(claims, topics):
    """A name is shown by its label wherever it stands, so a claim, a topic and a column never share one."""
    names = [*claims, *topics]
    assert len(set(names)) == len(names)
    columns = tomllib.loads((DATA.parent / "p3dn" / "words" / "columns.toml").read_text(encoding="utf-8"))
    assert not set(names) & set(columns)


def test_a_finding_speaks_about_a_topic_of_the_ledger_in_its_unit(claims):
    """Otherwise a figure of real data would silently confirm and contradict nothing."""
    rules = tomllib.loads((DATA.parent / "p3dn" / "rules" / "topics.toml").read_text(encoding="utf-8"))
    units = {row["topic"]: row["unit"] for row in claims.values()}
    for topic, rule in rules.items():
        assert same_unit(rule["unit"], units[topic]), topic


def test_the_reader_gives_every_claim_its_topic(claims, topics):
    ledger = published.read_claims()
    assert ledger["claim"].tolist() == list(claims)
    assert ledger["use"].sum() == sum(bool(row["use"]) for row in topics.values())
    assert ledger[["area", "why"]].notna().all(axis=None)
    assert words.label("anggota_koperasi", lang="en") == "Members of the cooperative"
    assert words.label("anggota_koperasi_2017", lang="en") == "The Batur Jaya co-operative has 168 IKM as members"


# --- product lines -----------------------------------------------------------------------------------------


def fold(text):
    return " " + " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split()) + " "


def lines_of(text):
    """Return the lines that a product text matches; a line beats its own family."""
    folded = fold(text)
    hits = {
        name
        for name, line in LINES.items()
        if any(fold(word) in folded for word in line["keywords"])
        and not any(fold(word) in folded for word in line.get("excludes", []))
    }
    return hits - {LINES[name].get("family") for name in hits}


def test_product_lines_are_complete():
    assert {name for name, line in LINES.items() if "family" not in line} == FAMILIES
    for name, line in LINES.items():
        assert set(line["label"]) == {"id", "en"}, name
        assert line.get("family", "mesin") in FAMILIES, name
        assert line["unit"] in {"buah", "ton", "set", "unit", "kg"}, name
        assert line["hs6"], name
        assert all(re.fullmatch(r"\d{6}", code) for code in line["hs6"]), name
        assert line["hs6"] == sorted(set(line["hs6"])), name
        assert all(re.fullmatch(r"\d{5}", code["code"]) and code["version"] for code in line["kbli"]), name


def test_service_lives_are_ranges_with_a_source():
    lives = [line["service_life_months"] for line in LINES.values() if "service_life_months" in line]
    assert len(lives) == 2
    for life in lives:
        assert life["low"] <= life["central"] <= life["high"]
        assert life["source"]


def test_keywords_are_folded_and_belong_to_one_line():
    words = [word for line in LINES.values() for word in line["keywords"]]
    assert len(words) == len(set(words))
    for word in [*words, *(word for line in LINES.values() for word in line.get("excludes", []))]:
        assert fold(word) == f" {word} "


def test_a_keyword_alone_gives_its_own_line():
    for name, line in LINES.items():
        for word in line["keywords"]:
            assert lines_of(word) == {name}, word


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Pompa air", "komponen_pompa_air"),
        ("baling-baling kapal", "peralatan_kapal"),
        ("Wajan", "peralatan_rumah_tangga"),
        ("Ketel", "peralatan_rumah_tangga"),
        ("Ketel uap", "mesin"),
        ("PULI", "komponen_mesin_industri"),
        ("Roda gigi", "komponen_mesin_industri"),
        ("Roda gigi kapal", "peralatan_kapal"),
        ("bantalan", "komponen_mesin_industri"),
        ("Bantalan rel", "komponen_kereta_api"),
        ("sepatu rem kereta", "komponen_kereta_api"),
        ("Rem blok", "komponen_kereta_api"),
        ("Blok rem komposit", "rem_blok_komposit"),
        ("Rem blok (metalik)", "rem_blok_metalik"),
        ("Rem blok metalik dan komposit", "komponen_kereta_api"),
        ("Kampas rem mobil", "komponen_otomotif"),
        ("Gir sepeda motor", "komponen_otomotif"),
        ("Knalpot", "komponen_otomotif"),
        ("Mesin pencacah", "mesin"),
        ("Pisau mesin pencacah", "komponen_mesin_industri"),
        ("Suku cadang mesin tekstil", "komponen_pabrik"),
    ],
)
def test_texts_of_metal_registers_find_their_line(text, line):
    assert lines_of(text) == {line}


@pytest.mark.parametrize(
    "text",
    [
        "Tutup manhole",
        "Golok",
        "Parang",
        "Cangkul",
        "Perahu",
        "Kue oven",
        "Keripik singkong",
        "Ayam boiler",
        "Batik",
        "Anyaman rotan",
        "Miniatur kereta api",
        "Reparasi kendaraan bermotor",
        "Bengkel motor",
        "Jasa perbaikan mesin",
        "Mesin jahit",
        "Mobil",
    ],
)
def test_crafts_food_and_services_are_outside_the_lines(text):
    assert lines_of(text) == set()


def test_every_product_of_the_example_register_matches_one_family():
    rows = CalamineWorkbook.from_path(DATA / "example" / "sentra_contoh.xlsx").get_sheet_by_index(0).to_python()
    start = next(at for at, row in enumerate(rows) if row[0] == "(1)") + 1
    products = [row[3] for row in rows[start : start + 168]]
    assert len(products) == 168
    for product in products:
        assert len(lines_of(product)) == 1, product
