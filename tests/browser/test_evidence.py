"""From a number to its rows and away with them, as a reader does it."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.long]
CARD = "[data-figure=goal_2035_scale_labs_in_operation]"


def test_a_number_opens_its_rows_which_leave_as_a_file(dashboard, visit):
    page = visit.open(f"{dashboard}/milestones?clause=规模适度")
    visit.drawn()
    assert page.locator(".board-section-title").all_inner_texts() == ["规模适度"]
    assert "114 家" in page.locator(f"{CARD} .board-takeaway").inner_text()

    page.locator(f"{CARD} .board-evidence").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("共 120 条，其中 6 条已退出；期末计 114 家。").wait_for()
    visit.rested()
    assert re.findall("[A-Za-z]{4,}", dialog.inner_text().replace("xlsx", "")) == []

    dialog.get_by_label("在明细中查找").fill("湖北")
    dialog.get_by_label("在明细中查找").press("Enter")
    dialog.get_by_text("找到 5 条").wait_for()
    with page.expect_download() as arriving:
        dialog.get_by_role("button", name="下载 5 条（CSV）").click()
    assert arriving.value.suggested_filename.startswith("在运行实验室_明细_数据截至2026-10-29")
    content = Path(arriving.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert lines[0] == ["演示数据"]
    assert [line[3] for line in lines[lines.index([]) + 2 :]] == ["湖北"] * 5

    visit.rested()
    dialog.get_by_role("button", name="关闭").click()
    dialog.wait_for(state="hidden")
    visit.rested()
    page.locator(f"{CARD} .board-evidence").click()  # the same button asks again
    dialog.get_by_text("共 120 条").wait_for()
    assert visit.complaints == []


def test_the_drawing_stands_while_the_rows_are_open(dashboard, visit):
    """The board is neither remounted nor redrawn by the dialog."""
    page = visit.open(f"{dashboard}/milestones?clause=规模适度")
    visit.drawn()
    page.evaluate("document.querySelector('.board[data-drawn]').dataset.mine = 'kept'")
    page.locator(f"{CARD} .board-evidence").click()
    page.get_by_role("dialog").get_by_text("共 120 条").wait_for()
    assert page.locator(".board[data-drawn]").get_attribute("data-mine") == "kept"


def test_a_group_is_chosen_and_the_link_keeps_it(dashboard, visit):
    page = visit.open(f"{dashboard}/milestones")
    visit.drawn()
    visit.rested()
    page.get_by_role("radio", name="六项研究重点").click()
    page.locator("[data-figure=clause_task_focus_policy]").wait_for()
    visit.rested()
    page.reload()
    visit.drawn()
    assert page.locator(".board-section-title").count() == 6


def test_a_link_opens_the_same_rows_and_back_closes_them(dashboard, visit):
    page = visit.open(f"{dashboard}/milestones?clause=规模适度")
    visit.drawn()
    visit.rested()
    page.locator(f"{CARD} .board-evidence").click()
    search = page.get_by_role("dialog").get_by_label("在明细中查找")
    search.wait_for(timeout=30_000)
    visit.rested()
    search.fill("湖北")
    search.press("Enter")
    count = page.get_by_role("dialog").get_by_text(re.compile("找到 [0-9]+ 条"))
    count.wait_for(timeout=30_000)
    page.wait_for_function("() => location.search.includes('evidence_q=')", timeout=30_000)
    link, sentence = page.url, count.inner_text()

    other = visit.context.new_page()
    other.goto(link)
    rows = other.get_by_role("dialog").get_by_text(sentence)
    rows.wait_for(timeout=30_000)
    other.get_by_role("dialog").get_by_role("button", name="关闭").click()
    rows.wait_for(state="hidden", timeout=30_000)
    other.wait_for_function("() => !location.search.includes('evidence')", timeout=30_000)
    other.close()

    visit.rested()
    page.go_back()  # takes back the search
    page.wait_for_function("() => !location.search.includes('evidence_q')", timeout=30_000)
    expect(page.get_by_role("dialog")).to_have_count(1, timeout=30_000)
    visit.rested()
    page.go_back()
    page.get_by_role("dialog").wait_for(state="hidden", timeout=30_000)
    page.wait_for_function("() => !location.search.includes('evidence')", timeout=30_000)
    assert visit.complaints == []


def test_the_indicator_chosen_among_the_rows_is_in_the_link(dashboard, visit):
    page = visit.open(f"{dashboard}/overview?evidence=goal_2025_labs")
    visit.drawn()
    pills = page.get_by_role("dialog").get_by_role("radio")
    pills.first.wait_for(timeout=30_000)
    visit.rested()
    first, second = pills.all_inner_texts()[:2]
    assert page.url.endswith("?evidence=goal_2025_labs")  # the first one needs no word
    page.get_by_role("dialog").get_by_role("radio", name=second).click()
    page.wait_for_function("() => location.search.includes('evidence_of=')", timeout=30_000)
    visit.rested()

    page.reload()
    page.get_by_role("radio", name=second, checked=True).wait_for(timeout=30_000)
    visit.rested()
    page.get_by_role("dialog").get_by_role("radio", name=first).click()
    page.wait_for_function("() => !location.search.includes('evidence_of')", timeout=30_000)
    visit.rested()
    page.go_back()
    page.get_by_role("radio", name=second, checked=True).wait_for(timeout=30_000)
    visit.rested()
    page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    page.wait_for_function("() => !location.search.includes('evidence')", timeout=30_000)
    assert visit.complaints == []
