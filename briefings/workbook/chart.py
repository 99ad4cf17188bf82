"""The native chart of an exhibit: it refers to the cells of its numbers, so it follows them."""

from xlsxwriter.utility import quote_sheetname, xl_range_formula, xl_rowcol_to_cell

from briefings.exhibit import Exhibit
from briefings.shared.chart.model import (
    INSIDE,
    TRANSPARENT,
    Plot,
    Trace,
    axis_top,
    number_format,
)
from briefings.shared.drawingml import FACE, MUTED
from briefings.shared.office_package import legal
from catalog.figure_parts import INK, ink_on

TYPES = {
    "column": "column",
    "bar": "bar",
    "line": "line",
    "point": "scatter",
    "curve": "scatter",
    "ring": "doughnut",
}
SUBTYPES = {"stacked": "stacked", "percentStacked": "percent_stacked"}
DASHES = {"": "solid", "dash": "dash", "sysDot": "round_dot"}
PLACES = {
    "outEnd": "outside_end",
    "inEnd": "inside_end",
    "inBase": "inside_base",
    "ctr": "center",
    "t": "above",
    "r": "right",
    "b": "below",
    "l": "left",
}
SIDES = {"right": "right", "left": "left", "top": "above", "bottom": "below"}
GRID = {"visible": True, "line": {"color": "#e3e8ee", "width": 0.75}}


class Chart:
    """Draws plots over the cells of a sheet.

    columns: of each trace in order, the column of its numbers; x: that of the categories or of the
    numbers across; rows: first and last row of the numbers; the headings stand above the first.
    """

    def __init__(self, book, sheet: str, exhibit: Exhibit, rows: tuple[int, int], x: int):
        self.book, self.sheet, self.exhibit, self.rows, self.x = book, sheet, exhibit, rows, x

    def draw(
        self,
        plots: tuple[Plot, ...],
        columns: list[int],
        headings: dict[int, int],
        errors: dict[int, int],
    ):
        """The chart of xlsxwriter, the later plots laid over the first.

        headings: by the column of a trace the one whose heading is its name, where that is another.
        errors: by the column of a trace with error bars the first of the two columns that hold how
        far they reach above and beneath its values.
        """
        charts, columns = [], iter(columns)
        for plot in plots:
            kind = {"type": TYPES[plot.shape]}
            if plot.shape == "curve":
                kind["subtype"] = "straight"
            elif plot.grouping in SUBTYPES:
                kind["subtype"] = SUBTYPES[plot.grouping]
            chart = self.book.add_chart(kind)
            for trace in plot.traces:
                column = next(columns)
                series = self._series(plot, trace, column, headings.get(column, column))
                if trace.low:
                    series["y_error_bars"] = self._error_bars(errors[column])
                chart.add_series(series)
            charts.append(chart)
        first, *rest = charts
        for other in rest:
            first.combine(other)
        self._add_furniture(first, plots)
        return first

    def _series(self, plot: Plot, trace: Trace, column: int, heading: int) -> dict:
        top, bottom = self.rows
        series = {
            "name": [self.sheet, top - 1, heading],
            "categories": [self.sheet, top, self.x, bottom, self.x],
            "values": [self.sheet, top, column, bottom, column],
        }
        if labels := self._labels(trace):
            series["data_labels"] = labels
        return series | _look(plot, trace)

    def _error_bars(self, column: int) -> dict:
        """Error bars of the lengths in two columns: LibreOffice reads them from cells alone."""
        top, bottom = self.rows
        above, beneath = (
            f"={xl_range_formula(self.sheet, top, at, bottom, at)}" for at in (column, column + 1)
        )
        line = {"color": INK, "width": 0.75}
        return {"type": "custom", "plus_values": above, "minus_values": beneath, "line": line}

    def _labels(self, trace: Trace) -> dict:
        if not trace.labels:
            return {}
        font = {"name": FACE, "size": 9, "color": INK}
        if trace.labels == "parts":
            return {"value": True, "category": True, "separator": "\n", "font": font}
        if trace.labels == "names":
            return {"value": True, "font": font, "custom": self._names(trace)}
        silent = trace.silent
        if trace.labels == "last":
            silent = frozenset(range(len(trace.values))) - {trace.last}
        labels = [{"delete": True} if at in silent else None for at in range(len(trace.values))]
        for at in trace.small:  # it reaches beyond its piece
            labels[at] = {"font": dict(font)}
        if trace.position in INSIDE:
            font["color"] = ink_on(trace.color)
        place = {"position": PLACES[trace.position]} if trace.position else {}
        return {
            "value": True,
            **place,
            "num_format": trace.number,
            "font": font,
            **({"custom": labels} if any(labels) else {}),
        }

    def _names(self, trace: Trace) -> list[dict]:
        """The names of the points that have room for one.

        As words, for not every program shows labels taken from cells; from its cell where the
        name would be read as a formula.
        """
        labels, rows = [], range(self.rows[0], self.rows[1] + 1)
        for row, name, side in zip(rows, self.exhibit.categories, trace.sides, strict=True):
            cell = xl_rowcol_to_cell(row, 0, row_abs=True, col_abs=True)
            live = f"={quote_sheetname(self.sheet)}!{cell}"
            words = live if name.startswith("=") else legal(name)
            labels.append({"value": words, "position": SIDES[side]} if side else {"delete": True})
        return labels

    def _add_furniture(self, chart, plots: tuple[Plot, ...]) -> None:
        """Title from the head's cell, legend, axes."""
        title = {"name": FACE, "size": 12, "bold": True, "color": INK}
        chart.set_title({"name": [self.sheet, 0, 0], "name_font": title, "overlay": False})
        traces = [trace for plot in plots for trace in plot.traces]
        unseen = [at for at, trace in enumerate(traces) if trace.color == TRANSPARENT]
        font = {"name": FACE, "size": 9, "color": INK}
        legend = {"position": "top", "font": font, "delete_series": unseen}
        ring = plots[0].shape == "ring"
        chart.set_legend(legend if len(traces) > 1 or ring else {"none": True})
        chart.set_chartarea({"border": {"color": "#c9d2dc"}})
        chart.show_blanks_as("gap")
        if not ring:
            self._axes(chart, plots, traces)

    def _axes(self, chart, plots: tuple[Plot, ...], traces: list[Trace]) -> None:
        shape, small = plots[0].shape, {"name": FACE, "size": 9, "color": MUTED}
        base = {
            "num_font": small,
            "name_font": {**small, "bold": False},
            "line": {"color": "#c9d2dc"},
            "major_tick_mark": "none",
        }
        form = "0%" if plots[0].grouping == "percentStacked" else number_format(self.exhibit)
        value = base | {"num_format": form, "major_gridlines": GRID}
        if all(v >= 0 for trace in traces for v in trace.values if v is not None):
            value["min"] = 0
        top = axis_top(traces, self.exhibit.unit)
        if top is not None:
            value["max"] = top
        across = base | {"label_position": "low", "major_gridlines": {"visible": False}}
        if shape in ("point", "curve"):
            across |= {
                "name": legal(self.exhibit.x_name),
                "min": 0,
                "major_gridlines": GRID,
                "num_format": self.exhibit.settings.get("x_format", "#,##0"),
            }
            value["name"] = traces[0].name
        if shape == "curve":
            across |= {"max": 1, "num_format": "0%"}
            value |= {"max": 1, "num_format": "0%"}
        if shape == "bar":
            across |= {"reverse": True, "crossing": "max"}  # so that the values stay below
        # of horizontal bars the x axis is the one of the values
        chart.set_x_axis(value if shape == "bar" else across)
        chart.set_y_axis(across if shape == "bar" else value)


def _look(plot: Plot, trace: Trace) -> dict:
    """Fill, line and marker of a series."""
    none = {"none": True}
    if plot.shape in ("column", "bar"):
        fill = {"color": trace.color} if trace.color else none
        spread = {"gap": 60, "overlap": 100 if plot.grouping in SUBTYPES else 0}
        return {"fill": fill, "border": none, "invert_if_negative": False, **spread}
    if plot.shape == "ring":
        return {"points": [{"fill": {"color": color}} for color in trace.colors]}
    mark = {
        "type": "circle",
        "size": 6,
        "fill": {"color": trace.color},
        "border": {"color": "#ffffff"},
    }
    if plot.shape == "point" and trace.role == "value":
        return {"line": none, "marker": mark}
    line = {"color": trace.color, "width": trace.width, "dash_type": DASHES[trace.dash]}
    is_visible = trace.role == "value" and plot.shape == "line"
    return {"line": line, "marker": mark if is_visible else {"type": "none"}, "smooth": False}
