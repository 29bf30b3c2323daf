"""How many people work in how many firms, and how many of them are men and women.

Workers are what a firm states as its total. Where a firm states men and women but no total, their sum is
taken and counted as such. Where it states all three and they do not agree, the stated total stands and the
disagreement is counted, for it is the register's to mend.
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap, group_key, lacking, numbers, ratio, sum_by
from p3dn.analysis._headlines import among, leading, unanswered, withheld
from p3dn.analysis.capacity.grouping import grouping
from p3dn.analysis.disclosure import guarded
from p3dn.words import Sentence

SEXES = {"tk_l": "laki_laki", "tk_p": "perempuan"}
TOTAL_COLUMNS = [
    *("ikm", "workers", "workers_records", "added_up_records", "workers_per_ikm", "men", "men_records"),
    *("women", "women_records", "women_share", "sex_records", "difference_records"),
]
LINE_COLUMNS = [
    *("group", "ikm", "share_ikm", "workers", "workers_records", "share_workers", "workers_per_ikm"),
    *("men", "women", "sex_records", "women_share"),
]
_SHOWN = {
    "workers": ["workers", "share_workers", "workers_per_ikm", "men", "women", "women_share"],
    ("both", "women", "sex_rest"): ["men", "women", "women_share"],
}
_COUNTS = {"ikm": ["ikm", "share_ikm"], "workers_records": ["workers_records"], "sex_records": ["sex_records"]}
SEX_COLUMNS = ["sex", "workers", "share", "records", "of"]


def workers(sentra):
    """Return the workers of each firm: its stated total, else men plus women where both are stated.

    >>> workers(pd.DataFrame({"tenaga_kerja": [7, None], "tk_l": [4, 3], "tk_p": [2, 1]})).tolist()
    [7.0, 4.0]
    """
    stated = numbers(sentra, "tenaga_kerja")
    if not set(SEXES) <= set(sentra):
        return stated
    return stated.fillna(numbers(sentra, "tk_l") + numbers(sentra, "tk_p"))


def gap_of_workers(sentra, columns):
    """Return the empty answer when no firm of the register has a count of workers, else None."""
    return gap(
        sentra.assign(tenaga_kerja=workers(sentra)) if "tenaga_kerja" in sentra else sentra,
        ["tenaga_kerja"],
        columns,
    )


def total(sentra):
    """Return firms, workers, men and women of the whole register, in one row.

    Every row of the register is one IKM; workers are summed over the firms that state them.

    Returns
    -------
    DataFrame
        ``ikm`` rows; ``workers`` of ``workers_records`` firms, ``added_up_records`` of them by men + women;
        ``workers_per_ikm`` their mean; ``women_share`` of the ``sex_records`` firms that state both;
        ``difference_records`` firms whose men and women do not add up to their total.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column does not exist.

    Examples
    --------
    >>> sentra = pd.DataFrame({"tenaga_kerja": [7, None, 5], "tk_l": [4, 3, None], "tk_p": [2, 1, None]})
    >>> total(sentra)[["ikm", "workers", "added_up_records", "difference_records"]].values.tolist()
    [[3.0, 16.0, 1.0, 1.0]]
    """
    lacking(sentra, ["tenaga_kerja", *SEXES])
    empty = gap_of_workers(sentra, TOTAL_COLUMNS)
    if empty is not None:
        return empty
    group = group_key(sentra, None)
    return _shown(finish(_measure(sentra, group), TOTAL_COLUMNS), sentra, group)


def by_line(sentra, *, by=None):
    """Return firms and workers per product line, with each line's share of both.

    share_ikm = ikm / all rows; share_workers = workers / all recorded workers.

    Examples
    --------
    >>> sentra = pd.DataFrame({"produk": ["a", "b"], "tenaga_kerja": [30, 10], "tk_l": None, "tk_p": None})
    >>> by_line(sentra, by="produk")[["group", "share_ikm", "share_workers"]].values.tolist()
    [['a', 0.5, 0.75], ['b', 0.5, 0.25]]
    """
    lacking(sentra, ["tenaga_kerja", *SEXES])
    empty = gap_of_workers(sentra, LINE_COLUMNS)
    if empty is not None:
        return empty
    group = group_key(sentra, by or grouping(sentra))
    answer = _measure(sentra, group)
    answer["share_ikm"] = answer["ikm"] / answer["ikm"].sum()
    answer["share_workers"] = answer["workers"] / answer["workers"].sum()
    return _shown(finish(answer, LINE_COLUMNS), sentra, group, total=[])


def by_sex(sentra):
    """Return men and women among the workers of the firms that state both, in two rows.

    share = men (or women) / (men + women). ``records`` are those firms, ``of`` all firms.

    Examples
    --------
    >>> by_sex(pd.DataFrame({"tk_l": [6, 5], "tk_p": [2, None]})).values.tolist()
    [['laki_laki', 6.0, 0.75, 1, 2], ['perempuan', 2.0, 0.25, 1, 2]]
    """
    empty = gap(sentra, list(SEXES), SEX_COLUMNS)
    if empty is not None:
        return empty
    counts = pd.DataFrame({name: numbers(sentra, field) for field, name in SEXES.items()}).dropna()
    answer = counts.sum(min_count=1).rename_axis("sex").reset_index(name="workers")
    answer["share"] = ratio(answer["workers"], pd.Series(answer["workers"].sum(), index=answer.index))
    answer = finish(answer.assign(records=len(counts), of=len(sentra)), SEX_COLUMNS)
    micro = counts.melt(var_name="sex", value_name="workers")
    return guarded(answer, micro, by=["sex"], values={"workers": ["workers", "share"]}, total=[])


def headline_total(answer):
    """Return the sentence on firms and workers; it says how many firms stated theirs unless all did."""
    if answer.empty:
        return unanswered(answer)
    row = answer.iloc[0]
    if withheld(row, "workers") or withheld(row, "ikm"):
        return Sentence("gaps.withheld")
    found = {name: int(row[name]) for name in ("ikm", "workers", "workers_records")}
    return Sentence(f"analysis.workforce.total-{'all' if row['ikm'] == row['workers_records'] else 'part'}", found)


def headline_by_line(answer):
    """Return the sentence on the line with the most workers."""
    if answer.empty:
        return unanswered(answer)
    if answer["workers"].isna().all() and withheld(answer, "workers"):
        return unanswered(answer)
    if answer["workers"].sum() == 0:
        return Sentence("analysis.workforce.no-workers", {"records": int(answer["workers_records"].sum())})
    share = answer["share_workers"]
    found = leading("analysis.workforce.line", answer["group"], share, workers=answer["workers"])
    return among(found, answer, "workers")


def headline_by_sex(answer):
    """Return the sentence on the share of women."""
    if answer.empty:
        return unanswered(answer)
    if withheld(answer, "workers"):
        return unanswered(answer)
    if not answer["workers"].sum() > 0:
        return Sentence("analysis.workforce.no-sexes")
    women = answer.set_index("sex").loc["perempuan"]
    found = {"share": float(women["share"]), "records": int(women["records"]), "of": int(women["of"])}
    return Sentence("analysis.workforce.women", found)


def _shown(answer, sentra, group, total=None):
    """Return what may be shown of an answer: the figures of firms whose men and women are stated stand together."""
    men, women, everyone = numbers(sentra, "tk_l"), numbers(sentra, "tk_p"), workers(sentra)
    both = men.notna() & women.notna()
    micro = pd.DataFrame(
        {"group": group, "workers": everyone, "both": men + women, "women": women, "sex_rest": everyone.where(~both)}
    )
    named = answer.assign(group=answer.get("group", group.iloc[0]))
    found = guarded(named, micro, by=["group"], values=_SHOWN, counts=_COUNTS, total=total)
    return found[[name for name in found if name != "group" or name in answer]]


def _measure(sentra, group):
    men, women, all_workers = numbers(sentra, "tk_l"), numbers(sentra, "tk_p"), workers(sentra)
    stated, both = numbers(sentra, "tenaga_kerja"), men.notna() & women.notna()
    parts = pd.DataFrame({"workers": all_workers, "men": men, "women": women})
    parts["both"], parts["paired_women"] = men + women, women.where(both)
    parts["added_up_records"] = (stated.isna() & all_workers.notna()).astype("float64")
    parts["difference_records"] = (stated != men + women).astype("float64").where(both & stated.notna())
    answer = sum_by(parts, group=group).rename(columns={"records": "ikm", "both_records": "sex_records"})
    answer["women_share"] = ratio(answer["paired_women"], answer["both"])
    answer["workers_per_ikm"] = ratio(answer["workers"], answer["workers_records"])
    return answer
