"""One more step of each lever: what it releases, what it costs, how long it takes, and who could pay for it.

Below the import five things hold a line back, and each has a lever: capacity, readiness, price, market, inputs. The
ladder is climbed again with one more step of one lever and nothing else changed. What its own rung gains is what the
step *releases*; what arrives at the last rung is what is *retained*, and may be nothing at all: machines for a
product that has not passed its tests release capacity and retain no rupiah.

Steps, costs and months are inputs of the scenario, with an owner and a source of funds. None of them is assumed:
without a step a lever releases nothing that is known, and the table says what is still to be asked.
"""

import itertools

import numpy as np
import pandas as pd

from p3dn.analysis._frames import finish, gap
from p3dn.analysis._headlines import leading, unanswered
from p3dn.analysis.substitution.asking import asking, unsaid
from p3dn.analysis.substitution.case import NEEDED, asked, cases
from p3dn.analysis.substitution.climbed import climbed
from p3dn.analysis.substitution.lines import at_first, by_need, line_row
from p3dn.analysis.substitution.rungs import LEVERS, RUNGS, climb, getter
from p3dn.analysis.substitution.scenario import check
from p3dn.analysis.substitution.steps import Steps
from p3dn.words import Sentence

COLUMNS = [
    *("line", "horizon", "lever", "lost_rp", "binding", "step", "step_unit", "deliverable", "released_rp"),
    *("retained_rp", "cost_rp", "released_per_rp", "months", "owner", "fund", "missing", "who"),
]
STATED = ("jumlah_kebutuhan", "harga_satuan")


def levers(needs, sentra, scenario, *, horizons=None, materials=None):
    """Return what each lever loses and what one more step of it releases, per line and horizon.

    released = (own rung after the step) - (own rung before); retained = the same for the last rung; released per
    rupiah = released / cost.

    Parameters
    ----------
    needs, sentra, scenario, horizons, materials
        As of `potential`; a scenario is needed for any step.

    Returns
    -------
    DataFrame
        One row per ``line``, ``horizon`` and ``lever``. ``lost_rp`` is what the line loses to the lever, ``binding``
        whether the lever binds the line. ``step`` is one more step in ``step_unit``, null where it is unknown or
        differs by item (``deliverable`` then lists all): pieces a year for capacity and market; for readiness the
        share that passes in addition, for price the share that the price falls by, for inputs the share of the price
        that becomes domestic. ``released_rp``, ``retained_rp`` and ``cost_rp`` in rupiah a year and rupiah;
        ``months`` the longest of the step's rows. ``owner`` and ``fund`` stand in the rows of the step, else of its
        cost. ``missing`` names what is still to be asked where the lever loses something or is unknown, ``who`` of
        whom.

    Raises
    ------
    P3DNError
        What `potential` raises.

    Notes
    -----
    A step is taken at each horizon as if it had been made by then; ``months`` says how long it takes. Excludes items
    of which a rung or the step is unknown. A cheaper bid can crowd out a dearer one where orders are few: then
    ``retained_rp`` falls.

    Examples
    --------
    >>> needs = pd.DataFrame({"lini_produk": ["katup"], "tahun": None, "jumlah_kebutuhan": 100, "satuan": "buah",
    ...     "harga_satuan": 10.0, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> sentra = pd.DataFrame({"lini_produk": ["katup"], "keluarga_produk": "katup", "satuan": "buah",
    ...     "kapasitas_terpasang": 60.0, "produksi": 0.0})
    >>> rows = {"step_capacity": 30.0, "cost_capacity": 600.0}
    >>> fields = ["masukan", "lini_produk", "nama_barang", "horizon", "rendah", "tengah", "tinggi", "satuan", "sumber"]
    >>> scenario = pd.DataFrame([dict.fromkeys(fields) | {"masukan": one, "tengah": rows[one]} for one in rows])
    >>> found = levers(needs, sentra, scenario, horizons=["now"]).set_index("lever")
    >>> [round(float(found.loc["capacity", name]), 9) for name in ("lost_rp", "step", "released_rp", "released_per_rp")]
    [400.0, 30.0, 300.0, 0.5]
    >>> found.loc["capacity", "missing"]
    'months_capacity'
    """
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    checked = check(scenario)
    found = cases(needs, sentra, checked, horizons=asked(checked, horizons), materials=materials)
    answer = pd.DataFrame([row for case in found for row in _of_case(case)])
    return finish(by_need(answer), COLUMNS)


def headline_levers(answer):
    """Return the sentence on the lever to which the lines lose most at the first horizon."""
    if answer.empty:
        return unanswered(answer)
    first = at_first(answer)
    lost = first.groupby("lever", sort=False)["lost_rp"].sum(min_count=1).reset_index()
    if not (lost["lost_rp"] > 0).any():
        case = "none" if not (first["missing"] != "").any() else "unknown"
        return Sentence(f"analysis.substitution.levers-{case}", {"lines": first["line"].nunique()})
    held = lost["lost_rp"].where(lost["lost_rp"] > 0)
    return leading("analysis.substitution.levers", lost["lever"], held, total=float(held.sum()))


def _of_case(case):
    """Yield the rows of a case: by line, then by lever in the order of the rungs."""
    items, base = climbed(case), climb(case, case.central)
    taken = {lever: Steps(case, lever, base.made.weight) for lever in LEVERS.values()}
    after = {lever: climb(case, case.central, one.more) for lever, one in taken.items()}
    for line, of_line in items.groupby("line", sort=False):
        here, row = of_line.index.to_numpy(), line_row(line, of_line, RUNGS)
        for upper, rung in itertools.pairwise(RUNGS[1:]):
            lever = LEVERS[rung]
            gains = {name: _gain(base, after[lever], name, here) for name in (rung, RUNGS[-1])}
            yield {
                "line": line, "horizon": case.horizon, "need_rp": row["need_rp"], "lever": lever,
                "lost_rp": row[f"lost_{lever}_rp"], "binding": row["binding"] == lever,
                **_step(taken[lever], here, gains, rung), **_asked(case, of_line, upper, rung, taken[lever]),
            }  # fmt: skip


def _gain(base, after, rung, here):
    """Return by how many rupiah a rung of each item rises; what floating point leaves is nothing."""
    more = (after.fraction[rung] - base.fraction[rung])[here]
    return np.where(np.abs(more) < 1e-12, 0.0, more) * base.value[here]


def _step(steps, here, gains, rung):
    """Return what a step of the line is, releases and costs; unknown gains stay out of the sums."""
    known = steps.known[here]
    released, retained = (_total(np.where(known, gains[name], np.nan)) for name in (rung, RUNGS[-1]))
    of_line = steps.of_line(here)
    cost = of_line["cost_rp"]
    return of_line | {
        "released_rp": released,
        "retained_rp": retained,
        "released_per_rp": released / cost if cost > 0 else np.nan,
    }


def _total(values):
    return np.nan if np.isnan(values).all() else float(np.nansum(values))


def _asked(case, items, upper, rung, steps):
    """Return what is to be asked about a lever of a line: what its rung lacks, then what its step lacks.

    Where the rung above is unknown too, what that one lacks comes first; a step is asked about later.
    """
    above, part, need = (items[name].to_numpy() for name in (f"{upper}_part", f"{rung}_part", "need_rp"))
    lacks, here = items["lacks"].to_numpy(), items.index.to_numpy()
    unknown = np.isnan(part)
    held = (unknown & ~np.isnan(above)) | (above - part > 1e-12)
    names = [name for row in lacks[unknown] for name in row]
    names += [name for row in lacks[held & np.isnan(need)] for name in row if name in STATED]
    if held.any():
        names += steps.unsaid(here[held])
        names += unsaid(getter(case, case.central), [f"cost_{steps.lever}", f"months_{steps.lever}"], here[held])
    return asking(names)
