"""A matrix: every cell carries its number, an empty cell is seen as a gap."""

import math

from catalog.sentences import Words
from charts.matrix_colours import scale_colours
from charts.spec import ChartSpec
from charts.spec_frames import list_records
from charts.theme import INKS, escape, layout, number, turn_labels, wrap_label

# read on every colour of a matrix, which Plotly's own choice of grey or white is not
LETTERS_ON_CELLS = INKS["on_pale"].paper


def draw_heat(spec: ChartSpec, t: Words) -> dict:
    """Rows from the spec's x, one column per series; zero is marked as a gap, NaN is grey."""
    rows = [escape(name) for name in spec.frame[spec.x]]
    width = spec.options.wrap
    columns = [wrap_label(series.name, width) for series in spec.series]
    values = matrix_values(spec)
    cell_texts = matrix_texts(spec, values, t)
    text = [[escape(word).replace("\n", "<br>") for word in line] for line in cell_texts]
    hover = _hovers(spec, text)
    drawn, scale = scale_colours(values, spec.options.middle)
    cells = {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "texttemplate": "%{text}",
        "textfont": {"size": spec.options.text_size_px, "color": LETTERS_ON_CELLS},
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
                **turn_labels(columns),
            },
            yaxis={"autorange": "reversed", "showgrid": False, "type": "category", "ticks": ""},
        ),
    }


def matrix_values(spec: ChartSpec) -> list[list[float | None]]:
    """The numbers row by row, None where there is none."""
    numbers = spec.frame[[series.column for series in spec.series]].to_numpy(float)
    return [[None if math.isnan(value) else value for value in line] for line in numbers.tolist()]


def matrix_texts(spec: ChartSpec, values: list[list[float | None]], t: Words) -> list[list[str]]:
    """What stands in each cell: its number or why there is none, the count behind it below.

    values: what `matrix_values` gives.
    """
    counts, texts = spec.options.counts, []
    for line, row in zip(values, list_records(spec.frame), strict=True):
        text = []
        for series, value in zip(spec.series, line, strict=True):
            cell_text = _text(value, spec, t)
            if series.column in counts:
                count = t("layout.count", count=number(row[counts[series.column]]))
                cell_text = f"{cell_text}\n{count}"
            text.append(cell_text)
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
    names = [escape(series.name) for series in spec.series]
    hovers = []
    for row, line in zip(spec.frame[spec.x], text, strict=True):
        hover = []
        for name, cell_text in zip(names, line, strict=True):
            first, *rest = cell_text.split("<br>")
            first_lines = f"{escape(row)} × {name}<br>{first} {escape(spec.unit)}"
            hover.append("<br>".join([first_lines, *rest]))
        hovers.append(hover)
    return hovers


def _text(value: float | None, spec: ChartSpec, t: Words) -> str:
    if value is None:
        return spec.gap or t("map.no_data")
    return number(value, spec.decimals if value else 0, spec.unit)
