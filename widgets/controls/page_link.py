"""The address of the page that is drawn, to copy and to put into its files."""

from urllib.parse import urlencode

import streamlit as st


def write_address() -> str:
    """The address with filters and all choices, as the browser has it."""
    parts = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return f"{st.context.url or ''}?{urlencode(parts)}"
