"""Files that are read once, where several steps ask for them one after another.

A file is recognised before it is loaded, and one that holds members and deliveries is loaded for each of them. Within
`once` the first answer serves them all. Outside of it nothing is kept, for a workbook may take much memory, and may be
another one the next time.
"""

import contextlib
import contextvars
import functools
import os
from dataclasses import replace

_books = contextvars.ContextVar("books", default=None)


@contextlib.contextmanager
def once():
    """Read each file only once for the same arguments while the block runs."""
    before = _books.set({})
    try:
        yield
    finally:
        _books.reset(before)


def remembered(read):
    """Make a function that reads a file into a `Workbook` answer from memory within `once`."""

    @functools.wraps(read)
    def reading(path, **given):
        books = _books.get()
        if books is None or not isinstance(path, str | os.PathLike):
            return read(path, **given)
        said = sorted((name, repr(value)) for name, value in given.items() if value is not None)
        key = os.path.abspath(path), *said  # noqa: PTH100 - a link keeps its own name
        if key not in books:
            books[key] = read(path, **given)
        return replace(books[key], notes=list(books[key].notes))

    return reading
