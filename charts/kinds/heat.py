"""A matrix: every cell carries its number, an empty cell is seen as a gap."""

import math

from charts.matrix_colours import coloured
from charts.spec import ChartSpec
from charts.theme import layout, number, plain, turned, wrapped


def heat(spec: ChartSpec, words) -> dict:
    """Rows from the spec's x, one column per series; zero is marked as a gap, NaN is grey."""
    rows = [plain(name) for name in spec.frame[spec.x]]
    width = spec.options.wrap
    columns = [wrapped(series.name, width) for series in spec.series]
    values, shown = matrix_values(spec), matrix_texts(spec, words)
    text = [[plain(word).replace("\n", "<br>") for word in line] for line in shown]
    hover = _hovers(spec, text)
    drawn, scale = coloured(values, spec.options.middle)
    cells = {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "texttemplate": "%{text}",
        "textfont": {"size": spec.options.text_size_px},
        "hovertext": hover,
        "hoverinfo": "text",
        "hoverongaps": False,
    }
    gaps = [[1 if v is None else None for v in line] for line in values]
    grey = {"zmin": 0, "zmax": 1, "colorscale": [[0, "@nodata"], [1, "@nodata"]]}
    return {
        "data": [
            cells | {"z": drawn, "text": _where(drawn, text), "zmin": 0} | scale,
            cells | {"z": gaps, "text": _where(gaps, text)} | grey,
        ],
        "layout": layout(
            xaxis={
                "side": "top",
                "showgrid": False,
                "type": "category",
                "ticks": "",
                **turned(columns),
            },
            yaxis={"autorange": "reversed", "showgrid": False, "type": "category", "ticks": ""},
        ),
    }


def matrix_values(spec: ChartSpec) -> list[list[float | None]]:
    """The numbers row by row, None where there is none."""
    return [
        [_value(row[series.column]) for series in spec.series] for _, row in spec.frame.iterrows()
    ]


def matrix_texts(spec: ChartSpec, words) -> list[list[str]]:
    """What stands in each cell: its number or why there is none, the count behind it below."""
    counts, texts = spec.options.counts, []
    for line, (_, row) in zip(matrix_values(spec), spec.frame.iterrows(), strict=True):
        text = []
        for series, value in zip(spec.series, line, strict=True):
            shown = _text(value, spec, words)
            if series.column in counts:
                count = words("layout.count", count=number(row[counts[series.column]]))
                shown = f"{shown}\n{count}"
            text.append(shown)
        texts.append(text)
    return texts


def _where(drawn: list[list], text: list[list]) -> list[list]:
    """Texts of the cells that a trace draws; Plotly writes those of its empty cells as well."""
    return [
        ["" if value is None else word for value, word in zip(*pair, strict=True)]
        for pair in zip(drawn, text, strict=True)
    ]


def _hovers(spec: ChartSpec, text: list[list]) -> list[list]:
    """Row and column of each cell over its number with the unit, the count behind it below."""
    names = [plain(series.name) for series in spec.series]
    hovers = []
    for row, line in zip(spec.frame[spec.x], text, strict=True):
        hover = []
        for name, shown in zip(names, line, strict=True):
            first, *rest = shown.split("<br>")
            said = f"{plain(row)} × {name}<br>{first} {plain(spec.unit)}"
            hover.append("<br>".join([said, *rest]))
        hovers.append(hover)
    return hovers


def _text(value: float | None, spec: ChartSpec, words) -> str:
    if value is None:
        return spec.gap or words("map.no_data")
    return number(value, spec.decimals if value else 0, spec.unit)


def _value(value) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
