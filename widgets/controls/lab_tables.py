"""The tables of a laboratory's page to take away, a button each."""

import streamlit as st

from content.downloads.data_files import LAB_TABLE
from content.downloads.rebuilding import DataFile
from content.lab.table_files import list_files
from content.view import View
from widgets.components.downloads.page_download import offer_file


def take_tables(view: View, lab_id: str) -> None:
    """A button for each table that has rows; its file is made when somebody asks for it."""
    with st.container(key="lab_take"):  # not on paper, where nobody takes them
        st.header(view.t("lab.take"), anchor=False)
        with st.container(horizontal=True):
            for table in list_files(view, lab_id):
                file = DataFile(view, LAB_TABLE, (lab_id, table.id))
                offer_file(file, table.title, f"{table.id}_csv")
