"""The front door: `streamlit run dashboard.py` serves the pages, the assets and /healthz."""

import streamlit as st

from server.assets_and_headers import middleware
from server.lifespan import lifespan
from server.routes import routes
from widgets.frame.page_errors import said

app = st.App(
    "pages/frame.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=said,
)
