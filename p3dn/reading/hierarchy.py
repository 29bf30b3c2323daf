"""Rows that stand above their own parts: budgets by code, regions above their regencies, sectors above branches.

Such a sheet says no word of totals. '4' is followed by '4.1' and that by '4.1.01'; 'JAWA TENGAH' by its regencies;
'A. Pertanian' by '1. Tanaman' and 'a. Padi'. The depth of a row is read from its code, from the columns that its code
fills, from its enumeration, its indentation or its capitals. That is only a guess, so it counts when the sums prove it:
where most rows above others are the sums of their parts, they are stated totals, and never summed with their parts.
"""

import itertools
import re

import numpy as np

_MARK = re.compile(r"^\(?([A-Z]|[IVXLC]+|\d{1,4}(?:[.\-]\d{1,4})*(?:\.?[a-z])?|[a-z])(?:[.)]\)?(?:\s+\S.*)?|\s*)$")
_REGIONS = re.compile(
    r"\s*(?:(indonesia|nasional)|(prov(?:insi|\.)|propinsi)|(kab(?:upaten|\.)|kota)|(kec(?:amatan|\.)))", re.IGNORECASE
)
_MOSTLY = 0.7
_PARTS = 200  # rows at most that are tried as the parts of one
_FOOT, _LEAST = 5, 5  # rows at the end that may close what stands above them, and how many rows that must be


def parents(rows, figures, left, added=frozenset()):
    """Return the rows that are the sums of the rows below them.

    Parameters
    ----------
    rows : list of dict
        The cells of each row by column, in order.
    figures : ndarray
        The figures of the same rows, null where there are none.
    left : int
        The first column of the table.
    added : set of int, optional
        The columns of the figures, whose decimals are no levels of a code.

    Returns
    -------
    dict
        ``{position: position after its last part}``, empty where the sums prove nothing; and whether codes are nested
        without being proven.
    """
    nested = False
    for depths, sure in _depths(rows, left, added):
        if len(set(depths)) < 2:
            continue
        found, compared = _proven(depths, figures, sure)
        if found:
            return found, False
        nested = nested or (sure > 1 and compared > 1)
    return {}, nested


def announced(says_total, figures):
    """Return the rows that say they are totals and are the sums of the rows below them, however these are numbered.

    Each takes as many rows as it needs, two at least; what it takes counts no more in the sum above it. So 'Jumlah
    Usaha Mikro' takes its districts, and 'Jumlah UMKM' takes that row, the small firms and the middle-sized ones.

    Parameters
    ----------
    says_total : list of bool
        For each row whether its label begins as that of a total.
    figures : ndarray
        The figures of the rows, null where there are none.

    Returns
    -------
    dict
        ``{position: position after its last part}``.
    """
    found, below = {}, []
    for at in range(len(says_total) - 1, -1, -1):  # the nearest of the rows below stands last
        taken = _taken(figures, at, below[: -_PARTS - 1 : -1]) if says_total[at] else 0
        if taken:
            found[at] = below[-taken - 1] if taken < len(below) else len(says_total)
            del below[-taken:]
        below.append(at)
    return found


def _taken(figures, at, below):
    """Return how many of the rows below, two at least, add up to most figures of a row, two at least too; or 0."""
    known = ~np.isnan(figures[at]) & (figures[at] != 0)
    if known.sum() < 2:
        return 0
    stated, added = figures[at][known], np.cumsum(np.nan_to_num(figures[below][:, known]), axis=0)
    enough = max(2, 0.6 * len(stated))
    agreeing = (count for count, sums in enumerate(added, 1) if _agree(stated, sums, 1).sum() >= enough)
    return next((count for count in agreeing if count > 1), 0)


def closing(rows, figures):
    """Return the positions of the rows that are the sum of all others, as a province below its regencies is.

    It is the last or the first row. It must hold for three figures and five rows, for two figures and three rows where
    only its label is in capitals, and for any where only its label names a region of a larger kind, as 'Kabupaten
    Tegal' does among its districts. A row near the foot that is the sum of the five rows or more above it in three
    figures closes them too: the gross value added, below which stand taxes and the product that both make.
    """
    labels = [next((cell for cell in cells.values() if isinstance(cell, str)), "") for cells in rows]
    found = [at for at in range(max(_LEAST, len(rows) - _FOOT), len(rows) - 1) if _closes(figures, at, (3, 0))][:1]
    left = [at for at in range(len(rows)) if at not in found]
    for at in (left[-1], left[0]):
        proof = _proof(labels[at], [label for label in labels if label != labels[at]])
        if len(left) > proof[1] and _closes(figures[left], left.index(at), proof, whole=True):
            return [*found, at]
    return found


def _closes(figures, at, proof, *, whole=False):
    """Tell whether a row is the sum of the rows above it, or of all others, in enough figures, but for rounding."""
    others = np.delete(figures, at, axis=0) if whole else figures[:at]
    known = ~np.isnan(figures[at]) & (figures[at] != 0)
    return known.sum() >= proof[0] and _same(figures[at], np.nan_to_num(others).sum(axis=0), len(others), known)


def _proof(label, others):
    """Return for how many figures and above how many rows a sum must hold that a label suggests."""
    if _region(label) < min(map(_region, others), default=0):
        return 1, 2
    return (2, 3) if label.isupper() and not any(map(str.isupper, others)) else (3, 5)


def _region(label):
    """Return what a region is called: 1 for the country to 4 for a district, 5 for what is called no region."""
    found = _REGIONS.match(label)
    return found.lastindex if found else _REGIONS.groups + 1


def _depths(rows, left, added):
    """Yield how deep each row may stand, and how far that reading is to be trusted (2 for codes, 0 for capitals)."""
    for column in sorted({*range(left, left + 3)} - added):
        texts = (_text(cells.get(column, "")) for cells in rows)
        unmarked = (text for text in texts if not _MARK.match(text))
        if next(itertools.islice(unmarked, int(0.2 * len(rows)), None), None) is not None:
            continue
        texts = [_text(cells.get(column, "")) for cells in rows]
        yield _by_mark(texts)
        yield _by_prefix(texts), 1
    found = [_label(cells) for cells in rows]
    yield [before or (0 if column is None else column - left) for before, column, _ in found], 1
    labels = [label for _, _, label in found]
    indents = [len(label) - len(label.lstrip()) for label in labels]
    order = {indent: depth for depth, indent in enumerate(sorted(set(indents)))}
    yield [order[indent] for indent in indents], 1
    yield [0 if label.isupper() else 1 for label in labels], 0


def _text(cell):
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _by_mark(texts):
    """Return depths by the style of the mark, deeper where a style comes later, and the trust in them."""
    marks = {text: found.group(1) if (found := _MARK.match(text)) else "" for text in dict.fromkeys(texts)}
    letters = "A" in marks.values()
    styles = {text: _style(mark, letters=letters) for text, mark in marks.items()}
    order = {style: depth for depth, style in enumerate(dict.fromkeys(filter(None, styles.values())))}
    dotted = any("." in mark for mark in marks.values())
    return [order.get(styles[text], 0) for text in texts], 2 if dotted else 1


def _style(mark, *, letters):
    if not mark:
        return None
    if mark[:1].isdigit():
        return len(re.findall(r"\d+|[a-z]", mark))
    if mark.isupper():
        return "letter" if letters or not re.fullmatch("[IVXLC]+", mark) else "roman"
    return "small"


def _by_prefix(texts):
    """Return depths of codes that are written without dots: '4', '41', '4101'."""
    depths, above = [], []
    for text in texts:
        while above and not (text.startswith(above[-1]) and len(text) > len(above[-1])):
            above.pop()
        depths.append(len(above))
        above.append(text or "\0")
    return depths


def _label(cells):
    """Return how many cells of a row stand before its label, the column of it, and the label itself."""
    for before, (column, cell) in enumerate(cells.items()):
        if type(cell) is str and len(cell) > 2:
            return before, column, cell
    return 0, None, ""


def _proven(depths, figures, sure):
    """Return the parents whose parts add up, where most do, and how many could be compared."""
    above, ends = _tree(depths)
    added, parts = np.zeros(figures.shape), np.zeros(len(depths), dtype=int)
    inner = [at for at, parent in enumerate(above) if parent >= 0]
    owners = [above[at] for at in inner]
    np.add.at(added, owners, np.nan_to_num(figures[inner]))
    np.add.at(parts, owners, 1)
    known = ~np.isnan(figures) & (figures != 0)
    compared = np.flatnonzero((parts > 0) & known.any(axis=1))
    agree = [at for at in compared if _same(figures[at], added[at], parts[at], known[at])]
    least = 2 if sure else 3
    proofs = sum(parts[at] > 1 for at in agree)
    enough = len(agree) >= max(1, _MOSTLY * len(compared)) and (proofs > 1 or any(parts[at] >= least for at in agree))
    found = {int(at): ends[at] for at in compared} if enough else {}
    return found | _whole(depths, figures, found), len(compared)


def _same(stated, added, parts, known):
    """Tell whether parts add up to all that is stated, but for rounding of each of them."""
    return bool(_agree(stated[known], added[known], parts).all())


def _agree(stated, added, parts):
    """Tell for which figures parts add up to what is stated, but for rounding of each of them."""
    decimals = max(len(f"{one:.4f}".rstrip("0").partition(".")[2]) for one in stated)
    slack = np.minimum(0.5 * 10.0**-decimals * (parts + 1), (0.05 if decimals else 1e-3) * np.abs(stated))
    return np.abs(stated - added) <= np.maximum(slack, 1e-9 * np.abs(stated))


def _whole(depths, figures, found):
    """Return the rows without parts of their own that are the sum of all others, as 'INDONESIA' above its provinces."""
    if not found:
        return {}
    leaves = np.nan_to_num(np.delete(figures, list(found), axis=0)).sum(axis=0)
    alone = [at for at, depth in enumerate(depths) if depth == 0 and at not in found]
    whole = [at for at in alone if _same_all(figures[at], leaves - np.nan_to_num(figures[at]))]
    return {at: len(depths) if at == 0 else -1 for at in whole[:1]}


def _same_all(stated, others):
    known = ~np.isnan(stated)
    return bool(known.any()) and _same(stated, others, 1, known)


def _tree(depths):
    """Return the position of the row above each, -1 for none, and the position after each row's parts."""
    above, ends, open_rows = [], [len(depths)] * len(depths), []
    for at, depth in enumerate(depths):
        while open_rows and depths[open_rows[-1]] >= depth:
            ends[open_rows.pop()] = at
        above.append(open_rows[-1] if open_rows else -1)
        open_rows.append(at)
    return above, ends
