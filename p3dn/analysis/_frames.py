"""What every answer needs of a frame: is the column there, is it recorded, what do its rows add up to.

A frame has three kinds of silence. A column that does not exist is a slip of whoever calls: an error. A
column that is null in every row is a thing the file does not record: the answer is empty and its
``attrs["needs"]`` names what is missing, for a briefing to print. A null in one row is a firm that did not
say: it stays out of the sums and out of the count behind the figure, and is never taken for 0.

So every sum here comes with the number of rows behind it, and a sum over no recorded row is null.
"""

import pandas as pd

from p3dn.errors import P3DNError

OUTSIDE = "di_luar_lini"
NOT_RECORDED = "tidak_tercatat"
EVERYTHING = "semua"
NO_UNIT = "satuan_tidak_disebut"
LAST = (OUTSIDE, NOT_RECORDED)
LINE_COLUMNS = ("keluarga_produk", "lini_produk")


def lacking(frame, fields):
    """Return those of `fields` that `frame` records in no row; all of them when it has no rows.

    Raises
    ------
    P3DNError
        ``frame-column`` when a frame with rows has no such column.

    Examples
    --------
    >>> lacking(pd.DataFrame({"produksi": [5.0], "satuan": [None]}), ["produksi", "satuan"])
    ['satuan']
    """
    if frame.empty:
        return list(fields)
    absent = [field for field in fields if field not in frame]
    if absent:
        raise P3DNError("frame-column", columns=absent)
    return [field for field in fields if frame[field].isna().all()]


def gap(frame, fields, columns, *, any_of=False):
    """Return the empty answer with `columns` when `frame` lacks one of `fields`; None when it can answer.

    With `any_of`, one recorded field is enough. ``attrs["needs"]`` of the empty answer names the missing
    fields, joined by commas; it is ``""`` when the frame has no rows, which means that no file was given.

    Examples
    --------
    >>> gap(pd.DataFrame({"produksi": [None]}), ["produksi"], ["output"]).attrs
    {'needs': 'produksi'}
    >>> gap(pd.DataFrame({"produksi": [5.0]}), ["produksi"], ["output"]) is None
    True
    """
    missing = lacking(frame, fields)
    if len(missing) < len(fields) if any_of else not missing:
        return None
    answer = pd.DataFrame(columns=columns)
    answer.attrs = {"needs": "" if frame.empty else ",".join(missing)}
    return answer


def finish(answer, columns, *, needs=()):
    """Return `answer` with `columns` in order, a plain index, and ``attrs`` that say only what is lacking."""
    result = answer.reindex(columns=columns).reset_index(drop=True)
    result.attrs = {"needs": ",".join(needs)} if needs else {}
    return result


def numbers(frame, field):
    """Return a column as float64, whatever its dtype; what is not recorded is NaN.

    >>> numbers(pd.DataFrame({"sni": pd.array([True, None], dtype="boolean")}), "sni").tolist()
    [1.0, nan]
    """
    return pd.to_numeric(frame[field]).astype("float64")


def shares(frame, field):
    """Return a column of shares as float64.

    Raises
    ------
    P3DNError
        ``share-range`` when a value is no fraction, as when 40 stands for 40%.
    """
    values = numbers(frame, field)
    wrong = values[values.notna() & ~values.between(0, 1)]
    if len(wrong):
        raise P3DNError("share-range", name=field, value=float(wrong.iloc[0]))
    return values


def ratio(part, whole):
    """Return part / whole, null where the whole is not above 0.

    >>> ratio(pd.Series([3.0, 0.0]), pd.Series([4.0, 0.0])).tolist()
    [0.75, nan]
    """
    return part / whole.where(whole > 0)


def group_key(frame, by):
    """Return the group of each row: what stands in `by`, or a word for what is outside or not recorded.

    >>> group_key(pd.DataFrame({"lini_produk": ["katup", None]}), "lini_produk").tolist()
    ['katup', 'di_luar_lini']
    """
    if by is None:
        return pd.Series(EVERYTHING, index=frame.index)
    lacking(frame, [by])
    null = OUTSIDE if by in LINE_COLUMNS else NOT_RECORDED
    return frame[by].astype(object).where(frame[by].notna(), null).astype(str)


def unit_key(frame):
    """Return the unit of each row; firms that state none are a group of their own, for unlike units never meet."""
    lacking(frame, ["satuan"])
    return frame["satuan"].astype(object).where(frame["satuan"].notna(), NO_UNIT).astype(str)


def code_key(frame, *fields):
    """Return the code of each row, from the first of `fields` that has one.

    A row without a code gets a number of its own, which no code equals, for codes are text.

    >>> orders = pd.DataFrame({"order_id": ["A", None, None], "kd_paket": ["x", "y", None]})
    >>> code_key(orders, "order_id", "kd_paket").tolist()
    ['A', 'y', 2]
    """
    code = pd.Series(range(len(frame)), index=frame.index, dtype=object)
    for field in reversed(fields):
        code = frame[field].map(str, na_action="ignore").astype(object).where(frame[field].notna(), code)
    return code


def only_codes(key):
    """Return a `code_key` as a column: null where the row has no code."""
    return key.where(key.map(lambda code: isinstance(code, str)))


def sum_by(parts, **keys):
    """Return the sums of `parts` by `keys`: ``records`` of each group, each part and its ``<part>_records``.

    Groups with more records come first, what lies outside or is not recorded last.

    >>> sum_by(pd.DataFrame({"used": [1.0, None, 2.0]}), group=pd.Series(["a", "b", "b"])).to_dict("records")
    [{'group': 'b', 'records': 2, 'used': 2.0, 'used_records': 1},
     {'group': 'a', 'records': 1, 'used': 1.0, 'used_records': 1}]
    """
    grouped = parts.assign(**keys).groupby(list(keys), sort=False)
    counts = grouped[list(parts)].count().add_suffix("_records")
    answer = pd.concat([grouped.size().rename("records"), grouped[list(parts)].sum(min_count=1), counts], axis=1)
    answer = answer.reset_index()
    last = answer[next(iter(keys))].isin(LAST)
    size = answer.groupby(next(iter(keys)))["records"].transform("sum")
    order = pd.DataFrame({"last": last, "size": -size, "records": -answer["records"]})
    return answer.loc[order.sort_values(list(order), kind="stable").index].reset_index(drop=True)
