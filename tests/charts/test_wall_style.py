"""A wall's figure: the page's numbers, no letter below the floor, colours that are read."""

import json
import re

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from catalog.figure_parts import measure_contrast, measure_luminance
from charts.figure import figure
from charts.spec import ChartSpec, Provenance, Series
from charts.theme import COLOURS, REFERENCE
from charts.wall_style import INKS, LOOKS, MIN_LETTER_PX, tokens, wall_figure
from server import assets

ORIGIN = Provenance("示例", "2026-10-29", "v1", "全国")
TONES = ("text", "muted", "accent", "reference", *catalog().colours.tone)


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


@pytest.mark.parametrize("look", LOOKS)
def test_every_tone_is_read_on_its_ground(look):
    colours = tokens(look)
    for tone in TONES:
        assert measure_contrast(colours[tone], colours["page"]) >= 4.5, tone
    for ground in ("amber", "alarm"):
        assert measure_contrast(colours["text"], colours[ground]) >= 4.5, ground
    for name in COLOURS.series:
        assert measure_contrast(colours[name], colours["page"]) >= 3, name
        letters = colours[COLOURS.letters.get(name, name)]
        assert measure_contrast(letters, colours["page"]) >= 4.5, name


@pytest.mark.parametrize("look", LOOKS)
def test_every_ink_of_the_charts_has_a_colour_of_the_wall(look):
    assert set(INKS) >= {*COLOURS.on_paper(COLOURS.series), REFERENCE}
    assert {name.removeprefix("@") for name in INKS.values()} <= set(tokens(look))


def test_ramps_leave_the_ground_step_by_step_and_what_stands_on_them_is_read():
    """Nothing glares: on the dark wall few fills are light, and those are what there is most of."""
    for look in LOOKS:
        colours = tokens(look)
        ground = colours["page"]
        for ramp in ("level", "matrix", "map"):
            steps = [measure_contrast(colours[f"{ramp}_{at}"], ground) for at in range(5)]
            assert steps == sorted(steps), (look, ramp)
            for at in range(5):
                ink = colours["on_pale" if at < 3 or ramp == "matrix" else "on_deep"]
                assert measure_contrast(colours[f"{ramp}_{at}"], ink) >= 3, (look, ramp, at)
        for low in ("matrix_0", "map_0", "turning_1", "turning_2", "gap"):
            assert look == "light" or measure_luminance(colours[low]) < 0.1, low


@pytest.mark.parametrize("ground", ["paper", "dark", "wall"])
def test_numbers_are_read_on_every_colour_of_a_matrix(ground):
    """Between two steps a colour is a mixture of both, and no paler or deeper than they are."""
    ink = {name: getattr(entry, ground) for name, entry in COLOURS.ink.items()}
    nodata = COLOURS.surface["dark" if ground == "dark" else "light"]["nodata"]
    steps = [ink[name] for name in ("gap", *COLOURS.ramp["matrix"], *COLOURS.ramp["turning"])]
    read = {fill: measure_contrast(fill, ink["on_pale"]) for fill in (*steps, nodata)}
    assert min(read.values()) >= 4.5, read
    cells = figure(spec("heat"), words())["data"]
    assert {trace["textfont"]["color"] for trace in cells} == {COLOURS.ink["on_pale"].paper}


def test_names_on_the_map_take_the_walls_own_colours_and_shadows():
    frame = pd.DataFrame({"label": ["110000", "420000"], "value": [1.0, 7.0]})
    notes = wall_figure(spec("map").but(frame=frame, height=725), words())["layout"]["annotations"]
    fonts = {note["name"]: note["font"] for note in notes}
    assert fonts["labels/420000"]["color"] == "@on_deep"
    shadow = fonts["labels/420000"]["shadow"]
    assert "0 0 3px var(--wall-map_3)" in shadow and "1px 1px 0 var(--wall-map_3)" in shadow
    assert fonts["labels/110000"]["color"] == "@on_pale"
    assert not any("#" in font["shadow"] for font in fonts.values())


def test_a_dark_page_has_the_inks_of_the_dark_wall_and_replaces_none_twice():
    inks = catalog().colours.ink
    written = json.loads(re.search(r"DARK_INKS = ({.*});", assets.write_inks())[1])
    dark = tokens("dark")
    assert written == {ink.paper: dark[name] for name, ink in inks.items()}
    assert not written.keys() & written.values()
