"""A panel of sliders over an answer: move an input and see the picture and its finding change.

The panel knows no policy. It is given something that has sliders and answers for their values with a frame and the
sentence on it, and a function that draws the two; it calls both when a slider is let go. Where nobody can move a
slider, as on a page or in a test, it says in one sentence what it is; the notebook around it says everything without
it.
"""

from p3dn import words
from p3dn.briefing.columns import require
from p3dn.briefing.gaps import Gap
from p3dn.errors import P3DNError

STEPS = 40


class Panel:
    """Sliders, and the picture that follows them."""

    def __init__(self, answer, draw):
        self.sliders, self._answer, self._draw = answer.sliders, answer, draw
        self._stated = dict(zip(self.sliders["input"], self.sliders["value"], strict=True))

    def __repr__(self):
        """Return what the panel is, the same in every run."""
        return words.say("briefing.panel", inputs=list(self.sliders["input"]))

    def _repr_mimebundle_(self, **kwargs):
        shown = self.widget()._repr_mimebundle_(**kwargs)
        bundle = shown[0] if isinstance(shown, tuple) else shown
        return {**bundle, "text/plain": repr(self)}

    def picture(self, values):
        """Return what is drawn when the sliders stand at `values`: only what was moved is asked."""
        moved = {name: value for name, value in values.items() if value != self._stated[name]}
        frame, title = self._answer(moved)
        return self._draw(frame, title=title)

    def widget(self):
        """Return the panel as a widget: sliders above the picture."""
        import ipywidgets

        sliders = {row["input"]: _slider(row) for row in self.sliders.to_dict("records")}
        picture = ipywidgets.HTML()

        def show(_=None):
            try:
                picture.value = _as_html(self.picture({name: slider.value for name, slider in sliders.items()}))
            except P3DNError as error:
                picture.value = _as_html(error)

        for slider in sliders.values():
            slider.observe(show, names="value")
        show()
        return ipywidgets.VBox([*sliders.values(), picture])


def panel(answer, draw):
    """Return a `Panel`, or a `Gap` where there is nothing to move.

    Parameters
    ----------
    answer : callable
        Takes a dict of the inputs that were moved and returns a frame and a title. ``answer.sliders`` is a frame with
        a slider per row: ``input`` (a known name), ``value``, ``low``, ``high``, ``unit``.
    draw : callable
        Takes the frame and ``title=`` and returns a chart.

    Raises
    ------
    P3DNError
        ``frame-column`` when a column of the sliders is missing.
    """
    sliders = answer.sliders
    if not len(sliders):
        return Gap.of(sliders)
    require(sliders, "input", "value", "low", "high", "unit")
    return Panel(answer, draw)


def _slider(row):
    import ipywidgets

    return ipywidgets.FloatSlider(
        value=row["value"],
        min=row["low"],
        max=row["high"],
        step=(row["high"] - row["low"]) / STEPS,
        description=f"{words.label(row['input'])} ({words.unit(row['unit'])})",
        continuous_update=False,
        readout_format=",.2f" if row["high"] < 100 else ",.0f",
        layout={"width": "36em"},
        style={"description_width": "20em"},
    )


def _as_html(thing):
    """Return a chart as a picture in the page, anything else as the sentence that it is."""
    import base64
    import html

    from p3dn.briefing import figure

    if isinstance(thing, figure.Chart):
        source = base64.b64encode(figure.png(thing)).decode("ascii")
        return f'<img alt="{html.escape(thing.p3dn.alt)}" style="max-width:100%" src="data:image/png;base64,{source}">'
    return f"<p>{html.escape(str(thing))}</p>"
