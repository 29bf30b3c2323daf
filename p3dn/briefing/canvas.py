"""The sheet that every chart is drawn on: finding, measure, picture, source.

A picture is read from the top: the title says the finding, the subtitle what is measured, where, when and
on how many records; below stand the notes and the source. A `Canvas` keeps these lines, measures them with the
renderer and leaves the rest of the sheet to the chart.

It grows downward where a chart needs more rows, so that nothing is squeezed, cut or laid over something else. The
layout is made once, by measuring; a chart may then adjust its labels, and it is made again.
"""

from functools import lru_cache

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.font_manager import FontProperties

from p3dn import words
from p3dn.briefing import columns, style
from p3dn.briefing.figure import Chart, Drawn, counted, stamp

MARGIN, GAP, BETWEEN = 0.16, 0.10, 0.24  # inches; the last between charts side by side
SPOKEN = 8  # values that an alternative text spells out


class Canvas:
    """A sheet with its heading and footer, on which a chart draws."""

    def __init__(self, *, title, subtitle, source, records, note, preset):
        self.name, self.size = preset, style.preset(preset)
        self.figure = Chart(figsize=(self.size.width, self.size.height), dpi=style.DPI)
        self.renderer = FigureCanvasAgg(self.figure).get_renderer()
        self.inner, self.stroke = self.size.width - 2 * MARGIN, 0.2 * self.size.text
        said = {"title": title, "subtitle": subtitle, "source": source, "note": note, "records": counted(records)}
        self.said = {key: columns.tidy(text) for key, text in said.items()}
        self.title = self._line(self.said["title"], "title", self.size.title, "bold", style.INK)
        self.subtitle = self._line(self._measure(), "subtitle", self.size.subtitle, "normal", style.MUTED)
        credit = words.say("briefing.source", text=self.said["source"]) if self.said["source"] else ""
        self.note = self._line(self.said["note"], "note", self.size.least, "normal", style.MUTED)
        self.source = self._line(credit, "source", self.size.least, "normal", style.MUTED)
        self.legend, self.spoken, self.written, self.adjust, self.across = None, [], {}, [], 1

    def _line(self, text, gid, size, weight, colour):
        """Put a line of the heading or the footer on the sheet; `_place` finds its place."""
        wrapped = self.wrap(text, size, self.inner, weight, even=gid == "title")
        return self.figure.text(
            0, 0, wrapped, size=size, weight=weight, color=colour, gid=gid, va="top", ha="left", linespacing=1.25
        )

    def _measure(self):
        """Return the pieces of the subtitle; the number of records stays in one line."""
        pieces, records = self.said["subtitle"].split(), self.said["records"]
        if pieces and records:
            pieces[-1] += " ·"
        return [*pieces, records] if records else pieces

    def width(self, text, size=None, weight="normal"):
        """Return the width of one line of text in inches."""
        return wide(text, size or self.size.text, weight)

    def wrap(self, text, size, width, weight="normal", *, even=True):
        """Return a text broken into lines that are at most `width` inches wide; of even length where asked.

        A list of texts breaks between them first, so that "Rp24,44 miliar" stays in one line where it can.
        """
        pieces = list(self._pieces([text] if isinstance(text, str) else text, size, width, weight))
        lines = self._lines(pieces, size, width, weight)
        for share in (0.55, 0.65, 0.75, 0.85, 0.95) if even else ():
            closer = self._lines(pieces, size, share * width, weight)
            if len(closer) == len(lines):
                return "\n".join(closer)
        return "\n".join(lines)

    def _pieces(self, texts, size, width, weight):
        """Yield what may stand in a line of its own: whole texts, else their words, else parts of a long word."""
        for text in map(columns.tidy, texts):
            if len(texts) > 1 and self.width(text, size, weight) <= width:
                yield text
            else:
                for word in text.split():
                    wide = self.width(word, size, weight)
                    most = len(word) if wide <= width else max(1, int(len(word) * width / wide))
                    yield from _cut(word, most)

    def _lines(self, pieces, size, width, weight):
        lines, filled, space = [""], 0.0, self.width("a a", size, weight) - self.width("aa", size, weight)
        for piece in pieces:
            wide = self.width(piece, size, weight)
            if not lines[-1]:
                lines[-1], filled = piece, wide
            elif filled + space + wide <= width:
                lines[-1], filled = f"{lines[-1]} {piece}", filled + space + wide
            else:
                lines.append(piece)
                filled = wide
        return lines

    def more(self, role, text):
        """Add a text to the subtitle or the note, before the picture is laid out."""
        self.said[role] = " ".join(filter(None, (self.said[role], columns.tidy(text))))
        artist = getattr(self, role)
        pieces = self._measure() if role == "subtitle" else self.said[role]
        artist.set_text(self.wrap(pieces, artist.get_fontsize(), self.inner, even=False))

    def writes(self, texts):
        """Keep the values as the picture writes them, by column, for those who draw the same picture elsewhere."""
        self.written |= {str(name): list(column) for name, column in texts.items()}

    def grid(self, heights, across=1, *, extra=0):
        """Return axes in rows of these heights (inches), `across` side by side; the sheet grows if it must."""
        self.across = across
        above, below = self._around()
        needed = above + below + sum(heights) + extra
        self.figure.set_size_inches(self.size.width, max(self.size.height, needed))
        self.room = self.figure.get_figheight() - above - below
        grid = self.figure.add_gridspec(len(heights), across, height_ratios=heights)
        places = [[grid[row, column] for column in range(across)] for row in range(len(heights))]
        return [[self.figure.add_subplot(place) for place in row] for row in places]

    def key(self, handles, labels):
        """Put a key above the picture, in as few lines as fit."""
        for many in range(len(labels), 0, -1):
            if self.legend:
                self.legend.remove()
            self.legend = self.figure.legend(
                handles, labels, ncols=many, loc="upper left", frameon=False, borderpad=0, borderaxespad=0,
                handlelength=1.1, handleheight=1.1, handletextpad=0.5, columnspacing=1.6,
            )  # fmt: skip
            if self.legend.get_window_extent(self.renderer).width / style.DPI <= self.inner:
                return

    def _tall(self, artist):
        if artist is None or (artist is not self.legend and not artist.get_text()):
            return 0
        gap = GAP / 2 if artist is self.note else GAP
        return artist.get_window_extent(self.renderer).height / style.DPI + gap

    def _around(self):
        """Return how much of the height stands above and below the picture, in inches."""
        above = sum(map(self._tall, (self.title, self.subtitle, self.legend)))
        below = sum(map(self._tall, (self.note, self.source)))
        return MARGIN + above + GAP / 2, MARGIN / 2 + below + GAP

    def finish(self, *, kind, alt, frame):
        """Lay the sheet out, mark it, and return the chart with what it shows."""
        self._place()
        self._lay_out()
        text = str(alt) if alt else _alt(kind, self.said, self.spoken)
        shown = columns.labelled(frame).reset_index(drop=True)
        about = {"kind": kind, "preset": self.name, "illustrative": False, "written": self.written}
        about["heading"] = round((MARGIN + self._tall(self.title)) / self.figure.get_figheight(), 4)
        self.figure.p3dn = Drawn(**self.said, **about, alt=text, frame=shown)
        stamp(self.figure)
        return self.figure

    def _place(self):
        height = self.figure.get_figheight()
        left, y = MARGIN / self.size.width, height - MARGIN
        for artist in (self.title, self.subtitle, self.legend):
            if self._tall(artist) and artist is self.legend:
                artist.set_bbox_to_anchor((left, y / height), self.figure.transFigure)
            elif artist is not None:
                artist.set_position((left, y / height))
            y -= self._tall(artist)
        y = MARGIN / 2 + self._tall(self.note) + self._tall(self.source)
        for artist in (self.note, self.source):
            artist.set_position((left, y / height))
            y -= self._tall(artist)

    def _lay_out(self):
        """Give the axes the room that the lines leave; a chart may adjust its labels and is laid out again."""
        height, (above, below) = self.figure.get_figheight(), self._around()
        edge = MARGIN / self.size.width
        rect = (edge, below / height, 1 - 2 * edge, (height - above - below) / height)
        pad = 0.03 if self.across == 1 else BETWEEN / 2
        self.figure.set_layout_engine("constrained", rect=rect, w_pad=pad, h_pad=0.05, wspace=0.02, hspace=0.0)
        for _ in range(6):
            for _ in range(2):
                self.figure.get_layout_engine().execute(self.figure)
            if not sum(adjust() for adjust in self.adjust):
                break
        self.figure.set_layout_engine("none")


@lru_cache(maxsize=10_000)
def wide(text, size, weight="normal"):
    """Return the width of one line of text in inches, in the letters of the house.

    >>> wide("Rp24,44 miliar", 14) < wide("Rp24,44 miliar", 14, "bold") < 2
    True
    """
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    return RendererAgg(1, 1, style.DPI).get_text_width_height_descent(text, font, ismath=False)[0] / style.DPI


def _cut(word, most):
    """Yield parts of a word of at most `most` letters, cut after a dash where there is one.

    >>> list(_cut("Rp585,65–801,7", 12)), list(_cut("WWWWW", 2))
    (['Rp585,65–', '801,7'], ['WW', 'WW', 'W'])
    """
    while len(word) > most:
        at = word.rfind("–", 0, most) + 1 or most
        yield word[:at]
        word = word[at:]
    yield word


def _alt(kind, said, spoken):
    values = "; ".join(spoken[:SPOKEN])
    if len(spoken) > SPOKEN:
        values = words.say("briefing.alt.more", values=values, count=len(spoken) - SPOKEN)
    measure = ", ".join(filter(None, (said["subtitle"], said["records"])))
    source = words.say("briefing.source", text=said["source"]) if said["source"] else ""
    parts = (f"{words.say(f'briefing.kinds.{kind}')}: {said['title']}", measure, values, source)
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
