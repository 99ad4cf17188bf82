"""A map on a sheet: the shapes of a slide's map in the terms of a workbook, to be edited there."""

from briefings.exhibit import Exhibit
from briefings.shared.deferred_xml import Aside
from briefings.shared.map.shapes import map_group
from briefings.shared.shapes import Box
from briefings.workbook.page import Page
from catalog.sentences import Words

SIZE = (860, 500)  # pixels
EMU_PER_PIXEL = 9525  # EMU


def place_map(page: Page, exhibit: Exhibit, at: tuple[int, int], t: Words, aside: Aside) -> None:
    """The map with its upper left corner in a cell; a text box keeps its place until then."""
    width, height = SIZE
    group = map_group(
        exhibit.map, Box(0, 0, width * EMU_PER_PIXEL, height * EMU_PER_PIXEL), t, exhibit.alt
    )
    # a shape of a slide says here what it is for the slide, which a workbook knows nothing of
    shapes = group.replace("<p:nvPr/>", "").replace("<p:", "<xdr:").replace("</p:", "</xdr:")
    place = {"width": width, "height": height, "description": aside.lay(shapes)}
    page.sheet.insert_textbox(*at, "", place)
