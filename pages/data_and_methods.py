"""数据与方法: what is published, how healthy it is, definitions, methods, moves of judgement."""

import streamlit as st

from content.data import catalog_tables, publication_tables
from content.guideline import methods as panel
from content.guideline.direction_steps import list_explained
from content.items import Table
from content.tables import (
    build_definition_tables,
    build_direction_tables,
    build_history_tables,
    build_method_tables,
    build_state_tables,
)
from content.view import View
from widgets.literal import literal, literal_table
from widgets.page import heading, show, tables
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    t = view.t
    heading(view, "data")
    tabs = st.tabs([t(f"data.tab_{name}") for name in TABS])
    for tab, draw_tab in zip(tabs, TABS.values(), strict=True):
        with tab:
            draw_tab(view)


def state(view: View) -> None:
    """Version, warnings, sources, ledger, problems, age, history."""
    for sentence in publication_tables.list_warnings(view):
        st.warning(literal(sentence))
    st.text(publication_tables.describe_version(view))
    tables(view, "state", build_state_tables)


def definitions(view: View) -> None:
    """The clauses in full, how each indicator is computed, the statistics behind rates."""
    tables(view, "definitions", build_definition_tables)
    st.text(catalog_tables.list_statistics_sources(view))


def methods(view: View) -> None:
    """How a status comes about, and what published methods would say of the same numbers."""
    st.subheader(view.t("data.methods"), anchor=False)
    st.text(view.t("data.methods_text"))
    st.text(view.t("data.chance_text"))
    show(view, "methods", panel.build_charts)
    note(view, "method_tables", build_method_tables)
    write_tables(build_method_tables(view))
    directions(view)


def directions(view: View) -> None:
    """How a direction comes about, step by step for the indicator that the reader picks."""
    st.subheader(view.t("direction_step.heading"), anchor=False)
    st.text(view.t("direction_step.text"))
    st.text(view.t("direction_step.false_flags"))
    name = st.selectbox(
        view.t("direction_step.choose"),
        list(list_explained(view)),
        key="toward",
        bind="query-params",
        format_func=literal,
    )
    note(view, "directions", build_direction_tables, name)
    write_tables(build_direction_tables(view, name))


def write_tables(parts: list[Table]) -> None:
    """Tables whose cells need room for sentences."""
    for table in parts:
        if len(table.frame):
            st.subheader(literal(table.title), anchor=False)
            st.table(
                literal_table(table.printed), border="horizontal", hide_index=True, alt=table.title
            )
            if table.note:
                st.caption(literal(table.note))


def judgements(view: View) -> None:
    """How the judgement changed from publication to publication, and why."""
    st.caption(view.t("changes.lead"))
    tables(view, "judgements", build_history_tables)


TABS = {"state": state, "definitions": definitions, "methods": methods, "judgements": judgements}
