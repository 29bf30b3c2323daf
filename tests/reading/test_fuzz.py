"""Nothing but `P3DNError` leaves a load, and no process dies, whatever happens to the bytes of a file.

Mutants of small files are read in worker processes, since an engine that aborts takes its process along. A worker
that dies or hangs fails the test and is replaced. ``P3DN_MUTANTS=20000`` runs more than the usual number; a mutant that
fails is named by its seed, and `mutant(seed)` makes it again.
"""

import datetime
import io
import multiprocessing
import os
import random
import re
import time
import warnings
import zipfile

import openpyxl
import pytest
import xlwt

import p3dn

MUTANTS = int(os.environ.get("P3DN_MUTANTS", "2000"))
WORKERS = 2
SECONDS = 60  # for one mutant; a hang, not a measure of speed
ROWS = [["Nama", "Kode", "Nilai"], ["A", "001", 1.5], ["B", "002", 2], ["JUMLAH", None, 3.5]]
ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)
DAY = re.compile(rb"\d{4}-\d\d-\d\dT[\d:]+Z")  # when a writer wrote
SS = "urn:schemas-microsoft-com:office:spreadsheet"


def an_xlsx():
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["D1"] = "Tanggal"
    book.active.merge_cells("D1:E1")
    book.active["E2"] = "#N/A"
    book.active["C2"].number_format = "0000"
    book.active["E3"] = "=SUM(C2:C3)"
    book.active.row_dimensions[3].hidden = True
    book.active["D2"] = datetime.date(2024, 5, 1)
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: DAY.sub(b"2024-01-01T00:00:00Z", archive.read(name)) for name in archive.namelist()})


def an_xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def an_ods():
    def cell(value):
        kind = f'float" office:value="{value}' if isinstance(value, float | int) else "string"
        return f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": ODS.format(rows=rows + blank).encode(),
        "META-INF/manifest.xml": b"<manifest/>",
    })  # fmt: skip


def a_page():
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return f'<html><table><tr><td colspan="3">Daftar</td></tr>{rows}</table></html>'.encode()


def a_workbook_in_xml():
    cells = [[f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row] for row in ROWS]
    rows = "".join(f'<Row ss:Index="{at}">{"".join(row)}</Row>' for at, row in enumerate(cells, 1))
    sheet = f'<Worksheet ss:Name="Data"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{SS}" xmlns:ss="{SS}">{sheet}</Workbook>'.encode()


def a_text(mark=",", encoding="utf-8"):
    return "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in ROWS).encode(encoding)


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def originals():
    """Return the bytes of one small file of each kind."""
    return [an_xlsx(), an_xls(), an_ods(), a_page(), a_workbook_in_xml(), a_text(), a_text(";", "utf-16")]


# --- mutants -----------------------------------------------------------------------------------------------


def flip(data, dice):
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 32))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(data, dice):
    return data[: dice.randrange(1, len(data))]


def splice(data, dice):
    start, end, to = sorted(dice.choices(range(len(data)), k=3))
    return data[:start] + data[end:to] * dice.choice((1, 2, 5)) + data[start:]


def enlarge(data, dice):
    """Put a large number where one stands: what a length, an index or a repeat is when it is hostile."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte < 58]
    if not digits:
        return flip(data, dice)
    at = dice.choice(digits)
    return data[:at] + dice.choice((b"0", b"-1", b"65536", b"1048576", b"999999999", b"1e309", b"")) + data[at + 1 :]


BY_BYTES = (flip, cut, splice, enlarge)


def inside(data, dice):
    """Inflate an archive, change one part as XML, and deflate it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(parts))
    parts[name] = dice.choice(BY_BYTES)(parts[name], dice)
    return zipped(parts)


def mutant(seed, files=None):
    """Return the mutant of a seed, the same at every call."""
    dice = random.Random(seed)  # noqa: S311 - a game of dice that can be played again
    data = dice.choice(files or originals())
    packed = data.startswith(b"PK") and dice.random() < 0.75
    return inside(data, dice) if packed else dice.choice(BY_BYTES)(data, dice)


# --- workers -----------------------------------------------------------------------------------------------


def touch_all(path):
    """Read a file and look at everything that a table tells of it."""
    for table in p3dn.read(path).tables:
        assert len(table.frame) == table.counts["rows_kept"]
        for _ in (table.issues, table.set_aside, table.checks):
            pass


def work(pipe, path):
    """Read one mutant after the other, and answer each with None or with what went wrong."""
    warnings.simplefilter("ignore")
    while (data := pipe.recv()) is not None:
        with open(path, "wb") as file:  # noqa: PTH123 - a plain path for a plain worker
            file.write(data)
        try:
            touch_all(path)
            answer = None
        except p3dn.P3DNError:
            answer = None
        except BaseException as error:  # noqa: BLE001 - whatever leaves is what is looked for
            answer = f"{type(error).__name__}: {error}"[:300]
        pipe.send(answer)


class Worker:
    """A process that reads mutants, replaced when it dies or hangs."""

    def __init__(self, path):
        self.path, self.seed = path, None
        self.start()

    def start(self):
        """Start a process with a pipe to it."""
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, self.path), daemon=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.process.start()
        theirs.close()

    def give(self, seed, data):
        """Hand a mutant over without waiting for it."""
        self.seed, self.since = seed, time.monotonic()
        self.pipe.send(data)

    def result(self):
        """Return what the last mutant did: None when nothing, text when something left or the process ended."""
        try:
            if self.pipe.poll(max(0.0, self.since + SECONDS - time.monotonic())):
                return self.pipe.recv()
            fate = f"hangs for {SECONDS} s"
        except EOFError:
            self.process.join(5)
            fate = f"the process ended with {self.process.exitcode}"
        self.process.kill()
        self.process.join()
        self.start()
        return fate

    def end(self):
        """Let the process end."""
        self.pipe.send(None)
        self.process.join(10)


@pytest.fixture
def workers(tmp_path):
    """Return worker processes, each with a file of its own."""
    found = [Worker(str(tmp_path / f"mutan{at}.xlsx")) for at in range(WORKERS)]
    yield found
    for worker in found:
        worker.end()


def failures(workers, seeds):
    """Return ``{seed: what went wrong}`` of mutants, dealt to the workers in turn."""
    files, wrong = originals(), {}
    for at in range(0, len(seeds), len(workers)):
        busy = list(zip(workers, seeds[at : at + len(workers)], strict=False))
        for worker, seed in busy:
            worker.give(seed, mutant(seed, files))
        wrong |= {seed: told for worker, seed in busy if (told := worker.result()) is not None}
    return wrong


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="workers are forked")
def test_mutants_of_files_raise_nothing_but_our_own_error(workers):
    assert failures(workers, range(MUTANTS)) == {}


def test_originals_are_read_as_they_are(text):
    for at, data in enumerate(originals()):
        (table,) = p3dn.read(text(data, name=f"{at}.xlsx")).tables
        assert table.frame["Nama"].tolist() == ["A", "B"]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="workers are forked")
def test_worker_that_ends_is_seen_and_replaced(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "touch_all", lambda _: os._exit(7))
    worker = Worker(str(tmp_path / "x"))
    worker.give(0, b"a")
    monkeypatch.undo()
    assert "ended with 7" in worker.result()
    worker.process.kill()
