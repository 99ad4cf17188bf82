"""The door from a number to the rows behind it: a dialog with search and a file to take away."""

from functools import partial
from hashlib import blake2b

import pandas as pd
import streamlit as st

from briefings.csv_table import csv_file
from content.guideline import evidence_rows
from content.view import View
from widgets.literal import literal

KEY = "evidence"  # what the click on a card's button reports (card.js)
MOST_SHOWN = 1000
ROWS_IN_SIGHT = 9  # more are scrolled to


def open_evidence(view: View, title: str, indicators: list[str]) -> None:
    """Open the rows behind one of some indicators, within the view's scope and period."""
    st.dialog(literal(view.t("evidence.title", name=title)), width="large")(_chosen)(
        view, indicators
    )


def _chosen(view: View, indicators: list[str]) -> None:
    names = {view.catalog.indicators[name].name: name for name in indicators}
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = st.pills(
            view.t("evidence.which"),
            list(names),
            default=chosen,
            required=True,
            label_visibility="collapsed",
            format_func=literal,
        )
    _content(view, names[chosen])


def _content(view: View, indicator: str) -> None:
    t, table = view.t, evidence_rows.build_rows(view, indicator)
    st.text(evidence_rows.sentence(view, indicator))
    st.caption(literal(view.scope_words))
    if table.frame.empty:
        st.info(t("evidence.nothing"))
        return
    search = st.text_input(t("evidence.search"), key=f"evidence_{indicator}").strip()
    matches = matching(table.printed, search)
    if search:
        st.text(t("evidence.found", count=f"{len(matches):,}"))
    if len(matches) > MOST_SHOWN:
        st.text(t("evidence.shown", count=f"{MOST_SHOWN:,}"))
    height = 360 if len(matches) > ROWS_IN_SIGHT else "content"
    st.dataframe(
        matches.head(MOST_SHOWN),
        hide_index=True,
        height=height,
        placeholder=t("map.no_data"),
        alt=evidence_rows.sentence(view, indicator),
    )
    st.download_button(
        literal(t("evidence.download", count=f"{len(matches):,}")),
        partial(file, view, indicator, search),
        file_name(view, indicator, search),
        "text/csv",
        on_click="ignore",
        key=f"evidence_file_{indicator}",
    )
    origin = view.provenance
    stamps = "".join(t("joint.stamp", stamp=stamp) for stamp in origin.marks)
    line = t("data_line.line", source=origin.source, as_of=origin.as_of, version=origin.version)
    st.caption(literal(stamps + line))


def matching(table: pd.DataFrame, search: str) -> pd.DataFrame:
    """Rows with the text in any cell, letter case aside; all of them for no text."""
    if not search:
        return table
    inside = pd.Series(False, index=table.index)
    for column in table:
        cells = table[column].astype(object).where(table[column].notna(), "").astype(str)
        inside |= cells.str.contains(search, case=False, regex=False)
    return table[inside]


def file(view: View, indicator: str, search: str) -> bytes:
    """The rows found as CSV, the stamps of their origin above them."""
    t, origin = view.t, view.provenance
    definition = view.catalog.indicators[indicator]
    stamps = [
        *origin.marks,
        t("evidence.stamp_indicator", name=definition.name, unit=definition.unit),
        t("evidence.stamp_formula", formula=definition.formula),
        t("evidence.stamp_count", sentence=evidence_rows.sentence(view, indicator)),
        origin.scope,
        t("data_line.line", source=origin.source, as_of=origin.as_of, version=origin.version),
    ]
    if search:
        stamps.append(t("evidence.stamp_search", search=search))
    return csv_file(matching(evidence_rows.build_rows(view, indicator).printed, search), stamps)


def file_name(view: View, indicator: str, search: str) -> str:
    """Title, as-of and a mark of version, scope and search, so that no two files share a name."""
    state = repr((view.published.version, view.scope, search)).encode()
    mark = blake2b(state, digest_size=4).hexdigest()
    name = view.catalog.indicators[indicator].name
    return view.t("evidence.file", name=name, as_of=view.provenance.as_of, mark=mark)
