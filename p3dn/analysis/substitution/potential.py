"""Each rung of the ladder, one row per product line of the buyer's list and horizon.

Items that cannot be computed leave their rupiah in ``unknown_*``, so that the parts always add up: need = domestic
already + locked + lost to capacity, readiness, price, market and inputs + unknown + retained.
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.disclosure import without
from p3dn.analysis.substitution.case import NEEDED, asked, cases
from p3dn.analysis.substitution.climbed import climbed
from p3dn.analysis.substitution.lines import at_first, by_need, line_row
from p3dn.analysis.substitution.makeable import FACES
from p3dn.analysis.substitution.rungs import LEVERS, RUNGS
from p3dn.words import Sentence

KNOWN_ALWAYS = RUNGS[:3]
LOST = ["lost_domestic_rp", "unknown_imported_rp", "lost_capacity_rp", "unknown_makeable_rp"]
COLUMNS = [
    *("line", "tahun", "items", "unit", "need_qty", "need_rp", "need_records"),
    *("imported_qty", "imported_rp", "imported_records", "idle_qty", "idle_records"),
    *("makeable_qty", "makeable_rp", "makeable_records", *LOST, "binding", "missing"),
]
PARTS = [
    *("lost_domestic_rp", "lost_locked_rp", "unknown_imported_rp"),
    *(f"{kind}_rp" for rung, lever in LEVERS.items() for kind in (f"lost_{lever}", f"unknown_{rung}")),
]
SCENARIO_COLUMNS = [
    *("line", "horizon", "tahun", "items", "unit"),
    *(f"{rung}_{measure}" for rung in RUNGS for measure in ("qty", "service", "rp", "records")),
    *PARTS,
    *(f"capacity_{face}_qty" for face in FACES),
    *("idle_qty", "idle_records", "capacity_counts", "added_qty", "binding", "missing", "who"),
    *("demand_source", "price_year", "tax_included", "note"),
]


def potential(needs, sentra, scenario=None, *, horizons=None, materials=None):
    """Return each rung of each product line, what is lost on the way to it, and what binds.

    The formulas are those of `climb`; every input has its central value.

    Parameters
    ----------
    needs : DataFrame
        A buyer's list as ``p3dn.load_procurement(path, kind="needs")`` returns it.
    sentra : DataFrame
        Register as `p3dn.load_sentra` returns it; without rows when there is none.
    scenario : DataFrame, optional
        As `p3dn.load_scenario` returns it; a row in it comes before what the buyer's list states.
    horizons : sequence of str, optional
        Of ``"now"``, ``"m12"``, ``"m36"``; all three by default.
    materials : DataFrame, optional
        Bills of materials, see `imported_inputs`; a row of the scenario comes before them.

    Returns
    -------
    DataFrame
        One row per ``line`` and ``horizon``, the largest need first. Quantities are null where the line's items have
        different units; ``*_service`` are months of service (pieces x life of the imported piece). ``*_records``
        counts the items (firms for ``idle_records``) behind a figure. ``lost_*`` is what is lost where both rungs
        are known, ``unknown_*`` what cannot be followed below the rung above.

        ``capacity_stated_qty``, ``capacity_bottleneck_qty`` and ``capacity_demonstrated_qty`` are what each leaves
        idle, in domestic pieces; ``capacity_counts`` names the smallest known one, which is ``idle_qty``.

        ``binding`` is the lever (capacity, readiness, price, market, inputs) to which the line loses most of what is
        known, the higher rung where two lose the same; ``"unknown"`` where nothing is known to be lost and
        something is unknown; ``"not_held"`` where nothing is lost. ``missing`` names what the first unknown rung
        lacks, joined by commas, and ``who`` who has it. ``price_year`` and ``tax_included`` change no figure; ``note``
        says where they differ, see `remarks`.

        Without a scenario there is no horizon but now, and the ladder ends at makeable.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist; ``share-range`` when an import share is no fraction; what
        `check` and `choose` raise about the scenario.

    Notes
    -----
    Excludes needs of earlier years when the list has several, and items without a product line from the
    makeable rung. Assumes that a firm's idle capacity can make any item of its line. Rupiah are at the buyer's
    price: foreign exchange saved is another figure, see `effects`. Where a life is not stated, a domestic piece
    counts as one imported piece.

    References
    ----------
    The published case: 120,000 composite brake blocks at Rp203,700 are Rp24,444,000,000.

    Examples
    --------
    >>> needs = pd.DataFrame({
    ...     "lini_produk": ["rem_blok_komposit"], "tahun": None, "jumlah_kebutuhan": 120_000, "satuan": "buah",
    ...     "harga_satuan": 203_700, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> sentra = pd.DataFrame({
    ...     "lini_produk": ["rem_blok_metalik"], "keluarga_produk": "komponen_kereta_api", "satuan": "buah",
    ...     "kapasitas_terpasang": 90_000.0, "produksi": 20_000.0})
    >>> potential(needs, sentra)[["need_rp", "imported_rp", "makeable_rp", "binding"]].values.tolist()
    [[24444000000.0, 24444000000.0, 0.0, 'capacity']]
    """
    columns = COLUMNS if scenario is None else SCENARIO_COLUMNS
    empty = gap(needs, NEEDED, columns, any_of=True)
    if empty is not None:
        return empty
    wanted = asked(scenario, horizons)
    climbing = cases(needs, sentra, scenario, horizons=wanted, materials=materials)
    answer = by_line([climbed(case) for case in climbing], columns, KNOWN_ALWAYS if scenario is None else RUNGS)
    return _marked(answer, climbing[0])


def _marked(answer, case):
    """Return the answer with the columns of idle capacity marked where a published version withholds them."""
    rules = {line: rule for line, rule in zip(case.items["line"], case.stock.withheld, strict=True) if rule}
    shown = [name for name in answer if name.startswith(("idle_", "capacity_")) and name != "capacity_counts"]
    hidden = [dict.fromkeys(shown, rules[line]) if line in rules else {} for line in answer["line"]]
    return without(answer, hidden) if rules else answer


def by_line(found, columns, rungs):
    """Return the lines of climbed items at each horizon, the largest need first, what is outside the lines last."""
    rows = [line_row(line, of_line, rungs) for items in found for line, of_line in items.groupby("line", sort=False)]
    return finish(by_need(pd.DataFrame(rows)), columns)


def headline_potential(answer):
    """Return the sentence on imported need and what can be made of it, all lines together, at the first horizon."""
    if answer.empty:
        return unanswered(answer)
    answer = at_first(answer)
    found = {rung: float(answer[f"{rung}_rp"].sum(min_count=1)) for rung in KNOWN_ALWAYS}
    whole = {rung: bool((answer[f"{rung}_records"] == answer["items"]).all()) for rung in KNOWN_ALWAYS}
    return Sentence(f"analysis.substitution.potential-{_case(found, whole)}", found | {"lines": len(answer)})


def _case(found, whole):
    """Return which sentence holds: how far down the ladder is known, and for all items or only for some."""
    if pd.isna(found["need"]):
        return "no-price"
    if pd.isna(found["imported"]) or (found["imported"] == 0 and not whole["imported"]):
        return "need"
    if found["imported"] == 0:
        return "no-import"
    if pd.isna(found["makeable"]):
        return "imported" if whole["imported"] else "imported-least"
    case = "none" if found["makeable"] == 0 else "makeable"
    return case if whole["makeable"] else f"{case}-least"
