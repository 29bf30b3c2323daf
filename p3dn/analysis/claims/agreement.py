"""When two claims say the same: by their stated ranges, else by the precision they are written with, else by word."""

import math
from decimal import Decimal

from p3dn.formats import is_missing

PERCENT_POINT = 0.01
TOLERANCE = 1e-9
_SAME_UNIT = {"share": "pangsa"}


def precision(value, *, unit=None):
    """Return the lowest and highest figure that rounds to `value` as it is written.

    Zeros at the end are not taken as measured: 24,000,000,000 has two digits, "about 24 billion", and 10 billion
    has one, to which 9.5 rounds up and 9.4 does not. Shares are written in percent, so they are never taken as
    coarser than one percentage point.

    Examples
    --------
    >>> low, high = precision(24_000_000_000)
    >>> low <= 24_444_000_000 < high, low <= 24_500_000_000 <= high
    (True, False)
    >>> [round(end, 3) for end in precision(1, unit="pangsa")]
    [0.995, 1.005]
    """
    _, digits, exponent = Decimal(repr(abs(float(value)))).normalize().as_tuple()
    above = 10.0**exponent
    below = above / 10 if digits == (1,) else above
    if same_unit(unit, "share"):
        above, below = min(above, PERCENT_POINT), min(below, PERCENT_POINT)
    return value - below / 2, math.nextafter(value + above / 2, -math.inf)


def stated(claim):
    """Return a claim as ``(low, high)`` as it stands, open where no end is stated; None if it says nothing.

    >>> stated({"value": 120_000, "value_low": None, "value_high": 120_000})
    (-inf, 120000.0)
    """
    low, high = claim["value_low"], claim["value_high"]
    if is_missing(low) and is_missing(high):
        return None if is_missing(claim["value"]) else (float(claim["value"]),) * 2
    return -math.inf if is_missing(low) else float(low), math.inf if is_missing(high) else float(high)


def operand(claim):
    """Return what a formula takes for a claim: its value, else its range; None when an end is open.

    >>> operand({"value": None, "value_low": 4, "value_high": 6})
    (4.0, 6.0)
    """
    if not is_missing(claim["value"]):
        return (float(claim["value"]),) * 2
    ends = stated(claim)
    return None if ends is None or math.inf in map(abs, ends) else ends


def accepted(claim):
    """Return what a claim covers: its stated range, else all that rounds to its value; None if it says nothing.

    A stated range is taken a hair wider, for the last digits of a computed float.
    """
    ends = stated(claim)
    if ends is not None and ends[0] == ends[1]:
        return precision(ends[0], unit=claim["unit"])
    return ends and (ends[0] - TOLERANCE * abs(ends[0]), ends[1] + TOLERANCE * abs(ends[1]))


def within(inner, outer):
    """Tell whether `inner` lies in `outer`, ends included."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def apart(one, other):
    """Tell whether two ranges have nothing in common.

    >>> apart((0, 1), (1, 2)), apart((0, 1), (2, 3))
    (False, True)
    """
    return one[1] < other[0] or other[1] < one[0]


def same_unit(one, other):
    """Tell whether two units are the same; ``share`` of a finding is ``pangsa`` in the ledger."""
    return _SAME_UNIT.get(one, one) == _SAME_UNIT.get(other, other)


def differ(claim, other):
    """Tell whether two claims cannot both be right: neither lies in what the other covers, or their texts differ.

    Examples
    --------
    >>> point = {"value_low": None, "value_high": None, "unit": "ikm"}
    >>> about_150 = point | {"value": 150}
    >>> differ(point | {"value": 155}, about_150), differ(point | {"value": 154}, about_150)
    (True, False)
    """
    if not same_unit(claim["unit"], other["unit"]):
        return False
    texts = [one.get("text_id") for one in (claim, other)]
    if not any(map(is_missing, texts)):
        return texts[0].casefold() != texts[1].casefold()
    one, two = stated(claim), stated(other)
    if one is None or two is None:
        return False
    return apart(one, accepted(other)) and apart(two, accepted(claim))


def year(as_of):
    """Return the year of a date as text, None when there is none.

    >>> year("2017-11"), year(None)
    ('2017', None)
    """
    return None if is_missing(as_of) else str(as_of)[:4]
