"""The duty to buy domestic products: a ladder that is read in two ways.

When some domestic product on the market reaches a TKDN and BMP of together 40%, buyers must take a domestic
product of at least 25% TKDN. What they must do when none reaches 40% is where the sources on Perpres 46/2025
disagree. One reading goes down step by step (25%, then less, then any product recorded in SIINas, and only then an
import); the other lets the buyer import at once. Both are shown side by side: a briefing must not choose silently.
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap, shares
from p3dn.analysis._headlines import unanswered
from p3dn.analysis._rules import is_checked
from p3dn.analysis.tkdn.lookup import find_rule, level, reaches, result
from p3dn.errors import P3DNError
from p3dn.words import Sentence

FIELDS = ["nilai_tkdn", "nilai_bmp", "impor"]
DUTY_COLUMNS = ["produk", *FIELDS, "reading", "step", "may_buy", "rule", "rule_checked"]


def meets_duty(*, tkdn, bmp=0.0, rule=None, as_of=None):
    """Return whether a product makes domestic purchase a duty: TKDN + BMP at least 0.40, TKDN at least 0.25.

    Parameters
    ----------
    tkdn, bmp : float
        Fractions; `bmp` at most 0.15.
    rule, as_of : str, date, optional
        As in `goods`.

    Returns
    -------
    Result
        ``.value`` is True or False; ``.parts["total"]`` the sum.

    Raises
    ------
    P3DNError
        ``share-range``; ``benefit-range`` when `bmp` exceeds its cap; what `find_rule` raises.

    References
    ----------
    PP 29/2018, Pasal 61; Perpres 46/2025, Pasal 66 (2); the limits are inclusive ("paling sedikit").

    Examples
    --------
    >>> meets_duty(tkdn=0.25, bmp=0.15).value, meets_duty(tkdn=0.30, bmp=0.0999).value
    (True, False)
    """
    found = find_rule("mandatory_use", rule=rule, as_of=as_of)
    tkdn, bmp, cap = level(tkdn, "tkdn"), level(bmp, "bmp"), find_rule("company_benefit")["at_most"]
    if not reaches(cap, bmp):
        raise P3DNError("benefit-range", value=bmp, limit=cap)
    total = tkdn + bmp
    met = bool(reaches(total, found["duty"]) and reaches(tkdn, found["minimum"]))
    said = {"total": total, "limit": found["duty"]}
    return result(met, found, "duty" if met else "duty-not", parts={"total": total}, **said)


def mandatory_use(offers, *, reading=None, rule=None, as_of=None):
    """Return which products on a market may be bought, under each published reading of the ladder.

    Parameters
    ----------
    offers : DataFrame
        All products on the market: ``nilai_tkdn``, ``nilai_bmp`` (fractions, null without a certificate),
        ``impor`` (flag); ``produk`` and ``terdaftar_siinas`` (flag) where they are known.
    reading : {"ladder", "direct_import"}, optional
        One reading only; all of the rule's by default.
    rule, as_of : str, date, optional
        As in `goods`.

    Returns
    -------
    DataFrame
        One row per reading and product: the ``step`` that the market is on ("a" to "e"; "free" where the rule
        knows no further step) and whether the product ``may_buy`` be bought.

    Raises
    ------
    P3DNError
        ``reading-unknown``; ``share-range``; ``frame-column``; what `find_rule` raises.

    Notes
    -----
    A product of unrecorded origin is domestic when it has a TKDN, and otherwise not shown to be. Volume is not
    looked at: where the products of step a fall short, step b allows the same ones.

    References
    ----------
    Perpres 46/2025, Pasal 66 (2), from the press; before it, step a alone (Perpres 12/2021).

    Examples
    --------
    >>> offers = pd.DataFrame({"produk": ["lokal", "impor"], "nilai_tkdn": [0.30, None], "nilai_bmp": [0.05, None],
    ...     "impor": [False, True]})
    >>> mandatory_use(offers)[["reading", "step", "produk", "may_buy"]].values.tolist()
    [['ladder', 'b', 'lokal', True], ['ladder', 'b', 'impor', False],
     ['direct_import', 'e', 'lokal', True], ['direct_import', 'e', 'impor', True]]
    """
    found = find_rule("mandatory_use", rule=rule, as_of=as_of)
    if reading not in (None, *found["readings"]):
        raise P3DNError("reading-unknown", reading=reading, rule=found["name"], readings=list(found["readings"]))
    empty = gap(offers, FIELDS, DUTY_COLUMNS, any_of=True)
    if empty is not None:
        return empty
    steps = _steps(offers, found)
    answers = []
    for name in [reading] if reading else found["readings"]:
        step = next(step for step in found["readings"][name] if steps[step][0])
        answers.append(offers.assign(reading=name, step=step, may_buy=steps[step][1]))
    answer = pd.concat(answers, ignore_index=True)
    return finish(answer.assign(rule=found["name"], rule_checked=is_checked(found)), DUTY_COLUMNS)


def headline_mandatory_use(answer):
    """Return the sentence on whether an import may be bought, and whether the readings differ on it."""
    if answer.empty:
        return unanswered(answer)
    imports = answer[answer["impor"].astype("boolean").fillna(value=False)]
    if imports.empty:
        allowed = answer.groupby("reading")["may_buy"].sum()
        return Sentence("tkdn.use-domestic", {"allowed": int(allowed.min()), "offers": len(answer) // len(allowed)})
    allowed = imports.groupby("reading", sort=False)["may_buy"].any()
    case = "import" if allowed.all() else "differ" if allowed.any() else "no-import"
    return Sentence(f"tkdn.use-{case}", {"rule": answer["rule"].iloc[0]})


def _steps(offers, rule):
    """Return, per step, whether the market is on it or above, and which offers it allows."""
    content, benefit = shares(offers, "nilai_tkdn"), shares(offers, "nilai_bmp").fillna(0.0)
    imported = offers["impor"].astype("boolean")
    domestic = imported.eq(other=False).fillna(value=False) | (imported.isna() & content.notna())
    enough = domestic & reaches(content, rule["minimum"])
    certified = domestic & content.notna()
    listed = domestic & _listed(offers)
    binding = (enough & reaches(content + benefit, rule["duty"])).any()
    everything = pd.Series(data=True, index=offers.index)
    allowed = {"a": enough, "b": enough, "c": certified, "d": listed, "e": everything, "free": everything}
    return {step: (bool(binding if step == "a" else rows.any()), rows.astype(bool)) for step, rows in allowed.items()}


def _listed(offers):
    if "terdaftar_siinas" not in offers:
        return pd.Series(data=False, index=offers.index)
    return offers["terdaftar_siinas"].astype("boolean").fillna(value=False)
