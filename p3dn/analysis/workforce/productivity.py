"""How much output value and value added there is per worker.

Both are ratios of sums over the firms that state what the ratio needs, so large firms weigh more, as they
should when the question is about the workers. They are averages: what one more worker would add is another
question, and with idle machines the answer is usually more.
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap, group_key, lacking, numbers, ratio, sum_by
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.capacity.grouping import grouping
from p3dn.analysis.workforce.people import gap_of_workers, workers

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
    people, output = workers(sentra), numbers(sentra, "nilai_produksi")
    added = output - numbers(sentra, "nilai_bahan_baku")
    parts = pd.DataFrame({"output_value": output.where(people.notna()), "output_workers": people.where(output.notna())})
    parts["value_added"], parts["value_added_workers"] = (
        added.where(people.notna()),
        people.where(added.notna()),
    )
    answer = sum_by(parts, group=group_key(sentra, by or grouping(sentra)))
    answer["output_per_worker"] = ratio(answer["output_value"], answer["output_workers"])
    answer["value_added_per_worker"] = ratio(answer["value_added"], answer["value_added_workers"])
    answer = answer.rename(columns={"output_value_records": "output_records"})
    return finish(answer, COLUMNS, needs=lacking(sentra, ["nilai_bahan_baku"]))


def headline_productivity(answer):
    """Return the sentence on the line with the highest output value per worker, and the average of all."""
    if answer.empty or answer["output_per_worker"].isna().all():
        return unanswered(answer, "tenaga_kerja", "nilai_produksi")
    average = float(answer["output_value"].sum() / answer["output_workers"].sum())
    return leading("analysis.workforce.productivity", answer["group"], answer["output_per_worker"], average=average)
