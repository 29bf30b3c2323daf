"""The command line: ``p3dn report`` writes the pack, ``p3dn check`` says what a file holds and what it lacks.

What ``p3dn check`` asks can be answered by its options, once; ``p3dn codes`` explains every code of a problem.
"""

import contextlib
import itertools
import os
import sys
import traceback
from pathlib import Path

from p3dn import __version__, formats, home, words
from p3dn.errors import P3DNError
from p3dn.usage import Parser

_EXAMPLE = {
    "sentra": ["sentra_contoh.xlsx"],
    "members": ["koperasi_contoh.xlsx"],
    "deliveries": ["koperasi_contoh.xlsx"],
    "stages": ["koperasi_contoh.xlsx"],
    "partnerships": ["koperasi_contoh.xlsx"],
    "certificates": ["tkdn_contoh.xlsx"],
    "bill_of_materials": ["tkdn_contoh.xlsx"],
    "tender": ["tender_contoh.xlsx"],
    "needs": ["kebutuhan_contoh.xlsx"],
    "trade": ["impor_contoh.xlsx"],
    "scenario": ["skenario.xlsx"],
}
_OPTIONS = {
    "sentra": "sentra",
    "cooperative": "cooperative",
    "procurement": "procurement",
    "needs": "procurement",
    "trade": "trade",
    "scenario": "scenario",
}


def main(arguments=None):
    """Run the command line and return its exit code: 0 done, 1 needs a person, 2 cannot, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = sys.argv[1:] if arguments is None else arguments
        os.environ["P3DN_LANG"] = formats.language(_language_asked(arguments))
        chosen = parser().parse_args(arguments)
        return chosen.run(chosen)
    except P3DNError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(words.say("cli.interrupted"), file=sys.stderr)
        return 130
    except Exception:  # noqa: BLE001
        traceback.print_exc()
        print(words.say("cli.unexpected"), file=sys.stderr)
        return 2


def parser():
    """Return the parser of the command line, its help in the language in force."""
    from p3dn.reading.answers import OVERRIDES

    def say(key):
        return words.say(f"cli.{key}")

    whole = Parser(prog="p3dn", description=say("about"))
    whole.add_argument("--version", action="version", version=f"p3dn {__version__}")
    commands = whole.add_subparsers(required=True, metavar="{report,check,codes}")
    report = commands.add_parser("report", help=say("report"), description=say("report_long"))
    report.add_argument("--data", action="append", default=[], metavar="FOLDER", help=say("data"))
    for option in _OPTIONS:
        report.add_argument(f"--{option}", nargs="+", action="extend", default=[], metavar="FILE", help=say(option))
    report.add_argument("--out", metavar="DIR", help=say("out"))
    report.add_argument("--notebooks", metavar="02,05", help=say("notebooks"))
    report.add_argument("--without", type=_names, default=[], metavar="PART,PART", help=say("without"))
    report.add_argument("--template", action="append", default=[], metavar="FILE", help=say("template"))
    report.add_argument("--publish", action="store_true", help=say("publish"))
    check = commands.add_parser("check", help=say("check"), description=say("check_long"), epilog=say("check_kept"))
    check.add_argument("files", nargs="+", metavar="FILE", help=say("files"))
    for name, (option, _) in OVERRIDES.items():
        check.add_argument(option, action="append", dest=name, metavar=option[2:].upper(), help=say(f"set_{name}"))
    check.add_argument("--forget", action="store_true", help=say("forget"))
    codes = commands.add_parser("codes", help=say("codes"), description=say("codes"))
    for command, run in ((report, _report), (check, _check), (codes, _codes)):
        command.add_argument("--lang", choices=sorted(formats.LOCALES), help=say("lang"))
        command.set_defaults(run=run)
    return whole


def _names(text):
    """Return the names in a list written with commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def _language_asked(arguments):
    """Return the language asked for, before the arguments are parsed, so that help speaks it too."""
    for given, following in itertools.pairwise([*arguments, ""]):
        value = following if given == "--lang" else given.removeprefix("--lang=") if given.startswith("--lang=") else ""
        if value in formats.LOCALES:
            return value
    return None


def pack(*data, out=None, lang=None, notebooks=None, without=(), template=(), publish=False, **files):
    """Write the pack of a report from Python and return its folder, as ``p3dn report`` does from the shell.

    Parameters
    ----------
    *data : path
        Input folders; the kind of each file is recognised by its content. Without any input it is the example.
    out : path, optional
        The folder of the pack; an older pack there is replaced as a whole. By default ``reports/<name of the input>``.
    lang : {"id", "en"}, optional
        Language of the pack.
    notebooks, without, template : list of str, optional
        Numbers of the notebooks to run; parts of the pack to leave out; the user's own templates.
    publish : bool
        Whether to make the version that may leave the house.
    **files : path or list of path
        Input files by option of the command line: ``sentra=``, ``cooperative=``, ``procurement=``, ``needs=``,
        ``trade=``, ``scenario=``.

    Returns
    -------
    Path

    Raises
    ------
    P3DNError
        What ``p3dn report`` says; ``command-line`` for an unknown argument.
    """
    said = ["report", *(f"--data={folder}" for folder in data), *(f"--template={path}" for path in template)]
    said += [f"--out={out}"] if out else []
    for option, names in (("notebooks", notebooks or ()), ("without", without)):
        said += [f"--{option}={','.join(map(str, names))}"] if names else []
    said += ["--publish"] if publish else []
    for option, paths in files.items():
        said += [f"--{option}", *map(str, [paths] if isinstance(paths, str | os.PathLike) else paths)]
    with _language(lang):
        return _write(parser().parse_args(said))


@contextlib.contextmanager
def _language(lang):
    """Let a language hold for a while, as the option of the command line does for good."""
    before = os.environ.get("P3DN_LANG")
    os.environ["P3DN_LANG"] = formats.language(lang)
    try:
        yield
    finally:
        os.environ.pop("P3DN_LANG")
        os.environ.update({"P3DN_LANG": before} if before is not None else {})


def _report(chosen):
    out = _write(chosen)
    if "print" not in chosen.without and not (out / "report.pdf").exists():
        print(words.say("cli.not_printed"), file=sys.stderr)
    print(words.say("cli.done", path=str(_near(out / "index.html"))))
    return 0


def _write(chosen):
    """Write the pack that the command line asks for and return its folder."""
    from tqdm import tqdm

    from p3dn import runner
    from p3dn.reading.once import once

    with once():
        inputs, out = _inputs(chosen)
        reports, answers = _load_all(inputs)
    for line in runner.describe(inputs, answers):
        print(line, file=sys.stderr)
    numbers = chosen.notebooks.split(",") if chosen.notebooks else None
    paths = runner.notebooks(numbers)
    try:
        with tqdm(total=len(paths), desc=words.say("cli.progress"), unit="", ncols=80, file=sys.stderr) as bar:

            def step(name):
                bar.set_postfix_str(name)
                bar.update()

            told = {"lang": formats.language(), "reports": reports, "chosen": numbers, "publish": chosen.publish}
            told |= {"without": chosen.without, "templates": chosen.template}
            return runner.write_pack(out, inputs, **told, progress=step)
    except BaseExceptionGroup as group:
        raise runner.first_error(group) or group from None


def _near(path):
    """Return a path as the reader would type it here."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _inputs(chosen):
    """Return the inputs by kind and the folder of the pack."""
    from p3dn.reading import kinds
    from p3dn.reading.preflight import nearest
    from p3dn.runner import Inputs

    inputs = Inputs()
    given = {option: getattr(chosen, option) for option in _OPTIONS if getattr(chosen, option)}
    for option, paths in given.items():
        only = {option: kinds.kinds()[option]} if option == "needs" else kinds.of_loader(_OPTIONS[option])
        for path in paths:
            _recognise(inputs, path, only)
    for folder in chosen.data:
        if not Path(folder).is_dir():
            raise P3DNError("folder-missing", file=str(folder), hint=nearest(Path(folder)))
        _recognise(inputs, folder, kinds.kinds())
    if given or chosen.data:
        name = Path(chosen.data[0]).resolve().name if chosen.data else Path(next(iter(given.values()))[0]).stem
        return inputs, Path(chosen.out) if chosen.out else home.FOLDER / "reports" / name
    for kind, names in _EXAMPLE.items():
        inputs.files[kind] = [home.find("data", "example", name) for name in names]
    return inputs, Path(chosen.out) if chosen.out else home.FOLDER / "reports" / "example"


def _recognise(inputs, given, candidates):
    """Add the files of a path, a folder or a pattern to the inputs by their kind.

    A file that is named must be usable; one that is found in a folder may be left out, and that is told.
    """
    from p3dn.reading.files import expand

    files, notes = expand(given)
    inputs.unused += [(note["file"], str(note["reason"])) for note in notes]
    used = False
    for path, label in files:
        try:
            used |= _add(inputs, path, label, candidates)
        except P3DNError as error:
            if path == Path(given):
                raise
            inputs.unused.append((label, str(error)))
    if not used and files and files[0][0] != Path(given):
        raise P3DNError("folder-unknown", file=str(given), reasons="; ".join(f"{a}: {b}" for a, b in inputs.unused))


def _add(inputs, path, label, candidates):
    """Add one file to the kinds that it holds, as far as a notebook takes them; tell whether one does."""
    from p3dn.reading import kinds, reader
    from p3dn.runner import PARAMETERS

    book, found = reader.recognise(path, candidates)
    if not found and len(candidates) < len(kinds.kinds()):
        raise reader.unfit(book, candidates, label)
    taken = [name for name in found if name in PARAMETERS]
    if not found:
        inputs.unused.append((label, words.say("cli.unknown_kind")))
    elif not taken:
        inputs.unused.append((label, words.say("cli.not_in_report", kinds=found)))
    for name in taken:
        inputs.add(name, path.resolve())
    return bool(taken)


def _load_all(inputs):
    """Load every input once, so that trouble shows before any notebook runs.

    Return the load reports, and the questions that each file answers, by the file's name.
    """
    from p3dn.reading import loaders, questions
    from p3dn.reading.report import load_report

    reports, answers = [], {}
    for kind, files in inputs.files.items():
        if files:
            frame = loaders.load_kind(kind, files)
            if kind in _JUDGES:
                _JUDGES[kind](frame)
            reports.append(load_report(frame))
            for label, part in frame.groupby(level="file"):
                answers.setdefault(Path(label).name, []).extend(questions.answerable(part))
    return reports, answers


def _judge_scenario(frame):
    """Raise when an input of a scenario cannot be true, before any notebook meets it."""
    from p3dn.analysis.substitution.scenario import check
    from p3dn.reading.scenarios import formed

    check(formed(frame))


_JUDGES = {"scenario": _judge_scenario}


def _check(chosen):
    from p3dn.reading import checking
    from p3dn.reading.answers import OVERRIDES, parse
    from p3dn.reading.files import expand

    answers = {name: parse(name, texts) for name in OVERRIDES if (texts := getattr(chosen, name))}
    if answers or chosen.forget:
        _answer(chosen.files, answers, forget=chosen.forget)
    checked, usable = [], True
    for given in chosen.files:
        try:
            files, notes = expand([given])
        except P3DNError as error:
            print(error)
            usable = False
            continue
        for note in notes:
            print(f"{note['file']}: {note['reason']}. [{note['code']}]")
        for path, _ in files:
            checked.append(checking.check(path, _JUDGES))
            print("\n".join(_shown(checked[-1], full=path == Path(given))))
    apart = checking.together(checked)
    for line in apart:
        print(line)
    usable &= all(one.usable for one in checked) and not apart
    print(words.say("cli.check_good" if usable else "cli.check_asks"))
    return 0 if usable else 1


def _shown(one, *, full):
    """Return what to print of a checked file: everything, or a line and what needs a person."""
    if full:
        return one.full
    return [one.summary, *("  " + line for lines in one.asks for line in lines)]


def _answer(files, answers, *, forget):
    """Keep answers about one file, or remove those that are kept; an answer that does not fit is not kept."""
    from p3dn.reading import checking, overrides

    if len(files) > 1 or not Path(files[0]).is_file():
        raise P3DNError("overrides-one-file", count=len(files), file=Path(files[0]).name)
    file = files[0]
    if forget:
        there = overrides.forget(file)
        print(words.say("cli.forgotten" if there else "cli.nothing_kept", file=Path(file).name))
    if answers:
        before = overrides.kept(file)
        place = overrides.keep(file, answers)
        error = checking.check(file, _JUDGES).error
        if error and error.code == "overrides-outdated":
            overrides.replace(file, before)
            raise P3DNError("overrides-unfit", file=Path(file).name, detail=error.values["detail"]) from error
        print(words.say("cli.kept", place=place))


def _codes(chosen):
    from p3dn import codes

    print(codes.page(*([chosen.lang] if chosen.lang else [])), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
