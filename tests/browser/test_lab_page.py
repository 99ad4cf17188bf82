"""From a page that names a laboratory to all that it brought about."""

import pytest

from .conftest import SETTLE

pytestmark = pytest.mark.browser
LABELS = "[data-figure=lifecycle_careers] .ytick a"


def click_label(page) -> None:
    """A click on the first name of the timeline, as a mouse does it: letters of a drawing."""
    page.evaluate(SETTLE)
    box = page.locator(LABELS).first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_name_leads_to_all_results_of_a_laboratory(dashboard, visit, sample):
    """From the overview in two clicks, from a page that names it in one; by keyboard too."""
    page = visit.open(f"{dashboard}/overview")
    visit.drawn()
    page.get_by_role("link", name="进退管理").click()
    page.locator(LABELS).first.wait_for()
    visit.drawn()
    page.locator(LABELS).first.scroll_into_view_if_needed()
    name = page.locator(LABELS).first.text_content()
    click_label(page)
    page.wait_for_url("**/lab?id=*")
    page.get_by_role("heading", name=name, exact=True).wait_for()
    visit.drawn()

    labs = sample.registers["labs"].set_index("lab_name")["lab_id"]
    for register, title in (("technologies", "技术与设备"), ("standards", "标准与认证方法")):
        count = (sample.registers[register]["lab_id"] == labs[name]).sum()
        page.get_by_role("heading", name=f"{title}（{count} 项）").wait_for()
    page.wait_for_function("(name) => document.title === name", arg=name)
    over_buttons = page.get_by_role("heading", name="下载各表")
    over_buttons.wait_for()
    page.emulate_media(media="print")  # where the buttons are gone
    over_buttons.wait_for(state="hidden")
    page.emulate_media(media="screen")

    page = visit.open(f"{dashboard}/lifecycle")
    visit.drawn()
    page.locator(LABELS).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lab?id=*")
    assert visit.complaints == []
