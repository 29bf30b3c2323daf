"""What a reader sees of every chart: nothing collides, nothing is cut, everything is said."""

from itertools import combinations, pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from p3dn import marks
from p3dn.briefing import charts, figure, style

KINDS = [
    *("bars", "stacked", "ladder", "dots", "lorenz", "intervals", "ranges", "timeline", "timeline-series"),
    *("waterfall", "simulated", "tornado", "funnel", "service_month", "shares_by_draw"),
]  # the charts of conftest.py
PRESETS = ["slide", "half", "a4", "note"]
EVERY = pytest.mark.parametrize("kind", KINDS)


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
def test_english_fits_as_well(draw, kind, monkeypatch):
    monkeypatch.setenv("P3DN_LANG", "en")
    found = boxes(draw(kind, preset="half"))
    assert [(a, b) for (a, one), (b, other) in combinations(found, 2) if not apart(one, other)] == []


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
    assert "Sentra Contoh, 2025 ·" in measure
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
