"""Speed and memory of p3dn beside its peers, measured in one run and printed as ratios.

Machines are noisy, so the runs of all peers are interleaved and medians are compared; absolute times say little. What
the project aims at stands beside each ratio. Real files are those of ``$P3DN_REAL`` or ``../shared/real``; where they
are missing, the bundled example is measured and no aim is judged. ``--json FILE`` writes the same as data.

A load with its report costs a multiple of the bare lists, by processor time in November 2026: the register 8.7, the
orders 6.2, the table of BPS 4.0 to 4.2. Of the register's, 1 are the lists, 0.4 a look into the archive, 0.3 the marks
in the XML, 2.6 finding the table, 1.6 typing, 1.6 the frame and its checks, 1.4 the report. The lists of the register
take 10 ms, and one pass over its rows in Python or one frame of the report a tenth of that; so 2.5 is out of reach as
long as rows are told apart in Python and the report is made of frames.
"""

import argparse
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hostile import FILES, register
from peers import BARE, SLOW, peers

import p3dn

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("P3DN_REAL", ROOT / "../shared/real"))
EXAMPLE = ROOT / "data/example"
# What is loaded, with what, and the aims: at most so many times the bare lists, at least so much faster than openpyxl.
LOADS = {
    "ikm_register.xlsx": ("load_sentra", 2.5, 5),
    "lkpp_epurchasing.xlsx": ("load_procurement", 2.5, 5),
    "bps_impor_hs84_85_2020.xlsx": ("load_trade", 4, 1),
}
FIRMS = 100_000
LINES = 50
CHILD = Path(__file__).with_name("child.py")


def in_child(reader, path):
    """Return what a process of its own took to read a file; one that died has its exit code for an answer."""
    done = subprocess.run([sys.executable, CHILD, reader, path], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        return {"told": f"died ({done.returncode})", "s": math.nan, "mib": math.nan}
    return json.loads(done.stdout)


def medians(calls, repeats):
    """Return ``{name: (median, least, most)}`` in seconds of calls that take turns."""
    times = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(repeats):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            times[name].append(time.perf_counter() - start)
    return {name: (statistics.median(one), min(one), max(one)) for name, one in times.items()}


def loads(repeats):
    """Yield one row per file and peer: how long it takes, and p3dn's ratio to it."""
    files = {name: REAL / name for name in LOADS if (REAL / name).is_file()}
    if not files:
        print(f"{REAL.name}/ is missing: the bundled example is measured, and no aim is judged.")
        files = {"sentra_contoh.xlsx": EXAMPLE / "sentra_contoh.xlsx"}
    for name, path in files.items():
        loader, most, least = LOADS.get(name, ("load_sentra", None, None))
        if not hasattr(p3dn, loader):
            print(f"{name}: p3dn.{loader} does not exist yet.")
            continue
        calls = {peer: lambda read=read, path=path: read(path) for peer, read in peers().items()}
        load = getattr(p3dn, loader)
        calls["p3dn"] = lambda load=load, path=path: load(path)
        found = medians(calls, repeats)
        own = found.pop("p3dn")
        yield row(name, "p3dn", own, None, "")
        for peer, spent in found.items():
            ratio = own[0] / spent[0]
            aim = {BARE: most, SLOW: least and 1 / least}.get(peer)
            yield row(name, peer, spent, ratio, judged(ratio, aim))


def row(what, who, spent, ratio, aim):
    """Return one line of the table as data."""
    median, low, high = spent
    return {"what": what, "who": who, "ms": 1e3 * median, "low": 1e3 * low, "high": 1e3 * high, "ratio": ratio,
            "aim": aim}  # fmt: skip


def judged(ratio, aim):
    """Return the aim of a ratio, and whether it is met."""
    return "" if aim is None else f"<= {aim:.2f}: {'met' if ratio <= aim else 'not met'}"


def imports(repeats):
    """Yield how long fresh processes take to import p3dn, beside pandas."""

    def importing(module):
        return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True, cwd=ROOT)

    found = medians({"pandas": importing("pandas"), "p3dn": importing("p3dn")}, max(10, repeats))
    ratio = found["p3dn"][0] / found["pandas"][0]
    yield row("import", "p3dn", found["p3dn"], None, "")
    yield row("import", "pandas", found["pandas"], ratio, judged(ratio, 1.1))


def refusals():
    """Yield how long a hostile file takes to be refused, and how much memory above the import."""
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            told = in_child("read", make(Path(folder) / f"{name}.xlsx"))
            met = told["told"].startswith("file-") and told["s"] < 1 and told["mib"] < 50
            yield {"what": name, "who": "p3dn", **told, "aim": "met" if met else "not met"}


def large(repeats):
    """Yield the medians of time and memory for a register of many firms; openpyxl alone would take minutes."""
    readers = ["load_sentra", *(name for name in peers() if name != SLOW)]
    with tempfile.TemporaryDirectory() as folder:
        path = register(Path(folder) / "register.xlsx", FIRMS)
        found = {reader: [] for reader in readers}
        for _ in range(repeats):
            for reader in readers:
                found[reader].append(in_child(reader, path))
    for reader, told in found.items():
        middle = {key: statistics.median(one[key] for one in told) for key in ("s", "mib")}
        yield {"what": f"register, {FIRMS:,} firms", "who": reader, "told": told[0]["told"], **middle, "aim": ""}


def draws(repeats):
    """Yield the medians of time and memory of a simulation of many lines, with its ranges, drivers and ranks."""
    found = [in_child("simulate", str(LINES)) for _ in range(repeats)]
    middle = {key: statistics.median(one[key] for one in found) for key in ("s", "mib")}
    met = "met" if middle["s"] < 1.5 and middle["mib"] < 200 else "not met"
    what = {"what": f"{LINES} lines, 10,000 draws", "who": "simulate", "told": "simulated"}
    yield what | middle | {"aim": f"< 1.5 s, < 200 MiB: {met}"}


def main():
    """Measure, print, and write the data where that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", metavar="FILE")
    chosen = parser.parse_args()
    print(f"{'file':30}{'reader':20}{'median ms':>10}{'low':>9}{'high':>9}{'p3dn/it':>9}  aim (n = {chosen.repeats})")
    times = []
    for one in [*loads(chosen.repeats), *imports(chosen.repeats)]:
        ratio = "" if one["ratio"] is None else f"{one['ratio']:.2f}"
        spent = "".join(f"{one[key]:{width}.0f}" for key, width in (("ms", 10), ("low", 9), ("high", 9)))
        print(f"{one['what']:30}{one['who']:20}{spent}{ratio:>9}  {one['aim']}")
        times.append(one)
    print(f"\n{'file, fresh process':30}{'reader':20}{'answer':16}{'s':>8}{'MiB':>8}  aim: refused < 1 s, < 50 MiB")
    alone = []
    for one in itertools.chain(refusals(), large(3), draws(3)):
        print(f"{one['what']:30}{one['who']:20}{one['told']:16}{one['s']:8.2f}{one['mib']:8.1f}  {one['aim']}")
        alone.append(one)
    if chosen.json:
        Path(chosen.json).write_text(json.dumps({"times": times, "alone": alone}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
