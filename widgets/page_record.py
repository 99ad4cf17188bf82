"""What a page shows, noted while it draws: the record of one run, from which its file is made."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from content.downloads.rebuilding import DrawnSection, PageFile
from content.view import View


@dataclass
class PageRecord:
    """The page of one run: its name, the view of its heading, where its control goes, its sections
    in the order of the page, its charts, and the figures of which the rows can be opened."""

    page: str = ""
    view: View | None = None
    place: Any = None
    sections: list[DrawnSection] = field(default_factory=list)
    charts: set[str] = field(default_factory=set)
    evident: set[str] = field(default_factory=set)

    def file(self) -> PageFile:
        """The page as a file to take away."""
        return PageFile(self.page, self.view, tuple(self.sections))


_record: ContextVar[PageRecord | None] = ContextVar("shown", default=None)


@contextmanager
def recording() -> Iterator[PageRecord]:
    """Keep a record while a page draws; each run of each session has its own."""
    record = PageRecord()
    before = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(before)


def begin(view: View, page: str, place) -> None:
    """The page's name, the view of its heading and the place for its control."""
    if record := _record.get():
        record.page, record.view, record.place = page, view, place


def is_of_reader(view: View) -> bool:
    """Whether a view has the scope of the page's heading, which is that of the address."""
    record = _record.get()
    return bool(record and record.view and record.view.scope == view.scope)


def note(view: View, name: str, build: Callable[..., list], *choices) -> None:
    """A section of the page. name tells its builder from every other, of all pages; by it the
    section is found again after a restart (content/downloads/sections.py)."""
    if record := _record.get():
        record.sections.append(DrawnSection(view, name, build, choices))


def note_charts(charts: Iterable[str]) -> None:
    """Charts of the page."""
    if record := _record.get():
        record.charts.update(charts)


def note_evident(figures: Iterable[str]) -> None:
    """Figures of the page of which the rows behind them can be opened."""
    if record := _record.get():
        record.evident.update(figures)
