"""The template of the house: one master, a cover and a page for charts, built here."""

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml

from briefings.shared.drawingml import FACE, INCH, MUTED, fill, text
from briefings.shared.shapes import Box, parse_shape, write_names, xfrm
from briefings.shared.theme import house_theme
from catalog.figure_parts import INK
from catalog.sentences import Words

SLIDE_WIDTH_EMU, SLIDE_HEIGHT_EMU = 12_192_000, 6_858_000  # EMU: 16 to 9
BRAND, ACCENT = "#1d5a92", "#3572b0"


def inches(x: float, y: float, w: float, h: float) -> Box:
    """A box measured in inches."""
    return Box(*(round(INCH * side) for side in (x, y, w, h)))


# name in the words, type, box, points, bold, colour, anchor
COVER = (
    ("title", "ctrTitle", inches(1.1, 1.7, 11.1, 1.6), 36, True, BRAND, "b"),
    ("takeaway", "body", inches(1.1, 3.5, 11.1, 1.5), 18, False, INK, "t"),
    ("source", "body", inches(1.1, 5.3, 11.1, 1.6), 12, False, MUTED, "b"),
)
PAGE = (
    ("title", "title", inches(0.6, 0.32, 12.13, 0.66), 24, True, INK, "b"),
    ("takeaway", "body", inches(0.6, 1.02, 12.13, 0.55), 15, False, BRAND, "t"),
    ("chart", "chart", inches(0.6, 1.62, 12.13, 4.86), 12, False, INK, "t"),
    ("source", "body", inches(0.6, 6.55, 11.5, 0.8), 10, False, MUTED, "b"),
)
RULES = {"cover": inches(0, 0, 0.42, 7.5), "page": inches(0, 0.42, 0.18, 0.5)}


def house(t: Words):
    """An empty presentation on the house's master; its layouts bear the names in words."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = SLIDE_WIDTH_EMU, SLIDE_HEIGHT_EMU
    master = deck.slide_master
    for layout in list(master.slide_layouts)[2:]:
        master.slide_layouts.remove(layout)
    cover, page = master.slide_layouts
    _draw(cover, t("slides.layout_cover"), COVER, RULES["cover"], t)
    _draw(page, t("slides.layout_page"), PAGE, RULES["page"], t)
    _draw(master, "", PAGE[:1], None, t)
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = house_theme(theme.blob)
    # python-pptx makes the one of the notes as a tree
    notes = deck.notes_master.part.part_related_by(RT.THEME)
    notes._element = parse_xml(house_theme(notes.blob))
    package = deck.part.package
    for name in [r.rId for r in package._rels.values() if r.reltype == RT.THUMBNAIL]:
        package._rels.pop(name)
    return deck


def _draw(layout, name: str, places, rule: Box | None, t: Words) -> None:
    """The layout's own shapes instead of those it came with."""
    if name:
        layout._element.cSld.set("name", name)
    tree = layout.shapes._spTree
    for old in list(layout.shapes):
        tree.remove(old._element)
    if rule:
        tree.append(parse_shape(_rule(2, rule)))
    for at, place in enumerate(places):
        tree.append(
            parse_shape(_placeholder(10 + at, 10 + at, t(f"slides.{place[0]}"), *place[1:]))
        )


def _rule(number: int, box: Box) -> str:
    names = write_names(number, "rule")
    return (
        f'<p:sp><p:nvSpPr>{names}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(ACCENT)}'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _placeholder(
    number: int,
    at: int,
    name: str,
    kind: str,
    box: Box,
    points: float,
    bold: bool,
    color: str,
    anchor: str,
) -> str:
    """A placeholder: titles have no idx, every other is found by its own."""
    own = "" if "itle" in kind else f' idx="{at}"'
    look = (
        f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="{100 * points}" b="{int(bold)}">{fill(color)}'
        f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/></a:defRPr></a:lvl1pPr>'
    )
    return (
        f'<p:sp><p:nvSpPr>{write_names(number, name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{own}/></p:nvPr></p:nvSpPr><p:spPr>{xfrm(box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{look}</a:lstStyle><a:p><a:r>"
        f'<a:rPr lang="zh-CN"/><a:t>{text(name)}</a:t></a:r></a:p></p:txBody></p:sp>'
    )
