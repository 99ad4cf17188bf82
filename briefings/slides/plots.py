"""Exhibit -> the plots of a native chart, as plain values: what is drawn how, in which colour."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from briefings.exhibit import Exhibit, Line

Labels = Literal["", "all", "last", "names", "parts"]
CROWDED = 40  # more numbers than this are read off the axis instead of at every mark
LEAST_PIECE = 0.06  # of the tallest stack: a lower piece has no room for its number
NARROWEST_PART = 0.03  # of a bar of shares, which is much longer than it is high
DASHES = {"target": "dash", "reference": "dash", "projection": "sysDot", "low": "sysDot",
          "high": "sysDot", "floor": "sysDot", "average": "sysDot"}  # fmt: skip
WIDTHS = {"value": 2.25, "low": 1.0, "high": 1.0}
TRANSPARENT = ""
MOST_WRITTEN = 12  # points of a single line that all have their number


@dataclass(frozen=True)
class Trace:
    """One series of a native chart.

    color is "#rrggbb", or "" for a series that only lifts the next one; colors, one a category,
    go before it. labels: which numbers are written; number: their format; silent: the places of
    those that are not; small: of those that reach beyond their piece; sides: of each point's name,
    right, left, top or bottom, "" where it has none.
    """

    name: str
    values: tuple[float | None, ...]
    color: str
    number: str
    role: str = "value"
    labels: Labels = ""
    position: str = ""
    colors: tuple[str, ...] = ()
    silent: frozenset[int] = frozenset()
    small: frozenset[int] = frozenset()
    sides: tuple[str, ...] = ()

    @property
    def dash(self) -> str:
        """The dash of its line; "" where it is solid."""
        return DASHES.get(self.role, "")

    @property
    def width(self) -> float:
        """Points of its line."""
        return WIDTHS.get(self.role, 1.75)

    @property
    def last(self) -> int:
        """The place of the last known value; -1 where there is none."""
        return max((at for at, value in enumerate(self.values) if value is not None), default=-1)


@dataclass(frozen=True)
class Plot:
    """Series that share a shape: bars, lines, points or a ring; grouping as OOXML calls it."""

    shape: Literal["column", "bar", "line", "point", "curve", "ring"]
    traces: tuple[Trace, ...]
    grouping: str = "standard"


def plots(exhibit: Exhibit) -> tuple[Plot, ...]:
    """The plots of an exhibit of a native kind, the one drawn beneath first."""
    return tuple(plot for plot in PLOTS[exhibit.kind](exhibit) if plot.traces)


def number_format(exhibit: Exhibit) -> str:
    """The exhibit's numbers as Office writes them; a share is shown in percent."""
    places = f".{'0' * exhibit.decimals}" if exhibit.decimals else ""
    return f"0{places}%" if exhibit.unit == "%" else f"#,##0{places}"


def _trace(exhibit: Exhibit, line: Line, **parts) -> Trace:
    return Trace(line.name, line.values, line.color, number_format(exhibit), line.role, **parts)


def _beside(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Bars beside each other; columns with a reference or target have that as a line."""
    if exhibit.kind == "column" and any(line.mark != "bar" for line in exhibit.lines):
        return _with_lines(exhibit)
    bars = exhibit.lines
    dense = len(exhibit.categories) * len(bars) > CROWDED
    shown = {} if dense else {"labels": "all", "position": "outEnd"}
    shape = "bar" if exhibit.kind == "bar" else "column"
    traces = tuple(_trace(exhibit, line, **shown) for line in bars)
    return (Plot(shape, traces, "clustered"),)


def _with_lines(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Bars with their numbers inside, where those of the lines over them do not stand."""
    bars = [line for line in exhibit.lines if line.mark == "bar"]
    known = [value for line in exhibit.lines for value in line.values if value is not None]
    least = [LEAST_PIECE * max(known, default=0.0)] * len(exhibit.categories)
    traces = tuple(
        _trace(exhibit, bar, labels="all", position="inEnd", silent=_below(bar.values, least))
        for bar in bars
    )
    return (Plot("column", traces, "clustered"), *_over(exhibit, bars))


def _on_top(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Bars on top of each other, each piece with its number where that has room."""
    bars = [line for line in exhibit.lines if line.mark == "bar"]
    wholes = [sum(filter(None, column)) for column in zip(*(b.values for b in bars), strict=True)]
    whole = exhibit.kind == "stacked100"
    tallest = [max(wholes, default=0.0)] * len(wholes)
    part = NARROWEST_PART if whole else LEAST_PIECE
    least = [part * height for height in (wholes if whole else tallest)]
    traces = tuple(
        _trace(exhibit, bar, labels="all", position="ctr", silent=_below(bar.values, least))
        for bar in bars
    )
    if whole:
        return (Plot("bar", traces, "percentStacked"),)
    return (Plot("column", traces, "stacked"), *_over(exhibit, bars))


def _below(values, least: list[float]) -> frozenset[int]:
    pairs = enumerate(zip(values, least, strict=True))
    return frozenset(at for at, (v, bound) in pairs if not v or v < bound)


def _over(exhibit: Exhibit, bars: list[Line]) -> tuple[Plot, ...]:
    """The lines of a chart of bars."""
    rest = [line for line in exhibit.lines if line not in bars]
    return (Plot("line", tuple(_trace(exhibit, x, labels="all", position="t") for x in rest)),)


def _along(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Lines, the last number written at the end of each, every one of a single short line; edges
    of a band have none."""
    known = [line for line in exhibit.lines if line.role == "value"]
    single = len(known) == 1 and len(exhibit.categories) <= MOST_WRITTEN
    drawn = []
    for line in exhibit.lines:
        labels = "all" if single and line.role == "value" else "last"
        edge = line.role in ("low", "high")
        place = "b" if _just_below(line, exhibit.lines) else "t"
        shown = {} if edge else {"labels": labels, "position": place}
        drawn.append(_trace(exhibit, line, **shown))
    return (Plot("line", tuple(drawn)),)


def _just_below(line: Line, lines: tuple[Line, ...]) -> bool:
    """Does another line end so little above this one that their numbers would meet?"""
    ends = [one.values[-1] for one in lines if one.role not in ("low", "high")]
    known = [value for one in lines for value in one.values if value is not None]
    near, own = LEAST_PIECE * max(known, default=0.0), line.values[-1]
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
        _trace(exhibit, line, labels="names", sides=sides) if line.mark == "point"
        else _trace(exhibit, line)
        for line in exhibit.lines
    )  # fmt: skip
    return (Plot("point", traces),)


def _curves(exhibit: Exhibit) -> tuple[Plot, ...]:
    return (Plot("curve", tuple(_trace(exhibit, line) for line in exhibit.lines)),)


def _waterfall(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Stacked pieces over an unseen base: what rose, what fell, what was there in all.

    settings["steps"]: per category relative, absolute or total; settings["names"]: of base, rise,
    fall and total; settings["colors"]: of rise, fall and total. A running sum is never below zero.
    """
    pieces, number = _pieces(exhibit), number_format(exhibit)
    least = [LEAST_PIECE * max(filter(None, pieces["total"]), default=0.0)] * len(pieces["base"])
    names, colors = exhibit.settings["names"], exhibit.settings["colors"]
    looks = {"base": (TRANSPARENT, number, ""), "rise": (colors["rise"], f"+{number}", "all"),
             "fall": (colors["fall"], f'"\u2212"{number}', "all"),
             "total": (colors["total"], number, "all")}  # fmt: skip
    traces = tuple(
        Trace(
            names[piece],
            tuple(pieces[piece]),
            color,
            form,
            labels=labels,
            position="ctr",
            small=_below(pieces[piece], least),
        )
        for piece, (color, form, labels) in looks.items()
    )
    return (Plot("column", traces, "stacked"),)


def _pieces(exhibit: Exhibit) -> dict[str, list[float | None]]:
    """The steps of a waterfall as four columns that stack up to it."""
    pieces = {name: [] for name in ("base", "rise", "fall", "total")}
    running = 0.0
    for value, step in zip(exhibit.lines[0].values, exhibit.settings["steps"], strict=True):
        row = dict.fromkeys(pieces)
        if step != "relative":
            running = row["total"] = value
        else:
            row["rise" if value >= 0 else "fall"] = abs(value)
            row["base"] = min(running, running + value)
            running += value
        for name, cells in pieces.items():
            cells.append(row[name])
    return pieces


PLOTS: dict[str, Callable[[Exhibit], tuple[Plot, ...]]] = {
    "column": _beside, "bar": _beside, "combo": _with_lines, "stacked": _on_top,
    "stacked100": _on_top, "line": _along, "band": _along, "multiples": _along, "donut": _ring,
    "scatter": _points, "curve": _curves, "waterfall": _waterfall,
}  # fmt: skip
