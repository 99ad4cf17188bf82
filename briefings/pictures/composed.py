"""A picture is a whole: title, marks, takeaway, drawing, note and source on one white sheet.

The words stand around Plotly's drawing, not in it: how deep its tick labels and legends run only
Plotly knows, and so none of them can meet a word.
"""

import re
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from briefings.exhibit import Exhibit
from briefings.package import legal
from briefings.pictures import lettering
from briefings.pictures.renderer import Renderer

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
INK, MUTED, MARK = "#1b2735", "#5c6b7d", "#b5432f"
EDGE, GAP = 32, 12
# what a figure is drawn at that does not say; a low one is given the height of a slide
WIDTH, LEAST_HEIGHT = 1120, 440
WATER = 120  # px of the watermark's letters
_REFERENCE = re.compile(r"""url\(['"]?#([^'")]+)['"]?\)""")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


@dataclass(frozen=True)
class _Style:
    size: int
    weight: int
    line: int
    color: str


TITLE, TAKEAWAY = _Style(22, 600, 32, INK), _Style(15, 400, 24, INK)
MARKS, SMALL = _Style(14, 600, 26, MARK), _Style(12, 400, 19, MUTED)


@dataclass(frozen=True)
class Picture:
    """A finished sheet and its size in CSS pixels; svg is an element, text(svg) its file."""

    svg: etree._Element = field(repr=False)
    width: int
    height: int


def text(svg: etree._Element) -> str:
    """The element as SVG text."""
    return etree.tostring(svg, encoding="unicode")


def composed(
    exhibit: Exhibit, words, renderer: Renderer, family: str = "", watermark: bool = True
) -> Picture:
    """The whole picture of an exhibit.

    family: the font to set it in before all others; watermark: whether an invented register is
    marked across the drawing.
    """
    drawn, wide, high = _drawing(exhibit, renderer, family)
    sheet = _sheet(family)
    top = _head(sheet, exhibit, wide)
    drawn.set("x", str(EDGE))
    drawn.set("y", f"{top:g}")
    sheet.append(drawn)
    if exhibit.origin.fictional and watermark:
        _watermark(sheet, words("stamp.fictional"), EDGE + wide / 2, top + high / 2)
    foot = _block(sheet, exhibit.note, SMALL, top + high + GAP, wide)
    bottom = _block(sheet, exhibit.origin.line, SMALL, foot, wide)
    return _sized(sheet, wide + 2 * EDGE, bottom + EDGE - GAP)


def bare(exhibit: Exhibit, words, renderer: Renderer) -> Picture:
    """The drawing alone with its watermark, for a page that prints title and source itself."""
    drawn, wide, high = _drawing(exhibit, renderer, "")
    sheet = _sheet("")
    sheet.append(drawn)
    if exhibit.origin.fictional:
        _watermark(sheet, words("stamp.fictional"), wide / 2, high / 2)
    return _sized(sheet, wide, high)


def _drawing(exhibit: Exhibit, renderer: Renderer, family: str) -> tuple:
    """Plotly's drawing as an element with its size, or the sentence that stands for it."""
    if exhibit.empty or not exhibit.figure:
        return _sentence(exhibit.empty), WIDTH, 160
    layout = exhibit.figure["layout"]
    wide = int(layout.get("width") or WIDTH)
    high = int(layout.get("height") or 0)
    high = high if layout.get("width") else max(high, LEAST_HEIGHT)
    # ids of our own: Plotly's are drawn by lot, and would differ from one time to the next
    traces = [{**trace, "uid": f"t{at}"} for at, trace in enumerate(exhibit.figure["data"])]
    font = {**layout.get("font", {}), "family": lettering.stack(family)}
    figure = {"data": traces, "layout": {**layout, "font": font}}
    drawn = etree.fromstring(legal(renderer.svg(figure, wide, high)).encode(), _PARSER)
    return _renamed(drawn), wide, high


def _renamed(drawn: etree._Element) -> etree._Element:
    """Plotly's ids by order of appearance, and what refers to them."""
    numbers = count(1)
    names = {e.get("id"): f"d{next(numbers)}" for e in drawn.iter() if e.get("id")}

    def named(reference: re.Match) -> str:
        return f"url(#{names.get(reference[1], reference[1])})"

    for element in drawn.iter(etree.Element):
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, names[value])
            elif "#" in value:
                element.set(name, _REFERENCE.sub(named, value))
    return drawn


def _sheet(family: str) -> etree._Element:
    sheet = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG, "xlink": XLINK})
    sheet.set("font-family", lettering.stack(family))
    _add(sheet, "rect", width="100%", height="100%", fill="#ffffff")
    return sheet


def _sized(sheet: etree._Element, wide: float, high: float) -> Picture:
    wide, high = round(wide), round(high)
    for name, value in (("width", wide), ("height", high), ("viewBox", f"0 0 {wide} {high}")):
        sheet.set(name, str(value))
    return Picture(sheet, wide, high)


def _head(sheet: etree._Element, exhibit: Exhibit, wide: float) -> float:
    """Title with the marks at its right, then the takeaway; returns where they end."""
    right = EDGE + wide
    for mark in reversed(exhibit.origin.marks):
        right = _mark(sheet, mark, right)
    top = _block(sheet, exhibit.title, TITLE, EDGE - GAP / 2, right - EDGE - GAP)
    return _block(sheet, exhibit.takeaway, TAKEAWAY, top, wide) + GAP


def _mark(sheet: etree._Element, mark: str, right: float) -> float:
    """A mark in its frame, ending at `right`; returns where the next one may end."""
    wide = lettering.width(mark, MARKS.size) + 20
    _add(sheet, "rect", x=right - wide, y=EDGE - 3, width=wide, height=MARKS.line, rx=13,
         fill="none", stroke=MARKS.color)  # fmt: skip
    _say(sheet, mark, MARKS, right - wide / 2, EDGE - 3, **{"text-anchor": "middle"})
    return right - wide - 8


def _block(sheet: etree._Element, words: str, style: _Style, top: float, wide: float) -> float:
    """Words in lines from the left edge; returns where they end."""
    for line in lettering.lines(legal(words), style.size, wide):
        _say(sheet, line, style, EDGE, top)
        top += style.line
    return top


def _say(sheet, line: str, style: _Style, x: float, top: float, **more) -> None:
    baseline = top + style.line / 2 + style.size * 0.36
    said = _add(sheet, "text", x=x, y=baseline, fill=style.color, **more)
    said.set("font-size", str(style.size))
    said.set("font-weight", str(style.weight))
    said.text = line


def _sentence(empty: str) -> etree._Element:
    """A drawing's place with the sentence why there is none."""
    place = etree.Element(f"{{{SVG}}}svg", width=str(WIDTH), height="160")
    _add(place, "rect", x=1, y=1, width=WIDTH - 2, height=158, rx=8, fill="none", stroke=MUTED)
    place[-1].set("stroke-dasharray", "4 4")
    _say(place, legal(empty), TAKEAWAY, WIDTH / 2, 68, **{"text-anchor": "middle"})
    return place


def _watermark(sheet, mark: str, x: float, y: float) -> None:
    said = _add(sheet, "text", x=x, y=y + WATER / 3, fill=INK, opacity="0.08",
                transform=f"rotate(-18 {x:g} {y:g})", **{"text-anchor": "middle"})  # fmt: skip
    said.set("font-size", str(WATER))
    said.set("font-weight", "600")
    said.text = mark


def _add(parent: etree._Element, tag: str, **attributes) -> etree._Element:
    said = {k: f"{v:g}" if isinstance(v, int | float) else v for k, v in attributes.items()}
    return etree.SubElement(parent, f"{{{SVG}}}{tag}", **said)
