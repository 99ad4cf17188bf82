"""What a chart on the screen and the same chart in a file are both made of, as plain values."""

from dataclasses import dataclass
from typing import Literal

INK = "#1b2735"  # of words on white
PAPER = "#ffffff"
# the part of the plane that the province map has, in km of its own projection: it leaves sea for
# the inset and room for the key
MAP_EXTENT_KM = {"x": [-2700, 3220], "y": [-2060, 2080]}
DARK_FROM = 150  # luminance of 255 up to which a fill needs light words

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
    """Dark or light ink, whichever reads better on a fill; "" is no fill.

    By the luma of ITU-R BT.601.

    >>> ink_on("#ffffff"), ink_on("#3572b0"), ink_on("#1d5a92"), ink_on("")
    ('#1b2735', '#ffffff', '#ffffff', '#1b2735')
    """
    if not fill:
        return INK
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > DARK_FROM else PAPER
