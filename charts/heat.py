"""A matrix: every cell carries its number, an empty cell is seen as a gap."""

import math

from charts.spec import ChartSpec
from charts.theme import SEQUENCE, layout, number, plain, wrapped

# a cell without a lab is a gap, not the palest success: its colour stands outside the scale
GAP = "#f3d9cf"
# below and above the average, neither of them good: two hues alike in weight
TURNING = ("#faf7ee", "#e9d3a2", "#f4f2ec", "#a9d3cd", "#4a9a93")


def heat(spec: ChartSpec, words) -> dict:
    """Rows from the spec's x, one column per series; zero is marked as a gap, NaN is grey.

    extra: counts, the column of counts behind each series, printed under its number; middle, the
    value where the scale turns from one hue to the other; gap, the word for what is not defined.
    """
    rows = [plain(name) for name in spec.frame[spec.x]]
    width = spec.extra.get("wrap", 6)
    columns = [wrapped(series.name, width) for series in spec.series]
    values = [
        [_value(row[series.column]) for series in spec.series] for _, row in spec.frame.iterrows()
    ]
    text, hover = _texts(spec, values, words)
    drawn, scale = _turning(values, spec) if "middle" in spec.extra else _rising(values)
    cells = {"type": "heatmap", "x": columns, "y": rows, "showscale": False, "xgap": 3, "ygap": 3,
             "texttemplate": "%{text}", "textfont": {"size": spec.extra.get("size", 13)},
             "hovertext": hover, "hoverinfo": "text", "hoverongaps": False}  # fmt: skip
    gaps = [[1 if v is None else None for v in line] for line in values]
    grey = {"zmin": 0, "zmax": 1, "colorscale": [[0, "@nodata"], [1, "@nodata"]]}
    return {
        "data": [
            cells | {"z": drawn, "text": _where(drawn, text), "zmin": 0} | scale,
            cells | {"z": gaps, "text": _where(gaps, text)} | grey,
        ],
        "layout": layout(
            xaxis={"side": "top", "showgrid": False, "type": "category", "ticks": ""},
            yaxis={"autorange": "reversed", "showgrid": False, "type": "category", "ticks": ""},
        ),
    }


def _where(drawn: list[list], text: list[list]) -> list[list]:
    """Texts of the cells that a trace draws; Plotly writes those of its empty cells as well."""
    return [
        ["" if value is None else word for value, word in zip(*pair, strict=True)]
        for pair in zip(drawn, text, strict=True)
    ]


def _texts(spec: ChartSpec, values: list[list], words) -> tuple[list[list], list[list]]:
    """What stands in each cell, and what its hover says."""
    counts, texts, hovers = spec.extra.get("counts", {}), [], []
    for line, (_, row) in zip(values, spec.frame.iterrows(), strict=True):
        text, hover = [], []
        for series, value in zip(spec.series, line, strict=True):
            shown = _text(value, spec, words)
            said = f"{plain(row[spec.x])} × {plain(series.name)}<br>{shown} {plain(spec.unit)}"
            if series.column in counts:
                count = words("layout.count", count=number(row[counts[series.column]]))
                shown, said = f"{shown}<br>{plain(count)}", f"{said}<br>{plain(count)}"
            text.append(shown)
            hover.append(said)
        texts.append(text)
        hovers.append(hover)
    return texts, hovers


def _rising(values: list[list]) -> tuple[list[list], dict]:
    """Zero in the gap colour, then the sequence from the first lab up."""
    top = max((v for line in values for v in line if v), default=1.0)
    first = min(0.5 / top, 0.5)
    steps = [
        [first + (1 - first) * i / (len(SEQUENCE) - 1), color] for i, color in enumerate(SEQUENCE)
    ]
    return values, {"zmax": top, "colorscale": [[0, GAP], [first, GAP], *steps]}


def _turning(values: list[list], spec: ChartSpec) -> tuple[list[list], dict]:
    """Ratios to the middle: a half or less, the middle, a double, fourfold; zero stands apart."""
    middle = spec.extra["middle"]
    drawn = [
        [None if v is None else 2 + max(-1.0, min(2.0, math.log2(v / middle))) if v else 0.0
         for v in line] for line in values
    ]  # fmt: skip
    return drawn, {"zmax": 4, "colorscale": [[i / 4, color] for i, color in enumerate(TURNING)]}


def _text(value: float | None, spec: ChartSpec, words) -> str:
    if value is None:
        return spec.extra.get("gap") or words("map.no_data")
    return number(value, spec.decimals if value else 0, spec.unit)


def _value(value) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
