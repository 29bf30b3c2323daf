"""What the output is worth, what the materials cost, what was invested, and where the materials come from.

Value added is what is left of the output's value when the materials are paid: wages, power, rent and profit.
It too is a figure of pairs, taken from firms that state both. It is negative where materials cost more than
the output is worth, which happens in bad years and in bad records.

The domestic share of materials is what firms say about their main raw material. A firm that buys for billions
counts more than one that buys for millions, so the share is weighted by the materials' value where it is
recorded, and the plain mean of the firms stands beside it. It says nothing of the other inputs, and it is no
TKDN.
"""

import math

import pandas as pd

from p3dn.analysis._frames import finish, gap, group_key, lacking, numbers, ratio, shares, sum_by
from p3dn.analysis._headlines import among, leading, unanswered, withheld
from p3dn.analysis.capacity.grouping import grouping
from p3dn.analysis.disclosure import also, guarded
from p3dn.words import Sentence

VALUES = ["nilai_produksi", "nilai_bahan_baku", "nilai_investasi"]
VALUE_COLUMNS = [
    *(
        "group",
        "records",
        "output_value",
        "output_value_records",
        "materials_value",
        "materials_value_records",
    ),
    *("investment", "investment_records", "value_added", "value_added_records"),
    *("paired_output_value", "paired_materials_value", "materials_share"),
]
_SHOWN = {
    ("output_value", "output_rest"): ["output_value"],
    ("materials_value", "materials_rest"): ["materials_value"],
    "investment": ["investment"],
    ("value_added", "paired_output_value", "paired_materials_value"): [
        *("value_added", "paired_output_value", "paired_materials_value", "materials_share"),
        *("output_value", "materials_value"),
    ],
}
_COUNTS = ["records", "output_value_records", "materials_value_records", "investment_records", "value_added_records"]
WEIGHTED = ["weighted_domestic_share", "weighted_materials_value", "domestic_materials_value"]
ORIGIN_COLUMNS = [
    *("group", "records", "domestic_share", "domestic_share_records"),
    *("weighted_domestic_share", "weighted_records", "weighted_materials_value", "domestic_materials_value"),
]


def value_by_line(sentra, *, by=None):
    """Return the value of output, materials and investment, and value added, per group.

    Value added is output less materials of the firms that state both:
    value_added = paired_output_value - paired_materials_value;
    materials_share = paired_materials_value / paired_output_value.

    Parameters
    ----------
    sentra : DataFrame
        Register as `p3dn.load_sentra` returns it.
    by : str, optional
        Column to group by; by default what `capacity.grouping` chooses.

    Returns
    -------
    DataFrame
        One row per ``group``, all values in rupiah, each with its ``*_records``; ``value_added_records``
        counts the pairs. ``attrs["needs"]`` names those of the three fields that the register does not
        record.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Notes
    -----
    Values are taken as stated: whether they include tax, and whether investment includes land and buildings,
    a register seldom says.

    Examples
    --------
    >>> sentra = pd.DataFrame({"komoditi": ["Logam", "Logam"], "nilai_produksi": [100.0, 80.0],
    ...     "nilai_bahan_baku": [60.0, None], "nilai_investasi": None})
    >>> answer = value_by_line(sentra, by="komoditi")
    >>> answer[["output_value", "value_added", "materials_share"]].values.tolist()
    [[180.0, 40.0, 0.6]]
    """
    empty = gap(sentra, VALUES, VALUE_COLUMNS, any_of=True)
    if empty is not None:
        return empty
    return value_of(sentra, group_key(sentra, by or grouping(sentra)), total=[])


def value_total(sentra):
    """Return the same figures for all groups together, in one row, whose ``group`` is "semua".

    Examples
    --------
    >>> sentra = pd.DataFrame({"nilai_produksi": [100.0, 80.0], "nilai_bahan_baku": [60.0, None],
    ...     "nilai_investasi": None})
    >>> value_total(sentra)[["output_value", "value_added"]].values.tolist()
    [[180.0, 40.0]]
    """
    empty = gap(sentra, VALUES, VALUE_COLUMNS, any_of=True)
    return value_of(sentra, group_key(sentra, None)) if empty is None else empty


def value_of(sentra, group, total=None):
    """Return the figures of `value_by_line` for any grouping, a Series with the group of each firm."""
    output, materials, investment = (numbers(sentra, field) for field in VALUES)
    both = output.notna() & materials.notna()
    parts = pd.DataFrame({"output_value": output, "materials_value": materials, "investment": investment})
    parts["value_added"] = output - materials
    parts["paired_output_value"], parts["paired_materials_value"] = output.where(both), materials.where(both)
    answer = sum_by(parts, group=group)
    answer["materials_share"] = ratio(answer["paired_materials_value"], answer["paired_output_value"])
    parts["output_rest"], parts["materials_rest"] = output.where(~both), materials.where(~both)
    answer = finish(answer, VALUE_COLUMNS, needs=lacking(sentra, VALUES))
    return guarded(answer, parts.assign(group=group), by=["group"], values=_SHOWN, counts=_COUNTS, total=total)


def materials_origin(sentra, *, by=None):
    """Return the domestic share of the main raw materials per group, plain and weighted by their value.

    domestic_share = mean of the firms' shares;
    weighted_domestic_share = sum(share x materials value) / sum(materials value).

    Examples
    --------
    >>> sentra = pd.DataFrame({
    ...     "komoditi": "Logam", "porsi_bahan_lokal": [1.0, 0.5], "nilai_bahan_baku": [1.0, 3.0]})
    >>> answer = materials_origin(sentra, by="komoditi")
    >>> answer[["domestic_share", "weighted_domestic_share"]].values.tolist()
    [[0.75, 0.625]]
    """
    lacking(sentra, ["nilai_bahan_baku"])
    empty = gap(sentra, ["porsi_bahan_lokal"], ORIGIN_COLUMNS)
    return _origin(sentra, group_key(sentra, by or grouping(sentra)), total=[]) if empty is None else empty


def origin_total(sentra):
    """Return the same figures for all groups together, in one row, whose ``group`` is "semua".

    Examples
    --------
    >>> sentra = pd.DataFrame({"porsi_bahan_lokal": [1.0, 0.5], "nilai_bahan_baku": [1.0, 3.0]})
    >>> origin_total(sentra)[["domestic_share", "weighted_domestic_share"]].values.tolist()
    [[0.75, 0.625]]
    """
    lacking(sentra, ["nilai_bahan_baku"])
    empty = gap(sentra, ["porsi_bahan_lokal"], ORIGIN_COLUMNS)
    return _origin(sentra, group_key(sentra, None)) if empty is None else empty


def _origin(sentra, group, total=None):
    share, value = shares(sentra, "porsi_bahan_lokal"), numbers(sentra, "nilai_bahan_baku")
    parts = pd.DataFrame({"domestic_share": share, "domestic_materials_value": share * value})
    parts["weighted_materials_value"] = value.where(share.notna())
    answer = sum_by(parts, group=group)
    answer["domestic_share"] /= answer["domestic_share_records"].where(answer["domestic_share_records"] > 0)
    weight = answer["weighted_materials_value"]
    answer["weighted_domestic_share"] = ratio(answer["domestic_materials_value"], weight)
    answer = answer.rename(columns={"weighted_materials_value_records": "weighted_records"})
    answer = finish(answer, ORIGIN_COLUMNS, needs=lacking(sentra, ["nilai_bahan_baku"]))
    sums = ("weighted_materials_value", "domestic_materials_value")
    shown = {"recorded": ["domestic_share"], sums: WEIGHTED, (*sums, "materials_rest"): list(sums)}
    micro = parts.assign(group=group, recorded=share.notna().astype("float64").where(share.notna()))
    micro["materials_rest"] = value.where(share.isna())
    counts = ["records", "domestic_share_records", "weighted_records"]
    answer = guarded(answer, micro, by=["group"], values=shown, counts=counts, total=total)
    return also(answer, lambda: value_of(sentra, group, total=total), by=["group"], columns={"materials_value": sums})


def headline_value_by_line(answer):
    """Return the sentence on the group with the largest share of the recorded output value."""
    shown = "paired_output_value" if withheld(answer, "output_value") else "output_value"
    value = answer[shown].astype("float64")
    if value.notna().sum() == 0:
        return unanswered(answer, "nilai_produksi")
    if value.sum() <= 0:
        return Sentence("analysis.capacity.value-zero", {"records": int(answer["output_value_records"].sum())})
    more = {"total": float(value.sum()), "rupiah": value}
    return among(
        leading("analysis.capacity.value", answer["group"], value / value.sum(), **more), answer, "output_value"
    )


def headline_materials(answer):
    """Return the sentence on how much of the output's value goes into materials, from `value_by_line`."""
    if answer.empty or answer["value_added_records"].sum() == 0:
        return unanswered(answer, "nilai_produksi", "nilai_bahan_baku")
    output, materials = answer["paired_output_value"].sum(), answer["paired_materials_value"].sum()
    if output <= 0:
        return Sentence("analysis.capacity.value-zero", {"records": int(answer["value_added_records"].sum())})
    found = {"share": float(materials / output), "records": int(answer["value_added_records"].sum())}
    return among(
        Sentence(f"analysis.capacity.materials-{'loss' if materials > output else 'share'}", found),
        answer,
        "value_added",
    )


def headline_materials_origin(answer):
    """Return the sentence on the domestic share of the main raw materials, weighted where values are recorded."""
    if answer.empty:
        return unanswered(answer)
    case = "weighted" if answer["weighted_materials_value"].sum() > 0 else "mean"
    share, records = overall_origin(answer)[case]
    if not records:
        return unanswered(answer)
    found = Sentence(f"analysis.capacity.origin-{case}", {"share": share, "records": records})
    return among(found, answer, "domestic_share" if case == "mean" else "weighted_domestic_share")


def overall_origin(answer):
    """Return the domestic share of all groups together, plain and weighted, each with the firms behind it.

    >>> group = {"domestic_share": 0.8, "domestic_share_records": 2, "weighted_records": 0}
    >>> value = {"domestic_materials_value": None, "weighted_materials_value": None}
    >>> overall_origin(pd.DataFrame([group | value]))["mean"]
    (0.8, 2)
    """
    shown = answer[answer["domestic_share"].notna()]
    records, weighted = int(shown["domestic_share_records"].sum()), int(answer["weighted_records"].sum())
    mean = (shown["domestic_share"] * shown["domestic_share_records"]).sum() / (records or math.nan)
    value = answer["weighted_materials_value"].sum()
    share = answer["domestic_materials_value"].sum() / (value or math.nan)
    return {"mean": (float(mean), records), "weighted": (float(share), weighted)}
