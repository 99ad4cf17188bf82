"""Small tables drawn, for tests that look at a figure by eye."""

import pandas as pd
import plotly.graph_objects as go

from charts.figure import figure
from charts.spec import ChartSpec, Provenance, Series
from charts.theme import resolve

WORDS = {"map.no_data": "暂无数据", "layout.count": "{count} 家"}
ORIGIN = Provenance("示例", "2026-10-31", "abc", "全国", ("演示数据",))


def words(key, **parts):
    return WORDS.get(key, key).format(**parts)


def spec_of(kind, rows, series, **parts) -> ChartSpec:
    """A spec over a small table under `label`."""
    frame = pd.DataFrame(rows, columns=["label", *(column for _, column, *_ in series)])
    return ChartSpec(
        id="a", kind=kind, title="图", frame=frame, x="label", unit=parts.pop("unit", "家"),
        series=tuple(Series(*first) for first in series), provenance=ORIGIN, **parts,
    )  # fmt: skip


def drawn(kind, rows, series, **parts) -> dict:
    """Its figure, checked by Plotly itself."""
    made = figure(spec_of(kind, rows, series, **parts), words)
    go.Figure(resolve(made))
    return made
