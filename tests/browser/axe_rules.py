"""What axe-core is asked of a page, and what is known of Streamlit."""

from pathlib import Path

import pytest

AXE = Path(__file__).parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
# Streamlit's own: rule -> selector of all parts that break it. An entry that a page with its frame
# needs no longer fails the test as one too few does.
STREAMLIT = {
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems] li",
}
# What is grave, and the order of headings, which axe itself takes less gravely. The letters in
# charts are left out: axe cannot tell what they stand on. The drawings are empty meanwhile, or axe
# would go through all their lines, of a map five in six parts of the page, and then leave them out.
JUDGE = """async ([allowed, rules]) => {
  const drawings = [...document.querySelectorAll(".main-svg")]
    .map((drawing) => [drawing, [...drawing.childNodes]])
  for (const [drawing] of drawings) drawing.replaceChildren()
  const { violations } = await axe.run(
    { include: document, exclude: [[".main-svg"]] },
    { resultTypes: ["violations"], elementRef: true, ...(rules && { runOnly: rules }) },
  )
  for (const [drawing, parts] of drawings) drawing.replaceChildren(...parts)
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


def judge_looks(visit) -> tuple[dict[str, list], set[str]]:
    """What is grave of our own on a page in each of its looks, and the rules that Streamlit breaks.

    The look of the page is the dark one when it returns.
    """
    page, own, known_rules = visit.page, {}, set()
    for look, rules in LOOKS.items():
        page.emulate_media(color_scheme=look)
        page.wait_for_function(LOOK_STANDS, arg=look)
        page.wait_for_function(f"() => !({PALE_LETTERS})().length", timeout=30_000)
        faults = judge(visit, rules)
        known_rules |= {rule for rule, known, _ in faults if known}
        if ours := [(rule, html) for rule, known, html in faults if not known]:
            own[look] = ours
    return own, known_rules
