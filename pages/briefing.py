"""简报: choose what to show, put it in order, say what it says, take it away as a file."""

import streamlit as st

from content.view import View
from widgets.briefing import choice, pack
from widgets.briefing import desk as briefing_desk
from widgets.briefing.draft import Draft, address
from widgets.briefing.preview import preview
from widgets.page import heading, show


def draw(view: View) -> None:
    """The page."""
    one = briefing_desk.opened()
    heading(view, "briefing", files=False)
    desk = st.container(horizontal=True, vertical_alignment="center", key="desk")
    told = st.container()
    with desk:
        briefing_desk.open_file(view, one)
    with told:
        choice.said(view, one)
        seen = briefing_desk.scoped(view, one)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        choice.titles(seen, one)
        choice.choose(seen, one)
    if one.saved.parts:
        chosen(seen, one, left, right, desk, told)
    else:
        with right:
            briefing_desk.begin(seen, one)
    address(one)


def chosen(view: View, one: Draft, left, right, desk, told) -> None:
    """What is chosen: its list on the left, as it will stand on the right, its files above."""
    with left:
        page = choice.page_of(one)
        choice.rows(view, one, page)
    with desk:
        key = briefing_desk.take(view, one)
    with told:
        pack.state(key, view.t)
    with right:
        show(view, "briefing", preview, page.start, one.saved.parts[page])
