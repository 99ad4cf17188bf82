"""布局推演: labs added in thought, one by one or by hand; never mixed with published data."""

import streamlit as st

from widgets import placing
from widgets.page import heading, show
from widgets.shown import note
from widgets.siting import choose, take_buttons
from widgets.specs import scenario_tables, scenarios, siting
from widgets.specs.page_tables import scenario_table, steps_table
from widgets.specs.parts import beyond
from widgets.specs.trial import Trial
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "siting")
    if reason := beyond(view):
        st.info(reason)
        return
    st.info(view.t("siting.banner"))
    trial = choose(view)
    propose(view, trial)
    compare(view, trial)


def propose(view: View, trial: Trial) -> None:
    """The proposal step by step, as a table and as a line."""
    st.subheader(view.t("siting.proposal"), anchor=False)
    note(view, "steps", steps_table, trial)
    left, right = st.columns([2, 3])
    with left:
        table = siting.steps_table(view, trial)
        if len(table):
            st.dataframe(table, hide_index=True, alt=view.t("siting.steps_table"))
        take_buttons(view, trial)
    with right:
        show(view, "siting_steps", siting.steps_chart, trial)


def compare(view: View, trial: Trial) -> None:
    """Two scenarios placed by hand, against today, on one map, and as a file."""
    t, edited = view.t, placing.choose_edited(view)
    trial, faults = placing.placed(view, trial._replace(edited=edited))
    for sentence in scenario_tables.warnings(view, trial, faults):
        st.warning(sentence)
    left, right = st.columns([2, 3])
    with left:
        placing.panel(view, trial)
    with right:
        note(view, "scenarios", scenario_table, trial)
        table = scenario_tables.comparison(view, trial)
        st.table(table, border="horizontal", hide_index=True, alt=t("siting.comparison"))
    placing.clicked(view, trial, show(view, "siting", scenarios.specs, trial))
    placing.take_away(view, trial)
