"""A matrix of counts: every cell carries its number, an empty cell is seen as a gap."""

import math

from charts.spec import ChartSpec
from charts.theme import SEQUENCE, layout, number, plain, wrapped

# a cell without a lab is a gap, not the palest success: its colour stands outside the scale
GAP = "#f3d9cf"


def heat(spec: ChartSpec, words) -> dict:
    """Rows from the spec's x, one column per series; zero is marked as a gap, NaN is grey."""
    rows = [plain(name) for name in spec.frame[spec.x]]
    width = spec.extra.get("wrap", 6)
    columns = [wrapped(series.name, width) for series in spec.series]
    values = [
        [_value(row[series.column]) for series in spec.series] for _, row in spec.frame.iterrows()
    ]
    top = max((v for line in values for v in line if v), default=1.0)
    text = [[_text(v, spec, words) for v in line] for line in values]
    hover = [
        [f"{row} × {plain(series.name)}<br>{cell} {plain(spec.unit)}" for series, cell in
         zip(spec.series, line, strict=True)] for row, line in zip(rows, text, strict=True)
    ]  # fmt: skip
    return {
        "data": [
            {
                "type": "heatmap", "x": columns, "y": rows, "z": values, "zmin": 0, "zmax": top,
                "colorscale": _scale(top), "showscale": False, "xgap": 3, "ygap": 3,
                "text": text, "texttemplate": "%{text}", "textfont": {"size": 13},
                "hovertext": hover, "hoverinfo": "text", "hoverongaps": False,
            }
        ],
        "layout": layout(
            xaxis={"side": "top", "showgrid": False, "type": "category", "ticks": ""},
            yaxis={"autorange": "reversed", "showgrid": False, "type": "category", "ticks": ""},
        ),
    }  # fmt: skip


def _scale(top: float) -> list:
    """Zero in the gap colour, then the sequence from the first lab up."""
    first = min(0.5 / top, 0.5)
    steps = [
        [first + (1 - first) * i / (len(SEQUENCE) - 1), color] for i, color in enumerate(SEQUENCE)
    ]
    return [[0, GAP], [first, GAP], *steps]


def _text(value: float | None, spec: ChartSpec, words) -> str:
    return words("map.no_data") if value is None else number(value, spec.decimals, spec.unit)


def _value(value) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
