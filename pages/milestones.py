"""目标进展: each clause in its own words, its judgement, its indicators over time and ahead."""

import streamlit as st

from widgets.choice import choose_clause
from widgets.page import heading, show
from widgets.specs import milestones, policy
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "milestones")
    group, clause = choose_clause(view)
    show(view, "milestones", milestones.specs, group, clause)
    st.subheader(view.t("milestones.method"), anchor=False)
    st.caption(view.t("milestones.method_text"))
    st.subheader(view.t("milestones.events"), anchor=False)
    st.caption(view.t("milestones.events_text"))
    st.table(policy.events(view), border="horizontal", hide_index=True,
             alt=view.t("milestones.events"))  # fmt: skip
