"""Charts taken away as readers do it: the menu, its keys, every format, each reader's own file."""

from pathlib import Path

import pytest

from briefings.read_stamp import stamps
from tests.browser.conftest import Visit, serving

pytestmark = [pytest.mark.browser, pytest.mark.long]
CARD = "[data-figure=domain_focus]"
BEGINS = {"pptx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "csv": b"\xef\xbb\xbf",
          "png": b"\x89PNG\r\n\x1a\n", "svg": b"<?xml", "pdf": b"%PDF-"}  # fmt: skip


def menu_of(page, card: str = CARD):
    """The card's menu, opened."""
    page.locator(f"{card} .board-save").click()
    menu = page.locator(f"{card} .board-menu")
    menu.wait_for()
    return menu


def test_a_chart_leaves_in_every_format_under_its_chinese_name(dashboard, visit):
    page = visit.open(f"{dashboard}/domains")
    visit.drawn()
    for name, begin in BEGINS.items():
        menu = menu_of(page)
        with page.expect_download() as arriving:
            menu.locator(f"[data-format={name}]").click()
        called = arriving.value.suggested_filename
        assert called.startswith("领域_×_研究重点（含其他领域）_2026-10-29_")
        assert called.endswith(f".{name}")
        content = Path(arriving.value.path()).read_bytes()
        assert content.startswith(begin), name
        [(_, stamp)] = stamps(content)
        assert stamp["exhibits"][0]["id"] == "domain_focus" and stamp["fictional"], name
        menu.wait_for(state="hidden")
    assert visit.complaints == []


def test_the_menu_is_worked_by_keys_and_closes_where_a_menu_does(dashboard, visit):
    page = visit.open(f"{dashboard}/domains")
    visit.drawn()
    button, menu = page.locator(f"{CARD} .board-save"), page.locator(f"{CARD} .board-menu")
    focused = "document.activeElement.dataset.format ?? document.activeElement.className"
    button.focus()
    assert button.get_attribute("aria-label") == "下载：领域 × 研究重点（含其他领域）"
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    walked = []
    for key in ("Home", "ArrowDown", "End", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate(focused))
    assert walked == ["pptx", "xlsx", "pdf", "pptx", "pdf", "svg"]
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    assert "board-save" in page.evaluate(focused)
    page.keyboard.press("ArrowDown")
    menu.wait_for()
    page.locator("h1").click()  # anywhere outside
    menu.wait_for(state="hidden")
    assert button.get_attribute("aria-expanded") == "false"


def test_a_refusal_is_a_sentence_in_the_menu_and_the_next_try_may_succeed(dashboard, visit):
    page = visit.open(f"{dashboard}/domains")
    visit.drawn()
    gone = {"status": 404, "json": {"reason": "页面已更新，请刷新后再下载。"}}
    page.route("**/exports/*/csv*", lambda route: route.fulfill(**gone))
    menu = menu_of(page)
    menu.locator("[data-format=csv]").click()
    menu.get_by_text("页面已更新，请刷新后再下载。").wait_for()
    page.unroute("**/exports/*/csv*")
    page.route("**/exports/*/csv*", lambda route: route.abort())
    menu.locator("[data-format=csv]").click()
    menu.get_by_text("连接中断").wait_for()
    page.unroute("**/exports/*/csv*")
    with page.expect_download() as arriving:
        menu.locator("[data-format=csv]").click()
    assert arriving.value.suggested_filename.endswith(".csv")


def test_five_readers_at_once_get_each_their_own_chart(dashboard, browser_context):
    """Each has another scope; the files say whose they are."""
    places = ["新材料", "信息技术", "高端制造", "能源电子", "生物医药"]
    visitors = [Visit(browser_context) for _ in places]
    arrived = [[] for _ in places]
    for visitor, place, files in zip(visitors, places, arrived, strict=True):
        page = visitor.open(f"{dashboard}/domains?domain={place}")
        visitor.drawn()
        page.on("download", lambda file, files=files: files.append(file))
        menu_of(page)
    for visitor in visitors:
        visitor.page.locator(f"{CARD} [data-format=svg]").click()
    for visitor, place, files in zip(visitors, places, arrived, strict=True):
        for _ in range(300):  # half a minute at most
            if files:
                break
            visitor.page.wait_for_timeout(100)
        [(_, stamp)] = stamps(Path(files[0].path()).read_bytes())
        assert stamp["scope"].startswith(f"范围：{place} · ")
        visitor.close()


def test_without_a_browser_on_the_server_the_menu_says_so_and_draws_the_picture_here(
    sample_tables, visit
):
    with serving(sample_tables) as address:
        page = visit.open(f"{address}/domains")
        visit.drawn()
        menu = menu_of(page)
        # the server first tries to draw some fifteen seconds after its start
        menu.get_by_text("服务器上没有绘图用的浏览器").wait_for(timeout=90_000)
        disabled = menu.locator("[aria-disabled]").evaluate_all(
            "all => all.map(i => i.dataset.format)"
        )
        assert disabled == ["svg", "pdf"]
        with page.expect_download() as arriving:
            menu.locator("[data-format=png]").click()
        assert arriving.value.suggested_filename == "领域_×_研究重点（含其他领域）.png"
        assert Path(arriving.value.path()).read_bytes().startswith(BEGINS["png"])
