"""实验室画像: all that the registers hold of one laboratory; without a number, a list of them."""

import streamlit as st

from content.chapters import LAB
from content.lab import peers, records, story
from content.lab.story import LAB_ID
from content.links import link_domain, link_province
from content.view import View
from widgets.briefing.addition import put_in_briefing
from widgets.controls.lab_tables import take_tables
from widgets.literal import literal
from widgets.page import heading, show, tables, write_table
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    lab_id = st.query_params.get(LAB_ID, "")
    name = records.name_lab(view, lab_id)
    if not name:
        choose(view, lab_id)
        return
    st.set_page_config(page_title=name)
    whole = records.widen(view)
    heading(whole, "lab")
    with st.container(key="lab_name"):
        st.header(literal(name), anchor=False)
    draw_facts(view, whole, lab_id)
    show(whole, "lab", story.build_charts, lab_id)
    tables(whole, "lab_records", story.build_record_tables, lab_id, reader=view)
    tables(whole, "lab_peers", story.build_peer_tables, lab_id, reader=view)
    st.caption(view.t("lab.problems_note"))
    put_in_briefing(whole, LAB, story.write_state(lab_id))
    take_tables(whole, lab_id)


def choose(view: View, lab_id: str) -> None:
    """The laboratories within the filters, each a link; an unknown number is named."""
    heading(view, "lab")
    if lab_id:
        st.warning(literal(view.t("lab.unknown", lab_id=lab_id)))
    st.info(view.t("lab.choose"))
    tables(view, "lab_list", peers.build_list)


def draw_facts(view: View, whole: View, lab_id: str) -> None:
    """Facts on the left; on the right where its names lead, and its place among its peers."""
    note(whole, "lab_facts", story.build_fact_tables, lab_id)
    facts, standing = story.build_fact_tables(whole, lab_id)
    lab = records.find_lab(view, lab_id)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        write_table(facts)
    with right:
        with st.container(horizontal=True):
            province, domain = view.names[lab["province"]], view.t.name(lab["domain"])
            st.link_button(literal(province), link_province(view, lab["province"]))
            st.link_button(literal(domain), link_domain(view, lab["domain"]))
        st.header(literal(standing.title), anchor=False)
        write_table(standing)
        st.caption(literal(standing.note))
