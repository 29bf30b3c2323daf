"""The command line: ``p3dn report`` writes the pack, ``p3dn check`` says what a file holds and what it lacks."""

import argparse
import itertools
import os
import sys
from pathlib import Path

from p3dn import __version__, formats, home, words
from p3dn.errors import P3DNError

_EXAMPLE = {
    "sentra": ["sentra_contoh.xlsx"],
    "members": ["koperasi_contoh.xlsx"],
    "deliveries": ["koperasi_contoh.xlsx"],
    "tender": ["tender_contoh.xlsx"],
    "needs": ["kebutuhan_contoh.xlsx"],
}
_OPTIONS = {
    "sentra": "sentra",
    "cooperative": "cooperative",
    "procurement": "procurement",
    "needs": "procurement",
}


def main(arguments=None):
    """Run the command line and return its exit code: 0 done, 1 needs a person, 2 cannot, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        chosen = _parser(arguments).parse_args(arguments)
        os.environ["P3DN_LANG"] = formats.language(chosen.lang)
        return chosen.run(chosen)
    except P3DNError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(words.say("cli.interrupted"), file=sys.stderr)
        return 130


def _parser(arguments):
    lang = _language_asked(arguments if arguments is not None else sys.argv[1:])

    def say(key):
        return words.say(f"cli.{key}", lang=lang)

    parser = argparse.ArgumentParser(prog="p3dn", description=say("about"))
    parser.add_argument("--version", action="version", version=f"p3dn {__version__}")
    commands = parser.add_subparsers(required=True, metavar="{report,check}")
    report = commands.add_parser("report", help=say("report"), description=say("report_long"))
    report.add_argument("--data", action="append", default=[], metavar="FOLDER", help=say("data"))
    for option in _OPTIONS:
        report.add_argument(f"--{option}", nargs="+", action="extend", default=[], metavar="FILE", help=say(option))
    report.add_argument("--out", metavar="DIR", help=say("out"))
    report.add_argument("--notebooks", metavar="02,05", help=say("notebooks"))
    check = commands.add_parser("check", help=say("check"), description=say("check_long"))
    check.add_argument("files", nargs="+", metavar="FILE", help=say("files"))
    for command, run in ((report, _report), (check, _check)):
        command.add_argument("--lang", choices=sorted(formats.LOCALES), help=say("lang"))
        command.set_defaults(run=run)
    return parser


def _language_asked(arguments):
    """Return the language asked for, before the arguments are parsed, so that help speaks it too."""
    for given, following in itertools.pairwise([*arguments, ""]):
        value = following if given == "--lang" else given.removeprefix("--lang=") if given.startswith("--lang=") else ""
        if value in formats.LOCALES:
            return value
    return None


def _report(chosen):
    from tqdm import tqdm

    from p3dn import runner

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

            out = runner.write_pack(
                out, inputs, lang=formats.language(), reports=reports, chosen=numbers, progress=step
            )
    except BaseExceptionGroup as group:
        raise runner.first_error(group) or group from None
    print(words.say("cli.done", path=str(_near(out / "index.html"))))
    return 0


def _near(path):
    """Return a path as the reader would type it here."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _inputs(chosen):
    """Return the inputs by kind and the folder of the pack."""
    from p3dn.runner import Inputs

    inputs = Inputs()
    given = {option: getattr(chosen, option) for option in _OPTIONS if getattr(chosen, option)}
    for option, paths in given.items():
        kind = "needs" if option == "needs" else None
        _recognise(inputs, paths, _OPTIONS[option], kind)
    for folder in chosen.data:
        _recognise_folder(inputs, folder)
    if given or chosen.data:
        name = Path(chosen.data[0]).resolve().name if chosen.data else Path(next(iter(given.values()))[0]).stem
        return inputs, Path(chosen.out) if chosen.out else home.FOLDER / "reports" / name
    for kind, names in _EXAMPLE.items():
        inputs.files[kind] = [home.find("data", "example", name) for name in names]
    return inputs, Path(chosen.out) if chosen.out else home.FOLDER / "reports" / "example"


def _recognise(inputs, paths, loader, kind=None):
    from p3dn.reading import kinds, reader
    from p3dn.reading.files import expand
    from p3dn.reading.workbook import read

    candidates = {kind: kinds.kinds()[kind]} if kind else kinds.of_loader(loader)
    for path, label in expand(paths)[0]:
        book = read(path)
        found = {match.kind.name for match in kinds.best(book.tables, candidates) if match}
        if not found:
            raise reader.unfit(book, candidates, label)
        for name in sorted(found):
            inputs.add(name, path.resolve())


def _recognise_folder(inputs, folder):
    from p3dn.reading import kinds
    from p3dn.reading.files import expand
    from p3dn.reading.workbook import read

    if not Path(folder).is_dir():
        raise P3DNError("folder-missing", file=str(folder))
    used = False
    for path, label in expand(folder)[0]:
        try:
            found = {match.kind.name for match in kinds.best(read(path).tables, kinds.kinds()) if match}
        except P3DNError as error:
            inputs.unused.append((label, str(error)))
            continue
        if not found:
            inputs.unused.append((label, words.say("cli.unknown_kind")))
        for name in sorted(found):
            inputs.add(name, path.resolve())
            used = True
    if not used:
        raise P3DNError("folder-unknown", file=str(folder), reasons="; ".join(f"{a}: {b}" for a, b in inputs.unused))


def _load_all(inputs):
    """Load every input once, so that trouble shows before any notebook runs.

    Return the load reports, and the questions that each file answers, by the file's name.
    """
    from p3dn.reading import kinds, loaders, questions
    from p3dn.reading.report import load_report

    reports, answers = [], {}
    for kind, files in inputs.files.items():
        if files:
            frame = getattr(loaders, f"load_{kinds.kinds()[kind].loader}")(files, kind=kind)
            reports.append(load_report(frame))
            for label, part in frame.groupby(level="file"):
                answers.setdefault(Path(label).name, []).extend(questions.answerable(part))
    return reports, answers


def _check(chosen):
    from p3dn.reading.files import expand

    usable = True
    for given in chosen.files:
        try:
            files = [path for path, _ in expand([given])[0]]
        except P3DNError as error:
            print(error)
            usable = False
            continue
        for path in files:
            usable &= _check_file(path)
    print(words.say("cli.check_good" if usable else "cli.check_asks"))
    return 0 if usable else 1


def _check_file(path):
    """Print what one file holds; return whether it can be used as it is."""
    from p3dn.reading import kinds, loaders
    from p3dn.reading.questions import answerable
    from p3dn.reading.report import load_report
    from p3dn.reading.workbook import read

    try:
        book = read(path)
        print(book)
        found = sorted({match.kind.name for match in kinds.best(book.tables, kinds.kinds()) if match})
        usable = bool(found)
        if not found:
            print("  " + words.say("cli.unknown_kind"))
        for name in found:
            load = getattr(loaders, f"load_{kinds.kinds()[name].loader}")
            frame = load(path, kind=name)
            report = load_report(frame)
            usable &= report.needs_person().empty
            print("  " + repr(report).replace("\n", "\n  "))
            print("  " + words.say("cli.answers", questions=[f"question_{one}" for one in answerable(frame)] or ["–"]))
    except P3DNError as error:
        print(error)
        return False
    return usable


if __name__ == "__main__":
    sys.exit(main())
