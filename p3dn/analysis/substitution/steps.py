"""One more step of a lever, as the rows of a scenario state it: its size, cost, months, owner and source of funds.

A step of a line is one step of all its items: a lever is pulled once, not item by item. A row of the scenario counts
once however many items it speaks about, so that the cost of a training for a line is not paid per item.
"""

import numpy as np

from p3dn.analysis.substitution.chosen import EXTRA
from p3dn.analysis.substitution.inputs import MASS
from p3dn.analysis.substitution.lines import MIXED
from p3dn.analysis.substitution.makeable import in_pieces
from p3dn.analysis.substitution.rungs import getter
from p3dn.words import Sentence

STEPPED = {
    "capacity": EXTRA,
    "readiness": "passed_share",
    "price": "domestic_price",
    "market": "order_quantity",
    "inputs": "imported_inputs",
}
POOLED = ("capacity", "market")


class Steps:
    """One more step of a lever for every item of a case: ``more`` for `climb`, and for which items it is ``known``."""

    def __init__(self, case, lever, weight):
        """Take the steps of a lever at a case; `weight` is the weight of each item's piece."""
        self.case, self.lever, self.weight = case, lever, weight
        self.get = getter(case, case.central)
        self.size = self.get(f"step_{lever}")
        pieces = in_pieces(case, f"step_{lever}", self.get, weight)
        if lever == "market":
            factor = case.chosen.is_mass("order_quantity")
            pieces = np.where(np.isnan(factor), pieces, pieces * weight / factor)
        self.known = ~np.isnan(pieces)
        self.more = {STEPPED[lever]: np.nan_to_num(pieces) * (-1 if lever == "inputs" else 1)}

    def unsaid(self, here):
        """Return the inputs that the step of the items `here` lacks: the step, or the weight that makes it pieces."""
        sizes, known = self.size[here], self.known[here]
        lacking = {f"step_{self.lever}": np.isnan(sizes).any(), "weight": (~np.isnan(sizes) & ~known).any()}
        return [name for name, missing in lacking.items() if missing]

    def of_line(self, here):
        """Return size, unit, deliverable, cost, months, owner and fund of the step of a line's items `here`."""
        stepped = here[self.known[here]] if self.known[here].any() else here
        rows = {kind: self._rows(f"{kind}_{self.lever}", stepped) for kind in ("step", "cost", "months")}
        pairs = list(dict.fromkeys(self._pair(at) for at in here if not np.isnan(self.size[at])))
        units = {unit for _, unit in pairs}
        return {
            "step": pairs[0][0] if len(pairs) == 1 else np.nan,
            "step_unit": None if not units else units.pop() if len(units) == 1 else MIXED,
            "deliverable": self._deliverable(pairs) if pairs else None,
            "cost_rp": self._value(rows["cost"], sum),
            "months": self._value(rows["months"], max),
            "owner": self._said(rows, "owner"),
            "fund": self._said(rows, "fund"),
        }

    def _rows(self, name, here):
        """Return the positions of the rows that speak about the items, each once; -1 where none does."""
        at = self.case.chosen.rows.get(name)
        return [-1] if at is None else list(dict.fromkeys(at[here].tolist()))

    def _value(self, rows, together):
        return np.nan if -1 in rows else float(together(self.case.central[rows]))

    def _said(self, rows, field):
        """Return what the rows of the step say in a field, else those of its cost, else of its months."""
        for positions in rows.values():
            stated = [at for at in positions if at >= 0]
            said = self.case.scenario.rows[field].iloc[stated].dropna() if stated else ()
            if len(said):
                return ", ".join(dict.fromkeys(said))
        return None

    def _pair(self, at):
        """Return size and unit of the step of an item, in the unit of its row."""
        if self.lever not in POOLED:
            return float(self.size[at]), "pangsa"
        row = self.case.scenario.rows.iloc[self.case.chosen.rows[f"step_{self.lever}"][at]]
        unit = row["piece"] if row["piece"] in MASS else self.case.items["unit"].iloc[at]
        return float(self.size[at]), f"{unit}/tahun"

    def _deliverable(self, pairs):
        kind = "quantity" if self.lever in POOLED else "share"
        key = f"analysis.substitution.step-{kind}"
        amounts = [Sentence(key, {"value": size, "unit": unit}) for size, unit in pairs]
        return Sentence(f"analysis.substitution.deliverable-{self.lever}", {"amounts": amounts})
