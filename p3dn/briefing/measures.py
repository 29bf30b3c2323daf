"""What the numbers of a chart measure: their format and their one unit.

Pieces and tonnes on one axis would be compared by eye; so would rupiah and percent. A frame often says its unit row by
row (``satuan``), so a chart asks here before it draws: every panel has one unit, or the chart is refused and
asks for one panel per unit.
"""

from dataclasses import dataclass

from p3dn import formats, words
from p3dn.briefing import columns
from p3dn.errors import P3DNError

UNIT_COLUMNS = ("satuan", "unit")
_MONEY = {"Rp": "rp", "US$": "usd"}


@dataclass(frozen=True)
class Measure:
    """A format (``n``, ``rp``, ``usd``, ``pct``, ``text``) and a unit: how a value is written beside its mark."""

    form: str
    unit: str = ""

    def write(self, value):
        """Return a value with its unit; "belum diketahui" when there is none.

        >>> Measure("n", "ton").write(1250), Measure("rp", " per buah").write(203_700), Measure("n").write(None)
        ('1.250 ton', 'Rp203.700 per buah', 'belum diketahui')
        """
        if formats.is_missing(value):
            return words.say("briefing.unknown")
        return columns.write(value, self.form) + (f" {self.unit}" if self.form == "n" else self.unit).rstrip()

    def span(self, low, high):
        """Return an interval; what both ends share is written once.

        >>> Measure("rp").span(3.37e9, 9.55e9), Measure("n", "ton").span(4, 6), Measure("rp").span(9.9e8, 1.2e9)
        ('Rp3,37–9,55 miliar', '4–6 ton', 'Rp990 juta–Rp1,2 miliar')
        """
        one, other = self.write(low), self.write(high)
        sign = next((sign for sign, form in _MONEY.items() if form == self.form), "")
        (first, *word), (last, *same) = (text.removeprefix(sign).split(" ", 1) for text in (one, other))
        if low < 0 or not word or word != same:
            return "–".join(dict.fromkeys([one, other]))
        return f"{sign}{'–'.join(dict.fromkeys([first, last]))} {word[0]}"


@dataclass(frozen=True)
class Scaled:
    """Values of one measure in one scale, as short as a tile needs them: ``24,4`` where 24,44 miliar is meant."""

    form: str
    size: float = 1.0
    named: str = ""

    @classmethod
    def of(cls, values, measure):
        """Return the scale of values, and its name: ``miliar rupiah``, ``ribu ton``; shares need none."""
        if measure.form == "pct":
            return cls("pct")
        size, word = formats.scale(max(values.abs().max(), 0.0))
        money = words.say(f"briefing.money.{measure.form}") if measure.form in _MONEY.values() else ""
        tail = f"{money}{measure.unit}" if money else measure.unit
        return cls(measure.form, size, " ".join(filter(None, (word, tail))))

    def write(self, value):
        """Return a value in the scale, with one decimal below a hundred.

        >>> Scaled("rp", 1e9).write(24_444e6), Scaled("rp", 1e9).write(3e6), Scaled("n").write(812)
        ('24,4', '<0,1', '812')
        """
        if self.form == "pct" or formats.is_missing(value):
            return columns.write(value, self.form)
        scaled = value / self.size
        if 0 < abs(scaled) < 0.05:
            return f"{'<' if scaled > 0 else '>-'}{formats.number(0.1)}"
        return formats.number(scaled, digits=1 if abs(scaled) < 100 else 0)


def measures(frame, values, *, unit=None, panels=None):
    """Return the measure of each row; rows of one panel share it.

    Parameters
    ----------
    frame : DataFrame
        What will be drawn.
    values : list of str
        Columns that share an axis.
    unit : str, optional
        Unit of the values, or the column that holds it; by default a column ``satuan`` or ``unit``, if any.
    panels : str, optional
        Column that splits the chart.

    Raises
    ------
    P3DNError
        ``chart-units`` when unlike units would share an axis.
    """
    form, fixed = _alike(values, [columns.form(frame, value) for value in values], [columns.unit(v) for v in values])
    if form != "n":
        return [Measure(form)] * len(frame)
    if fixed or (unit is not None and unit not in frame.columns):
        return [_measure(fixed or unit)] * len(frame)
    found = unit or next((name for name in UNIT_COLUMNS if name in frame.columns and name not in values), None)
    if found is None:
        return [Measure("n")] * len(frame)
    units = frame[found].groupby(frame[panels] if panels else [0] * len(frame), dropna=False).transform(_only)
    return [Measure("n") if panels == found and not _money(name) else _measure(name) for name in units]


def _alike(values, forms, units):
    """Return the one format and the one fixed unit of the columns."""
    form = forms[0]
    if len(set(forms)) > 1 or (form == "n" and len(set(units)) > 1):
        raise P3DNError("chart-units", units=sorted(map(words.label, values)))
    return form, units[0]


def _only(units):
    """Return the one unit of a panel."""
    names = sorted({str(name) for name in units.dropna()})
    if len(names) > 1:
        raise P3DNError("chart-units", units=names)
    return names[0] if names else ""


def _money(unit):
    return str(unit).startswith(tuple(_MONEY))


def _measure(unit):
    """Return the measure of a unit as it is written in a file: "ton", "Rp", "Rp/buah", "US$"."""
    sign, shown = next((sign for sign in _MONEY if str(unit).startswith(sign)), None), words.unit(unit)
    return Measure(_MONEY[sign], shown.removeprefix(sign)) if sign else Measure("n", shown)
