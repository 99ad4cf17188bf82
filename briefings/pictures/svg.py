"""One chart as a drawing that can be enlarged and edited (SVG)."""

from lxml import etree

from briefings.exhibit import Briefing, Exhibit
from briefings.pictures.canvas import SVG
from briefings.pictures.compose import compose_picture
from briefings.pictures.renderer import renderer
from briefings.shared.office_package import legal
from briefings.stamp import KEY, as_json
from catalog.sentences import Words


def write(briefing: Briefing, t: Words) -> bytes:
    """The picture of a briefing's one exhibit, with title, description and stamp in front.

    Raises ValueError for any other number of exhibits, NoPictures where none can be drawn.
    """
    exhibit = only(briefing)
    sheet = compose_picture(exhibit, t, renderer()).svg
    stamp = etree.Element(f"{{{SVG}}}metadata", id=KEY)
    stamp.text = legal(as_json(briefing))
    for at, (name, text) in enumerate((("title", exhibit.title), ("desc", exhibit.alt))):
        sheet.insert(at, etree.Element(f"{{{SVG}}}{name}"))
        sheet[at].text = legal(text)
    sheet.insert(2, stamp)
    sheet.set("role", "img")
    return etree.tostring(sheet, encoding="UTF-8", xml_declaration=True)


def only(briefing: Briefing) -> Exhibit:
    """The one exhibit of a briefing that becomes a picture."""
    if len(briefing.exhibits) != 1:
        raise ValueError(f"a picture shows one exhibit, not {len(briefing.exhibits)}")
    return briefing.exhibits[0]
