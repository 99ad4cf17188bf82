"""One slide: a layout's placeholders filled, what is shown in the middle, notes and watermark."""

import json

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from briefings.exhibit import Exhibit
from briefings.shared.chart.xml import WORKBOOK, chart_part
from briefings.shared.drawingml import INCH, MUTED, POINT, text
from briefings.shared.office_package import legal
from briefings.shared.shapes import (
    Box,
    add_namespaces,
    lines_of,
    page_number,
    parse_shape,
    watermark,
)
from briefings.shared.strict_xml import parse
from briefings.shared.text import write_watermark
from briefings.slides.template import Template
from briefings.stamp import digest
from catalog.figure_parts import Provenance
from catalog.sentences import Words

# points tried from the layout's own size down, until the words fit their placeholder
SIZES = {"title": (24, 20, 16), "takeaway": (15, 13, 11), "source": (10, 9)}
OF_COVER = {"title": (36, 30, 24), "takeaway": (18, 15, 12), "source": (12, 11, 10)}
LINE_SPACING = 1.25
CUT_CHARS, MIN_LINE_CHARS = 8, 20  # cut at a time, and left of a line at least


class Slide:
    """A new slide of a template, with its number and, where the data have marks, the watermark.

    box: where the layout has the chart, for whatever is shown there.
    """

    def __init__(self, template: Template, layout, provenance: Provenance, t: Words):
        self.template, self.layout, self.provenance, self.t = template, layout, provenance, t
        self.slide = template.deck.slides.add_slide(layout)
        self.in_full: list[str] = []
        self.cover = layout is template.cover
        self.number = 1 + max((s.shape_id for s in self.slide.shapes), default=1)
        self.box = None if self.cover else template.box(layout, "chart")

    def fill(self, part: str, lines: list[str]) -> None:
        """Paragraphs into a placeholder, smaller where they would not fit; an empty one goes."""
        idx = self.template.places.get((self.layout.name, part))
        places = [p for p in self.slide.placeholders if p.placeholder_format.idx == idx]
        if not places:
            return
        (place,), lines = places, [line for line in lines if line]
        if not lines:
            place._element.getparent().remove(place._element)
            return
        sizes = (OF_COVER if self.cover else SIZES)[part]
        box = self.template.box(self.layout, part)
        size = next((s for s in sizes if _fits(lines, s, box)), sizes[-1])
        whole, lines = lines, _shorten(lines, size, box)
        if lines != whole:
            self.in_full += whole
        size_attribute = "" if size == sizes[0] else f' sz="{100 * size}"'
        body = place._element.txBody
        for old in list(body.p_lst):
            body.remove(old)
        for line in lines:
            body.append(
                parse_shape(
                    f'<a:p><a:r><a:rPr lang="zh-CN" altLang="en-US"{size_attribute}/>'
                    f"<a:t>{text(line)}</a:t></a:r></a:p>"
                )
            )

    def add(self, xml: str) -> None:
        """A shape, drawn over what is there."""
        self.slide.shapes._spTree.append(parse_shape(xml))
        self.number += 1

    def lay(self, xml: str) -> None:
        """A large shape, drawn like the others but not made elements of until it is opened."""
        place = self.template.aside.lay(add_namespaces(xml))
        self.slide.shapes._spTree.append(parse(f"<x>{place}</x>")[0])
        self.number += 1

    def drop_chart_place(self) -> None:
        """What is shown stands where the chart's placeholder was."""
        idx = self.template.places[self.layout.name, "chart"]
        for place in list(self.slide.placeholders):
            if place.placeholder_format.idx == idx:
                place._element.getparent().remove(place._element)

    def chart(self, exhibit: Exhibit) -> None:
        """A native chart with its workbook, in the box."""
        package = self.slide.part.package
        xml, book = chart_part(exhibit, (self.box.w, self.box.h))
        name = package.next_partname(ChartPart.partname_template)
        part = ChartPart.load(name, CT.DML_CHART, package, xml)
        related = part.relate_to(EmbeddedXlsxPart.new(book, package), RT.PACKAGE)
        assert related == WORKBOOK  # the first relation of a new part, by which the chart names it
        frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(
            self.number, "", self.slide.part.relate_to(part, RT.CHART), *self.box
        )
        # afterwards: the library writes a name into its XML as it comes
        frame.nvGraphicFramePr.cNvPr.set("name", legal(exhibit.title))
        frame.nvGraphicFramePr.cNvPr.set("descr", legal(exhibit.alt))
        self.slide.shapes._spTree.append(frame)
        self.number += 1

    def notes(self, takeaway: str, exhibit: Exhibit | None = None) -> None:
        """Speaker notes: what the slide had to cut, the takeaway, the numbers' origin as JSON."""
        provenance = self.provenance
        facts = {
            "source": provenance.source,
            "as_of": provenance.as_of,
            "version": provenance.version,
            "scope": provenance.scope,
            "address": provenance.address,
            "marks": provenance.marks,
        }
        if exhibit:
            facts |= {"id": exhibit.id, "title": exhibit.title, "sha256": digest(exhibit)}
        lines = [*self.in_full, takeaway, json.dumps(facts, ensure_ascii=False, sort_keys=True)]
        self.slide.notes_slide.notes_text_frame.text = legal("\n".join(filter(None, lines)))

    def finish(self) -> None:
        """Page number and watermark, last and therefore on top."""
        deck = self.template.deck
        width, height = deck.slide_width, deck.slide_height
        if not self.cover:
            box = Box(width - INCH, height - INCH // 2, round(INCH * 0.6), INCH // 4)
            self.add(page_number(self.number, self.t("slides.page"), box, MUTED))
        mark = write_watermark(self.provenance, self.t)
        if mark:
            self.add(watermark(self.number, mark, width, height))


def _shorten(lines: list[str], points: float, box: Box) -> list[str]:
    """The lines as they fit even at the smallest size: the longest loses its end."""
    lines = list(lines)
    while not _fits(lines, points, box) and len(longest := max(lines, key=len)) > MIN_LINE_CHARS:
        lines[lines.index(longest)] = longest[: -CUT_CHARS - 1] + "…"
    return lines


def _fits(lines: list[str], points: float, box: Box) -> bool:
    rows = sum(lines_of(line, points, box.w) for line in lines)
    return rows * points * LINE_SPACING * POINT <= box.h
