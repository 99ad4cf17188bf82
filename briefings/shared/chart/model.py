"""What a native chart is made of, as plain values: series and the plots that hold them."""

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


def number_format(exhibit: Exhibit) -> str:
    """The exhibit's numbers as Office writes them; a share is shown in percent."""
    places = f".{'0' * exhibit.decimals}" if exhibit.decimals else ""
    return f"0{places}%" if exhibit.unit == "%" else f"#,##0{places}"


def below(values, least: list[float]) -> frozenset[int]:
    pairs = enumerate(zip(values, least, strict=True))
    return frozenset(at for at, (v, bound) in pairs if not v or v < bound)
