"""Mixes, columns with lines, rings and named points as readable sketches."""

import math

import pytest

from charts.options import ComboOptions
from charts.point_labels import name_places
from tests.charts.sketch import drawn, spec_of

PARTS = (("甲", "a"), ("乙", "b"))
OVER = (("当年", "a"), ("累计", "b"))
XY = (("工业", "x"), ("实验室", "y"))


def test_a_mix_of_nothing_is_drawn_as_nothing():
    first, second = drawn("stacked100", [("东部", math.nan, math.nan)], PARTS)["data"]
    assert first["x"] == second["x"] == [None] and first["text"] == [""]
    assert first["hovertext"] == ["东部<br>甲：暂无数据"]


def test_a_mix_keeps_the_numbers_and_tells_the_shares():
    made = drawn("stacked100", [("东部", 3.0, 1.0), ("西部", 0.0, 4.0)], PARTS)
    first, second = made["data"]
    assert made["layout"]["barnorm"] == "fraction" and made["layout"]["xaxis"]["range"] == [0, 1]
    assert (first["x"], second["x"]) == ([3.0, 0.0], [1.0, 4.0])
    assert (first["text"], second["text"]) == (["3", ""], ["1", "4"])
    assert first["hovertext"][0] == "东部<br>甲：3 家（75%）"
    assert first["y"] == ["东部", "西部"] and made["layout"]["yaxis"]["autorange"] == "reversed"


def test_a_narrow_part_of_a_mix_has_no_room_for_its_number():
    first, second = drawn("stacked100", [("东部", 99.0, 1.0)], PARTS)["data"]
    assert (first["text"], second["text"]) == (["99"], [""])


@pytest.mark.parametrize("kind", ["stacked", "stacked100", "combo"])
def test_numbers_inside_bars_are_dark_on_pale_fills_and_light_on_deep_ones(kind):
    options = {"options": ComboOptions(())} if kind == "combo" else {}
    made = drawn(kind, [("东部", 60.0, 40.0)], PARTS, **options)["data"]
    inks = {bar["marker"]["color"]: bar["insidetextfont"]["color"] for bar in made}
    assert inks == {"#3572b0": "#ffffff", "#a8905c": "#1b2735"}


def test_a_line_stands_over_its_columns_on_one_axis():
    rows = [("2024", 5.0, 5.0), ("2025", 20.0, 25.0)]
    made = drawn("combo", rows, OVER, options=ComboOptions(("b",)))
    columns, line = made["data"]
    assert (columns["type"], columns["y"]) == ("bar", [5.0, 20.0])
    assert (line["type"], line["y"], line["text"]) == ("scatter", [5.0, 25.0], ["5", "25"])
    assert "yaxis" not in line and "yaxis2" not in made["layout"]
    assert columns["marker"]["color"] != line["line"]["color"]
    assert columns["textposition"] == "inside" and made["layout"]["showlegend"]


def test_a_column_too_low_for_its_number_keeps_it_for_the_hover():
    rows = [("2024", 1.0, 1.0), ("2025", 99.0, 100.0)]
    columns, line = drawn("combo", rows, OVER, options=ComboOptions(("b",)))["data"]
    assert columns["text"] == ["", "99"] and "1 家" in columns["hovertext"][0]


def test_a_line_over_columns_keeps_its_gaps():
    rows = [("2024", 1.0, math.nan), ("2025", 2.0, 3.0)]
    _, line = drawn("combo", rows, OVER, options=ComboOptions(("b",)))["data"]
    assert line["y"] == [None, 3.0] and line["text"] == ["", "3"] and not line["connectgaps"]


def test_a_ring_has_its_parts_in_order_and_the_whole_in_its_middle():
    made = drawn("donut", [("企业", 3.0), ("高校", 1.0)], (("实验室", "a"),))
    (ring,) = made["data"]
    assert ring["labels"] == ["企业", "高校"] and ring["values"] == [3.0, 1.0]
    assert not ring["sort"] and ring["text"] == ["企业 3", "高校 1"]
    assert made["layout"]["annotations"][0]["text"] == "4<br>家"
    assert "xaxis" not in made["layout"] and "yaxis" not in made["layout"]


def test_a_part_of_a_ring_without_a_number_is_not_named():
    (ring,) = drawn("donut", [("企业", 3.0), ("其他", math.nan)], (("实验室", "a"),))["data"]
    assert ring["values"] == [3.0, 0.0] and ring["text"] == ["企业 3", ""]


def test_points_have_their_names_and_both_numbers():
    made = drawn("scatter", [("湖北", 100.0, 3.0), ("西藏", math.nan, 1.0)], XY)
    (points,) = made["data"]
    assert (points["x"], points["y"]) == ([100.0, None], [3.0, 1.0])
    assert points["text"] == ["湖北", ""]
    assert points["hovertext"] == ["<b>湖北</b><br>实验室：3<br>工业：100", ""]
    titles = [made["layout"][axis]["title"]["text"] for axis in ("xaxis", "yaxis")]
    assert titles == ["工业", "实验室"]


def test_the_average_is_a_thin_line_in_the_order_of_x():
    rows = [("甲", 20.0, 1.0, 2.0), ("乙", 10.0, 3.0, 1.0)]
    _, average = drawn("scatter", rows, (*XY, ("同一比率", "even", "average")))["data"]
    assert (average["x"], average["y"]) == ([10.0, 20.0], [1.0, 2.0])
    assert average["line"]["dash"] == "dot" and average["mode"] == "lines"


def test_names_of_points_far_apart_stand_to_the_right():
    spec = spec_of("scatter", [("甲", 10.0, 10.0), ("乙", 5.0, 5.0)], XY)
    assert name_places(spec, (800, 300)) == ["right", "right"]


def test_names_that_would_meet_stand_elsewhere_or_nowhere():
    close = [("黑龙江", 10.0 + at / 100, 10.0) for at in range(8)]
    places = name_places(spec_of("scatter", close, XY), (800, 300))
    named = [place for place in places if place]
    assert len(named) < 8 and len(set(named)) > 1


@pytest.mark.parametrize("rows", [[], [("甲", math.nan, 1.0)], [("甲", 0.0, 0.0)]])
def test_no_name_is_asked_for_where_nothing_is_or_all_is_zero(rows):
    places = name_places(spec_of("scatter", rows, XY), (800, 300))
    assert len(places) == len(rows)
