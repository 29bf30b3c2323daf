"""Indonesia in tiles: one square per province, laid out from west to east as the islands lie.

On a true map Jakarta is a dot and Papua a third of the paper. A tile map gives every province the same room, so that
each can carry its name and its value, and needs no file of boundaries. Their places are data (``provinces.toml``);
their codes are those of `p3dn.provinces`.

A province is known by its name or by its code. Names are compared without their case, dots and "Provinsi"; what is then
not known is told with the nearest name, and never taken for it. Codes belong to a system: in Papua the Ministry of Home
Affairs (Kemendagri) and Statistics Indonesia (BPS) use one number for two provinces, so there the system is asked for.
"""

import difflib
import functools
import re
import tomllib
from pathlib import Path

import pandas as pd
from matplotlib.patches import Rectangle

from p3dn import marks, words
from p3dn.briefing import classes, columns
from p3dn.briefing.drawing import chart
from p3dn.briefing.measures import Scaled, measures
from p3dn.errors import P3DNError
from p3dn.provinces import provinces as stated

SYSTEMS = ("kemendagri", "bps")
HALVES = ("west", "east")
THIN = 0.96  # of its place, what a tile fills
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0}  # under words on hatching
FOLDED = re.compile(r"^(provinsi|propinsi|prov|prop)\b|[^a-z]")


@chart
def provinces(canvas, frame, province, value, *, system=None, bounds=None, unit=None):
    """Draw the 38 provinces as tiles, coloured by class, each with its short name and its value.

    Parameters
    ----------
    frame : DataFrame
        One row per province; provinces without a row or a value are hatched and counted.
    province, value : str
        Columns of the name or the code of the province, and of the amount.
    system : str, optional
        ``"kemendagri"`` or ``"bps"``: whose codes these are. Needed only where codes of Papua mean two provinces.
    bounds : list of float, optional
        Bounds between the classes, at most four, each in the class above it; by default quantiles, rounded.
    unit : str, optional
        Unit for the labels, or the column that holds it.
    {common}

    Raises
    ------
    P3DNError
        ``province-unknown`` for a name or a code that is none, with the nearest; ``province-system`` where codes mean
        two provinces; ``region-twice``, ``class-bounds``, ``chart-colours``, ``chart-units`` or ``frame-column``.

    Notes
    -----
    Tiles show the value in one scale (such as milliar rupiah), which the subtitle names; the saved data are in full. On
    narrow sheets the west stands above the east. Rows without a province are counted in the note. Where Papua has a
    value and the provinces made of it in 2022 have no row, the note says that the value may be that of the old
    boundaries.
    """
    columns.require(frame, province, value)
    if columns.nothing(frame, value):
        return None
    measure = measures(frame, [value], unit=unit)[0]
    frame = columns.numbers(frame, [value])
    codes = _codes(frame[province], system)
    given, tiles = codes != "", known()
    classes.once(codes[given].map(tiles["province"]))
    own = [value, *marks.told(frame)]
    tiles[own] = frame[own].set_axis(codes)[given.to_numpy()].reindex(tiles.index).fillna({marks.WITHHELD: ""})
    crossed = pd.Series(marks.hidden(tiles, value), tiles.index)
    chosen, short = classes.classes(tiles[value], bounds=bounds), Scaled.of(tiles[value], measure)
    tiles["map_class"] = chosen.of(tiles[value])
    if short.named:
        canvas.more("subtitle", words.say("briefing.map.tiles", unit=short.named))
    _note(canvas, tiles["province"], codes)
    classes.key(canvas, chosen, tiles["map_class"], measure, crossed)
    texts = tiles[value].map(short.write).mask(crossed, marks.CROSS)
    shown = ("\n" + texts).where(tiles[value].notna() | crossed, "")
    _draw(canvas, tiles.assign(text=tiles["short"] + shown), chosen)
    canvas.spoken += classes.spoken(tiles["province"], tiles[value], measure)
    tiles = tiles.assign(map_class=tiles["map_class"] + 1).rename_axis("province_code").reset_index()
    return tiles[["province_code", "province", *own, "map_class"]]


@functools.cache
def _file():
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def known():
    """Return the provinces by their code (Kemendagri): name, short name, code of BPS and place on the map.

    >>> known().loc["32", ["province", "short"]].tolist()
    ['Jawa Barat', 'Jabar']
    """
    codes = {name: one["kemendagri"] for name, one in stated().items()}
    rows = [
        {"kemendagri": one["kemendagri"], "bps": one["bps"], "province": name}
        | _file()["tiles"][name]
        | {"part_of": codes.get(one.get("from"))}
        for name, one in stated().items()
    ]
    return pd.DataFrame(rows).set_index("kemendagri")


def _codes(names, system):
    """Return the code (Kemendagri) of each name or code, empty for a null; what is no province is refused."""
    if system is not None and system not in SYSTEMS:
        raise P3DNError("code-system-unknown", system=str(system), systems=list(SYSTEMS))
    said = names.map(classes.sayable)
    found = {name: _meant(name, (system,) if system else SYSTEMS) for name in said.unique() if name}
    unknown = [_nearest(name) for name, codes in found.items() if not codes]
    if unknown:
        raise P3DNError("province-unknown", count=len(unknown), names=unknown)
    double = [name for name, codes in found.items() if len(codes) > 1]
    if double:
        raise P3DNError("province-system", codes=double, systems=list(SYSTEMS))
    return said.map({"": ""} | {name: code for name, (code,) in found.items()})


def _meant(name, systems):
    """Return the codes (Kemendagri) that a name or a code can mean: one, or two, or none."""
    if not name.isdecimal():
        return {_names()[_folded(name)]} if _folded(name) in _names() else set()
    return {one["kemendagri"] for one in stated().values() for system in systems if one[system] == name}


@functools.cache
def _names():
    """Return the code of every name, short name and alias, as they are compared."""
    aliases = _file()["aliases"]
    return {
        _folded(name): one["kemendagri"]
        for province, one in stated().items()
        for name in (province, _file()["tiles"][province]["short"], *aliases.get(province, ()))
    }


def _folded(name):
    """Return a name as it is compared.

    >>> _folded("Prov. D.I. Yogyakarta"), _folded("JAWA  BARAT")
    ('diyogyakarta', 'jawabarat')
    """
    return FOLDED.sub("", name.casefold().strip())


def _nearest(name):
    """Return an unknown name with the province that is spelled most like it, where one is."""
    near = difflib.get_close_matches(_folded(name), _names(), n=1, cutoff=0.75)
    if not near:
        return f"'{name}'"
    return words.Sentence("briefing.map.nearest", {"name": name, "nearest": known()["province"][_names()[near[0]]]})


def _note(canvas, names, codes):
    """Say in the note how many rows have no province, and which values may be those of the boundaries before 2022."""
    if (codes == "").any():
        canvas.more("note", words.say("briefing.map.no_province", count=int((codes == "").sum())))
    made = known()["part_of"].dropna()
    old = [code for code, parts in made.groupby(made) if code in set(codes) and not set(parts.index) & set(codes)]
    if old:
        parts = [names[code] for code, parent in made.items() if parent in old]
        canvas.more("note", words.say("briefing.map.before_2022", names=[names[code] for code in old], parts=parts))


def _draw(canvas, tiles, chosen):
    """Draw the tiles on one map where their words fit, else the west above the east."""
    lines = [line for text in tiles["text"] for line in text.split("\n")]
    room = 0.99 * canvas.inner / (tiles["column"].max() + 1)
    fits = max(map(canvas.width, lines)) <= THIN * room
    parts = [tiles] if fits else [tiles[tiles["half"] == half] for half in HALVES]
    high = 2.4 * canvas.size.text / 72 / THIN
    grid = canvas.grid([(part["row"].max() + 1) * high for part in parts])
    for (axes,), part in zip(grid, parts, strict=True):
        left, right = part["column"].min(), part["column"].max() + 1
        axes.set(xlim=(left, right), ylim=(part["row"].max() + 1, 0))
        axes.set_axis_off()
        for tile in part.to_dict("records"):
            _tile(axes, tile, chosen)


def _tile(axes, tile, chosen):
    """Draw a tile with its words; where there is no value, the hatching shows below the name."""
    edge, place = (1 - THIN) / 2, tile["map_class"]
    corner, unknown = (tile["column"] + edge, tile["row"] + edge), pd.isna(place)
    alone = tile["text"] == tile["short"]
    axes.add_patch(Rectangle(corner, THIN, THIN, **{"linewidth": 0} | chosen.look(place)))
    axes.text(
        tile["column"] + 0.5, tile["row"] + 0.5, tile["text"], color=chosen.ink(place),
        ha="center", va="bottom" if alone else "center", linespacing=1.15, gid="value", zorder=5,
        bbox=PAPER if unknown else None,
    )  # fmt: skip
