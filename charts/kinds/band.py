"""An index over years beside what chance would make of it and the least it could be."""

import math

from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import PALETTE, escape, layout, number
from charts.value_axis import value_ticks

MAX_POINTS_WRITTEN = 7  # points that all have their number; of more only the last
SHADE = "rgba(141,153,168,0.28)"


def draw_band(spec: ChartSpec, t: Words) -> dict:
    """The first series as a line with its values over band and floor.

    A year without a value is a gap and says so.
    """
    frame, options = spec.frame, spec.options
    ticks = [escape(label) for label in frame[spec.x]]
    if options.under:
        ticks = [f"{a}<br>{escape(b)}" for a, b in zip(ticks, frame[options.under], strict=True)]
    x = list(range(len(ticks)))
    value = _values(frame[spec.series[0].column])
    low, high = _values(frame[options.low]), _values(frame[options.high])
    floor = _values(frame[options.floor])
    return {
        "data": [
            _edge(x, low, "", "none"),
            _edge(x, high, options.band_name, "tonexty"),
            _line(x, floor, options.floor_name, {"color": "@muted", "dash": "dot", "width": 1.5}),
            _value_trace(x, value, low, high, spec, t),
        ],
        "layout": layout(
            xaxis={
                "tickvals": x,
                "ticktext": ticks,
                "showgrid": False,
                "range": [-0.4, len(x) - 0.6],
            },
            yaxis={"range": [0, options.top]} | value_ticks([options.top], 5, t),
            showlegend=True,
            margin={"l": 8, "r": 16, "t": 28, "b": 8},
            legend={
                "orientation": "h",
                "y": 1.02,
                "yanchor": "bottom",
                "x": 0,
                "itemclick": False,
                "itemdoubleclick": False,
                "font": {"size": 11},
                "traceorder": "normal",
            },
        ),
    }


def _edge(x: list, y: list, name: str, fill: str) -> dict:
    """One side of the band; the upper one fills down to the lower."""
    trace = _line(x, y, name, {"width": 0, "color": SHADE})
    return trace | {"fill": fill, "fillcolor": SHADE, "showlegend": fill != "none"}


def _line(x: list, y: list, name: str, line: dict) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": escape(name),
        "x": x,
        "y": y,
        "line": line,
        "hoverinfo": "skip",
        "connectgaps": False,
    }


def _value_trace(x: list, value: list, low: list, high: list, spec: ChartSpec, t: Words) -> dict:
    """The index itself, its number at every point; the hover says the band of that year."""
    numbers = ["" if v is None else number(v, spec.decimals) for v in value]
    hovers = [
        f"{escape(label)}<br>{escape(spec.series[0].name)}：{text or t('layout.no_value')}"
        + (
            ""
            if a is None
            else f"<br>{escape(spec.options.band_name)}："
            f"{number(a, spec.decimals)}～{number(b, spec.decimals)}"
        )
        for label, text, a, b in zip(spec.frame[spec.x], numbers, low, high, strict=True)
    ]
    last = max((i for i, v in enumerate(value) if v is not None), default=0)
    few = len(x) <= MAX_POINTS_WRITTEN
    written = [text if few or i == last else "" for i, text in enumerate(numbers)]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": escape(spec.series[0].name),
        "x": x,
        "y": value,
        "text": written,
        "textposition": "top center",
        "cliponaxis": False,
        "textfont": {"size": 12, "color": "@text"},
        "connectgaps": False,
        "marker": {"size": 7},
        "line": {"color": PALETTE[0], "width": 2.5},
        "hovertext": hovers,
        "hoverinfo": "text",
    }


def _values(column) -> list:
    return [None if v is None or math.isnan(v) else float(v) for v in column]
