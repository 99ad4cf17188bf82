"""The map on a slide: all that the screen's map carries, island by island, in its colours."""

from dataclasses import replace

import pytest

from briefings.shared.map.shapes import rings
from catalog.figure_parts import Cell
from tests.briefings.slides.example_decks import file_of, find_nodes, slides_of, texts


@pytest.fixture(scope="module")
def exhibit(exhibits):
    return next(e for e in exhibits if e.id == "layout_map")


@pytest.fixture(scope="module")
def slide(exhibit, words):
    return slides_of(file_of([exhibit], words))[1]


def shapes(slide, name) -> list:
    """Freeforms of a name, the main map's before the inset's."""
    path = f".//p:sp[p:nvSpPr/p:cNvPr/@name='{name}'][.//a:custGeom]"
    return find_nodes(slide._element, path)


def test_every_polygon_of_every_province_is_kept(exhibit, slide):
    layer = exhibit.map.outlines
    south = layer["ranges"]["y"][0]
    for place in exhibit.map.places:
        main = [ring for ring in rings(layer["main"][place.code])
                if max(y for _, y in ring) > south]  # fmt: skip
        inset = rings(layer["inset"].get(place.code, {"x": [], "y": []}))
        drawn = [len(find_nodes(shape, ".//a:moveTo")) for shape in shapes(slide, place.name)]
        assert drawn == [count for count in (len(main), len(inset)) if count], place.name
        assert find_nodes(shapes(slide, place.name)[0], ".//a:close")
    # what lies south of the main map is all in the inset
    everywhere = rings(layer["main"]["460000"])
    assert len(everywhere) == len(rings(layer["inset"]["460000"])) == 330


def test_every_point_of_an_outline_is_kept(exhibit, slide):
    place = next(p for p in exhibit.map.places if p.code == "150000")
    (shape,) = shapes(slide, place.name)
    outline = exhibit.map.outlines["main"][place.code]
    assert len(find_nodes(shape, ".//a:pt")) == sum(x is not None for x in outline["x"])


def test_provinces_wear_the_colours_of_the_screen(exhibit, slide):
    fills = {trace["meta"]["geometry"][1]: trace["fillcolor"] for trace in exhibit.figure["data"]
             if trace.get("meta", {}).get("geometry", [""])[0] == "main"}  # fmt: skip
    for place in exhibit.map.places:
        assert place.fill == fills[place.code]
        for shape in shapes(slide, place.name):
            color = find_nodes(shape, "p:spPr/a:solidFill/a:srgbClr/@val")
            back = find_nodes(shape, "p:spPr/a:pattFill/a:bgClr/a:srgbClr/@val")
            assert (back if place.hatched else color) == [place.fill[1:].upper()]


def test_the_dashes_and_the_other_boundaries_are_drawn_in_both_maps(exhibit, slide):
    assert [kind for kind, *_ in exhibit.map.lines] == ["dashes", "undefined", "sea"]
    counts = [len(find_nodes(shape, ".//a:moveTo")) for shape in shapes(slide, "dashes")]
    layer = exhibit.map.outlines
    assert counts[1] == len(rings(layer["inset_lines"]["dashes"])) == 9
    assert counts[0] == sum(max(y for _, y in line) > layer["ranges"]["y"][0]
                            for line in rings(layer["lines"]["dashes"]))  # fmt: skip
    assert len(rings(layer["lines"]["dashes"])) == 10
    assert shapes(slide, "undefined") and shapes(slide, "sea")


def test_key_names_values_inset_and_caption_stand_on_the_slide(exhibit, slide):
    lines = texts(slide)
    for label, _, _ in exhibit.map.key:
        assert label in lines
    for place in exhibit.map.places:
        assert place.name in lines and place.printed in lines
    assert "南海诸岛" in lines and "底图未经地图审核，仅供内部测试。" in lines and "（家）" in lines


def test_the_map_stays_on_its_slide(slide):
    shapes = ".//p:grpSp//p:sp/p:spPr/a:xfrm"
    sides = [
        [int(emu) for emu in find_nodes(slide._element, f"{shapes}/{side}")]
        for side in ("a:off/@x", "a:off/@y", "a:ext/@cx", "a:ext/@cy")
    ]
    for x, y, w, h in zip(*sides, strict=True):
        assert x >= 0 and y >= 0 and x + w <= 12_192_000 and y + h <= 6_858_000


def test_what_a_trial_adds_stands_beside_its_province(exhibits, words):
    exhibit = next(e for e in exhibits if e.id == "siting_map")
    first, *rest = exhibit.map.places
    added = replace(first, added=(Cell("A+2", "#e08a2c", "#10243a"),))
    drawing = replace(exhibit.map, places=(added, *rest))
    slide = slides_of(file_of([exhibit.but(map=drawing)], words))[1]
    assert "A+2" in texts(slide)
