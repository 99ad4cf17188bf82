"""The map figure as a sketch: traces, colours, words, ranges; geometry only by reference."""

import copy
import html
import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from catalog.definitions import catalog
from catalog.figure_parts import MAP_EXTENT_KM
from charts.map.classes import PALETTE, ZERO, shade_of, shades
from charts.map.figure import INSET_CODES, ROOMY_HEIGHT_PX, fill_geometry, map_figure
from charts.map.frame import INSET_RANGES
from charts.options import MapOptions, MapPoints
from charts.spec import ChartSpec, Provenance, Series
from loaders.geography.boundaries import load_boundaries
from loaders.geography.geometry import build_lines, build_provinces
from loaders.geography.map_json import map_layer

WORDS = {
    "map.no_data": "暂无数据",
    "map.south_china_sea": "南海诸岛",
    "map.zero": "0",
    "map.outside": "不在所选范围",
    "scope.joint": "、",
}
NAMES = {"110000": "北京", "130000": "河北", "310000": "上海", "540000": "西藏", "630000": "青海"}
TOKENS = {"@text", "@muted", "@grid", "@surface", "@nodata", "@line"}
VALUES = {"110000": 30.0, "130000": 4.0, "310000": 12.0, "540000": 0.0, "630000": math.nan}


def words(key, **params):
    return WORDS[key].format(**params)


words.join = "、".join


def spec_of(values=VALUES, **changes):
    frame = pd.DataFrame({"province": list(values), "labs": list(values.values())})
    inputs = {
        "id": "map",
        "kind": "map",
        "title": "实验室分布",
        "frame": frame,
        "x": "province",
        "series": (Series("实验室数", "labs"),),
        "unit": "个",
        "provenance": Provenance("登记表", "2026-10-31", "v1", "全国"),
        "height": 640,
        "names": NAMES,
    }
    return ChartSpec(**(inputs | changes))


def traces(figure, group):
    """Traces of one group of the layer by key."""
    named = [t for t in figure["data"] if "meta" in t and t["meta"]["geometry"][0] == group]
    return {trace["meta"]["geometry"][1]: trace for trace in named}


def labels_of(figure):
    """Labels of the map by province code."""
    return {note["name"].split("/")[1]: note for note in figure["layout"]["annotations"]}


def key_entries(figure):
    return [trace["name"] for trace in figure["data"] if trace["showlegend"]]


def strings(value):
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def resolved(value):
    if isinstance(value, dict):
        return {key: resolved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item) for item in value]
    return "#808080" if isinstance(value, str) and value in TOKENS else value


@pytest.fixture(scope="module")
def figure():
    return map_figure(spec_of(), words)


@pytest.fixture(scope="module")
def layer():
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("MAP_BOUNDARY_FILE", raising=False)
        boundaries = load_boundaries()
    return map_layer(build_provinces(boundaries), build_lines(boundaries))


def test_empty_frame_is_all_without_data():
    for frame in (pd.DataFrame(), pd.DataFrame({"province": [], "labs": []})):
        figure = map_figure(spec_of(frame=frame), words)
        assert all("fillpattern" in trace for trace in traces(figure, "main").values())
        assert key_entries(figure) == ["暂无数据"]


def test_trace_counts(figure):
    groups = ("main", "inset", "lines", "inset_lines", "hits")
    counts = {group: len(traces(figure, group)) for group in groups}
    assert counts == {
        "main": 34, "inset": 8, "lines": 3, "inset_lines": 3, "hits": 34,
    }  # fmt: skip


def test_no_geometry_in_the_figure(figure):
    named = [trace for trace in figure["data"] if "meta" in trace]
    assert all(trace["x"] == [] and trace["y"] == [] for trace in named)


def test_province_without_data_is_hatched_and_never_zero(figure):
    for code in ("630000", "710000"):
        trace = traces(figure, "main")[code]
        assert trace["fillcolor"] == "@nodata"
        assert trace["fillpattern"]["shape"] == "/"
        assert "暂无数据" in traces(figure, "hits")[code]["hovertext"]
        assert "0" not in labels_of(figure)[code]["text"].replace(code, "")


def test_zero_is_a_value_with_its_own_colour(figure):
    trace = traces(figure, "main")["540000"]
    assert trace["fillcolor"] == ZERO[0]
    assert "fillpattern" not in trace
    assert labels_of(figure)["540000"]["text"] == "西藏<br>0"


def test_inset_has_the_colours_of_the_main_map(figure):
    main, inset = traces(figure, "main"), traces(figure, "inset")
    assert {code: main[code]["fillcolor"] for code in inset} == {
        code: trace["fillcolor"] for code, trace in inset.items()
    }
    assert all(trace["xaxis"] == "x2" and trace["yaxis"] == "y2" for trace in inset.values())


def test_lines_have_their_strokes(figure):
    for group in ("lines", "inset_lines"):
        dashes = {key: trace["line"]["dash"] for key, trace in traces(figure, group).items()}
        assert dashes == {"dashes": "solid", "undefined": "dashdot", "sea": "dot"}


def test_labels_carry_name_and_value_and_switch_ink(figure):
    labels = labels_of(figure)
    assert labels["110000"]["text"] == "北京<br>30"
    assert labels["310000"]["text"] == "上海 12"  # on the sea, in one line
    assert labels["110000"]["font"]["color"] == "#ffffff"
    assert labels["130000"]["font"]["color"] == "#10243a"
    assert labels["310000"]["font"]["color"] == "@text"


def test_low_card_shows_names_only_and_the_key_below_the_map():
    figure = map_figure(spec_of(height=340), words)
    assert labels_of(figure)["110000"]["text"] == "北京"
    assert figure["layout"]["legend"]["yanchor"] == "top"
    assert figure["layout"]["legend"]["y"] < 0


def test_key_in_the_corner_covers_no_territory(layer):
    """At the lowest card with the key inside: ten rows of 16 px, 120 px for 16 characters."""
    km = 4140 / (ROOMY_HEIGHT_PX - 8)
    right, top = MAP_EXTENT_KM["x"][0] + 120 * km, MAP_EXTENT_KM["y"][0] + 160 * km
    for shape in layer["main"].values():
        points = zip(shape["x"], shape["y"], strict=True)
        assert not any(x <= right and y <= top for x, y in points if x is not None)


def test_inset_covers_no_territory_of_the_main_map(layer):
    left = MAP_EXTENT_KM["x"][0] + 0.82 * (MAP_EXTENT_KM["x"][1] - MAP_EXTENT_KM["x"][0])
    top = MAP_EXTENT_KM["y"][0] + 0.31 * (MAP_EXTENT_KM["y"][1] - MAP_EXTENT_KM["y"][0])
    drawn = [*layer["main"].values(), layer["lines"]["dashes"]]
    for shape in drawn:
        points = zip(shape["x"], shape["y"], strict=True)
        assert not any(x >= left and y <= top for x, y in points if x is not None)


def test_hits_are_invisible_even_when_others_are_selected(figure):
    for code, trace in traces(figure, "hits").items():
        assert trace["customdata"] == [code]
        assert trace["meta"]["code"] == code
        for state in (trace, trace["selected"], trace["unselected"]):
            assert state["marker"]["opacity"] == 0


def test_hover_says_name_value_unit_and_note():
    spec = spec_of(options=MapOptions(notes={"110000": "含<在建>"}))
    hits = traces(map_figure(spec, words), "hits")
    assert hits["110000"]["hovertext"] == "<b>北京</b><br>实验室数：30 个<br>含&lt;在建&gt;"
    assert hits["130000"]["hovertext"] == "<b>河北</b><br>实验室数：4 个"


POINTS = MapPoints([1.0], [2.0], ["440000"], ["示例<实验室>\n广州市"])


def points_of(figure):
    (trace,) = [t for t in figure["data"] if t["type"] == "scatter" and "customdata" in t
                and "meta" not in t]  # fmt: skip
    return trace


def test_labs_are_points_that_report_their_province():
    spec = spec_of(options=MapOptions(points=POINTS, point_name="实验室"))
    trace = points_of(map_figure(spec, words))
    assert (trace["x"], trace["y"], trace["customdata"]) == ([1.0], [2.0], ["440000"])
    assert trace["hovertext"] == ["示例&lt;实验室&gt;<br>广州市"]
    assert trace["unselected"]["marker"]["opacity"] == trace["marker"]["opacity"]
    assert key_entries(map_figure(spec, words))[0] == "实验室"


def test_without_labs_the_points_are_an_empty_trace(figure):
    assert points_of(figure)["x"] == [] and not points_of(figure)["showlegend"]
    assert len(figure["data"]) == len(
        map_figure(spec_of(options=MapOptions(points=POINTS)), words)["data"]
    )


def test_a_value_that_is_not_defined_is_not_missing():
    figure = map_figure(spec_of(gap="无"), words)
    assert traces(figure, "hits")["630000"]["hovertext"].endswith("：无")
    assert traces(figure, "hits")["710000"]["hovertext"].endswith("：暂无数据")
    assert key_entries(figure)[-1] == "暂无数据、无"


def test_what_the_reader_left_out_is_neither_a_value_nor_a_gap():
    spec = spec_of({"110000": 3.0}, options=MapOptions(outside=("130000", "540000")))
    figure = map_figure(spec, words)
    trace = traces(figure, "main")["540000"]
    assert trace["fillcolor"] == "@surface" and "fillpattern" not in trace
    assert traces(figure, "hits")["540000"]["hovertext"].endswith("：不在所选范围")
    assert key_entries(figure) == ["3", "暂无数据", "不在所选范围"]


def test_nothing_given_is_read_as_markup():
    wild = "<a href='x'>&"
    spec = spec_of(unit=wild, series=(Series(wild, "labs"),), names={"110000": wild})
    drawn = [text for text in strings(map_figure(spec, words)) if "href" in text]
    assert drawn
    plain = html.escape(wild, quote=False)
    assert all(plain in text.replace("\u00a0", " ") and "<a" not in text for text in drawn)


def test_a_name_of_two_words_is_not_cut_where_the_map_is_low():
    labels = map_figure(spec_of(names={"110000": "Two Words"}), words)
    texts = {note["name"]: note["text"] for note in labels["layout"]["annotations"]}
    assert texts["labels/110000"] == "Two\u00a0Words<br>30"


def test_key_runs_from_zero_to_no_data(figure):
    assert key_entries(figure) == ["0", "4～9", "10～24", "25～30", "暂无数据"]
    assert figure["layout"]["legend"]["title"]["text"] == "（个）"


def test_shares_are_printed_in_percent():
    shares = {"110000": 0.256, "130000": 0.5, "310000": 0.0004, "540000": -0.0001}
    figure = map_figure(spec_of(shares, unit="%", decimals=1), words)
    assert labels_of(figure)["110000"]["text"] == "北京<br>25.6%"
    assert traces(figure, "hits")["130000"]["hovertext"].endswith("：50.0%")
    assert labels_of(figure)["310000"]["text"] == "上海 0.0%"
    assert labels_of(figure)["540000"]["text"] == "西藏<br>0.0%"
    assert key_entries(figure) == ["0", "25.6%～45.9%", "46.0%～50.0%", "暂无数据"]
    assert figure["layout"]["legend"]["title"]["text"] == ""


def test_classes_keep_apart_what_the_map_prints_apart():
    values = [0.0, 0.4, 1, 2, 2, 3, 5, 8, 13, 40, math.nan]
    classes = shades(values)
    assert [shade.fill for shade in classes] == [ZERO[0], *(fill for fill, _ in PALETTE)]
    assert shade_of(0.4, classes) == shade_of(0.0, classes)  # both are printed as 0
    assert all(a.high < b.low for a, b in zip(classes[1:], classes[2:], strict=False))
    assert shade_of(math.nan, classes) is None


@pytest.mark.parametrize(
    "values", [[7.0] * 31, [-3.2, -1.1, 0.0, 2.5], [1e-9, 5.0], [0.0] * 31, [1e9, 2.0, 3.0]]
)
def test_every_value_finds_its_class(values):
    for decimals in (0, 1, 2):
        classes = shades(values, decimals)
        assert all(shade_of(value, classes, decimals) in classes for value in values)


def test_frame_of_the_figure(figure, layer):
    layout = figure["layout"]
    assert layout["xaxis"]["range"] == MAP_EXTENT_KM["x"] == layer["ranges"]["x"]
    assert layout["yaxis"]["range"] == MAP_EXTENT_KM["y"] == layer["ranges"]["y"]
    assert layer["inset_box"] == INSET_RANGES
    assert layout["xaxis2"]["range"] == INSET_RANGES["x"]
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["yaxis2"]["domain"] == [0, 0.31]
    assert (layout["dragmode"], layout["hovermode"]) == ("pan", "closest")
    assert (layout["hoverdistance"], layout["uirevision"]) == (25, "map")
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert any(trace.get("text") == "南海诸岛" for trace in figure["data"])


def test_codes_are_those_of_the_layer(layer):
    assert list(catalog().provinces.code) == list(layer["main"])
    assert list(INSET_CODES) == list(layer["inset"])


def test_colours_are_tokens_or_the_palette(figure):
    assert {text for text in strings(figure) if text.startswith("@")} <= TOKENS


def test_filling_adds_geometry_to_a_copy(figure, layer):
    before = copy.deepcopy(figure)
    filled = fill_geometry(figure, layer)
    assert figure == before
    assert traces(filled, "main")["460000"]["x"] == layer["main"]["460000"]["x"]
    hits = traces(filled, "hits")["460000"]
    assert hits["customdata"] == ["460000"] * len(hits["x"])


def test_plotly_accepts_the_figure_with_and_without_geometry(figure, layer):
    assert len(go.Figure(resolved(figure)).data) == len(figure["data"])
    assert len(go.Figure(resolved(fill_geometry(figure, layer))).data) == len(figure["data"])
