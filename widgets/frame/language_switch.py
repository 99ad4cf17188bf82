"""The reader's language: a switch in the sidebar, and what the address says of it."""

import streamlit as st

from catalog.definitions import Words, words
from catalog.sentences import LANGUAGES, read_language
from content.scope_url import LANGUAGE
from content.wall.settings import language_of
from widgets.literal import literal


def language() -> Words:
    """The words of the language chosen, by the switch or by ?lang= in the address."""
    switch = st.sidebar.segmented_control(
        words()("app.language"),
        LANGUAGES,
        default=LANGUAGES[0],
        required=True,
        key=LANGUAGE,
        bind="query-params",
        label_visibility="collapsed",
        format_func=literal,
    )
    return read_language(switch)  # none is chosen where the address says ?lang=


def of_address() -> Words:
    """The words of the language in the address, for what is said where no switch is drawn."""
    known = [word for word in st.query_params.get_all(LANGUAGE) if word in LANGUAGES]
    return read_language(known[0] if known else None)


def of_wall() -> Words:
    """The words of the wall: in the language of the address, else in that of the wall's file."""
    return read_language(
        language_of({key: st.query_params.get_all(key) for key in st.query_params})
    )
