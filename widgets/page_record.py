"""What a page shows, noted while it draws: the record of one run, from which its file is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from briefings.exhibit import Briefing
from content.exports.from_cards import bound, part_of
from content.items import list_items
from content.view import View


@dataclass
class PageRecord:
    """The page of one run: its name, the view of its heading, where its control goes, its parts.

    parts: (view, name, builder, choices) of each part in the order of the page; the builder makes
    specs, cards and tables from the view and the choices, now or later, always the same.
    """

    page: str = ""
    view: View | None = None
    place: Any = None
    parts: list[tuple[View, str, Callable[..., list], tuple]] = field(default_factory=list)

    def signature(self) -> bytes:
        """All that the files of this page depend on."""
        lines = [
            (name, view.scope, view.published.version, view.today, view.t.language, choices)
            for view, name, _, choices in self.parts
        ]
        return repr((self.page, self.view.scope, lines)).encode()

    def briefing(self) -> Briefing:
        """The page as a file to be made: its title and purpose, then its parts as shown."""
        t, parts = self.view.t, []
        for view, _, build, choices in self.parts:
            parts += [part_of(item, view) for item in list_items(build(view, *choices))]
        lead = t(f"{self.page}.lead")
        return bound(t(f"page.{self.page}"), self.view, tuple(parts), lead=lead)


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


def note(view: View, name: str, build: Callable[..., list], *choices) -> None:
    """A part of the page. name tells its builder from every other on the page."""
    if record := _record.get():
        record.parts.append((view, name, build, choices))
