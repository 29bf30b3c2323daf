"""The figures on firms and workers that may be quoted, each with the firms behind it."""

from p3dn import marks
from p3dn.analysis._findings import finding, findings_frame
from p3dn.analysis._frames import lacking
from p3dn.analysis.disclosure import sensitive_count
from p3dn.analysis.workforce.people import total, workers
from p3dn.analysis.workforce.productivity import productivity_total
from p3dn.analysis.workforce.programmes import PROGRAMMES, programmes
from p3dn.analysis.workforce.size import by_size
from p3dn.analysis.workforce.spread import gini

_PEOPLE = {"workers": "workers_records", "men": "men_records", "women": "women_records"}
_PER_WORKER = ("output", "value_added")
_SMALL = ["mikro", "kecil"]


def findings(sentra):
    """Return the register's figures on firms, workers, size, productivity and programmes, one per row.

    The columns are those of `capacity.findings`. ``rule`` names the rule behind the share of micro and small
    firms, which is that of BPS.

    Examples
    --------
    >>> import pandas as pd
    >>> from p3dn.analysis.workforce.programmes import PROGRAMMES
    >>> sentra = pd.DataFrame({"tenaga_kerja": [4, 40], "tk_l": None, "tk_p": None, "nilai_produksi": None,
    ...     "nilai_bahan_baku": None, **dict.fromkeys(PROGRAMMES)})
    >>> findings(sentra)[["finding", "value", "unit"]].values.tolist()
    [['ikm', 2.0, 'ikm'], ['workers', 44.0, 'orang'], ['workers-per-ikm', 22.0, 'orang/ikm'],
     ['gini', 0.4090909090909091, 'gini'], ['micro-small-share', 0.5, 'pangsa']]
    """
    lacking(sentra, ["tenaga_kerja", "nilai_produksi", "nilai_bahan_baku", *PROGRAMMES])
    rows = [*_people(sentra), *_size(sentra), *_per_worker(sentra), *_reach(sentra)]
    return findings_frame(rows)


def _people(sentra):
    ikm = len(sentra)
    if ikm and not (marks.is_published() and sensitive_count(ikm)):
        yield finding("ikm", ikm, "ikm", ikm, ikm, frame=sentra)
    for row in total(sentra).to_dict("records"):
        for name, records in _PEOPLE.items():
            yield finding(name, row[name], "orang", row[records], ikm, frame=sentra)
        yield finding("women-share", row["women_share"], "pangsa", row["sex_records"], ikm)
        yield finding("workers-per-ikm", row["workers_per_ikm"], "orang/ikm", row["workers_records"], ikm)
        yield finding("gini", gini(sentra), "gini", row["workers_records"], ikm)


def _size(sentra):
    sizes = by_size(sentra)
    if len(sizes):
        small = sizes[sizes["size_class"].isin(_SMALL)]
        known, rule = int(workers(sentra).notna().sum()), sizes["rule"].iloc[0]
        share = small["share_ikm"].sum(skipna=False)
        yield finding("micro-small-share", share, "pangsa", known, len(sentra), rule=rule)


def _per_worker(sentra):
    for row in productivity_total(sentra).to_dict("records"):
        for name in _PER_WORKER:
            slug, records = f"{name.replace('_', '-')}-per-worker", row[f"{name}_records"]
            yield finding(slug, row[f"{name}_per_worker"], "Rp/orang", records, len(sentra))


def _reach(sentra):
    for row in programmes(sentra).to_dict("records"):
        yield finding(f"ikm-{row['programme'].replace('_', '-')}", row["ikm"], "ikm", row["recorded"], row["records"])
        yield finding("persons-skkni", row["persons"], "orang", row["recorded"], row["records"])
