"""The search box at a desk: a standard by its number in one key and one click, from any page."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser


def test_a_standard_is_found_by_its_number_from_any_page(dashboard, visit, sample):
    """Question g of a planner; then an event of a laboratory, question b."""
    standards = sample.registers["standards"]
    standard = standards[standards["lab_id"].notna()].iloc[-1]
    page = visit.open(f"{dashboard}/layout")
    page.wait_for_selector(".find-input")
    page.keyboard.press("/")
    page.keyboard.type(standard["standard_no"].replace(" ", "").lower())
    # a slow typist gets an answer before the last letter: that of the whole number counts
    row = page.wait_for_selector(f".find-row:has-text('{standard['title']}')")
    assert "find=" in page.url
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # its laboratory, a link of its own
    href = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert parse_qs(urlsplit(href).query)["id"] == [standard["lab_id"]]
    row.click()
    cells = page.wait_for_selector(".board.register tbody tr").inner_text()
    assert standard["standard_no"] in cells and standard["title"] in cells
    page.wait_for_function(
        "() => { const box = document.querySelector('.board.register').getBoundingClientRect();"
        " return box.top > 0 && box.top < innerHeight; }"
    )

    page.keyboard.press("/")
    page.keyboard.type("限期整改")
    page.wait_for_function(
        "() => document.querySelector('.find-panel')?.innerText.includes('函〔')"
    )
    orders = (sample.registers["lab_events"]["event"] == "限期整改").sum()
    assert f"共 {orders}" in page.inner_text(".find-panel")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.matches('.find-panel a')")
    page.keyboard.press("Escape")
    assert page.is_hidden(".find-panel") and "find=" not in page.url
    assert visit.complaints == []
