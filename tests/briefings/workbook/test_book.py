"""Workbooks: the exhibits' own numbers in cells that charts refer to, text that stays text."""

import io
import re
import zipfile

import openpyxl
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from briefings.formats import make
from briefings.read_stamp import stamps
from briefings.shared.chart.plots import plots
from briefings.shared.chart.xml import is_native
from briefings.stamp import stamp
from briefings.workbook.book import write
from briefings.workbook.cell_formats import sheet_name
from catalog.figure_parts import Line, Provenance

ORIGIN = Provenance("登记册", "2026-10-31", "abc123", "全国", marks=("演示数据",), fictional=True,
                line="来源：登记册　数据截至 2026-10-31")  # fmt: skip
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
ODD = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def made(everything, words) -> bytes:
    return write(everything, words)


@pytest.fixture(scope="module")
def sheets(made) -> list:
    """The sheets of the exhibits in order."""
    book = openpyxl.load_workbook(io.BytesIO(made))
    return [sheet for sheet in book.worksheets if re.match(r"\d", sheet.title)]


def same(row):
    """The row itself; a workbook holds sixteen digits of a number."""
    return [float(f"{cell:.16G}") if isinstance(cell, float) else cell for cell in row]


def opened(briefing, words):
    return openpyxl.load_workbook(io.BytesIO(write(briefing, words)))


def column(drawn: Exhibit, name="数") -> Exhibit:
    values = tuple(row[1] for row in drawn.rows)
    categories = tuple(row[0] for row in drawn.rows)
    return drawn.but(columns=("", name), categories=categories, lines=(Line(name, values),))


def test_an_empty_briefing_has_contents_and_says_what_it_is(words):
    book = opened(Briefing("空", ORIGIN, ()), words)
    assert book.sheetnames == ["目录", "数据说明"]
    values = {row[0].value: row[1].value for row in book["数据说明"].iter_rows()}
    assert values["数据截至"] == "2026-10-31" and values["数据版本"] == "abc123"


def test_a_table_on_paper(words):
    drawn = column(Exhibit("a", "column", "图", ORIGIN, takeaway="一句", decimals=1,
                           rows=(("东部", 2), ("西部", None))))  # fmt: skip
    sheet = opened(Briefing("简报", ORIGIN, (drawn,)), words)["1 图"]
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[:4]] == [
        "图（演示数据）", "一句", ORIGIN.line, "斜线格：暂无数据，不是零",
    ]  # fmt: skip
    assert rows[-3:] == [["类别", "数"], ["东部", 2], ["西部", None]]
    assert sheet.cell(sheet.max_row - 1, 2).number_format == "#,##0.0"
    assert sheet.cell(sheet.max_row, 2).fill.fill_type == "lightUp"
    assert sheet.freeze_panes == f"B{sheet.max_row - 1}" and sheet.auto_filter.ref


def test_every_cell_of_every_page_holds_the_exhibit_s_own_number(everything, sheets):
    drawn = [part for part in everything.parts if not isinstance(part, Passage)]
    for part, sheet in zip(drawn, sheets, strict=True):
        if not part.rows:
            continue
        first = sheet.auto_filter.ref.split(":")[0]
        top = sheet[first].row + 1
        for at, row in enumerate(part.rows):
            cells = [sheet.cell(top + at, column + 1).value for column in range(len(row))]
            assert cells == same(row), sheet.title


def series(package, number: int) -> list[tuple]:
    """(name, categories, values) of each series of a chart as references."""
    tree = etree.fromstring(package.read(f"xl/charts/chart{number}.xml"))
    result = []
    for first in tree.iter(f"{C}ser"):
        parts = [first.find(f"{C}tx"), first.find(f"{C}cat"), first.find(f"{C}val")]
        if parts[2] is None:
            parts[1:] = [first.find(f"{C}xVal"), first.find(f"{C}yVal")]
        result.append([part.find(f".//{C}f").text for part in parts])
    return result


def test_every_chart_refers_to_the_numbers_it_draws(everything, made):
    """Followed from the chart to the cells: the series of the exhibit in its order."""
    package = zipfile.ZipFile(io.BytesIO(made))
    book = openpyxl.load_workbook(io.BytesIO(made))
    native = [drawn for drawn in everything.exhibits if is_native(drawn)]
    assert len([name for name in package.namelist() if "charts/chart" in name]) == len(native)
    for number, drawn in enumerate(native, 1):
        traces = [trace for plot in plots(drawn) for trace in plot.traces]
        for (name, across, values), trace in zip(series(package, number), traces, strict=True):
            assert cells(book, name)[0].startswith(trace.name), drawn.id
            assert cells(book, values) == same(trace.values), drawn.id
            assert cells(book, across) == same(drawn.x or drawn.categories), drawn.id


def cells(book, reference: str) -> list:
    name, area = re.fullmatch(r"'?(.*?)'?!(.*)", reference).groups()
    result = book[name][area.replace("$", "")]
    return [cell.value for (cell,) in result] if isinstance(result, tuple) else [result.value]


def test_no_text_becomes_a_formula_a_link_or_a_number(words):
    drawn = column(Exhibit("a", "bar", ODD, ORIGIN, takeaway=ODD, note=ODD, alt=ODD,
                           rows=((ODD, 1), ("0571", 2), ("http://a.b", 3))), ODD)  # fmt: skip
    named = drawn.but(kind="scatter", x=(1.0, 2.0, 3.0), x_name=ODD)
    parts = (Passage(ODD, ODD, ODD, ODD, (ODD,)), drawn, named, Grid(ODD, (ODD,), ((ODD,),), ODD))
    made = write(Briefing(ODD, ORIGIN, parts, ODD, ODD), words)
    package = zipfile.ZipFile(io.BytesIO(made))
    for name in package.namelist():
        if name.startswith("xl/worksheets/sheet"):
            text = package.read(name).decode()
            assert "<f>" not in text and 'r:id="http' not in text
    book = openpyxl.load_workbook(io.BytesIO(made))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert values.count(ODD) >= 10 and {"0571", "http://a.b"} <= set(values)
    assert all(f.startswith(("'", "Sheet")) for number in (1, 2)
               for formulas in series(package, number) for f in formulas)  # fmt: skip


def test_names_of_sheets_are_legal_and_different():
    names = [
        sheet_name(at, title) for at, title in enumerate(["[a]:*?/\\'" * 9, "图" * 99, "图" * 99])
    ]
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_matrices_and_maps_wear_the_colours_of_the_screen(everything, sheets):
    parts = [part for part in everything.parts if not isinstance(part, Passage)]
    for part, sheet in zip(parts, sheets, strict=True):
        if not isinstance(part, Exhibit) or part.kind not in ("heat", "verdicts") or part.empty:
            continue
        top = sheet[sheet.auto_filter.ref.split(":")[0]].row + 1
        for at, row in enumerate(part.cells):
            for column, cell in enumerate(row):
                result = sheet.cell(top + at, column + 1)
                if result.value is not None:
                    assert f"#{result.fill.fgColor.rgb[2:].lower()}" == cell.fill


def test_a_map_is_a_shape_for_every_province(everything, made):
    """Beside its numbers, to be edited; nothing is left of what held its place."""
    wanted = [e for e in everything.exhibits if e.map and not e.empty]
    package = zipfile.ZipFile(io.BytesIO(made))
    drawings = [package.read(name) for name in package.namelist() if "drawings/drawing" in name]
    assert not any(b"aside" in drawing for drawing in drawings)
    groups = [group for drawing in drawings
              for group in etree.fromstring(drawing).iter(f"{XDR}grpSp")]  # fmt: skip
    assert len(groups) == len(wanted) > 0
    for drawn, group in zip(wanted, groups, strict=True):
        outlined = {shape.find(f"{XDR}nvSpPr/{XDR}cNvPr").get("name")
                    for shape in group if shape.find(f".//{A}custGeom") is not None}  # fmt: skip
        assert {place.name for place in drawn.map.places} <= outlined


def test_the_file_is_valid_and_the_same_twice(one_of_each_kind, words, tmp_path):
    data, path = make(one_of_each_kind, "xlsx", words), tmp_path / "all.xlsx"
    assert make(one_of_each_kind, "xlsx", words) == data
    path.write_bytes(data)
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_the_file_is_stamped_and_every_sheet_marked(everything, made):
    assert stamps(made) == [("", stamp(everything))]
    package = zipfile.ZipFile(io.BytesIO(made))
    pages = [package.read(name).decode() for name in package.namelist() if "sheets/sheet" in name]
    assert all("演示数据" in page for page in pages)


def test_a_drawing_is_printed_on_one_page_and_no_row_is_higher_than_excel_opens(words):
    bars = tuple(f"省{at}" for at in range(31))
    rows = tuple((name, 1) for name in bars)
    chart = column(Exhibit("a", "bar", "图", ORIGIN, columns=("", "数"), rows=rows))
    long = Grid("长名", ("名称", "数"), (("很长的名称" * 400, 1),))
    book = opened(Briefing("印", ORIGIN, (chart, long)), words)
    pages = [sheet.page_setup.fitToHeight for sheet in book.worksheets[1:3]]
    assert [page is None for page in pages] == [True, False]  # one page is what is not said
    heights = [row.height for row in book.worksheets[2].row_dimensions.values() if row.height]
    assert 300 < max(heights) <= 409
