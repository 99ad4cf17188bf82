"""How every page comes up: calmly, all at once, on the ground of its theme."""

from pathlib import Path

import pytest

from .conftest import SETTLE

pytestmark = pytest.mark.browser
PAGES = sorted(
    path.stem
    for path in (Path(__file__).parent.parent.parent / "pages").glob("*.py")
    if path.stem not in ("__init__", "frame")
)
MAX_EMPTY_SHARE = 0.25  # of a card's height
MAX_SHIFT = 0.1  # of the layout, cumulated: what web.dev calls good
# with what else is needed to fill the page
CHOICES = {"province": "?of=湖北", "compare": "?with=湖北&with=湖南"}
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
# stands for a drawing fills its card by itself
EMPTY_SHARES = """() => [...document.querySelectorAll(".board-card")]
  .filter((card) => card.querySelector(".board-plot .main-svg"))
  .map((card) => {
    const { bottom, height } = card.getBoundingClientRect()
    const { bottom: top } = card.querySelector(".board-plot").getBoundingClientRect()
    const foot = card.querySelector(".board-foot").getBoundingClientRect().height
    return (bottom - top - foot) / height
  })"""
SOURCE_LINES = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
  .filter((node) => !node.children.length && node.textContent.startsWith("来源：")
    && node.getClientRects().length).length"""


def test_pages_come_up_calmly_name_their_source_once_and_leave_no_half_card_empty(
    dashboard, cold_visit
):
    page, moved, half, sources = cold_visit.page, {}, {}, {}
    for name in PAGES:
        page.goto(f"{dashboard}/{name}{CHOICES.get(name, '')}", wait_until="commit")
        page.wait_for_selector(".wall" if name == "wall" else "h1", timeout=30_000)
        page.wait_for_function("() => !document.querySelector('.board[aria-busy]')")
        assert page.evaluate(READING) is None
        moved[name] = page.evaluate(SHIFTS)
        if name != "wall":
            page.evaluate(SETTLE)
            half[name] = max(page.evaluate(EMPTY_SHARES), default=0)
            sources[name] = page.evaluate(SOURCE_LINES)
    assert {name: shift for name, shift in moved.items() if shift > MAX_SHIFT} == {}
    assert {name: share for name, share in half.items() if share > MAX_EMPTY_SHARE} == {}
    assert sources == dict.fromkeys(sources, 1)
    # the word and the ground are there before Streamlit's own script
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


# by how much the tables of sentences are wider than their room
OVERHANG = """() => [...document.querySelectorAll("[data-testid=stTable] table")]
  .map((table) => table.scrollWidth - table.closest("[data-testid=stTable]").clientWidth)
  .filter((width) => width > 1)"""


def test_tables_of_sentences_are_wrapped_in_both_languages(dashboard, visit):
    for language, heading, tab in (
        ("zh", "对照内部参考值", "指标与基础数据"),
        ("en", "Against the internal reference", "Indicators and statistics"),
    ):
        page = visit.open(f"{dashboard}/milestones?lang={language}")
        page.get_by_role("columnheader", name=heading, exact=True).wait_for(timeout=30_000)
        assert page.evaluate(OVERHANG) == []
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
