"""The sheet of one exhibit: its numbers, and beside them its chart, or its colours in the cells."""

from briefings.exhibit import Exhibit
from briefings.shared.chart.model import Plot, number_format
from briefings.shared.chart.plots import plots
from briefings.shared.chart.xml import is_native
from briefings.shared.deferred_xml import Aside
from briefings.shared.drawingml import MUTED
from briefings.shared.office_package import legal
from briefings.shared.text import write_title
from briefings.workbook.cell_formats import ALARM
from briefings.workbook.chart import Chart
from briefings.workbook.map import place_map
from briefings.workbook.page import Page, widths
from catalog.figure_parts import INK
from catalog.sentences import Words

BESIDE, BESIDE_MAP = 10, 13  # columns that a chart takes, that a map does
SIZE = (720, 380)  # pixels of a chart
BAR_PX = 26  # pixels of one horizontal bar
MIN_BOUND_DECIMALS = 1  # of a bound of an interval
CHART_MARGIN_PX = 110  # pixels of a chart that its bars do not have


def write_exhibit(page: Page, book, exhibit: Exhibit, t: Words, aside: Aside) -> None:
    """Fill the page of an exhibit; aside: for what is put in when the workbook is closed."""
    drawn = plots(exhibit) if is_native(exhibit) else ()
    columns, rows, at, headings, errors, x = _numbers(exhibit, drawn, t)
    broad = widths(columns, rows)
    gaps = any(cell is None for row in exhibit.rows for cell in row)
    wide = BESIDE_MAP if exhibit.map else BESIDE
    beside = wide if rows else max(0, BESIDE - len(broad))
    lines = [
        (exhibit.takeaway, INK),
        (exhibit.empty, ALARM),
        (exhibit.provenance.line, MUTED),
        (exhibit.note, MUTED),
        (t("workbook.gaps") if gaps else "", MUTED),
    ]
    page.head(write_title(exhibit, t), lines, broad, beside)
    if not rows:
        return
    looks = _colours(exhibit)
    # what only the drawing needs has empty cells that are no gaps in the data
    top = page.table(
        columns,
        rows,
        broad,
        lambda row, column, cell: (
            page.looks.look()
            if cell is None and column >= len(exhibit.columns)
            else _look(page, exhibit, cell, column, looks.get((row, column), {}))
        ),
    )
    page.is_drawn = bool(drawn or exhibit.map)
    if drawn:
        chart = Chart(book, page.sheet.get_name(), exhibit, (top + 1, top + len(rows)), x)
        made = chart.draw(drawn, at, headings, errors)
        height = (
            max(SIZE[1], BAR_PX * len(rows) + CHART_MARGIN_PX)
            if drawn[0].shape == "bar"
            else SIZE[1]
        )
        made.set_size({"width": SIZE[0], "height": height})
        page.sheet.insert_chart(top, len(columns) + 1, made, {"description": legal(exhibit.alt)})
    elif exhibit.map:
        place_map(page, exhibit, (top, len(columns) + 1), t, aside)


def _numbers(exhibit: Exhibit, drawn: tuple[Plot, ...], t: Words) -> tuple:
    """The exhibit's own table, then what its drawing needs besides, such as the unseen base of a
    waterfall, or a line ahead together with the observed value that it begins at.

    Headings, rows; columns of the traces, of the headings that name some of them, of their error
    bars; the column of the numbers across.
    """
    columns = [name or t("workbook.category") for name in exhibit.columns]
    cells = [list(column) for column in zip(*exhibit.rows, strict=True)]
    drawn_traces = [trace for plot in drawn for trace in plot.traces] if cells else []
    places, headings, errors = [], {}, {}
    for trace in drawn_traces:
        place = _find_free(cells, list(trace.values), places)
        if place == len(cells):
            name = trace.name
            own = _find_free(cells, list(trace.ahead), places)
            if own < len(cells):  # the legend has its name from the table's own column
                headings[place], name = own, t("workbook.joined", name=name)
            columns.append(name)
            cells.append(list(trace.values))
        places.append(place)
    x = 0
    if exhibit.x and cells:
        x = _find_free(cells, list(exhibit.x), places)
        if x == len(cells):
            columns.append(exhibit.x_name or columns[0])
            cells.append(list(exhibit.x))
    for place, trace in zip(places, drawn_traces, strict=True):
        if trace.low:
            errors[place] = len(cells)
            columns += [t(f"workbook.error_{way}", name=trace.name) for way in ("up", "down")]
            cells += [trace.above, trace.beneath]
    return tuple(columns), tuple(zip(*cells, strict=True)), places, headings, errors, x


def _find_free(cells: list[list], values: list, places: list[int]) -> int:
    """The first column of these values that is not taken; the number of columns where none is."""
    free = (at for at in range(1, len(cells)) if at not in places and cells[at] == values)
    return next(free, len(cells))


def _colours(exhibit: Exhibit) -> dict[tuple[int, int], dict]:
    """The colours of cells by (row, column): of a matrix, or of provinces."""
    if exhibit.map:
        fills = {place.name: place for place in exhibit.map.places}
        return {
            (at, 1): {"bg_color": fills[row[0]].fill, "font_color": fills[row[0]].ink}
            for at, row in enumerate(exhibit.rows)
            if row[0] in fills and row[1] is not None
        }
    # careers have a row of cells for each lab and a row of the table for each event
    if len(exhibit.cells) != len(exhibit.rows):
        return {}
    return {
        (at, column): {"bg_color": cell.fill, "font_color": cell.ink, "bold": cell.bold}
        for at, row in enumerate(exhibit.cells)
        for column, cell in enumerate(row)
    }


def _look(page: Page, exhibit: Exhibit, cell, column: int, colours: dict):
    """The format of a cell: words as text, numbers in the exhibit's format, bounds in theirs."""
    if cell is None:
        return page.looks.missing()
    if isinstance(cell, str):
        return page.looks.text(**colours)
    first_bound = len(exhibit.columns) - exhibit.bounds
    if exhibit.bounds and first_bound <= column:  # and the lengths of error bars
        exhibit = exhibit.but(decimals=max(MIN_BOUND_DECIMALS, exhibit.decimals))
    return page.looks.look(num_format=number_format(exhibit), **colours)
