"""省份比较: two to four provinces side by side, the same rows and the same scale."""

import streamlit as st

from widgets.page import heading, show
from widgets.places import choose_several
from widgets.shown import note
from widgets.specs import compare, profile
from widgets.specs.page_tables import comparison
from widgets.specs.parts import beyond
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    top = st.container()
    codes = choose_several(view)
    with top:
        heading(profile.at(view, codes) if codes else view, "compare")
    whole = profile.at(view, ())
    if reason := beyond(whole) or ("" if codes else view.t("compare.choose_first")):
        st.info(reason)
        return
    note(whole, "comparison", comparison, codes)
    table = compare.comparison(whole, codes)
    st.table(table, border="horizontal", hide_index=True, alt=view.t("page.compare"))
    show(whole, "compare", compare.specs, codes)
    for sentence in (*profile.reasons(whole, codes), view.t("province.rank_note")):
        st.caption(sentence)
