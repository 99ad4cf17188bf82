"""Every scene on every screen: nothing scrolls, nothing is clipped or overlaps, all is legible.

In `make test` all scenes on the two common screens, in English too on the first, and the two that
are hardest to fit on every other; all on all of them in `make soak` (SOAK=full).
"""

import itertools
import os

import pytest

from catalog.definitions import catalog

from .conftest import Visit
from .wall import LAND, SCENES, SIZES, TALL, open_wall

pytestmark = [pytest.mark.browser, pytest.mark.long]

# every text that can be seen of the head, the foot and the scene in sight: its box, the height of
# its letters on the screen, and the box it must stay in
TEXTS = """(name) => {
  for (const scene of document.querySelectorAll(".wall-scene")) {
    scene.toggleAttribute("data-shown", scene.dataset.scene === name)
  }
  const box = (node) => node.getBoundingClientRect().toJSON()
  const holders = ["svg.main-svg", ".wall-card", ".wall-head", ".wall-foot", ".wall-scene"]
  const inside = (node) => holders.map((holder) => node.closest(holder)).find(Boolean)
  const scaleOf = (node) => Number(node.closest(".wall-plot").style.getPropertyValue("--scale"))
  const found = []
  const tell = (node, place, magnified) => {
    if (!place.width || !node.checkVisibility({ visibilityProperty: true })) return
    const letters = parseFloat(getComputedStyle(node).fontSize) * magnified
    const seen = place.toJSON()
    let cut = false
    if (getComputedStyle(node).textOverflow === "ellipsis") {
      cut = seen.right > box(node).right + 1
      seen.right = Math.min(seen.right, box(node).right) // ends in "…" where its box ends
    }
    found.push({ text: node.textContent, place: seen, letters, cut, box: box(inside(node)) })
  }
  for (const root of [".wall-head", ".wall-foot", `.wall-scene[data-scene="${name}"]`]) {
    const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT)
    for (let part = walker.nextNode(); part; part = walker.nextNode()) {
      if (!part.data.trim() || part.parentNode.closest("svg")) continue
      const range = document.createRange()
      range.selectNodeContents(part)
      tell(part.parentNode, range.getBoundingClientRect(), 1)
    }
    for (const node of document.querySelectorAll(`${root} svg text`)) {
      if (node.textContent.trim()) tell(node, node.getBoundingClientRect(), scaleOf(node))
    }
  }
  return found
}"""


AIR = 0.24  # of a letter's height, that its box holds above and below it


FULL = os.environ.get("SOAK") == "full"
HARDEST = ("goals", "map")
WALLS = [*((size, "zh") for size in SIZES), (LAND, "en")]


def scenes_on(size) -> tuple[str, ...]:
    return SCENES if FULL or size in (LAND, TALL) else HARDEST


@pytest.fixture(scope="module", params=WALLS, ids=lambda wall: "{}x{}-{}".format(*wall[0], wall[1]))
def wall(request, browser_context, dashboard):
    size, language = request.param
    query = f"motion=off&dwell=3600&lang={language}&scenes={','.join(scenes_on(size))}"
    visit = Visit(browser_context)
    yield open_wall(visit, dashboard, query, size)
    visit.close()


@pytest.fixture(scope="module")
def scenes(wall) -> dict[str, list[dict]]:
    """The texts of each scene that is looked at on this screen."""
    names = scenes_on(tuple(wall.viewport_size.values()))
    return {name: wall.evaluate(TEXTS, name) for name in names}


def test_the_page_is_exactly_one_screen(wall):
    assert wall.evaluate(
        """() => { const page = document.documentElement
          return [page.scrollHeight, page.scrollWidth] }"""
    ) == [wall.viewport_size["height"], wall.viewport_size["width"]]
    box = wall.locator(".wall").bounding_box()
    assert (box["width"], box["height"]) == tuple(wall.viewport_size.values())
    assert wall.locator(".wall").evaluate("node => getComputedStyle(node).cursor") == "none"
    for part in ("stHeader", "stToolbar", "stSidebar"):
        assert not wall.get_by_test_id(part).is_visible()


def test_no_letter_is_too_small_for_five_metres(wall, scenes):
    least = 0.016 * wall.viewport_size["height"]
    for name, texts in scenes.items():
        assert len(texts) > 12, name
        assert {t["text"]: t["letters"] for t in texts if t["letters"] < least} == {}, name


def test_no_text_is_clipped(wall, scenes):
    slack = 0.003 * wall.viewport_size["height"]
    beyond = []
    for name, texts in scenes.items():
        for text in texts:
            a, b, air = text["place"], text["box"], AIR * text["letters"]
            across = a["left"] >= b["left"] - slack and a["right"] <= b["right"] + slack
            down = a["top"] + air >= b["top"] - slack and a["bottom"] - air <= b["bottom"] + slack
            if not (across and down):
                beyond.append((name, text["text"]))
    assert beyond == []
    cut = {name: [text["text"] for text in texts if text["cut"]] for name, texts in scenes.items()}
    assert cut.get("closing", []) == [text for text in cut["goals"] if text.startswith("by ")] == []


def overlap(text: dict, other: dict) -> bool:
    """Whether the letters of two texts lie over each other."""
    a, b = text["place"], other["place"]
    across = min(a["right"], b["right"]) - max(a["left"], b["left"])
    air = AIR * (text["letters"] + other["letters"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) - air
    return across > 2 and down > 1


def test_no_two_texts_overlap(scenes):
    assert [
        (name, text["text"], other["text"])
        for name, texts in scenes.items()
        for text, other in itertools.combinations(texts, 2)
        if overlap(text, other)
    ] == []


STANDING = """(nodes, stand) => nodes
  .filter((node) => node.getClientRects().length > 0 === stand)
  .map((node) => node.textContent)"""


def test_every_clause_has_its_sign_and_word(wall):
    result = wall.locator("[data-scene=goals] [data-clause]").evaluate_all(
        """rows => rows.map((row) => [row.dataset.clause,
          row.querySelector("svg.board-sign").childElementCount > 0,
          row.querySelector(".wall-way").textContent])"""
    )
    assert {clause for clause, *_ in result} == {clause.id for clause in catalog().clauses}
    assert all(drawn and word for _, drawn, word in result)
    scene = wall.locator("[data-scene=goals]")
    assert scene.text_content().count("无官方量化目标") <= 1
    years = scene.locator(".wall-group-year").all_text_contents()
    assert len(years) == 4 and all("2025" in year for year in years)
    # a state that stands as a sign alone has its word in the key above
    words = scene.locator(".wall-row-status span").evaluate_all(STANDING, False)
    keys = scene.locator(".wall-key span").evaluate_all(STANDING, True)
    assert set(words) <= set(keys)


NAMES = """() => {
  const box = (node) => node.getBoundingClientRect().toJSON()
  const card = (name) => document.querySelector(`[data-card="${name}"]`)
  const map = card("layout_map")
  const notes = [...map.querySelectorAll(".annotation")].filter(
    (node) => node.style.display !== "none",
  )
  const texts = [...notes, card("layout_ranking")].map((node) => node.textContent).join(" ")
  return {
    texts,
    name: box(map.querySelector(".x2y2 text")),
    inset: box(map.querySelector(".subplot.x2y2 rect.bg")),
  }
}"""


def test_the_name_of_the_islands_stands_inside_its_box(wall):
    boxes = wall.evaluate(NAMES)
    name, inset = boxes["name"], boxes["inset"]
    assert inset["left"] <= name["left"] and name["right"] <= inset["right"]
    assert inset["top"] <= name["top"] and name["bottom"] <= inset["bottom"]


def test_every_province_is_named_on_an_upright_map(wall):
    """A name that finds no room on the map stands in the list below it."""
    if tuple(wall.viewport_size.values()) == TALL:
        texts = wall.evaluate(NAMES)["texts"]
        assert [name for name in catalog().provinces.short if name not in texts] == []


# whether so many charts of the path stand and are counted, and each clause counts what is not there
ALL_COUNTED = """(charts) => {
  const stand = (node) => node.getClientRects().length > 0
  const path = document.querySelector("[data-scene=path]")
  const clauses = [...document.querySelectorAll("[data-scene=closing] .wall-clause")]
  const isCounted = (card) => {
    const left = [...card.querySelectorAll(".wall-other")].filter((node) => !stand(node)).length
    const words = [...card.querySelectorAll(".wall-more")].filter(stand).map((n) => n.textContent)
    return words.join() === (left ? `另有 ${left} 项指标` : "")
  }
  return [...path.querySelectorAll(".wall-chart")].filter(stand).length === charts
    && path.textContent.includes(`画出 ${charts} 项指标`)
    && clauses.length > 0 && clauses.every(isCounted)
    && clauses.some((card) => stand(card.querySelector(".wall-more")))
}"""


def test_what_finds_no_room_is_counted(visit, dashboard):
    """Charts of the path, and further indicators of a clause."""
    page = open_wall(visit, dashboard, "motion=off&dwell=3600&scenes=path,closing")
    for size, charts in ((LAND, 4), (TALL, 2)):
        visit.resize(size)
        page.wait_for_function(ALL_COUNTED, arg=charts, timeout=30_000)
