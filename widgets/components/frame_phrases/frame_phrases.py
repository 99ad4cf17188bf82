"""The page frame's own words in the reader's language: Streamlit has no translation (#1353)."""

import orjson
import streamlit as st

from catalog.definitions import Words, phrases
from widgets.addresses import asset_address

# a loader like the board's: run from a blob: address, hence the document as base
_LOADER = f"""
const module = new URL("{asset_address("frame_phrases/phrases.js")}", document.baseURI).href
export default function (component) {{
  import(module).then((found) => found.default(component))
}}
"""

# as HTML names them: it decides on voice, glyphs and line breaks
LANG = {"zh": "zh-CN", "en": "en"}

_mount = st.components.v2.component("phrases", js=_LOADER, isolate_styles=False)


def speak(t: Words) -> None:
    """Translate what the frame says in English, now and as it appears, unless that is the language.

    The page's own language and the names of the switch are told in either case.
    """
    content = {"lang": LANG[t.language], "phrases": phrases(t.language)}
    _mount(key="phrases", data=orjson.dumps(content))
