"""A list of TKDN certificates on a date: which hold, which lapse soon, and what another rule would change.

A certificate belongs to one firm and one product. It states a level and a day until which it holds. The life of a
certificate is three years under the rule of 2011 and five under that of 2025; how certificates of the old rule pass
into the new one was not seen. So the day that the certificate itself states is the fact (``stated_status``), and
the day by each rule (issue plus life) stands beside it for comparison (``status``).

The date is always the caller's: no clock is read.
"""

import pandas as pd

from p3dn.analysis._frames import finish, gap, lacking, shares
from p3dn.analysis._headlines import unanswered
from p3dn.analysis._rules import is_checked
from p3dn.analysis.tkdn.bill import BOTH, meets_minimum
from p3dn.analysis.tkdn.lookup import as_date, find_rule, reaches
from p3dn.words import Sentence

FIELDS = ["nama_usaha", "produk", "no_sertifikat", "nilai_tkdn", "nilai_bmp", "tanggal_terbit", "berlaku_sampai"]
DATES = ["tanggal_terbit", "berlaku_sampai"]
ASSESSED_COLUMNS = [
    *FIELDS,
    *("stated_status", "expires", "status", "expires_soon", "changes", "meets_minimum", "meets_duty"),
    *("on", "rule", "rule_checked"),
]
SUMMARY_COLUMNS = [
    *("rule", "rule_checked", "on", "certificates", "valid", "expired", "not_yet", "expiry_unknown", "expires_soon"),
    *("holders", "valid_minimum", "valid_duty", "changes"),
]
VALID, EXPIRED, NOT_YET, UNKNOWN = "berlaku", "kedaluwarsa", "belum_terbit", "masa_berlaku_tidak_diketahui"
STATED = "tertulis_pada_sertifikat"


def assess(certificates, *, on, rules=BOTH, within=6):
    """Return each certificate under each rule on a date: its status, and whether the rules differ on it.

    expires = issue + life of the rule; the stated day where no issue is recorded. The last day still holds.

    Parameters
    ----------
    certificates : DataFrame
        Kind ``certificates`` of `p3dn.load_cooperative`.
    on : date or str
        The day.
    rules : sequence of str
        Ids of rules on certificates; by default that of 2011 and that of 2025.
    within : int
        Months after `on` in which an expiry is soon.

    Returns
    -------
    DataFrame
        One row per certificate and rule. ``meets_minimum`` (TKDN at least 0.25) and ``meets_duty`` (TKDN + BMP at
        least 0.40) come from the levels alone, whether or not the certificate holds, by the newest rule on
        mandatory use; ``meets_duty`` is null where an unrecorded BMP would decide. ``expires_soon`` holds for
        valid certificates.

    Raises
    ------
    P3DNError
        ``frame-column``; ``share-range``; ``day-unreadable``; what `find_rule` raises.

    Examples
    --------
    >>> kept = pd.DataFrame({"nama_usaha": ["Contoh"], "produk": "rem", "no_sertifikat": "1", "nilai_tkdn": 0.25,
    ...     "nilai_bmp": 0.15, "tanggal_terbit": ["2022-06-01"], "berlaku_sampai": ["2025-06-01"]})
    >>> assess(kept, on="2026-01-01")[["rule", "status", "changes", "meets_duty"]].values.tolist()
    [['Permenperin 16/M-IND/PER/2/2011', 'kedaluwarsa', True, True], ['Permenperin 35/2025', 'berlaku', True, True]]
    """
    lacking(certificates, FIELDS)
    empty = gap(certificates, ["nilai_tkdn", *DATES], ASSESSED_COLUMNS, any_of=True)
    if empty is not None:
        return empty
    day, rows = pd.Timestamp(as_date(on)), _rows(certificates)
    rows["stated_status"] = _status(rows["tanggal_terbit"], rows["berlaku_sampai"], day)
    rows["on"] = day
    answer = pd.concat([_under(rows, find_rule("tkdn_certificate", rule=rule), day, within) for rule in rules])
    answer["changes"] = answer.groupby(level=0)["status"].transform("nunique") > 1
    return finish(answer.sort_index(kind="stable"), ASSESSED_COLUMNS, needs=lacking(certificates, DATES))


def summary(answer):
    """Return how many certificates hold, lapsed or will lapse soon under each rule, and as they state it.

    Parameters
    ----------
    answer : DataFrame
        As `assess` gives it.

    Returns
    -------
    DataFrame
        One row as stated on the certificates ("tertulis_pada_sertifikat"), then one per rule. ``certificates`` is
        the denominator: valid + expired + not_yet + expiry_unknown. ``holders`` counts firms with a valid certificate;
        ``valid_minimum`` and ``valid_duty`` valid certificates that reach 0.25, and 0.40 with BMP.

    Examples
    --------
    >>> kept = pd.DataFrame({"nama_usaha": ["Contoh"], "produk": "rem", "no_sertifikat": "1", "nilai_tkdn": 0.25,
    ...     "nilai_bmp": 0.15, "tanggal_terbit": ["2022-06-01"], "berlaku_sampai": ["2025-06-01"]})
    >>> summary(assess(kept, on="2026-01-01"))[["certificates", "valid", "expired"]].values.tolist()
    [[1, 0, 1], [1, 0, 1], [1, 1, 0]]
    """
    if answer.empty:
        empty = pd.DataFrame(columns=SUMMARY_COLUMNS)
        empty.attrs = dict(answer.attrs)
        return empty
    names = list(dict.fromkeys(answer["rule"]))
    first = answer[answer["rule"] == names[0]]
    stated = first.assign(status=first["stated_status"], rule=STATED, rule_checked=pd.NA, changes=False)
    stated["expires_soon"] = pd.NA
    parts = [stated, *(answer[answer["rule"] == name] for name in names)]
    return finish(pd.DataFrame([_counts(part) for part in parts]), SUMMARY_COLUMNS)


def headline_assess(answer):
    """Return the sentence on how many certificates hold as stated, and of how many."""
    if answer.empty:
        return unanswered(answer)
    once = answer[answer["rule"] == answer["rule"].iloc[0]]
    counts = once["stated_status"].value_counts()
    known = {"valid": int(counts.get(VALID, 0)), "certificates": len(once), "on": once["on"].iloc[0].date()}
    known |= {"unknown": int(counts.get(UNKNOWN, 0))}
    case = "unknown" if known["unknown"] == len(once) else "part" if known["unknown"] else "valid"
    return Sentence(f"tkdn.certificates-{case}", known)


def headline_changes(answer):
    """Return the sentence on how many certificates the rules judge differently."""
    if answer.empty:
        return unanswered(answer)
    once = answer[answer["rule"] == answer["rule"].iloc[0]]
    changed = int(once["changes"].sum())
    known = {"changed": changed, "certificates": len(once)}
    return Sentence(f"tkdn.certificates-{'change' if changed else 'same'}", known)


def _rows(certificates):
    rows = certificates[FIELDS].reset_index(drop=True)
    rows[DATES] = rows[DATES].apply(pd.to_datetime).astype("datetime64[s]")
    content, benefit = shares(rows, "nilai_tkdn"), shares(rows, "nilai_bmp")
    rule, cap = find_rule("mandatory_use"), find_rule("company_benefit")["at_most"]
    low, high = (reaches(content + benefit.fillna(end), rule["duty"]) for end in (0.0, cap))
    rows["meets_minimum"] = meets_minimum(content)
    duty = low & reaches(content, rule["minimum"])
    rows["meets_duty"] = duty.astype("boolean").mask(content.isna() | (low != high))
    return rows


def _under(rows, rule, day, within):
    expires = rows["tanggal_terbit"] + pd.DateOffset(years=rule["life_years"])
    expires = expires.fillna(rows["berlaku_sampai"])
    status = _status(rows["tanggal_terbit"], expires, day)
    soon = (status == VALID) & (expires <= day + pd.DateOffset(months=within))
    found = {"rule": rule["name"], "rule_checked": is_checked(rule)}
    return rows.assign(expires=expires, status=status, expires_soon=soon, **found)


def _status(issued, expires, day):
    status = pd.Series(VALID, index=expires.index, dtype=object).mask(expires < day, EXPIRED)
    return status.mask(expires.isna(), UNKNOWN).mask(issued > day, NOT_YET)


def _counts(part):
    valid, status = part[part["status"] == VALID], part["status"].value_counts()
    counts = {name: int(status.get(word, 0)) for name, word in _WORDS.items()}
    soon = part["expires_soon"]
    return {
        **{name: part[name].iloc[0] for name in ("rule", "rule_checked", "on")},
        **counts,
        "certificates": len(part),
        "expires_soon": int(soon.sum()) if soon.notna().any() else None,
        "holders": valid["nama_usaha"].nunique(),
        "valid_minimum": int(valid["meets_minimum"].sum()),
        "valid_duty": int(valid["meets_duty"].sum()),
        "changes": int(part["changes"].sum()),
    }


_WORDS = {"valid": VALID, "expired": EXPIRED, "not_yet": NOT_YET, "expiry_unknown": UNKNOWN}
