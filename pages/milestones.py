"""目标进展: each clause in its own words, its judgement, its indicators over time and ahead."""

import streamlit as st

from content.guideline import milestones, policy, verdict
from content.tables import events
from content.view import View
from widgets.controls.clause_picker import choose_clause
from widgets.page import heading, show, tables
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    heading(view, "milestones")
    group, clause = choose_clause(view)
    if group == str(verdict.YEAR) and not clause:
        st.subheader(view.t("verdict.title"), anchor=False)
        st.caption(verdict.summary(view))
        tables(view, "verdict", verdict, ("facts", "corrections"))
    show(view, "milestones", milestones.build_parts, group, clause)
    st.subheader(view.t("milestones.method"), anchor=False)
    st.caption(view.t("milestones.method_text"))
    st.subheader(view.t("milestones.events"), anchor=False)
    st.caption(view.t("milestones.events_text"))
    note(view, "events", events)
    st.table(
        policy.events(view), border="horizontal", hide_index=True, alt=view.t("milestones.events")
    )
