"""The page of codes: every stable code of a problem, what it means and how to mend it.

It is made from ``words/problems.toml`` alone, in the order and under the sections of that file, so that a code which
an analyst meets can be looked up. ``KODE.md`` is this page in both languages.
"""

import re
import tomllib
from pathlib import Path

from p3dn import formats, words

_FILE = Path(__file__).with_name("words") / "problems.toml"
_SECTION = re.compile(r"^# --- (.+?) -*$|^\[([\w-]+)\]$", re.MULTILINE)


def sections():
    """Return the codes under the sections of the file: ``{section: [code]}``."""
    found, section = {}, ""
    for match in _SECTION.finditer(_FILE.read_text(encoding="utf-8")):
        section = match[1] or section
        if match[2] and section:
            found.setdefault(section, []).append(match[2])
    return found


def page(*langs):
    """Return the page in one language or several, as Markdown.

    >>> print(page("en").splitlines()[0])
    # Codes
    """
    langs = langs or tuple(formats.LOCALES)
    problems = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    lines = [f"# {_both('title', langs)}", "", *(words.say("codes.about", lang=lang) for lang in langs)]
    for section, codes in sections().items():
        lines += ["", f"## {_title(section, langs)}"]
        for code in codes:
            lines += ["", f"### `{code}`", ""]
            for lang in langs:
                remedy = problems["remedy"][lang]
                lines.append(f"- {_text(problems[code][lang])}. *{remedy}:* {_text(problems[code]['mend'][lang])}.")
    return "\n".join(lines) + "\n"


def _both(key, langs):
    return " / ".join(words.say(f"codes.{key}", lang=lang) for lang in langs)


def _title(section, langs):
    """Return the title of a section; its English is that of the file, and its key the English words joined."""
    try:
        return _both(re.sub(r"\W+", "_", section), langs)
    except KeyError:
        return section


def _text(text):
    """Return a message as the page shows it: its values by their names."""
    return re.sub(r"{(\w+)(?::\w+)?}", r"*\1*", text.replace("{{", "(").replace("}}", ")"))
