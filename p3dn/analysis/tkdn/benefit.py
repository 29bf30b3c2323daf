"""The company benefit weight (BMP): what a firm brings beyond the product.

A firm that trains, invests, exports or replaces an import earns points, at most 15% in all. They are added to the
TKDN for one purpose only: to see whether a product makes domestic purchase a duty (see `duty`). They do not enter
the price preference.
"""

from p3dn.analysis.tkdn.lookup import find_rule, level, result
from p3dn.errors import P3DNError


def company_benefit(factors, *, rule=None, as_of=None):
    """Return the company benefit weight: min(cap, sum of the factors).

    Parameters
    ----------
    factors : list of str, or dict
        Rule of 2025: the factors that the firm has shown, by name. Rule of 2011, whose inner weights were not
        seen: each factor with its weight, a fraction.
    rule, as_of : str, date, optional
        As in `goods`.

    Returns
    -------
    Result
        ``.parts`` holds the ``sum`` before the cap, and the weight of each factor.

    Raises
    ------
    P3DNError
        ``benefit-factor`` for an unknown or repeated factor; ``benefit-weights`` when the rule of 2011 is given
        names only, or the rule of 2025 weights that are not its own; ``share-range``.

    References
    ----------
    Permenperin 16/M-IND/PER/2/2011 (at most 15%, four factors); Permenperin 35/2025 (at most 15%, fifteen factors).

    Examples
    --------
    >>> company_benefit(["pionir_atau_substitusi_impor", "ekspor"]).value
    0.06
    >>> company_benefit(["investasi_baru", "lokasi", "penyerapan_tenaga_kerja", "mesin_dalam_negeri", "ekspor"]).value
    0.15
    """
    found = find_rule("company_benefit", rule=rule, as_of=as_of)
    weights = _weights(factors, found)
    whole = sum(weights.values())
    return result(min(found["at_most"], whole), found, "benefit", parts={"sum": whole, "factors": weights})


def _weights(factors, rule):
    known = list(rule.get("factors", rule.get("names", ())))
    wrong = [name for place, name in enumerate(factors) if name not in known or name in list(factors)[:place]]
    if wrong:
        raise P3DNError("benefit-factor", factor=wrong[0], rule=rule["name"], factors=known)
    stated = {name: level(weight, name) for name, weight in factors.items()} if isinstance(factors, dict) else None
    own = {name: rule["factors"][name] for name in factors} if "factors" in rule else stated
    if own is None or stated not in (None, own):
        raise P3DNError("benefit-weights", rule=rule["name"])
    return own
