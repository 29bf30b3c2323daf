"""The figures on TKDN that may be quoted, each with the certificates behind it."""

import pandas as pd

from p3dn.analysis._findings import finding, findings_frame
from p3dn.analysis.tkdn.certificates import STATED, assess, summary
from p3dn.analysis.tkdn.lookup import find_rule

_AS_STATED = {"valid": ("tkdn-valid", "sertifikat"), "holders": ("tkdn-holders", "ikm")}
_BY_LIMIT = {"valid_minimum": ("tkdn-minimum", "sertifikat"), "valid_duty": ("tkdn-duty", "sertifikat")}


def findings(certificates, *, on):
    """Return how many certificates hold on a date as they state it, of whom, and how many reach the limits.

    The columns are those of `capacity.findings`; ``records`` are the certificates with a known day of expiry.

    Examples
    --------
    >>> kept = pd.DataFrame({"nama_usaha": ["Contoh"], "produk": "rem", "no_sertifikat": "1", "nilai_tkdn": 0.30,
    ...     "nilai_bmp": None, "tanggal_terbit": None, "berlaku_sampai": ["2027-06-01"]})
    >>> findings(kept, on="2026-01-01")[["finding", "value", "records", "of"]].values.tolist()
    [['tkdn-valid', 1, 1, 1], ['tkdn-holders', 1, 1, 1], ['tkdn-minimum', 1, 1, 1], ['tkdn-duty', 0, 1, 1]]
    """
    answer, limits = summary(assess(certificates, on=on)), find_rule("mandatory_use")["name"]
    stated = answer[(answer["rule"] == STATED) & (answer["expiry_unknown"] < answer["certificates"])]
    return findings_frame(
        [
            finding(
                slug, row[column], unit, row["certificates"] - row["expiry_unknown"], row["certificates"], rule=rule
            )
            for row in stated.to_dict("records")
            for figures, rule in ((_AS_STATED, pd.NA), (_BY_LIMIT, limits))
            for column, (slug, unit) in figures.items()
        ]
    )
