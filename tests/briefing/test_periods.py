"""Where a line ends, what the reader is told there, and the same picture once per group."""

from itertools import pairwise

import pandas as pd
import pytest

from p3dn import P3DNError
from p3dn.briefing import charts
from p3dn.briefing.gaps import Gap


def years(*values, start=2020, **more):
    return pd.DataFrame({"tahun": range(start, start + len(values)), "nilai": list(values)} | more)


def line(values=(1.0, 2.0, 3.0, 4.0), **options):
    return charts.timeline(years(*values), "tahun", "nilai", title="t", **options)


def groups(count, values=(1.0, 2.0)):
    return pd.concat([years(*values, lini=f"lini {number}") for number in range(count)])


def many(frame, **options):
    return charts.multiples(frame, "tahun", "nilai", "lini", title="t", **options)


def joined(drawn):
    """Return which neighbouring points of a drawn line are joined."""
    steps = pairwise(zip(*drawn.get_data(), strict=True))
    return [(a, b) for (a, one), (b, other) in steps if pd.notna(one) and pd.notna(other)]


def marks(chart, gid):
    return [each for axes in chart.axes for each in (*axes.lines, *axes.patches) if each.get_gid() == gid]


def heads(chart):
    return [
        text.get_text().replace("\n", " ") for axes in chart.axes for text in axes.texts if text.get_gid() == "head"
    ]


def test_a_line_is_not_drawn_through_a_change_of_definition_and_the_note_says_it():
    chart = line(breaks={2022: "IKM kecil ikut dihitung"})
    assert joined(chart.axes[0].lines[0]) == [(2020, 2021), (2022, 2023)]
    assert [mark.get_xdata()[0] for mark in marks(chart, "break")] == [2021.5]
    assert chart.p3dn.note == "Garis tegak putus-putus: IKM kecil ikut dihitung mulai 2022."
    assert chart.p3dn.frame["nilai"].tolist() == [1, 2, 3, 4]


def test_a_year_that_is_not_over_is_hollow_hatched_starred_and_joined_to_nothing():
    chart = line(incomplete=2023)
    axes = chart.axes[0]
    assert joined(axes.lines[0]) == [(2020, 2021), (2021, 2022)]
    (hollow,) = marks(chart, "hollow")
    assert (list(hollow.get_xdata()), hollow.get_markerfacecolor()) == ([2023], "white")
    (hatched,) = marks(chart, "incomplete")
    assert hatched.get_hatch()
    assert axes.get_xticklabels()[-1].get_text() == "2023*"
    assert chart.p3dn.note == "* 2023 belum lengkap."


def test_a_year_in_the_middle_may_be_incomplete_too():
    chart = line(incomplete=[2021])
    assert joined(chart.axes[0].lines[0]) == [(2022, 2023)]


def test_periods_as_text_break_as_well():
    frame = pd.DataFrame({"triwulan": ["I", "II", "III"], "nilai": [1.0, 2.0, 3.0]})
    chart = charts.timeline(frame, "triwulan", "nilai", title="t", breaks={"III": "kode HS 2022"})
    assert joined(chart.axes[0].lines[0]) == [(0, 1)]
    assert "kode HS 2022 mulai III" in chart.p3dn.note


@pytest.mark.parametrize("options", [{"breaks": {2031: "x"}}, {"incomplete": "2031"}])
def test_a_period_that_is_not_there_is_refused(options):
    for draw in (line, lambda **kw: many(groups(2), **kw)):
        with pytest.raises(P3DNError, match="2031") as raised:
            draw(**options)
        assert raised.value.code == "period-unknown"


def test_panels_have_one_scale_from_zero_and_say_name_and_last_value():
    frame = pd.concat([years(1.0, 2.0, lini="lini a"), years(500.0, 1000.0, lini="lini b", start=2019)])
    chart = many(frame, unit="ton")
    assert heads(chart) == ["lini a", "lini b"]
    assert [axes.texts[0].get_text().replace("\n", " ") for axes in chart.axes] == ["2021: 2 ton", "2020: 1.000 ton"]
    assert len({axes.get_ylim() for axes in chart.axes}) == len({axes.get_xlim() for axes in chart.axes}) == 1
    assert chart.axes[0].get_ylim()[0] == 0
    assert chart.axes[0].get_ylim()[1] >= 1000


def test_a_gap_and_a_break_stand_in_every_panel():
    chart = many(groups(3, (1.0, None, 3.0, 4.0)), breaks={2023: "baru"})
    assert [joined(axes.lines[0]) for axes in chart.axes] == [[], [], []]
    assert len(marks(chart, "break")) == 3


def test_what_comes_after_twelve_panels_is_told_by_name():
    chart = many(groups(14))
    assert heads(chart) == [f"lini {number}" for number in range(12)]
    assert chart.p3dn.note == "Tidak digambar: 2 kelompok lagi (lini 12, lini 13)."
    assert chart.p3dn.frame["lini"].nunique() == 12
    assert "(lini 12, lini 13, " in many(groups(40)).p3dn.note
    assert many(groups(40)).p3dn.note.endswith("…).")


def test_amounts_that_add_up_are_one_last_panel_known_only_where_all_are():
    frame = pd.concat([groups(13), years(10.0, None, lini="lini 13")])
    chart = many(frame, additive=True)
    assert heads(chart)[-1] == "Lainnya (3)"
    assert len(chart.axes) == 12
    rest = chart.p3dn.frame.set_index("lini").loc["Lainnya (3)", "nilai"]
    assert rest.iloc[0] == 12
    assert pd.isna(rest.iloc[1])


def test_a_group_of_which_nothing_is_known_says_so():
    frame = pd.concat([years(1.0, 2.0, lini="tahu"), years(None, None, lini="gelap")])
    chart = many(frame)
    assert [axes.texts[0].get_text() for axes in chart.axes] == ["2021: 2", "belum diketahui"]
    assert isinstance(many(years(None, lini="gelap")), Gap)


def test_a_year_that_is_withheld_has_a_cross_and_is_not_a_year_without_data():
    frame = years(1.0, None, 3.0, lini="lini a", withheld=["", "nilai:dominance", ""])
    for chart in (charts.timeline(frame, "tahun", "nilai", title="t"), many(frame)):
        crosses = [text for axes in chart.axes for text in axes.texts if text.get_text() == "x"]
        assert [text.get_position()[0] for text in crosses] == [2021]
        assert "tidak ada data" not in [text.get_text().replace("\n", " ") for text in chart.axes[0].texts]
        assert chart.p3dn.frame["withheld"].tolist() == ["", "nilai:dominance", ""]
