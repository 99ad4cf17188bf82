"""Which presentation a briefing is written into: the house's own or one that staff bring."""

import io
import zipfile
from dataclasses import dataclass, field

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PythonPptxError

from briefings.shared.deferred_xml import Aside
from briefings.shared.shapes import Box
from briefings.shared.unfit_template import UnfitTemplate
from briefings.slides.house_template import house
from catalog.sentences import Words

PARTS = ("title", "takeaway", "chart", "source")


@dataclass(frozen=True)
class Template:
    """An opened presentation without slides, its layouts for pages and, if it has one, the cover.

    places: by layout name and part (title, takeaway, chart, source) the idx of the placeholder: a
    new slide keeps that and not the name. aside: shapes too large for the slides' trees.
    """

    deck: object
    page: object
    cover: object | None
    places: dict[tuple[str, str], int]
    aside: Aside = field(default_factory=Aside)

    def box(self, layout, part: str) -> Box:
        """Where a layout has a part."""
        idx = self.places[layout.name, part]
        place = next(p for p in layout.placeholders if p.placeholder_format.idx == idx)
        return Box(place.left, place.top, place.width, place.height)


def open_template(template: bytes | None, t: Words) -> Template:
    """The house's template, or the one given, emptied of its slides.

    Raises UnfitTemplate where it cannot be read or lacks the layout or placeholders of a page.
    """
    deck = house(t) if template is None else _read(template, t)
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    wanted, cover = t("slides.layout_page"), layouts.get(t("slides.layout_cover"))
    page = layouts.get(wanted)
    if page is None:
        raise UnfitTemplate(t("slides.lacking_page", layout=wanted))
    places = _places(page, t)
    lacking = [t(f"slides.{part}") for part in PARTS if (page.name, part) not in places]
    if lacking:
        names = t.join(lacking)
        raise UnfitTemplate(t("slides.lacking", layout=wanted, names=names))
    if cover is not None:
        cover_places = _places(cover, t)
        places |= cover_places
        # a cover with nothing to write the title into is no cover
        cover = cover if (cover.name, "title") in cover_places else None
    return Template(deck, page, cover, places)


def _places(layout, t: Words) -> dict[tuple[str, str], int]:
    named = {p.name: p.placeholder_format.idx for p in layout.placeholders}
    part_names = {part: t(f"slides.{part}") for part in PARTS}
    return {(layout.name, part): named[name] for part, name in part_names.items() if name in named}


def _read(template: bytes, t: Words):
    """The presentation in the bytes, without the slides it came with."""
    try:
        deck = Presentation(io.BytesIO(template))
    except (PythonPptxError, zipfile.BadZipFile, XMLSyntaxError, KeyError, ValueError) as fault:
        raise UnfitTemplate(t("slides.unreadable")) from fault
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    return deck
