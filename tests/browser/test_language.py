"""The switch of the language in a real browser: what is chosen stays, in the other's words."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser
CHOSEN = "domains?province=湖北&domain=新材料"


def query_of(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_the_switch_keeps_page_and_filters_and_a_link_opens_in_either_language(visit, dashboard):
    page = visit.open(f"{dashboard}/{CHOSEN}")
    visit.drawn()
    visit.rested()
    page.get_by_text("English", exact=True).click()
    page.wait_for_selector(".st-key-filters >> text='New materials'")
    page.wait_for_selector("h1:has-text('Domain coverage')")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    visit.rested()
    assert query_of(page) == {"lang": ["en"], "province": ["Hubei"], "domain": ["New materials"]}
    # another page keeps the language
    page.locator("[data-testid=stSidebarNav]").get_by_text("Standards", exact=True).click()
    page.wait_for_selector("h1:has-text('Standards')")
    visit.rested()
    assert query_of(page)["lang"] == ["en"]
    # an English link without the language opens in Chinese
    visit.open(f"{dashboard}/domains?province=Hubei")
    page.wait_for_selector(".st-key-filters >> text='湖北'")
    page.wait_for_function("() => document.documentElement.lang === 'zh-CN'")
    visit.rested()
    assert query_of(page) == {"province": ["湖北"]} and not visit.complaints
