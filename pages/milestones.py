"""目标进展: each clause in its own words, its judgement, its indicators over time and ahead."""

import streamlit as st

from content.chapters import OUTLOOK
from content.closing import verdict
from content.guideline import milestones, outlook
from content.tables import build_closing_tables, build_event_tables
from content.view import View
from widgets.briefing.addition import put_in_briefing
from widgets.controls.clause_picker import choose_clause
from widgets.controls.outlook_controls import choose_outlook, take_away
from widgets.literal import literal
from widgets.page import heading, show, tables, write_table
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    heading(view, "milestones")
    group, clause = choose_clause(view)
    if group == outlook.OUTLOOK:
        draw_outlook(view)
        return
    if group == str(verdict.CLOSING_YEAR) and not clause:
        st.header(view.t("verdict.title"), anchor=False)
        st.caption(literal(verdict.describe_closing(view)))
        tables(view, "verdict", build_closing_tables)
    show(view, "milestones", milestones.build_parts, group, clause)
    st.header(view.t("milestones.method"), anchor=False)
    st.caption(view.t("milestones.method_text"))
    note(view, "events", build_event_tables)
    for table in build_event_tables(view):
        st.header(literal(table.title), anchor=False)
        st.caption(literal(table.note))
        write_table(table)


def draw_outlook(view: View) -> None:
    """Laboratories ahead under approvals chosen here: a chart, two tables, a file."""
    if reason := outlook.find_lack(view):
        st.info(literal(reason))
        return
    st.info(literal(outlook.describe_assumptions(view)))
    choice = choose_outlook(view)
    show(view, "outlook", outlook.build_charts, choice)
    tables(view, "outlook_tables", outlook.build_outlook_tables, choice)
    with st.container(horizontal=True, vertical_alignment="center"):
        take_away(view, choice)
        put_in_briefing(view, OUTLOOK, outlook.write_state(choice))
