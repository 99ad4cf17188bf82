"""Pages and wall in engines of Chromium 94, 105 and 110, and the sentence where one is older."""

import re

import pytest

from server.index_page import ENGINE_FLOOR
from tests.loaders.endurance.extent import FULL

from .conftest import SETTLE, Visit, open_context
from .engines import age

pytestmark = [pytest.mark.browser, pytest.mark.endurance]
SCREEN = (1920, 1080)
PAGES = ("/", "/layout", "/wall?scenes=goals&motion=off")
# the oldest lacks all that the others lack, and opens every page; the others, but for
# `make endurance`, the one that must fit its screen
VERSIONS = {ENGINE_FLOOR: PAGES, 105: PAGES if FULL else ("/",), 110: PAGES if FULL else ("/",)}
DRAWN = ".board[data-drawn]:not([aria-busy]), .wall[data-drawn]"

# what the rules for old engines are for: one screen of tiles, and a heading inside the window
MEASURES = """() => {
  const main = document.querySelector("[data-testid=stMain]")
  const parts = [".st-key-heading [data-testid=stText]", ".st-key-take_menu", ".wall-foot"]
  const edges = parts.map((part) => document.querySelector(part)?.getBoundingClientRect().right)
  return {
    height: main.clientHeight,
    beyond: main.scrollHeight - main.clientHeight,
    aside: main.scrollWidth - main.clientWidth,
    edge: Math.max(...edges.filter(Boolean)),
    dialogs: document.querySelectorAll("[role=dialog]").length,
  }
}"""


def test_pages_and_wall_stand_in_old_engines_as_in_new_ones(chromium, dashboard):
    for version, pages in VERSIONS.items():
        visit = Visit(open_context(chromium), SCREEN)
        page = visit.page
        age(page, version)
        for path in pages:
            page.goto(f"{dashboard}{path}")
            page.wait_for_selector(DRAWN, timeout=30_000)
            page.evaluate(SETTLE)
            measures = page.evaluate(MEASURES)
            place = f"{path} in {version}: {measures}"
            assert page.evaluate("() => typeof AbortSignal.any") == "undefined"
            assert visit.complaints == [], place
            assert measures["height"] == SCREEN[1] and measures["aside"] == 0, place
            assert measures["edge"] <= SCREEN[0] and measures["dialogs"] == 0, place
            if path == "/":
                assert measures["beyond"] == 0, place
        visit.context.close()


def test_an_engine_below_the_floor_says_what_is_needed(chromium, dashboard):
    """It reads neither our script nor Streamlit's: both are a syntax error here."""
    for language, sentence in (("zh", "内核太旧"), ("en", "too old")):
        visit = Visit(open_context(chromium))
        unread = re.compile(r"old_engines/supply\.js$|/static/js/.*\.js$")
        visit.page.route(
            unread,
            lambda route: route.fulfill(body="class A { static {", content_type="text/javascript"),
        )
        visit.page.goto(f"{dashboard}/?lang={language}")
        notice = visit.page.locator(".page-notice")
        notice.wait_for()
        assert sentence in notice.inner_text()
        assert f"Chromium {ENGINE_FLOOR} " in notice.inner_text()
        visit.context.close()
