"""The words of trade statistics: codes of goods, months, years, and columns that only add others up.

The same thing is spelled in many ways. '[01] Januari', 'Jan' and '1' are one month; '[84] Reaktor nuklir' and '84' name
one chapter of the Harmonized System (HS). HS codes have an even number of digits, so one that has an odd number was
stored as a number and lost the zero in front of it.
"""

import datetime
import re

from p3dn.reading import dates
from p3dn.reading.grid import as_text
from p3dn.reading.totals import is_total_label

_HS = re.compile(r"^\s*[\[(]?\s*(\d{1,10}(?:\.\d{1,4})*)\s*[\])]?(?:\s*[-–—:.]+\s*|\s+|$)(.*)$", re.DOTALL)
_MONTH = re.compile(r"^[\[(]?\s*(\d{1,2})\s*[\])]?\s*[-–.:]?\s*([a-z]*)\.?\s*((?:19|20)\d{2})?\s*\**\)?$")
_NAMED = re.compile(r"^([a-z]+)\.?\s*[-/' ]*\s*((?:19|20)\d{2})?\s*\**\)?$")
_ISO = re.compile(r"^((?:19|20)\d{2})\s*[-/m]?\s*(0[1-9]|1[0-2])$")
_YEAR = re.compile(r"^(?:tahun|thn|year)?\.?\s*((?:19|20)\d{2})\s*\**\)?$")
_TOTAL_OF = re.compile(
    r"^(?:grand total|sub ?total|total|jumlah)\s+(\S.*)$|^(\S.*?)\s+(?:totals?|jumlah)$", re.IGNORECASE
)
_FLOWS = {
    "impor": re.compile(r"\bimpor(t|ts)?\b", re.IGNORECASE),
    "ekspor": re.compile(r"\b(ekspor|exports?)\b", re.IGNORECASE),
}
_LONGEST = 10


def hs(text):
    """Return ``(code, name)`` of a cell of goods; both None where no code stands in it.

    >>> hs("[84] Reaktor nuklir"), hs("8483.10.00"), hs("84 - Mesin"), hs("Tidak dirinci")
    (('84', 'Reaktor nuklir'), ('84831000', None), ('84', 'Mesin'), (None, 'Tidak dirinci'))
    """
    found = _HS.match(text)
    digits = found[1].replace(".", "") if found else ""
    if not found or len(digits) > _LONGEST:
        return None, text.strip() or None
    return digits, " ".join(found[2].split()) or None


def month(cell):
    """Return ``(month, year)`` as texts, each None where the cell does not say it.

    >>> month("[01] Januari"), month("Jan"), month(7.0), month("Des 2020"), month("202003"), month("13")
    (('01', None), ('01', None), ('07', None), ('12', '2020'), ('03', '2020'), (None, None))
    """
    if isinstance(cell, datetime.date):
        return f"{cell.month:02}", str(cell.year)
    text = as_text(cell).casefold()
    if found := _ISO.match(text):
        return found[2], found[1]
    if (found := _MONTH.match(text)) and 1 <= int(found[1]) <= 12 and (not found[2] or _number(found[2])):
        return f"{int(found[1]):02}", found[3]
    if (found := _NAMED.match(text)) and (number := _number(found[1])):
        return f"{number:02}", found[2]
    return None, None


def _number(name):
    return dates.MONTHS.get(name)


def year(cell):
    """Return a calendar year as text, or None.

    >>> year(2020.0), year("2021*"), year("Tahun 2019"), year("84")
    ('2020', '2021', '2019', None)
    """
    found = None if isinstance(cell, datetime.date) else _YEAR.match(as_text(cell).casefold())
    return found[1] if found else None


def is_hs(cell):
    """Tell whether a cell holds a code of goods."""
    return not isinstance(cell, datetime.date) and hs(as_text(cell))[0] is not None


def flow(text):
    """Return the one flow of goods that a title names, ``"impor"`` or ``"ekspor"``, or None.

    >>> flow("Impor HS 2 Digit Tahun 2020"), flow("Ekspor-Impor 2020")
    ('impor', None)
    """
    found = {name for name, pattern in _FLOWS.items() if pattern.search(text)}
    return found.pop() if len(found) == 1 else None


def total_of(text):
    """Return what a label adds up: ``""`` for everything, a name for its part, None where it is no total.

    >>> total_of("Totals"), total_of("JUMLAH"), total_of("CHINA Total"), total_of("Jumlah 2020"), total_of("CHINA")
    ('', '', 'CHINA', '2020', None)
    """
    if is_total_label(text):
        return ""
    found = _TOTAL_OF.match(text.strip())
    return (found[1] or found[2]).strip() if found else None
