"""One chart as a picture for documents and messages (PNG), twice as fine as a screen."""

import struct
import zlib

from briefings.exhibit import Briefing, Exhibit
from briefings.pictures.canvas import Picture, text
from briefings.pictures.compose import compose_drawing, compose_picture
from briefings.pictures.renderer import renderer
from briefings.pictures.svg import only
from briefings.pictures.xmp import packet
from briefings.stamp import as_json
from catalog.sentences import Words

SCALE, WIDEST_PX = 2, 2400  # pixels to one of a screen; a map is wide enough with less
_HEAD = 8 + 25  # signature and IHDR: what must come first of all
# of a screen; without it Word places a picture 20 inches wide
_PIXELS_PER_METRE = 96 / 0.0254


def write(briefing: Briefing, t: Words) -> bytes:
    """The picture of a briefing's one exhibit; source and stamp are text chunks before the image.

    Raises ValueError for any other number of exhibits, NoPictures where none can be drawn.
    """
    exhibit, provenance = only(briefing), briefing.provenance
    texts = {
        "Title": briefing.title,
        "Source": provenance.source,
        "Description": provenance.line,
        "Comment": as_json(briefing),
        "XML:com.adobe.xmp": packet(briefing).decode(),
    }
    return _photograph(compose_picture(exhibit, t, renderer()), texts)


def draw(exhibit: Exhibit, t: Words) -> bytes:
    """The drawing alone, for a document that prints title, note and source as text."""
    return _photograph(compose_drawing(exhibit, t, renderer()), {"Title": exhibit.title})


def _photograph(picture: Picture, texts: dict[str, str]) -> bytes:
    """The picture with its resolution and texts; iTXt, for tEXt knows no Chinese."""
    scale = min(SCALE, WIDEST_PX / picture.width)
    image = renderer().png(text(picture.svg), picture.width, picture.height, scale)
    per_metre = round(_PIXELS_PER_METRE * scale)
    size = _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
    texts = [
        _chunk(b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + words.encode())
        for key, words in texts.items()
    ]
    return image[:_HEAD] + size + b"".join(texts) + image[_HEAD:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
