"""Shapes of a slide as XML: boxes of words, bars, watermarks; every measure in EMU."""

from typing import NamedTuple

from pptx.oxml import parse_xml

from briefings.shared.drawingml import FACE, NAMESPACES, POINT, fill, quote, run, stroke, text
from catalog.figure_parts import INK

WATERMARK_PT = 80  # points of its letters at most
WATERMARK_SHARE = 0.9  # of the width of its box that a watermark takes at most
LATIN_WIDTH = 0.6  # the width of a Latin sign as a part of a Chinese one
FIRST_WIDE_SIGN = "\u2010"  # from the dashes on, signs of a Chinese face have its full width


class Box(NamedTuple):
    """A place on the slide: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int


class StyledText(NamedTuple):
    """A paragraph in one look; points is its size, halo the colour of a glow around its letters."""

    text: str
    points: float
    color: str = INK
    bold: bool = False
    align: str = "l"
    after: float = 0.0
    halo: str = ""


def parse_shape(xml: str):
    """The element of a shape's XML, in the namespaces of a slide."""
    return parse_xml(add_namespaces(xml))


def add_namespaces(xml: str) -> str:
    """A shape's XML that says its own namespaces."""
    return xml.replace(">", f" {NAMESPACES}>", 1)


def paragraph(words: StyledText) -> str:
    """A paragraph; lines within it are broken where the text has line feeds."""
    lines = "<a:br/>".join(
        run(line, words.points, words.color, words.bold, words.halo)
        for line in words.text.split("\n")
    )
    after = f'<a:spcAft><a:spcPts val="{round(100 * words.after)}"/></a:spcAft>'
    return f'<a:p><a:pPr algn="{words.align}">{after}</a:pPr>{lines}</a:p>'


def xfrm(box: Box, turn: int = 0, tag: str = "a:xfrm") -> str:
    """Where a shape stands; turn in degrees clockwise."""
    turned = f' rot="{60000 * turn}"' if turn else ""
    return (
        f'<{tag}{turned}><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></{tag}>'
    )


def write_names(number: int, name: str, about: str = "") -> str:
    """Number, name and, for readers who do not see it, what it shows."""
    description = f" descr={quote(about)}" if about else ""
    return f'<p:cNvPr id="{number}" name={quote(name)}{description}/>'


def words_box(
    number: int,
    name: str,
    box: Box,
    words: list[StyledText],
    *,
    anchor: str = "t",
    ground: str = "",
    edge: str = "",
    inset: int = 0,
    wrap: str = "square",
    about: str = "",
) -> str:
    """A box of paragraphs on a ground."""
    body = "".join(map(paragraph, words)) or '<a:p><a:endParaRPr lang="zh-CN"/></a:p>'
    names = write_names(number, name, about)
    return (
        f'<p:sp><p:nvSpPr>{names}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(ground)}'
        f"{stroke(edge, 0.75)}</p:spPr>"
        f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="{inset}" tIns="{inset}" rIns="{inset}" '
        f'bIns="{inset}" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{body}'
        "</p:txBody></p:sp>"
    )


def watermark(number: int, words: str, width: int, height: int) -> str:
    """Large turned words across the slide, so faint that what lies beneath stays readable."""
    box = Box(width // 12, height * 3 // 8, width * 5 // 6, height // 4)
    room = box.w / POINT * WATERMARK_SHARE  # in points
    points = min(WATERMARK_PT, int(room / ems(words)))  # on one line, whatever marks there are
    faint = '<a:solidFill><a:srgbClr val="8F3D5F"><a:alpha val="10000"/></a:srgbClr></a:solidFill>'
    return (
        f'<p:sp><p:nvSpPr>{write_names(number, words)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{xfrm(box, -20 % 360)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '</p:spPr><p:txBody><a:bodyPr wrap="none" anchor="ctr"><a:noAutofit/></a:bodyPr>'
        '<a:lstStyle/><a:p><a:pPr algn="ctr"/><a:r>'
        f'<a:rPr lang="zh-CN" altLang="en-US" sz="{100 * points}" b="1">{faint}'
        f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/></a:rPr>'
        f"<a:t>{text(words)}</a:t></a:r></a:p>"
        "</p:txBody></p:sp>"
    )


def page_number(number: int, name: str, box: Box, color: str) -> str:
    """The slide's own number."""
    return (
        f'<p:sp><p:nvSpPr>{write_names(number, name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/>'
        '<a:lstStyle/><a:p><a:pPr algn="r"/><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" '
        f'type="slidenum"><a:rPr lang="zh-CN" sz="1000">{fill(color)}<a:latin typeface="{FACE}"/>'
        f'<a:ea typeface="{FACE}"/></a:rPr><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
    )


def ems(line: str) -> float:
    """The width of a line of text in Chinese signs; quotes, dashes and arrows are as wide as those.

    >>> round(ems("领域 2"), 2), ems("“↗”")
    (3.2, 3.0)
    """
    return sum(1.0 if sign >= FIRST_WIDE_SIGN else LATIN_WIDTH for sign in line)


def lines_of(words: str, points: float, width: int) -> int:
    """Lines that a text takes in a width (EMU), its own line feeds among them."""
    room = max(width / (points * 12_700), 1.0)
    return sum(max(1, -int(-ems(line) // room)) for line in words.split("\n"))
