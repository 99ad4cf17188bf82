"""What a native chart is made of, as plain values: series and the plots that hold them."""

import math
from dataclasses import dataclass
from typing import Literal

from briefings.exhibit import Exhibit

Labels = Literal["", "all", "last", "names", "parts"]
MIN_LABELLED_PIECE = 0.06  # of the tallest stack: a lower piece has no room for its number
DASHES = {
    "target": "dash",
    "reference": "dash",
    "projection": "sysDot",
    "low": "sysDot",
    "high": "sysDot",
    "floor": "sysDot",
    "average": "sysDot",
}
WIDTHS = {"value": 2.25, "low": 1.0, "high": 1.0}
TRANSPARENT = ""
INSIDE = ("ctr", "inEnd", "inBase")  # places of a number on its own bar


@dataclass(frozen=True)
class Trace:
    """One series of a native chart.

    color is "#rrggbb", or "" for a series that only lifts the next one; colors, one a category,
    go before it. labels: which numbers are written; number: their format; silent: the places of
    those that are not; small: of those that reach beyond their piece; sides: of each point's name,
    right, left, top or bottom, "" where it has none; low and high: the ends of its error bars,
    empty where it has none; ahead: of a line that carries an observed one on its values without
    the observed one that it begins at, empty for every other.
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
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    sides: tuple[str, ...] = ()
    ahead: tuple[float | None, ...] = ()

    @property
    def dash(self) -> str:
        """The dash of its line; "" where it is solid."""
        return DASHES.get(self.role, "")

    @property
    def width(self) -> float:
        """Points of its line."""
        return WIDTHS.get(self.role, 1.75)

    @property
    def above(self) -> list[float]:
        """How far each error bar reaches above its value; 0 where there is none."""
        return _distances(self.values, self.high)

    @property
    def beneath(self) -> list[float]:
        """How far each error bar reaches beneath its value; 0 where there is none."""
        return _distances(self.low, self.values)

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


def number_format(exhibit: Exhibit) -> str:
    """The exhibit's numbers as Office writes them; a share is shown in percent."""
    places = f".{'0' * exhibit.decimals}" if exhibit.decimals else ""
    return f"0{places}%" if exhibit.unit == "%" else f"#,##0{places}"


def below(values, least: list[float]) -> frozenset[int]:
    pairs = enumerate(zip(values, least, strict=True))
    return frozenset(at for at, (v, bound) in pairs if not v or v < bound)


def _distances(lower: tuple[float | None, ...], upper: tuple[float | None, ...]) -> list[float]:
    pairs = zip(lower, upper, strict=True)
    return [0.0 if a is None or b is None else round(b - a, 6) for a, b in pairs]


def axis_top(traces: list[Trace], unit: str) -> float | None:
    """Where the value axis ends so that it holds all error bars; None where it does anyway.

    No office program makes room for them of its own accord. A share ends at a whole tenth, 1 at
    most; other numbers at a multiple of half their power of ten.

    >>> from functools import partial
    >>> bar = partial(Trace, "数", (0.33, 0.47), "#3572b0", "0%")
    >>> axis_top([bar(low=(0.06, 0.3), high=(0.79, 0.64))], "%"), axis_top([bar()], "%")
    (0.8, None)
    """
    highest = max((v for trace in traces for v in trace.values if v is not None), default=0.0)
    top = max((v for trace in traces for v in trace.high if v is not None), default=0.0)
    if top <= highest:
        return None
    if unit == "%":
        return min(1.0, math.ceil(top * 10) / 10)
    step = 10 ** math.floor(math.log10(top)) / 2
    return math.ceil(top / step) * step
