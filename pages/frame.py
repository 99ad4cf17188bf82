"""The frame of every page: navigation, filters, marks of the data. The script Streamlit runs."""

from functools import partial
from types import ModuleType

import streamlit as st

from catalog.definitions import Words
from catalog.wall_files import is_wall_only
from content.links import HOME
from pages import (
    breakthroughs,
    briefing,
    compare,
    data_and_methods,
    domains,
    how_to_read,
    lab,
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
from widgets.frame.page_frame import (
    ICON,
    Menu,
    bare,
    draw_framed,
    frame_page,
    keep_menu,
    logo,
    on_wall,
)
from widgets.frame.run_slots import run_slot

# each page by its address, in the order of the navigation
SECTIONS = {
    "progress": {
        "overview": overview,
        "milestones": milestones,
        "domains": domains,
        "breakthroughs": breakthroughs,
        "standards": standards,
        "lifecycle": lifecycle,
    },
    "layout": {"layout": layout, "siting": siting, "province": province, "compare": compare},
    "data": {
        "briefing": briefing,
        "data_and_methods": data_and_methods,
        "how_to_read": how_to_read,
    },
}

SIDEBAR_PX = 248  # the longest name of a page in either language


def entry(
    name: str, page: ModuleType, t: Words, default: bool = False, visibility: str = "visible"
) -> st.Page:
    """A page in the navigation, under its own address; the default one stands at the root."""
    return st.Page(
        lambda: draw_framed(page, t),
        title=t(f"page.{name}"),
        default=default,
        url_path="home" if default else name,
        visibility=visibility,
    )


def list_pages(t: Words) -> Menu:
    """The navigation: every page in its section; the wall alone where the server shows no other."""
    wall_page = st.Page(wall.draw, title=t("page.wall"), url_path="wall", visibility="hidden")
    if is_wall_only():  # at the root too, hence at every other address
        return {"": [st.Page(wall.draw, default=True, url_path="home"), wall_page]}
    menu = {
        t(f"section.{section}"): [
            entry(name, page, t, default=name == HOME) for name, page in pages.items()
        ]
        for section, pages in SECTIONS.items()
    }
    menu[t("section.data")] += [entry("lab", lab, t, visibility="hidden"), wall_page]
    return menu


with run_slot():
    # before any control: Streamlit takes the menu's width when it is first drawn and never again
    st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state=SIDEBAR_PX)
    screen = is_wall_only() or on_wall()
    unread = not screen and is_unread()
    if screen:
        t = of_wall()
    elif unread:  # the switch is a control too: it is drawn once the address has been read
        t = of_address()
    else:
        t = language()
    st.logo(logo(t), size="large")
    menu = list_pages(t) if screen else keep_menu(t, partial(list_pages, t))
    chosen = st.navigation(menu, expanded=True, position="hidden" if screen else "sidebar")
    st.set_page_config(page_title=t("app.page_title", page=chosen.title))
    if screen:
        bare(t)
    else:
        name = chosen.url_path or HOME
        if unread:
            read_address(name, t)
            language()
        name_unknown(name, t)
        frame_page(t)
    chosen.run()
