"""Local content (TKDN) of goods, by the rule of 2011 and by that of 2025.

The rule of 2011 asks which part of the cost stays in the country. The rule of 2025 gives three scores, for
materials, direct labour and factory overhead, and weighs them 75, 10 and 15: a product with imported materials
but domestic labour and overhead scores 25% whatever these cost. So TKDN under the new rule is a score and no
share of cost, and two certificates under different rules cannot be compared.
"""

from p3dn.analysis.tkdn.lookup import find_rule, level, money, need, result
from p3dn.errors import P3DNError


def goods(
    cost=None,
    foreign=None,
    *,
    material=None,
    labour=None,
    overhead=None,
    domestic_plant=False,
    research=0.0,
    rule=None,
    as_of=None,
):
    """Return the TKDN of goods, a fraction.

    2011: (cost - foreign) / cost; 2025: 0.75 material + 0.10 labour + 0.15 overhead, at least 0.25 for a domestic
    plant, plus research, at most 1.

    Parameters
    ----------
    cost, foreign : float
        Rule of 2011: cost of the finished goods (materials, direct labour, factory overhead) and its foreign
        part, in rupiah.
    material, labour, overhead : float
        Rule of 2025: the three scores, fractions.
    domestic_plant : bool
        Rule of 2025: made in a plant in Indonesia with mostly Indonesian workers.
    research : float
        Rule of 2025: addition for domestic research and development, 0 to 0.20.
    rule, as_of : str, date, optional
        The rule, or the day on which it is in force; by default the newest rule.

    Returns
    -------
    Result
        ``.value`` is the level, ``.parts`` the ``score`` before floor and addition.

    Raises
    ------
    P3DNError
        ``share-range`` when 40 stands for 0.40; ``rule-inputs`` when the rule needs what was not given;
        ``foreign-above`` when the foreign part exceeds the cost; ``amount-range``; ``research-range``; what
        `find_rule` raises.

    Notes
    -----
    How floor and addition combine was not seen; here the floor comes first. What the annex says on labour and
    overhead was not seen either: both are inputs.

    References
    ----------
    Permenperin 16/M-IND/PER/2/2011; Permenperin 35/2025, Pasal 4 and Lampiran I; both from secondary sources.

    Examples
    --------
    >>> goods(150_000, 60_000, rule="permenperin-16-2011").value
    0.6
    >>> goods(material=0, labour=1, overhead=1)
    TKDN barang 25% menurut Permenperin 35/2025 (belum diperiksa terhadap naskah resmi)
    >>> round(goods(material=0.2, labour=1, overhead=0.5).value, 4)
    0.325
    """
    found = find_rule("tkdn_goods", rule=rule, as_of=as_of)
    if found["method"] == "cost":
        need(found, cost=cost, foreign=foreign)
        return result(domestic_share(cost, foreign), found, "goods", parts={"cost": cost, "foreign": foreign})
    scores = {"material": material, "labour": labour, "overhead": overhead}
    need(found, **scores)
    score = weighted(found["weights"], scores)
    return result(_with_incentives(score, found, domestic_plant, research), found, "goods", parts={"score": score})


def domestic_share(cost, foreign):
    """Return (cost - foreign) / cost.

    >>> domestic_share(150_000, 60_000)
    0.6
    """
    cost, foreign = money("cost", cost, above=1), money("foreign", foreign)
    if foreign > cost:
        raise P3DNError("foreign-above", foreign=foreign, cost=cost)
    return (cost - foreign) / cost


def weighted(weights, scores):
    """Return the sum of scores times their weights; every score is a fraction.

    >>> weighted({"material": 0.75, "labour": 0.25}, {"material": 0.0, "labour": 1.0})
    0.25
    """
    return sum(weight * level(scores[name], name) for name, weight in weights.items())


def _with_incentives(score, rule, domestic_plant, research):
    if not 0 <= research <= rule["research_at_most"]:
        raise P3DNError("research-range", value=research, limit=rule["research_at_most"])
    floor = rule["floor_domestic_plant"] if domestic_plant else 0.0
    return min(1.0, max(score, floor) + research)
