"""The strip above the map: choose a province, read its figures, take its filter to other pages."""

from urllib.parse import urlencode

import streamlit as st

from content.layout.province_facts import Facts, facts
from content.name_links import split_at_names
from content.view import View
from widgets.addresses import below
from widgets.linked_table import draw_table
from widgets.literal import literal, literal_parts, literal_rows

PLACE = "place"  # in the URL
LINKED = ("layout", "domains", "breakthroughs", "standards", "lifecycle")


def province_strip(view: View, clicked: dict | None) -> None:
    """The strip for the province just clicked, else the one in the URL, else all in scope."""
    code = _read_choice(view, clicked)
    card = facts(view, code)
    whole = view.t("scope.whole_country" if view.nationwide else "layout.card_whole")
    names, values, ranks = zip(*card.figures, strict=True)
    # one element: each of st.metric would cost every click as much as a chart's words
    st.markdown(literal_rows(names, values, [rank or whole for rank in ranks]))
    _labs(view, card)
    _links(view, code)
    lines = view.t("joint.sentences").join(card.lines)
    st.caption(literal_parts(split_at_names(view, lines)))


def _read_choice(view: View, clicked: dict | None) -> str:
    """Code of the chosen province, "" for all; kept in the URL so that it can be sent on."""
    names = {view.names[code]: code for code in view.provinces}
    place = _place(view, clicked)
    if place not in names:  # a click on a year, say, chooses no province
        place = st.query_params.get(PLACE, "")
    options = ["", *names]
    picked = st.selectbox(
        view.t("layout.place"),
        options,
        index=options.index(place) if place in names else 0,
        format_func=lambda name: name or view.t("layout.all_places"),
    )
    if picked:
        st.query_params[PLACE] = picked
    elif PLACE in st.query_params:
        del st.query_params[PLACE]
    return names.get(picked, "")


def _place(view: View, clicked: dict | None) -> str:
    """Name of the province that a click on the map (by code) or on a bar (by name) means."""
    key = str(clicked["key"]) if clicked else ""
    return view.names.get(key, key)


def _labs(view: View, card: Facts) -> None:
    """The list of laboratories behind a button; sent when it is opened, not with every click."""
    button = view.t("layout.card_list", count=len(card.labs.frame))
    shelf = st.popover(literal(button), width="stretch", key="labs_of_place", on_change="rerun")
    if not shelf.open:
        return
    with shelf:
        if card.labs.frame.empty:
            st.text(view.t("layout.card_none"))
        else:
            draw_table(view, card.labs, width=720)


def _links(view: View, code: str) -> None:
    """Pages with this province as their filter and the rest of the scope unchanged, in a new tab.

    A link within the session would not reach the filters: once drawn they keep what they say.
    """
    if not code:
        return
    scope = view.scope
    chosen = {
        "province": view.names[code],
        "domain": scope.domains,
        "period": (scope.start, scope.end),
    }
    with st.popover(view.t("layout.card_filter"), width="stretch"):
        for page in LINKED:
            address = below(f"/{page}?{urlencode(chosen, doseq=True)}")
            st.link_button(view.t(f"page.{page}"), address, type="tertiary")
