"""The Lorenz curve: how unevenly something is shared.

Firms stand along the bottom from the smallest to the largest; the curve says which part of the whole they have
together. Were all alike it would be the straight line, and the further it sags below, the more the largest hold.
"""

import numpy as np
import seaborn
from matplotlib.ticker import FixedLocator

from p3dn import words
from p3dn.briefing import columns, style
from p3dn.briefing.drawing import chart


@chart
def lorenz(canvas, frame, x, y, *, gini=None):
    """Draw how unevenly something is shared: the Lorenz curve under the line of equal shares.

    Parameters
    ----------
    frame : DataFrame
        One row per step of the curve.
    x, y : str
        Columns of the cumulative shares, fractions between 0 and 1, from the smallest on.
    gini : float, optional
        The Gini index, written beside the curve.
    {common}

    Raises
    ------
    P3DNError
        ``frame-column`` when a column is missing.
    """
    columns.require(frame, x, y)
    frame = columns.numbers(frame[[x, y]], [x, y])
    if frame.isna().all().any():
        return None
    ((axes,),) = canvas.grid([0.25 * canvas.inner])
    axes.plot([0, 1], [0, 1], color=style.MUTED, linestyle="--", linewidth=1.5)
    seaborn.lineplot(
        data=frame, x=x, y=y, color=style.MAIN, linewidth=canvas.stroke, estimator=None, sort=False, ax=axes
    )
    axes.fill_between(frame[x], frame[x], frame[y], color=style.MAIN, alpha=0.1, linewidth=0)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel=words.label(x), ylabel="")
    axes.set_title(words.label(y), weight="normal", color=style.MUTED)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(FixedLocator([0, 0.25, 0.5, 0.75, 1]))
        style.ticks(axis, "pct")
    axes.tick_params(length=0, labelcolor=style.MUTED)
    axes.grid()
    _name_curves(canvas, axes, frame[x], frame[y], gini)
    return frame


def _name_curves(canvas, axes, x, y, gini):
    """Name both lines where the plot is empty: above the straight one, below the curved one."""
    observed = words.say("briefing.observed")
    if gini is not None:
        observed = words.say("briefing.observed_gini", value=gini)
        canvas.spoken.append(observed)
    height = float(np.interp(0.6, x, y))
    above, below = _side(-12, 2, "right", "bottom"), _side(12, -2, "left", "top")
    if height < 0.15:  # no room under the curve
        below = _side(0, 6, "center", "bottom")
    for text, place, look in (
        (words.say("briefing.equality"), (0.45, 0.45), above),
        (observed, (0.6, height), below),
    ):
        axes.annotate(text, place, textcoords="offset points", gid="value", zorder=5, **look)


def _side(right, up, ha, va):
    return {"xytext": (right, up), "ha": ha, "va": va}
