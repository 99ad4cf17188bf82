"""What a reader sees when a page fails: one sentence with the time, the rest in the log."""

import logging

import streamlit as st

from catalog.clock import now
from widgets.frame.language_switch import of_address, of_wall
from widgets.frame.page_frame import on_wall
from widgets.literal import literal

log = logging.getLogger(__name__)


def report_error(error: Exception) -> bool:
    """Log the failure in full and tell the reader; Streamlit then shows nothing of its own."""
    log.error("a page failed", exc_info=error)
    t = of_wall() if on_wall() else of_address()
    st.error(literal(t("app.page_failed", time=now().strftime("%H:%M:%S"))))
    return True
