"""The chart board: the one door through which figures reach the screen.

A component that keeps a page's figures by id and brings each up to date with Plotly.react, so that
a filter redraws what changed, once, without a blink (st.plotly_chart draws twice and remounts).
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import orjson
import streamlit as st

from content.cards import dumps
from widgets.addresses import plotly_address
from widgets.components.board.shared_parts import share_map_parts
from widgets.components.loader import loader

# What a figure must say of itself, by kind (board.js: KINDS); one without a kind is a chart.
_CHART = ["id", "title", "takeaway", "note", "source", "stamps", "alt", "span", "height", "empty"]
_CHART += ["data", "layout", "geometry", "table"]
_TILE = ["id", "title", "quote", "cited", "value", "unit", "label", "facts", "status", "shape"]
_TILE += ["sign", "tone", "others", "missing", "gaps", "spark", "open", "stamps"]
FIELDS = {
    "chart": _CHART,
    "tile": _TILE,
    "section": ["id", "title", "text", "span"],
    "legend": ["id", "title", "text", "items"],
    "tally": ["id", "title", "items", "note", "stamps"],
    "changes": ["id", "title", "url", "version", "since", "stamps", "close", "failed"],
}
# The words a board cannot do without. `locale`, Plotly's own dictionary and dates
# ({"dictionary": {...}, "format": {...}}), may be left out; without `download`, what the menu of a
# chart says and offers (widgets/download_menu.py), its charts have no such menu.
WORDS = ["table", "chart", "missing", "failed"]

# what a reader sees where a file of the board could not be had
_FAILED = """
    const { words } = JSON.parse(new TextDecoder().decode(component.data))
    component.parentElement.textContent = words.failed
"""

# isolate_styles=False: Plotly writes the style sheet of its hover labels and modebar into
# document.head, which does not reach into a shadow root; there the modebar falls apart.
_mount = st.components.v2.component("board", js=loader("board", _FAILED), isolate_styles=False)


def digest(*parts: bytes) -> str:
    return blake2b(b"".join(parts), digest_size=8).hexdigest()


def _check(figures: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> None:
    """Stop here, with a name, what would otherwise be a blank card in somebody's browser."""
    lacking = [f"words.{name}" for name in WORDS if not words.get(name)]
    for figure in figures:
        kind = figure.get("kind", "chart")
        if kind not in FIELDS:
            raise ValueError(f"the board knows no {kind}: {figure.get('id')}")
        lacking += [f"{figure.get('id')}.{name}" for name in FIELDS[kind] if name not in figure]
    if lacking:
        raise ValueError(f"the board lacks {', '.join(lacking)}")
    ids = [figure["id"] for figure in figures]
    if len(set(ids)) < len(ids):
        raise ValueError(f"a figure's id must be its own on the board: {ids}")


def encode(figures: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> bytes:
    """The board's payload: equal input gives equal bytes, NaN becomes null.

    Each figure goes with the digest of its JSON, by which the browser tells what has changed.
    """
    _check(figures, words)
    bodies = [dumps(share_map_parts(figure)) for figure in figures]
    phrases = dumps(words)
    payload = {
        "figures": [orjson.Fragment(body) for body in bodies],
        "digests": [digest(body, phrases) for body in bodies],
        "digest": digest(*bodies, phrases),
        "words": orjson.Fragment(phrases),
        "plotly": plotly_address(),
    }
    return orjson.dumps(payload)


def board(
    figures: Sequence[Mapping[str, Any]], key: str, words: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Show the figures and return the click of this run, {"figure": id, "key": …}, or None."""
    result = _mount(key=key, data=encode(figures, words), on_click_change=lambda: None)
    return result.click
