"""Would the buyer pay less? The landed import beside the domestic piece, item by item, and how far apart they are.

What counts is a month of service: the piece and its fitting over its life, with wear and downtime. From the import's
month follow two thresholds: how long the domestic piece would have to last at its price, and what it may cost at its
life. An importer does not look on, so the gate is also asked with his price cut.

Three prices must not be confused. CIF in US$ is what leaves the country and what is saved; duty and handling make it
the landed price, which is what the buyer compares; the price that the buyer states is neither.
"""

import numpy as np
import pandas as pd

from p3dn.analysis._frames import finish, gap
from p3dn.analysis._headlines import unanswered
from p3dn.analysis.substitution.asking import asking, unsaid
from p3dn.analysis.substitution.case import NEEDED, cases
from p3dn.analysis.substitution.lines import by_need
from p3dn.analysis.substitution.price import PREFERRED, REQUIRES, gate, preference_rate
from p3dn.analysis.substitution.remarks import remarks
from p3dn.analysis.substitution.rungs import climb, getter
from p3dn.analysis.substitution.scenario import check
from p3dn.words import Sentence

COLUMNS = [
    *("line", "item", "horizon", "unit", "cif_usd", "cif_rp", "landed_rp", "domestic_price_rp"),
    *("imported_month_rp", "domestic_month_rp", "preference", "preference_rate", "evaluated_month_rp", "competitive"),
    *("break_even_life", "break_even_price_rp", "importer_cut", "landed_after_cut_rp", "competitive_after_cut"),
    *("buyer_extra_rp", "missing", "who", "note"),
]
NO_LIFE, NO_PRICE = "no_life_suffices", "no_price_suffices"


def price_gate(needs, scenario, *, horizons=("now",)):
    """Return the landed import and the domestic piece of each item, per piece and per month of service.

    landed = CIF x exchange rate x (1 + duty) + handling; month = (piece + fitting) / life + wear + downtime;
    break-even life = (evaluated price + fitting) / (imported month - domestic wear and downtime); break-even price =
    ((imported month - domestic wear and downtime) x domestic life - fitting) / (1 - preference rate); buyer's extra =
    (domestic month - imported month) x months of service that are imported a year.

    Parameters
    ----------
    needs, scenario, horizons
        As of `potential`.

    Returns
    -------
    DataFrame
        One row per item and horizon, null where unknown. ``cif_usd`` and ``cif_rp`` are what is saved per piece;
        ``domestic_month_rp`` is at the price paid and ``evaluated_month_rp`` at the price after the preference, which
        decides ``competitive``. ``landed_after_cut_rp`` and ``competitive_after_cut`` are after the importer takes
        ``importer_cut`` off the landed price. ``buyer_extra_rp`` is a year's, if all that is imported and not locked
        were bought at home; below 0 the buyer saves. ``note`` holds `remarks`, ``no_life_suffices`` where wear and
        downtime alone exceed the import's month, and ``no_price_suffices`` where not even a free piece would do.

    Raises
    ------
    P3DNError
        What `potential` raises.

    Notes
    -----
    Assumes no preference unless the scenario turns it on: it belongs to government tenders, not to state-owned
    buyers. Price years and taxes are not adjusted.

    References
    ----------
    Preference: Perpres 12/2021, Pasal 67, from secondary sources.

    Examples
    --------
    >>> needs = pd.DataFrame({"lini_produk": ["katup"], "tahun": None, "jumlah_kebutuhan": 100, "satuan": "buah",
    ...     "harga_satuan": 10.0, "nilai_kebutuhan": None, "porsi_impor": 1.0})
    >>> rows = {"cif": 10, "exchange_rate": 16_000, "duty": 0.05, "handling": 12_000, "domestic_price": 100_000,
    ...     "life_domestic": 2, "life_imported": 4}
    >>> fields = ["masukan", "lini_produk", "nama_barang", "horizon", "rendah", "tengah", "tinggi", "satuan", "sumber"]
    >>> scenario = pd.DataFrame([dict.fromkeys(fields) | {"masukan": one, "tengah": rows[one]} for one in rows])
    >>> found = price_gate(needs, scenario).iloc[0]
    >>> [float(found[name]) for name in ("landed_rp", "imported_month_rp", "domestic_month_rp", "buyer_extra_rp")]
    [180000.0, 45000.0, 50000.0, 2000000.0]
    >>> bool(found["competitive"]), round(float(found["break_even_life"]), 3), float(found["break_even_price_rp"])
    (False, 2.222, 90000.0)
    """
    empty = gap(needs, NEEDED, COLUMNS, any_of=True)
    if empty is not None:
        return empty
    found = [_of_case(case) for case in cases(needs, pd.DataFrame(), check(scenario), horizons=horizons)]
    return finish(by_need(pd.concat(found, ignore_index=True)), COLUMNS)


def headline_price_gate(answer):
    """Return the sentence on how many items compete with the landed import, and how many after the importer's cut."""
    if answer.empty:
        return unanswered(answer)
    known = answer[answer["competitive"].notna()]
    found = {"items": len(known), "of": len(answer), "competitive": int(known["competitive"].sum())}
    if known.empty:
        return Sentence("analysis.substitution.price-unknown", found)
    after, cuts = known["competitive_after_cut"], known["importer_cut"].unique()
    case = "cut" if len(cuts) == 1 and cuts[0] > 0 else "several"
    return Sentence(f"analysis.substitution.price-{case}", found | {"cut": float(cuts[0]), "after": int(after.sum())})


def paid(get):
    """Return the `Gate` at the prices that are paid: a preference lowers what is compared, never what is paid."""
    return gate(lambda name: np.zeros_like(get(name)) if name == "preference" else get(name))


def break_even_price(get):
    """Return the highest price at which the domestic piece competes; below 0 where not even a free one would.

    price = ((imported month - domestic wear and downtime) x domestic life - fitting) / (1 - preference rate).
    """
    rate = preference_rate(get("preference"), get("tkdn"), get("hps"))
    return (_left(get) * get("life_domestic") - get("fitting_cost")) / (1 - rate)


def break_even_life(get):
    """Return how many months the domestic piece must last; below 0 where none suffices.

    life = (evaluated price + fitting) / (imported month - domestic wear and downtime).
    """
    left, month = _left(get), gate(get).evaluated + get("fitting_cost")
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(left > 0, month / left, np.where(np.isnan(left), np.nan, -1.0))


def _left(get):
    """Return what wear and downtime of the domestic piece leave of the import's month."""
    return gate(get).imported_month - get("wear_domestic") - get("downtime_domestic")


def _of_case(case):
    get, items = getter(case, case.central), case.items
    found, after, priced = gate(get), gate(get, cut=get("importer_cut")), paid(get)
    rate = preference_rate(get("preference"), get("tkdn"), get("hps"))
    life, price = break_even_life(get), break_even_price(get)
    climbed = climb(case, case.central)
    months = climbed.quantity * climbed.fraction["imported"] * get("life_imported")
    notes = zip(remarks(get), np.where(life < 0, NO_LIFE, ""), np.where(price < 0, NO_PRICE, ""), strict=True)
    answer = items[["line", "item", "unit"]].assign(
        horizon=case.horizon, need_rp=pd.Series(climbed.value).groupby(items["line"]).transform("sum"),
        cif_usd=get("cif"), cif_rp=get("cif") * get("exchange_rate"), landed_rp=found.landed,
        domestic_price_rp=get("domestic_price"), imported_month_rp=found.imported_month,
        domestic_month_rp=priced.domestic_month, evaluated_month_rp=found.domestic_month,
        preference=get("preference") > 0.5, preference_rate=rate, competitive=_flags(found.competitive),
        break_even_life=np.where(life < 0, np.nan, life), break_even_price_rp=np.where(price < 0, np.nan, price),
        importer_cut=get("importer_cut"), landed_after_cut_rp=after.landed,
        competitive_after_cut=_flags(after.competitive),
        buyer_extra_rp=(priced.domestic_month - found.imported_month) * months,
        note=[",".join(note for note in of_item if note) for of_item in notes],
    )  # fmt: skip
    return answer.join(pd.DataFrame([_asked(get, at) for at in range(len(items))], index=items.index))


def _flags(values):
    return pd.array([None if np.isnan(value) else bool(value) for value in values], dtype="boolean")


def _asked(get, at):
    preferred = PREFERRED if get("preference")[at] > 0.5 else []
    return asking(unsaid(get, [*REQUIRES, *preferred], [at]))
