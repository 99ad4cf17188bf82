"""Files that any process with the same tables makes again: their address says of what.

Such an address is "<key>?chapter=…&part=…&<scope>&version=…", beside which the asker names the
language: the words by which saved briefings know a part. It stands for what content.chapters shows
as it opens: a chart of a chapter, or (without part) a page that is one chapter. The key is the
digest of the file's content: what is rebuilt under another one is refused, so no words fetch what
the key was not made for. Therefore a chart under a page's own choice (the map's measure, a search,
a scenario, a province picked on the page), although it bears its chapter's words, is had only
while its recipe is kept in memory (registry.py); so are the files of pages of several parts and of
briefings.
"""

import functools
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from briefings.exhibit import Briefing
from catalog.clock import today
from catalog.definitions import catalog
from catalog.sentences import LANGUAGES, Words
from catalog.translated import translate_catalog
from charts.spec import ChartSpec
from content.cards import build_chart_card, dumps
from content.chapters import CHAPTERS, chapter
from content.exports.from_cards import bind_parts, part_of
from content.exports.from_spec import briefing_of, exhibit
from content.exports.registry import digest
from content.public_detail import PublicDetail
from content.scope_url import read_query, write_query
from content.view import View
from loaders.store.pointer import NothingPublished, tables_folder
from loaders.store.published import Published, open_version

# the chapter in which the charts of a board stand, by the board's name. Not among them: province
# and compare, whose provinces are picked on the page, and the preview of a briefing
_BOARD_CHAPTERS = {
    "overview": "overview",
    "domains": "domains",
    "breakthroughs": "breakthroughs",
    "standards": "standards",
    "lifecycle": "lifecycle",
    "careers": "lifecycle",
    "layout": "layout_place",
    "layout_time": "layout_time",
    "layout_curves": "layout_curves",
    "layout_domains": "layout_domains",
    "layout_space": "layout_space",
    "siting_steps": "siting",
    "siting": "siting",
    "methods": "data_methods",
}
# pages that are the chapter of their own name and nothing else
CHAPTER_PAGES = ("overview", "domains", "breakthroughs", "standards")


class NotRebuilt(Exception):
    """The words of an address make no file with its key (any more)."""


class VersionGone(NotRebuilt):
    """The tables that a file was made from are no longer kept."""


def find_chapter(board: str, choices: tuple) -> str:
    """The chapter of a board's charts, "" where they are in none."""
    if board == "milestones" and choices:
        name = f"milestones_{choices[0]}"
        return name if name in CHAPTERS else ""
    return _BOARD_CHAPTERS.get(board, "")


def write_recipe(view: View, chapter_name: str, part: str = "") -> str:
    """What an address says after its key: the query from which `rebuild` makes the file again."""
    pairs = [("chapter", chapter_name)]
    if part:
        pairs.append(("part", part))
    pairs.append(("version", view.published.version))
    scope = write_query(view.scope, view.published, view.catalog)
    return "&".join(filter(None, [urlencode(pairs), scope]))


def build_chart_file(spec: ChartSpec, view: View) -> Briefing:
    """A chart of its own as a file to be made."""
    return briefing_of(spec.title, view, (exhibit(spec, view),))


def build_page_file(view: View, page: str) -> Briefing:
    """One of CHAPTER_PAGES as a file to be made."""
    parts = tuple(part_of(item, view) for item in chapter(view, page))
    return bind_parts(view.t(f"page.{page}"), view, parts, lead=view.describe_page(page))


def sign_page(view: View, page: str) -> bytes:
    """All that the files of one of CHAPTER_PAGES depend on."""
    parts = (page, view.scope, view.published.version, view.today, view.t.language, view.detail)
    return repr(parts).encode()


def rebuild(key: str, query: str, t: Words, base_path: str, detail: PublicDetail) -> Briefing:
    """The briefing of an address of whose key no recipe is kept.

    query: of the whole address; t: the words of its language. VersionGone or NotRebuilt where there
    is no such file.
    """
    address = dict(parse_qsl(query))
    name, part = address.get("chapter", ""), address.get("part", "")
    if name not in CHAPTERS or address.get("lang", t.language) not in LANGUAGES:
        raise NotRebuilt
    view = _open_view(address.get("version", ""), query, t, base_path, detail)
    if not part:
        if name not in CHAPTER_PAGES or digest(sign_page(view, name)) != key:
            raise NotRebuilt
        return build_page_file(view, name)
    spec = next((item.parts[0] for item in chapter(view, name) if item.id == part), None)
    if not isinstance(spec, ChartSpec) or digest(dumps(build_chart_card(spec, view))) != key:
        raise NotRebuilt
    return build_chart_file(spec, view)


def _open_view(version: str, query: str, t: Words, base_path: str, detail: PublicDetail) -> View:
    """The view that the page had: of this version, scope and language, today."""
    try:
        published = _open_version(tables_folder(), version)
    except NothingPublished:
        raise VersionGone from None
    scope, unknown = read_query(query, published, catalog())
    if unknown:
        raise NotRebuilt
    translated = translate_catalog(catalog(), t)
    return View(published, translated, scope, t, today(), base_path, detail=detail)


@functools.lru_cache(maxsize=1)  # beside the one that the pages show
def _open_version(tables: Path, version: str) -> Published:
    return open_version(tables, version)
