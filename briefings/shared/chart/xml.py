"""Exhibit -> native chart: the chart part and its workbook, for slides and documents alike."""

from briefings.exhibit import Exhibit
from briefings.shared.chart.axes import FIRST, SECOND, axes, crowded_letters
from briefings.shared.chart.model import TRANSPARENT, Plot
from briefings.shared.chart.plots import PLOTS, plots
from briefings.shared.chart.series import series
from briefings.shared.chart.workbook import sheet
from briefings.shared.drawingml import NAMESPACES, look
from catalog.figure_parts import INK

KINDS = frozenset(PLOTS)
WORKBOOK = "rId1"  # the relation of the chart part to its workbook
SLIDE_WIDTH_EMU = 5_500_000  # EMU: from this width on the letters are those of a slide
SLIDE_LETTERS_PT, PAGE_LETTERS_PT = 12.0, 9.0  # points
FEW_CATEGORIES = 4  # fewer than this stand apart, so that none looks like a wall
TAGS = {
    "column": "barChart",
    "bar": "barChart",
    "line": "lineChart",
    "point": "scatterChart",
    "curve": "scatterChart",
    "ring": "doughnutChart",
}


def is_native(exhibit: Exhibit) -> bool:
    """Is it drawn as a chart that can be edited? A map, a matrix and an empty one are not."""
    return exhibit.kind in KINDS and not exhibit.empty and bool(exhibit.lines)


def chart_part(exhibit: Exhibit, size: tuple[int, int]) -> tuple[bytes, bytes]:
    """The XML of the chart part and the workbook it edits; size: width and height in EMU.

    The chart names its workbook by the relation rId1 (WORKBOOK), which whoever puts it into a
    package must give it.
    """
    drawn, letters = (
        plots(exhibit),
        SLIDE_LETTERS_PT if size[0] >= SLIDE_WIDTH_EMU else PAGE_LETTERS_PT,
    )
    at, groups = 0, []
    for plot in drawn:
        groups.append(_group(exhibit, plot, at, letters))
        at += len(plot.traces)
    area = f"<c:plotArea><c:layout/>{''.join(groups)}{axes(exhibit, drawn, letters)}</c:plotArea>"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>{area}'
        f'{_legend(drawn, letters)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{look(letters, INK)}"
        f'<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )
    return xml.encode(), workbook(exhibit, drawn)


def workbook(exhibit: Exhibit, drawn: tuple[Plot, ...]) -> bytes:
    """Categories (or x), then a column per series; named points have their names before x."""
    columns = [(exhibit.x_name, list(exhibit.categories))]
    if drawn[0].shape == "point":
        columns.append((exhibit.x_name, list(exhibit.x)))
        columns[0] = (exhibit.settings.get("point_name", ""), list(exhibit.categories))
    if drawn[0].shape == "curve":
        columns = [(exhibit.x_name, list(exhibit.x))]
    columns += [(t.name, list(t.values)) for plot in drawn for t in plot.traces]
    return sheet(columns, exhibit.provenance.as_of)


def _group(exhibit: Exhibit, plot: Plot, first: int, letters: float) -> str:
    """One chart element of the plot area with its series, numbered from `first` on."""
    x = exhibit.x if plot.shape in ("point", "curve") else ()
    letters = crowded_letters(exhibit, plot.shape, letters) if plot.shape == "bar" else letters
    inner = "".join(
        series(plot, trace, first + at, exhibit.categories, x, letters)
        for at, trace in enumerate(plot.traces)
    )
    ids = f'<c:axId val="{FIRST}"/><c:axId val="{SECOND}"/>'
    vary, tag = '<c:varyColors val="0"/>', TAGS[plot.shape]
    if plot.shape in ("column", "bar"):
        side = "bar" if plot.shape == "bar" else "col"
        stacked = plot.grouping != "clustered"
        head = f'<c:barDir val="{side}"/><c:grouping val="{plot.grouping}"/>{vary}'
        gap = 40 if plot.shape == "bar" or len(exhibit.categories) > 8 else 70
        if len(exhibit.categories) < FEW_CATEGORIES:  # else a single one would fill the chart
            gap = 100 * (FEW_CATEGORIES - len(exhibit.categories))
        tail = f'<c:gapWidth val="{gap}"/><c:overlap val="{100 if stacked else -5}"/>{ids}'
    elif plot.shape == "line":
        head, tail = f'<c:grouping val="standard"/>{vary}', f'<c:marker val="1"/>{ids}'
    elif plot.shape == "ring":
        head = '<c:varyColors val="1"/>'
        tail = '<c:firstSliceAng val="0"/><c:holeSize val="58"/>'
    else:
        head, tail = f'<c:scatterStyle val="lineMarker"/>{vary}', ids
    return f"<c:{tag}>{head}{inner}{tail}</c:{tag}>"


def _legend(drawn: tuple[Plot, ...], letters: float) -> str:
    """The names of the series that are seen; none where there is only one: the title says it."""
    traces = [trace for plot in drawn for trace in plot.traces]
    if len(traces) < 2:
        return ""
    unseen = "".join(
        f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
        for at, trace in enumerate(traces)
        if trace.color == TRANSPARENT
    )
    return f'<c:legend><c:legendPos val="t"/>{unseen}<c:overlay val="0"/>{look(letters)}</c:legend>'
