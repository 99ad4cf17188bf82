"""The addresses at which the browser finds the server's files and pages."""

import socket

import streamlit as st

from charts import plotly_js


def base_path() -> str:
    """The path Streamlit is served at, "" or "/name", so that one setting moves everything."""
    name = st.get_option("server.baseUrlPath").strip("/")
    return f"/{name}" if name else ""


def listening_address() -> str:
    """The address or name the server listens at; all of the machine's where none is set."""
    return st.get_option("server.address") or "0.0.0.0"


def site_address() -> str:
    """Where a browser finds the pages, for the operator who has just started the server."""
    host = listening_address()
    if host in {"0.0.0.0", "::"}:
        host = socket.gethostname()
    if ":" in host:
        host = f"[{host}]"
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{host}:{st.get_option('server.port')}{base_path()}"


def below(path: str) -> str:
    """The address of a path of this server ("/healthz")."""
    return f"{base_path()}{path}"


def asset_address(file: str) -> str:
    """The address of a file of widgets/components ("board/board.js")."""
    return below(f"/assets/{file}")


def plotly_address() -> str:
    """The address of the installed package's plotly.js."""
    return asset_address(plotly_js.NAME)
