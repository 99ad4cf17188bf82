"""Columns, horizontal bars and stacks, always from zero, labelled directly."""

import math

from catalog.sentences import Words
from charts.chance_marks import add_intervals, bounds_of
from charts.spec import ChartSpec
from charts.theme import (
    PALETTE,
    escape,
    font_inside,
    layout,
    number,
    shorten_label,
    turn_labels,
    wrap_label,
)

LABEL_WIDTH, ONE_LINE = 4, 99  # Chinese characters in a line of a category's label
BAR_PX, AROUND_BARS_PX, MIN_BARS_PX = 28, 60, 180
MIN_BAR_GAP, MOST_OF_COLUMN = 0.35, 0.14  # parts of the width: between columns, and of each


def bars_height_px(count: int) -> int:
    """Height of a drawing of so many lying bars."""
    return max(MIN_BARS_PX, AROUND_BARS_PX + BAR_PX * count)


def draw_bars(spec: ChartSpec, t: Words) -> dict:
    """One bar trace per series; a missing value is a short hatched bar saying so."""
    flat = spec.kind == "bar"
    width = spec.options.wrap or (ONE_LINE if flat else LABEL_WIDTH)
    names = [wrap_label(name, width) for name in spec.frame[spec.x]]
    traces = [_trace(spec, i, names, flat, t) for i, _ in enumerate(spec.series)]
    missing = _missing(spec, names, flat, t)
    category, value = ("yaxis", "xaxis") if flat else ("xaxis", "yaxis")
    axes = {
        category: {"type": "category", "showgrid": False, "tickfont": {"size": 12}},
        value: {"rangemode": "tozero", "showticklabels": False, "showgrid": False},
    }
    if not flat:
        axes[category] |= turn_labels(names)
    if flat:
        axes[category]["autorange"] = "reversed"
        labels = [escape(shorten_label(name)) for name in spec.frame[spec.x]]
        if any("…" in label for label in labels):
            axes[category] |= {"tickvals": names, "ticktext": labels}
    if spec.unit == "%":
        axes[value]["range"] = [0, 1.12]
    return {
        "data": traces + missing,
        "layout": layout(
            barmode="stack" if spec.kind == "stacked" else "group",
            showlegend=len(spec.series) > 1,
            bargap=MIN_BAR_GAP if flat else max(MIN_BAR_GAP, 1 - MOST_OF_COLUMN * len(names)),
            **axes,
            margin={"l": 8, "r": 44 if flat else 8, "t": 28, "b": 8},
        ),
    }


def _trace(spec: ChartSpec, i: int, names: list[str], flat: bool, t: Words) -> dict:
    series = spec.series[i]
    values = [None if _gap(v) else float(v) for v in spec.frame[series.column]]
    least = _readable(spec)
    texts = ["" if v is None else number(v, spec.decimals, spec.unit) for v in values]
    color = (spec.colors or PALETTE)[i % len(spec.colors or PALETTE)]
    hover = [
        f"{name}<br>{escape(series.name)}：{text or t('map.no_data')}{_unit(spec)}"
        for name, text in zip(names, texts, strict=True)
    ]
    low, high = bounds_of(spec, series)
    return {
        "type": "bar",
        "name": escape(series.name),
        "orientation": "h" if flat else "v",
        "x": values if flat else names,
        "y": names if flat else values,
        "text": [s if v is None or v >= least else "" for s, v in zip(texts, values, strict=True)],
        "textposition": "inside" if spec.kind == "stacked" else "outside",
        "textangle": 0,
        "insidetextanchor": "middle",
        "cliponaxis": False,
        "textfont": {"size": 12},
        "constraintext": "none",
        "hovertext": add_intervals(spec, hover, low, high, t),
        "hoverinfo": "text",
        "marker": {"color": color},
        "customdata": _keys(spec, names),
        **(font_inside(color) if spec.kind == "stacked" else {}),
    }


def _missing(spec: ChartSpec, names: list[str], flat: bool, t: Words) -> list[dict]:
    """A hatched stub for each category in which every series is missing."""
    gaps = spec.frame[[series.column for series in spec.series]].isna().all(axis=1).tolist()
    if not any(gaps):
        return []
    known = [float(v) for s in spec.series for v in spec.frame[s.column] if not _gap(v)]
    stub = 0.04 * max(known, default=1.0) or 0.04
    values = [stub if gap else None for gap in gaps]
    return [
        {
            "type": "bar",
            "name": t("map.no_data"),
            "orientation": "h" if flat else "v",
            "x": values if flat else names,
            "y": names if flat else values,
            "text": [t("map.no_data") if gap else "" for gap in gaps],
            "textposition": "outside",
            "textfont": {"size": 11, "color": "@muted"},
            "hoverinfo": "skip",
            "showlegend": False,
            "cliponaxis": False,
            "marker": {
                "color": "@surface",
                "line": {"color": "@muted", "width": 0.5},
                "pattern": {"shape": "/", "fgcolor": "@muted", "size": 5},
            },
        }
    ]


def _readable(spec: ChartSpec) -> float:
    """Least value whose label fits its piece of a stack; every value fits beside its own bar."""
    if spec.kind != "stacked":
        return 0.0
    tallest = spec.frame[[series.column for series in spec.series]].sum(axis=1).max()
    line = 15 / max(spec.height - 100, 60)  # of text, as a part of the drawing's own height
    return line * tallest if spec.decimals else max(line * tallest, 0.5)


def _keys(spec: ChartSpec, names: list[str]) -> list:
    """What a click on a bar reports: the category's code where the spec has one."""
    return list(spec.frame["key"]) if "key" in spec.frame else names


def _unit(spec: ChartSpec) -> str:
    return "" if spec.unit == "%" else f" {escape(spec.unit)}"


def _gap(value) -> bool:
    return value is None or math.isnan(value)
