"""The sheet of paper: its margins and grid, page numbers, and the mark above every page."""

from briefings.report.styles import LINE_TWIPS
from briefings.report.wordprocessingml import fonts, paragraph, part, run, size
from briefings.shared.drawingml import quote, text
from briefings.shared.shapes import ems
from catalog.sentences import Words

TEXT_WIDTH_TWIPS = 8844  # twips of the text: 156 mm
_MARGINS = (
    'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="1020" w:footer="1304"'
)
RED = "B3261E"
WATERMARK_PT = 72  # points of the mark behind the text
SIDES = ("default", "even")


def section() -> str:
    """A4 with the margins and the 22 lines of GB/T 9704-2012."""
    heads = "".join(
        f'<w:{kind}Reference w:type="{side}" r:id="{kind}_{side}"/>'
        for kind in ("header", "footer")
        for side in SIDES
    )
    return (
        f'<w:sectPr>{heads}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {_MARGINS} w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE_TWIPS}"/>'
        "</w:sectPr>"
    )


def footer(side: str, t: Words) -> str:
    """The page number between dashes, on the outer side, one sign in."""
    look = fonts(t("report.face_song")) + size(14)
    odd = side == "default"
    layout = (
        '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>'
        if odd
        else '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>'
    )
    number = f'<w:fldSimple w:instr="PAGE">{run("1", look)}</w:fldSimple>'
    return part("ftr", paragraph(run("— ", look) + number + run(" —", look), "Footer", layout))


def header(side: str, marks: str, t: Words) -> str:
    """The marks such as 演示数据 in words, and large and faint behind the text; else empty."""
    number = 9001 + SIDES.index(side)
    line = mark(marks, t, "Header", number) if marks else paragraph("", "Header")
    return part("hdr", line)


def mark(marks: str, t: Words, style: str = "", number: int = 9001) -> str:
    """The paragraph of a header that bears the marks."""
    face = t("report.face_black")
    letters = run(marks, fonts(face) + f'<w:color w:val="{RED}"/>' + size(12))
    return paragraph(letters + _watermark(marks, face, number), style, '<w:jc w:val="right"/>')


def _watermark(marks: str, face: str, number: int) -> str:
    """A turned box of words behind the text in the middle of the page."""
    width, height = 5_400_000, 1_500_000
    # on one line, whatever marks there are
    letters = min(WATERMARK_PT, int(width / 12_700 * 0.9 / ems(marks)))
    pale = paragraph(
        run(marks, fonts(face) + '<w:color w:val="F3E4EA"/>' + size(letters)),
        "",
        '<w:snapToGrid w:val="false"/><w:spacing w:line="240" w:lineRule="auto"/>'
        '<w:jc w:val="center"/>',
    )
    center = "<wp:align>center</wp:align>"
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page">{center}</wp:positionH>'
        f'<wp:positionV relativeFrom="page">{center}</wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapNone/><wp:docPr id="{number}" name={quote(marks)} descr={quote(text(marks))}/>'
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm rot="19200000"><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{pale}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="square" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
