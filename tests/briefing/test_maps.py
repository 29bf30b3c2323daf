"""What the two maps draw, tell and refuse."""

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import PathPatch, Rectangle

from p3dn import P3DNError
from p3dn.briefing import charts, columns, provinces, style
from p3dn.briefing.classes import classes
from p3dn.briefing.gaps import Gap

PAPUA = {"91": ("91", "92"), "92": ("96",), "94": ("94", "91"), "95": ("95", "93"), "96": ("96", "94"), "97": ("95",)}


def square(code, west, south, size=4.0, **more):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": {"kode": code} | more, "geometry": polygon(ring)}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


TWO = collection(square("11.01", 100, 0), square("11.02", 104, 0))


def tiles(chart):
    """Return the words of each tile by the name in it."""
    texts = [text for axes in chart.axes for text in axes.texts if text.get_gid() == "value"]
    return {text.get_text().split("\n")[0]: text for text in texts}


def regions(*rows, names=("wilayah", "nilai")):
    return pd.DataFrame(rows, columns=names)


def tile_map(*rows, **options):
    return charts.provinces(regions(*rows), "wilayah", "nilai", title="t", **options)


def own_map(*rows, boundaries=TWO, **options):
    return charts.boundaries(regions(*rows), "wilayah", "nilai", boundaries=boundaries, title="t", **options)


def refused(code, draw, *rows, **options):
    with pytest.raises(P3DNError) as raised:
        draw(*rows, **options)
    assert raised.value.code == code
    return str(raised.value)


def test_there_are_38_provinces_with_their_own_codes_names_and_places():
    known = provinces.known()
    assert len(known) == 38
    for column in ("bps", "province", "short"):
        assert known[column].is_unique
    assert not known[["column", "row"]].duplicated().any()
    differ = known.loc[known.index != known["bps"], "bps"]
    assert differ.to_dict() == {"91": "94", "92": "91", "93": "95", "94": "96", "95": "97", "96": "92"}
    assert set(known["part_of"].dropna()) == {"91", "92"}


def test_tiles_lie_apart_and_as_the_islands_do():
    known = provinces.known().set_index("short")
    for name, one in known.iterrows():
        others = known.drop(name)
        assert ((abs(others["column"] - one["column"]) >= 1) | (abs(others["row"] - one["row"]) >= 1)).all(), name
    west_to_east = known.loc[["Aceh", "Kalbar", "Sulteng", "Malut", "PBD", "Papua"], "column"]
    assert west_to_east.is_monotonic_increasing
    assert known.loc[["Kaltara", "Kaltim", "Kalsel", "Jatim", "DIY"], "row"].is_monotonic_increasing


def test_every_province_has_a_tile_and_what_has_no_value_is_hatched_and_counted():
    chart = tile_map(("Aceh", 12.0), ("Jawa Barat", 200.0), ("Bali", None))
    patches = [patch for axes in chart.axes for patch in axes.patches if isinstance(patch, Rectangle)]
    assert len(patches) == 38
    assert sum(bool(patch.get_hatch()) for patch in patches) == 36
    assert [text.get_text() for text in chart.legends[0].get_texts()][-1] == "tidak ada data (36)"
    assert tiles(chart)["Jabar"].get_text() == "Jabar\n200"
    assert tiles(chart)["Bali"].get_text() == "Bali"
    frame = chart.p3dn.frame.set_index("province")
    assert len(frame) == 38
    assert frame.loc["Jawa Barat"].to_dict() == {"province_code": "32", "nilai": 200.0, "map_class": 2.0}
    assert pd.isna(frame.loc["Bali", "map_class"])


@pytest.mark.parametrize(
    "said",
    ["Jawa Barat", "JAWA  BARAT", "Prov. Jawa Barat", "provinsi jawa barat", "Jabar", "32", 32, 32.0, " 32 "],
)
def test_a_province_is_known_by_name_and_code_however_they_are_typed(said):
    assert tiles(tile_map((said, 5.0)))["Jabar"].get_text() == "Jabar\n5"


@pytest.mark.parametrize(
    ("said", "short"),
    [("D.I. Yogyakarta", "DIY"), ("Jakarta", "DKI"), ("Kep. Riau", "Kepri"), ("Sumatra Utara", "Sumut")],
)
def test_other_names_in_use_are_known(said, short):
    assert tiles(tile_map((said, 5.0)))[short].get_text().endswith("\n5")


def test_an_unknown_name_is_told_with_the_nearest_and_never_taken_for_it():
    told = refused("province-unknown", tile_map, ("Jawa Brat", 1.0), ("Indonesia", 2.0), ("3201", 3.0))
    assert "3 nama atau kode" in told
    assert "'Jawa Brat' (mungkin Jawa Barat?), 'Indonesia', '3201'" in told


@pytest.mark.parametrize("code", [code for code, meant in PAPUA.items() if len(meant) > 1])
def test_codes_that_mean_two_provinces_ask_for_their_system(code):
    assert code in refused("province-system", tile_map, (code, 1.0))
    for system, meant in zip(provinces.SYSTEMS, PAPUA[code], strict=True):
        frame = tile_map((code, 1.0), system=system).p3dn.frame.set_index("province_code")
        assert frame["nilai"].dropna().index.tolist() == [meant]


def test_a_code_that_one_system_alone_has_needs_no_question():
    frame = tile_map(("97", 1.0), ("93", 2.0)).p3dn.frame.dropna(subset="nilai")
    assert frame["province"].tolist() == ["Papua Selatan", "Papua Pegunungan"]
    refused("province-unknown", tile_map, ("97", 1.0), system="kemendagri")
    refused("code-system-unknown", tile_map, ("97", 1.0), system="iso")


def test_a_province_twice_is_refused_whatever_it_is_called():
    assert "Jawa Barat" in refused("region-twice", tile_map, ("Jabar", 1.0), ("32", 2.0))


def test_34_provinces_are_told_and_rows_without_a_province_are_counted():
    note = tile_map(("Papua", 1.0), ("Papua Barat", 2.0), (None, 3.0)).p3dn.note
    assert "Baris tanpa provinsi, tidak digambar: 1." in note
    assert "Papua, Papua Barat mungkin menurut batas sebelum 2022: Papua Selatan, Papua Tengah," in note
    assert "2022" not in tile_map(("Papua", 1.0), ("Papua Tengah", 2.0)).p3dn.note
    assert tile_map(("Bali", 1.0)).p3dn.note == ""


def test_tiles_are_in_one_scale_that_the_subtitle_names_and_data_in_full():
    frame = regions(("Aceh", 24.444e9), ("Bali", 3e6), ("Riau", 0.0), names=("wilayah", "nilai_rp"))
    chart = charts.provinces(frame, "wilayah", "nilai_rp", title="t")
    words = {name: text.get_text() for name, text in tiles(chart).items()}
    assert (words["Aceh"], words["Bali"], words["Riau"]) == ("Aceh\n24,4", "Bali\n<0,1", "Riau\n0")
    assert "(angka di petak: miliar rupiah)" in chart.p3dn.subtitle
    assert chart.p3dn.frame["nilai_rp"].max() == 24.444e9
    assert "Aceh Rp24,44 miliar; Bali Rp3 juta; Riau Rp0" in repr(chart)


def test_a_class_holds_its_lower_bound_and_the_key_says_the_bounds():
    chart = tile_map(("Aceh", 9.0), ("Bali", 10.0), ("Riau", 25.0), bounds=[10, 25])
    assert chart.p3dn.frame.set_index("province")["map_class"].dropna().to_dict() == {"Aceh": 1, "Bali": 2, "Riau": 3}
    key = [text.get_text() for text in chart.legends[0].get_texts()]
    assert key == ["di bawah 10", "10–25", "25 atau lebih", "tidak ada data (35)"]


def test_bounds_rise_and_classes_are_few():
    refused("class-bounds", tile_map, ("Aceh", 1.0), bounds=[2, 2])
    refused("chart-colours", tile_map, ("Aceh", 1.0), bounds=[1, 2, 3, 4, 5])


@pytest.mark.parametrize("values", [[1.0], [0.0] * 30 + [1.0, 2, 3, 4, 5], [-3.0, -2, -1, 0, 1], [1e-9, 1, 1e9, 1e12]])
def test_no_class_is_empty_and_each_value_has_one(values):
    found = classes(pd.Series(values))
    assert sorted(found.of(pd.Series(values)).unique()) == list(range(len(found.bounds) + 1))


def test_regions_are_joined_by_code_and_both_sides_are_counted():
    three = collection(*TWO["features"], square("11.03", 108, 0))
    chart = own_map(("11.01", 0.0), ("11.02", 7.0), ("99.99", 1.0), (None, 1.0), boundaries=three)
    assert chart.p3dn.frame["nilai"].tolist()[:2] == [0.0, 7.0]
    assert chart.p3dn.frame["region_code"].tolist() == ["11.01", "11.02", "11.03"]
    patches = [patch for patch in chart.axes[0].patches if isinstance(patch, PathPatch)]
    assert [bool(patch.get_hatch()) for patch in patches] == [False, False, True]
    assert chart.p3dn.note == (
        "Kode tanpa batas wilayah, tidak digambar: 1 (99.99). Wilayah tanpa baris di tabel: 1. "
        "Baris tanpa kode, tidak digambar: 1."
    )


def test_a_degree_east_is_shorter_than_a_degree_north_away_from_the_equator():
    far = collection(square("11.01", 100, 58), square("11.02", 104, 58))
    axes = own_map(("11.01", 1.0), boundaries=far).axes[0]
    assert axes.get_aspect() == pytest.approx(2, abs=0.01)
    west, east = axes.transData.transform([(100, 58), (104, 58)])[:, 0]
    south, north = axes.transData.transform([(100, 58), (100, 62)])[:, 1]
    assert (north - south) / (east - west) == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize("turned", [False, True])
def test_a_hole_is_left_open_whichever_way_the_rings_run(turned):
    outer, inner = (square("", at, at - 100, size)["geometry"]["coordinates"][0] for at, size in ((100, 4), (101, 2)))
    geometry = polygon(outer, inner[::-1] if turned else inner)
    chart = own_map(("11.01", 1.0), boundaries=collection(square("11.01", 0, 0) | {"geometry": geometry}))
    chart.canvas.draw()
    picture = np.asarray(chart.canvas.buffer_rgba())[::-1, :, :3]
    places = chart.axes[0].transData.transform([(102, 2), (100.5, 0.5)]).astype(int)
    hole, ring = (picture[up, across].tolist() for across, up in places)
    assert hole == [255, 255, 255]
    assert ring != hole


def test_a_value_is_written_only_where_its_region_holds_it():
    chart = own_map(
        ("11.01", 1.0), ("11.02", 2.0), boundaries=collection(square("11.01", 100, 0), square("11.02", 105, 0, 0.05))
    )
    shown = [text.get_text() for text in chart.axes[0].texts if text.get_visible()]
    assert shown == ["1"]


def test_several_features_of_a_code_are_one_region():
    islands = collection(square("11.01", 100, 0), square("11.01", 106, 0), square("11.02", 110, 0))
    chart = own_map(("11.01", 1.0), ("11.02", 2.0), boundaries=islands)
    assert len(chart.axes[0].patches) == 2
    assert chart.p3dn.frame["region_code"].tolist() == ["11.01", "11.02"]


def test_a_file_is_read_and_named_without_its_folder(tmp_path):
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps(TWO), encoding="utf-8-sig")
    assert own_map(("11.01", 1.0), boundaries=path).p3dn.frame["nilai"].tolist()[0] == 1
    path.write_text("{", encoding="utf-8")
    told = refused("boundaries-unreadable", own_map, ("11.01", 1.0), boundaries=path)
    assert told.startswith("'batas.geojson': ")
    assert str(tmp_path) not in told


@pytest.mark.parametrize(
    "content",
    [{}, {"type": "Topology", "objects": {}}, {"features": 3}, {"features": [3]}, {"features": [{"geometry": 3}]},
     collection({"geometry": {"type": "Polygon", "coordinates": [[["x", 1]]]}})],
)  # fmt: skip
def test_what_is_no_geojson_is_refused_as_that(content):
    refused("boundaries-unreadable", own_map, ("11.01", 1.0), boundaries=content)


def test_property_projection_and_codes_that_do_not_fit_are_told():
    told = refused("boundaries-property", own_map, ("11.01", 1.0), property="KODE_PROV")
    assert "yang ada: kode" in told
    metres = collection(square("11.01", 500_000, 9_000_000))
    assert "500000" in refused("boundaries-degrees", own_map, ("11.01", 1.0), boundaries=metres)
    assert "1101" in refused("boundaries-unmatched", own_map, ("1101", 1.0))
    refused("region-twice", own_map, ("11.01", 1.0), ("11.01", 2.0))


def test_what_is_withheld_has_a_cross_and_is_not_counted_as_without_data():
    rows = [("11.01", None, "nilai:threshold"), ("11.02", 7.0, ""), ("99.99", 1.0, "")]
    own = charts.boundaries(
        regions(*rows, names=("wilayah", "nilai", "withheld")), "wilayah", "nilai", boundaries=TWO, title="t"
    )
    provinces = regions(("Bali", None, "nilai:threshold"), ("Aceh", 7.0, ""), names=("wilayah", "nilai", "withheld"))
    tiled = charts.provinces(provinces, "wilayah", "nilai", title="t")
    assert [text.get_text() for text in own.axes[0].texts] == ["x", "7"]
    assert tiles(tiled)["Bali"].get_text() == "Bali\nx"
    assert [text.get_text() for text in own.legends[0].get_texts()] == ["semua nilai"]
    assert [text.get_text() for text in tiled.legends[0].get_texts()] == ["semua nilai", "tidak ada data (36)"]
    for chart in (own, tiled):
        assert chart.p3dn.note.startswith("x: ditahan")
        assert chart.p3dn.frame["withheld"].tolist().count("nilai:threshold") == 1
        assert len(columns.withheld(chart.p3dn.frame)) == 1


def test_a_map_without_a_value_is_a_gap():
    assert isinstance(tile_map(("Aceh", None)), Gap)
    assert isinstance(own_map(("11.01", None)), Gap)


def test_steps_of_a_map_are_told_apart_by_lightness():
    light = [style.contrast(colour, "white") for colour in style.SEQUENTIAL]
    assert all(later > 1.4 * earlier for earlier, later in pairwise(light))
