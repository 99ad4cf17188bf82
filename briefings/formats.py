"""The door of this room: a briefing and the name of a format make the bytes of a file.

Each writer is imported when first asked for: no page waits for a library it may never need.
"""

from collections.abc import Callable
from dataclasses import dataclass

from briefings.exhibit import Briefing
from catalog.sentences import Words

_OFFICE = "application/vnd.openxmlformats-officedocument"


def write_pptx(briefing: Briefing, t: Words, template: bytes | None = None) -> bytes:
    """A presentation: a slide or more for each part; template: a house's own .pptx."""
    from briefings.slides.deck import write

    return write(briefing, t, template)


def write_docx(briefing: Briefing, t: Words, template: bytes | None = None) -> bytes:
    """A document as GB/T 9704-2012 sets it; template: a ministry's own .docx."""
    from briefings.report.document import write

    return write(briefing, t, template)


def write_xlsx(briefing: Briefing, t: Words) -> bytes:
    """A workbook: a sheet for each part with numbers as numbers."""
    from briefings.workbook.book import write

    return write(briefing, t)


def write_csv(briefing: Briefing, t: Words) -> bytes:
    """The numbers of every part beneath each other."""
    from briefings.csv_numbers import write

    return write(briefing, t)


def write_png(briefing: Briefing, t: Words) -> bytes:
    """One chart as a picture."""
    from briefings.pictures.png import write

    return write(briefing, t)


def write_svg(briefing: Briefing, t: Words) -> bytes:
    """One chart as a drawing that can be enlarged and edited."""
    from briefings.pictures.svg import write

    return write(briefing, t)


def write_pdf(briefing: Briefing, t: Words) -> bytes:
    """Pages for printing, their words searchable."""
    from briefings.pictures.pdf import write

    return write(briefing, t)


@dataclass(frozen=True)
class Format:
    """A kind of file: what writes it and its media type.

    What a browser must draw on the server stands in briefings.pictures.DRAWN_FORMATS.
    """

    write: Callable[..., bytes]
    media_type: str


FORMATS = {
    "pptx": Format(write_pptx, f"{_OFFICE}.presentationml.presentation"),
    "docx": Format(write_docx, f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": Format(write_xlsx, f"{_OFFICE}.spreadsheetml.sheet"),
    "csv": Format(write_csv, "text/csv"),
    "png": Format(write_png, "image/png"),
    "svg": Format(write_svg, "image/svg+xml"),
    "pdf": Format(write_pdf, "application/pdf"),
}


def make(briefing: Briefing, name: str, t: Words, template: bytes | None = None) -> bytes:
    """The file in a format: equal briefings give equal bytes.

    template: a house's own, for the formats that take one (pptx, docx).
    """
    write = FORMATS[name].write
    if template is None:
        return write(briefing, t)
    return write(briefing, t, template)
