"""Small multiples as a sketch: one panel per series, one scale, the others in grey."""

import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.figure import figure
from charts.spec import ChartSpec, Provenance, Series
from charts.theme import PALETTE, resolve


def spec_of(**columns):
    frame = pd.DataFrame({"label": ["2022", "2023"], **columns})
    series = tuple(Series(name, name) for name in columns)
    return ChartSpec("m", "multiples", "标题", frame, "label", series, "家",
                     Provenance("来源", "2026-01-01", "v", "全国"))  # fmt: skip


def drawn(**columns):
    return figure(spec_of(**columns), lambda key, **_: key)


def own(part):
    return [trace for trace in part["data"] if "markers" in trace["mode"]]


def test_without_years_nothing_is_drawn_and_nothing_fails():
    part = figure(spec_of(湖北=[1.0, 2.0]).but(frame=pd.DataFrame({"label": [], "湖北": []})), str)
    assert own(part)[0]["y"] == []


@pytest.mark.parametrize("count", [1, 2, 4])
def test_panels_share_the_width_without_overlap(count):
    columns = {f"省{i}": [float(i), 2.0] for i in range(count)}
    part = drawn(**columns)
    axes = [part["layout"][f"xaxis{i + 1 if i else ''}"]["domain"] for i in range(count)]
    assert axes[0][0] == 0 and axes[-1][1] == pytest.approx(1)
    assert all(a[1] < b[0] for a, b in zip(axes, axes[1:], strict=False))
    assert len(part["data"]) == count * count and len(own(part)) == count


def test_each_panel_has_its_own_line_on_top_in_its_colour_on_the_one_scale():
    part = drawn(湖北=[1.0, 2.0], 湖南=[3.0, math.nan])
    first, second = own(part)
    assert (first["name"], first["xaxis"], first["line"]["color"]) == ("湖北", "x", PALETTE[0])
    assert (second["name"], second["xaxis"], second["y"]) == ("湖南", "x2", [3.0, None])
    assert [t["xaxis"] for t in part["data"]] == ["x", "x", "x2", "x2"]
    assert part["data"][1] is first and part["data"][3] is second
    assert not [key for key in part["layout"] if key.startswith("yaxis2")]


def test_names_stand_over_panels_and_last_known_values_at_the_ends():
    texts = [
        note["text"]
        for note in drawn(湖北=[1.0, 2.0], 湖南=[3.0, math.nan])["layout"]["annotations"]
    ]
    assert texts == ["湖北", "2", "湖南", "3"]


def test_plotly_accepts_the_figure():
    part = resolve(drawn(湖北=[1.0, 2.0], 湖南=[3.0, 4.0]))
    assert len(go.Figure(part).data) == 4
