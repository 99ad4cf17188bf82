"""Buttons that choose the laboratories of 进退管理 by where they stand, with their counts."""

import streamlit as st

from charts.theme import number
from content.lifecycle.careers import STANDINGS
from content.page_address import STANDING
from content.view import View
from widgets.bound_controls import is_drawn, write_control
from widgets.literal import literal

PAGE = "lab_page"


def draw_standings(view: View, counts: dict[str, int]) -> str:
    """Draw a button for all and for each standing; the one that the address names, "" for all."""
    chosen = st.query_params.get(STANDING, "")
    if chosen not in STANDINGS:
        chosen = ""
    for standing, count in counts.items():
        word = view.t(f"lifecycle.standing_{standing}" if standing else "lifecycle.standing_all")
        st.button(
            literal(view.t("lifecycle.standing_count", standing=word, count=number(count))),
            key=f"standing_{standing}",
            type="primary" if standing == chosen else "secondary",
            on_click=_choose,
            args=(standing,),
        )
    return chosen


def _choose(standing: str) -> None:
    """Put a standing into the address, and turn to the first page of it."""
    if standing:
        st.query_params[STANDING] = standing
    elif STANDING in st.query_params:
        del st.query_params[STANDING]
    if is_drawn(PAGE):
        write_control(PAGE, 1)
