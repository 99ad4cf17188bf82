"""Pages on paper: no chart cut, 南海诸岛 whole, no menu, light; and the screen as before."""

import tomllib

import pytest

from catalog.example_briefings import examples

pytestmark = pytest.mark.browser
UPRIGHT, SMALL, LARGE = ("A4", False), ("A4", True), ("A3", True)
SHEETS = {"layout": [UPRIGHT, SMALL, LARGE], "lifecycle": [UPRIGHT]}

# looked at once the page has its printed form, as the engine is about to lay out the sheets
WATCH = """() => {
  const box = (node) => node.getBoundingClientRect().toJSON()
  const visible = (choice) => [...document.querySelectorAll(choice)].some((node) => box(node).width)
  matchMedia("print").addEventListener("change", ({ matches }) => {
    if (!matches) return
    const sea = [...document.querySelectorAll(".main-svg text")].find(
      (node) => node.textContent === "南海诸岛")
    window.sheet = {
      width: box(document.querySelector("[data-testid=stMain]")).width,
      charts: [...document.querySelectorAll(".board-plot:not([hidden])")].map((plot) => ({
        card: box(plot.closest(".board-card")), drawing: box(plot.querySelector(".main-svg")),
        meant: plot.layout.width, size: plot.querySelector(".main-svg").viewBox.baseVal.width,
      })),
      sea: sea && [box(sea), box(sea.closest("svg"))],
      ink: getComputedStyle(document.querySelector(".board-title")).color,
      controls: visible("[data-testid=stSidebar], .st-key-take_menu, .board-tools") ||
        visible(".board-changes, [data-testid=stTextInput]"),  // nothing is written in it
      lists: [...document.querySelectorAll("[data-testid=stDataFrame]")].map((list) => ({
        room: box(list).height, drawing: box(list.querySelector("canvas")).height,
        filter: getComputedStyle(list.querySelector("canvas")).filter,
      })),
      marks: visible(".st-key-notices") && visible(".st-key-data_line"),
      standings: visible("[class*=st-key-standing_] button"),
    }
  })
}"""
PLOTS = "() => [...document.querySelectorAll('.board-plot')].map((plot) => plot.layout?.width)"


def inside(inner: dict, outer: dict) -> bool:
    """Whether a box lies in another, but for less than a pixel."""
    lower = inner["left"] >= outer["left"] - 1 and inner["top"] >= outer["top"] - 1
    upper = inner["right"] <= outer["right"] + 1 and inner["bottom"] <= outer["bottom"] + 1
    return lower and upper


def test_every_sheet_holds_whole_charts_and_the_screen_is_as_before(visit, dashboard):
    page = visit.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.emulate_media(color_scheme="dark")
    for path, sheets in SHEETS.items():
        visit.open(f"{dashboard}/{path}")
        visit.drawn()
        page.evaluate(WATCH)
        before = page.evaluate(PLOTS)
        for paper, landscape in sheets:
            assert page.pdf(format=paper, landscape=landscape)
            sheet = page.evaluate("() => window.sheet")
            place = f"{path} {paper} {landscape}: {sheet}"
            assert sheet["charts"] and sheet["marks"] and not sheet["controls"], place
            assert sheet["ink"] == "rgb(27, 39, 53)", place
            for chart in sheet["charts"]:
                assert inside(chart["drawing"], chart["card"]), place
                assert chart["card"]["right"] <= sheet["width"] + 1, place
                assert chart["size"] == chart["meant"], place
            for rows in sheet["lists"]:
                assert rows["filter"].startswith("invert"), place
                assert abs(rows["room"] - rows["drawing"]) < 4, place
            if path == "lifecycle":
                assert sheet["lists"] and sheet["standings"], place
            if path == "layout":
                assert inside(*sheet["sea"]), place
        page.wait_for_function(f"(before) => String(({PLOTS})()) === String(before)", arg=before)
    assert visit.complaints == []


def test_of_the_buttons_of_a_desk_those_that_name_an_example_are_printed(visit, dashboard):
    page = visit.open(f"{dashboard}/briefing")
    visit.rested()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    printed = page.locator("[data-testid=stMain] [data-testid=stButton]:visible").all_inner_texts()
    assert printed == [tomllib.loads(content.decode())["title"] for content in examples().values()]


def test_a_table_that_stands_for_a_chart_is_printed_whole(visit, dashboard):
    page = visit.open(f"{dashboard}/layout")
    visit.drawn()
    card = page.locator("[data-figure=layout_map]")
    card.locator(".board-toggle").click()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    hidden = "node => [node.scrollHeight - node.clientHeight, node.scrollWidth - node.clientWidth]"
    assert card.locator(".board-table").evaluate(hidden) == [0, 0]
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert card.locator(".board-table").evaluate(hidden)[0] > 0


def test_a_tile_on_paper_shows_all_it_has_and_each_fact_on_its_own_line(visit, dashboard):
    page = visit.open(dashboard)
    visit.drawn()
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    lines = """() => [...document.querySelectorAll(".board-tile")].map((tile) => [
      [...tile.querySelectorAll(".board-fact")].map((fact) => fact.getBoundingClientRect().top),
      tile.querySelector(".board-details").scrollHeight, tile.getBoundingClientRect().height])"""
    for tops, details, tile in page.evaluate(lines):
        assert len(set(tops)) == len(tops) and 0 < details < tile
    assert page.locator("[data-testid=stSidebar]").is_hidden()


def test_a_number_and_a_day_of_a_list_are_printed_in_one_piece(visit, dashboard):
    page = visit.open(f"{dashboard}/standards")
    page.locator(".register tbody th").first.wait_for()
    page.emulate_media(media="print")
    for part in ("tbody th", "td.register-short"):
        node = page.locator(f".register {part}").first
        assert node.evaluate("(node) => getComputedStyle(node).whiteSpace") == "nowrap"
