"""ChartSpec: the one description of a chart from which every surface is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from catalog.figure_parts import Provenance
from charts.options import OPTIONS_BY_KIND, Options

Kind = Literal[
    "column",
    "bar",
    "stacked",
    "stacked100",
    "combo",
    "donut",
    "scatter",
    "line",
    "band",
    "curve",
    "heat",
    "map",
    "multiples",
    "waterfall",
    "timeline",
    "verdicts",
]
# projection: where an assumption, which its name says, would lead; low and high: the edges of the
# band around all of them; average: what each would have at the rate of all together
Role = Literal["value", "target", "reference", "projection", "low", "high", "average"]
MarkKind = Literal["horizon", "as_of", "part_year", "event"]


@dataclass(frozen=True)
class Series:
    """One drawn quantity: `column` of the spec's frame under the name readers see, and the name at
    the end of its line, where space is short; "" where that is the same."""

    name: str
    column: str
    role: Role = "value"
    short: str = ""
    low: str = ""
    """Column of the lower bound of each value's 95 % interval of chance; "" where it has none."""
    high: str = ""
    """Column of the upper bound."""


@dataclass(frozen=True)
class Mark:
    """A labelled place on the x axis: a category of column `x`.

    horizon is a year something is due, as_of the year the data reach, part_year the same where
    that year is not over (its value is no year's value yet), event what happened, told in detail.
    """

    at: str
    label: str
    kind: MarkKind
    detail: str = ""


@dataclass(frozen=True)
class Related:
    """Where a reader finds the same counted in another way: words, and the address of the page."""

    words: str
    address: str


@dataclass(frozen=True)
class ChartSpec:
    """A chart as a value: title, numbers and words, no drawing."""

    id: str
    kind: Kind
    title: str
    frame: pd.DataFrame
    """One row per category of column `x`, or per row of a matrix (kind "heat"), point (kind
    "scatter"), part of the whole (kind "donut") or province by its six-digit code (kind "map")."""
    x: str
    series: tuple[Series, ...]
    """Numeric columns of the frame, NaN where there is no data (never 0). On a map the first fills
    the provinces; of points the first runs along the x axis, the second along the y axis."""
    unit: str
    provenance: Provenance
    takeaway: str = ""
    """A sentence computed from the numbers."""
    note: str = ""
    empty: str = ""
    """Why there is nothing to draw; "" where there is something."""
    span: int = 6
    """Columns of the page's twelve."""
    height: int = 340
    """Pixels."""
    aspect: float = 0
    """Width by height of a drawing that has a shape of its own, as the map; 0 for any other."""
    tight: bool = False
    """The card keeps its place in a row of three on small screens: its column means something."""
    decimals: int = 0
    colors: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    evidence: str = ""
    """Id of the indicator whose rows stand behind the numbers; "" where none is asked for."""
    x_name: str = ""
    """What the categories are, as the heading of their column in a table."""
    names: Mapping[object, str] = field(default_factory=dict)
    """Names of categories as a table shows them; a category without one stands for itself."""
    link: str = ""
    """Start of the address that a category's key (column `key`, else `x`) ends: that of its own
    page; "" where categories have none."""
    related: tuple[Related, ...] = ()
    """Links below the chart and its table, on the screen only."""
    gap: str = ""
    """The word for a value that is not defined; "" for the usual one."""
    options: Options | None = None
    """What this kind alone needs; None for its defaults."""

    def __post_init__(self) -> None:
        expected = OPTIONS_BY_KIND.get(self.kind)
        if self.options is None and expected is not None:
            # a frozen dataclass fills in a default that depends on another field only this way
            object.__setattr__(self, "options", expected())
        elif self.options is not None and type(self.options) is not expected:
            name = type(self.options).__name__
            raise TypeError(f"chart {self.id!r} of kind {self.kind!r} has options {name}")

    def but(self, **changes) -> "ChartSpec":
        """A copy with some parts replaced."""
        return replace(self, **changes)
