"""进退管理: stock and flow, rectifications and their outcome, evaluations, exits by document."""

import streamlit as st

from widgets.page import heading, show
from widgets.specs import lifecycle
from widgets.view import View


def draw(view: View) -> None:
    """The page."""
    heading(view, "lifecycle")
    show(view, "lifecycle", lifecycle.specs)
    if not view.has("lab_events"):
        return
    st.subheader(view.t("lifecycle.exits"), anchor=False)
    gone = lifecycle.exits(view)
    if gone.empty:
        st.text(view.t("lifecycle.no_exits"))
    else:
        st.dataframe(gone, hide_index=True, alt=view.t("lifecycle.exits"))
