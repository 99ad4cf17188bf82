"""布局均衡: where labs are and how evenly: map, time, weights, domains, distance."""

import streamlit as st

from content.chapters import CHAPTERS
from content.view import View
from widgets.controls import layout_tabs
from widgets.controls.conflict_remedies import draw_conflict
from widgets.page import heading
from widgets.page_record import note

# by their address in the URL; each is drawn only while its tab is open
TABS = {
    "place": layout_tabs.place,
    "time": layout_tabs.time,
    "curves": layout_tabs.curves,
    "domains": layout_tabs.domains,
    "space": layout_tabs.space,
}
OF_ALL_YEARS = ("time",)


def draw(view: View) -> None:
    """The page."""
    heading(view, "layout")
    if not view.provinces:
        draw_conflict(view, "layout")
        return
    until_year = layout_tabs.year_slider(view)
    tabs = st.tabs([view.t(f"layout.tab_{name}") for name in TABS], key="tab", bind="query-params")
    for tab, (name, draw_tab) in zip(tabs, TABS.items(), strict=True):
        tab_view = view if name in OF_ALL_YEARS else until_year
        if tab.open:
            with tab:
                draw_tab(tab_view)
        else:  # not drawn, but in the page's file
            note(tab_view, f"tab_{name}", CHAPTERS[f"layout_{name}"])
