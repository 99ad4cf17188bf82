"""数据与方法: what is published, how healthy it is, definitions, methods, moves of judgement."""

import streamlit as st

from widgets.page import heading, show, tables
from widgets.shown import note
from widgets.specs import changes, data, health
from widgets.specs import methods as panel
from widgets.specs.page_tables import judged
from widgets.view import View


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
    for sentence in health.warnings(view):
        st.warning(sentence)
    st.text(health.version_line(view))
    parts = ("sources", "ledger", "problems", "falls", "reach", "publications")
    tables(view, "data", health, parts)


def definitions(view: View) -> None:
    """The clauses in full, how each indicator is computed, the statistics behind rates."""
    tables(view, "data", data, ("clauses", "indicators", "statistics"))
    st.text(data.statistics_sources(view))


def methods(view: View) -> None:
    """How a status comes about, and what published methods would say of the same numbers."""
    st.subheader(view.t("data.methods"), anchor=False)
    st.text(view.t("data.methods_text"))
    show(view, "methods", panel.specs)
    note(view, "judged", judged)
    for title, frame in panel.panel(view):
        if len(frame):
            st.subheader(title, anchor=False)
            st.table(frame, border="horizontal", hide_index=True, alt=title)


def judgements(view: View) -> None:
    """How the judgement changed from publication to publication, and why."""
    st.caption(view.t("changes.lead"))
    tables(view, "changes", changes, ("moves", "grid"))
