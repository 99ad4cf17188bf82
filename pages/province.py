"""省份画像: one province's labs, domains, results, rates and ranks, beside its neighbours."""

import streamlit as st

from content.builders import beyond
from content.provinces import profile, province
from content.tables import profile_table, province_labs
from content.view import View
from widgets.controls.province_picker import choose_one
from widgets.page import heading, show
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    top = st.container()
    code = choose_one(view)
    with top:
        heading(profile.at(view, (code,)) if code else view, "province")
    whole = profile.at(view, ())
    if reason := beyond(whole) or ("" if code else view.t("province.choose_first")):
        st.info(reason)
        return
    note(whole, "profile", profile_table, code)
    left, right = st.columns([3, 2])
    with left:
        table = profile.profile_table(whole, code)
        st.table(table, border="horizontal", hide_index=True, alt=view.t("page.province"))
    with right:
        for sentence in profile.domain_words(whole, code):
            st.text(sentence)
        for sentence in (*profile.reasons(whole, (code,)), view.t("province.rank_note")):
            st.caption(sentence)
    show(whole, "province", province.build_charts, code)
    st.subheader(view.t("province.labs"), anchor=False)
    note(whole, "labs", province_labs, code)
    found = province.labs(whole, code)
    if found.empty:
        st.text(view.t("province.no_lab_here", name=view.names[code]))
    else:
        st.dataframe(found, hide_index=True, alt=view.t("province.labs"))
