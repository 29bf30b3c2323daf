"""The one error an analyst meets.

Every message says where (file › sheet › cell), what is wrong and how to mend it, in the reader's
language. The words stand in ``words/problems.toml`` under the error's code; the code is the same in
both languages, so that it can be looked up and tested. The same catalogue serves the findings of a
load report, which are told and not raised.
"""

from p3dn import words


class P3DNError(ValueError):
    """Raised when an input cannot be used as it is.

    Parameters
    ----------
    code : str
        Key in ``words/problems.toml``.
    file, sheet, cell : str, optional
        Where the trouble is; `file` is a name or a relative path, never an absolute one.
    lang : str, optional
        Language of the message; the one in force by default.
    **values
        What the message mentions.

    Examples
    --------
    >>> error = P3DNError("file-empty", file="a.xlsx")
    >>> error.code
    'file-empty'
    >>> print(error)
    'a.xlsx': berkas kosong (0 byte). Cara memperbaiki: unduh atau salin ulang berkasnya. [file-empty]
    """

    def __init__(self, code, *, file=None, sheet=None, cell=None, lang=None, **values):
        self.code, self.file, self.sheet, self.cell, self.values = code, file, sheet, cell, values
        super().__init__(describe(code, file=file, sheet=sheet, cell=cell, lang=lang, **values))

    def __reduce__(self):
        """Survive the way back from a worker process."""
        return _rebuild, (self.code, self.file, self.sheet, self.cell, self.values)


def _rebuild(code, file, sheet, cell, values):
    return P3DNError(code, file=file, sheet=sheet, cell=cell, **values)


def describe(code, *, file=None, sheet=None, cell=None, lang=None, **values):
    """Return the full message of a problem: place, what is wrong, remedy, code."""
    place = " › ".join(str(part) for part in (file and f"'{file}'", sheet and f"'{sheet}'", cell) if part)
    wrong = words.say(f"problems.{code}", lang=lang, **values)
    mend = words.say(f"problems.{code}.mend", lang=lang, **values)
    return f"{place + ': ' if place else ''}{wrong}. {words.say('problems.remedy', lang=lang)}: {mend}. [{code}]"
