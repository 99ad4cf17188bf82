"""布局推演: labs added in thought, one by one or by hand; never mixed with published data."""

import streamlit as st

from content.builders import beyond
from content.siting import proposal, scenario_tables, scenarios
from content.siting.trial import Trial
from content.tables import build_scenario_tables, build_step_tables
from content.view import View
from widgets.controls import scenario_editor
from widgets.controls.conflict_remedies import draw_conflict
from widgets.controls.proposal_controls import choose, take_buttons
from widgets.linked_table import draw_table
from widgets.literal import literal
from widgets.page import heading, show, write_table
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    heading(view, "siting")
    if not view.provinces:
        draw_conflict(view, "siting")
        return
    if reason := beyond(view):
        st.info(literal(reason))
        return
    st.info(view.t("siting.banner"))
    trial = choose(view)
    propose(view, trial)
    compare(view, trial)


def propose(view: View, trial: Trial) -> None:
    """The proposal step by step, as a table and as a line."""
    st.header(view.t("siting.proposal"), anchor=False)
    note(view, "steps", build_step_tables, trial)
    left, right = st.columns([2, 3])
    with left:
        table = proposal.build_steps(view, trial)
        if len(table.frame):
            draw_table(view, table)
        take_buttons(view, trial)
    with right:
        show(view, "siting_steps", proposal.build_steps_chart, trial)


def compare(view: View, trial: Trial) -> None:
    """Two scenarios placed by hand, against today, on one map, and as a file."""
    edited = scenario_editor.choose_scenario(view)
    trial, faults = scenario_editor.read_scenarios(view, trial._replace(edited=edited))
    for sentence in scenario_tables.warnings(view, trial, faults):
        st.warning(literal(sentence))
    left, right = st.columns([2, 3])
    with left:
        scenario_editor.panel(view, trial)
    with right:
        note(view, "scenarios", build_scenario_tables, trial)
        table = scenario_tables.build_comparison(view, trial)
        write_table(table)
    scenario_editor.add_lab_at_click(
        view, trial, show(view, "siting", scenarios.build_charts, trial)
    )
    scenario_editor.take_away(view, trial)
