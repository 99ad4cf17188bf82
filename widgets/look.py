"""One reader's look: published tables and filters become the view that every page is given."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from loaders.catalog import Words, catalog
from loaders.clock import today
from loaders.pointer import NothingPublished
from loaders.published import Published
from loaders.spoken import spoken
from measures.scope import Scope
from widgets.address import query_of
from widgets.filters import draw_filters
from widgets.front_door import ASSETS, below
from widgets.language import KEY
from widgets.notices import data_line, nothing_published, notices
from widgets.phrases import speak
from widgets.shown import recording
from widgets.tables import published
from widgets.takeaway import offer
from widgets.view import View

Seen = tuple[View, str] | str


def on_wall() -> bool:
    """The address is that of the wall, where no frame is drawn."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith("/wall")


def bare(t: Words) -> str:
    """Nothing of the frame: what the wall hides of Streamlit's own, and what is left in words."""
    st.html(ASSETS / "wall_frame.css")
    speak(t)
    return ""


def look(t: Words) -> Seen:
    """The view of this run and what is wrong with the newest data, or why there is none.

    The filters are drawn here, outside the pages, so that a change of page keeps them.
    """
    st.html(ASSETS / "frame.css")
    speak(t)
    try:
        found, fault = published()
    except NothingPublished as why:
        return str(why)
    told = spoken(catalog(), t)
    with st.sidebar:
        scope = draw_filters(found, told, t)
        # in a tab of its own: the wall has no frame to come back by
        st.link_button(t("page.wall"), wall_address(scope, found, t))
    return View(found, told, scope, t, today()), fault


def wall_address(scope: Scope, found: Published, t: Words) -> str:
    """The wall of a scope in the language of the page."""
    said = [query_of(scope, found, catalog())]
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
