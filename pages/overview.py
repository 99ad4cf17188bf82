"""总览: every clause of the guideline at a glance, and what is new to the reader."""

import streamlit as st

from content.changes.strip import build_strip
from content.guideline import overview
from content.page_address import SINCE
from content.view import View
from widgets.page import heading, show


def draw(view: View) -> None:
    """The page."""
    heading(view, "overview")
    strip = build_strip(view, st.query_params.get(SINCE, ""))
    show(view, "overview", overview.build_cards, above=(strip,))
