"""Bars made of parts: every value stands in its part, or beside the bar where the part is too small for it."""

import pandas as pd

from p3dn import marks, words
from p3dn.briefing import style
from p3dn.briefing.rows import BESIDE, beside_of, label, name_of

PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 2}  # under a value on hatching
PLAIN = tuple({"facecolor": colour, "edgecolor": "white", "linewidth": 0.8} for colour in style.PALETTE)


def stack(panel, place, amounts, texts, looks=PLAIN):
    """Draw the parts of one bar, each with its value inside; return what `spill` needs to move values out."""
    axes, end, inside = panel.axes[0], 0.0, {}
    told = _told(amounts)
    for look, (part, amount) in zip(looks, amounts.fillna(0.0).items(), strict=False):
        colour = look["facecolor"]
        if amount or "hatch" not in look:  # of nothing, an edge would be left
            axes.barh(place, amount, panel.thickness, left=end, **look)
        if not told[part]:
            continue
        written = axes.text(
            end + amount / 2, place, texts[part], ha="center", va="center_baseline", color=style.ink_on(colour),
            gid="value", zorder=5, bbox=PAPER if "hatch" in look else None,
        )  # fmt: skip
        inside[part] = (amount, written)
        end += amount
    return axes, inside, label(axes, "", end, place, unknown=amounts.isna().all())


def _told(amounts):
    """Return which parts are written: a part that is nothing says nothing, unless the whole bar is nothing."""
    some = amounts.ne(0)
    return some if some.any() else ~some


def spill(canvas, drawn):
    """Move the values that do not fit into their part to the end of the bar; tell whether anything moved."""
    axes, inside, rest = drawn
    scale = axes.get_window_extent(canvas.renderer).width / abs(axes.get_xlim()[1] - axes.get_xlim()[0])
    for amount, written in inside.values():
        wide = written.get_window_extent(canvas.renderer).width
        if written.get_visible() and wide + canvas.size.text > amount * scale:
            written.set_visible(False)
    moved = {part: written.get_text() for part, (_, written) in inside.items() if not written.get_visible()}
    text = beside_of(canvas, *outside(moved, len(inside)))
    changed = text != rest.get_text()
    rest.set_text(text)
    return changed


def outside(moved, parts):
    """Return what stands beside a bar: the values that moved, named; one word when nothing is known at all."""
    same = set(moved.values())
    if len(moved) == parts and same in ({words.say("briefing.unknown")}, {marks.CROSS}):
        return list(same)
    texts = [f"{words.label(part)} {text}" for part, text in moved.items()]
    return [f"{text}," for text in texts[:-1]] + texts[-1:]


def tight(canvas, frame, parts, texts, panels, *, category):
    """Return for each bar the values that may not fit into their parts, wrapped: for the height of its row.

    The longest bar has at least what the names and the texts beside it leave of the sheet.
    """
    names = [line for name in frame[category] for line in name_of(canvas, name).splitlines()]
    least = canvas.inner - max(map(canvas.width, names)) - BESIDE * canvas.inner - 2 * canvas.size.text / 72
    totals = frame[parts].sum(axis=1)
    longest = totals.groupby(frame[panels], dropna=False).transform("max") if panels else totals.max()
    sizes = frame[parts].fillna(0.0).div(longest, axis=0) * least
    wide = texts.map(canvas.width) + canvas.size.text / style.DPI > sizes.where(pd.notna, 0.0)
    told = frame[parts].apply(_told, axis=1)
    moved = [texts.loc[index][wide.loc[index] & told.loc[index]].to_dict() for index in frame.index]
    return [beside_of(canvas, *outside(each, len(parts))) for each in moved]
