"""The chart board: the one door through which figures reach the screen.

A component that keeps a page's figures by id and brings each up to date with Plotly.react, so that
a filter redraws what changed, once, without a blink (st.plotly_chart draws twice and remounts).
"""

from typing import Any

import streamlit as st

from widgets.components.loader import loader

# what a reader sees where a file of the board could not be had
_FAILED = """
    const { words } = JSON.parse(new TextDecoder().decode(component.data))
    component.parentElement.textContent = words.failed
"""

# isolate_styles=False: Plotly writes the style sheet of its hover labels and modebar into
# document.head, which does not reach into a shadow root; there the modebar falls apart.
_mount = st.components.v2.component("board", js=loader("board", _FAILED), isolate_styles=False)


def board(payload: bytes, key: str) -> dict[str, Any] | None:
    """Show a payload (content/board/payload.py) and return the click of this run,
    {"figure": id, "key": …}, or None."""
    result = _mount(key=key, data=payload, on_click_change=lambda: None)
    return result.click
