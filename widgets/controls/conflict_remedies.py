"""Filters that exclude each other: the sentence that says so, and what to leave out as buttons."""

import streamlit as st

from content.view import View
from widgets.bound_controls import write_control
from widgets.literal import literal

MAX_NAMED = 4  # regions or provinces on a button; more are counted


def draw_conflict(view: View, page: str) -> None:
    """No chosen province lies in a chosen region: either the regions go or the provinces."""
    regions = view.t.names_of(list(view.scope.regions))
    provinces = [view.names[code] for code in view.scope.provinces]
    st.info(literal(view.t("scope.conflict")))
    with st.container(horizontal=True, gap="small"):
        for control, names in (("region", regions), ("province", provinces)):
            st.button(
                literal(_name_remedy(view, names)),
                key=f"drop_{control}_{page}",
                on_click=write_control,
                args=(control, []),
            )


def _name_remedy(view: View, names: list[str]) -> str:
    if len(names) > MAX_NAMED:
        return view.t("scope.drop_provinces", count=len(names))
    return view.t("scope.drop", name=view.t.join(names))
