"""Charts on pages for printing (PDF): one on a sheet of its own size, more as a paged briefing."""

import io
import re

import pikepdf

from briefings.exhibit import Briefing
from briefings.pictures import NoPictures
from briefings.pictures.composed import composed, text
from briefings.pictures.pages import SHEET, paged
from briefings.pictures.renderer import renderer
from briefings.pictures.xmp import keywords, packet

_NODE = re.compile(r"node\d{8}")


def write(briefing: Briefing, words) -> bytes:
    """The briefing's parts in order. Its words can be searched and copied exactly.

    Raises NoPictures where none can be drawn or no font would keep the words.
    """
    artist = renderer()
    if not artist.files.family:
        raise NoPictures("no_font")
    if len(briefing.parts) == 1 and briefing.exhibits:
        shown = composed(briefing.exhibits[0], words, artist, artist.files.family)
        made = artist.pdf(text(shown.svg), shown.width, shown.height)
    else:
        made = artist.pdf(paged(briefing, words, artist), *SHEET)
    return _told(made, briefing)


def _told(made: bytes, briefing: Briefing) -> bytes:
    """The pages with our properties instead of the browser's, and without its clock."""
    day = f"D:{briefing.origin.as_of.replace('-', '')}000000Z"
    with pikepdf.Pdf.open(io.BytesIO(made)) as pages:
        said = {
            "/Title": briefing.title, "/Author": briefing.author,
            "/Subject": briefing.origin.source, "/Keywords": " ".join(keywords(briefing)),
            "/CreationDate": day, "/ModDate": day,
        }  # fmt: skip
        pages.trailer.Info = pages.make_indirect(
            pikepdf.Dictionary({name: pikepdf.String(value) for name, value in said.items()})
        )
        pages.Root.Metadata = pages.make_stream(
            packet(briefing), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        pages.Root.Lang = pikepdf.String("zh-CN")
        pages.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        _renumber(pages)
        written = io.BytesIO()
        packed = pikepdf.ObjectStreamMode.generate  # a third: the map's outline is many objects
        pages.save(written, object_stream_mode=packed, deterministic_id=True)
    return written.getvalue()


def _renumber(pages: pikepdf.Pdf) -> None:
    """Names of table cells from 0 on: the browser goes on counting from page to page."""
    names = list(_nodes(pages))
    first = min((int(str(holder[at])[4:]) for holder, at in names), default=0)
    for holder, at in names:
        holder[at] = pikepdf.String(f"node{int(str(holder[at])[4:]) - first:08d}")


def _nodes(pages: pikepdf.Pdf):
    """Every place of a name such as node00000025: (array or dictionary, index or key)."""
    todo = list(pages.objects)
    while todo:
        holder = todo.pop()
        if isinstance(holder, pikepdf.Array):
            places = range(len(holder))
        elif isinstance(holder, pikepdf.Dictionary):
            places = list(holder.keys())
        else:
            continue
        for at in places:
            held = holder[at]
            if isinstance(held, pikepdf.String) and _NODE.fullmatch(str(held)):
                yield holder, at
            elif isinstance(held, pikepdf.Object) and not held.is_indirect:
                todo.append(held)
