"""The frame of every page: navigation, filters, marks of the data. The script Streamlit runs."""

from pathlib import Path

import streamlit as st

from loaders.catalog import catalog, words
from loaders.clock import today
from loaders.published import NothingPublished
from pages import (
    breakthroughs,
    data_and_methods,
    domains,
    layout,
    milestones,
    overview,
    standards,
)
from widgets.filters import draw_filters
from widgets.notices import data_line, nothing_published, notices
from widgets.tables import published
from widgets.view import View

SECTIONS = {
    "progress": (overview, milestones, domains, breakthroughs, standards),
    "layout": (layout,),
    "data": (data_and_methods,),
}
ICON = Path(__file__).parent.parent / "widgets" / "assets" / "icon.svg"
# Streamlit has no setting for the side margins, which take a tenth of a small screen
NARROW_MARGINS = """<style>
[data-testid=stMainBlockContainer]{padding-left:2rem;padding-right:2rem;max-width:2400px}
</style>"""

t = words()
st.set_page_config(page_title=t("app.title"), page_icon=str(ICON), layout="wide")
st.html(NARROW_MARGINS)


def look() -> tuple[View, str] | str:
    """The view of this run and what is wrong with the newest data, or why there is none.

    The filters are drawn here, outside the pages, so that a change of page keeps them.
    """
    try:
        found, fault = published()
    except NothingPublished as why:
        return str(why)
    with st.sidebar:
        scope = draw_filters(found, catalog(), t)
    return View(found, catalog(), scope, t, today()), fault


def entry(page, seen: tuple[View, str] | str) -> st.Page:
    """A page in the navigation, under its own address and the marks of its data."""

    def draw() -> None:
        if isinstance(seen, str):
            nothing_published(t, seen)
            return
        notices(*seen)
        page.draw(seen[0])
        data_line(seen[0])

    name = page.__name__.rsplit(".", 1)[-1]
    return st.Page(draw, title=t(f"page.{name}"), url_path=name, default=page is overview)


seen = look()
st.navigation(
    {t(f"section.{name}"): [entry(p, seen) for p in pages] for name, pages in SECTIONS.items()},
    expanded=True,
).run()
