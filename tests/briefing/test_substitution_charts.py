"""What the charts of the ladder, of simulations, tests and prices draw from their frames."""

from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from p3dn import P3DNError, formats
from p3dn.briefing import charts, style
from p3dn.briefing.gaps import Gap
from p3dn.briefing.save import save

BILLION = 1e9
MONTHS = ["domestic_month_rp", "imported_month_rp", "imported_month_after_cut_rp"]
DRIVERS = ["input", "unit", "low_input", "high_input", "low_rp", "high_rp", "swing_rp"]


def texts(chart, gid="value"):
    found = [text for axes in chart.axes for text in axes.texts if text.get_gid() == gid and text.get_visible()]
    return [text.get_text().replace("\n", " ") for text in found if text.get_text()]


def names(chart):
    labels = [label.get_text() for axes in chart.axes for label in axes.get_yticklabels()]
    return [label.replace("\n", " ") for label in labels if label]


def segments(chart, colour=None):
    """Return start and width of the bars, of one colour where asked, in the order they were drawn."""
    found = [patch for axes in chart.axes for patch in axes.patches]
    if colour:
        found = [patch for patch in found if to_rgb(patch.get_facecolor()) == to_rgb(colour)]
    return [(patch.get_x(), patch.get_width()) for patch in found if patch.get_width()]


def hatched(chart):
    return [(patch.get_x(), patch.get_width()) for axes in chart.axes for patch in axes.patches if patch.get_hatch()]


def key(chart):
    return [text.get_text() for legend in chart.legends for text in legend.get_texts()]


def two_rungs(**columns):
    frame = {"rung": ["need", "imported"], "value_rp": [10.0, 6.0], "lost_rp": [None, 4.0], "unknown_rp": [None, 0.0]}
    return pd.DataFrame(frame | columns)


def test_every_rung_and_what_is_lost_before_it_add_up_to_the_rung_above(draw):
    chart = draw("waterfall")
    frame = chart.p3dn.frame
    above = frame["value_rp"].shift()
    below = frame[["value_rp", "lost_rp", "unknown_rp"]].sum(axis=1)
    assert (above - below).iloc[1:6].abs().max() == 0
    assert segments(chart, style.GREY) == [(0, 24e9), (0, 14e9), (0, 6e9), (0, 6e9)]
    assert segments(chart, style.MAIN) == [(0, 1e9)], "the last rung that is known"
    assert segments(chart, style.BETTER) == [(15e9, 9e9)]
    assert segments(chart, style.LOST) == [(6e9, 8e9), (1e9, 5e9)]
    assert hatched(chart) == [(14e9, 1e9), (0, 1e9)]
    assert chart.axes[0].get_xlim() == (0, 24e9)


def test_every_loss_is_named_at_its_step_and_an_unknown_rung_is_an_empty_place(draw):
    chart = draw("waterfall")
    assert texts(chart) == [
        "Rp1 miliar belum diketahui, −Rp9 miliar sudah dari dalam negeri atau terkunci",
        "−Rp8 miliar kapasitas kurang",
        "−Rp5 miliar kalah harga",
        "Rp1 miliar belum diketahui",
        "belum diketahui",
    ]
    assert names(chart) == [
        *("Kebutuhan: Rp24 miliar", "Masih diimpor: Rp14 miliar", "Bisa dibuat: Rp6 miliar", "Lulus uji: Rp6 miliar"),
        *("Harga bersaing: Rp1 miliar", "Dikontrak", "Nilai tinggal"),
    ]
    assert key(chart) == ["sudah dari dalam negeri atau terkunci", "hilang di langkah ini", "belum diketahui"]
    assert "Bisa dibuat: Rp6 miliar, −Rp8 miliar kapasitas kurang; Lulus uji: Rp6 miliar;" in repr(chart)
    assert "Dikontrak: Rp1 miliar belum diketahui; Nilai tinggal: belum diketahui." in repr(chart)


def test_the_end_of_a_bar_is_where_its_words_begin(draw):
    chart = draw("waterfall")
    ends = [text.xy[0] for text in chart.axes[0].texts if text.get_gid() == "value" and text.get_text()]
    assert ends == [24e9, 14e9, 6e9, 1e9, 0]


def test_a_rung_that_is_nothing_is_rp0_and_not_unknown():
    frame = two_rungs(value_rp=[10.0, 0.0], lost_rp=[None, 10.0])
    chart = charts.waterfall(frame, title="t")
    assert names(chart)[1] == "Masih diimpor: Rp0"
    assert hatched(chart) == []


def test_one_ladder_is_chosen_from_many():
    many = pd.concat([two_rungs(line="a", horizon="now"), two_rungs(line="b", horizon="now", value_rp=[20.0, 16.0])])
    chart = charts.waterfall(many, line="b", title="t")
    assert segments(chart)[0] == (0, 20)
    assert chart.p3dn.frame["line"].tolist() == ["b", "b"]


@pytest.mark.parametrize(
    ("chosen", "choices"),
    [({}, "a, b"), ({"line": "c"}, "a, b"), ({"line": "a", "horizon": "m12"}, "now")],
)
def test_two_ladders_or_none_are_refused_and_the_choices_named(chosen, choices):
    many = pd.concat([two_rungs(line="a", horizon="now"), two_rungs(line="b", horizon="now")])
    with pytest.raises(P3DNError, match=f"yang ada: {choices}") as raised:
        charts.waterfall(many, title="t", **chosen)
    assert raised.value.code == "chart-choice"


def test_two_ladders_without_a_name_are_refused_too():
    with pytest.raises(P3DNError) as raised:
        charts.waterfall(pd.concat([two_rungs(), two_rungs()]), title="t")
    assert raised.value.code == "chart-choice"


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        ("simulated", "rung", "makeable"),
        ("tornado", "rung", "makeable"),
        ("funnel", "line", "rem"),
        ("service_month", "horizon", "m12"),
        ("shares_by_draw", "horizon", "m12"),
    ],
)
def test_one_answer_of_many_is_drawn_and_two_are_refused(sample, kind, column, value):
    draw_one, frame = getattr(charts, kind), sample(kind)
    many = pd.concat([frame.assign(**{column: name}) for name in (value, "other")])
    with pytest.raises(P3DNError) as raised:
        draw_one(many, title="t")
    assert raised.value.code == "chart-choice"
    chosen, alone = draw_one(many, title="t", **{column: value}), draw_one(frame, title="t")
    assert (segments(chosen), texts(chosen)) == (segments(alone), texts(alone))


def test_a_line_cannot_be_chosen_where_there_are_none():
    with pytest.raises(P3DNError) as raised:
        charts.waterfall(two_rungs(), line="a", title="t")
    assert raised.value.code == "frame-column"


def test_a_ladder_without_figures_is_a_sentence():
    assert isinstance(charts.waterfall(two_rungs(value_rp=[None, None]), title="t"), Gap)


def test_the_largest_middle_comes_first_and_what_is_unknown_is_named_below(draw):
    chart = draw("simulated")
    assert names(chart) == ["Alat dan mesin pertanian", "Blok rem komposit kereta api", "Sambungan pipa dan katup"]
    assert texts(chart) == ["Rp24 miliar (Rp11–31 miliar)", "Rp5 miliar (Rp4–9 miliar)", "Rp0"]
    note = next(text.get_text() for text in chart.texts if text.get_gid() == "note")
    assert note.replace("\n", " ") == "Belum diketahui: Komponen mesin industri dan perkakas."
    assert chart.p3dn.note == note.replace("\n", " "), "the note is saved beside the data"
    assert chart.p3dn.frame["line"].tolist()[0] == "Alat dan mesin pertanian"
    assert len(chart.p3dn.frame) == 4


def test_a_middle_is_a_dot_on_its_interval_and_the_stated_figure_a_hollow_diamond(draw):
    chart = draw("simulated")
    drawn = chart.axes[0].lines
    assert [11e9, 24e9, 31e9] in [sorted(line.get_xdata()) for line in drawn]
    assert [list(line.get_xdata()) for line in drawn if line.get_marker() == "o"] == [[24e9], [5e9], [0]]
    hollow = [line for line in drawn if line.get_marker() == "D"]
    assert [list(line.get_xdata()) for line in hollow] == [[24.444e9], [6e9], [0]]
    assert {line.get_markerfacecolor() for line in hollow} == {"none"}
    assert chart.axes[0].get_xlim()[0] == 0
    assert key(chart) == ["tengah (P50)", "P10–P90", "menurut angka yang dinyatakan"]


def test_all_lines_together_are_said_in_the_note_and_not_drawn_beside_the_lines():
    frame = pd.DataFrame({"line": ["semua_lini", "rem", "mesin"], "central_rp": [6e9, 2e9, None]})
    frame = frame.assign(low_rp=[3e9, 1e9, None], high_rp=[9e9, 5e9, None])
    chart = charts.simulated(frame, title="t")
    assert texts(chart) == ["Rp2 miliar (Rp1–5 miliar)"]
    assert chart.p3dn.note == (
        "Semua lini: Rp6 miliar (Rp3–9 miliar). Belum diketahui: Komponen mesin industri dan perkakas."
    )
    assert texts(charts.simulated(frame.head(1), title="t")) == ["Rp6 miliar (Rp3–9 miliar)"]


def test_without_stated_figures_there_is_no_diamond():
    chart = charts.simulated(pd.DataFrame({"line": ["a"], "low_rp": 1.0, "central_rp": 2.0, "high_rp": 3.0}), title="t")
    assert key(chart) == ["tengah (P50)", "P10–P90"]
    assert [line for line in chart.axes[0].lines if line.get_marker() == "D"] == []


def test_bars_run_from_the_central_value_to_both_answers(draw):
    chart = draw("tornado")
    low = [(x, width) for x, width in segments(chart, style.PALETTE[1])]
    high = [(x, width) for x, width in segments(chart, style.MAIN)]
    assert low == [(24e9, -4e9), (24e9, 5e9), (24e9, 1e9)], "an answer that does not move has no bar"
    assert high == [(24e9, 6e9), (24e9, -3e9), (24e9, 3e9), (24e9, -2e9)]
    assert next(line.get_xdata()[0] for line in chart.axes[0].lines if len(set(line.get_xdata())) == 1) == 24e9
    assert key(chart) == ["nilai tengah Rp24 miliar", "bila masukan rendah", "bila masukan tinggi"]
    ticks = [label.get_text() for label in chart.axes[0].get_xticklabels()]
    assert ticks == ["Rp20 miliar", "Rp30 miliar"], "the least and the largest answer"


def test_each_end_says_the_input_and_its_unit_stands_beside_the_name(draw):
    chart = draw("tornado")
    assert names(chart) == [
        "Harga satuan pembeli (Rp per satuan)",
        "Umur pakai barang dalam negeri (bulan)",
        "Porsi impor",
        "Preferensi harga berlaku",
    ]
    labels = [text for text in chart.axes[0].texts if text.get_gid() == "value"]
    said = [(text.get_text(), text.get_ha()) for text in labels]
    assert said == [
        *(("Rp180.000", "right"), ("Rp203.700", "left"), ("12", "left"), ("60", "right")),
        *(("40%", "left"), ("90%", "left"), ("tidak", "left"), ("ya", "right")),
    ]
    assert "Umur pakai barang dalam negeri: 12 menjadi Rp29 miliar, 60 menjadi Rp21 miliar" in repr(chart)


def test_an_input_with_both_ends_on_one_side_has_two_bars_one_below_the_other(draw):
    patches = draw("tornado").axes[0].patches
    low, high = patches[4], patches[5]
    assert low.get_y() + low.get_height() <= high.get_y()


@pytest.mark.parametrize("preset", ["slide", "half", "a4"])
def test_labels_stand_inside_the_plot_and_off_the_bars(draw, preset):
    chart = draw("tornado", preset=preset)
    renderer, axes = chart.canvas.get_renderer(), chart.axes[0]
    plot = axes.get_window_extent(renderer)
    for text in axes.texts:
        box = text.get_window_extent(renderer)
        assert plot.x0 - 1 <= box.x0 < box.x1 <= plot.x1 + 1, text.get_text()


def test_the_ten_widest_swings_are_drawn_and_the_rest_counted():
    frame = pd.DataFrame(
        {"input": [f"masukan {n}" for n in range(14)], "unit": "buah", "low_input": 1, "high_input": 2,
         "low_rp": [BILLION] * 13 + [None], "high_rp": [3 * BILLION] * 14, "swing_rp": [*range(13), None],
         "central_rp": 2 * BILLION}
    )  # fmt: skip
    chart = charts.tornado(frame, title="t", subtitle="Rupiah", records="23 barang")
    assert names(chart) == [f"masukan {n} (buah)" for n in range(12, 2, -1)]
    assert chart.p3dn.subtitle == "Rupiah · 10 dari 14 masukan"
    assert len(chart.p3dn.frame) == 10


def test_a_group_of_inputs_without_one_value_says_low_and_high():
    frame = pd.DataFrame(
        {"input": ["harga"], "unit": [None], "low_input": [None], "high_input": [None], "low_rp": [1.0],
         "high_rp": [3.0], "swing_rp": [2.0]}
    )  # fmt: skip
    chart = charts.tornado(frame, central=2.0, title="t")
    assert texts(chart) == ["rendah", "tinggi"]
    assert isinstance(charts.tornado(frame.assign(central_rp=None), title="t"), Gap)


def test_an_input_is_named_with_its_item_or_its_line_but_not_with_the_line_of_the_picture(sample):
    frame = pd.concat([sample("tornado").head(1)] * 3, ignore_index=True)
    frame = frame.assign(
        input_line=["rem", "pipa", "rem"], input_item=[None, None, "Blok A"], line="rem", unit="pangsa"
    )
    assert names(charts.tornado(frame, central=24e9, title="t")) == [
        *("Harga satuan pembeli", "Harga satuan pembeli, Sambungan pipa dan katup", "Harga satuan pembeli, Blok A"),
    ]


def test_units_of_inputs_follow_the_reader(draw, monkeypatch):
    monkeypatch.setenv("P3DN_LANG", "en")
    assert formats.language() == "en"
    assert names(draw("tornado"))[:2] == [
        "Unit price of the buyer (Rp per piece)",
        "Life of the domestic piece (months)",
    ]


def test_each_step_has_its_own_bar_against_its_own_whole(draw):
    chart = draw("funnel")
    assert texts(chart, "head") == ["orang", "IKM", "produk dengan pembeli"]
    assert [axes.get_xlim() for axes in chart.axes] == [(0, 1)] * 3
    assert segments(chart, style.FAINT) == [(0, 1), (0, 1)], "no whole, no bar"
    assert segments(chart, style.MAIN) == [(0, 37 / 168)]
    assert segments(chart, style.BETTER) == [(37 / 168, pytest.approx(12 / 168))]
    assert segments(chart, style.LOST) == [(pytest.approx(49 / 168), pytest.approx(3 / 168))]


def test_a_step_says_its_numbers_with_their_unit_and_what_is_not_recorded(draw):
    chart = draw("funnel")
    assert texts(chart) == [
        *("37 dari 168 orang, 12 sedang berjalan, 3 gagal", "0 dari 40 IKM", "1 lulus", "belum dicatat"),
    ]
    assert key(chart) == ["lulus", "sedang berjalan", "gagal"]
    assert "uji lintas (produk dengan pembeli): 1 lulus" in repr(chart)


def test_a_step_that_nobody_counted_keeps_its_whole():
    frame = pd.DataFrame([{"step": "SNI", "counts": "produk", "passed": None, "running": 1, "failed": None, "of": 23}])
    assert texts(charts.funnel(frame, title="t")) == ["belum dicatat (dari 23 produk), 1 sedang berjalan"]
    assert isinstance(charts.funnel(frame.assign(running=None), title="t"), Gap)


def test_a_step_with_two_sources_names_them_and_a_unit_of_readiness_is_read_as_words():
    frame = pd.DataFrame(
        {"step": ["iso", "iso", "uji"], "counts": ["firm", "firm", "person"], "passed": [1, 4, 3], "running": None,
         "failed": None, "of": [1, 14, 20], "source": ["catatan", "register", "catatan"]}
    )  # fmt: skip
    chart = charts.funnel(frame, title="t")
    assert [name.split(" ")[-1] for name in names(chart)] == ["(catatan)", "(register)", "uji"]
    assert texts(chart) == ["1 dari 1 IKM", "4 dari 14 IKM", "3 dari 20 orang"]


def test_more_than_the_whole_stays_on_its_track():
    frame = pd.DataFrame([{"step": "a", "counts": "b", "passed": 30, "running": 5, "failed": 0, "of": 20}])
    chart = charts.funnel(frame, title="t")
    assert max(x + width for x, width in segments(chart)) == 1
    assert texts(chart) == ["30 dari 20 b, 5 sedang berjalan"]


def test_a_month_is_drawn_against_the_month_of_the_import(draw):
    chart = draw("service_month")
    assert segments(chart, style.MAIN) == [(0, 0.8)]
    assert segments(chart, style.LOST) == [(0, 1.5)]
    assert texts(chart) == [
        "80%: Rp8.000 lawan Rp10.000 ◇ Rp9.000",
        "150%: Rp1.500 lawan Rp1.000 ◇ Rp900",
        "belum diketahui lawan Rp500",
        "0%: Rp0 lawan Rp200 ◇ Rp180",
    ]
    diamonds = [line.get_xdata()[0] for line in chart.axes[0].lines if line.get_marker() == "D"]
    assert [round(x, 9) for x in diamonds if pd.notna(x)] == [0.9, 0.9, 0.9]
    assert chart.p3dn.frame["month_ratio"].tolist()[:2] == [0.8, 1.5]
    assert chart.axes[0].get_xlim()[0] == 0
    assert "80%: Rp8.000 lawan Rp10.000 dan setelah potongan harga Rp9.000" in repr(chart)


def test_without_a_price_of_the_import_there_is_no_ratio():
    frame = pd.DataFrame({"item": ["a", "b"], "domestic_month_rp": [5.0, 5.0], "imported_month_rp": [None, 0.0]})
    chart = charts.service_month(frame, title="t")
    assert segments(chart) == []
    assert texts(chart) == ["Rp5 lawan belum diketahui", "Rp5 lawan Rp0"]


def test_items_of_which_neither_price_is_known_are_named_below():
    frame = pd.DataFrame(
        {"item": ["a", "b", "c"], "domestic_month_rp": [5, None, None], "imported_month_rp": [5, None, 1]}
    )
    chart = charts.service_month(frame, title="t", note="Harga 2026.")
    assert names(chart) == ["a", "c"]
    assert chart.p3dn.note == "Harga 2026. Belum diketahui: b."


def test_shares_of_the_draws_fill_the_bar(draw):
    chart = draw("shares_by_draw")
    capacity, readiness, price, market = style.PALETTE[:4]
    assert segments(chart, capacity) == [(0, 0.9)]
    assert hatched(chart)[0] == (0.9, pytest.approx(0.1))
    assert segments(chart, readiness) == [(0, 1)]
    assert segments(chart, price) == [(0, 0.997)]
    assert segments(chart, market) == [], "what would be 0% is not drawn"
    assert texts(chart) == ["90%", "10%", "100%", "100%", "belum diketahui"]
    assert 0.003 in chart.p3dn.frame["share"].tolist()
    assert chart.axes[0].get_xlim() == (0, 1)


def test_a_share_of_the_draws_is_a_fraction():
    with pytest.raises(P3DNError) as raised:
        charts.shares_by_draw(pd.DataFrame({"line": ["a"], "lever": ["price"], "share": [40.0]}), title="t")
    assert raised.value.code == "share-range"


@pytest.mark.parametrize(
    ("kind", "plotted"),
    [
        ("waterfall", ["rung", "value_rp", "unknown_rp", "lost_rp", "lever"]),
        ("simulated", ["line", "low_rp", "central_rp", "high_rp", "stated_rp"]),
        ("tornado", [*DRIVERS, "central_rp"]),
        ("funnel", ["step", "counts", "passed", "running", "failed", "of"]),
        (
            "service_month",
            ["item", "domestic_month_rp", "imported_month_rp", "imported_month_after_cut_rp", "month_ratio"],
        ),
        ("shares_by_draw", ["line", "lever", "share"]),
    ],
)
def test_what_is_plotted_is_saved_beside_the_picture_the_same_in_every_run(draw, kind, plotted, tmp_path, monkeypatch):
    written = []
    for run in ("satu", "dua"):
        monkeypatch.setenv("P3DN_OUT", str(tmp_path / run))
        save(draw(kind), kind.replace("_", "-"))
        written.append({path.name: path.read_bytes() for path in (tmp_path / run / "charts").iterdir()})
    assert written[0] == written[1]
    assert len(written[0]) == 4
    data = pd.read_csv(tmp_path / "satu" / "charts" / f"{kind.replace('_', '-')}.csv")
    assert list(data) == plotted
    assert len(data) >= 4


@pytest.mark.parametrize("count", [1, 3, 9, 20])
@pytest.mark.parametrize("preset", ["slide", "half", "a4"])
def test_many_lines_with_long_names_fit(count, preset):
    long = [f"Komponen mesin industri, perkakas, dan perlengkapan bengkel kelas {n}" for n in range(count)]
    amounts = [BILLION * (n + 1) for n in range(count)]
    sheet = charts.simulated(
        pd.DataFrame({"line": long, "low_rp": 0.0, "central_rp": amounts, "high_rp": 40 * BILLION}),
        title="t", preset=preset,
    )  # fmt: skip
    boxes = [text.get_window_extent() for text in (*sheet.axes[0].texts, *sheet.axes[0].get_yticklabels())]
    assert len(boxes) == 2 * count
    assert all(0 <= box.x0 < box.x1 <= sheet.bbox.x1 and 0 <= box.y0 < box.y1 <= sheet.bbox.y1 for box in boxes)
    stacked = sorted((text.get_window_extent() for text in sheet.axes[0].texts), key=lambda box: box.y0)
    assert all(one.y1 <= other.y0 + 1 for one, other in pairwise(stacked))
