"""The full list of a register below its charts: controls, a page of rows, files to take away."""

import streamlit as st

from content.downloads.data_files import LIST_CSV, LIST_WORKBOOK
from content.downloads.rebuilding import DataFile
from content.lists.chosen_rows import (
    Choice,
    choose_places,
    read_column,
    read_rows,
)
from content.lists.list_table import (
    MAX_WORKBOOK_ROWS,
    build_list_table,
    describe_count,
    explain_empty,
    list_links,
)
from content.lists.register_lists import LISTS, ROWS_PER_PAGE, RegisterList
from content.lists.row_texts import find_number
from content.lists.stored_places import StoredPlaces
from content.paging import count_pages, find_first_row
from content.view import View
from widgets.components.downloads.page_download import offer_file
from widgets.components.register_table.register_table import register_table
from widgets.controls.list_filters import PAGE, clear_filters, draw_filters
from widgets.literal import literal


def draw_list(view: View, page: str) -> None:
    """The list of a page; nothing where its register did not come: the charts say so."""
    listing = LISTS[page]
    if not view.provinces or not view.has(listing.register):
        return
    with st.container(key="register_list"):
        st.header(view.t(f"lists.{listing.register}"), anchor=False)
        stamps = [view.t("joint.stamp", stamp=stamp) for stamp in view.provenance.marks]
        note = view.t(f"lists.{listing.register}_note")
        st.caption(literal("".join([*stamps, note])))
        choice = draw_filters(view, listing)
        places = choose_places(view, listing, choice)
        if not len(places):
            st.info(literal(explain_empty(view, listing, choice)))
            if choice.narrows:
                st.button(view.t("lists.clear"), on_click=clear_filters, args=(listing,))
            return
        _draw_count_and_files(view, page, choice, places)
        _draw_page(view, listing, places)


def _draw_count_and_files(view: View, page: str, choice: Choice, places: StoredPlaces) -> None:
    """How many rows were chosen, and the same rows as files."""
    t, count, listing = view.t, f"{len(places):,}", LISTS[page]
    sentence = describe_count(view, listing, choice)
    if find_number(choice.text) and _begins_with_number(view, listing, choice, places):
        sentence = t("joint.sentences").join([sentence, t("lists.exact")])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(sentence)
        if choice.narrows:
            st.button(t("lists.clear"), on_click=clear_filters, args=(listing,), type="tertiary")
        offer_file(DataFile(view, LIST_CSV, (page, choice)), t("lists.csv", count=count))
        too_long = len(places) > MAX_WORKBOOK_ROWS
        if not too_long:
            workbook = DataFile(view, LIST_WORKBOOK, (page, choice))
            offer_file(workbook, t("lists.workbook", count=count))
    if too_long:
        st.caption(literal(t("lists.workbook_limit", most=f"{MAX_WORKBOOK_ROWS:,}")))


def _begins_with_number(
    view: View, listing: RegisterList, choice: Choice, places: StoredPlaces
) -> bool:
    """Whether the first row bears the number that was looked for."""
    first = read_rows(view, listing, places[:1])
    return read_column(view, first, listing.number).iloc[0] == find_number(choice.text)


def _draw_page(view: View, listing: RegisterList, places: StoredPlaces) -> None:
    """One page of the rows, under heads that sort all of them."""
    t, table_place = view.t, st.container()
    count, first = len(places), 0
    pages = count_pages(count, ROWS_PER_PAGE)
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            number = st.pagination(pages, key=PAGE, bind="query-params")
            first = find_first_row(number, count, ROWS_PER_PAGE)
            last = min(first + ROWS_PER_PAGE, count)
            st.text(t("lists.rows", first=f"{first + 1:,}", last=f"{last:,}"))
    page_rows = read_rows(view, listing, places[first : first + ROWS_PER_PAGE])
    with table_place:
        register_table(
            build_list_table(view, listing, page_rows),
            list_links(view, listing, page_rows),
            {"missing": t("map.no_data"), "failed": t("board.failed")},
            f"{listing.register}_table",
        )
