"""What axe-core finds in what opens over a page, and in its English; the pages: test_look.py."""

import pytest

from .axe_rules import judge_looks, needs_axe

pytestmark = pytest.mark.browser


@needs_axe
def test_axe_finds_nothing_grave_in_what_is_opened_over_a_page_or_in_english(dashboard, visit):
    page = visit.open(f"{dashboard}/milestones?clause=规模适度")
    visit.rested()
    visit.drawn()
    own = {}

    def note(opened: str) -> None:
        faults, _ = judge_looks(visit)
        own.update({f"{look} {opened}": of_look for look, of_look in faults.items()})
        page.keyboard.press("Escape")

    page.locator(".board-evidence").first.click()
    page.get_by_role("dialog").get_by_text("共 120 条").wait_for()
    note("dialog")
    page.get_by_role("dialog").wait_for(state="hidden")
    page.get_by_role("button", name="下载").first.click()
    page.get_by_role("menuitem").first.wait_for()
    note("menu of a card")
    page.get_by_role("combobox", name="省份").first.click()
    page.get_by_role("option").first.wait_for()
    note("list of provinces")
    page.locator(".find-input").fill("湖北")
    page.locator(".find-panel :is(a, button)").first.wait_for()
    note("search")
    page.locator("[data-testid=stSidebar] button", has_text="English").click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    visit.rested()
    visit.drawn()
    note("English")
    assert own == {}
