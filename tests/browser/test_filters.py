"""The row of filters in a real browser: where it stands, what Back undoes, what a copy holds."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser
LOWEST_PX = 200  # the row's lower edge on a laptop, its filters chosen or not
LAPTOPS = ((1280, 800), (1366, 768))


def wait_for_scope(visit, words: str) -> None:
    visit.page.get_by_text(words).first.wait_for()
    visit.rested()
    visit.page.wait_for_function("() => !document.querySelector('.board[aria-busy]')")


def test_the_row_is_in_sight_and_back_undoes_each_choice(dashboard, visit):
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(f"{dashboard}/standards")
    visit.drawn()
    visit.rested()
    row = page.locator(".st-key-filters")
    heights = {row.bounding_box()["height"]}
    page.get_by_role("button", name="西部").click()
    wait_for_scope(visit, "· 西部 ·")
    page.get_by_role("button", name="常用范围").click()
    page.get_by_text("成渝：", exact=False).click()
    wait_for_scope(visit, "成渝（重庆、四川）")
    assert parse_qs(urlsplit(page.url).query) == {"province": ["重庆", "四川"]}
    for width, height in LAPTOPS:
        visit.resize((width, height))
        box = row.bounding_box()
        heights.add(box["height"])
        assert box["y"] + box["height"] <= LOWEST_PX
    assert len(heights) == 1  # nothing below the row moves when something is chosen
    page.get_by_role("button", name="复制链接").click()
    page.get_by_role("button", name="已复制链接").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url
    page.locator(".st-key-clear_filters button").click()
    wait_for_scope(visit, "全部领域 · 全国 ·")
    # as many steps back as there were choices, then the page before this one
    for words in ("成渝（重庆、四川）", "· 西部 ·", "全部领域 · 全国 ·"):
        page.go_back()
        wait_for_scope(visit, words)
    page.go_forward()
    wait_for_scope(visit, "· 西部 ·")
    page.go_back()
    wait_for_scope(visit, "全部领域 · 全国 ·")
    page.go_back()
    assert page.url == "about:blank"
    assert visit.complaints == []


def test_charts_turned_into_tables_stand_in_the_link_and_back_turns_them(dashboard, visit):
    def wait_for_tables(*charts: str) -> None:
        page.wait_for_function(
            """(charts) => {
              const tabled = [...document.querySelectorAll(".board-tabled")];
              const written = new URLSearchParams(location.search).getAll("table");
              return tabled.map((card) => card.dataset.figure).sort().join() === charts.join()
                && written.sort().join() === charts.join();
            }""",
            arg=sorted(charts),
            timeout=30_000,
        )

    page = visit.open(f"{dashboard}/layout")
    visit.drawn()
    visit.rested()
    cards = page.locator(".board-card:has(.board-toggle:not([hidden]))")
    first, second = [cards.nth(place).get_attribute("data-figure") for place in (0, 1)]
    for chart in (first, second):
        page.locator(f"[data-figure={chart}] .board-toggle").click()
    wait_for_tables(first, second)
    page.reload()
    visit.drawn()
    wait_for_tables(first, second)
    visit.rested()
    page.go_back()
    wait_for_tables(first)
    visit.rested()

    page.get_by_role("tab", name="随时间").click()  # its charts are others
    wait_for_tables()
    visit.rested()
    page.go_back()
    wait_for_tables(first)
    assert visit.complaints == []
