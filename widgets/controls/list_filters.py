"""The controls of a list: search, words, groups, laboratory; the address has what they say."""

import streamlit as st

from content.lists.chosen_rows import Choice, list_labs
from content.lists.offered_words import list_held_groups, list_held_words, name_group
from content.lists.register_lists import RegisterList
from content.page_address import MOST_SEARCH_LETTERS
from content.view import View
from widgets.bound_controls import is_drawn, write_control
from widgets.components.register_table.register_table import current_order
from widgets.literal import literal

TEXT, LAB, PAGE = "q", "lab", "row_page"  # in the address, beside the columns
MAX_LABS_OFFERED = 500  # a longer menu is slower than a word in the search


def draw_filters(view: View, listing: RegisterList) -> Choice:
    """Draw the controls in one row and return what they say."""
    t = view.t
    narrowing = [column for column, _ in listing.vocabularies] + list(listing.classifications)
    # widths are the style sheet's (frame.css): each of st.columns is a message of every click
    with st.container(horizontal=True, vertical_alignment="bottom", key="list_filters"):
        text = st.text_input(
            t("lists.search"),
            placeholder=t(f"lists.search_hint_{listing.register}"),
            key=TEXT,
            bind="query-params",
            type="search",
            max_chars=MOST_SEARCH_LETTERS,
            on_change=_turn_to_first_page,
        )
        chosen = {column: _choose_word(view, listing, column) for column in narrowing}
        lab = _choose_lab(view, listing)
    words = [(column, word) for column, word in chosen.items() if word is not None]
    if len(list_labs(view, listing)) > MAX_LABS_OFFERED:
        st.caption(literal(t("lists.labs_limit", most=MAX_LABS_OFFERED)))
    return Choice(tuple(words), lab, text.strip(), current_order().word)


def _choose_word(view: View, listing: RegisterList, column: str) -> str | None:
    """A word of a vocabulary, or a group of a classification; None for all."""
    if column in listing.classifications:
        options = list_held_groups(view, listing, column)
        classification = view.catalog.classifications[column]
        names = {group: name_group(view.t, classification, group) for group in options}
    else:
        options = list_held_words(view, listing, column)
        names = {word: view.t.name(word) for word in options}
    return st.selectbox(
        literal(view.catalog.registers[listing.register].columns[column].heading),
        options,
        index=None,
        key=column,
        bind="query-params",
        placeholder=view.t("lists.all"),
        format_func=lambda word: names.get(word, word),
        on_change=_turn_to_first_page,
    )


def _choose_lab(view: View, listing: RegisterList) -> str:
    """The lab_id of a laboratory with a row in scope, "" for all.

    Where too many have one, only the laboratory that the address names can be left again.
    """
    t, labs = view.t, list_labs(view, listing)
    names = dict(zip(labs["lab_name"], labs["lab_id"], strict=True))
    if len(names) > MAX_LABS_OFFERED:
        chosen = st.query_params.get(LAB, "")
        names = {name: lab for name, lab in names.items() if name == chosen}
    name = st.selectbox(
        t("lists.lab"),
        list(names),
        index=None,
        key=LAB,
        bind="query-params",
        placeholder=t("lists.all"),
        disabled=not names,
        on_change=_turn_to_first_page,
    )
    return names.get(name, "")


def clear_filters(listing: RegisterList) -> None:
    """Take back every choice of the list but its order, before the run that a button starts."""
    columns = [column for column, _ in listing.vocabularies] + list(listing.classifications)
    for key in (*columns, LAB):
        write_control(key, None)
    write_control(TEXT, "")
    _turn_to_first_page()


def _turn_to_first_page() -> None:
    """Other rows begin at their beginning."""
    if is_drawn(PAGE):
        write_control(PAGE, 1)
