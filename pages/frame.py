"""The frame of every page: navigation, filters, marks of the data. The script Streamlit runs."""

import streamlit as st

from pages import (
    breakthroughs,
    briefing,
    compare,
    data_and_methods,
    domains,
    layout,
    lifecycle,
    milestones,
    overview,
    province,
    siting,
    standards,
    wall,
)
from widgets.frame.address import is_unread, name_unknown, read_address
from widgets.frame.language_switch import language, of_address, of_wall
from widgets.frame.page_frame import ICON, bare, draw_page, logo, look, on_wall

SECTIONS = {
    "progress": (overview, milestones, domains, breakthroughs, standards, lifecycle),
    "layout": (layout, siting, province, compare),
    "data": (briefing, data_and_methods),
}

screen = on_wall()
unread = not screen and is_unread()
if screen:
    t = of_wall()
elif unread:  # the switch is a control too: it is drawn once the address has been read
    t = of_address()
else:
    t = language()
st.set_page_config(page_title=t("app.title"), page_icon=ICON, layout="wide")
st.logo(logo(t), size="large")


def entry(page, default: bool = False, visibility: str = "visible") -> st.Page:
    """A page in the navigation, under its own address; the default one stands at the root."""
    name = page.__name__.rsplit(".", 1)[-1]
    return st.Page(
        lambda: draw_page(framed, page, t),
        title=t(f"page.{name}"),
        default=default,
        url_path="home" if default else name,
        visibility=visibility,
    )


menu = {t(f"section.{name}"): [entry(page) for page in pages] for name, pages in SECTIONS.items()}
# the root shows the overview; its name is an address too, for links that spell it out
first = menu[t("section.progress")]
first[:1] = [entry(overview, default=True), entry(overview, visibility="hidden")]
menu[t("section.data")].append(
    st.Page(wall.draw, title=t("page.wall"), url_path="wall", visibility="hidden")
)
chosen = st.navigation(menu, expanded=True, position="hidden" if screen else "sidebar")
if screen:
    framed = bare(t)
else:
    name = chosen.url_path or "overview"
    if unread:
        read_address(name, t)
        language()
    name_unknown(name, t)
    framed = look(t)
chosen.run()
