"""The controls of 情景推演 on 目标进展, all in the address, and its numbers as a file."""

import streamlit as st

from content.downloads.data_files import OUTLOOK
from content.downloads.rebuilding import DataFile
from content.guideline.outlook import (
    HORIZONS,
    MAX_ENTRIES,
    MAX_HOLD,
    Outlook,
    build_default,
)
from content.view import View
from widgets.components.downloads.page_download import offer_file
from widgets.controls.page_link import write_address
from widgets.literal import literal


def choose_outlook(view: View) -> Outlook:
    """Approvals a year, the year to carry on to, laboratories to have."""
    t, default = view.t, build_default(view)
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    entries = left.number_input(
        t("outlook.entries"),
        0,
        MAX_ENTRIES,
        default.entries,
        key="entries",
        bind="query-params",
    )
    years = {t("outlook.year", year=year): year for year in HORIZONS}
    with middle:
        horizon = st.segmented_control(
            t("outlook.horizon"),
            list(years),
            default=t("outlook.year", year=default.horizon),
            required=True,
            key="horizon",
            bind="query-params",
            format_func=literal,
        )
    hold = right.number_input(
        t("outlook.hold"), 0, MAX_HOLD, default.hold, key="hold", bind="query-params"
    )
    return Outlook(entries, years[horizon], hold)


def take_away(view: View, outlook: Outlook) -> None:
    """Both tables as a file, made when it is asked for."""
    file = DataFile(view, OUTLOOK, (outlook,), (write_address(),))
    offer_file(file, view.t("outlook.export"))
