"""Local content of small industry (TKDN IK): a lighter scheme with weights of its own.

Small here means a business capital of at most Rp5 billion without land and buildings. It is not the small of BPS
or of Permenperin 64/2016: a foundry with 26 workers can be small for this scheme and medium for that one. Under
the rule of 2025 the firm declares its level itself; the weights were not seen, so it is an input and nothing that
p3dn computes.
"""

from p3dn.analysis.tkdn.goods import weighted
from p3dn.analysis.tkdn.lookup import find_rule, level, money, need, result
from p3dn.errors import P3DNError


def small_industry(
    *,
    material=None,
    labour=None,
    overhead=None,
    development=None,
    declared=None,
    capital=None,
    rule=None,
    as_of=None,
):
    """Return the TKDN of a small firm's product.

    2022: 0.24 material + 0.10 labour + 0.04 overhead + 0.02 development; 2025: as declared.

    Parameters
    ----------
    material, labour, overhead, development : float
        Rule of 2022: the four scores, fractions.
    declared : float
        Rule of 2025: the level that the firm declares, a fraction.
    capital : float, optional
        Business capital without land and buildings in rupiah; above the limit the scheme is refused.
    rule, as_of : str, date, optional
        As in `goods`.

    Raises
    ------
    P3DNError
        ``share-range``; ``rule-inputs``; ``capital-above``; what `find_rule` raises.

    References
    ----------
    Permenperin 46/2022 (at most 40%); Permenperin 35/2025 (self-declared, above 40% possible, from the press).

    Examples
    --------
    >>> round(small_industry(material=1, labour=1, overhead=1, development=1, rule="permenperin-46-2022").value, 4)
    0.4
    >>> small_industry(declared=0.42).value
    0.42
    """
    found = find_rule("tkdn_small", rule=rule, as_of=as_of)
    if capital is not None and money("capital", capital) > found["capital_at_most"]:
        raise P3DNError("capital-above", capital=capital, limit=found["capital_at_most"])
    if found["method"] == "declared":
        need(found, declared=declared)
        return result(level(declared, "declared"), found, "declared")
    scores = {"material": material, "labour": labour, "overhead": overhead, "development": development}
    need(found, **scores)
    return result(weighted(found["weights"], scores), found, "small", parts=scores)
