"""What follows from the pieces: work, money for the buyer and the maker, and foreign exchange.

Hours of work come before jobs. A foundry that stands half idle fills its own hours first, and only what is left over
after that needs new people. So the table counts the hours that the pieces need, sets the idle hours of the line
against them, and divides the rest by the hours of a worker.

Money has two sides that do not cancel. The buyer pays more, or less, for a month of service than for the import; the
makers gain their sales less the inputs that they import. Foreign exchange is neither: it is the CIF value of the
pieces that are no longer imported. TKDN stands beside, as the score that it is, and computes nothing.
"""

import numpy as np
import pandas as pd

from p3dn.analysis._frames import finish, gap
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution import inputs
from p3dn.analysis.substitution.asking import asking, unsaid
from p3dn.analysis.substitution.case import NEEDED, asked, cases
from p3dn.analysis.substitution.climbed import climbed
from p3dn.analysis.substitution.lines import MIXED, by_need, same
from p3dn.analysis.substitution.price import REQUIRES
from p3dn.analysis.substitution.price_gate import paid
from p3dn.analysis.substitution.remarks import together
from p3dn.analysis.substitution.rungs import climb, getter
from p3dn.analysis.substitution.scenario import check
from p3dn.analysis.substitution.shared import of_nothing
from p3dn.words import Sentence

RUNGS = ["makeable", "contracted"]
MEASURES = {
    "work_hours": ["hours"],
    "buyer_extra_rp": REQUIRES,
    "sales_rp": ["domestic_price"],
    "inputs_rp": ["domestic_price", "imported_inputs"],
    "saved_usd": ["cif"],
    "saved_rp": ["cif", "exchange_rate"],
    "retained_rp": ["imported_inputs"],
}
COLUMNS = [
    *("line", "horizon", "rung", "items", "unit", "pieces_qty", "work_hours", "hours_records", "idle_hours"),
    *("hours_filled", "hours_new", "new_jobs", "buyer_extra_rp", "buyer_records", "sales_rp", "inputs_rp"),
    *("producer_gain_rp", "producer_records", "saved_usd", "saved_rp", "saved_records", "retained_rp", "tkdn_score"),
    *("missing", "who", "note"),
]


def effects(needs, sentra, scenario, *, horizons=None, materials=None):
    """Return work, cost and gain, and foreign exchange saved by what can be made and by what is contracted.

    hours = pieces x hours per piece; filled = min(hours, idle hours); new = hours - filled; new jobs = new / hours per
    worker. Buyer's extra = (domestic month - imported month) x months of service; producers' gain = sales - imported
    inputs; saved = imported pieces replaced x CIF (x exchange rate).

    Parameters
    ----------
    needs, sentra, scenario, horizons, materials
        As of `potential`.

    Returns
    -------
    DataFrame
        Two rows per line and horizon: ``rung`` is ``makeable`` (if all that can be made were bought) or
        ``contracted`` (what has an order). ``pieces_qty`` are domestic pieces a year, null where the line's items have
        different units; hours a year; rupiah and US$ a year, buyer's extra below 0 where the buyer saves.
        ``retained_rp`` is at the buyer's price, as in `potential`. Sums are over the items where the figure is known:
        ``*_records`` of ``items``. ``tkdn_score`` is null where items differ. ``note`` holds `remarks`.

    Raises
    ------
    P3DNError
        What `potential` raises.

    Notes
    -----
    Excludes work at suppliers, and foreign exchange that is spent on imported inputs (``inputs_rp``). The buyer's
    extra is at the prices paid: a preference changes which bid wins, not what it costs.

    Examples
    --------
    >>> needs = pd.DataFrame({"lini_produk": ["katup"], "tahun": None, "jumlah_kebutuhan": 1000, "satuan": "buah",
    ...     "harga_satuan": 10.0, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> sentra = pd.DataFrame({"lini_produk": ["katup"], "keluarga_produk": "katup", "satuan": "buah",
    ...     "kapasitas_terpasang": 600.0, "produksi": 0.0})
    >>> rows = {"hours": 10, "idle_hours": 4000, "hours_per_worker": 2000, "cif": 5, "exchange_rate": 16_000}
    >>> fields = ["masukan", "lini_produk", "nama_barang", "horizon", "rendah", "tengah", "tinggi", "satuan", "sumber"]
    >>> scenario = pd.DataFrame([dict.fromkeys(fields) | {"masukan": one, "tengah": rows[one]} for one in rows])
    >>> found = effects(needs, sentra, scenario, horizons=["now"]).set_index("rung").loc["makeable"]
    >>> [float(found[name]) for name in ("work_hours", "hours_filled", "hours_new", "new_jobs", "saved_rp")]
    [6000.0, 4000.0, 2000.0, 1.0, 48000000.0]
    """
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    checked = check(scenario)
    found = cases(needs, sentra, checked, horizons=asked(checked, horizons), materials=materials)
    return finish(by_need(pd.DataFrame([row for case in found for row in _of_case(case)])), COLUMNS)


def headline_effects(answer):
    """Return the sentence on the hours filled and the new jobs by what is contracted, at the last horizon."""
    if answer.empty:
        return unanswered(answer)
    last = [name for name in inputs.horizons() if name in set(answer["horizon"])][-1]
    rows = answer[(answer["horizon"] == last) & (answer["rung"] == RUNGS[-1])]
    filled, jobs = (rows[name].sum(min_count=1) for name in ("hours_filled", "new_jobs"))
    if pd.isna(filled):
        return Sentence("analysis.substitution.effects-unknown", {"horizon": last})
    whole = rows["new_jobs"].notna().all() and (rows["hours_records"] == rows["items"]).all()
    case = ("jobs" if jobs >= 0.5 else "none") if whole else "least" if jobs >= 0.5 else "partly"
    if case == "partly" and filled < 0.5:
        case = "unknown"
    found = {"horizon": last, "filled": float(round(filled)), "jobs": float(round(jobs)) if jobs >= 0.5 else 0.0}
    return Sentence(f"analysis.substitution.effects-{case}", found)


def _of_case(case):
    """Yield the rows of a case: by line, then by rung."""
    items, get, found = climbed(case), getter(case, case.central), climb(case, case.central)
    for rung in RUNGS:
        of_items = _of_items(found, get, rung)
        for line, of_line in items.groupby("line", sort=False):
            here = of_line.index.to_numpy()
            row = {"line": line, "horizon": case.horizon, "rung": rung, "items": len(here)}
            row |= {"need_rp": of_line["need_rp"].sum(), "tkdn_score": same(pd.Series(get("tkdn")[here]))}
            row |= _sums(case, of_items, here)
            row |= _work(get, row["work_hours"], here) | {"note": together(of_line["note"])}
            yield row | asking([*_of_rung(get, of_line, of_items, here), *_of_work(row)])


def _of_items(found, get, rung):
    """Return for each item its domestic pieces at a rung and every measure; of nothing, nothing follows."""
    month, fraction = paid(get), found.fraction[rung]
    replaced = of_nothing(fraction, found.quantity)
    pieces = of_nothing(replaced, 1 / found.life_ratio)
    price, share = get("domestic_price"), get("imported_inputs")
    extra = (month.domestic_month - month.imported_month) * get("life_imported")
    per_piece = {"work_hours": get("hours"), "sales_rp": price, "inputs_rp": price * share}
    per_import = {"buyer_extra_rp": extra, "saved_usd": get("cif"), "saved_rp": get("cif") * get("exchange_rate")}
    measures = {name: of_nothing(pieces, each) for name, each in per_piece.items()}
    measures |= {name: of_nothing(replaced, each) for name, each in per_import.items()}
    measures["retained_rp"] = of_nothing(fraction, found.value * (1 - share))
    return measures | {"fraction": fraction, "pieces": pieces}


def _sums(case, of_items, here):
    """Return the sums of a line over the items where each measure is known, and how many these are."""
    sums = {name: pd.Series(of_items[name][here]).sum(min_count=1) for name in MEASURES}
    known = {name: int((~np.isnan(of_items[name][here])).sum()) for name in MEASURES}
    both = of_items["sales_rp"] - of_items["inputs_rp"]
    units = case.items["pool"].iloc[here].unique()
    return sums | {
        "unit": units[0] if len(units) == 1 else MIXED,
        "pieces_qty": of_items["pieces"][here].sum() if len(units) == 1 else np.nan,
        "producer_gain_rp": pd.Series(both[here]).sum(min_count=1),
        "hours_records": known["work_hours"], "buyer_records": known["buyer_extra_rp"],
        "producer_records": known["inputs_rp"], "saved_records": known["saved_rp"],
    }  # fmt: skip


def _work(get, hours, here):
    """Return the idle hours of a line, those that are filled, those that are new, and the jobs in these."""
    idle, per_worker = (_of_line(get(name)[here]) for name in ("idle_hours", "hours_per_worker"))
    filled = 0.0 if hours == 0 else np.minimum(hours, idle)
    new = hours - filled
    return {"idle_hours": idle, "hours_filled": filled, "hours_new": new, "new_jobs": new / per_worker if new else new}


def _of_line(values):
    found = np.unique(values)
    return float(found[0]) if len(found) == 1 else np.nan


def _of_rung(get, items, of_items, here):
    """Return what the rung lacks, then what the measures of the items on it lack."""
    fraction = of_items["fraction"][here]
    names = [name for row in items[np.isnan(fraction)]["lacks"] for name in row]
    for name, needed in MEASURES.items():
        lacking = here[np.isnan(of_items[name][here])]
        names += unsaid(get, needed, lacking)
    return names


def _of_work(row):
    """Return what the hours of a line lack to become jobs."""
    lacking = {"idle_hours": row["work_hours"] > 0, "hours_per_worker": row["hours_new"] > 0}
    unknown = {"idle_hours": np.isnan(row["idle_hours"]), "hours_per_worker": np.isnan(row["new_jobs"])}
    return [name for name, needed in lacking.items() if needed and unknown[name]]
