"""One reader's look: published tables and filters become the view that every page is given."""

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from types import ModuleType
from urllib.parse import urlencode, urlsplit

import streamlit as st

from catalog.clock import today
from catalog.definitions import Words, catalog
from catalog.translated import translate_catalog
from content.public_detail import read_public_detail
from content.scope_url import LANGUAGE, write_query
from content.view import View, share_view
from loaders.store.pointer import NothingPublished
from loaders.store.published import Published
from measures.scope import Scope
from widgets.addresses import base_path, below, listening_address
from widgets.components.downloads.page_download import offer
from widgets.components.frame_phrases.frame_phrases import speak
from widgets.frame.address import settle_evidence, settle_tables
from widgets.frame.filters import draw_filters
from widgets.frame.notices import data_line, notices, show_nothing_published
from widgets.page_record import recording
from widgets.published_tables import load_published
from widgets.session_values import keep_for_session

PageContext = tuple[View, str] | str
Menu = dict[str, list[st.Page]]
HERE = Path(__file__).parent
ICON = str(HERE / "icon.svg")


# what the page of this run is drawn with: the entries of a menu outlive the run that made them
_framed: ContextVar[PageContext] = ContextVar("framed")


@keep_for_session
def _menus() -> dict[str, Menu]:
    """The menu of a session by language."""
    return {}


def keep_menu(t: Words, list_pages: Callable[[], Menu]) -> Menu:
    """The navigation as the first run of a session in this language made it: fifteen entries take
    as long as two controls, and say the same at every run."""
    menus = _menus()
    if t.language not in menus:
        menus[t.language] = list_pages()
    return menus[t.language]


def logo(t: Words) -> str:
    """The file of the logo in the reader's language."""
    return str(HERE / f"logo.{t.language}.svg")


def on_wall() -> bool:
    """The address is that of the wall, where no frame is drawn."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith("/wall")


def bare(t: Words) -> None:
    """Nothing of the frame but what is left of it in words; its style sheet hides the rest."""
    speak(t, with_search=False)


def frame_page(t: Words) -> None:
    """Draw what stands around every page, and keep for `draw_framed` what it is drawn with."""
    _framed.set(look(t))


def look(t: Words) -> PageContext:
    """The view of this run and what is wrong with the newest data, or why there is none.

    The filters are drawn here, outside the pages, so that a change of page keeps them.
    """
    try:
        tables, fault = load_published()
    except NothingPublished as why:
        speak(t, with_search=True)
        return str(why)
    spoken_catalog = translate_catalog(catalog(), t)
    scope = draw_filters(tables, spoken_catalog, t)
    with st.sidebar:
        # in a tab of its own: the wall has no frame to come back by
        st.link_button(t("page.wall"), wall_address(scope, tables, t))
    detail = read_public_detail(listening_address())
    view = share_view(tables, spoken_catalog, scope, t, today(), base_path(), detail)
    return view, fault


def wall_address(scope: Scope, tables: Published, t: Words) -> str:
    """The wall of a scope in the language of the page."""
    parts = [write_query(scope, tables, catalog())]
    parts += [urlencode({LANGUAGE: t.language})]  # in full: the wall's file may name another one
    query = "&".join(filter(None, parts))
    return below("/wall") + (f"?{query}" if query else "")


def draw_framed(page: ModuleType, t: Words) -> None:
    """A page within the frame that this run has drawn."""
    draw_page(_framed.get(), page, t)


def draw_page(context: PageContext, page: ModuleType, t: Words) -> None:
    """A page under the marks of its data, or the sentence that says why there is nothing."""
    if isinstance(context, str):
        show_nothing_published(t, context)
        return
    place = notices(*context)
    with recording() as record:
        page.draw(context[0])
    with place:
        settle_evidence(record.evident, t)
        settle_tables(record.charts, t)
    offer(record)
    data_line(context[0])
