"""From the data of a saved chart to what an office program draws itself.

A picture in a deck can only be looked at; a native chart can be checked and restyled. What is needed for one stands
beside the picture already: the data, their columns, and every value as the picture writes it. Here they become
`Plot` objects: names, series and looks, free of any file format. Nothing is computed that a reader could quote.

What an office program cannot draw as truly as the picture (dots, intervals, curves, tornados) stays a picture.
"""

from dataclasses import dataclass, replace
from itertools import groupby

from p3dn import marks, words
from p3dn.briefing import columns, style
from p3dn.briefing.uncertain import LEVERS
from p3dn.briefing.waterfall import CAUSES, FIRST

HATCHED = "hatched"  # the look of what is not known
LEAST_SHARE = 0.005  # what would be written as 0%


@dataclass(frozen=True)
class Series:
    """Values of one measure with their names' texts: ``written`` is empty where nothing is to be written."""

    name: str
    values: list
    written: list
    looks: list
    form: str


@dataclass(frozen=True)
class Plot:
    """One native chart: its heading, the names of its rows, its series."""

    head: str
    names: list
    series: list


@dataclass(frozen=True)
class Native:
    """The native charts of one saved chart.

    ``kind`` is ``bars``, ``stacked`` or ``lines``; ``columns`` tells that the plots share their names and their scale;
    ``key`` are labels with looks; ``unknown`` names what has no value, ``held`` what is withheld.
    """

    kind: str
    plots: list
    columns: bool = False
    key: tuple = ()
    unknown: tuple = ()
    held: tuple = ()


def native(chart, *, lang=None):
    """Return a saved chart as a `Native`, or None where the picture says more than an office program can draw."""
    make = _MAKERS.get(chart.stated["kind"])
    if make is None or "written" not in chart.stated or not chart.rows or chart.stated.get("withheld"):
        return None
    drawn = make(_Data(chart, lang))
    return drawn if drawn.plots else None


class _Data:
    """The columns of a saved chart by name, with what is said about them."""

    def __init__(self, chart, lang):
        self.lang, self.written = lang, chart.stated["written"]
        self.about = {column["name"]: column for column in chart.stated["columns"]}
        cells = {name: [row[place] for row in chart.rows] for place, name in enumerate(self.about)}
        self.held = {
            (name, row) for name in self.written for row, cell in enumerate(cells[name]) if cell == marks.CROSS
        }
        self.values = {
            name: [None if (name, row) in self.held else cell for row, cell in enumerate(found)]
            for name, found in cells.items()
        }
        plain = [name for name in self.about if name != marks.WITHHELD]
        self.texts = [name for name in plain if name not in self.written]  # panels and names, in this order

    def names(self, column):
        return [columns.write(value, "text", lang=self.lang) for value in self.values[column]]

    def series(self, column, look, rows=None):
        rows = range(len(self.values[column])) if rows is None else rows
        values, written = ([data[column][row] for row in rows] for data in (self.values, self.written))
        about = self.about[column]
        return Series(about["label"], values, written, [look] * len(values), about["format"])

    def told(self, rows):
        """Return the rows of which something is told; those that are withheld as a whole are named below the chart."""
        return [row for row in rows if not all((part, row) in self.held for part in self.written)]

    def missing(self, parts, names):
        """Return what has no value, as ``unknown`` and ``held``: the name of a row, and parts where some are known."""
        found = {"unknown": [], "held": []}
        for row, name in enumerate(names):
            empty = [part for part in parts if self.values[part][row] is None]
            for kind, wanted in (("unknown", False), ("held", True)):
                some = [self.about[part]["label"] for part in empty if ((part, row) in self.held) is wanted]
                if some:
                    found[kind].append(name if len(some) == len(parts) else f"{name} ({', '.join(some)})")
        return {kind: tuple(said) for kind, said in found.items()}


def _bars(data):
    return _panelled(data, "bars", [style.MAIN])


def _stacked(data):
    drawn = _panelled(data, "stacked", style.PALETTE)
    plots = [replace(plot, series=_told(plot.series)) for plot in drawn.plots]
    labels = [data.about[part]["label"] for part in data.written]
    return replace(drawn, plots=plots, key=tuple(zip(labels, style.PALETTE, strict=False)))


def _panelled(data, kind, looks):
    """Return one plot, or one for each panel where a column splits the chart."""
    *panels, names = data.texts
    titles, named = data.names(panels[0]) if panels else None, data.names(names)
    groups = [("", range(len(named)))] if titles is None else _groups(titles)
    groups = [(head, shown) for head, rows in groups if (shown := data.told(rows))]
    plots = [
        Plot(
            head,
            [named[row] for row in rows],
            [data.series(part, look, rows) for part, look in zip(data.written, looks, strict=False)],
        )
        for head, rows in groups
    ]
    where = named if titles is None else [f"{name}, {title}" for name, title in zip(named, titles, strict=True)]
    return Native(kind, plots, **data.missing(data.written, where))


def _groups(titles):
    """Return the rows of each title, in the order in which the titles come."""
    order = sorted(range(len(titles)), key=lambda row: titles.index(titles[row]))
    return [(title, list(rows)) for title, rows in groupby(order, key=titles.__getitem__)]


def _told(series):
    """Return the parts of stacked bars: one that is nothing is not written, unless the whole bar is nothing."""
    whole = [any(values) for values in zip(*(each.values for each in series), strict=True)]
    return [
        replace(each, written=[text if value or not some else "" for text, value, some in _rows(each, whole)])
        for each in series
    ]


def _rows(series, whole):
    return zip(series.written, series.values, whole, strict=True)


def _ladder(data):
    """Return a plot per rung, side by side on one scale, the last rung in the house colour."""
    (names,) = data.texts
    *above, last = data.written
    plots = [
        Plot(data.about[rung]["label"], data.names(names), [data.series(rung, look)])
        for rung, look in [*((rung, style.GREY) for rung in above), (last, style.MAIN)]
    ]
    return Native("bars", plots, columns=True, **data.missing(data.written, data.names(names)))


def _timeline(data):
    """Return a line per series; a year without a value is there, and empty."""
    x, *series = data.texts
    (y,) = data.written
    places, lines = data.names(x), data.names(series[0]) if series else [""] * len(data.values[x])
    years = [int(value) for value in data.values[x] if isinstance(value, float)]
    numbered = len(years) == len(places)
    order = [str(year) for year in range(min(years), max(years) + 1)] if numbered else list(dict.fromkeys(places))
    drawn = []
    for look, (name, rows) in zip(style.PALETTE, _groups(lines), strict=False):
        at = {places[row]: row for row in rows}
        values, written = (
            [source[at[place]] if place in at else None for place in order]
            for source in (data.values[y], data.written[y])
        )
        about = data.about[y]
        drawn.append(Series(name or about["label"], values, written, [look] * len(order), about["format"]))
    return Native("lines", [Plot("", order, drawn)], **data.missing([y], places))


def _waterfall(data):
    """Return the parts of each rung: what is kept, what is unknown, what is lost with its cause."""
    names = data.names("rung")
    keys = {words.label(rung, lang=data.lang): rung for rung in CAUSES}
    kept, unknown, lost = (data.series(part, "") for part in ("value_rp", "unknown_rp", "lost_rp"))
    last = max((row for row, value in enumerate(kept.values) if value is not None), default=-1)
    kept = replace(kept, looks=[style.MAIN if row == last else style.GREY for row in range(len(names))])
    unknown = replace(
        _positive(unknown), name=words.say("briefing.unknown", lang=data.lang), looks=[HATCHED] * len(names)
    )
    lost = _positive(lost)
    first = [keys.get(name) == FIRST for name in names]
    texts = [_loss(text, keys.get(name), data.lang) for text, name in zip(lost.written, names, strict=True)]
    said = words.say("briefing.lost_here", lang=data.lang)
    lost = replace(lost, name=said, written=texts, looks=[style.BETTER if each else style.LOST for each in first])
    return Native(
        "stacked", [Plot("", names, [kept, unknown, lost])], key=_causes(unknown, lost, data.lang),
        **data.missing(["value_rp"], names),
    )  # fmt: skip


def _positive(series):
    """Return a series in which only what is more than nothing is written."""
    return replace(
        series, written=[text if value and value > 0 else "" for text, value, _ in _rows(series, series.values)]
    )


def _loss(written, rung, lang):
    """Return a loss as it is written, with its cause where the key does not tell it."""
    cause = words.say(f"briefing.losses.{rung}", lang=lang) if rung in CAUSES and rung != FIRST else ""
    return ", ".join(filter(None, (f"−{written}", cause))) if written else ""


def _causes(unknown, lost, lang):
    """Return the key of a waterfall: what stands in it beside the rungs."""
    shown = {look for look, text in zip(lost.looks, lost.written, strict=True) if text}
    named = {style.BETTER: words.say(f"briefing.losses.{FIRST}", lang=lang), style.LOST: lost.name}
    found = [(text, look) for look, text in named.items() if look in shown]
    return tuple(found + ([(unknown.name, HATCHED)] if any(unknown.written) else []))


def _shares(data):
    """Return in which share of the draws each constraint binds, one bar per product line."""
    line, lever = data.texts
    (share,) = data.written
    names, levers = data.names(line), data.names(lever)
    rows, order = list(dict.fromkeys(names)), _binding(levers, data.lang)
    at = {pair: row for row, pair in enumerate(zip(names, levers, strict=True))}
    series = []
    for part, look in order.items():
        cells = [at.get((name, part)) for name in rows]
        values = [0.0 if row is None else data.values[share][row] for row in cells]
        written = [
            data.written[share][row] if value and value >= LEAST_SHARE else ""
            for row, value in zip(cells, values, strict=True)
        ]
        series.append(Series(part, values, written, [look] * len(rows), "pct"))
    return Native("stacked", [Plot("", rows, series)], key=tuple(order.items()), **data.missing([share], names))


def _binding(levers, lang):
    """Return the look of each constraint, in the order of the ladder; what is unknown comes last and is hatched."""
    colours = {words.label(lever, lang=lang): look for lever, look in zip(LEVERS, style.PALETTE, strict=True)}
    unknown, found = words.label("unknown", lang=lang), list(dict.fromkeys(levers))
    free = [look for lever, look in colours.items() if lever not in found]
    looks = {lever: colours[lever] for lever in colours if lever in found}
    looks |= {lever: free.pop() for lever in found if lever not in colours and lever != unknown and free}
    return looks | ({unknown: HATCHED} if unknown in found else {})


_MAKERS = {
    "bars": _bars,
    "stacked": _stacked,
    "ladder": _ladder,
    "timeline": _timeline,
    "waterfall": _waterfall,
    "shares_by_draw": _shares,
}
