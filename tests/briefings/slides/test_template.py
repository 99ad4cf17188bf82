"""Templates: the house's own, the ministry's, and those that are refused in words."""

import io

import pytest
from pptx import Presentation

from briefings.shared.unfit_template import UnfitTemplate
from briefings.slides.house_template import house
from tests.briefings.slides.example_decks import exhibit_of, file_of, find_nodes, slides_of, texts


def saved(deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


@pytest.fixture
def ministry(words):
    """A template of another size whose chart stands elsewhere, with a slide left in it."""
    deck = house(words)
    page = next(layout for layout in deck.slide_layouts if layout.name == "图表页")
    place = next(p for p in page.placeholders if p.name == "图表")
    place.left, place.top, place.width, place.height = 914_400, 1_828_800, 9_144_000, 3_657_600
    deck.slides.add_slide(page).shapes.title.text = "模板里的旧页"
    return deck


def test_a_file_that_is_no_presentation_is_refused(words):
    for data in (b"", b"PK", b"not a file"):
        with pytest.raises(UnfitTemplate, match="不是能打开的演示文稿模板"):
            file_of([], words, template=data)


def test_a_template_without_the_layout_is_refused_by_its_name(words):
    with pytest.raises(UnfitTemplate, match="没有名为“图表页”的版式"):
        file_of([], words, template=saved(Presentation()))


def test_a_layout_without_the_placeholders_is_refused_with_their_names(ministry, words):
    page = next(layout for layout in ministry.slide_layouts if layout.name == "图表页")
    for place in list(page.placeholders):
        if place.name in ("要点", "来源"):
            place._element.getparent().remove(place._element)
    with pytest.raises(UnfitTemplate, match="“图表页”缺少占位符：要点、来源"):
        file_of([], words, template=saved(ministry))


def test_charts_stand_where_the_template_has_them(ministry, words):
    data = file_of([exhibit_of("column", {"数": (1, 2)})], words, template=saved(ministry))
    _, slide = slides_of(data)
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    assert (frame.left, frame.top, frame.width, frame.height) == (
        914_400, 1_828_800, 9_144_000, 3_657_600,
    )  # fmt: skip
    assert slide.slide_layout.name == "图表页" and slide.shapes.title.text == "一张图"


def test_slides_left_in_a_template_do_not_come_along(ministry, words):
    data = file_of([], words, template=saved(ministry))
    assert len(slides_of(data)) == 1
    assert b"\xe6\x97\xa7\xe9\xa1\xb5" not in data
    assert not any("旧页" in texts(slide) for slide in slides_of(data))


def test_a_template_without_a_cover_takes_its_page_for_one(ministry, words):
    cover = next(layout for layout in ministry.slide_layouts if layout.name == "封面")
    cover._element.cSld.set("name", "别的")
    (slide,) = slides_of(file_of([], words, template=saved(ministry)))
    assert slide.slide_layout.name == "图表页" and "一份简报" in texts(slide)


def test_no_placeholder_is_left_empty(deck):
    for slide in slides_of(deck):
        for place in slide.placeholders:
            assert place.has_text_frame and place.text_frame.text.strip(), place.name


def test_the_theme_has_a_chinese_face(words):
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    theme = house(words).slide_master.part.part_related_by(RT.THEME).blob
    assert set(
        find_nodes(theme, "//a:majorFont/a:ea/@typeface | //a:minorFont/a:ea/@typeface")
    ) == {"Microsoft YaHei"}
