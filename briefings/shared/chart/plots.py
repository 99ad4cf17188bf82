"""Exhibit -> the plots of a native chart, as plain values: what is drawn how, in which colour."""

from collections.abc import Callable
from dataclasses import replace

from briefings.exhibit import Exhibit
from briefings.shared.chart.model import MIN_LABELLED_PIECE, Plot, Trace, below, number_format
from briefings.shared.chart.waterfall import waterfall
from catalog.figure_parts import Line

MAX_NUMBERS_WRITTEN = 40  # more numbers than this are read off the axis instead of at every mark
MIN_LABELLED_SHARE = 0.03  # of a bar of shares, which is much longer than it is high
AHEAD = ("projection", "low", "high")  # roles of lines that carry the observed one on
MAX_POINTS_WRITTEN = 12  # points of a single line that all have their number


def plots(exhibit: Exhibit) -> tuple[Plot, ...]:
    """The plots of an exhibit of a native kind, the one drawn beneath first."""
    return tuple(plot for plot in PLOTS[exhibit.kind](exhibit) if plot.traces)


def _trace(exhibit: Exhibit, line: Line, **parts) -> Trace:
    parts = {"low": line.low, "high": line.high, **parts}
    return Trace(line.name, line.values, line.color, number_format(exhibit), line.role, **parts)


def _beside(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Bars beside each other; columns with a reference or target have that as a line."""
    if exhibit.kind == "column" and any(line.mark != "bar" for line in exhibit.lines):
        return _with_lines(exhibit)
    bars = exhibit.lines
    dense = len(exhibit.categories) * len(bars) > MAX_NUMBERS_WRITTEN
    label_settings = {} if dense else {"labels": "all", "position": "outEnd"}
    shape = "bar" if exhibit.kind == "bar" else "column"
    traces = tuple(_trace(exhibit, line, **label_settings) for line in bars)
    return (Plot(shape, traces, "clustered"),)


def _with_lines(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Bars with their numbers inside, where those of the lines over them do not stand."""
    bars = [line for line in exhibit.lines if line.mark == "bar"]
    known = [value for line in exhibit.lines for value in line.values if value is not None]
    least = [MIN_LABELLED_PIECE * max(known, default=0.0)] * len(exhibit.categories)
    traces = []
    for bar in bars:
        # error bars cross the top of a column: its number stands at its foot
        position = "inBase" if bar.low else "inEnd"
        silent = below(bar.values, least)
        traces.append(_trace(exhibit, bar, labels="all", position=position, silent=silent))
    return (Plot("column", tuple(traces), "clustered"), *_over(exhibit, bars))


def _on_top(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Bars on top of each other, each piece with its number where that has room."""
    bars = [line for line in exhibit.lines if line.mark == "bar"]
    wholes = [sum(filter(None, column)) for column in zip(*(b.values for b in bars), strict=True)]
    whole = exhibit.kind == "stacked100"
    tallest = [max(wholes, default=0.0)] * len(wholes)
    part = MIN_LABELLED_SHARE if whole else MIN_LABELLED_PIECE
    least = [part * height for height in (wholes if whole else tallest)]
    traces = tuple(
        _trace(exhibit, bar, labels="all", position="ctr", silent=below(bar.values, least))
        for bar in bars
    )
    if whole:
        return (Plot("bar", traces, "percentStacked"),)
    return (Plot("column", traces, "stacked"), *_over(exhibit, bars))


def _over(exhibit: Exhibit, bars: list[Line]) -> tuple[Plot, ...]:
    """The lines of a chart of bars."""
    rest = [line for line in exhibit.lines if line not in bars]
    return (Plot("line", tuple(_trace(exhibit, x, labels="all", position="t") for x in rest)),)


def _along(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Lines, the last number written at the end of each, every one of a single short line; edges
    of a band have none."""
    known = [line for line in exhibit.lines if line.role == "value"]
    single = len(known) == 1 and len(exhibit.categories) <= MAX_POINTS_WRITTEN
    drawn = []
    for line in exhibit.lines:
        # of a line with error bars, which cross the numbers above it, only the last has its own
        every = single and line.role == "value" and not line.low
        edge = line.role in ("low", "high")
        place = "b" if _just_below(line, exhibit.lines) else "t"
        if line.low:
            place = "r"
        labels = "all" if every else "last"
        label_settings = {} if edge else {"labels": labels, "position": place}
        trace = _trace(exhibit, line, **label_settings)
        if exhibit.kind == "line" and line.role in AHEAD:
            trace = _join_observed(trace, known)
        drawn.append(trace)
    return (Plot("line", tuple(drawn)),)


def _join_observed(trace: Trace, observed: list[Line]) -> Trace:
    """A line ahead that begins at the observed value it was taken from, as on the screen."""
    begin = next((at for at, value in enumerate(trace.values) if value is not None), 0) - 1
    if begin < 0 or not observed:
        return trace
    values = list(trace.values)
    values[begin] = observed[0].values[begin]
    return replace(trace, values=tuple(values), ahead=trace.values)


def _just_below(line: Line, lines: tuple[Line, ...]) -> bool:
    """Does another line end so little above this one that their numbers would meet?"""
    ends = [other.values[-1] for other in lines if other.role not in ("low", "high")]
    known = [value for other in lines for value in other.values if value is not None]
    near, own = MIN_LABELLED_PIECE * max(known, default=0.0), line.values[-1]
    return own is not None and any(end is not None and own < end < own + near for end in ends)


def _ring(exhibit: Exhibit) -> tuple[Plot, ...]:
    """A ring of the first line's parts, each in its own colour."""
    colors = tuple(exhibit.settings.get("colors", ()))
    line = exhibit.lines[0]
    return (Plot("ring", (_trace(exhibit, line, labels="parts", colors=colors),)),)


def _points(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Named points: x from the exhibit, y from each line."""
    sides = exhibit.settings.get("sides") or ("right",) * len(exhibit.categories)
    traces = tuple(
        _trace(
            exhibit,
            line,
            labels="names",
            position="r",
            sides=sides,
            silent=frozenset(at for at, side in enumerate(sides) if not side),
        )
        if line.mark == "point"
        else _trace(exhibit, line)
        for line in exhibit.lines
    )
    return (Plot("point", traces),)


def _curves(exhibit: Exhibit) -> tuple[Plot, ...]:
    return (Plot("curve", tuple(_trace(exhibit, line) for line in exhibit.lines)),)


PLOTS: dict[str, Callable[[Exhibit], tuple[Plot, ...]]] = {
    "column": _beside,
    "bar": _beside,
    "combo": _with_lines,
    "stacked": _on_top,
    "stacked100": _on_top,
    "line": _along,
    "band": _along,
    "multiples": _along,
    "donut": _ring,
    "scatter": _points,
    "curve": _curves,
    "waterfall": waterfall,
}
