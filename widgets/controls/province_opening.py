"""All provinces to pick from, where 省份画像 or 省份比较 has none to show yet."""

import streamlit as st

from content.items import Table
from content.provinces import opening
from content.view import View
from widgets.components.register_table.register_table import current_order, register_table
from widgets.literal import literal


def pick_profile(view: View) -> None:
    """The provinces with their figures; a name opens its profile."""
    st.info(view.t("province.choose_first"))
    table = opening.build_opening(view, current_order())
    _draw_table(view, table, opening.list_profile_links(view, table), "province.opening_note")


def pick_comparison(view: View, codes: tuple[str, ...]) -> None:
    """What is still to choose, or to drop; the provinces, whose names add them to the choice."""
    st.info(literal(opening.explain_comparison(view, codes)))
    with st.container(horizontal=True, gap="small"):
        for label, address in opening.list_drops(view, codes):
            st.link_button(literal(label), address)
    chosen = codes if len(codes) < opening.MAX_PROVINCES else ()
    table = opening.build_opening(view, current_order())
    links = opening.list_comparison_links(view, table, chosen)
    _draw_table(view, table, links, "compare.opening_note")


def _draw_table(view: View, table: Table, links: list[str], note: str) -> None:
    t = view.t
    stamps = [t("joint.stamp", stamp=stamp) for stamp in view.provenance.marks]
    st.caption(literal("".join([*stamps, t(note)])))
    words = {"missing": t("map.no_data"), "failed": t("board.failed")}
    register_table(table, {"name": links}, words, "province_opening")
