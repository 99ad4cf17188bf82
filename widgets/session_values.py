"""What the server keeps for a session, asked of Streamlit once a run.

Its cache answers each question in the time that it takes to write a caption; a page asks eight.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

import streamlit as st

Value = TypeVar("Value")

# the values of the session that this thread runs a page for: Streamlit starts a thread for each run
_of_run: ContextVar[dict[Callable, Any]] = ContextVar("of_run")


@st.cache_resource(scope="session", show_spinner=False)
def _of_session() -> dict[Callable, Any]:
    """The values of this session by the functions that make them."""
    return {}


def keep_for_session(make: Callable[[], Value]) -> Callable[[], Value]:
    """The same function, which makes its value once for each session."""

    @wraps(make)
    def get() -> Value:
        values = _of_run.get(None)
        if values is None:
            values = _of_session()
            _of_run.set(values)
        if make not in values:
            values[make] = make()
        return values[make]

    return get
