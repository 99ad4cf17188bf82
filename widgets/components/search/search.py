"""The search box of every page: the browser asks the server for results, no page runs for it."""

import orjson
import streamlit as st

from catalog.definitions import Words
from content.scope_url import PARAMETERS
from content.search.answer import ADDRESS, GROUP, MAX_QUERY_LETTERS, QUERY
from widgets.addresses import asset_address, below

# a loader like the board's: run from a blob: address, hence the document as base
_LOADER = f"""
const module = new URL("{asset_address("search/search.js")}", document.baseURI).href
const sheet = new URL("{asset_address("search/search.css")}", document.baseURI).href
export default function (component) {{
  import(module).then((found) => found.default(component, sheet))
}}
"""
WORDS = ("label", "placeholder", "key", "all", "list", "back", "results", "failed", "waiting")

_mount = st.components.v2.component("search", js=_LOADER, isolate_styles=False)


def draw_search(t: Words) -> None:
    """The box; it stands above the navigation wherever this is called."""
    content = {
        "url": below(ADDRESS),
        "language": t.language,
        "query": QUERY,
        "group": GROUP,
        "kept": list(PARAMETERS),
        "most": MAX_QUERY_LETTERS,
        "words": {name: t(f"search.{name}") for name in WORDS},
    }
    _mount(key="search_box", data=orjson.dumps(content))
