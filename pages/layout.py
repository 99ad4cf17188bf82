"""布局均衡: the province map, ranking, rates against industry and population, balance."""

import streamlit as st

from widgets.page import heading, show
from widgets.specs import layout
from widgets.view import View

MEASURES = ("count", "industry", "population")


def draw(view: View) -> None:
    """The page."""
    heading(view, "layout")
    words = {view.t(f"layout.measure_{name}"): name for name in MEASURES}
    chosen = st.segmented_control(
        view.t("filter.measure"), list(words), default=next(iter(words)), required=True,
        key="measure", bind="query-params",
    )  # fmt: skip
    show(view, "layout", layout.specs, words[chosen])
