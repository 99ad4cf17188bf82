"""The control 导出本页: the page as shown, made into a file when somebody asks for it."""

import streamlit as st

from widgets.exports import keep
from widgets.front_door import below
from widgets.shown import Shown

FORMATS = ("pptx", "docx", "xlsx")


def offer(shown: Shown) -> None:
    """The control in the page's heading; none where the page says why there is nothing."""
    if not shown.parts or not shown.view.provinces:
        return
    key, t = keep(shown.briefing, shown.said()), shown.view.t
    with shown.place, st.popover(t("take.page")):
        for name in FORMATS:
            st.link_button(t(f"take.{name}"), below(f"/exports/{key}/{name}"))
