"""Which rule applies: by its id, or on a date, and how its result says so.

A regulation holds from a day until the next one replaces it. A function of this package that applies one takes
``rule=`` (an id such as ``"permenperin-35-2025"``) and ``as_of=`` (a date). Without either the newest rule of the
subject applies: the one that came into force last among those known here. No clock is read, so the same call gives
the same answer in every year.

What comes out is a `Result`: the figure, the rule behind it, and a sentence that also says whether anybody has
compared the rule with the official text.
"""

import datetime
import math
from dataclasses import dataclass, field

import pandas as pd

from p3dn.analysis._rules import is_checked, read_rules
from p3dn.errors import P3DNError
from p3dn.formats import is_missing
from p3dn.words import Sentence

SUBJECTS = (
    *("tkdn_goods", "tkdn_services", "tkdn_combined", "tkdn_small", "tkdn_certificate"),
    *("company_benefit", "mandatory_use", "price_preference"),
)
RULE_COLUMNS = [
    *("subject", "rule_id", "rule", "in_force_from", "in_force_until", "date_note", "article", "wording"),
    *("rule_source", "rule_assumes", "rule_checked"),
]
TOLERANCE = 1e-9  # of a level: 0.28 + 0.12 is 0.40 also in binary fractions


@dataclass(frozen=True, repr=False)
class Result:
    """One figure with the rule behind it.

    Attributes
    ----------
    value : float or bool
        The figure; levels are fractions, money is rupiah.
    rule : str
        The id of the rule, as ``rule=`` takes it.
    rule_name : str
        The rule as a reader knows it.
    checked : bool
        Whether somebody has compared the rule with the official text.
    text : Sentence
        What was found, without the rule.
    parts : dict
        What the figure was made of.
    """

    value: float
    rule: str
    rule_name: str
    checked: bool
    text: Sentence
    parts: dict = field(default_factory=dict)

    @property
    def sentence(self):
        """Return the finding with its rule, and that nobody has checked the rule where that is so."""
        known = {"text": self.text, "rule": self.rule_name}
        return Sentence("tkdn.by-rule-checked" if self.checked else "tkdn.by-rule", known)

    def __repr__(self):
        """Return the sentence, so that a notebook shows it."""
        return str(self.sentence)


def rules(subject=None):
    """Return the rules known here, one row per subject and rule, the oldest first.

    Parameters
    ----------
    subject : str, optional
        One of ``tkdn_goods``, ``tkdn_services``, ``tkdn_combined``, ``tkdn_small``, ``tkdn_certificate``,
        ``company_benefit``, ``mandatory_use``, ``price_preference``; all of them by default.

    Returns
    -------
    DataFrame
        ``rule_id`` is what ``rule=`` takes; ``in_force_until`` is the first day after, null while it holds.

    Examples
    --------
    >>> rules("tkdn_goods")[["rule_id", "in_force_from", "rule_checked"]].astype(str).values.tolist()
    [['permenperin-16-2011', '2011-02-01', 'False'], ['permenperin-35-2025', '2025-12-12', 'False']]
    """
    rows = [
        {
            "subject": name,
            "rule_id": key,
            "rule": one["name"],
            "in_force_from": one["from"],
            "in_force_until": one.get("until"),
            "rule_source": one["source"],
            "rule_assumes": one["assumes"],
            **{key: one[key] for key in ("date_note", "article", "wording")},
            "rule_checked": is_checked(one),
        }
        for name in ([subject] if subject else SUBJECTS)
        for key, one in _of(name).items()
    ]
    return pd.DataFrame(rows, columns=RULE_COLUMNS)


def find_rule(subject, *, rule=None, as_of=None):
    """Return the data of the rule that applies, its id under ``"id"``.

    Parameters
    ----------
    subject : str
        As in `rules`.
    rule : str, optional
        The id of a rule (or its name).
    as_of : date or str, optional
        The day on which it must be in force, as a date or as "YYYY-MM-DD".

    Raises
    ------
    P3DNError
        ``rule-unknown`` for another `rule`; ``rule-date`` when none is in force on `as_of`, or not the one named;
        ``day-unreadable`` when `as_of` is no date. All of them list what there is.

    Examples
    --------
    >>> find_rule("tkdn_goods")["id"]
    'permenperin-35-2025'
    >>> [find_rule("tkdn_goods", as_of=day)["id"] for day in ("2025-12-11", "2025-12-12")]
    ['permenperin-16-2011', 'permenperin-35-2025']
    """
    known = _of(subject)
    chosen = {key: one for key, one in known.items() if rule in (None, key, one["name"])}
    if not chosen:
        raise P3DNError("rule-unknown", rule=rule, rules=_spans(known))
    if as_of is not None:
        day = as_date(as_of)
        chosen = {key: one for key, one in chosen.items() if one["from"] <= day < one.get("until", datetime.date.max)}
        if not chosen:
            raise P3DNError("rule-date", day=day, rule=rule or subject, rules=_spans(known))
    key = max(chosen, key=lambda name: chosen[name]["from"])
    return chosen[key] | {"id": key}


def as_date(day):
    """Return a date from a date, a timestamp or a text "YYYY-MM-DD".

    >>> as_date("2025-12-12")
    datetime.date(2025, 12, 12)
    """
    try:
        return pd.Timestamp(day).date()
    except (ValueError, TypeError) as error:
        raise P3DNError("day-unreadable", day=str(day)) from error


def result(value, rule, slug, *, parts=None, **values):
    """Return a `Result` of `rule` with the sentence ``tkdn.<slug>``."""
    said = Sentence(f"tkdn.{slug}", {"value": value} | values)
    return Result(value, rule["id"], rule["name"], is_checked(rule), said, parts or {})


def level(value, name):
    """Return a level as a fraction, refusing what is none: 40 is not 0.40.

    >>> level(0.4, "tkdn")
    0.4
    >>> level(40, "x")
    Traceback (most recent call last):
    p3dn.errors.P3DNError: x = 40 bukan bagian antara 0 dan 1. Cara memperbaiki: tulis 40% sebagai 0,40. [share-range]
    """
    if is_missing(value) or not 0 <= value <= 1:
        raise P3DNError("share-range", name=name, value=None if is_missing(value) else value)
    return float(value)


def money(name, value, *, above=0):
    """Return an amount in rupiah, refusing what is not recorded, endless or below `above` (0).

    >>> money("bid", 1_000)
    1000.0
    """
    if is_missing(value) or not math.isfinite(value) or value < above:
        raise P3DNError("amount-range", name=name, value=None if is_missing(value) else value)
    return float(value)


def need(rule, **given):
    """Refuse a call that lacks what the rule needs.

    Raises
    ------
    P3DNError
        ``rule-inputs`` names what is missing.
    """
    missing = [name for name, value in given.items() if is_missing(value)]
    if missing:
        raise P3DNError("rule-inputs", rule=rule["name"], missing=missing)


def reaches(value, limit):
    """Tell whether a level reaches a limit, the limit included; null stays False.

    >>> reaches(0.25, 0.25), reaches(0.2499, 0.25), reaches(0.28 + 0.12, 0.40)
    (True, False, True)
    """
    return value >= limit - TOLERANCE


def _of(subject):
    if subject not in SUBJECTS:
        raise P3DNError("subject-unknown", subject=subject, subjects=list(SUBJECTS))
    return read_rules(subject)


def _spans(known):
    return [f"{key} ({one['from']} – {one.get('until', '')})" for key, one in known.items()]
