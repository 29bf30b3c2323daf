"""What PANDUAN.md and README.md tell a reader to type, open and look at is there."""

import contextlib
import importlib.util
import io
import re
import shlex
import tomllib
from pathlib import Path

import pytest

import p3dn
from p3dn import cli, home

PAGES = {name: (home.FOLDER / name).read_text(encoding="utf-8") for name in ("PANDUAN.md", "README.md")}
PROBLEMS = tomllib.loads((Path(p3dn.__file__).parent / "words" / "problems.toml").read_text(encoding="utf-8"))
NOTEBOOKS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(home.find("notebooks").glob("*.ipynb")))
TARGETS = set(re.findall(r"^(\w+):.*##", (home.FOLDER / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
PICTURE_BYTES = 200_000
PICTURE = re.compile(r"!\[(.*?)\]\((.*?)\)", re.DOTALL)
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
COMMAND = re.compile(r"(p3dn|make)( |$)")


def spans(page):
    """Return what stands between backticks, outside fences."""
    return [span.replace("\\|", "|") for span in CODE.findall(FENCE.sub("", PAGES[page]))]


def commands(page):
    """Return the commands of a page: lines of code of their own, and spans."""
    lines = re.findall(r"^ {4,}(\S.*)$", FENCE.sub("", PAGES[page]), re.MULTILINE)
    return [text for text in (*lines, *spans(page)) if COMMAND.match(text)]


def every(find):
    """Return what a function finds on the pages, once each."""
    return list(dict.fromkeys(one for page in PAGES for one in find(page)))


def options():
    """Return the options that the help of the commands lists."""
    said = io.StringIO()
    for command in ("report", "check", "codes"):
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            cli.parser().parse_args([command, "--help"])
    return set(re.findall(r"--[a-z]+", said.getvalue()))


@pytest.mark.parametrize("command", every(commands))
def test_command_can_be_typed(command):
    words = shlex.split(command, comments=True)
    if words[0] == "make":
        arguments = dict(word.split("=", 1) for word in words[1:] if "=" in word)
        (target,) = [word for word in words[1:] if "=" not in word] or ["help"]
        assert target in TARGETS
        words = ["p3dn", target, *shlex.split(arguments.get("ARGS", ""))] if target == "report" else ["p3dn", "--help"]
    if words[1:] in ([], ["check"]) or words[-1] in ("--help", "--version"):
        words = ["p3dn", "codes"]  # named, not to be typed alone
    assert callable(cli.parser().parse_args(words[1:]).run)


@pytest.mark.parametrize(
    "option", every(lambda page: [word for span in spans(page) for word in re.findall(r"--[a-z]+", span)])
)
def test_option_exists(option):
    assert option in options()


def paths(page):
    found = (span.rstrip("/") for span in spans(page))
    return [one for one in found if re.match(r"(data|p3dn|notebooks|tests)/[\w./*-]+$", one) and "inbox/" not in one]


@pytest.mark.parametrize("path", every(paths))
def test_path_exists(path):
    assert list(home.FOLDER.glob(path))


@pytest.mark.parametrize("name", every(lambda page: [one for one in spans(page) if re.fullmatch(r"0\d-[a-z-]+", one)]))
def test_chart_table_or_notebook_exists(name):
    assert f'\\"{name}\\"' in NOTEBOOKS or home.find("notebooks", f"{name}.ipynb").exists()


def codes(page):
    table = [line for line in PAGES[page].splitlines() if line.startswith("| `")]
    first = (line.split("|")[1] for line in table)
    return [one for cell in first for one in CODE.findall(cell) if re.fullmatch(r"[a-z]+-[a-z-]+", one)]


@pytest.mark.parametrize("code", every(codes))
def test_code_of_a_message_exists(code):
    assert code in PROBLEMS


def test_guide_names_the_usual_mistakes():
    assert {"file-missing", "file-encrypted", "file-lock", "text-wide"} <= set(codes("PANDUAN.md"))


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_a_page_lead_somewhere(page):
    headings = re.findall(r"^#+ (.*)$", PAGES[page], re.MULTILINE)
    anchors = set(re.findall(r"\]\(#(.*?)\)", PAGES[page]))
    assert anchors <= {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("picture", every(lambda page: PICTURE.findall(PAGES[page])))
def test_picture_is_there_in_small_and_is_described(picture):
    alternative, path = picture
    assert len(alternative) > 40
    assert 0 < home.find(path).stat().st_size <= PICTURE_BYTES


def test_pictures_are_those_that_make_update_draws():
    spec = importlib.util.spec_from_file_location("update_notebooks", home.find("tests", "update_notebooks.py"))
    update = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(update)
    shown = {Path(path).stem for page in PAGES for _, path in PICTURE.findall(PAGES[page])}
    stored = {path.stem for path in update.IMAGES.iterdir()}
    assert shown == stored == set(update.PICTURES)


def test_what_one_changed_number_does_is_what_the_guide_says():
    """The sentence before and after raising what an investment adds in 36 months from 60,000 to 80,000 pieces."""
    example = home.find("data", "example")
    sentra = p3dn.load_sentra(example / "sentra_contoh.xlsx")
    needs = p3dn.load_procurement(example / "kebutuhan_contoh.xlsx", kind="needs")
    scenario = p3dn.load_scenario(example / "skenario.xlsx")
    row = (scenario["masukan"] == "Tambahan kapasitas dari investasi") & (scenario["horizon"] == "36 bulan")
    row &= scenario["lini_produk"] == "rem_blok_komposit"
    assert scenario.loc[row, "tengah"].tolist() == [60_000]
    changed = scenario.assign(tengah=scenario["tengah"].mask(row, 80_000))
    said = re.findall(r"^> (.*)$", PAGES["PANDUAN.md"], re.MULTILINE)
    for one, sentence in zip((scenario, changed), said, strict=True):
        ladder = p3dn.substitution.potential(needs, sentra, one)
        line = ladder[(ladder["line"] == "rem_blok_komposit") & (ladder["horizon"] == "m36")]
        assert str(p3dn.substitution.headline_line(line)) == sentence
