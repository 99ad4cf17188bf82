"""数据与方法: where the data come from, what loading did, how each indicator is computed."""

import streamlit as st

from widgets.page import heading
from widgets.specs import data
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    t = view.t
    heading(view, "data")
    st.subheader(t("data.version"), anchor=False)
    st.text(data.version_line(view))
    for title, frame in (
        ("data.sources", data.sources(view)),
        ("data.ledger", data.ledger(view)),
        ("data.problems", data.problems(view)),
        ("data.reach", data.reach(view)),
        ("data.indicators", data.indicators(view)),
        ("data.statistics", data.statistics(view)),
    ):
        st.subheader(t(title), anchor=False)
        st.dataframe(frame, hide_index=True, alt=t(title))
    st.text(data.statistics_sources(view))
    st.subheader(t("data.methods"), anchor=False)
    st.text(t("data.methods_text"))
