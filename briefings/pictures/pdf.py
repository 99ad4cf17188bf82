"""Charts on pages for printing (PDF): one on a sheet of its own size, more as a paged briefing."""

import io
from collections.abc import Iterable

import pikepdf

from briefings.exhibit import Briefing
from briefings.pictures import NoPictures
from briefings.pictures.canvas import text
from briefings.pictures.compose import compose_picture
from briefings.pictures.pages import SHEET, split_pages
from briefings.pictures.renderer import renderer
from briefings.pictures.xmp import keywords, packet
from catalog.sentences import Words


def write(briefing: Briefing, t: Words) -> bytes:
    """The briefing's parts in order. Its words can be searched and copied exactly.

    Raises NoPictures where none can be drawn or no font would keep the words.
    """
    artist = renderer()
    if not artist.files.family:
        raise NoPictures("no_font")
    if len(briefing.parts) == 1 and briefing.exhibits:
        drawing = compose_picture(briefing.exhibits[0], t, artist, artist.files.family)
        printed = [artist.pdf(text(drawing.svg), drawing.width, drawing.height)]
    else:
        printed = (artist.pdf(piece, *SHEET) for piece in split_pages(briefing, t, artist))
    return _bind(printed, briefing)


def _bind(printed: Iterable[bytes], briefing: Briefing) -> bytes:
    """All pages in one file, with our properties instead of the browser's and its clock."""
    day = f"D:{briefing.provenance.as_of.replace('-', '')}000000Z"
    properties = {
        "/Title": briefing.title,
        "/Author": briefing.author,
        "/Subject": briefing.provenance.source,
        "/Keywords": " ".join(keywords(briefing)),
        "/CreationDate": day,
        "/ModDate": day,
    }
    bound, written = pikepdf.Pdf.new(), io.BytesIO()
    for piece in printed:
        with pikepdf.Pdf.open(io.BytesIO(piece)) as pages:
            bound.pages.extend(pages.pages)
    bound.trailer.Info = bound.make_indirect(
        pikepdf.Dictionary({name: pikepdf.String(value) for name, value in properties.items()})
    )
    bound.Root.Metadata = bound.make_stream(
        packet(briefing), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )
    bound.Root.Lang = pikepdf.String("zh-CN")
    bound.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    packed = pikepdf.ObjectStreamMode.generate
    bound.save(written, object_stream_mode=packed, deterministic_id=True)
    return written.getvalue()
