"""What one click on a filter costs, in counts: runs, drawings, lines of the map, bytes."""

from collections import Counter
from urllib.parse import unquote

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from catalog.definitions import words as catalog_words

pytestmark = [pytest.mark.browser, pytest.mark.long]
PAGES = ("layout", "domains", "standards", "overview")
# the figures come once, as the section's first answer
MAX_KB = {"layout": 20, "domains": 13, "standards": 40, "overview": 14}
MAX_ANSWER_KB = 10  # of the section's first answer, compressed
# of a run, the board's among them; the list of the standards has a page more or less
MAX_MESSAGES = {"layout": 44, "domains": 29, "standards": 51, "overview": 29}
WORDS = """() => [...document.querySelectorAll(".board-card .board-top")]
  .map((node) => node.textContent)"""
# counts every drawing of a chart, and every line of the map that is drawn anew; keeps the words
# around the charts when the first is drawn
WATCH = f"""() => {{
  const readWords = {WORDS}
  window.costs = {{ draws: {{}}, words: null, outlines: 0, due: 0, drawn: 0 }}
  const {{ costs }} = window
  addEventListener("figures:due", () => (costs.due += 1))
  addEventListener("figures:drawn", () => (costs.drawn += 1))
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {{
    const name = plot.closest("[data-figure]").dataset.figure
    plot.on("plotly_afterplot", () => {{
      costs.draws[name] = (costs.draws[name] ?? 0) + 1
      costs.words ??= readWords()
    }})
  }}
  const outlines = document.querySelector("[data-figure=layout_map] .cartesianlayer")
  if (!outlines) return
  const watcher = new MutationObserver((changes) => {{
    costs.outlines += changes.filter(({{ target }}) => target.matches(".js-fill, .js-line")).length
  }})
  watcher.observe(outlines, {{ subtree: true, attributeFilter: ["d"] }})
}}"""
# what stands in the tiles by tile and class, without where its links lead
PARTS = """const read = () => [...document.querySelectorAll(
    ".board-tile > :not(.board-details), .board-details > *")].map((node) => ({
  name: `${node.closest(".board-tile").dataset.figure} ${node.className}`, node,
  says: node.outerHTML.replace(/ href="[^"]*"/g, ""),
}));"""
# and every touch of the page in them: a text or attribute changed, an element laid in or taken out
KEEP_PARTS = f"""() => {{ {PARTS}
  window.parts = new Map(read().map((part) => [part.name, part]));
  window.touched = new Set();
  const note = (records) => {{
    for (const {{ target, attributeName }} of records)
      if (attributeName !== "href") window.touched.add(target);
  }};
  const watch = {{ subtree: true, childList: true, characterData: true, attributes: true }};
  for (const {{ node }} of window.parts.values()) new MutationObserver(note).observe(node, watch);
}}"""
# by part that stood there before: whether it says what it said, was touched, is the same node
COMPARE_PARTS = f"""() => {{ {PARTS}
  return read().filter(({{ name }}) => window.parts.has(name)).map(({{ name, node, says }}) => {{
    const before = window.parts.get(name);
    const touched = [...window.touched].some((target) => before.node.contains(target));
    return [name, before.says === says, touched, before.node === node];
  }});
}}"""
NAMED_PAGES = """() => [...document.querySelectorAll("a.board-name, .board-plot svg a")]
  .map((link) => new URL(link.getAttribute("href"), location).href).map(decodeURIComponent)"""
# what Plotly takes for a label
LABELS = """() => [...document.querySelectorAll(".board-plot :is(.xtick, .ytick) text")]
  .map((label) => label.dataset.unformatted)"""
DRAWN_ANEW = """(before) => {
  const board = document.querySelector(".board[data-drawn]")
  return board.dataset.drawn !== before && !document.querySelector(".board[aria-busy]")
}"""


def click_region(visit, region: str) -> None:
    page = visit.page
    board = page.locator(".board[data-drawn]").last
    before = board.get_attribute("data-drawn")
    page.locator(f"[data-testid=stButtonGroup] button:has-text('{region}')").first.click()
    page.wait_for_function(DRAWN_ANEW, arg=before)
    visit.rested()
    page.wait_for_timeout(300)  # what comes after the drawing would come now


def listen(socket, frames: list[bytes]) -> None:
    """Keep every message that arrives over a socket."""
    socket.on("framereceived", lambda frame: frames.append(frame))


def note_answer(request, sizes: list[int]) -> None:
    """Keep how many bytes came of a section's first answer."""
    if "/board.json" in request.url:
        sizes.append(request.sizes()["responseBodySize"])


def count_messages(frames: list[bytes]) -> Counter:
    """Messages of the server by kind; an element by its own."""
    kinds = Counter()
    for frame in frames:
        message = ForwardMsg()
        message.ParseFromString(frame)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            kind = message.delta.new_element.WhichOneof("type")
        kinds[kind] += 1
    return kinds


@pytest.mark.parametrize("name", PAGES)
def test_a_click_is_one_run_and_at_most_one_drawing_a_chart(name, dashboard, visit):
    frames: list[bytes] = []
    sizes: list[int] = []
    requests = visit.record_requests()
    visit.page.on("websocket", lambda socket: listen(socket, frames))
    visit.page.on("requestfinished", lambda request: note_answer(request, sizes))
    page = visit.open(f"{dashboard}/{name}")
    visit.drawn()
    click_region(visit, "东部")
    page.evaluate(WATCH)
    words_before = page.evaluate(WORDS)
    asked_before = len(requests)
    frames.clear()
    sizes.clear()
    click_region(visit, "中部")
    costs, messages = page.evaluate("window.costs"), count_messages(frames)
    assert messages["script_finished"] == 1
    assert (costs["due"], costs["drawn"]) == (1, 1), "the page waited once, for its figures"
    assert max(costs["draws"].values(), default=1) == 1, costs["draws"]
    if words_before:  # written before the drawings, words would be laid out twice
        assert costs["words"] == words_before
        assert page.evaluate(WORDS) != words_before
    # a label that was another under every filter would be measured anew
    assert not [label for label in page.evaluate(LABELS) if "href" in label]
    # the four regions stand side by side whatever region is chosen
    assert "layout_region_bars" not in costs["draws"]
    assert costs["outlines"] == 0, "the map's outlines stay as they are: only colours change"
    assert not [url for url in requests[asked_before:] if "map.json" in url]
    assert messages["html"] == 0, "the style sheet of the frame comes with the page"
    assert sum(map(len, frames)) / 1000 <= MAX_KB[name]
    assert sum(messages.values()) <= MAX_MESSAGES[name], messages
    assert len(sizes) == 1
    assert sizes[0] / 1000 <= MAX_ANSWER_KB
    # names in sentences and in drawings lead on under the new filter, those that stay, too
    addresses = page.evaluate(NAMED_PAGES)
    assert addresses and all("region=中部" in address for address in addresses)
    click_region(visit, "中部")
    assert len(sizes) == 1, "a choice that was answered before is not asked for again"
    assert visit.complaints == []


def test_a_choice_changes_of_tiles_only_what_says_something_else(dashboard, visit):
    """In its place: to take elements out and lay others in costs the browser more than words."""
    page = visit.open(f"{dashboard}/overview?region=东部")
    visit.drawn()
    page.evaluate(KEEP_PARTS)
    click_region(visit, "中部")
    parts = page.evaluate(COMPARE_PARTS)
    assert {same for _, same, _, _ in parts} == {True, False}
    assert [part for part in parts if part[1] == part[2]] == [], "touched where it says the same"
    replaced = [name for name, _, _, kept in parts if not kept]
    assert replaced == []
    assert visit.complaints == []


# what each tile says, for the pointer too, where its links lead and its line goes
READ_TILES = """() => [...document.querySelectorAll(".board-tile")].map((tile) => [
  tile.innerText, tile.title, [...tile.querySelectorAll("a")].map((link) => link.href),
  [...tile.querySelectorAll("polyline")].map((line) => line.getAttribute("points")),
])"""


def test_tiles_of_a_choice_that_is_shown_again_are_those_of_the_page_opened_anew(dashboard, visit):
    """They are described once, and changed from what stood there between."""
    page = visit.open(f"{dashboard}/overview")
    visit.drawn()
    tiles_by_choice = []
    for word in ("东部", "西部", "西部", "东部", "东部"):
        click_region(visit, word)
        tiles_by_choice.append(page.evaluate(READ_TILES))
    first, with_west, again, whole, last = tiles_by_choice
    assert first == again == last
    assert len({str(tiles) for tiles in (first, with_west, whole)}) == 3
    visit.open(f"{dashboard}/overview?region=东部")
    visit.drawn()
    assert page.evaluate(READ_TILES) == first
    assert visit.complaints == []


# whether Streamlit's button shows the new choice when the figures are drawn
WATCH_BUTTON = """(word) => {
  const button = [...document.querySelectorAll(".st-key-region button")]
    .find((node) => node.textContent.trim() === word)
  const before = button.getAttribute("aria-pressed")
  window.drawnFirst = []
  window.watchButton?.abort()
  window.watchButton = new AbortController()
  const { signal } = window.watchButton
  addEventListener("figures:drawn", () => {
    window.drawnFirst.push(button.getAttribute("aria-pressed") === before)
  }, { signal })
}"""


def test_a_region_is_asked_for_when_its_button_is_pressed_and_drawn_when_it_is_let_go(
    dashboard, visit
):
    """Before Streamlit draws the button; of later ones only where that was quick."""
    requests = visit.record_requests()
    page = visit.open(f"{dashboard}/domains?domain=新材料")
    visit.drawn()

    def list_asked() -> list[str]:
        return [unquote(url) for url in requests if "/board.json" in url]

    drawn_first = []
    for word, chosen in (
        ("东部", "region=东部"),
        ("中部", "region=东部&region=中部"),
        ("东部", "region=中部"),
    ):
        asked_before = len(list_asked())
        before = page.locator(".board[data-drawn]").last.get_attribute("data-drawn")
        page.evaluate(WATCH_BUTTON, word)
        page.locator(".st-key-region button", has_text=word).hover()
        with page.expect_response("**/board.json*") as answer:
            page.mouse.down()
        answer.value.finished()
        page.wait_for_timeout(50)  # the browser has read it
        assert page.locator(".board[data-drawn]").last.get_attribute("data-drawn") == before
        page.mouse.up()
        page.wait_for_function(DRAWN_ANEW, arg=before)
        visit.rested()
        page.wait_for_timeout(300)
        (address,) = list_asked()[asked_before:]
        assert address.endswith(f"&domain=新材料&{chosen}")
        drawn_first.append(page.evaluate("window.drawnFirst"))
    assert drawn_first[0] == [True]
    assert visit.complaints == []


def test_figures_of_a_choice_that_the_page_does_not_follow_go_again(dashboard, visit):
    page = visit.open(f"{dashboard}/domains")
    visit.drawn()
    button = page.locator(".st-key-region button", has_text="东部")
    button.evaluate("node => node.addEventListener('click', (event) => event.stopPropagation())")
    page.evaluate(
        """() => {
          const read = () => [...document.querySelectorAll(".js-plotly-plot")]
            .map((plot) => JSON.stringify(plot.data.map(({ x, y, z, text }) => [x, y, z, text])))
            .join()
          window.shown = [read()]
          addEventListener("figures:drawn", () => window.shown.push(read()))
        }"""
    )
    button.hover()
    with page.expect_response("**/board.json*") as answer:
        page.mouse.down()
    answer.value.finished()
    page.wait_for_timeout(50)  # the browser has read it
    page.mouse.up()
    page.wait_for_function("() => window.shown.length === 3")
    whole, east, again = page.evaluate("window.shown")
    assert east != whole
    assert again == whole
    assert visit.complaints == []


def test_nothing_goes_over_the_socket_while_the_figures_of_a_choice_are_due(dashboard, visit):
    """Neither the page's request nor an answer; not for long where the figures do not come."""
    sent: list[bytes] = []
    received: list[bytes] = []
    page = visit.page
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.on("websocket", lambda socket: listen(socket, received))
    visit.open(f"{dashboard}/how_to_read")  # a page without figures, which would not wait for any
    visit.rested()
    page.wait_for_timeout(500)
    for words, is_answered in (("English", True), ("中文", False)):
        sent.clear()
        received.clear()
        title = page.locator("h1").inner_text()
        page.evaluate("dispatchEvent(new Event('figures:due'))")
        if is_answered:
            page.evaluate("dispatchEvent(new Event('figures:answered'))")
        page.locator("[data-testid=stSidebar] button", has_text=words).click()
        if is_answered:
            page.wait_for_timeout(800)
            assert not sent and not received
            page.evaluate("dispatchEvent(new Event('figures:drawn'))")
        page.wait_for_function(
            "(title) => document.querySelector('h1')?.innerText !== title", arg=title
        )
        visit.rested()
        page.wait_for_timeout(500)
        assert sent and count_messages(received)["script_finished"]
    assert visit.complaints == []


def test_a_section_that_cannot_be_had_at_its_address_is_sent_by_the_run(dashboard, visit):
    """A proxy may let the page's own connection through and nothing else."""
    frames: list[bytes] = []
    visit.page.on("websocket", lambda socket: listen(socket, frames))
    page = visit.open(f"{dashboard}/domains")
    visit.drawn()
    visit.rested()  # a click during the first run would end it, and the next would send the section
    page.route("**/board.json*", lambda route: route.fulfill(status=502))
    totals = page.locator("[data-figure=domain_totals]")
    title = totals.get_attribute("aria-label")
    before = totals.locator(".js-plotly-plot").get_attribute("aria-label")
    click_region(visit, "西部")
    assert totals.get_attribute("aria-label") == title
    assert totals.locator(".js-plotly-plot").get_attribute("aria-label") != before
    visit.rested()
    assert count_messages(frames)["script_finished"] == 3, "the first, the click's, one more"


FAIL = """() => {
  Plotly.react = () => Promise.reject(new Error("no drawing"))
  addEventListener("figures:drawn", () => {
    const messages = [...document.querySelectorAll(".board-card .board-message")]
    window.told = messages.map((message) => message.hidden ? "" : message.textContent)
  })
}"""


def test_a_drawing_that_fails_is_told_in_its_card(dashboard, visit):
    """In place of the drawing that stood there, before the run of the page draws it once more."""
    page = visit.open(f"{dashboard}/domains")
    visit.drawn()
    page.evaluate(FAIL)
    click_region(visit, "东部")
    assert set(page.evaluate("window.told")) == {catalog_words()("board.failed")}
