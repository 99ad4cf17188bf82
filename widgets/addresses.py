"""The addresses at which the browser finds the server's files and pages."""

import streamlit as st

from charts import plotly_js


def base_path() -> str:
    """The path Streamlit is served at, "" or "/name", so that one setting moves everything."""
    name = st.get_option("server.baseUrlPath").strip("/")
    return f"/{name}" if name else ""


def below(path: str) -> str:
    """The address of a path of this server ("/healthz")."""
    return f"{base_path()}{path}"


def asset_address(file: str) -> str:
    """The address of a file of widgets/components ("board/board.js")."""
    return below(f"/assets/{file}")


def plotly_address() -> str:
    """The address of the installed package's plotly.js."""
    return asset_address(plotly_js.NAME)
