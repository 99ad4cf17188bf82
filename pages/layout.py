"""布局均衡: where labs are and how evenly: map, time, weights, domains, distance."""

import streamlit as st

from content.chapters import CHAPTERS
from content.view import View
from widgets.controls import layout_tabs
from widgets.page import heading
from widgets.page_record import note

# by their address in the URL; each is drawn only while its tab is open
PARTS = ("place", "time", "curves", "domains", "space")
OF_ALL_YEARS = ("time",)


def draw(view: View) -> None:
    """The page."""
    heading(view, "layout")
    if not view.provinces:
        st.info(view.t("scope.conflict"))
        return
    then = layout_tabs.year_slider(view)
    tabs = st.tabs([view.t(f"layout.tab_{part}") for part in PARTS], key="tab", bind="query-params")
    for tab, part in zip(tabs, PARTS, strict=True):
        shown = view if part in OF_ALL_YEARS else then
        if tab.open:
            with tab:
                getattr(layout_tabs, part)(shown)
        else:  # not drawn, but in the page's file
            note(shown, part, CHAPTERS[f"layout_{part}"])
