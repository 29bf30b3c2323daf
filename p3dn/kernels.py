"""The processes in which notebooks run, ended without noise.

A run that is stopped while a kernel is still starting leaves a client without a kernel, and kernels that complain of
being interrupted. Neither says anything about the notebook, so neither is shown to whoever has just pressed Ctrl+C.
"""

import asyncio
import contextlib
import sys
import tempfile

from nbclient import NotebookClient


class Client(NotebookClient):
    """A `NotebookClient` that at the end of the process cleans up only what there is."""

    def _cleanup_kernel(self):
        if self.km is not None:
            super()._cleanup_kernel()


@contextlib.contextmanager
def told():
    """Yield a file for what a kernel itself writes to stderr; it is passed on unless the run is being stopped."""
    with tempfile.TemporaryFile() as said:
        try:
            yield said
        finally:
            if not asyncio.current_task().cancelling():
                said.seek(0)
                sys.stderr.write(said.read().decode(errors="replace"))
