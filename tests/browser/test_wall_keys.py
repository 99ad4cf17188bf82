"""The wall's keys, and a computer that asks for less motion."""

import pytest

from .wall import open_wall

pytestmark = pytest.mark.browser
SCENES = ["goals", "map", "month"]
QUERY = f"dwell=2&scenes={','.join(SCENES)}"


def name_scene(page) -> str:
    return page.locator(".wall-scene[data-shown]").get_attribute("data-scene")


def neighbour(name: str, places: int) -> str:
    return SCENES[(SCENES.index(name) + places) % len(SCENES)]


def test_space_holds_and_arrows_step_and_a_held_wall_goes_on_by_itself(cold_visit, dashboard):
    visit = cold_visit  # whose clock is set
    page = open_wall(visit, dashboard, QUERY)
    sign = page.locator(".wall-held")
    assert not sign.is_visible()
    page.keyboard.press("Space")
    held = name_scene(page)
    assert "已停住" in sign.inner_text()
    page.wait_for_timeout(4500)  # more than two turns
    assert name_scene(page) == held
    page.keyboard.press("ArrowRight")
    assert name_scene(page) == neighbour(held, 1)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+ArrowLeft")  # the browser's own
    assert name_scene(page) == neighbour(held, -1) and sign.is_visible()
    page.keyboard.press("Space")
    assert not sign.is_visible()
    page.wait_for_function("(name) => !document.querySelector(`[data-scene=${name}][data-shown]`)",
                           arg=neighbour(held, -1), timeout=10_000)  # fmt: skip
    page.clock.install()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.clock.fast_forward("09:50")
    assert sign.is_visible()
    page.clock.fast_forward("00:11")
    assert not sign.is_visible()
    assert visit.complaints == []


def test_a_pinned_wall_knows_no_keys(visit, dashboard):
    page = open_wall(visit, dashboard, "pin=map&dwell=2")
    for key in ("Space", "ArrowRight"):
        page.keyboard.press(key)
    assert name_scene(page) == "map" and not page.locator(".wall-held").is_visible()


def test_a_computer_that_asks_for_less_motion_gets_no_fade_and_no_line(visit, dashboard):
    page = open_wall(visit, dashboard, QUERY)
    running = "document.querySelector('.wall-bar i').getAnimations().length"
    fades = """[...document.querySelectorAll('.wall-scene, .wall-dot, .wall-head')].filter(
      (node) => parseFloat(getComputedStyle(node).transitionDuration)).length"""
    page.wait_for_function(f"() => {running} === 1")  # between two scenes it has none
    assert page.evaluate(fades) > 0
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_selector(".wall[data-motion=off]")
    assert page.evaluate(running) == 0 and page.evaluate(fades) == 0
    first = name_scene(page)
    page.wait_for_function("(name) => !document.querySelector(`[data-scene=${name}][data-shown]`)",
                           arg=first, timeout=10_000)  # fmt: skip
    assert page.evaluate(running) == 0
