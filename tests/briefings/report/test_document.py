"""Documents: the exhibits' own numbers in live charts and tables, GB/T 9704-2012, templates."""

import io
import re
import zipfile

import docx
import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from briefings.formats import make
from briefings.read_stamp import stamps
from briefings.report.document import write
from briefings.report.tables import MAX_COLUMNS_ABREAST
from briefings.report.wordprocessingml import SPACES
from briefings.shared.chart.plots import plots
from briefings.shared.chart.xml import is_native
from briefings.shared.map.shapes import rings
from briefings.shared.unfit_template import UnfitTemplate
from briefings.stamp import stamp
from catalog.figure_parts import Line, Provenance

ORIGIN = Provenance("登记册", "2026-10-31", "abc123", "全国", marks=("演示数据",), fictional=True,
                line="来源：登记册　数据截至 2026-10-31")  # fmt: skip
SHOWN = Exhibit("a", "column", "图", ORIGIN, takeaway="一句", alt="替代文字",
                categories=("东部", "西部"), lines=(Line("家数", (2, None)),),
                columns=("", "家数"), rows=(("东部", 2), ("西部", None)))  # fmt: skip
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
ODD = '=HYPERLINK("http://a.b")'
W, C = f"{{{SPACES['w']}}}", f"{{{SPACES['c']}}}"


@pytest.fixture(scope="module")
def made(everything, words) -> bytes:
    return write(everything, words)


def package(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def tree(data: bytes, name="word/document.xml"):
    return etree.fromstring(package(data).read(name))


def lines(data: bytes) -> list[str]:
    """The paragraphs of the body, without those of tables."""
    return ["".join(p.itertext()) for p in tree(data).findall(f"{W}body/{W}p")]


def briefing(*parts, **changes) -> Briefing:
    return Briefing("月报", ORIGIN, parts, **changes)


def test_an_empty_briefing_is_title_mark_and_day(words):
    assert lines(write(Briefing("空", ORIGIN, ()), words)) == [
        "空", words("report.fictional"), "数据截至2026年10月31日",
    ]  # fmt: skip


def test_a_chart_on_paper(words):
    entries = lines(write(briefing(SHOWN, author="某处"), words))
    assert entries[2:] == [
        "一句", "", "图1　图（演示数据）", f"暂无数据：西部{ORIGIN.line}", "某处",
        "数据截至2026年10月31日",
    ]  # fmt: skip


def test_figures_and_tables_count_themselves(words):
    grid = Grid("表", ("指标",), (("甲",), (None,)), "注")
    data = write(briefing(SHOWN, grid, SHOWN, grid), words)
    captions = [p for p in tree(data).iter(f"{W}p") if p.find(f"{W}fldSimple") is not None]
    fields = [p.find(f"{W}fldSimple").get(f"{W}instr") for p in captions]
    assert fields == ["SEQ 图 \\* ARABIC", "SEQ 表 \\* ARABIC"] * 2
    assert ["".join(p.itertext())[:2] for p in captions] == ["图1", "表1", "图2", "表2"]
    assert "暂无数据" in "".join(tree(data).itertext())


def test_a_clause_stands_beneath_its_chapter_and_alone_at_the_top(words):
    chapter, clause = (
        Passage("一章"),
        Passage("一条", quote="原话", status="数据不足", notes=("注",)),
    )
    for parts, levels in (
        ((chapter, clause), ["Heading 1", "Heading 2"]),
        ((clause,), ["Heading 1"]),
    ):
        opened = docx.Document(io.BytesIO(write(briefing(*parts), words)))
        result = [p.style.name for p in opened.paragraphs if p.style.name.startswith("Heading")]
        assert result == levels
    assert words("slides.quote", quote="原话") in [p.text for p in opened.paragraphs]


def test_an_endless_title_keeps_to_a_few_lines_and_stands_whole_beneath(words):
    """Of the document, a chapter, a caption."""
    endless = "长" * 400
    parts = (Passage(endless), Grid(endless, ("列",), (("值",),)))
    made = docx.Document(io.BytesIO(write(Briefing(endless, ORIGIN, parts), words)))
    by_style = {"Title": [], "Heading 1": [], "Caption": []}
    for paragraph in made.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    for name in ("Title", "Heading 1", "Caption"):
        assert [len(text) <= 130 and text.endswith("…") for text in by_style[name]] == [True], name
    assert sum(text == endless for texts in by_style.values() for text in texts) == 3


def test_paper_and_letters_are_those_of_the_standard(made, everything):
    opened = docx.Document(io.BytesIO(made))
    page = opened.sections[0]
    edges = (page.page_width, page.page_height, page.top_margin, page.left_margin,
             page.right_margin, page.bottom_margin)  # fmt: skip
    assert [round(edge / Mm(1)) for edge in edges] == [210, 297, 37, 28, 26, 35]
    look = {name: opened.styles[name] for name in ("Title", "Normal", "Heading 1", "Heading 2")}
    assert look["Title"].font.size == Pt(22) and look["Normal"].paragraph_format.line_spacing == Pt(
        28.95
    )
    faces = [style.element.rPr.rFonts.get(f"{W}eastAsia") for style in look.values()
             if style.element.rPr.rFonts is not None]  # fmt: skip
    assert faces == ["方正小标宋简体", "黑体", "楷体_GB2312"]
    styles = package(made).read("word/styles.xml").decode()
    assert "<w:b/>" not in styles and 'w:eastAsia="仿宋_GB2312"' in styles
    assert 'w:linePitch="579"' in package(made).read("word/document.xml").decode()
    first = next(p for p in opened.paragraphs if p.text == everything.lead)
    assert first._p.pPr.find(f"{W}ind").get(f"{W}firstLineChars") == "200"


def test_faces_have_a_second_name_where_a_computer_lacks_them(made):
    fonts = tree(made, "word/fontTable.xml")
    second = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val") for font in fonts}
    assert second["仿宋_GB2312"] == "仿宋" and second["方正小标宋简体"] == "华文中宋"


def test_page_numbers_stand_outside_and_the_mark_above_every_page(made):
    for side, place in (("default", "right"), ("even", "left")):
        foot = tree(made, f"word/footer_{side}.xml")
        assert (
            "".join(foot.itertext()) == "— 1 —" and foot.find(f".//{W}jc").get(f"{W}val") == place
        )
        assert "".join(tree(made, f"word/header_{side}.xml").itertext()).count("演示数据") == 2


def test_every_chart_of_every_page_holds_the_exhibit_s_own_numbers(everything, made):
    """In the chart's own copy and in the workbook that Word opens to edit it."""
    opened, native = package(made), [rows for rows in everything.exhibits if is_native(rows)]
    charts = [name for name in opened.namelist() if re.match(r"word/charts/[^/]*\.xml", name)]
    assert len(charts) == len(native)
    for at, rows in enumerate(native, 1):
        drawn = tree(made, f"word/charts/briefing_chart{at}.xml")
        book = openpyxl.load_workbook(
            io.BytesIO(opened.read(f"word/embeddings/briefing_chart{at}.xlsx"))
        )
        traces = [trace for plot in plots(rows) for trace in plot.traces]
        for first, trace in zip(drawn.iter(f"{C}ser"), traces, strict=True):
            held = next(
                result for tag in ("val", "yVal") if (result := first.find(f"{C}{tag}")) is not None
            )
            known = {int(p.get("idx")): float(p[0].text) for p in held.iter(f"{C}pt")}
            assert known == {i: v for i, v in enumerate(trace.values) if v is not None}, rows.id
            area = held.find(f".//{C}f").text.split("!")[1].replace("$", "")
            cells = (
                [cell.value for (cell,) in book.active[area]]
                if ":" in area
                else [book.active[area].value]
            )
            assert cells == [v if v is None else pytest.approx(v, rel=1e-15) for v in trace.values]


def test_tables_of_matrices_have_every_cell_of_the_screen_and_its_heading_on_each_page(
    everything, made
):
    opened = docx.Document(io.BytesIO(made))
    drawn = [e for e in everything.exhibits if e.cells and not e.empty]
    for table, first in zip(opened.tables, drawn, strict=False):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        lines = [list(first.heads), *([cell.text for cell in row] for row in first.cells)]
        if len(first.heads) > MAX_COLUMNS_ABREAST:  # turned, for the paper is narrow
            lines = [list(line) for line in zip(*lines, strict=True)]
            lines[0][0] = ""
        assert rows == lines, first.id
        assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows)


def test_a_map_keeps_every_province_and_every_island(of_each_kind, words):
    rows = next(first for first in of_each_kind if first.kind == "map")
    drawn = tree(write(briefing(rows), words))
    group = next(drawn.iter(f"{{{SPACES['wpg']}}}wgp"))
    paths = {}
    for shape in group.findall(f"{{{SPACES['wps']}}}wsp"):
        name, moves = shape[0].get("name"), list(shape.iter(f"{{{SPACES['a']}}}moveTo"))
        paths[name] = max(paths.get(name, 0), len(moves))
    for place in rows.map.places:
        whole = rings(rows.map.outlines["main"][place.code])
        south = rows.map.outlines["ranges"]["y"][0]
        assert paths[place.name] >= len([r for r in whole if max(y for _, y in r) > south]) > 0
    assert "南海诸岛" in "".join(group.itertext())
    assert next(drawn.iter(f"{{{SPACES['wp']}}}docPr")).get("descr") == rows.alt


def test_no_text_lives(words):
    drawn = SHOWN.but(title=ODD, takeaway=ODD, note=ODD, alt=ODD, categories=(ODD, "x"),
                      lines=(Line(ODD, (1, 2)),))  # fmt: skip
    parts = (Passage(ODD, ODD, ODD, ODD, (ODD,)), drawn, Grid(ODD, (ODD,), ((ODD,),), ODD))
    data = write(Briefing(ODD, ORIGIN, parts, ODD, ODD), words)
    fields = {f.get(f"{W}instr") for f in tree(data).iter(f"{W}fldSimple")}
    assert fields == {"SEQ 图 \\* ARABIC", "SEQ 表 \\* ARABIC"}
    assert not list(tree(data).iter(f"{W}hyperlink"))
    book = package(data).read("word/embeddings/briefing_chart1.xlsx")
    assert b"<f>" not in package(book).read("xl/worksheets/sheet1.xml")


def test_the_file_is_valid_and_the_same_twice(one_of_each_kind, words, tmp_path):
    data, path = make(one_of_each_kind, "docx", words), tmp_path / "all.docx"
    assert make(one_of_each_kind, "docx", words) == data
    path.write_bytes(data)
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_it_carries_the_stamp_of_the_briefing(everything, made):
    assert stamps(made) == [("", stamp(everything))]


def template(*names: str) -> bytes:
    """A ministry's document whose styles bear these names, with a line and a header of its own."""
    opened, out = docx.Document(), io.BytesIO()
    for old, new in zip(("Title", "Heading 1", "Heading 2"), names, strict=False):
        opened.styles[old].element.find(f"{W}name").set(f"{W}val", new)
    opened.add_paragraph("版头")
    opened.sections[0].header.paragraphs[0].text = "某某部"
    opened.save(out)
    return out.getvalue()


def test_a_template_lends_its_styles_and_keeps_what_it_holds(words, tmp_path):
    data = write(briefing(Passage("一章"), SHOWN), words, template("Title", "heading 1", "标题 2"))
    opened = docx.Document(io.BytesIO(data))
    assert [p.text for p in opened.paragraphs][:2] == ["版头", "月报"]
    assert opened.paragraphs[1].style.name == "Title"
    head = [p.text for p in opened.sections[0].header.paragraphs]
    assert head == ["某某部", "演示数据"]
    (tmp_path / "t.docx").write_bytes(data)
    errors = [e for e in OpenXmlValidator().validate(str(tmp_path / "t.docx")).errors
              if "stylesWithEffects" not in str(e)]  # fmt: skip
    assert errors == []


def test_our_own_document_is_a_template_that_somebody_went_on_with(words):
    again = write(briefing(SHOWN), words, write(briefing(SHOWN), words))
    charts = [
        name for name in package(again).namelist() if re.match(r"word/charts/[^/]*\.xml", name)
    ]
    assert len(charts) == 2 and stamps(again) == [("", stamp(briefing(SHOWN)))]


def test_a_template_that_cannot_be_used_is_refused_in_a_sentence(words):
    with pytest.raises(UnfitTemplate, match="没有这些样式，不能使用：标题、标题 1、标题 2"):
        write(briefing(), words, template("a", "b", "c"))
    for data in (b"", b"PK", b"text", write(briefing(), words)[:-40]):
        with pytest.raises(UnfitTemplate, match="不是能读取的 DOCX"):
            write(briefing(), words, data)


def test_a_wide_table_lies_across_its_sheet_and_the_text_stands_upright(words):
    narrow = Grid("窄", ("名称", "数"), (("甲", 1234),))
    rows = (tuple("一句说明" * 5 for _ in range(8)),)
    wide = Grid("宽", tuple("甲乙丙丁戊己庚辛"), rows)
    drawn = docx.Document(io.BytesIO(write(briefing(narrow, wide, narrow, SHOWN), words)))
    sheets = [(section.page_width > section.page_height) for section in drawn.sections]
    assert sheets == [False, True, False]
    upright, lying, last = drawn.sections
    assert (lying.left_margin, lying.top_margin) == (upright.top_margin, upright.right_margin)
    assert (last.left_margin, last.page_width) == (upright.left_margin, upright.page_width)
    for section, table in zip((upright, lying, lying), drawn.tables, strict=True):
        room = section.page_width - section.left_margin - section.right_margin
        across = sum(cell.width for cell in table.rows[0].cells)
        assert 0 <= room - across < Mm(1)
    assert [p.paragraph_format.alignment for p in drawn.tables[0].cell(1, 1).paragraphs] == [RIGHT]


def test_every_table_says_its_source_beneath(words):
    table = Grid("表", ("名称", "数"), (("甲", 1),), "一条注")
    assert lines(write(briefing(table), words))[-2] == f"一条注{ORIGIN.line}"
