"""What a page offers to take away, from the recipe of a file to the words of the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from secrets import token_hex

import streamlit as st

from briefings.exhibit import Briefing
from briefings.pictures import DRAWN_FORMATS
from catalog.definitions import Words
from charts.spec import ChartSpec
from content.cards import build_chart_card, dumps
from content.exports.rebuilding import build_chart_file, write_recipe
from content.exports.registry import keep
from content.view import View
from widgets.addresses import below

CHART_FORMATS = ("pptx", "xlsx", "csv", "png", "svg", "pdf")


@dataclass(frozen=True)
class Recipe:
    """How to make a briefing, and all that its files depend on.

    query: what an address says beside the key so that another process makes the same, "" where
    only this one can.
    """

    make_briefing: Callable[[], Briefing]
    signature: bytes
    query: str = ""


def build_card_and_recipe(
    spec: ChartSpec, view: View, chapter: str = ""
) -> tuple[dict, Recipe | None]:
    """A chart's card and the recipe of its files; an empty chart has none.

    chapter: where the chart stands, "" where it stands in none.
    """
    card = build_chart_card(spec, view)
    if spec.empty:
        return card, None
    query = write_recipe(view, chapter, spec.id) if chapter else ""
    return card, Recipe(partial(build_chart_file, spec, view), dumps(card), query)


def keep_recipe(recipe: Recipe) -> str:
    """The address of a recipe below /exports, kept anew for the page that shows it now."""
    key = keep(recipe.make_briefing, recipe.signature, current_reader())
    return f"{key}?{recipe.query}" if recipe.query else key


@st.cache_resource(scope="session", show_spinner=False)
def current_reader() -> str:
    """A mark of the session that this page is drawn for, the same at each of its runs."""
    return token_hex(8)


def download_words(t: Words, formats: tuple[str, ...]) -> dict:
    """What the menu says and where it asks: formats as (name, what it is for, drawn or not)."""
    labels = {name: t(f"download.{name}") for name in ("button", "making", "offline", "own")}
    listed = [[name, t(f"format.{name}"), name in DRAWN_FORMATS] for name in formats]
    return {**labels, "formats": listed, "address": below("/exports"), "language": t.language}
