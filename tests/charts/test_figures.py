"""Figures of every kind as readable sketches: names, values, texts, marks of the missing."""

import math
from typing import get_args

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.figure import CHART_KINDS, figure
from charts.options import OPTIONS_BY_KIND, BandOptions, CurveOptions, HeatOptions
from charts.spec import ChartSpec, Kind, Provenance, Series
from charts.theme import MOST_LABEL, resolve

WORDS = {"map.no_data": "暂无数据", "target.planner_reference": "内部参考值",
         "layout.count": "{count} 家", "layout.no_value": "不适用"}  # fmt: skip
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
        series=tuple(Series(*first) for first in series), provenance=ORIGIN, **parts,
    )  # fmt: skip
    made = figure(spec, words)
    go.Figure(resolve(made))
    return made


def test_bars_start_from_zero_and_carry_their_numbers():
    made = drawn("bar", [("湖北", 1200.0), ("广东", 3.0)])
    (bar,) = made["data"]
    assert bar["text"] == ["1,200", "3"] and bar["x"] == [1200.0, 3.0]
    assert made["layout"]["xaxis"]["rangemode"] == "tozero"


def test_long_names_are_short_beside_their_bars_and_still_two():
    alike = ["示例" * 200 + end for end in ("（01）", "（02）")]
    made = drawn("bar", [(name, 1.0) for name in alike])
    axis, (bar,) = made["layout"]["yaxis"], made["data"]
    assert [len(label) for label in axis["ticktext"]] == [MOST_LABEL, MOST_LABEL]
    assert [label[-4:] for label in axis["ticktext"]] == ["（01）", "（02）"]
    assert axis["tickvals"] == bar["y"] and bar["y"][0].replace("<br>", "") == alike[0]


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


def test_a_stack_of_small_numbers_is_written_too():
    first, second = drawn("stacked", [("2024", 0.2, 0.01)], (("a", "a"), ("b", "b")),
                          decimals=3)["data"]  # fmt: skip
    assert (first["text"], second["text"]) == (["0.200"], [""])


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
    heat, gaps = drawn("heat", [("新材料", 3.0, 0.0), ("其他", math.nan, 1.0)], series)["data"]
    assert heat["text"] == [["3", "0"], ["", "1"]]
    assert heat["z"][1][0] is None and gaps["z"] == [[None, None], [1, None]]
    assert gaps["text"] == [["", ""], ["暂无数据", ""]]
    assert heat["colorscale"][0][1] not in {step[1] for step in heat["colorscale"][2:]}


def test_a_quotient_carries_its_count_and_an_undefined_one_says_so():
    frame = {"label": ["新材料"], "a": [2.0], "n_a": [3.0], "b": [math.nan], "n_b": [0.0]}
    spec = ChartSpec(
        id="a", kind="heat", title="图", frame=pd.DataFrame(frame), x="label", unit="",
        series=(Series("北京", "a"), Series("西藏", "b")), provenance=ORIGIN, decimals=1,
        gap="无",
        options=HeatOptions(counts={"a": "n_a", "b": "n_b"}, middle=1.0),
    )  # fmt: skip
    heat, gaps = figure(spec, words)["data"]
    assert heat["text"] == [["2.0<br>3 家", ""]] and gaps["text"] == [["", "无<br>0 家"]]
    assert heat["z"] == [[3.0, None]]  # one doubling above the middle of 0 to 4
    assert heat["hovertext"][0][0].endswith("2.0 <br>3 家")


def test_ratios_are_coloured_by_doublings_and_zero_stands_apart():
    values = (0.0, 0.1, 0.5, 1.0, 2.0, 4.0, 99.0)
    series = tuple((f"s{i}", f"c{i}") for i in range(len(values)))
    heat = drawn("heat", [("新材料", *values)], series, options=HeatOptions(middle=1.0))["data"][0]
    assert heat["z"] == [[0.0, 1.0, 1.0, 2.0, 3.0, 4.0, 4.0]]
    assert heat["text"][0][0] == "0"


BAND = BandOptions("p5", "p95", "floor", band_name="随机", floor_name="下限", under="labs")


def banded(rows):
    """The band figure of rows (year, value, floor, p5, p95, labs)."""
    columns = ["label", "value", "floor", "p5", "p95", "labs"]
    spec = ChartSpec(
        id="a", kind="band", title="图", frame=pd.DataFrame(rows, columns=columns), x="label",
        unit="", series=(Series("基尼系数", "value"),), provenance=ORIGIN, decimals=3,
        options=BAND,
    )  # fmt: skip
    made = figure(spec, words)
    go.Figure(resolve(made))
    return made


def test_an_index_stands_before_its_band_and_floor():
    made = banded([("2023", 0.5, 0.2, 0.3, 0.6, "4 家"), ("2024", 0.4, 0.1, 0.2, 0.5, "9 家")])
    low, high, floor, value = made["data"]
    assert (low["y"], high["y"], floor["y"]) == ([0.3, 0.2], [0.6, 0.5], [0.2, 0.1])
    assert high["fill"] == "tonexty" and floor["line"]["dash"] == "dot"
    assert value["text"] == ["0.500", "0.400"]
    assert value["hovertext"][0] == "2023<br>基尼系数：0.500<br>随机：0.300～0.600"
    assert made["layout"]["xaxis"]["ticktext"] == ["2023<br>4 家", "2024<br>9 家"]


def test_a_year_without_labs_is_a_gap_that_says_not_applicable():
    nothing = ("2022", math.nan, math.nan, math.nan, math.nan, "0 家")
    *_, value = banded([nothing, ("2023", 0.5, 0.2, 0.3, 0.6, "4 家")])["data"]
    assert value["y"] == [None, 0.5] and value["text"] == ["", "0.500"]
    assert value["hovertext"][0] == "2022<br>基尼系数：不适用"
    assert banded([])["data"][3]["y"] == []


def test_of_many_years_only_the_last_is_written():
    rows = [(str(2022 + i), 0.5, 0.2, 0.3, 0.6, "4 家") for i in range(14)]
    value = banded(rows)["data"][3]
    assert value["text"] == [""] * 13 + ["0.500"] and len(value["hovertext"]) == 14


def test_a_waterfall_goes_up_down_and_totals():
    rows = [("2025 进入", 5.0, "relative"), ("2025 退出", -2.0, "relative"),
            ("2025 年末", 3.0, "total")]  # fmt: skip
    (fall,) = drawn("waterfall", rows)["data"]
    assert fall["text"] == ["+5", "−2", "3"] and fall["measure"][-1] == "total"
    assert fall["x"] == ["2025<br>进入", "2025<br>退出", "2025<br>年末"]


def test_a_curve_runs_between_shares():
    series = (("累计实验室占比", "a"), ("完全均衡", "b", "target"))
    made = drawn("curve", [(0.0, 0.0, 0.0), (1.0, 1.0, 1.0)], series, unit="%",
                 options=CurveOptions("label"))  # fmt: skip
    assert made["layout"]["yaxis"]["range"] == [0, 1]
    assert made["data"][1]["line"]["dash"] == "dot"
    assert made["data"][0]["text"] == ["", "1.0<br>"] and made["data"][1]["text"] == ["", ""]


@pytest.mark.parametrize("kind", ["bar", "column", "stacked", "line", "heat"])
def test_hostile_names_stay_text(kind):
    label = "2024" if kind == "line" else "<b>x</b><a href='http://x'>y</a>"
    made = drawn(kind, [(label, 1.0)], (("<script>1</script>", "value"),))
    assert "<script>" not in str(made) and "<a href" not in str(made)


@pytest.mark.parametrize("kind", ["bar", "stacked", "line", "heat"])
def test_an_empty_table_draws_nothing_and_raises_nothing(kind):
    assert drawn(kind, [])["layout"]


def test_every_kind_has_a_drawing_and_a_sentence():
    assert set(CHART_KINDS) == set(get_args(Kind))
    assert set(OPTIONS_BY_KIND) <= set(CHART_KINDS)
    assert all(entry.sentence.endswith(".") for entry in CHART_KINDS.values())
