"""The door from a number to the rows behind it: a dialog with search and a file to take away."""

from functools import partial

import pandas as pd
import streamlit as st

from content.downloads.data_files import EVIDENCE as EVIDENCE_FILE
from content.downloads.rebuilding import DataFile
from content.guideline import evidence_rows
from content.page_address import (
    EVIDENCE,
    EVIDENCE_OF,
    EVIDENCE_PAGE,
    EVIDENCE_SEARCH,
    MOST_SEARCH_LETTERS,
)
from content.paging import count_pages, cut_page, find_first_row
from content.view import View
from widgets.bound_controls import is_drawn, write_control
from widgets.components.downloads.page_download import offer_file
from widgets.frame.address import warn_unknown
from widgets.linked_table import draw_table
from widgets.literal import literal

KEY = "evidence"  # what the click on a card's button reports (card.js)
ROWS_PER_PAGE = 1000
ROWS_IN_SIGHT = 20  # more are scrolled to


def open_evidence(view: View, figure: str, title: str, indicators: list[str]) -> None:
    """Open the rows behind one of some indicators, within the view's scope and period.

    figure: whose rows they are; the address says so while the dialog is open.
    """
    if st.query_params.get(EVIDENCE) != figure:
        st.query_params[EVIDENCE] = figure
    title = view.t("evidence.title", name=title)
    ordered = evidence_rows.put_flows_first(view, indicators)
    names = {view.catalog.indicators[name].name: name for name in ordered}
    forget = partial(_forget, next(iter(names)))
    st.dialog(literal(title), width="large", on_dismiss=forget)(_choose_record)(view, names)


def _forget(first: str) -> None:
    """Take the dialog out of the address once the reader has closed it.

    first: the indicator that stands open where the address names none.
    """
    if is_drawn(EVIDENCE_OF):
        write_control(EVIDENCE_OF, first)
    write_control(EVIDENCE_SEARCH, "")
    _turn_to_first_page()
    if EVIDENCE in st.query_params:
        del st.query_params[EVIDENCE]


def _turn_to_first_page() -> None:
    """Other rows begin at their beginning."""
    if is_drawn(EVIDENCE_PAGE):
        write_control(EVIDENCE_PAGE, 1)


def _choose_record(view: View, names: dict[str, str]) -> None:
    """The rows of the indicator that the reader chose. names: indicators by name, in order."""
    chosen, wanted = next(iter(names)), st.query_params.get(EVIDENCE_OF)
    if wanted and wanted not in names:
        warn_unknown([f"{EVIDENCE_OF}={wanted}"], view.t)
    if len(names) > 1:
        chosen = st.pills(
            view.t("evidence.which"),
            list(names),
            default=chosen,
            required=True,
            key=EVIDENCE_OF,
            bind="query-params",
            label_visibility="collapsed",
            format_func=literal,
            on_change=_turn_to_first_page,
        )
    _content(view, names[chosen])


def _content(view: View, indicator: str) -> None:
    t, sentence = view.t, evidence_rows.sentence(view, indicator)
    st.text(sentence)
    st.caption(literal(view.scope_words))
    every = evidence_rows.select_rows(view, indicator)
    detail = evidence_rows.describe_detail(view, every)
    if every.empty:
        reason = detail if view.detail == "none" else ""
        st.info(literal(reason or t("evidence.nothing")))
        return
    if detail:
        st.caption(literal(detail))
    search = st.text_input(
        t("evidence.search"),
        key=EVIDENCE_SEARCH,
        bind="query-params",
        max_chars=MOST_SEARCH_LETTERS,
        on_change=_turn_to_first_page,
    ).strip()
    rows = evidence_rows.select_rows(view, indicator, search)
    if search:
        st.text(t("evidence.found", count=f"{len(rows):,}"))
    page = _choose_page(view, rows)
    table = evidence_rows.word_rows(view, indicator, page)
    draw_table(view, table, rows_in_sight=ROWS_IN_SIGHT, alt=sentence)
    file = DataFile(view, EVIDENCE_FILE, (indicator, search))
    offer_file(file, t("evidence.download", count=f"{len(rows):,}"))
    origin = view.provenance
    stamps = "".join(t("joint.stamp", stamp=stamp) for stamp in origin.marks)
    line = t("data_line.line", source=origin.source, as_of=origin.as_of, version=origin.version)
    st.caption(literal(stamps + line))


def _choose_page(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the page that the reader turned to; all of them where one page holds them."""
    pages = count_pages(len(rows), ROWS_PER_PAGE)
    if pages == 1:
        _drop_page(view)
        return rows
    number = st.pagination(pages, key=EVIDENCE_PAGE, bind="query-params")
    first = find_first_row(number, len(rows), ROWS_PER_PAGE)
    page = cut_page(rows, number, ROWS_PER_PAGE)
    st.text(view.t("evidence.page", first=f"{first + 1:,}", last=f"{first + len(page):,}"))
    return page


def _drop_page(view: View) -> None:
    """Leave out of the address a page of rows that are one page, and name it."""
    if EVIDENCE_PAGE in st.query_params and not is_drawn(EVIDENCE_PAGE):
        warn_unknown([f"{EVIDENCE_PAGE}={st.query_params[EVIDENCE_PAGE]}"], view.t)
        del st.query_params[EVIDENCE_PAGE]
