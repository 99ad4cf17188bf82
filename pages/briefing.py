"""简报: choose what to show, put it in order, say what it says, take it away as a file."""

import streamlit as st

from content.briefing.preview import build_preview
from content.view import View
from widgets.briefing import choice, desk, pack
from widgets.briefing.draft import Draft, write_address
from widgets.page import heading, show


def draw(view: View) -> None:
    """The page."""
    draft = desk.open_draft()
    heading(view, "briefing", files=False)
    toolbar = st.container(horizontal=True, vertical_alignment="center", key="desk")
    messages = st.container()
    with toolbar:
        desk.open_file(view, draft)
    with messages:
        choice.show_messages(view, draft)
        scoped_view = desk.scope_view(view, draft)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        choice.edit_titles(scoped_view, draft)
        choice.choose_items(scoped_view, draft)
    if draft.saved.parts:
        draw_parts(scoped_view, draft, left, right, toolbar, messages)
    else:
        with right:
            desk.show_empty_state(scoped_view, draft)
    write_address(draft)


def draw_parts(view: View, draft: Draft, left, right, toolbar, messages) -> None:
    """What is chosen: its list on the left, as it will stand on the right, its files above."""
    with left:
        page = choice.choose_page(draft)
        choice.list_rows(view, draft, page)
    with toolbar:
        key = desk.offer_files(view, draft)
    with messages:
        pack.draw_state(key, view.t)
    with right:
        show(view, "briefing", build_preview, page.start, draft.saved.parts[page])
