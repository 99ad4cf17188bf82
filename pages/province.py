"""省份画像: one province's labs, domains, results, rates and ranks, beside its neighbours."""

import streamlit as st

from content.builders import beyond
from content.provinces import profile, province
from content.tables import build_lab_tables, build_profile_tables
from content.view import View
from widgets.controls.province_opening import pick_profile
from widgets.controls.province_picker import choose_one
from widgets.literal import literal
from widgets.page import heading, show, tables, write_sentence, write_table
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    top = st.container()
    code = choose_one(view)
    with top:
        headed = profile.narrow_to(view, (code,)) if code else view
        heading(headed, "province")
    whole = profile.narrow_to(view, ())
    if reason := beyond(whole):
        st.info(literal(reason))
        return
    if not code:
        pick_profile(view)
        return
    note(whole, "profile", build_profile_tables, code)
    left, right = st.columns([3, 2])
    with left:
        for table in build_profile_tables(whole, code):
            write_table(table)
    with right:
        for sentence in profile.describe_domains(whole, code):
            write_sentence(view, sentence)
        for sentence in (*profile.explain_gaps(whole, (code,)), view.t("province.rank_note")):
            st.caption(literal(sentence))
    show(whole, "province", province.build_charts, code, headed=headed)
    tables(whole, "labs", build_lab_tables, code)
    if view.detail_words:
        st.caption(literal(view.detail_words))
