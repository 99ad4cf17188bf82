"""Opening, saving and making a briefing: the files of 简报."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from briefings.exhibit import Briefing
from catalog.example_briefings import examples
from content.briefing.parts import assembled, find, stamped
from content.briefing.saved_file import Refused, Saved, query, read, scope_in, written
from content.exports.registry import file_name, keep
from content.view import View
from widgets.briefing import pack
from widgets.briefing.draft import Draft, draft, mark_of
from widgets.components.downloads.page_download import control

FORMATS = ("pptx", "docx", "xlsx", "pdf")
SHOWN = 8  # faults of a file; who mends these reads the next


def opened() -> Draft:
    """The session's draft, on its desk."""
    st.html(Path(__file__).with_name("briefing.css"))
    return draft()


def open_file(view: View, one: Draft) -> None:
    """A saved briefing from the reader's machine: what it says replaces the draft, once.

    Of any kind: what is no briefing is refused here, in the reader's language.
    """
    t = view.t
    with st.popover(t("briefing.open")):
        sent = st.file_uploader(t("briefing.open_hint"), max_upload_size=1, key="open")
        if sent is None or mark_of(sent.getvalue()) == one.opened:
            return
        try:
            saved = read(sent.getvalue(), t)
            scope_in(saved, view.published, view.catalog, t)
        except Refused as failure:
            for reason in failure.reasons[:SHOWN]:
                st.error(reason)
        else:
            one.replace(saved, mark_of(sent.getvalue()))


def begin(view: View, one: Draft) -> None:
    """The examples of the catalogue, for a draft that has nothing yet."""
    st.caption(view.t("briefing.begin"))
    with st.container(horizontal=True):
        for name, content in examples().items():
            saved = read(content, view.t)
            st.button(saved.title, key=f"example_{name}", on_click=one.replace, args=(saved,))


def scoped(view: View, one: Draft) -> View:
    """The view in the scope of the opened file, else in that of the filters."""
    if one.scope is None or one.scope == query(view.scope, view.published, view.catalog):
        return view
    scope = scope_in(Saved(scope=one.scope), view.published, view.catalog, view.t)
    seen = replace(view, scope=scope)
    with st.container(horizontal=True, vertical_alignment="center", key="briefing_scope"):
        st.text(view.t("briefing.scope_of_file", scope=seen.scope_words), width="content")
        st.button(view.t("briefing.use_filters"), on_click=_use_filters, args=(one,))
    return seen


def _use_filters(one: Draft) -> None:
    one.scope = None


def kept(view: View, one: Draft) -> Saved:
    """The draft as it would be saved: its scope, and beside own sentences what they are for."""
    scope = query(view.scope, view.published, view.catalog)
    found = [f for part in one.saved.parts if part.takeaway and (f := find(part, view))]
    title = one.saved.title.strip() or view.t("briefing.untitled")
    return stamped(one.saved.but(scope=scope, title=title), found)


def made(view: View, saved: Saved) -> Briefing:
    """The briefing of the parts that this scope shows."""
    return assembled(saved, [f for part in saved.parts if (f := find(part, view))], view)


def take(view: View, one: Draft) -> str:
    """The briefing as office files, as a pack of all, as a file to open again.

    Returns the key of what the files show.
    """
    t, saved = view.t, kept(view, one)
    text = written(saved, t)
    make = partial(made, view, saved)
    said = (text, view.published.version, view.scope, view.today, t.language)
    key = keep(make, repr(said).encode())
    control(key, FORMATS, t("briefing.make"), t)
    pack.button(key, make, t)
    name = file_name(made(view, saved.but(parts=())), mark_of(text), "toml", t)
    st.download_button(
        t("briefing.save"),
        text.encode(),
        name,
        "application/toml",
        on_click="ignore",
        help=t("briefing.save_help"),
    )
    st.button(t("briefing.clear"), type="tertiary", on_click=one.clear)
    return key
