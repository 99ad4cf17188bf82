"""Names of hundreds of letters keep slide, chart and document in shape, and are whole beside it."""

import io

import docx
import pytest
from pptx import Presentation
from pptx.util import Emu

from briefings.exhibit import Briefing, Exhibit, Grid
from briefings.formats import make
from briefings.shared.long_words import CUT_CELL_CHARS, MAX_NAME_CHARS
from catalog.figure_parts import Line, Provenance

ORIGIN = Provenance("登记册", "2026-10-31", "abc123", "全国", line="来源：登记册")
COLUMNS = ("编号", "名称", "依托单位", "类别", "状态", "发布日期", "领域", "文号")


def name_of(length: int) -> str:
    return ("示例实验室" + "很长的名称" * length)[:length]


def briefing_with(name: str) -> Briefing:
    rows = tuple((f"S-{at}", name, name, "甲", "乙", "2026-01-01", "丙", name) for at in range(3))
    drawn = Line(name, (1, 2)), Line("乙", (1, 2))
    chart = Exhibit("a", "bar", name, ORIGIN, (name, "短"), drawn,
                    takeaway=name, note=name, columns=("名称", "甲", "乙"),
                    rows=((name, 1, 1), ("短", 2, 2)))  # fmt: skip
    return Briefing(name, ORIGIN, (Grid("表", COLUMNS, rows), chart), lead=name)


@pytest.mark.parametrize("length", [300, 800, 2000])
def test_slides_keep_their_shape_and_their_notes_the_name(length, words):
    name = name_of(length)
    deck = Presentation(io.BytesIO(make(briefing_with(name), "pptx", words)))
    slides = list(deck.slides)
    tables = [shape for slide in slides for shape in slide.shapes if shape.has_table]
    for shape in tables:
        rows = sum(row.height for row in shape.table.rows)
        assert shape.top + max(rows, shape.height) <= deck.slide_height - Emu(500_000)
        assert shape.left + sum(c.width for c in shape.table.columns) <= deck.slide_width
    (chart,) = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    drawn = [*chart.plots[0].categories, *(series.name for series in chart.plots[0].series)]
    assert max(map(len, drawn)) == MAX_NAME_CHARS + 1
    for slide in (next(s for s in slides if any(x.has_table for x in s.shapes)), slides[-1]):
        cells = [c.text for x in slide.shapes if x.has_table for r in x.table.rows for c in r.cells]
        assert name in slide.notes_slide.notes_text_frame.text or name in cells


@pytest.mark.parametrize("length", [300, 800, 2000])
def test_documents_keep_their_shape_and_the_name(length, words):
    name = name_of(length)
    document = docx.Document(io.BytesIO(make(briefing_with(name), "docx", words)))
    (table,) = document.tables
    longest = max(len(cell.text) for row in table.rows for cell in row.cells)
    assert longest == (length if length == 300 else CUT_CELL_CHARS + 1)
    assert name in [paragraph.text for paragraph in document.paragraphs]
