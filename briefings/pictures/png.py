"""One chart as a picture for documents and messages (PNG), twice as fine as a screen."""

import struct
import zlib

from briefings.exhibit import Briefing, Exhibit
from briefings.pictures.canvas import Picture, text
from briefings.pictures.compose import bare, composed
from briefings.pictures.renderer import renderer
from briefings.pictures.svg import only
from briefings.pictures.xmp import packet
from briefings.stamp import as_json

SCALE, WIDEST = 2, 2400  # pixels to one of a screen; a map is wide enough with less
_HEAD = 8 + 25  # signature and IHDR: what must come first of all
_METRE = 96 / 0.0254  # pixels of a screen; without it Word places a picture 20 inches wide


def write(briefing: Briefing, words) -> bytes:
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
    return _photographed(composed(exhibit, words, renderer()), texts)


def drawing(exhibit: Exhibit, words) -> bytes:
    """The drawing alone, for a document that prints title, note and source as text."""
    return _photographed(bare(exhibit, words, renderer()), {"Title": exhibit.title})


def _photographed(picture: Picture, texts: dict[str, str]) -> bytes:
    """The picture with its resolution and texts; iTXt, for tEXt knows no Chinese."""
    scale = min(SCALE, WIDEST / picture.width)
    image = renderer().png(text(picture.svg), picture.width, picture.height, scale)
    per_metre = round(_METRE * scale)
    size = _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
    texts = [
        _chunk(b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + words.encode())
        for key, words in texts.items()
    ]
    return image[:_HEAD] + size + b"".join(texts) + image[_HEAD:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
