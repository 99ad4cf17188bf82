"""What a kind of chart needs beside the parts that every chart has: one dataclass a kind.

A kind that is not in OPTIONS_BY_KIND has no options. ChartSpec refuses options of another kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class BarOptions:
    """Columns, bars and stacks."""

    wrap: int | None = None
    """Chinese characters in a line of a category's label; by default 4, of lying bars one line."""
    first: int = 0
    """Bars of a ranking that a card draws until its reader asks for all; 0 for all of them."""


@dataclass(frozen=True)
class ComboOptions:
    """Columns with lines over them."""

    lines: tuple[str, ...]
    """Columns of the frame that are drawn as lines; every other series is a column."""


@dataclass(frozen=True)
class HeatOptions:
    """A matrix of numbers."""

    wrap: int = 6
    """Chinese characters in a line of a column's heading."""
    text_size_px: int = 13
    """Size of the numbers in the cells."""
    middle: float | None = None
    """The value at which the colours turn from one hue to the other; None: they rise from zero."""
    counts: Mapping[str, str] = field(default_factory=dict)
    """By column of a series the column of the counts that are printed under its numbers."""


@dataclass(frozen=True)
class BandOptions:
    """An index over years beside what chance would make of it and the least it could be."""

    low: str
    """Column of the lower edge of the band."""
    high: str
    """Column of the upper edge of the band."""
    floor: str
    """Column of the least value that the index could have."""
    band_name: str
    """What readers call the band."""
    floor_name: str
    """What readers call the floor."""
    under: str = ""
    """Column of the text that is printed under each year; "" for none."""
    top: float = 1.0
    """Upper end of the value axis."""


@dataclass(frozen=True)
class CurveOptions:
    """A curve between two shares."""

    point_names: str = ""
    """Column that names whom each point of the curve adds; "" for none."""


@dataclass(frozen=True)
class MapPoints:
    """Points on the map, one place of each list a point; x and y in km as in map.json."""

    x: list[float]
    y: list[float]
    key: list[str]
    """What a click on the point reports."""
    hover: list[str]
    """What the hover says of the point, its lines apart by a line feed."""
    link: str = ""
    """Start of the address that a point's key ends, which a click opens; "" where it opens none."""


@dataclass(frozen=True)
class MapOptions:
    """The province map."""

    notes: Mapping[str, str] = field(default_factory=dict)
    """A further line of the hover by province code."""
    points: MapPoints | None = None
    """Points on a layer of their own; None for none."""
    point_name: str = ""
    """What readers call the points."""
    outside: tuple[str, ...] = ()
    """Codes of the provinces that the reader left out."""
    added: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Labs that a scenario adds by province code, by name of the scenario; two at most."""


@dataclass(frozen=True)
class TimelineOptions:
    """A line per laboratory with its events as marks."""

    events: tuple[str, ...]
    """Events as readers call them, in the order of their symbols."""
    phases: tuple[str, ...]
    """Phases as readers call them, in the order of their bars."""
    span: tuple[str, str]
    """First and last day drawn (YYYY-MM-DD)."""
    standing: Mapping[str, str]
    """Where each line stands on the last day, in words, by the line's key."""


Options = (
    BarOptions
    | ComboOptions
    | HeatOptions
    | BandOptions
    | CurveOptions
    | MapOptions
    | TimelineOptions
)

OPTIONS_BY_KIND: dict[str, type[Options]] = {
    "column": BarOptions,
    "bar": BarOptions,
    "stacked": BarOptions,
    "combo": ComboOptions,
    "heat": HeatOptions,
    "band": BandOptions,
    "curve": CurveOptions,
    "map": MapOptions,
    "timeline": TimelineOptions,
}
