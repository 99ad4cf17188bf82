"""Small multiples: one panel per series over the years, all on one scale, the others in grey."""

import math

from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import PALETTE, escape, layout, number
from charts.value_axis import value_ticks

PANEL_GAP = 0.03  # between panels, as a share of the width


def draw_multiples(spec: ChartSpec, t: Words) -> dict:
    """Panels from left to right in the order of the series; gaps stay gaps."""
    years = [int(year) for year in spec.frame[spec.x]]
    lines = [
        [None if math.isnan(v) else float(v) for v in spec.frame[s.column]] for s in spec.series
    ]
    data, notes = [], []
    for panel, series in enumerate(spec.series):
        # the panel's own line last, above the grey ones
        order = [i for i in range(len(lines)) if i != panel] + [panel]
        data += [_line(spec, i, years, lines[i], panel, i == panel) for i in order]
        notes += _notes(spec, escape(series.name), years, lines[panel], panel)
    values = [value for line in lines for value in line]
    base = layout(
        yaxis={"rangemode": "tozero"} | value_ticks(values, 4, t, whole=not spec.decimals),
        annotations=notes,
        margin={"l": 8, "r": 28, "t": 30, "b": 8},
    )
    across = base.pop("xaxis")
    for panel in range(len(lines)):
        base[_axis("xaxis", panel)] = {
            **across,
            "domain": _domain(panel, len(lines)),
            "anchor": "y",
            "showgrid": False,
            "tickvals": years[:: 1 + len(years) // 5],
            "tickformat": "d",
        }
    return {"data": data, "layout": base}


def _line(spec: ChartSpec, i: int, years: list, values: list, panel: int, own: bool) -> dict:
    name = escape(spec.series[i].name)
    line = {"type": "scatter", "name": name, "x": years, "y": values, "xaxis": _axis("x", panel)}
    if not own:
        grey = {"color": "@nodata", "width": 1.5}
        return {**line, "mode": "lines", "line": grey, "hoverinfo": "skip"}
    texts = ["" if v is None else number(v, spec.decimals, spec.unit) for v in values]
    return {
        **line,
        "mode": "lines+markers",
        "marker": {"size": 6},
        "text": texts,
        "line": {"color": PALETTE[i % len(PALETTE)], "width": 2.5},
        "hovertemplate": f"{name} %{{x}}：%{{text}} {escape(spec.unit)}<extra></extra>",
    }


def _notes(spec: ChartSpec, name: str, years: list, values: list, panel: int) -> list[dict]:
    """The panel's name above it and the last value at the end of its line."""
    axis = _axis("x", panel)
    shared = {"showarrow": False, "xanchor": "left"}
    title = {
        "text": name,
        "xref": f"{axis} domain",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "yanchor": "bottom",
        "font": {"size": 13, "color": "@text"},
    }
    known = [(x, y) for x, y in zip(years, values, strict=True) if y is not None][-1:]
    ends = [
        {
            "text": number(y, spec.decimals, spec.unit),
            "xref": axis,
            "yref": "y",
            "x": x,
            "y": y,
            "xshift": 6,
            "font": {"size": 12, "color": "@text"},
        }
        for x, y in known
    ]
    return [{**shared, **note} for note in (title, *ends)]


def _axis(stem: str, panel: int) -> str:
    return stem if panel == 0 else f"{stem}{panel + 1}"


def _domain(panel: int, count: int) -> list[float]:
    width = (1 - PANEL_GAP * (count - 1)) / count
    start = panel * (width + PANEL_GAP)
    return [start, min(1.0, start + width)]
