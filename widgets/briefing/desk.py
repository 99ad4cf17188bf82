"""Opening, saving and making a briefing: the files of 简报."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from catalog.example_briefings import examples
from catalog.typed_toml import shorten_text
from content.briefing.parts import find_part, stamp
from content.briefing.saved_file import (
    Refused,
    SavedBriefing,
    read_scope,
    read_toml,
    write_scope,
)
from content.downloads.data_files import SAVED_BRIEFING, write_saved_briefing
from content.downloads.rebuilding import BriefingFile, DataFile
from content.view import View
from widgets.briefing import pack
from widgets.briefing.draft import Draft, current_draft, hash_words
from widgets.components.downloads.page_download import control, offer_file
from widgets.download_menu import keep_file
from widgets.literal import literal

FORMATS = ("pptx", "docx", "xlsx", "pdf")
SHOWN = 8  # faults of a file; who mends these reads the next


def open_draft() -> Draft:
    """The session's draft, on its desk."""
    st.html(Path(__file__).with_name("briefing.css"))
    return current_draft()


def open_file(view: View, draft: Draft) -> None:
    """A saved briefing from the reader's machine: what it says replaces the draft, once.

    Of any kind: what is no briefing is refused here, in the reader's language.
    """
    t = view.t
    with st.popover(t("briefing.open")):
        sent = st.file_uploader(t("briefing.open_hint"), max_upload_size=1, key="open")
        if sent is None or hash_words(sent.getvalue()) == draft.opened:
            return
        try:
            saved = read_toml(sent.getvalue(), t, shorten_text(sent.name))
            read_scope(saved, view.published, view.catalog, t)
        except Refused as failure:
            for reason in failure.reasons[:SHOWN]:
                st.error(literal(reason))
        else:
            draft.replace(saved, hash_words(sent.getvalue()))


def show_empty_state(view: View, draft: Draft) -> None:
    """The examples of the catalogue, for a draft that has nothing yet."""
    t = view.t
    st.caption(t("briefing.begin"))
    for name, content in examples().items():
        saved = read_toml(content, t)
        saved = saved.but(title=t.name(saved.title))
        with st.container(border=True):
            st.button(
                literal(saved.title), key=f"example_{name}", on_click=draft.replace, args=(saved,)
            )
            chapters = dict.fromkeys(t(f"chapter.{part.chapter}") for part in saved.parts)
            words = t("briefing.example", count=len(saved.parts), chapters=t.join(chapters))
            st.caption(literal(words))


def scope_view(view: View, draft: Draft) -> View:
    """The view in the scope of the opened file, else in that of the filters."""
    if draft.scope is None or draft.scope == write_scope(view.scope, view.published, view.catalog):
        return view
    scope = read_scope(SavedBriefing(scope=draft.scope), view.published, view.catalog, view.t)
    scoped = replace(view, scope=scope)
    with st.container(horizontal=True, vertical_alignment="center", key="briefing_scope"):
        st.text(view.t("briefing.scope_of_file", scope=scoped.scope_words), width="content")
        st.button(view.t("briefing.use_filters"), on_click=_use_filters, args=(draft,))
    return scoped


def _use_filters(draft: Draft) -> None:
    draft.scope = None


def save_draft(view: View, draft: Draft) -> SavedBriefing:
    """The draft as it would be saved: its scope, and beside own sentences what they are for."""
    scope = write_scope(view.scope, view.published, view.catalog)
    results = [f for part in draft.saved.parts if part.takeaway and (f := find_part(part, view))]
    title = draft.saved.title.strip() or view.t("briefing.untitled")
    return stamp(draft.saved.but(scope=scope, title=title), results)


def offer_files(view: View, draft: Draft) -> str:
    """The briefing as office files, as a pack of all, as a file to open again.

    Returns the key of what the files show.
    """
    t, saved = view.t, save_draft(view, draft)
    file = BriefingFile(view, saved)
    address = keep_file(file)
    control(address, FORMATS, t("briefing.make"), t)
    pack.draw_button(address, file.make, t)
    text = DataFile(view, SAVED_BRIEFING, (write_saved_briefing(view, saved),))
    offer_file(text, t("briefing.save"), hint=t("briefing.save_help"))
    st.button(t("briefing.clear"), type="tertiary", on_click=draft.clear)
    return address.partition("?")[0]
