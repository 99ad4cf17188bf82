"""What lies ahead on lines, as readable sketches: dotted, banded, marked, never a target."""

import math

import pandas as pd
import plotly.graph_objects as go

from charts.figure import figure
from charts.spec import ChartSpec, Mark, Provenance, Series
from charts.theme import PALETTE, REFERENCE, letters_beside, resolve

NAN = math.nan
WORDS = {
    "target.planner_reference": "内部参考值",
    "projection.observed": "实际",
    "projection.begin": "由此起",
    "projection.band": "区间",
    "projection.between": "{low}—{high}",
}
ORIGIN = Provenance("示例", "2026-10-31", "abc", "全国", ("演示数据",))
SERIES = (
    Series("在运行实验室", "value"),
    Series("官方目标路径", "path", "reference"),
    Series("按近十二个月的速度", "projected", "projection", "近十二个月"),
    Series("下限", "low", "low"),
    Series("上限", "high", "high"),
)
ROWS = pd.DataFrame(
    {
        "label": ["2024", "2025", "2026", "2027"],
        "value": [4.0, 8.0, 11.0, NAN],
        "path": [4.0, 8.0, 12.0, 16.0],
        "projected": [NAN, NAN, 12.0, 16.0],
        "low": [NAN, NAN, 11.0, 13.0],
        "high": [NAN, NAN, 13.0, 19.0],
    }
)


def drawn(rows=ROWS, series=SERIES, unit="家", **parts):
    spec = ChartSpec(id="a", kind="line", title="图", frame=rows, x="label", unit=unit,
                     series=series, provenance=ORIGIN, **parts)  # fmt: skip
    made = figure(spec, lambda key, **inputs: WORDS[key].format(**inputs))
    go.Figure(resolve(made))
    return made


def by_name(made) -> dict:
    return {trace["name"]: trace for trace in made["data"]}


def texts(made) -> list[str]:
    return [note["text"] for note in made["layout"]["annotations"]]


def test_a_projection_is_dotted_and_named_by_its_assumption():
    line = by_name(drawn())["按近十二个月的速度"]
    assert (line["line"]["dash"], line["line"]["width"], line["mode"]) == ("dot", 1.5, "lines")


def test_a_second_assumption_has_a_colour_of_its_own_on_the_same_dots():
    slower = Series("按近三年平均的速度", "slower", "projection", "近三年平均")
    made = drawn(ROWS.assign(slower=[NAN, NAN, 11.5, 14.0]), (*SERIES, slower))
    first, second = (by_name(made)[name] for name in ("按近十二个月的速度", slower.name))
    assert first["line"]["color"] == by_name(made)["实际"]["line"]["color"]
    assert second["line"] == {**first["line"], "color": "#8f3d5f"}
    assert texts(made)[2:] == ["近十二个月 16", "近三年平均 14"]


def test_a_projection_begins_at_the_latest_value_and_the_band_tells_both_edges():
    line = by_name(drawn())["按近十二个月的速度"]
    assert line["y"] == [None, 8.0, 12.0, 16.0]
    assert line["text"] == ["", "由此起", "12 家", "16 家"]
    edge = by_name(drawn())["上限"]
    assert edge["text"] == ["", "由此起", "11—13 家", "13—19 家"]
    assert edge["hovertemplate"] == "区间 %{text}<extra></extra>"


def test_the_band_lies_beneath_the_lines_between_its_edges():
    made = drawn()
    low, high, value = made["data"][:3]
    assert (low["name"], high["name"], value["name"]) == ("下限", "上限", "实际")
    assert low["y"] == [None, 8.0, 11.0, 13.0] and high["y"] == [None, 8.0, 13.0, 19.0]
    assert (low["fill"], high["fill"]) == ("none", "tonexty")
    assert low["line"]["width"] == high["line"]["width"] == 0
    assert high["fillcolor"].endswith("0.14)")


def test_ends_tell_each_assumption_the_reference_and_the_latest_value():
    made = drawn()
    assert texts(made) == ["11", "内部参考值 16", "近十二个月 16"]
    # the reference's own colour is too pale for letters
    fonts = [note["font"]["color"] for note in made["layout"]["annotations"][:2]]
    assert fonts == [PALETTE[0], letters_beside(REFERENCE)] and REFERENCE not in fonts


def test_ends_that_would_overlap_are_pushed_apart_by_their_height():
    reference, projected = (note["yshift"] for note in drawn()["layout"]["annotations"][1:])
    assert abs(projected - reference) >= 16


def test_the_latest_value_stands_on_the_side_its_line_does_not_come_from():
    rising = drawn()["layout"]["annotations"][0]
    falling = drawn(ROWS.assign(value=[9.0, 8.0, 6.0, NAN]))["layout"]["annotations"][0]
    assert (rising["xanchor"], rising["yshift"], falling["yshift"]) == ("right", 16, -16)


def test_a_label_at_the_top_goes_beneath_its_line_clear_of_the_marks():
    rows = ROWS.assign(value=[0.5, 0.9, 1.0, NAN])
    assert drawn(rows, SERIES[:1], unit="%")["layout"]["annotations"][0]["yshift"] == -16


def test_a_line_without_anything_ahead_keeps_its_name():
    made = drawn(ROWS[["label", "value"]], SERIES[:1])
    assert made["data"][0]["name"] == "在运行实验室"


def test_there_is_room_for_the_labels_beyond_the_last_year():
    # the reference's: five characters of 12 px, three others of 7.2, 16 to spare
    assert drawn()["layout"]["margin"]["r"] == round(5 * 12 + 3 * 7.2) + 16
    assert drawn()["layout"]["xaxis"]["range"] == [2023.7, 2027.15]


MARKS = (
    Mark("2026", "截至 2026-10-31", "part_year"),
    Mark("2027", "目标年", "horizon"),
    Mark("2024", "1–2", "event", "1. 印发\n2. <b>公布</b>"),
    Mark("2030", "十五五末", "horizon"),
)


def test_marked_years_are_vertical_lines_with_labels_above_and_only_where_the_axis_reaches():
    made = drawn(marks=MARKS)
    shapes = [(shape["x0"], shape["x1"], shape["line"]["dash"]) for shape in
              made["layout"]["shapes"]]  # fmt: skip
    assert shapes == [(2024, 2024, "solid"), (2026, 2026, "solid"), (2027, 2027, "dot")]
    assert texts(made)[3:] == ["截至 2026-10-31", "目标年", "1–2"]
    heights = {note["text"]: note["yshift"] for note in made["layout"]["annotations"][3:]}
    assert heights == {"1–2": 0, "截至 2026-10-31": 18, "目标年": 18}


def test_the_data_s_own_year_takes_a_row_of_its_own_above_a_horizon_it_would_cover():
    marks = (Mark("2025", "2025 目标年", "horizon"), MARKS[0])
    heights = [note["yshift"] for note in drawn(marks=marks)["layout"]["annotations"][3:]]
    assert heights == [0, 18]


def test_an_event_tells_itself_on_hover_and_its_marks_stay_text():
    event = drawn(marks=MARKS)["layout"]["annotations"][-1]
    assert event["hovertext"] == "1. 印发<br>2. &lt;b&gt;公布&lt;/b&gt;"


def test_a_year_that_is_not_over_is_a_hollow_point():
    value = by_name(drawn(marks=MARKS))["实际"]
    assert value["marker"]["symbol"] == ["circle", "circle", "circle-open", "circle"]
