"""The front door: `streamlit run dashboard.py` serves the pages, the assets and /healthz."""

import gc
import os
import sys

import streamlit as st

# Arrow takes memory from the C library, which gives large pieces back at once (free_memory.py); its
# own allocator keeps what a search read. It looks for this once, when it is imported
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

from catalog.typed_toml import Refusal

# new objects before the collector looks for those that refer to each other: after 700, as by
# default, it would walk through all that is being imported some dozen times
gc.set_threshold(50_000)

# seconds for which a thread that runs a page keeps the interpreter from the event loop, which waits
# that long at each step of answering who asks for figures: 5 ms by default; with 0.3 ms, handing it
# to and fro costs a twentieth of the page
sys.setswitchinterval(0.0005)

try:  # what is imported here reads the catalogue
    from content.public_detail import read_public_detail
    from server.headers import middleware
    from server.lifespan import lifespan
    from server.routes import routes
    from widgets.addresses import base_path, listening_address, site_address
    from widgets.frame.first_run import prepare_first_run
    from widgets.frame.kept_theme import keep_theme
    from widgets.frame.page_errors import report_error
    from widgets.frame.run_reports import take_reports_together
    from widgets.own_components import use_own_components_alone
    from widgets.published_tables import load_published
except Refusal as refusal:  # a faulty definition in data/catalog
    sys.exit(str(refusal))

use_own_components_alone()
keep_theme()
take_reports_together()
# a wrong setting ends the start, not a reader's page
detail = read_public_detail(listening_address())
app = st.App(
    "pages/frame.py",
    routes=routes(base_path(), detail, load_published),
    middleware=middleware(base_path(), listening_address()),
    lifespan=lifespan(site_address(), detail, base_path(), load_published, prepare_first_run),
    on_script_error=report_error,
)
