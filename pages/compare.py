"""省份比较: two to four provinces side by side, the same rows and the same scale."""

import streamlit as st

from content.builders import beyond
from content.links import link_province
from content.provinces import compare, profile
from content.tables import build_comparison_tables
from content.view import View
from widgets.controls.province_opening import pick_comparison
from widgets.controls.province_picker import choose_several
from widgets.literal import literal
from widgets.page import heading, show, write_table
from widgets.page_record import note


def draw(view: View) -> None:
    """The page."""
    top = st.container()
    codes = choose_several(view)
    enough = compare.MIN_PROVINCES <= len(codes) <= compare.MAX_PROVINCES
    with top:
        headed = profile.narrow_to(view, codes) if enough else view
        heading(headed, "compare")
    whole = profile.narrow_to(view, ())
    if reason := beyond(whole):
        st.info(literal(reason))
        return
    if not enough:
        pick_comparison(view, codes)
        return
    note(whole, "comparison", build_comparison_tables, codes)
    for table in build_comparison_tables(whole, codes):
        write_table(table, {code: link_province(view, code) for code in codes})
    show(whole, "compare", compare.build_charts, codes, headed=headed)
    for sentence in (*profile.explain_gaps(whole, codes), view.t("province.rank_note")):
        st.caption(literal(sentence))
