"""What axe-core finds on the pages: nothing grave of our own, of Streamlit only what is listed."""

from pathlib import Path

import pytest

from loaders.store.published import open_published

from .test_look import CHOICES, MAX_SHIFT, PAGES, SHIFTS

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
JUDGE = """async ([allowed, rules]) => {
  const { violations } = await axe.run(
    { include: document, exclude: [[".main-svg"]] },
    { resultTypes: ["violations"], elementRef: true, ...(rules && { runOnly: rules }) },
  )
  const faults = []
  for (const { id, impact, nodes } of violations) {
    if (!["critical", "serious"].includes(impact) && id !== "heading-order") continue
    for (const { element, html } of nodes)
      faults.push([id, id in allowed && element.matches(allowed[id]), html.slice(0, 200)])
  }
  return faults
}"""

# Letters of axes and keys stand on their card: those whose contrast to it is below 4.5 : 1
PALE_LETTERS = """() => {
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0)
  const letters = document.querySelectorAll(
    ":is(.xtick, .ytick) text, .legendtext")
  return [...letters].filter((node) => node.closest(".board-card")).flatMap((node) => {
    const ground = light(getComputedStyle(node.closest(".board-card")).backgroundColor)
    const [low, high] = [ground, light(getComputedStyle(node).fill)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05) < 4.5 ? [node.textContent] : []
  })
}"""
# the ground of the page and, a moment later, the letters of the boards on it
LOOK_STANDS = """(look) => {
  const style = (node) => getComputedStyle(node)
  const isPale = (node) =>
    style(node).color.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0) > 384
  const ground = style(document.querySelector("[data-testid=stApp]")).backgroundColor
  const boards = [...document.querySelectorAll(".board")]
  return (ground === "rgb(14, 26, 43)") === (look === "dark")
    && boards.every((board) => isPale(board) === (look === "dark"))
}"""
# by the look of the page what is asked of it: once it has been asked all in the light, only its
# colours are others in the dark
LOOKS = {"light": (), "dark": ("color-contrast", "link-in-text-block")}
needs_axe = pytest.mark.skipif(
    not AXE.exists(), reason="没有 axe-core：先运行 make axe，它需要 npm"
)


def judge(visit, only: tuple[str, ...] = ()) -> list[list]:
    """Rule, whether it is known of Streamlit, and the part of each fault on the page as it is.

    only: the rules that are asked; all of them where none is named.
    """
    rules = visit.context.new_cdp_session(visit.page)
    # the page's own scripts may not do this: the rules come in as the browser's tools do
    rules.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    return visit.page.evaluate(JUDGE, [STREAMLIT, only or None])


@needs_axe
def test_axe_finds_nothing_grave_but_what_is_known_of_streamlit(dashboard, visit, sample_tables):
    labs = open_published(sample_tables).registers["labs"]
    lab = f"lab?id={labs['lab_id'].iloc[0]}"
    # the rules do not depend on the language: Chinese stands for itself where letters are most
    asked = [(f"{name}{CHOICES.get(name, '')}", "en") for name in PAGES] + [(lab, "en")]
    asked += [(f"compare{CHOICES['compare']}", "zh"), ("overview", "zh")]
    page, own, needed, moved = visit.page, {}, set(), {}
    for address, language in asked:
        page.emulate_media(color_scheme="light")
        page.goto(f"{dashboard}/{address}{'&' if '?' in address else '?'}lang={language}")
        if address == "wall":
            page.wait_for_selector(".wall[data-drawn]", timeout=90_000)  # all scenes anew
        else:
            page.wait_for_selector("h1", timeout=30_000)
            visit.rested()
        page.wait_for_function(ALL_DRAWN, timeout=30_000)
        moved[address] = page.evaluate(SHIFTS)
        for look in ("light",) if address == "wall" else LOOKS:
            place = f"{address} {language} {look}"
            page.emulate_media(color_scheme=look)
            if address != "wall":  # it has a look of its own
                page.wait_for_function(LOOK_STANDS, arg=look)
            page.wait_for_function(f"() => !({PALE_LETTERS})().length", timeout=30_000)
            for rule, known, html in judge(visit, LOOKS[look]):
                if known:
                    needed.add(rule)
                else:
                    own.setdefault(place, []).append((rule, html))
    assert {address: shift for address, shift in moved.items() if shift > MAX_SHIFT} == {}
    assert own == {}
    assert needed == set(STREAMLIT)


@needs_axe
def test_axe_finds_nothing_grave_in_what_is_opened_over_a_page(dashboard, visit):
    page = visit.open(f"{dashboard}/milestones?clause=规模适度")
    visit.rested()
    visit.drawn()
    own = {}

    def note(opened: str) -> None:
        for look, rules in LOOKS.items():
            page.emulate_media(color_scheme=look)
            page.wait_for_function(LOOK_STANDS, arg=look)
            if faults := [fault for fault in judge(visit, rules) if not fault[1]]:
                own[f"{look} {opened}"] = faults
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
    assert own == {}
