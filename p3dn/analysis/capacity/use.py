"""How much of the installed capacity is used, and how much stands idle.

Utilisation is a figure of pairs: output and installed capacity of the same firm, in the same unit. A firm
that states only one of the two says nothing about it, however large its figure, and so it is left out of both
sums.

Idle capacity is summed firm by firm. A firm that makes more than it has installed (a second shift, a machine
not yet registered) has no idle capacity, and its surplus does not fill the machines of its neighbour:
idle = sum of max(installed - output, 0). Such firms are counted, because many of them mean bad records.
"""

import numpy as np
import pandas as pd

from p3dn import marks
from p3dn.analysis._frames import finish, gap, group_key, lacking, numbers, ratio, sum_by, unit_key
from p3dn.analysis._headlines import among, leading, unanswered, withheld
from p3dn.analysis.capacity.grouping import grouping
from p3dn.analysis.disclosure import guarded
from p3dn.words import Sentence

FIELDS = ["kapasitas_terpasang", "produksi", "kapasitas_produksi"]
PAIR = ["kapasitas_terpasang", "produksi"]
COLUMNS = [
    *("group", "satuan", "records", "installed", "installed_records", "output", "output_records"),
    *("capacity", "capacity_records", "paired_records", "paired_installed", "paired_output"),
    *("used", "idle", "over_records", "utilisation"),
]
SPREAD_COLUMNS = ["group", "satuan", "installed", "output", "utilisation"]
ENOUGH = 5
_SHOWN = {
    ("installed", "installed_rest"): ["installed"],
    ("output", "output_rest"): ["output"],
    "capacity": ["capacity"],
    ("paired_installed", "paired_output", "used", "idle"): [
        *("paired_installed", "paired_output", "used", "idle", "utilisation", "installed", "output"),
    ],
}
_COUNTS = ["records", "installed_records", "output_records", "capacity_records", "paired_records", "over_records"]


def by_line(sentra, *, by=None):
    """Return installed capacity, output, use and idle capacity per group and unit.

    Utilisation is the output of the firms that state both figures over their installed capacity:
    utilisation = paired_output / paired_installed; used + idle = paired_installed.

    Parameters
    ----------
    sentra : DataFrame
        Register as `p3dn.load_sentra` returns it.
    by : str, optional
        Column to group by; by default what `grouping` chooses.

    Returns
    -------
    DataFrame
        One row per ``group`` and ``satuan``. ``records`` counts the firms; ``installed``, ``output`` and
        ``capacity`` (production capacity) come with the firms that stated them; ``paired_*`` belong to firms
        that stated installed capacity and output; ``over_records`` made more than they have installed.
        ``utilisation`` is a fraction and may exceed 1. Without pairs the last columns are null, and
        ``attrs["needs"]`` names what the register does not record.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Notes
    -----
    Units are never added up; firms without a unit are a group of their own. Assumes that both figures of a
    firm are of the same unit and year, as the register's one unit column says.

    References
    ----------
    Permenperin 13/2025, Pasal 7: production capacity and installed capacity are two fields of SIINas.

    Examples
    --------
    >>> sentra = pd.DataFrame({
    ...     "produk": ["pompa", "pompa", "pompa"], "satuan": "ton", "kapasitas_produksi": None,
    ...     "kapasitas_terpasang": [100.0, 10.0, 50.0], "produksi": [40.0, 12.0, None]})
    >>> answer = by_line(sentra, by="produk")
    >>> answer[["installed", "paired_installed", "used", "idle", "over_records"]].values.tolist()
    [[160.0, 110.0, 50.0, 60.0, 1.0]]
    """
    empty = gap(sentra, FIELDS, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    return _measure(sentra, group_key(sentra, by or grouping(sentra)), total=["satuan"])


def main_units(answer, *, most=4):
    """Return the rows in the units that most firms use: as many as one picture can show, the rest stay in the table.

    >>> answer = pd.DataFrame({"satuan": ["buah", "ton", "buah"], "paired_records": [1, 5, 2]})
    >>> main_units(answer, most=1)["satuan"].tolist()
    ['ton']
    """
    if answer.empty:
        return answer
    firms = answer.groupby("satuan", sort=False)["paired_records"].sum()
    chosen = answer[answer["satuan"].isin(firms.nlargest(most).index)]
    return (
        chosen.assign(_firms=chosen["satuan"].map(firms))
        .sort_values("_firms", ascending=False, kind="stable", ignore_index=True)
        .drop(columns="_firms")
    )


def totals(sentra):
    """Return the same figures for all groups together, one row per unit.

    The columns are those of `by_line`; ``group`` is "semua".

    Examples
    --------
    >>> sentra = pd.DataFrame({"satuan": ["ton", "buah"], "kapasitas_produksi": None,
    ...     "kapasitas_terpasang": [100.0, 9000.0], "produksi": [40.0, 9000.0]})
    >>> totals(sentra)[["satuan", "idle"]].values.tolist()
    [['ton', 60.0], ['buah', 0.0]]
    """
    empty = gap(sentra, FIELDS, COLUMNS, any_of=True)
    return _measure(sentra, group_key(sentra, None)) if empty is None else empty


def utilisation_spread(sentra, *, by=None):
    """Return the utilisation of each firm that states installed capacity and output, for strip and box plots.

    utilisation = output / installed. A firm with an installed capacity of 0 has none and is left out.

    Examples
    --------
    >>> sentra = pd.DataFrame({"produk": ["a", "a", "b"], "satuan": "ton",
    ...     "kapasitas_terpasang": [10.0, 0.0, 5.0], "produksi": [4.0, 0.0, None]})
    >>> utilisation_spread(sentra, by="produk").values.tolist()
    [['a', 'ton', 10.0, 4.0, 0.4]]
    """
    empty = gap(sentra, PAIR, SPREAD_COLUMNS)
    if empty is not None:
        return empty
    firms = pd.DataFrame({"group": group_key(sentra, by or grouping(sentra)), "satuan": unit_key(sentra)})
    firms["installed"], firms["output"] = (numbers(sentra, field) for field in PAIR)
    firms["utilisation"] = ratio(firms["output"], firms["installed"])
    return finish(firms[firms["utilisation"].notna()], SPREAD_COLUMNS)


def headline_by_line(answer):
    """Return the sentence on the group with the largest idle share of its installed capacity.

    Groups with fewer than five paired firms do not lead when larger ones exist; the sentence then says so if
    one of the small groups has a larger share.
    """
    share = _idle_share(answer)
    if share.notna().sum() == 0:
        return _without_pairs(answer)
    if share.max() <= 0:
        return among(_none_idle(answer), answer, "idle")
    large = share.where(answer["paired_records"] >= ENOUGH)
    compared = large if large.max() > 0 else share
    case = "idle-large" if compared.max() < share.max() else "idle"
    found = leading(f"analysis.capacity.{case}", _names(answer), compared, enough=ENOUGH)
    return among(found, answer, "idle")


def headline_totals(answer):
    """Return the sentence on the share of installed capacity in use, in the unit that most firms state."""
    if answer.empty or answer["paired_records"].max() == 0:
        return _without_pairs(answer)
    row = answer.loc[answer["paired_records"].astype("float64").fillna(0).idxmax()]
    if withheld(row, "used"):
        return Sentence("gaps.withheld")
    if pd.isna(row["utilisation"]):
        return Sentence("analysis.capacity.no-installed")
    case = "over" if row["used"] < row["paired_output"] else "used"
    found = {"share": float(row["used"] / row["paired_installed"]), "idle": float(row["idle"])}
    found |= {"unit": row["satuan"], "records": int(row["paired_records"]), "over": int(row["over_records"])}
    return Sentence(f"analysis.capacity.totals-{case}", found)


def headline_utilisation_spread(answer):
    """Return the sentence on the median firm's utilisation, or on those above their capacity if most are."""
    if answer.empty:
        return unanswered(answer, *PAIR) if "needs" in answer.attrs else Sentence("analysis.capacity.no-pairs")
    if marks.is_published() and len(answer) < ENOUGH:
        return Sentence("gaps.withheld")
    median, over = float(answer["utilisation"].median()), int((answer["utilisation"] > 1).sum())
    case = "single" if len(answer) == 1 else "over" if median > 1 else "median"
    return Sentence(f"analysis.capacity.spread-{case}", {"share": median, "over": over, "records": len(answer)})


def _measure(sentra, group, total=None):
    installed, output, capacity = (numbers(sentra, field) for field in FIELDS)
    both = installed.notna() & output.notna()
    parts = pd.DataFrame({"installed": installed, "output": output, "capacity": capacity})
    parts["paired_installed"], parts["paired_output"] = installed.where(both), output.where(both)
    parts["used"], parts["idle"] = np.minimum(installed, output), (installed - output).clip(lower=0)
    parts["over"] = (output > installed).astype("float64").where(both)
    keys = {"group": group, "satuan": unit_key(sentra)}
    answer = sum_by(parts, **keys)
    answer["utilisation"] = ratio(answer["paired_output"], answer["paired_installed"])
    answer = answer.rename(columns={"used_records": "paired_records", "over_records": "_", "over": "over_records"})
    parts["installed_rest"], parts["output_rest"] = installed.where(~both), output.where(~both)
    answer = finish(answer, COLUMNS, needs=lacking(sentra, PAIR))
    return guarded(answer, parts.assign(**keys), by=list(keys), values=_SHOWN, counts=_COUNTS, total=total)


def _idle_share(answer):
    return ratio(answer["idle"].astype("float64"), answer["paired_installed"].astype("float64"))


def _names(answer):
    """Return the group of each row, with its unit where the group has several."""
    several = answer["group"].duplicated(keep=False)
    rows = zip(answer["group"], answer["satuan"], several, strict=True)
    with_unit = "analysis.capacity.group-unit"
    named = [Sentence(with_unit, {"group": group, "unit": unit}) if more else group for group, unit, more in rows]
    return pd.Series(named, index=answer.index, dtype=object)


def _without_pairs(answer):
    if "needs" in answer.attrs:
        return unanswered(answer)
    if withheld(answer, "idle"):
        return Sentence("gaps.withheld")
    paired = 0 if answer.empty else answer["paired_records"].max()
    return Sentence(f"analysis.capacity.{'no-installed' if paired else 'no-pairs'}")


def _none_idle(answer):
    over, records = int(answer["over_records"].sum()), int(answer["paired_records"].sum())
    return Sentence(f"analysis.capacity.idle-none{'-over' if over else ''}", {"over": over, "records": records})
