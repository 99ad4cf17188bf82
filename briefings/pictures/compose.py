"""A picture is a whole: title, marks, takeaway, drawing, note and source on one white sheet.

The words stand around Plotly's drawing, not in it: how deep its tick labels and legends run only
Plotly knows, and so none of them can meet a word.
"""

import re
from itertools import count

from lxml import etree

from briefings.exhibit import Exhibit
from briefings.pictures import text_metrics
from briefings.pictures.canvas import (
    EDGE,
    GAP,
    SMALL,
    TAKEAWAY,
    TITLE,
    WIDTH_PX,
    Picture,
    draw_mark,
    draw_sentence,
    draw_watermark,
    make_sheet,
    set_size,
    write_block,
)
from briefings.pictures.renderer import Renderer
from briefings.shared.office_package import legal
from briefings.shared.strict_xml import parse_drawing
from briefings.shared.text import write_watermark
from catalog.sentences import Words

MIN_HEIGHT_PX = 440  # a figure lower than that is given the height of a slide
_REFERENCE = re.compile(r"""url\(['"]?#([^'")]+)['"]?\)""")


def compose_picture(
    exhibit: Exhibit, t: Words, renderer: Renderer, family: str = "", marked: bool = True
) -> Picture:
    """The whole picture of an exhibit.

    family: the font to set it in before all others; marked: whether the marks stand across the
    drawing.
    """
    drawn, wide, high = _drawing(exhibit, renderer, family)
    sheet = make_sheet(family)
    top = _head(sheet, exhibit, wide)
    drawn.set("x", str(EDGE))
    drawn.set("y", f"{top:g}")
    sheet.append(drawn)
    mark = write_watermark(exhibit.provenance, t)
    if mark and marked:
        draw_watermark(sheet, mark, EDGE + wide / 2, top + high / 2, wide)
    foot = write_block(sheet, exhibit.note, SMALL, top + high + GAP, wide)
    bottom = write_block(sheet, exhibit.provenance.line, SMALL, foot, wide)
    return set_size(sheet, wide + 2 * EDGE, bottom + EDGE - GAP)


def compose_drawing(exhibit: Exhibit, t: Words, renderer: Renderer) -> Picture:
    """The drawing alone with its watermark, for a page that prints title and source itself."""
    drawn, wide, high = _drawing(exhibit, renderer, "")
    sheet = make_sheet("")
    sheet.append(drawn)
    mark = write_watermark(exhibit.provenance, t)
    if mark:
        draw_watermark(sheet, mark, wide / 2, high / 2, wide)
    return set_size(sheet, wide, high)


def _drawing(exhibit: Exhibit, renderer: Renderer, family: str) -> tuple:
    """Plotly's drawing as an element with its size, or the sentence that stands for it."""
    if exhibit.empty or not exhibit.figure:
        return draw_sentence(exhibit.empty), WIDTH_PX, 160
    layout = exhibit.figure["layout"]
    wide = int(layout.get("width") or WIDTH_PX)
    high = int(layout.get("height") or 0)
    high = high if layout.get("width") else max(high, MIN_HEIGHT_PX)
    # ids of our own: Plotly's are drawn by lot, and would differ from one time to the next
    traces = [{**trace, "uid": f"t{at}"} for at, trace in enumerate(exhibit.figure["data"])]
    font = {**layout.get("font", {}), "family": text_metrics.stack(family)}
    figure = {"data": traces, "layout": {**layout, "font": font}}
    drawn = parse_drawing(legal(renderer.svg(figure, wide, high)).encode())
    return _number_ids(drawn), wide, high


def _number_ids(drawn: etree._Element) -> etree._Element:
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


def _head(sheet: etree._Element, exhibit: Exhibit, wide: float) -> float:
    """Title with the marks at its right, then the takeaway; returns where they end."""
    right = EDGE + wide
    for mark in reversed(exhibit.provenance.marks):
        right = draw_mark(sheet, mark, right)
    top = write_block(sheet, exhibit.title, TITLE, EDGE - GAP / 2, right - EDGE - GAP)
    return write_block(sheet, exhibit.takeaway, TAKEAWAY, top, wide) + GAP
