"""The button of a page that puts what it shows into the reader's briefing."""

import streamlit as st

from content.briefing.saved_file import MAX_PARTS, SavedPart
from content.chapters import chapter
from content.view import View
from widgets.briefing.draft import current_draft
from widgets.literal import literal


def put_in_briefing(view: View, name: str, state: str) -> None:
    """Put all parts of a chapter into the briefing, under what is chosen on the page."""
    t, draft = view.t, current_draft()
    refs = [SavedPart(name, f"{item.id}?{state}").ref for item in chapter(view, name, state)]
    present = set(refs) <= set(draft.refs())
    full = len(draft.refs()) + len(refs) > MAX_PARTS
    st.button(t("briefing.put_in"), disabled=present or full, on_click=draft.add, args=(refs,))
    if present:
        st.caption(t("briefing.is_in"))
    elif full:
        st.caption(literal(t("briefing.is_full", most=MAX_PARTS)))
