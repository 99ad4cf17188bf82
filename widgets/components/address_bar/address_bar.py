"""The control 复制链接; with it each choice of the reader becomes an entry of the history."""

import orjson
import streamlit as st

from catalog.definitions import Words
from widgets.addresses import asset_address

# a loader like the board's: run from a blob: address, hence the document as base
_LOADER = f"""
const module = new URL("{asset_address("address_bar/address_bar.js")}", document.baseURI).href
const sheet = new URL("{asset_address("address_bar/address_bar.css")}", document.baseURI).href
export default function (component) {{
  import(module).then((found) => found.default(component, sheet))
}}
"""
WORDS = ("copy", "copied", "copy_yourself")

_mount = st.components.v2.component("address_bar", js=_LOADER, isolate_styles=False)


def draw_copy_button(t: Words) -> None:
    """A button that copies the address of this view; the browser does it, no page runs for it."""
    words = {name: t(f"filter.{name}") for name in WORDS}
    _mount(key="address_bar", data=orjson.dumps(words), width="content", height="content")
