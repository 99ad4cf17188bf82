"""Lines over years, each named at its end; a reference is always dashed and says what it is."""

import math

from charts.spec import ChartSpec, Series
from charts.theme import PALETTE, REFERENCE, layout, number, plain

LABEL_HEIGHT = 16  # px of one line of text at the end of a line


def lines(spec: ChartSpec, words) -> dict:
    """One line per series; gaps stay gaps; the value axis starts at zero."""
    years = [int(year) for year in spec.frame[spec.x]]
    traces, ends, value_index = [], [], 0
    for series in spec.series:
        values = [None if _gap(v) else float(v) for v in spec.frame[series.column]]
        color = REFERENCE
        if series.role == "value":
            palette = spec.colors or PALETTE
            color, value_index = palette[value_index % len(palette)], value_index + 1
        traces.append(_trace(spec, series, years, values, color, words))
        ends += _end_label(spec, _name(series, words), years, values, color)
    value_axis = {"rangemode": "tozero", "nticks": 5}
    if spec.unit == "%":
        value_axis |= {"tickformat": ".0%", "range": [0, 1.08]}
    return {
        "data": traces,
        "layout": layout(
            xaxis={"tickvals": years[:: 1 + len(years) // 9], "tickformat": "d", "showgrid": False},
            yaxis=value_axis, annotations=_apart(ends, spec.height), hovermode="x unified",
            margin={"l": 8, "r": 84 if len(spec.series) > 1 else 48, "t": 20, "b": 8},
        ),
    }  # fmt: skip


def _trace(spec: ChartSpec, series: Series, years: list, values: list, color: str, words) -> dict:
    aside = series.role != "value"
    name = _name(series, words)
    unit = "" if spec.unit == "%" else f" {plain(spec.unit)}"
    shown = ["" if v is None else number(v, spec.decimals, spec.unit) + unit for v in values]
    return {
        "type": "scatter", "name": name, "x": years, "y": values,
        "mode": "lines" if aside else "lines+markers", "connectgaps": series.role == "reference",
        "line": {"color": color, "width": 2 if aside else 2.5,
                 "dash": "dash" if series.role == "reference" else "solid"},
        "marker": {"size": 7}, "text": shown, "hovertemplate": f"{name} %{{text}}<extra></extra>",
    }  # fmt: skip


def _name(series: Series, words) -> str:
    """A reference is called one whatever the spec calls it, so that none passes for official."""
    return plain(words("target.planner_reference") if series.role == "reference" else series.name)


def _end_label(spec: ChartSpec, name: str, years: list, values: list, color: str) -> list:
    known = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    if not known:
        return []
    year, value = known[-1]
    words = number(value, spec.decimals, spec.unit)
    if len(spec.series) > 1:
        words = f"{name} {words}"
    return [
        {
            "x": year, "y": value, "text": words, "showarrow": False, "xanchor": "left",
            "xshift": 8, "font": {"color": color, "size": 12}, "align": "left",
        }
    ]  # fmt: skip


def _apart(labels: list[dict], height: int) -> list[dict]:
    """Labels pushed apart upwards where their lines end closer than a line of text."""
    top = max([label["y"] for label in labels], default=0.0) or 1.0
    pixels = max(height - 70, 1) / top
    below = -LABEL_HEIGHT
    for label in sorted(labels, key=lambda item: item["y"]):
        at = max(label["y"] * pixels, below + LABEL_HEIGHT)
        label["yshift"], below = round(at - label["y"] * pixels), at
    return labels


def _gap(value) -> bool:
    return value is None or math.isnan(value)
