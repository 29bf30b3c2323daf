"""How firms and workers spread over the official size classes.

Each system of classes is a file of thresholds (``rules/size_classes.toml``), because each follows its own
law. A class is a set of boxes: a firm belongs to it when all conditions of one box hold. A firm that lacks a
figure the test needs is in no class: it is shown as unknown and never guessed from the figures it has.
"""

import operator

import pandas as pd

from p3dn import marks
from p3dn.analysis._frames import finish, gap, lacking, numbers
from p3dn.analysis._headlines import among, leading, unanswered, withheld
from p3dn.analysis._rules import is_checked, read_rules
from p3dn.analysis.disclosure import guarded
from p3dn.analysis.workforce.people import gap_of_workers, workers
from p3dn.errors import P3DNError
from p3dn.words import Sentence

COLUMNS = [
    *("size_class", "ikm", "share_ikm", "workers", "workers_records", "share_workers"),
    *("rule", "rule_checked"),
]
UNKNOWN = "kelas_tidak_diketahui"
_TESTS = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
}


def by_size(sentra, *, system="bps"):
    """Return firms and workers per size class of one official system.

    A class is met when every condition of one of its boxes holds; share_ikm = ikm / all rows;
    share_workers = workers / all recorded workers.

    Parameters
    ----------
    sentra : DataFrame
        Register as `p3dn.load_sentra` returns it.
    system : str
        ``"bps"`` (workers), ``"permenperin-64-2016"`` (workers and investment) or ``"pp-7-2021"`` (annual
        sales, for which the output value stands in).

    Returns
    -------
    DataFrame
        One row per class of the system, smallest first, then "kelas_tidak_diketahui" for firms that lack a
        figure. ``rule`` names the rule; ``rule_checked`` is False until somebody has compared the thresholds
        with the official text.

    Raises
    ------
    P3DNError
        ``system-unknown`` for another `system`; ``frame-column`` when a column does not exist.

    Notes
    -----
    Assumes that investment is stated without land and buildings, as Permenperin 64/2016 asks, and that
    output value equals sales. A firm with 0 workers is in no BPS class.

    References
    ----------
    BPS (1-4, 5-19, 20-99, 100 and more workers); Permenperin 64/2016; PP 7/2021, Pasal 35.

    Examples
    --------
    >>> sentra = pd.DataFrame({"tenaga_kerja": [4, 5, 19, 20, None]})
    >>> by_size(sentra)[["size_class", "ikm", "share_ikm"]].values.tolist()
    [['mikro', 1, 0.2], ['kecil', 2, 0.4], ['sedang', 1, 0.2], ['besar', 0, 0.0],
     ['kelas_tidak_diketahui', 1, 0.2]]
    """
    rule = _rule(system)
    empty = _gap(sentra, rule)
    if empty is not None:
        return empty
    people = workers(sentra)
    classes = size_class(sentra.assign(tenaga_kerja=people), rule)
    grouped = people.groupby(classes)
    answer = pd.DataFrame(
        {"ikm": grouped.size(), "workers": grouped.sum(min_count=1), "workers_records": grouped.count()}
    )
    answer = answer.reindex([each["name"] for each in rule["class"]] + [UNKNOWN])
    nobody = answer["ikm"].isna()
    answer[["ikm", "workers_records"]] = answer[["ikm", "workers_records"]].fillna(0).astype("int64")
    answer["workers"] = answer["workers"].mask(nobody, 0.0)
    answer["share_ikm"] = answer["ikm"] / len(sentra)
    answer["share_workers"] = answer["workers"] / people.sum(min_count=1)
    answer = answer.rename_axis("size_class").reset_index()
    answer = finish(answer.assign(rule=rule["name"], rule_checked=is_checked(rule)), COLUMNS)
    micro = pd.DataFrame({"size_class": classes, "workers": people})
    counts = {"ikm": ["ikm", "share_ikm"], "workers_records": ["workers_records"]}
    values = {"workers": ["workers", "share_workers"]}
    return guarded(answer, micro, by=["size_class"], values=values, counts=counts, total=[])


def shares_by_size(answer):
    """Return the shares of `by_size` one below the other, for a chart with a panel each: ``measure``, ``share``.

    >>> sizes = by_size(pd.DataFrame({"tenaga_kerja": [4, 5]})).head(2)
    >>> shares_by_size(sizes)[["size_class", "measure"]].values.tolist()
    [['mikro', 'share_ikm'], ['kecil', 'share_ikm'], ['mikro', 'share_workers'], ['kecil', 'share_workers']]
    """
    kept = ["size_class", *([marks.WITHHELD] if marks.WITHHELD in answer else [])]
    long = answer.melt(kept, ["share_ikm", "share_workers"], "measure", "share")
    if marks.WITHHELD in long:
        rules = [
            marks.withheld(said).get(name) for said, name in zip(long[marks.WITHHELD], long["measure"], strict=True)
        ]
        long[marks.WITHHELD] = [f"share:{rule}" if rule else "" for rule in rules]
    long.attrs = answer.attrs
    return long


def size_class(sentra, rule):
    """Return the class of each firm under one entry of ``rules/size_classes.toml``.

    >>> firms = pd.DataFrame({"tenaga_kerja": [19, 19, 20], "nilai_investasi": [999_999_999, 1e9, None]})
    >>> size_class(firms, read_rules("size_classes")["permenperin-64-2016"]).tolist()
    ['kecil', 'menengah', 'kelas_tidak_diketahui']
    """
    classes = pd.Series(UNKNOWN, index=sentra.index, dtype=object)
    figures = {field: numbers(sentra, field) for field in rule["needs"]}
    known = pd.DataFrame(figures).notna().all(axis=1)
    for each in rule["class"]:
        for box in each["any"]:
            classes = classes.mask(known & _inside(figures, box), each["name"])
    return classes


def headline_by_size(answer):
    """Return the sentence on the class with the most firms, and its share of the workers beside it."""
    if answer.empty:
        return unanswered(answer)
    known = answer[answer["size_class"] != UNKNOWN]
    if known["ikm"].sum() == 0 and withheld(answer, "ikm"):
        return unanswered(answer)
    if known["ikm"].sum() == 0:
        return Sentence("analysis.workforce.size-unknown", {"ikm": int(answer["ikm"].sum())})
    share = known["share_ikm"].where(known["ikm"] > 0)
    more = {"workers": known["share_workers"], "rule": answer["rule"].iloc[0]}
    case = "size" if known["share_workers"].notna().all() else "size-ikm"
    return among(leading(f"analysis.workforce.{case}", known["size_class"], share, **more), answer, "share_ikm")


def _rule(system):
    systems = read_rules("size_classes")
    if system not in systems:
        raise P3DNError("system-unknown", system=system, systems=list(systems))
    return systems[system]


def _gap(sentra, rule):
    lacking(sentra, ["tenaga_kerja", *rule["needs"]])
    if "tenaga_kerja" in rule["needs"]:
        empty = gap_of_workers(sentra, COLUMNS)
        if empty is not None:
            return empty
    return gap(sentra, [field for field in rule["needs"] if field != "tenaga_kerja"], COLUMNS)


def _inside(figures, box):
    checks = [_TESTS[test](figures[field], limit) for field, tests in box.items() for test, limit in tests.items()]
    return pd.concat(checks, axis=1).all(axis=1)
