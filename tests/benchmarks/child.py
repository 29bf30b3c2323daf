"""Reads one file in a process of its own: ``python child.py reader path`` prints outcome, seconds and MiB as JSON.

The reader is ``read`` or a loader of p3dn, a peer by its name, or ``simulate`` with a number of lines. Its modules are
imported before the clock runs, so that the memory is what reading takes above the import.
"""

import json
import sys
import time
from pathlib import Path

from peers import peers

import p3dn


def peak():
    """Return the most memory that this process has held, in MiB.

    On Linux ``ru_maxrss`` begins with the peak of the parent, which would hide all that stays below it; so the
    process's own mark is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def main(reader, path):
    """Read a file and print what it took."""
    if reader == "simulate":
        from lines import simulated as read
    else:
        read = peers().get(reader) or getattr(p3dn, reader)
    if reader == "polars":
        import polars  # noqa: F401 - before the clock runs, as the others
    before, start = peak(), time.perf_counter()
    try:
        read(path)
        told = "read"
    except p3dn.P3DNError as error:
        told = error.code
    print(json.dumps({"told": told, "s": time.perf_counter() - start, "mib": peak() - before}))


if __name__ == "__main__":
    main(*sys.argv[1:])
