"""The full list under the charts, as a planner sorts, narrows, shares and leaves it."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser
FIRST = ".register tbody tr:first-child th"
FIRST_IS = "(number) => document.querySelector('.register tbody th')?.textContent === number"


def test_a_list_is_sorted_by_its_head_narrowed_and_shared(dashboard, visit, sample):
    standards = sample.registers["standards"]
    numbers = sorted(standards["standard_no"])
    page = visit.open(f"{dashboard}/standards")
    page.locator(FIRST).wait_for()
    visit.rested()
    head = page.get_by_role("button", name="标准号")
    head.click()
    page.wait_for_function(FIRST_IS, arg=numbers[0])
    visit.rested()
    head.click()
    page.wait_for_function(FIRST_IS, arg=numbers[-1])
    visit.rested()
    assert page.locator(".register th[aria-sort]").get_attribute("aria-sort") == "descending"

    abolished = standards[standards["status"] == "废止"]
    page.locator(".st-key-status input").click()
    page.get_by_role("option", name="废止").click()
    page.wait_for_function(FIRST_IS, arg=sorted(abolished["standard_no"])[-1])
    page.wait_for_function("() => location.search.includes('status=')")
    visit.rested()
    page.reload()
    page.wait_for_function(FIRST_IS, arg=sorted(abolished["standard_no"])[-1])
    assert page.locator(".register tbody tr").count() == len(abolished)

    labs = abolished["lab_id"].dropna().tolist()
    links = page.locator(".register a[href*='id=']").evaluate_all("(all) => all.map((a) => a.href)")
    assert sorted(parse_qs(urlsplit(link).query)["id"][0] for link in links) == sorted(labs)
    assert visit.complaints == []


def test_a_long_list_is_as_high_as_the_screen_lets_it_be(dashboard, visit):
    page = visit.open(f"{dashboard}/lab")
    visit.rested()
    for width, height in ((1280, 800), (1920, 1080)):
        visit.resize((width, height))
        box = page.locator("[data-testid=stDataFrame]").bounding_box()
        assert box["height"] > 0.6 * height and box["y"] + box["height"] < height
