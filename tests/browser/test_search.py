"""The search box at a desk: a standard by its number in one key and one click, from any page."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser


def type_text(page, text: str) -> None:
    """Type into the search box and wait for the answer to all of it: a slow typist gets others
    before, whose rows are replaced."""

    def is_asked_for_all(response) -> bool:
        address = urlsplit(response.url)
        return address.path == "/search.json" and [text] in parse_qs(address.query).values()

    with page.expect_response(is_asked_for_all) as answer:
        page.keyboard.type(text)
    answer.value.finished()


def test_a_standard_is_found_by_its_number_from_any_page(dashboard, visit, sample):
    """Question g of a planner; then an event of a laboratory, question b."""
    standards = sample.registers["standards"]
    standard = standards[standards["lab_id"].notna()].iloc[-1]
    page = visit.open(f"{dashboard}/layout")
    page.wait_for_selector(".find-input")
    page.keyboard.press("/")
    type_text(page, standard["standard_no"].replace(" ", "").lower())
    row = page.locator(".find-row", has_text=standard["title"])
    row.wait_for()
    assert "find=" in page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # its laboratory, a link of its own
    href = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert parse_qs(urlsplit(href).query)["id"] == [standard["lab_id"]]
    row.click()
    list_row = page.locator(".board.register tbody tr", has_text=standard["standard_no"])
    list_row.filter(has_text=standard["title"]).wait_for()
    page.wait_for_function(
        "() => { const box = document.querySelector('.board.register').getBoundingClientRect();"
        " return box.top > 0 && box.top < innerHeight; }"
    )

    visit.rested()
    page.keyboard.press("/")
    type_text(page, "限期整改")
    orders = (sample.registers["lab_events"]["event"] == "限期整改").sum()
    panel = page.locator(".find-panel", has_text="函〔")
    panel.filter(has_text=f"共 {orders}").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.matches('.find-panel a')")
    page.keyboard.press("Escape")
    assert page.is_hidden(".find-panel") and "find=" not in page.url
    assert visit.complaints == []
