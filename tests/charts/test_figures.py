"""Figures of every kind as readable sketches: names, values, texts, marks of the missing."""

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.figure import figure
from charts.spec import ChartSpec, Provenance, Series
from charts.theme import resolve

WORDS = {"map.no_data": "暂无数据", "target.planner_reference": "内部参考值"}
ORIGIN = Provenance("示例", "2026-10-31", "abc", "全国", ("演示数据",))


def words(key, **parts):
    return WORDS[key].format(**parts)


def drawn(kind, rows, series=(("实验室", "value"),), **parts):
    """The figure of a small table under `label`, checked by Plotly itself."""
    names = ["label", *(column for _, column, *_ in series)]
    frame = pd.DataFrame([row[: len(names)] for row in rows], columns=names)
    if kind == "waterfall":
        frame["measure"] = [row[-1] for row in rows]
    spec = ChartSpec(
        id="a", kind=kind, title="图", frame=frame, x="label", unit=parts.pop("unit", "家"),
        series=tuple(Series(*one) for one in series), provenance=ORIGIN, **parts,
    )  # fmt: skip
    made = figure(spec, words)
    go.Figure(resolve(made))
    return made


def test_bars_start_from_zero_and_carry_their_numbers():
    made = drawn("bar", [("湖北", 1200.0), ("广东", 3.0)])
    (bar,) = made["data"]
    assert bar["text"] == ["1,200", "3"] and bar["x"] == [1200.0, 3.0]
    assert made["layout"]["xaxis"]["rangemode"] == "tozero"


def test_a_missing_bar_is_a_hatched_stub_that_says_so():
    bar, stub = drawn("bar", [("湖北", 10.0), ("西藏", math.nan)])["data"]
    assert bar["x"] == [10.0, None] and bar["text"] == ["10", ""]
    assert stub["text"] == ["", "暂无数据"] and stub["marker"]["pattern"]["shape"] == "/"


def test_zero_is_a_number_and_not_missing():
    (bar,) = drawn("bar", [("湖北", 0.0)])["data"]
    assert bar["text"] == ["0"]


def test_a_stack_writes_only_what_fits_its_piece():
    series = (("主领域", "a"), ("其他领域", "b"))
    first, second = drawn("stacked", [("新材料", 100.0, 2.0)], series)["data"]
    assert (first["text"], second["text"]) == (["100"], [""])


def test_lines_keep_gaps_and_name_their_ends():
    made = drawn("line", [("2023", 1.0), ("2024", math.nan), ("2025", 4.0)])
    (line,) = made["data"]
    assert line["y"] == [1.0, None, 4.0] and not line["connectgaps"]
    assert [note["text"] for note in made["layout"]["annotations"]] == ["4"]


def test_a_reference_is_dashed_and_called_one_whatever_the_spec_says():
    series = (("实验室", "a"), ("官方目标", "b", "reference"))
    made = drawn("line", [("2023", 1.0, 1.0), ("2030", math.nan, 9.0)], series)
    reference = made["data"][1]
    assert reference["line"]["dash"] == "dash" and reference["name"] == "内部参考值"
    assert "内部参考值 9" in [note["text"] for note in made["layout"]["annotations"]]


def test_ends_that_meet_are_pushed_apart():
    series = (("东部", "a"), ("西部", "b"))
    made = drawn("line", [("2023", 1.0, 1.0), ("2024", 50.0, 50.0)], series, height=340)
    first, second = (note["yshift"] for note in made["layout"]["annotations"])
    assert abs(first - second) >= 16


def test_heat_marks_zero_as_a_gap_and_missing_in_words():
    series = (("质量基础研究", "a"), ("质量政策体系研究", "b"))
    (heat,) = drawn("heat", [("新材料", 3.0, 0.0), ("其他", math.nan, 1.0)], series)["data"]
    assert heat["text"] == [["3", "0"], ["暂无数据", "1"]]
    assert heat["z"][1][0] is None
    assert heat["colorscale"][0][1] not in {step[1] for step in heat["colorscale"][2:]}


def test_a_waterfall_goes_up_down_and_totals():
    rows = [("2025 进入", 5.0, "relative"), ("2025 退出", -2.0, "relative"),
            ("2025 年末", 3.0, "total")]  # fmt: skip
    (fall,) = drawn("waterfall", rows)["data"]
    assert fall["text"] == ["+5", "−2", "3"] and fall["measure"][-1] == "total"
    assert fall["x"] == ["2025<br>进入", "2025<br>退出", "2025<br>年末"]


def test_a_curve_runs_between_shares():
    series = (("累计实验室占比", "a"), ("完全均衡", "b", "target"))
    made = drawn("curve", [(0.0, 0.0, 0.0), (1.0, 1.0, 1.0)], series, unit="%")
    assert made["layout"]["yaxis"]["range"] == [0, 1]
    assert made["data"][1]["line"]["dash"] == "dot"


@pytest.mark.parametrize("kind", ["bar", "column", "stacked", "line", "heat"])
def test_hostile_names_stay_text(kind):
    label = "2024" if kind == "line" else "<b>x</b><a href='http://x'>y</a>"
    made = drawn(kind, [(label, 1.0)], (("<script>1</script>", "value"),))
    assert "<script>" not in str(made) and "<a href" not in str(made)


@pytest.mark.parametrize("kind", ["bar", "stacked", "line", "heat"])
def test_an_empty_table_draws_nothing_and_raises_nothing(kind):
    assert drawn(kind, [])["layout"]
