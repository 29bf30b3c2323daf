"""How much output value and value added there is per worker.

Both are ratios of sums over the firms that state what the ratio needs, so large firms weigh more, as they
should when the question is about the workers. They are averages: what one more worker would add is another
question, and with idle machines the answer is usually more.
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap, group_key, lacking, numbers, ratio, sum_by
from p3dn.analysis._headlines import among, leading, unanswered
from p3dn.analysis.capacity.grouping import grouping
from p3dn.analysis.capacity.value import value_of
from p3dn.analysis.disclosure import also, guarded
from p3dn.analysis.workforce.people import gap_of_workers, workers

_SHOWN = {
    ("output_value", "output_workers", "known_rest"): ["output_per_worker", "output_value", "output_workers"],
    ("value_added", "value_added_workers"): ["value_added_per_worker", "value_added", "value_added_workers"],
    ("output_value", "output_rest", "workers_rest"): ["output_value", "output_workers"],
    ("value_added", "added_rest", "people_rest"): ["value_added", "value_added_workers"],
}
_ALSO = {"output_value": ["output_value", "output_workers"], "value_added": ["value_added", "value_added_workers"]}
_COUNTS = ["records", "output_records", "value_added_records"]
COLUMNS = [
    *("group", "records", "output_per_worker", "output_value", "output_workers", "output_records"),
    *("value_added_per_worker", "value_added", "value_added_workers", "value_added_records"),
]


def productivity(sentra, *, by=None):
    """Return output value and value added per worker and year, per group.

    output_per_worker = sum of output value / sum of workers, over firms that state both;
    value_added_per_worker the same with output value less materials, over firms that state all three.

    Returns
    -------
    DataFrame
        One row per ``group``, rupiah per worker, with the sums behind it and the firms behind the sums
        (``output_records``, ``value_added_records``).

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Examples
    --------
    >>> sentra = pd.DataFrame({
    ...     "produk": "a", "tenaga_kerja": [2, 3, None], "nilai_produksi": [40.0, 60.0, 70.0],
    ...     "nilai_bahan_baku": [20.0, None, 10.0]})
    >>> productivity(sentra, by="produk")[["output_per_worker", "value_added_per_worker"]].values.tolist()
    [[20.0, 10.0]]
    """
    lacking(sentra, ["tenaga_kerja", "nilai_produksi", "nilai_bahan_baku"])
    for empty in (gap_of_workers(sentra, COLUMNS), gap(sentra, ["nilai_produksi"], COLUMNS)):
        if empty is not None:
            return empty
    return _measure(sentra, group_key(sentra, by or grouping(sentra)), total=[])


def productivity_total(sentra):
    """Return the same figures for all groups together, in one row, whose ``group`` is "semua".

    Examples
    --------
    >>> sentra = pd.DataFrame({"tenaga_kerja": [2, 3], "nilai_produksi": [40.0, 60.0], "nilai_bahan_baku": 0})
    >>> productivity_total(sentra)[["output_per_worker", "output_records"]].values.tolist()
    [[20.0, 2.0]]
    """
    for empty in (gap_of_workers(sentra, COLUMNS), gap(sentra, ["nilai_produksi"], COLUMNS)):
        if empty is not None:
            return empty
    return _measure(sentra, group_key(sentra, None))


def _measure(sentra, group, total=None):
    people, output = workers(sentra), numbers(sentra, "nilai_produksi")
    added = output - numbers(sentra, "nilai_bahan_baku")
    parts = pd.DataFrame({"output_value": output.where(people.notna()), "output_workers": people.where(output.notna())})
    parts["value_added"], parts["value_added_workers"] = (
        added.where(people.notna()),
        people.where(added.notna()),
    )
    answer = sum_by(parts, group=group)
    answer["output_per_worker"] = ratio(answer["output_value"], answer["output_workers"])
    answer["value_added_per_worker"] = ratio(answer["value_added"], answer["value_added_workers"])
    answer = answer.rename(columns={"output_value_records": "output_records"})
    answer = finish(answer, COLUMNS, needs=lacking(sentra, ["nilai_bahan_baku"]))
    micro = parts.assign(group=group, **_rests(people, output, added, group))
    answer = guarded(answer, micro, by=["group"], values=_SHOWN, counts=_COUNTS, total=total)
    return also(answer, lambda: value_of(sentra, group, total=total), by=["group"], columns=_ALSO)


def _rests(people, output, added, group):
    """Return what the sums here leave over beside those of `capacity.value_by_line` and `by_line`.

    A ratio gives its sum back only where all firms with workers state their output.
    """
    both = people.notna() & output.notna()
    open_ended = (people.notna() & output.isna()).groupby(group).transform("any")
    rest = output.where(both & added.isna())
    rests = {"output_rest": rest, "known_rest": rest.mask(open_ended), "added_rest": added.where(people.isna())}
    return rests | {"workers_rest": people.where(output.isna()), "people_rest": people.where(added.isna())}


def headline_productivity(answer):
    """Return the sentence on the line with the highest output value per worker, and the average of all."""
    if answer.empty or answer["output_per_worker"].isna().all():
        return unanswered(answer, "tenaga_kerja", "nilai_produksi")
    average = float(answer["output_value"].sum() / answer["output_workers"].sum())
    found = leading("analysis.workforce.productivity", answer["group"], answer["output_per_worker"], average=average)
    return among(found, answer, "output_per_worker")
