"""What a reader sees of every chart: nothing collides, nothing is cut, everything is said, and can be told apart.

Colours are compared in CIE L*a*b*, where a step of two is just seen and one of ten at a glance. Deuteranopia, the
commonest of the strong kinds of colour-blindness, is simulated by the matrix of Machado, Oliveira and Fernandes (2009)
for severity 1.0.
"""

from itertools import combinations, pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from p3dn import marks
from p3dn.briefing import charts, figure, style

KINDS = [
    *("bars", "stacked", "ladder", "dots", "lorenz", "intervals", "ranges", "timeline", "timeline-series"),
    *("waterfall", "simulated", "tornado", "funnel", "service_month", "shares_by_draw"),
    *("timeline-breaks", "multiples", "provinces", "boundaries"),
]  # the charts of conftest.py
PRESETS = ["slide", "half", "a4", "note"]
EVERY = pytest.mark.parametrize("kind", KINDS)
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
)
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)
GLANCE, STEP = 10, 8  # steps of L*a*b*, and of lightness alone between neighbours


def written(chart):
    """Return every text that is drawn, but for the mark."""
    found = list(chart.texts)
    for legend in chart.legends:
        found += legend.get_texts()
    for axes in chart.axes:
        titles = [child for child in axes.get_children() if isinstance(child, Text)]
        found += [*dict.fromkeys([*axes.texts, *titles]), axes.xaxis.label, axes.yaxis.label]
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
            found += [tick.label1 for tick in ticks if axis.get_visible()]
    return [text for text in found if text.get_visible() and text.get_text() and text.get_gid() != "watermark"]


def boxes(chart):
    chart.canvas.draw()  # the key finds its place only then
    renderer = chart.canvas.get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in written(chart)]


def apart(one, other):
    return one.x1 <= other.x0 + 1 or other.x1 <= one.x0 + 1 or one.y1 <= other.y0 + 1 or other.y1 <= one.y0 + 1


@EVERY
@pytest.mark.parametrize("preset", PRESETS)
def test_no_text_covers_another_and_none_is_cut(draw, kind, preset):
    chart = draw(kind, preset=preset)
    found = boxes(chart)
    covered = [(a, b) for (a, one), (b, other) in combinations(found, 2) if not apart(one, other)]
    assert covered == []
    sheet = chart.bbox
    cut = [text for text, box in found if box.x0 < 0 or box.y0 < 0 or box.x1 > sheet.x1 or box.y1 > sheet.y1]
    assert cut == []


@EVERY
@pytest.mark.parametrize("preset", PRESETS)
def test_english_fits_as_well(draw, kind, preset, monkeypatch):
    monkeypatch.setenv("P3DN_LANG", "en")
    test_no_text_covers_another_and_none_is_cut(draw, kind, preset)


def test_every_chart_function_is_seen_here():
    assert {kind.partition("-")[0] for kind in KINDS} == set(charts.__all__)


@EVERY
@pytest.mark.parametrize("preset", PRESETS)
def test_letters_are_large_enough_horizontal_and_dark(draw, kind, preset):
    chart, least = draw(kind, preset=preset), style.preset(preset).least
    for text in written(chart):
        assert text.get_fontsize() >= least, text
        assert text.get_rotation() == 0, text
        assert max(style.contrast(text.get_color(), paper) for paper in ("white", *style.PALETTE)) >= 4.5, text


@EVERY
def test_heading_and_footer_are_there_and_left_aligned(draw, kind):
    chart = draw(kind, preset="slide")
    by_role = {text.get_gid(): text for text in chart.texts}
    assert by_role["title"].get_text().replace("\n", " ").startswith("Blok rem komposit")
    measure = by_role["subtitle"].get_text().replace("\n", " ")
    assert "Sentra Contoh, 2025" in measure
    assert measure.endswith("· 168 IKM")
    assert by_role["source"].get_text().startswith("Sumber: register sentra")
    assert len({text.get_position()[0] for text in by_role.values()}) == 1
    assert by_role["title"].get_fontsize() > by_role["subtitle"].get_fontsize()


@EVERY
def test_width_is_that_of_the_preset_and_height_at_least(draw, kind):
    for preset in PRESETS:
        chart, size = draw(kind, preset=preset), style.preset(preset)
        assert chart.get_figwidth() == size.width
        assert chart.get_figheight() >= size.height


def test_a_value_keeps_clear_of_the_next_column(draw):
    chart = draw("ladder", preset="slide")
    renderer, gap = chart.canvas.get_renderer(), 0.5 * style.preset("slide").text * style.DPI / 72
    assert len(chart.axes) == 3
    for axes, following in pairwise(chart.axes):
        end = max(text.get_window_extent(renderer).x1 for text in axes.texts if text.get_gid() == "value")
        assert end + gap <= following.get_window_extent(renderer).x0


@EVERY
@pytest.mark.usefixtures("illustrative")
def test_mark_stands_across_every_plot_and_inside_it(draw, kind):
    chart = draw(kind, preset="slide")
    renderer = chart.canvas.get_renderer()
    for axes in chart.axes:
        (mark,) = [text for text in axes.texts if text.get_gid() == "watermark"]
        plot, box = figure.plot(axes, renderer), mark.get_window_extent(renderer)
        assert mark.get_text() == marks.TEXT
        assert plot.x0 <= box.x0 < box.x1 <= plot.x1
        assert plot.y0 <= box.y0 < box.y1 <= plot.y1
        assert box.width > 0.7 * plot.width or box.height > 0.6 * plot.height
        assert all(mark.get_zorder() < text.get_zorder() for text in axes.texts if text.get_gid() == "value")
    assert chart.p3dn.illustrative
    assert repr(chart).startswith(marks.TEXT)


@EVERY
def test_there_is_no_mark_without_illustrative_data(draw, kind):
    chart = draw(kind, preset="slide")
    assert not [text for axes in chart.axes for text in axes.texts if text.get_gid() == "watermark"]
    assert marks.TEXT not in repr(chart)


@EVERY
def test_alternative_text_says_kind_finding_and_values(draw, kind):
    alt = repr(draw(kind, preset="slide"))
    assert AROUND_TITLE in alt
    assert "168 IKM" in alt
    assert alt.endswith("1 Juli 2026.")
    assert len(alt) > 2 * len(AROUND_TITLE)


AROUND_TITLE = "Blok rem komposit menyimpan potensi terbesar: Rp24,44 miliar setahun"


def test_an_alternative_text_of_one_s_own_is_kept(draw):
    assert repr(draw("bars", alt="Empat lini produk.")) == "Empat lini produk."


@EVERY
def test_data_go_with_the_picture(draw, kind):
    frame = draw(kind, preset="slide").p3dn.frame
    assert len(frame) >= 4
    assert frame.index.tolist() == list(range(len(frame)))


def test_nothing_is_switched_on_outside_a_chart(draw):
    before = dict(mpl.rcParams)
    draw("bars")
    assert dict(mpl.rcParams) == before


def test_no_window_knows_of_a_chart(draw):
    draw("bars")
    assert plt.get_fignums() == []


def test_colours_are_told_apart_by_their_lightness():
    light = sorted(style.contrast(colour, "white") for colour in style.PALETTE)
    assert len(style.PALETTE) == 6
    assert all(later > earlier + 0.05 for earlier, later in pairwise(light))
    assert style.contrast(style.GREY, "white") >= 3
    assert to_rgb(style.MAIN) != to_rgb(style.GREY)


def test_dollars_are_no_formula(draw):
    chart = draw("bars", title="Harga turun dari US$5 menjadi US$4")
    assert chart.texts[0].get_text() == "Harga turun dari US$5 menjadi US$4"
    assert not chart.texts[0].get_parse_math()


@pytest.mark.parametrize("preset", PRESETS)
def test_a_name_without_a_space_is_broken_and_not_cut(preset):
    frame = pd.DataFrame({"lini": ["W" * 90, "dua\nbaris\x00"], "nilai": [1, 2], "satuan": "satuan" * 20})
    chart = charts.bars(frame, "lini", "nilai", title="T" * 300, source="https://" + "x" * 200, preset=preset)
    found = boxes(chart)
    assert [a for (a, one), (b, other) in combinations(found, 2) if not apart(one, other)] == []
    assert all(0 <= box.x0 < box.x1 <= chart.bbox.x1 and box.y0 >= 0 for _, box in found)
    assert "dua baris" in [text for text, _ in found]


def linear(colours):
    """Return the light of colours given as sRGB, one per row."""
    colours = np.atleast_2d([to_rgb(colour) if isinstance(colour, str) else colour[:3] for colour in colours])
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def lab(light):
    """Return light as L*a*b*."""
    ratio = np.clip(light, 0, 1) @ TO_XYZ.T / WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116).T
    return np.column_stack([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def colour_of(handle):
    """Return the colour of a mark in a key."""
    return to_rgba(handle.get_color() if isinstance(handle, Line2D) else handle.get_facecolor())


def form_of(handle):
    """Return what tells a mark in a key apart besides its colour: hatch, or sign and stroke of a line."""
    if isinstance(handle, Line2D):
        return handle.get_marker(), str(handle.get_linestyle()), to_rgba(handle.get_markerfacecolor())[:3] == (1, 1, 1)
    return handle.get_hatch()


def keys(chart):
    """Return the marks of the keys of a chart, and its lines, which are named at their ends."""
    found = [list(legend.legend_handles) for legend in chart.legends]
    if chart.p3dn.kind == "timeline":
        found += [[line for line in axes.lines if line.get_gid() is None] for axes in chart.axes]
    return [each for each in found if len(each) > 1]


def grounds(chart):
    """Return each text with the colours of the pixels behind it, letters left out."""
    texts = written(chart)
    inks = [text.get_color() for text in texts]
    for text in texts:
        text.set_color("none")
    chart.canvas.draw()
    picture = np.asarray(chart.canvas.buffer_rgba())[::-1, :, :3] / 255
    for text, ink in zip(texts, inks, strict=True):
        text.set_color(ink)
    for text in texts:
        box = text.get_window_extent(chart.canvas.get_renderer())
        behind = picture[max(0, int(box.y0)) : int(box.y1) + 1 : 2, max(0, int(box.x0)) : int(box.x1) + 1 : 2]
        yield text, behind.reshape(-1, 3)


def contrasts(colour, others):
    """Return the contrast of a colour with each of the others, as WCAG 2.2 defines it."""
    one, many = linear([colour]) @ TO_XYZ[1], linear(others) @ TO_XYZ[1]
    return (np.maximum(one, many) + 0.05) / (np.minimum(one, many) + 0.05)


def test_the_measure_of_colours_agrees_with_known_values():
    """White, black, and the primary red of sRGB (L*a*b* 53.24, 80.09, 67.20)."""
    assert lab(linear(["white", "black", "red"])) == pytest.approx(
        np.array([[100, 0, 0], [0, 0, 0], [53.24, 80.09, 67.2]]), abs=0.05
    )
    assert contrasts("white", [to_rgb("black")]) == pytest.approx([21])
    assert contrasts("white", [to_rgb(style.MAIN)]) == pytest.approx([style.contrast("white", style.MAIN)], rel=1e-3)


@EVERY
@pytest.mark.parametrize("preset", ["slide", "half"])
def test_every_text_can_be_read_on_what_is_behind_it(draw, kind, preset):
    faint = []
    for text, behind in grounds(draw(kind, preset=preset)):
        clear = contrasts(text.get_color(), behind) >= 4.5
        if clear.mean() < 0.9:  # a line of the grid may cross a text
            faint.append((text.get_text(), round(float(clear.mean()), 2)))
    assert faint == []


@EVERY
def test_neighbours_in_a_key_differ_in_lightness_or_in_form(draw, kind):
    for handles in keys(draw(kind, preset="slide")):
        light = lab(linear([colour_of(handle) for handle in handles]))[:, 0]
        for (one, other), (a, b) in zip(pairwise(handles), pairwise(light), strict=True):
            assert abs(a - b) >= STEP or form_of(one) != form_of(other), (kind, one, other)


@EVERY
def test_no_two_marks_of_a_key_look_alike_to_colour_blind_eyes(draw, kind):
    for handles in keys(draw(kind, preset="slide")):
        seen = lab(linear([colour_of(handle) for handle in handles]) @ DEUTERANOPIA.T)
        for (one, a), (other, b) in combinations(zip(handles, seen, strict=True), 2):
            assert np.linalg.norm(a - b) >= GLANCE or form_of(one) != form_of(other), (kind, one, other)


@pytest.mark.parametrize(
    "palette", [style.PALETTE, style.SEQUENTIAL, (style.MAIN, style.BETTER, style.LOST, style.GREY)]
)
def test_the_palettes_themselves_are_told_apart(palette):
    light = linear(palette)
    assert all(abs(a - b) >= STEP for a, b in pairwise(lab(light)[:, 0]))
    assert all(np.linalg.norm(a - b) >= GLANCE for a, b in combinations(lab(light @ DEUTERANOPIA.T), 2))


@EVERY
def test_there_are_at_most_six_colours(draw, kind):
    chart = draw(kind, preset="slide")
    marks = [to_rgb(patch.get_facecolor()) for axes in chart.axes for patch in axes.patches]
    marks += [to_rgb(line.get_color()) for axes in chart.axes for line in axes.lines]
    colours = {mark for mark in marks if max(mark) - min(mark) > 0.1}  # greys and white are no colours
    assert len(colours) <= 6


@EVERY
def test_bars_and_lines_start_from_zero(draw, kind):
    """A bar starts at zero or where the part before it ends; in a tornado, at the central value."""
    chart = draw(kind, preset="slide")
    for axes in chart.axes:
        bars = [each for each in axes.patches if isinstance(each, Rectangle) and each.get_gid() is None]
        if axes.axison and bars:
            origin = chart.p3dn.frame["central_rp"].iloc[0] if kind == "tornado" else 0
            edges = {0 if kind != "tornado" else origin} | {round(bar.get_x() + bar.get_width(), 9) for bar in bars}
            assert all(origin in ends(bar) or round(bar.get_x(), 9) in edges for bar in bars)
            low, high = axes.get_xlim()
            assert low <= origin <= high
        if kind.startswith(("timeline", "multiples")):
            assert axes.get_ylim()[0] == 0


def ends(bar):
    return [round(bar.get_x(), 9), round(bar.get_x() + bar.get_width(), 9)]
