"""What only a browser shows: every page drawn, offline, in Chinese, from cold deep links."""

import json
import shutil
import urllib.error
import urllib.request

import pytest

from .conftest import SETTLE, serving

pytestmark = [pytest.mark.browser, pytest.mark.long]


def health(address: str) -> tuple[int, dict]:
    try:
        with urllib.request.urlopen(f"{address}/healthz") as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


@pytest.fixture(scope="module")
def cold_dashboard(sample_tables):
    """A dashboard of which each test is the first to ask for its page."""
    with serving(sample_tables) as address:
        yield address


# modules of ours that were not asked for by a link in the page's head
LATE_MODULES = """() => {
  const early = [...document.querySelectorAll("link[rel=modulepreload]")].map((link) => link.href)
  const classic = [...document.querySelectorAll("script:not([type=module])")].map(({ src }) => src)
  return performance.getEntriesByType("resource").map(({ name }) => name)
    .filter((name) => /\\/assets\\/(?!plotly).*\\.js$/.test(name))
    .filter((name) => !early.includes(name) && !classic.includes(name))
}"""
# every style sheet of ours in the page, those that others import too
SHEETS = """() => {
  const list = (sheet) => [sheet.href, ...[...sheet.cssRules]
    .filter((rule) => rule.styleSheet).flatMap((rule) => list(rule.styleSheet))]
  return [...document.styleSheets].filter(({ href }) => href?.includes("/assets/")).flatMap(list)
}"""


def test_a_cold_deep_link_is_right(cold_dashboard, cold_visit):
    """The very first request after a start carries its page, its frame and its filter."""
    page = cold_visit.open(f"{cold_dashboard}/layout?province=湖北&period=2023&period=2025")
    cold_visit.drawn()
    assert page.locator("h1").inner_text() == "布局均衡"
    assert page.get_by_text("范围：全部领域 · 湖北 · 2023—2025 年", exact=True).count() == 1
    assert page.locator("[data-testid=stSidebarNav]").count() == 1


def test_a_page_asks_early_for_our_modules_and_once_for_each_sheet(dashboard, visit):
    """None waits until the modules that import it have arrived."""
    for address, ready in (("standards", ".board[data-drawn]"), ("wall", ".wall[data-drawn]")):
        visit.page.goto(f"{dashboard}/{address}")
        visit.page.wait_for_selector(ready, timeout=30_000)
        assert visit.page.evaluate(LATE_MODULES) == []
        sheets = visit.page.evaluate(SHEETS)
        assert len(sheets) == len(set(sheets))


def test_drawings_fit_a_page_that_changed_while_they_were_drawn(dashboard, visit):
    """The boxes are measured before the first drawing, which waits for Plotly to arrive."""
    page, held = visit.page, []
    page.route("**/plotly*.js*", lambda route: held.append(route))
    page.goto(f"{dashboard}/standards")
    page.wait_for_selector(".board[aria-busy] .board-plot", state="attached", timeout=30_000)
    page.locator(".board-body[style*=height]").first.wait_for()
    visit.resize((1000, 800))
    for route in held:
        route.continue_()
    visit.drawn()
    page.wait_for_function("""() => [...document.querySelectorAll(".board-plot")]
      .every((plot) => plot.layout.width === plot.clientWidth)""")


def test_every_lab_is_reached_by_turning_pages_and_by_search(dashboard, visit):
    page = visit.open(f"{dashboard}/lifecycle")
    visit.rested()
    visit.drawn()
    card = page.locator("[data-figure=lifecycle_careers]")
    card.get_by_text("第 1—20 家，共 120 家").wait_for()
    page.get_by_role("button", name="第 6 页").click()
    card.get_by_text("第 101—120 家，共 120 家").wait_for()
    page.wait_for_url("**lab_page=6**")
    visit.rested()
    box = page.get_by_label("查找实验室")
    box.fill("主动退出")
    box.press("Enter")
    card.get_by_text("第 1—3 家，共 3 家").wait_for()
    assert visit.complaints == []


def test_filters_survive_a_change_of_page_and_a_reload(dashboard, visit):
    page = visit.open(f"{dashboard}/domains?domain=新材料&region=中部")
    visit.drawn()
    scope = "范围：新材料 · 中部 · 2022—2026 年"
    page.get_by_role("link", name="布局均衡", exact=True).click()
    page.wait_for_selector("[data-figure=layout_map]")
    visit.rested()
    assert page.get_by_text(scope, exact=True).count() == 1
    assert "domain=" in page.url and "region=" in page.url
    page.reload()
    visit.drawn()
    assert page.get_by_text(scope, exact=True).count() == 1


def test_a_filter_repaints_without_remounting(dashboard, visit):
    page = visit.open(f"{dashboard}/layout")
    visit.drawn()
    visit.rested()
    page.evaluate("document.querySelector('.board[data-drawn]').dataset.mine = 'kept'")
    before = page.locator(".board[data-drawn]").get_attribute("data-drawn")
    page.get_by_role("button", name="西部").click()
    page.wait_for_function(
        "old => document.querySelector('.board[data-drawn]').dataset.drawn !== old",
        arg=before,
        timeout=15_000,
    )
    assert page.locator(".board[data-drawn]").get_attribute("data-mine") == "kept"
    page.get_by_text("范围：全部领域 · 西部 · 2022—2026 年", exact=True).wait_for()


def test_the_map_agrees_with_the_table_beside_it(dashboard, sample, visit):
    """Hover texts of the map, the table of the card and the register say the same counts."""
    page = visit.open(f"{dashboard}/layout")
    visit.drawn()
    text = page.evaluate(
        """() => Object.fromEntries(
        document.querySelector('[data-figure=layout_map] .board-plot').data
          .filter(t => t.customdata && t.hovertemplate !== undefined || t.hovertext)
          .flatMap(t => [].concat(t.hovertext ?? [])[0] ? [[t.customdata[0],
             [].concat(t.hovertext)[0]]] : []))"""
    )
    page.locator("[data-figure=layout_map] .board-toggle").click()
    rows = page.locator("[data-figure=layout_map] table tbody tr")
    table = dict(rows.nth(i).locator("th,td").all_inner_texts() for i in range(rows.count()))
    assert len(table) == 31 and sum(map(int, table.values())) == 114
    assert "广东" in text["440000"] and f"{table['广东']} 家" in text["440000"]


def test_health_says_what_is_published(dashboard, sample):
    status, text = health(dashboard)
    assert status == 200
    assert text["status"] == "ok" and text["version"] == sample.version
    assert text["fictional"] is True and text["age_days"] >= 0 and text["as_of"] == "2026-10-29"


def test_without_tables_health_is_503_and_another_register_shows_without_the_mark_of_the_sample(
    other_tables, tmp_path, visit
):
    tables = tmp_path / "tables"
    tables.mkdir()
    with serving(tables) as address:
        assert health(address)[0] == 503
        page = visit.open(f"{address}/layout")
        page.get_by_text("还没有发布任何数据").first.wait_for()

        shutil.copytree(other_tables, tables, dirs_exist_ok=True)
        visit.open(f"{address}/layout")
        visit.drawn()
        text = page.locator("body").inner_text()
        assert "当前展示：另一份名单（不是国家质量标准实验室名单）" in text
        assert "数据过期" in text and "日期只精确到年" in text
        assert health(address)[0] == 200


# where the map of the scenarios has a point of 四川, in px of the window
SICHUAN = """() => {
  const plot = document.querySelector("[data-figure=siting_map] .board-plot")
  const { xaxis, yaxis } = plot._fullLayout, box = plot.getBoundingClientRect()
  const hit = plot.data.find((trace) => trace.meta?.code === "510000")
  return [box.x + xaxis._offset + xaxis.d2p(hit.x[3]), box.y + yaxis._offset + yaxis.d2p(hit.y[3])]
}"""


def test_a_scenario_opens_cold_from_its_link_and_follows_the_hand(
    cold_dashboard, cold_visit, visit
):
    """The link carries two scenarios; a click on the map adds a lab and the address follows."""
    query = "a=420000:2,湖北&b=650000-新材料-4&weight=常住人口"
    page = cold_visit.open(f"{cold_dashboard}/siting?{query}")
    cold_visit.drawn()
    page.wait_for_selector("[data-figure=siting_map] svg.main-svg")
    card = page.locator("[data-figure=siting_map]")
    assert "方案 A 增设 3 家" in card.inner_text() and "方案 B 增设 4 家" in card.inner_text()
    assert "推演" in card.locator(".board-stamps").inner_text()
    card.scroll_into_view_if_needed()
    page.evaluate(SETTLE)
    point = page.evaluate(SICHUAN)
    page.mouse.move(*point)
    page.wait_for_selector("[data-figure=siting_map] .hoverlayer text")
    page.mouse.click(*point)
    page.wait_for_url("**a=420000-3_510000-1**")
    assert "b=650000" in page.url and "weight=" in page.url
    page.get_by_text("四川 1 家", exact=True).wait_for()
    visit.open(page.url)
    visit.page.get_by_text("四川 1 家", exact=True).wait_for()
    assert cold_visit.complaints == visit.complaints == []


def test_a_scenario_leaves_as_a_marked_file(dashboard, visit):
    page = visit.open(f"{dashboard}/siting?a=420000-2")
    visit.drawn()
    with page.expect_download() as arriving:
        page.get_by_role("button", name="下载方案").click()
    file = arriving.value
    assert file.suggested_filename.startswith("推演_") and file.suggested_filename.endswith(".csv")
    with open(file.path(), encoding="utf-8-sig") as lines:
        text = lines.read()
    assert text.startswith("推演、演示数据")
    assert "方案 A,420000,湖北,,5,2,是" in text and "siting?a=420000-2" in text
