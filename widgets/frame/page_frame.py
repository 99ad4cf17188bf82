"""One reader's look: published tables and filters become the view that every page is given."""

from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

from catalog.clock import today
from catalog.definitions import Words, catalog
from catalog.translated import translate_catalog
from content.scope_url import write_query
from content.view import View
from loaders.store.pointer import NothingPublished
from loaders.store.published import Published
from measures.scope import Scope
from widgets.addresses import base_path, below
from widgets.components.downloads.page_download import offer
from widgets.components.frame_phrases.frame_phrases import speak
from widgets.frame.filters import draw_filters
from widgets.frame.language_switch import KEY
from widgets.frame.notices import data_line, nothing_published, notices
from widgets.page_record import recording
from widgets.published_tables import published

Seen = tuple[View, str] | str
HERE = Path(__file__).parent
ICON = str(HERE / "icon.svg")
WALL_CSS = HERE.parent / "components" / "wall" / "frame.css"


def logo(t: Words) -> str:
    """The file of the logo in the reader's language."""
    return str(HERE / f"logo.{t.language}.svg")


def on_wall() -> bool:
    """The address is that of the wall, where no frame is drawn."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith("/wall")


def bare(t: Words) -> str:
    """Nothing of the frame: what the wall hides of Streamlit's own, and what is left in words."""
    st.html(WALL_CSS)
    speak(t)
    return ""


def look(t: Words) -> Seen:
    """The view of this run and what is wrong with the newest data, or why there is none.

    The filters are drawn here, outside the pages, so that a change of page keeps them.
    """
    st.html(HERE / "frame.css")
    speak(t)
    try:
        found, fault = published()
    except NothingPublished as why:
        return str(why)
    told = translate_catalog(catalog(), t)
    with st.sidebar:
        scope = draw_filters(found, told, t)
        # in a tab of its own: the wall has no frame to come back by
        st.link_button(t("page.wall"), wall_address(scope, found, t))
    return View(found, told, scope, t, today(), base_path=base_path()), fault


def wall_address(scope: Scope, found: Published, t: Words) -> str:
    """The wall of a scope in the language of the page."""
    said = [write_query(scope, found, catalog())]
    said += [urlencode({KEY: t.language})]  # in full: the wall's file may name another one
    query = "&".join(filter(None, said))
    return below("/wall") + (f"?{query}" if query else "")


def under(seen: Seen, page, t: Words) -> None:
    """A page under the marks of its data, or the sentence that says why there is nothing."""
    if isinstance(seen, str):
        nothing_published(t, seen)
        return
    notices(*seen)
    with recording() as shown:
        page.draw(seen[0])
    offer(shown)
    data_line(seen[0])
