"""Lines over years, each named at its end; a reference is always dashed and says what it is, a
projection dotted within the band of all of them, so that neither passes for a target."""

import math
from dataclasses import replace

from catalog.figure_parts import Line
from catalog.sentences import Words
from charts.chance_marks import add_intervals, bounds_of, error_bars
from charts.end_labels import band_text, end_labels, is_named_by_title, push_apart, room_px
from charts.spec import ChartSpec, Series
from charts.theme import PALETTE, REFERENCE, escape, faint, layout, number, projection_color
from charts.value_axis import value_ticks
from charts.year_marks import draw_marks

AXIS_HEIGHT_PX = 32  # px of the years beneath the drawing and the margin under them
MAX_YEARS_NAMED = 7  # years beneath the drawing, of which the labels at the ends leave a part
AHEAD = ("projection", "low", "high")
DASH = {"reference": "dash", "projection": "dot"}
LINE_WIDTH_PX = {"value": 2.5, "projection": 1.5, "low": 0, "high": 0}


def draw_lines(spec: ChartSpec, t: Words) -> dict:
    """One line per series; gaps stay gaps; the value axis starts at zero."""
    years = [int(year) for year in spec.frame[spec.x]]
    drawn, marks = _lines(spec, t), draw_marks(spec)
    top = marks["height"] + (8 if marks["height"] else 20)
    height = spec.height - top - AXIS_HEIGHT_PX
    ends = end_labels(spec, drawn, years)
    ends = push_apart(ends, years, height / _reach(spec, drawn), height)
    # the band lies beneath the lines, its lower edge first: the upper one fills down to it
    beneath = [line for role in ("low", "high") for line in drawn if line.role == role]
    above = [line for line in drawn if line.role not in ("low", "high")]
    return {
        "data": [_trace(spec, line, drawn, years, t) for line in beneath + above],
        "layout": layout(
            xaxis=_year_axis(years),
            yaxis=_value_axis(spec, drawn, t),
            hovermode="x unified",
            shapes=marks["shapes"],
            annotations=ends + marks["annotations"],
            showlegend=False,
            margin={"l": 8, "r": room_px(ends, years), "t": top, "b": 8},
        ),
    }


def _lines(spec: ChartSpec, t: Words) -> list[Line]:
    """Values take the palette in turn; what lies ahead wears the colour of the first of them, a
    further assumption one of its own."""
    palette, result = spec.colors or PALETTE, []
    for series in spec.series:
        before = sum(line.role == series.role for line in result)
        if series.role == "value":
            color = palette[before % len(palette)]
        elif series.role in AHEAD:
            color = projection_color(palette, before)
        else:
            color = REFERENCE
        values = tuple(_number(value) for value in spec.frame[series.column])
        low, high = bounds_of(spec, series)
        parts = {"short": escape(series.short), "low": low, "high": high}
        result.append(Line(_name(series, t), values, series.role, color, **parts))
    if not is_named_by_title(result):
        return result
    observed = escape(t("projection.observed"))
    return [replace(line, name=observed) if line.role == "value" else line for line in result]


def _name(series: Series, t: Words) -> str:
    """A reference is called one whatever the spec calls it."""
    return escape(t("target.planner_reference") if series.role == "reference" else series.name)


def _year_axis(years: list) -> dict:
    """Said outright, as the labels beyond the last year would otherwise widen the axis."""
    reach = [years[0] - 0.3, years[-1] + 0.15] if years else None
    return {
        "tickvals": years[:: 1 + len(years) // MAX_YEARS_NAMED],
        "tickformat": "d",
        "showgrid": False,
        "range": reach,
    }


def _value_axis(spec: ChartSpec, drawn: list[Line], t: Words) -> dict:
    if spec.unit == "%":
        return {"rangemode": "tozero", "nticks": 5, "tickformat": ".0%", "range": [0, 1.08]}
    values = [value for line in drawn for value in (*line.values, *line.high)]
    return {"rangemode": "tozero"} | value_ticks(values, 5, t, whole=not spec.decimals)


def _reach(spec: ChartSpec, drawn: list[Line]) -> float:
    """The height of the value axis in its own unit."""
    known = [value for line in drawn for value in line.values if value is not None]
    return 1.08 if spec.unit == "%" else max(known, default=0.0) or 1.0


def _trace(spec: ChartSpec, line: Line, drawn: list[Line], years: list, t: Words) -> dict:
    values, text = list(line.values), _point_texts(spec, line, drawn, t)
    text = add_intervals(spec, text, line.low, line.high, t)
    begin = next((at for at, value in enumerate(values) if value is not None), 0) - 1
    if line.role in AHEAD and begin >= 0:
        # joined to the value it was taken from
        measured = next((other for other in drawn if other.role == "value"), line)
        values[begin], text[begin] = measured.values[begin], t("projection.begin")
    silent = line.role == "low"  # the upper edge tells of both
    return error_bars(spec, values, line.low, line.high) | {
        "type": "scatter",
        "name": line.name,
        "x": years,
        "y": values,
        "mode": "lines+markers" if line.role == "value" else "lines",
        "connectgaps": line.role == "reference",
        "line": {
            "color": line.color,
            "width": LINE_WIDTH_PX.get(line.role, 2),
            "dash": DASH.get(line.role, "solid"),
        },
        "marker": {"size": 7, "symbol": _symbols(spec, years)},
        "cliponaxis": False,
        "fill": "tonexty" if line.role == "high" else "none",
        "fillcolor": faint(line.color),
        "text": text,
        "hoverinfo": "skip" if silent else "text",
        "hovertemplate": "" if silent else _hover(line, t),
    }


def _hover(line: Line, t: Words) -> str:
    name = escape(t("projection.band")) if line.role == "high" else line.name
    return f"{name} %{{text}}<extra></extra>"


def _point_texts(spec: ChartSpec, line: Line, drawn: list[Line], t: Words) -> list[str]:
    """Each value with its unit; on the upper edge of the band both of its edges."""
    unit = "" if spec.unit == "%" else f" {escape(spec.unit)}"
    if line.role == "high":
        edges = [band_text(spec, drawn, at, t) for at in range(len(line.values))]
        return [edge + unit if edge else "" for edge in edges]
    return [
        "" if value is None else number(value, spec.decimals, spec.unit) + unit
        for value in line.values
    ]


def _symbols(spec: ChartSpec, years: list) -> list[str]:
    """A hollow point for a year that is not over."""
    part = {mark.at for mark in spec.marks if mark.kind == "part_year"}
    return ["circle-open" if str(year) in part else "circle" for year in years]


def _number(value) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
