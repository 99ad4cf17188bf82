"""A section of a page as its board is sent it, built once for all who ask and kept."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from catalog.definitions import phrases
from content.board.payload import WrittenFigures, write_figures, write_payload
from content.downloads.offers import (
    CHART_FORMATS,
    Offer,
    build_card_and_offer,
    write_download_words,
)
from content.downloads.rebuilding import DrawnSection, Pairs
from content.name_links import list_named_pages
from content.scope_url import LANGUAGE
from content.view import View, write_source

ADDRESS = "/board.json"
KEPT_SECTIONS = 128
WORDS = ("table", "chart", "missing", "failed", "evidence")
# Sections whose choices no filter changes: what they are for other filters is known from their
# name and choices alone, before the page has run
OF_ANY_FILTER = {
    "overview",
    "domains",
    "breakthroughs",
    "standards",
    "lifecycle",
    "layout",
    "layout_time",
    "layout_curves",
    "layout_domains",
    "layout_space",
}


@dataclass(frozen=True)
class EvidentFigure:
    """A figure of which the rows can be opened: its title and the indicators that they are of."""

    title: str
    indicators: list[str]


@dataclass(frozen=True)
class ReadySection:
    """A section's figures as bytes, the files its charts offer, the figures of which the rows can
    be opened, by id, its charts, and its addresses (write_ask, write_address)."""

    figures: WrittenFigures
    words: Mapping
    offers: tuple[Offer, ...]
    evident: Mapping[str, EvidentFigure]
    charts: tuple[str, ...]
    base_path: str
    ask: str
    address: str

    @cached_property
    def answer(self) -> bytes:
        """The section alone as a board receives it, compressed."""
        return gzip.compress(write_payload(self.figures, self.base_path), compresslevel=5, mtime=0)


def write_ask(section: DrawnSection) -> str:
    """The address at which a browser has the section for other filters, but for the filters; "" of
    a section that must be drawn by its page."""
    if section.name not in OF_ANY_FILTER or not section.known:
        return ""
    return _address(section, section.name_pairs())


def write_address(section: DrawnSection) -> str:
    """The address at which a browser has the section itself; "" as above."""
    return write_ask(section) and _address(section, section.pairs())


def _address(section: DrawnSection, pairs: Pairs) -> str:
    view = section.view
    query = [("version", view.published.version), (LANGUAGE, view.t.language), *pairs]
    return f"{view.base_path}{ADDRESS}?{urlencode(query)}"


def list_words(view: View, headed: View) -> dict:
    """What the board of a view says itself, on a page whose heading tells the scope of another."""
    words: dict = {name: view.t(f"board.{name}") for name in WORDS}
    words["source"] = write_source(view.t, headed.provenance)
    words["locale"] = {"dictionary": phrases(view.t.language), "format": {}}
    words["download"] = write_download_words(view.t, CHART_FORMATS, view.base_path)
    return words


def build_ready_section(section: DrawnSection, headed: View) -> ReadySection:
    """The section as its board is sent it, anew."""
    view, offers, cards = section.view, [], []
    for part in section.build(view, *section.choices):
        if isinstance(part, dict):
            cards.append(part)
            continue
        card, offer = build_card_and_offer(part, section)
        cards.append(card)
        if offer:
            offers.append(offer)
    words = list_words(view, headed)
    return ReadySection(
        write_figures(cards, words, list_named_pages(view, cards)),
        words,
        tuple(offers),
        {
            card["id"]: EvidentFigure(card["title"], card["evidence"])
            for card in cards
            if card.get("evidence")
        },
        tuple(card["id"] for card in cards if card["kind"] == "chart"),
        view.base_path,
        write_ask(section),
        write_address(section),
    )


class KeptSections:
    """Ready sections lately asked for; who asks for one that is being built waits for it."""

    def __init__(self, most: int):
        self._most = most
        self._sections: OrderedDict[tuple[DrawnSection, View], Future[ReadySection]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, section: DrawnSection, headed: View) -> ReadySection:
        """The ready section, built in this thread where nobody has asked for it yet."""
        key = section, headed
        with self._lock:
            kept = self._sections.get(key)
            if kept is None:
                due = self._sections[key] = Future()
                if len(self._sections) > self._most:
                    self._sections.popitem(last=False)
            else:
                self._sections.move_to_end(key)
        if kept is not None:
            return kept.result()
        try:
            due.set_result(build_ready_section(section, headed))
        except BaseException as problem:
            with self._lock:
                self._sections.pop(key, None)
            due.set_exception(problem)
            raise
        return due.result()


_kept = KeptSections(KEPT_SECTIONS)


def ready_section(section: DrawnSection, headed: View | None = None) -> ReadySection:
    """The section as its board is sent it: once per version, scope, language, day and choices.

    headed: the view whose scope the page's heading tells, where it is not the section's.
    """
    return _kept.get(section, headed or section.view)
