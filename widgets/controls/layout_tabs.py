"""The parts of 布局均衡 behind its tabs: controls, boards and tables."""

import streamlit as st

from content.layout import distance, location_quotients, lorenz, map_and_ranking, over_time
from content.layout.weights import at_year
from content.tables import build_moran_tables, build_weight_tables
from content.view import View
from loaders.geography.boundary_refusal import read_refusal
from widgets.controls.province_strip import province_strip
from widgets.literal import literal, literal_lines
from widgets.page import show, write_table
from widgets.page_record import note


def year_slider(view: View) -> View:
    """The view as of the year chosen for maps and tables; the period's last unless chosen."""
    years = list(view.years)
    if len(years) == 1:
        return view
    # its label beside it (frame.css)
    year = st.select_slider(
        view.t("layout.year"), years, years[-1], key="year", bind="query-params"
    )
    return at_year(view, year)


def place(view: View) -> None:
    """Map, ranking and rates, with the strip of the province that was clicked."""
    boundaries(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choices = _choices(view)
    # laid out by the style sheet (frame.css): each column of st.columns is a message of every click
    strip = st.container(border=True, key="place_strip")
    clicked = show(view, "layout", map_and_ranking.build_charts, *choices)
    with strip:
        province_strip(view, clicked)
    if origin(view):
        st.caption(literal(view.t("map.file", file=origin(view)["file"])))


def _choices(view: View) -> tuple[str, str, str]:
    """The measure of the map, the domain of its quotient, and whether labs are points."""
    t = view.t
    words = {t(f"layout.measure_{name}"): name for name in map_and_ranking.MEASURES}
    measure = words[
        st.segmented_control(
            t("filter.measure"),
            list(words),
            default=next(iter(words)),
            required=True,
            key="measure",
            bind="query-params",
            format_func=literal,
        )
    ]
    domain = ""
    if measure == "quotient":
        domain = st.selectbox(
            t("layout.quotient_domain"),
            view.domains,
            key="quotient",
            bind="query-params",
            width=200,
            format_func=t.name,
        )
    # off at first: hundreds of points double what every filter sends to the browser
    dots = st.toggle(t("layout.dots"), key="dots", bind="query-params")
    return measure, domain, "points" if dots else ""


def boundaries(view: View) -> None:
    """What must be known of the outlines: a file refused since, a number that is not theirs."""
    t, refused = view.t, read_refusal(view.published.folder.parent)
    if refused:
        reasons = "\n".join(refused["reasons"])
        st.error(literal_lines(t("map.refused", file=refused["file"], reasons=reasons)))
    if origin(view).get("packaged") and view.map_caption != t("map.caption"):
        st.warning(t("map.number_of_another"))


def origin(view: View) -> dict:
    """Where this version's outlines come from; nothing where it is older than that note."""
    return view.published.manifest.get("boundaries", {})


def time(view: View) -> None:
    """Indices year after year; the whole period, whatever year the slider shows."""
    show(view, "layout_time", over_time.build_charts)


def curves(view: View) -> None:
    """Lorenz curves and the three weights side by side."""
    show(view, "layout_curves", lorenz.build_charts)
    note(view, "side_by_side", build_weight_tables)
    table = lorenz.build_side_by_side(view)
    st.header(literal(table.title), anchor=False)
    write_table(table)
    st.text(lorenz.describe_concentration(view))
    st.caption(view.t("layout.side_note"))


def domains(view: View) -> None:
    """Location quotients."""
    show(view, "layout_domains", location_quotients.build_charts)


def space(view: View) -> None:
    """Distance to the nearest lab and likeness of neighbours."""
    show(view, "layout_space", distance.build_charts)
    note(view, "likeness", build_moran_tables)
    table = distance.build_moran(view)
    st.header(literal(table.title), anchor=False)
    if table.frame.empty:
        st.text(table.note)
        return
    write_table(table)
    st.caption(literal(table.note))
