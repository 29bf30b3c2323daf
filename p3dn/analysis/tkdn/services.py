"""Local content of services, and of goods and services bought together.

A service has no parts, but people, tools and general services, each domestic or foreign; profit, company overhead
and output tax stay outside. Where goods and services come in one contract, each level counts by its share of the
value.
"""

from p3dn.analysis.tkdn.goods import domestic_share
from p3dn.analysis.tkdn.lookup import find_rule, level, money, result


def services(cost, foreign, *, rule=None, as_of=None):
    """Return the TKDN of services: (cost - foreign) / cost.

    Parameters
    ----------
    cost, foreign : float
        Cost of labour, tools and general services, and its foreign part, in rupiah.
    rule, as_of : str, date, optional
        As in `goods`.

    Raises
    ------
    P3DNError
        ``foreign-above``, ``amount-range`` and what `find_rule` raises.

    References
    ----------
    Permenperin 16/M-IND/PER/2/2011; Permenperin 35/2025, Pasal 14.

    Examples
    --------
    >>> services(2_650 + 550, 550).value
    0.828125
    """
    found = find_rule("tkdn_services", rule=rule, as_of=as_of)
    return result(domestic_share(cost, foreign), found, "services", parts={"cost": cost, "foreign": foreign})


def combined(*, goods, goods_value, services, services_value, rule=None, as_of=None):
    """Return the TKDN of goods with services: levels weighted by value.

    TKDN = (goods x goods_value + services x services_value) / (goods_value + services_value).

    Parameters
    ----------
    goods, services : float
        The two levels, fractions.
    goods_value, services_value : float
        Their values in rupiah; together above 0.
    rule, as_of : str, date, optional
        As in `goods`.

    Raises
    ------
    P3DNError
        ``share-range``, ``amount-range`` and what `find_rule` raises.

    References
    ----------
    Permenperin 35/2025 from secondary sources; for 2011 no wording was seen.

    Examples
    --------
    >>> combined(goods=0.60, goods_value=800, services=0.828125, services_value=200).value
    0.645625
    """
    found = find_rule("tkdn_combined", rule=rule, as_of=as_of)
    levels = {"goods": level(goods, "goods"), "services": level(services, "services")}
    values = {"goods": money("goods_value", goods_value), "services": money("services_value", services_value)}
    whole = money("goods_value + services_value", sum(values.values()), above=1)
    return result(sum(levels[name] * values[name] for name in levels) / whole, found, "combined", parts=values)
