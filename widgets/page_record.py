"""What a page shows, noted while it draws: the record of one run, from which its file is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from briefings.exhibit import Briefing
from content.chapters import CHAPTERS
from content.exports.from_cards import bind_parts, part_of
from content.exports.rebuilding import CHAPTER_PAGES, build_page_file, sign_page, write_recipe
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

    @property
    def is_chapter(self) -> bool:
        """Whether the page is one chapter as it opens, which any process can make again."""
        if self.page not in CHAPTER_PAGES or len(self.parts) != 1:
            return False
        view, _, build, choices = self.parts[0]
        return view == self.view and build is CHAPTERS[self.page] and not choices

    def query(self) -> str:
        """What an address says so that another process makes the file, "" where none can."""
        return write_recipe(self.view, self.page) if self.is_chapter else ""

    def signature(self) -> bytes:
        """All that the files of this page depend on."""
        if self.is_chapter:
            return sign_page(self.view, self.page)
        lines = [
            (
                name,
                view.scope,
                view.published.version,
                view.today,
                view.t.language,
                view.detail,
                choices,
            )
            for view, name, _, choices in self.parts
        ]
        return repr((self.page, self.view.scope, lines)).encode()

    def briefing(self) -> Briefing:
        """The page as a file to be made: its title and purpose, then its parts as shown."""
        if self.is_chapter:
            return build_page_file(self.view, self.page)
        t, parts = self.view.t, []
        for view, _, build, choices in self.parts:
            parts += [part_of(item, view) for item in list_items(build(view, *choices))]
        lead = self.view.describe_page(self.page)
        return bind_parts(t(f"page.{self.page}"), self.view, tuple(parts), lead=lead)


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
