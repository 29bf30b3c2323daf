"""Every sentence in both languages, every column with a label, every silence told apart."""

import ast
import importlib
import pkgutil
import re
import string
import tomllib
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest

import p3dn.analysis
from p3dn import words
from p3dn.analysis import capacity, claims, procurement, substitution, trade, workforce
from p3dn.errors import P3DNError

FOLDER = Path(p3dn.analysis.__file__).parent
ENDINGS = ("single", "tie", "most")


def catalogue(name):
    """Return the content of a words file."""
    return tomllib.loads(resources.files("p3dn").joinpath("words", f"{name}.toml").read_text(encoding="utf-8"))


def entries(tree, key):
    """Yield every entry with texts, with its key."""
    if isinstance(tree.get("id"), str):
        yield key, tree
    for name, part in tree.items():
        if isinstance(part, dict):
            yield from entries(part, f"{key}.{name}")


ENTRIES = dict(entries(catalogue("analysis"), "analysis"))


def placeholders(text):
    """Return the values a text asks for, each with its format."""
    return sorted((name, spec) for _, name, spec, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("key", ENTRIES)
def test_both_languages_ask_for_the_same_values(key):
    entry = ENTRIES[key]
    assert entry["id"].strip()
    assert entry["en"].strip()
    assert placeholders(entry["id"]) == placeholders(entry["en"])


@pytest.mark.parametrize("key", [key for key in ENTRIES if not key.startswith("analysis.finding.")])
def test_titles_are_short(key):
    assert all(len(ENTRIES[key][lang].split()) <= 15 for lang in ("id", "en"))


def keys_in_code():
    """Yield the keys that the code names, as patterns: what is computed in a key may be anything."""
    for path in FOLDER.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        parts_of_others = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if id(node) in parts_of_others:
                continue
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                text = "".join(".*" if part is None else re.escape(part) for part in parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = re.escape(node.value)
            else:
                continue
            if re.fullmatch(r"analysis\\\.[a-z]+(\\\..+)?", text):
                yield text


def test_every_key_in_the_code_exists_and_every_sentence_is_used():
    patterns = {f"{key}(-({'|'.join(ENDINGS)}))?" for key in keys_in_code()} | {r"analysis\.finding\..*"}
    for pattern in patterns:
        assert any(re.fullmatch(pattern, key) for key in ENTRIES), pattern
    for key in ENTRIES:
        assert any(re.fullmatch(pattern, key) for pattern in patterns), key


def test_sentences_on_a_leader_come_in_all_three_cases():
    stems = {key.removesuffix("-most") for key in ENTRIES if key.endswith("-most")}
    assert {f"{stem}-{ending}" for stem in stems for ending in ENDINGS} <= set(ENTRIES)


def computed_columns():
    """Return the columns of all answers, from the lists of columns in the modules, without the sources' fields."""
    columns = set()
    for module in pkgutil.walk_packages([str(FOLDER)], "p3dn.analysis."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, list) and name.endswith(("COLUMNS", "ADDED")):
                columns |= set(value)
    kinds = resources.files("p3dn").joinpath("records").iterdir()
    kinds = [tomllib.loads(kind.read_text(encoding="utf-8")) for kind in kinds if kind.name.endswith(".toml")]
    return sorted(columns - {field for kind in kinds for field in kind.get("fields", {})})


@pytest.mark.parametrize("column", computed_columns())
def test_every_computed_column_has_a_label_in_both_languages_and_a_format(column):
    entry = catalogue("columns")[column]
    assert entry["id"].strip()
    assert entry["en"].strip()
    assert entry["format"] in ("n", "rp", "pct", "usd", "unit", "date", "text")
    if column.endswith("_rp") and not column.endswith("_per_rp"):
        assert (entry["format"], entry["unit"]) == ("rp", "Rp")


def test_columns_that_look_like_shares_are_written_as_percent():
    for column in computed_columns():
        if column.startswith("share_") or column.endswith("_share"):
            assert catalogue("columns")[column]["format"] == "pct", column


REGISTER = (
    (capacity.by_line, capacity.headline_by_line),
    (capacity.totals, capacity.headline_totals),
    (capacity.utilisation_spread, capacity.headline_utilisation_spread),
    (capacity.value_by_line, capacity.headline_value_by_line),
    (capacity.value_by_line, capacity.headline_materials),
    (capacity.materials_origin, capacity.headline_materials_origin),
    (workforce.total, workforce.headline_total),
    (workforce.by_line, workforce.headline_by_line),
    (workforce.by_sex, workforce.headline_by_sex),
    (workforce.by_size, workforce.headline_by_size),
    (workforce.concentration, workforce.headline_concentration),
    (workforce.productivity, workforce.headline_productivity),
    (workforce.programmes, workforce.headline_programmes),
)


def ceiling(frame):
    """Ask for the imports under the codes of one line."""
    return substitution.import_ceiling(frame, {"poros": {"hs6": ["848310"]}})


QUESTIONS = (
    *(("sentra", question, headline) for question, headline in REGISTER),
    ("tender", procurement.shares, procurement.headline_shares),
    ("tender", procurement.by_unit, procurement.headline_by_unit),
    ("epurchasing", procurement.spending, procurement.headline_spending),
    ("trade", trade.by_code, trade.headline_by_code),
    ("trade", trade.by_country, trade.headline_by_country),
    ("trade", trade.by_month, trade.headline_by_month),
    ("trade", ceiling, substitution.headline_import_ceiling),
    ("stages", substitution.funnel, substitution.headline_funnel),
    ("stages", substitution.readiness, substitution.headline_readiness),
)
NAMES = [f"{question.__module__}.{headline.__name__}" for _, question, headline in QUESTIONS]


@pytest.mark.parametrize(("kind", "question", "headline"), QUESTIONS, ids=NAMES)
def test_no_file_and_nothing_recorded_are_told_apart(kind, question, headline, request, nothing):
    no_file = question(nothing(kind))
    silent = question(request.getfixturevalue(kind)())
    assert no_file.empty
    assert silent.empty
    assert list(no_file.columns) == list(silent.columns) != []
    assert no_file.attrs == {"needs": ""}
    assert silent.attrs["needs"]
    assert headline(no_file).key == "gaps.nothing"
    assert headline(silent).key == "gaps.needs"
    assert headline(silent).values["columns"] == silent.attrs["needs"].split(",")


@pytest.mark.parametrize(("kind", "question", "headline"), QUESTIONS, ids=NAMES)
def test_a_column_that_does_not_exist_is_an_error(kind, question, headline):
    assert headline
    with pytest.raises(P3DNError) as raised:
        question(pd.DataFrame({"lain": [1]}))
    assert raised.value.code == "frame-column", kind


LADDER = (
    (lambda needs, sentra: substitution.levers(needs, sentra, None), substitution.headline_levers),
    (
        lambda needs, sentra: substitution.proposals(substitution.levers(needs, sentra, None)),
        substitution.headline_proposals,
    ),
    (lambda needs, _: substitution.price_gate(needs, None), substitution.headline_price_gate),
    (lambda needs, sentra: substitution.investment(needs, sentra, None), substitution.headline_investment),
    (lambda needs, sentra: substitution.effects(needs, sentra, None), substitution.headline_effects),
    (lambda needs, _: substitution.demand_range(needs, None), substitution.headline_demand_range),
)


@pytest.mark.parametrize(("question", "headline"), LADDER, ids=[headline.__name__ for _, headline in LADDER])
def test_questions_on_a_scenario_tell_silence_apart_too(question, headline, nothing, needs, sentra):
    no_file, silent = question(nothing("needs"), sentra()), question(needs(), sentra())
    assert list(no_file.columns) == list(silent.columns) != []
    assert headline(no_file).key == "gaps.nothing"
    assert headline(silent).key == "gaps.needs"
    assert set(headline(silent).values["columns"]) == {"jumlah_kebutuhan", "nilai_kebutuhan"}


def test_questions_on_two_frames_tell_silence_apart_too(nothing, needs, sentra, tender, epurchasing):
    no_needs = substitution.potential(nothing("needs"), sentra())
    assert substitution.headline_potential(no_needs).key == "gaps.nothing"
    for steps, headline in (
        (substitution.ladder(no_needs), substitution.headline_ladder),
        (substitution.totals(no_needs), substitution.headline_totals),
    ):
        assert headline(steps).key == "gaps.nothing"
    assert substitution.headline_potential(substitution.potential(needs(), sentra())).key == "gaps.needs"
    for given, key in ((nothing("needs"), "gaps.nothing"), (needs(), "gaps.needs")):
        found = substitution.simulate(given, sentra(), None)
        for answer, headline in (
            (found.ranges, substitution.headline_ranges),
            (found.binding, substitution.headline_binding),
            (found.drivers, substitution.headline_drivers),
            (substitution.sensitivity_to_cut(given, sentra(), None), substitution.headline_cut),
            (substitution.rank(substitution.potential(given, sentra())), substitution.headline_rank),
        ):
            assert answer.empty
            assert headline(answer).key == key
    assert (
        procurement.headline_summary(procurement.summary(nothing("tender"), nothing("epurchasing"))).key
        == "gaps.nothing"
    )
    silent = procurement.summary(tender(), epurchasing())
    assert silent.attrs["needs"] == "kd_tender,nilai_kontrak,status,total"
    assert claims.headline_check(claims.check(pd.DataFrame())).key == "gaps.nothing"
    assert claims.contradictions(claims.check(pd.DataFrame())).empty


def test_findings_of_nothing_are_none(nothing):
    no_register = nothing("sentra")
    for found in (
        capacity.findings(no_register),
        workforce.findings(no_register),
        procurement.findings(nothing("tender"), nothing("epurchasing")),
        substitution.findings(nothing("needs"), no_register),
        trade.findings(nothing("trade")),
    ):
        assert found.empty
        assert list(found) == ["finding", "topic", "value", "unit", "records", "of", "rule"]


def test_a_tie_of_many_names_a_few(sentra):
    firms = sentra(komoditi=list("abcde"), tenaga_kerja=4)
    sentence = workforce.headline_by_line(workforce.by_line(firms))
    assert str(sentence) == "a, b, c, 2 lainnya mempekerjakan sama banyak: masing-masing 20% tenaga kerja"
    english = words.say(sentence.key, lang="en", **sentence.values)
    assert english == "a, b, c, 2 others employ equally many: 20% of the workers each"
