"""What each kind of chart draws from its frame."""

import inspect

import pandas as pd
import pytest

from p3dn import P3DNError, words
from p3dn.briefing import charts
from p3dn.briefing.gaps import Gap

EMPTY = pd.DataFrame({"a": [], "b": [], "c": []})


def values(chart):
    return [text.get_text() for axes in chart.axes for text in axes.texts if text.get_gid() == "value"]


def widths(chart):
    return [patch.get_width() for axes in chart.axes for patch in axes.patches]


def names(chart):
    return [label.get_text() for axes in chart.axes for label in axes.get_yticklabels() if label.get_text()]


def two(first, second, **columns):
    return pd.DataFrame({"lini": ["satu", "dua"], "nilai": [first, second], **columns})


def test_bars_start_at_zero_in_the_order_given_with_their_values():
    chart = charts.bars(two(3, 1000), "lini", "nilai", title="t")
    assert names(chart) == ["satu", "dua"]
    assert widths(chart) == [3, 1000]
    assert [patch.get_x() for patch in chart.axes[0].patches] == [0, 0]
    assert chart.axes[0].get_xlim()[0] == 0
    assert values(chart) == ["3", "1.000"]


def test_what_is_unknown_has_no_bar_and_a_zero_is_written():
    chart = charts.bars(two(None, 0.0), "lini", "nilai", title="t")
    assert values(chart) == ["belum diketahui", "0"]
    assert widths(chart) == [0]


def test_a_value_below_zero_goes_to_the_left():
    chart = charts.bars(two(-5, 10), "lini", "nilai", title="t")
    assert chart.axes[0].get_xlim() == (-5, 10)


def test_bars_that_are_alike_stay_two():
    frame = pd.DataFrame({"lini": ["kembar", "kembar"], "nilai": [5, 5]})
    assert widths(charts.bars(frame, "lini", "nilai", title="t")) == [5, 5]


def test_only_what_is_spoken_of_has_the_house_colour():
    chart = charts.bars(two(1, 2), "lini", "nilai", title="t", highlight="dua")
    grey, main = [patch.get_facecolor() for patch in chart.axes[0].patches]
    assert grey[0] == grey[1] == grey[2]
    assert main[2] > main[0]


def test_more_than_twelve_are_folded_only_where_they_add_up():
    frame = pd.DataFrame({"lini": [f"lini {n}" for n in range(15)], "nilai": [1.0] * 15})
    assert len(widths(charts.bars(frame, "lini", "nilai", title="t"))) == 15
    folded = charts.bars(frame, "lini", "nilai", title="t", additive=True)
    assert widths(folded)[-1] == 4
    assert names(folded)[-1] == "Lainnya (4)"


def test_unlike_units_never_share_an_axis():
    frame = two(1, 2, satuan=["ton", "buah"])
    with pytest.raises(P3DNError) as raised:
        charts.bars(frame, "lini", "nilai", title="t")
    assert raised.value.code == "chart-units"
    chart = charts.bars(frame, "lini", "nilai", title="t", panels="satuan")
    assert len(chart.axes) == 2
    assert [text.get_text() for axes in chart.axes for text in axes.texts if text.get_gid() == "head"] == [
        "ton",
        "buah",
    ]


def test_rupiah_and_percent_never_share_a_bar():
    frame = pd.DataFrame({"lini": ["satu"], "potential_rp": [1e9], "share": [0.5]})
    with pytest.raises(P3DNError) as raised:
        charts.stacked(frame, "lini", ["potential_rp", "share"], title="t")
    assert raised.value.code == "chart-units"


def test_one_unit_stands_beside_the_values():
    chart = charts.bars(two(1200, 2, satuan="ton"), "lini", "nilai", title="t")
    assert values(chart) == ["1.200 ton", "2 ton"]
    price = charts.bars(two(203_700, 2, unit="Rp/buah"), "lini", "nilai", title="t")
    assert values(price)[0] == "Rp203.700 per buah"


def test_parts_of_a_bar_follow_one_another_and_small_ones_are_named_beside_it():
    frame = pd.DataFrame({"lini": ["besar", "kecil"], "pakai": [900.0, 2.0], "diam": [100.0, None]})
    chart = charts.stacked(frame, "lini", ["pakai", "diam"], title="t")
    first, second = chart.axes[0].patches[:2]
    assert second.get_x() == first.get_width() == 900
    assert "pakai 2, diam belum diketahui" in [text.replace("\n", " ") for text in values(chart)]


def test_a_bar_of_which_nothing_is_known_says_so_once():
    frame = pd.DataFrame({"lini": ["tahu", "gelap"], "pakai": [9.0, None], "diam": [1.0, None]})
    assert "belum diketahui" in values(charts.stacked(frame, "lini", ["pakai", "diam"], title="t"))


def test_there_are_at_most_six_parts():
    frame = pd.DataFrame([{"lini": "satu"} | {f"bagian{n}": n for n in range(7)}])
    with pytest.raises(P3DNError) as raised:
        charts.stacked(frame, "lini", [f"bagian{n}" for n in range(7)], title="t")
    assert raised.value.code == "chart-colours"


@pytest.mark.parametrize("long", [False, True])
def test_ladder_tells_nothing_from_unknown(long):
    frame = pd.DataFrame({"lini": ["a", "b"], "need_rp": [24.444e9, 1e9], "imported_rp": [0.0, None]})
    if long:
        steps = frame.melt("lini", var_name="rung", value_name="value_rp")
        chart = charts.ladder(steps, "lini", "rung", value="value_rp", title="t")
    else:
        chart = charts.ladder(frame, "lini", ["need_rp", "imported_rp"], title="t")
    assert values(chart) == ["Rp24,44 miliar", "Rp1 miliar", "Rp0", "belum diketahui"]
    assert len({axes.get_xlim() for axes in chart.axes}) == 1


def test_dots_mark_the_median_and_spread_the_same_in_every_run():
    frame = pd.DataFrame({"kelas": ["kecil"] * 4, "tk": [1, 3, 5, None]})
    one, other = (charts.dots(frame, "kelas", "tk", title="t") for _ in range(2))
    assert values(one) == ["median 3"]
    places = [chart.axes[0].collections[0].get_offsets().tolist() for chart in (one, other)]
    assert places[0] == places[1]
    assert [x for x, _ in places[0]] == [1, 3, 5]


def test_dots_keep_no_name_of_a_firm():
    frame = pd.DataFrame({"nama_usaha": ["CV A", "CV B"], "kelas": ["kecil"] * 2, "tk": [1, 3]})
    assert list(charts.dots(frame, "kelas", "tk", title="t").p3dn.frame) == ["kelas", "tk"]


def test_lorenz_names_both_lines():
    frame = pd.DataFrame({"x": [0.0, 0.5, 1.0], "y": [0.0, 0.2, 1.0]})
    assert values(charts.lorenz(frame, "x", "y", gini=0.4567, title="t")) == [
        "bila terbagi rata",
        "sebenarnya: Gini 0,46",
    ]


def test_intervals_say_both_ends_or_the_one():
    frame = pd.DataFrame({"kanal": ["lebar", "pasti", "gelap"], "low": [0.1, 0.4, None], "high": [0.9, 0.4, None]})
    assert values(charts.intervals(frame, "kanal", "low", "high", title="t")) == ["10%–90%", "40%", "belum diketahui"]


def test_forty_is_no_share():
    frame = pd.DataFrame({"kanal": ["salah"], "low": [40], "high": [60]})
    with pytest.raises(P3DNError) as raised:
        charts.intervals(frame, "kanal", "low", "high", title="t")
    assert raised.value.code == "share-range"


def test_published_figures_say_their_range_or_their_bound():
    frame = pd.DataFrame(
        {"klaim": ["titik", "kisaran", "sampai", "lebih"], "nilai": [5, 5, 120, None], "lo": [None, 4, None, 4000],
         "hi": [None, 6, 120, None]}
    )  # fmt: skip
    chart = charts.ranges(frame, "klaim", "nilai", low="lo", high="hi", title="t")
    assert values(chart) == ["5", "5 (4 – 6)", "paling banyak 120", "paling sedikit 4.000"]


def test_a_line_breaks_where_a_year_is_missing():
    frame = pd.DataFrame({"tahun": [2020, 2021, 2023], "nilai": [1.0, 2.0, 3.0]})
    chart = charts.timeline(frame, "tahun", "nilai", title="t")
    years, drawn = chart.axes[0].lines[0].get_data()
    assert list(years) == [2020, 2021, 2022, 2023]
    assert pd.isna(drawn[2])
    assert [label.get_text() for label in chart.axes[0].get_xticklabels()] == ["2020", "2021", "2022", "2023"]
    assert chart.axes[0].get_ylim()[0] == 0


def test_a_chart_of_nothing_asks_for_what_is_missing():
    class Untouched:
        def __str__(self):
            raise AssertionError

    frame = EMPTY.copy()
    frame.attrs["needs"] = "produksi,share"
    for draw in (getattr(charts, name) for name in charts.__all__):
        named = "abc"[: sum(each.default is inspect.Parameter.empty for each in _own(draw)) - 1]
        gap = draw(frame, *named, title=Untouched())
        assert isinstance(gap, Gap)
        assert repr(gap) == words.say("gaps.needs", columns=["produksi", "share"])
    assert repr(charts.bars(EMPTY, "a", "b", title="t")) == words.say("gaps.nothing")


def _own(draw):
    return [each for each in inspect.signature(draw).parameters.values() if each.kind is not each.KEYWORD_ONLY]


def test_a_gap_is_plain_html():
    assert Gap(("<b>",))._repr_html_().count("<") == 2


@pytest.mark.parametrize("name", charts.__all__)
def test_signature_and_docstring_say_what_can_be_typed(name):
    draw = getattr(charts, name)
    assert next(iter(inspect.signature(draw).parameters)) == "frame"
    assert {"title", "subtitle", "source", "records", "note", "preset", "alt"} <= set(
        inspect.signature(draw).parameters
    )
    assert "records : str or int" in draw.__doc__
    assert "{common}" not in draw.__doc__


def test_a_missing_column_is_named():
    with pytest.raises(P3DNError) as raised:
        charts.bars(two(1, 2), "lini", "harga", title="t")
    assert raised.value.code == "frame-column"


def test_an_unknown_size_is_refused():
    with pytest.raises(P3DNError) as raised:
        charts.bars(two(1, 2), "lini", "nilai", title="t", preset="a0")
    assert raised.value.code == "preset-unknown"


def test_the_frame_is_left_as_it_was():
    frame = two(1, 2, satuan="ton")
    before = frame.copy()
    charts.bars(frame, "lini", "nilai", title="t")
    pd.testing.assert_frame_equal(frame, before)


def test_a_frame_with_provenance_can_be_drawn():
    frame = two(1, 2).set_index(pd.MultiIndex.from_tuples([("a.xlsx", "S", 5), ("a.xlsx", "S", 5)]))
    assert widths(charts.bars(frame, "lini", "nilai", title="t")) == [1, 2]


def test_text_is_no_amount():
    with pytest.raises(P3DNError) as raised:
        charts.bars(two("banyak", "sedikit"), "lini", "nilai", title="t")
    assert raised.value.code == "column-text"


def test_a_null_of_any_kind_is_unknown():
    frame = pd.DataFrame({"lini": ["satu", "dua"], "nilai": pd.array([1, pd.NA], dtype="Int64")})
    assert values(charts.bars(frame, "lini", "nilai", title="t")) == ["1", "belum diketahui"]
    mixed = pd.DataFrame({"lini": ["satu", "dua"], "nilai": [1.0, pd.NA]}, dtype=object)
    assert values(charts.bars(mixed, "lini", "nilai", title="t")) == ["1", "belum diketahui"]


def test_a_status_looks_the_same_in_every_chart():
    def colours(*statuses):
        chart = charts.ranges(two(1, 2, status=statuses), "lini", "nilai", status="status", title="t")
        return dict(
            zip(
                [text.get_text() for text in chart.legends[0].get_texts()],
                [handle.get_color() for handle in chart.legends[0].legend_handles],
                strict=True,
            )
        )

    one, other = colours("unchecked", "confirmed"), colours("confirmed", "contradicted")
    assert one[words.label("confirmed")] == other[words.label("confirmed")]


def test_rows_without_anything_to_draw_are_a_gap():
    frame = pd.DataFrame({"tahun": [None], "x": [0.0], "y": [None]})
    assert isinstance(charts.timeline(frame, "tahun", "x", title="t"), Gap)
    assert isinstance(charts.lorenz(frame, "x", "y", title="t"), Gap)


def test_panel_of_a_unit_is_named_as_the_unit_and_not_as_the_column_of_that_name():
    frame = pd.DataFrame({"lini": ["a", "b"], "unit": ["unit", "ton"], "used": [1.0, 2.0], "idle": [1.0, 1.0]})
    drawn = charts.stacked(frame, "lini", ["used", "idle"], panels="unit", title="x")
    assert [text.get_text() for axes in drawn.axes for text in axes.texts if text.get_gid() == "head"] == [
        "unit",
        "ton",
    ]
