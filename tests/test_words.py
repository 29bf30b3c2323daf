"""Every word in both languages, every code used and every code in use there."""

import ast
import datetime
import re
import string
import tomllib
from pathlib import Path

import pytest

from p3dn import words
from p3dn.reading import kinds

PACKAGE = Path(words.__file__).parent
FILES = sorted(path for path in (PACKAGE / "words").glob("*.toml") if path.stem != "prose")  # cells, not sentences
WINGS = ("reading", "analysis", "briefing")
SPECS = {"", "n", "rp", "rp0", "usd", "pct", "date", "list", "unit", "units", "raw", "raws"}
PROBLEMS = tomllib.loads((PACKAGE / "words" / "problems.toml").read_text(encoding="utf-8"))


def entries(node, key):
    """Yield ``(key, {"id": ..., "en": ...})`` of every entry, those inside entries too."""
    if isinstance(node, dict):
        if {"id", "en"} & set(node):
            yield key, node
        for part, inner in node.items():
            yield from entries(inner, f"{key}.{part}")


ENTRIES = dict(found for path in FILES for found in entries(tomllib.loads(path.read_text(encoding="utf-8")), path.stem))


def placeholders(text):
    """Return ``[(name, format)]`` of a text, sorted."""
    return sorted((name, spec) for _, name, spec, _ in string.Formatter().parse(text) if name is not None)


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def literals(path):
    return {
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    }


def calls(name):
    """Yield the calls of a function of this name, with the path where each stands."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
                if called == name:
                    yield path, node


@pytest.mark.parametrize("key", ENTRIES)
def test_entry_says_the_same_in_both_languages(key):
    entry = ENTRIES[key]
    assert entry["id"]
    assert entry["en"]
    assert placeholders(entry["id"]) == placeholders(entry["en"])
    assert {spec for _, spec in placeholders(entry["id"])} <= SPECS
    assert not any(re.search(r"[^\w]", name) for name, _ in placeholders(entry["id"]))


@pytest.mark.parametrize("key", ENTRIES)
def test_entry_is_one_line_without_outer_blanks_unless_it_continues_a_sentence(key):
    for text in (ENTRIES[key]["id"], ENTRIES[key]["en"]):
        assert "\n" not in text
        assert text == text.rstrip()
        if key.startswith("problems.") and key.count(".") == 1:
            assert not text.endswith("."), "the full stop is added around it"


def test_every_problem_has_a_remedy():
    codes = set(PROBLEMS) - {"remedy"}
    assert [code for code in codes if "mend" not in PROBLEMS[code]] == []


def codes_raised(wing):
    """Return ``{code: module}`` of all errors that a wing, or what stands beside the wings, raises or describes."""
    used = {}
    for path, call in [*calls("P3DNError"), *calls("describe")]:
        home = path.relative_to(PACKAGE).parts[0]
        if call.args and isinstance(call.args[0], ast.Constant) and wing == (home if home in WINGS else "beside"):
            used.setdefault(call.args[0].value, path.name)
    return used


@pytest.mark.parametrize("wing", ["reading", "analysis", "briefing", "beside"])
def test_every_error_has_its_words(wing):
    assert {code: where for code, where in codes_raised(wing).items() if code not in PROBLEMS} == {}


def issues_made():
    """Yield ``(place, code, names of the values)`` of every issue that reading makes with its code written out."""
    for path, call in calls("issue"):
        named = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if any(one.arg is None for one in call.keywords):
            continue  # **values: nothing to see here
        given = {one.arg for one in call.keywords} - {"text"}  # the cell's own text is no value of the sentence
        yield from ((f"{path.name}:{call.lineno}", code, given) for code in named if "-" in code)
    for node in ast.walk(ast.parse((PACKAGE / "reading" / "values.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 3 and isinstance(node.elts[2], ast.Dict):
            code, _, extra = node.elts
            if isinstance(code, ast.Constant):
                yield f"values.py:{node.lineno}", code.value, {key.value for key in extra.keys}


def test_every_issue_has_its_words():
    made = list(issues_made())
    assert len(made) > 20
    assert {(place, code) for place, code, _ in made if code not in PROBLEMS} == set()


def asked(code):
    return {name for part in (PROBLEMS[code], PROBLEMS[code]["mend"]) for name, _ in placeholders(part["id"])}


def test_issues_are_given_what_their_words_mention():
    lacking = [(place, code, sorted(asked(code) - given)) for place, code, given in issues_made()]
    assert [one for one in lacking if one[2]] == []


def test_errors_are_given_what_their_words_mention():
    """P3DNError("code", a=..., b=...): the names in the call cover those in the text and in its remedy."""
    missing = []
    for path, call in calls("P3DNError"):
        if not call.args or not isinstance(call.args[0], ast.Constant) or any(one.arg is None for one in call.keywords):
            continue
        code = call.args[0].value
        if code in PROBLEMS and (lacking := asked(code) - {one.arg for one in call.keywords}):
            missing.append((path.name, call.lineno, code, sorted(lacking)))
    assert missing == []


def test_every_problem_is_used():
    said = set().union(*(literals(path) for path in modules()))
    composed = {code for code in PROBLEMS if code.startswith(("number-", "notebook-"))}
    assert {code for code in PROBLEMS if code not in said} - composed == set()


def test_every_key_that_is_said_exists():
    lacking = []
    for name in ("say", "Sentence"):
        for path, call in calls(name):
            if path.name == "words.py" or not call.args or not isinstance(call.args[0], ast.Constant):
                continue
            key = call.args[0].value
            if key not in ENTRIES and "." in key:
                lacking.append((path.name, call.lineno, key))
    assert lacking == []


# --- saying ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "value", "indonesian", "english"),
    [
        ("n", 1234.5, "1.234,5", "1,234.5"),
        ("rp", 24_444_000_000, "Rp24,44 miliar", "Rp24.44 billion"),
        ("rp0", 203_700, "Rp203.700", "Rp203,700"),
        ("pct", 0.456, "45,6%", "45.6%"),
        ("list", ["tenaga_kerja", "x"], "Tenaga kerja, x", "Workers, x"),
        ("unit", "bulan", "bulan", "bulan"),
        ("units", ["bulan", "ton"], "bulan, ton", "bulan, ton"),
        ("n", None, "–", "–"),
    ],
)
def test_formats_of_values(monkeypatch, spec, value, indonesian, english):
    kinds.kinds()  # makes the labels known
    text = f"{{x:{spec}}}"
    monkeypatch.setattr(words, "_file", lambda _: {"uji": {"id": text, "en": text}})
    assert words.say("t.uji", x=value) == indonesian
    assert words.say("t.uji", lang="en", x=value) == english


def test_field_lends_no_label_to_a_unit_of_its_name():
    kinds.kinds()  # trade has a field `bulan`
    assert (words.label("bulan"), words.unit("bulan"), words.unit("unit"), words.unit("ton")) == (
        "Bulan", "bulan", "unit", "ton"
    )  # fmt: skip


def test_date_in_a_text(monkeypatch):
    monkeypatch.setattr(words, "_file", lambda _: {"x": {"id": "per {x:date}", "en": "as of {x:date}"}})
    assert words.say("t.x", x=datetime.date(2026, 8, 17)) == "per 17 Agustus 2026"
    assert words.say("t.x", lang="en", x=datetime.date(2026, 8, 17)) == "as of 17 August 2026"


def test_braces_in_a_value_are_left_alone():
    assert words.say("problems.file-web-page", detail="{x} {0}").endswith("{x} {0}")


def test_key_that_does_not_exist_is_a_slip_of_the_programmer():
    with pytest.raises(KeyError):
        words.say("problems.tidak-ada")


def test_sentence_turns_into_text_where_it_is_shown(monkeypatch):
    sentence = words.Sentence("problems.file-encoding", {"encoding": "cp1252"})
    assert str(sentence) == repr(sentence) == "teks dibaca dengan penyandian cp1252, bukan UTF-8"
    monkeypatch.setenv("P3DN_LANG", "en")
    assert str(sentence) == "the text was read in the encoding cp1252, not UTF-8"


def test_sentence_inside_a_sentence_speaks_the_same_language():
    inner = words.Sentence("reading.kind_count")
    said = words.say("problems.value-unreadable", lang="en", raw="x", kind=inner)
    assert said == "'x' is no whole number; taken as not recorded"


def test_label_of_an_unknown_name_is_the_name():
    assert words.label("CV Contoh") == "CV Contoh"
    words.add_names({"uji_nama": {"id": "Uji", "en": "Test"}})
    assert (words.label("uji_nama"), words.label("uji_nama", lang="en")) == ("Uji", "Test")


def named_things():
    """Yield ``(name, what it is, label)`` of everything whose label is made known under its name."""
    for path in sorted((PACKAGE / "records").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if "fields" in data:
            yield path.stem, "kind", data["label"]
            yield from ((name, f"field of {path.stem}", spec["label"]) for name, spec in data["fields"].items())
        elif path.stem == "questions":
            yield from (
                (f"question_{name}", "question", {"id": one["id"], "en": one["en"]}) for name, one in data.items()
            )
    columns = tomllib.loads((PACKAGE / "words" / "columns.toml").read_text(encoding="utf-8"))
    yield from ((name, "column", {"id": one["id"], "en": one["en"]}) for name, one in columns.items())


def test_no_name_has_two_labels():
    found = {}
    for name, what, shown in named_things():
        found.setdefault(name, {}).setdefault(tuple(sorted(shown.items())), what)
    assert {name: list(ways.values()) for name, ways in found.items() if len(ways) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_key_stands_once(path):
    heads = re.findall(r"^\[([^\]]+)\]", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(heads) == len(set(heads))
