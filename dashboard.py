"""The front door: `streamlit run dashboard.py` serves the pages, the assets and /healthz."""

import streamlit as st

from server.headers import middleware
from server.lifespan import lifespan
from server.routes import routes
from widgets.addresses import base_path
from widgets.frame.page_errors import report_error

app = st.App(
    "pages/frame.py",
    routes=routes(base_path()),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=report_error,
)
