"""DrawingML for text, fills and lines: the small pieces that charts, tables and maps share."""

from xml.sax.saxutils import escape, quoteattr

from briefings.shared.office_package import legal
from catalog.figure_parts import INK

FACE = "Microsoft YaHei"
INCH, POINT = 914_400, 12_700  # EMU
MUTED, GRID = "#5c6b7d", "#e3e8ee"
NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def text(words: object) -> str:
    """Words for an element; signs that XML cannot hold are left out.

    >>> text("A&B")
    'A&amp;B'
    """
    return escape(legal(words))


def quote(words: object) -> str:
    """Words for an attribute, quotes included; line feeds become spaces."""
    return quoteattr(legal(" ".join(str(words).split())))


def fill(color: str) -> str:
    """A solid fill; "" is none.

    >>> fill("#1b2735")
    '<a:solidFill><a:srgbClr val="1B2735"/></a:solidFill>'
    """
    if not color:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill>'


def hatch(fore: str, back: str) -> str:
    """The hatch of what has no data: seen without telling greys apart."""
    fore, back = (f'<a:srgbClr val="{color[1:].upper()}"/>' for color in (fore, back))
    return (
        f'<a:pattFill prst="ltUpDiag"><a:fgClr>{fore}</a:fgClr><a:bgClr>{back}</a:bgClr>'
        "</a:pattFill>"
    )


def stroke(color: str, points: float = 1.0, dash: str = "") -> str:
    """A line; "" as its colour is none. dash: as OOXML calls it."""
    if not color:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(12700 * points)}" cap="flat">{fill(color)}{dashed}<a:round/></a:ln>'


def letters(tag: str, points: float, color: str = INK, bold: bool = False, halo: str = "") -> str:
    """Run properties under a tag: Chinese, in the house's face for both scripts.

    halo: the colour of a glow, for letters wider than the ground they are meant to be read on.
    """
    glow = halo and (
        f'<a:effectLst><a:glow rad="{2 * POINT}"><a:srgbClr val="{halo[1:].upper()}"/></a:glow>'
        "</a:effectLst>"
    )
    return (
        f'<a:{tag} lang="zh-CN" altLang="en-US" sz="{round(100 * points)}" b="{int(bold)}">'
        f'{fill(color)}{glow}<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/></a:{tag}>'
    )


def run(words: object, points: float, color: str = INK, bold: bool = False, halo: str = "") -> str:
    """Words in one look."""
    return f"<a:r>{letters('rPr', points, color, bold, halo)}<a:t>{text(words)}</a:t></a:r>"


def look(points: float, color: str = INK, level: bool = False) -> str:
    """The txPr of a part of a chart; level: its words are never turned."""
    body = '<a:bodyPr rot="0" vert="horz"/>' if level else "<a:bodyPr/>"
    inner = letters("defRPr", points, color)
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{inner}</a:pPr>"
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
