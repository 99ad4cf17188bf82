"""Figures in the line of text: native charts with their workbooks, maps as grouped shapes."""

from lxml import etree

from briefings.exhibit import Exhibit
from briefings.report.styles import FLAT
from briefings.report.wordprocessingml import NAMESPACES, SPACES, fonts, paragraph, run, size
from briefings.shared.deferred_xml import Aside
from briefings.shared.drawingml import quote
from briefings.shared.map.shapes import map_group
from briefings.shared.shapes import Box
from briefings.shared.strict_xml import parse
from catalog.sentences import Words

FIGURE_WIDTH_EMU, FIGURE_HEIGHT_EMU = (
    5_480_000,
    2_250_000,
)  # EMU: two to a page, letters as small as in print
KEYED_HEIGHT_EMU = 2_850_000  # EMU of a chart of more lines, whose key takes several rows
LINES_OF_A_KEY_ROW = 3
MAP_HEIGHT_EMU = 3_800_000  # EMU of a map's height
MAP_REDUCTION = 1.5  # times: a map is laid out as on a slide, and shrunk with its letters
SCATTER_HEIGHT_EMU = 4_000_000  # EMU: its names need room
BAR_HEIGHT_EMU = 190_000  # EMU of one horizontal bar
MAX_HEIGHT_EMU = 7_200_000  # EMU of the highest figure on a page
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A, W = f"{{{SPACES['a']}}}", f"{{{SPACES['w']}}}"
WPS, WPG = f"{{{SPACES['wps']}}}", f"{{{SPACES['wpg']}}}"
SIDES = {"l": "left", "r": "right", "ctr": "center"}


def height(exhibit: Exhibit) -> int:
    """EMU of a chart's height: bars need their own, a long key as well."""
    if exhibit.kind == "scatter":
        return SCATTER_HEIGHT_EMU
    if exhibit.kind == "bar":
        bars = BAR_HEIGHT_EMU * len(exhibit.categories) * max(len(exhibit.lines), 1) + 400_000
        return min(max(FIGURE_HEIGHT_EMU, bars), MAX_HEIGHT_EMU)
    return KEYED_HEIGHT_EMU if len(exhibit.lines) > LINES_OF_A_KEY_ROW else FIGURE_HEIGHT_EMU


def chart(exhibit: Exhibit, number: int, relation: str) -> str:
    """The paragraph of a native chart; relation: the id of its part."""
    graphic = f'<a:graphicData uri="{SPACES["c"]}"><c:chart r:id="{relation}"/></a:graphicData>'
    return _inline(exhibit, number, height(exhibit), graphic)


def map_figure(exhibit: Exhibit, number: int, t: Words, aside: Aside) -> str:
    """The paragraph of a map: a shape per province, grouped, that can be edited; laid aside."""
    whole = Box(
        0, 0, round(FIGURE_WIDTH_EMU * MAP_REDUCTION), round(MAP_HEIGHT_EMU * MAP_REDUCTION)
    )
    slide = map_group(exhibit.map, whole, t, exhibit.alt)
    group = parse(f'<x {NAMESPACES} xmlns:p="{P[1:-1]}">{slide}</x>')[0]
    for place in group.iter(f"{A}off", f"{A}ext", f"{A}chOff", f"{A}chExt"):
        for name, value in place.attrib.items():
            place.set(name, str(round(int(value) / MAP_REDUCTION)))
    drawn = aside.lay(etree.tostring(_group(group), encoding="unicode"))
    return _inline(
        exhibit,
        number,
        MAP_HEIGHT_EMU,
        f'<a:graphicData uri="{SPACES["wpg"]}">{drawn}</a:graphicData>',
    )


def _inline(exhibit: Exhibit, number: int, tall: int, graphic: str) -> str:
    name = f'id="{number}" name={quote(exhibit.title)} descr={quote(exhibit.alt)}'
    drawing = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{FIGURE_WIDTH_EMU}" cy="{tall}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"<wp:docPr {name}/><wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
    # exact lines would cut the figure off at the height of a line of text
    return paragraph(drawing, "", f'<w:keepNext/>{FLAT.format(120, 0)}<w:jc w:val="center"/>')


def _group(slide):
    """A group of a slide as that of a document: the same shapes under other names."""
    group = etree.Element(f"{WPG}wgp", nsmap={"wpg": SPACES["wpg"], "wps": SPACES["wps"]})
    etree.SubElement(group, f"{WPG}cNvGrpSpPr")
    etree.SubElement(group, f"{WPG}grpSpPr").extend(slide.find(f"{P}grpSpPr"))
    group.extend(_shape(shape) for shape in slide.findall(f"{P}sp"))
    return group


def _shape(slide):
    shape, body = etree.Element(f"{WPS}wsp"), slide.find(f"{P}txBody")
    properties = slide.find(f"{P}nvSpPr/{P}cNvPr")
    etree.SubElement(shape, f"{WPS}cNvPr", dict(properties.attrib))
    box = etree.SubElement(shape, f"{WPS}cNvSpPr")
    etree.SubElement(shape, f"{WPS}spPr").extend(slide.find(f"{P}spPr"))
    paragraphs = [] if body is None else body.findall(f"{A}p")
    if any(words.find(f"{A}r") is not None for words in paragraphs):
        box.set("txBox", "1")
        held = etree.SubElement(etree.SubElement(shape, f"{WPS}txbx"), f"{W}txbxContent")
        held.extend(_paragraph(p) for p in paragraphs)
    frame = etree.SubElement(shape, f"{WPS}bodyPr")
    if body is not None:
        frame.attrib.update(body.find(f"{A}bodyPr").attrib)
        etree.SubElement(frame, f"{A}noAutofit")
    return shape


def _paragraph(slide):
    """Words of a shape in Word's own terms: side, size, ink."""
    runs = []
    for part in slide.findall(f"{A}r"):
        look = part.find(f"{A}rPr")
        face, ink = look.find(f"{A}ea").get("typeface"), look.find(f".//{A}srgbClr").get("val")
        bold = "<w:b/>" if look.get("b") == "1" else ""
        runs.append(
            run(
                part.findtext(f"{A}t"),
                fonts(face)
                + bold
                + f'<w:color w:val="{ink}"/>'
                + size(int(look.get("sz")) / 100 / MAP_REDUCTION),
            )
        )
    side = SIDES[slide.find(f"{A}pPr").get("algn", "l")]
    made = paragraph("".join(runs), "", f'{FLAT.format(0, 0)}<w:jc w:val="{side}"/>')
    return parse(made.replace("<w:p>", f"<w:p {NAMESPACES}>", 1))
