"""The house's colours and Chinese face as the theme of an office file."""

import io
import re

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from xlsxwriter import Workbook

from briefings.shared.drawingml import FACE
from catalog.definitions import catalog


def _list_slots() -> dict[str, str]:
    """Colours by the slots of a theme: text and ground twice, six accents, links."""
    colours = catalog().colours
    accents = dict(enumerate(colours.on_paper(colours.series), 1))
    ink, deep = colours.surface["light"]["text"], colours.ink["level_4"].paper
    slots = {"dk1": ink, "lt1": "#ffffff", "dk2": deep, "lt2": "#eef3f8"}
    slots |= {f"accent{at}": color for at, color in accents.items()}
    slots |= {"hlink": deep, "folHlink": colours.ink["violet"].paper}
    return {slot: color[1:].upper() for slot, color in slots.items()}


COLORS = _list_slots()


def recolour(xml: str) -> str:
    """A theme with the house's colours in its slots, its faces as they are."""
    for slot, value in COLORS.items():
        color = f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>'
        xml = re.sub(rf"<a:{slot}>.*?</a:{slot}>", color, xml, flags=re.S)
    return xml


def colour_workbook(book: Workbook) -> None:
    """The house's colours in the theme of a workbook: what a reader picks there is ours too."""
    book.use_custom_theme(io.StringIO(recolour(book.theme_xml)))


def house_theme(theme: bytes) -> bytes:
    """A theme in the house's colours, with a Chinese face if it came without."""
    xml = theme.decode()
    faces = f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/><a:cs typeface=""/>'
    xml = re.sub(r"<a:latin [^>]*/>\s*<a:ea [^>]*/>\s*<a:cs [^>]*/>", faces, xml)
    return recolour(xml).encode()


def document_theme() -> bytes:
    """The same theme for a document: python-pptx brings the XML that it is made from."""
    return house_theme(Presentation().slide_master.part.part_related_by(RT.THEME).blob)
