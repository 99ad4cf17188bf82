"""目标进展: each clause in its own words, its judgement, its indicators over time and ahead."""

import streamlit as st

from content.guideline import milestones, verdict
from content.tables import build_closing_tables, build_event_tables
from content.view import View
from widgets.controls.clause_picker import choose_clause
from widgets.literal import literal, literal_table
from widgets.page import heading, show, tables
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    heading(view, "milestones")
    group, clause = choose_clause(view)
    if group == str(verdict.CLOSING_YEAR) and not clause:
        st.subheader(view.t("verdict.title"), anchor=False)
        st.caption(literal(verdict.describe_closing(view)))
        tables(view, "verdict", build_closing_tables)
    show(view, "milestones", milestones.build_parts, group, clause)
    st.subheader(view.t("milestones.method"), anchor=False)
    st.caption(view.t("milestones.method_text"))
    note(view, "events", build_event_tables)
    for table in build_event_tables(view):
        st.subheader(literal(table.title), anchor=False)
        st.caption(literal(table.note))
        st.table(
            literal_table(table.printed), border="horizontal", hide_index=True, alt=table.title
        )
