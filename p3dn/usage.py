"""A command line that speaks the reader's language.

argparse writes its headings and complaints in English. Here the headings of its help are put into words of our own,
and a complaint becomes a `P3DNError` that quotes what was typed and says how to go on.
"""

import argparse
import re

from p3dn import words
from p3dn.errors import P3DNError

_HEADINGS = {
    "usage:": "usage",
    "positional arguments:": "positional",
    "options:": "options",
    "show this help message and exit": "show_help",
    "show program's version number and exit": "show_version",
}
_COMPLAINTS = {
    "unknown": r"unrecognized arguments: (?P<given>.*)",
    "absent": r"the following arguments are required: (?P<given>.*)",
    "choice": r"argument .*invalid choice: '?(?P<given>.*?)'? \(choose from (?P<choices>.*)\)",
    "bare": r"argument (?P<given>\S+): expected .*argument",
    "other": r"(?P<given>.*)",
}


class Parser(argparse.ArgumentParser):
    """An `argparse.ArgumentParser` whose help and complaints are in the language in force.

    Examples
    --------
    >>> parser = Parser(prog="p3dn")
    >>> _ = parser.add_argument("--out")
    >>> parser.parse_args(["--ot", "x"])
    Traceback (most recent call last):
    p3dn.errors.P3DNError: perintah tidak dapat dijalankan: '--ot x' tidak dikenali. Cara memperbaiki: periksa \
ejaannya dengan p3dn --help; nama berkas yang memuat spasi diapit tanda petik. [command-line]
    """

    def format_help(self):
        """Return the help with its headings in the language in force."""
        text = super().format_help()
        for heading, key in _HEADINGS.items():
            text = text.replace(heading, words.say(f"cli.{key}"), 1)
        return text

    def error(self, message):
        """Raise ``command-line`` with what argparse complains of."""
        found = ((key, re.fullmatch(pattern, message, re.DOTALL)) for key, pattern in _COMPLAINTS.items())
        key, match = next((key, match) for key, match in found if match)
        raise P3DNError("command-line", command=self.prog, what=words.say(f"cli.typed_{key}", **match.groupdict()))
