"""Workbooks of LibreOffice and WPS (.ods): cells as stored and as shown, repeats, refusals."""

from datetime import date, datetime

import pytest

from loaders.files import zip_guard
from loaders.files.by_signature import lines_of
from loaders.files.open_file import read_sheets
from loaders.files.raw_sheet import DayWithoutYear, ErrorCell, MergedNumber, ShownNumber
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import LABS, account, loaded, problems, workbook
from tests.loaders.files.drawn_ods import cell, document, open_document, row, sheet, table

NO_YEAR = DayWithoutYear(date(2024, 3, 15), "3月15日")
FORMULA = 'table:formula="of:=A1"'
MARCH = 'office:date-value="2024-03-15"'


def number(value: float, text: str) -> str:
    return cell(text, "float", f'office:value="{value}"')


CELLS = [  # (cell, value as read)
    (cell("示例"), "示例"),
    ("<table:table-cell/>", None),
    (cell("甲</text:p><text:p>乙<text:s text:c='2'/>丙<text:line-break/>丁"), "甲\n乙  丙\n丁"),
    (cell("甲<text:note>注</text:note>乙<text:span>丙</text:span>"), "甲乙丙"),
    ('<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p>'
     "</office:annotation><text:p>甲</text:p></table:table-cell>", "甲"),
    ('<table:table-cell office:value-type="string" office:string-value="甲"/>', "甲"),
    (number(12.5, "12.5"), 12.5),
    (number(12.5, "12.50"), 12.5),
    (number(45000, "45,000"), 45000),
    (number(7, "7.0"), 7),
    (number(7, "￥7.00"), 7),
    (number(7, "007"), ShownNumber(7, "007")),
    (number(7, "SL-007"), ShownNumber(7, "SL-007")),
    (number(0, "000"), ShownNumber(0, "000")),
    (number(120000, "12"), 120000),
    (number(1.1e17, "1.1E+017"), 1.1e17),
    (number(1, "TRUE"), "TRUE"),
    (number(1, "合格"), "合格"),
    (cell("￥12", "currency", 'office:value="12.3"'), 12.3),
    (cell("96%", "percentage", 'office:value="0.955"'), "95.5%"),
    (cell("TRUE", "boolean", 'office:boolean-value="true"'), True),
    (cell("2024-03-15", "date", MARCH), datetime(2024, 3, 15)),
    (cell("2024/3/15 10:30", "date", 'office:date-value="2024-03-15T10:30:00"'),
     datetime(2024, 3, 15, 10, 30)),
    (cell("24/3/15", "date", f'{MARCH} table:style-name="with_year"'), datetime(2024, 3, 15)),
    (cell("3月15日", "date", f'{MARCH} table:style-name="no_year"'), NO_YEAR),
    (cell("3月15日", "date", f'{MARCH} table:style-name="heir"'), NO_YEAR),
    (cell("3月15日", "date", MARCH), NO_YEAR),
    (cell("-", "date", 'office:date-value="-0044-03-15"'), ErrorCell("#VALUE!")),
    (cell("10:30", "time", 'office:time-value="PT10H30M00S"'), "10:30"),
    (cell("#N/A", "string", 'calcext:value-type="error"'), ErrorCell("#N/A")),
    (cell("#REF!", "float", f'office:value="0" {FORMULA}'), ErrorCell("#REF!")),
    (cell("错误:508", "float", f'office:value="0" {FORMULA}'), ErrorCell("错误:508")),
    (f"<table:table-cell {FORMULA}/>", ErrorCell("公式没有计算结果")),
    (f"<table:table-cell {FORMULA}><text:p/></table:table-cell>", None),
]  # fmt: skip


def rows_of(tmp_path, *sheets: str) -> list[list]:
    (result,) = read_sheets(open_document(tmp_path / "a.ods", document(*sheets)))
    return result.rows


def kind_and_text(value: object) -> tuple:
    return type(value), str(value), getattr(value, "text", "")


def test_cells_come_as_stored_with_what_they_show(tmp_path):
    rows = rows_of(tmp_path, sheet(*(row(cell("列"), drawn) for drawn, _ in CELLS)))
    read = [kind_and_text(line[1] if len(line) > 1 else None) for line in rows]
    expected = [value + 0.0 if type(value) is int else value for _, value in CELLS]
    assert read == list(map(kind_and_text, expected))


def test_a_register_is_read_whatever_its_name_says(tmp_path):
    for suffix in (".ods", ".xlsx", ".xls"):
        path = open_document(tmp_path / f"a{suffix}", document(table(LABS)))
        assert account(loaded(path), "labs") == (3, 3, 0, 0, 0)
    renamed = workbook(tmp_path / "b.xlsx", 实验室名录=LABS).rename(tmp_path / "b.ods")
    assert account(loaded(renamed), "labs") == (3, 3, 0, 0, 0)


def test_repeats_stand_for_as_many_cells_and_rows(tmp_path):
    twice = row(cell("甲", more='table:number-columns-repeated="2"'), cell("乙"),
                more='table:number-rows-repeated="2"')  # fmt: skip
    gap = '<table:table-row table:number-rows-repeated="2"/>'
    lines = rows_of(tmp_path, sheet(twice, gap, row("<table:table-cell/>", cell("丙"))))
    assert lines == [["甲", "甲", "乙"], ["甲", "甲", "乙"], [], [], [None, "丙"]]


def test_rows_in_groups_and_headings_count_and_those_of_drawings_do_not(tmp_path):
    drawing = f"<table:table><table:table-row>{cell('画')}</table:table-row></table:table>"
    parts = (
        f"<table:table-header-rows>{row(cell('头'))}</table:table-header-rows>",
        f"<table:table-row-group>{row(cell('组'))}</table:table-row-group>",
        f"<table:shapes>{drawing}</table:shapes>",
    )
    assert rows_of(tmp_path, sheet(*parts)) == [["头"], ["组"]]


def test_merges_strikes_and_what_is_hidden_are_kept(tmp_path):
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:default-cell-style-name="struck"/>'
        '<table:table-column table:number-columns-repeated="16381"/>'
    )
    span = 'table:number-rows-spanned="2" table:number-columns-spanned="1" office:value="5"'
    rows = (
        row(cell("5", "float", span), cell("<text:span text:style-name='old'>旧</text:span>新"),
            cell("列")),
        row("<table:covered-table-cell/>", cell("乙", more='table:style-name="struck"'),
            more='table:visibility="filter"'),
    )  # fmt: skip
    unseen = sheet(name="隐", more='table:style-name="hidden"')
    path = open_document(tmp_path / "a.ods", document(sheet(columns, *rows), unseen))
    first, second = read_sheets(path)
    assert first.rows == [[5, "旧新", "列"], [5, "乙"]] and second.hidden
    assert {type(line[0]) for line in first.rows} == {MergedNumber}
    assert (first.hidden_rows, first.hidden_columns) == (1, {3})
    strikes = {number: (s.wholly, s.partly) for number, s in first.struck_out.items()}
    assert strikes == {1: ([3], [2]), 2: ([2], [])}


def epoch(day: str) -> str:
    return (
        f'<table:calculation-settings><table:null-date table:date-value="{day}"/>'
        "</table:calculation-settings>"
    )


def test_a_workbook_that_counts_from_1904_says_so(tmp_path):
    content = document(epoch("1904-01-01"), table(LABS))
    assert read_sheets(open_document(tmp_path / "a.ods", content))[0].late_epoch


LOCKED = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
FAR_RIGHT = row(cell("甲", more='table:number-columns-repeated="703"'))
FAR_BELOW = row(cell("甲"), more='table:number-rows-repeated="1048576"')
FULL_ROWS = row(
    cell("甲", more='table:number-columns-repeated="702"'), more='table:number-rows-repeated="5000"'
)
REFUSED = [  # (content.xml, code, words of the sentence)
    (document(sheet(FAR_RIGHT)), "far_cell", "AAA1"),
    (document(sheet(FAR_BELOW)), "far_cell", "A1048576"),
    (document(sheet(row(cell("甲", more='table:number-columns-repeated="0"')))),
     "unreadable_file", "重复“0”次"),
    (document(sheet(FULL_ROWS)), "file_too_big", "单元格超过"),
    (document(epoch("1900-01-01"), table(LABS)), "unreadable_file", "1900-01-01"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]>" + document(), "hostile_file", "实体声明"),
    (document(table(LABS))[:-60], "unreadable_file", "content.xml"),
    (document(table(LABS)).replace("office:spreadsheet", "office:text"),
     "unreadable_file", "不是电子表格"),
    (" " * (zip_guard.PART_LIMIT + 1), "file_too_big", "解压后"),
]  # fmt: skip


def test_what_cannot_be_read_whole_is_refused(tmp_path):
    refusals = []
    for content, _, words in REFUSED:
        with pytest.raises(FileRejected) as why:
            list(lines_of(open_document(tmp_path / "a.ods", content)))
        answer = why.value.detail + why.value.where.get("value", "")
        refusals.append((why.value.code, words if words in answer else answer))
    assert refusals == [(code, words) for _, code, words in REFUSED]


def test_a_locked_workbook_is_refused_and_macros_are_not_opened(tmp_path):
    content = document(table(LABS))
    locked = open_document(tmp_path / "a.ods", "\x01", **{"META-INF/manifest.xml": LOCKED})
    with pytest.raises(FileRejected, match="encrypted_file"):
        read_sheets(locked)
    with_macros = open_document(tmp_path / "b.ods", content, **{"Basic/Standard/a.xml": "<"})
    assert problems(loaded(with_macros)) == [("macros_ignored", "", None)]
