"""The front door: `streamlit run dashboard.py` serves the pages, the assets and /healthz."""

import streamlit as st

from widgets.faults import said
from widgets.front_door import middleware
from widgets.lifespan import lifespan
from widgets.routes import routes

app = st.App(
    "pages/frame.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=said,
)
