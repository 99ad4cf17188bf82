"""What axe-core finds on the pages: nothing grave of our own, of Streamlit only what is listed."""

from pathlib import Path

import pytest

from loaders.store.published import open_published

from .test_look import CHOICES, PAGES

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
# Streamlit's own: rule -> selector of all parts that break it. An entry that no page needs any
# longer fails the test as one too few does.
STREAMLIT = {
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems] li",
}
ALL_DRAWN = "() => !document.querySelector('.board[aria-busy]')"
# What is grave, and the order of headings, which axe itself takes less gravely. The letters in
# charts are left out: axe cannot tell what they stand on.
JUDGE = """async (allowed) => {
  const { violations } = await axe.run(
    { include: document, exclude: [[".main-svg"]] },
    { resultTypes: ["violations"], elementRef: true },
  )
  const faults = []
  for (const { id, impact, nodes } of violations) {
    if (!["critical", "serious"].includes(impact) && id !== "heading-order") continue
    for (const { element, html } of nodes)
      faults.push([id, id in allowed && element.matches(allowed[id]), html.slice(0, 200)])
  }
  return faults
}"""


@pytest.mark.skipif(not AXE.exists(), reason="没有 axe-core：先运行 make axe，它需要 npm")
def test_axe_finds_nothing_grave_but_what_is_known_of_streamlit(dashboard, visit, sample_tables):
    labs = open_published(sample_tables).registers["labs"]
    lab = f"lab?id={labs['lab_id'].iloc[0]}"
    light = [f"{name}{CHOICES.get(name, '')}" for name in PAGES] + [lab]
    dark = [f"compare{CHOICES['compare']}", "overview"]
    page, rules = visit.page, visit.context.new_cdp_session(visit.page)
    own, needed = {}, set()
    for look, addresses in (("light", light), ("dark", dark)):
        page.emulate_media(color_scheme=look)
        for address in addresses:
            page.goto(f"{dashboard}/{address}")
            if address == "wall":
                page.wait_for_selector(".wall[data-drawn]", timeout=30_000)
            else:
                page.wait_for_selector("h1", timeout=30_000)
                visit.rested()
            page.wait_for_function(ALL_DRAWN, timeout=30_000)
            # the page's own scripts may not do this: the rules come in as the browser's tools do
            rules.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
            for rule, known, html in page.evaluate(JUDGE, STREAMLIT):
                if known:
                    needed.add(rule)
                else:
                    own.setdefault(f"{look} {address}", []).append((rule, html))
    assert own == {}
    assert needed == set(STREAMLIT)
