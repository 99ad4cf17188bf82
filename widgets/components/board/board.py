"""The chart board: the one door through which figures reach the screen.

A component that keeps a page's figures by id and brings each up to date with Plotly.react, so that
a filter redraws what changed, once, without a blink (st.plotly_chart draws twice and remounts).
"""

from typing import Any

import streamlit as st

from widgets.bound_controls import has_reported, is_drawn
from widgets.components.loader import loader
from widgets.session_values import keep_for_session

# what a reader sees where a file of the board could not be had
_FAILED = """
    const { words } = JSON.parse(new TextDecoder().decode(component.data))
    component.parentElement.textContent = words.failed
"""

# isolate_styles=False: Plotly writes the style sheet of its hover labels and modebar into
# document.head, which does not reach into a shadow root; there the modebar falls apart.
_mount = st.components.v2.component("board", js=loader("board", _FAILED), isolate_styles=False)


LACKING = "lacking"  # what the browser reports of a section that it could not have at its address


@keep_for_session
def _asks() -> dict[str, str]:
    """By board the address at which the session's browser asks for its sections."""
    return {}


def has_answer(key: str, ask: str) -> bool:
    """Whether the browser of a board has its section before its page has run, or can have it: a
    filter was chosen and nothing else. Otherwise the payload is whole, so that nothing waits for a
    second answer, and so it is when the browser reports that there was none.

    ask: where the browser has sections of this board for other filters; "" if nowhere.
    """
    is_same = is_drawn(key) and bool(ask) and _asks().get(key) == ask
    return is_same and not has_reported(key, LACKING)


def board(payload: bytes, key: str, ask: str) -> dict[str, Any] | None:
    """Show a payload (content/board/payload.py) and return the click of this run,
    {"figure": id, "key": …}, or None."""
    _asks()[key] = ask
    result = _mount(
        key=key, data=payload, on_click_change=lambda: None, on_lacking_change=lambda: None
    )
    return result.click
