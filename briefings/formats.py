"""The door of this room: a briefing and the name of a format make the bytes of a file."""

from dataclasses import dataclass
from importlib import import_module

from briefings.exhibit import Briefing

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """A kind of file: the module of this room that writes it, its media type, what it needs.

    drawn: it holds pictures of Plotly figures, so the server needs a browser to make it.
    """

    module: str
    media_type: str
    drawn: bool = False


FORMATS = {
    "pptx": Format("slides.deck", f"{_OFFICE}.presentationml.presentation"),
    "docx": Format("report.document", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": Format("workbook.book", f"{_OFFICE}.spreadsheetml.sheet"),
    "csv": Format("csv_numbers", "text/csv"),
    "png": Format("pictures.png", "image/png", drawn=True),
    "svg": Format("pictures.svg", "image/svg+xml", drawn=True),
    "pdf": Format("pictures.pdf", "application/pdf", drawn=True),
}


def make(briefing: Briefing, name: str, words, template: bytes | None = None) -> bytes:
    """The file in a format: equal briefings give equal bytes. words is t(key, **parts).

    template: a house's own, for the formats that take one (pptx, docx). The writer is imported when
    first asked for: no page waits for a library it may never need.
    """
    write = import_module(f"briefings.{FORMATS[name].module}").write
    return write(briefing, words) if template is None else write(briefing, words, template)
