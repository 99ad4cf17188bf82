"""The wall turning: no gap between scenes, no growth, nothing complained of, nothing from outside.

A few turns in `make test`, two hundred in `make soak` (SOAK=full).
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from .conftest import list_outside
from .test_wall_faults import WATCH, outage, stood_throughout
from .wall import SCENES, killable, open_wall

pytestmark = [pytest.mark.browser, pytest.mark.long]
FULL = os.environ.get("SOAK") == "full"
TURNS = 200 if FULL else 6
WARM = len(SCENES) + 1 if FULL else 3  # turns before the first measurement
DWELL = 2  # s, the shortest that the settings allow
GROWTH = 1.05

COUNT = """() => {
  window.turns = []
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (target.hasAttribute("data-shown")) window.turns.push(target.dataset.scene)
    }
  }).observe(document.querySelector(".wall-stage"),
    { subtree: true, attributes: true, attributeFilter: ["data-shown"] })
}"""


def heap(visit) -> float:
    """Bytes that JavaScript holds once everything that can go is gone."""
    session = visit.context.new_cdp_session(visit.page)
    session.send("HeapProfiler.enable")
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used


def resident(server) -> int:
    """kB of the server's memory."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def turned(page, count: int) -> None:
    page.wait_for_function(
        "count => window.turns.length >= count", arg=count, timeout=(count + 10) * DWELL * 1000
    )


def test_scenes_turn_without_a_gap_and_without_growth(visit, sample_tables):
    requests = visit.record_requests()
    with killable(sample_tables) as server:
        page = open_wall(visit, server.address, f"dwell={DWELL}", (1366, 768))
        page.evaluate(COUNT)
        page.evaluate(WATCH)
        turned(page, WARM)
        before, held = heap(visit), resident(server.running)
        nodes = page.evaluate("document.querySelectorAll('*').length")
        turned(page, WARM + TURNS)
        order = page.evaluate("window.turns")
        first = SCENES.index(order[0])
        assert order == [SCENES[(first + at) % len(SCENES)] for at in range(len(order))]
        observed = page.evaluate("window.seen")
        assert observed["frames"] > 100 and stood_throughout(observed), observed
        assert page.evaluate("document.querySelectorAll('*').length") == nodes
        if FULL:
            after, holds = heap(visit), resident(server.running)
            print(
                f"{TURNS} turns: heap {before:,.0f} to {after:,.0f} B, server {held} to {holds} kB"
            )
            frames, blank, longest = (observed[key] for key in ("frames", "blank", "longest"))
            print(f"frames {frames}, blank {blank}, longest {longest} ms")
            assert after <= GROWTH * before and holds <= GROWTH * held
        assert visit.complaints == []
        assert list_outside(requests, server.address) == []


def test_a_pinned_scene_stands_and_motion_can_be_off(visit, dashboard):
    page = open_wall(visit, dashboard, "pin=map&motion=off&dwell=2")
    assert page.locator(".wall-scene").count() == 1
    page.wait_for_timeout(5000)
    assert page.locator(".wall-scene[data-shown]").get_attribute("data-scene") == "map"
    duration = "node => getComputedStyle(node).transitionDuration"
    assert page.locator(".wall-scene").evaluate(duration) in ("0s", "")


def test_the_address_chooses_scope_title_look_and_scenes(visit, dashboard):
    query = "scenes=map,month,nothing&province=湖北&title=湖北大屏&look=light"
    page = open_wall(visit, dashboard, query)
    head = page.locator(".wall-head").inner_text()
    assert "湖北大屏" in head and "范围：全部领域 · 湖北" in head and "演示数据" in head
    assert "没有这些画面，已略过：nothing" in head
    names = page.locator(".wall-scene").evaluate_all("all => all.map((s) => s.dataset.scene)")
    assert sorted(names) == ["map", "month"]
    ground = page.locator(".wall").evaluate("n => getComputedStyle(n).backgroundColor")
    assert ground == "rgb(244, 247, 250)"


def test_the_frame_leads_to_the_wall_of_the_same_scope(dashboard, visit):
    """In a tab of its own; the page in its frame stays as it is."""
    page = visit.open(f"{dashboard}/domains?province=湖北")
    visit.drawn()
    with visit.context.expect_page() as opening:
        page.get_by_role("link", name="大屏").click()
    screen = opening.value
    screen.wait_for_selector(".wall[data-drawn]", timeout=60_000)
    assert "范围：全部领域 · 湖北" in screen.locator(".wall-head").inner_text()
    assert not screen.get_by_test_id("stSidebar").is_visible()
    assert page.get_by_test_id("stSidebar").is_visible()


@pytest.mark.skipif(not FULL, reason="`make soak`")
def test_the_server_is_away_for_a_minute(visit, sample_tables):
    with killable(sample_tables) as server:
        outage(visit, server, 60)


def test_the_clock_is_beijing_s_whatever_the_computer_s_zone(cold_visit, dashboard):
    """16:30 of the last of October in Greenwich is half past midnight of November in Beijing."""
    page = cold_visit.page  # its clock is set
    page.clock.set_fixed_time(datetime(2026, 10, 31, 16, 30, tzinfo=UTC))
    computer = cold_visit.context.new_cdp_session(page)
    for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
        computer.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
        open_wall(cold_visit, dashboard, "scenes=goals&dwell=60")
        assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == zone
        assert page.locator(".wall-head-clock").inner_text() == "00:30", zone
        assert page.locator(".wall-head-day").inner_text() == "2026-11-01", zone


ROWS = """async () => {
  const { heldRows } = await import("/assets/wall/fit.js")
  const values = [16, 9, 8, 8, 8, 7]
  return [200, 112, 92, 72, 52, 32].map((height) => heldRows(values, height)).concat(
    heldRows([1, 1, 1, 1], 52),
  )
}"""


def test_a_ranking_is_never_cut_between_equals(visit, dashboard):
    """Room for six rows and fewer; and for two of four that are all equal, which is then said."""
    page = open_wall(visit, dashboard, "pin=map&motion=off")
    held = [(item["rows"], item["word"]) for item in page.evaluate(ROWS)]
    parts = [(5, "part"), (2, "part"), (2, "part"), (2, "part"), (1, "part")]
    assert held == [(6, "whole"), *parts, (2, "tied")]
