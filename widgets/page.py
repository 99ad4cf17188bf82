"""What every page shares: heading, scope in words, marks of the data, board with cached payload."""

from collections.abc import Callable, Mapping

import streamlit as st

from content.board.latest_section import latest_section
from content.board.payload import write_figures, write_payload
from content.board.ready_section import ready_section
from content.downloads.rebuilding import DrawnSection
from content.items import Table
from content.name_links import split_at_names
from content.page_address import EVIDENCE
from content.view import View
from widgets.components.board.board import board, has_answer
from widgets.controls.conflict_remedies import draw_conflict
from widgets.download_menu import keep_offers
from widgets.evidence_dialog import KEY, open_evidence
from widgets.linked_table import ROWS_IN_SIGHT, draw_table
from widgets.literal import literal, literal_parts, literal_table
from widgets.page_record import begin, is_of_reader, note, note_charts, note_evident

LONG_TABLE_PX = 640  # of a table of sentences with more rows than stand in sight


def heading(view: View, page: str, files: bool = True) -> None:
    """Title, what the page is for, the scope in words and, unless not wanted, the page as files."""
    place = st.container(key="heading", horizontal=True, gap="small")
    with place:
        st.title(view.t(f"page.{page}"), anchor=False, width="content")
        st.caption(literal(view.describe_page(page)), width="content")
        st.text(view.scope_words, help=literal(view.preset_words) or None)
    if files:
        begin(view, page, place)


def show(
    view: View,
    page: str,
    build: Callable[..., list],
    *choices: str,
    above: tuple[dict, ...] = (),
    headed: View | None = None,
) -> dict | None:
    """Draw a page's cards on the board; returns the click of this run, if any.

    above: cards that stand before those of the page and go into no file.
    headed: the view whose scope the page's heading tells, where it is not the one of the cards.

    The cards are computed once per version, scope, language and the page's own choices. A click on
    the evidence of a card, of whatever kind, opens the rows behind it here, on every page.
    """
    note(view, page, build, *choices)
    if not view.provinces:
        draw_conflict(view, page)
        return None
    section = DrawnSection(view, page, build, choices)
    ready = ready_section(section, headed or view)
    keep_offers(ready.offers)
    key = f"board_{page}"
    ask = ready.ask if is_of_reader(view) else ""
    address = ready.address if has_answer(key, ask) else ""
    strip = write_figures(above, ready.words) if above else None
    payload = write_payload(ready.figures, view.base_path, strip, ask, address)
    click = board(payload, key, ask)
    note_evident(ready.evident)
    note_charts(ready.charts)
    if ask:
        latest_section.note(section)
    figure = st.query_params.get(EVIDENCE, "")
    if click and click["key"] == KEY:
        figure = click["figure"]
    if evident := ready.evident.get(figure):
        open_evidence(view, figure, evident.title, evident.indicators)
    return click


def write_table(table: Table, links: Mapping[str, str] | None = None) -> None:
    """A table whose cells need room for sentences, without its title; a long one is scrolled.

    links: by column the address of the page that its heading leads to.
    """
    height = "content" if len(table.frame) <= ROWS_IN_SIGHT else LONG_TABLE_PX
    addresses = {table.headings[column]: address for column, address in (links or {}).items()}
    with st.container(key=_name_columns(table)):
        st.table(
            literal_table(table.printed, addresses),
            border="horizontal",
            hide_index=True,
            alt=table.title,
            height=height,
        )


def _name_columns(table: Table) -> str | None:
    """The key by which frame.css knows the columns that stand right and the names that are not
    broken, for which st.table has no setting; None where it has neither."""
    places = [table.frame.columns.get_loc(column) + 1 for column in table.numbers]
    marks = ["named"] if table.named else []
    marks += [f"right{place}" for place in places]
    return "_".join([table.id, *marks]) if marks else None


def write_sentence(view: View, sentence: str) -> None:
    """A sentence in which names of provinces and domains lead to their pages."""
    st.markdown(literal_parts(split_at_names(view, sentence)))


def write_titled_tables(parts: list[Table]) -> None:
    """Such tables under their titles, each with what stands below it; empty ones are left out."""
    for table in parts:
        if table.frame.empty:
            continue
        st.header(literal(table.title), anchor=False)
        write_table(table)
        if table.note:
            st.caption(literal(table.note))


def tables(
    view: View,
    name: str,
    build: Callable[..., list[Table]],
    *choices: str,
    reader: View | None = None,
) -> None:
    """Tables of a page under their titles; an empty one is a sentence, not a blank grid. Sentences
    in cells are wrapped, other cells stand in a grid.

    reader: the view whose scope their links keep, where that is not the one of the tables.
    """
    note(view, name, build, *choices)
    for table in build(view, *choices):
        st.header(literal(table.title), anchor=False)
        if table.frame.empty:
            st.text(table.note)
        elif table.wraps:
            write_table(table)
        else:
            draw_table(reader or view, table)
