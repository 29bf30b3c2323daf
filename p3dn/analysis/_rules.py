"""The regulations as data: ``rules/*.toml``, each with its source, its article and who has checked it.

Thresholds change by decree, so they stand in files with their dates and not in the code. A rule that nobody
has compared with the official text says so wherever it is applied: ``rule_checked`` is False until the file
names who checked it and when.
"""

import functools
from importlib import resources

from p3dn import home


@functools.cache
def read_rules(name):
    """Return the content of ``rules/<name>.toml``.

    >>> sorted(read_rules("size_classes"))
    ['bps', 'permenperin-64-2016', 'pp-7-2021']
    """
    return home.toml(resources.files("p3dn").joinpath("rules", f"{name}.toml"))


def is_checked(rule):
    """Tell whether somebody has checked the rule against the official text, and has said when.

    >>> is_checked({"checked_by": "", "checked_on": ""})
    False
    """
    return bool(rule["checked_by"] and rule["checked_on"])
