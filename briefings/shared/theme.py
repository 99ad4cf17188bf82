"""The house's colours and Chinese face as the theme of an office file."""

import re

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from briefings.shared.drawingml import FACE

# by the slots of a theme: text and ground twice, six accents, links
COLORS = {
    "dk1": "1B2735",
    "lt1": "FFFFFF",
    "dk2": "1D5A92",
    "lt2": "EEF3F8",
    "accent1": "3572B0",
    "accent2": "E08A2C",
    "accent3": "2E9ABB",
    "accent4": "8F3D5F",
    "accent5": "7D6BB8",
    "accent6": "8D99A8",
    "hlink": "1D5A92",
    "folHlink": "7D6BB8",
}


def house_theme(theme: bytes) -> bytes:
    """A theme in the house's colours, with a Chinese face if it came without."""
    xml = theme.decode()
    faces = f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/><a:cs typeface=""/>'
    xml = re.sub(r"<a:latin [^>]*/>\s*<a:ea [^>]*/>\s*<a:cs [^>]*/>", faces, xml)
    for slot, value in COLORS.items():
        color = f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>'
        xml = re.sub(rf"<a:{slot}>.*?</a:{slot}>", color, xml, flags=re.S)
    return xml.encode()


def document_theme() -> bytes:
    """The same theme for a document: python-pptx brings the XML that it is made from."""
    return house_theme(Presentation().slide_master.part.part_related_by(RT.THEME).blob)
