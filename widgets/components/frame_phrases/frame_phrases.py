"""The page frame's own words in the reader's language: Streamlit has no translation (#1353). With
them the search box and the copy button of a page: each component is a message of every click."""

import orjson
import streamlit as st

from catalog.definitions import Words, phrases
from widgets.addresses import asset_address
from widgets.components.address_bar.address_bar import describe_copy_button
from widgets.components.search.search import describe_search_box

# a loader like the board's: run from a blob: address, hence the document as base
_LOADER = f"""
const address = (file) => new URL(file, document.baseURI).href
const phrases = address("{asset_address("frame_phrases/phrases.js")}")
const search = address("{asset_address("search/search.js")}")
const searchSheet = address("{asset_address("search/search.css")}")
const bar = address("{asset_address("address_bar/address_bar.js")}")
const barSheet = address("{asset_address("address_bar/address_bar.css")}")
export default function ({{ data, parentElement }}) {{
  const content = JSON.parse(new TextDecoder().decode(data))
  import(phrases).then((found) => found.default(content))
  if (content.search)
    import(search).then((found) => found.default(content.search, parentElement, searchSheet))
  if (content.copy)
    import(bar).then((found) => found.default(content.copy, parentElement, barSheet))
}}
"""

# as HTML names them: it decides on voice, glyphs and line breaks
LANG = {"zh": "zh-CN", "en": "en"}

_mount = st.components.v2.component("phrases", js=_LOADER, isolate_styles=False)


def speak(t: Words, with_search: bool) -> None:
    """Translate what the frame says in English, now and as it appears, unless that is the language.

    The page's own language and the names of the switch are told in either case. with_search: draw
    the search box, which stands above the navigation wherever this is called.
    """
    search = describe_search_box(t) if with_search else None
    _mount(key="phrases", data=_write(t, search=search))


def speak_and_draw_copy_button(t: Words) -> None:
    """The same with the search box and, where this is called, the button that copies an address."""
    search, copy = describe_search_box(t), describe_copy_button(t)
    data = _write(t, search=search, copy=copy)
    _mount(key="address_bar", data=data, width="content", height="content")


def _write(t: Words, **parts: dict | None) -> bytes:
    return orjson.dumps({"lang": LANG[t.language], "phrases": phrases(t.language), **parts})
