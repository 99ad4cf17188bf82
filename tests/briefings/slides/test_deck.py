"""Presentations as staff open them: complete, marked, the same twice, valid."""

import io
import json

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from briefings.exhibit import Briefing, Grid, Passage
from briefings.read_stamp import stamps
from briefings.slides.deck import write
from briefings.stamp import stamp
from catalog.figure_parts import Cell
from tests.briefings.slides.example_decks import (
    ORIGIN,
    REAL,
    exhibit_of,
    file_of,
    find_nodes,
    part_names,
    slides_of,
    texts,
)


def test_an_empty_briefing_is_a_cover(words):
    (cover,) = slides_of(file_of([], words))
    lines = texts(cover)
    for word in ("一份简报", "摘要", "2026-10-31", "v1", "范围：全国", "示例登记册", "演示数据"):
        assert word in lines
    assert lines.count("范围") == 1


def test_a_title_too_long_for_its_slide_ends_in_dots_and_is_whole_in_the_notes(words):
    long = "很长的标题" * 80
    data = write(Briefing(long, ORIGIN, (Passage(long, "正文"),), lead="摘要"), words)
    for slide in slides_of(data):
        title = slide.shapes.title.text
        assert title.endswith("…") and long.startswith(title[:-1]) and len(title) > 40
        assert slide.notes_slide.notes_text_frame.text.startswith(f"{long}\n")


def test_the_file_is_valid_and_the_same_twice(of_each_kind, words, tmp_path):
    parts = [Passage("标题", "正文"), *of_each_kind, Grid("表", ("指标",), (("甲",),))]
    data, path = file_of(parts, words), tmp_path / "deck.pptx"
    path.write_bytes(data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors[:5]
    assert file_of(parts, words) == data


def test_it_carries_the_stamp_of_the_briefing(deck, everything):
    assert [message for _, message in stamps(deck)] == [stamp(everything)]


def test_a_slide_of_each_part_in_order_with_its_words(deck, everything):
    slides = slides_of(deck)
    titles = [s.shapes.title.text for s in slides[1:] if "（续" not in s.shapes.title.text]
    assert titles == [part.title for part in everything.parts]
    assert all(texts(slide).count("演示数据") >= 2 for slide in slides)
    values = {s.shapes.title.text: texts(s) for s in slides}
    for exhibit in everything.exhibits:
        assert all(line in values[exhibit.title] for line in exhibit.empty.split("\n"))


def test_every_slide_says_its_source_takeaway_and_note(deck, everything):
    lines = [texts(slide) for slide in slides_of(deck)]
    for exhibit in everything.exhibits:
        words = [exhibit.title, exhibit.takeaway, exhibit.provenance.line, exhibit.note]
        assert any(all(word in text for word in words) for text in lines), exhibit.id


def test_notes_say_what_is_behind_a_chart(deck, everything):
    last = [slide.notes_slide.notes_text_frame.text.split("\n")[-1] for slide in slides_of(deck)]
    facts = [json.loads(line) for line in last[1:-1]]
    digests = {first["id"]: first["sha256"] for first in stamp(everything)["exhibits"]}
    assert {f["id"]: f["sha256"] for f in facts if "id" in f} == digests
    assert {fact["version"] for fact in facts} == {everything.provenance.version}
    assert all("范围" in fact["scope"] and fact["as_of"] for fact in facts)


def test_charts_maps_and_tables_say_what_they_are_to_those_who_do_not_see_them(deck, everything):
    about = [word for s in slides_of(deck) for word in find_nodes(s._element, ".//p:cNvPr/@descr")]
    drawn = [exhibit for exhibit in everything.exhibits if not exhibit.empty]
    assert {" ".join(exhibit.alt.split()) for exhibit in drawn} <= set(about)


def test_without_invented_data_there_is_no_mark(words):
    data = file_of([exhibit_of("column", {"数": (1, 2)}, provenance=REAL)], words, provenance=REAL)
    assert not any("演示数据" in texts(slide) for slide in slides_of(data))


def test_an_exhibit_of_invented_data_is_marked_in_whatever_file(words):
    cover, slide = slides_of(
        file_of([exhibit_of("column", {"数": (1, 2)})], words, provenance=REAL)
    )
    assert "演示数据" not in texts(cover) and texts(slide).count("演示数据") == 2


def test_nothing_to_draw_is_a_sentence_and_no_blank_chart(words):
    data = file_of([exhibit_of("column", {}, empty="登记册未报送。")], words)
    assert "登记册未报送。" in texts(slides_of(data)[1])
    assert not [name for name in part_names(data) if "chart" in name]


def test_categories_without_any_number_are_named(words):
    data = file_of([exhibit_of("column", {"数": (1, None), "量": (2, None)})], words)
    assert "暂无数据：乙" in texts(slides_of(data)[1])


def rows_of(slide) -> list[list[str]]:
    """The words of a slide's table."""
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_long_table_flows_over_slides_and_loses_nothing(words):
    rows = tuple((f"第{at}行", at) for at in range(60))
    slides = slides_of(file_of([Grid("长表", ("名称", "数"), rows)], words))[1:]
    tables = [rows_of(slide) for slide in slides]
    assert len(slides) > 2 and all(table[0] == ["名称", "数"] for table in tables)
    assert [row for table in tables for row in table[1:]] == [[a, str(b)] for a, b in rows]
    assert slides[1].shapes.title.text == f"长表（续 2/{len(slides)}）"
    for slide in slides:
        (frame,) = [shape for shape in slide.shapes if shape.has_table]
        assert frame.top + frame.height < 6_858_000


def test_a_grid_keeps_its_tones_and_says_what_is_missing(words):
    grid = Grid("表", ("指标", "数"), (("甲", None),), "注", {(0, 0): "#8f3d5f"})
    slide = slides_of(file_of([grid], words))[1]
    assert rows_of(slide)[1] == ["甲", "暂无数据"] and "注" in texts(slide)
    assert "8F3D5F" in find_nodes(slide._element, ".//a:tbl//a:rPr//a:srgbClr/@val")
    empty = slides_of(file_of([Grid("表", ("指标",), (), "没有变化")], words))[1]
    assert "没有变化" in texts(empty) and not any(s.has_table for s in empty.shapes)


def test_cells_wear_their_colours(words):
    cells = ((Cell("甲"), Cell("5", "#1d5a92", "#ffffff")),)
    data = file_of([exhibit_of("heat", {}, cells=cells, columns=("领域", "数"))], words)
    (cell,) = find_nodes(slides_of(data)[1]._element, ".//a:tc[.//a:t='5']")
    assert find_nodes(cell, "a:tcPr/a:solidFill/a:srgbClr/@val") == ["1D5A92"]
    assert find_nodes(cell, ".//a:rPr/a:solidFill/a:srgbClr/@val") == ["FFFFFF"]


def test_matrices_have_the_screen_s_numbers(deck, everything):
    tables = {s.shapes.title.text: rows_of(s) for s in slides_of(deck)
              if any(shape.has_table for shape in s.shapes)}  # fmt: skip
    for exhibit in (e for e in everything.exhibits if e.kind == "heat" and not e.empty):
        head, *rows = tables[exhibit.title]
        assert head == list(exhibit.heads)
        assert rows == [[cell.text for cell in row] for row in exhibit.cells]


def test_a_passage_has_its_quote_status_and_notes(words):
    text = Passage("标题", "正文", "引文", "● 达到", ("注一",))
    lines = texts(slides_of(file_of([text], words))[1])
    assert all(word in lines for word in ("标题", "正文", "原文：引文", "状态：● 达到", "注一"))


@pytest.mark.parametrize("word", ["=1+1", "a<b&c", "\x00\x0b长" + "长" * 500])
def test_whatever_words_make_a_file_that_opens(word, words):
    chart = exhibit_of("column", {word: (1, 2)}, (word, "乙"), title=word, takeaway=word, alt=word)
    parts = [chart, Passage(word, word, word, word), Grid(word, (word,), ((word,),))]
    data = file_of(parts, words)
    assert len(slides_of(data)) >= 4
    for name in part_names(data):
        assert not name.endswith("vbaProject.bin")


def test_the_pages_are_wide_and_numbered(deck):
    opened = Presentation(io.BytesIO(deck))
    assert opened.slide_width * 9 == opened.slide_height * 16
    for slide in list(opened.slides)[1:]:
        assert find_nodes(slide._element, ".//a:fld[@type='slidenum']")


def test_a_matrix_tears_no_word_and_has_no_letters_below_nine_points(words):
    head = ("领域", *(f"省{at}" for at in range(31)))
    row = (Cell("高端制造"), *[Cell("1.27\n7 家")] * 31)
    slides = slides_of(file_of([exhibit_of("heat", {}, cells=(row,) * 6, columns=head)], words))[1:]
    wide = (Cell("高端制造"), *[Cell("覆盖三家")] * 31)
    turned = exhibit_of("heat", {}, cells=(wide,) * 6, columns=head)
    more = slides_of(file_of([turned], words))[1:]
    named = ("Domain", *["Heilongjiang"] * 31)
    row = (Cell("Other"), *[Cell("1")] * 31)
    english = exhibit_of("heat", {}, cells=(row,) * 6, columns=named)
    (heads,) = {len(rows_of(s)[0]) for s in slides_of(file_of([english], words))[1:]}
    assert [*(len(rows_of(slide)[0]) for slide in (*slides, more[0])), heads] == [32, 7, 7]
    assert sum(len(rows_of(slide)) - 1 for slide in more) == 31
    sizes = [int(size) for slide in (*slides, *more)
             for size in find_nodes(slide._element, ".//a:tbl//a:rPr/@sz")]  # fmt: skip
    assert min(sizes) == 900
