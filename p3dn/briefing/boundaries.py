"""A map of the user's own boundaries, joined to the table by code.

Boundaries of provinces or regencies come from BIG or BPS as GeoJSON; none is bundled, because they are large, change
with every new regency, and carry a licence of their own. They are joined by code and never by name, since a join by
name drops regions without a word. Both sides are counted: rows whose code has no boundaries, boundaries without a row.

Longitude and latitude are drawn as they are, one degree east being cos(latitude) of one degree north at the middle of
the map, which for Indonesia is true to within a few percent.
"""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from p3dn import marks, words
from p3dn.briefing import classes, columns
from p3dn.briefing.drawing import chart
from p3dn.briefing.measures import Scaled, measures
from p3dn.errors import P3DNError

PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # under a cross on hatching
SHOWN = 5  # codes that a message or a note names
HIGHEST = 0.62  # of the width of the sheet, at most, for the height of the map


@chart
def boundaries(canvas, frame, code, value, *, boundaries, property="kode", bounds=None, unit=None):  # noqa: A002
    """Draw a map of one's own regions, coloured by class, with the values where there is room.

    Parameters
    ----------
    frame : DataFrame
        One row per region.
    code, value : str
        Columns of the region's code and of the amount.
    boundaries : path or dict
        GeoJSON: a ``FeatureCollection`` of polygons in degrees (WGS 84).
    property : str
        Name of the property of each feature that holds the code.
    bounds : list of float, optional
        Bounds between the classes, at most four, each in the class above it; by default quantiles, rounded.
    unit : str, optional
        Unit for the labels, or the column that holds it.
    {common}

    Raises
    ------
    P3DNError
        ``boundaries-unreadable``, ``boundaries-property`` (with the properties there are), ``boundaries-degrees``,
        ``boundaries-unmatched`` when no code is on both sides; ``region-twice``, ``class-bounds``, ``chart-colours``,
        ``chart-units`` or ``frame-column``.

    Notes
    -----
    Codes are compared as text: ``11.01`` and ``1101`` are two codes. A region with several features is one region. What
    has no value is hatched and counted; rows without a code, and with a code that has no boundaries, are told in the
    note. A value is written in its region where it fits; all values are in the saved data.
    """
    columns.require(frame, code, value)
    if columns.nothing(frame, value):
        return None
    measure = measures(frame, [value], unit=unit)[0]
    frame = columns.numbers(frame, [value])
    codes = frame[code].map(classes.sayable)
    classes.once(codes[codes != ""])
    shapes = _shapes(_read(boundaries), property)
    values = frame[value].set_axis(codes)[(codes != "").to_numpy()]
    _matched(canvas, codes, values, shapes)
    own = [value, *marks.told(frame)]
    regions = frame[own].set_axis(codes)[(codes != "").to_numpy()].reindex(list(shapes)).rename_axis("region_code")
    regions = regions.fillna({marks.WITHHELD: ""})
    crossed = pd.Series(marks.hidden(regions, value), regions.index)
    chosen, short = classes.classes(regions[value], bounds=bounds), Scaled.of(regions[value], measure)
    regions["map_class"] = chosen.of(regions[value])
    if short.named:
        canvas.more("subtitle", words.say("briefing.map.regions", unit=short.named))
    classes.key(canvas, chosen, regions["map_class"], measure, crossed)
    _draw(canvas, shapes, regions["map_class"], chosen, regions[value].map(short.write).mask(crossed, marks.CROSS))
    canvas.spoken += classes.spoken(pd.Series(regions.index, regions.index), regions[value], measure)
    return regions.assign(map_class=regions["map_class"] + 1).reset_index()


def _read(source):
    """Return the features of a GeoJSON file or of its content."""
    name = None if isinstance(source, dict) else Path(source).name
    try:
        content = source if isinstance(source, dict) else json.loads(Path(source).read_text(encoding="utf-8-sig"))
        features = content["features"]
        return [(each.get("properties") or {}, _rings(each.get("geometry") or {})) for each in features]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise P3DNError("boundaries-unreadable", file=name) from error


def _rings(geometry):
    """Return the rings of a geometry, the outer one of each polygon first and turned against the inner ones."""
    kind, found = geometry.get("type"), geometry.get("coordinates", [])
    polygons = {"Polygon": [found], "MultiPolygon": found}.get(kind, [])
    rings = [
        (np.asarray(ring, dtype="float64")[:, :2], place == 0) for each in polygons for place, ring in enumerate(each)
    ]
    return [ring if (_area(ring) > 0) == outer else ring[::-1] for ring, outer in rings]


def _area(ring):
    """Return the area inside a ring, positive where it runs against the clock.

    >>> float(_area(np.array([[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]])))
    2.0
    """
    x, y = ring.T
    return (x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2


def _shapes(features, name):
    """Return the rings of each code, in the order of the file."""
    found = {}
    for properties, rings in features:
        text = classes.sayable(properties.get(name))
        if text and rings:
            found.setdefault(text, []).extend(rings)
    if not found:
        there = sorted({str(each) for properties, _ in features for each in properties})
        raise P3DNError("boundaries-property", property=str(name), properties=there)
    points = np.vstack([ring for rings in found.values() for ring in rings])
    if not (np.abs(points) <= [180, 90]).all():  # metres of a projection, or no number
        raise P3DNError("boundaries-degrees", point=", ".join(map(str, points[0].tolist())))
    return found


def _matched(canvas, codes, values, shapes):
    """Say in the note what is on one side only; raise ``boundaries-unmatched`` where nothing is on both."""
    alone = [code for code in values.index if code not in shapes]
    if len(alone) == len(values):
        known = list(shapes)[:SHOWN]
        raise P3DNError("boundaries-unmatched", codes=alone[:SHOWN], known=known)
    without, bare = len(set(shapes) - set(values.index)), int((codes == "").sum())
    if alone:
        more = ["…"] if len(alone) > SHOWN else []
        canvas.more("note", words.say("briefing.map.no_area", count=len(alone), codes=alone[:SHOWN] + more))
    for key, count in (("no_row", without), ("no_code", bare)):
        if count:
            canvas.more("note", words.say(f"briefing.map.{key}", count=count))


def _draw(canvas, shapes, places, chosen, texts):
    """Draw the regions on one scale, and in each its value where there is room for it."""
    points = np.vstack([ring for rings in shapes.values() for ring in rings])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    aspect = 1 / math.cos(math.radians((south + north) / 2))
    high = aspect * max(north - south, 1e-9) / max(east - west, 1e-9)
    ((axes,),) = canvas.grid([canvas.inner * min(high, HIGHEST)])
    axes.set(xlim=(west, east), ylim=(south, north), aspect=aspect)
    axes.set_axis_off()
    written = []
    for code, rings in shapes.items():
        outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
        look = {"edgecolor": "white", "linewidth": 0.05 * canvas.size.text} | chosen.look(places[code])
        axes.add_patch(PathPatch(outline, clip_on=False, **look))
        if not pd.isna(places[code]) or texts[code] == marks.CROSS:
            across, up = _middle(max(rings, key=_area))
            look = {"ha": "center", "va": "center", "gid": "value", "zorder": 5, "in_layout": False}
            look["bbox"] = PAPER if pd.isna(places[code]) else None
            written.append((axes.text(across, up, texts[code], color=chosen.ink(places[code]), **look), rings))
    canvas.adjust.append(lambda: _show_what_fits(canvas, axes, written))


def _middle(ring):
    """Return the centre of mass of a ring.

    >>> _middle(np.array([[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]])).tolist()
    [1.0, 0.5]
    """
    (x, y), (right, above) = ring.T, np.roll(ring, -1, axis=0).T
    cross = x * above - y * right
    if not cross.sum():
        return ring.mean(axis=0)
    return np.array([((x + right) * cross).sum(), ((y + above) * cross).sum()]) / (3 * cross.sum())


def _show_what_fits(canvas, axes, written):
    """Show a value only where its box lies inside its region, clear of every edge and hole; the layout stays."""
    axes.apply_aspect()  # the layout knows the room of the map and not its form
    for text, rings in written:
        text.set_visible(True)
        box = text.get_window_extent(canvas.renderer).padded(2)
        edges = [axes.transData.transform(ring) for ring in rings]
        clear = not any(box.count_contains(edge) for edge in edges)
        around = sum(np.sign(_area(edge)) for edge in edges if Outline(edge).contains_points(box.corners()).all())
        text.set_visible(bool(clear and around > 0))
    return False
