"""What a page offers to take away, from the recipe of a file to the words of the menu."""

from collections.abc import Callable
from functools import partial
from secrets import token_hex

import streamlit as st

from briefings.exhibit import Briefing
from briefings.pictures import DRAWN_FORMATS
from catalog.definitions import Words
from charts.spec import ChartSpec
from content.cards import build_chart_card
from content.exports.from_spec import briefing_of, exhibit
from content.exports.registry import keep
from content.view import View
from widgets.addresses import below
from widgets.components.board.board import dumps

CHART_FORMATS = ("pptx", "xlsx", "csv", "png", "svg", "pdf")
# how to make a briefing, and all that its files depend on
Recipe = tuple[Callable[[], Briefing], bytes]


def build_card_and_recipe(spec: ChartSpec, view: View) -> tuple[dict, Recipe | None]:
    """A chart's card and the recipe of its files; an empty chart has none."""
    card = build_chart_card(spec, view)
    if spec.empty:
        return card, None
    return card, (partial(_alone, spec, view), dumps(card))


def keep_recipe(recipe: Recipe) -> str:
    """The key of a recipe, kept anew for the page that shows it now."""
    return keep(*recipe, current_reader())


@st.cache_resource(scope="session", show_spinner=False)
def current_reader() -> str:
    """A mark of the session that this page is drawn for, the same at each of its runs."""
    return token_hex(8)


def download_words(t: Words, formats: tuple[str, ...]) -> dict:
    """What the menu says and where it asks: formats as (name, what it is for, drawn or not)."""
    labels = {name: t(f"download.{name}") for name in ("button", "making", "offline", "own")}
    listed = [[name, t(f"format.{name}"), name in DRAWN_FORMATS] for name in formats]
    return {**labels, "formats": listed, "address": below("/exports"), "language": t.language}


def _alone(spec: ChartSpec, view: View) -> Briefing:
    return briefing_of(spec.title, view, (exhibit(spec, view),))
