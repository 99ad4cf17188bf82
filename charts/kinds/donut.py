"""A ring: the parts of one whole, in the order of the rows, with the whole in its middle."""

import math

from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import PALETTE, escape, layout, number


def draw_donut(spec: ChartSpec, _t: Words) -> dict:
    """Rows with a number are parts, named beside the ring with number and share."""
    palette, series = spec.colors or PALETTE, spec.series[0]
    values = [0.0 if math.isnan(v) else float(v) for v in spec.frame[series.column]]
    base = layout(margin={"l": 8, "r": 8, "t": 24, "b": 24})
    # a ring has no axes, and those of the base layout would be drawn
    del base["xaxis"], base["yaxis"]
    middle = {
        "text": f"{number(sum(values), spec.decimals)}<br>{escape(spec.unit)}",
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 17, "color": "@text"},
    }
    return {
        "data": [
            {
                "type": "pie",
                "hole": 0.58,
                "sort": False,
                "direction": "clockwise",
                "labels": [escape(name) for name in spec.frame[spec.x]],
                "values": values,
                "text": [
                    "" if not v else f"{escape(name)} {number(v, spec.decimals)}"
                    for name, v in zip(spec.frame[spec.x], values, strict=True)
                ],
                "texttemplate": "%{text}<br>%{percent:.0%}",
                "textposition": "outside",
                "textfont": {"size": 12, "color": "@text"},
                "automargin": True,
                "hovertemplate": f"%{{label}}：%{{value}} {escape(spec.unit)}（%{{percent:.1%}}）"
                "<extra></extra>",
                "marker": {
                    "colors": [palette[i % len(palette)] for i in range(len(values))],
                    "line": {"color": "@surface", "width": 2},
                },
            }
        ],
        "layout": {**base, "annotations": [middle]},
    }
