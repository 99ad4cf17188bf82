"""总览: one screen or all facts, nothing is shown by half, every clause has its status."""

import pytest

from catalog.definitions import catalog, words
from catalog.statuses import BY_GRAVITY

from .conftest import SETTLE, Visit

pytestmark = pytest.mark.browser
SCREENS = [(1280, 800), (1440, 900), (1536, 730), (1920, 950), (1920, 1080), (3840, 2160)]
# neither low, so that it would fit one screen, nor large enough to hold all on one: it scrolls
SCROLLING = (1440, 900)
LEAST_PX = 12  # of a judgement, a direction and their counts
# many kinds of direction, long words of them, names of figures in three lines, headings beside
CROWDED = [
    ("province=浙江省", (1280, 800)),
    ("province=广东省", (1280, 800)),
    ("lang=en", (1280, 800)),
    ("lang=en&province=河南省", (1280, 800)),
    ("lang=en&province=河南省", (1920, 950)),
]

# every text of every tile: its box, its tile's box, the end of the column its details stand in
TEXTS = """() => {
  const parts = "h3, .board-status, .board-value, .board-mark, .board-label, .board-fact, li"
    + ", .board-missing-words, .board-gaps, .board-quote"
  const box = (node) => node.getBoundingClientRect().toJSON()
  const drawn = (node) => node.getClientRects().length > 0
  return [...document.querySelectorAll(".board-tile")].flatMap((tile) =>
    [...tile.querySelectorAll(parts)].filter(drawn).map((node) => ({
      text: node.textContent, box: box(node), tile: box(tile), tip: tile.title,
      edge: box(tile.querySelector(".board-details")).right,
      wide: node.scrollWidth - node.clientWidth,
      dots: tile.classList.contains("board-withheld"),
    })))
}"""

# of all tiles in one question to the browser
BOXES = "nodes => nodes.map((node) => node.getBoundingClientRect().toJSON())"
QUOTES = "tiles => tiles.map((tile) => [tile.dataset.figure, tile.textContent, tile.title])"


def squeezed(text: str) -> str:
    return "".join(text.split())


def open_overview(context, address, size):
    """The overview on a screen of that size, drawn."""
    visit = Visit(context, size)
    visit.open(address)
    visit.drawn()
    visit.page.evaluate(SETTLE)
    return visit


@pytest.fixture(scope="module")
def window(browser_context, dashboard):
    """The overview opened once: the tests only look, in a window as large as they like."""
    visit = open_overview(browser_context, dashboard, SCREENS[0])
    yield visit
    visit.close()


@pytest.fixture(scope="module", params=SCREENS, ids="{0[0]}x{0[1]}".format)
def screen(request, window):
    window.resize(request.param)
    return window.page


def test_a_window_made_larger_shows_what_one_opened_as_large_does(
    browser_context, dashboard, window
):
    """What the other tests see in a window that changes its size."""
    opened = open_overview(browser_context, dashboard, SCREENS[-1])
    window.resize(SCREENS[-1])
    assert window.page.evaluate(TEXTS) == opened.page.evaluate(TEXTS)
    opened.close()


def test_the_whole_guideline_is_on_one_screen(screen):
    """With the menu open and the mark of the data shown; where it scrolls nothing is withheld."""
    main = screen.locator("[data-testid=stMain]")
    beyond = main.evaluate("node => node.scrollHeight - node.clientHeight")
    size = screen.viewport_size
    if (size["width"], size["height"]) == SCROLLING:
        assert screen.locator(".board-withheld").count() == 0
    else:
        assert beyond == 0
    assert main.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert screen.get_by_text("演示数据：以下登记册全部为虚构").is_visible()
    assert screen.locator("[data-testid=stSidebar]").get_attribute("data-collapsed") == "false"
    statuses = screen.locator(".board-status").evaluate_all(BOXES)
    assert len(statuses) == len(catalog().clauses)
    if beyond == 0:
        assert all(box["y"] + box["height"] <= size["height"] for box in statuses)
    sizes = screen.locator(".board-status, .board-direction, .board-tally-item").evaluate_all(
        "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize))"
    )
    assert min(sizes) >= LEAST_PX


@pytest.mark.parametrize("address, size", CROWDED)
def test_in_every_scope_it_is_on_one_screen(browser_context, dashboard, address, size):
    visit = open_overview(browser_context, f"{dashboard}/?{address}", size)
    main = visit.page.locator("[data-testid=stMain]")
    assert main.evaluate("node => node.scrollHeight - node.clientHeight") == 0
    test_no_text_is_shown_by_half(visit.page)
    visit.close()


def test_no_row_of_tiles_is_half_blank(screen):
    """The last tiles of a group share the columns its other rows take."""
    boxes = screen.locator(".board-tile").evaluate_all(BOXES)
    rows: dict[float, float] = {}
    for box in boxes:
        rows[box["y"]] = max(rows.get(box["y"], 0), box["x"] + box["width"])
    assert max(rows.values()) - min(rows.values()) <= 1


def test_a_count_marks_its_tiles(window):
    window.resize(SCREENS[0])
    page = window.page
    button = page.locator(".board-tally-button").first
    count, word = (
        button.locator(part).inner_text() for part in ("strong", "span:not(.board-sign)")
    )
    button.click()
    marked = page.locator(".board-marked .board-status").all_inner_texts()
    assert marked == [word] * int(count)
    button.click()
    assert page.locator(".board-marked, .board-unmarked").count() == 0


def test_no_text_is_shown_by_half(screen):
    """A text is inside its tile, or wholly out of sight, said by dots and told by the tool tip."""
    texts = screen.evaluate(TEXTS)
    assert len(texts) > 4 * len(catalog().clauses)
    for text in texts:
        box, tile = text["box"], text["tile"]
        if box["left"] >= text["edge"]:
            assert text["dots"] and squeezed(text["text"]) in squeezed(text["tip"]), text
            continue
        assert text["wide"] <= 1, text
        assert box["left"] >= tile["left"] and box["right"] <= tile["right"], text
        assert box["top"] >= tile["top"] and box["bottom"] <= tile["bottom"], text


def test_the_quotations_are_whole_for_pointer_and_reader(screen):
    """What the eye may see cut to two lines is in the page and in the tool tip, unaltered."""
    tiles = screen.locator(".board-tile").evaluate_all(QUOTES)
    assert [clause for clause, *_ in tiles] == [clause.id for clause in catalog().clauses]
    for clause, (_, text, tip) in zip(catalog().clauses, tiles, strict=True):
        assert clause.quote in text
        assert f"“{clause.quote}”——{clause.article}" in tip


def test_every_tile_has_a_status_in_words_and_shape(screen):
    t = words()
    known = {t(f"status.{state}") for state in BY_GRAVITY}
    known |= {t("overview.reference_status", status=status) for status in known}
    result = screen.evaluate(
        """() => [...document.querySelectorAll(".board-tile .board-status")].map((node) => {
          const { width, height } = node.querySelector("svg.board-sign").getBoundingClientRect()
          return { word: node.textContent, drawn: node.querySelector("svg").childElementCount,
                   seen: width > 8 && height > 8 }
        })"""
    )
    assert len(result) == len(catalog().clauses)
    assert all(each["word"] in known and each["drawn"] and each["seen"] for each in result)
    counts = screen.locator(".board-tally-line:first-child .board-tally-count").all_inner_texts()
    assert sum(map(int, counts)) == len(result)


def test_with_room_nothing_is_left_out(window):
    window.resize((1920, 1600))
    assert window.page.locator(".board-withheld, .board-brief").count() == 0


def test_a_larger_screen_has_larger_letters(window):
    sizes = []
    for size in ((1920, 1080), (3840, 2160)):
        window.resize(size)
        value = window.page.locator(".board-value").first
        sizes.append(value.evaluate("node => parseFloat(getComputedStyle(node).fontSize)"))
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=0.1)


def test_on_a_phone_the_tiles_stand_below_each_other_and_leave_nothing_out(
    browser_context, dashboard
):
    visit = open_overview(browser_context, dashboard, (390, 844))
    boxes = visit.page.locator(".board-tile").evaluate_all(BOXES)
    assert len({box["x"] for box in boxes}) == 1
    assert visit.page.locator(".board-withheld").count() == 0
    main = visit.page.locator("[data-testid=stMain]")
    assert main.evaluate("node => node.scrollWidth <= node.clientWidth")
    visit.close()


def test_the_keyboard_opens_a_clause_and_the_page_stays_as_it_was(dashboard, visit):
    page = visit.open(dashboard)
    visit.drawn()
    page.evaluate("document.querySelector('.board-tile').dataset.mine = 'kept'")
    page.get_by_role("button", name="查看“重点领域建设”的依据").focus()
    ring = "node => getComputedStyle(node, '::after').outlineStyle"
    assert page.locator(".board-tile .board-open").first.evaluate(ring) == "solid"
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    visit.rested()
    assert page.locator(".board-tile").first.get_attribute("data-mine") == "kept"
    assert visit.complaints == []
    # a clause without evidence offers none
    assert page.locator("[data-figure=goal_2035_system] button").count() == 0


def test_what_is_new_since_the_last_visit_is_one_quiet_line(visit, dashboard):
    """Told of another version before, the browser asks once; the line moves nothing when its words
    come, and is gone for good once it has been read. Else the browser asks nothing."""
    key, line = "changes-since:/changes.json", visit.page.locator(".board-changes")
    top = "() => document.querySelector('.board-tile').getBoundingClientRect().top"

    requests = visit.record_requests()

    def count_requests() -> int:
        return sum("/changes.json" in address for address in requests)

    held: list = []
    visit.page.route("**/changes.json*", lambda route: held.append(route))
    visit.open(dashboard)
    visit.drawn()
    visit.page.wait_for_function("(key) => localStorage.getItem(key)", arg=key)
    version = visit.page.evaluate("(key) => localStorage.getItem(key)", key)
    assert not line.is_visible() and count_requests() == 0
    visit.page.evaluate("(key) => localStorage.setItem(key, 'feedfeedfeed')", key)
    with visit.page.expect_request("**/changes.json*"):
        visit.open(dashboard)
    visit.drawn()
    line.wait_for()
    before = visit.page.evaluate(top)
    assert count_requests() == 1
    held[0].continue_()
    visit.page.wait_for_function(
        "() => document.querySelector('.board-changes-text').textContent.includes('feedfeedfeed')"
    )
    assert visit.page.evaluate(top) == before
    line.locator("button").click()
    assert not line.is_visible()
    visit.open(dashboard)
    visit.drawn()
    assert not line.is_visible() and count_requests() == 1
    assert visit.page.evaluate("(key) => localStorage.getItem(key)", key) == version
