"""c:ser and its labels: one series of a native chart, its numbers cached beside their cells."""

from collections.abc import Sequence

from briefings.shared.chart.model import INSIDE, Plot, Trace
from briefings.shared.chart.workbook import cells_of, heading_of
from briefings.shared.drawingml import fill, letters, look, quote, stroke, text
from catalog.figure_parts import INK, ink_on

# the number of a piece too low for it stands above the piece: a part of the chart's height
RAISED = '<c:layout><c:manualLayout><c:x val="0"/><c:y val="-0.045"/></c:manualLayout></c:layout>'
LABEL_FLAGS = (
    "showLegendKey",
    "showVal",
    "showCatName",
    "showSerName",
    "showPercent",
    "showBubbleSize",
)


def series(plot: Plot, trace: Trace, at: int, names: tuple[str, ...], x: tuple, size: float) -> str:
    """The series in column at + 1 of the workbook (one more where x has a column of its own).

    names: of the categories; x: numbers of the x axis, empty where that holds categories.
    """
    column, rows = at + (2 if x and plot.shape == "point" else 1), len(trace.values)
    name = reference("strRef", "strCache", heading_of(column), [trace.name])
    values = numbers(cells_of(column, rows), trace.values, trace.number)
    head = f'<c:idx val="{at}"/><c:order val="{at}"/><c:tx>{name}</c:tx>'
    if plot.shape in ("point", "curve"):
        across = numbers(cells_of(column - at - 1, rows), x, "General")
        body = f"<c:xVal>{across}</c:xVal><c:yVal>{values}</c:yVal>"
    else:
        across = reference("strRef", "strCache", cells_of(0, rows), names)
        body = f"<c:cat>{across}</c:cat><c:val>{values}</c:val>"
    tail = '<c:smooth val="0"/>' if plot.shape in ("line", "point", "curve") else ""
    labels = write_labels(trace, names, size)
    style, errors = write_style(plot, trace), write_error_bars(plot, trace)
    return f"<c:ser>{head}{style}{labels}{errors}{body}{tail}</c:ser>"


def write_error_bars(plot: Plot, trace: Trace) -> str:
    """Error bars of the trace's own lengths up and down; "" where it has none."""
    if not trace.low:
        return ""
    way = '<c:errDir val="y"/>' if plot.shape == "line" else ""  # of columns there is but one
    return (
        f'<c:errBars>{way}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{_literal(trace.above)}</c:plus>'
        f"<c:minus>{_literal(trace.beneath)}</c:minus>"
        f"<c:spPr>{stroke(INK, 0.75)}</c:spPr></c:errBars>"
    )


def _literal(values: list[float]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(values)
    )
    return (
        "<c:numLit><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numLit>'
    )


def write_style(plot: Plot, trace: Trace) -> str:
    """Fill, line and marker of a series, and of single points where they differ."""
    if plot.shape in ("column", "bar"):
        return f'<c:spPr>{fill(trace.color)}{stroke("")}</c:spPr><c:invertIfNegative val="0"/>'
    if plot.shape == "ring":
        return "".join(
            f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>'
            f"<c:spPr>{fill(color)}{stroke('#ffffff', 1)}</c:spPr></c:dPt>"
            for at, color in enumerate(trace.colors[: len(trace.values)])
        )
    if plot.shape == "point" and trace.sides:
        return f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{marker(trace.color, 7)}"
    line = f"<c:spPr>{stroke(trace.color, trace.width, trace.dash)}</c:spPr>"
    plain = plot.shape == "curve" or trace.role != "value"
    return line + (
        '<c:marker><c:symbol val="none"/></c:marker>' if plain else marker(trace.color, 6)
    )


def marker(color: str, size: int) -> str:
    """A round marker."""
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>'
        f"<c:spPr>{fill(color)}{stroke('#ffffff', 0.75)}</c:spPr></c:marker>"
    )


def write_labels(trace: Trace, names: tuple[str, ...], size: float) -> str:
    """The labels of a series: all its numbers, its last one, or the names of its points."""
    off = "".join(f'<c:{part} val="0"/>' for part in LABEL_FLAGS)
    if not trace.labels or (trace.labels == "last" and trace.last < 0):
        return f"<c:dLbls>{off}</c:dLbls>"
    if trace.labels == "names":
        return f"<c:dLbls>{''.join(_write_point_names(names, trace, size))}{off}</c:dLbls>"
    ink = ink_on(trace.color) if trace.position in INSIDE else INK
    ring = trace.labels == "parts"
    on = {"showVal", "showCatName"} if ring else {"showVal"}
    flags = "".join(f'<c:{part} val="{int(part in on)}"/>' for part in LABEL_FLAGS)
    place = "" if ring else f'<c:dLblPos val="{trace.position}"/>'
    form = f'<c:numFmt formatCode={quote(trace.number)} sourceLinked="0"/><c:spPr/>'
    tail = "<c:separator>\n</c:separator>" if ring else ""
    label = f"{form}{look(size, INK if ring else ink)}{place}{flags}{tail}"
    if trace.labels == "last":
        return f'<c:dLbls><c:dLbl><c:idx val="{trace.last}"/>{label}</c:dLbl>{off}</c:dLbls>'
    single = dict.fromkeys(trace.silent, '<c:delete val="1"/>')
    if ring:
        single = {
            at: f"{form}{look(size, ink_on(color))}{flags}{tail}"
            for at, color in enumerate(trace.colors[: len(trace.values)])
        }
    single |= {at: f"{RAISED}{form}{look(size, INK)}{place}{flags}" for at in trace.small}
    unseen = "".join(f'<c:dLbl><c:idx val="{at}"/>{single[at]}</c:dLbl>' for at in sorted(single))
    lead = '<c:showLeaderLines val="0"/>' if ring else ""
    return f"<c:dLbls>{unseen}{label}{lead}</c:dLbls>"


def _write_point_names(names: tuple[str, ...], trace: Trace, size: float) -> list[str]:
    """Every known point's name as words of its own: read alike by every office program."""
    flags = "".join(f'<c:{part} val="{int(part == "showVal")}"/>' for part in LABEL_FLAGS)
    return [
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>'
        f"{letters('rPr', size)}<a:t>{text(name)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{side[0]}"/>{flags}</c:dLbl>'
        for at, (name, side, value) in enumerate(zip(names, trace.sides, trace.values, strict=True))
        if value is not None and side
    ]


def reference(tag: str, cache: str, cells: str, texts: Sequence[str]) -> str:
    """Text by reference, cached."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{text(word)}</c:v></c:pt>' for at, word in enumerate(texts)
    )
    return (
        f'<c:{tag}><c:f>{cells}</c:f><c:{cache}><c:ptCount val="{len(texts)}"/>{points}'
        f"</c:{cache}></c:{tag}>"
    )


def numbers(cells: str, values: tuple, form: str) -> str:
    """Numbers by reference, cached; a missing one has no point."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>{text(form)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )
