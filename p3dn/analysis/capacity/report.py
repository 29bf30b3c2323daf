"""The figures on capacity, value and materials that may be quoted, each with the firms behind it."""

from p3dn.analysis._findings import finding, findings_frame
from p3dn.analysis._frames import NO_UNIT, lacking
from p3dn.analysis.capacity.use import totals
from p3dn.analysis.capacity.value import VALUES, origin_total, overall_origin, value_total

_QUANTITIES = {
    "installed": "installed_records",
    "capacity": "capacity_records",
    "output": "output_records",
    "idle": "paired_records",
}
_MONEY = ["output_value", "materials_value", "investment", "value_added"]


def findings(sentra):
    """Return the register's figures on capacity (per unit), value and materials, one per row.

    Returns
    -------
    DataFrame
        ``finding`` (its name is ``words.say("analysis.finding.<finding>")``), ``topic`` in the claims ledger,
        ``value``, ``unit``, ``records`` behind it, ``of`` all records, ``rule``. What the register does not
        record is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> sentra = pd.DataFrame({
    ...     "satuan": "ton", "kapasitas_terpasang": [100.0, 50.0], "produksi": [40.0, None],
    ...     "kapasitas_produksi": None, **dict.fromkeys([*VALUES, "porsi_bahan_lokal"])})
    >>> findings(sentra)[["finding", "value", "unit", "records", "of"]].values.tolist()
    [['installed', 150.0, 'ton/tahun', 2, 2], ['output', 40.0, 'ton/tahun', 1, 2],
     ['idle', 60.0, 'ton/tahun', 1, 2], ['utilisation', 0.4, 'pangsa', 1, 2]]
    """
    lacking(sentra, [*VALUES, "porsi_bahan_lokal"])
    return findings_frame([*_capacity(sentra), *_value(sentra), *_origin(sentra)])


def _capacity(sentra):
    for row in totals(sentra).to_dict("records"):
        unit, of = NO_UNIT if row["satuan"] == NO_UNIT else f"{row['satuan']}/tahun", row["records"]
        for name, records in _QUANTITIES.items():
            yield finding(name, row[name], unit, row[records], of, frame=sentra)
        yield finding("utilisation", row["utilisation"], "pangsa", row["paired_records"], of, frame=sentra)


def _value(sentra):
    for row in value_total(sentra).to_dict("records"):
        for name in _MONEY:
            yield finding(name.replace("_", "-"), row[name], "Rp", row[f"{name}_records"], len(sentra))
        yield finding("materials-share", row["materials_share"], "pangsa", row["value_added_records"], len(sentra))


def _origin(sentra):
    for case, (share, records) in overall_origin(origin_total(sentra)).items():
        yield finding(f"domestic-share-{case}", share, "pangsa", records, len(sentra))
