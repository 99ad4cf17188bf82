"""Bars of equal length, each cut into its parts: the mix of groups of whatever size."""

import math

from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import PALETTE, escape, font_inside, layout, number

MIN_LABELLED_SHARE = 0.03  # of a bar: a narrower part has no room for its number


def draw_shares(spec: ChartSpec, t: Words) -> dict:
    """One horizontal bar per row, its parts the series; the numbers are those of the frame, the
    axis and the hover say which share of the bar they are. A row without any number is a gap."""
    table = spec.frame[[series.column for series in spec.series]].astype(float)
    wholes = table.sum(axis=1)
    names = [escape(name) for name in spec.frame[spec.x]]
    return {
        "data": [_part(spec, i, names, wholes, t) for i in range(len(spec.series))],
        "layout": layout(
            barmode="stack",
            barnorm="fraction",
            showlegend=True,
            bargap=0.3,
            xaxis={"range": [0, 1], "tickformat": ".0%", "showgrid": False, "nticks": 6},
            yaxis={"type": "category", "autorange": "reversed", "showgrid": False},
            margin={"l": 8, "r": 24, "t": 28, "b": 8},
        ),
    }


def _part(spec: ChartSpec, i: int, names: list[str], wholes, t: Words) -> dict:
    series, palette = spec.series[i], spec.colors or PALETTE
    color = palette[i % len(palette)]
    values = [None if math.isnan(v) else float(v) for v in spec.frame[series.column]]
    parts = [_of(value, whole) for value, whole in zip(values, wholes, strict=True)]
    numbers = ["" if v is None else number(v, spec.decimals) for v in values]
    texts = [
        f"{text} {escape(spec.unit)}（{number(part, unit='%')}）" if text else t("map.no_data")
        for text, part in zip(numbers, parts, strict=True)
    ]
    hover = [
        f"{name}<br>{escape(series.name)}：{text}" for name, text in zip(names, texts, strict=True)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "name": escape(series.name),
        "x": values,
        "y": names,
        "text": [
            s if part >= MIN_LABELLED_SHARE else "" for s, part in zip(numbers, parts, strict=True)
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 12},
        "hovertext": hover,
        "hoverinfo": "text",
        "marker": {"color": color},
        **font_inside(color),
        "customdata": names,
    }


def _of(value: float | None, whole: float) -> float:
    return value / whole if value and whole > 0 else 0.0
