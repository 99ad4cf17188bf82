"""数据与方法: what is published, how healthy it is, definitions, methods, moves of judgement."""

import streamlit as st

from content.data import catalog_tables, publication_tables
from content.guideline import methods as panel
from content.guideline import status_history
from content.tables import judged
from content.view import View
from widgets.page import heading, show, tables
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    t = view.t
    heading(view, "data")
    parts = (state, definitions, methods, judgements)
    for tab, part in zip(st.tabs([t(f"data.tab_{p.__name__}") for p in parts]), parts, strict=True):
        with tab:
            part(view)


def state(view: View) -> None:
    """Version, warnings, sources, ledger, problems, age, history."""
    for sentence in publication_tables.warnings(view):
        st.warning(sentence)
    st.text(publication_tables.version_line(view))
    parts = ("sources", "ledger", "problems", "falls", "reach", "publications")
    tables(view, "data", publication_tables, parts)


def definitions(view: View) -> None:
    """The clauses in full, how each indicator is computed, the statistics behind rates."""
    tables(view, "data", catalog_tables, ("clauses", "indicators", "statistics"))
    st.text(catalog_tables.statistics_sources(view))


def methods(view: View) -> None:
    """How a status comes about, and what published methods would say of the same numbers."""
    st.subheader(view.t("data.methods"), anchor=False)
    st.text(view.t("data.methods_text"))
    show(view, "methods", panel.build_charts)
    note(view, "judged", judged)
    for title, frame in panel.panel(view):
        if len(frame):
            st.subheader(title, anchor=False)
            st.table(frame, border="horizontal", hide_index=True, alt=title)


def judgements(view: View) -> None:
    """How the judgement changed from publication to publication, and why."""
    st.caption(view.t("changes.lead"))
    tables(view, "changes", status_history, ("moves", "grid"))
