"""What a reader must know of the data before and after any chart."""

from collections.abc import Iterator

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalog.definitions import Words
from content.view import View
from widgets.literal import literal, literal_lines


def show_nothing_published(t: Words, reason: str) -> None:
    """Nothing to show: say so and what to do."""
    st.title(t("app.title"), anchor=False)
    st.info(literal(t("app.nothing_published", reason=reason)))
    st.text(t("app.nothing_published_help"))


def notices(view: View, fault: str) -> DeltaGenerator:
    """演示数据, a register of another programme, data past their update period, a fault; the place
    for what turns out to be wrong while the page is drawn."""
    place = st.container(key="notices", horizontal=True, gap="xsmall")
    with place:
        for weight, sentence in _marks(view, fault):
            if weight == "error":
                st.error(literal(sentence))
            elif weight == "warning":
                st.warning(literal(sentence))
            else:
                st.info(literal(sentence))
    return place


def _marks(view: View, fault: str) -> Iterator[tuple[str, str]]:
    """Each mark that is due: the kind of its box and its sentence."""
    t, manifest = view.t, view.published.manifest
    if fault:
        yield "error", t("app.last_good", reason=fault)
    if manifest["fictional"]:
        yield "warning", t("app.fictional_banner")
    if manifest["title"]:
        key = "app.other_register" if manifest["note"] else "app.other_register_plain"
        yield "info", t(key, title=manifest["title"], note=manifest["note"])
    if (days := view.stale_days("labs")) is not None:
        period = view.catalog.registers["labs"].update_period_days
        yield "warning", t("data_line.stale", days=days, period=period)


def data_line(view: View) -> None:
    """Source, as-of and version under every page."""
    origin = view.provenance
    line = view.t(
        "data_line.line", source=origin.source, as_of=origin.as_of, version=origin.version
    )
    if view.year_precision:
        line += view.t("joint.sentences") + view.t("data_line.year_precision")
    # laid out by the style sheet (frame.css): each element is a message of every click
    with st.container(key="data_line"):
        st.caption(literal_lines(f"{line}\n{view.t('app.no_list')}"))
