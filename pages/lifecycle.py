"""进退管理: stock and flow, evaluations, rectifications, the career of each lab, exits."""

import streamlit as st

from content.lifecycle import careers, lifecycle
from content.page_address import MOST_SEARCH_LETTERS
from content.tables import build_exit_tables
from content.view import View
from widgets.controls.standing_buttons import draw_standings
from widgets.literal import literal
from widgets.page import heading, show, tables


def draw(view: View) -> None:
    """The page."""
    heading(view, "lifecycle")
    show(view, "lifecycle", lifecycle.build_charts)
    if not view.provinces or not view.has("lab_events"):
        return
    draw_careers(view)
    tables(view, "exits", build_exit_tables)
    if view.detail == "counts":
        st.caption(literal(view.detail_words))


def draw_careers(view: View) -> None:
    """A page of the timeline under the controls that choose it; where no laboratory is to be shown
    singly, the sentence that says so."""
    t = view.t
    if view.detail == "none":
        show(view, "careers", careers.build_timeline, "", "1")
        return
    hint = "lifecycle.search_hint" if view.names_labs else "lifecycle.search_hint_unnamed"
    buttons = st.container(horizontal=True, gap="small")
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    search = left.text_input(
        t("lifecycle.search"),
        placeholder=t(hint),
        key="lab",
        bind="query-params",
        type="search",
        max_chars=MOST_SEARCH_LETTERS,
    )
    standing = ""
    if view.names_labs:  # the others have no line of their own
        with buttons:
            standing = draw_standings(view, careers.count_standings(view, search))
    page, pages = 1, careers.pages(view, search, standing)
    if pages > 1:
        with right:
            page = st.pagination(pages, key="lab_page", bind="query-params")
    show(view, "careers", careers.build_timeline, search, str(page), standing)
