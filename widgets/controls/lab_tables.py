"""The tables of a laboratory's page to take away, a button each."""

from functools import partial

import streamlit as st

from content.lab.table_files import list_files, make_file, name_file
from content.view import View
from widgets.literal import literal


def take_tables(view: View, lab_id: str) -> None:
    """A button for each table that has rows; its file is made when somebody asks for it."""
    st.header(view.t("lab.take"), anchor=False)
    with st.container(horizontal=True):
        for table in list_files(view, lab_id):
            st.download_button(
                literal(table.title),
                partial(make_file, view, lab_id, table),
                name_file(view, lab_id, table),
                "text/csv",
                on_click="ignore",
                key=f"{table.id}_csv",
            )
