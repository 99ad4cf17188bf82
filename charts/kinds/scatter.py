"""Named points between two quantities, with the line on which all would lie at one rate."""

import math

from catalog.sentences import Words
from charts.point_labels import name_places
from charts.spec import ChartSpec
from charts.theme import PALETTE, escape, layout, number
from charts.value_axis import value_ticks

SIZE = (800, 300)  # px between the axes and the farthest point, in the narrowest window
BESIDE = {
    "right": "middle right",
    "left": "middle left",
    "top": "top center",
    "bottom": "bottom center",
    "": "middle right",
}


def draw_scatter(spec: ChartSpec, t: Words) -> dict:
    """The first series along x, the second along y; a series of role average is a thin line.

    A point without either number is not drawn; a name without room is told by the hover.
    """
    along, *others = spec.series
    x = [None if math.isnan(v) else float(v) for v in spec.frame[along.column]]
    high = [value for series in others for value in spec.frame[series.column]]
    drawn = [_points if series.role == "value" else _average for series in others]
    return {
        "data": [draw(spec, series, x, t) for draw, series in zip(drawn, others, strict=True)],
        "layout": layout(
            xaxis=_axis(along.name, x, t),
            yaxis=_axis(others[0].name, high, t, whole=not spec.decimals),
            showlegend=len(others) > 1,
            margin={"l": 8, "r": 24, "t": 24, "b": 8},
        ),
    }


def _points(spec: ChartSpec, series, x: list, _t: Words) -> dict:
    along, places = spec.series[0], name_places(spec, SIZE)
    names = [escape(name) for name in spec.frame[spec.x]]
    y = [None if math.isnan(v) else float(v) for v in spec.frame[series.column]]
    hover = [
        ""
        if a is None or b is None
        else f"<b>{name}</b><br>{escape(series.name)}：{number(b, spec.decimals)}"
        f"<br>{escape(along.name)}：{number(a, spec.decimals)}"
        for name, a, b in zip(names, x, y, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": escape(series.name),
        "x": x,
        "y": y,
        "text": [name if side else "" for name, side in zip(names, places, strict=True)],
        "textposition": [BESIDE[side] for side in places],
        "cliponaxis": False,
        "textfont": {"size": 12, "color": "@text"},
        "hovertext": hover,
        "hoverinfo": "text",
        "marker": {"size": 9, "color": PALETTE[0], "opacity": 0.85},
        "customdata": list(spec.frame["key"]) if "key" in spec.frame else names,
    }


def _average(spec: ChartSpec, series, x: list, _t: Words) -> dict:
    y = [None if math.isnan(v) else float(v) for v in spec.frame[series.column]]
    pairs = sorted((a, b) for a, b in zip(x, y, strict=True) if a is not None and b is not None)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": escape(series.name),
        "hoverinfo": "skip",
        "x": [a for a, _ in pairs],
        "y": [b for _, b in pairs],
        "line": {"color": "@muted", "width": 1.5, "dash": "dot"},
    }


def _axis(name: str, values: list, t: Words, whole: bool = False) -> dict:
    title = {"text": escape(name), "font": {"size": 12, "color": "@muted"}}
    return {"title": title, "rangemode": "tozero"} | value_ticks(values, 6, t, whole)
