"""From inputs to a briefing pack: the notebooks are run side by side and what they made is put together.

The pack is built in a folder of its own beside the target and takes the target's place in the end, so that a
failed or interrupted run leaves an older pack as it was and no half-written one behind. Every parameter of
every notebook is set, to an empty list where no file was given, so that a missing input never falls back to
the example.
"""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from p3dn import home, words
from p3dn.errors import P3DNError

PARAMETERS = (
    *("sentra", "members", "deliveries", "ledger", "stages", "partnerships", "certificates", "bill_of_materials"),
    *("tender", "epurchasing", "needs", "trade", "scenario"),
)
_WORKERS = 2
_GLANCE = 0.5  # seconds between looks, so that Ctrl+C is heard on every system
_MARK = "manifest.json"


@dataclass
class Inputs:
    """The files of a report by kind of record, and what was left out."""

    files: dict = field(default_factory=lambda: {kind: [] for kind in PARAMETERS})
    unused: list = field(default_factory=list)

    def add(self, kind, path):
        """Add a file to a kind once."""
        if path not in self.files[kind]:
            self.files[kind].append(path)

    def all(self):
        """Return ``[(path, [kinds])]`` of all files in order of name."""
        kinds = {}
        for kind, paths in self.files.items():
            for path in paths:
                kinds.setdefault(path, []).append(kind)
        return sorted(kinds.items(), key=lambda one: one[0].name)


def notebooks(chosen=None):
    """Return the paths of the notebooks, all or those whose numbers are chosen ("02", "5").

    Raises
    ------
    P3DNError
        ``notebook-unknown`` when a number fits none.
    """
    paths = sorted(home.find("notebooks").glob("[0-9][0-9]-*.ipynb"))
    if not chosen:
        return paths
    numbers = {number.strip().zfill(2)[:2] for number in chosen}
    unknown = numbers - {path.name[:2] for path in paths}
    if unknown:
        raise P3DNError("notebook-unknown", number=", ".join(sorted(unknown)), known=[path.stem for path in paths])
    return [path for path in paths if path.name[:2] in numbers]


def write_pack(out, inputs, *, lang, reports=(), chosen=None, without=(), templates=(), publish=False, progress=None):
    """Run the notebooks on the inputs and write the pack to the folder `out`.

    Parameters
    ----------
    out : path
        The target folder; it is replaced as a whole when the pack is complete.
    inputs : Inputs
        The files by kind of record.
    lang : {"id", "en"}
        Language of the pack.
    reports : list of LoadReport
        What loading the inputs told: whether any is illustrative, and the sources for the cover.
    chosen : list of str, optional
        Numbers of the notebooks to run; all by default.
    without : sequence of str
        Parts of the pack to leave out, by their names in `p3dn.briefing.pack.PARTS`.
    templates : sequence of path
        The reader's own templates, of the kinds in `p3dn.briefing.pack.TEMPLATES`.
    progress : callable, optional
        Called with a notebook's name when it is done.
    publish : bool
        Whether to make the version that may leave the house, without figures that give one firm away.

    Raises
    ------
    P3DNError
        ``out-foreign`` when `out` holds something else than a pack, ``out-unwritable`` when it cannot be written or
        the older pack is open in another program, ``part-unknown``, ``notebook-failed`` with the notebook, the cell
        and the message.
    """
    from p3dn.briefing import pack
    from p3dn.reading import overrides

    out = Path(out).absolute()
    _refuse_foreign(out)
    pack.check(without, templates)
    with _writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    with _terminable(), _writing(out), tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        folder = Path(scratch) / "pack"
        folder.mkdir()
        illustrative = any(report.illustrative for report in reports)
        done = _run_all(notebooks(chosen), inputs, _environment(folder, lang, illustrative, publish), progress)
        described = [
            pack.describe_input(path, kind, kept=overrides.beside(path))
            for path, kinds in inputs.all()
            for kind in kinds
        ]
        sources = [report.source for report in reports]
        told = {"lang": lang, "illustrative": illustrative, "sources": sources, "publish": publish}
        told |= {"without": without, "templates": templates}
        pack.write(folder, notebooks=done, inputs=described, **told)
        _replace(folder, out, Path(scratch))
    return out


def _refuse_foreign(out):
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / _MARK).exists()):
        raise P3DNError("out-foreign", file=out.name)


@contextlib.contextmanager
def _writing(out):
    """Name the folder of the pack where the system refuses to write, as Windows does while Excel shows a file in it."""
    try:
        yield
    except OSError as error:
        raise P3DNError("out-unwritable", file=out.name, detail=error.strerror or type(error).__name__) from error


@contextlib.contextmanager
def _terminable():
    """Let a polite request to end be treated like Ctrl+C, so that the scratch folder is removed."""
    try:
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _environment(folder, lang, illustrative, publish):
    return os.environ | {
        "P3DN_OUT": str(folder),
        "P3DN_LANG": lang,
        "P3DN_ILLUSTRATIVE": "1" if illustrative else "0",
        "P3DN_PUBLISH": "1" if publish else "0",
        "MPLBACKEND": "agg",
    }


def _replace(folder, out, scratch):
    if out.exists():
        out.rename(scratch / "older")
    try:
        folder.rename(out)
    except OSError:
        if (scratch / "older").exists():
            (scratch / "older").rename(out)
        raise
    shutil.rmtree(scratch / "older", ignore_errors=True)


def _run_all(paths, inputs, environment, progress):
    """Return the executed notebooks in the order of `paths`.

    The event loop has a thread of its own: in the main thread nbclient would take the signals for itself, and an
    interrupted run could not be ended in order.
    """
    loop = asyncio.SelectorEventLoop() if sys.platform == "win32" else asyncio.new_event_loop()
    task = loop.create_task(_side_by_side(paths, inputs, environment, progress))
    with ThreadPoolExecutor(1, "notebooks") as thread, contextlib.closing(loop):
        running = thread.submit(_complete, loop, task)
        try:
            while not wait([running], timeout=_GLANCE).done:
                pass
        except KeyboardInterrupt:
            loop.set_exception_handler(lambda *_: None)  # kernels that are stopped half-way complain
            logging.disable()
            loop.call_soon_threadsafe(task.cancel)
            wait([running])
            logging.disable(logging.NOTSET)
            raise
        return running.result()


def _complete(loop, task):
    """Run a task to its end, and end what it has left behind, as `asyncio.run` does."""
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(task)
    finally:
        left = asyncio.all_tasks(loop)
        for one in left:
            one.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


async def _side_by_side(paths, inputs, environment, progress):
    places = asyncio.Semaphore(_WORKERS)

    async def one(path):
        async with places:
            done = await _run(path, inputs, environment)
        if progress:
            progress(path.stem)
        return done

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(path)) for path in paths]
    return [task.result() for task in tasks]


async def _run(path, inputs, environment):
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    from p3dn import kernels

    notebook = _in_language(_with_parameters(path, inputs), environment["P3DN_LANG"])
    client = kernels.Client(
        notebook,
        timeout=1200,
        kernel_name="python3",
        extra_arguments=["--log-level=CRITICAL"],
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
    )
    try:
        with kernels.told() as stderr:
            return await client.async_execute(env=environment, stderr=stderr)
    except Exception as error:
        if asyncio.current_task().cancelling():  # what a kernel says while it is stopped is no failure of the notebook
            raise asyncio.CancelledError from None
        if not isinstance(error, CellExecutionError | CellTimeoutError | DeadKernelError):
            raise
        number, message = _failure(notebook, error)
        raise P3DNError("notebook-failed", file=path.name, number=number, message=message) from None


def _with_parameters(path, inputs):
    """Return the notebook with all its parameters set; a parameter that no kind of record has is an error."""
    from papermill import inspect_notebook
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    declared = set(inspect_notebook(str(path)))
    unknown = declared - set(PARAMETERS)
    if unknown:
        raise P3DNError("notebook-parameter", file=path.name, names=sorted(unknown))
    values = {kind: [str(one) for one in inputs.files[kind]] for kind in PARAMETERS if kind in declared}
    notebook = load_notebook_node(str(path))
    return parameterize_notebook(notebook, values) if values else notebook


def _in_language(notebook, lang):
    """Return the notebook with its prose in a language; it is written in Indonesian."""
    prose = words.prose(lang)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = prose.get(cell.get("id"), cell.source)
    return notebook


def _failure(notebook, error):
    """Return the number of the code cell that failed and what it said."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(cells, 1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                return number, f"{output.ename}: {output.evalue}"
    return "?", str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__


def first_error(group):
    """Return the first of our own errors in an exception group, or None."""
    for error in group.exceptions:
        found = first_error(error) if isinstance(error, BaseExceptionGroup) else error
        if isinstance(found, P3DNError):
            return found
    return None


def describe(inputs, answers):
    """Return lines that say what each file is and which questions it answers, or why it is not used."""
    lines = []
    for path, kinds in inputs.all():
        lines.append(words.say("cli.used", file=path.name, kinds=kinds))
        lines.append("  " + words.say("cli.answers", questions=answers.get(path.name) or ["–"]))
    return lines + [words.say("cli.unused", file=name, reason=reason) for name, reason in inputs.unused]
