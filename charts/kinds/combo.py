"""Columns with lines over them on one axis: what each year brought and what that adds up to."""

import math

from catalog.sentences import Words
from charts.chance_marks import bounds_of, error_bars
from charts.kinds.bars import draw_bars
from charts.options import BarOptions
from charts.spec import ChartSpec
from charts.theme import PALETTE, escape, font_inside, letters_beside, number

NUMBER_HEIGHT_PX = 18  # px that a number inside a column needs
# where columns with error bars stand, in parts of a year's room: left of the points of the lines,
# which would lie on the error bars while both are small
LEFT_OF_POINTS = {"width": 0.56, "offset": -0.42}


def draw_combo(spec: ChartSpec, t: Words) -> dict:
    """The series whose columns the options name as lines with their numbers, all else as bars.

    Each series keeps its place in the palette whichever way it is drawn.
    """
    palette, over = spec.colors or PALETTE, spec.options.lines
    bare = [s for s in spec.series if s.column not in over]
    colors = {s.column: palette[i % len(palette)] for i, s in enumerate(spec.series)}
    columns_alone = spec.but(
        kind="column",
        options=BarOptions(),
        series=tuple(bare),
        colors=tuple(colors[s.column] for s in bare),
    )
    drawn = draw_bars(columns_alone, t)
    lines = [_line(spec, s, colors[s.column]) for s in spec.series if s.column in over]
    columns = [_inside(spec, trace) for trace in drawn["data"]]
    for series, trace in zip(bare, columns, strict=False):  # after them the gaps, if any
        whiskers = error_bars(spec, trace["y"], *bounds_of(spec, series))
        if whiskers:
            # they cross the tops of the columns: the numbers stand at their feet
            trace |= whiskers | {"insidetextanchor": "start"}
            trace |= LEFT_OF_POINTS if len(bare) == 1 else {}
    return {"data": [*columns, *lines], "layout": {**drawn["layout"], "showlegend": True}}


def _inside(spec: ChartSpec, trace: dict) -> dict:
    """Numbers of columns stand inside them, clear of the lines; none in a column too low."""
    tallest = float(spec.frame[[s.column for s in spec.series]].max().max())
    least = tallest * NUMBER_HEIGHT_PX / max(spec.height - 60, NUMBER_HEIGHT_PX)
    text = [
        word if value is not None and value >= least else ""
        for word, value in zip(trace["text"], trace["y"], strict=True)
    ]
    place = {"text": text, "textposition": "inside", "insidetextanchor": "end"}
    return trace | place | font_inside(trace["marker"]["color"])


def _line(spec: ChartSpec, series, color: str) -> dict:
    values = [None if math.isnan(v) else float(v) for v in spec.frame[series.column]]
    texts = ["" if v is None else number(v, spec.decimals, spec.unit) for v in values]
    unit = "" if spec.unit == "%" else f" {escape(spec.unit)}"
    names = [escape(name) for name in spec.frame[spec.x]]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": escape(series.name),
        "x": names,
        "y": values,
        "text": texts,
        "textposition": "top center",
        "connectgaps": False,
        "textfont": {"size": 12, "color": letters_beside(color)},
        "cliponaxis": False,
        "marker": {"size": 7},
        "line": {"color": color, "width": 2.5},
        "hoverinfo": "text",
        "hovertext": [
            f"{name}<br>{escape(series.name)}：{text}{unit}"
            for name, text in zip(names, texts, strict=True)
        ],
    }
