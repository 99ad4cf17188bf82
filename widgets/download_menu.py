"""What a page offers to take away, from the recipe of a file to the words of the menu."""

from dataclasses import dataclass
from secrets import token_hex

import streamlit as st

from briefings.pictures import DRAWN_FORMATS
from catalog.definitions import Words
from charts.spec import ChartSpec
from content.cards import build_chart_card, dumps
from content.downloads.rebuilding import ChartFile, DrawnSection, ExportFile
from content.exports.registry import keep
from widgets.addresses import below

CHART_FORMATS = ("pptx", "xlsx", "csv", "png", "svg", "pdf")


@dataclass(frozen=True)
class Offer:
    """A file to take away, and what it is known by: kept with the card of a chart, so that a run
    of the page that draws it again need not write its address anew."""

    file: ExportFile
    signature: bytes
    query: str


def build_card_and_offer(spec: ChartSpec, section: DrawnSection) -> tuple[dict, Offer | None]:
    """A chart's card and its file; an empty chart has none."""
    card = build_chart_card(spec, section.view)
    if spec.empty:
        return card, None
    file = ChartFile(spec, section)
    return card, Offer(file, dumps(card), file.query())


def keep_file(file: ExportFile) -> str:
    """The address of a file below /exports, kept for the page that shows it now."""
    return keep_offer(Offer(file, file.signature(), file.query()))


def keep_offer(offer: Offer) -> str:
    """The address of an offer below /exports, kept anew for the page that shows it now.

    With a query any process makes the same file from the address; without one, only this process
    while it remembers the page.
    """
    key = keep(offer.file.make, offer.signature, current_reader())
    return f"{key}?{offer.query}" if offer.query else key


@st.cache_resource(scope="session", show_spinner=False)
def current_reader() -> str:
    """A mark of the session that this page is drawn for, the same at each of its runs."""
    return token_hex(8)


def download_words(t: Words, formats: tuple[str, ...]) -> dict:
    """What the menu says and where it asks: formats as (name, what it is for, drawn or not)."""
    labels = {name: t(f"download.{name}") for name in ("button", "making", "offline", "own")}
    listed = [[name, t(f"format.{name}"), name in DRAWN_FORMATS] for name in formats]
    return {**labels, "formats": listed, "address": below("/exports"), "language": t.language}
