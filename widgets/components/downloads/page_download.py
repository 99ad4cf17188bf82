"""The control 导出本页: the page as shown, made into a file when somebody asks for it."""

import orjson
import streamlit as st

from catalog.definitions import Words
from content.downloads.offers import offer_page, write_download_words
from content.downloads.rebuilding import DataFile
from content.exports.registry import WRITTEN
from widgets.addresses import asset_address, base_path
from widgets.download_menu import keep_file, keep_offers
from widgets.page_record import PageRecord

FORMATS = ("pptx", "docx", "xlsx", "pdf")

# a loader like the board's: run from a blob: address, hence the document as base
_LOADER = f"""
const module = new URL("{asset_address("downloads/page_download.js")}", document.baseURI).href
const sheet = new URL("{asset_address("downloads/page_download.css")}", document.baseURI).href
export default function (component) {{
  import(module).then((found) => found.default(component, sheet))
}}
"""

_mount = st.components.v2.component("take", js=_LOADER, isolate_styles=False)


def offer(record: PageRecord) -> None:
    """The control in the page's heading; none where the page says why there is nothing."""
    if record.place is None or not record.sections or not record.view.provinces:
        return
    t, page = record.view.t, offer_page(record.file())
    keep_offers([page])
    with record.place:
        control(page.address, FORMATS, t("take.page"), t)


def offer_file(file: DataFile, label: str, name: str = "", hint: str = "") -> None:
    """A button for a file of its own.

    name: of the control where a page has several such files; hint: its tool tip.
    """
    name = f"take_{name or file.name}"
    control(keep_file(file), (WRITTEN,), label, file.view.t, name, hint)


def control(
    key: str,
    formats: tuple[str, ...],
    label: str,
    t: Words,
    name: str = "take_menu",
    hint: str = "",
) -> None:
    """A menu of the formats in which what is kept can be had; of a single one only its button.

    name: of the control on its page; hint: its tool tip.
    """
    words = {**write_download_words(t, formats, base_path()), "button": label, "hint": hint}
    _mount(
        key=name,
        data=orjson.dumps({"key": key, "words": words}),
        width="content",
        height="content",
    )
