"""How a direction comes about, step by step, for the indicator that the reader picks."""

import streamlit as st

from content.guideline.direction_steps import list_explained
from content.tables import build_direction_tables
from content.view import View
from widgets.literal import literal
from widgets.page import write_titled_tables
from widgets.page_record import note


def explain_directions(view: View) -> None:
    """The method in words, the choice of the indicator and the tables of its steps."""
    st.header(view.t("direction_step.heading"), anchor=False)
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
    write_titled_tables(build_direction_tables(view, name))
