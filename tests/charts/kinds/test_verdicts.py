"""A matrix of judgements as a sketch: words in cells, tones beneath, disagreement in bold."""

import pandas as pd
import plotly.graph_objects as go

from charts.figure import figure
from charts.kinds.verdicts import TONES
from charts.spec import ChartSpec, Provenance, Series
from charts.theme import PALETTE, REFERENCE, resolve


def drawn(rows):
    frame = pd.DataFrame(rows, columns=["label", "a", "a_tone", "b", "b_tone"])
    spec = ChartSpec(
        id="a", kind="verdicts", title="判定", frame=frame, x="label", unit="",
        series=(Series("甲法", "a"), Series("是否一致", "b")),
        provenance=Provenance("示例", "2026-10-31", "abc", "全国"),
    )  # fmt: skip
    made = figure(spec, None)
    go.Figure(resolve(made))
    return made["data"][0]


def color_of(trace, z):
    """The colour Plotly gives a cell: the step of the scale in which its value lies."""
    share = z / trace["zmax"]
    edges = trace["colorscale"]
    return next(
        color for (start, color), (end, _) in zip(edges[::2], edges[1::2], strict=True)
        if start <= share <= end
    )  # fmt: skip


def test_no_row_is_an_empty_matrix():
    assert drawn([])["z"] == []


def test_lines_of_a_cell_and_its_row_and_column_are_kept():
    trace = drawn([("实验室\n2022 年 4", "● 显著\nR = 1.00", "good", "＝ 一致", "agree")])
    assert trace["x"] == ["甲法", "是否一致"]
    assert trace["y"] == ["<b>实验室</b><br>2022 年 4"]
    assert trace["text"] == [["● 显著<br>R = 1.00", "＝ 一致"]]


def test_disagreement_stands_out_in_bold_and_colour():
    trace = drawn([("实验室", "○ 停滞", "bad", "≠ 不一致", "differ")])
    assert trace["text"] == [["○ 停滞", "<b>≠ 不一致</b>"]]
    assert color_of(trace, trace["z"][0][1]).startswith(REFERENCE)


def test_every_tone_has_a_step_of_its_own():
    rows = [("实验室", "x", tone, "y", "agree") for tone in TONES]
    trace = drawn(rows)
    observed = {tone: color_of(trace, z) for tone, (z, _) in zip(TONES, trace["z"], strict=True)}
    assert observed == TONES
    assert observed["good"].startswith(
        PALETTE[0]
    )  # blue: no green, nothing is held to the guideline


def test_hostile_names_stay_text():
    trace = drawn([("<b>x</b>", "<i>y</i>", "good", "<u>z</u>", "differ")])
    assert trace["text"] == [["&lt;i&gt;y&lt;/i&gt;", "<b>&lt;u&gt;z&lt;/u&gt;</b>"]]
    assert trace["y"] == ["<b>&lt;b&gt;x&lt;/b&gt;</b>"]
