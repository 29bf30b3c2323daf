"""Local content from a bill of materials, and the component whose replacement would move it most.

A bill names the components of a product, what each costs, how much of it is domestic, and whether it is imported.
An imported component counts 0. A domestic one without a stated level is not known: the answer is then an interval
whose low end counts it 0, because only what is shown counts, and whose high end counts it 1.

The gain of a component is what the TKDN would win if a wholly domestic one of the same cost took its place. It is
the order in which an analyst looks for domestic suppliers. What stays in the country in rupiah is another
question: ``domestic_rp`` answers it, the TKDN under the rule of 2025 does not.
"""

import pandas as pd

from p3dn import marks
from p3dn.analysis._frames import finish, gap, group_key, lacking, numbers, ratio, shares
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis._rules import is_checked
from p3dn.analysis.disclosure import of_records
from p3dn.analysis.tkdn.lookup import find_rule, level, money, need, reaches, result
from p3dn.errors import P3DNError
from p3dn.words import Sentence

FIELDS = ["komponen", "biaya", "nilai_tkdn", "impor"]
COMPONENT_COLUMNS = [
    *("produk", "komponen", "cost_rp", "cost_share", "content_low", "content_high", "domestic_rp", "foreign_rp"),
    *("gain", "rule", "rule_checked"),
]
PRODUCT_COLUMNS = [
    *("produk", "components", "components_recorded", "cost_rp", "domestic_rp", "material_low", "tkdn_low"),
    *("tkdn_high", "meets_minimum", "top_component", "top_gain", "rule", "rule_checked"),
]
COMPARE_COLUMNS = [*PRODUCT_COLUMNS, "changes"]
BOTH = ("permenperin-16-2011", "permenperin-35-2025")


def components(bill, *, labour, overhead, labour_cost=None, overhead_cost=None, rule=None, as_of=None):
    """Return each component of each product with what its replacement would win, the largest gain first.

    gain = weight of materials x cost share x (1 - content_low); the weight is 0.75 under the rule of 2025, and
    materials / whole cost under that of 2011.

    Parameters
    ----------
    bill : DataFrame
        ``komponen``, ``biaya`` (rupiah per unit; else ``jumlah`` x ``harga_satuan``), ``nilai_tkdn`` (fraction),
        ``impor`` (flag), and ``produk`` where there are several.
    labour, overhead : float
        Domestic part of direct labour and factory overhead, fractions.
    labour_cost, overhead_cost : float, optional
        Their cost per unit in rupiah, which the rule of 2011 needs.
    rule, as_of : str, date, optional
        As in `goods`.

    Returns
    -------
    DataFrame
        ``cost_share`` is the share of the product's materials, null where a component has no cost.
        ``domestic_rp`` and ``foreign_rp`` hold what is known to be so; the rest of ``cost_rp`` is not known.

    Raises
    ------
    P3DNError
        ``bill-imported`` when an imported component states a domestic content; ``share-range``;
        ``rule-inputs``; ``frame-column``; what `find_rule` raises.

    Examples
    --------
    >>> bill = pd.DataFrame({"produk": "rem", "komponen": ["resin", "pelat"], "biaya": [60_000, 40_000],
    ...     "nilai_tkdn": [None, 0.5], "impor": [True, False]})
    >>> components(bill, labour=1, overhead=1)[["komponen", "cost_share", "gain"]].round(4).values.tolist()
    [['resin', 0.6, 0.45], ['pelat', 0.4, 0.15]]
    """
    found, rest = find_rule("tkdn_goods", rule=rule, as_of=as_of), {"labour": labour, "overhead": overhead}
    empty = _gap(bill, COMPONENT_COLUMNS)
    if empty is not None:
        return empty
    lines = _lines(bill)
    whole = lines.groupby("produk")["cost_rp"].transform(lambda cost: cost.sum(skipna=False))
    weight, _ = _terms(found, whole, rest, {"labour": labour_cost, "overhead": overhead_cost})
    lines["cost_share"] = ratio(lines["cost_rp"], whole)
    lines["gain"] = weight * lines["cost_share"] * (1 - lines["content_low"])
    order = lines.assign(size=-lines["gain"]).sort_values(["produk", "size"], kind="stable").index
    return finish(lines.loc[order].assign(rule=found["name"], rule_checked=is_checked(found)), COMPONENT_COLUMNS)


def by_product(bill, *, labour, overhead, labour_cost=None, overhead_cost=None, rule=None, as_of=None):
    """Return the TKDN of each product of a bill as an interval, with the component that would move it most.

    tkdn = weight of materials x sum(cost share x content) + labour and overhead by their own weights.

    Parameters
    ----------
    bill, labour, overhead, labour_cost, overhead_cost, rule, as_of
        As in `components`.

    Returns
    -------
    DataFrame
        One row per product. ``tkdn_low`` counts what is shown only; it is null where a component has no cost.
        ``domestic_rp`` is the domestic part of the materials, ``meets_minimum`` whether ``tkdn_low`` reaches
        the 0.25 of the newest rule on mandatory use.

    Notes
    -----
    Neither the floor for a domestic plant nor the addition for research is applied: see `goods`.

    Examples
    --------
    >>> bill = pd.DataFrame({"produk": "rem", "komponen": ["a", "b", "c"], "biaya": [60_000, 30_000, 10_000],
    ...     "nilai_tkdn": [0.4, 1.0, 0.0], "impor": False})
    >>> answer = by_product(bill, labour=1, overhead=1)
    >>> answer[["material_low", "tkdn_low", "top_component"]].round(4).values.tolist()
    [[0.54, 0.655, 'a']]
    """
    options = {"labour_cost": labour_cost, "overhead_cost": overhead_cost, "rule": rule, "as_of": as_of}
    parts = components(bill, labour=labour, overhead=overhead, **options)
    if parts.empty:
        return _gap(bill, PRODUCT_COLUMNS)
    found = find_rule("tkdn_goods", rule=rule, as_of=as_of)
    groups = parts.groupby("produk", sort=False)
    answer = groups[["cost_rp", "domestic_rp"]].agg(lambda amount: amount.sum(skipna=False))
    answer["components"], answer["components_recorded"] = groups.size(), groups["cost_rp"].count()
    costs = {"labour": labour_cost, "overhead": overhead_cost}
    weight, fixed = _terms(found, answer["cost_rp"], {"labour": labour, "overhead": overhead}, costs)
    for end in ("low", "high"):
        content = (parts["cost_share"] * parts[f"content_{end}"]).groupby(parts["produk"], sort=False)
        answer[f"material_{end}"] = content.agg(lambda share: share.sum(skipna=False))
        answer[f"tkdn_{end}"] = weight * answer[f"material_{end}"] + fixed
    answer["meets_minimum"] = meets_minimum(answer["tkdn_low"])
    answer["top_component"], answer["top_gain"] = groups["komponen"].first(), groups["gain"].first()
    answer = answer.assign(rule=found["name"], rule_checked=is_checked(found))
    return finish(answer.reset_index(), PRODUCT_COLUMNS)


def from_bill(bill, *, labour, overhead, labour_cost=None, overhead_cost=None, rule=None, as_of=None):
    """Return the TKDN of the one product of a bill: its low end, what is shown.

    Parameters
    ----------
    bill, labour, overhead, labour_cost, overhead_cost, rule, as_of
        As in `components`.

    Returns
    -------
    Result
        ``.parts``: ``high`` (what is not known counts 1), ``component`` and ``gain`` (the replacement that wins
        most), ``material`` and ``domestic_rp``.

    Raises
    ------
    P3DNError
        ``bill-products`` when the bill holds none or several; ``bill-cost`` when a component has no cost; what
        `components` raises.

    Examples
    --------
    >>> bill = pd.DataFrame({"komponen": ["resin", "pelat"], "biaya": [60_000, 40_000],
    ...     "nilai_tkdn": [None, 0.5], "impor": [True, False]})
    >>> from_bill(bill, labour=1, overhead=1)
    TKDN 40%; paling menaikkannya: mengganti resin (+45 poin persen) menurut Permenperin 35/2025 (belum diperiksa
    terhadap naskah resmi)
    """
    options = {"labour_cost": labour_cost, "overhead_cost": overhead_cost, "rule": rule, "as_of": as_of}
    answer = by_product(bill, labour=labour, overhead=overhead, **options)
    if len(answer) != 1:
        raise P3DNError("bill-products", count=len(answer))
    row = answer.iloc[0]
    if row["components_recorded"] < row["components"]:
        raise P3DNError("bill-cost", count=int(row["components"] - row["components_recorded"]))
    parts = {"high": row["tkdn_high"], "component": row["top_component"], "gain": float(row["top_gain"])}
    parts |= {"material": row["material_low"], "domestic_rp": row["domestic_rp"]}
    case = "bill" if reaches(row["tkdn_low"], row["tkdn_high"]) else "bill-interval"
    found = find_rule("tkdn_goods", rule=rule, as_of=as_of)
    return result(float(row["tkdn_low"]), found, case, parts=parts, points=parts["gain"] * 100, **parts)


def compare(bill, *, labour, overhead, labour_cost, overhead_cost, rules=BOTH):
    """Return `by_product` under several rules, one row per product and rule, and whether the status changes.

    Parameters
    ----------
    bill, labour, overhead, labour_cost, overhead_cost
        As in `components`.
    rules : sequence of str
        The ids of the rules; by default that of 2011 and that of 2025.

    Returns
    -------
    DataFrame
        ``changes``: the product reaches the minimum under one of the rules and not under another.

    Examples
    --------
    >>> bill = pd.DataFrame({"produk": "rem", "komponen": ["resin"], "biaya": [90.0], "nilai_tkdn": None,
    ...     "impor": True})
    >>> answer = compare(bill, labour=1, overhead=1, labour_cost=5, overhead_cost=5)
    >>> answer[["rule", "tkdn_low", "changes"]].values.tolist()
    [['Permenperin 16/M-IND/PER/2/2011', 0.1, True], ['Permenperin 35/2025', 0.25, True]]
    """
    options = {"labour": labour, "overhead": overhead, "labour_cost": labour_cost, "overhead_cost": overhead_cost}
    answers = [by_product(bill, **options, rule=rule) for rule in rules]
    if answers[0].empty:
        return _gap(bill, COMPARE_COLUMNS)
    answer = pd.concat(answers, ignore_index=True)
    answer["changes"] = answer.groupby("produk")["meets_minimum"].transform("nunique") > 1
    order = answer.groupby("produk", sort=False).ngroup().sort_values(kind="stable").index
    return finish(answer.loc[order], COMPARE_COLUMNS)


def headline_components(answer):
    """Return the sentence on the component whose replacement would win most."""
    if answer.empty or answer["gain"].isna().all():
        return unanswered(answer, "biaya")
    if not answer["gain"].max() > 0:
        return Sentence("tkdn.component-none", {"components": len(answer)})
    return leading("tkdn.component", answer["komponen"], answer["gain"], points=answer["gain"] * 100)


def headline_by_product(answer):
    """Return the sentence on how many products reach the minimum."""
    if answer.empty or answer["tkdn_low"].isna().all():
        return unanswered(answer, "biaya")
    known = answer["meets_minimum"].dropna()
    return Sentence("tkdn.products", {"reach": int(known.sum()), "products": len(known)})


def headline_compare(answer):
    """Return the sentence on how many products change their status between the rules."""
    if answer.empty:
        return unanswered(answer)
    changed = answer.loc[answer["changes"], "produk"].nunique()
    case = "compare" if changed else "compare-same"
    return Sentence(f"tkdn.{case}", {"changed": changed, "products": answer["produk"].nunique()})


def meets_minimum(content):
    """Return whether each level reaches the minimum of mandatory use; null where it is not known.

    >>> meets_minimum(pd.Series([0.25, 0.2499, None])).tolist()
    [True, False, <NA>]
    """
    reached = reaches(content, find_rule("mandatory_use")["minimum"])
    return reached.astype("boolean").mask(content.isna())


def _gap(bill, columns):
    """Return the empty answer when no component or no cost is recorded, else None."""
    lacking(bill, FIELDS)
    empty = gap(bill if bill.empty else bill.assign(biaya=_cost(bill)), ["komponen", "biaya"], columns)
    if empty is None and marks.is_published():
        return of_records(bill.iloc[:1]).reindex(columns=columns)
    return empty


def _lines(bill):
    """Return the components with cost and content as the answers need them."""
    imported, stated = bill["impor"].astype("boolean").fillna(value=False), shares(bill, "nilai_tkdn")
    wrong = imported & (stated > 0)
    if wrong.any():
        first = bill.loc[wrong].iloc[0]
        raise P3DNError("bill-imported", component=str(first["komponen"]), value=first["nilai_tkdn"])
    known, cost = stated.mask(imported, 0.0), _cost(bill)
    lines = pd.DataFrame({"komponen": bill["komponen"], "cost_rp": cost, "content_low": known.fillna(0.0)})
    lines["content_high"] = known.fillna(1.0)
    lines["domestic_rp"] = cost * lines["content_low"]
    lines["foreign_rp"] = cost * (1 - lines["content_high"])
    lines["produk"] = group_key(bill, "produk" if "produk" in bill and bill["produk"].notna().any() else None)
    return lines.reset_index(drop=True)


def _cost(bill):
    cost = numbers(bill, "biaya")
    if {"jumlah", "harga_satuan"} <= set(bill):
        cost = cost.fillna(numbers(bill, "jumlah") * numbers(bill, "harga_satuan"))
    return cost


def _terms(rule, materials, scores, costs):
    """Return the weight of materials, and what labour and overhead add, under one rule."""
    scores = {name: level(score, name) for name, score in scores.items()}
    if rule["method"] == "weights":
        return rule["weights"]["material"], sum(rule["weights"][name] * score for name, score in scores.items())
    need(rule, **{f"{name}_cost": cost for name, cost in costs.items()})
    costs = {name: money(f"{name}_cost", cost) for name, cost in costs.items()}
    whole = materials + sum(costs.values())
    return ratio(materials, whole), ratio(sum(scores[name] * costs[name] for name in costs), whole)
