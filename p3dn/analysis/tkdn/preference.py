"""The price preference: how a domestic bid is compared with a cheaper import in a government tender.

The more domestic a bid, the lower the price at which it is compared (*harga evaluasi akhir*, HEA). The bid with
the lowest HEA wins, and is paid the price it asked for. The preference exists under conditions only: an owner's
estimate (HPS) above Rp1 billion, and a TKDN of at least 25%. The company benefit weight (BMP) does not enter.

The preference is a rule of government procurement. A state-owned enterprise buys under rules of its own, so for it
the preference is off here unless the caller turns it on. The older formula divides by 1 + KP where the present one
multiplies by 1 - KP: the two must never be mixed.
"""

import math

import pandas as pd

from p3dn.analysis._frames import finish, gap, lacking, numbers, shares
from p3dn.analysis._headlines import unanswered
from p3dn.analysis._rules import is_checked
from p3dn.analysis.tkdn.lookup import find_rule, level, money, reaches, result
from p3dn.errors import P3DNError
from p3dn.words import Sentence

BUYERS = {"government": True, "state_owned": False}
BID_COLUMNS = [
    *("nama_penyedia", "nilai_penawaran", "nilai_tkdn", "preference_rate", "evaluated_rp", "rank", "tied"),
    *("rule", "rule_checked"),
]


def evaluated_price(bid, *, tkdn, hps, buyer="government", preference=None, rule=None, as_of=None):
    """Return the final evaluated price (HEA) of a bid: (1 - KP) x bid, with KP = 0.25 x TKDN.

    Parameters
    ----------
    bid : float
        Price after arithmetic correction, in rupiah.
    tkdn : float
        Fraction; below 0.25 there is no preference.
    hps : float
        Owner's estimate of the package in rupiah; above Rp1 billion only.
    buyer : {"government", "state_owned"}
        For a state-owned enterprise the preference is off.
    preference : bool, optional
        Turns the preference on or off, whoever buys.
    rule, as_of : str, date, optional
        As in `goods`; ``"perpres-54-2010"`` has the older formula, bid / (1 + KP) with KP = 0.15 x TKDN.

    Returns
    -------
    Result
        ``.value`` in rupiah; ``.parts["rate"]`` is KP, ``.parts["reason"]`` why there is none, or None.

    Raises
    ------
    P3DNError
        ``share-range`` when 40 stands for 0.40; ``amount-range``; ``buyer-unknown``; what `find_rule` raises.

    Notes
    -----
    The contract is worth the bid, not the HEA. Goods with services: the sum of the HEA of both, with the HPS of the
    whole package. Works in an international tender have a rule of their own, which is not computed here.

    References
    ----------
    Perpres 12/2021, Pasal 67, from secondary sources; no change by Perpres 46/2025 was seen.

    Examples
    --------
    >>> evaluated_price(1000, tkdn=0.40, hps=2_000_000_000).value
    900.0
    >>> [evaluated_price(1000, tkdn=tkdn, hps=2_000_000_000).value for tkdn in (0.25, 0.2499)]
    [937.5, 1000.0]
    >>> evaluated_price(1000, tkdn=0.40, hps=1_000_000_000).value
    1000.0
    """
    found, bid = find_rule("price_preference", rule=rule, as_of=as_of), money("bid", bid)
    rate, reason = _rate(found, level(tkdn, "tkdn"), hps, buyer, preference)
    value = float(_evaluated(bid, rate, found))
    case = f"price-{reason}" if reason else "price"
    return result(value, found, case, parts={"rate": rate, "reason": reason}, bid=bid, rate=rate)


def rank_bids(bids, *, hps, buyer="government", preference=None, rule=None, as_of=None):
    """Return bids by their final evaluated price, the lowest first; of equal prices the larger TKDN goes first.

    Parameters
    ----------
    bids : DataFrame
        ``nama_penyedia``, ``nilai_penawaran`` (rupiah, after correction), ``nilai_tkdn`` (fraction, null without a
        certificate: no preference).
    hps, buyer, preference, rule, as_of
        As in `evaluated_price`.

    Returns
    -------
    DataFrame
        ``rank`` from 1; bids equal in price and TKDN share a rank. ``tied`` marks a price that another bid has
        too. A bid without a price comes last and has no rank.

    Raises
    ------
    P3DNError
        As `evaluated_price`; ``frame-column``.

    Examples
    --------
    >>> bids = pd.DataFrame({"nama_penyedia": ["impor", "lokal"], "nilai_penawaran": [900.0, 1000.0],
    ...     "nilai_tkdn": [None, 0.40]})
    >>> rank_bids(bids, hps=2_000_000_000)[["nama_penyedia", "evaluated_rp", "rank", "tied"]].values.tolist()
    [['lokal', 900.0, 1, True], ['impor', 900.0, 2, True]]
    """
    lacking(bids, ["nama_penyedia", "nilai_tkdn"])
    found = find_rule("price_preference", rule=rule, as_of=as_of)
    empty = gap(bids, ["nilai_penawaran"], BID_COLUMNS)
    if empty is not None:
        return empty
    rows, price, content = bids.reset_index(drop=True), numbers(bids, "nilai_penawaran"), shares(bids, "nilai_tkdn")
    if (price < 0).any():
        money("nilai_penawaran", price.min())
    best = _rate(found, 1.0, hps, buyer, preference)[0]
    rate = (content * best).where(reaches(content, found["minimum"]), 0.0).to_numpy()
    rows = rows.assign(preference_rate=rate, evaluated_rp=_evaluated(price.to_numpy(), rate, found))
    rows = _ranked(rows)
    return finish(rows.assign(rule=found["name"], rule_checked=is_checked(found)), BID_COLUMNS)


def beating_price(import_price, *, tkdn, hps, buyer="government", preference=None, rule=None, as_of=None):
    """Return the highest price in whole rupiah at which a domestic bid beats an import without preference.

    price = import / (1 - KP), rounded down: at equal HEA the larger TKDN wins. Without preference the bid must lie
    below the import.

    Parameters
    ----------
    import_price : float
        The import's bid in rupiah.
    tkdn, hps, buyer, preference, rule, as_of
        As in `evaluated_price`.

    Returns
    -------
    Result
        ``.value`` in rupiah; ``.parts["margin"]`` is how far it lies above the import.

    Raises
    ------
    P3DNError
        As `evaluated_price`.

    Examples
    --------
    >>> beating_price(900, tkdn=0.40, hps=2_000_000_000).value
    1000
    >>> beating_price(900, tkdn=0.2499, hps=2_000_000_000).value
    899
    """
    found, price = find_rule("price_preference", rule=rule, as_of=as_of), money("import_price", import_price, above=1)
    rate, reason = _rate(found, level(tkdn, "tkdn"), hps, buyer, preference)
    value = math.ceil(price) - 1 if reason else math.floor(price / _evaluated(1.0, rate, found) + 1e-6)
    parts = {"rate": rate, "reason": reason, "margin": value - price}
    return result(value, found, "beats", parts=parts, price=price, rate=rate)


def headline_rank_bids(answer):
    """Return the sentence on the winning bid, or on those that share the first place."""
    if answer.empty or answer["rank"].isna().all():
        return unanswered(answer, "nilai_penawaran")
    first = answer[answer["rank"] == 1]
    found = {"names": first["nama_penyedia"].tolist(), "bids": int(answer["rank"].notna().sum())}
    found |= {"value": float(first["evaluated_rp"].iloc[0]), "price": float(first["nilai_penawaran"].iloc[0])}
    case = "single" if found["bids"] == 1 else "equal" if len(first) > 1 else "winner"
    return Sentence(f"tkdn.bids-{case}", found)


def _rate(rule, content, hps, buyer, preference):
    """Return KP, and which condition fails where it is 0."""
    if buyer not in BUYERS:
        raise P3DNError("buyer-unknown", buyer=buyer, buyers=list(BUYERS))
    turned_on = BUYERS[buyer] if preference is None else preference
    failing = {
        "buyer": not turned_on,
        "hps": money("hps", hps) <= rule["hps_more_than"],
        "content": not reaches(content, rule["minimum"]),
    }
    reason = next((name for name, fails in failing.items() if fails), None)
    return (0.0 if reason else content * rule["at_most"]), reason


def _evaluated(price, rate, rule):
    return price * (1 - rate) if rule["formula"] == "minus" else price / (1 + rate)


def _ranked(rows):
    """Return bids in order with rank and tie; prices are compared to the sen."""
    key = pd.DataFrame({"price": rows["evaluated_rp"].round(2), "content": -shares(rows, "nilai_tkdn").fillna(0.0)})
    key = key.sort_values(["price", "content"], kind="stable")
    begins = key.ne(key.shift()).any(axis=1)
    place = pd.Series(range(1, len(key) + 1), index=key.index)
    rank = place.where(begins).ffill().astype("Int64").mask(key["price"].isna())
    tied = key["price"].duplicated(keep=False) & key["price"].notna()
    return rows.loc[key.index].assign(rank=rank, tied=tied)
