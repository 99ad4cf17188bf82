"""怎样看: what signs, marks and counts mean, how to begin, and where the method is explained."""

import streamlit as st

from content.data import how_to_read
from content.lab.records import widen
from content.links import link_page
from content.view import View
from widgets.literal import literal
from widgets.page import heading, show


def draw(view: View) -> None:
    """The page: the same whatever the filters; its links keep them."""
    t = view.t
    heading(view, "how_to_read", files=False)
    show(widen(view), "how_to_read", how_to_read.build_cards)
    st.header(t("how_to_read.methods"), anchor=False)
    st.text(t("how_to_read.methods_lead"))
    with st.container(horizontal=True):
        for page in ("overview", "milestones", "data_and_methods"):
            st.link_button(literal(t(f"page.{page}")), link_page(view, page))
