"""Files that any process with the same tables makes again: their address says of what.

Such an address is "<key>?version=…&…", beside which the asker names the language. Of a chart it
says the section of a page in which it stands; of a page every section; of a briefing its saved
file; of rows, tables and the like their name and choices (data_files.py). A section is a name,
choices and a scope (sections.py). The key is the digest of what the file shows: what is rebuilt
under another one is refused, so that no words fetch what the key was not made for. It stands for
the day on which the page was drawn.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from briefings.exhibit import Briefing
from catalog.clock import today
from catalog.definitions import catalog
from catalog.sentences import LANGUAGES, Words
from catalog.translated import translate_catalog
from charts.spec import ChartSpec
from content.briefing.parts import assemble_known
from content.briefing.saved_file import (
    MAX_FILE_BYTES,
    Refused,
    SavedBriefing,
    read_scope,
    read_toml,
    write_toml,
)
from content.cards import build_chart_card, dumps
from content.downloads.data_files import DATA_FILES
from content.downloads.packed_text import pack_text, unpack_text
from content.downloads.sections import SECTIONS, read_choices, require
from content.exports.from_cards import bind_parts, part_of
from content.exports.from_spec import briefing_of, exhibit
from content.exports.registry import MAX_PAIRS, WrittenFile, digest
from content.items import list_items
from content.public_detail import PublicDetail
from content.scope_url import read_query, write_query
from content.view import View
from loaders.store.pointer import NothingPublished, tables_folder
from loaders.store.published import Published, open_version
from measures.scope import Scope

SECTION, CHOICE, FILE, LINK = "section", "choice", "file", "link"

Pairs = list[tuple[str, str]]


class NotRebuilt(Exception):
    """The words of an address make no file with its key (any more)."""


class VersionGone(NotRebuilt):
    """The tables that a file was made from are no longer kept."""


class ExportFile(Protocol):
    """Something that a page offers to take away."""

    @property
    def view(self) -> View:
        """What the page was given: its language is that of the file."""

    def signature(self) -> bytes:
        """All that its files depend on, in any form; equal bytes mean the same files."""

    def query(self) -> str:
        """What an address says after its key, from which `rebuild` makes it again; "" if none."""

    def make(self) -> Briefing | WrittenFile:
        """What the files show, or the one file that there is."""


@dataclass(frozen=True)
class DrawnSection:
    """A section as a page drew it.

    build makes specs, cards and tables from the view and the choices, now or later, the same.
    """

    view: View
    name: str
    build: Callable[..., list]
    choices: tuple = ()

    @property
    def known(self) -> bool:
        """Whether another process knows the section by its name."""
        return self.name in SECTIONS and SECTIONS[self.name].build is self.build

    def name_pairs(self) -> Pairs:
        """Name and choices as a part of an address."""
        words = SECTIONS[self.name].write(*self.choices)
        return [(SECTION, self.name), *((CHOICE, word) for word in words)]

    def pairs(self) -> Pairs:
        """Name, choices and scope as a part of an address."""
        return [*self.name_pairs(), *list_scope_pairs(self.view)]


@dataclass(frozen=True)
class ChartFile:
    """A chart of a section."""

    spec: ChartSpec
    section: DrawnSection

    @property
    def view(self) -> View:
        """That of the section."""
        return self.section.view

    def signature(self) -> bytes:
        """The chart's card."""
        return dumps(build_chart_card(self.spec, self.view))

    def query(self) -> str:
        """The section with the chart's name."""
        if not self.section.known:
            return ""
        version = self.view.published.version
        pairs = [("version", version), ("chart", self.spec.id), *self.section.pairs()]
        return urlencode(pairs)

    def make(self) -> Briefing:
        """The chart alone."""
        return briefing_of(self.spec.title, self.view, (exhibit(self.spec, self.view),))


@dataclass(frozen=True)
class PageFile:
    """A page: its name, the view of its heading and its sections in order."""

    page: str
    view: View
    sections: tuple[DrawnSection, ...]

    def signature(self) -> bytes:
        """Names, scopes and choices; version, day, language and the setting of names."""
        view = self.view
        sections = [(s.name, s.view.scope, s.choices) for s in self.sections]
        parts = (self.page, view.scope, view.published.version, view.today)
        return repr((*parts, view.t.language, view.detail, sections)).encode()

    def query(self) -> str:
        """The page with every section."""
        if not all(section.known for section in self.sections):
            return ""
        pairs = [("version", self.view.published.version), ("page", self.page)]
        pairs += list_scope_pairs(self.view)
        for section in self.sections:
            pairs += section.pairs()
        return urlencode(pairs)

    def make(self) -> Briefing:
        """Title and purpose of the page, then its parts as shown."""
        parts = []
        for section in self.sections:
            items = list_items(section.build(section.view, *section.choices))
            parts += [part_of(item, section.view) for item in items]
        title, lead = self.view.t(f"page.{self.page}"), self.view.describe_page(self.page)
        return bind_parts(title, self.view, tuple(parts), lead=lead)


@dataclass(frozen=True)
class BriefingFile:
    """A briefing that a reader put together; the view is in the scope of the briefing."""

    view: View
    saved: SavedBriefing

    def signature(self) -> bytes:
        """The saved file and all that its numbers and words depend on."""
        view, text = self.view, write_toml(self.saved, self.view.t)
        state = (view.scope, view.published.version, view.today, view.t.language, view.detail)
        return repr((text, *state)).encode()

    def query(self) -> str:
        """The saved file, packed."""
        packed = pack_text(write_toml(self.saved, self.view.t))
        return urlencode([("version", self.view.published.version), ("saved", packed)])

    def make(self) -> Briefing:
        """The parts that the scope shows."""
        return assemble_known(self.saved, self.view)


@dataclass(frozen=True)
class DataFile:
    """A file of its own that a page offers beside its charts, by name (data_files.py).

    links: the addresses of its page that it names.
    """

    view: View
    name: str
    choices: tuple
    links: tuple[str, ...] = ()

    def pairs(self) -> Pairs:
        """Name, choices and links as a part of an address."""
        words = DATA_FILES[self.name].write(*self.choices)
        choices = [(CHOICE, word) for word in words]
        return [(FILE, self.name), *choices, *((LINK, link) for link in self.links)]

    def signature(self) -> bytes:
        """Name, choices, links and all that the content and its words depend on."""
        view = self.view
        state = (view.scope, view.published.version, view.today, view.t.language, view.detail)
        return repr((self.pairs(), *state)).encode()

    def query(self) -> str:
        """Name, choices, links and scope."""
        pairs = [("version", self.view.published.version), *self.pairs()]
        return urlencode([*pairs, *list_scope_pairs(self.view)])

    def make(self) -> WrittenFile:
        """The file itself."""
        return DATA_FILES[self.name].make(self.view, *self.choices, *self.links)


def list_scope_pairs(view: View) -> Pairs:
    """The scope of a view as a part of an address."""
    return parse_qsl(write_query(view.scope, view.published, view.catalog))


def rebuild(
    key: str, query: str, t: Words, base_path: str, detail: PublicDetail, host: str
) -> Briefing | WrittenFile:
    """What an address stands for of whose key nothing is kept in memory.

    query: of the whole address; t: the words of its language; host: as the asker names this site,
    to which alone a file may link. VersionGone or NotRebuilt where there is no such file.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PAIRS)
        file = _read_file(pairs, t, base_path, detail, host)
    except (ValueError, Refused) as reason:  # UnknownChoice is a ValueError
        raise NotRebuilt from reason
    if digest(file.signature()) != key:
        raise NotRebuilt
    return file.make()


def _read_file(
    pairs: Pairs, t: Words, base_path: str, detail: PublicDetail, host: str
) -> ExportFile:
    """The file that an address stands for; ValueError, Refused, VersionGone or NotRebuilt."""
    head, *groups = _split_sections(pairs)
    address = dict(head)
    if dict(pairs).get("lang", t.language) not in LANGUAGES:
        raise NotRebuilt
    if "version" not in address:
        raise NotRebuilt
    view = _open_view(address["version"], t, base_path, detail)
    if "saved" in address:
        saved = read_toml(unpack_text(address["saved"], MAX_FILE_BYTES), t)
        scope = read_scope(saved, view.published, view.catalog, t)
        return BriefingFile(_narrow(view, scope), saved)
    if FILE in address:
        return _read_data_file(_narrow(view, _read_scope(view, head)), head, host)
    sections = tuple(_read_section(view, group) for group in groups)
    if "page" in address and sections:
        return PageFile(address["page"], _narrow(view, _read_scope(view, head)), sections)
    if "chart" not in address or len(sections) != 1:
        raise NotRebuilt
    section = sections[0]
    parts = _build_parts(section.view, section.name, section.choices)
    for part in parts:
        if isinstance(part, ChartSpec) and part.id == address["chart"]:
            return ChartFile(part, section)
    raise NotRebuilt


def _read_data_file(view: View, pairs: Pairs, host: str) -> DataFile:
    """A file by name, of choices that its page offers, with links to this site alone."""
    name = dict(pairs)[FILE]
    require(name in DATA_FILES)
    links = tuple(word for key, word in pairs if key == LINK)
    require(len(links) == DATA_FILES[name].links)
    require(all(urlsplit(link).netloc == host for link in links))
    words = [word for key, word in pairs if key == CHOICE]
    return DataFile(view, name, DATA_FILES[name].read(view, words), links)


def _split_sections(pairs: Pairs) -> list[Pairs]:
    """What stands before the first section, then each section."""
    groups: list[Pairs] = [[]]
    for name, word in pairs:
        if name == SECTION:
            groups.append([])
        groups[-1].append((name, word))
    return groups


def read_section(query: str, view: View) -> DrawnSection:
    """The section that an address names, in the scope that it says; NotRebuilt where there is none.

    view: of the version that the address is of, in its language; its scope does not matter.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PAIRS)
        address = dict(pairs)
        if address.get("version") != view.published.version or SECTION not in address:
            raise NotRebuilt
        return _read_section(view, pairs)
    except ValueError as reason:  # UnknownChoice is a ValueError
        raise NotRebuilt from reason


def _read_section(view: View, pairs: Pairs) -> DrawnSection:
    name = dict(pairs)[SECTION]
    narrowed = _narrow(view, _read_scope(view, pairs))
    words = [word for key, word in pairs if key == CHOICE]
    choices = read_choices(narrowed, name, words)
    return DrawnSection(narrowed, name, SECTIONS[name].build, choices)


def _read_scope(view: View, pairs: Pairs) -> Scope:
    scope, unknown = read_query(urlencode(pairs), view.published, catalog())
    if unknown:
        raise NotRebuilt
    return scope


def _open_view(version: str, t: Words, base_path: str, detail: PublicDetail) -> View:
    """The view of a version without any filter, today."""
    try:
        published = _open_version(tables_folder(), version)
    except NothingPublished:
        raise VersionGone from None
    scope, _ = read_query("", published, catalog())
    translated = translate_catalog(catalog(), t)
    return View(published, translated, scope, t, today(), base_path, detail=detail)


def _narrow(view: View, scope: Scope) -> View:
    return replace(view, scope=scope)


@functools.lru_cache(maxsize=16)  # the charts of a page are asked for one after the other
def _build_parts(view: View, name: str, choices: tuple) -> list:
    return SECTIONS[name].build(view, *choices)


@functools.lru_cache(maxsize=1)  # beside the one that the pages show
def _open_version(tables: Path, version: str) -> Published:
    return open_version(tables, version)
