"""A wall's figure: the page's numbers, no letter below the floor, colours that are read."""

import re
from pathlib import Path

import pandas as pd
import pytest

from catalog.definitions import words
from charts.figure import figure
from charts.spec import ChartSpec, Provenance, Series
from charts.theme import PALETTE, REFERENCE
from charts.wall_style import DARK_INKS, INKS, LOOKS, MIN_LETTER_PX, ON_FILL, tokens, wall_figure

ORIGIN = Provenance("示例", "2026-10-29", "v1", "全国")
TONES = ("text", "muted", "own", "warn", "bad", "accent", "reference")


def spec(kind="column", values=(3.0, 0.0, float("nan")), **parts) -> ChartSpec:
    frame = pd.DataFrame({"label": ["甲", "乙", "丙"], "value": list(values)})
    return ChartSpec(
        "id", kind, "题", frame, "label", (Series("数", "value"),), "家", ORIGIN, **parts
    )


def sizes(part) -> list[float]:
    """Every font size of a figure."""
    if isinstance(part, list):
        return [size for item in part for size in sizes(item)]
    if not isinstance(part, dict):
        return []
    own = [value["size"] for key, value in part.items()
           if key.endswith("font") and isinstance(value, dict) and "size" in value]  # fmt: skip
    return own + [size for item in part.values() for size in sizes(item)]


@pytest.mark.parametrize("kind", ["column", "bar", "stacked"])
def test_the_numbers_are_those_of_the_page(kind):
    page, wall = (draw(spec(kind), words()) for draw in (figure, wall_figure))
    for drawn, rows in zip(page["data"], wall["data"], strict=True):
        assert (drawn["x"], drawn["y"]) == (rows["x"], rows["y"])


@pytest.mark.parametrize("kind", ["column", "bar", "stacked"])
def test_no_letter_is_below_the_floor_and_nothing_waits_for_a_pointer(kind):
    wall = wall_figure(spec(kind), words())
    assert sizes(wall) and min(sizes(wall)) >= MIN_LETTER_PX
    assert all(trace["hoverinfo"] == "skip" for trace in wall["data"])
    assert not any("customdata" in trace or "hovertext" in trace for trace in wall["data"])


def test_missing_is_still_said():
    wall = wall_figure(spec("column"), words())
    assert "暂无数据" in wall["data"][-1]["text"]


def test_names_of_provinces_come_by_their_values_after_those_always_named():
    frame = pd.DataFrame({"label": ["110000", "420000"], "value": [1.0, 7.0]})
    names = {"110000": "北京", "420000": "湖北", "710000": "台湾"}
    chart = spec("map").but(frame=frame, height=725, names=names)
    notes = wall_figure(chart, words())["layout"]["annotations"]
    assert [note["text"] for note in notes[:3]] == ["北京", "台湾", "湖北"]
    assert len(notes) == 34


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: str, other: str) -> float:
    low, high = sorted([luminance(first), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", LOOKS)
def test_every_tone_is_read_on_its_ground(look):
    colours = tokens(look)
    for tone in TONES:
        assert contrast(colours[tone], colours["page"]) >= 4.5, tone
    for ground in ("amber", "alarm"):
        assert contrast(colours["text"], colours[ground]) >= 4.5, ground
    for at in range(len(PALETTE)):
        assert contrast(colours[f"p{at}"], colours["page"]) >= 3, at


@pytest.mark.parametrize("look", LOOKS)
def test_every_ink_of_the_charts_has_a_colour_of_the_wall(look):
    assert set(INKS) >= {*PALETTE, REFERENCE}
    assert {name.removeprefix("@") for name in INKS.values()} <= set(tokens(look))


def test_ramps_leave_the_ground_step_by_step_and_what_stands_on_them_is_read():
    """Nothing glares: on the dark wall few fills are light, and those are what there is most of."""
    for look in LOOKS:
        colours = tokens(look)
        ground = colours["page"]
        for ramp in ("s", "m"):
            steps = [contrast(colours[f"{ramp}{at}"], ground) for at in range(5)]
            assert steps == sorted(steps), (look, ramp)
            for at in range(5):
                ink = colours["text" if at < 3 else "page"]
                assert contrast(colours[f"{ramp}{at}"], ink) >= 3, (look, ramp, at)
        for low in ("s0", "m0", "t1", "t2", "gap"):
            assert look == "light" or luminance(colours[low]) < 0.1, low


def test_names_on_the_map_take_the_walls_own_colours_and_shadows():
    frame = pd.DataFrame({"label": ["110000", "420000"], "value": [1.0, 7.0]})
    notes = wall_figure(spec("map").but(frame=frame, height=725), words())["layout"]["annotations"]
    fonts = {note["name"]: note["font"] for note in notes}
    assert fonts["labels/420000"]["color"] == "@page"
    assert "1px 1px 1px var(--wall-m3)" in fonts["labels/420000"]["shadow"]
    assert fonts["labels/110000"]["color"] == "@text"
    assert not any("#" in font["shadow"] for font in fonts.values())


def test_a_dark_page_has_the_inks_of_the_dark_wall():
    script = Path(__file__).parent.parent.parent / "widgets/components/shared/dark_inks.js"
    written = dict(re.findall(r'"(#\w{6})": "(#\w{6})"', script.read_text(encoding="utf-8")))
    dark = tokens("dark")
    inks = {ink: dark[INKS[ink].removeprefix("@")] for ink in DARK_INKS}
    on_fill = {ink: dark[token.removeprefix("@")] for ink, token in ON_FILL.items()}
    assert written == inks | on_fill
