"""A white sheet and the words on it, as SVG elements."""

from dataclasses import dataclass, field

from lxml import etree

from briefings.pictures import text_metrics
from briefings.shared.office_package import legal
from catalog.figure_parts import INK

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
MUTED, MARK = "#5c6b7d", "#b5432f"
EDGE, GAP = 32, 12
WIDTH_PX = 1120  # of a drawing that names none
WATERMARK_PX = 120  # px of the watermark's letters


@dataclass(frozen=True)
class Style:
    """How words are set: size, weight, height of a line, colour."""

    size: int
    weight: int
    line: int
    color: str


TITLE, TAKEAWAY = Style(22, 600, 32, INK), Style(15, 400, 24, INK)
MARKS, SMALL = Style(14, 600, 26, MARK), Style(12, 400, 19, MUTED)


@dataclass(frozen=True)
class Picture:
    """A finished sheet and its size in CSS pixels; svg is an element, text(svg) its file."""

    svg: etree._Element = field(repr=False)
    width: int
    height: int


def text(svg: etree._Element) -> str:
    """The element as SVG text."""
    return etree.tostring(svg, encoding="unicode")


def make_sheet(family: str) -> etree._Element:
    """An empty sheet, its words in a font of ours before all others."""
    sheet = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG, "xlink": XLINK})
    sheet.set("font-family", text_metrics.stack(family))
    add(sheet, "rect", width="100%", height="100%", fill="#ffffff")
    return sheet


def set_size(sheet: etree._Element, wide: float, high: float) -> Picture:
    """The sheet cut to its size."""
    wide, high = round(wide), round(high)
    for name, value in (("width", wide), ("height", high), ("viewBox", f"0 0 {wide} {high}")):
        sheet.set(name, str(value))
    return Picture(sheet, wide, high)


def draw_mark(sheet: etree._Element, mark: str, right: float) -> float:
    """A mark in its frame, ending at `right`; returns where the next one may end."""
    mark = legal(mark)
    wide = text_metrics.width(mark, MARKS.size) + 20
    add(
        sheet,
        "rect",
        x=right - wide,
        y=EDGE - 3,
        width=wide,
        height=MARKS.line,
        rx=13,
        fill="none",
        stroke=MARKS.color,
    )
    write_line(sheet, mark, MARKS, right - wide / 2, EDGE - 3, **{"text-anchor": "middle"})
    return right - wide - 8


def write_block(sheet: etree._Element, words: str, style: Style, top: float, wide: float) -> float:
    """Words in lines from the left edge; returns where they end."""
    for line in text_metrics.lines(legal(words), style.size, wide):
        write_line(sheet, line, style, EDGE, top)
        top += style.line
    return top


def write_line(sheet, line: str, style: Style, x: float, top: float, **more) -> None:
    """One line of words whose box begins at `top`."""
    baseline = top + style.line / 2 + style.size * 0.36
    node = add(sheet, "text", x=x, y=baseline, fill=style.color, **more)
    node.set("font-size", str(style.size))
    node.set("font-weight", str(style.weight))
    node.text = line


def draw_sentence(empty: str) -> etree._Element:
    """A drawing's place with the sentence why there is none."""
    place = etree.Element(f"{{{SVG}}}svg", width=str(WIDTH_PX), height="160")
    add(place, "rect", x=1, y=1, width=WIDTH_PX - 2, height=158, rx=8, fill="none", stroke=MUTED)
    place[-1].set("stroke-dasharray", "4 4")
    write_line(place, legal(empty), TAKEAWAY, WIDTH_PX / 2, 68, **{"text-anchor": "middle"})
    return place


def draw_watermark(sheet: etree._Element, mark: str, x: float, y: float, room: float) -> None:
    """The marks across the drawing, around a point: pictures lose their metadata, not this.

    room: px that their line may take.
    """
    mark = legal(mark)
    size = min(WATERMARK_PX, WATERMARK_PX * room / text_metrics.width(mark, WATERMARK_PX))
    node = add(
        sheet,
        "text",
        x=x,
        y=y + size / 3,
        fill=INK,
        opacity="0.08",
        transform=f"rotate(-18 {x:g} {y:g})",
        **{"text-anchor": "middle"},
    )
    node.set("font-size", f"{size:g}")
    node.set("font-weight", "600")
    node.text = mark


def add(parent: etree._Element, tag: str, **attributes) -> etree._Element:
    """A new element of the sheet, numbers written short."""
    texts = {
        name: f"{value:g}" if isinstance(value, int | float) else value
        for name, value in attributes.items()
    }
    return etree.SubElement(parent, f"{{{SVG}}}{tag}", **texts)
