"""数据与方法: what is published, how healthy it is, definitions, methods, moves of judgement."""

import streamlit as st

from content.data import catalog_tables, publication_tables
from content.guideline import methods as panel
from content.tables import (
    build_definition_tables,
    build_history_tables,
    build_method_tables,
    build_state_tables,
)
from content.view import View
from widgets.controls.direction_steps import explain_directions
from widgets.literal import literal
from widgets.page import heading, show, tables, write_titled_tables
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
    st.header(view.t("data.methods"), anchor=False)
    st.text(view.t("data.methods_text"))
    st.text(view.t("data.chance_text"))
    show(view, "methods", panel.build_charts)
    note(view, "method_tables", build_method_tables)
    write_titled_tables(build_method_tables(view))
    explain_directions(view)


def judgements(view: View) -> None:
    """How the judgement changed from publication to publication, and why."""
    st.caption(view.t("changes.lead"))
    tables(view, "judgements", build_history_tables)


TABS = {"state": state, "definitions": definitions, "methods": methods, "judgements": judgements}
