"""ChartSpec: the one description of a chart from which every surface is drawn."""

from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from catalog.figure_parts import Provenance

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
# projection: where the late pace would lead; low and high: the edges of its band; average: what
# each would have at the rate of all together
Role = Literal["value", "target", "reference", "projection", "low", "high", "average"]
MarkKind = Literal["horizon", "as_of", "part_year", "event"]


@dataclass(frozen=True)
class Series:
    """One drawn quantity: `column` of the spec's frame under the name readers see."""

    name: str
    column: str
    role: Role = "value"


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
class ChartSpec:
    """A chart as a value: title, numbers and words, no drawing.

    frame holds one row per category of column `x`; each series names a numeric column of it,
    NaN where there is no data (never 0). kind "heat" reads rows from `x` and one series per
    column of the matrix. kind "map" reads six-digit province codes from `x` and its first
    series is the fill. kind "scatter" names its points in `x`; its first series runs along the x
    axis, the second along y. kind "combo" draws the columns of extra["lines"] as lines, all else
    as bars, on one axis. kind "donut" has one series, whose rows are the parts of a whole.
    `takeaway` is a sentence computed from the numbers; `empty` is the
    sentence shown instead of a drawing when there is nothing to draw. `evidence` is the id of the
    indicator whose rows stand behind the numbers, "" where none is asked for.
    """

    id: str
    kind: Kind
    title: str
    frame: pd.DataFrame
    x: str
    series: tuple[Series, ...]
    unit: str
    provenance: Provenance
    takeaway: str = ""
    note: str = ""
    empty: str = ""
    span: int = 6
    height: int = 340
    decimals: int = 0
    colors: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    evidence: str = ""
    extra: dict = field(default_factory=dict)

    def but(self, **changes) -> "ChartSpec":
        """A copy with some parts replaced."""
        return replace(self, **changes)
