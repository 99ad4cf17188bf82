"""What stands in an .xlsx as Excel and WPS write it: parts drawn by hand, cells by eye."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from loaders.files.open_file import read_sheets
from loaders.files.raw_sheet import NOT_CALCULATED, ErrorCell
from loaders.files.xlsx import read_xlsx
from loaders.files.xlsx_rows import WorksheetRows
from tests.loaders.drawn_registers import workbook
from tests.loaders.files.test_hostile import HEAD, SHEET, TAIL, altered, refusal, written

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXTS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
FORMATS = f"""<styleSheet {MAIN}>
<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
<fonts><font><strange/></font></fonts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="31"/></cellXfs>
</styleSheet>"""


def read(tmp_path, rows: str, after: str = "", **parts: bytes):
    """The sheet of these rows."""
    tail = TAIL.replace(b"</sheetData>", b"</sheetData>" + after.encode())
    content = altered(**{SHEET: HEAD + rows.encode() + tail, **parts})
    (sheet,) = read_sheets(written(tmp_path, content))
    return sheet


def test_no_rows(tmp_path):
    assert read(tmp_path, "").rows == []


def test_cells_without_a_place_follow_each_other(tmp_path):
    row = "<row><c><v>1</v></c><c/><c><v>3</v></c></row>"
    assert read(tmp_path, row + row).rows == [[1, None, 3]] * 2


def test_rows_and_cells_that_are_left_out_are_blank(tmp_path):
    rows = '<row r="3"><c r="C3"><v>1.5</v></c></row><row r="5" hidden="1"/>'
    sheet = read(tmp_path, rows)
    assert sheet.rows == [[], [], [None, None, 1.5]] and sheet.hidden_rows == 0


def test_kinds_of_cells(tmp_path):
    cells = (
        '<c t="b"><v>1</v></c><c t="str"><f>A1</f><v>文</v></c><c t="str"><f>B1</f></c>'
        '<c><f>1/2</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="d"><v>2024-05-06</v></c>'
        "<c><v>1E+3</v></c><c><v>12345678901234567890</v></c>"
    )
    (row,) = read(tmp_path, f"<row>{cells}</row>").rows
    assert row[:3] == [True, "文", None] and row[0] is True
    assert row[3:] == [NOT_CALCULATED, "#DIV/0!", date(2024, 5, 6), 1000.0,
                       12345678901234567890]  # fmt: skip
    assert isinstance(row[3], ErrorCell) and isinstance(row[4], ErrorCell)


def test_numbers_are_what_their_format_shows(tmp_path):
    cells = (
        '<c s="1"><v>45052</v></c><c s="2"><v>0.955</v></c><c s="3"><v>45052</v></c><c><v>7</v></c>'
    )
    sheet = read(tmp_path, f"<row>{cells}</row>", **{"xl/styles.xml": FORMATS.encode()})
    day = datetime(2023, 5, 6)
    assert sheet.rows == [[day, "95.5%", day, 7]]


def test_merges_and_hidden_rows_stand_beside_the_cells(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="B2"><v>3</v></c></row>'
        '<row r="4"><c r="B4"><v>4</v></c></row>'
    )
    spans = ("A1:A3", "B1:C1", "D1:D4", "A9:A12")
    merged = "".join(f'<mergeCell ref="{span}"/>' for span in spans)
    merges = f"<mergeCells>{merged}</mergeCells>"
    sheet = read(tmp_path, rows, merges)
    assert sheet.rows == [[1, 2], [1, 3], [1], [None, 4]] and sheet.hidden_rows == 1


def test_texts_of_a_table_rich_phonetic_and_escaped(tmp_path):
    texts = (
        "<si><t>省份</t></si><si><r><t>湖</t></r><r><rPr><b/></rPr><t>北</t></r></si>"
        "<si><t>東</t><rPh sb='0' eb='1'><t>ヒガシ</t></rPh></si><si><t>上_x000D_\n海</t></si>"
    )
    cells = "".join(f'<c t="s"><v>{place}</v></c>' for place in (0, 1, 2, 3, 1))
    path = written(tmp_path, altered())
    types = zipfile.ZipFile(path).read("[Content_Types].xml").replace(b"</Types>", TEXTS)
    parts = {"[Content_Types].xml": types, "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>"}
    sheet = read(tmp_path, f"<row>{cells}</row>", **parts)
    assert sheet.rows == [["省份", "湖北", "東", "上\r\n海", "湖北"]]
    missing = b'<row><c t="s"><v>9</v></c></row>'
    path = written(tmp_path, altered(**{SHEET: HEAD + missing + TAIL, **parts}))
    assert refusal(path) == "unreadable_file"


def test_a_workbook_without_styles_is_read_and_one_that_lost_them_is_not(tmp_path):
    good = workbook(tmp_path / "good.xlsx", 表=[["文"]])
    with zipfile.ZipFile(good) as parts:
        kept = {name: parts.read(name) for name in parts.namelist() if "styles" not in name}
    lost, without = dict(kept), dict(kept)
    rels = "xl/_rels/workbook.xml.rels"
    start, _, rest = kept[rels].partition(b"relationships/styles")
    begin, end = start.rindex(b"<"), len(start) + len(b"relationships/styles") + rest.index(b">")
    without[rels] = kept[rels][:begin] + kept[rels][end + 1 :]
    for made, rows in ((without, [["文"]]), (lost, None)):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
            for name, content in made.items():
                out.writestr(name, content)
        if rows:
            assert read_sheets(tmp_path / "a.xlsx")[0].rows == rows
        else:
            assert refusal(tmp_path / "a.xlsx") == "unreadable_file"


@pytest.mark.parametrize("value", ["<v>x</v>", "<v>NaN</v>"])
def test_a_number_that_is_none_is_damage(tmp_path, value):
    path = written(
        tmp_path, altered(**{SHEET: HEAD + f"<row><c>{value}</c></row>".encode() + TAIL})
    )
    assert refusal(path) == "unreadable_file"


@pytest.mark.parametrize("span", ["A:A", "x"])
def test_a_merge_without_rows_costs_no_row(tmp_path, span):
    merged = f'<mergeCells><mergeCell ref="{span}"/></mergeCells>'
    sheet = read(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', after=merged)
    assert sheet.rows == [[1]]


SPELLINGS = [
    ("xl/worksheets/sheet1.xml", "xl/worksheets/Sheet1.xml"),
    ("xl/worksheets/sheet1.xml", "XL/Worksheets/SHEET1.XML"),
    ("xl/workbook.xml", "xl/Workbook.xml"),
    ("xl/sharedStrings.xml", "xl/SharedStrings.xml"),
    ("xl/styles.xml", "xl/Styles.xml"),
]


@pytest.mark.parametrize(("usual", "other"), SPELLINGS)
def test_capitals_in_the_names_of_parts_make_no_difference(tmp_path, usual, other):
    good = workbook(tmp_path / "good.xlsx", 名录=[["实验室编号"], ["A"]])
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name in source.namelist():
            archive.writestr(other if name == usual else name, source.read(name))
    (sheet,) = read_sheets(tmp_path / "a.xlsx")
    assert sheet.rows == [["实验室编号"], ["A"]]


def test_two_parts_that_differ_in_capitals_alone_are_refused(tmp_path):
    assert (
        refusal(written(tmp_path, altered(**{"xl/worksheets/Sheet1.xml": b"<x/>"})))
        == "hostile_file"
    )


# a cell of each kind, and of each way to write one, with and without a place and a style
TABLE = ("甲", "乙_x000D_\n", "", "丙x005F_x")
EVERY_CELL = [
    '<c {r} t="s"{s}><v>0</v></c>',
    '<c {r} t="s"{s}><v>1</v></c>',
    '<c {r} t="s"{s}><v>2</v></c>',
    '<c {r} t="s"{s}><v>-1</v></c>',
    '<c {r} t="s"{s}><v/></c>',
    '<c {r} t="s"{s}><f>A1</f><v>3</v></c>',
    '<c {r} t="s"{s}><v>4</v></c>',
    '<c {r} t="inlineStr"{s}><is><t xml:space="preserve"> 文 _x000B_</t></is></c>',
    '<c {r} t="inlineStr"{s}><is><t/></is></c>',
    '<c {r} t="inlineStr"{s}><is/></c>',
    '<c {r} t="inlineStr"{s}/>',
    '<c {r} t="inlineStr"{s}><is><r><t>甲</t></r><r><rPr><strike/></rPr><t>乙</t></r></is></c>',
    '<c {r} t="inlineStr"{s}><is><t>東</t><rPh sb="0" eb="1"><t>ヒ</t></rPh></is></c>',
    '<c {r} t="str"{s}><f>A1</f><v>果_x0007_</v></c>',
    '<c {r} t="str"{s}><f>A1</f></c>',
    "<c {r}{s}><f>1/2</f><v>0.5</v></c>",
    "<c {r}{s}><f>1/2</f></c>",
    '<c {r} t="n"{s}><v>45052</v></c>',
    "<c {r}{s}><v>45052.75</v></c>",
    "<c {r}{s}><v>0.25</v></c>",
    "<c {r}{s}><v>7</v></c>",
    "<c {r}{s}><v>-7</v></c>",
    "<c {r}{s}><v>1E+300</v></c>",
    "<c {r}{s}><v>12345678901234567890</v></c>",
    '<c {r} t="b"{s}><v>1</v></c>',
    '<c {r} t="e"{s}><v>#DIV/0!</v></c>',
    '<c {r} t="d"{s}><v>2024-05-06</v></c>',
    "<c {r}{s}/>",
]
CODES = ("General", "0", "000", '"SL-"000', "0.0%", "yyyy-mm-dd", 'm"月"d"日"', "h:mm", "[h]:mm")


def every_cell() -> tuple[str, dict[str, bytes]]:
    """Rows with each cell in each style, the odd ones without a place, and the parts they need."""
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for n, code in enumerate(CODES)
    )
    styles = "".join(
        f'<xf numFmtId="{200 + n}" fontId="{font}"/>' for font in (0, 1) for n in range(len(CODES))
    )
    sheet = f"""<styleSheet {MAIN}><numFmts>{formats}</numFmts>
<fonts><font/><font><strike/></font></fonts><cellXfs>{styles}</cellXfs></styleSheet>"""
    names = ["", *(f' s="{n}"' for n in range(2 * len(CODES))), ' s="99"', ' s=" 1"']
    rows = []
    for number, name in enumerate(names, 1):
        places = [
            f'r="{get_column_letter(place)}{number}"' if place % 7 else ""
            for place in range(1, len(EVERY_CELL) + 1)
        ]
        drawn = zip(EVERY_CELL, places, strict=True)
        cells = "".join(cell.format(r=place, s=name) for cell, place in drawn)
        rows.append(f'<row r="{number}">{cells}</row>')
    texts = "".join(f"<si><t>{text}</t></si>" for text in TABLE)
    texts += "<si><r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r></si>"
    with zipfile.ZipFile(BytesIO(altered())) as parts:
        types = parts.read("[Content_Types].xml").replace(b"</Types>", TEXTS)
    return "".join(rows), {
        "[Content_Types].xml": types,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>".encode(),
        "xl/styles.xml": sheet.encode(),
    }


def lines_with_texts(content: bytes) -> list:
    """The lines of a workbook, and beside each what its cells show."""
    lines = read_xlsx(content, ".xlsx")
    return [(repr(line), [getattr(cell, "text", "") for cell in line]) for line in lines]


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
def test_common_cells_are_read_as_openpyxl_reads_them(monkeypatch):
    rows, parts = every_cell()
    content = altered(**{SHEET: HEAD + rows.encode() + TAIL, **parts})
    lines = lines_with_texts(content)
    monkeypatch.setattr(WorksheetRows, "_common_value", lambda *_: None)
    assert lines_with_texts(content) == lines
    kept_texts = {text for _, texts in lines for text in texts}
    assert {"007", "SL-007", "5月6日"} <= kept_texts and "struck_out" in str(lines)


def test_no_cell_of_a_plain_register_is_left_to_openpyxl(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", 名录=[["编号", "日期"], ["A", date(2024, 5, 6)], [7, 0.5]])
    monkeypatch.setattr(WorkSheetParser, "parse_cell", None)
    lines = list(read_xlsx(path.read_bytes(), ".xlsx"))
    assert lines[1:4] == [[1, "编号", "日期"], [2, "A", datetime(2024, 5, 6)], [3, 7, 0.5]]
