"""What a chart on the screen and the same chart in a file are both made of, as plain values."""

from dataclasses import dataclass
from typing import Literal

INK = "#1b2735"  # of words on white
PAPER = "#ffffff"
# the part of the plane that the province map has, in km of its own projection: it leaves sea for
# the inset and room for the key
MAP_EXTENT_KM = {"x": [-2700, 3220], "y": [-2060, 2080]}

Mark = Literal["bar", "line", "band", "point"]


@dataclass(frozen=True)
class Provenance:
    """Where numbers come from: what every chart and every file must be able to say of itself.

    as_of: the data's day, YYYY-MM-DD; version: the published version; scope: the filters in words;
    marks: 演示数据 and the like, in words. A file says more: address: the same filters as the query
    of a page's address; fictional: the registers are invented; line: source, as-of, version and
    scope in one sentence, without the marks.
    """

    source: str
    as_of: str
    version: str
    scope: str
    marks: tuple[str, ...] = ()
    address: str = ""
    fictional: bool = False
    line: str = ""


@dataclass(frozen=True)
class Line:
    """One quantity along the categories: its name, numbers, role, colour and how it is drawn.

    A missing number is None, never 0. color is "#rrggbb", or a token of the screen's theme. short:
    its name where space is short, "" where that is its name. low and high: bounds of the 95 %
    interval of chance, empty where it has none.
    """

    name: str
    values: tuple[float | None, ...]
    role: str = "value"
    color: str = "#3572b0"
    mark: Mark = "bar"
    short: str = ""
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One cell of a drawn table: its words, lines apart, and its colours on a white page."""

    text: str
    fill: str = PAPER
    ink: str = INK
    bold: bool = False


def ink_on(fill: str) -> str:
    """Dark or light ink, whichever stands off more from a fill; "" is no fill.

    >>> ink_on("#ffffff"), ink_on("#3572b0"), ink_on("#a8905c"), ink_on("")
    ('#1b2735', '#ffffff', '#1b2735', '#1b2735')
    """
    if not fill:
        return INK
    return max((INK, PAPER), key=lambda ink: measure_contrast(fill, ink))


def measure_luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 of black to 1 of white: WCAG 2.2, definition of it.

    >>> measure_luminance("#000000"), round(measure_luminance("#3572b0"), 3)
    (0.0, 0.159)
    """
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measure_contrast(first: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21: WCAG 2.2, (lighter + 0.05) / (darker + 0.05).

    >>> measure_contrast("#ffffff", "#000000")
    21.0
    """
    low, high = sorted((measure_luminance(first), measure_luminance(other)))
    return (high + 0.05) / (low + 0.05)
