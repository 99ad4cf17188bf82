"""The page frame's own words in the reader's language: Streamlit has no translation (#1353). With
them the search box, where a page has one: each component is a message of every click."""

import orjson
import streamlit as st

from catalog.definitions import Words, phrases
from widgets.addresses import asset_address
from widgets.components.search.search import describe_search_box

# a loader like the board's: run from a blob: address, hence the document as base
_LOADER = f"""
const address = (file) => new URL(file, document.baseURI).href
const phrases = address("{asset_address("frame_phrases/phrases.js")}")
const search = address("{asset_address("search/search.js")}")
const sheet = address("{asset_address("search/search.css")}")
export default function ({{ data, parentElement }}) {{
  const content = JSON.parse(new TextDecoder().decode(data))
  import(phrases).then((found) => found.default(content))
  if (!content.search) return
  import(search).then((found) => found.default(content.search, parentElement, sheet))
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
    content = {
        "lang": LANG[t.language],
        "phrases": phrases(t.language),
        "search": describe_search_box(t) if with_search else None,
    }
    _mount(key="phrases", data=orjson.dumps(content))
